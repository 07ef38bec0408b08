//! Which row of a translated table is which member of the JSON representation, where their places do not
//! say it: the only ones left of a type.

use crate::model::evidence::EvidenceKind;
use crate::model::facts::{PropertyFacts, TypeExpr, TypeFacts};
use crate::model::primitive::{JsonForm, Primitive};

/// Pairs of what is left: a row with the only member that can be of its type, where no other row left can
/// be that member.
pub(super) fn by_type<'a>(
    mut rows: Vec<&'a PropertyFacts>,
    mut members: Vec<&'a PropertyFacts>,
) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    while let Some((row, member)) = only_pair(&rows, &members) {
        found.push((
            rows.remove(row).name.value.as_str(),
            members.remove(member).name.value.as_str(),
        ));
    }
    found
}

fn only_pair(rows: &[&PropertyFacts], members: &[&PropertyFacts]) -> Option<(usize, usize)> {
    (0..rows.len()).find_map(|row| {
        let member = only(members, |member| can_be(&rows[row].ty.expr, &member.ty.expr))?;
        let same = only(rows, |other| can_be(&other.ty.expr, &members[member].ty.expr))?;
        (same == row).then_some((row, member))
    })
}

/// Where the one stands that fits, if no other does.
fn only(claims: &[&PropertyFacts], fits: impl Fn(&PropertyFacts) -> bool) -> Option<usize> {
    let mut fitting = (0..claims.len()).filter(|&index| fits(claims[index]));
    let found = fitting.next()?;
    fitting.next().is_none().then_some(found)
}

/// What a type's tables say of its properties, of whatever kind.
pub(super) fn table_rows(ty: &TypeFacts) -> impl Iterator<Item = &PropertyFacts> {
    ty.properties.iter().filter(|claim| claim.kind != EvidenceKind::JsonRepresentation)
}

/// Whether what a cell says can be what a placeholder stands for.
fn can_be(cell: &TypeExpr, json: &TypeExpr) -> bool {
    match (cell, json) {
        (TypeExpr::Collection(cell), TypeExpr::Collection(json)) => can_be(cell, json),
        (TypeExpr::Primitive(cell), TypeExpr::Primitive(json)) => is_written_as(*cell, *json),
        (TypeExpr::Primitive(Primitive::String), TypeExpr::Choice(_)) => true,
        (TypeExpr::Name { name, target }, TypeExpr::Name { name: json, .. }) => {
            let json = simple(json);
            simple(name).eq_ignore_ascii_case(json) || leads_to(target.as_deref(), json)
        }
        // An enumeration without a page of its own: a link would lead to a resource.
        (
            TypeExpr::Name { target: None, .. },
            TypeExpr::Primitive(Primitive::String) | TypeExpr::Choice(_),
        ) => true,
        (
            TypeExpr::Primitive(_)
            | TypeExpr::Name { .. }
            | TypeExpr::Collection(_)
            | TypeExpr::OneOf(_)
            | TypeExpr::Choice(_)
            | TypeExpr::Unreadable,
            _,
        ) => false,
    }
}

/// Whether a cell says something else than a placeholder that is more than a string.
pub(super) fn differ(cell: &TypeExpr, json: &TypeExpr) -> bool {
    let says_little = match json.item() {
        TypeExpr::Primitive(primitive) => *primitive == Primitive::String,
        TypeExpr::Choice(_) | TypeExpr::Unreadable => true,
        TypeExpr::Name { .. } | TypeExpr::Collection(_) | TypeExpr::OneOf(_) => false,
    };
    // Two names may be one in two languages.
    let are_names =
        matches!((cell.item(), json.item()), (TypeExpr::Name { .. }, TypeExpr::Name { .. }))
            && matches!(cell, TypeExpr::Collection(_)) == matches!(json, TypeExpr::Collection(_));
    !says_little && *cell != TypeExpr::Unreadable && !are_names && !can_be(cell, json)
}

/// JSON shows numbers of any width alike, and a string for all that is written as one.
fn is_written_as(cell: Primitive, json: Primitive) -> bool {
    let is_number =
        |found: Primitive| matches!(found.json_form(), JsonForm::Integer | JsonForm::Number);
    cell == json
        || json == Primitive::String && cell.json_form() == JsonForm::String
        || is_number(cell) && is_number(json)
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a link leads to a page that is named for a type.
fn leads_to(target: Option<&str>, name: &str) -> bool {
    let Some(path) = target.and_then(|target| target.split('#').next()) else { return false };
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.rsplit('-').next().is_some_and(|last| last.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str, target: Option<&str>) -> TypeExpr {
        TypeExpr::Name { name: name.into(), target: target.map(Into::into) }
    }

    #[test]
    fn a_cell_and_a_placeholder_are_compared_by_what_can_be_written() {
        let primitive = TypeExpr::Primitive;
        assert!(can_be(&primitive(Primitive::Int64), &primitive(Primitive::Int32)));
        assert!(can_be(&primitive(Primitive::Guid), &primitive(Primitive::String)));
        assert!(!can_be(&primitive(Primitive::Boolean), &primitive(Primitive::Int32)));
        let json = name("paint.shade", None);
        assert!(can_be(&name("Farbton", Some("../resources/paint-shade.md")), &json));
        assert!(!can_be(&name("Farbton", Some("tint.md")), &json));
        assert!(can_be(&name("finishKind", None), &primitive(Primitive::String)));
        assert!(!can_be(&name("shade", Some("shade.md")), &primitive(Primitive::String)));
    }
}
