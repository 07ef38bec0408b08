//! # include-outside-root
//!
//! An `[!INCLUDE]` that leads out of the documentation folder. Of pages that share such a file, the first is named.
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

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::diagnostic::count;
use crate::page::IncludeOutcome;
use crate::source::Spanned;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "include-outside-root",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("include_outside_root.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    // Pages share such files: where they are to lie is one question, however many ask it.
    let mut asked: BTreeMap<&str, (&Spanned<String>, usize)> = BTreeMap::new();
    for include in context.pages.iter().flat_map(|page| &page.includes) {
        let is_ignored = context.settings.ignored_includes.is_match(&include.target.value);
        if include.outcome == IncludeOutcome::OutsideRoot && !is_ignored {
            let place = include.target.value.trim_start_matches("../");
            asked.entry(place).or_insert((&include.target, 0)).1 += 1;
        }
    }
    for (target, times) in asked.into_values() {
        let message = format!(
            "the included file `{}` lies outside the docs folder and is not read",
            target.value
        );
        let includes = count(times, "include");
        findings.report(target.span, message).help(format!(
            "{includes} of it: copy it into a folder `includes` of the docs, or check the folder above them"
        ));
    }
}
