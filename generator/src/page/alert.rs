//! `> [!NOTE]` and the like.

use super::Container;
use super::inline::Inline;
use pulldown_cmark::BlockQuoteKind;

/// The kind of a quote: GitHub's five alerts, and any other `[!WORD]` at its beginning.
pub(super) fn quote(kind: Option<BlockQuoteKind>, source: &str) -> Container {
    match kind {
        Some(BlockQuoteKind::Note) => Container::Alert("NOTE".into()),
        Some(BlockQuoteKind::Tip) => Container::Alert("TIP".into()),
        Some(BlockQuoteKind::Important) => Container::Alert("IMPORTANT".into()),
        Some(BlockQuoteKind::Warning) => Container::Alert("WARNING".into()),
        Some(BlockQuoteKind::Caution) => Container::Alert("CAUTION".into()),
        None => match alert_mark(source.trim_start_matches(['>', ' ', '\t', '\r', '\n'])) {
            Some(word) => Container::Alert(word.to_uppercase()),
            None => Container::Quote,
        },
    }
}

/// The word of `[!WORD]` when the text begins with it.
fn alert_mark(text: &str) -> Option<&str> {
    let word = text.strip_prefix("[!")?;
    let end = word.find(|c: char| !c.is_ascii_alphabetic())?;
    (end > 0 && word[end..].starts_with(']')).then(|| &word[..end])
}

/// Takes the `[!WORD]` off the beginning of the text of an alert.
pub(super) fn strip_alert_mark(inline: &mut Inline, source: &str) {
    let range = inline.text.span.range();
    let Some(word) = alert_mark(&source[range.clone()]) else { return };
    let length = word.len() + "[!]".len();
    if let Some(plain) = inline.text.plain().get(length..) {
        let rest = source[range.start + length..range.end]
            .trim_start_matches(['>', ' ', '\t', '\r', '\n']);
        inline.text = inline.text.end(plain.trim_start(), range.end - rest.len()..range.end);
    }
}
