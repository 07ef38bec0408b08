//! # annotation-without-block
//!
//! An annotation that describes a request, a response or a type, with no block after it.
//!
//! ## Why
//!
//! An annotation belongs to the next code block or table. Where there is none, an example was lost,
//! or stands before its annotation.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "response", "truncated": true } -->
//!
//! ## See also
//! ```
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "response" } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//!
//! ## See also
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{Fate, Reason};

pub(super) const RULE: Rule = Rule {
    name: "annotation-without-block",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("annotation_without_block.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for (id, block) in subject.page.blocks() {
        if subject.facts.roles.of(id) != Some(Fate::SetAside(Reason::NoBlock)) {
            continue;
        }
        let block_type =
            subject.page.annotation(id).and_then(|annotation| annotation.text("blockType"));
        if let Some(block_type) = block_type {
            let help = "put the annotation right before its block, or remove it";
            findings
                .report(block.span, format!("no block follows this `{block_type}` annotation"))
                .help(help);
        }
    }
}
