//! # unknown-property
//!
//! A property in an example that its type does not have.
//!
//! ## Why
//!
//! Either the example shows something that does not exist, or the type's page does not document
//! something that does.
//!
//! ## Wrong
//!
//! ```json
//! { "@odata.type": "#microsoft.graph.color", "shde": "dark" }
//! ```
//!
//! ## Right
//!
//! ```json
//! { "@odata.type": "#microsoft.graph.color", "shade": "dark" }
//! ```

use super::conformance::DepartureKind;
use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::model::{Api, TypeId};

pub(super) const RULE: Rule = Rule {
    name: "unknown-property",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("unknown_property.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for departure in context.departures(subject) {
        match departure.kind {
            DepartureKind::UnknownProperty { name, ty } if is_listed(context, ty, name) => {}
            DepartureKind::UnknownProperty { name, ty } => {
                let owner = &context.api.ty(ty).name.name;
                let finding =
                    findings.report(departure.span, format!("`{owner}` has no property `{name}`"));
                if let Some(help) = help(context.api, ty, name) {
                    finding.help(help);
                }
            }
            // A word of a translated table may stand for it.
            DepartureKind::UnknownParameter { .. } if has_word(subject) => {}
            DepartureKind::UnknownParameter { name } => {
                findings.report(departure.span, format!("the request has no parameter `{name}`"));
            }
            DepartureKind::Value { .. }
            | DepartureKind::Placeholder { .. }
            | DepartureKind::UnknownType { .. } => {}
        }
    }
}

fn has_word(subject: &Subject) -> bool {
    let rows = subject.facts.operation.iter().flat_map(|operation| &operation.body_rows);
    subject.facts.is_translated && rows.into_iter().any(|row| spelling::is_word(&row.name.value))
}

/// Whether the page of the type spells a property of it so. Where table and JSON representation differ in case, the
/// model has one of the two, and the page is wrong, not the example.
fn is_listed(context: &Context, ty: TypeId, name: &str) -> bool {
    let Some(page) = context.api.ty(ty).page.and_then(|page| context.facts_of(page)) else {
        return false;
    };
    let own = page.types.iter().filter(|found| context.type_of(page.file, found) == Some(ty));
    own.flat_map(|found| &found.properties).any(|row| row.name.as_str() == name)
}

fn help(api: &Api, ty: TypeId, name: &str) -> Option<String> {
    // As in JSON of collections (OData JSON Format 4.01, §13).
    if name == "value" {
        return Some("only collections stand in `value`: show the object itself".to_owned());
    }
    let derived =
        api.all_derived(ty).into_iter().find(|derived| api.property(*derived, name).is_some());
    if let Some(derived) = derived {
        let derived = &api.ty(derived).name;
        return Some(format!(
            "`{}` has it: say so with `\"@odata.type\": \"#{derived}\"`",
            derived.name
        ));
    }
    let known = api.all_properties(ty);
    spelling::suggestion(name, known.iter().map(|property| property.name.as_str()))
}
