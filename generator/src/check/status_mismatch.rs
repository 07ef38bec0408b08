//! # status-mismatch
//!
//! An example response with another success status than the text of the page names.
//!
//! ## Why
//!
//! Programs test the status. One of the two is wrong, and readers cannot know which.
//!
//! ## Wrong
//!
//! ````markdown
//! If successful, the response is `201 Created`.
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! If successful, the response is `201 Created`.
//!
//! ```http
//! HTTP/1.1 201 Created
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::ExampleRole;

pub(super) const RULE: Rule = Rule {
    name: "status-mismatch",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("status_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(operation) = &subject.facts.operation else { return };
    let Some(first) = operation.statuses.first() else { return };
    for (example, settled) in subject.facts.examples.iter().zip(context.examples(subject)) {
        let ExampleRole::Response(Some(status)) = &example.role else { continue };
        if settled.is_elsewhere {
            continue;
        }
        let is_success = (200..300).contains(&status.value);
        if is_success && operation.statuses.iter().all(|named| named.value != status.value) {
            let message = format!(
                "the example has status {} where the text says {}",
                status.value, first.value
            );
            findings.report(status.span, message).related(first.span, "the text says so here");
        }
    }
}
