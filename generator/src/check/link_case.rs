//! # link-case
//!
//! A link to a page whose file name is spelt in another case.
//!
//! ## Why
//!
//! Some sites and file systems tell cases apart; there the link is broken.
//!
//! ## Wrong
//!
//! ```markdown
//! See [color](../resources/Color.md).
//! ```
//!
//! ## Right
//!
//! ```markdown
//! See [color](../resources/color.md).
//! ```

use super::context::{Context, Subject};
use super::destination::{self, Destination};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "link-case",
    group: Group::Links,
    level: Level::Warning,
    source: include_str!("link_case.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for (link, destination) in context.links(subject) {
        let Destination::OtherCase(file) = destination else { continue };
        let right = destination::relative(context.path(link.span.file), context.path(*file));
        let finding = findings.report(link.span, format!("the file is called `{right}`"));
        if let Some(span) = destination::target_span(context.sources, link) {
            let rest = link.target.find(['#', '?']).map_or("", |at| &link.target[at..]);
            finding.fix(span, format!("{right}{rest}"));
        }
    }
}
