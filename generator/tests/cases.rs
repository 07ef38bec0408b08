//! The golden cases: a miniature docs folder beside the findings that are expected of it.
//!
//! `UPDATE_EXPECT=1 cargo test -p docwright --test cases` rewrites the expectations; read the diff.
//! A folder is named after the rule that it is about, or `form-…` after a form of pages; those also
//! pin how each API page is read.

use docwright::check::{RULES, find};
use docwright::config::{Config, permission_names};
use docwright::emit::{self, EmitOptions, Layout};
use docwright::render::inspect::inspect;
use docwright::render::text::Style;
use docwright::source::Sources;
use docwright::{Compilation, Options, compile, read};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

struct Case {
    name: String,
    folder: PathBuf,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let entries = fs::read_dir(&root).expect("the folder of cases exists");
    let mut cases: Vec<Case> = entries
        .map(|entry| entry.expect("the folder can be listed"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| Case {
            name: entry.file_name().into_string().expect("ASCII"),
            folder: entry.path(),
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "there is no case in {}", root.display());
    cases
}

impl Case {
    fn sources(&self) -> Sources {
        read::docs(&self.folder.join("docs"))
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The options of the case's own `docwright.toml`, which turns on what is off by default.
    fn options(&self) -> Options {
        let Ok(text) = fs::read_to_string(self.folder.join("docwright.toml")) else {
            return Options::default();
        };
        let config = Config::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let reference = config.permissions_reference.as_ref().map(|page| {
            let page = fs::read_to_string(self.folder.join(page)).expect("the reference exists");
            permission_names(&page)
        });
        config.options(&text, reference).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn compile(&self) -> Compilation {
        compile(self.sources(), &self.options())
    }

    fn is_form(&self) -> bool {
        self.name.starts_with("form-")
    }

    /// Compares with the expectation on disk, or rewrites it. Says what differs.
    fn expect(&self, file: &str, found: &str) -> Option<String> {
        let path = self.folder.join(file);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, found).expect("the expectation can be written");
            return None;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        (expected != found).then(|| {
            let diff = similar::TextDiff::from_lines(expected.as_str(), found);
            format!("{}/{file}:\n{}", self.name, diff.unified_diff())
        })
    }
}

fn findings(compilation: &Compilation) -> String {
    let style = Style::plain();
    compilation.diagnostics.iter().map(|found| style.render(&compilation.sources, found)).collect()
}

/// How each API page was read.
fn readings(compilation: &Compilation) -> String {
    let mut text = String::new();
    for (file, source) in
        compilation.sources.files().filter(|(_, source)| source.path.starts_with("api/"))
    {
        let _ = writeln!(text, "==== {}\n{}", source.path, inspect(compilation, file));
    }
    text
}

#[test]
fn findings_are_as_expected() {
    let mut differences = Vec::new();
    for case in cases() {
        let compilation = case.compile();
        differences.extend(case.expect("expected.txt", &findings(&compilation)));
        if case.is_form() {
            differences.extend(case.expect("inspected.txt", &readings(&compilation)));
        }
    }
    assert!(differences.is_empty(), "{}\nUPDATE_EXPECT=1 accepts this", differences.join("\n"));
}

#[test]
fn every_rule_has_a_case_that_it_speaks_in() {
    for rule in RULES {
        let case = cases().into_iter().find(|case| case.name == rule.name);
        let case = case.unwrap_or_else(|| panic!("no case for the rule {}", rule.name));
        let spoke = case.compile().diagnostics.iter().any(|found| found.rule == rule.name);
        assert!(spoke, "the rule {} is silent in its own case", rule.name);
    }
}

#[test]
fn no_case_is_orphaned() {
    for case in cases() {
        assert!(case.is_form() || find(&case.name).is_some(), "no rule is called {}", case.name);
    }
}

/// A case has one fault of one kind: whatever else is said about it is a false alarm.
#[test]
fn rules_are_silent_on_the_cases_of_others() {
    for case in cases().into_iter().filter(|case| !case.is_form()) {
        for found in case.compile().diagnostics {
            assert_eq!(
                found.rule, case.name,
                "{} in the case {}: {}",
                found.rule, case.name, found.message
            );
        }
    }
}

#[test]
fn the_result_is_the_same_each_time_and_for_any_number_of_threads() {
    let with_threads = |threads: usize, case: &Case| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started");
        pool.install(|| {
            let compilation = case.compile();
            let layout = Layout::Crate { name: "case".into(), runtime: "\"0.1\"".into() };
            let code = emit::rust(&compilation, &EmitOptions::new(layout));
            (findings(&compilation) + &readings(&compilation), code)
        })
    };
    for case in cases() {
        let once = with_threads(1, &case);
        assert_eq!(once, with_threads(1, &case), "{} compiled twice", case.name);
        assert_eq!(once, with_threads(4, &case), "{} with four threads", case.name);
    }
}

/// Windows line ends change no finding.
#[test]
fn line_ends_change_no_finding() {
    for case in cases().into_iter().filter(|case| case.name != "not-utf8") {
        let sources = case.sources();
        let files = sources.files().map(|(_, file)| {
            let bytes = file.text.replace('\n', "\r\n").into_bytes();
            docwright::source::SourceFile::new(file.path.clone(), bytes)
        });
        let with_carriage_returns = compile(Sources::new(files.collect()), &case.options());
        let places = |compilation: &Compilation| -> Vec<String> {
            let place = |found: &docwright::diagnostic::Diagnostic| {
                let place = compilation.sources.place(found.span);
                format!("{}:{} {}", place.path, place.line, found.rule)
            };
            compilation.diagnostics.iter().map(place).collect()
        };
        assert_eq!(places(&case.compile()), places(&with_carriage_returns), "{}", case.name);
    }
}
