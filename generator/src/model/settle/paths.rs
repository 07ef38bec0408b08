//! Typed paths: which type each path of the service leads to, from properties, casts and keys, and from
//! what the documented operations at a path read and create.

use crate::model::api::{Api, TypeKind, TypeRef};
use crate::model::operation::{Operation, OperationPath, ResponseBody};
use crate::model::path::{Segment, normal_len};
use crate::model::unordered::{ByName, FoldedNames};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What operations read or create, by the path with all names in lower case and keys as `{}`.
pub(super) struct Known(ByName<String, TypeRef>);

impl Known {
    /// Learns from the operations' responses.
    pub(super) fn learn(api: &Api) -> Self {
        let of_operation = |operation| {
            let mut votes = Vec::new();
            vote(api, operation, &mut votes);
            votes
        };
        let mut votes: Vec<Vote<'_>> =
            api.operations.par_iter().flat_map_iter(of_operation).collect();
        votes.par_sort_unstable();
        Self(votes.chunk_by(|a, b| a.0 == b.0).filter_map(elected).collect())
    }
}

/// What is known of the paths of an API.
#[derive(Clone, Copy)]
pub(super) struct Paths<'a> {
    api: &'a Api,
    known: &'a Known,
}

impl<'a> Paths<'a> {
    pub(super) fn new(api: &'a Api, known: &'a Known) -> Self {
        Self { api, known }
    }

    /// The roots of paths: entity sets and singletons, with what they hold.
    pub(super) fn roots(&self) -> BTreeMap<String, TypeRef> {
        let mut roots = BTreeMap::new();
        let mut found: FoldedNames<&str> = FoldedNames::default();
        for path in self.api.operations.iter().flat_map(|operation| &operation.paths) {
            let Some(first @ Segment::Literal(name)) = path.template.segments.first() else {
                continue;
            };
            if found.contains(name) {
                continue;
            }
            let read = self.known.0.get(&name.to_ascii_lowercase());
            let read = read.filter(|ty| is_entity(self.api, ty)).cloned();
            if let Some(ty) = read.or_else(|| self.singleton(first)) {
                found.insert(name);
                roots.insert(name.clone(), ty);
            }
        }
        roots
    }

    /// The type that the first segments of a path lead to.
    pub(super) fn walk(&self, path: &OperationPath, segments: usize) -> Option<Cow<'a, TypeRef>> {
        let segments = &path.template.segments[..segments];
        let mut found: Option<Cow<'a, TypeRef>> = None;
        let mut length = 0;
        for (index, segment) in segments.iter().enumerate() {
            let declared = found.as_ref().and_then(|from| self.step(from, segment));
            length = segment.normal_end(length);
            found = declared
                .or_else(|| self.known.0.get(&path.normal()[..length]).map(Cow::Borrowed))
                .or_else(|| self.singleton(segment).filter(|_| index == 0).map(Cow::Owned))
                .or_else(|| found.as_ref().and_then(|from| sample_key(from, segment)));
        }
        found
    }

    /// The type that a path leads to without its last segment.
    pub(super) fn walk_to_parent(&self, path: &OperationPath) -> Option<Cow<'a, TypeRef>> {
        self.walk(path, path.template.segments.len().saturating_sub(1))
    }

    /// The entity type of that name: paths begin with the names of singletons that no operation reads,
    /// `/planner/tasks`.
    fn singleton(&self, segment: &Segment) -> Option<TypeRef> {
        let Segment::Literal(name) = segment else { return None };
        let mut exact = self.api.types_called(name).iter().filter(|id| {
            let ty = self.api.ty(**id);
            ty.name.name == *name && ty.kind == TypeKind::Entity
        });
        exact.next().map(|id| TypeRef::Named(*id))
    }

    /// Whether some operation reads this path, or one element of it.
    pub(super) fn is_read(&self, path: &OperationPath) -> bool {
        self.known.0.get(path.normal()).is_some()
    }

    fn step(&self, from: &Cow<'a, TypeRef>, segment: &Segment) -> Option<Cow<'a, TypeRef>> {
        match segment {
            Segment::Parameter(_) | Segment::Mixed(_) => Some(item(from)),
            Segment::Literal(name) => self.member(from, name),
            Segment::Call { name, arguments } => {
                let found = self.member(from, name)?;
                let is_key = arguments.iter().all(|argument| argument.name.is_none());
                Some(if is_key { item(&found) } else { found })
            }
        }
    }

    /// A property, or a type to cast to.
    fn member(&self, from: &TypeRef, name: &str) -> Option<Cow<'a, TypeRef>> {
        from.named()?;
        if name.contains('.') {
            let cast = TypeRef::Named(self.api.find_type(name)?);
            return Some(Cow::Owned(if from.is_collection() {
                TypeRef::Collection(Box::new(cast))
            } else {
                cast
            }));
        }
        property(self.api, from, name).map(Cow::Borrowed)
    }
}

