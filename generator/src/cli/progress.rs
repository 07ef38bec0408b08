//! Progress on stderr, where that is a terminal.

use super::{Chatter, Failure, configuration};
use docwright::{Compilation, Options, compile, read};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use std::time::Duration;

/// Reads and compiles a docs folder with the options of its `docwright.toml`.
pub(super) fn compile_folder(docs: &Path, chatter: Chatter) -> Result<Compilation, Failure> {
    compile_with(docs, &configuration::of(docs, None)?, chatter)
}

/// Reads and compiles a docs folder and shows how far that is.
pub(super) fn compile_with(
    docs: &Path,
    options: &Options,
    chatter: Chatter,
) -> Result<Compilation, Failure> {
    let bar = bar(chatter);
    bar.set_message(format!("reading {}", docs.display()));
    let sources = read::docs(docs)?;
    bar.inc(1);
    bar.set_message(format!("compiling {} files", sources.files().len()));
    let compilation = compile(sources, options);
    bar.finish_and_clear();
    Ok(compilation)
}

/// A bar of two steps; hidden unless stderr is a terminal.
fn bar(chatter: Chatter) -> ProgressBar {
    let target = match chatter {
        Chatter::Silent => ProgressDrawTarget::hidden(),
        Chatter::Normal => ProgressDrawTarget::stderr(),
    };
    let bar = ProgressBar::with_draw_target(Some(2), target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:20}] {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
