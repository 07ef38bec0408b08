//! Operations answered over HTTP: requests become typed values, typed values responses.
//!
//! Paths are matched by the same templates that clients fill in; whatever a client gets wrong is
//! answered with an OData error. The result is an [`axum::Router`], to be served, nested and layered
//! as any other:
//!
//! ```no_run
//! use docwright_runtime::server::{Refusal, Reply, Router};
//! use docwright_runtime::Endpoint;
//! # async fn serve<Get: Endpoint<Response = String> + Send + 'static>() -> std::io::Result<()> {
//! let router = Router::new().on(&(), |_, request: Get| async move {
//!     Ok(Reply::from("hello".to_owned()))
//! });
//! let app = axum::Router::new().nest("/v1.0", router.into());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! axum::serve(listener, app).await
//! # }
//! ```

mod pattern;
mod reply;
mod request;

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use http::{Method, Request, Response, StatusCode};

use crate::endpoint::Endpoint;

pub use pattern::{Openness, Pattern};
pub use reply::{Refusal, Reply};
use request::Arrived;

pub use axum;

/// The largest body that is taken unless [`Router::body_limit`] says otherwise: 4 MiB, as much as
/// Microsoft Graph takes in one request.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What a service's method gives: the documented response, or why not.
pub type Answered<E> = Result<Reply<<E as Endpoint>::Response>, Refusal>;

/// What a service's method gives until somebody writes it: 501.
pub fn not_implemented<E: Endpoint>(_: E) -> impl Future<Output = Answered<E>> + Send
where
    E::Response: Send,
{
    std::future::ready(Err(Refusal::not_implemented::<E>()))
}

type Answer = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;
type Handler = Arc<dyn Fn(Arrived) -> Answer + Send + Sync>;

/// What answers which operations.
#[derive(Clone)]
pub struct Router {
    routes: Vec<Route>,
    body_limit: usize,
}

#[derive(Clone)]
struct Route {
    method: Method,
    template: &'static str,
    pattern: Pattern,
    handler: Handler,
}

impl Default for Router {
    fn default() -> Self {
        Self { routes: Vec::new(), body_limit: BODY_LIMIT }
    }
}

impl Router {
    /// Answers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers an operation at all of its paths. Of two operations with one method and path the first
    /// counts.
    #[must_use]
    pub fn on<S, E, F, Fut>(mut self, service: &S, answer: F) -> Self
    where
        S: Clone + Send + Sync + 'static,
        E: Endpoint + Send + 'static,
        F: Fn(S, E) -> Fut + Copy + Send + Sync + 'static,
        Fut: Future<Output = Answered<E>> + Send,
    {
        let service = service.clone();
        let handler: Handler = Arc::new(move |arrived: Arrived| {
            let service = service.clone();
            Box::pin(async move {
                let answered = match arrived.into_endpoint::<E>() {
                    Ok(endpoint) => answer(service, endpoint).await,
                    Err(refusal) => Err(refusal),
                };
                match answered {
                    Ok(reply) => reply.into_response::<E>(),
                    Err(refusal) => refusal.into_response(),
                }
            })
        });
        self.routes.extend(E::INFO.paths.iter().map(|template| Route {
            method: E::INFO.method.clone(),
            template,
            pattern: Pattern::new(template),
            handler: Arc::clone(&handler),
        }));
        self
    }

    /// Answers what either answers; where both do, the first.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self.body_limit = self.body_limit.max(other.body_limit);
        self
    }

    /// The largest body that is taken, in bytes; larger ones are refused with 413.
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: bytes, ..self }
    }

    /// Answers one request.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        match self.find(&request) {
            Ok((route, arguments)) => {
                let (head, body) = request.into_parts();
                match to_bytes(body, self.body_limit).await {
                    Ok(body) => {
                        let arrived = Arrived { template: route.template, arguments, head, body };
                        (route.handler)(arrived).await
                    }
                    Err(_) => Refusal::new(
                        StatusCode::PAYLOAD_TOO_LARGE,
                        "requestTooLarge",
                        format!("the body is cut off or larger than {} bytes", self.body_limit),
                    )
                    .into_response(),
                }
            }
            Err(refusal) => refusal.into_response(),
        }
    }

    /// The route of a request and the arguments in its path.
    fn find(&self, request: &Request<Body>) -> Result<(&Route, Vec<String>), Refusal> {
        let path = request.uri().path();
        if pattern::percent_decoded(path).is_none() {
            return Err(Refusal::bad_request("the path is not well encoded"));
        }
        // A HEAD is answered as a GET; the HTTP library leaves out the body.
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let mut others = BTreeSet::new();
        for route in &self.routes {
            let Some(arguments) = route.pattern.arguments(path) else { continue };
            if route.method == method {
                return Ok((route, arguments));
            }
            others.insert(route.method.as_str());
        }
        if others.is_empty() {
            return Err(Refusal::not_found(path));
        }
        let allowed: Vec<&str> = others.into_iter().collect();
        Err(Refusal::wrong_method(request.method().as_str(), &allowed.join(", ")))
    }
}

impl From<Router> for axum::Router {
    fn from(mut router: Router) -> Self {
        // The order in which paths are tried; equal ones stay in the order of their making.
        router.routes.sort_by_cached_key(|route| route.pattern.openness());
        let router = Arc::new(router);
        Self::new().fallback(move |request: Request<Body>| {
            let router = Arc::clone(&router);
            async move { router.answer(request).await }
        })
    }
}
