//! Names within prose and cells.

/// Whether a text could be the name of a property, member, parameter or type: letters of any script, digits,
/// `_`, `-`, `.`, and `@` or `$` as the first character or after a dot.
pub fn is_identifier(text: &str) -> bool {
    let body = text.strip_prefix(['@', '$', '#']).unwrap_or(text);
    let is_letter = |c: char| c.is_alphanumeric();
    body.chars().all(|c| is_letter(c) || matches!(c, '_' | '-' | '.' | '@'))
        && body.chars().any(is_letter)
        && !body.ends_with('.')
}

/// The identifiers of a text in order: maximal runs of ASCII letters, digits, `_` and `.`.
pub(crate) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| word.chars().next().is_some_and(|c| c.is_ascii_alphabetic()))
}

/// Where a text says one of some words, given in lower case and in ASCII, in any case of letters: the end of
/// the first of them that it says.
pub(super) fn end_of_words(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let first = word.as_bytes().first()?;
        let mut starts = memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text.as_bytes());
        let is_said = |&at: &usize| {
            let found = text.as_bytes().get(at..at + word.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
        };
        Some(starts.find(is_said)? + word.len())
    })
}

/// The name that a cell gives: its first code span or its first word, without a note in parentheses or
/// after a comma (`id (key)`, `name, required`, `**name**`).
pub(super) fn cell_name(plain: &str) -> Option<&str> {
    // Most cells say nothing else.
    if is_identifier(plain) {
        return Some(plain);
    }
    let first = plain.split(['\n', ',', '(']).next()?.trim();
    let first = first.trim_end_matches([':', '*']).trim();
    let word = match first.split_once(char::is_whitespace) {
        None => first,
        // "Content - type" is no name, but "id Required" is a name with a note.
        Some((word, _)) => word,
    };
    is_identifier(word).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_names_of_json_members() {
        for name in
            ["id", "@odata.type", "@microsoft.graph.downloadUrl", "$top", "Content-Type", "a1"]
        {
            assert!(is_identifier(name), "{name}");
        }
        for other in ["", "two words", "a.", "…", "--", "(x)"] {
            assert!(!is_identifier(other), "{other}");
        }
    }

    #[test]
    fn words_are_found_in_any_case_of_letters() {
        assert_eq!(end_of_words("Der Typ Is An open type.", &["is an open type"]), Some(23));
        assert_eq!(
            end_of_words("Über: Derived from x", &["derives from", "derived from"]),
            Some(19)
        );
        assert_eq!(end_of_words("derive", &["derives from"]), None);
    }

    #[test]
    fn a_cell_gives_its_first_name() {
        assert_eq!(cell_name("id"), Some("id"));
        assert_eq!(cell_name("id (key)"), Some("id"));
        assert_eq!(cell_name("period Required"), Some("period"));
        assert_eq!(cell_name("…"), None);
    }
}
