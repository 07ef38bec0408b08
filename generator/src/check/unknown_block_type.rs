//! # unknown-block-type
//!
//! An annotation whose `blockType` means nothing.
//!
//! ## Why
//!
//! A block is read as what its annotation says. With a misspelt `blockType` the request, response
//! or resource is read as nothing at all.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "reqest", "name": "get_color" } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::model::facts::{Fate, Reason};

pub(super) const RULE: Rule = Rule {
    name: "unknown-block-type",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("unknown_block_type.rs"),
    scope: Scope::Page(check),
};

/// What annotations say of blocks; compared without case.
const KNOWN: [&str; 10] = [
    "request",
    "response",
    "resource",
    "ignored",
    "example",
    "samples",
    "permissions",
    "simulatedResponse",
    "testParams",
    "unknown",
];

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for (id, _) in subject.page.blocks() {
        if subject.facts.roles.of(id) != Some(Fate::SetAside(Reason::UnknownBlockType)) {
            continue;
        }
        let block_type =
            subject.page.annotation(id).and_then(|annotation| annotation.get("blockType"));
        let Some((json, name)) = block_type.and_then(|json| Some((json, json.as_str()?))) else {
            continue;
        };
        let finding = findings.report(json.span, format!("there is no block type `{name}`"));
        match spelling::nearest(name, KNOWN) {
            Some(right) => finding.help(format!("did you mean `{right}`?")).fix_words(
                context.sources,
                json.span,
                name,
                right,
            ),
            None => finding.help(format!("use one of {}", KNOWN.join(", "))),
        };
    }
}
