//! # unknown-query-property
//!
//! A `$select`, `$expand` or `$orderby` in an example that names a property which the type does not have.
//!
//! ## Why
//!
//! The service refuses the request, or leaves out what the reader asks for.
//!
//! ## Wrong
//!
//! ```http
//! GET https://api.example.com/v1.0/colors?$select=name,shde
//! ```
//!
//! ## Right
//!
//! ```http
//! GET https://api.example.com/v1.0/colors?$select=name,shade
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::query;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::model::facts::{ExampleFacts, ExampleRole};
use crate::model::{ResponseBody, TypeId};
use crate::source::{Span, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "unknown-query-property",
    group: Group::Http,
    level: Level::Error,
    source: include_str!("unknown_query_property.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let settled = context.examples(subject);
    let examples = &subject.facts.examples;
    for (index, (example, settled)) in examples.iter().zip(settled).enumerate() {
        let (ExampleRole::Request { target, .. }, Some(id)) = (&example.role, settled.operation)
        else {
            continue;
        };
        let ty = match &context.api.operation(id).response {
            ResponseBody::Object(ty) | ResponseBody::Collection(ty) => ty.value.named(),
            ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => None,
        };
        // What the response claims to be is nearer to this request than what the page as a whole returns.
        let claimed = || context.api.find_type(&response_type(examples.get(index + 1)?)?.value);
        let ty = claimed().or(ty).filter(|ty| !context.may_have_more(*ty));
        let Some(ty) = ty else { continue };
        let written = context.sources.text(target.span);
        for name in query::named_properties(written) {
            if !is_known(context, ty, name) {
                let start = target.span.start as usize
                    + (name.as_ptr() as usize - written.as_ptr() as usize);
                let span = Span::new(target.span.file, start..start + name.len());
                report(context, ty, name, span, findings);
            }
        }
    }
}

/// The type that an example claims, where it is a response.
fn response_type(example: &ExampleFacts) -> Option<&Spanned<String>> {
    example.ty.as_ref().filter(|_| matches!(example.role, ExampleRole::Response(_)))
}

/// Whether the type or one that derives from it has the property.
fn is_known(context: &Context, ty: TypeId, name: &str) -> bool {
    let is_called = |property: &crate::model::Property| property.name.eq_ignore_ascii_case(name);
    let derived = context.api.all_derived(ty).into_iter();
    derived.chain([ty]).any(|ty| context.api.all_properties(ty).into_iter().any(is_called))
}

fn report(context: &Context, ty: TypeId, name: &str, span: Span, findings: &mut Findings) {
    let owner = &context.api.ty(ty).name.name;
    let finding = findings.report(span, format!("`{owner}` has no property `{name}`"));
    let known = context.api.all_properties(ty);
    let names = known.iter().map(|property| property.name.as_str());
    if let Some(help) = spelling::suggestion(name, names) {
        finding.help(help);
    }
}
