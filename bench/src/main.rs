//! Times each stage over a folder of pages, as a multiple of what pulldown-cmark alone needs to walk them:
//! `cargo run --release -p docwright-bench -- DIR`, without `DIR` over the 2021 tree of `$DOCWRIGHT_CORPUS`.
//!
//! All stages run once in each round and the best round of each counts, so that the ratios stand still
//! where other programs share the machine. Dropping a result is not timed, but has a row for the pages.
//!
//! The last lines measure what somebody waits for who checks the folder with all rules on: compiling it, and
//! reading it, compiling it and writing SARIF, against walking it and reading and walking it. The first lines
//! are the memory of the command, in each form of output.

mod whole;

use docwright::emit::{self, EmitOptions, Layout};
use docwright::source::Sources;
use docwright::{Compilation, Options, check, model, page, read};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const ROUNDS: usize = 10;
const THREADS: [usize; 2] = [1, 2];
const CORPUS_PAGES: &str = "graph-2021-07/api-reference/v1.0";

/// The rows, in the order in which [`round`] runs them.
const STAGES: [&str; 7] =
    ["pulldown-cmark", "page", "facts", "settle", "check", "emit", "drop pages"];

type Times = [Duration; STAGES.len()];

fn main() -> ExitCode {
    let Some(folder) = folder() else {
        eprintln!("no pages to time: name a folder, or set DOCWRIGHT_CORPUS");
        return ExitCode::FAILURE;
    };
    // First of all: a process counts the memory of the one that started it.
    whole::print_memory(&folder);
    let sources = match read::docs(&folder) {
        Ok(sources) => sources,
        Err(error) => {
            eprintln!("no pages to time: {error}");
            return ExitCode::FAILURE;
        }
    };
    let files: Vec<usize> = sources.files().map(|(_, file)| file.text.len()).collect();
    println!(
        "{}: {} files, {} KiB, best of {ROUNDS}",
        folder.display(),
        files.len(),
        files.iter().sum::<usize>() / 1024
    );
    for threads in THREADS {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("the system has two threads for us");
        print(threads, &pool.install(|| best(&sources)));
        pool.install(|| whole::Times::of(&folder)).print();
    }
    ExitCode::SUCCESS
}

fn folder() -> Option<PathBuf> {
    let corpus = || Some(PathBuf::from(std::env::var_os("DOCWRIGHT_CORPUS")?).join(CORPUS_PAGES));
    std::env::args_os().nth(1).map(PathBuf::from).or_else(corpus)
}

fn best(sources: &Sources) -> Times {
    let rounds = (0..ROUNDS).map(|_| round(sources.clone()));
    rounds.fold([Duration::MAX; STAGES.len()], |best, times| {
        std::array::from_fn(|stage| best[stage].min(times[stage]))
    })
}

/// Runs each stage once, as `docwright::compile` does.
fn round(sources: Sources) -> Times {
    let options = Options::default();
    let ((), walking) = timed(|| walk(&sources));
    let (pages, parsing) = timed(|| page::parse_all(&sources));
    let (facts, extracting) = timed(|| model::facts::extract_all(&sources, &pages));
    let (api, settling) = timed(|| model::settle(&sources, &pages, &facts, &options));
    let (diagnostics, checking) =
        timed(|| check::run(&sources, &pages, &facts, &api, &options.check));
    let compilation = Compilation { sources, pages, facts, api, diagnostics };
    let layout = Layout::Include { file: "api.rs".to_owned() };
    let (_, emitting) = timed(|| emit::rust(&compilation, &EmitOptions::new(layout)));
    let pages = compilation.pages;
    let ((), dropping) = timed(|| drop(pages));
    [walking, parsing, extracting, settling, checking, emitting, dropping]
}

fn timed<T>(stage: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = stage();
    (result, start.elapsed())
}

/// What no reader of these pages can do without: all events of each page with their places.
fn walk(sources: &Sources) {
    use pulldown_cmark::{Options, Parser};
    let pages: Vec<&str> = sources
        .files()
        .filter(|(_, file)| !file.is_include())
        .map(|(_, file)| without_front_matter(&file.text))
        .collect();
    pages.into_par_iter().for_each(|page| {
        let parser = Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_GFM);
        parser.into_offset_iter().for_each(|event| {
            black_box(event);
        });
    });
}

fn without_front_matter(page: &str) -> &str {
    let end = page.strip_prefix("---").and_then(|rest| rest.split_once("\n---"));
    end.map_or(page, |(_, page)| page)
}

fn print(threads: usize, times: &Times) {
    println!("\n{threads} thread{}", if threads == 1 { "" } else { "s" });
    let unit = times[0].as_secs_f64();
    for (stage, time) in STAGES.iter().zip(times) {
        let seconds = time.as_secs_f64();
        println!("  {stage:<14} {:8.1} ms {:6.2}x", seconds * 1e3, seconds / unit);
    }
}
