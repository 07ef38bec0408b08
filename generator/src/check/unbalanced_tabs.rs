//! # unbalanced-tabs
//!
//! A group of tabs that nothing closes, that has a tab twice, or whose HTTP tab is not the first.
//!
//! ## Why
//!
//! The site shows the first tab. A group that is not closed swallows the text after it.
//!
//! ## Wrong
//!
//! ```markdown
//! # [C#](#tab/csharp)
//!
//! # [HTTP](#tab/http)
//!
//! ## Response
//! ```
//!
//! ## Right
//!
//! ```markdown
//! # [HTTP](#tab/http)
//!
//! # [C#](#tab/csharp)
//!
//! ---
//!
//! ## Response
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;

pub(super) const RULE: Rule = Rule {
    name: "unbalanced-tabs",
    group: Group::Structure,
    level: Level::Warning,
    source: include_str!("unbalanced_tabs.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for group in &subject.page.tab_groups {
        if !group.closed {
            findings
                .report(group.tabs[0].span, "this group of tabs is never closed")
                .help("end it with a line `---`");
        }
        let http = group.tabs.iter().position(|tab| tab.id.value.eq_ignore_ascii_case("http"));
        if let Some(index) = http.filter(|index| *index > 0) {
            findings
                .report(group.tabs[index].span, "the HTTP tab is not the first of its group")
                .related(group.tabs[0].span, "this tab is shown first");
        }
        for (index, tab) in group.tabs.iter().enumerate() {
            let earlier = group.tabs[..index].iter().find(|other| other.id.value == tab.id.value);
            if let Some(earlier) = earlier {
                findings
                    .report(tab.span, format!("the tab `{}` stands twice", tab.title))
                    .related(earlier.span, "the first one");
            }
        }
    }
}
