//! # undescribed-placeholder
//!
//! A placeholder of a request line that the table of path parameters leaves out.
//!
//! ## Why
//!
//! Where the other placeholders are described, readers look for this one in vain.
//!
//! ## Wrong
//!
//! ```markdown
//! GET /palettes/{palette-id}/colors/{color-id}
//!
//! |Parameter|Type|Description|
//! |:---|:---|:---|
//! |palette-id|String|The palette.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! GET /palettes/{palette-id}/colors/{color-id}
//!
//! |Parameter|Type|Description|
//! |:---|:---|:---|
//! |palette-id|String|The palette.|
//! |color-id|String|The color.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "undescribed-placeholder",
    group: Group::Http,
    level: Level::Note,
    source: include_str!("undescribed_placeholder.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(operation) = &subject.facts.operation else { return };
    let rows = &operation.path_parameters;
    // `{id | name}` may be either.
    let is_described = |names: &str| {
        names
            .split('|')
            .map(str::trim)
            .any(|name| rows.iter().any(|row| row.name.value.eq_ignore_ascii_case(name)))
    };
    for line in &operation.requests {
        let placeholders = line.path.parameters();
        // A table without any of them describes something else.
        if !placeholders.iter().any(|name| is_described(name)) {
            continue;
        }
        for name in placeholders.iter().filter(|name| !is_described(name)) {
            findings.report(line.span, format!("no table describes the placeholder `{name}`"));
        }
    }
}
