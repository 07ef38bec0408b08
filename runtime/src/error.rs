//! What can go wrong with a request and its response.

use std::error;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::extra::Extra;
use crate::json::{self, DecodeError};
use crate::object::members;

/// An error of someone else's.
pub type BoxError = Box<dyn error::Error + Send + Sync>;

/// A request that cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// An argument would send the request elsewhere.
    Argument {
        /// The placeholder's name.
        name: String,
        /// What is wrong with the value.
        problem: ArgumentProblem,
    },
    /// The number of arguments is not that of the placeholders.
    ArgumentCount {
        /// The path template.
        template: &'static str,
        /// How many arguments there are.
        arguments: usize,
    },
    /// The base or the whole address is not a URI.
    Address(String),
    /// The name or value of a header is not one; this is its name.
    Header(String),
    /// A link from a response leads to another server than the base; following it could hand the token to a stranger.
    ForeignLink(String),
    /// A batch holds 20 requests at most.
    BatchIsFull,
}

/// Why an argument cannot stand in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentProblem {
    /// It would leave the segment empty.
    Empty,
    /// It would make the segment `.` or `..`.
    DotSegment,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument { name, problem: ArgumentProblem::Empty } => {
                write!(f, "argument `{name}` would leave the path segment empty")
            }
            Self::Argument { name, problem: ArgumentProblem::DotSegment } => {
                write!(f, "argument `{name}` would make the path segment `.` or `..`")
            }
            Self::ArgumentCount { template, arguments } => {
                write!(f, "{arguments} arguments do not fit the path `{template}`")
            }
            Self::Address(address) => write!(f, "`{address}` is not an address"),
            Self::Header(name) => write!(f, "header `{name}` has a malformed name or value"),
            Self::ForeignLink(link) => write!(f, "`{link}` leads to another server"),
            Self::BatchIsFull => f.write_str("a batch holds 20 requests at most"),
        }
    }
}

impl error::Error for RequestError {}

/// A call that did not give the documented response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be built.
    Request(RequestError),
    /// The service refused, and said why.
    Service(Box<ServiceError>),
    /// The status is no success, and the body no OData error.
    UnexpectedStatus(Box<Response<Bytes>>),
    /// The status is a success, but the body is not of the documented type.
    Decode {
        /// What is wrong with the body.
        error: DecodeError,
        /// The whole response.
        response: Box<Response<Bytes>>,
    },
    /// The connection failed, took too long, or ended in the middle.
    Transport(BoxError),
    /// There is no access token to send.
    Token(BoxError),
    /// The answer to a batch does not answer this request of it, or was taken out already.
    NotInBatch,
}

