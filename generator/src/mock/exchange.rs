//! Documented exchanges: a request, where one is shown, and the response to it.

use super::Operation;
use crate::Compilation;
use crate::emit::json_text;
use crate::model::{self, Example, ExampleKind, PathTemplate};
use crate::page::{Body, Header, HttpMessage, Json, Value};
use docwright_runtime::http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use docwright_runtime::http::{HeaderMap, Response, StatusCode};
use docwright_runtime::{Bytes, RawJson};
use std::collections::BTreeSet;

/// A response and what it is the answer to.
#[derive(Debug)]
pub(super) struct Exchange {
    /// The path of the request, without the version.
    path: String,
    /// Its query options, sorted.
    query: Vec<String>,
    /// The names of the members of its body at any depth, with their depth; `None` without JSON.
    shape: Option<BTreeSet<(usize, String)>>,
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
        let (target, json) = match sent {
            Some(HttpMessage::Request(sent)) => {
                (sent.line.target.value.as_str(), json(sent.body.as_ref()))
            }
            Some(HttpMessage::Response(_)) | None => ("", None),
        };
        let path = PathTemplate::parse(target);
        let query = path.as_ref().and_then(|path| path.query.as_deref()).unwrap_or_default();
        let status = response.line.status.as_ref().map_or(200, |status| status.value);
        Some(Self {
            query: options(query),
            path: path.map(|path| path.to_string()).unwrap_or_default(),
            shape: json.map(|json| {
                let mut shape = BTreeSet::new();
                collect_documented(json, 0, &mut shape);
                shape
            }),
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            headers: headers(&response.headers, response.body.as_ref()),
            body: bytes(response.body.as_ref()),
        })
    }

    /// How much a request is like the documented one: first its body's members, then its query, then its path.
    pub(super) fn likeness(&self, path: &str, query: &str, body: Option<&RawJson>) -> Likeness {
        let mut members = BTreeSet::new();
        if let Some(body) = body {
            collect_sent(body, 0, &mut members);
        }
        let shape = self.shape.as_ref();
        let shared = shape.map_or(0, |shape| shape.intersection(&members).count());
        let different =
            shape.map_or(members.len(), |shape| shape.symmetric_difference(&members).count());
        Likeness {
            is_success: !self.status.is_client_error() && !self.status.is_server_error(),
            body: count(shared) - count(different),
            query: {
                let asked = options(query);
                let shared = asked.iter().filter(|option| self.query.contains(option)).count();
                2 * count(shared) - count(asked.len()) - count(self.query.len())
            },
            is_same_path: self.path.eq_ignore_ascii_case(path),
        }
    }

    pub(super) fn response(&self) -> Response<Bytes> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        response.headers_mut().clone_from(&self.headers);
        response
    }
}

/// How much a request is like a documented one; more is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    is_success: bool,
    body: i64,
    query: i64,
    is_same_path: bool,
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
        (None, Some(body)) => body.text.text.as_bytes().to_vec().into(),
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
    let decoded = |option: &str| {
        percent_encoding::percent_decode_str(option).decode_utf8_lossy().into_owned()
    };
    let options = query.split('&').filter(|option| !option.is_empty());
    options.map(decoded).collect()
}

/// Members with their depth; items of an array lie as deep as the array.
fn collect_documented(json: &Json, depth: usize, members: &mut BTreeSet<(usize, String)>) {
    match &json.value {
        Value::Object(found) => {
            for member in found {
                members.insert((depth, member.name.value.to_string()));
                collect_documented(&member.value, depth + 1, members);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect_documented(item, depth, members);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Invalid(_) => {}
    }
}

/// The same of a body that was sent.
fn collect_sent(json: &RawJson, depth: usize, members: &mut BTreeSet<(usize, String)>) {
    if let Ok(items) = json.to::<Vec<RawJson>>() {
        for item in &items {
            collect_sent(item, depth, members);
        }
        return;
    }
    for (name, value) in json.members() {
        members.insert((depth, name));
        collect_sent(&value, depth + 1, members);
    }
}
