//! Finding the type that a name means.

use super::Tree;
use crate::model::api::{Api, TypeId, TypeName, TypeRef};
use crate::model::evidence::EvidenceKind;
use crate::model::facts::{PageFacts, TypeExpr};

/// The type of a name: exact and qualified, else of that simple name where only one type has it, else so
/// without regard to case.
pub(in crate::model) fn find_type(api: &Api, name: &str) -> Option<TypeId> {
    let name = name.trim_start_matches('#');
    let (namespace, simple) = match name.rsplit_once('.') {
        Some((namespace, simple)) => (Some(namespace), simple),
        None => (None, name),
    };
    if let Some(found) = namespace.and_then(|namespace| type_in(api, namespace, simple)) {
        return Some(found);
    }
    let called = api.types_called(simple);
    let exact = called.iter().copied().filter(|id| api.ty(*id).name.name == simple);
    // One name in several namespaces: the shortest namespace is the service's main one.
    let main = exact.min_by_key(|id| api.ty(*id).name.namespace.len());
    main.or(match called {
        [only] => Some(*only),
        [] | [..] => None,
    })
}

/// The type of exactly that name in a namespace.
fn type_in(api: &Api, namespace: &str, simple: &str) -> Option<TypeId> {
    let mut called = api.types_called(simple).iter().copied();
    called.find(|id| {
        let name = &api.ty(*id).name;
        name.name == simple && name.namespace == namespace
    })
}

/// `a.b.c` as namespace `a.b` and name `c`; `None` without a dot.
pub(super) fn split(name: &str) -> Option<TypeName> {
    let (namespace, name) = name.trim_start_matches('#').rsplit_once('.')?;
    Some(TypeName { namespace: namespace.to_owned(), name: name.to_owned() })
}

/// The type that a page's type text means. The name decides; where no type has it, the link does.
pub(super) fn resolve(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    expr: &TypeExpr,
) -> Option<TypeRef> {
    match expr {
        TypeExpr::Primitive(primitive) => Some(TypeRef::Primitive(*primitive)),
        TypeExpr::Collection(item) => match &**item {
            TypeExpr::Unreadable => None,
            item => Some(TypeRef::Collection(Box::new(resolve(tree, api, facts, item)?))),
        },
        TypeExpr::Choice(_) | TypeExpr::Unreadable => None,
        TypeExpr::OneOf(types) => {
            let all: Vec<TypeRef> =
                types.iter().filter_map(|expr| resolve(tree, api, facts, expr)).collect();
            common_base(api, &all).map(TypeRef::Named).or_else(|| all.into_iter().next())
        }
        TypeExpr::Name { name, target } => Some(
            resolve_name(tree, api, facts, name, target.as_deref())
                .map_or_else(|| TypeRef::Unknown(name.to_string()), TypeRef::Named),
        ),
    }
}

/// The nearest type that all of some types are or derive from.
fn common_base(api: &Api, types: &[TypeRef]) -> Option<TypeId> {
    let chain = |ty: &TypeRef| {
        let id = ty.named()?;
        Some(std::iter::once(id).chain(api.bases(id)).collect::<Vec<TypeId>>())
    };
    let chains: Vec<Vec<TypeId>> = types.iter().map(chain).collect::<Option<_>>()?;
    let (first, others) = chains.split_first()?;
    first.iter().copied().find(|id| others.iter().all(|other| other.contains(id)))
}

/// The type of a name as a page writes it: in the page's own namespace before any other.
pub(super) fn resolve_name(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    name: &str,
    target: Option<&str>,
) -> Option<TypeId> {
    if let Some(found) = type_in(api, tree.namespace(facts), name) {
        return Some(found);
    }
    let linked = target.and_then(|target| linked_type(tree, api, facts, target));
    // A link settles which of several types of one name is meant.
    let simple = name.rsplit('.').next().unwrap_or(name);
    linked
        .filter(|&id| api.ty(id).name.name.eq_ignore_ascii_case(simple))
        .or_else(|| find_type(api, name))
        .or(linked)
        // A type that is called like its property is translated like it.
        .or_else(|| find_type(api, tree.spelling.original(name)?))
}

/// The type that a link leads to: the one of the page, unless the link leads to a part of an enumerations'
/// page, which documents a type of its own or none.
fn linked_type(tree: &Tree<'_>, api: &Api, facts: &PageFacts, target: &str) -> Option<TypeId> {
    let file = tree.sources.linked(facts.file, target)?;
    let main = *api.page_types.get(&file)?;
    let Some((_, fragment)) = target.split_once('#') else { return Some(main) };
    let mut sections = tree
        .documented_on(file)
        .filter(|documented| documented.ty.named_by == EvidenceKind::MemberTable)
        .peekable();
    let is_alone = sections.peek().is_none();
    let meant = fragment.split('-').next().unwrap_or(fragment);
    match sections.find(|documented| documented.name.name.eq_ignore_ascii_case(meant)) {
        Some(documented) => api.type_named(documented.name),
        None => is_alone.then_some(main),
    }
}
