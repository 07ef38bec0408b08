//! Documented exchanges: a request, where one is shown, and the response to it.

use super::Operation;
use super::content::{Content, count};
use super::preference::Preference;
use crate::Compilation;
use crate::emit::json_text;
use crate::model::header::{self, Setter};
use crate::model::{self, Example, ExampleKind, PathTemplate};
use crate::page::{Body, Header, HttpMessage, Json};
use docwright_runtime::Bytes;
use docwright_runtime::http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use docwright_runtime::http::{HeaderMap, Response, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS};
use std::borrow::Cow;

/// A response and what it is the answer to.
#[derive(Debug)]
pub(super) struct Exchange {
    /// The path of the request, without the version; empty without a request.
    path: String,
    /// Its query options, sorted.
    query: Vec<String>,
    /// The headers of the request that its caller sets, lower case names with values.
    asked: Vec<(String, String)>,
    /// What its body holds; nothing without JSON.
    content: Content,
    /// The names of the request and the response.
    names: Vec<String>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Gives each operation the exchanges that its page shows, successes before refusals.
pub(super) fn distribute(compilation: &Compilation, operations: &mut [Operation]) {
    for example in &compilation.api.examples {
        let Some(operation) = example.operation else { continue };
        if let Some(exchange) = Exchange::of(compilation, example) {
            operations[operation.0].exchanges.push(exchange);
        }
    }
    for operation in operations {
        operation.exchanges.sort_by_key(|exchange| exchange.status.as_u16() >= 400);
    }
}

impl Exchange {
    /// `None` for what is no response.
    fn of(compilation: &Compilation, example: &Example) -> Option<Self> {
        let ExampleKind::Response { request, .. } = &example.kind else { return None };
        let HttpMessage::Response(response) = message(compilation, example)? else { return None };
        let request = request.map(|index| &compilation.api.examples[index]);
        let sent = request.and_then(|request| message(compilation, request));
        let sent = match sent {
            Some(HttpMessage::Request(sent)) => Some(sent),
            Some(HttpMessage::Response(_)) | None => None,
        };
        let target = sent.map_or("", |sent| &sent.line.target.value);
        let path = PathTemplate::parse(target);
        let query = path.as_ref().and_then(|path| path.query.as_deref()).unwrap_or_default();
        let status = response.line.status.as_ref().map_or(200, |status| status.value);
        Some(Self {
            query: options(query),
            path: path.map(|path| path.to_string()).unwrap_or_default(),
            asked: sent.map(|sent| asked(&sent.headers)).unwrap_or_default(),
            content: sent
                .and_then(|sent| json(sent.body.as_ref()))
                .map(Content::documented)
                .unwrap_or_default(),
            names: [request, Some(example)].into_iter().flatten().flat_map(names).collect(),
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            headers: headers(&response.headers, response.body.as_ref()),
            body: bytes(response.body.as_ref()),
        })
    }

    /// How much a request is like the documented one; `path` is without version and `query` without page.
    pub(super) fn likeness(&self, request: &Sent<'_>) -> Likeness {
        let asked = options(request.query);
        let shared = asked.iter().filter(|option| self.query.contains(option)).count();
        let header = |name: &str, value: &str| {
            let found = request.headers.get_all(name).iter();
            found.filter_map(|found| found.to_str().ok()).any(|found| found == value)
        };
        let headers = self.asked.iter().filter(|(name, value)| header(name, value)).count();
        Likeness {
            is_success: !self.status.is_client_error() && !self.status.is_server_error(),
            members: self.content.members_alike(request.content),
            query: 2 * count(shared) - count(asked.len()) - count(self.query.len()),
            is_same_path: decoded(&self.path).eq_ignore_ascii_case(&decoded(request.path)),
            values: self.content.values_alike(request.content),
            headers: 2 * count(headers) - count(self.asked.len()),
        }
    }

    /// Whether it has the status and the name that a request asks for.
    pub(super) fn is_preferred(&self, prefer: &Preference) -> bool {
        prefer.code.is_none_or(|code| self.status == code)
            && prefer.example.as_ref().is_none_or(|name| self.names.contains(name))
    }

    pub(super) fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Where the documented request goes, without version; `None` without a request.
    pub(super) fn address(&self) -> Option<String> {
        let path = Some(&self.path).filter(|path| !path.is_empty())?;
        let mark = if self.query.is_empty() { "" } else { "?" };
        let options = self.query.iter();
        let query: Vec<String> = options.map(|option| encoded(option, OPTION)).collect();
        Some(format!("{}{mark}{}", encoded(path, PATH), query.join("&")))
    }

    pub(super) fn response(&self) -> Response<Bytes> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        response.headers_mut().clone_from(&self.headers);
        response
    }
}

/// A request, as far as examples are chosen by it.
pub(super) struct Sent<'a> {
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: &'a HeaderMap,
    pub(super) content: &'a Content,
}

/// How much a request is like a documented one; more is greater, and what stands first counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    is_success: bool,
    members: i64,
    query: i64,
    is_same_path: bool,
    values: i64,
    headers: i64,
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy()
}

/// The headers that callers set.
fn asked(documented: &[Header]) -> Vec<(String, String)> {
    let set = documented.iter().filter(|found| header::setter(&found.name.value) == Setter::Caller);
    set.map(|found| (found.name.as_str().to_ascii_lowercase(), found.value.as_str().to_owned()))
        .collect()
}

/// What no address holds, and what would end a path; one that is encoded stays.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'`');
/// What would end a query option too; these were decoded.
const OPTION: &AsciiSet = &PATH.add(b'%').add(b'&').add(b'+');

fn encoded(text: &str, special: &'static AsciiSet) -> String {
    percent_encoding::utf8_percent_encode(text, special).to_string()
}

fn names(example: &Example) -> impl Iterator<Item = String> {
    example.names.iter().map(|name| name.value.clone())
}

fn message<'a>(compilation: &'a Compilation, example: &Example) -> Option<&'a HttpMessage> {
    model::message(compilation.page(example.page), example)
}

fn json(body: Option<&Body>) -> Option<&Json> {
    Some(&body?.json.as_ref()?.root)
}

/// JSON strictly, whatever liberties the page takes.
fn bytes(body: Option<&Body>) -> Bytes {
    match (json(body), body) {
        (Some(json), _) => json_text(json).into(),
        (None, Some(body)) => body.text.text().as_bytes().to_vec().into(),
        (None, None) => Bytes::new(),
    }
}

/// The documented headers, but for those that belong to the connection.
fn headers(documented: &[Header], body: Option<&Body>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for header in documented {
        let name = HeaderName::try_from(header.name.value.as_str());
        let value = HeaderValue::try_from(header.value.value.as_str());
        if let (Ok(name), Ok(value)) = (name, value)
            && ![CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name)
        {
            headers.append(name, value);
        }
    }
    if json(body).is_some() {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    }
    headers
}

fn options(query: &str) -> Vec<String> {
    let options = query.split('&').filter(|option| !option.is_empty());
    options.map(|option| decoded(option).into_owned()).collect()
}
