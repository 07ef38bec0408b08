//! Round trips of the generated SDK against the examples of its own pages.

#[rustfmt::skip]
#[path = "../generated/examples/mod.rs"]
mod examples;

use docwright::{Options, compile, read};
use std::path::Path;

/// build.rs and the compiler tell stale code by the same digest.
#[test]
fn the_digest_is_one() {
    assert_eq!(include_str!("../build/digest.rs"), include_str!("../generator/src/digest.rs"));
}

/// The committed tests are of all examples that the pages hold today, and none was left out.
#[test]
fn every_example_of_the_pages_is_tested() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-input");
    let sources = read::docs(&docs).expect("docs-input can be read");
    let compilation = compile(sources, &Options::default());
    assert_eq!(examples::UNTESTED, &[] as &[(&str, &str)]);
    assert_eq!(examples::TESTED, compilation.api.examples.len(), "run `cargo regenerate`");
    assert!(compilation.api.examples.len() > 40, "docs-input holds about fifty examples");
}

/// `docwright mock` gives the generated client the documented response to every documented request.
#[cfg(all(feature = "client", feature = "server"))]
#[test]
fn a_mock_of_the_pages_answers_as_documented() {
    use docwright::mock::{Service, app};
    use docwright_runtime::server::axum;
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs-input");
    let sources = read::docs(&docs).expect("docs-input can be read");
    let service = Service::of(&compile(sources, &Options::default()));
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            tell.send(listener.local_addr()?).expect("the test waits for it");
            axum::serve(listener, app(service.into())).await
        })
    });
    let base = format!("http://{}/v1.0", told.recv().expect("a socket"));
    let exchanges = examples::exchanges();
    assert!(exchanges.len() > 20, "docs-input holds about 25 exchanges, not {}", exchanges.len());
    docwright_runtime::testing::assert_answers(&base, &exchanges, 100.0);
}
