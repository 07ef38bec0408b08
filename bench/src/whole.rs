//! The check as a whole, with all rules on: in memory, from disk to SARIF, and the memory of the command.

use super::{ROUNDS, timed, walk};
use docwright::check::{Levels, Settings};
use docwright::render::{Report, sarif};
use docwright::source::Sources;
use docwright::{Options, compile, read};
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use wait4::Wait4;

/// What a check may take, as multiples of the walk over the same pages.
const TARGET: f64 = 3.0;
/// What the command may take in memory, in MiB.
const MOST_MEMORY: u64 = 120;

/// The best of some rounds.
pub(super) struct Times {
    walk: Duration,
    check: Duration,
    read: Duration,
    render: Duration,
}

impl Times {
    pub(super) fn of(folder: &Path) -> Self {
        let rounds = (0..ROUNDS).map(|_| Self::once(folder));
        let best = rounds.reduce(|best, times| Self {
            walk: best.walk.min(times.walk),
            check: best.check.min(times.check),
            read: best.read.min(times.read),
            render: best.render.min(times.render),
        });
        best.expect("there is at least one round")
    }

    fn once(folder: &Path) -> Self {
        let (sources, read) = timed(|| read::docs(folder));
        let sources: Sources = sources.expect("the folder was read before");
        let ((), walk) = timed(|| walk(&sources));
        let all = Settings { selected: Some(Levels::of_rules(|_| true)), ..Settings::default() };
        let mut options = Options::default();
        options.check = all;
        let (compilation, check) = timed(|| compile(sources, &options));
        let reports = [Report {
            root: "docs",
            sources: &compilation.sources,
            findings: &compilation.diagnostics,
        }];
        let (written, render) = timed(|| sarif::write(&reports, &mut io::sink()));
        written.expect("a sink takes everything");
        black_box(&compilation);
        Self { walk, check, read, render }
    }

    pub(super) fn print(&self) {
        let Self { walk, check, read, render } = *self;
        println!("  read {:.1} ms, SARIF {:.1} ms", milliseconds(read), milliseconds(render));
        line("whole check, in memory", check, walk);
        line("read, check and SARIF", read + check + render, read + walk);
    }
}

fn line(what: &str, time: Duration, unit: Duration) {
    let ratio = time.as_secs_f64() / unit.as_secs_f64();
    let verdict = if ratio <= TARGET { "met" } else { "missed" };
    println!(
        "  {what:<24} {:8.1} ms / {:6.1} ms = {ratio:5.2}x (target {TARGET}x: {verdict})",
        milliseconds(time),
        milliseconds(unit),
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Runs the command beside this program, if it was built, in each form of output.
pub(super) fn print_memory(folder: &Path) {
    println!("peak memory of `docwright check` (target {MOST_MEMORY} MiB)");
    for format in ["text", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        match memory(folder, format) {
            Ok(mebibytes) => println!("  {format:<8} {mebibytes:4} MiB"),
            Err(error) => {
                return println!(
                    "  not measured: {error}; `cargo build --release -p docwright` first"
                );
            }
        }
    }
}

fn memory(folder: &Path, format: &str) -> io::Result<u64> {
    let command: PathBuf = std::env::current_exe()?.with_file_name("docwright");
    let used = Command::new(command)
        .args(["check", "--select", "all", "--fail-on", "never", "--quiet", "--format", format])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?
        .wait4()?;
    if !used.status.success() {
        return Err(io::Error::other(format!("the command ends with {}", used.status)));
    }
    Ok(used.rusage.maxrss / (1024 * 1024))
}
