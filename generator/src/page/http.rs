//! HTTP messages as pages write them: bare request lines, whole requests, responses.

mod line;
mod reader;
#[cfg(test)]
mod tests;

use super::{Excerpt, JsonDocument};
use crate::source::{Span, Spanned};
use compact_str::CompactString;

pub(super) use line::{is_request_line, is_status_line};
pub(super) use reader::read;

/// One message of an HTTP block.
#[derive(Clone, Debug, PartialEq)]
pub enum HttpMessage {
    /// A request line, maybe with headers and a body.
    Request(Request),
    /// A status line, maybe with headers and a body.
    Response(Response),
}

impl HttpMessage {
    /// The request; `None` for a response.
    pub fn request(&self) -> Option<&Request> {
        match self {
            Self::Request(request) => Some(request),
            Self::Response(_) => None,
        }
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The whole message.
    pub span: Span,
    /// `POST https://…`
    pub line: RequestLine,
    /// The headers in order.
    pub headers: Vec<Header>,
    /// The body; `None` when nothing follows the headers.
    pub body: Option<Body>,
}

/// A request line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// The line; with its continuations when the target is broken over lines.
    pub span: Span,
    /// The method as written (`GET`).
    pub method: Spanned<CompactString>,
    /// The target as written, broken lines joined: an absolute URL or a path.
    pub target: Spanned<String>,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The whole message.
    pub span: Span,
    /// `HTTP/1.1 201 Created`
    pub line: StatusLine,
    /// The headers in order.
    pub headers: Vec<Header>,
    /// The body; `None` when nothing follows the headers.
    pub body: Option<Body>,
}

/// A status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLine {
    /// The line.
    pub span: Span,
    /// `201`; `None` when the line has no such number.
    pub status: Option<Spanned<u16>>,
    /// `Created`
    pub reason: Spanned<CompactString>,
}

/// A header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name as written.
    pub name: Spanned<CompactString>,
    /// The value, trimmed.
    pub value: Spanned<CompactString>,
}

/// A message body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The text, without surrounding blank lines.
    pub text: Excerpt,
    /// The value, when the text begins like JSON (`{`, `[`) or the headers say that it is.
    pub json: Option<JsonDocument>,
}
