//! # property-not-in-representation
//!
//! A property that the table lists and the type's JSON representation lacks.
//!
//! ## Why
//!
//! The JSON representation is what readers copy and what tools build the type from. One of the two
//! is out of date.
//!
//! ## Wrong
//!
//! ````markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name.|
//! |shade|String|How dark it is.|
//!
//! ```json
//! { "name": "String" }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name.|
//! |shade|String|How dark it is.|
//!
//! ```json
//! { "name": "String", "shade": "String" }
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::EvidenceKind;
use crate::model::facts::{PropertyFacts, TypeExpr};
use crate::page::{BlockKind, Content, Json};

pub(super) const RULE: Rule = Rule {
    name: "property-not-in-representation",
    group: Group::Types,
    level: Level::Warning,
    source: include_str!("property_not_in_representation.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for ty in &subject.facts.types {
        let Some(json) =
            ty.representation.and_then(|block| representation(&subject.page.block(block).kind))
        else {
            continue;
        };
        let id = context.type_of(subject.page.file, ty);
        let bases = id.map(|id| context.api.bases(id)).unwrap_or_default();
        // A row without a type may be about something else than a property.
        let is_property = |row: &&PropertyFacts| {
            row.kind == EvidenceKind::PropertyTable && row.ty.expr != TypeExpr::Unreadable
        };
        for row in ty.properties.iter().filter(is_property) {
            let name = row.name.as_str();
            // What a base type declares may be left out here.
            let is_inherited = bases.iter().any(|base| context.api.property(*base, name).is_some());
            if json.get(name).is_none() && !is_inherited {
                findings
                    .report(
                        row.name.span,
                        format!("the JSON representation lacks the property `{name}`"),
                    )
                    .related(json.span, "the JSON representation");
            }
        }
    }
}

/// The object, where it says of itself that it is complete: `…` and broken JSON do not.
fn representation(kind: &BlockKind) -> Option<&Json> {
    let BlockKind::Fence(fence) = kind else { return None };
    let Content::Json(document) = &fence.content else { return None };
    (document.faults.is_empty() && !document.root.members().is_empty()).then_some(&document.root)
}
