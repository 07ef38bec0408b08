//! What it costs to check the generated code, against the same types as plain serde derive:
//! `cargo run -p docwright-bench --bin compile-cost -- DIR`, without `DIR` over the 2021 tree of
//! `$DOCWRIGHT_CORPUS`.
//!
//! Each crate is checked by cargo with its dependencies already built and without incremental compilation,
//! as the dependency of a program is. Counted are the processor time (user and system) of cargo and the
//! compiler that it runs, and the most memory that either holds: both stand still where other programs share
//! the machine, as wall time does not.

mod twin;

use docwright::emit::{self, EmitOptions, Layout};
use docwright::output::OutputFile;
use docwright::{Compilation, Options, compile, read, write};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use wait4::Wait4;

const CORPUS_PAGES: &str = "graph-2021-07/api-reference/v1.0";

/// What the models may cost at most, as parts of what the twin costs.
const MOST_TIME: f64 = 0.3;
const MOST_MEMORY: f64 = 0.5;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = folder().ok_or("name a folder of pages, or set DOCWRIGHT_CORPUS")?;
    let compilation = compile(read::docs(&folder)?, &Options::default());
    let root = tempfile::tempdir()?;
    let root = root.path();
    let types = compilation.api.types.len();
    println!("{}: {types} types", folder.display());

    let twin = Cost::of(&twin_crate(&compilation, root)?, &[])?;
    print("serde derive", &twin, &twin);
    let models = Cost::of(
        &generated(&compilation, root, Parts::Models)?,
        &["--no-default-features", "--features", "full"],
    )?;
    print("models, without serde", &models, &twin);
    let with_serde = Cost::of(&generated(&compilation, root, Parts::Models)?, &[])?;
    print("models", &with_serde, &twin);
    let all = Cost::of(&generated(&compilation, root, Parts::All)?, &[])?;
    print("models and operations", &all, &twin);

    let (time, memory) = with_serde.relative_to(&twin);
    if time > MOST_TIME || memory > MOST_MEMORY {
        return Err(format!(
            "the models may cost {MOST_TIME} of the time and {MOST_MEMORY} of the memory"
        )
        .into());
    }
    Ok(())
}

fn folder() -> Option<PathBuf> {
    let corpus = || Some(PathBuf::from(std::env::var_os("DOCWRIGHT_CORPUS")?).join(CORPUS_PAGES));
    std::env::args_os().nth(1).map(PathBuf::from).or_else(corpus)
}

fn print(name: &str, cost: &Cost, twin: &Cost) {
    let (time, memory) = cost.relative_to(twin);
    let (seconds, mebibytes) = (cost.time.as_secs_f64(), cost.memory / (1024 * 1024));
    println!("  {name:<24} {seconds:7.1} CPU-s {time:5.2}x {mebibytes:6} MiB {memory:5.2}x");
}

/// What checking a crate takes.
struct Cost {
    time: Duration,
    /// Bytes.
    memory: u64,
}

impl Cost {
    /// Checks a crate whose dependencies are built.
    fn of(folder: &Path, features: &[&str]) -> Result<Self, Box<dyn Error>> {
        run(folder, features)?;
        let library = folder.join("src/lib.rs");
        fs::File::options()
            .append(true)
            .open(&library)?
            .set_modified(std::time::SystemTime::now())?;
        run(folder, features)
    }

    fn relative_to(&self, other: &Self) -> (f64, f64) {
        #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
        let memory = self.memory as f64 / other.memory as f64;
        (self.time.as_secs_f64() / other.time.as_secs_f64(), memory)
    }
}

fn run(folder: &Path, features: &[&str]) -> Result<Cost, Box<dyn Error>> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["check", "--quiet"]).args(features).current_dir(folder);
    command.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", folder.join("../target"));
    let used = command.stdin(Stdio::null()).spawn()?.wait4()?;
    if !used.status.success() {
        return Err(format!("{} does not compile", folder.display()).into());
    }
    Ok(Cost { time: used.rusage.utime + used.rusage.stime, memory: used.rusage.maxrss })
}

fn twin_crate(compilation: &Compilation, root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut files = twin::files(compilation);
    let runtime = runtime();
    files.push(OutputFile::new(
        "Cargo.toml",
        format!(
            "[package]\nname = \"twin\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             docwright-runtime = {runtime}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n[workspace]\n"
        ),
    ));
    let folder = root.join("twin");
    write::folder(&folder, &files)?;
    Ok(folder)
}

/// Which part of the generated code.
#[derive(Clone, Copy)]
enum Parts {
    Models,
    All,
}

fn generated(
    compilation: &Compilation,
    root: &Path,
    parts: Parts,
) -> Result<PathBuf, Box<dyn Error>> {
    let layout = Layout::Crate { name: "generated".to_owned(), runtime: runtime() };
    let mut files = emit::rust(compilation, &EmitOptions::new(layout));
    files.retain(|file| !file.path.starts_with("tests/"));
    let folder = match parts {
        Parts::All => root.join("all"),
        Parts::Models => {
            files.retain(|file| !file.path.starts_with("src/operations/"));
            for file in files.iter_mut().filter(|file| file.path == "src/lib.rs") {
                file.text = file.text.replace("pub mod operations;\n", "");
            }
            root.join("models")
        }
    };
    write::folder(&folder, &files)?;
    Ok(folder)
}

fn runtime() -> String {
    format!("{{ path = {:?} }}", concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"))
}
