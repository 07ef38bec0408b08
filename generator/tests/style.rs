//! The suite guards the style: modules know only those below them, rules are registered and
//! documented.

use docwright::check::RULES;
use std::fs;
use std::path::{Path, PathBuf};

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The Rust files of a module: `module.rs` and everything below `module/`.
fn files_of(module: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let single = source_folder().join(format!("{module}.rs"));
    if single.is_file() {
        files.push(single);
    }
    let mut open = vec![source_folder().join(module)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty(), "there is no module {module}");
    files.sort();
    files
}

/// The top-level modules that a file names as `crate::module`.
fn named_modules(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in text.split("crate::").skip(1) {
        let list = after.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let names_of = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned)
        };
        match list {
            Some(list) => names.extend(list.split(',').filter_map(|item| names_of(item.trim()))),
            None => names.extend(names_of(after)),
        }
    }
    names
}

/// What each module may name, by `crate::…`. The pipeline in `lib.rs`, the build-script API and the
/// command line hold it all together and may name everything.
const KNOWS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("digest", &[]),
    ("output", &[]),
    ("diagnostic", &["source"]),
    ("baseline", &["diagnostic", "source"]),
    ("page", &["source"]),
    ("model", &["Options", "page", "source"]),
    ("check", &["diagnostic", "model", "page", "source"]),
    ("config", &["Options", "check", "diagnostic"]),
    ("fix", &["Compilation", "Options", "compile", "diagnostic", "source"]),
    ("render", &["Compilation", "check", "diagnostic", "digest", "model", "page", "source"]),
    ("emit", &["Compilation", "diagnostic", "digest", "model", "output", "page", "source"]),
    ("export", &["Compilation", "model"]),
    ("calls", &["Compilation", "emit", "model", "page", "source"]),
    ("mock", &["Compilation", "diagnostic", "emit", "model", "page"]),
    ("read", &["source"]),
    ("write", &["output"]),
];

#[test]
fn modules_know_only_those_below_them() {
    let mut wrong = Vec::new();
    for (module, known) in KNOWS {
        for file in files_of(module) {
            let text = fs::read_to_string(&file).expect("readable");
            // Unit tests may compile whole pages to say what a stage should give.
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text);
            let named = named_modules(code).into_iter();
            let unknown = named.filter(|name| name != module && !known.contains(&name.as_str()));
            wrong.extend(unknown.map(|name| format!("{} names {name}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_touched_only_where_they_are_read_and_written() {
    for (module, _) in KNOWS.iter().filter(|(module, _)| !matches!(*module, "read" | "write")) {
        for file in files_of(module) {
            let text = fs::read_to_string(&file).expect("readable");
            for forbidden in ["fs::", "env::", "std::time", "HashMap"] {
                // The maps of this one file have no order that could be seen.
                let is_allowed = forbidden == "HashMap" && file.ends_with("unordered.rs");
                let is_used = text.contains(forbidden) && !is_allowed;
                assert!(!is_used, "{} uses {forbidden}", file.display());
            }
        }
    }
}

/// "About 400 lines at most": with a tenth to spare.
const LONGEST_FILE: usize = 440;

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    let all = KNOWS.iter().map(|(module, _)| *module).chain(["cli", "build_script", "lib", "main"]);
    for file in all.flat_map(files_of) {
        let text = fs::read_to_string(&file).expect("readable");
        if text.lines().count() > LONGEST_FILE {
            wrong.push(format!("{} has {} lines", file.display(), text.lines().count()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not say what it is", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_shows_a_real_finding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).expect("readable");
    let expected = root.join("tests/cases/example-not-documented/expected.txt");
    let expected = fs::read_to_string(expected).expect("readable");
    let first = expected.split("\n\n").next().expect("a finding");
    assert!(readme.contains(first), "the README does not show\n{first}");
}

#[test]
fn every_rule_is_registered_under_its_file_name() {
    let mut files: Vec<String> = files_of("check")
        .into_iter()
        .filter(|file| fs::read_to_string(file).expect("readable").contains("const RULE: Rule"))
        .map(|file| file.file_stem().expect("a name").to_string_lossy().replace('_', "-"))
        .collect();
    let mut registered: Vec<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    files.sort();
    registered.sort();
    assert_eq!(files, registered);
}

#[test]
fn every_rule_has_a_manual_page() {
    for rule in RULES {
        let manual = rule.manual();
        assert!(
            manual.text.starts_with(&format!("# {}\n\n", rule.name)),
            "{} has no title",
            rule.name
        );
        let summary = manual.summary();
        assert!(
            summary.len() > 20 && summary.ends_with('.'),
            "{} has no summary: {summary}",
            rule.name
        );
        for heading in ["Why", "Wrong", "Right"] {
            let section = manual.section(heading).unwrap_or_default();
            assert!(
                section.trim().len() > 10,
                "the manual of {} has no section {heading}",
                rule.name
            );
        }
    }
}

#[test]
fn rules_stand_together_by_group() {
    let mut groups: Vec<_> = RULES.iter().map(|rule| rule.group).collect();
    groups.dedup();
    assert!(groups.is_sorted(), "{groups:?}");
}
