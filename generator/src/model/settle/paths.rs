//! Typed paths: which type each path of the service leads to, from properties, casts and keys, and from
//! what the documented operations at a path read and create.

use crate::model::api::{Api, TypeKind, TypeRef};
use crate::model::operation::{Operation, ResponseBody};
use crate::model::path::Segment;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What is known of the paths of an API.
pub(super) struct Paths<'a> {
    api: &'a Api,
    /// What operations read or create, by the path with all names in lower case and keys as `{}`.
    known: BTreeMap<String, TypeRef>,
}

impl<'a> Paths<'a> {
    /// Learns the paths from the operations' responses.
    pub(super) fn learn(api: &'a Api) -> Self {
        let of_operation = |operation: &Operation| {
            let mut votes = Vec::new();
            for path in &operation.paths {
                vote(api, operation, &path.template.segments, &mut votes);
            }
            votes
        };
        let mut votes: Vec<Vote> = api.operations.par_iter().flat_map_iter(of_operation).collect();
        votes.par_sort_unstable();
        let known = votes.chunk_by(|a, b| a.0 == b.0).filter_map(elected);
        Self { api, known: known.collect() }
    }

    /// The roots of paths: entity sets and singletons, with what they hold.
    pub(super) fn roots(&self) -> BTreeMap<String, TypeRef> {
        let mut roots = BTreeMap::new();
        for path in self.api.operations.iter().flat_map(|operation| &operation.paths) {
            let Some(Segment::Literal(name)) = path.template.segments.first() else { continue };
            let read = self.known.get(&name.to_ascii_lowercase());
            let read = read.filter(|ty| is_entity(self.api, ty)).cloned();
            let is_known = roots.keys().any(|root: &String| root.eq_ignore_ascii_case(name));
            if let Some(ty) = read.or_else(|| self.singleton(&path.template.segments[0]))
                && !is_known
            {
                roots.insert(name.clone(), ty);
            }
        }
        roots
    }

    /// The type that a path leads to.
    pub(super) fn walk(&self, segments: &[Segment]) -> Option<TypeRef> {
        let mut found: Option<TypeRef> = None;
        let mut path = String::new();
        for (index, segment) in segments.iter().enumerate() {
            push_normal(&mut path, segment);
            let declared = found.as_ref().and_then(|from| self.step(from, segment));
            found = declared
                .or_else(|| self.known.get(&path).cloned())
                .or_else(|| self.singleton(segment).filter(|_| index == 0))
                .or_else(|| found.as_ref().and_then(|from| sample_key(from, segment)));
        }
        found
    }

    /// The entity type of that name: paths begin with the names of singletons that no operation reads,
    /// `/planner/tasks`.
    fn singleton(&self, segment: &Segment) -> Option<TypeRef> {
        let Segment::Literal(name) = segment else { return None };
        let same_letters = self.api.folded_type_names.get(&name.to_ascii_lowercase())?;
        let mut exact = same_letters.iter().filter(|id| {
            let ty = self.api.ty(**id);
            ty.name.name == *name && ty.kind == TypeKind::Entity
        });
        exact.next().map(|id| TypeRef::Named(*id))
    }

    /// Whether some operation reads this path, or one element of it.
    pub(super) fn is_read(&self, segments: &[Segment]) -> bool {
        self.known.contains_key(&normal(segments))
    }

    fn step(&self, from: &TypeRef, segment: &Segment) -> Option<TypeRef> {
        match segment {
            Segment::Parameter(_) | Segment::Mixed(_) => Some(from.item().clone()),
            Segment::Literal(name) => self.member(from, name),
            Segment::Call { name, arguments } => {
                let found = self.member(from, name)?;
                let is_key = arguments.iter().all(|argument| argument.name.is_none());
                Some(if is_key { found.item().clone() } else { found })
            }
        }
    }

