//! Where the examples of a resource go: through their stubs, and over HTTP to the resource's service.

#[cfg(all(feature = "client", feature = "server"))]
use super::over_http::{self, Documented};
use super::{AnyEndpoint, any_request, assert_failure, assert_same_body, assert_same_request};
use super::{HttpText, response_of};
#[cfg(all(feature = "client", feature = "server"))]
use crate::server::Router;
use crate::{Bytes, Endpoint};
use http::Response;

/// The service that the examples of a resource are sent to; see [`example_service!`](crate::example_service).
///
/// Without the features `client` and `server` they are sent nowhere.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    #[cfg(all(feature = "client", feature = "server"))]
    router: Option<fn(Documented) -> Router>,
}

impl Service {
    /// None: examples go through their stubs alone.
    pub const NONE: Self = Self {
        #[cfg(all(feature = "client", feature = "server"))]
        router: None,
    };

    /// The service that a router makes of whatever answers all operations.
    #[cfg(all(feature = "client", feature = "server"))]
    pub const fn of(router: fn(Documented) -> Router) -> Self {
        Self { router: Some(router) }
    }

    /// Holds an endpoint's request against the text of a documented one, as it is built and as it arrives.
    ///
    /// # Panics
    /// As [`assert_request`](super::assert_request).
    #[track_caller]
    pub fn assert_request(&self, endpoint: &dyn AnyEndpoint, documented: &str) {
        assert_same_request(&endpoint.request(super::BASE), documented, "request differs");
        #[cfg(all(feature = "client", feature = "server"))]
        if let Some(router) = self.router {
            let arrived = over_http::sent(router, endpoint);
            assert_same_request(&arrived, documented, "request arrives different");
        }
    }

    /// Reads the text of a documented response, which must come back equal when it is written, also after
    /// the service answered some request of the operation with it.
    ///
    /// # Panics
    /// If the text is no response, cannot be read, or comes back different.
    #[track_caller]
    pub fn assert_response<E: Endpoint>(&self, documented: &str) {
        self.assert_exchange(&any_request::<E>(), documented);
    }

    /// The same of the response to a request.
    ///
    /// # Panics
    /// As [`Self::assert_response`].
    #[track_caller]
    pub fn assert_exchange(&self, endpoint: &dyn AnyEndpoint, documented: &str) {
        let (text, response) = read(documented);
        match endpoint.rewritten(response.clone()) {
            Ok(written) => assert_same_body(&text.body, &written),
            Err(error) => panic!("cannot be read: {error}\n{documented}"),
        }
        #[cfg(all(feature = "client", feature = "server"))]
        if let Some(router) = self.router {
            let answer = over_http::answered(router, endpoint, &response);
            assert_same_status(&answer, &response, documented);
            match endpoint.rewritten(answer) {
                Ok(written) => assert_same_body(&text.body, &written),
                Err(error) => panic!("does not come back from the service: {error}\n{documented}"),
            }
        }
    }

    /// Reads a documented response without success as clients do, also after the service refused some request
    /// of the operation with it.
    ///
    /// # Panics
    /// As [`assert_failure`].
    #[track_caller]
    pub fn assert_refusal<E: Endpoint>(&self, documented: &str) {
        assert_failure(documented);
        #[cfg(all(feature = "client", feature = "server"))]
        if let Some(router) = self.router {
            let (text, response) = read(documented);
            let answer = over_http::answered(router, &any_request::<E>(), &response);
            assert_same_status(&answer, &response, documented);
            if let Some(written) = crate::error::rewritten(text.body.as_bytes()) {
                assert_same_body(std::str::from_utf8(&written).unwrap_or_default(), answer.body());
            }
        }
    }
}

#[cfg(all(feature = "client", feature = "server"))]
#[track_caller]
fn assert_same_status(answer: &Response<Bytes>, response: &Response<Bytes>, documented: &str) {
    let body = String::from_utf8_lossy(answer.body());
    let (status, expected) = (answer.status(), response.status());
    assert_eq!(status, expected, "the service answers {body}\n--- documented\n{documented}");
}

#[track_caller]
fn read(documented: &str) -> (HttpText, Response<Bytes>) {
    let text = HttpText::parse(documented);
    let Some(response) = response_of(&text) else { panic!("no status line\n{documented}") };
    (text, response)
}

/// Defines `SERVICE`, a [`testing::Service`](crate::testing::Service): the router of a generated module of
/// `server`, where the features `client` and `server` of the crate at hand are on.
#[macro_export]
macro_rules! example_service {
    ($($module:ident)::+) => {
        /// What the examples are sent to.
        #[cfg(not(all(feature = "client", feature = "server")))]
        const SERVICE: $crate::testing::Service = $crate::testing::Service::NONE;

        /// What the examples are sent to.
        #[cfg(all(feature = "client", feature = "server"))]
        const SERVICE: $crate::testing::Service = {
            struct Documented($crate::testing::Documented);

            impl $($module)::+::Service for Documented {
                fn otherwise<E>(
                    &self,
                    request: E,
                ) -> impl Future<Output = $crate::server::Answered<E>> + Send
                where
                    E: $crate::Endpoint<Response: Send> + Send + 'static,
                {
                    self.0.answer(&request)
                }
            }

            $crate::testing::Service::of(|documented| $($module)::+::router(Documented(documented)))
        };
    };
}
