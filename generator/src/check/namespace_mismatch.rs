//! # namespace-mismatch
//!
//! A page whose namespace line and annotation put its type in two namespaces.
//!
//! ## Why
//!
//! The full name of the type stands in requests and in `@odata.type`; only one of the two works.
//!
//! ## Wrong
//!
//! ```markdown
//! Namespace: microsoft.graph.paint
//!
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color" } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! Namespace: microsoft.graph
//!
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color" } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::EvidenceKind;

pub(super) const RULE: Rule = Rule {
    name: "namespace-mismatch",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("namespace_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    let (Some(line), Some(main)) = (&subject.facts.namespace, subject.facts.types.first()) else {
        return;
    };
    let Some((annotated, _)) = main.name.value.rsplit_once('.') else { return };
    if main.named_by == EvidenceKind::Annotation && annotated != line.value {
        findings
            .report(
                main.name.span,
                format!("the namespace is `{annotated}` here and `{}` in the text", line.value),
            )
            .related(line.span, "the text names it here");
    }
}
