//! # context-mismatch
//!
//! An `@odata.context` that names another version or another type than its example, or one object where the
//! body is a collection.
//!
//! ## Why
//!
//! Clients learn from the context what the body is. A copied one tells them wrong.
//!
//! ## Wrong
//!
//! ```json
//! { "@odata.context": "https://api.example.com/v1.0/$metadata#colors/$entity", "value": [] }
//! ```
//!
//! ## Right
//!
//! ```json
//! { "@odata.context": "https://api.example.com/v1.0/$metadata#colors", "value": [] }
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::other_version;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::ExampleFacts;
use crate::page::{Json, Value};

pub(super) const RULE: Rule = Rule {
    name: "context-mismatch",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("context_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for example in &subject.facts.examples {
        let json = example.json.as_ref();
        let stated = json.and_then(|json| Some((json, json.get("@odata.context")?)));
        if let Some((body, stated)) = stated {
            check_version(context, subject, stated, findings);
            check_body(context, example, body, stated, findings);
        }
    }
}

fn check_version(context: &Context, subject: &Subject, stated: &Json, findings: &mut Findings) {
    let due = context.version(subject.page.file);
    let said = stated
        .as_str()
        .filter(|url| context.api.is_own_target(url))
        .and_then(other_version::version);
    if let (Some(due), Some(said)) = (due, said)
        && due != said
    {
        let message = format!("the context is of `{said}`, the page documents `{due}`");
        findings.report(stated.span, message);
    }
}

fn check_body(
    context: &Context,
    example: &ExampleFacts,
    body: &Json,
    stated: &Json,
    findings: &mut Findings,
) {
    let Some((_, fragment)) = stated.as_str().and_then(|url| url.split_once("$metadata#")) else {
        return;
    };
    let items = body.get("value").filter(|value| matches!(value.value, Value::Array(_)));
    if let Some(items) = items.filter(|_| fragment.ends_with("/$entity")) {
        findings
            .report(stated.span, "the context is that of one object, the body is a collection")
            .related(items.span, "the items of the collection");
    }
    let named = fragment.trim_start_matches("Collection(").trim_end_matches(')');
    let is_type = named.contains('.') && !named.contains(['/', '(', '\'']);
    let find = |name: &str| context.api.find_type(name).filter(|_| is_type);
    let Some(claim) = &example.ty else { return };
    let (Some(stated_type), Some(claimed)) = (find(named), find(&claim.value)) else { return };
    let is_above = |a, b| context.api.bases(a).contains(&b);
    if stated_type != claimed && !is_above(stated_type, claimed) && !is_above(claimed, stated_type)
    {
        let name = |id| &context.api.ty(id).name.name;
        let message = format!(
            "the context is of type `{}` where `{}` is claimed",
            name(stated_type),
            name(claimed)
        );
        findings
            .report(stated.span, message)
            .related(claim.span, "the annotation claims this type");
    }
}
