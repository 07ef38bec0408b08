//! Types: their names, bases, keys, kinds and words.

use super::{Tree, lookup};
use crate::model::api::{Api, RustItem, Type, TypeId, TypeKind, TypeName};
use crate::model::doc::Doc;
use crate::model::facts::{PageFacts, TypeFacts};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// Declares every type that a page documents. A type documented on two pages is declared by the first.
pub(super) fn declare(tree: &Tree<'_>, api: &mut Api) {
    let mut declared: BTreeMap<TypeName, Type> = BTreeMap::new();
    for (_, facts) in tree.pages() {
        for ty in &facts.types {
            let name = qualified(tree, facts, ty);
            let entry = declared.entry(name.clone()).or_insert_with(|| new(name, ty));
            entry.page.get_or_insert(facts.file);
            entry.is_open |= ty.is_open;
            entry.is_abstract |= ty.is_abstract;
            entry.key.extend(
                ty.key.iter().filter(|key| !has_key(&entry.key, key)).cloned().collect::<Vec<_>>(),
            );
            if ty.is_enum {
                entry.kind = TypeKind::Enum;
            }
        }
    }
    api.types = declared.into_values().collect();
    index(api);
    for (_, facts) in tree.pages() {
        if let Some(id) =
            facts.types.first().and_then(|ty| api.type_named(&qualified(tree, facts, ty)))
        {
            api.page_types.insert(facts.file, id);
        }
    }
}

fn has_key(keys: &[Spanned<String>], key: &Spanned<String>) -> bool {
    keys.iter().any(|known| known.value == key.value)
}

/// The qualified name of a type that a page documents.
pub(super) fn qualified(tree: &Tree<'_>, facts: &PageFacts, ty: &TypeFacts) -> TypeName {
    lookup::split(&ty.name.value).unwrap_or_else(|| TypeName {
        namespace: tree.namespace(facts),
        name: ty.name.value.clone(),
    })
}

fn new(name: TypeName, ty: &TypeFacts) -> Type {
    bare(name, ty.name.span)
}

/// A type of which nothing but the name is known.
pub(super) fn bare(name: TypeName, span: crate::source::Span) -> Type {
    Type {
        name,
        span,
        page: None,
        kind: TypeKind::Complex,
        base: None,
        unknown_base: None,
        derived: Vec::new(),
        is_abstract: false,
        is_open: false,
        key: Vec::new(),
        properties: Vec::new(),
        members: Vec::new(),
        is_flags: false,
        doc: Doc::default(),
        rust: RustItem::default(),
        rust_any: None,
    }
}

/// Rebuilds the look-up tables and sorts the types by name; ids change.
pub(super) fn index(api: &mut Api) {
    api.types.sort_by(|a, b| a.name.cmp(&b.name));
    api.type_names =
        api.types.iter().enumerate().map(|(id, ty)| (ty.name.clone(), TypeId(id))).collect();
    api.folded_type_names.clear();
    for (id, ty) in api.types.iter().enumerate() {
        api.folded_type_names
            .entry(ty.name.name.to_ascii_lowercase())
            .or_default()
            .push(TypeId(id));
    }
}

/// Takes over what the pages say of each type in words.
pub(super) fn document(tree: &Tree<'_>, api: &mut Api) {
    for (page, facts) in tree.pages() {
        for ty in &facts.types {
            let Some(id) = api.type_named(&qualified(tree, facts, ty)) else { continue };
            if api.ty(id).doc.is_empty() {
                let doc = tree.doc_of_blocks(api, page, &ty.intro);
                api.types[id.0].doc = doc;
            }
        }
    }
}
