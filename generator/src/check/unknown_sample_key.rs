//! # unknown-sample-key
//!
//! A key that the annotation of a request says to be a sample, and that the request does not have.
//!
//! ## Why
//!
//! Tools put placeholders in the place of sample keys. This one they do not find, and the key that was meant
//! stays in the code that they make.
//!
//! ## Wrong
//!
//! ````markdown
//! <!-- { "blockType": "request", "name": "get_color", "sampleKeys": ["red-1"] } -->
//! ```http
//! GET https://graph.microsoft.com/v1.0/colors/red-2
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "request", "name": "get_color", "sampleKeys": ["red-2"] } -->
//! ```http
//! GET https://graph.microsoft.com/v1.0/colors/red-2
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{ExampleFacts, ExampleRole};
use crate::page::{BlockKind, Json};
use percent_encoding::percent_decode_str;

pub(super) const RULE: Rule = Rule {
    name: "unknown-sample-key",
    group: Group::Http,
    level: Level::Warning,
    source: include_str!("unknown_sample_key.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for example in &subject.facts.examples {
        let ExampleRole::Request { target, .. } = &example.role else { continue };
        let request = context.sources.text(example.span);
        let decoded = percent_decode_str(&target.value).decode_utf8_lossy();
        for key in sample_keys(subject, example) {
            let Some(text) = key.as_str() else { continue };
            if !request.contains(text) && !decoded.contains(text) {
                findings
                    .report(key.span, format!("the request has no key `{text}`"))
                    .related(target.span, "the request");
            }
        }
    }
}

fn sample_keys<'a>(subject: &'a Subject, example: &ExampleFacts) -> &'a [Json] {
    let BlockKind::Fence(fence) = &subject.page.block(example.block).kind else { return &[] };
    let annotation = fence.annotation.and_then(|id| subject.page.annotation(id));
    annotation.and_then(|found| found.get("sampleKeys")).map(Json::items).unwrap_or_default()
}
