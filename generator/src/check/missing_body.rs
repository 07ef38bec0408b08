//! # missing-body
//!
//! A response example that claims a type and has no body.
//!
//! ## Why
//!
//! The annotation promises an object that readers never see; or the response has no body, and the
//! annotation is wrong.
//!
//! ## Wrong
//!
//! ````markdown
//! <!-- { "blockType": "response", "@odata.type": "microsoft.graph.color" } -->
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
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
use crate::model::facts::ExampleRole;

pub(super) const RULE: Rule = Rule {
    name: "missing-body",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("missing_body.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for example in &subject.facts.examples {
        let (ExampleRole::Response(status), Some(ty)) = (&example.role, &example.ty) else {
            continue;
        };
        // A redirect leads to the body.
        let is_redirect = status.as_ref().is_some_and(|status| (300..400).contains(&status.value));
        if example.has_body || is_redirect || is_media(&ty.value) {
            continue;
        }
        let message = format!("the response claims a body of type `{}` and has none", ty.value);
        let finding = findings.report(ty.span, message);
        finding.related(example.span, "this response has no body");
        if status.as_ref().is_some_and(|status| status.value == 204) {
            finding.help("a response `204 No Content` has no body: remove the type");
        }
    }
}

/// The content of a file is often too long to show.
fn is_media(name: &str) -> bool {
    let simple = name.rsplit('.').next().unwrap_or(name);
    ["stream", "string", "binary"].iter().any(|media| simple.eq_ignore_ascii_case(media))
}
