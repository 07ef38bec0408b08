//! The command as people and scripts meet it: exit codes, what goes where, errors that name the
//! path.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "# color resource type\n\nNamespace: microsoft.graph\n\nA color.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|name|String|The name.|\n";
const BAD: &str = "# color resource type\n\nNamespace: microsoft.graph\n\nA color.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|shade|shde|How dark it is.|\n";

struct Docs {
    root: tempfile::TempDir,
}

impl Docs {
    fn of(page: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("docs/resources")).unwrap();
        fs::write(root.path().join("docs/resources/color.md"), page).unwrap();
        Self { root }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        docwright(self.root.path(), arguments)
    }
}

fn docwright(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.output().expect("the command can be started")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn good_pages_are_clean() {
    let output = Docs::of(GOOD).run(&["check", "docs"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("no findings in 1 page"), "{}", stderr(&output));
    assert!(stderr(&output).contains("tables"), "coverage is printed: {}", stderr(&output));
}

#[test]
fn findings_go_to_stdout_and_make_the_exit_code_1() {
    let output = Docs::of(BAD).run(&["check", "docs"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.starts_with("error[unknown-type]: type `shde` is not documented\n"), "{text}");
    assert!(text.contains("--> docs/resources/color.md:11:8\n"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colours in a pipe");
    assert!(stderr(&output).contains("1 error in 1 page"), "{}", stderr(&output));
}

#[test]
fn the_failing_level_can_be_chosen() {
    for (level, code) in [("never", 0), ("error", 1), ("note", 1)] {
        let output = Docs::of(BAD).run(&["check", "docs", "--fail-on", level]);
        assert_eq!(output.status.code(), Some(code), "--fail-on {level}");
    }
}

#[test]
fn json_is_one_object_a_line_with_paths_relative_to_the_docs() {
    let docs = Docs::of(BAD);
    let output = docs.run(&["check", "docs", "--format", "json", "-o", "out.json", "--quiet"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((stdout(&output), stderr(&output)), (String::new(), String::new()));
    let text = fs::read_to_string(docs.root.path().join("out.json")).unwrap();
    let found: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
    assert_eq!(found["rule"], "unknown-type");
    assert_eq!(found["level"], "error");
    assert_eq!((&found["root"], &found["path"]), (&"docs".into(), &"resources/color.md".into()));
    assert_eq!((&found["line"], &found["column"]), (&11.into(), &8.into()));
}

#[test]
fn colours_are_forced_by_the_option() {
    let docs = Docs::of(BAD);
    assert!(stdout(&docs.run(&["check", "docs", "--color", "always"])).contains('\u{1b}'));
    assert!(!stdout(&docs.run(&["check", "docs", "--color", "never"])).contains('\u{1b}'));
}

#[test]
fn unreadable_docs_are_errors_that_name_the_path_and_write_nothing() {
    let docs = Docs::of(GOOD);
    fs::create_dir(docs.root.path().join("empty")).unwrap();
    fs::write(docs.root.path().join("file.md"), "# page\n").unwrap();
    for (folder, words) in
        [("nowhere", "does not exist"), ("empty", "holds no page"), ("file.md", "is a file")]
    {
        for command in [&["check", folder][..], &["generate", "--docs", folder, "--out", "out"]] {
            let output = docs.run(command);
            assert_eq!(output.status.code(), Some(2), "{command:?}");
            let text = stderr(&output);
            assert!(
                text.contains(words) && text.contains(folder) && text.contains("help: "),
                "{text}"
            );
            assert!(!docs.root.path().join("out").exists());
        }
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in
        [&["chek"][..], &["check", "--format", "xml"], &["explain", "no-such-rule"], &[]]
    {
        assert_eq!(Docs::of(GOOD).run(arguments).status.code(), Some(2), "{arguments:?}");
    }
    let text = stderr(&Docs::of(GOOD).run(&["explain", "unknown-tpe"]));
    assert!(text.contains("did you mean `unknown-type`?"), "{text}");
}

#[test]
fn generate_writes_once_and_check_tells_stale_from_fresh() {
    let docs = Docs::of(GOOD);
    let generate = ["generate", "--docs", "docs", "--out", "out"];
    let check = ["generate", "--docs", "docs", "--out", "out", "--check"];
    let before = docs.run(&check);
    assert_eq!(before.status.code(), Some(1));
    assert!(stdout(&before).contains("+++ b/lib.rs"), "{}", stdout(&before));
    assert!(!docs.root.path().join("out").exists(), "--check writes nothing");

    assert_eq!(docs.run(&generate).status.code(), Some(0));
    assert!(docs.root.path().join("out/lib.rs").is_file());
    assert_eq!(docs.run(&check).status.code(), Some(0));
    let again = stderr(&docs.run(&generate));
    assert!(again.contains("0 written") && again.contains("0 removed"), "{again}");

    fs::write(docs.root.path().join("docs/resources/color.md"), GOOD.replace("|name|", "|title|"))
        .unwrap();
    let stale = docs.run(&check);
    assert_eq!(stale.status.code(), Some(1));
    assert!(stderr(&stale).contains("stale"), "{}", stderr(&stale));
}

#[test]
fn a_file_of_someone_else_stops_generate() {
    let docs = Docs::of(GOOD);
    fs::create_dir(docs.root.path().join("out")).unwrap();
    fs::write(docs.root.path().join("out/lib.rs"), "// mine\n").unwrap();
    let output = docs.run(&["generate", "--docs", "docs", "--out", "out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("out/lib.rs"), "{}", stderr(&output));
    let left: Vec<_> = fs::read_dir(docs.root.path().join("out")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing else was written");
}

#[test]
fn a_page_that_is_not_utf8_is_a_finding_and_the_others_go_on() {
    let docs = Docs::of(BAD);
    fs::write(docs.root.path().join("docs/resources/broken.md"), b"# caf\xe9\n").unwrap();
    let output = docs.run(&["check", "docs"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("error[not-utf8]") && text.contains("error[unknown-type]"), "{text}");
}

#[test]
fn inspect_finds_the_root_and_shows_the_ledger() {
    let output = Docs::of(GOOD).run(&["inspect", "docs/resources/color.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    for part in [
        "resources/color.md: Markdown, documents a resource",
        "ledger: 1 of 1",
        "used: properties",
        "name: Edm.String",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let missing = Docs::of(GOOD).run(&["inspect", "docs/resources/colour.md"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("colour.md"), "{}", stderr(&missing));
}

#[test]
fn rules_are_listed_and_explained() {
    let docs = Docs::of(GOOD);
    let list = stdout(&docs.run(&["rules"]));
    for rule in docwright::check::RULES {
        assert!(list.lines().any(|line| line.starts_with(rule.name)), "{}", rule.name);
    }
    let manual = stdout(&docs.run(&["explain", "unknown-type"]));
    assert!(manual.starts_with("# unknown-type\n") && manual.contains("## Wrong"), "{manual}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    use std::process::Stdio;
    let docs = Docs::of(BAD);
    let mut child = Command::new(env!("CARGO_BIN_EXE_docwright"))
        .current_dir(docs.root.path())
        .args(["check", "docs"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}
