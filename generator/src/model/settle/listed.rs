//! Values that a property lists, and the documented enumeration that they are: pages write "String" in the
//! type cell and name the members of an enumeration in the description.

use crate::model::api::{Api, Type, TypeId, TypeKind};
use crate::model::facts::member::listed_values;
use crate::model::facts::{PropertyFacts, TypeExpr};
use crate::model::primitive::Primitive;
use crate::model::unordered::ByName;

/// The member that stands for those of later versions; descriptions leave it out.
const SENTINEL: &str = "unknownFutureValue";

/// The enumerations of a tree by their members.
pub(super) struct Listed<'a> {
    api: &'a Api,
    /// Each set of members with the enumerations that have it, in the order of their types.
    sets: Vec<(Members, Vec<TypeId>)>,
    /// Which of `sets` a set of members is, by all its names in order.
    by_members: ByName<String, usize>,
    /// In which of `sets` a member is.
    by_member: ByName<String, Vec<usize>>,
    /// The enumerations by their names in lower case, each with its place in `sets`.
    by_folded_name: ByName<String, Vec<(TypeId, usize)>>,
}

impl<'a> Listed<'a> {
    /// Takes stock of the enumerations.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut listed = Self {
            api,
            sets: Vec::new(),
            by_members: ByName::default(),
            by_member: ByName::default(),
            by_folded_name: ByName::default(),
        };
        for (index, ty) in api.types.iter().enumerate().filter(|(_, ty)| ty.kind == TypeKind::Enum)
        {
            let set = listed.set(members(ty));
            listed.sets[set].1.push(TypeId(index));
            let name = ty.name.name.to_ascii_lowercase();
            listed.by_folded_name.entry(name).push((TypeId(index), set));
        }
        listed
    }

    /// The place of a set of members, which is given one where it is new.
    fn set(&mut self, members: Members) -> usize {
        let key = members.key();
        if let Some(&known) = self.by_members.get(&key) {
            return known;
        }
        let place = self.sets.len();
        for name in &members.0 {
            self.by_member.entry(name.clone()).push(place);
        }
        self.sets.push((members, Vec::new()));
        *self.by_members.entry(key) = place;
        place
    }

    /// The enumeration that a property of strings is really of, judged by the values that it lists: exactly
    /// the members of one enumeration, or members of the one that is named for the property.
    pub(super) fn enumeration(&self, owner: &str, claim: &PropertyFacts) -> Option<TypeId> {
        let values = Members::of(values(claim)?.iter().map(String::as_str));
        let name = claim.name.as_str().to_ascii_lowercase();
        let full = format!("{}{name}", owner.to_ascii_lowercase());
        // One value is enough only for an enumeration that bears the names of both type and property.
        let least = if self.by_folded_name.get(&full).is_some() { 1 } else { 2 };
        if values.0.len() < least {
            return None;
        }
        let mut named =
            [&full, &name].into_iter().filter_map(|name| self.by_folded_name.get(name)).flatten();
        let holds = |set: usize| values.0.iter().all(|value| self.sets[set].0.contains(value));
        named.find(|(_, set)| holds(*set)).map(|(id, _)| *id).or_else(|| {
            match self.alike(&values)? {
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

    /// The enumerations with exactly these members; where none has them, those with the only members that
    /// are these but for a slip of the pen.
    fn alike(&self, values: &Members) -> Option<&[TypeId]> {
        if let Some(&place) = self.by_members.get(&values.key()) {
            return Some(&self.sets[place].1);
        }
        let [first, second, _, ..] = values.0.as_slice() else { return None };
        // But for one name the two are equal, so that at least one of any two names is in both.
        let sets_with = |name: &str| self.by_member.get(name).into_iter().flatten().copied();
        let near = sets_with(first)
            .chain(sets_with(second).filter(|place| !self.sets[*place].0.contains(first)));
        let mut fitting = near.filter(|place| self.sets[*place].0.differs_by_a_slip(values));
        let found = fitting.next()?;
        fitting.next().is_none().then_some(&self.sets[found].1)
    }
}

/// The names of members or values in lower case, since pages are careless with it: sorted, each once,
/// without the sentinel.
#[derive(PartialEq, Eq)]
struct Members(Vec<String>);

impl Members {
    fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names = names.filter(|name| *name != SENTINEL).map(str::to_ascii_lowercase);
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// All names as one; none has a line break.
    fn key(&self) -> String {
        self.0.join("\n")
    }

    fn contains(&self, name: &String) -> bool {
        self.0.binary_search(name).is_ok()
    }

    /// Whether two sets of names are equal but for one name, in which one of them misses a letter of the
    /// other's.
    fn differs_by_a_slip(&self, other: &Self) -> bool {
        let mut own = self.0.iter().filter(|name| !other.contains(name));
        let mut others = other.0.iter().filter(|name| !self.contains(name));
        match (own.next(), own.next(), others.next(), others.next()) {
            (Some(a), None, Some(b), None) => misses_a_letter(a, b) || misses_a_letter(b, a),
            _ => false,
        }
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

fn members(ty: &Type) -> Members {
    Members::of(ty.members.iter().map(|member| member.name.as_str()))
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
