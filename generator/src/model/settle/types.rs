//! Types: their names, bases, keys, kinds and words.

use super::spelling::Spellings;
use super::{Documented, Tree, lookup, translated};
use crate::model::api::{Api, Type, TypeId, TypeKind, TypeName};
use crate::model::doc::Words;
use crate::model::evidence::EvidenceKind;
use crate::model::facts::{PageFacts, TypeExpr, TypeFacts, words};
use crate::model::unordered::ByFolded;
use crate::source::Spanned;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Declares every type that a page documents. A type documented on two pages is declared by the first.
pub(super) fn declare(tree: &Tree<'_>, api: &mut Api) {
    let mut declared: BTreeMap<&TypeName, Type> = BTreeMap::new();
    for Documented { facts, ty, name, .. } in tree.documented() {
        let entry = declared.entry(name).or_insert_with(|| bare(name.clone(), ty.name.span));
        entry.page.get_or_insert(facts.file);
        if entry.words == Words::None && !ty.intro.is_empty() {
            entry.words = Words::Introduction(facts.file);
        }
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
    api.types = declared.into_values().collect();
    index(api);
    let main =
        tree.main_types().filter_map(|main| Some((main.facts.file, api.type_named(main.name)?)));
    api.page_types = main.collect::<Vec<_>>().into_iter().collect();
}

/// The qualified names of the types that each page documents, in the tree's usual spelling.
pub(super) fn names(facts: &[PageFacts], default_namespace: &str) -> Vec<Vec<TypeName>> {
    let spellings = TypeSpellings::learn(facts);
    let of_page = |page: &PageFacts| -> Vec<TypeName> {
        let types = page.types.iter();
        types.map(|ty| spellings.qualified(default_namespace, page, ty)).collect()
    };
    facts.par_iter().map(of_page).collect()
}

fn has_key(keys: &[Spanned<String>], key: &Spanned<String>) -> bool {
    keys.iter().any(|known| known.value == key.value)
}

/// How the pages of a tree spell type names: annotations and titles are careless with the letters' case.
#[derive(Default)]
struct TypeSpellings<'a> {
    /// How often each name is spelt how.
    counts: Spellings<'a>,
    /// Whether the tree's type names begin with a small letter, as good as all of them.
    are_small: bool,
}

impl<'a> TypeSpellings<'a> {
    /// Counts the spellings in annotations, titles, type cells and links.
    fn learn(facts: &'a [PageFacts]) -> Self {
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

    fn add_expr(&mut self, expr: &'a TypeExpr) {
        if let TypeExpr::Name { name, .. } = expr.item() {
            self.add(name);
        }
    }

    fn add(&mut self, name: &'a str) {
        self.counts.add(simple_name(name));
    }

    /// The qualified name of a type that a page documents, in the tree's usual spelling.
    fn qualified(&self, default_namespace: &str, facts: &PageFacts, ty: &TypeFacts) -> TypeName {
        let name = lookup::split(&ty.name.value).unwrap_or_else(|| TypeName {
            namespace: super::stated_namespace(facts).unwrap_or(default_namespace).to_owned(),
            name: ty.name.value.clone(),
        });
        let is_translated = is_translated(facts, ty);
        let usual = self.usual(&name.name, is_translated);
        let name_as_usual = if is_translated && starts_large(usual) {
            self.lowered(usual)
        } else {
            usual.to_owned()
        };
        TypeName { name: name_as_usual, ..name }
    }

    /// The spelling that a name has elsewhere, where it looks like a slip: all small while others, as many at
    /// least, divide it into words, or with a capital first while most have none. Of a name in a translated
    /// heading every other spelling is better that divides it.
    fn usual<'n>(&'n self, name: &'n str, is_translated: bool) -> &'n str {
        let own = self.counts.count(name);
        let is_better = |other: &str, count: usize| {
            let is_more = count > 1 || count >= own;
            let is_divided = is_small(name) && has_hump(other) && (is_more || is_translated);
            let is_odd = has_hump(name) && has_hump(other) && own == 0 && is_translated;
            is_divided || is_odd || starts_large(name) && !starts_large(other) && count > own
        };
        let better = self.counts.of(name).filter(|(other, count)| is_better(other, *count));
        better.max_by_key(|(other, count)| (*count, *other)).map_or(name, |(other, _)| other)
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
        words: Words::None,
    }
}

/// Sorts the types by name and rebuilds their index; ids change.
pub(super) fn index(api: &mut Api) {
    api.types.sort_by(|a, b| a.name.cmp(&b.name));
    api.types_by_name = ByFolded::default();
    for (id, ty) in api.types.iter().enumerate() {
        api.types_by_name.entry(ty.name.name.clone()).push(TypeId(id));
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
