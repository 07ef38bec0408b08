//! The service as an application of axum.

use super::{Asked, Service};
use docwright_runtime::http::header::HOST;
use docwright_runtime::http::{Request, Response, StatusCode};
use docwright_runtime::server::{Refusal, axum};
use std::sync::Arc;

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// What serves a service at a socket.
pub fn app(service: Arc<Service>) -> axum::Router {
    axum::Router::new().fallback(move |request| answer(Arc::clone(&service), request))
}

async fn answer(
    service: Arc<Service>,
    request: Request<axum::body::Body>,
) -> Response<axum::body::Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        let message = format!("the body is cut off or larger than {BODY_LIMIT} bytes");
        let refusal = Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "requestTooLarge", message);
        return refusal.into_response();
    };
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok());
    let asked = Asked {
        method: if head.method == "HEAD" { "GET" } else { head.method.as_str() },
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        headers: &head.headers,
        body: &body,
        base: &host.map(|host| format!("http://{host}")).unwrap_or_default(),
    };
    service.answer(&asked).map(axum::body::Body::from)
}
