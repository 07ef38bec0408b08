//! `docwright check` in a big tree: settings, suppressions, baselines, fixes, and each form of output.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

const COLOR: &str = "# color resource type\n\nNamespace: microsoft.graph\n\nA color.\n\n## Properties\n\n\
    |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n|shade|shde|How dark.|\n\
    |name|String|\n";

struct Tree {
    root: tempfile::TempDir,
}

impl Tree {
    fn new() -> Self {
        let tree = Self { root: tempfile::tempdir().unwrap() };
        tree.write("docs/resources/color.md", COLOR);
        tree
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.path().join(path)).unwrap()
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
        command.current_dir(self.root.path()).args(["check", "docs"]).args(arguments);
        command.output().expect("the command can be started")
    }

    /// The rules of the findings, in order.
    fn rules(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.check(&[arguments, &["--format", "json"]].concat());
        let rule = |line: &str| {
            let finding: Value = serde_json::from_str(line).unwrap();
            finding["rule"].as_str().unwrap().to_owned()
        };
        stdout(&output).lines().map(rule).collect()
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
        let mut command = Command::new("git");
        command.current_dir(self.root.path()).args(who).args(arguments);
        assert!(command.output().expect("git is there").status.success());
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn rules_are_selected_and_ignored_by_name_and_group() {
    let tree = Tree::new();
    assert_eq!(tree.rules(&[]), ["unknown-type", "table-row-length"]);
    assert_eq!(tree.rules(&["--select", "types"]), ["unknown-type"]);
    assert_eq!(tree.rules(&["--ignore", "unknown-type"]), ["table-row-length"]);
    assert!(tree.rules(&["--select", "all"]).contains(&"orphan-page".to_owned()));
    let output = tree.check(&["--select", "unkown-type"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `unknown-type`?"), "{}", stderr(&output));
}

#[test]
fn the_nearest_configuration_holds_and_its_faults_are_named() {
    let tree = Tree::new();
    tree.write("docwright.toml", "[rules]\nunknown-type = \"off\"\n");
    assert_eq!(tree.rules(&[]), ["table-row-length"]);
    tree.write(
        "docs/docwright.toml",
        "[[overrides]]\npaths = [\"resources/*\"]\nrules = { syntax = \"off\" }\n",
    );
    assert_eq!(tree.rules(&[]), ["unknown-type"]);
    tree.write("docs/docwright.toml", "[rule]\n");
    let output = tree.check(&[]);
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(
        text.contains("docwright.toml") && text.contains("line 1") && text.contains("`rules`"),
        "{text}"
    );
}

#[test]
fn pages_allow_findings_and_the_suppressions_of_apidoctor_hold() {
    let tree = Tree::new();
    let allowed = COLOR
        .replace("## Properties\n", "## Properties\n\n<!-- docwright: allow(types) planned -->\n");
    tree.write("docs/resources/color.md", &allowed);
    assert_eq!(tree.rules(&[]), ["table-row-length"]);
    let annotation = "\n<!-- { \"type\": \"#page.annotation\", \"suppressions\": [ \"Error: color.md/shade:\\r\\n      \
        Referenced type microsoft.graph.shde is not defined in the doc set!\" ] } -->\n";
    tree.write("docs/resources/color.md", &(COLOR.to_owned() + annotation));
    assert_eq!(tree.rules(&[]), ["table-row-length"]);
}

#[test]
fn a_baseline_hides_what_is_known_and_names_what_is_gone() {
    let tree = Tree::new();
    assert_eq!(
        tree.check(&["--baseline", "known.jsonl", "--update-baseline"]).status.code(),
        Some(0)
    );
    let output = tree.check(&["--baseline", "known.jsonl"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), String::new()));
    let changed = COLOR.replace("shde", "tone").replace("A color.", "A color, moved.\n\nDown.");
    tree.write("docs/resources/color.md", &changed);
    assert_eq!(tree.rules(&["--baseline", "known.jsonl"]), ["unknown-type"]);
    let output = tree.check(&["--baseline", "known.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("no longer occur") && text.contains("`shde`"), "{text}");
}

#[test]
fn only_changed_files_are_reported() {
    let tree = Tree::new();
    tree.git(&["init", "-q"]);
    tree.git(&["add", "."]);
    tree.git(&["commit", "-q", "-m", "first"]);
    assert_eq!(tree.rules(&["--changed-since", "HEAD"]), [""; 0]);
    tree.write("docs/resources/tone.md", &COLOR.replace("color", "tone"));
    assert_eq!(tree.rules(&["--changed-since", "HEAD"]), ["unknown-type", "table-row-length"]);
    assert_eq!(tree.check(&["--changed-since", "nowhere"]).status.code(), Some(2));
}

#[test]
fn fixes_mend_only_their_places_and_the_second_run_finds_nothing_to_do() {
    let tree = Tree::new();
    let page = "# Get color\r\n\r\nSee [it](../resources/Color.md).\r\n\r\n## HTTP request\r\n\r\n```http\r\n\
        GET /colors/{id}\r\n```\r\n\r\n<!-- { \"blockType\": \"respones\" } -->\r\n```http\r\nHTTP/1.1 200 OK\r\n\
        Content-type: application/json\r\n\r\n{ \"id\": \"1\" }\r\n```\r\n\r\n|a|b|\r\n|:-|:-|\r\n|c|\r\n\r\n\
        <!-- { \"blockType\": \"ignored\", } -->\r\n```json\r\n{}\r\n```\r\n";
    tree.write("docs/api/color-get.md", page);
    let difference = stdout(&tree.check(&["--diff"]));
    assert_eq!(tree.read("docs/api/color-get.md"), page, "--diff changes nothing");
    assert!(difference.contains("-See [it](../resources/Color.md)"), "{difference}");
    tree.check(&["--fix"]);
    let mended = page
        .replace("Color.md", "color.md")
        .replace("respones", "response")
        .replace("|c|\r", "|c| |\r")
        .replace("\"ignored\", }", "\"ignored\" }");
    assert_eq!(tree.read("docs/api/color-get.md"), mended);
    let color = COLOR.replace("|name|String|\n", "|name|String| |\n");
    assert_eq!(tree.read("docs/resources/color.md"), color);
    assert_eq!(stdout(&tree.check(&["--diff"])), "");
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let tree = Tree::new();
    for number in 0..20 {
        tree.write(&format!("docs/resources/color{number}.md"), COLOR);
    }
    let sample =
        |seed: &str| stdout(&tree.check(&["--sample", "5", "--seed", seed, "--format", "json"]));
    assert_eq!(sample("7").lines().count(), 5);
    assert_eq!(sample("7"), sample("7"));
    assert_ne!(sample("7"), sample("8"));
}

#[test]
fn each_format_holds_every_finding() {
    let tree = Tree::new();
    let output = |format: &str| stdout(&tree.check(&["--format", format]));
    let github = output("github");
    assert_eq!(github.lines().filter(|line| line.starts_with("::")).count(), 2);
    let junit = output("junit");
    assert_eq!(junit.matches("<testcase").count(), 2, "{junit}");
    let sarif: Value = serde_json::from_str(&output("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert_eq!(results[1]["fixes"][0]["artifactChanges"].as_array().unwrap().len(), 1);
    let text = output("text");
    assert_eq!(text.matches("-->").count(), 2, "{text}");
    let concise = output("concise");
    assert_eq!(concise.lines().filter(|line| line.contains(".md:")).count(), 2, "{concise}");
    let gitlab: Value = serde_json::from_str(&output("gitlab")).unwrap();
    let issues = gitlab.as_array().unwrap();
    assert_eq!(issues.len(), 2);
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
    assert!(issues.iter().all(|issue| issue["location"]["lines"]["begin"].is_u64()));
    assert_eq!(output("json"), output("jsonl"));
}

#[test]
fn statistics_count_by_rule_and_area() {
    let output = Tree::new().check(&["--statistics"]);
    let text = stderr(&output);
    assert!(
        text.lines().any(|line| line.split_whitespace().eq(["unknown-type", "1", "graph", "1"])),
        "{text}"
    );
}
