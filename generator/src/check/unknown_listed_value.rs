//! # unknown-listed-value
//!
//! A description that lists the values of an enumeration and names one that the enumeration lacks.
//!
//! ## Why
//!
//! Who writes a program from the description sends a value that the service refuses.
//!
//! ## Wrong
//!
//! ```markdown
//! |tone|tone|Possible values are: `dark`, `brite`.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |tone|tone|Possible values are: `dark`, `bright`.|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::model::facts::member::listed_values;

pub(super) const RULE: Rule = Rule {
    name: "unknown-listed-value",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("unknown_listed_value.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for ty in &subject.facts.types {
        let Some(id) = context.type_of(subject.page.file, ty) else { continue };
        for row in &ty.properties {
            let Some(text) = &row.description else { continue };
            let Some(property) = context.api.property(id, &row.name.value) else { continue };
            let Some(values) = property.ty.value.named().map(|id| context.api.ty(id)) else {
                continue;
            };
            let is_member = |name: &str| values.members.iter().any(|member| member.name == name);
            if values.page.is_none() || values.is_translated || values.members.is_empty() {
                continue;
            }
            let listed = listed_values(text);
            let known = listed.iter().filter(|value| is_member(&value.value)).count();
            // Lists of something else have few members among them.
            if known * 2 < listed.len() {
                continue;
            }
            for value in
                listed.iter().filter(|value| !is_member(&value.value) && value.value != "null")
            {
                let message = format!("`{}` is no member of `{}`", value.value, values.name.name);
                let finding = findings.report(value.span, message);
                finding.related(values.span, "the enumeration is documented here");
                let names = values.members.iter().map(|member| member.name.as_str());
                if let Some(help) = spelling::suggestion(&value.value, names) {
                    finding.help(help);
                }
            }
        }
    }
}
