//! # duplicate-request-name
//!
//! Two example requests with one name.
//!
//! ## Why
//!
//! The name tells which response answers which request, and names the code snippets made from the
//! request. Of two with one name, one overwrites the other.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->   in color-get.md
//! <!-- { "blockType": "request", "name": "get_color" } -->   in color-list.md
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- { "blockType": "request", "name": "get_color" } -->   in color-get.md
//! <!-- { "blockType": "request", "name": "list_colors" } --> in color-list.md
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::ExampleKind;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-request-name",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("duplicate_request_name.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let mut first = BTreeMap::new();
    let mut last_block = None;
    for example in &context.api.examples {
        // The messages of one block share its annotation.
        let block = Some((example.page, example.block));
        if !matches!(example.kind, ExampleKind::Request { .. }) || block == last_block {
            continue;
        }
        last_block = block;
        for name in &example.names {
            if let Some(&earlier) = first.get(&name.value) {
                findings
                    .report(
                        name.span,
                        format!("another example request is called `{}`", name.value),
                    )
                    .related(earlier, "the other request")
                    .help("give each example request a name of its own");
            } else {
                first.insert(&name.value, name.span);
            }
        }
    }
}
