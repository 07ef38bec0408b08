//! `docwright mock`: a docs folder served over HTTP.

use super::{Chatter, DOCS, Failure, Outcome, progress, stdout};
use docwright::diagnostic::count;
use docwright::mock::{Asked, Service};
use docwright_runtime::http::{Request, Response, StatusCode};
use docwright_runtime::server::{Refusal, axum};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Serve a docs folder: each documented request gets its documented response.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The docs folder.
    #[arg(value_name = "DIR", default_value = DOCS)]
    docs: PathBuf,
    /// Where to listen; port 0 takes any free one. The address is printed.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

pub(super) fn run(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let service = Arc::new(Service::of(&progress::compile_folder(&arguments.docs, chatter)?));
    let failed = |source| Failure::Listen { address: arguments.listen, source };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    runtime.map_err(failed)?.block_on(async {
        let listener = tokio::net::TcpListener::bind(arguments.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        stdout::print(&format!("http://{address}\n"))?;
        if chatter == Chatter::Normal {
            let operations = count(service.len(), "operation");
            eprintln!("{operations} of `{}`; Ctrl-C ends it", arguments.docs.display());
        }
        let app =
            axum::Router::new().fallback(move |request| answer(Arc::clone(&service), request));
        axum::serve(listener, app).await.map_err(failed)
    })?;
    Ok(Outcome::Clean)
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
    let asked = Asked {
        method: if head.method == "HEAD" { "GET" } else { head.method.as_str() },
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        body: &body,
    };
    service.answer(&asked).map(axum::body::Body::from)
}
