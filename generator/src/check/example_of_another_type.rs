//! # example-of-another-type
//!
//! An example whose body names another type than its annotation claims.
//!
//! ## Why
//!
//! Programs decode the body as the type that it names; readers expect the one that the page promises.
//!
//! ## Wrong
//!
//! ````markdown
//! <!-- { "blockType": "response", "@odata.type": "microsoft.graph.color" } -->
//! ```http
//! HTTP/1.1 200 OK
//! Content-type: application/json
//!
//! { "@odata.type": "#microsoft.graph.shade", "depth": 1 }
//! ```
//! ````
//!
//! ## Right
//!
//! ````markdown
//! <!-- { "blockType": "response", "@odata.type": "microsoft.graph.shade" } -->
//! ```http
//! HTTP/1.1 200 OK
//! Content-type: application/json
//!
//! { "@odata.type": "#microsoft.graph.shade", "depth": 1 }
//! ```
//! ````

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::TypeId;
use crate::page::Json;
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    name: "example-of-another-type",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("example_of_another_type.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for example in &subject.facts.examples {
        let (Some(claim), Some(json)) = (&example.ty, &example.json) else { continue };
        // The items of a collection may be of types whose base no page names.
        check_body(context, claim, json, findings);
    }
}

fn check_body(context: &Context, claim: &Spanned<String>, body: &Json, findings: &mut Findings) {
    let api = context.api;
    let Some(value) = body.get("@odata.type") else { return };
    let Some(own) = value.as_str().map(|name| name.trim_start_matches('#')) else { return };
    let (Some(claimed), Some(named)) = (api.find_type(&claim.value), api.find_type(own)) else {
        return;
    };
    let is_one = |a: TypeId, b: TypeId| a == b || api.bases(a).contains(&b);
    if !is_one(named, claimed) && !context.may_have_more(named) {
        let message = format!(
            "the body is of type `{}` where `{}` is claimed",
            api.ty(named).name.name,
            api.ty(claimed).name.name
        );
        findings.report(value.span, message).related(claim.span, "the annotation claims this type");
    }
}
