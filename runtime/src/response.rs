//! What successful responses hold.

use bytes::Bytes;
use http::Response;

use crate::error::Error;
use crate::json::{self, Wire};

/// What the body of a successful response can be read as.
///
/// Every [`Wire`] type reads JSON; an empty body counts as `null`, so that `Option<T>` is the
/// response of an operation that answers with the object or with nothing.
pub trait FromResponse: Sized {
    /// Reads the response, whose status is a success.
    ///
    /// # Errors
    /// If the body is not of this type.
    fn from_response(response: Response<Bytes>) -> Result<Self, Error>;

    /// The body that reads as this value, such as for a stand-in for the service in a test.
    fn to_body(&self) -> Bytes;
}

/// A response without a body, such as `204 No Content`; a body that comes nevertheless is ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl FromResponse for NoContent {
    fn from_response(_: Response<Bytes>) -> Result<Self, Error> {
        Ok(Self)
    }

    fn to_body(&self) -> Bytes {
        Bytes::new()
    }
}

/// The body as it came, such as the content of a file.
impl FromResponse for Bytes {
    fn from_response(response: Response<Bytes>) -> Result<Self, Error> {
        Ok(response.into_body())
    }

    fn to_body(&self) -> Bytes {
        self.clone()
    }
}

impl<T: Wire> FromResponse for T {
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
