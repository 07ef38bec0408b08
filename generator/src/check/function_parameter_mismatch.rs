//! # function-parameter-mismatch
//!
//! An argument of a function in a request line that the page's table of parameters does not list.
//!
//! ## Why
//!
//! The request line and the table name the same parameter; if they differ, one of them does not work.
//!
//! ## Wrong
//!
//! ```markdown
//! GET /palettes/{id}/mix(ratio={ratio})
//!
//! |Parameter|Type|Description|
//! |:---|:---|:---|
//! |ration|Int32|How much of each.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! GET /palettes/{id}/mix(ratio={ratio})
//!
//! |Parameter|Type|Description|
//! |:---|:---|:---|
//! |ratio|Int32|How much of each.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::model::Segment;

pub(super) const RULE: Rule = Rule {
    name: "function-parameter-mismatch",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("function_parameter_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(operation) = &subject.facts.operation else { return };
    let rows =
        || operation.path_parameters.iter().chain(&operation.query).chain(&operation.body_rows);
    // Where the name of a row is a word of the page's language, nobody knows which parameter it stands for.
    let has_word =
        || operation.path_parameters.iter().any(|row| spelling::is_word(&row.name.value));
    if operation.path_parameters.is_empty() || subject.facts.is_translated && has_word() {
        return;
    }
    for line in &operation.requests {
        let Some(Segment::Call { arguments, .. }) = line.path.segments.last() else { continue };
        for name in arguments.iter().filter_map(|argument| argument.name.as_deref()) {
            if rows().any(|row| row.name.value.eq_ignore_ascii_case(name)) {
                continue;
            }
            let message = format!("no table lists the parameter `{name}`");
            let finding = findings.report(line.span, message);
            let known = operation.path_parameters.iter().map(|row| row.name.as_str());
            if let Some(row) = spelling::nearest(name, known) {
                finding.help(format!("the table has `{row}`"));
            }
        }
    }
}