impl Error {
    /// What a response without success says.
    pub fn from_failure(response: Response<Bytes>) -> Self {
        match json::from_slice::<ErrorBody>(response.body()) {
            Ok(ErrorBody { error: Some(error), .. }) => {
                let (head, body) = response.into_parts();
                Self::Service(Box::new(ServiceError {
                    status: head.status,
                    headers: head.headers,
                    error,
                    body,
                }))
            }
            Ok(ErrorBody { error: None, .. }) | Err(_) => {
                Self::UnexpectedStatus(Box::new(response))
            }
        }
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Request(_) | Self::Transport(_) | Self::Token(_) | Self::NotInBatch => None,
            Self::Service(error) => Some(error.status),
            Self::UnexpectedStatus(response) | Self::Decode { response, .. } => {
                Some(response.status())
            }
        }
    }

    /// The header of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Request(_) | Self::Transport(_) | Self::Token(_) | Self::NotInBatch => None,
            Self::Service(error) => Some(&error.headers),
            Self::UnexpectedStatus(response) | Self::Decode { response, .. } => {
                Some(response.headers())
            }
        }
    }

    /// Whether the same request may succeed later: 408, 429, 500, 502, 503 and 504.
    pub fn is_retryable(&self) -> bool {
        !matches!(self, Self::Decode { .. })
            && self
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504))
    }

    /// The service's name for this call, which its support asks for: from the header, else from the error body.
    pub fn request_id(&self) -> Option<String> {
        let header = self.headers().and_then(|headers| headers.get("request-id"));
        match (header.and_then(|value| value.to_str().ok()), self) {
            (Some(id), _) => Some(id.to_owned()),
            (None, Self::Service(error)) => error.error.inner()?.read("request-id").ok()?,
            (
                None,
                Self::Request(_)
                | Self::UnexpectedStatus(_)
                | Self::Decode { .. }
                | Self::Transport(_)
                | Self::Token(_)
                | Self::NotInBatch,
            ) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Service(error) => error.fmt(f),
            Self::UnexpectedStatus(response) => {
                write!(f, "unexpected status {}", response.status())
            }
            Self::Decode { error, response } => {
                write!(f, "{} response: {error}", response.status())
            }
            Self::Transport(error) => write!(f, "no response: {error}"),
            Self::Token(error) => write!(f, "no access token: {error}"),
            Self::NotInBatch => f.write_str("the batch has no answer to this request"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            Self::Service(error) => Some(&**error),
            Self::UnexpectedStatus(_) | Self::NotInBatch => None,
            Self::Decode { error, .. } => Some(error),
            Self::Transport(error) | Self::Token(error) => Some(&**error),
        }
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

/// A refusal by the service: OData's error body with the response around it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServiceError {
    /// The status.
    pub status: StatusCode,
    /// The header of the response.
    pub headers: HeaderMap,
    /// The error that the body holds.
    pub error: ODataError,
    /// The body as it came.
    pub body: Bytes,
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        let ODataError { code, message, .. } = &self.error;
        match (code, message) {
            (Some(code), Some(message)) => write!(f, ": {code}: {message}"),
            (Some(text), None) | (None, Some(text)) => write!(f, ": {text}"),
            (None, None) => Ok(()),
        }
    }
}

impl error::Error for ServiceError {}

/// `{"error": {…}}`
#[derive(Default)]
struct ErrorBody {
    error: Option<ODataError>,
    extra: Extra,
}

/// The body that says an error.
#[cfg(feature = "server")]
pub(crate) fn error_body(error: ODataError) -> Bytes {
    json::to_vec(&ErrorBody { error: Some(error), extra: Extra::default() }).into()
}

/// An error's body, read and written again; `None` where it is none.
#[cfg(feature = "testing")]
pub(crate) fn rewritten(body: &[u8]) -> Option<Vec<u8>> {
    json::from_slice::<ErrorBody>(body).ok().map(|body| json::to_vec(&body))
}

/// An error as OData writes it (OData JSON Format §21.1).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ODataError {
    /// The error's name, for programs.
    pub code: Option<String>,
    /// What happened, for people.
    pub message: Option<String>,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// Several errors behind this one.
    pub details: Option<Vec<ODataError>>,
    /// What the service tells about itself: in Microsoft Graph the date and `request-id`, and more codes.
    pub inner_error: Option<InnerError>,
    /// Everything else.
    pub extra: Extra,
}

impl ODataError {
    /// The members of the inner error, whose name Microsoft Graph writes with a capital and OData without.
    fn inner(&self) -> Option<Extra> {
        match &self.inner_error {
            Some(inner) => Some(inner.extra.clone()),
            None => self.extra.read::<InnerError>("innererror").ok()?.map(|inner| inner.extra),
        }
    }
}

/// What a service adds to an [`ODataError`]; only `code` and `innerError` recur, the rest is in `extra`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct InnerError {
    /// A more precise name of the error.
    pub code: Option<String>,
    /// A still more precise error.
    pub inner_error: Option<Box<InnerError>>,
    /// Everything else, such as `request-id` and `date`.
    pub extra: Extra,
}

members!(ErrorBody { "error" => error });
members!(ODataError {
    "code" => code,
    "message" => message,
    "target" => target,
    "details" => details,
    "innerError" => inner_error
});
members!(InnerError { "code" => code, "innerError" => inner_error });
crate::serde_impls!(ODataError, InnerError);
