//! # duplicate-property
//!
//! A property that one type lists twice in its tables.
//!
//! ## Why
//!
//! Two rows can say two things, and readers who found the first one never see the second.
//!
//! ## Wrong
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name.|
//! |name|String|What the color is called.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|What the color is called.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::EvidenceKind;
use crate::model::facts::TypeExpr;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-property",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("duplicate_property.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for ty in &subject.facts.types {
        let mut first = BTreeMap::new();
        for row in ty.properties.iter().filter(|row| row.kind != EvidenceKind::JsonRepresentation) {
            let name = row.name.as_str();
            // A cell that says more than a name does not list a property a second time.
            if context.sources.text(row.name.span).trim_matches(['*', '`', ' ']) != name
                || row.ty.expr == TypeExpr::Unreadable
            {
                continue;
            }
            match first.entry(name.to_lowercase()) {
                Entry::Vacant(entry) => {
                    entry.insert((name, row.name.span));
                }
                Entry::Occupied(entry) => {
                    let (earlier, span) = *entry.get();
                    let message = if earlier == name {
                        format!("the property `{name}` is listed twice")
                    } else {
                        format!("the properties `{earlier}` and `{name}` differ only in case")
                    };
                    findings.report(row.name.span, message).related(span, "first listed here");
                }
            }
        }
    }
}
