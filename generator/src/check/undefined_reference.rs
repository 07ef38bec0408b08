//! # undefined-reference
//!
//! A reference-style link whose label is defined nowhere on the page.
//!
//! ## Why
//!
//! It is no link: readers see the brackets.
//!
//! ## Wrong
//!
//! ```markdown
//! |color|[color][color]|The paint.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |color|[color][color]|The paint.|
//!
//! [color]: ../resources/color.md
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "undefined-reference",
    group: Group::Links,
    level: Level::Error,
    source: include_str!("undefined_reference.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for fault in &subject.page.faults {
        if let FaultKind::UndefinedReference(label) = &fault.kind {
            let help = format!("add a line `[{label}]: path-of-the-page.md`");
            findings
                .report(fault.span, format!("the link label `{label}` is not defined"))
                .help(help);
        }
    }
}
