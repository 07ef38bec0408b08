//! `docwright.toml`: what the writers of a tree settle once for all runs. Text in, [`Options`] out.
//!
//! ```toml
//! default-namespace = "example.paint"       # of pages that name none
//! ignored-includes = ["includes/snippets/**"] # may be missing
//! permissions-reference = "concepts/permissions.md"
//! annotation-keys = ["owner"]               # of tools of your own
//!
//! [rules]                                    # a rule, a group or `all`: a level, `on` or `off`
//! orphan-page = "warning"
//! links = "off"
//!
//! [[overrides]]
//! paths = ["api/legacy-*"]
//! rules = { examples = "off" }
//! ```

use crate::Options;
use crate::check::{Levels, NoSuchRule, Setting, rules_named};
use crate::diagnostic::Level;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// The name of the file, looked for from the docs folder upwards.
pub const FILE_NAME: &str = "docwright.toml";

/// What the file says, as written. Each path and pattern is relative to the docs folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    #[serde(default)]
    default_namespace: String,
    #[serde(default)]
    ignored_includes: Vec<Spanned<String>>,
    /// The page that lists the permissions of the service, relative to the file itself.
    #[serde(default)]
    pub permissions_reference: Option<String>,
    #[serde(default)]
    annotation_keys: Vec<String>,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Word>,
    #[serde(default)]
    overrides: Vec<Override>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Override {
    paths: Vec<Spanned<String>>,
    rules: BTreeMap<Spanned<String>, Word>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Off,
    On,
    Note,
    Warning,
    Error,
}

/// Why a configuration cannot be used. Lines and columns count from 1.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// No TOML, or a key or value that means nothing here; the reader's words show the place.
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    /// A rule that does not exist.
    #[error("line {line}, column {column}: {source}")]
    NoSuchRule {
        /// Where.
        line: usize,
        /// Where.
        column: usize,
        /// Which.
        source: NoSuchRule,
    },
    /// A pattern that is no glob.
    #[error("line {line}, column {column}: {source}")]
    Pattern {
        /// Where.
        line: usize,
        /// Where.
        column: usize,
        /// Why.
        source: globset::Error,
    },
}

impl ConfigError {
    /// How to mend it.
    pub fn help(&self) -> String {
        match self {
            Self::NoSuchRule { source: NoSuchRule { nearest: Some(nearest), .. }, .. } => {
                format!("did you mean `{nearest}`?")
            }
            Self::NoSuchRule { .. } => "`docwright rules` lists all rules".to_owned(),
            Self::Unreadable(_) | Self::Pattern { .. } => {
                "the header of `generator/src/config.rs` shows every key".to_owned()
            }
        }
    }
}

impl Config {
    /// Reads the text of a `docwright.toml`.
    ///
    /// # Errors
    /// When it is no TOML or holds what means nothing here.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        Ok(toml::from_str(text)?)
    }

    /// What it means for a compilation. `text` is what it was read from, for the places in errors;
    /// `permissions` are the names that the page of `permissions_reference` lists.
    ///
    /// # Errors
    /// When it names a rule that does not exist, or a pattern that is none.
    pub fn options(
        &self,
        text: &str,
        permissions: Option<BTreeSet<String>>,
    ) -> Result<Options, ConfigError> {
        let mut options = Options::default();
        options.default_namespace.clone_from(&self.default_namespace);
        options.check.levels = levels(text, &self.rules)?;
        for part in &self.overrides {
            let paths = patterns(text, &part.paths)?;
            options.check.overrides.push((paths, levels(text, &part.rules)?));
        }
        options.check.ignored_includes = patterns(text, &self.ignored_includes)?;
        options.check.annotation_keys.clone_from(&self.annotation_keys);
        options.check.permissions = permissions;
        Ok(options)
    }
}

/// The names that a permissions reference lists: words such as `User.Read.All`.
pub fn permission_names(reference: &str) -> BTreeSet<String> {
    let is_part_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let is_name =
        |word: &&str| word.contains('.') && word.starts_with(|c: char| c.is_ascii_uppercase());
    let words =
        reference.split(|c: char| !is_part_of_name(c)).map(|word| word.trim_matches(['.', '_']));
    words.filter(is_name).map(str::to_owned).collect()
}

fn levels(text: &str, words: &BTreeMap<Spanned<String>, Word>) -> Result<Levels, ConfigError> {
    let mut settings = BTreeMap::new();
    for (name, word) in words {
        let setting = match word {
            Word::Off => Setting::Off,
            Word::On => Setting::On,
            Word::Note => Setting::At(Level::Note),
            Word::Warning => Setting::At(Level::Warning),
            Word::Error => Setting::At(Level::Error),
        };
        rules_named(name.get_ref()).map_err(|source| {
            let (line, column) = place(text, name.span().start);
            ConfigError::NoSuchRule { line, column, source }
        })?;
        settings.insert(name.get_ref().clone(), setting);
    }
    Ok(Levels::from_words(&settings).expect("every name was looked up"))
}

fn patterns(text: &str, globs: &[Spanned<String>]) -> Result<GlobSet, ConfigError> {
    let mut set = GlobSetBuilder::new();
    let at = |glob: &Spanned<String>, source| {
        let (line, column) = place(text, glob.span().start);
        ConfigError::Pattern { line, column, source }
    };
    for glob in globs {
        let pattern = GlobBuilder::new(glob.get_ref()).literal_separator(false).build();
        set.add(pattern.map_err(|source| at(glob, source))?);
    }
    set.build().map_err(|source| at(&globs[0], source))
}

fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::find;

    #[test]
    fn rules_and_overrides_become_levels() {
        let text = "[rules]\nplaceholder-value = 'off'\n\n[[overrides]]\npaths = ['api/a*']\n\
                    rules = { placeholder-value = 'error' }\n";
        let options = Config::parse(text).unwrap().options(text, None).unwrap();
        let rule = find("placeholder-value").unwrap();
        assert_eq!(options.check.level(rule, "api/b.md"), None);
        assert_eq!(options.check.level(rule, "api/a.md"), Some(Level::Error));
    }

    #[test]
    fn what_is_not_known_is_an_error_with_its_place() {
        let error = Config::parse("[rules]\n[overides]\n").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("`overrides`"), "{error}");
        let text = "[rules]\nunkown-type = 'off'\n";
        let error = Config::parse(text).unwrap().options(text, None).unwrap_err();
        assert!(error.to_string().starts_with("line 2, column 1: "), "{error}");
        assert_eq!(error.help(), "did you mean `unknown-type`?");
    }

    #[test]
    fn permission_names_are_taken_from_any_text() {
        let names = permission_names("|_User.Read.All_|x|\n`Mail.Read`. See Microsoft Graph.");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Mail.Read", "User.Read.All"]);
    }
}
