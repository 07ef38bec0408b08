//! # include-outside-root
//!
//! An `[!INCLUDE]` that leads out of the documentation folder.
//!
//! ## Why
//!
//! The pages are published as one folder; what lies outside is not there when they are built.
//!
//! ## Wrong
//!
//! ```markdown
//! [!INCLUDE [notice](../../../elsewhere/notice.md)]
//! ```
//!
//! ## Right
//!
//! ```markdown
//! [!INCLUDE [notice](../includes/notice.md)]
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::IncludeOutcome;

pub(super) const RULE: Rule = Rule {
    name: "include-outside-root",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("include_outside_root.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for include in &subject.page.includes {
        let is_ignored = context.settings.ignored_includes.is_match(&include.target.value);
        if include.outcome == IncludeOutcome::OutsideRoot && !is_ignored {
            let message = format!(
                "the included file `{}` lies outside the docs folder",
                include.target.value
            );
            findings
                .report(include.target.span, message)
                .help("copy it into a folder `includes` of the docs");
        }
    }
}
