//! Names within prose and cells.

/// Whether a text could be the name of a property, member, parameter or type: letters of any script, digits,
/// marks, `_`, `-`, `.`, and `@` or `$` as the first character or after a dot.
pub fn is_identifier(text: &str) -> bool {
    let body = text.strip_prefix(['@', '$', '#']).unwrap_or(text);
    let is_letter = |c: char| c.is_alphanumeric();
    body.chars().all(|c| is_part_of_name(c) || matches!(c, '-' | '.' | '@'))
        && body.chars().any(is_letter)
        && !body.ends_with('.')
}

/// Whether a character may stand within an identifier of OData (CSDL 4.01, 17.2). Of the format characters,
/// which it allows as well, only those count that join letters of a word: others are slips of an editor.
pub(super) fn is_part_of_name(c: char) -> bool {
    unicode_ident::is_xid_continue(c) || c.is_alphanumeric() || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a name has nothing but what may stand within an identifier: other names in JSON are control
/// information, or stand for any name.
pub fn is_simple_identifier(name: &str) -> bool {
    is_identifier(name) && name.chars().all(is_part_of_name)
}

/// The identifiers of a text in order: maximal runs of letters, digits, marks, `_` and `.`. A run ends where
/// words of a script that has no spaces stand beside a name of ASCII letters: `userリソース`.
pub(crate) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    runs(text).flat_map(by_script).filter(|word| word.starts_with(char::is_alphabetic))
}

/// The same where names may be of several scripts.
pub(super) fn mixed_identifiers(text: &str) -> impl Iterator<Item = &str> {
    runs(text).filter(|word| word.starts_with(char::is_alphabetic))
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(is_part_of_name(c) || c == '.')).map(|word| word.trim_matches('.'))
}

/// The parts of a run between ASCII letters and letters without case.
fn by_script(run: &str) -> impl Iterator<Item = &str> {
    let is_caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    let mut rest = Some(run);
    std::iter::from_fn(move || {
        let part = rest.take()?;
        let is_border = |(_, a): (usize, char), b: char| {
            a.is_ascii_alphabetic() && is_caseless(b) || b.is_ascii_alphabetic() && is_caseless(a)
        };
        if part.is_ascii() {
            return Some(part);
        }
        let mut pairs = part.char_indices().zip(part.chars().skip(1));
        let border = pairs.find(|(a, b)| is_border(*a, *b));
        let Some(((at, before), _)) = border else { return Some(part) };
        let (head, tail) = part.split_at(at + before.len_utf8());
        rest = Some(tail);
        Some(head)
    })
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
    fn letters_of_any_script_make_names() {
        for name in ["größe", "gro\u{308}ße", "列挙", "नाम", "می\u{200c}خواهم"] {
            assert!(is_identifier(name), "{name}");
            assert_eq!(identifiers(name).collect::<Vec<_>>(), [name]);
        }
        assert!(!is_identifier("✓"));
        assert_eq!(identifiers("größeArt enum type").next(), Some("größeArt"));
        assert_eq!(identifiers("userリソース").collect::<Vec<_>>(), ["user", "リソース"]);
        assert_eq!(mixed_identifiers("userリソース").next(), Some("userリソース"));
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
