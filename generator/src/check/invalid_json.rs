//! # invalid-json
//!
//! A JSON block or the JSON body of an example that is not strict JSON.
//!
//! ## Why
//!
//! People copy examples. A request that does not parse is refused, and a response that does not
//! parse cannot be used as a test.
//!
//! ## Wrong
//!
//! ````markdown
//! ```json
//! {
//!   "name": "red",
//!   ...
//! }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "example", "truncated": true } -->
//! ```json
//! {
//!   "name": "red"
//! }
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::json_fault;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{Fate, Use};
use crate::page::{BlockKind, Body, Content, HttpMessage, JsonDocument};

pub(super) const RULE: Rule = Rule {
    name: "invalid-json",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("invalid_json.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for (id, block) in subject.page.blocks() {
        let (BlockKind::Fence(fence), Some(role)) = (&block.kind, subject.facts.roles.of(id))
        else {
            continue;
        };
        match (&fence.content, role) {
            (_, Fate::SetAside(_)) | (Content::Other, _) => {}
            (Content::Json(document), Fate::Consumed(Use::Representation)) => {
                json_fault::report(findings, "the JSON representation", document);
            }
            (Content::Json(document), Fate::Consumed(_)) => {
                json_fault::report(findings, "the JSON block", document);
            }
            (Content::Http(messages), Fate::Consumed(_)) => {
                for (what, document) in messages.iter().filter_map(body) {
                    json_fault::report(findings, what, document);
                }
            }
        }
    }
}

fn body(message: &HttpMessage) -> Option<(&'static str, &JsonDocument)> {
    let (what, body): (_, &Option<Body>) = match message {
        HttpMessage::Request(request) => ("the request body", &request.body),
        HttpMessage::Response(response) => ("the response body", &response.body),
    };
    Some((what, body.as_ref()?.json.as_ref()?))
}
