//! Every example is accounted for: generated code takes it through its types, or `check` says why not. What is
//! wrong is found by a rule of its own too.

use docwright::check::Setting;
use docwright::diagnostic::Level;
use docwright::emit::{self, EmitOptions, Layout};
use docwright::model::ObstacleKind;
use docwright::{Compilation, Options, compile, read};
use std::fs;
use std::path::Path;

/// The rule that names every example without a test.
const UNTESTED: &str = "untested-example";

/// The rules that find what is wrong; none for what is only loose.
fn faults(kind: ObstacleKind) -> Option<&'static [&'static str]> {
    match kind {
        ObstacleKind::NotJson => Some(&["invalid-json"]),
        ObstacleKind::Value => Some(&["example-value", "collection-mismatch"]),
        ObstacleKind::NotAPage => Some(&["collection-mismatch"]),
        ObstacleKind::NotHttp => Some(&["unreadable-http"]),
        ObstacleKind::CutOff
        | ObstacleKind::NotCovered
        | ObstacleKind::OtherLetters
        | ObstacleKind::NoBody
        | ObstacleKind::SurplusBody
        | ObstacleKind::OtherBody
        | ObstacleKind::NoType
        | ObstacleKind::UnknownType => None,
    }
}

/// Examples by what becomes of them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    tested: usize,
    faulty: usize,
    loose: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.tested += other.tested;
        self.faulty += other.faulty;
        self.loose += other.loose;
    }
}

/// Whether a rule of some names has a finding in a part of a page.
fn is_reported(compilation: &Compilation, part: docwright::source::Span, rules: &[&str]) -> bool {
    compilation.diagnostics.iter().any(|finding| {
        let is_here = part.contains(finding.span)
            || finding.related.iter().any(|related| part.contains(related.span));
        is_here && rules.contains(&finding.rule)
    })
}

/// Counts the examples; those without a test must all be reported.
fn counts(compilation: &Compilation) -> Counts {
    let mut counts = Counts::default();
    let mut silent = Vec::new();
    for example in &compilation.api.examples {
        let Err(obstacle) = example.reading else {
            counts.tested += 1;
            continue;
        };
        let block = compilation.page(example.page).block(example.block).span;
        let place = compilation.sources.place(obstacle.span);
        let reason = obstacle.kind.reason();
        if let Some(rules) = faults(obstacle.kind) {
            counts.faulty += 1;
            if !is_reported(compilation, block, rules) {
                silent.push(format!("{place}: no rule finds that {reason}"));
            }
        } else {
            counts.loose += 1;
        }
        if !is_reported(compilation, obstacle.span, &[UNTESTED]) {
            silent.push(format!("{place}: nothing says that {reason}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    let noted = compilation.diagnostics.iter().filter(|finding| finding.rule == UNTESTED).count();
    assert_eq!(noted, counts.faulty + counts.loose, "a finding is about no untested example");
    assert_eq!(noted + counts.tested, compilation.api.examples.len());
    counts
}

/// The number of tests that the generated suite itself names.
fn emitted(compilation: &Compilation) -> usize {
    let crate_layout = Layout::Crate { name: "paint".to_owned(), runtime: "\"0.1\"".to_owned() };
    let files = emit::rust(compilation, &EmitOptions::new(crate_layout));
    let texts = files.iter().map(|file| file.text.as_str());
    let figure = texts.flat_map(str::lines).find_map(|line| {
        let (_, figure) = line.split_once("const TESTED: usize = ")?;
        figure.trim_end_matches(';').parse().ok()
    });
    figure.expect("the generated suite says how many examples it tests")
}

fn check(docs: &Path) -> Counts {
    let sources = read::docs(docs).expect("the pages can be read");
    let mut options = Options::default();
    options.check.levels.set(UNTESTED, Setting::At(Level::Note)).expect("there is such a rule");
    let compilation = compile(sources, &options);
    let counts = counts(&compilation);
    assert_eq!(emitted(&compilation), counts.tested, "{}", docs.display());
    counts
}

#[test]
fn every_example_of_the_cases_is_tested_or_reported() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let entries = fs::read_dir(cases).expect("the folder of cases exists");
    let folders = entries.map(|entry| entry.expect("readable").path().join("docs"));
    let mut all = Counts::default();
    for folder in folders.filter(|folder| folder.is_dir()) {
        all += check(&folder);
    }
    assert!(all.tested > 0 && all.faulty > 0 && all.loose > 0, "{all:?}");
}

#[test]
fn every_example_of_the_real_trees_is_tested_or_reported() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("skipped: DOCWRIGHT_CORPUS is not set");
        return;
    };
    for tree in ["graph-2021-07", "graph-2019-03-de"] {
        let found = check(&Path::new(&corpus).join(tree).join("api-reference/v1.0"));
        let all = found.tested + found.faulty + found.loose;
        println!(
            "{tree}: of {all} examples {} are tested, {} are wrong and {} say too little",
            found.tested, found.faulty, found.loose
        );
    }
}
