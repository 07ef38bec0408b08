//! Requests as they arrive, read as operations.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName};
use http::{StatusCode, request};

use super::Refusal;
use super::pattern::percent_decoded;
use crate::body::{Body, RequestBody};
use crate::endpoint::{Endpoint, RequestParts};

/// A request whose path fits a template.
pub(super) struct Arrived {
    pub(super) template: &'static str,
    pub(super) arguments: Vec<String>,
    pub(super) head: request::Parts,
    pub(super) body: Bytes,
}

impl Arrived {
    /// The operation with its arguments and its body.
    pub(super) fn into_endpoint<E: Endpoint>(self) -> Result<E, Refusal> {
        let mut parts = RequestParts::new(self.template, self.arguments);
        parts.query = query(self.head.uri.query().unwrap_or_default())?;
        // Those that belong to the connection or to the body say nothing about the operation.
        let is_own = |name: &HeaderName| ![CONTENT_LENGTH, CONTENT_TYPE, HOST].contains(name);
        let headers = self.head.headers.iter().filter(|(name, _)| is_own(name));
        parts.headers = headers
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let media_type = self.head.headers.get(CONTENT_TYPE);
        let media_type = media_type
            .map(|media_type| String::from_utf8_lossy(media_type.as_bytes()).into_owned());
        if E::Body::IS_JSON && media_type.as_deref().is_some_and(|name| !is_json(name)) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupportedMediaType",
                "the body must be application/json",
            ));
        }
        let body = Body { bytes: self.body, media_type };
        let body = E::Body::from_body(body)
            .map_err(|error| Refusal::bad_request(format!("the body cannot be read: {error}")))?;
        Ok(E::from_parts(parts, body))
    }
}

/// `application/json`, with parameters or not, or a type that ends in `+json`.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// Query options in their order, decoded; `+` stands for itself, as OData has it.
fn query(text: &str) -> Result<Vec<(String, String)>, Refusal> {
    let options = text.split('&').filter(|option| !option.is_empty());
    let decoded = options.map(|option| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        Some((percent_decoded(name)?, percent_decoded(value)?))
    });
    let decoded: Option<Vec<_>> = decoded.collect();
    decoded.ok_or_else(|| Refusal::bad_request("the query is not well encoded"))
}
