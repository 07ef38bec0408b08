//! How far a message or a JSON value reaches in a plain text.

use crate::page::http::{is_request_line, is_status_line};
use std::ops::Range;

/// Whether the line begins a message or a JSON value.
pub(super) fn begins(line: &str) -> bool {
    is_request_line(line) || is_status_line(line) || begins_json(line)
}

fn begins_json(line: &str) -> bool {
    line.starts_with('{') || line.starts_with('[')
}

/// The line after the message or JSON value that begins at line `at`, if one does.
pub(super) fn end(source: &str, lines: &[Range<usize>], at: usize) -> Option<usize> {
    let text = |at: usize| &source[lines[at].clone()];
    if !begins(text(at)) {
        return None;
    }
    let mut end = at;
    if !begins_json(text(at)) {
        // Request line, maybe more of them, and headers, up to a blank line or the body.
        while end < lines.len() && !lines[end].is_empty() && !begins_json(text(end)) {
            end += 1;
        }
    }
    let body = (end..lines.len()).find(|&line| !lines[line].is_empty());
    match body.filter(|&body| begins_json(text(body))) {
        Some(body) => Some(json_end(source, lines, body)),
        None => Some(end),
    }
}

/// The line after the JSON value that begins at line `at`: where its brackets balance, or before the next message.
fn json_end(source: &str, lines: &[Range<usize>], at: usize) -> usize {
    let mut balance = Balance::default();
    for (index, line) in lines.iter().enumerate().skip(at) {
        let line = &source[line.clone()];
        if index > at && (is_request_line(line) || is_status_line(line)) {
            return index;
        }
        balance.read(line);
        if balance.open <= 0 {
            return index + 1;
        }
    }
    lines.len()
}

/// Brackets outside of strings.
#[derive(Default)]
struct Balance {
    open: i64,
    in_string: bool,
}

impl Balance {
    fn read(&mut self, line: &str) {
        let mut escaped = false;
        for c in line.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if self.in_string => escaped = true,
                '"' => self.in_string = !self.in_string,
                '{' | '[' if !self.in_string => self.open += 1,
                '}' | ']' if !self.in_string => self.open -= 1,
                _ => {}
            }
        }
        // A quote that is missing must not hide every bracket that follows.
        self.in_string = false;
    }
}
