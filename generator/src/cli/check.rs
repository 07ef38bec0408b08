//! `docwright check`: findings.

mod known;
mod mending;
mod sample;

use super::generate::DiffPlace;
use super::{Chatter, DOCS, Failure, Outcome, configuration, generate, progress, stdout};
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use docwright::check::{Levels, Rule, Setting};
use docwright::diagnostic::{Diagnostic, Level};
use docwright::render::text::Style;
use docwright::render::{
    Report, concise, coverage, github, gitlab, json, junit, sarif, statistics, summary,
};
use docwright::{Compilation, Options};
use known::{Known, Narrowing};
use mending::Mending;
use sample::Sampling;
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
    /// Settings, instead of the nearest `docwright.toml` from the docs folder upwards.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Only these rules or groups; `all` for every rule, also those that are off.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules or groups.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    #[command(flatten)]
    known: Narrowing,
    #[command(flatten)]
    mending: Mending,
    /// Print a table of findings by rule and area of the service to stderr.
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    sample: Sampling,
    /// Check again whenever a file of the docs folders changes, until interrupted.
    #[arg(long, conflicts_with_all = ["output", "fix", "diff", "update_baseline"])]
    watch: bool,
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
    /// One line a finding, with its place.
    Concise,
    /// JSON lines, one finding a line, for machines.
    #[value(alias = "jsonl")]
    Json,
    /// SARIF 2.1.0, for code scanning services.
    Sarif,
    /// Workflow commands, for annotations on GitHub.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML, for servers that show tests.
    Junit,
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

/// A docs folder and what was found in it.
struct Checked<'a> {
    root: &'a Path,
    compilation: Compilation,
}

/// Checks for the only time: what was read is freed with the process, which is faster.
pub(super) fn once(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let (outcome, checked) = run(arguments, chatter)?;
    std::mem::forget(checked);
    Ok(outcome)
}

/// Checks, to check again later.
pub(super) fn again(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    run(arguments, chatter).map(|(outcome, _)| outcome)
}

fn run(arguments: &Arguments, chatter: Chatter) -> Result<(Outcome, Vec<Checked<'_>>), Failure> {
    let mut known = Known::read(&arguments.known)?;
    let mut checked = Vec::new();
    for root in &arguments.docs {
        let options = arguments.options(root)?;
        let compilation = progress::compile_with(root, &options, chatter)?;
        let changed = known.changed_in(root)?;
        let mut compilation =
            arguments.mending.apply(root, compilation, &options, &changed, chatter)?;
        known.leave_out(&changed, &mut compilation);
        arguments.sample.draw(&mut compilation.diagnostics);
        checked.push(Checked { root, compilation });
    }
    known.settle(chatter)?;
    if !arguments.mending.shows_diff() {
        arguments.write_results(&checked)?;
    }
    if arguments.statistics {
        for Checked { compilation, .. } in &checked {
            eprint!("{}", statistics::statistics(compilation));
        }
    }
    if chatter == Chatter::Normal {
        print_summaries(&checked);
        arguments.warn_of_limits(&checked);
    }
    Ok((arguments.outcome(&checked, chatter)?, checked))
}

fn report<'a>(root: &'a str, compilation: &'a Compilation) -> Report<'a> {
    Report { root, sources: &compilation.sources, findings: &compilation.diagnostics }
}

impl Arguments {
    /// Whether to go on after the first check.
    pub(super) fn watches(&self) -> bool {
        self.watch
    }

    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.docs
    }

    fn options(&self, docs: &Path) -> Result<Options, Failure> {
        let mut options = configuration::of(docs, self.config.as_deref())?;
        if !self.select.is_empty() || !self.ignore.is_empty() {
            let mut selected = Levels::default();
            if self.select.is_empty() {
                selected = Levels::of_rules(Rule::is_on_by_default);
                options.check.keep_asked_for(&mut selected);
            }
            for name in &self.select {
                selected.set(name, Setting::On)?;
            }
            for name in &self.ignore {
                selected.set(name, Setting::Off)?;
            }
            options.check.selected = Some(selected);
        }
        Ok(options)
    }

    fn outcome(&self, checked: &[Checked], chatter: Chatter) -> Result<Outcome, Failure> {
        let fails = |diagnostic: &Diagnostic| self.fail_on.includes(diagnostic.level);
        let has_failed = checked
            .iter()
            .any(|Checked { compilation, .. }| compilation.diagnostics.iter().any(fails));
        let freshness = match (&self.generated, checked.first()) {
            (Some(out), Some(Checked { compilation, .. })) => {
                generate::compare(compilation, &self.form, out, DiffPlace::Stderr, chatter)?
            }
            (Some(_), None) | (None, _) => Outcome::Clean,
        };
        Ok(if has_failed { Outcome::Findings } else { freshness })
    }

    /// Says so where a service will not take all that was written.
    fn warn_of_limits(&self, checked: &[Checked]) {
        let number: usize = checked.iter().map(|folder| folder.compilation.diagnostics.len()).sum();
        if self.format == Format::Sarif && number > sarif::MOST_RESULTS {
            eprintln!(
                "warning: GitHub refuses a run of more than {} results, this one has {number}",
                sarif::MOST_RESULTS
            );
            eprintln!("help: leave out what is known with --baseline, or rules with --ignore");
        }
    }

    fn write_results(&self, checked: &[Checked]) -> Result<(), Failure> {
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
        checked: &[Checked],
        choice: ColorChoice,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let roots: Vec<String> =
            checked.iter().map(|folder| folder.root.display().to_string()).collect();
        let reports: Vec<Report> = roots
            .iter()
            .zip(checked)
            .map(|(root, folder)| report(root, &folder.compilation))
            .collect();
        match self.format {
            Format::Text => reports.iter().try_for_each(|report| {
                let style =
                    if choice == ColorChoice::Never { Style::plain() } else { Style::coloured() };
                style.below(report.root).write(report, out)
            }),
            Format::Concise => concise::write(&reports, out),
            Format::Json => json::write(&reports, out),
            Format::Sarif => sarif::write(&reports, out),
            Format::Github => github::write(&reports, out),
            Format::Gitlab => gitlab::write(&reports, out),
            Format::Junit => junit::write(&reports, out),
        }
    }
}

fn print_summaries(checked: &[Checked]) {
    let mut stderr = io::stderr().lock();
    for Checked { root, compilation } in checked {
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
