//! Names within prose and cells.

/// Whether a text could be the name of a property, member, parameter or type: letters of any script, digits,
/// `_`, `-`, `.`, and `@` or `$` as the first character or after a dot.
pub fn is_identifier(text: &str) -> bool {
    let body = text.strip_prefix(['@', '$', '#']).unwrap_or(text);
    !body.is_empty()
        && body.chars().any(char::is_alphanumeric)
        && body.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@'))
        && !body.ends_with('.')
}

/// The identifiers of a text in order: maximal runs of ASCII letters, digits, `_` and `.`.
pub(crate) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| word.chars().next().is_some_and(|c| c.is_ascii_alphabetic()))
}

/// The name that a cell gives: its first code span or its first word, without a note in parentheses or
/// after a comma (`id (key)`, `name, required`, `**name**`).
pub(super) fn cell_name(plain: &str) -> Option<&str> {
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
    fn a_cell_gives_its_first_name() {
        assert_eq!(cell_name("id"), Some("id"));
        assert_eq!(cell_name("id (key)"), Some("id"));
        assert_eq!(cell_name("period Required"), Some("period"));
        assert_eq!(cell_name("…"), None);
    }
}
