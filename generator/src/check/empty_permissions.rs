//! # empty-permissions
//!
//! A row of a permissions table that neither names a permission nor says that there is none.
//!
//! ## Why
//!
//! Readers need to know what to ask an administrator for. An empty cell may mean "none needed",
//! "not supported" or "not known yet".
//!
//! ## Wrong
//!
//! ```markdown
//! |Permission type|Permissions|
//! |:---|:---|
//! |Application| |
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Permission type|Permissions|
//! |:---|:---|
//! |Application|Not supported.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::Use;
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "empty-permissions",
    group: Group::Permissions,
    level: Level::Warning,
    source: include_str!("empty_permissions.rs"),
    scope: Scope::Page(check),
};

const NO_BREAK_SPACE: char = '\u{a0}';

/// Whether a row belongs to the one before it, which is its heading: `|&nbsp; Onboarding|`.
fn is_indented(row: &str) -> bool {
    let cell = row.trim_start_matches(['|', ' ', '\t']);
    cell.starts_with("&nbsp;") || cell.starts_with(NO_BREAK_SPACE)
}

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for block in subject.facts.roles.used_for(Use::Permissions) {
        let BlockKind::Table(table) = &subject.page.block(block).kind else { continue };
        for (index, row) in table.rows.iter().enumerate() {
            let Some((caller, cells)) = row.cells.split_first() else { continue };
            let is_empty = !cells.is_empty() && cells.iter().all(|cell| cell.plain().is_empty());
            if is_empty
                && !table
                    .rows
                    .get(index + 1)
                    .is_some_and(|next| is_indented(context.sources.text(next.span)))
            {
                let message = format!("no permission is given for `{}`", caller.plain());
                findings
                    .report(row.span, message)
                    .help("name the permissions, or write `Not supported.`");
            }
        }
    }
}
