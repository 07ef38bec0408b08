//! # content-type-mismatch
//!
//! An example whose `Content-Type` header says something else than JSON, and whose body is JSON.
//!
//! ## Why
//!
//! Who copies the request sends a body that the service reads as something else.
//!
//! ## Wrong
//!
//! ```http
//! POST https://api.example.com/v1.0/colors
//! Content-type: text/plain
//!
//! { "name": "red" }
//! ```
//!
//! ## Right
//!
//! ```http
//! POST https://api.example.com/v1.0/colors
//! Content-type: application/json
//!
//! { "name": "red" }
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::messages;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::Value;

pub(super) const RULE: Rule = Rule {
    name: "content-type-mismatch",
    group: Group::Examples,
    level: Level::Warning,
    source: include_str!("content_type_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for message in messages::of_examples(subject) {
        let (Some(header), Some(body)) = (message.header("content-type"), message.body) else {
            continue;
        };
        let media =
            header.value.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        // A placeholder is no media type; parts of other types may hold JSON.
        let is_other =
            media.contains('/') && !media.contains("json") && !media.starts_with("multipart/");
        let is_json = body.json.as_ref().is_some_and(|json| {
            json.faults.is_empty() && matches!(json.root.value, Value::Object(_) | Value::Array(_))
        });
        if is_other && is_json {
            findings
                .report(header.value.span, format!("the body is JSON, not `{media}`"))
                .related(body.text.span, "the body")
                .help("write `application/json`");
        }
    }
}
