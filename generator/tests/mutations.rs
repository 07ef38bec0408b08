//! Mutations: one contradiction of a known kind is planted into good pages, and the check must find it at its page
//! and line; edits that change nothing in meaning must change no finding.
//!
//! Faults are planted into the pages of `docs-input`. The edits without meaning are also made to the pages of
//! 2021, which `DOCWRIGHT_CORPUS` names; there they must leave the findings as they are.

mod mutation {
    pub(super) mod kinds;
    pub(super) mod neutral;
}

use docwright::config::Config;
use docwright::diagnostic::Diagnostic;
use docwright::source::{FileId, Sources};
use docwright::{Compilation, Options, compile, read};
use mutation::kinds::{self, Kind, Mutant};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

fn good_pages() -> Sources {
    read::docs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input")).expect("readable")
}

/// Places of findings as people see them, related ones among them: rule, page, line.
fn places(compilation: &Compilation) -> BTreeSet<(String, String, usize)> {
    let places = |found: &Diagnostic| {
        let related = found.related.iter().map(|related| related.span);
        let spans: Vec<_> = related.chain([found.span]).collect();
        let place = |span| {
            let place = compilation.sources.place(span);
            (found.rule.to_owned(), place.path.to_owned(), place.line)
        };
        spans.into_iter().map(place).collect::<Vec<_>>()
    };
    compilation.diagnostics.iter().flat_map(places).collect()
}

fn with_text(sources: &Sources, file: FileId, text: &str, options: &Options) -> Compilation {
    let changed = sources.with_texts(|id| (id == file).then(|| text.to_owned()));
    compile(changed, options)
}

/// The options that turn on some rules which are off by default.
fn asking_for(rules: &[&str]) -> Options {
    let lines = rules.iter().map(|rule| format!("{rule} = \"warning\"\n"));
    let text = format!("[rules]\n{}", lines.collect::<String>());
    Config::parse(&text).expect("readable").options(&text, None).expect("rules that exist")
}

/// At most so many mutants of a kind: each is a compilation of the whole tree.
const MUTANTS: usize = 12;

/// The mutants of a kind, spread evenly over the pages.
fn mutants(kind: &Kind, sources: &Sources, clean: &BTreeSet<FileId>) -> Vec<(FileId, Mutant)> {
    let pages = sources.files().filter(|(id, file)| clean.contains(id) && !file.is_include());
    let all: Vec<(FileId, Mutant)> = pages
        .flat_map(|(id, file)| (kind.plant)(&file.text).map(move |mutant| (id, mutant)))
        .collect();
    let step = all.len().div_ceil(MUTANTS).max(1);
    all.into_iter().step_by(step).collect()
}

/// Plants every mutant of a kind; gives how many there were and the ones that were missed.
fn plant(
    kind: &Kind,
    sources: &Sources,
    before: &Compilation,
    options: &Options,
) -> (usize, Vec<String>) {
    let known = places(before);
    let found_in: BTreeSet<FileId> =
        before.diagnostics.iter().map(|found| found.span.file).collect();
    let clean = sources.files().map(|(id, _)| id).filter(|id| !found_in.contains(id)).collect();
    let mutants = mutants(kind, sources, &clean);
    let mut missed = Vec::new();
    for (file, Mutant { text, line }) in &mutants {
        let path = &sources.file(*file).path;
        let compilation = with_text(sources, *file, text, options);
        let new: Vec<_> = places(&compilation).difference(&known).cloned().collect();
        let is_it = |(rule, page, at): &(String, String, usize)| {
            kind.rules.contains(&rule.as_str()) && page == path && at == line
        };
        if !new.iter().any(is_it) {
            missed.push(format!("{} at {path}:{line}: found {new:?}", kind.name));
        }
    }
    (mutants.len(), missed)
}

fn assert_found(sources: &Sources, kinds: &[Kind], options: &Options) {
    let before = compile(sources.clone(), options);
    let mut report = String::new();
    let mut failures = Vec::new();
    for kind in kinds {
        let (planted, missed) = plant(kind, sources, &before, options);
        let found = planted - missed.len();
        // Writing to a string cannot fail.
        let _ = writeln!(report, "{:<28} {found:>3} of {planted:>3}", kind.name);
        if planted == 0 || missed.len() * 20 > planted {
            failures.push(format!(
                "{}: {} of {planted} missed\n{}",
                kind.name,
                missed.len(),
                missed.join("\n")
            ));
        }
    }
    println!("{report}");
    assert!(failures.is_empty(), "{report}\n{}", failures.join("\n"));
}

#[test]
fn at_least_twenty_kinds_are_planted() {
    assert!(kinds::ALL.len() >= 20, "{}", kinds::ALL.len());
}

#[test]
fn planted_contradictions_are_found_at_their_line() {
    assert_found(&good_pages(), kinds::ALL, &Options::default());
}

/// A small tree beside `docs-input`, for the kinds of contradictions that those pages have no place for.
fn orchard() -> Sources {
    read::docs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutation/orchard"))
        .expect("readable")
}

#[test]
fn contradictions_planted_into_the_orchard_are_found_at_their_line() {
    assert_found(&orchard(), kinds::OF_ORCHARD, &Options::default());
    let rules: Vec<&str> =
        kinds::OF_ORCHARD_IF_ASKED.iter().flat_map(|kind| kind.rules).copied().collect();
    assert_found(&orchard(), kinds::OF_ORCHARD_IF_ASKED, &asking_for(&rules));
}

#[test]
fn nothing_is_found_in_the_good_pages() {
    for pages in [good_pages(), orchard()] {
        let compilation = compile(pages, &Options::default());
        assert!(compilation.diagnostics.is_empty(), "{:#?}", places(&compilation));
    }
}

/// Planted faults must be found in the same way after an edit that changes nothing.
#[test]
fn neutral_edits_change_no_finding() {
    let sources = good_pages();
    for (name, edit) in mutation::neutral::ALL {
        let edited = sources.with_texts(|id| Some(edit(&sources.file(id).text)));
        let compilation = compile(edited, &Options::default());
        assert!(compilation.diagnostics.is_empty(), "{name}: {:#?}", places(&compilation));
    }
}

#[test]
fn neutral_edits_of_the_corpus_change_no_finding() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("SKIPPED: DOCWRIGHT_CORPUS is not set, the corpus is not edited");
        return;
    };
    let folder = Path::new(&corpus).join("graph-2021-07/api-reference/v1.0");
    let sources = read::docs(&folder).expect("the corpus is readable");
    let rules = |compilation: &Compilation| -> Vec<(String, FileId)> {
        compilation
            .diagnostics
            .iter()
            .map(|found| (found.rule.to_owned(), found.span.file))
            .collect()
    };
    let before = compile(sources.clone(), &Options::default());
    for (name, edit) in mutation::neutral::OF_ANY_PAGE {
        let edited = sources.with_texts(|id| Some(edit(&sources.file(id).text)));
        let after = compile(edited, &Options::default());
        let (before, after) = (rules(&before), rules(&after));
        let gone = before.iter().filter(|found| !after.contains(found)).count();
        let come = after.iter().filter(|found| !before.contains(found)).count();
        assert_eq!((gone, come, after.len()), (0, 0, before.len()), "{name}");
    }
}
