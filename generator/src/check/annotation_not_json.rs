//! # annotation-not-json
//!
//! An annotation, a comment that holds a JSON object, which is not strict JSON.
//!
//! ## Why
//!
//! Each tool that reads annotations forgives other faults. What one reads, another drops, and with
//! it the example or the type that the annotation describes.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color", } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::json_fault;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "annotation-not-json",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("annotation_not_json.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for block in &subject.page.blocks {
        if let BlockKind::Annotation(annotation) = &block.kind {
            json_fault::report(findings, "the annotation", &annotation.json);
        }
    }
}
