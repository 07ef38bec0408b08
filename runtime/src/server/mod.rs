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

use crate::endpoint::{Endpoint, OperationInfo};
use crate::target::Target;

pub use pattern::{Openness, Pattern};
use reply::Written;
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

type Answer = Pin<Box<dyn Future<Output = Result<Written, Refusal>> + Send>>;
type Handler = Arc<dyn Fn(Arrived) -> Result<Answer, Refusal> + Send + Sync>;

/// What answers which operations.
#[derive(Clone)]
pub struct Router {
    routes: Vec<Route>,
    body_limit: usize,
}

#[derive(Clone)]
struct Route {
    info: &'static OperationInfo,
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
        Fut: Future<Output = Answered<E>> + Send + 'static,
    {
        let service = service.clone();
        // Compiled once per operation, so it holds nothing that could stand elsewhere.
        let handler: Handler = Arc::new(move |arrived: Arrived| {
            let answered = answer(service.clone(), arrived.into_endpoint::<E>()?);
            Ok(Box::pin(async move { answered.await.map(Reply::written) }))
        });
        self.add(E::INFO, &handler);
        self
    }

    fn add(&mut self, info: &'static OperationInfo, handler: &Handler) {
        self.routes.extend(info.paths.iter().map(|template| Route {
            info,
            template,
            pattern: Pattern::new(template),
            handler: Arc::clone(handler),
        }));
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

    /// In the order in which paths are tried; equal ones stay in the order of their making.
    pub(crate) fn in_order(mut self) -> Self {
        self.routes.sort_by_cached_key(|route| route.pattern.openness());
        self
    }

    /// Answers one request.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        self.answered(request).await.unwrap_or_else(Refusal::into_response)
    }

    async fn answered(&self, request: Request<Body>) -> Result<Response<Body>, Refusal> {
        let (route, arguments) = self.find(&request)?;
        let (head, body) = request.into_parts();
        let body = to_bytes(body, self.body_limit).await.map_err(|_| {
            let message = format!("the body is cut off or larger than {} bytes", self.body_limit);
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "requestTooLarge", message)
        })?;
        let target = Target::new(route.template, arguments);
        let written = (route.handler)(Arrived::read(target, &head, body)?)?.await?;
        Ok(written.into_response(route.info))
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
            if route.info.method == method {
                return Ok((route, arguments));
            }
            others.insert(route.info.method.as_str());
        }
        if others.is_empty() {
            return Err(Refusal::not_found(path));
        }
        let allowed: Vec<&str> = others.into_iter().collect();
        Err(Refusal::wrong_method(request.method().as_str(), &allowed.join(", ")))
    }
}

impl From<Router> for axum::Router {
    fn from(router: Router) -> Self {
        let router = Arc::new(router.in_order());
        Self::new().fallback(move |request: Request<Body>| {
            let router = Arc::clone(&router);
            async move { router.answer(request).await }
        })
    }
}
