//! Types: their names, bases, keys, kinds and words.

use super::{Tree, lookup, translated};
use crate::model::api::{Api, AreaId, RustItem, Type, TypeId, TypeKind, TypeName};
use crate::model::doc::Doc;
use crate::model::evidence::EvidenceKind;
use crate::model::facts::{PageFacts, TypeExpr, TypeFacts, words};
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
            entry.is_half_read |= ty.is_half_read;
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

/// The qualified name of a type that a page documents, in the tree's usual spelling.
pub(super) fn qualified(tree: &Tree<'_>, facts: &PageFacts, ty: &TypeFacts) -> TypeName {
    let name = lookup::split(&ty.name.value).unwrap_or_else(|| TypeName {
        namespace: tree.namespace(facts),
        name: ty.name.value.clone(),
    });
    let is_translated = is_translated(facts, ty);
    let usual = tree.type_names.usual(&name.name, is_translated);
    let name_as_usual = if is_translated && starts_large(usual) {
        tree.type_names.lowered(usual)
    } else {
        usual.to_owned()
    };
    TypeName { name: name_as_usual, ..name }
}

/// How the pages of a tree spell type names: annotations and titles are careless with the letters' case.
#[derive(Debug, Default)]
pub(in crate::model) struct TypeSpellings {
    /// How often each name is spelt how, by its lower case.
    counts: BTreeMap<String, BTreeMap<String, usize>>,
    /// Whether the tree's type names begin with a small letter, as good as all of them.
    are_small: bool,
}

impl TypeSpellings {
    /// Counts the spellings in annotations, titles, type cells and links.
    pub(super) fn learn(facts: &[PageFacts]) -> Self {
        let mut found = Self::default();
        for page in facts {
            for ty in &page.types {
                if !is_translated(page, ty) {
                    found.add(&ty.name.value);
                }
                ty.properties.iter().for_each(|claim| found.add_expr(&claim.ty.expr));
            }
            page.title
                .iter()
                .flat_map(|title| words::identifiers(&title.value))
                .filter(|name| has_hump(name))
                .for_each(|name| found.add(name));
            page.examples
                .iter()
                .filter_map(|example| example.ty.as_ref())
                .for_each(|ty| found.add(&ty.value));
            if let Some(operation) = &page.operation {
                let links = operation.body_links.iter().chain(&operation.response_links);
                links.for_each(|link| found.add(&link.text));
                operation
                    .body_rows
                    .iter()
                    .filter_map(|row| row.ty.as_ref())
                    .for_each(|ty| found.add_expr(&ty.expr));
            }
        }
        let types = || facts.iter().flat_map(|page| &page.types);
        let annotated = || types().filter(|ty| ty.named_by == EvidenceKind::Annotation);
        let small = annotated().filter(|ty| !starts_large(simple_name(&ty.name.value))).count();
        found.are_small = small * 10 >= annotated().count() * 9;
        found
    }

    fn add_expr(&mut self, expr: &TypeExpr) {
        if let TypeExpr::Name { name, .. } = expr.item() {
            self.add(name);
        }
    }

    fn add(&mut self, name: &str) {
        let simple = simple_name(name);
        let spellings = self.counts.entry(simple.to_ascii_lowercase()).or_default();
        *spellings.entry(simple.to_owned()).or_default() += 1;
    }

    /// The spelling that a name has elsewhere, where it looks like a slip: all small while others, as many at
    /// least, divide it into words, or with a capital first while most have none. Of a name in a translated
    /// heading every other spelling is better that divides it.
    fn usual<'a>(&'a self, name: &'a str, is_translated: bool) -> &'a str {
        let Some(spellings) = self.counts.get(&name.to_ascii_lowercase()) else { return name };
        let own = spellings.get(name).copied().unwrap_or(0);
        let is_better = |other: &str, count: usize| {
            let is_more = count > 1 || count >= own;
            let is_divided = is_small(name) && has_hump(other) && (is_more || is_translated);
            let is_odd = has_hump(name) && has_hump(other) && own == 0 && is_translated;
            is_divided || is_odd || starts_large(name) && !starts_large(other) && count > own
        };
        let better = spellings.iter().filter(|(other, count)| is_better(other, **count));
        better.max_by_key(|(_, count)| **count).map_or(name, |(other, _)| other)
    }

    /// The spelling of a name in a translated heading, where it begins as headings do.
    fn lowered(&self, name: &str) -> String {
        if self.are_small { translated::lowered(name) } else { name.to_owned() }
    }
}

/// Whether a type's name was read from a translated heading: translators change the case of its letters.
fn is_translated(facts: &PageFacts, ty: &TypeFacts) -> bool {
    facts.is_translated && matches!(ty.named_by, EvidenceKind::Title | EvidenceKind::MemberTable)
}

fn simple_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn is_small(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_uppercase())
}

fn starts_large(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

fn has_hump(name: &str) -> bool {
    !starts_large(name) && !is_small(name)
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
        circular_base: None,
        derived: Vec::new(),
        is_abstract: false,
        is_half_read: false,
        is_open: false,
        key: Vec::new(),
        properties: Vec::new(),
        members: Vec::new(),
        is_translated: false,
        is_flags: false,
        doc: Doc::default(),
        area: AreaId::default(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_case_are_read_as_the_rest_of_the_tree_spells_the_name() {
        let mut spellings = TypeSpellings::default();
        let small = ["orgcontact", "orgcontact", "orgcontact", "orgContact", "orgContact"];
        let large = ["IdentityProvider", "identityProvider", "a.identityProvider"];
        for name in small.iter().chain(&large).chain(&["list", "Json"]) {
            spellings.add(name);
        }
        assert_eq!(spellings.usual("orgcontact", false), "orgContact");
        assert_eq!(spellings.usual("IdentityProvider", false), "identityProvider");
        for name in ["list", "Json", "unseen"] {
            assert_eq!(spellings.usual(name, false), name);
        }
    }
}
