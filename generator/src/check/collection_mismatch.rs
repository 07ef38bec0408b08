//! # collection-mismatch
//!
//! An example that is a page of a collection where its annotation claims one object, or the other
//! way round.
//!
//! ## Why
//!
//! A page of a collection holds its items in `value`. A program that expects one object finds no
//! property in it, and one that expects a collection finds no items.
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

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::ExampleRole;
use crate::model::{Api, TypeId};
use crate::page::{Json, Value};

pub(super) const RULE: Rule = Rule {
    name: "collection-mismatch",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("collection_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let examples = subject.facts.examples.iter().zip(context.examples(subject));
    for (example, settled) in examples {
        let ExampleRole::Response(_) = example.role else { continue };
        let (Some(claim), Some(json), Some(ty)) = (&example.ty, &example.json, &settled.ty) else {
            continue;
        };
        let is_object = matches!(json.value, Value::Object(_)) && json.get("error").is_none();
        let items = json.get("value").filter(|value| matches!(value.value, Value::Array(_)));
        match (example.claims_collection, items) {
            (true, None) if is_object => {
                findings
                    .report(json.span, "the body is one object where a collection is due")
                    .related(claim.span, "the annotation claims a collection")
                    .help("put the objects into an array `value`, or remove `isCollection`");
            }
            (false, Some(Json { span, .. }))
                if !ty.value.named().is_some_and(|id| has_value(context.api, id)) =>
            {
                findings
                    .report(*span, "the body is a collection where one object is due")
                    .related(claim.span, "the annotation claims one object")
                    .help("add `\"isCollection\": true` to the annotation, or show one object");
            }
            (true | false, _) => {}
        }
    }
}

/// Whether an object of the type may have a property `value` of its own.
fn has_value(api: &Api, id: TypeId) -> bool {
    api.property(id, "value").is_some() || super::conformance::may_have_more(api, id)
}
