//! Enumerations: from their pages and tables, and from prose that lists the values of an undocumented type.

use super::translated::Translated;
use super::{Documented, Tree, listed, lookup, types};
use crate::model::api::{Api, EnumMember, TypeId, TypeKind, TypeName};
use crate::model::doc::Words;
use crate::model::evidence::EvidenceKind;
use crate::model::facts::member::{code_list, listed_values};
use crate::model::facts::{
    LeftOut, MemberFacts, Omission, PageFacts, PageKind, PropertyFacts, TypeExpr, TypeFacts, prose,
};
use crate::model::primitive::Primitive;
use crate::model::unordered::{ByName, FoldedNames};
use crate::page::Text;
use crate::source::{FileId, Span, Spanned};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Values that prose lists for a type that no page documents.
struct Listed {
    span: Span,
    values: Vec<Spanned<String>>,
    is_flags: bool,
}

/// Fills documented enumerations, and declares those that only prose describes.
pub(super) fn declare(tree: &Tree<'_>, api: &mut Api) {
    let pages = types_of_pages(api);
    for (name, found) in listed_types(tree, api) {
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
    reindex(api, pages);
    let translated = Translated::learn(tree, api);
    for facts in tree.facts {
        let documented = tree.documented_on(facts.file);
        for Documented { ty, name, .. } in documented.filter(|found| !found.ty.members.is_empty()) {
            let members = translated.members(api, facts, name, &ty.members);
            add_members(api, facts, name, &members);
            if let Some(id) = api.type_named(name) {
                api.types[id.0].is_translated |= translated.is_alone(facts, id);
            }
        }
        for members in &facts.unnamed_members {
            if let Some(name) = same_values(tree, api, facts, members) {
                let members = translated.members(api, facts, &name, members);
                add_members(api, facts, &name, &members);
            } else if let Some(first) = members.first() {
                let reason = Omission::UnusedValues;
                api.left_out.push(LeftOut { span: first.name.span, reason });
            }
        }
    }
    mark_flags(tree, api);
    add_listed(tree, api);
    forget_unnamed(tree, api);
}

/// Which type each page documents first, by its name: ids change when types come or go.
fn types_of_pages(api: &Api) -> Vec<(FileId, TypeName)> {
    api.page_types.iter().map(|(file, id)| (*file, api.ty(*id).name.clone())).collect()
}

/// Sorts the types after some came or went; the pages' types keep pointing to theirs.
fn reindex(api: &mut Api, pages: Vec<(FileId, TypeName)>) {
    types::index(api);
    let pages = pages.into_iter();
    let ids = pages.filter_map(|(file, name)| Some((file, api.type_named(&name)?)));
    api.page_types = ids.collect();
}

/// A table of values under a heading of a resource's page is a type only where something is of that type:
/// else the values are those of a string, shown for mere explanation. So are, on a page of enumerations,
/// those that bear the name of a string property.
fn forget_unnamed(tree: &Tree<'_>, api: &mut Api) {
    let (explanations, pages) = (explanations(tree, api), types_of_pages(api));
    if explanations.is_empty() {
        return;
    }
    let reason = Omission::UnusedValues;
    let spans = explanations.iter().map(|id| api.ty(*id).span);
    api.left_out.extend(spans.map(|span| LeftOut { span, reason }).collect::<Vec<_>>());
    let types = std::mem::take(&mut api.types).into_iter().enumerate();
    let used = types.filter(|(index, _)| !explanations.contains(&TypeId(*index)));
    api.types = used.map(|(_, ty)| ty).collect();
    reindex(api, pages);
}

/// The types that are nothing but explanations.
fn explanations(tree: &Tree<'_>, api: &Api) -> BTreeSet<TypeId> {
    let under_headings = || {
        let types = tree.documented().filter(|found| found.facts.types.len() > 1);
        types.filter(|found| found.ty.named_by == EvidenceKind::MemberTable)
    };
    let asked: FoldedNames<&str> = under_headings().map(|found| found.name.name.as_str()).collect();
    let (strings, named) = (string_properties(tree, &asked), named(tree, api, &asked));
    let is_explanation = |found: &Documented<'_>| {
        found.facts.kind != PageKind::Enumeration || strings.contains(&found.name.name)
    };
    under_headings()
        .filter(|found| is_explanation(found) && !named.contains(&found.name.name))
        .filter_map(|found| api.type_named(found.name))
        .filter(|id| api.ty(*id).page.is_some())
        .collect()
}

/// Of the names asked for those of properties that a table calls strings.
fn string_properties<'a>(tree: &Tree<'a>, asked: &FoldedNames<&str>) -> FoldedNames<&'a str> {
    let claims = tree.facts.iter().flat_map(|facts| &facts.types).flat_map(|ty| &ty.properties);
    let strings = claims.filter(|claim| {
        claim.kind == EvidenceKind::PropertyTable
            && *claim.ty.expr.item() == TypeExpr::Primitive(Primitive::String)
    });
    strings.map(|claim| claim.name.as_str()).filter(|name| asked.contains(name)).collect()
}

