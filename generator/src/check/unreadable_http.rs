//! # unreadable-http
//!
//! A line in an HTTP block that is neither request line, status line, header nor body.
//!
//! ## Why
//!
//! Whoever copies the example gets a request that no server understands, and no tool can read it.
//!
//! ## Wrong
//!
//! ````markdown
//! ```http
//! PATCH https://graph.microsoft.com/v1.0/colors/1
//! Content-type application/json
//!
//! { "name": "red" }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! ```http
//! PATCH https://graph.microsoft.com/v1.0/colors/1
//! Content-type: application/json
//!
//! { "name": "red" }
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::Fate;
use crate::page::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "unreadable-http",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("unreadable_http.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for fault in subject.page.faults.iter().filter(|fault| fault.kind == FaultKind::NotHttp) {
        // What is no example and no request line may show a part of a message.
        let is_used = subject.page.blocks().any(|(id, block)| {
            block.span.contains(fault.span)
                && matches!(subject.facts.roles.of(id), Some(Fate::Consumed(_)))
        });
        if is_used {
            let message = "this line is neither request line, status line, header nor body";
            let help = "write headers as `Name: value`, and an empty line before the body";
            findings.report(fault.span, message).help(help);
        }
    }
}
