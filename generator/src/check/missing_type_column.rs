//! # missing-type-column
//!
//! A table of properties without a column for their types.
//!
//! ## Why
//!
//! Nobody can tell what the properties hold, and typed clients cannot have them.
//!
//! ## Wrong
//!
//! ```markdown
//! ## Properties
//!
//! |Property|Description|
//! |:---|:---|
//! |name|The name of the color.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! ## Properties
//!
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name of the color.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::EvidenceKind;
use crate::model::facts::{Fate, PageKind, Reason, Section, Use};
use crate::page::BlockKind;

pub(super) const RULE: Rule = Rule {
    name: "missing-type-column",
    group: Group::Syntax,
    level: Level::Warning,
    source: include_str!("missing_type_column.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    if subject.facts.kind != PageKind::Resource {
        return;
    }
    let shown: Vec<&str> = subject
        .facts
        .types
        .iter()
        .flat_map(|ty| &ty.properties)
        .filter(|row| row.kind == EvidenceKind::JsonRepresentation)
        .map(|row| row.name.as_str())
        .collect();
    for (id, block) in subject.page.blocks() {
        let BlockKind::Table(table) = &block.kind else { continue };
        // Under a heading of its own a table may be about anything.
        let is_properties = block
            .heading
            .is_some_and(|id| subject.facts.roles.outline.own(id) == Section::Properties);
        let is_untyped = matches!(
            subject.facts.roles.of(id),
            Some(Fate::SetAside(Reason::ProseTable) | Fate::Consumed(Use::Members))
        );
        let cells = table.rows.iter().filter_map(|row| row.cells.first());
        // Values, unlike properties, are not in the JSON representation.
        let properties = cells.filter(|cell| shown.contains(&cell.plain())).count();
        if is_properties && is_untyped && properties * 2 > table.rows.len() {
            let header = table.header.first().map_or(block.span, |cell| cell.span);
            findings.report(header, "no column of this table holds the types of the properties");
        }
    }
}