/// Of the names asked for those that type cells, links and lists of values give.
fn named<'a>(tree: &Tree<'a>, api: &'a Api, asked: &FoldedNames<&str>) -> FoldedNames<&'a str> {
    let listed = listed::Listed::new(api);
    let of_page = |facts: &'a PageFacts| {
        let mut names = named_by(api, &listed, facts);
        names.retain(|name| asked.contains(name));
        names
    };
    let names: Vec<&str> = tree.facts.par_iter().flat_map_iter(of_page).collect();
    names.into_iter().collect()
}

fn named_by<'a>(api: &'a Api, listed: &listed::Listed<'_>, facts: &'a PageFacts) -> Vec<&'a str> {
    let mut named = Vec::new();
    let simple = |name: &'a str| name.rsplit('.').next().unwrap_or(name);
    for ty in &facts.types {
        let owner = ty.name.value.rsplit('.').next().unwrap_or_default();
        for claim in &ty.properties {
            // A table named for the property itself only explains the property.
            let is_other = |name: &&str| !name.eq_ignore_ascii_case(simple(&claim.name.value));
            let found = listed.enumeration(owner, claim).map(|id| api.ty(id).name.name.as_str());
            named.extend(found.filter(is_other));
            named.extend(expr_name(&claim.ty.expr).map(simple));
            let linked = claim.description.iter().flat_map(fragments);
            named.extend(linked.filter(is_other));
        }
    }
    let operation = facts.operation.iter();
    for row in operation.flat_map(|found| found.body_rows.iter().chain(&found.path_parameters)) {
        named.extend(row.ty.as_ref().and_then(|ty| expr_name(&ty.expr)).map(simple));
        named.extend(row.description.iter().flat_map(fragments));
    }
    named
}

fn expr_name(expr: &TypeExpr) -> Option<&str> {
    match expr.item() {
        TypeExpr::Name { name, .. } => Some(name),
        TypeExpr::Primitive(_)
        | TypeExpr::Collection(_)
        | TypeExpr::Choice(_)
        | TypeExpr::OneOf(_)
        | TypeExpr::Unreadable => None,
    }
}

/// The first words of the fragments that a text links to: `[x](enums.md#color-values)` gives `color`.
fn fragments(text: &Text) -> impl Iterator<Item = &str> {
    let fragments = text.links().iter().filter_map(|link| link.target.split_once('#'));
    fragments.filter_map(|(_, fragment)| fragment.split('-').next())
}

fn member(name: Spanned<String>, value: Option<i64>) -> EnumMember {
    EnumMember { name: name.value, span: name.span, value, words: Words::None }
}

/// Every type of a property that no page documents, with the values that are listed for it.
fn listed_types(tree: &Tree<'_>, api: &Api) -> BTreeMap<TypeName, Listed> {
    let of_page = |facts: &PageFacts| -> Vec<(TypeName, Listed)> {
        let rows = facts.types.iter().flat_map(rows_with_json);
        rows.filter_map(|(row, json)| listed_type(tree, api, facts, row, json)).collect()
    };
    let pages: Vec<Vec<(TypeName, Listed)>> = tree.facts.par_iter().map(of_page).collect();
    let mut found: BTreeMap<TypeName, Listed> = BTreeMap::new();
    for (name, Listed { span, values, is_flags }) in pages.into_iter().flatten() {
        let none = || Listed { span, values: Vec::new(), is_flags: false };
        let entry = found.entry(name).or_insert_with(none);
        entry.values.extend(values);
        entry.is_flags |= is_flags;
    }
    found
}

/// The type of a property that no page documents, with the values that are listed for it.
fn listed_type(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    row: &PropertyFacts,
    json: Option<&PropertyFacts>,
) -> Option<(TypeName, Listed)> {
    let name = undocumented(tree, api, facts, row, json)?;
    let description = row.description.as_ref()?;
    let values = values(description, json);
    // No identifier: words that a page writes for a type, not its name.
    if values.is_empty() || name.contains('-') {
        return None;
    }
    let name = lookup::split(name).unwrap_or_else(|| TypeName {
        namespace: tree.namespace(facts).to_owned(),
        name: name.to_owned(),
    });
    let is_flags = prose::are_flags(description);
    Some((name, Listed { span: row.ty.span, values, is_flags }))
}

/// The rows of a type's tables, each with what the JSON representation says of the same property.
pub(super) fn rows_with_json(
    ty: &TypeFacts,
) -> impl Iterator<Item = (&PropertyFacts, Option<&PropertyFacts>)> {
    let is_json = |claim: &&PropertyFacts| claim.kind == EvidenceKind::JsonRepresentation;
    let members: BTreeMap<String, &PropertyFacts> = ty
        .properties
        .iter()
        .filter(is_json)
        .map(|claim| (claim.name.as_str().to_lowercase(), claim))
        .collect();
    let rows = ty.properties.iter().filter(move |claim| !is_json(claim));
    rows.map(move |row| (row, members.get(&row.name.as_str().to_lowercase()).copied()))
}

