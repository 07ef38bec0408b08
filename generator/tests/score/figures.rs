//! How far a CSDL recovered from pages agrees with the service's own.

use super::csdl::{Csdl, Type};
use std::collections::BTreeSet;

/// The figures, each a share from 0 to 1, in the order of the table.
pub(crate) fn figures(truth: &Csdl, got: &Csdl) -> Vec<(&'static str, f64)> {
    let both: Vec<&str> = got
        .types
        .keys()
        .map(String::as_str)
        .filter(|name| truth.types.contains_key(*name))
        .collect();
    let mut figures = vec![
        ("types.found", share(both.len(), got.types.len())),
        ("types.recall", share(both.len(), truth.types.len())),
    ];
    figures.extend(properties(truth, got, &both));
    figures.extend(relations(truth, got, &both));
    figures.extend(members(truth, got, &both));
    let shared = truth.operations.intersection(&got.operations).count();
    figures.push(("ops.recall", share(shared, truth.operations.len())));
    figures.push(("ops.precision", share(shared, got.operations.len())));
    figures
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    count(part) / count(whole.max(1))
}

fn is_enum(ty: &Type) -> bool {
    ty.kind == "EnumType"
}

/// Over types that both know, with inheritance flattened; `props.f_all` over all of the truth's own.
fn properties(truth: &Csdl, got: &Csdl, both: &[&str]) -> Vec<(&'static str, f64)> {
    let (mut ours, mut theirs, mut shared, mut agreeing) = (0, 0, 0, 0);
    for name in
        both.iter().filter(|name| !is_enum(&truth.types[**name]) && !is_enum(&got.types[**name]))
    {
        let (documented, true_) = (got.flattened(name), truth.flattened(name));
        ours += documented.len();
        theirs += true_.len();
        shared += documented.keys().filter(|property| true_.contains_key(*property)).count();
        agreeing +=
            documented.iter().filter(|(property, ty)| true_.get(*property) == Some(*ty)).count();
    }
    let own = || {
        truth.types.iter().flat_map(|(name, ty)| {
            ty.properties.iter().map(move |(property, ty)| (name, property, ty))
        })
    };
    let recovered = own().filter(|(name, property, ty)| {
        got.types.contains_key(*name)
            && got.flattened(name).get(property.as_str()) == Some(&ty.as_str())
    });
    vec![
        ("props.precision", share(shared, ours)),
        ("props.recall", share(shared, theirs)),
        ("props.type", share(agreeing, shared)),
        ("props.f_all", share(recovered.count(), own().count())),
    ]
}

fn relations(truth: &Csdl, got: &Csdl, both: &[&str]) -> Vec<(&'static str, f64)> {
    let structured: Vec<&&str> =
        both.iter().filter(|name| !is_enum(&truth.types[**name])).collect();
    let bases = structured
        .iter()
        .filter(|name| truth.types[***name].base == got.types[***name].base)
        .count();
    let kinds =
        both.iter().filter(|name| truth.types[**name].kind == got.types[**name].kind).count();
    vec![("base", share(bases, structured.len())), ("kind", share(kinds, both.len()))]
}

fn members(truth: &Csdl, got: &Csdl, both: &[&str]) -> Vec<(&'static str, f64)> {
    let (mut ours, mut theirs, mut shared) = (0, 0, 0);
    for name in
        both.iter().filter(|name| is_enum(&truth.types[**name]) && is_enum(&got.types[**name]))
    {
        let (documented, true_): (&BTreeSet<String>, _) =
            (&got.types[*name].members, &truth.types[*name].members);
        ours += documented.len();
        theirs += true_.len();
        shared += documented.intersection(true_).count();
    }
    vec![
        ("enums.members_recall", share(shared, theirs)),
        ("enums.members_precision", share(shared, ours)),
    ]
}
