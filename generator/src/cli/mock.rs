//! `docwright mock`: a docs folder served over HTTP.

use super::{Chatter, DOCS, Failure, Outcome, progress, stdout};
use docwright::diagnostic::count;
use docwright::mock::{Service, app};
use docwright_runtime::server::axum;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

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
        axum::serve(listener, app(service)).await.map_err(failed)
    })?;
    Ok(Outcome::Clean)
}
