//! # missing-required-property
//!
//! An example that creates an object without a property which the page calls required.
//!
//! ## Why
//!
//! The service refuses the request that the page shows.
//!
//! ## Wrong
//!
//! ```markdown
//! |name|String|The name. Required.|
//!
//! POST https://api.example.com/v1.0/colors
//!
//! { "shade": "dark" }
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |name|String|The name. Required.|
//!
//! POST https://api.example.com/v1.0/colors
//!
//! { "name": "red", "shade": "dark" }
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::RequestBody;
use crate::model::facts::{PageFacts, ParameterFacts, prose};

pub(super) const RULE: Rule = Rule {
    name: "missing-required-property",
    group: Group::Examples,
    level: Level::Warning,
    source: include_str!("missing_required_property.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(rows) = required(subject.facts) else { return };
    for (example, json, operation) in context.sent(subject) {
        // A change sends only what changes.
        let has_table = match operation.request {
            RequestBody::Object(_) | RequestBody::Parameters(_) => true,
            RequestBody::None | RequestBody::Bytes | RequestBody::Json => false,
        };
        if operation.method != "POST"
            || !has_table
            || example.is_truncated
            || json.members().is_empty()
        {
            continue;
        }
        for row in rows.iter().filter(|row| json.get(&row.name.value).is_none()) {
            findings
                .report(json.span, format!("the request lacks the required `{}`", row.name.value))
                .related(row.name.span, "it is required here");
        }
    }
}

/// The rows of the page's own table of the request body that say so.
fn required(facts: &PageFacts) -> Option<Vec<&ParameterFacts>> {
    let rows = facts.operation.as_ref()?.body_rows.iter();
    let is_required = |row: &&ParameterFacts| {
        row.description.as_ref().is_some_and(|text| prose::remarks(text).required)
    };
    Some(rows.filter(is_required).collect())
}
