//! # collection-mismatch
//!
//! An example that is a page of a collection where its annotation claims one object, or the other way round.
//!
//! ## Why
//!
//! A page of a collection holds its items in `value`. A program that expects one object finds no property in it, and
//! one that expects a collection finds no items.
//!
//! ## Wrong
//!
//! ````markdown
//! <!-- { "blockType": "response", "@odata.type": "microsoft.graph.color" } -->
//! ```http
//! HTTP/1.1 200 OK
//! Content-type: application/json
//!
//! { "value": [ { "name": "red" } ] }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "response", "@odata.type": "microsoft.graph.color", "isCollection": true } -->
//! ```http
//! HTTP/1.1 200 OK
//! Content-type: application/json
//!
//! { "value": [ { "name": "red" } ] }
//! ```
//! ````

use crate::diagnostic::Level;
use super::conformance::DepartureKind;
use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    name: "collection-mismatch",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("collection_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for departure in context.departures(subject) {
        match departure.kind {
            DepartureKind::NotACollection => {
                findings
                    .report(departure.span, "the body is one object where a collection is due")
                    .help("put the objects into an array `value`, or remove `isCollection`");
            }
            DepartureKind::ACollection => {
                findings
                    .report(departure.span, "the body is a collection where one object is due")
                    .help("add `\"isCollection\": true` to the annotation, or show one object");
            }
            DepartureKind::UnknownProperty { .. }
            | DepartureKind::UnknownParameter { .. }
            | DepartureKind::Value { .. }
            | DepartureKind::Placeholder { .. }
            | DepartureKind::UnknownType { .. } => {}
        }
    }
}
