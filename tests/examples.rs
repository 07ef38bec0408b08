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
