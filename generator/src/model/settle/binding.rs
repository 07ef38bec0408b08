//! Typed paths: which types the segments of a path lead through, and so what an action is bound to.

use crate::model::api::{Api, Operation, OperationKind, ResponseBody, TypeKind, TypeRef};
use crate::model::path::Segment;
use std::collections::BTreeMap;

/// Settles the roots of paths, and the binding types of all actions and functions.
pub(super) fn settle(api: &mut Api) {
    api.roots = roots(api);
    let bindings: Vec<Vec<TypeRef>> =
        api.operations.iter().map(|operation| bindings(api, operation)).collect();
    for (operation, found) in api.operations.iter_mut().zip(bindings) {
        match &mut operation.kind {
            OperationKind::Action { bindings, .. } | OperationKind::Function { bindings, .. } => {
                *bindings = found
            }
            OperationKind::Crud => {}
        }
    }
}

/// Entity sets and singletons: first segments and what they hold. Operations on the bare segment say it
/// (`GET /users` returns users); so do those on one key (`GET /users/{id}`).
fn roots(api: &Api) -> BTreeMap<String, TypeRef> {
    let mut votes: BTreeMap<String, BTreeMap<TypeRef, usize>> = BTreeMap::new();
    for operation in &api.operations {
        for path in &operation.paths {
            let Some((name, ty)) = root(api, operation, &path.template.segments) else { continue };
            *votes.entry(name.to_owned()).or_default().entry(ty).or_default() += 1;
        }
    }
    let most = |votes: BTreeMap<TypeRef, usize>| votes.into_iter().max_by_key(|(_, count)| *count);
    votes.into_iter().filter_map(|(name, votes)| Some((name, most(votes)?.0))).collect()
}

fn root<'a>(
    api: &Api,
    operation: &Operation,
    segments: &'a [Segment],
) -> Option<(&'a str, TypeRef)> {
    let is_entity =
        |ty: &TypeRef| matches!(ty, TypeRef::Named(id) if api.ty(*id).kind == TypeKind::Entity);
    let returned = match &operation.response {
        ResponseBody::Object(ty) | ResponseBody::Collection(ty) => {
            Some(ty.value.clone()).filter(is_entity)?
        }
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => return None,
    };
    let is_page = matches!(operation.response, ResponseBody::Collection(_));
    let is_post = operation.method == "POST";
    match segments {
        [Segment::Literal(name)] if is_page || is_post => {
            Some((name, TypeRef::Collection(Box::new(returned))))
        }
        [Segment::Literal(name)] => Some((name, returned)),
        [Segment::Literal(name), Segment::Parameter(_)] if !is_page => {
            Some((name, TypeRef::Collection(Box::new(returned))))
        }
        _ => None,
    }
}

/// The type that each path of an operation leads to before its last segment; each type once.
fn bindings(api: &Api, operation: &Operation) -> Vec<TypeRef> {
    let mut found: Vec<TypeRef> = Vec::new();
    for path in &operation.paths {
        let segments = &path.template.segments;
        let Some(ty) = segments.len().checked_sub(1).and_then(|last| walk(api, &segments[..last]))
        else {
            continue;
        };
        if ty.named().is_some() && !found.contains(&ty) {
            found.push(ty);
        }
    }
    found
}

/// The type that a path leads to.
pub(super) fn walk(api: &Api, segments: &[Segment]) -> Option<TypeRef> {
    let (first, rest) = segments.split_first()?;
    let name = match first {
        Segment::Literal(name) | Segment::Call { name, .. } => name,
        Segment::Parameter(_) | Segment::Mixed(_) => return None,
    };
    let root =
        api.roots.iter().find(|(root, _)| root.eq_ignore_ascii_case(name)).map(|(_, ty)| ty)?;
    let start = match first {
        Segment::Call { .. } => root.item().clone(),
        Segment::Literal(_) | Segment::Parameter(_) | Segment::Mixed(_) => root.clone(),
    };
    rest.iter().try_fold(start, |ty, segment| step(api, &ty, segment))
}

fn step(api: &Api, from: &TypeRef, segment: &Segment) -> Option<TypeRef> {
    match segment {
        Segment::Parameter(_) | Segment::Mixed(_) => Some(from.item().clone()),
        Segment::Literal(name) => member(api, from, name),
        Segment::Call { name, arguments } => {
            let found = member(api, from, name)?;
            let is_key = arguments.iter().all(|argument| argument.name.is_none());
            Some(if is_key { found.item().clone() } else { found })
        }
    }
}

/// A property, a type to cast to, or an action or function whose result the path goes on from.
fn member(api: &Api, from: &TypeRef, name: &str) -> Option<TypeRef> {
    let id = from.named()?;
    if name.contains('.') {
        let cast = api.find_type(name)?;
        let cast = TypeRef::Named(cast);
        return Some(if from.is_collection() { TypeRef::Collection(Box::new(cast)) } else { cast });
    }
    let own = std::iter::once(id).chain(api.bases(id)).chain(api.all_derived(id));
    let property = own
        .flat_map(|ty| &api.ty(ty).properties)
        .find(|property| property.name.eq_ignore_ascii_case(name))
        .map(|property| property.ty.value.clone());
    property.or_else(|| {
        let called = api.operations.iter().find(|operation| {
            matches!(&operation.kind, OperationKind::Function { name: own, .. } | OperationKind::Action { name: own, .. } if own == name)
        })?;
        match &called.response {
            ResponseBody::Object(ty) => Some(ty.value.clone()),
            ResponseBody::Collection(ty) => Some(TypeRef::Collection(Box::new(ty.value.clone()))),
            ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => None,
        }
    })
}
