//! Which rules speak on which pages, at which level, and what else the writers of a tree settle.

use super::registry::RULES;
use super::rule::Rule;
use crate::diagnostic::Level;
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet};

/// What is said of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It is silent.
    Off,
    /// It speaks at its own level.
    On,
    /// It speaks at this level.
    At(Level),
}

/// What is said of rules by name; a later word on a rule replaces an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Levels(BTreeMap<&'static str, Setting>);

/// The settings of a check.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What holds on all pages.
    pub levels: Levels,
    /// What holds on pages whose path a pattern matches; the last match wins.
    pub overrides: Vec<(GlobSet, Levels)>,
    /// Only these rules speak; `None` when all may.
    pub selected: Option<Levels>,
    /// Includes that may be missing: patterns over the included file's path.
    pub ignored_includes: GlobSet,
    /// The permissions that the service has; `None` when no reference lists them.
    pub permissions: Option<BTreeSet<String>>,
    /// Annotation keys of the tree's own tools.
    pub annotation_keys: Vec<String>,
}

/// A word that selects no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule or group `{name}`")]
pub struct NoSuchRule {
    /// The word.
    pub name: String,
    /// The name that is most like it.
    pub nearest: Option<&'static str>,
}

/// The rules that a word means: a rule's name, a group's, or `all`.
///
/// # Errors
/// When it means none.
pub fn rules_named(name: &str) -> Result<Vec<&'static Rule>, NoSuchRule> {
    let is_meant =
        |rule: &&&'static Rule| name == "all" || rule.name == name || rule.group.name() == name;
    let rules: Vec<&'static Rule> = RULES.iter().filter(is_meant).copied().collect();
    if rules.is_empty() {
        let words = RULES.iter().flat_map(|rule| [rule.name, rule.group.name()]);
        let nearest = super::spelling::nearest(name, words);
        return Err(NoSuchRule { name: name.to_owned(), nearest });
    }
    Ok(rules)
}

impl Levels {
    /// Says something of a rule, of all rules of a group, or of `all`.
    ///
    /// # Errors
    /// When the word means no rule.
    pub fn set(&mut self, name: &str, setting: Setting) -> Result<(), NoSuchRule> {
        for rule in rules_named(name)? {
            self.0.insert(rule.name, setting);
        }
        Ok(())
    }

    /// The rules of which something holds, on.
    pub fn of_rules(holds: impl Fn(&Rule) -> bool) -> Self {
        let rules = RULES.iter().filter(|rule| holds(rule));
        Self(rules.map(|rule| (rule.name, Setting::On)).collect())
    }

    /// The same settings in an order in which the more exact word wins: `all`, groups, rules.
    ///
    /// # Errors
    /// When a word means no rule.
    pub fn from_words(words: &BTreeMap<String, Setting>) -> Result<Self, NoSuchRule> {
        let mut levels = Self::default();
        let breadth = |name: &str| rules_named(name).map(|rules| rules.len());
        let mut ordered: Vec<(usize, &str, Setting)> = Vec::new();
        for (name, setting) in words {
            ordered.push((breadth(name)?, name, *setting));
        }
        ordered.sort_by_key(|(breadth, ..)| std::cmp::Reverse(*breadth));
        for (_, name, setting) in ordered {
            levels.set(name, setting)?;
        }
        Ok(levels)
    }

    fn get(&self, rule: &Rule) -> Option<Setting> {
        self.0.get(rule.name).copied()
    }
}

impl Settings {
    /// The level of a rule on a page; `None` where it is silent.
    pub fn level(&self, rule: &Rule, path: &str) -> Option<Level> {
        let mut own = self.overrides.iter().rev().filter(|(paths, _)| paths.is_match(path));
        let said = own.find_map(|(_, levels)| levels.get(rule));
        let mut setting = said.or_else(|| self.levels.get(rule));
        if let Some(selected) = &self.selected {
            match selected.get(rule) {
                None | Some(Setting::Off) => return None,
                // What is asked for by name speaks, whatever the settings of the tree say.
                Some(Setting::On) if setting == Some(Setting::Off) => setting = Some(Setting::On),
                Some(Setting::At(_) | Setting::On) => {
                    setting = setting.or(selected.get(rule));
                }
            }
        }
        match setting {
            Some(Setting::Off) => None,
            Some(Setting::On) => Some(rule.level),
            Some(Setting::At(level)) => Some(level),
            None => rule.is_on_by_default().then_some(rule.level),
        }
    }

    /// Adds to a selection the rules that these settings turn on anywhere.
    pub fn keep_asked_for(&self, selected: &mut Levels) {
        let all = Levels::of_rules(|rule| self.may_speak(rule));
        selected.0.extend(all.0);
    }

    /// Whether a rule speaks on any page.
    pub(super) fn may_speak(&self, rule: &Rule) -> bool {
        let said_of_some_pages =
            self.overrides.iter().any(|(_, levels)| levels.get(rule).is_some());
        said_of_some_pages || self.level(rule, "").is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::find;
    use globset::{Glob, GlobSetBuilder};

    fn levels(words: &[(&str, Setting)]) -> Levels {
        let words = words.iter().map(|(name, setting)| ((*name).to_owned(), *setting)).collect();
        Levels::from_words(&words).unwrap()
    }

    #[test]
    fn the_more_exact_word_wins_and_pages_override() {
        let rule = find("unknown-type").unwrap();
        let paths = GlobSetBuilder::new().add(Glob::new("api/x-*").unwrap()).build().unwrap();
        let settings = Settings {
            levels: levels(&[
                ("unknown-type", Setting::At(Level::Note)),
                ("types", Setting::Off),
                ("all", Setting::Off),
            ]),
            overrides: vec![(paths, levels(&[("types", Setting::On)]))],
            ..Settings::default()
        };
        assert_eq!(settings.level(rule, "api/y.md"), Some(Level::Note));
        assert_eq!(settings.level(rule, "api/x-1.md"), Some(Level::Error));
        assert_eq!(settings.level(find("invalid-json").unwrap(), "api/y.md"), None);
    }

    #[test]
    fn what_is_selected_speaks_alone() {
        let settings = Settings {
            levels: levels(&[("unknown-type", Setting::Off)]),
            selected: Some(levels(&[("unknown-type", Setting::On)])),
            ..Settings::default()
        };
        assert_eq!(settings.level(find("unknown-type").unwrap(), ""), Some(Level::Error));
        assert_eq!(settings.level(find("invalid-json").unwrap(), ""), None);
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        let error = rules_named("unkown-type").unwrap_err();
        assert_eq!(error.nearest, Some("unknown-type"));
    }
}
