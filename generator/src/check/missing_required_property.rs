//! # missing-required-property
//!
//! An example that creates an object without a property which the page calls required; where the page does
//! not list what is sent, which the type's page calls so.
//!
//! ## Why
//!
//! The service refuses the request that the page shows.
//!
//! ## Wrong
//!
//! ```markdown
//! |name|String|The name. Required.|
//!
//! POST https://api.example.com/v1.0/colors
//!
//! { "shade": "dark" }
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |name|String|The name. Required.|
//!
//! POST https://api.example.com/v1.0/colors
//!
//! { "name": "red", "shade": "dark" }
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{PageFacts, ParameterFacts, prose};
use crate::model::{Api, Operation, Property, RequestBody, ResponseBody, TypeId};
use crate::page::Json;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "missing-required-property",
    group: Group::Examples,
    level: Level::Warning,
    source: include_str!("missing_required_property.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for (example, json, operation) in context.sent(subject) {
        // A change sends only what changes.
        let is_whole = !example.is_truncated && is_of_the_body(context, operation, json);
        if operation.method != "POST" || !is_whole {
            continue;
        }
        for (name, span) in lacking(context, subject.facts, operation, json) {
            findings
                .report(json.span, format!("the request lacks the required `{name}`"))
                .related(span, "it is required here");
        }
    }
}

/// Whether a body is what the request takes: members that it does not know show that its rows are about a
/// part of the body, or that the body is another.
fn is_of_the_body(context: &Context, operation: &Operation, json: &Json) -> bool {
    let mut names = json.members().iter().map(|member| member.name.as_str());
    match &operation.request {
        RequestBody::Object(ty) => {
            let id = ty.value.named();
            names.any(|name| id.is_none_or(|id| context.api.property(id, name).is_some()))
        }
        RequestBody::Parameters(parameters) => {
            let is_one = |name: &str| parameters.iter().any(|found| found.name.value == name);
            !json.members().is_empty() && names.all(|name| name.contains('@') || is_one(name))
        }
        RequestBody::None | RequestBody::Bytes | RequestBody::Json => false,
    }
}

/// The names that a request cannot do without and a body lacks, and where that is said.
fn lacking<'a>(
    context: &Context<'a>,
    facts: &'a PageFacts,
    operation: &'a Operation,
    json: &Json,
) -> Vec<(&'a str, Span)> {
    let rows = facts.operation.as_ref().map_or(&[][..], |found| &found.body_rows);
    match &operation.request {
        RequestBody::Object(_) | RequestBody::Parameters(_) if !rows.is_empty() => {
            let is_required = |row: &&ParameterFacts| {
                row.description.as_ref().is_some_and(|text| prose::remarks(text).required)
            };
            // What is no property of the body's type is translated, or a part of one of its values.
            let is_own = |row: &&ParameterFacts| match &operation.request {
                RequestBody::Object(ty) => ty
                    .value
                    .named()
                    .is_none_or(|id| context.api.property(id, row.name.as_str()).is_some()),
                RequestBody::Parameters(_)
                | RequestBody::None
                | RequestBody::Bytes
                | RequestBody::Json => true,
            };
            let absent = rows.iter().filter(|row| json.get(row.name.as_str()).is_none());
            let required = absent.filter(is_required).filter(is_own);
            required.map(|row| (row.name.as_str(), row.name.span)).collect()
        }
        RequestBody::Object(ty) if creates(operation) => {
            let Some(id) = ty.value.named() else { return Vec::new() };
            let required = required_properties(context.api, id);
            let lacking = required.filter(|found| json.get(&found.name).is_none());
            lacking.map(|found| (found.name.as_str(), found.ty.span())).collect()
        }
        RequestBody::Object(_)
        | RequestBody::Parameters(_)
        | RequestBody::None
        | RequestBody::Bytes
        | RequestBody::Json => Vec::new(),
    }
}

/// The required properties of a type and its bases. What is documented again on a derived type counts there
/// only.
fn required_properties(api: &Api, id: TypeId) -> impl Iterator<Item = &Property> {
    let chain = api.bases(id).into_iter().rev().chain([id]);
    let properties = chain.flat_map(|ty| &api.ty(ty).properties);
    let is_last = move |found: &&Property| {
        api.property(id, &found.name).is_some_and(|last| std::ptr::eq(last, *found))
    };
    properties.filter(|found| found.is_required).filter(is_last)
}

/// Whether the operation gives back what it was sent.
fn creates(operation: &Operation) -> bool {
    let RequestBody::Object(sent) = &operation.request else { return false };
    let ResponseBody::Object(given) = &operation.response else { return false };
    sent.value == given.value
}
