//! # method-table-mismatch
//!
//! A table of methods that promises another type than the method's own page.
//!
//! ## Why
//!
//! Readers choose a method by what it returns, as the table says it.
//!
//! ## Wrong
//!
//! ```markdown
//! |Method|Return type|Description|
//! |:---|:---|:---|
//! |[Get](../api/color-get.md)|[shade](shade.md)|Reads one color.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Method|Return type|Description|
//! |:---|:---|:---|
//! |[Get](../api/color-get.md)|[color](color.md)|Reads one color.|
//! ```

use super::context::{Context, Subject};
use super::destination;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::Use;
use crate::model::{EvidenceKind, Fact, ResponseBody, TypeId, TypeRef};
use crate::page::{BlockKind, Cell, Row};
use crate::source::FileId;

pub(super) const RULE: Rule = Rule {
    name: "method-table-mismatch",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("method_table_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for block in subject.facts.roles.used_for(Use::Methods) {
        let BlockKind::Table(table) = &subject.page.block(block).kind else { continue };
        for row in &table.rows {
            check_row(context, row, findings);
        }
    }
}

fn check_row(context: &Context, row: &Row, findings: &mut Findings) {
    let [method, returned, ..] = row.cells.as_slice() else { return };
    let Some(page) = linked(context, method) else { return };
    let Some(promised_page) = linked(context, returned) else { return };
    let promised = context.api.page_types.get(&promised_page);
    let operations = context.api.page_operations.get(&page);
    let (Some(&promised), Some(operations)) = (promised, operations) else { return };
    // A page about several resources links to them, be it in a list before its request lines.
    if context.links_of(page).iter().any(|(_, leads)| leads.page() == Some(promised_page)) {
        return;
    }
    let responses: Vec<&Fact<TypeRef>> = operations
        .iter()
        .filter_map(|id| match &context.api.operation(*id).response {
            ResponseBody::Object(ty) | ResponseBody::Collection(ty) => Some(ty),
            ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => None,
        })
        .collect();
    let [response] = responses.as_slice() else { return };
    // Only where all that the page itself says of its response agrees is it surely right.
    let says_other = |ty: &TypeRef| ty.named().is_some_and(|id| are_apart(context, id, promised));
    let own = || response.evidence().iter().filter(|claim| claim.kind != EvidenceKind::MethodTable);
    if own().count() > 1 && own().all(|claim| says_other(&claim.claim)) {
        let name = |id: TypeId| &context.api.ty(id).name.name;
        let given = response.value.named().map(name).map_or("", String::as_str);
        // Words that name the right type stand beside a wrong link, not a wrong promise.
        if returned.plain().split_whitespace().any(|word| word.eq_ignore_ascii_case(given)) {
            return;
        }
        let message = format!("the method returns `{given}`, not `{}`", name(promised));
        findings
            .report(returned.span, message)
            .related(response.span(), "the method's page says so here");
    }
}

fn linked(context: &Context, cell: &Cell) -> Option<FileId> {
    let [link] = cell.links() else { return None };
    destination::of(context.sources, link.span.file, &link.target).page()
}

/// Whether no object can be of both types.
fn are_apart(context: &Context, a: TypeId, b: TypeId) -> bool {
    a != b && !context.api.bases(a).contains(&b) && !context.api.bases(b).contains(&a)
}
