//! Lines of an HTTP block in, messages out.

use super::line::{
    begins_json, continues_target, is_status_line, split_header, split_loose_request_line,
    split_status_line,
};
use super::{Body, Header, HttpMessage, Request, RequestLine, Response, StatusLine};
use crate::page::text::{lines, trimmed};
use crate::page::{Excerpt, Fault, FaultKind, json};
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use std::ops::Range;

/// Reads the messages of a block; a line that belongs to none is a fault.
pub(in crate::page) fn read(block: &Excerpt, faults: &mut Vec<Fault>) -> Vec<HttpMessage> {
    let mut reader = Reader { block, draft: None, messages: Vec::with_capacity(1), faults };
    let mut at = 0;
    for line in lines(block.text()) {
        let content = line.trim_end_matches(['\n', '\r']);
        reader.line(content, at..at + content.len());
        at += line.len();
    }
    reader.finish();
    reader.messages
}

struct Reader<'e> {
    block: &'e Excerpt,
    draft: Option<Draft>,
    messages: Vec<HttpMessage>,
    faults: &'e mut Vec<Fault>,
}

/// A message of which more lines may come.
struct Draft {
    first: FirstLine,
    start: usize,
    end: usize,
    headers: Vec<Header>,
    state: State,
    body: Option<Range<usize>>,
    /// The parts of a multipart body are messages themselves; they are not ours.
    is_multipart: bool,
    is_json: bool,
}

enum FirstLine {
    Request { method: Range<usize>, target: Vec<Range<usize>>, indentation: usize },
    Status { status: Option<Range<usize>>, reason: Range<usize> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Right after the first line.
    First,
    /// After a header.
    Headers,
    /// After the first blank line.
    Gap,
    /// In the body.
    Body,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, range: Range<usize>) {
        let inside = inside(line, &range);
        let in_multipart = self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.is_multipart && draft.state != State::Headers);
        // Most lines of a block are JSON; those that begin a message begin with a word.
        let first = self.block.text().as_bytes().get(inside.start);
        let may_begin = !in_multipart && first.is_some_and(u8::is_ascii_alphabetic);
        if may_begin && is_status_line(line) {
            let (status, reason) = split_status_line(line);
            let first = FirstLine::Status {
                status: status.map(|status| shift(&status, &range)),
                reason: shift(&reason, &range),
            };
            return self.begin(first, inside);
        }
        if may_begin && let Some((method, target)) = split_loose_request_line(line) {
            let indentation = method.start;
            let first = FirstLine::Request {
                method: shift(&method, &range),
                target: vec![shift(&target, &range)],
                indentation,
            };
            return self.begin(first, inside);
        }
        let taken = match &mut self.draft {
            Some(draft) => draft.take(self.block, line, &range, &inside),
            None => inside.is_empty(),
        };
        if !taken {
            let span = self.block.span_of(inside);
            self.faults.push(Fault { span, kind: FaultKind::NotHttp });
        }
    }

    fn begin(&mut self, first: FirstLine, inside: Range<usize>) {
        self.finish();
        self.draft = Some(Draft {
            first,
            start: inside.start,
            end: inside.end,
            headers: Vec::new(),
            state: State::First,
            body: None,
            is_multipart: false,
            is_json: false,
        });
    }

    fn finish(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.messages.push(draft.finish(self.block));
        }
    }
}

impl Draft {
    /// Takes a line that begins no message; `false` when it has no place in this one.
    fn take(
        &mut self,
        block: &Excerpt,
        line: &str,
        range: &Range<usize>,
        inside: &Range<usize>,
    ) -> bool {
        if inside.is_empty() {
            self.state = match self.state {
                State::First | State::Headers | State::Gap => State::Gap,
                State::Body => State::Body,
            };
            return true;
        }
        let state = self.state;
        let taken = match state {
            State::First => {
                self.continuation(line, range)
                    || self.body_line(line, inside)
                    || self.header(block, line, range)
            }
            State::Headers => self.header(block, line, range) || self.body_line(line, inside),
            // Some leave a blank line between the first line and the headers. `BEGIN:VCARD` is none.
            State::Gap
                if self.headers.is_empty()
                    && line.contains(": ")
                    && self.header(block, line, range) =>
            {
                true
            }
            State::Gap | State::Body => self.body_line(line, inside),
        };
        if taken {
            self.end = inside.end;
        }
        taken
    }

