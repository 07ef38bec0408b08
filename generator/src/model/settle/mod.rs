//! Settling: the facts of all pages, weighed by the precedence of [`EvidenceKind`](super::EvidenceKind).

mod alignment;
mod bases;
mod binding;
mod callees;
mod enums;
mod examples;
mod kinds;
mod listed;
mod lookup;
mod members;
mod methods;
mod multiplicity;
mod navigation;
mod operations;
mod paths;
mod properties;
mod sent;
mod shown;
mod spelling;
mod translated;
mod types;

pub(crate) use callees::Callees;
pub(super) use lookup::find_type;

use super::api::{Api, TypeName};
use super::facts::{PageFacts, TypeFacts};
use super::reading;
use crate::Options;
use crate::page::Page;
use crate::source::{FileId, Sources};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Settles one model from the facts of all pages.
pub fn settle(sources: &Sources, pages: &[Page], facts: &[PageFacts], options: &Options) -> Api {
    let default_namespace = match options.default_namespace.as_str() {
        "" => usual_namespace(facts).unwrap_or("microsoft.graph"),
        chosen => chosen,
    };
    let (names, spelling) =
        rayon::join(|| types::names(facts, default_namespace), || spelling::Spelling::learn(facts));
    let (names, spelling) = (&names, &spelling);
    let tree = Tree { sources, pages, facts, names, spelling, default_namespace };
    let mut api = Api { default_namespace: default_namespace.to_owned(), ..Api::default() };
    shown::settle_host(&tree, &mut api);
    types::declare(&tree, &mut api);
    enums::declare(&tree, &mut api);
    operations::declare(&tree, &mut api);
    bases::settle(&tree, &mut api);
    properties::settle(&tree, &mut api);
    operations::settle_responses(&tree, &mut api);
    kinds::settle(&mut api);
    let known = paths::Known::learn(&api);
    operations::settle_requests(&tree, &mut api, &known);
    navigation::settle(&mut api, &known);
    properties::mark_inherited(&mut api);
    shown::settle(&tree, &mut api);
    examples::settle(&tree, &mut api);
    sent::settle(&tree, &mut api);
    reading::settle(pages, &mut api);
    api.left_out.sort_by_key(|found| found.span);
    api
}

/// The namespace that a page states, by its line or by the annotation of a type.
fn stated_namespace(facts: &PageFacts) -> Option<&str> {
    let line = facts.namespace.as_ref().map(|namespace| namespace.value.as_str());
    line.or_else(|| facts.types.iter().find_map(|ty| Some(ty.name.value.rsplit_once('.')?.0)))
}

/// The namespace that most pages state; of several, the first by name.
fn usual_namespace(facts: &[PageFacts]) -> Option<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for namespace in facts.iter().filter_map(stated_namespace) {
        *counts.entry(namespace).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(name, count)| (count, std::cmp::Reverse(name)));
    most.map(|(name, _)| name)
}

/// What settling reads.
#[derive(Clone, Copy)]
pub(super) struct Tree<'a> {
    sources: &'a Sources,
    pages: &'a [Page],
    facts: &'a [PageFacts],
    /// The qualified names of the types that each page documents.
    names: &'a [Vec<TypeName>],
    spelling: &'a spelling::Spelling<'a>,
    /// The namespace of types whose page states none.
    default_namespace: &'a str,
}

/// A type as one page documents it.
#[derive(Clone, Copy)]
struct Documented<'a> {
    facts: &'a PageFacts,
    ty: &'a TypeFacts,
    /// Its qualified name, in the tree's usual spelling.
    name: &'a TypeName,
    aligned: &'a spelling::Aligned<'a>,
}

impl<'a> Tree<'a> {
    /// Pages and their facts, in path order.
    fn pages(&self) -> impl Iterator<Item = (&'a Page, &'a PageFacts)> + use<'a> {
        self.pages.iter().zip(self.facts)
    }

    /// The types that pages document, in path order.
    fn documented(&self) -> impl Iterator<Item = Documented<'a>> + use<'a> {
        let tree = *self;
        (0..self.facts.len()).flat_map(move |page| tree.documented_by(page))
    }

    /// The type that each page documents first, where it documents any.
    fn main_types(&self) -> impl ParallelIterator<Item = Documented<'a>> + use<'a> {
        let tree = *self;
        (0..self.facts.len())
            .into_par_iter()
            .filter_map(move |page| tree.documented_by(page).next())
    }

    /// The types that one page documents.
    fn documented_on(&self, file: FileId) -> impl Iterator<Item = Documented<'a>> + use<'a> {
        let tree = *self;
        self.index(file).into_iter().flat_map(move |page| tree.documented_by(page))
    }

    fn documented_by(self, page: usize) -> impl Iterator<Item = Documented<'a>> + use<'a> {
        let facts = &self.facts[page];
        let types = facts.types.iter().zip(&self.names[page]).zip(&self.spelling.aligned[page]);
        types.map(move |((ty, name), aligned)| Documented { facts, ty, name, aligned })
    }

    fn index(&self, file: FileId) -> Option<usize> {
        self.facts.binary_search_by_key(&file, |facts| facts.file).ok()
    }

    /// The facts of one page.
    fn facts_of(&self, file: FileId) -> Option<&'a PageFacts> {
        self.index(file).map(|index| &self.facts[index])
    }

    /// The page of some facts.
    fn page_of(&self, file: FileId) -> Option<&'a Page> {
        self.index(file).map(|index| &self.pages[index])
    }

    /// The namespace of names that a page writes without one.
    fn namespace(&self, facts: &'a PageFacts) -> &'a str {
        stated_namespace(facts).unwrap_or(self.default_namespace)
    }
}
