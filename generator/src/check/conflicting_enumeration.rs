//! # conflicting-enumeration
//!
//! An enumeration that two pages document with different members.
//!
//! ## Why
//!
//! Each reader believes the page that they happen to find.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- resources/tone.md -->
//! |dark|0|No light.|
//! |bright|1|Much light.|
//!
//! <!-- resources/enums.md -->
//! |dark|0|No light.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- resources/enums.md -->
//! See [tone](tone.md).
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::TypeName;
use crate::model::facts::{PageFacts, TypeFacts};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "conflicting-enumeration",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("conflicting_enumeration.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    // Folders of two versions may list other members.
    let mut first: BTreeMap<(TypeName, Option<&str>), &TypeFacts> = BTreeMap::new();
    for facts in context.facts {
        for ty in facts.types.iter().filter(|ty| ty.is_enum && !ty.members.is_empty()) {
            let name = name(facts, ty);
            let key = (name.clone(), context.version(facts.file));
            match first.get(&key) {
                None => {
                    first.insert(key, ty);
                }
                Some(earlier) if earlier.name.span.file != ty.name.span.file => {
                    compare(&name.name, earlier, ty, findings);
                }
                Some(_) => {}
            }
        }
    }
}

/// The name with the namespace that the page gives, where it gives one.
fn name(facts: &PageFacts, ty: &TypeFacts) -> TypeName {
    let written = ty.name.as_str();
    let (namespace, name) = written.rsplit_once('.').unwrap_or_else(|| {
        (facts.namespace.as_ref().map_or("", |namespace| namespace.as_str()), written)
    });
    TypeName { namespace: namespace.to_owned(), name: name.to_owned() }
}

fn compare(name: &str, earlier: &TypeFacts, later: &TypeFacts, findings: &mut Findings) {
    let has =
        |ty: &TypeFacts, name: &str| ty.members.iter().any(|member| member.name.value == name);
    let more = later.members.iter().find(|member| !has(earlier, &member.name.value));
    let fewer = earlier.members.iter().find(|member| !has(later, &member.name.value));
    if let Some(member) = more.or(fewer) {
        let member = &member.name;
        let message =
            format!("only one of the two pages that document `{name}` lists `{}`", member.value);
        findings
            .report(later.name.span, message)
            .related(earlier.name.span, "the other page documents it here")
            .related(member.span, "it is listed here");
    }
}
