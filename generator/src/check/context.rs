//! What rules see: the pages, what each says, and the settled model.

use super::conformance::{self, Departure};
use crate::model::facts::{ExampleRole, PageFacts, TypeFacts};
use crate::model::{Api, Example, TypeId};
use crate::page::Page;
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
    /// In the order of the model's examples.
    departures: Vec<Vec<Departure<'a>>>,
    /// The host that most example requests go to.
    main_host: Option<&'a str>,
}

/// One page.
pub(super) struct Subject<'a> {
    pub(super) page: &'a Page,
    pub(super) facts: &'a PageFacts,
    /// The page's examples; their range in the model's.
    examples: Range<usize>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        pages: &'a [Page],
        facts: &'a [PageFacts],
        api: &'a Api,
    ) -> Self {
        let departures =
            api.examples.par_iter().map(|example| conformance::departures(api, example)).collect();
        Self { sources, pages, facts, api, departures, main_host: main_host(facts) }
    }

    /// Whether an example's target is the documented service: pages also show what the service
    /// sends to others, and addresses that it hands out.
    pub(super) fn is_own_target(&self, target: &str) -> bool {
        host(target).is_none_or(|host| Some(host) == self.main_host)
    }

    /// The examples of a page.
    pub(super) fn examples(&self, subject: &Subject) -> &'a [Example] {
        &self.api.examples[subject.examples.clone()]
    }

    /// Where the JSON of a page's examples departs from the documented types.
    pub(super) fn departures(&self, subject: &Subject) -> impl Iterator<Item = &Departure<'a>> {
        self.departures[subject.examples.clone()].iter().flatten()
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

    /// The file that a relative link of a page leads to, whatever the letters' case.
    pub(super) fn linked(&self, from: FileId, target: &str) -> Option<FileId> {
        self.sources.linked(from, target)
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
        Self { page, facts: &context.facts[index], examples: start..end }
    }
}

fn main_host(facts: &[PageFacts]) -> Option<&str> {
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in facts.iter().flat_map(|facts| &facts.examples) {
        if let ExampleRole::Request { target, .. } = &example.role
            && let Some(host) = host(&target.value)
        {
            *hosts.entry(host).or_default() += 1;
        }
    }
    hosts.into_iter().max_by_key(|(_, number)| *number).map(|(host, _)| host)
}

/// `graph.microsoft.com` of an absolute URL.
fn host(target: &str) -> Option<&str> {
    target.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest))
}
