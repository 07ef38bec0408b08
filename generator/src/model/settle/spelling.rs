//! What a property is called, where the table and the JSON representation of a type spell it differently.
//!
//! JSON is copied from the wire, tables are typed by hand and translated: a translated page has "Kalender"
//! in its table and `calendar` in its JSON. A row and a member are one property when only the letters'
//! case differs, or when they stand in the same place between rows and members that agree.

use super::alignment;
use super::members::{Members, members};
use crate::model::evidence::EvidenceKind;
use crate::model::facts::{
    LeftOut, Omission, PageFacts, PropertyFacts, TypeFacts, is_simple_identifier,
};
use crate::model::path::Segment;
use crate::model::unordered::{ByFolded, FoldedNames};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer JSON members than this show no habit.
const ENOUGH: usize = 20;

/// The claims about a type, by property.
pub(super) struct Spelt<'a> {
    /// The names in document order, each with all claims about it.
    pub(super) properties: Vec<(&'a str, Vec<&'a PropertyFacts>)>,
    /// The claims that are about no property.
    pub(super) left_out: Vec<LeftOut>,
}

/// The members of a type's JSON, and what is known of the rows that have no namesake among them.
pub(super) struct Aligned<'a> {
    members: Members<'a>,
    /// Rows, each with the member that it is.
    pairs: Vec<(&'a str, &'a str)>,
    /// Rows that are words for members, nobody knows which.
    words: Vec<&'a str>,
}

/// How often names are spelt how.
#[derive(Default)]
pub(super) struct Spellings<'a>(ByFolded<&'a str, Vec<(&'a str, usize)>>);

impl<'a> Spellings<'a> {
    /// Counts a name once more.
    pub(super) fn add(&mut self, name: &'a str) {
        let spellings = self.0.entry(name);
        match spellings.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => spellings.push((name, 1)),
        }
    }

    /// How often a name is spelt exactly so.
    pub(super) fn count(&self, name: &str) -> usize {
        self.of(name).find(|(known, _)| *known == name).map_or(0, |(_, count)| count)
    }

    /// The spellings of a name that differ in the case of letters, itself too, with their counts.
    pub(super) fn of(&self, name: &str) -> impl Iterator<Item = (&'a str, usize)> {
        self.0.get(name).into_iter().flatten().copied()
    }
}

/// How a tree spells its properties.
pub(super) struct Spelling<'a> {
    /// Whether JSON members of the tree begin with a small letter, as good as all of them.
    is_small: bool,
    /// Translated names, in lower case, with the one name that JSON has in their place.
    translated: BTreeMap<String, String>,
    /// The names of JSON members and of path segments, which no translator touches.
    shown: FoldedNames<&'a str>,
    /// How often each name is spelt how: in tables, in JSON and in paths.
    spellings: Spellings<'a>,
    /// The rows of each type of each page, beside its JSON.
    pub(super) aligned: Vec<Vec<Aligned<'a>>>,
}

impl<'a> Spelling<'a> {
    /// Learns the habits of a tree.
    pub(super) fn learn(facts: &'a [PageFacts]) -> Self {
        let mut spelling = Self {
            is_small: is_small(facts),
            translated: BTreeMap::new(),
            spellings: Spellings::default(),
            shown: FoldedNames::default(),
            aligned: Vec::new(),
        };
        for facts in facts {
            facts.types.iter().for_each(|ty| spelling.add(ty));
            for name in segments(facts) {
                spelling.spellings.add(name);
                spelling.shown.insert(name);
            }
        }
        let aligned = |facts: &'a PageFacts| -> Vec<Aligned<'a>> {
            let types = facts.types.iter();
            types.map(|ty| spelling.aligned(ty, facts.is_translated)).collect()
        };
        let aligned: Vec<Vec<Aligned<'a>>> = facts.par_iter().map(aligned).collect();
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (row, member) in aligned.iter().flatten().flat_map(|aligned| &aligned.pairs) {
            found.entry(row.to_lowercase()).or_default().insert((*member).to_owned());
        }
        spelling.aligned = aligned;
        let only = found.into_iter().filter(|(_, members)| members.len() == 1);
        spelling.translated =
            only.filter_map(|(row, members)| Some((row, members.into_iter().next()?))).collect();
        spelling
    }

