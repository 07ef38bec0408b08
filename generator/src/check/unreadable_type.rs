//! # unreadable-type
//!
//! A type column whose text names no type: it is empty, or it is a sentence.
//!
//! ## Why
//!
//! Nobody can tell what the property holds, and typed clients can only take it as anything.
//!
//! ## Wrong
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |paint|depends on the color|The paint.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |paint|[paint](paint.md)|The paint.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::EvidenceKind;
use crate::model::facts::{TypeExpr, TypeText};

pub(super) const RULE: Rule = Rule {
    name: "unreadable-type",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("unreadable_type.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    let properties = subject.facts.types.iter().flat_map(|ty| &ty.properties);
    let rows = properties
        .filter(|row| row.kind != EvidenceKind::JsonRepresentation)
        .map(|row| (&row.name, &row.ty));
    let parameters = subject.facts.operation.iter().flat_map(|operation| &operation.body_rows);
    let parameters = parameters.filter_map(|row| Some((&row.name, row.ty.as_ref()?)));
    for (name, TypeText { span, text, expr }) in rows.chain(parameters) {
        if *expr.item() != TypeExpr::Unreadable {
            continue;
        }
        if text.is_empty() {
            findings.report(name.span, format!("`{}` has no type", name.value));
        } else if !subject.facts.is_translated {
            // On a translated page it is a word of the language.
            findings
                .report(*span, format!("the type of `{}` cannot be read", name.value))
                .label("no type is named here");
        }
    }
}
