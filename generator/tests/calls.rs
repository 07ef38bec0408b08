//! How much of the documented calls generated code can do: all of docs-input, and no less of the real trees
//! than was reached once. The figures are tenths of a percent, as `docwright calls DIR` prints them.

use docwright::calls::Calls;
use docwright::{Options, compile, read};
use std::path::Path;

fn shares(docs: &Path) -> (usize, usize) {
    let sources = read::docs(docs).expect("the docs folder can be read");
    let calls = Calls::of(&compile(sources, &Options::default()));
    println!("{}:\n{calls}", docs.display());
    (calls.lines.per_mille(), calls.requests.per_mille())
}

#[test]
fn every_call_of_docs_input_can_be_made() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    assert_eq!(shares(&docs), (1000, 1000));
}

#[test]
fn the_real_trees_lose_no_call() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("skipped: DOCWRIGHT_CORPUS is not set");
        return;
    };
    let floors = [
        ("graph-2021-07/api-reference/v1.0", (996, 980)),
        ("graph-2019-03-de/api-reference/v1.0", (995, 987)),
    ];
    for (tree, (lines, requests)) in floors {
        let found = shares(&Path::new(&corpus).join(tree));
        assert!(found.0 >= lines && found.1 >= requests, "{tree}: {found:?}");
    }
}
