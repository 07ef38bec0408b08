//! # untested-example
//!
//! A documented example that generated code cannot take through its types, and what keeps it from that.
//!
//! ## Why
//!
//! Whether an example is what the page says can only be tested when the page says it: of which operation
//! it is, of which type its body is, what is sent and what comes back. Most of these pages are loose, not
//! wrong; where something is wrong, another rule says what. The findings of this rule and the tests of the
//! generated crate together are all examples.
//!
//! ## Wrong
//!
//! ````markdown
//! ```json
//! { "name": "red" }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "example", "@odata.type": "paint.color" } -->
//! ```json
//! { "name": "red" }
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "untested-example",
    group: Group::Examples,
    level: Level::Note,
    source: include_str!("untested_example.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for example in context.examples(subject) {
        if let Err(obstacle) = example.reading {
            let reason = obstacle.kind.reason();
            findings.report(obstacle.span, format!("no test takes this example: {reason}"));
        }
    }
}
