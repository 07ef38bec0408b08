//! Golden cases of the syntax stage: `tests/page/<case>/input.md`, maybe with fragments beside it, and `expected.txt`.
//! `UPDATE_EXPECT=1 cargo test --test page` rewrites the expectations.

#[path = "page/dump.rs"]
mod dump;

use docwright::page;
use docwright::source::{SourceFile, Sources};
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Sources {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files =
        files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        SourceFile::new(path, fs::read(entry.path()).unwrap())
    };
    Sources::new(files.map(read).collect())
}

#[test]
fn pages_are_read_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page");
    let mut cases: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", root.display());
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut failures = Vec::new();
    for case in cases {
        let sources = sources(&case);
        let input = sources
            .by_path("input.md")
            .unwrap_or_else(|| panic!("{} has no input.md", case.display()));
        let actual = dump::dump(&sources, &page::parse(&sources, input));
        let path = case.join("expected.txt");
        if update {
            fs::write(&path, &actual).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != actual {
            let diff = similar::TextDiff::from_lines(&expected, &actual).unified_diff().to_string();
            failures.push(format!("{}\n{diff}", case.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
