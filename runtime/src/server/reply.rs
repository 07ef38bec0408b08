//! What a service answers: a typed value, or an OData error.

use axum::body::Body;
use bytes::Bytes;
use http::header::{
    ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use http::{HeaderMap, Response, StatusCode};

use crate::endpoint::{Endpoint, OperationInfo};
use crate::error::{ODataError, error_body};
use crate::response::FromResponse;

/// A successful answer. A plain value becomes one with the documented status.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply<T> {
    /// What the body holds.
    pub value: T,
    /// The status, where it is not the documented one.
    pub status: Option<StatusCode>,
    /// Headers beside those that the value brings along.
    pub headers: HeaderMap,
}

impl<T> From<T> for Reply<T> {
    fn from(value: T) -> Self {
        Self { value, status: None, headers: HeaderMap::new() }
    }
}

impl<T> Reply<T> {
    /// The same with another status than the documented one.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status: Some(status), ..self }
    }

    /// The same with one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }
}

impl<T: FromResponse> Reply<T> {
    pub(super) fn written(self) -> Written {
        Written {
            bytes: self.value.to_body(),
            media_type: T::MEDIA_TYPE,
            value_headers: self.value.to_headers(),
            status: self.status,
            headers: self.headers,
        }
    }
}

/// A [`Reply`] whose value is written.
pub(super) struct Written {
    bytes: Bytes,
    media_type: Option<&'static str>,
    value_headers: HeaderMap,
    status: Option<StatusCode>,
    headers: HeaderMap,
}

impl Written {
    /// The response of an operation.
    pub(super) fn into_response(self, info: &OperationInfo) -> Response<Body> {
        // OData answers with 204 instead of a null (OData Protocol §11.2.4).
        let is_empty = self.bytes.is_empty() || *self.bytes == *b"null";
        let usual = if is_empty { StatusCode::NO_CONTENT } else { StatusCode::OK };
        let documented = info.status.and_then(|status| StatusCode::from_u16(status).ok());
        // What is documented of a body does not hold where there is none.
        let documented =
            documented.filter(|status| !is_empty || self.media_type.is_none() || *status == usual);
        let status = self.status.or(documented).unwrap_or(usual);
        let bytes = if is_empty { Bytes::new() } else { self.bytes };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = status;
        if let (Some(media_type), false) = (self.media_type, is_empty) {
            let media_type = HeaderValue::from_static(media_type);
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        response.headers_mut().extend(self.value_headers);
        response.headers_mut().extend(self.headers);
        response
    }
}

/// An answer that refuses: a status and an OData error body.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// Headers, such as `Retry-After`.
    pub headers: HeaderMap,
    /// The error.
    pub error: Box<ODataError>,
}

impl Refusal {
    /// A refusal with a code for programs and a message for people.
    pub fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        let (code, message) = (Some(code.into()), Some(message.into()));
        let error = ODataError { code, message, ..ODataError::default() };
        Self { status, headers: HeaderMap::new(), error: Box::new(error) }
    }

    /// What operations answer that nobody has written yet.
    pub fn not_implemented<E: Endpoint>() -> Self {
        let message = format!("`{}` is not implemented", E::INFO.id);
        Self::new(StatusCode::NOT_IMPLEMENTED, "notImplemented", message)
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "badRequest", message)
    }

    pub(crate) fn not_found(path: &str) -> Self {
        let message = format!("there is no resource at `{path}`");
        Self::new(StatusCode::NOT_FOUND, "resourceNotFound", message)
    }

    /// 405, with the methods that there are.
    pub fn wrong_method(method: &str, allowed: &str) -> Self {
        let message = format!("this resource has {allowed}, not {method}");
        let mut refusal = Self::new(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", message);
        refusal.headers.extend(HeaderValue::try_from(allowed).map(|value| (ALLOW, value)));
        refusal
    }

    /// The response.
    pub fn into_response(self) -> Response<Body> {
        self.into_bytes().map(Body::from)
    }

    /// The response with its whole body.
    pub fn into_bytes(self) -> Response<Bytes> {
        let mut response = Response::new(error_body(*self.error));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        // They may be those of a refusal that came from another service, whose body was another text.
        response.headers_mut().remove(CONTENT_LENGTH);
        response.headers_mut().remove(TRANSFER_ENCODING);
        let media_type = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }
}
