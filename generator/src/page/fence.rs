//! Code blocks: the fence lines, and what the content is.

use super::text::{lines, trim, trimmed};
use super::{Content, Excerpt, Fault, FaultKind, http, json};
use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use std::ops::Range;

/// The first word of the info string, from the source of a fenced block.
pub(super) fn language(file: FileId, source: &str, block: &Range<usize>) -> Spanned<CompactString> {
    let text = &source[block.clone()];
    let line = lines(text).next().unwrap_or_default().trim_end_matches(['\n', '\r']);
    let info = line.trim_start_matches(['`', '~']);
    let word = info.split_whitespace().next().unwrap_or_default();
    let skipped = line.len() - info.len() + (info.len() - info.trim_start().len());
    let start = block.start + skipped;
    Spanned::new(word.into(), Span::new(file, start..start + word.len()))
}

/// Whether the closing fence stands between the end of the content and the end of the block.
pub(super) fn is_closed(source: &str, block: &Range<usize>, content_end: usize) -> bool {
    let text = &source[block.clone()];
    let fence = text.as_bytes().first().copied().unwrap_or(b'`');
    let length = text.bytes().take_while(|&byte| byte == fence).count();
    let after = source.get(content_end..block.end).unwrap_or_default();
    let after = after.trim_end();
    let closing = after.bytes().rev().take_while(|&byte| byte == fence).count();
    closing >= length.max(3)
}

/// What a block's language says about its content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    Http,
    Json,
    Nothing,
    Other,
}

/// Reads the content of a code block.
pub(super) fn content(language: &str, body: &Excerpt, faults: &mut Vec<Fault>) -> Content {
    let Some(first) = lines(body.text()).map(trim).find(|line| !line.is_empty()) else {
        return Content::Other;
    };
    let claim = claim(language);
    let begins_message = http::is_status_line(first) || http::is_request_line(first);
    let begins_json = first.starts_with(['{', '[']);
    match claim {
        // Objective-C and C# lines begin with brackets, but no language's block begins with a brace.
        Claim::Other if first.starts_with('{') => Content::Json(json::parse(body)),
        Claim::Other => Content::Other,
        Claim::Http | Claim::Nothing if begins_json => Content::Json(json::parse(body)),
        Claim::Json if !begins_message => Content::Json(json::parse(body)),
        Claim::Json => Content::Http(http::read(body, faults)),
        Claim::Nothing if !begins_message => Content::Other,
        Claim::Http | Claim::Nothing => messages(claim, body, faults),
    }
}

fn messages(claim: Claim, body: &Excerpt, faults: &mut Vec<Fault>) -> Content {
    let mut found = Vec::new();
    let messages = http::read(body, &mut found);
    if !messages.is_empty() {
        faults.append(&mut found);
        return Content::Http(messages);
    }
    if claim == Claim::Http {
        // One finding for the block is enough.
        faults.push(Fault {
            span: body.span_of(trimmed(body.text(), 0..body.text().len())),
            kind: FaultKind::NotHttp,
        });
    }
    Content::Other
}

fn claim(language: &str) -> Claim {
    let is = |name: &str| language.eq_ignore_ascii_case(name);
    if is("http") || is("msgraph-interactive") || is("https") || is("rest") {
        Claim::Http
    } else if is("json") || is("jsonc") || is("json5") {
        Claim::Json
    } else if language.is_empty() {
        Claim::Nothing
    } else {
        Claim::Other
    }
}
