//! Assertions for tests that are generated from documented examples.
//!
//! Each panics with both sides in full. JSON is equal here if it is the same value with every number
//! in the same spelling; white space, escapes and the order of members do not count.
//!
//! With the features `client` and `server` the methods of [`Service`] take each request and response over
//! HTTP as well: through a client, a socket, a generated service and back.

mod exchange;
mod http_text;
mod json_difference;
#[cfg(all(feature = "client", feature = "server"))]
mod mocked;
#[cfg(all(feature = "client", feature = "server"))]
mod over_http;
mod service;

use std::borrow::Cow;
use std::fmt::Write as _;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, Request, Response, StatusCode, Uri};

use crate::body::{Body, RequestBody};
use crate::endpoint::{Endpoint, RequestParts};
use crate::error::RequestError;
use crate::extra::Extra;
use crate::json::{self, DecodeError, ObjectWriter, Reader, Wire};
use crate::object::Object;
use crate::response::FromResponse;

pub use exchange::{AnyEndpoint, Exchange};
use http_text::HttpText;
pub use json_difference::json_difference;
#[cfg(all(feature = "client", feature = "server"))]
pub use mocked::{assert_answers, assert_mocked};
#[cfg(all(feature = "client", feature = "server"))]
pub use over_http::Documented;
pub use service::Service;

/// The base that requests are compared at; a documented address may have any host.
const BASE: &str = "https://service.invalid/v1.0";

/// Headers of a documented request that say nothing about the operation.
const INCIDENTAL: [&str; 8] = [
    "accept",
    "accept-encoding",
    "authorization",
    "client-request-id",
    "connection",
    "content-length",
    "host",
    "user-agent",
];

/// Reads a `T`, writes it, and gives it back.
///
/// # Panics
/// If the text is not a `T`, or what is written is not equal to it.
#[track_caller]
pub fn assert_round_trip<T: Wire>(text: &str) -> T {
    let value: T = match json::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("cannot be read: {error}\n{text}"),
    };
    let written = json::to_string(&value);
    if let Some(difference) = json_difference(text, &written) {
        panic!("comes back different: {difference}\n--- read\n{text}\n--- written\n{written}");
    }
    value
}

/// Holds an endpoint's request against the text of a documented one.
///
/// Compared are the method, the path (without host and version, percent-decoded segment by segment),
/// the query (decoded, in any order), the headers except for incidental ones such as `Authorization`,
/// and the body.
///
/// # Panics
/// If they differ, or either is no request.
#[track_caller]
pub fn assert_request<E: Endpoint>(endpoint: &E, documented: &str) {
    assert_same_request(&Endpoint::request(endpoint, BASE), documented, "request differs");
}

#[track_caller]
fn assert_same_request(
    request: &Result<Request<Bytes>, RequestError>,
    documented: &str,
    what: &str,
) {
    let request = match request {
        Ok(request) => request,
        Err(error) => panic!("cannot be built: {error}\n--- documented\n{documented}"),
    };
    if let Some(difference) = request_difference(request, &HttpText::parse(documented)) {
        let built = render(request);
        panic!("{what}: {difference}\n--- documented\n{documented}\n--- built\n{built}");
    }
}

/// The operation with some arguments and a body of its type.
fn any_request<E: Endpoint>() -> E {
    let template = E::INFO.paths.first().copied().unwrap_or_default();
    let arguments = vec!["x".to_owned(); template.matches('{').count()];
    let bodies = ["{}", "[]", "\"\"", "null", "0", "true"];
    let body = bodies
        .iter()
        .find_map(|text| E::Body::from_body(Body::bytes(*text, "application/json")).ok());
    let Some(body) = body else { panic!("no JSON is a body of `{}`", E::INFO.id) };
    E::from_parts(RequestParts::new(template, arguments), body)
}

