//! What a property is called, where the table and the JSON representation of a type spell it differently.
//!
//! JSON is copied from the wire, tables are typed by hand and translated: a translated page has "Kalender"
//! in its table and `calendar` in its JSON. A row and a member are one property when only the letters'
//! case differs, or when they stand in the same place between rows and members that agree.

use super::alignment;
use crate::model::evidence::EvidenceKind;
use crate::model::facts::{
    LeftOut, Omission, PageFacts, PropertyFacts, TypeFacts, is_simple_identifier,
};
use crate::model::path::Segment;
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

/// What is known of the rows of a type that have no namesake in its JSON.
struct Aligned<'a> {
    /// Rows, each with the member that it is.
    pairs: Vec<(&'a str, &'a str)>,
    /// Rows that are words for members, nobody knows which.
    words: Vec<&'a str>,
}

/// How a tree spells its properties.
pub(super) struct Spelling {
    /// Whether JSON members of the tree begin with a small letter, as good as all of them.
    is_small: bool,
    /// Translated names, in lower case, with the one name that JSON has in their place.
    translated: BTreeMap<String, String>,
    /// The names of JSON members and of path segments, in lower case.
    shown: BTreeSet<String>,
    /// How often each name is spelt how, by its lower case: in tables, in JSON and in paths.
    spellings: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Spelling {
    /// Learns the habits of a tree.
    pub(super) fn learn<'a>(facts: &'a [PageFacts]) -> Self {
        let of_page = |facts: &'a PageFacts| facts.types.iter().map(|ty| (facts.is_translated, ty));
        let all: Vec<(bool, &TypeFacts)> = facts.iter().flat_map(of_page).collect();
        let names =
            || all.iter().flat_map(|(_, ty)| members(ty)).map(|member| member.name.value.as_str());
        let small = names().filter(|name| name.starts_with(|c: char| c.is_lowercase())).count();
        let mut spelling = Self {
            is_small: names().count() >= ENOUGH && small * 10 >= names().count() * 9,
            translated: BTreeMap::new(),
            spellings: spellings(facts),
            shown: shown(facts),
        };
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (row, member) in
            all.iter().flat_map(|(is_translated, ty)| spelling.aligned(ty, *is_translated).pairs)
        {
            found.entry(row.to_lowercase()).or_default().insert(member.to_owned());
        }
        let only = found.into_iter().filter(|(_, members)| members.len() == 1);
        spelling.translated =
            only.filter_map(|(row, members)| Some((row, members.into_iter().next()?))).collect();
        spelling
    }

