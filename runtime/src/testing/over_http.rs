//! Examples over HTTP: from the client through a socket to a service and back.

use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle};

use super::{AnyEndpoint, BASE};
use crate::client::{Client, RetryPolicy};
use crate::endpoint::Endpoint;
use crate::error::{Error, RequestError};
use crate::server::{Answered, Refusal, Reply, Router, axum};

/// Answers every operation with one documented response, and remembers what arrived.
#[derive(Clone, Debug)]
pub struct Documented(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Without one, requests are refused.
    response: Option<Response<Bytes>>,
    arrived: Mutex<Option<Result<Request<Bytes>, RequestError>>>,
}

impl Documented {
    fn new(response: Option<Response<Bytes>>) -> Self {
        Self(Arc::new(Inner { response, arrived: Mutex::new(None) }))
    }

    /// The documented response, as the operation reads it.
    pub fn answer<E: Endpoint>(&self, request: &E) -> Ready<Answered<E>> {
        self.note(request.request(BASE));
        ready(self.response().and_then(|response| {
            let status = response.status();
            let value = E::response(response).map_err(|error| refusal(&error))?;
            Ok(Reply::from(value).with_status(status))
        }))
    }

    fn note(&self, arrived: Result<Request<Bytes>, RequestError>) {
        *self.0.arrived.lock().unwrap_or_else(PoisonError::into_inner) = Some(arrived);
    }

    fn arrived(&self) -> Option<Result<Request<Bytes>, RequestError>> {
        self.0.arrived.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn response(&self) -> Result<Response<Bytes>, Refusal> {
        let none = || Refusal::new(StatusCode::NOT_IMPLEMENTED, "none", "there is no response");
        self.0.response.clone().ok_or_else(none)
    }
}

/// The documented refusal; also of a response that is not of the documented type.
fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Service(refused) => Refusal {
            status: refused.status,
            headers: refused.headers.clone(),
            error: Box::new(refused.error.clone()),
        },
        Error::UnexpectedStatus(response) => {
            Refusal::new(response.status(), "undocumented", "the body is no OData error")
        }
        Error::Request(_)
        | Error::Decode { .. }
        | Error::Transport(_)
        | Error::Token(_)
        | Error::NotInBatch => Refusal::bad_request(error.to_string()),
    }
}

/// Sends a request to a service, and gives what arrived there.
///
/// # Panics
/// If it does not arrive.
#[track_caller]
pub(super) fn sent(
    router: fn(Documented) -> Router,
    endpoint: &dyn AnyEndpoint,
) -> Result<Request<Bytes>, RequestError> {
    let documented = Documented::new(None);
    let outcome = Wire::get().exchange(router(documented.clone()), endpoint);
    documented.arrived().unwrap_or_else(|| panic!("does not arrive at the service: {outcome:?}"))
}

/// Lets a service answer a request with a response, and gives what the client gets.
///
/// # Panics
/// If it gets none.
#[track_caller]
pub(super) fn answered(
    router: fn(Documented) -> Router,
    endpoint: &dyn AnyEndpoint,
    response: &Response<Bytes>,
) -> Response<Bytes> {
    let documented = Documented::new(Some(response.clone()));
    let outcome = Wire::get().exchange(router(documented), endpoint);
    outcome.unwrap_or_else(|error| panic!("no answer from the service: {error}"))
}

/// A server for all tests of the process, and a client to send with. A number as first segment of the path
/// says whose request it is.
pub(super) struct Wire {
    runtime: Handle,
    client: Client,
    address: String,
    routers: Arc<Routers>,
    next: AtomicU64,
}

type Routers = Mutex<BTreeMap<u64, Arc<Router>>>;

impl Wire {
    pub(super) fn get() -> &'static Self {
        static WIRE: LazyLock<Wire> = LazyLock::new(Wire::new);
        &WIRE
    }

    fn new() -> Self {
        let routers = Arc::<Routers>::default();
        let (known, (tell, told)) = (Arc::clone(&routers), channel());
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("a test has threads and sockets");
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await?;
                let _ = tell.send((runtime.handle().clone(), listener.local_addr()?));
                let app = axum::Router::new()
                    .fallback(move |request| answer(Arc::clone(&known), request));
                axum::serve(listener, app).await
            })
        });
        let (runtime, address) = told.recv().expect("a socket on the loopback interface");
        let address = format!("http://{address}");
        let client = Client::builder(&address).retry(RetryPolicy::never()).build();
        let client = client.expect("the address is one");
        Self { runtime, client, address, routers, next: AtomicU64::new(0) }
    }

    fn exchange(
        &self,
        router: Router,
        endpoint: &dyn AnyEndpoint,
    ) -> Result<Response<Bytes>, Error> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let router = Arc::new(router.body_limit(usize::MAX).in_order());
        self.routers.lock().unwrap_or_else(PoisonError::into_inner).insert(number, router);
        let outcome = self.send(&format!("{}/{number}/v1.0", self.address), endpoint);
        self.routers.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        outcome
    }

    /// Sends a request to any base.
    pub(super) fn send(
        &self,
        base: &str,
        endpoint: &dyn AnyEndpoint,
    ) -> Result<Response<Bytes>, Error> {
        let request = endpoint.request(base)?;
        self.runtime.block_on(self.client.exchange(endpoint.info(), request))
    }
}

async fn answer(routers: Arc<Routers>, mut request: Request<Body>) -> Response<Body> {
    let router = take_number(request.uri_mut()).and_then(|number| {
        routers.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
    });
    match router {
        Some(router) => router.answer(request).await,
        None => Refusal::not_found(request.uri().path()).into_response(),
    }
}

/// Takes `/7/v1.0` off an address and gives the number.
fn take_number(uri: &mut Uri) -> Option<u64> {
    let path = uri.path_and_query()?.as_str().strip_prefix('/')?;
    let (number, rest) = path.split_once('/')?;
    let number = number.parse().ok()?;
    *uri = rest.strip_prefix("v1.0")?.parse().ok()?;
    Some(number)
}