/// The JSON body of a documented request, as the value that its stub takes.
///
/// # Panics
/// If the body is not of that type.
#[track_caller]
pub fn request_body<T: Wire>(documented: &str) -> T {
    match json::from_str(&HttpText::parse(documented).body) {
        Ok(value) => value,
        Err(error) => panic!("cannot be read: {error}\n{documented}"),
    }
}

/// The JSON body of a documented request, as the value that its stub takes: what the members `beside` hold is
/// not of their types and is kept beside the fields.
///
/// # Panics
/// If the rest of the body is not of that type.
#[track_caller]
pub fn request_body_beside<T: Object>(documented: &str, beside: &[&str]) -> T {
    let body = request_body::<AnyObject>(documented);
    let is_beside = |name: &str| beside.contains(&name);
    let mut typed = Extra::default();
    let members = body.extra.iter().filter(|(name, _)| !is_beside(name));
    members.for_each(|(name, value)| drop(typed.insert(name, value.clone())));
    body.extra.nulls().for_each(|name| typed.set_null(name));
    let text = json::to_string(&AnyObject { extra: typed });
    let mut value: T = match json::from_str(&text) {
        Ok(value) => value,
        Err(error) => panic!("cannot be read: {error}\n{text}"),
    };
    for (name, raw) in body.extra.iter().filter(|(name, _)| is_beside(name)) {
        value.extra_mut().insert(name, raw.clone());
    }
    value
}

/// An object without fields.
#[derive(Default)]
struct AnyObject {
    extra: Extra,
}

impl Object for AnyObject {
    const ODATA_TYPE: &'static str = "";

    fn decode_member(&mut self, _: &str, _: &mut Reader<'_>) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn encode_members(&self, _: &mut ObjectWriter<'_>) {}

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
}

/// The body of a documented request as it stands, with the media type of its header.
pub fn request_bytes(documented: &str) -> Body {
    let text = HttpText::parse(documented);
    let media_type = text.headers.iter().find(|(name, _)| name == "content-type");
    let media_type = media_type.map_or("application/octet-stream", |(_, value)| value);
    Body::bytes(text.body, media_type)
}

/// Reads the text of a documented response and gives what it holds.
///
/// A JSON body must come back equal when it is written.
///
/// # Panics
/// If the text is no response, cannot be read, or comes back different.
#[track_caller]
pub fn assert_response<E: Endpoint>(documented: &str) -> E::Response {
    let text = HttpText::parse(documented);
    let Some(response) = response_of(&text) else { panic!("no status line\n{documented}") };
    let value = match E::response(response) {
        Ok(value) => value,
        Err(error) => panic!("cannot be read: {error}\n{documented}"),
    };
    assert_same_body(&text.body, &value.to_body());
    value
}

/// Reads a documented response without success as clients do. The error that its body holds must come back
/// equal when it is written.
///
/// # Panics
/// If the text is no response, tells of success, or its error comes back different.
#[track_caller]
pub fn assert_failure(documented: &str) -> crate::Error {
    let text = HttpText::parse(documented);
    let Some(response) = response_of(&text) else { panic!("no status line\n{documented}") };
    let status = response.status();
    assert!(!status.is_success(), "{status} is a success\n{documented}");
    let error = crate::Error::from_failure(response);
    assert_eq!(error.status(), Some(status), "the status is lost\n{documented}");
    if let Some(written) = crate::error::rewritten(text.body.as_bytes()) {
        assert_same_body(&text.body, &written);
    }
    error
}

/// `None` without a status line.
fn response_of(text: &HttpText) -> Option<Response<Bytes>> {
    let status = text.start_line.split_whitespace().nth(1)?.parse::<StatusCode>().ok()?;
    let mut response = Response::new(Bytes::from(text.body.clone()));
    *response.status_mut() = status;
    for (name, value) in &text.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
            response.headers_mut().append(name, value);
        }
    }
    Some(response)
}