    /// The properties of a type in document order, each with all claims about it, and the claims that
    /// are about none. Those only in the JSON representation come last.
    pub(super) fn properties<'a>(&'a self, facts: &PageFacts, ty: &'a TypeFacts) -> Spelt<'a> {
        let aligned = self.aligned(ty, facts.is_translated);
        let mut spelt = Spelt { properties: Vec::new(), left_out: Vec::new() };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &ty.properties {
            match self.name(ty, claim, &aligned) {
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
    fn name<'a>(
        &'a self,
        ty: &'a TypeFacts,
        claim: &'a PropertyFacts,
        aligned: &Aligned<'a>,
    ) -> Result<&'a str, Omission> {
        let name = claim.name.value.as_str();
        let checked =
            |name: &'a str| is_simple_identifier(name).then_some(name).ok_or(Omission::NoProperty);
        if name.contains('@') {
            return Err(Omission::NoProperty);
        }
        if claim.kind == EvidenceKind::JsonRepresentation {
            return if self.shows_examples(ty) { Err(Omission::Sample) } else { checked(name) };
        }
        if let Some(member) = member(ty, name) {
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
    fn shows_examples(&self, ty: &TypeFacts) -> bool {
        let is_another = |row: &PropertyFacts| {
            member(ty, &row.name.value).is_none() && self.is_name(&row.name.value)
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
        let spellings = self.spellings.get(&name.to_ascii_lowercase())?;
        let (usual, count) = spellings.iter().max_by_key(|(_, count)| **count)?;
        let own = spellings.get(name).copied().unwrap_or(0);
        (*count >= own * 3).then_some(usual.as_str())
    }

    /// Rows and members without a namesake: those that stand alone in the same place, where the row's name is no
    /// JSON name of this tree or differs by a slip of the pen.
    fn aligned<'a>(&self, ty: &'a TypeFacts, is_translated: bool) -> Aligned<'a> {
        let rows: Vec<&PropertyFacts> = property_rows(ty).collect();
        let members: Vec<&PropertyFacts> = members(ty).collect();
        let place = |row: &PropertyFacts| {
            members
                .iter()
                .position(|member| member.name.value.eq_ignore_ascii_case(&row.name.value))
        };
        let mut found = Vec::new();
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| place(row).is_none()) {
            let before = if index == 0 { Some(0) } else { place(rows[index - 1]).map(|at| at + 1) };
            let after =
                if index + 1 == rows.len() { Some(members.len()) } else { place(rows[index + 1]) };
            let (Some(before), Some(after)) = (before, after) else { continue };
            if before + 1 != after {
                continue;
            }
            let (name, member) = (row.name.value.as_str(), members[before]);
            let is_same = !self.is_name(name) && !alignment::differ(&row.ty.expr, &member.ty.expr);
            if is_same || is_slip(name, &member.name.value) {
                found.push((name, member.name.value.as_str()));
            }
        }
        self.aligned_by_type(ty, found, is_translated)
    }

    /// Of the rows and members that are left the ones that only fit each other: rows whose names are no JSON
    /// names, and on translated pages, or where the table and the JSON have as many, rows whose names no JSON
    /// of the tree shows.
    fn aligned_by_type<'a>(
        &self,
        ty: &'a TypeFacts,
        mut placed: Vec<(&'a str, &'a str)>,
        is_translated: bool,
    ) -> Aligned<'a> {
        let is_free_row = |row: &&PropertyFacts| {
            let name = row.name.value.as_str();
            member(ty, name).is_none() && placed.iter().all(|(placed, _)| *placed != name)
        };
        let is_free_member = |member: &&PropertyFacts| {
            let name = member.name.value.as_str();
            placed.iter().all(|(_, placed)| *placed != name)
                && !alignment::table_rows(ty).any(|row| row.name.value.eq_ignore_ascii_case(name))
        };
        let rows: Vec<&PropertyFacts> = alignment::table_rows(ty).filter(is_free_row).collect();
        let members: Vec<&PropertyFacts> = members(ty).filter(is_free_member).collect();
        let as_many = rows.len() == members.len();
        let is_likely = is_translated || as_many;
        let is_word = |row: &&PropertyFacts| {
            let name = &row.name.value;
            !self.is_name(name)
                || is_likely && !self.shown.contains(name.to_ascii_lowercase().as_str())
        };
        let rows: Vec<&PropertyFacts> = rows.into_iter().filter(is_word).collect();
        let names: Vec<&str> = rows.iter().map(|row| row.name.value.as_str()).collect();
        let count = members.len();
        placed.extend(alignment::by_type(rows, members));
        // As many words as members are these members, whichever is which.
        let are_members = is_translated && as_many && names.len() == count;
        let is_placed = |name: &&str| placed.iter().any(|(row, _)| row == name);
        let words = names.into_iter().filter(|name| are_members && !is_placed(name)).collect();
        Aligned { pairs: placed, words }
    }

    /// What a translated word is in JSON, as the tables of the tree translate it.
    pub(super) fn original(&self, word: &str) -> Option<&str> {
        self.translated.get(&word.to_lowercase()).map(String::as_str)
    }
}

/// The spellings of all names of properties and path segments.
fn spellings(facts: &[PageFacts]) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut add = |name: &str| {
        let spellings = found.entry(name.to_ascii_lowercase()).or_default();
        *spellings.entry(name.to_owned()).or_default() += 1;
    };
    for facts in facts {
        facts.types.iter().flat_map(|ty| &ty.properties).for_each(|claim| add(&claim.name.value));
        segments(facts).for_each(&mut add);
    }
    found
}

/// The names of JSON members and of path segments, which no translator touches, in lower case.
fn shown(facts: &[PageFacts]) -> BTreeSet<String> {
    let members = facts.iter().flat_map(|facts| &facts.types).flat_map(members);
    let members = members.map(|member| member.name.value.as_str());
    members.chain(facts.iter().flat_map(segments)).map(str::to_ascii_lowercase).collect()
}

/// The names in the request lines of a page.
fn segments(facts: &PageFacts) -> impl Iterator<Item = &str> {
    let requests = facts.operation.iter().flat_map(|operation| &operation.requests);
    requests.flat_map(|request| &request.path.segments).filter_map(|segment| match segment {
        Segment::Literal(name) => Some(name.as_str()),
        Segment::Parameter(_) | Segment::Call { .. } | Segment::Mixed(_) => None,
    })
}

/// The JSON member of a name, in the same case if there is one.
fn member<'a>(ty: &'a TypeFacts, name: &str) -> Option<&'a str> {
    let exact = members(ty).find(|member| member.name.value == name);
    let found =
        exact.or_else(|| members(ty).find(|member| member.name.value.eq_ignore_ascii_case(name)));
    found.map(|member| member.name.value.as_str())
}

fn members(ty: &TypeFacts) -> impl Iterator<Item = &PropertyFacts> {
    ty.properties.iter().filter(|claim| claim.kind == EvidenceKind::JsonRepresentation)
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
