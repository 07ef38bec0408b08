//! What a description says in words only: read-only, required, nullable, deprecated, not.
//!
//! No structure carries these facts, so this is the one place that looks at words of a language. A
//! language is one more row; in others the facts stay unknown.

use crate::page::Text;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

struct Vocabulary {
    read_only: &'static [&'static str],
    required: &'static [&'static str],
    nullable: &'static [&'static str],
    not_nullable: &'static [&'static str],
    deprecated: &'static [&'static str],
    flags: &'static [&'static str],
    not: &'static [&'static str],
}

const LANGUAGES: &[Vocabulary] = &[
    Vocabulary {
        read_only: &["read-only", "read only", "readonly"],
        required: &["required"],
        nullable: &["nullable"],
        not_nullable: &["not nullable", "non-nullable"],
        deprecated: &["deprecated"],
        flags: &[
            "comma-separated",
            "flags enumeration",
            "flagged enumeration",
            "multi-valued enum",
            "bitmask",
        ],
        not: &["not", "don't", "doesn't", "isn't", "aren't", "no"],
    },
    Vocabulary {
        read_only: &["schreibgeschützt"],
        required: &["erforderlich"],
        nullable: &["nullwerte zulassend", "lässt nullwerte zu"],
        not_nullable: &["lässt keine nullwerte zu"],
        deprecated: &["veraltet"],
        flags: &["kommagetrennt", "durch kommas getrennt"],
        not: &["nicht", "kein", "keine", "keinen"],
    },
];

/// Whether a text denies something.
pub(super) fn denies(text: &Text) -> bool {
    let mut words = text.plain().split(|c: char| !c.is_alphabetic() && c != '\'');
    words.any(|word| {
        let mut not = LANGUAGES.iter().flat_map(|language| language.not);
        not.any(|not| word.eq_ignore_ascii_case(not))
    })
}

/// What words say of a property or parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Remarks {
    pub read_only: bool,
    pub required: bool,
    pub nullable: Option<bool>,
    pub deprecated: bool,
}

/// No remark is a longer sentence, and few sentences of a description are that short.
const LONGEST_REMARK: usize = 64;

/// Reads the remarks of a description. Only sentences that say nothing else count for "Required.",
/// "Read-only.": within a longer sentence the words are about something else.
pub(crate) fn remarks(text: &Text) -> Remarks {
    let mut remarks = Remarks::default();
    let mut is_not_nullable = false;
    let sentences =
        sentences(text.plain()).map(|found| found.trim().trim_matches(['*', '(', ')', ',']));
    for sentence in sentences.filter(|found| !found.is_empty() && found.len() <= LONGEST_REMARK) {
        let says = |words: &[&str]| words.iter().any(|word| is_remark(sentence, word));
        for words in LANGUAGES {
            remarks.read_only |= says(words.read_only);
            remarks.required |= says(words.required);
            remarks.deprecated |= says(words.deprecated);
            is_not_nullable |= says(words.not_nullable);
            if says(words.nullable) {
                remarks.nullable = Some(true);
            }
        }
    }
    if is_not_nullable {
        remarks.nullable = Some(false);
    }
    remarks
}

/// Whether a description speaks of a combination of values.
pub(crate) fn are_flags(text: &Text) -> bool {
    flags().is_match(text.plain())
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr3_iter(b'.', b'\n', b';', text.as_bytes());
    ends.chain([text.len()]).map(move |end| {
        let sentence = &text[start..end];
        start = end + 1;
        sentence
    })
}

/// Whether a sentence says a word, in any case of letters, and little else: "Read-only for now".
fn is_remark(sentence: &str, word: &str) -> bool {
    let mut rest = sentence.chars();
    let is_said = word.chars().all(|letter| rest.next().is_some_and(|c| is_same_letter(c, letter)));
    let rest = rest.as_str();
    is_said && rest.len() < 12 && !rest.starts_with(char::is_alphanumeric)
}

/// Whether a character is a small letter or its capital.
fn is_same_letter(c: char, small: char) -> bool {
    c == small || c.to_ascii_lowercase() == small || !c.is_ascii() && c.to_lowercase().eq([small])
}

/// The words for flags, wherever they stand in a description.
fn flags() -> &'static AhoCorasick {
    static FLAGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = LANGUAGES.iter().flat_map(|language| language.flags);
        let builder = AhoCorasick::builder().ascii_case_insensitive(true).build(words);
        builder.expect("a handful of words")
    });
    &FLAGS
}