    fn continuation(&mut self, line: &str, range: &Range<usize>) -> bool {
        let FirstLine::Request { target, indentation, .. } = &mut self.first else { return false };
        let continues = continues_target(line, *indentation);
        if continues {
            let end = line.trim_end().len();
            let end = line[..end].rfind(" HTTP/").unwrap_or(end);
            target.push(inside(&line[..end], &(range.start..range.start + end)));
        }
        continues
    }

    fn header(&mut self, block: &Excerpt, line: &str, range: &Range<usize>) -> bool {
        let Some((name, value)) = split_header(line) else { return false };
        if line[name.clone()].eq_ignore_ascii_case("content-type") {
            let media = line[value.clone()].to_ascii_lowercase();
            self.is_multipart = media.starts_with("multipart/");
            self.is_json = media.contains("json");
        }
        let name = spanned(block, shift(&name, range));
        let value = spanned(block, shift(&value, range));
        self.headers.push(Header { name, value });
        self.state = State::Headers;
        true
    }

    /// Takes a line of the body. A body begins after a blank line, or anywhere when it looks like JSON;
    /// after a request line alone, only JSON is one, for else the line is a remark.
    fn body_line(&mut self, line: &str, inside: &Range<usize>) -> bool {
        let may_begin = match self.state {
            State::Body => true,
            State::Gap => {
                begins_json(line)
                    || !self.headers.is_empty()
                    || matches!(self.first, FirstLine::Status { .. })
            }
            State::First | State::Headers => begins_json(line),
        };
        if may_begin {
            let start = self.body.as_ref().map_or(inside.start, |body| body.start);
            self.body = Some(start..inside.end);
            self.state = State::Body;
        }
        may_begin
    }

    fn finish(self, block: &Excerpt) -> HttpMessage {
        let span = block.span_of(self.start..self.end);
        let is_json = self.is_json;
        let body = self.body.map(|range| {
            let text = block.slice(range);
            let json =
                (is_json || text.text().starts_with(['{', '[', '"'])).then(|| json::parse(&text));
            Body { text, json }
        });
        let headers = self.headers;
        match self.first {
            FirstLine::Request { method, target, .. } => {
                let line = request_line(block, method, &target);
                HttpMessage::Request(Request { span, line, headers, body })
            }
            FirstLine::Status { status, reason } => {
                let line = status_line(block, self.start, status, reason);
                HttpMessage::Response(Response { span, line, headers, body })
            }
        }
    }
}

fn request_line(block: &Excerpt, method: Range<usize>, target: &[Range<usize>]) -> RequestLine {
    let mut joined = String::with_capacity(target.iter().map(|part| part.len() + 1).sum());
    for part in target {
        let part = &block.text()[part.clone()];
        // `$filter=a eq 1` goes on with `and b eq 2`; between `?` and a name nothing is missing.
        if joined.ends_with(char::is_alphanumeric) && part.starts_with(char::is_alphanumeric) {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    let start = target.first().map_or(method.end, |part| part.start);
    let end = target.last().map_or(method.end, |part| part.end);
    RequestLine {
        span: block.span_of(method.start..end),
        target: Spanned::new(joined, block.span_of(start..end)),
        method: spanned(block, method),
    }
}

fn status_line(
    block: &Excerpt,
    start: usize,
    status: Option<Range<usize>>,
    reason: Range<usize>,
) -> StatusLine {
    let span: Span = block.span_of(start..reason.end.max(start));
    let status = status.and_then(|range| {
        let number = block.text()[range.clone()].parse().ok()?;
        Some(Spanned::new(number, block.span_of(range)))
    });
    StatusLine { span, status, reason: spanned(block, reason) }
}

fn spanned(block: &Excerpt, range: Range<usize>) -> Spanned<CompactString> {
    Spanned::new(block.text()[range.clone()].into(), block.span_of(range))
}

/// A range of a line as a range of the block.
fn shift(range: &Range<usize>, line: &Range<usize>) -> Range<usize> {
    line.start + range.start..line.start + range.end
}

/// The place of a line without the white space around it.
fn inside(line: &str, range: &Range<usize>) -> Range<usize> {
    let inside = trimmed(line, 0..line.len());
    shift(&inside, range)
}