    fn add(&mut self, ty: &'a TypeFacts) {
        for claim in &ty.properties {
            self.spellings.add(&claim.name.value);
            if claim.kind == EvidenceKind::JsonRepresentation {
                self.shown.insert(&claim.name.value);
            }
        }
    }

    /// The properties of a type in document order, each with all claims about it, and the claims that
    /// are about none. Those only in the JSON representation come last.
    pub(super) fn properties<'s>(
        &'s self,
        ty: &'s TypeFacts,
        aligned: &'s Aligned<'_>,
    ) -> Spelt<'s> {
        let are_samples = self.are_samples(ty, &aligned.members);
        let mut spelt = Spelt { properties: Vec::new(), left_out: Vec::new() };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &ty.properties {
            let is_member = claim.kind == EvidenceKind::JsonRepresentation;
            let name = match self.name(claim, aligned) {
                Ok(_) if is_member && are_samples => Err(Omission::Sample),
                other => other,
            };
            match name {
                Err(reason) => spelt.left_out.push(LeftOut { span: claim.name.span, reason }),
                Ok(name) => {
                    let place = *places.entry(name).or_insert(spelt.properties.len());
                    if place == spelt.properties.len() {
                        spelt.properties.push((name, Vec::new()));
                    }
                    spelt.properties[place].1.push(claim);
                }
            }
        }
        spelt
    }

    /// The property's name in JSON, or why the claim is about none of the type's properties.
    fn name<'s>(
        &'s self,
        claim: &'s PropertyFacts,
        aligned: &'s Aligned<'_>,
    ) -> Result<&'s str, Omission> {
        let name = claim.name.value.as_str();
        let checked =
            |name: &'s str| is_simple_identifier(name).then_some(name).ok_or(Omission::NoProperty);
        if name.contains('@') {
            return Err(Omission::NoProperty);
        }
        if claim.kind == EvidenceKind::JsonRepresentation {
            return checked(name);
        }
        if let Some(member) = aligned.members.called(name) {
            return checked(member);
        }
        if let Some((_, member)) = aligned.pairs.iter().find(|(row, _)| *row == name) {
            return checked(member);
        }
        if aligned.words.contains(&name) || !self.is_name(name) {
            let translated = self.translated.get(&name.to_lowercase());
            return checked(translated.ok_or(Omission::Translated)?);
        }
        Ok(self.usual(name).unwrap_or(name))
    }

    /// Whether the JSON of an open type shows values of its dynamic properties: no table mentions any of them.
    fn are_samples(&self, ty: &TypeFacts, members: &Members<'_>) -> bool {
        let is_another = |row: &PropertyFacts| {
            members.place(&row.name.value).is_none() && self.is_name(&row.name.value)
        };
        ty.is_open && property_rows(ty).all(is_another)
    }

    /// Whether a name is spelt as the tree's JSON spells names: in ASCII, and mostly with a small letter first.
    fn is_name(&self, name: &str) -> bool {
        is_simple_identifier(name)
            && name.is_ascii()
            && (!self.is_small || !name.starts_with(|c: char| c.is_uppercase()))
    }

    /// The spelling of a name that the rest of the tree mostly has.
    fn usual(&self, name: &str) -> Option<&str> {
        let spellings = self.spellings.of(name);
        let (usual, count) = spellings.max_by_key(|(spelling, count)| (*count, *spelling))?;
        (count >= self.spellings.count(name) * 3).then_some(usual)
    }

    /// Rows and members without a namesake: those that stand alone in the same place, where the row's name is no
    /// JSON name of this tree or differs by a slip of the pen.
    fn aligned<'t>(&self, ty: &'t TypeFacts, is_translated: bool) -> Aligned<'t> {
        let rows: Vec<&PropertyFacts> = property_rows(ty).collect();
        let members = Members::of(ty);
        let place = |row: &PropertyFacts| members.place(&row.name.value);
        let mut found = Vec::new();
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| place(row).is_none()) {
            let before = if index == 0 { Some(0) } else { place(rows[index - 1]).map(|at| at + 1) };
            let after = if index + 1 == rows.len() {
                Some(members.all().len())
            } else {
                place(rows[index + 1])
            };
            let (Some(before), Some(after)) = (before, after) else { continue };
            if before + 1 != after {
                continue;
            }
            let (name, member) = (row.name.value.as_str(), members.all()[before]);
            let is_same = !self.is_name(name) && !alignment::differ(&row.ty.expr, &member.ty.expr);
            if is_same || is_slip(name, &member.name.value) {
                found.push((name, member.name.value.as_str()));
            }
        }
        self.aligned_by_type(ty, members, found, is_translated)
    }

    /// Of the rows and members that are left the ones that only fit each other: rows whose names are no JSON
    /// names, and on translated pages, or where the table and the JSON have as many, rows whose names no JSON
    /// of the tree shows.
    fn aligned_by_type<'t>(
        &self,
        ty: &'t TypeFacts,
        members: Members<'t>,
        mut placed: Vec<(&'t str, &'t str)>,
        is_translated: bool,
    ) -> Aligned<'t> {
        let is_free_row = |row: &&PropertyFacts| {
            let name = row.name.value.as_str();
            members.place(name).is_none() && placed.iter().all(|(placed, _)| *placed != name)
        };
        let rows: Vec<&PropertyFacts> = alignment::table_rows(ty).filter(is_free_row).collect();
        if rows.is_empty() {
            return Aligned { members, pairs: placed, words: Vec::new() };
        }
        let is_free_member = |member: &&PropertyFacts| {
            let name = member.name.value.as_str();
            placed.iter().all(|(_, placed)| *placed != name)
                && !alignment::table_rows(ty).any(|row| row.name.value.eq_ignore_ascii_case(name))
        };
        let all = members.all().iter().copied();
        let free: Vec<&PropertyFacts> = all.filter(is_free_member).collect();
        let as_many = rows.len() == free.len();
        let is_likely = is_translated || as_many;
        let is_word = |row: &&PropertyFacts| {
            let name = &row.name.value;
            !self.is_name(name) || is_likely && !self.shown.contains(name)
        };
        let rows: Vec<&PropertyFacts> = rows.into_iter().filter(is_word).collect();
        let names: Vec<&str> = rows.iter().map(|row| row.name.value.as_str()).collect();
        let count = free.len();
        placed.extend(alignment::by_type(rows, free));
        // As many words as members are these members, whichever is which.
        let are_members = is_translated && as_many && names.len() == count;
        let is_placed = |name: &&str| placed.iter().any(|(row, _)| row == name);
        let words = names.into_iter().filter(|name| are_members && !is_placed(name)).collect();
        Aligned { members, pairs: placed, words }
    }

    /// What a translated word is in JSON, as the tables of the tree translate it.
    pub(super) fn original(&self, word: &str) -> Option<&str> {
        self.translated.get(&word.to_lowercase()).map(String::as_str)
    }
}

