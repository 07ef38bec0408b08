//! Enumerations: from their pages and tables, and from prose that lists the values of an undocumented type.

use super::{Tree, listed, lookup, types};
use crate::model::api::{Api, EnumMember, TypeKind, TypeName};
use crate::model::doc::Doc;
use crate::model::evidence::EvidenceKind;
use crate::model::facts::member::listed_values;
use crate::model::facts::{MemberFacts, PageFacts, PageKind, PropertyFacts, TypeExpr, prose};
use crate::model::primitive::Primitive;
use crate::page::Text;
use crate::source::{FileId, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// Values that prose lists for a type that no page documents.
struct Listed {
    span: Span,
    values: Vec<Spanned<String>>,
    is_flags: bool,
}

/// Fills documented enumerations, and declares those that only prose describes.
pub(super) fn declare(tree: &Tree<'_>, api: &mut Api) {
    let listed = listed_types(tree, api);
    for (name, found) in listed {
        let mut ty = types::bare(name, found.span);
        ty.kind = TypeKind::Enum;
        ty.is_flags = found.is_flags;
        for value in found.values {
            if !ty.members.iter().any(|member| member.name == value.value) {
                ty.members.push(member(value, None));
            }
        }
        api.types.push(ty);
    }
    reindex(api);
    for (_, facts) in tree.pages() {
        for ty in facts.types.iter().filter(|ty| !ty.members.is_empty()) {
            let name = types::qualified(tree, facts, ty);
            add_members(tree, api, facts, &name, &ty.members);
        }
        for members in &facts.unnamed_members {
            if let Some(name) = same_values(tree, api, facts, members) {
                add_members(tree, api, facts, &name, members);
            }
        }
        mark_flags(tree, api, facts);
    }
    forget_unnamed(tree, api);
}

/// Sorts the types after some came or went; the pages' types keep pointing to theirs.
fn reindex(api: &mut Api) {
    let names: BTreeMap<FileId, TypeName> = std::mem::take(&mut api.page_types)
        .into_iter()
        .filter_map(|(file, id)| {
            Some((file, api.type_names.iter().find(|(_, known)| **known == id)?.0.clone()))
        })
        .collect();
    types::index(api);
    let ids = names.into_iter().filter_map(|(file, name)| Some((file, api.type_named(&name)?)));
    api.page_types = ids.collect();
}

/// A table of values under a heading of a resource's page is a type only where something is of that type:
/// else the values are those of a string, shown for mere explanation. So are, on a page of enumerations,
/// those that bear the name of a string property.
fn forget_unnamed(tree: &Tree<'_>, api: &mut Api) {
    let strings = string_properties(tree);
    let is_explanation = |facts: &PageFacts, name: &TypeName| {
        facts.kind != PageKind::Enumeration || strings.contains(&name.name.to_ascii_lowercase())
    };
    let explained: BTreeSet<TypeName> = tree
        .pages()
        .filter(|(_, facts)| facts.types.len() > 1)
        .flat_map(|(_, facts)| facts.types.iter().map(move |ty| (facts, ty)))
        .filter(|(_, ty)| ty.named_by == EvidenceKind::MemberTable)
        .map(|(facts, ty)| (facts, types::qualified(tree, facts, ty)))
        .filter(|(facts, name)| is_explanation(facts, name))
        .map(|(_, name)| name)
        .collect();
    let named = named(tree, api);
    api.types.retain(|ty| {
        !explained.contains(&ty.name)
            || ty.page.is_none()
            || named.contains(&ty.name.name.to_ascii_lowercase())
    });
    reindex(api);
}

/// The names of properties that a table calls strings, in lower case.
fn string_properties(tree: &Tree<'_>) -> BTreeSet<String> {
    let claims = tree.facts.iter().flat_map(|facts| &facts.types).flat_map(|ty| &ty.properties);
    let strings = claims.filter(|claim| {
        claim.kind == EvidenceKind::PropertyTable
            && *claim.ty.expr.item() == TypeExpr::Primitive(Primitive::String)
    });
    strings.map(|claim| claim.name.value.to_ascii_lowercase()).collect()
}

/// All names that type cells, links and lists of values give, in lower case.
fn named(tree: &Tree<'_>, api: &Api) -> BTreeSet<String> {
    let listed = listed::Listed::new(api);
    let mut named = BTreeSet::new();
    let fold = |name: &str| name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    for (_, facts) in tree.pages() {
        for ty in &facts.types {
            let owner = ty.name.value.rsplit('.').next().unwrap_or_default();
            for claim in &ty.properties {
                let found = listed.enumeration(owner, claim).map(|id| fold(&api.ty(id).name.name));
                // A table named for the property itself only explains the property.
                named.extend(found.filter(|name| *name != fold(&claim.name.value)));
                named.extend(expr_name(&claim.ty.expr).map(fold));
                let linked = claim.description.iter().flat_map(fragments);
                named.extend(linked.filter(|name| *name != fold(&claim.name.value)));
            }
        }
        let operation = facts.operation.iter();
        for row in operation.flat_map(|found| found.body_rows.iter().chain(&found.path_parameters))
        {
            named.extend(row.ty.as_ref().and_then(|ty| expr_name(&ty.expr)).map(fold));
            named.extend(row.description.iter().flat_map(fragments));
        }
    }
    named
}

fn expr_name(expr: &TypeExpr) -> Option<&str> {
    match expr.item() {
        TypeExpr::Name { name, .. } => Some(name),
        TypeExpr::Primitive(_)
        | TypeExpr::Collection(_)
        | TypeExpr::Choice(_)
        | TypeExpr::Unreadable => None,
    }
}

/// The first words of the fragments that a text links to: `[x](enums.md#color-values)` gives `color`.
fn fragments(text: &Text) -> impl Iterator<Item = String> + '_ {
    let fragments = text.links.iter().filter_map(|link| link.target.split_once('#'));
    fragments.filter_map(|(_, fragment)| Some(fragment.split('-').next()?.to_ascii_lowercase()))
}

