//! # other-version
//!
//! An example that calls another version of the service than the pages beside it.
//!
//! ## Why
//!
//! The page documents one version. Who copies the request calls the other, where properties and paths may
//! differ.
//!
//! ## Wrong
//!
//! ```http
//! GET https://api.example.com/beta/colors/1
//! ```
//!
//! ## Right
//!
//! ```http
//! GET https://api.example.com/v1.0/colors/1
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::ExampleRole;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "other-version",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("other_version.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(due) = context.version(subject.page.file) else { return };
    for example in &subject.facts.examples {
        let ExampleRole::Request { target, .. } = &example.role else { continue };
        let Some(version) =
            version(&target.value).filter(|_| context.api.is_own_target(&target.value))
        else {
            continue;
        };
        if version != due {
            let written = context.sources.text(target.span);
            let at = written.find(version).unwrap_or_default();
            let start = target.span.start as usize + at;
            let span = Span::new(target.span.file, start..start + version.len());
            findings
                .report(span, format!("the request calls `{version}`, the page documents `{due}`"));
        }
    }
}

/// The version in an absolute URL: `v1.0`, `beta`.
pub(super) fn version(target: &str) -> Option<&str> {
    let (_, rest) = target.split_once("://")?;
    let first = rest.split('/').nth(1)?;
    let is_number = first.strip_prefix('v').is_some_and(|number| {
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    (is_number || first == "beta").then_some(first)
}
