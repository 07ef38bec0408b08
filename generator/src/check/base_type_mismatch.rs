//! # base-type-mismatch
//!
//! A page that names one base type in its text and another in its annotation.
//!
//! ## Why
//!
//! The base type decides which properties an object has. Only one of the two can be right.
//!
//! ## Wrong
//!
//! ```markdown
//! Inherits from [shade](shade.md).
//!
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color", "baseType": "microsoft.graph.paint" } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! Inherits from [shade](shade.md).
//!
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color", "baseType": "microsoft.graph.shade" } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::EvidenceKind;

pub(super) const RULE: Rule = Rule {
    name: "base-type-mismatch",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("base_type_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for ty in &subject.facts.types {
        let claim = |kind: EvidenceKind| {
            let found = ty.bases.iter().find(|base| base.kind == kind)?;
            Some((context.api.find_type(&found.claim.name)?, found.span))
        };
        let (Some((annotated, span)), Some((told, text))) =
            (claim(EvidenceKind::Annotation), claim(EvidenceKind::Prose))
        else {
            continue;
        };
        // The text may name a more distant base, or a nearer one.
        let is_above = |a, b| context.api.bases(a).contains(&b);
        if annotated != told && !is_above(annotated, told) && !is_above(told, annotated) {
            let name = |id| &context.api.ty(id).name.name;
            let message = format!(
                "the base type is `{}` in the annotation and `{}` in the text",
                name(annotated),
                name(told)
            );
            findings.report(span, message).related(text, "the text names it here");
        }
    }
}
