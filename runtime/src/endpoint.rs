//! Operations as plain values: a request to be sent by whom you like, a response to be read.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request, Response, Uri};

use crate::body::{Body, RequestBody};
use crate::error::{Error, RequestError};
use crate::response::FromResponse;
use crate::target::{Target, push_encoded};

/// What the documentation says about an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// Unique and stable: the stem of the page's file name, such as `synchronization-synchronizationjob-restart`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The documented paths, with their placeholders; any of them leads to the same operation.
    pub paths: &'static [&'static str],
    /// The page that documents it, relative to the docs root.
    pub page: &'static str,
    /// Who may call it with what.
    pub permissions: Permissions,
    /// The documented status of success, where it is neither 200 with a body nor 204 without one.
    pub status: Option<u16>,
}

impl OperationInfo {
    /// An operation by name, method, paths and page, with nothing said about permissions.
    pub const fn new(
        id: &'static str,
        method: Method,
        paths: &'static [&'static str],
        page: &'static str,
    ) -> Self {
        Self { id, method, paths, page, permissions: Permissions::UNKNOWN, status: None }
    }

    /// The same with the documented status of success.
    #[must_use]
    pub const fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// The same with permissions.
    #[must_use]
    pub const fn with_permissions(mut self, permissions: Permissions) -> Self {
        self.permissions = permissions;
        self
    }
}

/// The permissions that a caller needs one of, least privileged first, by kind of caller.
///
/// `None`: the page does not say. `Some(&[])`: this kind of caller is not supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// A user with a work or school account.
    pub delegated_work: Option<&'static [&'static str]>,
    /// A user with a personal account.
    pub delegated_personal: Option<&'static [&'static str]>,
    /// A program of its own.
    pub application: Option<&'static [&'static str]>,
}

impl Permissions {
    /// The page says nothing.
    pub const UNKNOWN: Self =
        Self { delegated_work: None, delegated_personal: None, application: None };
}

/// What every request has beside its body: target, query options and headers.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestParts {
    /// The path and its arguments.
    pub target: Target,
    /// Query options in their order, not yet encoded, such as `("$select", "id,displayName")`.
    pub query: Vec<(String, String)>,
    /// Headers in their order, such as `("Prefer", "return=minimal")`.
    pub headers: Vec<(String, String)>,
}

/// Without the token that a server finds among the headers.
impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value): &(String, String)| {
            let is_secret = name.eq_ignore_ascii_case("authorization");
            (name.clone(), if is_secret { "…".to_owned() } else { value.clone() })
        };
        f.debug_struct("RequestParts")
            .field("target", &self.target)
            .field("query", &self.query)
            .field("headers", &self.headers.iter().map(shown).collect::<Vec<_>>())
            .finish()
    }
}

impl RequestParts {
    /// A path template and its arguments, with neither query options nor headers.
    pub fn new(template: &'static str, arguments: Vec<String>) -> Self {
        Self { target: Target::new(template, arguments), query: Vec::new(), headers: Vec::new() }
    }

    /// The request against a service at `base`, such as `https://graph.microsoft.com/v1.0`.
    ///
    /// # Errors
    /// If an argument would send it elsewhere, or the address or a header is malformed.
    pub fn request(
        &self,
        method: &Method,
        base: &str,
        body: Body,
    ) -> Result<Request<Bytes>, RequestError> {
        let mut address = base.trim_end_matches('/').to_owned();
        if address.contains(['?', '#']) {
            return Err(RequestError::Address(address));
        }
        address.push_str(&self.target.path()?);
        for (index, (name, value)) in self.query.iter().enumerate() {
            address.push(if index == 0 { '?' } else { '&' });
            push_encoded(&mut address, name, b"$@:");
            address.push('=');
            push_encoded(&mut address, value, b"$@:!'()*,;/");
        }
        let uri = Uri::try_from(&address).map_err(|_| RequestError::Address(address))?;
        self.request_to(method, uri, body)
    }

    pub(crate) fn request_to(
        &self,
        method: &Method,
        uri: Uri,
        body: Body,
    ) -> Result<Request<Bytes>, RequestError> {
        let mut request = Request::new(body.bytes);
        *request.method_mut() = method.clone();
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            let malformed = || RequestError::Header(name.clone());
            let value = HeaderValue::try_from(value).map_err(|_| malformed())?;
            headers.append(HeaderName::try_from(name).map_err(|_| malformed())?, value);
        }
        if let (Some(media_type), false) = (body.media_type, headers.contains_key(CONTENT_TYPE)) {
            let malformed = |_| RequestError::Header(CONTENT_TYPE.to_string());
            headers.insert(CONTENT_TYPE, HeaderValue::try_from(media_type).map_err(malformed)?);
        }
        Ok(request)
    }
}

/// One documented operation with its arguments: a value that tells its request and reads its response.
///
/// There is no IO here. Any HTTP client will do that takes [`http::Request`]; generated stubs only
/// say where the parts and the body are.
pub trait Endpoint: Sized {
    /// What the documentation says about the operation.
    const INFO: &'static OperationInfo;

    /// What the request carries.
    type Body: RequestBody;

    /// What a successful response holds.
    type Response: FromResponse;

    /// The operation with the given target, query options, headers and body.
    fn from_parts(parts: RequestParts, body: Self::Body) -> Self;

    /// Target, query options and headers.
    fn parts(&self) -> &RequestParts;

    /// Target, query options and headers, to be changed.
    fn parts_mut(&mut self) -> &mut RequestParts;

    /// The body.
    fn body(&self) -> Body {
        Body::none()
    }

    /// The request against a service at `base`, such as `https://graph.microsoft.com/v1.0`.
    ///
    /// # Errors
    /// If an argument would send it elsewhere, or the address or a header is malformed.
    fn request(&self, base: &str) -> Result<Request<Bytes>, RequestError> {
        self.parts().request(&Self::INFO.method, base, self.body())
    }

    /// Reads a response. Every 2xx status is a success, whichever is documented.
    ///
    /// # Errors
    /// If the status is no success or the body is not of the documented type.
    fn response(response: Response<Bytes>) -> Result<Self::Response, Error> {
        if response.status().is_success() {
            FromResponse::from_response(response)
        } else {
            Err(Error::from_failure(response))
        }
    }

    /// Adds a query option, such as `.query("$select", "id,displayName")`; it is encoded later.
    #[must_use]
    fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts_mut().query.push((name.into(), value.into()));
        self
    }

    /// Adds a header, such as `.header("Prefer", "return=minimal")`.
    #[must_use]
    fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts_mut().headers.push((name.into(), value.into()));
        self
    }
}
