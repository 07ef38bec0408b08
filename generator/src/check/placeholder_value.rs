//! # placeholder-value
//!
//! A placeholder left in an example response in place of a value: `{jobId}`, `<id>`, `id-value`.
//!
//! ## Why
//!
//! A response shows what the service sends, and it never sends this. Nobody learns from it what the
//! value looks like.
//!
//! ## Wrong
//!
//! ```json
//! { "id": "{colorId}" }
//! ```
//!
//! ## Right
//!
//! ```json
//! { "id": "4b45b303-b303-4b45-03b3-454b03b3454b" }
//! ```

use super::conformance::DepartureKind;
use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-value",
    group: Group::Examples,
    level: Level::Warning,
    source: include_str!("placeholder_value.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for departure in context.departures(subject) {
        let DepartureKind::Placeholder { property, text } = departure.kind else { continue };
        let message = match property {
            "" => format!("`{text}` is a placeholder, not a value"),
            property => format!("`{text}` is a placeholder, not a value of `{property}`"),
        };
        findings.report(departure.span, message).help("show a value as the service sends it");
    }
}
