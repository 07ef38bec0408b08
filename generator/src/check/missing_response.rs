//! # missing-response
//!
//! An example request that no example response follows.
//!
//! ## Why
//!
//! Readers see what to send and not what comes back; a test made from the page has nothing to
//! compare.
//!
//! ## Wrong
//!
//! ````markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->
//! ```http
//! GET https://graph.microsoft.com/v1.0/colors/1
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->
//! ```http
//! GET https://graph.microsoft.com/v1.0/colors/1
//! ```
//!
//! <!-- { "blockType": "response", "@odata.type": "microsoft.graph.color" } -->
//! ```http
//! HTTP/1.1 200 OK
//! Content-type: application/json
//!
//! { "name": "red" }
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{ExampleFacts, ExampleRole};

pub(super) const RULE: Rule = Rule {
    name: "missing-response",
    group: Group::Http,
    level: Level::Warning,
    source: include_str!("missing_response.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let mut examples = subject.facts.examples.iter().peekable();
    while let Some(example) = examples.next() {
        let ExampleRole::Request { target, .. } = &example.role else { continue };
        // Several requests in a row share the response that follows them, be it the bare JSON of its body.
        let is_example = || is_shown(subject, example, &target.value);
        if examples.peek().is_none() && context.api.is_own_target(&target.value) && is_example() {
            findings.report(target.span, "no response follows this example request");
        }
    }
}

/// Whether a request is an example rather than the form of one, as prose shows it: it is called a request,
/// stands among the examples, or goes to a host.
fn is_shown(subject: &Subject, example: &ExampleFacts, target: &str) -> bool {
    let outline = &subject.facts.roles.outline;
    let block = subject.page.block(example.block);
    !example.names.is_empty()
        || target.contains("://")
        || outline.is_in_examples(subject.page, block.heading)
}
