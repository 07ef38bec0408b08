//! Examples over HTTP: from the client through a socket to a server and back.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Response;

use crate::body::{Body, RequestBody};
use crate::client::Client;
use crate::endpoint::{Endpoint, RequestParts};
use crate::error::Error;
use crate::server::{Answered, Refusal, Reply, Router};

/// Sends a request to a server that knows the operation, and gives what arrived there.
///
/// # Panics
/// If it does not arrive as this operation.
#[track_caller]
pub(super) fn sent<E>(endpoint: &E) -> E
where
    E: Endpoint + Send + 'static,
    E::Response: Send,
{
    let arrived = Arc::new(Mutex::new(None));
    let outcome = exchange(endpoint, &arrived, |arrived, endpoint: E| {
        *arrived.lock().expect("no test panics while it holds this") = Some(endpoint);
        Err(Refusal::not_implemented::<E>())
    });
    let arrived = arrived.lock().expect("no test panics while it holds this").take();
    match (arrived, outcome) {
        (Some(arrived), Err(Error::Service(_))) => arrived,
        (_, outcome) => panic!("does not arrive at a server: {:?}", outcome.map(drop)),
    }
}

/// Lets a server answer the operation with a response, and gives what the client reads.
///
/// # Panics
/// If a request of this operation cannot be made up or gets another answer.
#[track_caller]
pub(super) fn answered<E>(response: &Response<Bytes>) -> E::Response
where
    E: Endpoint + Send + 'static,
    E::Response: Send,
{
    let response = Arc::new(response.clone());
    let outcome = exchange(&any_request::<E>(), &response, |response, _: E| {
        let value = E::response((*response).clone());
        let value = value.map_err(|error| Refusal::bad_request(error.to_string()))?;
        Ok(Reply::from(value).with_status(response.status()))
    });
    outcome.unwrap_or_else(|error| panic!("does not come back from a server: {error}"))
}

fn exchange<E, S>(
    endpoint: &E,
    state: &S,
    answer: fn(S, E) -> Answered<E>,
) -> Result<E::Response, Error>
where
    E: Endpoint + Send + 'static,
    E::Response: Send,
    S: Clone + Send + Sync + 'static,
{
    let router = Router::new()
        .on(state, move |state, endpoint| std::future::ready(answer(state, endpoint)))
        .body_limit(usize::MAX);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a test has threads and sockets").block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.map_err(|error| Error::Transport(error.into()))?;
        let address = listener.local_addr().map_err(|error| Error::Transport(error.into()))?;
        let app = axum::Router::new().nest("/v1.0", router.into());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let client = Client::builder(format!("http://{address}/v1.0")).build()?;
        client.send(endpoint).await
    })
}

/// The operation with some arguments and a body of its type.
fn any_request<E: Endpoint>() -> E {
    let template = E::INFO.paths.first().copied().unwrap_or_default();
    let arguments = vec!["x".to_owned(); template.matches('{').count()];
    let bodies = ["{}", "[]", "\"\"", "null", "0", "true"];
    let body = bodies
        .iter()
        .find_map(|text| E::Body::from_body(Body::bytes(*text, "application/json")).ok());
    let Some(body) = body else { panic!("no JSON is a body of `{}`", E::INFO.id) };
    E::from_parts(RequestParts::new(template, arguments), body)
}
