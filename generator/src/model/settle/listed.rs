//! Values that a property lists, and the documented enumeration that they are: pages write "String" in the
//! type cell and name the members of an enumeration in the description.

use crate::model::api::{Api, Type, TypeId, TypeKind};
use crate::model::facts::member::listed_values;
use crate::model::facts::{PropertyFacts, TypeExpr};
use crate::model::primitive::Primitive;
use std::collections::{BTreeMap, BTreeSet};

/// The member that stands for those of later versions; descriptions leave it out.
const SENTINEL: &str = "unknownFutureValue";

/// The enumerations of a tree by their members.
pub(super) struct Listed<'a> {
    api: &'a Api,
    by_members: BTreeMap<BTreeSet<String>, Vec<TypeId>>,
    by_folded_name: BTreeMap<String, Vec<TypeId>>,
}

impl<'a> Listed<'a> {
    /// Takes stock of the enumerations.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut listed = Self { api, by_members: BTreeMap::new(), by_folded_name: BTreeMap::new() };
        for (index, ty) in api.types.iter().enumerate().filter(|(_, ty)| ty.kind == TypeKind::Enum)
        {
            listed.by_members.entry(members(ty)).or_default().push(TypeId(index));
            listed
                .by_folded_name
                .entry(ty.name.name.to_ascii_lowercase())
                .or_default()
                .push(TypeId(index));
        }
        listed
    }

    /// The enumeration that a property of strings is really of, judged by the values that it lists: exactly
    /// the members of one enumeration, or members of the one that is named for the property.
    pub(super) fn enumeration(&self, owner: &str, claim: &PropertyFacts) -> Option<TypeId> {
        let values = values(claim)?;
        let values = folded(values.iter().map(String::as_str));
        let name = claim.name.as_str().to_ascii_lowercase();
        let full = format!("{}{name}", owner.to_ascii_lowercase());
        // One value is enough only for an enumeration that bears the names of both type and property.
        let least = if self.by_folded_name.contains_key(&full) { 1 } else { 2 };
        if values.len() < least {
            return None;
        }
        let named =
            [&full, &name].into_iter().filter_map(|name| self.by_folded_name.get(name)).flatten();
        let holds = |id: &&TypeId| values.is_subset(&members(self.api.ty(**id)));
        named.copied().find(|id| holds(&id)).or_else(|| {
            match self.alike(&values)?.as_slice() {
                [only] => Some(*only),
                // Of several enumerations with the same members, the one that is named for the property
                // or for the end of the type's name and the property; else the one that ends in it.
                several => {
                    let lower = |id: &TypeId| self.api.ty(*id).name.name.to_ascii_lowercase();
                    only(several, |id| full.ends_with(&lower(id)))
                        .or_else(|| only(several, |id| lower(id).ends_with(&name)))
                }
            }
        })
    }
}

impl Listed<'_> {
    /// The enumerations with exactly these members; where none has them, those with the only members that
    /// are these but for a slip of the pen.
    fn alike(&self, values: &BTreeSet<String>) -> Option<&Vec<TypeId>> {
        self.by_members.get(values).or_else(|| {
            let slips =
                |members: &BTreeSet<String>| values.len() > 2 && differ_by_a_slip(values, members);
            let mut fitting = self.by_members.iter().filter(|(members, _)| slips(members));
            let (_, found) = fitting.next()?;
            fitting.next().is_none().then_some(found)
        })
    }
}

/// Whether two sets of names are equal but for one name, in which one of them misses a letter of the other's.
fn differ_by_a_slip(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let mut only_in_a = a.difference(b);
    let mut only_in_b = b.difference(a);
    match (only_in_a.next(), only_in_a.next(), only_in_b.next(), only_in_b.next()) {
        (Some(a), None, Some(b), None) => misses_a_letter(a, b) || misses_a_letter(b, a),
        _ => false,
    }
}

/// Whether a long name is another without one of its inner letters. Letters at the ends tell words apart:
/// `user` and `users`, `complete` and `completed`.
fn misses_a_letter(short: &str, long: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    if short.len() < 7 || short.len() + 1 != long.len() {
        return false;
    }
    let start = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    (1..short.len()).contains(&start) && short[start..] == long[start + 1..]
}

/// The one type that fits, where no other does.
fn only(several: &[TypeId], fits: impl Fn(&TypeId) -> bool) -> Option<TypeId> {
    let mut fitting = several.iter().filter(|id| fits(id));
    let found = fitting.next()?;
    fitting.next().is_none().then_some(*found)
}

fn members(ty: &Type) -> BTreeSet<String> {
    folded(ty.members.iter().map(|member| member.name.as_str()))
}

/// Pages are careless with the case of values.
fn folded<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    names.filter(|name| *name != SENTINEL).map(str::to_ascii_lowercase).collect()
}

/// The values that a claim of a string lists: in its description, or in the place of the type.
fn values(claim: &PropertyFacts) -> Option<Vec<String>> {
    match claim.ty.expr.item() {
        TypeExpr::Choice(values) => Some(values.clone()),
        TypeExpr::Primitive(Primitive::String) => {
            let values = listed_values(claim.description.as_ref()?);
            Some(values.into_iter().map(|value| value.value).collect())
        }
        TypeExpr::Primitive(_)
        | TypeExpr::Name { .. }
        | TypeExpr::Collection(_)
        | TypeExpr::OneOf(_)
        | TypeExpr::Unreadable => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_inner_letter_too_few() {
        assert!(misses_a_letter("occurence", "occurrence"));
        for (a, b) in [("complete", "completed"), ("lights", "flights"), ("sent", "spent")] {
            assert!(!misses_a_letter(a, b), "{a} {b}");
        }
    }
}
