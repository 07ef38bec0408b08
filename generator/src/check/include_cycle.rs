//! # include-cycle
//!
//! An `[!INCLUDE]` of a file that includes itself, maybe through others.
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
        if let IncludeOutcome::Cycle(file) = &include.outcome {
            let message = format!("`{}` includes itself", context.path(*file));
            findings.report(include.target.span, message).help("remove one include of the circle");
        }
    }
}
