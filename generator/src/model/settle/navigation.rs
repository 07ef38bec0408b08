//! What request lines show of properties: that one is a collection, because a key follows it or reading it
//! gives many; and navigation properties that no table mentions.

use super::paths::{self, Known, Paths};
use crate::model::api::{Api, Property, TypeId, TypeKind, TypeRef};
use crate::model::doc::Words;
use crate::model::evidence::{Evidence, EvidenceKind, Fact};
use crate::model::facts::is_identifier;
use crate::model::operation::{Operation, OperationKind, ResponseBody};
use crate::model::path::Segment;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A property: its type and its name.
type Name = (TypeId, String);

/// Adds what request lines show to the properties of all types.
pub(super) fn settle(api: &mut Api, known: &Known) {
    for ((ty, name), (read, span)) in undocumented(api, known) {
        api.property_names.insert(name.clone());
        api.types[ty.0].properties.push(navigation(name, read, span));
    }
    for ((ty, name), span) in collections(api, known) {
        let Some(property) =
            api.types[ty.0].properties.iter_mut().find(|property| property.name == name)
        else {
            continue;
        };
        let shows_one = |claim: &Evidence<TypeRef>| {
            claim.kind == EvidenceKind::JsonRepresentation && !claim.claim.is_collection()
        };
        if property.ty.evidence().iter().any(shows_one) {
            continue;
        }
        let item = property.ty.value.clone();
        let claim = TypeRef::Collection(Box::new(item));
        property.ty =
            property.ty.clone().with(Evidence { kind: EvidenceKind::KeyedPath, span, claim });
    }
}

/// The properties with a single value in tables whose paths have elements.
fn collections(api: &Api, known: &Known) -> BTreeMap<Name, Span> {
    let paths = Paths::new(api, known);
    let of_operation = |operation: &Operation| {
        let mut found = Vec::new();
        for path in &operation.paths {
            let segments = &path.template.segments;
            for at in 1..segments.len() {
                let is_keyed = matches!(segments.get(at + 1), Some(Segment::Parameter(_)));
                let listed = listed(operation).filter(|_| at + 1 == segments.len());
                if !is_keyed && listed.is_none() {
                    continue;
                }
                let Segment::Literal(name) = &segments[at] else { continue };
                let Some(from) = paths.walk(path, at).and_then(|ty| ty.named()) else {
                    continue;
                };
                if let Some((owner, property, item)) = single(api, from, name)
                    && (is_keyed || listed == Some(item))
                {
                    found.push(((owner, property), path.span));
                }
            }
        }
        found
    };
    first_of_each(api.operations.par_iter().map(of_operation).collect())
}

/// What was found first for each name.
fn first_of_each<T>(found: Vec<Vec<(Name, T)>>) -> BTreeMap<Name, T> {
    let mut first = BTreeMap::new();
    for (name, value) in found.into_iter().flatten() {
        first.entry(name).or_insert(value);
    }
    first
}

/// The type of which a reading operation gives many.
fn listed(operation: &Operation) -> Option<TypeId> {
    match &operation.response {
        ResponseBody::Collection(ty) if operation.method == "GET" => ty.value.named(),
        ResponseBody::Collection(_)
        | ResponseBody::Object(_)
        | ResponseBody::None
        | ResponseBody::Bytes
        | ResponseBody::Json => None,
    }
}

/// The declaration of a property with a single entity as its value, and the entity's type.
fn single(api: &Api, from: TypeId, name: &str) -> Option<(TypeId, String, TypeId)> {
    let mut chain = std::iter::once(from).chain(api.bases(from));
    chain.find_map(|id| {
        let mut properties = api.ty(id).properties.iter();
        let property = properties.find(|property| property.name.eq_ignore_ascii_case(name))?;
        match property.ty.value {
            TypeRef::Named(item) if api.ty(item).kind == TypeKind::Entity => {
                Some((id, property.name.clone(), item))
            }
            TypeRef::Named(_)
            | TypeRef::Primitive(_)
            | TypeRef::Collection(_)
            | TypeRef::Unknown(_) => None,
        }
    })
}

/// Names after a resource that are read like properties, and that no table mentions.
fn undocumented(api: &Api, known: &Known) -> BTreeMap<Name, (TypeRef, Span)> {
    let paths = Paths::new(api, known);
    let is_read = |found: &&Operation| {
        matches!(found.method.as_str(), "GET" | "PUT") && found.kind == OperationKind::Crud
    };
    let of_operation = |operation: &Operation| {
        let mut found = Vec::new();
        for path in &operation.paths {
            let Some(Segment::Literal(name)) = path.template.segments.last() else { continue };
            if !is_identifier(name) || name.contains(['.', '$', '-', '@', '#']) {
                continue;
            }
            let Some(parent) = paths.walk_to_parent(path) else { continue };
            let TypeRef::Named(from) = *parent else { continue };
            if paths::property(api, &parent, name).is_some() {
                continue;
            }
            let is_entity =
                |ty: &TypeRef| ty.named().is_some_and(|id| api.ty(id).kind == TypeKind::Entity);
            let read = paths.walk(path, path.template.segments.len());
            if let Some(read) = read.filter(|read| is_entity(read)) {
                found.push(((from, name.clone()), (read.into_owned(), path.span)));
            }
        }
        found
    };
    first_of_each(api.operations.par_iter().filter(is_read).map(of_operation).collect())
}

fn navigation(name: String, ty: TypeRef, span: Span) -> Property {
    Property {
        name,
        ty: Fact::stated(EvidenceKind::RequestLine, span, ty),
        is_navigation: true,
        is_inherited: false,
        is_read_only: false,
        is_required: false,
        is_nullable: None,
        deprecated: None,
        words: Words::None,
    }
}
