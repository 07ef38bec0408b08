//! # not-utf8
//!
//! A file that is not UTF-8.
//!
//! ## Why
//!
//! Every tool reads the pages as UTF-8. Bytes that are not show as `�`, and names that hold them
//! match nothing.
//!
//! ## Wrong
//!
//! ```text
//! A page saved as Windows-1252: the byte E9 alone stands for é.
//! ```
//!
//! ## Right
//!
//! ```text
//! The same page saved as UTF-8: é is the two bytes C3 A9.
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::page::FaultKind;

pub(super) const RULE: Rule = Rule {
    name: "not-utf8",
    group: Group::Syntax,
    level: Level::Error,
    source: include_str!("not_utf8.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for fault in &subject.page.faults {
        if fault.kind == FaultKind::NotUtf8 {
            let help = "save the file with the encoding UTF-8";
            findings.report(fault.span, "the file is not UTF-8 from here on").help(help);
        }
    }
}
