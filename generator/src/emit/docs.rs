//! Doc comments: prose as rustdoc Markdown, one attribute per line, nothing that rustdoc warns of.

use super::types::Scope;
use crate::model::{DocPiece, DocTarget, ParagraphForm, Words};
use proc_macro2::TokenStream;
use quote::quote;

/// Columns of prose in a doc comment.
const WIDTH: usize = 96;

/// The doc attributes of lines as they are; empty lines stay.
pub(super) fn lines<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> TokenStream {
    let attributes = lines.into_iter().map(|line| {
        let line = line.as_ref();
        let text = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote! { #[doc = #text] }
    });
    quote! { #(#attributes)* }
}

/// A page's words as lines; `otherwise` where it says nothing.
pub(super) fn prose(scope: &Scope<'_>, words: Words, otherwise: &str) -> Vec<String> {
    let doc = scope.places.doc(words);
    if doc.is_empty() {
        return wrap(&escape(otherwise));
    }
    let mut lines: Vec<String> = Vec::new();
    let mut above = ParagraphForm::Running;
    for paragraph in &doc.paragraphs {
        let text: String = paragraph.pieces.iter().map(|piece| markdown(scope, piece)).collect();
        let paragraph_lines = match paragraph.form {
            ParagraphForm::Running => wrap(&text),
            ParagraphForm::Item => item(&text),
            ParagraphForm::WithinItem => {
                wrap(&text).into_iter().map(|line| format!("  {line}")).collect()
            }
        };
        let is_within_list = (above, paragraph.form) == (ParagraphForm::Item, ParagraphForm::Item);
        if !lines.is_empty() && !paragraph_lines.is_empty() && !is_within_list {
            lines.push(String::new());
        }
        lines.extend(paragraph_lines);
        above = paragraph.form;
    }
    lines
}

fn markdown(scope: &Scope<'_>, piece: &DocPiece) -> String {
    match piece {
        DocPiece::Text(text) => escape(text),
        DocPiece::Code(code) => self::code(code),
        DocPiece::Link { text, target } => match target {
            DocTarget::Type(id) if scope.selection.has_type(*id) => {
                format!("[{}]({})", escape(text), scope.doc_path(*id))
            }
            DocTarget::Operation(id) if scope.selection.has_operation(*id) => {
                let operation = scope.places.operation(*id);
                format!("[{}]({})", escape(text), scope.doc_path_of_operation(operation))
            }
            DocTarget::Url(url) if is_url(url) => format!("[{}]({url})", escape(text)),
            DocTarget::Type(_)
            | DocTarget::Operation(_)
            | DocTarget::Url(_)
            | DocTarget::Nowhere => escape(text),
        },
    }
}

/// A code span, unless the text cannot stand in one.
pub(super) fn code(text: &str) -> String {
    let text = text.trim();
    let is_plain = !text.contains(['`', '\n']) && !text.contains(is_bidirectional_control);
    if is_plain && !text.is_empty() { format!("`{text}`") } else { escape(text) }
}

/// A URL that can stand in a Markdown link as it is.
fn is_url(url: &str) -> bool {
    let allowed =
        |c: char| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>' | '\\' | '`');
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(allowed)
}

/// Words as Markdown that shows exactly them; bare addresses become links.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let end = word.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'']).len();
        let start = word.len() - word.trim_start_matches(['(', '"', '\'']).len();
        match word.get(start..end) {
            Some(url) if is_url(url) => {
                escape_into(&mut out, &word[..start]);
                out.extend(["<", url, ">"]);
                escape_into(&mut out, &word[end..]);
            }
            Some(_) | None => escape_into(&mut out, word),
        }
    }
    out
}

fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // An address within a longer word would be taken for a bare URL.
        if rest.starts_with("://")
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&')
        {
            out.push('\\');
        }
        // Rust refuses to compile characters that change the direction of the text around them.
        if !is_bidirectional_control(c) {
            out.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Unicode's explicit directional formatting characters (UAX #9 §2).
pub(super) fn is_bidirectional_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Breaks prose into lines. A code span stays on one line, and no line begins with what Markdown reads
/// as a list, quote or heading.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = guarded(&word);
        } else {
            line.push(' ');
            line.push_str(&word);
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

/// An item of a list as lines.
pub(super) fn item(text: &str) -> Vec<String> {
    let lines = wrap(text).into_iter().enumerate();
    lines.map(|(index, line)| format!("{}{line}", if index == 0 { "- " } else { "  " })).collect()
}

/// The words of a text, code spans unbroken.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for piece in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if is_open => {
                last.push(' ');
                last.push_str(piece);
            }
            Some(_) | None => words.push(piece.to_owned()),
        }
        let ticks = piece.matches('`').count() - piece.matches("\\`").count();
        is_open ^= ticks % 2 == 1;
    }
    words
}

fn guarded(word: &str) -> String {
    let is_mark =
        matches!(word, "-" | "+" | "--" | "---" | "=" | "==" | "===") || word.starts_with("- ");
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < word.len() && matches!(digits, "." | ")");
    if is_mark {
        format!("\\{word}")
    } else if is_number {
        let number = &word[..word.len() - digits.len()];
        format!("{number}\\{digits}")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escape("a [b] <c> d_e"), "a \\[b\\] \\<c\\> d\\_e");
        assert_eq!(escape("see (https://a.b/c)."), "see (<https://a.b/c>).");
    }

    #[test]
    fn addresses_inside_words_do_not_touch_those_before() {
        let text = escape("See https://a.b/c. Or foo://bar<x>");
        assert_eq!(text, "See <https://a.b/c>. Or foo\\://bar\\<x\\>");
    }

    #[test]
    fn code_spans_are_not_broken() {
        let text = format!("{} `age - 5 > # 3` end", "w".repeat(WIDTH - 4));
        assert_eq!(wrap(&text)[1], "`age - 5 > # 3` end");
    }

    #[test]
    fn no_line_opens_a_list() {
        let text = format!("{} - 1. x", "w".repeat(WIDTH - 1));
        assert_eq!(wrap(&text).last().map(String::as_str), Some("\\- 1. x"));
    }
}
