//! Identifiers: case, keywords, and one name for one thing.

use crate::model::unordered::Names;
use unicode_normalization::UnicodeNormalization;

/// The names taken in one scope.
#[derive(Default)]
pub(super) struct Scope {
    reserved: &'static [&'static str],
    taken: Names,
}

impl Scope {
    pub(super) fn with(reserved: &'static [&'static str]) -> Self {
        Self { reserved, taken: Names::default() }
    }

    /// The name, with a number where it is taken.
    pub(super) fn claim(&mut self, wanted: String) -> String {
        let wanted = if wanted.is_empty() { "Empty".to_owned() } else { wanted };
        let mut name = wanted.clone();
        let mut number = 2;
        while self.reserved.contains(&name.as_str()) || !self.taken.insert(name.clone()) {
            let gap = if wanted.starts_with(|c: char| c.is_lowercase()) || wanted.starts_with('_') {
                "_"
            } else {
                ""
            };
            // A keyword ends in an underscore already.
            name = format!("{}{gap}{number}", wanted.trim_end_matches('_'));
            number += 1;
        }
        name
    }
}

/// The words of a name: split at case changes, digits and marks kept with the word before, other characters
/// between.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in name.char_indices() {
        let ends = !is_part(c);
        let after = at + c.len_utf8();
        let next = || name[after..].chars().next();
        if ends || c.is_uppercase() && at > start && starts_word(before, next()) {
            words.extend((at > start).then(|| &name[start..at]));
            start = if ends { after } else { at };
        }
        before = Some(c);
    }
    words.extend((name.len() > start).then(|| &name[start..]));
    words
}

/// Whether a character may stand in a word of a Rust identifier: letters of any script, digits and marks.
fn is_part(c: char) -> bool {
    c != '_' && unicode_ident::is_xid_continue(c)
}

/// Whether a capital begins a word, given the characters before and after it.
fn starts_word(before: Option<char>, next: Option<char>) -> bool {
    match before {
        Some(before) if before.is_uppercase() => next.is_some_and(char::is_lowercase),
        Some(before) => is_part(before),
        None => false,
    }
}

/// `aadUserNotificationMessage` → `AadUserNotificationMessage`; what is no word is spelt out.
pub(super) fn pascal(name: &str) -> String {
    let mut joined = String::with_capacity(name.len());
    for word in words(name) {
        let mut chars = word.chars();
        joined.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        joined.extend(chars.flat_map(char::to_lowercase));
    }
    if joined.is_empty() { spelt_out(name) } else { identifier(joined, 'N') }
}

/// `isMFARequired` → `is_mfa_required`.
pub(crate) fn snake(name: &str) -> String {
    identifier(words(name).join("_").to_lowercase(), 'n')
}

/// The words with a letter first, as Rust compares identifiers: composed (NFC).
fn identifier(joined: String, letter: char) -> String {
    let composed = if joined.is_ascii() { joined } else { joined.nfc().collect() };
    let lacks_letter = |first| !unicode_ident::is_xid_start(first);
    if composed.starts_with(lacks_letter) { format!("{letter}{composed}") } else { composed }
}

/// A name without letters or digits: `@` → `At`.
fn spelt_out(name: &str) -> String {
    let word = |c: char| match c {
        '@' => "At".to_owned(),
        '-' => "Dash".to_owned(),
        '_' => "Underscore".to_owned(),
        '*' => "Star".to_owned(),
        '#' => "Hash".to_owned(),
        '+' => "Plus".to_owned(),
        '/' => "Slash".to_owned(),
        '.' => "Dot".to_owned(),
        other => format!("U{:x}", u32::from(other)),
    };
    name.chars().map(word).collect()
}

/// Keywords of all editions, strict and reserved, get a trailing `_`: `r#` is not allowed for all of them.
pub(in crate::model) fn not_keyword(name: String) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    match name.as_str() {
        "" => "value".to_owned(),
        keyword if KEYWORDS.contains(&keyword) => format!("{name}_"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cased_as_rust_has_them() {
        assert_eq!(pascal("synchronizationJob"), "SynchronizationJob");
        assert_eq!(pascal("eTag"), "ETag");
        assert_eq!(pascal("windows10GeneralConfiguration"), "Windows10GeneralConfiguration");
        assert_eq!(pascal("@"), "At");
        assert_eq!(pascal("2019"), "N2019");
        assert_eq!(snake("isMFARequired"), "is_mfa_required");
        assert_eq!(snake("webUrl"), "web_url");
        assert_eq!(not_keyword(snake("type")), "type_");
    }

    #[test]
    fn letters_of_all_scripts_are_kept() {
        assert_eq!(pascal("größeArt"), "GrößeArt");
        assert_eq!(snake("größeArt"), "größe_art");
        assert_eq!(snake("istÄnderbar"), "ist_änderbar");
        assert_eq!(snake("gro\u{308}ße"), "größe", "one name for one spelling");
        assert_eq!(snake("列挙"), "列挙");
        assert_eq!(pascal("列挙"), "列挙");
        assert_eq!(snake("\u{661}\u{662}"), "n\u{661}\u{662}", "digits of another script");
        assert_eq!(pascal("✓"), "U2713");
    }

    #[test]
    fn taken_names_get_a_number() {
        let mut scope = Scope::with(&["extra"]);
        assert_eq!(scope.claim("id".into()), "id");
        assert_eq!(scope.claim("id".into()), "id_2");
        assert_eq!(scope.claim("extra".into()), "extra_2");
        assert_eq!(scope.claim("Extra".into()), "Extra");
    }

    #[test]
    fn a_keyword_that_is_taken_has_one_underscore() {
        let mut scope = Scope::default();
        assert_eq!(scope.claim("type_".to_owned()), "type_");
        assert_eq!(scope.claim("type_".to_owned()), "type_2");
    }
}
