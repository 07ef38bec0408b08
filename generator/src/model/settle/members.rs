//! The members of a type's JSON representation by their names.

use crate::model::evidence::EvidenceKind;
use crate::model::facts::{PropertyFacts, TypeFacts};
use crate::model::unordered::ByFolded;

/// The members of a type, in order.
pub(super) struct Members<'a> {
    all: Vec<&'a PropertyFacts>,
    /// The first of each name.
    places: ByFolded<&'a str, usize>,
}

/// The members that the JSON representation of a type shows.
pub(super) fn members(ty: &TypeFacts) -> impl Iterator<Item = &PropertyFacts> {
    ty.properties.iter().filter(|claim| claim.kind == EvidenceKind::JsonRepresentation)
}

impl<'a> Members<'a> {
    pub(super) fn of(ty: &'a TypeFacts) -> Self {
        let all: Vec<&PropertyFacts> = members(ty).collect();
        let mut places = ByFolded::default();
        for (place, member) in all.iter().enumerate() {
            places.keep(member.name.as_str(), place);
        }
        Self { all, places }
    }

    /// The members in order.
    pub(super) fn all(&self) -> &[&'a PropertyFacts] {
        &self.all
    }

    /// The place of the first of a name, in any case of letters.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The member of a name, in the same case if there is one.
    pub(super) fn called(&self, name: &str) -> Option<&'a str> {
        let from_first = &self.all[self.place(name)?..];
        let mut names = from_first.iter().map(|member| member.name.as_str());
        let first = names.next()?;
        if first == name { Some(first) } else { names.find(|exact| *exact == name).or(Some(first)) }
    }
}
