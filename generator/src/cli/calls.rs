//! `docwright calls`: the shares of documented calls that generated code can do.

use super::{Chatter, DOCS, Failure, Outcome, progress, stdout};
use docwright::calls::Calls;
use std::path::PathBuf;

/// Print the share of request lines that can be called and of annotated requests that stubs rebuild,
/// with the reasons of the rest.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The docs folder.
    #[arg(value_name = "DIR", default_value = DOCS)]
    docs: PathBuf,
    /// Also print where each of the rest is.
    #[arg(long)]
    places: bool,
}

pub(super) fn run(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let compilation = progress::compile_folder(&arguments.docs, chatter)?;
    let calls = Calls::of(&compilation);
    let mut text = calls.to_string();
    let missing = [&calls.lines, &calls.requests].into_iter().flat_map(|share| &share.missing);
    for (reason, spans) in missing.filter(|_| arguments.places) {
        for span in spans {
            let place = compilation.sources.place(*span);
            text.extend([&place.to_string(), ": ", reason, "\n"]);
        }
    }
    stdout::print(&text)?;
    Ok(Outcome::Clean)
}
