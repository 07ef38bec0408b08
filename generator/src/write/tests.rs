//! Writing, replacing, removing, and giving up half-way.

use super::*;
use std::time::{Duration, SystemTime};

fn files(contents: &[(&str, &str)]) -> Vec<OutputFile> {
    contents.iter().map(|(path, text)| OutputFile::new(*path, *text)).collect()
}

/// All files of a folder as `path: content`, without the manifest.
fn listing(folder: &Path) -> Vec<String> {
    let mut lines: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST)
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().display().to_string();
            format!("{path}: {}", fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn new_changed_and_stale_files() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("deep/generated");
    let first = files(&[("lib.rs", "one"), ("models/a.rs", "a"), ("gone/old.rs", "old")]);
    assert_eq!(folder(&out, &first).unwrap(), Written { changed: 3, unchanged: 0, removed: 0 });
    fs::write(out.join("mine.rs"), "mine").unwrap();

    let second = files(&[("lib.rs", "two"), ("models/a.rs", "a")]);
    assert_eq!(folder(&out, &second).unwrap(), Written { changed: 1, unchanged: 1, removed: 1 });
    assert_eq!(listing(&out), ["lib.rs: two", "mine.rs: mine", "models/a.rs: a"]);
    assert!(!out.join("gone").exists(), "folders that became empty are removed");
}

#[test]
fn unchanged_files_keep_their_time() {
    let out = tempfile::tempdir().unwrap();
    let output = files(&[("lib.rs", "one")]);
    folder(out.path(), &output).unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
    let file = fs::File::options().append(true).open(out.path().join("lib.rs")).unwrap();
    file.set_modified(long_ago).unwrap();
    folder(out.path(), &output).unwrap();
    assert_eq!(fs::metadata(out.path().join("lib.rs")).unwrap().modified().unwrap(), long_ago);
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_left_is_removed_by_a_later_one() {
    let out = tempfile::tempdir().unwrap();
    let (old, young) = (out.path().join(".docwright-old"), out.path().join(".docwright-young"));
    for folder in [&old, &young] {
        fs::create_dir(folder).unwrap();
    }
    let long_ago = SystemTime::now() - Duration::from_secs(1_000);
    fs::File::open(&old).unwrap().set_modified(long_ago).unwrap();
    folder(out.path(), &files(&[("lib.rs", "one")])).unwrap();
    assert!(!old.exists());
    assert!(young.exists(), "it may be another run's that is going on");
}

#[test]
fn a_missing_manifest_is_a_difference() {
    let out = tempfile::tempdir().unwrap();
    let output = files(&[("lib.rs", "one")]);
    folder(out.path(), &output).unwrap();
    assert_eq!(compare(out.path(), &output).unwrap(), "");
    fs::remove_file(out.path().join(MANIFEST)).unwrap();
    let difference = compare(out.path(), &output).unwrap();
    assert!(difference.contains("# new: .docwright-manifest"), "{difference}");
}

#[test]
fn a_file_of_someone_else_is_never_overwritten() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("b.rs"), "theirs").unwrap();
    let error = folder(out.path(), &files(&[("a.rs", "a"), ("b.rs", "b")])).unwrap_err();
    assert!(matches!(&error, WriteError::Foreign(path) if path.ends_with("b.rs")), "{error}");
    assert_eq!(listing(out.path()), ["b.rs: theirs"]);
}

#[test]
fn a_failure_half_way_leaves_the_folder_as_it_was() {
    let out = tempfile::tempdir().unwrap();
    folder(out.path(), &files(&[("a.rs", "one"), ("b.rs", "one")])).unwrap();
    // A folder took the place of a file that has to go: refused, after the first file was moved.
    fs::remove_file(out.path().join("b.rs")).unwrap();
    fs::create_dir(out.path().join("b.rs")).unwrap();
    fs::write(out.path().join("b.rs/theirs.rs"), "theirs").unwrap();
    let error = folder(out.path(), &files(&[("a.rs", "two")])).unwrap_err();
    assert!(
        matches!(&error, WriteError::Unwritable { path, .. } if path.ends_with("b.rs")),
        "{error}"
    );
    assert_eq!(listing(out.path()), ["a.rs: one", "b.rs/theirs.rs: theirs"]);
}

#[test]
fn nothing_is_written_outside() {
    let root = tempfile::tempdir().unwrap();
    for path in ["../a.rs", "/a.rs", "", "x/../../a.rs"] {
        let result = folder(&root.path().join("out"), &files(&[(path, "x")]));
        assert!(matches!(result, Err(WriteError::Outside(_))), "{path}");
    }
    assert!(listing(root.path()).is_empty());
}

#[test]
fn a_manifest_that_names_files_outside_removes_none_of_them() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("out");
    fs::create_dir_all(&out).unwrap();
    fs::write(root.path().join("theirs.rs"), "theirs").unwrap();
    fs::write(out.join(MANIFEST), "../theirs.rs\n").unwrap();
    folder(&out, &files(&[("a.rs", "a")])).unwrap();
    assert!(root.path().join("theirs.rs").exists());
}

#[test]
fn the_difference_is_empty_exactly_when_writing_would_change_nothing() {
    let out = tempfile::tempdir().unwrap();
    let first = files(&[("lib.rs", "one\n"), ("old.rs", "old\n")]);
    assert!(compare(out.path(), &first).unwrap().contains("# new: lib.rs"));
    folder(out.path(), &first).unwrap();
    assert_eq!(compare(out.path(), &first).unwrap(), "");
    let difference = compare(out.path(), &files(&[("lib.rs", "two\n")])).unwrap();
    for line in ["--- a/lib.rs", "+++ b/lib.rs", "-one", "+two", "--- a/old.rs", "+++ /dev/null"] {
        assert!(difference.lines().any(|found| found == line), "{line} is not in\n{difference}");
    }
}