/// The name that a row gives for its type, or the JSON representation where the row only says that the
/// values are strings; `None` where a page documents the type.
fn undocumented<'a>(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    row: &'a PropertyFacts,
    json: Option<&'a PropertyFacts>,
) -> Option<&'a str> {
    let (name, target) = match (row.ty.expr.item(), json.map(|json| json.ty.expr.item())) {
        (TypeExpr::Name { name, target }, _) => (name, target),
        (TypeExpr::Primitive(Primitive::String), Some(TypeExpr::Name { name, target })) => {
            (name, target)
        }
        (
            TypeExpr::Primitive(_)
            | TypeExpr::Collection(_)
            | TypeExpr::Choice(_)
            | TypeExpr::OneOf(_)
            | TypeExpr::Unreadable,
            _,
        ) => return None,
    };
    let known = lookup::resolve_name(tree, api, facts, name, target.as_deref());
    known.is_none().then_some(name)
}

/// The values of a property: those that the JSON shows, which no translator touches, else those that its
/// description lists.
pub(super) fn values(description: &Text, json: Option<&PropertyFacts>) -> Vec<Spanned<String>> {
    match json.map(|json| (json.ty.expr.item(), json.ty.span)) {
        Some((TypeExpr::Choice(shown), span)) => {
            shown.iter().map(|value| Spanned::new(value.clone(), span)).collect()
        }
        Some(_) | None => listed_values(description),
    }
}

fn add_members(api: &mut Api, facts: &PageFacts, name: &TypeName, members: &[MemberFacts]) {
    let Some(id) = api.type_named(name) else { return };
    let ty = &mut api.types[id.0];
    let known = ty.members.iter().enumerate();
    let mut places: ByName<String, usize> =
        known.map(|(place, member)| (member.name.clone(), place)).collect();
    for found in members {
        let words = Words::of_cell(facts.file, found.description.as_ref());
        let name = found.name.value.as_str();
        if let Some(known) = places.get(name).map(|place| &mut ty.members[*place]) {
            known.value = known.value.or(found.value);
            if known.words == Words::None {
                known.words = words;
            }
        } else {
            places.keep(name.to_owned(), ty.members.len());
            let found = member(found.name.clone().map(String::from), found.value);
            ty.members.push(EnumMember { words, ..found });
        }
    }
}

/// Adds the values that properties list, as code, for an enumeration whose table has none of them: the table
/// is that of a namesake.
fn add_listed(tree: &Tree<'_>, api: &mut Api) {
    let settled = &*api;
    let of_page = |facts: &PageFacts| -> Vec<(TypeId, Vec<Spanned<String>>)> {
        let rows = facts.types.iter().flat_map(|ty| &ty.properties);
        let listed = rows.filter_map(|row| {
            let id = named_enumeration(tree, settled, facts, row)?;
            Some((id, code_list(row.description.as_ref()?)))
        });
        listed.filter(|(_, values)| values.len() > 1).collect()
    };
    let pages: Vec<Vec<_>> = tree.facts.par_iter().map(of_page).collect();
    for (id, values) in pages.into_iter().flatten() {
        let ty = &mut api.types[id.0];
        let is_member = |value: &Spanned<String>| {
            ty.members.iter().any(|member| member.name.eq_ignore_ascii_case(&value.value))
        };
        if !values.iter().any(is_member) {
            ty.members.extend(values.into_iter().map(|value| member(value, None)));
        }
    }
}

/// The enumeration that a row names as its type, not as that of a collection.
fn named_enumeration(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    row: &PropertyFacts,
) -> Option<TypeId> {
    let TypeExpr::Name { name, target } = &row.ty.expr else { return None };
    let found = lookup::resolve_name(tree, api, facts, name, target.as_deref());
    found.filter(|id| api.ty(*id).kind == TypeKind::Enum)
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
fn mark_flags(tree: &Tree<'_>, api: &mut Api) {
    let settled = &*api;
    let marked = |facts: &PageFacts, row: &PropertyFacts| {
        let id = named_enumeration(tree, settled, facts, row)?;
        prose::are_flags(row.description.as_ref()?).then_some(id)
    };
    let of_page = |facts: &PageFacts| -> Vec<TypeId> {
        let rows = facts.types.iter().flat_map(|ty| &ty.properties);
        rows.filter_map(|row| marked(facts, row)).collect()
    };
    let pages: Vec<Vec<TypeId>> = tree.facts.par_iter().map(of_page).collect();
    for id in pages.into_iter().flatten() {
        api.types[id.0].is_flags = true;
    }
}
