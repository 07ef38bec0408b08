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
use crate::model::facts::{ExampleRole, Section};

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
    let mut examples = subject.facts.examples.iter();
    // After the first request, several responses in a row answer the same one.
    let first = examples.find(|example| {
        let heading = subject.page.block(example.block).heading;
        let section = subject.facts.roles.outline.section(subject.page, heading);
        // The text of other sections may show a response without meaning an example.
        let is_example = matches!(
            section,
            Section::Examples | Section::ExampleRequest | Section::ExampleResponse
        );
        is_example && !matches!(example.role, ExampleRole::Sample)
    });
    if let Some(example) = first.filter(|first| matches!(first.role, ExampleRole::Response(_))) {
        findings.report(example.span, "no request stands before this example response");
    }
}
