//! `docwright check`: findings.

use super::generate::DiffPlace;
use super::{Chatter, DOCS, Failure, Outcome, generate, progress, stdout};
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use docwright::Compilation;
use docwright::diagnostic::{Diagnostic, Level};
use docwright::render::text::Style;
use docwright::render::{coverage, json, summary};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Say where the pages contradict themselves and each other.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Docs folders, each compiled on its own.
    #[arg(value_name = "DIR", default_value = DOCS)]
    docs: Vec<PathBuf>,
    /// How to show findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the findings to a file instead of stdout.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The level from which on findings make the exit code 1.
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    color: Colour,
    /// A folder that `generate` wrote from the (first) docs folder: print what is stale in it, and exit
    /// with 1 if anything is. Takes the options that `generate` was given.
    #[arg(long, value_name = "DIR")]
    generated: Option<PathBuf>,
    #[command(flatten)]
    form: generate::Form,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As rustc shows its own, for people.
    Text,
    /// JSON lines, one finding a line, for machines.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set; anywhere if CLICOLOR_FORCE is set.
    Auto,
    Always,
    Never,
}

pub(super) fn run(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let mut checked = Vec::new();
    for docs in &arguments.docs {
        checked.push((docs.as_path(), progress::compile_folder(docs, chatter)?));
    }
    arguments.write_results(&checked)?;
    if chatter == Chatter::Normal {
        print_summaries(&checked);
    }
    let fails = |diagnostic: &Diagnostic| arguments.fail_on.includes(diagnostic.level);
    let has_failed =
        checked.iter().any(|(_, compilation)| compilation.diagnostics.iter().any(fails));
    let freshness = match (&arguments.generated, checked.first()) {
        (Some(out), Some((_, compilation))) => {
            generate::compare(compilation, &arguments.form, out, DiffPlace::Stderr, chatter)?
        }
        (Some(_), None) | (None, _) => Outcome::Clean,
    };
    Ok(if has_failed { Outcome::Findings } else { freshness })
}

impl Arguments {
    fn write_results(&self, checked: &[(&Path, Compilation)]) -> Result<(), Failure> {
        let Some(path) = &self.output else {
            let choice = self.color.on(&io::stdout());
            return stdout::write(choice, |out| self.write_findings(checked, choice, out));
        };
        let choice =
            if self.color == Colour::Always { ColorChoice::AlwaysAnsi } else { ColorChoice::Never };
        stdout::write_file(path, |out| self.write_findings(checked, choice, out))
    }

    fn write_findings(
        &self,
        checked: &[(&Path, Compilation)],
        choice: ColorChoice,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for (root, compilation) in checked {
            let root = root.display().to_string();
            let style =
                if choice == ColorChoice::Never { Style::plain() } else { Style::coloured() };
            let style = style.below(&root);
            for diagnostic in &compilation.diagnostics {
                let text = match self.format {
                    Format::Text => style.render(&compilation.sources, diagnostic),
                    Format::Json => json::line(&root, &compilation.sources, diagnostic),
                };
                out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }
}

fn print_summaries(checked: &[(&Path, Compilation)]) {
    let mut stderr = io::stderr().lock();
    for (root, compilation) in checked {
        let coverage = coverage::coverage(compilation);
        let summary = summary::summary(&compilation.diagnostics, compilation.pages.len());
        // A summary that nobody can read is no reason to fail.
        let _ = write!(stderr, "{}: {coverage}{summary}", root.display());
    }
}

impl FailOn {
    fn includes(self, level: Level) -> bool {
        match self {
            Self::Error => level >= Level::Error,
            Self::Warning => level >= Level::Warning,
            Self::Note => level >= Level::Note,
            Self::Never => false,
        }
    }
}

impl Colour {
    fn on(self, stream: &io::Stdout) -> ColorChoice {
        match self {
            Self::Auto => AutoStream::choice(stream),
            Self::Always => ColorChoice::AlwaysAnsi,
            Self::Never => ColorChoice::Never,
        }
    }
}
