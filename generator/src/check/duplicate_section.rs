//! # duplicate-section
//!
//! A section that stands twice on a page, side by side.
//!
//! ## Why
//!
//! Readers find the first one and miss what the second one says; links lead only to the first.
//!
//! ## Wrong
//!
//! ```markdown
//! ## Response
//!
//! On success the answer is `200 OK`.
//!
//! ## Response
//!
//! The body holds a color.
//! ```
//!
//! ## Right
//!
//! ```markdown
//! ## Response
//!
//! On success the answer is `200 OK`. The body holds a color.
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::Section;
use crate::page::{Heading, HeadingId};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-section",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("duplicate_section.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    let mut first: BTreeMap<(Option<HeadingId>, u8, String), &Heading> = BTreeMap::new();
    for (index, heading) in subject.page.headings.iter().enumerate() {
        let section = subject.facts.roles.outline.own(HeadingId(index));
        // Of examples a page has as many as it needs.
        let is_unique = !matches!(
            section,
            Section::Other
                | Section::Title
                | Section::Examples
                | Section::ExampleRequest
                | Section::ExampleResponse
        );
        if !is_unique || subject.page.heading_path(Some(HeadingId(index))).count() > 2 {
            continue;
        }
        let text = heading.text.plain().to_lowercase();
        let key = (heading.parent, heading.level, text);
        if let Some(earlier) = first.get(&key) {
            findings
                .report(
                    heading.text.span,
                    format!("the section `{}` stands twice", heading.text.plain()),
                )
                .related(earlier.text.span, "the first one");
        } else {
            first.insert(key, heading);
        }
    }
}
