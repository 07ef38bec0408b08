//! # link-names-another-type
//!
//! A type cell whose words name one documented type and whose link leads to the page of another.
//!
//! ## Why
//!
//! Readers follow the link, programs take the words. One of the two is wrong.
//!
//! ## Wrong
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |tone|[color](shade.md)|The tone.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |tone|[shade](shade.md)|The tone.|
//! ```

use super::context::{Context, Subject};
use super::destination::{self, Destination};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{TypeExpr, TypeText};

pub(super) const RULE: Rule = Rule {
    name: "link-names-another-type",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("link_names_another_type.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let properties = subject.facts.types.iter().flat_map(|ty| &ty.properties).map(|row| &row.ty);
    let operation = subject.facts.operation.iter();
    let rows = operation.flat_map(|found| found.body_rows.iter().chain(&found.path_parameters));
    for ty in properties.chain(rows.filter_map(|row| row.ty.as_ref())) {
        check_cell(context, ty, findings);
    }
}

fn check_cell(context: &Context, cell: &TypeText, findings: &mut Findings) {
    let TypeExpr::Name { name, target: Some(target) } = cell.expr.item() else { return };
    let Destination::Page(page) = destination::of(context.sources, cell.span.file, target) else {
        return;
    };
    let Some(ty) = context.api.find_type(name).map(|id| context.api.ty(id)) else { return };
    let Some(linked) = context.api.page_types.get(&page).map(|id| context.api.ty(*id)) else {
        return;
    };
    // Where a fragment leads, the page may describe several types.
    let is_described =
        ty.page.is_none_or(|own| own == page) || destination::anchor(target).is_some();
    if is_described || context.mentions_type(page, &ty.name.name) {
        return;
    }
    findings
        .report(
            cell.span,
            format!("the words say `{}`, the link leads to `{}`", ty.name.name, linked.name.name),
        )
        .related(ty.span, format!("`{}` is documented here", ty.name.name))
        .related(linked.span, "the link leads here");
}
