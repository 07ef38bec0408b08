//! # read-only-in-request
//!
//! An example that creates an object and sends a property which its page calls read-only.
//!
//! ## Why
//!
//! The service refuses or ignores the value, so readers copy a request that does not do what it shows.
//!
//! ## Wrong
//!
//! ```http
//! POST https://api.example.com/v1.0/colors
//!
//! { "name": "red", "createdDateTime": "2024-01-15T09:30:00Z" }
//! ```
//!
//! ## Right
//!
//! ```http
//! POST https://api.example.com/v1.0/colors
//!
//! { "name": "red" }
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::{OperationKind, RequestBody};
use crate::page::Value;

pub(super) const RULE: Rule = Rule {
    name: "read-only-in-request",
    group: Group::Examples,
    level: Level::Warning,
    source: include_str!("read_only_in_request.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    let rows = subject.facts.operation.iter().flat_map(|operation| &operation.body_rows);
    let rows: Vec<&str> = rows.map(|row| row.name.as_str()).collect();
    for (_, json, operation) in context.sent(subject) {
        let RequestBody::Object(ty) = &operation.request else { continue };
        let creates = operation.method == "POST" && operation.kind == OperationKind::Crud;
        let Some(ty) = ty.value.named().filter(|_| creates) else { continue };
        for member in json.members().iter().filter(|member| member.value.value != Value::Null) {
            let Some(property) = context.api.property(ty, &member.name.value) else { continue };
            // What the page's own table lists may be sent, whatever the type's page says; related objects may be
            // created along with it (OData 4.01 Protocol, §11.4.2.2), and "read-only" is said of most of them.
            let cannot_be_sent = property.is_read_only && !property.is_navigation;
            if cannot_be_sent && !rows.contains(&property.name.as_str()) {
                let message = format!("`{}` is read-only and cannot be sent", property.name);
                findings
                    .report(member.name.span, message)
                    .related(property.ty.span(), "its page says that it is read-only")
                    .help("leave it out of the request");
            }
        }
    }
}
