//! Exchanges without their types, so that whatever sends and compares them is compiled once.

use bytes::Bytes;
use http::{Request, Response};

use crate::endpoint::{Endpoint, OperationInfo};
use crate::error::{Error, RequestError};
use crate::response::FromResponse;

/// An [`Endpoint`] as far as its example needs it.
pub trait AnyEndpoint {
    /// [`Endpoint::INFO`].
    fn info(&self) -> &'static OperationInfo;

    /// [`Endpoint::request`].
    ///
    /// # Errors
    /// As there.
    fn request(&self, base: &str) -> Result<Request<Bytes>, RequestError>;

    /// The body of a response, read and written again.
    ///
    /// # Errors
    /// As [`Endpoint::response`].
    fn rewritten(&self, response: Response<Bytes>) -> Result<Bytes, Error>;
}

impl<E: Endpoint> AnyEndpoint for E {
    fn info(&self) -> &'static OperationInfo {
        E::INFO
    }

    fn request(&self, base: &str) -> Result<Request<Bytes>, RequestError> {
        Endpoint::request(self, base)
    }

    fn rewritten(&self, response: Response<Bytes>) -> Result<Bytes, Error> {
        E::response(response).map(|value| value.to_body())
    }
}

/// A documented request and the documented response to it.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// The page that shows them.
    pub page: &'static str,
    /// The request, rebuilt.
    pub request: fn() -> Box<dyn AnyEndpoint>,
    /// The response as it is shown.
    pub response: &'static str,
}
