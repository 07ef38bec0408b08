//! Crates of several areas: each feature compiles alone and without a warning, and the program of the
//! README is compiled against the fixture's crate and against the real one.
//!
//! The crates are written to the target folder and checked by cargo, with the dependencies that the
//! workspace has locked.

use docwright::emit::{self, EmitOptions, Layout};
use docwright::{Compilation, Options, compile, read, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The features that the program of the README is built with.
const PROGRAM_FEATURES: &str = "users,outlook";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn compilation(docs: &Path) -> Compilation {
    compile(read::docs(docs).expect("the pages can be read"), &Options::default())
}

/// A crate of all areas, named as the README names it.
fn write_crate(compilation: &Compilation, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What an earlier run left there.
    let _ = fs::remove_dir_all(&folder);
    let runtime = root().join("runtime").canonicalize().expect("the runtime is there");
    let runtime = format!("{{ path = {:?} }}", runtime.display().to_string());
    let options = EmitOptions::new(Layout::Crate { name: "graph".to_owned(), runtime });
    write::folder(&folder, &emit::rust(compilation, &options)).expect("the crate can be written");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--quiet", "--offline"]).current_dir(folder);
    command.env("CARGO_TARGET_DIR", folder.join("../areas-target"));
    let output = command.env("RUSTFLAGS", "-D warnings").output().expect("cargo can be started");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}:\n{text}", arguments.join(" "));
}

/// The program that the README shows below its sentence about areas.
fn program() -> String {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is there");
    let blocks = readme.split("```rust,ignore\n").skip(1);
    let mut programs = blocks
        .filter_map(|block| block.split("```").next())
        .filter(|code| code.contains("use graph::"));
    let program = programs.next().expect("the README has a program that uses two areas");
    assert!(programs.next().is_none(), "and only one");
    program.to_owned()
}

/// Answers the program as the service would.
const MAIN: &str = r#"
fn main() {
    remind(|request| {
        let (status, body) = match request.method().as_str() {
            "GET" => (200, "{\"mail\": \"ida@post.example\"}"),
            _ => {
                let body = String::from_utf8_lossy(request.body());
                assert!(body.contains("ida@post.example"), "{body}");
                (202, "")
            }
        };
        http::Response::builder().status(status).body(body.into()).expect("a response")
    })
    .expect("both answers are read");
}
"#;

/// Runs cargo on the program, `check` or `run`.
fn cargo_program(folder: &Path, command: &str) {
    fs::create_dir_all(folder.join("examples")).expect("a folder");
    let program = program() + MAIN;
    fs::write(folder.join("examples/program.rs"), program).expect("the program can be written");
    let features = ["--example", "program", "--no-default-features", "--features"];
    cargo(folder, &[&[command][..], &features[..], &[PROGRAM_FEATURES]].concat());
}

#[test]
fn each_area_compiles_alone() {
    let compilation = compilation(&root().join("tests/areas/docs"));
    let folder = write_crate(&compilation, "areas");
    let areas = compilation.areas();
    let names: Vec<&str> = areas.all().iter().map(|area| area.name.as_str()).collect();
    assert_eq!(names, ["meetings", "outlook", "users"]);
    cargo(&folder, &["check", "--all-targets", "--no-default-features"]);
    for name in names {
        cargo(&folder, &["check", "--all-targets", "--no-default-features", "--features", name]);
    }
    cargo(&folder, &["test"]);
    cargo_program(&folder, "run");
}

#[test]
fn the_program_of_the_readme_compiles_against_the_real_pages() {
    let Some(corpus) = std::env::var_os("DOCWRIGHT_CORPUS") else {
        eprintln!("skipped: DOCWRIGHT_CORPUS is not set");
        return;
    };
    let pages = Path::new(&corpus).join("graph-2021-07/api-reference/v1.0");
    cargo_program(&write_crate(&compilation(&pages), "corpus"), "check");
}
