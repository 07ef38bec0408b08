//! # property-not-in-table
//!
//! A property that the type's JSON representation shows and no table of the type lists.
//!
//! ## Why
//!
//! Readers see that it exists and learn nothing of it: not its meaning, not whether they may set
//! it.
//!
//! ## Wrong
//!
//! ````markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name.|
//!
//! ```json
//! { "name": "String", "shade": "String" }
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
use super::spelling;
use crate::diagnostic::Level;
use crate::model::EvidenceKind;
use crate::model::facts::is_simple_identifier;

pub(super) const RULE: Rule = Rule {
    name: "property-not-in-table",
    group: Group::Types,
    level: Level::Warning,
    source: include_str!("property_not_in_table.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for ty in &subject.facts.types {
        let is_in_table = |kind| kind != EvidenceKind::JsonRepresentation;
        let listed: Vec<&str> = ty
            .properties
            .iter()
            .filter(|row| is_in_table(row.kind))
            .map(|row| row.name.as_str())
            .collect();
        let id = context.type_of(subject.page.file, ty);
        // An open type shows properties that it does not declare; a type without any table is
        // another matter.
        if listed.is_empty() || ty.is_open || id.is_some_and(|id| context.may_have_more(id)) {
            continue;
        }
        let bases = id.map(|id| context.api.bases(id)).unwrap_or_default();
        for member in ty.properties.iter().filter(|row| !is_in_table(row.kind)) {
            let name = member.name.as_str();
            let is_inherited = bases.iter().any(|base| context.api.property(*base, name).is_some());
            if !is_simple_identifier(name) || listed.contains(&name) || is_inherited {
                continue;
            }
            let finding =
                findings.report(member.name.span, format!("no table lists the property `{name}`"));
            // A word of a translated table is no better name.
            let is_name = |name: &&str| !(subject.facts.is_translated && spelling::is_word(name));
            let names = listed.iter().copied().filter(is_name);
            if let Some(help) = spelling::suggestion(name, names) {
                finding.help(help);
            }
        }
    }
}
