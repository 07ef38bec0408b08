//! Operations over HTTP: a client on reqwest that knows what an OData service expects.
//!
//! ```no_run
//! use docwright_runtime::client::{AccessToken, Client};
//! # async fn run<E: docwright_runtime::Endpoint>(endpoint: E) -> Result<(), docwright_runtime::Error> {
//! let client = Client::builder("https://graph.microsoft.com/v1.0")
//!     .tokens(|| async { Ok(AccessToken::from(std::env::var("TOKEN")?)) })
//!     .build()?;
//! let response = client.send(&endpoint).await?;
//! # Ok(()) }
//! ```
//!
//! A call is cancelled by dropping its future.

mod builder;
mod paging;
mod retry;
mod streaming;
mod timer;
mod token;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
pub use futures_util::future::BoxFuture;
use http::header::{ACCEPT, AUTHORIZATION, LOCATION, RANGE};
use http::{HeaderMap, Method, Request, Response};
use reqwest::{Body, Url};
use tracing::Instrument;

use crate::endpoint::{Endpoint, OperationInfo};
use crate::error::{Error, RequestError};

pub use builder::ClientBuilder;
pub use retry::RetryPolicy;
pub use streaming::Download;
pub use timer::Timer;
pub use token::{AccessToken, TokenProvider};

/// How many redirects of one request are followed.
const MOST_REDIRECTS: usize = 10;

/// Sends operations to one service. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    base: String,
    /// The base, whose origin is the only place that tokens are sent to.
    home: Url,
    tokens: Option<Box<dyn TokenProvider>>,
    retry: RetryPolicy,
    timer: Box<dyn Timer>,
    timeout: Duration,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.shared.base).finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the service at `base`, such as `https://graph.microsoft.com/v1.0`.
    pub fn builder(base: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base.into())
    }

    /// Sends a request and reads its response.
    ///
    /// # Errors
    /// If the request cannot be built or sent, if the service refuses it (repeatedly, where
    /// [`RetryPolicy`] has it repeated), or if the response is not of the documented type.
    pub async fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, Error> {
        let request = endpoint.request(&self.shared.base)?;
        let response = self.exchange(E::INFO, request).await?;
        E::response(response)
    }

    /// Sends a request, again where that may help, and takes its whole response. Not generic, so that
    /// it is compiled once.
    pub(crate) async fn exchange(
        &self,
        info: &'static OperationInfo,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Error> {
        let span = span(info, request.method());
        let timeout = Some(self.shared.timeout);
        async {
            let response = self.repeat(&request, timeout).await?;
            streaming::whole(response).await
        }
        .instrument(span)
        .await
    }

    /// Sends a request as often as the policy has it.
    async fn repeat(
        &self,
        request: &Request<Bytes>,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, Error> {
        let (retry, timer) = (self.shared.retry, &self.shared.timer);
        for attempt in 1.. {
            let response = self.follow(request, timeout).await?;
            let (status, headers) = (response.status(), response.headers());
            tracing::Span::current().record("status", status.as_u16());
            let Some(wait) = retry.wait(request.method(), status, headers, attempt, timer.now())
            else {
                return Ok(response);
            };
            tracing::debug!(attempt, status = status.as_u16(), ?wait, "refused for now");
            // The refusal is dropped first, so that its connection is not held through the wait.
            drop(response);
            timer.sleep(wait).await;
        }
        unreachable!("some attempt is the last")
    }

    /// Sends a request once and follows the redirects of a reading one, such as to a download.
    async fn follow(
        &self,
        request: &Request<Bytes>,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, Error> {
        let address = request.uri().to_string();
        let mut url = Url::parse(&address).map_err(|_| RequestError::Address(address))?;
        for _ in 0..=MOST_REDIRECTS {
            let body = Body::from(request.body().clone());
            let response = self.send_to(&url, request, body, timeout).await?;
            match redirect(request.method(), &response) {
                Some(next) => url = next,
                None => return Ok(response),
            }
        }
        Err(Error::Transport("the service redirects without end".into()))
    }

    /// Sends the message to an address. Only the service itself gets the token and the headers that
    /// were meant for it.
    async fn send_to<B>(
        &self,
        url: &Url,
        head: &Request<B>,
        body: Body,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, Error> {
        let mut request = reqwest::Request::new(head.method().clone(), url.clone());
        if url.origin() == self.shared.home.origin() {
            request.headers_mut().clone_from(head.headers());
            if let Some(tokens) = &self.shared.tokens {
                let token = tokens.token().await.map_err(Error::Token)?;
                request.headers_mut().insert(AUTHORIZATION, token.header()?);
            }
        } else {
            *request.headers_mut() = harmless(head.headers());
        }
        *request.body_mut() = Some(body);
        *request.timeout_mut() = timeout;
        self.shared.http.execute(request).await.map_err(transport)
    }
}

/// The span of one call: names of the operation, no address and no header, which may hold secrets.
fn span(info: &'static OperationInfo, method: &Method) -> tracing::Span {
    tracing::info_span!("call", operation = info.id, %method, status = tracing::field::Empty)
}

/// Where a response sends a reading request on to.
fn redirect(method: &Method, response: &reqwest::Response) -> Option<Url> {
    let is_followed =
        method.is_safe() && matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(LOCATION).filter(|_| is_followed)?;
    response.url().join(location.to_str().ok()?).ok()
}

/// The headers that a stranger may see.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    let known = [ACCEPT, RANGE].into_iter();
    known.filter_map(|name| Some((name.clone(), headers.get(name)?.clone()))).collect()
}

/// Without the address, which may be a download's with a secret in its query.
fn transport(error: reqwest::Error) -> Error {
    Error::Transport(Box::new(error.without_url()))
}
