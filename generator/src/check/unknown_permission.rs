//! # unknown-permission
//!
//! A permission that the service's permissions reference does not list.
//!
//! Needs the key `permissions-reference` of `docwright.toml`.
//!
//! ## Why
//!
//! Nobody can grant a permission that does not exist.
//!
//! ## Wrong
//!
//! ```markdown
//! |Application|Color.Reed.All|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Application|Color.Read.All|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "unknown-permission",
    group: Group::Permissions,
    level: Level::Error,
    source: include_str!("unknown_permission.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let (Some(known), Some(operation)) = (&context.settings.permissions, &subject.facts.operation)
    else {
        return;
    };
    for name in operation.permissions.iter().flat_map(|row| &*row.names) {
        if known.contains(name.as_str()) {
            continue;
        }
        let message = format!("the permissions reference does not list `{}`", name.value);
        let finding = findings.report(name.span, message);
        if let Some(help) = spelling::suggestion(&name.value, known.iter().map(String::as_str)) {
            finding.help(help);
        }
    }
}