/// Whether JSON members begin with a small letter, as good as all of them.
fn is_small(facts: &[PageFacts]) -> bool {
    let (mut small, mut all) = (0, 0);
    for member in facts.iter().flat_map(|facts| &facts.types).flat_map(members) {
        small += usize::from(member.name.value.starts_with(char::is_lowercase));
        all += 1;
    }
    all >= ENOUGH && small * 10 >= all * 9
}

/// The names in the request lines of a page.
fn segments(facts: &PageFacts) -> impl Iterator<Item = &str> {
    let requests = facts.operation.iter().flat_map(|operation| &operation.requests);
    requests.flat_map(|request| &request.path.segments).filter_map(|segment| match segment {
        Segment::Literal(name) => Some(name.as_str()),
        Segment::Parameter(_) | Segment::Call { .. } | Segment::Mixed(_) => None,
    })
}

fn property_rows(ty: &TypeFacts) -> impl Iterator<Item = &PropertyFacts> {
    ty.properties.iter().filter(|claim| claim.kind == EvidenceKind::PropertyTable)
}

/// Whether two names agree but for one stretch of at most two letters.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end =
        a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let longest = a.len().max(b.len());
    longest > 6 && longest - start - end <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_short_stretch_in_a_long_name() {
        assert!(is_slip("oauth2RequiredPostResponse", "oauth2RequirePostResponse"));
        assert!(is_slip("isAzureAadJoined", "isAzureAdJoined"));
        assert!(!is_slip("fax", "tax"));
        assert!(!is_slip("errorInfo", "errorInformation"));
    }

    #[test]
    fn placeholders_and_control_information_are_no_names() {
        for name in ["id", "useCount", "v10_0"] {
            assert!(is_simple_identifier(name), "{name}");
        }
        for other in ["String-value", "@odata.type", "a.b", ""] {
            assert!(!is_simple_identifier(other), "{other}");
        }
    }
}
