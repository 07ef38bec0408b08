//! # unclosed-comment
//!
//! A comment that begins with `<!--` and never ends.
//!
//! ## Why
//!
//! Everything after it is hidden from the readers of the page.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color" }
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "unclosed-comment",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("unclosed_comment.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for fault in &subject.page.faults {
        if fault.kind == FaultKind::CommentNotClosed {
            findings.report(fault.span, "the comment is never closed").help("end it with `-->`");
        }
    }
}
