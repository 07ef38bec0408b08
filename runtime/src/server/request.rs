//! Requests as they arrive, read as operations.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use http::{StatusCode, request};

use super::Refusal;
use super::pattern::percent_decoded;
use crate::body::{Body, RequestBody};
use crate::endpoint::{Endpoint, RequestParts};
use crate::json::DecodeError;
use crate::target::Target;

/// A request whose path fits a template.
pub(super) struct Arrived {
    parts: RequestParts,
    body: Body,
}

impl Arrived {
    /// Reads what does not depend on the operation.
    pub(super) fn read(
        target: Target,
        head: &request::Parts,
        bytes: Bytes,
    ) -> Result<Self, Refusal> {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        // Those that belong to the connection or to the body say nothing about the operation.
        let is_own = |name: &HeaderName| ![CONTENT_LENGTH, CONTENT_TYPE, HOST].contains(name);
        let headers = head.headers.iter().filter(|(name, _)| is_own(name));
        let headers = headers.map(|(name, value)| (name.to_string(), text(value))).collect();
        let query = query(head.uri.query().unwrap_or_default())?;
        let media_type = head.headers.get(CONTENT_TYPE).map(text);
        let parts = RequestParts { target, query, headers };
        Ok(Self { parts, body: Body { bytes, media_type } })
    }

    /// The operation with its arguments and its body.
    pub(super) fn into_endpoint<E: Endpoint>(self) -> Result<E, Refusal> {
        if E::Body::IS_JSON {
            self.check_is_json()?;
        }
        let body = E::Body::from_body(self.body).map_err(|error| unreadable(&error))?;
        Ok(E::from_parts(self.parts, body))
    }

    fn check_is_json(&self) -> Result<(), Refusal> {
        if self.body.media_type.as_deref().is_none_or(is_json) {
            return Ok(());
        }
        let message = "the body must be application/json";
        Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", message))
    }
}

fn unreadable(error: &DecodeError) -> Refusal {
    Refusal::bad_request(format!("the body cannot be read: {error}"))
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
