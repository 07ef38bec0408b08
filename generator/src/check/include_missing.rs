//! # include-missing
//!
//! An `[!INCLUDE]` of a file that does not exist.
//!
//! ## Why
//!
//! What the page should show there, often its permissions or a warning, is missing without a trace.
//!
//! ## Wrong
//!
//! ```markdown
//! [!INCLUDE [permissions](../includes/color-get-permisions.md)]
//! ```
//!
//! ## Right
//!
//! ```markdown
//! [!INCLUDE [permissions](../includes/color-get-permissions.md)]
//! ```

use super::context::{Context, Subject};
use super::destination;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::IncludeOutcome;

pub(super) const RULE: Rule = Rule {
    name: "include-missing",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("include_missing.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for include in &subject.page.includes {
        if let IncludeOutcome::Missing(path) = &include.outcome {
            let ignored = &context.settings.ignored_includes;
            if !ignored.is_empty() && ignored.is_match(path) {
                continue;
            }
            let message = ["the included file `", path, "` does not exist"].concat();
            let finding = findings.report(include.target.span, message);
            if let Some(help) = destination::suggestion(context, path) {
                finding.help(help);
            }
        }
    }
}
