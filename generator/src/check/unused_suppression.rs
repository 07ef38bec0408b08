//! # unused-suppression
//!
//! A comment that allows a finding which is not there, or a rule which does not exist.
//!
//! ## Why
//!
//! What the comment excuses is mended, or was never meant. The next fault of that kind at this place
//! would go unseen.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- docwright: allow(unknown-typ) documented in another tree -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- docwright: allow(unknown-type) documented in another tree -->
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::settings;
use super::suppression::Suppression;
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "unused-suppression",
    group: Group::Syntax,
    level: Level::Warning,
    source: include_str!("unused_suppression.rs"),
    scope: Scope::Suppressions(check),
};

fn check(context: &Context, suppressions: &[Suppression], findings: &mut Findings) {
    for Suppression { name, uses, .. } in suppressions {
        match settings::rules_named(&name.value) {
            Err(error) => {
                let finding = findings.report(name.span, error.to_string());
                if let Some(nearest) = error.nearest {
                    finding.help(format!("did you mean `{nearest}`?"));
                }
            }
            // Of a rule that is off nobody can say.
            Ok(rules)
                if *uses == 0 && rules.iter().any(|rule| context.settings.may_speak(rule)) =>
            {
                findings
                    .report(
                        name.span,
                        format!("nothing is found here that `{}` would allow", name.value),
                    )
                    .help("remove the comment");
            }
            Ok(_) => {}
        }
    }
}
