//! # include-cycle
//!
//! An `[!INCLUDE]` of a file that includes itself, maybe through others, or that stands so deep in others, or
//! after so many on its page, that it is not followed.
//!
//! ## Why
//!
//! The page would have no end; builds stop with an error or leave the content out.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- in includes/notice.md -->
//! [!INCLUDE [notice](notice.md)]
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- in includes/notice.md -->
//! The service is a preview.
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::IncludeOutcome;

pub(super) const RULE: Rule = Rule {
    name: "include-cycle",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("include_cycle.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for include in &subject.page.includes {
        let (message, help) = match &include.outcome {
            IncludeOutcome::Cycle(file) => (
                format!("`{}` includes itself", context.path(*file)),
                "remove one include of the circle",
            ),
            IncludeOutcome::TooMany(file) => (
                format!("`{}` is not followed: too many includes lead to it", context.path(*file)),
                "include the text directly, or fewer files by way of others",
            ),
            IncludeOutcome::Read(_) | IncludeOutcome::Missing(_) | IncludeOutcome::OutsideRoot => {
                continue;
            }
        };
        findings.report(include.target.span, message).help(help);
    }
}
