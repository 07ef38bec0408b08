//! # unknown-key-property
//!
//! A `keyProperty` that is no property of the type.
//!
//! ## Why
//!
//! The key is what tells one object from another, and what stands in its path.
//!
//! ## Wrong
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |name|String|The name.|
//!
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color", "keyProperty": "id" } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Property|Type|Description|
//! |:---|:---|:---|
//! |id|String|The key.|
//!
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color", "keyProperty": "id" } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "unknown-key-property",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("unknown_key_property.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for ty in &subject.facts.types {
        let Some(id) = context.type_of(subject.page.file, ty) else { continue };
        let known = context.api.all_properties(id);
        if known.is_empty() || context.may_have_more(id) {
            continue;
        }
        for key in ty.key.iter().filter(|key| known.iter().all(|known| known.name != key.value)) {
            let owner = &context.api.ty(id).name.name;
            let message = format!("the key `{}` is no property of `{owner}`", key.value);
            let finding = findings.report(key.span, message);
            let names = known.iter().map(|property| property.name.as_str());
            if let Some(help) = spelling::suggestion(&key.value, names) {
                finding.help(help);
            }
        }
    }
}
