//! # broken-link
//!
//! A link to a page, a place of a page or an image that does not exist.
//!
//! ## Why
//!
//! The reader who follows the link arrives nowhere, and the type that a table links to is lost.
//!
//! ## Wrong
//!
//! ```markdown
//! See [color](../resources/colour.md).
//! ```
//!
//! ## Right
//!
//! ```markdown
//! See [color](../resources/color.md).
//! ```

use super::context::{Context, Subject};
use super::destination::{self, Destination};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::page::Link;
use crate::source::FileId;

pub(super) const RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Links,
    level: Level::Error,
    source: include_str!("broken_link.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for (link, destination) in context.links(subject) {
        match destination {
            // An included file becomes part of the page.
            _ if link.target.starts_with('#') => {
                check_anchor(context, link, subject.page.file, findings);
            }
            Destination::Missing(path) => missing(context, link, path, findings),
            Destination::Page(file) | Destination::OtherCase(file) => {
                check_anchor(context, link, *file, findings);
            }
            Destination::File | Destination::Elsewhere => {}
        }
    }
}

fn missing(context: &Context, link: &Link, path: &str, findings: &mut Findings) {
    let finding = findings.report(link.span, format!("`{path}` does not exist"));
    let name = path.rsplit('/').next().unwrap_or(path);
    let candidates = context.files.named(name);
    if let [only] = candidates {
        let right = destination::relative(context.path(link.span.file), context.path(*only));
        finding.help(format!("the file is `{right}`"));
        if let Some(span) = destination::target_span(context.sources, link) {
            let rest = link.target.find(['#', '?']).map_or("", |at| &link.target[at..]);
            finding.fix(span, format!("{right}{rest}"));
        }
        return;
    }
    if let Some(help) = destination::suggestion(context, path) {
        finding.help(help);
    }
}

fn check_anchor(context: &Context, link: &Link, file: FileId, findings: &mut Findings) {
    let Some(anchor) = destination::anchor(&link.target) else { return };
    let Some(page) = context.page(file) else { return };
    if destination::has_anchor(page, &context.sources.file(file).text, anchor) {
        return;
    }
    let message = format!("`{}` has no heading `#{anchor}`", context.path(file));
    let finding = findings.report(link.span, message);
    let known = page.headings.iter().map(|heading| heading.anchor.as_str());
    if let Some(help) = spelling::suggestion(anchor, known) {
        finding.help(help);
    }
}
