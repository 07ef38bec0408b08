//! # missing-section
//!
//! A page without a section that nearly all pages of its kind have.
//!
//! ## Why
//!
//! Readers and tools look for it there. Where nothing is to be said, the other pages say so.
//!
//! ## Wrong
//!
//! ```markdown
//! # Get color
//!
//! ## HTTP request
//!
//! ## Response
//! ```
//!
//! ## Right
//!
//! ```markdown
//! # Get color
//!
//! ## Permissions
//!
//! ## HTTP request
//!
//! ## Response
//! ```

use super::context::Context;
use super::custom::Custom;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{PageKind, Section};
use crate::page::HeadingId;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule {
    name: "missing-section",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("missing_section.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let mut customs: BTreeMap<PageKind, Custom<Section>> = BTreeMap::new();
    let pages = || context.pages.iter().zip(context.facts);
    let sections = |index: usize| -> BTreeSet<Section> {
        let (page, facts) = (&context.pages[index], &context.facts[index]);
        let own = (0..page.headings.len()).map(|id| facts.roles.outline.own(HeadingId(id)));
        // How an example is divided is its own affair.
        let is_part_of_example = |section: &Section| {
            matches!(section, Section::ExampleRequest | Section::ExampleResponse)
        };
        own.filter(|section| !is_part_of_example(section)).collect()
    };
    for (index, (_, facts)) in pages().enumerate() {
        if facts.kind != PageKind::Conceptual {
            customs.entry(facts.kind).or_default().add(sections(index));
        }
    }
    let names = names(context);
    for (index, (page, facts)) in pages().enumerate() {
        let (Some(custom), Some(title)) = (customs.get(&facts.kind), page.headings.first()) else {
            continue;
        };
        let own = sections(index);
        for (section, number) in custom.lacking(&own) {
            let Some(name) = usual(&names, facts.kind, *section) else { continue };
            findings
                .report(title.text.span, format!("the page has no section `{name}`"))
                .help(format!("{number} of {} such pages have it", custom.pages()));
        }
    }
}

type Names<'a> = BTreeMap<(PageKind, Section), BTreeMap<&'a str, usize>>;

/// What the pages of each kind call their sections, and how often.
fn names<'a>(context: &Context<'a>) -> Names<'a> {
    let mut names = Names::new();
    for (page, facts) in context.pages.iter().zip(context.facts) {
        for (index, heading) in page.headings.iter().enumerate() {
            let section = facts.roles.outline.own(HeadingId(index));
            let of_section = names.entry((facts.kind, section)).or_default();
            *of_section.entry(heading.text.plain()).or_default() += 1;
        }
    }
    names
}

fn usual<'a>(names: &Names<'a>, kind: PageKind, section: Section) -> Option<&'a str> {
    let names = names.get(&(kind, section))?;
    names.iter().max_by_key(|(_, number)| **number).map(|(name, _)| *name)
}
