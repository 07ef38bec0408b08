//! What a property is called, where the table and the JSON representation of a type spell it differently.
//!
//! JSON is copied from the wire, tables are typed by hand and translated: a translated page has "Kalender"
//! in its table and `calendar` in its JSON. A row and a member are one property when only the letters'
//! case differs, or when they stand in the same place between rows and members that agree.

use super::Tree;
use crate::model::evidence::EvidenceKind;
use crate::model::facts::{LeftOut, Omission, PropertyFacts, TypeFacts, is_identifier};
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

/// How a tree spells its properties.
pub(super) struct Spelling {
    /// Whether JSON members of the tree begin with a small letter, as good as all of them.
    is_small: bool,
    /// Translated names, in lower case, with the one name that JSON has in their place.
    translated: BTreeMap<String, String>,
    /// How often each name is spelt how, by its lower case: in tables, in JSON and in paths.
    spellings: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Spelling {
    /// Learns the habits of a tree.
    pub(super) fn learn(tree: &Tree<'_>) -> Self {
        let all: Vec<&TypeFacts> = tree.facts.iter().flat_map(|facts| &facts.types).collect();
        let names =
            || all.iter().flat_map(|ty| members(ty)).map(|member| member.name.value.as_str());
        let small = names().filter(|name| name.starts_with(|c: char| c.is_lowercase())).count();
        let mut spelling = Self {
            is_small: names().count() >= ENOUGH && small * 10 >= names().count() * 9,
            translated: BTreeMap::new(),
            spellings: spellings(tree),
        };
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (row, member) in all.iter().flat_map(|ty| spelling.aligned(ty)) {
            found.entry(row.to_lowercase()).or_default().insert(member.to_owned());
        }
        let only = found.into_iter().filter(|(_, members)| members.len() == 1);
        spelling.translated =
            only.filter_map(|(row, members)| Some((row, members.into_iter().next()?))).collect();
        spelling
    }

    /// The properties of a type in document order, each with all claims about it, and the claims that
    /// are about none. Those only in the JSON representation come last.
    pub(super) fn properties<'a>(&'a self, ty: &'a TypeFacts) -> Spelt<'a> {
        let aligned = self.aligned(ty);
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
        aligned: &[(&'a str, &'a str)],
    ) -> Result<&'a str, Omission> {
        let name = claim.name.value.as_str();
        let checked = |name: &'a str| is_simple(name).then_some(name).ok_or(Omission::NoProperty);
        if name.contains('@') {
            return Err(Omission::NoProperty);
        }
        if claim.kind == EvidenceKind::JsonRepresentation {
            return if shows_examples(ty) { Err(Omission::Sample) } else { checked(name) };
        }
        if let Some(member) = member(ty, name) {
            return checked(member);
        }
        if let Some((_, member)) = aligned.iter().find(|(row, _)| *row == name) {
            return checked(member);
        }
        if !self.is_name(name) {
            let translated = self.translated.get(&name.to_lowercase());
            return checked(translated.ok_or(Omission::Translated)?);
        }
        Ok(self.usual(name).unwrap_or(name))
    }

    /// Whether a name is spelt as the tree's JSON spells names: in ASCII, and mostly with a small letter first.
    fn is_name(&self, name: &str) -> bool {
        is_simple(name)
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

    /// Rows and members without a namesake that stand alone in the same place, where the row's name is no
    /// JSON name of this tree or differs by a slip of the pen.
    fn aligned<'a>(&self, ty: &'a TypeFacts) -> Vec<(&'a str, &'a str)> {
        let rows: Vec<&str> = rows(ty).map(|row| row.name.value.as_str()).collect();
        let members: Vec<&str> = members(ty).map(|member| member.name.value.as_str()).collect();
        let place = |row: &str| members.iter().position(|member| member.eq_ignore_ascii_case(row));
        let mut found = Vec::new();
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| place(row).is_none()) {
            let before = if index == 0 { Some(0) } else { place(rows[index - 1]).map(|at| at + 1) };
            let after =
                if index + 1 == rows.len() { Some(members.len()) } else { place(rows[index + 1]) };
            let (Some(before), Some(after)) = (before, after) else { continue };
            if before + 1 == after && (!self.is_name(row) || is_slip(row, members[before])) {
                found.push((*row, members[before]));
            }
        }
        found
    }
}

/// The spellings of all names of properties and path segments.
fn spellings(tree: &Tree<'_>) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut add = |name: &str| {
        let spellings = found.entry(name.to_ascii_lowercase()).or_default();
        *spellings.entry(name.to_owned()).or_default() += 1;
    };
    for facts in tree.facts {
        facts.types.iter().flat_map(|ty| &ty.properties).for_each(|claim| add(&claim.name.value));
        for request in facts.operation.iter().flat_map(|operation| &operation.requests) {
            for segment in &request.path.segments {
                if let Segment::Literal(name) = segment {
                    add(name);
                }
            }
        }
    }
    found
}

/// An OData identifier (CSDL 4.01 §17.2): other names in JSON are control information, or stand for any name.
fn is_simple(name: &str) -> bool {
    is_identifier(name) && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether the JSON of an open type shows values of its dynamic properties: no table mentions any of them.
fn shows_examples(ty: &TypeFacts) -> bool {
    ty.is_open && rows(ty).all(|row| member(ty, &row.name.value).is_none())
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

fn rows(ty: &TypeFacts) -> impl Iterator<Item = &PropertyFacts> {
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
            assert!(is_simple(name), "{name}");
        }
        for other in ["String-value", "@odata.type", "a.b", ""] {
            assert!(!is_simple(other), "{other}");
        }
    }
}
