//! What a typed reader cannot read is wrong, and `check` says so: every example with an obstacle has a
//! finding at that place, of the rule that the kind of obstacle belongs to.

use docwright::model::ObstacleKind;
use docwright::{Compilation, Options, compile, read};
use std::fs;
use std::path::Path;

/// The rules that find an obstacle of each kind; none where nothing is wrong with the page.
fn rules(kind: ObstacleKind) -> &'static [&'static str] {
    match kind {
        ObstacleKind::CutOff => &[],
        ObstacleKind::NotJson => &["invalid-json"],
        ObstacleKind::Value => &["example-value", "collection-mismatch"],
        ObstacleKind::NotAPage => &["collection-mismatch"],
    }
}

/// The places of obstacles without a finding, and how many obstacles there are.
fn unreported(compilation: &Compilation) -> (Vec<String>, usize) {
    let mut count = 0;
    let mut places = Vec::new();
    for example in &compilation.api.examples {
        let Some(obstacle) = example.obstacle else { continue };
        count += 1;
        let block = compilation.page(example.page).block(example.block).span;
        let is_reported = compilation.diagnostics.iter().any(|finding| {
            let is_here = block.contains(finding.span)
                || finding.related.iter().any(|related| block.contains(related.span));
            is_here && rules(obstacle.kind).contains(&finding.rule)
        });
        if !is_reported && !rules(obstacle.kind).is_empty() {
            let place = compilation.sources.place(obstacle.span);
            places.push(format!("{place}: {}", obstacle.kind.reason()));
        }
    }
    (places, count)
}

fn check(docs: &Path) -> usize {
    let sources = read::docs(docs).expect("the pages can be read");
    let (places, count) = unreported(&compile(sources, &Options::default()));
    assert!(places.is_empty(), "{}: nothing reports\n{}", docs.display(), places.join("\n"));
    count
}

#[test]
fn every_obstacle_of_the_cases_is_reported() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let entries = fs::read_dir(cases).expect("the folder of cases exists");
    let folders = entries.map(|entry| entry.expect("readable").path().join("docs"));
    let count: usize = folders.filter(|folder| folder.is_dir()).map(|folder| check(&folder)).sum();
    assert!(count > 0, "no case holds an obstacle");
}

#[test]
fn every_obstacle_of_the_real_trees_is_reported() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("skipped: DOCWRIGHT_CORPUS is not set");
        return;
    };
    for tree in ["graph-2021-07", "graph-2019-03-de"] {
        let count = check(&Path::new(&corpus).join(tree).join("api-reference/v1.0"));
        println!("{tree}: {count} examples with an obstacle, all of them reported");
    }
}
