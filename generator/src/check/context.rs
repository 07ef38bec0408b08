//! What rules see: the pages, what each says, and the settled model.

use super::conformance::{self, Departure};
use super::destination::{self, Destination, Files};
use super::settings::Settings;
use super::spelling::Known;
use crate::model::facts::{ExampleRole, PageFacts, TypeFacts};
use crate::model::{Api, Example, ExampleKind, Operation, TypeId};
use crate::page::{Json, Link, Page};
use crate::source::{FileId, Sources};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// All pages and the model.
pub(super) struct Context<'a> {
    pub(super) sources: &'a Sources,
    pub(super) pages: &'a [Page],
    /// In the order of `pages`.
    pub(super) facts: &'a [PageFacts],
    pub(super) api: &'a Api,
    pub(super) settings: &'a Settings,
    /// In the order of the model's examples.
    departures: Vec<Vec<Departure<'a>>>,
    /// The links of each page and where they lead. The links of an included file are relative to that file.
    links: Vec<Vec<(&'a Link, Destination)>>,
    /// The version that most examples call: by folder, where the tree has a folder for each, else one.
    versions: BTreeMap<&'a str, &'a str>,
    pub(super) files: Files<'a>,
    /// The names of all types.
    pub(super) types: Known<'a>,
}

/// One page.
pub(super) struct Subject<'a> {
    pub(super) page: &'a Page,
    pub(super) facts: &'a PageFacts,
    /// Its place among all.
    index: usize,
    /// The page's examples; their range in the model's.
    examples: Range<usize>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        pages: &'a [Page],
        facts: &'a [PageFacts],
        api: &'a Api,
        settings: &'a Settings,
    ) -> Self {
        // Examples are settled page by page, so that they stand in the order of the facts.
        let claims: Vec<Option<&str>> = facts
            .iter()
            .flat_map(|facts| &facts.examples)
            .map(|example| example.ty.as_ref().map(|ty| ty.value.as_str()))
            .collect();
        let departures = api
            .examples
            .par_iter()
            .zip(&claims)
            .map(|(example, claimed)| conformance::departures(api, example, *claimed))
            .collect();
        let destination = |link: &'a Link| (link, destination::of_link(sources, link));
        let links = pages.par_iter().map(|page| page.links().map(destination).collect()).collect();
        Self {
            sources,
            pages,
            facts,
            api,
            settings,
            departures,
            links,
            versions: versions(sources, facts),
            files: Files::of(sources),
            types: Known::new(api.types.iter().map(|ty| ty.name.name.as_str())),
        }
    }

    /// The examples of a page.
    pub(super) fn examples(&self, subject: &Subject) -> &'a [Example] {
        &self.api.examples[subject.examples.clone()]
    }

    /// The requests of a page that show a body, each with its JSON and its operation.
    pub(super) fn sent(
        &self,
        subject: &Subject,
    ) -> impl Iterator<Item = (&'a Example, &'a Json, &'a Operation)> {
        self.examples(subject).iter().filter_map(|example| {
            let ExampleKind::Request { .. } = example.kind else { return None };
            Some((example, example.json.as_deref()?, self.api.operation(example.operation?)))
        })
    }

    /// Where the JSON of a page's examples departs from the documented types.
    pub(super) fn departures(&self, subject: &Subject) -> impl Iterator<Item = &Departure<'a>> {
        self.departures[subject.examples.clone()].iter().flatten()
    }

    /// The links of a page and where they lead.
    pub(super) fn links(&self, subject: &Subject) -> &[(&'a Link, Destination)] {
        &self.links[subject.index]
    }

    /// The links of each page, in order of the pages, and where they lead.
    pub(super) fn links_by_page(&self) -> impl Iterator<Item = &[(&'a Link, Destination)]> {
        self.links.iter().map(Vec::as_slice)
    }

    /// The links of a file's page and where they lead; none where it is no page.
    pub(super) fn links_of(&self, file: FileId) -> &[(&'a Link, Destination)] {
        let index = self.pages.binary_search_by_key(&file, |page| page.file);
        index.map_or(&[], |index| &self.links[index])
    }

    /// The type that a page says something of.
    pub(super) fn type_of(&self, file: FileId, facts: &TypeFacts) -> Option<TypeId> {
        let name = facts.name.value.trim_start_matches('#');
        let bare = name.rsplit('.').next().unwrap_or(name);
        let main = self.api.page_types.get(&file).copied();
        main.filter(|id| self.api.ty(*id).name.name == bare).or_else(|| self.api.find_type(name))
    }

    /// Whether objects of a type may hold what is not documented: the type says so, or part of it
    /// is documented nowhere.
    pub(super) fn may_have_more(&self, id: TypeId) -> bool {
        conformance::may_have_more(self.api, id)
    }

    /// The version of the service that a page's neighbours call.
    pub(super) fn version(&self, file: FileId) -> Option<&'a str> {
        self.versions.get(top_folder(self.path(file))).copied()
    }

    /// The page of a file; `None` for fragments.
    pub(super) fn page(&self, file: FileId) -> Option<&'a Page> {
        let index = self.pages.binary_search_by_key(&file, |page| page.file).ok()?;
        Some(&self.pages[index])
    }

    /// What a page says; `None` for fragments.
    pub(super) fn facts_of(&self, file: FileId) -> Option<&'a PageFacts> {
        let index = self.facts.binary_search_by_key(&file, |facts| facts.file).ok()?;
        Some(&self.facts[index])
    }

    /// Whether a page describes a type of that name, be it beside others.
    pub(super) fn mentions_type(&self, file: FileId, name: &str) -> bool {
        let types = self.facts_of(file).map(|facts| facts.types.as_slice()).unwrap_or_default();
        types.iter().any(|ty| ty.name.value.rsplit('.').next() == Some(name))
    }

    /// The page's path, for messages about another file.
    pub(super) fn path(&self, file: FileId) -> &'a str {
        &self.sources.file(file).path
    }
}

impl<'a> Subject<'a> {
    pub(super) fn new(context: &Context<'a>, index: usize) -> Self {
        let page = &context.pages[index];
        let start = context.api.examples.partition_point(|example| example.page < page.file);
        let end = context.api.examples.partition_point(|example| example.page <= page.file);
        Self { page, facts: &context.facts[index], index, examples: start..end }
    }
}

/// The version that nearly all examples of each top folder call.
fn versions<'a>(sources: &'a Sources, facts: &'a [PageFacts]) -> BTreeMap<&'a str, &'a str> {
    const NEARLY_ALL: usize = 10;
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for facts in facts {
        let folder = top_folder(&sources.file(facts.file).path);
        for example in &facts.examples {
            if let ExampleRole::Request { target, .. } = &example.role
                && let Some(version) = super::other_version::version(&target.value)
            {
                *counts.entry(folder).or_default().entry(version).or_default() += 1;
            }
        }
    }
    let usual = |(folder, counts): (&'a str, BTreeMap<&'a str, usize>)| {
        let total: usize = counts.values().sum();
        let (version, number) = counts.into_iter().max_by_key(|(_, number)| *number)?;
        (number > (total - number) * NEARLY_ALL).then_some((folder, version))
    };
    counts.into_iter().filter_map(usual).collect()
}

/// `v1.0` of `v1.0/api/x.md`.
fn top_folder(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}
