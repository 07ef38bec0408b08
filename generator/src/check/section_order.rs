//! # section-order
//!
//! A section that stands before one which comes first on nearly all other pages.
//!
//! ## Why
//!
//! Readers of many pages know where to look; here they look in the wrong place.
//!
//! ## Wrong
//!
//! ```markdown
//! ## Response
//!
//! ## HTTP request
//! ```
//!
//! ## Right
//!
//! ```markdown
//! ## HTTP request
//!
//! ## Response
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{PageFacts, PageKind, Section};
use crate::page::{Heading, HeadingId, HttpMessage, Page};
use rayon::prelude::*;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "section-order",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("section_order.rs"),
    scope: Scope::Tree(check),
};

/// So many times as often must the usual order occur.
const USUAL: usize = 20;

fn check(context: &Context, findings: &mut Findings) {
    let mut orders: BTreeMap<(PageKind, Section, Section), usize> = BTreeMap::new();
    let pages: Vec<(PageKind, Vec<(Section, &Heading)>)> = (context.pages.par_iter())
        .zip(context.facts)
        .map(|(page, facts)| (facts.kind, sections(page, facts)))
        .collect();
    for (kind, sections) in &pages {
        for pair in sections.windows(2) {
            *orders.entry((*kind, pair[0].0, pair[1].0)).or_default() += 1;
        }
    }
    for (kind, sections) in &pages {
        for pair in sections.windows(2) {
            let [(before, heading), (after, next)] = pair else { continue };
            let number = |a, b| orders.get(&(*kind, a, b)).copied().unwrap_or_default();
            let (here, usual) = (number(*before, *after), number(*after, *before));
            if usual >= here * USUAL {
                let message =
                    format!("`{}` stands before `{}`", heading.text.plain(), next.text.plain());
                findings
                    .report(heading.text.span, message)
                    .related(next.text.span, "this section comes first elsewhere");
            }
        }
    }
}

/// The sections right under the title, each once.
fn sections<'a>(page: &'a Page, facts: &PageFacts) -> Vec<(Section, &'a Heading)> {
    let mut found: Vec<(Section, &Heading)> = Vec::new();
    for (index, heading) in page.headings.iter().enumerate() {
        let section = facts.roles.outline.own(HeadingId(index));
        let is_plain = heading.level == 2 && !matches!(section, Section::Other | Section::Title);
        let is_example = section == Section::Response && shows_response(page, HeadingId(index));
        if is_plain && !is_example && found.iter().all(|(known, _)| *known != section) {
            found.push((section, heading));
        }
    }
    found
}

/// Whether a section is the second half of an example, which follows its request.
fn shows_response(page: &Page, heading: HeadingId) -> bool {
    let is_response = |message: &HttpMessage| message.request().is_none();
    let own = page.blocks.iter().filter(|block| block.heading == Some(heading));
    own.flat_map(|block| block.kind.messages()).any(is_response)
}
