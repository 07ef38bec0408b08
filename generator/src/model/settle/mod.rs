//! Settling: the facts of all pages, weighed by the precedence of [`EvidenceKind`](super::EvidenceKind).

mod alignment;
mod areas;
mod bases;
mod binding;
mod boxing;
mod callees;
mod enums;
mod examples;
mod kinds;
mod listed;
mod lookup;
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

use super::api::{Api, OperationId, TypeId};
use super::doc::{self, Doc, DocParagraph, DocTarget, ParagraphForm};
use super::facts::PageFacts;
use super::{names, reading};
use crate::Options;
use crate::page::{BlockId, Container, Page, Text};
use crate::source::{FileId, Sources};
use std::collections::BTreeMap;

/// Settles one model from the facts of all pages.
pub fn settle(sources: &Sources, pages: &[Page], facts: &[PageFacts], options: &Options) -> Api {
    let type_names = types::TypeSpellings::learn(facts);
    let default_namespace = match options.default_namespace.as_str() {
        "" => usual_namespace(facts).unwrap_or("microsoft.graph"),
        chosen => chosen,
    };
    let spelling = spelling::Spelling::learn(facts);
    let (type_names, spelling) = (&type_names, &spelling);
    let tree = Tree { sources, pages, facts, type_names, spelling, default_namespace };
    let mut api = Api::default();
    shown::settle_host(&tree, &mut api);
    types::declare(&tree, &mut api);
    enums::declare(&tree, &mut api);
    operations::declare(&tree, &mut api);
    bases::settle(&tree, &mut api);
    properties::settle(&tree, &mut api);
    operations::settle_responses(&tree, &mut api);
    kinds::settle(&mut api);
    operations::settle_requests(&tree, &mut api);
    navigation::settle(&mut api);
    properties::mark_inherited(&mut api);
    shown::settle(&tree, &mut api);
    examples::settle(&tree, &mut api);
    sent::settle(&tree, &mut api);
    reading::settle(pages, &mut api);
    types::document(&tree, &mut api);
    areas::settle(&tree, &mut api);
    boxing::settle(&mut api);
    names::settle(&mut api, sources);
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
    pub sources: &'a Sources,
    pub pages: &'a [Page],
    pub facts: &'a [PageFacts],
    pub(super) type_names: &'a types::TypeSpellings,
    spelling: &'a spelling::Spelling,
    /// The namespace of types whose page states none.
    pub(super) default_namespace: &'a str,
}

impl<'a> Tree<'a> {
    /// Pages and their facts, in path order.
    pub(super) fn pages(&self) -> impl Iterator<Item = (&'a Page, &'a PageFacts)> + use<'a> {
        self.pages.iter().zip(self.facts)
    }

    /// A page and its facts.
    pub(super) fn page(&self, file: FileId) -> Option<(&'a Page, &'a PageFacts)> {
        let index = self.facts.binary_search_by_key(&file, |facts| facts.file).ok()?;
        Some((&self.pages[index], &self.facts[index]))
    }

    /// The facts of one page.
    pub(super) fn facts_of(&self, file: FileId) -> Option<&'a PageFacts> {
        self.page(file).map(|(_, facts)| facts)
    }

    /// The namespace of names that a page writes without one.
    pub(super) fn namespace(&self, facts: &PageFacts) -> String {
        stated_namespace(facts).unwrap_or(self.default_namespace).to_owned()
    }

    /// Running text of a page with its links resolved.
    pub(super) fn doc<'t>(
        &self,
        api: &Api,
        page: FileId,
        texts: impl IntoIterator<Item = &'t Text>,
    ) -> Doc {
        let texts = texts.into_iter().map(|text| (ParagraphForm::Running, text));
        self.doc_of(api, page, texts)
    }

    /// The paragraphs and list items among some blocks, with their links resolved.
    pub(super) fn doc_of_blocks(&self, api: &Api, page: &Page, blocks: &[BlockId]) -> Doc {
        let texts = blocks.iter().filter_map(|&id| {
            let block = page.block(id);
            let form = match block.container {
                Container::List { is_continued: false } => ParagraphForm::Item,
                Container::List { is_continued: true } => ParagraphForm::WithinItem,
                Container::Page | Container::Quote | Container::Alert(_) => ParagraphForm::Running,
            };
            Some((form, block.kind.running_text()?))
        });
        self.doc_of(api, page.file, texts)
    }

    fn doc_of<'t>(
        &self,
        api: &Api,
        page: FileId,
        texts: impl Iterator<Item = (ParagraphForm, &'t Text)>,
    ) -> Doc {
        let resolve = |target: &str| self.doc_target(api, page, target);
        let paragraphs =
            texts.map(|(form, text)| DocParagraph { form, pieces: doc::pieces(text, &resolve) });
        Doc { paragraphs: paragraphs.filter(|paragraph| !paragraph.pieces.is_empty()).collect() }
    }

    fn doc_target(&self, api: &Api, page: FileId, target: &str) -> DocTarget {
        if target.contains("://") {
            return DocTarget::Url(target.to_owned());
        }
        if let Some(path) = target.strip_prefix('/') {
            return DocTarget::Url(format!("https://learn.microsoft.com/{path}"));
        }
        let Some(file) = self.sources.linked(page, target) else { return DocTarget::Nowhere };
        let operation = || api.page_operations.get(&file).and_then(|ids| ids.first()).copied();
        match (api.page_types.get(&file), operation()) {
            (Some(&TypeId(id)), _) => DocTarget::Type(TypeId(id)),
            (None, Some(OperationId(id))) => DocTarget::Operation(OperationId(id)),
            (None, None) => DocTarget::Nowhere,
        }
    }
}
