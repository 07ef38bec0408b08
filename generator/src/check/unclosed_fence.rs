//! # unclosed-fence
//!
//! A code block whose closing fence is missing.
//!
//! ## Why
//!
//! The rest of the page is shown as code.
//!
//! ## Wrong
//!
//! ````markdown
//! ```http
//! GET /colors/{id}
//!
//! The request needs no body.
//! ````
//!
//! ## Right
//!
//! ````markdown
//! ```http
//! GET /colors/{id}
//! ```
//!
//! The request needs no body.
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "unclosed-fence",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("unclosed_fence.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for fault in &subject.page.faults {
        if fault.kind == FaultKind::FenceNotClosed {
            let help = "end it with a line of as many backticks as it begins with";
            findings.report(fault.span, "the code block is never closed").help(help);
        }
    }
}
