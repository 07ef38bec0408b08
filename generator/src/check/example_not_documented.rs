//! # example-not-documented
//!
//! An example request whose method or path none of the page's request lines documents.
//!
//! ## Why
//!
//! Either the example calls something else than the page is about, or the "HTTP request" section
//! lacks a line.
//!
//! ## Wrong
//!
//! ````markdown
//! ```http
//! POST /colors/{id}/shades/$ref
//! ```
//!
//! Example:
//!
//! ```http
//! POST https://graph.microsoft.com/v1.0/colors/1/shades
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! ```http
//! POST /colors/{id}/shades
//! ```
//!
//! Example:
//!
//! ```http
//! POST https://graph.microsoft.com/v1.0/colors/1/shades
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{ExampleRole, RequestFacts, Section};
use crate::model::{PathTemplate, Primitive, Segment, lexical};
use crate::page::BlockId;

pub(super) const RULE: Rule = Rule {
    name: "example-not-documented",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("example_not_documented.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(operation) = &subject.facts.operation else { return };
    if operation.requests.is_empty() {
        return;
    }
    let settled = context.examples(subject);
    for (example, settled) in subject.facts.examples.iter().zip(settled) {
        let ExampleRole::Request { method, target } = &example.role else { continue };
        let is_documented = context.api.is_listed(settled);
        if is_documented
            || is_request_line(subject, example.block, &target.value)
            || !context.api.is_own_target(&target.value)
        {
            continue;
        }
        let of_method: Vec<&RequestFacts> =
            operation.requests.iter().filter(|line| line.method.value == *method).collect();
        // Every path may be narrowed to a derived type.
        let uncast = without_cast(context, &target.value);
        if uncast
            .is_some_and(|uncast| of_method.iter().any(|line| line.path.matches(uncast).is_some()))
        {
            continue;
        }
        let is_meant = |line: &&&RequestFacts| {
            with_placeholders(&line.path).is_some_and(|path| path.matches(&target.value).is_some())
        };
        if let Some(line) = of_method.iter().find(is_meant) {
            findings
                .report(line.span, "the path has an id where a placeholder is due")
                .related(target.span, "the example has another id there")
                .help("write what the id stands for in braces, as in `{id}`");
        } else if let Some(line) = of_method.first() {
            findings
                .report(target.span, "no request line of the page has this path")
                .related(line.span, "the documented path");
        } else {
            let line = &operation.requests[0];
            let message = format!("no request line of the page has the method {method}");
            findings
                .report(target.span, message)
                .related(line.method.span, "the documented method");
        }
    }
}

/// Whether an example documents its path itself: without a host, under the heading of the HTTP request or in the
/// introduction. Some pages annotate all their request lines as examples.
fn is_request_line(subject: &Subject, block: BlockId, target: &str) -> bool {
    let heading = subject.page.block(block).heading;
    let section = subject.facts.roles.outline.section(subject.page, heading);
    !target.contains("://") && matches!(section, Section::HttpRequest | Section::Title)
}

/// A documented path with placeholders for the ids that it was copied with; `None` where it has none.
fn with_placeholders(path: &PathTemplate) -> Option<PathTemplate> {
    let is_id = |segment: &Segment| matches!(segment, Segment::Literal(text) if lexical::is_text_of(Primitive::Guid, text));
    path.segments.iter().any(is_id).then(|| {
        let placeholder = |segment: &Segment| match segment {
            id if is_id(id) => Segment::Parameter("id".to_owned()),
            other => other.clone(),
        };
        PathTemplate { segments: path.segments.iter().map(placeholder).collect(), query: None }
    })
}

/// The path without the name of a documented type at its end (OData URL conventions 4.01, §4.11).
fn without_cast<'a>(context: &Context, target: &'a str) -> Option<&'a str> {
    let path = target.split('?').next().unwrap_or(target);
    let (rest, last) = path.rsplit_once('/')?;
    (last.contains('.') && context.api.find_type(last).is_some()).then_some(rest)
}
