//! # missing-request
//!
//! An example response with no request before it.
//!
//! ## Why
//!
//! A response alone does not say what it answers, and no test can be made of it.
//!
//! ## Wrong
//!
//! ````markdown
//! ## Examples
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! ## Examples
//!
//! ```http
//! GET https://api.example.com/v1.0/colors/1
//! ```
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{Fate, Section, Use};
use crate::page::{Block, HttpMessage};

pub(super) const RULE: Rule = Rule {
    name: "missing-request",
    group: Group::Http,
    level: Level::Warning,
    source: include_str!("missing_request.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    if subject.facts.operation.is_none() {
        return;
    }
    let is_example_response =
        |block: &Block| is_in_examples(subject, block) && holds(block, is_response);
    let Some((first, block)) = subject.page.blocks().find(|(_, block)| is_example_response(block))
    else {
        return;
    };
    // After the first request, several responses in a row answer the same one.
    let has_request =
        subject.page.blocks().take_while(|(id, _)| *id <= first).any(|(id, block)| {
            let is_path_list = subject.facts.roles.of(id) == Some(Fate::Consumed(Use::Paths));
            holds(block, is_request) && (!is_path_list || is_in_examples(subject, block))
        });
    let is_used = matches!(subject.facts.roles.of(first), Some(Fate::Consumed(_)));
    if is_used && !has_request {
        findings.report(block.span, "no request stands before this example response");
    }
}

/// The text of other sections may show a response without meaning an example.
fn is_in_examples(subject: &Subject, block: &Block) -> bool {
    let section = subject.facts.roles.outline.section(subject.page, block.heading);
    matches!(section, Section::Examples | Section::ExampleRequest | Section::ExampleResponse)
}

fn holds(block: &Block, is_it: fn(&HttpMessage) -> bool) -> bool {
    block.kind.messages().iter().any(is_it)
}

fn is_request(message: &HttpMessage) -> bool {
    matches!(message, HttpMessage::Request(_))
}

fn is_response(message: &HttpMessage) -> bool {
    matches!(message, HttpMessage::Response(_))
}
