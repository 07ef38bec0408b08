//! `docwright explain` and `docwright rules`: what the rules find, from their own files.

use super::{Failure, Outcome, stdout};
use docwright::check::{NoSuchRule, RULES, find, nearest};
use std::fmt::Write as _;

/// Print a rule's manual page: what it finds, why it matters, a wrong and a right example.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The rule's name, as findings show it in brackets.
    rule: String,
}

pub(super) fn explain(arguments: &Arguments) -> Result<Outcome, Failure> {
    let name = &arguments.rule;
    let unknown = || NoSuchRule { name: name.clone(), nearest: nearest(name) };
    let rule = find(name).ok_or_else(unknown)?;
    let asked_for = if rule.is_on_by_default() { "" } else { " Off unless it is asked for." };
    let manual = rule.manual().text;
    let text = format!("{manual}\nGroup: {}. Level: {}.{asked_for}\n", rule.group, rule.level);
    stdout::print(&text).map(|()| Outcome::Clean)
}

pub(super) fn rules() -> Result<Outcome, Failure> {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in RULES {
        let summary = rule.manual().summary();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<width$}  {:<11}  {:<7}  {:<3}  {summary}",
            rule.name,
            rule.group,
            rule.level,
            if rule.is_on_by_default() { "on" } else { "off" },
        );
    }
    stdout::print(&text).map(|()| Outcome::Clean)
}