#[track_caller]
fn assert_same_body(documented: &str, written: &[u8]) {
    let both = (json::from_str::<crate::RawJson>(documented), std::str::from_utf8(written));
    if let (Ok(_), Ok(written)) = both
        && !written.is_empty()
        && let Some(difference) = json_difference(documented, written)
    {
        panic!(
            "comes back different: {difference}\n--- documented\n{documented}\n--- written\n{written}"
        );
    }
}

fn request_difference(request: &Request<Bytes>, documented: &HttpText) -> Option<String> {
    let mut start = documented.start_line.splitn(2, char::is_whitespace);
    let (method, address) =
        (start.next().unwrap_or_default(), start.next().unwrap_or_default().trim());
    let address = address.rsplit_once(" HTTP/").map_or(address, |(address, _)| address.trim());
    if request.method().as_str() != method {
        return Some(format!("method {method}"));
    }
    let (path, query) = split_address(address);
    let (built_path, built_query) = split_uri(request.uri());
    if path != built_path {
        return Some(format!("path {path:?} is {built_path:?}"));
    }
    if query != built_query {
        return Some(format!("query {query:?} is {built_query:?}"));
    }
    header_difference(request.headers(), documented)
        .or_else(|| body_difference(request.body(), &documented.body))
}

/// Path segments and sorted query options of a documented address, decoded.
fn split_address(address: &str) -> (Vec<String>, Vec<(String, String)>) {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = match path.split_once("://") {
        None => path,
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
    };
    let path = path.trim_matches('/');
    let mut segments: Vec<String> = path.split('/').map(decode).collect();
    if segments.first().is_some_and(|version| version == "v1.0" || version == "beta") {
        segments.remove(0);
    }
    let pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut options: Vec<(String, String)> =
        pairs.map(|(name, value)| (decode(name), decode(value))).collect();
    options.sort_unstable();
    (segments, options)
}

fn split_uri(uri: &Uri) -> (Vec<String>, Vec<(String, String)>) {
    split_address(&uri.to_string())
}

/// Percent-decoding; what is not well encoded stays.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let pair = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = pair.filter(|_| first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn header_difference(built: &HeaderMap, documented: &HttpText) -> Option<String> {
    for (name, value) in &documented.headers {
        let found: Vec<Cow<'_, str>> = built
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        let same = match name.as_str() {
            // A request without a body has no type, whatever the page says.
            "content-type" => {
                found.is_empty() || found.iter().any(|found| media_type(found) == media_type(value))
            }
            name => INCIDENTAL.contains(&name) || found.iter().any(|found| found == value),
        };
        if !same {
            return Some(format!("header {name}: {value:?} is {found:?}"));
        }
    }
    let known = |name: &str| documented.headers.iter().any(|(documented, _)| documented == name);
    let is_said = |name: &str| known(name) || name == "content-type" || INCIDENTAL.contains(&name);
    let surplus = built.keys().find(|name| !is_said(name.as_str()));
    surplus.map(|name| format!("header {name} is not documented"))
}

fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn body_difference(built: &[u8], documented: &str) -> Option<String> {
    let text = String::from_utf8_lossy(built);
    match (json::from_str::<crate::RawJson>(&text), json::from_str::<crate::RawJson>(documented)) {
        (Ok(built), Ok(documented)) => json_difference(documented.as_str(), built.as_str()),
        _ => (text.trim() != documented.trim()).then(|| "body".to_owned()),
    }
}

fn render(request: &Request<Bytes>) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let _ = writeln!(text, "{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    text.push('\n');
    text.push_str(&String::from_utf8_lossy(request.body()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_host_and_version() {
        let one = split_address(
            "https://graph.microsoft.com/beta/users/{id}/jobs/?$top=5&$filter=a%20eq%20'b'",
        );
        let two = split_address("/users/%7Bid%7D/jobs?$filter=a eq 'b'&$top=5");
        assert_eq!(one, two);
        assert_eq!(decode("%2F%zz%"), "/%zz%");
    }
}
