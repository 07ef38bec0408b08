//! # privilege-order
//!
//! Permissions that do not stand in the order from least to most privileged.
//!
//! ## Why
//!
//! Readers take the first one. If it can write where reading is enough, programs get more rights than they
//! need.
//!
//! ## Wrong
//!
//! ```markdown
//! |Application|Color.ReadWrite.All, Color.Read.All|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |Application|Color.Read.All, Color.ReadWrite.All|
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    name: "privilege-order",
    group: Group::Permissions,
    level: Level::Warning,
    source: include_str!("privilege_order.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    let Some(operation) = &subject.facts.operation else { return };
    for row in &operation.permissions {
        for (index, name) in row.names.iter().enumerate() {
            let earlier = row.names[..index].iter().find(|earlier| is_more(earlier, name));
            if let Some(earlier) = earlier {
                let message = format!(
                    "`{}` needs less privilege than `{}` before it",
                    name.value, earlier.value
                );
                findings.report(name.span, message).related(earlier.span, "this one allows more");
            }
        }
    }
}

/// Whether the one allows all that the other does, by their names: `X.ReadWrite.All` and `X.Read.All`,
/// `X.Read.All` and `X.Read`.
fn is_more(more: &Spanned<String>, less: &Spanned<String>) -> bool {
    more.value.replace(".ReadWrite", ".Read") == less.value && more.value != less.value
        || more.value.strip_suffix(".All") == Some(&less.value)
}
