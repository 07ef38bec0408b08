//! What successful responses hold.

use bytes::Bytes;
use http::header::{HeaderValue, LOCATION};
use http::{HeaderMap, Response};

use crate::error::Error;
use crate::json::{self, Wire};

/// What the body of a successful response can be read as.
///
/// Every [`Wire`] type reads JSON; an empty body counts as `null`, so that `Option<T>` is the
/// response of an operation that answers with the object or with nothing.
pub trait FromResponse: Sized {
    /// The media type of the body; `None` where there is none.
    const MEDIA_TYPE: Option<&'static str>;

    /// Reads the response, whose status is a success.
    ///
    /// # Errors
    /// If the body is not of this type.
    fn from_response(response: Response<Bytes>) -> Result<Self, Error>;

    /// The body that reads as this value, such as for a stand-in for the service in a test.
    fn to_body(&self) -> Bytes;

    /// The headers that belong to this value.
    fn to_headers(&self) -> HeaderMap {
        HeaderMap::new()
    }
}

/// A response without a body, such as `204 No Content`; a body that comes nevertheless is ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl FromResponse for NoContent {
    const MEDIA_TYPE: Option<&'static str> = None;

    fn from_response(_: Response<Bytes>) -> Result<Self, Error> {
        Ok(Self)
    }

    fn to_body(&self) -> Bytes {
        Bytes::new()
    }
}

/// `202 Accepted`: the service does it later, and says where to ask how far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// Where to ask: `Location`.
    pub location: Option<String>,
}

impl Accepted {
    /// To be asked for at `location`.
    pub fn at(location: impl Into<String>) -> Self {
        Self { location: Some(location.into()) }
    }
}

impl FromResponse for Accepted {
    const MEDIA_TYPE: Option<&'static str> = None;

    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        Ok(Self { location: location.map(str::to_owned) })
    }

    fn to_body(&self) -> Bytes {
        Bytes::new()
    }

    fn to_headers(&self) -> HeaderMap {
        let location = self.location.as_deref().and_then(|text| HeaderValue::from_str(text).ok());
        location.map(|value| (LOCATION, value)).into_iter().collect()
    }
}

/// The body as it came, such as the content of a file.
impl FromResponse for Bytes {
    const MEDIA_TYPE: Option<&'static str> = Some("application/octet-stream");

    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        Ok(response.into_body())
    }

    fn to_body(&self) -> Bytes {
        self.clone()
    }
}

impl<T: Wire> FromResponse for T {
    const MEDIA_TYPE: Option<&'static str> = Some("application/json");

    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        let body = response.body();
        let text: &[u8] = if body.trim_ascii().is_empty() { b"null" } else { body };
        json::from_slice(text)
            .map_err(|error| Error::Decode { error, response: Box::new(response) })
    }

    fn to_body(&self) -> Bytes {
        json::to_vec(self).into()
    }
}