    /// A property, or a type to cast to.
    fn member(&self, from: &TypeRef, name: &str) -> Option<TypeRef> {
        from.named()?;
        if name.contains('.') {
            let cast = TypeRef::Named(self.api.find_type(name)?);
            return Some(if from.is_collection() {
                TypeRef::Collection(Box::new(cast))
            } else {
                cast
            });
        }
        property(self.api, from, name)
    }
}

/// The element that a literal key leads to: request lines have samples in place of parameters. Neither a
/// word nor a cast is taken for a key.
fn sample_key(from: &TypeRef, segment: &Segment) -> Option<TypeRef> {
    let Segment::Literal(text) = segment else { return None };
    let is_key = text.contains(|c: char| c.is_ascii_digit()) && !text.contains('.');
    (from.is_collection() && is_key).then(|| from.item().clone())
}

/// The type of a property that a type, its bases or some type derived from it has, in any case of letters.
pub(super) fn property(api: &Api, from: &TypeRef, name: &str) -> Option<TypeRef> {
    let id = from.named()?;
    let own = std::iter::once(id).chain(api.bases(id)).chain(api.all_derived(id));
    own.flat_map(|ty| &api.ty(ty).properties)
        .find(|property| property.name.eq_ignore_ascii_case(name))
        .map(|property| property.ty.value.clone())
}

/// The path with names in lower case and keys as `{}`.
pub(super) fn normal(segments: &[Segment]) -> String {
    let mut path = String::with_capacity(segments.len() * 16);
    for segment in segments {
        push_normal(&mut path, segment);
    }
    path
}

fn push_normal(path: &mut String, segment: &Segment) {
    if !path.is_empty() {
        path.push('/');
    }
    let mut push_name = |name: &str| {
        let at = path.len();
        path.push_str(name);
        path[at..].make_ascii_lowercase();
    };
    match segment {
        Segment::Literal(name) => push_name(name),
        Segment::Parameter(_) | Segment::Mixed(_) => path.push_str("{}"),
        Segment::Call { name, arguments } => {
            push_name(name);
            let is_key =
                arguments.iter().all(|argument| argument.name.is_none()) && !arguments.is_empty();
            path.push_str(if is_key { "/{}" } else { "()" });
        }
    }
}

/// A path and what some operation says that it leads to.
type Vote = (String, TypeRef);

/// What most votes for a path say; they are sorted.
fn elected(votes: &[Vote]) -> Option<Vote> {
    let most = votes.chunk_by(|a, b| a.1 == b.1).max_by_key(|same| same.len())?;
    most.first().cloned()
}

/// What an operation says about its path: reading it gives its type, reading or creating an element
/// gives that of the collection too.
fn vote(api: &Api, operation: &Operation, segments: &[Segment], votes: &mut Vec<Vote>) {
    let (ty, is_page) = match &operation.response {
        ResponseBody::Object(ty) => (&ty.value, false),
        ResponseBody::Collection(ty) => (&ty.value, true),
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => return,
    };
    let mut add = |path: String, ty: TypeRef| votes.push((path, ty));
    let collection = || TypeRef::Collection(Box::new(ty.clone()));
    let is_created = operation.status.as_ref().is_some_and(|status| status.value == 201);
    match (operation.method.as_str(), is_page) {
        ("GET", true) => {
            add(normal(segments), collection());
            add(format!("{}/{{}}", normal(segments)), ty.clone());
        }
        ("POST", false) if is_created && is_entity(api, ty) => {
            add(normal(segments), collection());
            add(format!("{}/{{}}", normal(segments)), ty.clone());
        }
        ("GET" | "PATCH" | "PUT", false) => {
            add(normal(segments), ty.clone());
            if let [parents @ .., Segment::Parameter(_)] = segments {
                add(normal(parents), collection());
            }
        }
        _ => {}
    }
}

fn is_entity(api: &Api, ty: &TypeRef) -> bool {
    ty.named().is_some_and(|id| api.ty(id).kind == TypeKind::Entity)
}
