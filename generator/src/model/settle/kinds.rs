//! Kinds: which structured types are entity types, with a key, and which are complex types; and the root
//! type that entity types derive from.

use super::bases;
use super::binding::Binder;
use super::paths::Known;
use crate::model::api::{Api, TypeId, TypeKind};
use crate::model::evidence::{EvidenceKind, Fact};
use crate::model::operation::{Operation, OperationKind, RequestBody, ResponseBody};
use crate::model::path::Segment;
use crate::source::Spanned;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The name that key properties have where nothing else is said.
const KEY: &str = "id";

/// Settles kinds and, where the tree documents a root entity type, the bases of the types below it.
pub(super) fn settle(api: &mut Api) {
    let uses = Uses::of(api);
    let own: Vec<bool> =
        (0..api.types.len()).map(|index| is_keyed(api, &uses, TypeId(index))).collect();
    for (index, is_keyed) in own.iter().enumerate() {
        let is_entity = *is_keyed || api.bases(TypeId(index)).iter().any(|base| own[base.0]);
        if is_entity && api.types[index].kind == TypeKind::Complex {
            api.types[index].kind = TypeKind::Entity;
        }
    }
    if let Some(root) = root(api) {
        derive_from(api, root);
    }
    for ty in api.types.iter_mut().filter(|ty| ty.kind == TypeKind::Entity && ty.base.is_none()) {
        let id = ty.properties.iter().find(|property| property.name == KEY);
        if let Some(id) = id.filter(|_| ty.key.is_empty()) {
            ty.key.push(Spanned::new(id.name.clone(), id.ty.span()));
        }
    }
}

/// Whether a type of its own has a key: annotated, or shown by how it is used.
fn is_keyed(api: &Api, uses: &Uses, id: TypeId) -> bool {
    let ty = api.ty(id);
    let is_only_value = uses.values.contains(&id) && !uses.resources.contains(&id);
    if !ty.key.is_empty() {
        // Annotations are copied from page to page; a type that only ever is a property's value has no key.
        return !is_only_value || ty.base.is_some() || !ty.derived.is_empty();
    }
    let has_base = ty.base.is_some() || ty.unknown_base.is_some();
    let has_id = ty.properties.iter().any(|property| property.name == KEY);
    !has_base
        && (uses.targets.contains(&id)
            || has_id && !is_only_value
            || uses.addressed.contains(&id)
            || uses.reached.contains(&id) && !uses.values.contains(&id)
            || uses.updated.contains(&id) && !uses.values.contains(&id))
}

/// How types are used.
#[derive(Default)]
struct Uses {
    /// As the value of a property.
    values: BTreeSet<TypeId>,
    /// As the target of a navigation property, or as what an operation reads or writes.
    resources: BTreeSet<TypeId>,
    /// As the target of a navigation property.
    targets: BTreeSet<TypeId>,
    /// As what operations read or write at a path that ends in a key.
    addressed: BTreeSet<TypeId>,
    /// As what an operation reads at a path where another one changes or deletes it.
    updated: BTreeSet<TypeId>,
    /// As what is read at a path after one resource, though that has no property of the path's name: only a
    /// navigation property is left undocumented so, since structural ones are read with their resource.
    reached: BTreeSet<TypeId>,
}

impl Uses {
    fn of(api: &Api) -> Self {
        let mut uses = Self::default();
        for property in api.types.iter().flat_map(|ty| &ty.properties) {
            let Some(id) = property.ty.value.named() else { continue };
            if property.is_navigation {
                uses.targets.insert(id);
                uses.resources.insert(id);
            } else {
                uses.values.insert(id);
            }
        }
        for operation in
            api.operations.iter().filter(|operation| operation.kind == OperationKind::Crud)
        {
            let ends_in_key = operation
                .paths
                .iter()
                .any(|path| matches!(path.template.segments.last(), Some(Segment::Parameter(_))));
            for id in carried(operation) {
                uses.resources.insert(id);
                if ends_in_key {
                    uses.addressed.insert(id);
                }
            }
        }
        uses.updated = updated(api);
        uses.reached = reached(api);
        uses
    }
}

/// What is read where it can be changed or deleted.
fn updated(api: &Api) -> BTreeSet<TypeId> {
    let at = |methods: &'static [&str]| {
        let found = api.operations.iter().filter(|found| methods.contains(&found.method.as_str()));
        found.flat_map(|operation| operation.paths.iter().map(move |path| (operation, path)))
    };
    let changed: BTreeSet<&str> =
        at(&["PATCH", "PUT", "DELETE"]).map(|(_, path)| path.normal()).collect();
    let read = at(&["GET"]).filter_map(|(operation, path)| match &operation.response {
        ResponseBody::Object(ty) if changed.contains(path.normal()) => ty.value.named(),
        ResponseBody::Object(_)
        | ResponseBody::Collection(_)
        | ResponseBody::None
        | ResponseBody::Bytes
        | ResponseBody::Json => None,
    });
    read.collect()
}

/// What is read after a resource that has no such property.
fn reached(api: &Api) -> BTreeSet<TypeId> {
    let known = Known::learn(api);
    let binder = Binder::new(api, &known);
    let is_read = |operation: &&Operation| {
        operation.method == "GET" && binder.kind(operation) == OperationKind::Crud
    };
    let leads_to = |operation: &Operation| {
        let ResponseBody::Object(ty) = &operation.response else { return None };
        let leads = operation.paths.iter().any(|path| binder.is_unknown_step(path));
        ty.value.named().filter(|_| leads)
    };
    api.operations.par_iter().filter(is_read).filter_map(leads_to).collect()
}

/// The types in the bodies of an operation.
fn carried(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let request = match &operation.request {
        RequestBody::Object(ty) => ty.value.named(),
        RequestBody::None | RequestBody::Parameters(_) | RequestBody::Bytes | RequestBody::Json => {
            None
        }
    };
    let response = match &operation.response {
        ResponseBody::Object(ty) | ResponseBody::Collection(ty) => ty.value.named(),
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => None,
    };
    request.into_iter().chain(response)
}

/// The type that is documented with nothing but its key and from which most types derive: `entity`.
fn root(api: &Api) -> Option<TypeId> {
    let mut derived: BTreeMap<TypeId, usize> = BTreeMap::new();
    for base in api.types.iter().filter_map(|ty| ty.base.as_ref()) {
        *derived.entry(base.value).or_default() += 1;
    }
    let is_bare = |id: TypeId| {
        let ty = api.ty(id);
        let is_key = |name: &String| ty.key.iter().any(|key| key.value == *name);
        ty.base.is_none()
            && ty.unknown_base.is_none()
            && !ty.properties.is_empty()
            && ty.properties.iter().all(|property| is_key(&property.name))
    };
    let candidates = derived.into_iter().filter(|(id, count)| *count > 1 && is_bare(*id));
    candidates.max_by_key(|(_, count)| *count).map(|(id, _)| id)
}

/// Entity types of which no base is known derive from the root, which declares the key for all.
fn derive_from(api: &mut Api, root: TypeId) {
    let keys: Vec<String> = api.ty(root).key.iter().map(|key| key.value.clone()).collect();
    for index in (0..api.types.len()).filter(|index| *index != root.0) {
        let ty = &api.types[index];
        let has_other_key = ty.key.iter().any(|key| !keys.contains(&key.value));
        if ty.kind == TypeKind::Entity
            && ty.base.is_none()
            && ty.unknown_base.is_none()
            && !has_other_key
        {
            let span = ty.span;
            api.types[index].base = Some(Fact::stated(EvidenceKind::Convention, span, root));
        }
    }
    bases::derive(api);
}
