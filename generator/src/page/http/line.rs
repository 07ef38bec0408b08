//! What a single line of an HTTP block is.

use memchr::{memchr, memchr2, memrchr2};
use std::ops::Range;

/// The methods that pages use. The older `MERGE` of OData 3 is none of HTTP's.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Whether the line begins a request: `GET /users`, `post https://…`, `DELETE {url}`.
pub(in crate::page) fn is_request_line(line: &str) -> bool {
    split_request_line(line).is_some_and(|(_, target)| is_target(&line[target]))
}

fn is_target(target: &str) -> bool {
    target.starts_with(['/', '{', '<'])
        || target.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
}

/// The ranges of method and target of a line that begins a request, whose target may also be a bare path segment:
/// `GET users/{id}`. Only fences that say that they are HTTP may be asked: prose has lines like that.
pub(super) fn split_loose_request_line(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    split_request_line(line).filter(|(_, target)| {
        let target = &line[target.clone()];
        let is_segment = |target: &str| {
            target.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '$')
                && !has_bare_space(target)
        };
        is_target(target) || is_segment(target)
    })
}

/// The ranges of method and target, white space around and a trailing ` HTTP/1.1` left out.
fn split_request_line(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = line.len() - line.trim_start().len();
    // Most lines of a block are JSON and end here.
    if !line[start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let method = start..start + memchr2(b' ', b'\t', &line.as_bytes()[start..])?;
    if !METHODS.iter().any(|known| known.eq_ignore_ascii_case(&line[method.clone()])) {
        return None;
    }
    let rest = &line[method.end..];
    let from = method.end + (rest.len() - rest.trim_start().len());
    let target = line[from..].trim_end();
    let last = memrchr2(b' ', b'\t', target.as_bytes()).map_or(0, |space| space + 1);
    let is_version = target[last..].get(..5).is_some_and(|word| word.eq_ignore_ascii_case("HTTP/"));
    let target = if is_version { target[..last].trim_end() } else { target };
    (!target.is_empty()).then(|| (method, from..from + target.len()))
}

/// Whether a space stands outside of the placeholders and quoted strings of a target.
fn has_bare_space(target: &str) -> bool {
    let mut depth = 0_usize;
    let mut quoted = false;
    target.chars().any(|c| {
        match c {
            '{' | '<' | '(' => depth += 1,
            '}' | '>' | ')' => depth = depth.saturating_sub(1),
            '\'' => quoted = !quoted,
            _ => {}
        }
        c == ' ' && depth == 0 && !quoted
    })
}

/// Whether the line begins a response: `HTTP/1.1 200 OK`, also `HTTP 200 OK` and `HTTP code: 200 OK`.
pub(in crate::page) fn is_status_line(line: &str) -> bool {
    let line = line.trim_start();
    if !line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("HTTP")) {
        return false;
    }
    let rest = &line[4..];
    let has_version = rest
        .strip_prefix('/')
        .is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()));
    has_version || (rest.starts_with(' ') && rest.split_whitespace().take(2).any(is_status))
}

/// Three digits, maybe with a comma after them.
fn is_status(word: &str) -> bool {
    let digits = word.trim_end_matches(',');
    digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The ranges of the status (when there is one) and of the reason.
pub(super) fn split_status_line(line: &str) -> (Option<Range<usize>>, Range<usize>) {
    let end = line.trim_end().len();
    let place = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    let mut words = line[..end].split_whitespace().skip(1);
    match words.clone().take(2).find(|word| is_status(word)) {
        Some(word) => {
            let start = place(word);
            // Some write `201, Created` or `204 - No Content`.
            let reason = line[start + 3..end].trim_start_matches([' ', '\t', ',', '-', ':']);
            (Some(start..start + 3), end - reason.len()..end)
        }
        None => (None, words.next().map_or(end, place)..end),
    }
}

/// The ranges of name and value of `Name: value`.
pub(super) fn split_header(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = line.len() - line.trim_start().len();
    let colon = memchr(b':', line.as_bytes())?;
    let name = line[start..colon].trim_end();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if name.is_empty() || !name.bytes().all(is_token) {
        return None;
    }
    let from = skip_space(line, colon + 1);
    Some((start..start + name.len(), from..from + line[from..].trim_end().len()))
}

fn skip_space(line: &str, from: usize) -> usize {
    from + (line[from..].len() - line[from..].trim_start().len())
}

/// Whether the line goes on with the target of the request line above it, whose indentation is given.
pub(super) fn continues_target(line: &str, indentation: usize) -> bool {
    let text = line.trim_start();
    let is_comment = text.starts_with("//") || text.starts_with("/*") || text.starts_with('#');
    if text.is_empty() || is_comment || text.starts_with(['{', '[', '"']) {
        return false;
    }
    let is_indented = line.len() - text.len() > indentation;
    text.starts_with(['?', '&', '/']) || (is_indented && split_header(line).is_none())
}

/// Whether the line begins like a JSON value.
pub(super) fn begins_json(line: &str) -> bool {
    line.trim_start().starts_with(['{', '[', '"'])
}
