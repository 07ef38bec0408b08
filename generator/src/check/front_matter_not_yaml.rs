//! # front-matter-not-yaml
//!
//! Front matter that is not YAML, or that is never closed.
//!
//! ## Why
//!
//! What does not parse is lost: the page has no title, no description and no `doc_type`, and a
//! front matter that is never closed shows as text at the top of the page.
//!
//! ## Wrong
//!
//! ```yaml
//! ---
//! title: "Get color
//! ---
//! ```
//!
//! ## Right
//!
//! ```yaml
//! ---
//! title: "Get color"
//! ---
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "front-matter-not-yaml",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("front_matter_not_yaml.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for fault in &subject.page.faults {
        match &fault.kind {
            FaultKind::FrontMatterNotYaml(words) => {
                findings.report(fault.span, "the front matter is not YAML").label(words.clone());
            }
            FaultKind::FrontMatterNotClosed => {
                let help = "put `---` on a line of its own after the last field";
                findings.report(fault.span, "the front matter is never closed").help(help);
            }
            FaultKind::NotUtf8
            | FaultKind::CommentNotClosed
            | FaultKind::FenceNotClosed
            | FaultKind::RowLength(..)
            | FaultKind::NotHttp
            | FaultKind::UndefinedReference(_) => {}
        }
    }
}