/// The item type of a collection, any other type itself.
fn item<'a>(ty: &Cow<'a, TypeRef>) -> Cow<'a, TypeRef> {
    match ty {
        Cow::Borrowed(ty) => Cow::Borrowed(ty.item()),
        Cow::Owned(ty) => Cow::Owned(ty.item().clone()),
    }
}

/// The element that a literal key leads to: request lines have samples in place of parameters. Neither a
/// word nor a cast is taken for a key.
fn sample_key<'a>(from: &Cow<'a, TypeRef>, segment: &Segment) -> Option<Cow<'a, TypeRef>> {
    let Segment::Literal(text) = segment else { return None };
    let is_key = text.contains(|c: char| c.is_ascii_digit()) && !text.contains('.');
    (from.is_collection() && is_key).then(|| item(from))
}

/// The type of a property that a type, its bases or some type derived from it has, in any case of letters.
pub(super) fn property<'a>(api: &'a Api, from: &TypeRef, name: &str) -> Option<&'a TypeRef> {
    let id = from.named()?;
    let of = |ty| {
        let mut properties = api.ty(ty).properties.iter();
        let found = properties.find(|property| property.name.eq_ignore_ascii_case(name))?;
        Some(&found.ty.value)
    };
    let inherited = std::iter::once(id).chain(api.base_chain(id)).find_map(of);
    inherited.or_else(|| api.all_derived(id).into_iter().find_map(of))
}

/// A path and what some operation says that it leads to.
type Vote<'a> = (Cow<'a, str>, TypeRef);

/// What most votes for a path say; they are sorted.
fn elected(votes: &[Vote<'_>]) -> Option<(String, TypeRef)> {
    let most = votes.chunk_by(|a, b| a.1 == b.1).max_by_key(|same| same.len())?;
    most.first().map(|(path, ty)| (path.to_string(), ty.clone()))
}

/// What an operation says about its paths: reading one gives its type, reading or creating an element
/// gives that of the collection too.
fn vote<'a>(api: &Api, operation: &'a Operation, votes: &mut Vec<Vote<'a>>) {
    let (ty, is_page) = match &operation.response {
        ResponseBody::Object(ty) => (&ty.value, false),
        ResponseBody::Collection(ty) => (&ty.value, true),
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => return,
    };
    let collection = || TypeRef::Collection(Box::new(ty.clone()));
    let is_created = operation.status.as_ref().is_some_and(|status| status.value == 201);
    for path in &operation.paths {
        let normal = path.normal();
        match (operation.method.as_str(), is_page) {
            ("GET", true) => {
                votes.push((normal.into(), collection()));
                votes.push((format!("{normal}/{{}}").into(), ty.clone()));
            }
            ("POST", false) if is_created && is_entity(api, ty) => {
                votes.push((normal.into(), collection()));
                votes.push((format!("{normal}/{{}}").into(), ty.clone()));
            }
            ("GET" | "PATCH" | "PUT", false) => {
                votes.push((normal.into(), ty.clone()));
                if let [parents @ .., Segment::Parameter(_)] = path.template.segments.as_slice() {
                    votes.push((normal[..normal_len(parents)].into(), collection()));
                }
            }
            _ => {}
        }
    }
}

fn is_entity(api: &Api, ty: &TypeRef) -> bool {
    ty.named().is_some_and(|id| api.ty(id).kind == TypeKind::Entity)
}
