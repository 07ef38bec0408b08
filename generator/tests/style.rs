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

#[test]
fn modules_know_only_those_below_them() {
    let above: [(&str, &[&str]); 4] = [
        (
            "source",
            &[
                "page",
                "model",
                "check",
                "emit",
                "export",
                "render",
                "diagnostic",
                "output",
                "read",
                "write",
            ],
        ),
        (
            "page",
            &[
                "model",
                "check",
                "emit",
                "export",
                "render",
                "diagnostic",
                "output",
                "read",
                "write",
            ],
        ),
        ("model", &["check", "emit", "export", "render", "diagnostic", "output", "read", "write"]),
        ("check", &["emit", "export", "read", "write", "output"]),
    ];
    let mut wrong = Vec::new();
    for (module, forbidden) in above {
        for file in files_of(module) {
            let text = fs::read_to_string(&file).expect("readable");
            let named =
                named_modules(&text).into_iter().filter(|name| forbidden.contains(&name.as_str()));
            wrong.extend(named.map(|name| format!("{} names {name}", file.display())));
        }
    }
    for file in files_of("emit") {
        let text = fs::read_to_string(&file).expect("readable");
        let named =
            named_modules(&text).into_iter().filter(|name| name == "check" || name == "export");
        wrong.extend(named.map(|name| format!("{} names {name}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_touched_only_where_they_are_read_and_written() {
    for module in ["source", "page", "model", "check", "emit", "render"] {
        for file in files_of(module) {
            let text = fs::read_to_string(&file).expect("readable");
            for forbidden in ["std::fs", "std::env", "std::time", "std::io", "HashMap"] {
                assert!(!text.contains(forbidden), "{} uses {forbidden}", file.display());
            }
        }
    }
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