fn member(name: Spanned<String>, value: Option<i64>) -> EnumMember {
    EnumMember {
        name: name.value,
        span: name.span,
        value,
        doc: Doc::default(),
        rust_name: String::new(),
    }
}

/// Every name in a type cell that no page documents, with the values that its descriptions list.
fn listed_types(tree: &Tree<'_>, api: &Api) -> BTreeMap<TypeName, Listed> {
    let mut found: BTreeMap<TypeName, Listed> = BTreeMap::new();
    for (_, facts) in tree.pages() {
        for property in facts.types.iter().flat_map(|ty| &ty.properties) {
            let TypeExpr::Name { name, target } = property.ty.expr.item() else { continue };
            if lookup::resolve_name(tree, api, facts, name, target.as_deref()).is_some() {
                continue;
            }
            let Some(description) = &property.description else { continue };
            let values = listed_values(description);
            // No identifier: words that a page writes for a type, not its name.
            if values.is_empty() || name.contains('-') {
                continue;
            }
            let name = lookup::split(name).unwrap_or_else(|| TypeName {
                namespace: tree.namespace(facts),
                name: name.clone(),
            });
            let entry = found.entry(name).or_insert_with(|| Listed {
                span: property.ty.span,
                values: Vec::new(),
                is_flags: false,
            });
            entry.values.extend(values);
            entry.is_flags |= prose::remarks(description).flags;
        }
    }
    found
}

fn add_members(
    tree: &Tree<'_>,
    api: &mut Api,
    facts: &PageFacts,
    name: &TypeName,
    members: &[MemberFacts],
) {
    let Some(id) = api.type_named(name) else { return };
    for found in members {
        let doc = tree.doc(api, facts.file, &found.description);
        let ty = &mut api.types[id.0];
        match ty.members.iter_mut().find(|member| member.name == found.name.value) {
            Some(known) => {
                known.value = known.value.or(found.value);
                if known.doc.is_empty() {
                    known.doc = doc;
                }
            }
            None => ty.members.push(EnumMember { doc, ..member(found.name.clone(), found.value) }),
        }
    }
}

/// The enumeration of the page's properties that shares most of a table's values.
fn same_values(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    members: &[MemberFacts],
) -> Option<TypeName> {
    let shared = |property: &PropertyFacts| {
        let TypeExpr::Name { name, target } = property.ty.expr.item() else { return None };
        let id = lookup::resolve_name(tree, api, facts, name, target.as_deref())?;
        let ty = api.ty(id);
        let known =
            |found: &&MemberFacts| ty.members.iter().any(|member| member.name == found.name.value);
        let count = members.iter().filter(known).count();
        (count * 2 > members.len()).then(|| (count, ty.name.clone()))
    };
    let candidates = facts.types.iter().flat_map(|ty| &ty.properties).filter_map(shared);
    candidates.max_by_key(|(count, _)| *count).map(|(_, name)| name)
}

/// A description that speaks of a combination of values makes its enumeration a set of flags.
fn mark_flags(tree: &Tree<'_>, api: &mut Api, facts: &PageFacts) {
    for property in facts.types.iter().flat_map(|ty| &ty.properties) {
        let Some(description) = &property.description else { continue };
        let TypeExpr::Name { name, target } = &property.ty.expr else { continue };
        if !prose::remarks(description).flags {
            continue;
        }
        if let Some(id) = lookup::resolve_name(tree, api, facts, name, target.as_deref()) {
            let ty = &mut api.types[id.0];
            ty.is_flags |= ty.kind == TypeKind::Enum;
        }
    }
}
