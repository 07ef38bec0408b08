//! The build-script API: pages to Rust in `OUT_DIR`, while a crate is built.

use crate::diagnostic::{Diagnostic, Level};
use crate::emit::{self, EmitOptions, Layout, Navigation, Selection, SelectionError};
use crate::read::{self, ReadError};
use crate::source::Sources;
use crate::write::{self, WriteError};
use crate::{Options, compile};
use std::path::{Path, PathBuf};

/// How many errors of the pages are shown as warnings of cargo.
const SHOWN_ERRORS: usize = 10;

/// Compiles a docs folder from a build script.
///
/// ```no_run
/// // In build.rs:
/// docwright::Build::new().docs("docs").compile().unwrap();
/// // In the library:
/// // include!(concat!(env!("OUT_DIR"), "/api.rs"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is compiled before `compile`"]
pub struct Build {
    docs: PathBuf,
    out_dir: Option<PathBuf>,
    file_name: String,
    options: Options,
    include: Vec<String>,
    navigation: Navigation,
}

/// Why a build script could not compile the pages.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Neither was a folder named nor did cargo start the build script.
    #[error(
        "there is no folder to write to: OUT_DIR is not set, as it is in build scripts; name one with `out_dir`"
    )]
    NoOutDir,
    /// The pages cannot be read.
    #[error("{0}; {help}", help = .0.help())]
    Read(#[from] ReadError),
    /// A pattern of [`Build::include`] matches nothing.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The code cannot be written.
    #[error("{0}; {help}", help = .0.help())]
    Write(#[from] WriteError),
}

impl Default for Build {
    fn default() -> Self {
        Self::new()
    }
}

impl Build {
    /// Pages in `docs`, code in `$OUT_DIR/api.rs`.
    pub fn new() -> Self {
        Self {
            docs: "docs".into(),
            out_dir: None,
            file_name: emit::INCLUDED.to_owned(),
            options: Options::default(),
            include: Vec::new(),
            navigation: Navigation::NotFollowed,
        }
    }

    /// The docs folder, relative to the package.
    pub fn docs(self, folder: impl Into<PathBuf>) -> Self {
        Self { docs: folder.into(), ..self }
    }

    /// The folder to write to instead of `OUT_DIR`. Must be the build script's own.
    pub fn out_dir(self, folder: impl Into<PathBuf>) -> Self {
        Self { out_dir: Some(folder.into()), ..self }
    }

    /// The file to include in the library.
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: name.into(), ..self }
    }

    /// What the compilation is told besides the pages.
    pub fn options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Only what a glob matches, and the types that it reaches; may be called several times. See
    /// [`Selection::matching`] for what it is matched against.
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.include.push(pattern.into());
        self
    }

    /// Takes navigation properties along with what is included, and the types that they lead to.
    pub fn follow_navigation(self) -> Self {
        Self { navigation: Navigation::Followed, ..self }
    }

    /// Compiles the pages. Tells cargo to do so again when they change, and shows what is wrong
    /// with them.
    ///
    /// # Errors
    /// When the pages cannot be read or the code cannot be written; what the pages say is no error.
    pub fn compile(self) -> Result<(), BuildError> {
        println!("cargo::rerun-if-changed={}", self.docs.display());
        // Part of the code is compiled by a feature that the crate need not have.
        println!("cargo::rustc-check-cfg=cfg(feature, values(\"server\"))");
        let out = self.out_dir.or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        let out = out.ok_or(BuildError::NoOutDir)?;
        let compilation = compile(read::docs(&self.docs)?, &self.options);
        for line in warnings(&self.docs, &compilation.sources, &compilation.diagnostics) {
            println!("cargo::warning={line}");
        }
        let layout = Layout::Include { file: self.file_name };
        let mut options = EmitOptions::new(layout);
        if !self.include.is_empty() {
            let selection = Selection::matching(&compilation, &self.include, self.navigation)?;
            options = options.selection(selection);
        }
        write::folder(&out, &emit::rust(&compilation, &options))?;
        Ok(())
    }
}

/// The first errors of the pages, a line each, and how many more there are.
fn warnings(docs: &Path, sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<String> {
    let errors: Vec<&Diagnostic> =
        diagnostics.iter().filter(|found| found.level == Level::Error).collect();
    let line = |found: &&Diagnostic| {
        format!(
            "{}/{}: {} [{}]",
            docs.display(),
            sources.place(found.span),
            found.message,
            found.rule
        )
    };
    let mut lines: Vec<String> = errors.iter().take(SHOWN_ERRORS).map(line).collect();
    if errors.len() > SHOWN_ERRORS {
        let more = errors.len() - SHOWN_ERRORS;
        lines.push(format!(
            "{more} more errors in {}; `docwright check` shows them",
            docs.display()
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile, Span};

    #[test]
    fn errors_are_shown_up_to_a_limit() {
        let sources = Sources::new(vec![SourceFile::new("a.md", b"text".to_vec())]);
        let at = Span::new(FileId(0), 0..1);
        let mut found = vec![Diagnostic::new("loose", Level::Warning, at, "it is loose")];
        found.extend((0..12).map(|_| Diagnostic::new("wrong", Level::Error, at, "it is wrong")));
        let lines = warnings(Path::new("docs"), &sources, &found);
        assert_eq!(lines.len(), SHOWN_ERRORS + 1);
        assert_eq!(lines[0], "docs/a.md:1:1: it is wrong [wrong]");
        assert!(lines[SHOWN_ERRORS].starts_with("2 more errors"), "{lines:?}");
    }
}
