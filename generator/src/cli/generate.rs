//! `docwright generate`: pages to Rust.

use super::{Chatter, DOCS, Failure, Outcome, names, progress, stdout};
use docwright::Compilation;
use docwright::diagnostic::count;
use docwright::emit::{self, EmitOptions, Layout, Navigation, Selection};
use docwright::write;
use std::path::{Path, PathBuf};

/// Write typed Rust models and endpoint stubs.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The docs folder.
    #[arg(long, value_name = "DIR", default_value = DOCS)]
    docs: PathBuf,
    /// The folder to write to. Files in it that docwright did not write are never touched.
    #[arg(long, value_name = "DIR", default_value = "generated")]
    out: PathBuf,
    #[command(flatten)]
    form: Form,
    /// Write nothing; print what would change and exit with 1 if anything would.
    #[arg(long)]
    check: bool,
}

/// The form of the output.
#[derive(clap::Args)]
pub(super) struct Form {
    /// A complete crate of this name, not only its sources.
    #[arg(
        long = "crate",
        value_name = "NAME",
        value_parser = names::package,
        conflicts_with_all = ["library", "build_time_feature"],
    )]
    crate_name: Option<String>,
    /// The folder of `docwright-runtime` that the crate of --crate depends on; written relative to the crate
    /// where both lie in one repository.
    #[arg(long, value_name = "DIR", value_parser = names::runtime, requires = "crate_name")]
    runtime: Option<PathBuf>,
    /// The name under which the generated tests find the library.
    #[arg(long, value_name = "NAME", value_parser = names::library)]
    library: Option<String>,
    /// The cargo feature with which the library takes what a build script made of the pages.
    #[arg(long, value_name = "NAME", value_parser = names::feature)]
    build_time_feature: Option<String>,
    /// Only this area, or what this glob matches, and the types that it reaches: types (`user`), operations
    /// (`user-list*`), paths (`/users/**`), pages (`*/synchronization-*`). May be given several times.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// With --include: take navigation properties too, and the types that they lead to.
    #[arg(long, requires = "include")]
    follow_navigation: bool,
}

pub(super) fn run(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let compilation = progress::compile_folder(&arguments.docs, chatter)?;
    if arguments.check {
        let form = &arguments.form;
        return compare(&compilation, form, &arguments.out, DiffPlace::Stdout, chatter);
    }
    let options = arguments.form.emit_options(&compilation, &arguments.out)?;
    let files = emit::rust(&compilation, &options);
    let written = write::folder(&arguments.out, &files)?;
    if chatter == Chatter::Normal {
        let pages = count(compilation.pages.len(), "page");
        let write::Written { changed, unchanged, removed } = written;
        let out = arguments.out.display();
        eprintln!(
            "{pages} to `{out}`: {changed} written, {unchanged} unchanged, {removed} removed"
        );
    }
    Ok(Outcome::Clean)
}

/// Where the difference goes.
#[derive(Clone, Copy)]
pub(super) enum DiffPlace {
    /// It is the result.
    Stdout,
    /// The result is something else, maybe for machines.
    Stderr,
}

/// Prints what would change in a folder of generated code.
pub(super) fn compare(
    compilation: &Compilation,
    form: &Form,
    out: &Path,
    place: DiffPlace,
    chatter: Chatter,
) -> Result<Outcome, Failure> {
    let difference =
        write::compare(out, &emit::rust(compilation, &form.emit_options(compilation, out)?))?;
    if difference.is_empty() {
        return Ok(Outcome::Clean);
    }
    match place {
        DiffPlace::Stdout => stdout::print(&difference)?,
        DiffPlace::Stderr => eprint!("{difference}"),
    }
    if chatter == Chatter::Normal {
        eprintln!("`{}` is stale; `docwright generate` renews it", out.display());
    }
    Ok(Outcome::Findings)
}

impl Form {
    fn emit_options(&self, compilation: &Compilation, out: &Path) -> Result<EmitOptions, Failure> {
        let mut options = EmitOptions::new(match &self.crate_name {
            Some(name) => {
                Layout::Crate { name: name.clone(), runtime: self.runtime_requirement(out) }
            }
            None => Layout::Library { build_time_feature: self.build_time_feature.clone() },
        });
        if let Some(library) = &self.library {
            options = options.library(library.clone());
        }
        if !self.include.is_empty() {
            let navigation =
                if self.follow_navigation { Navigation::Followed } else { Navigation::NotFollowed };
            options =
                options.selection(Selection::matching(compilation, &self.include, navigation)?);
        }
        Ok(options)
    }

    /// What a crate's manifest says of the runtime: a folder where one is given or stands beside
    /// the sources that this command was built from, else the version that goes with it.
    fn runtime_requirement(&self, out: &Path) -> String {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        let folder =
            self.runtime.clone().or_else(|| beside.join("Cargo.toml").is_file().then_some(beside));
        match folder {
            Some(folder) => {
                let folder = folder.canonicalize().unwrap_or(folder);
                let path = relative_path(out, &folder).unwrap_or(folder);
                format!("{{ path = {:?} }}", path.display().to_string())
            }
            None => format!("{:?}", env!("CARGO_PKG_VERSION")),
        }
    }
}

/// The path from one folder to another in the same repository, where it stays right wherever that is
/// checked out; `None` when they have none in common.
fn relative_path(from: &Path, to: &Path) -> Option<PathBuf> {
    let from = std::path::absolute(from).ok()?;
    // The output folder may not be there yet.
    let there = from.ancestors().find(|folder| folder.exists())?;
    let from = there.canonicalize().ok()?.join(from.strip_prefix(there).ok()?);
    let repository = to.ancestors().find(|folder| folder.join(".git").exists())?;
    let up = from.strip_prefix(repository).ok()?.components().map(|_| "..");
    Some(up.collect::<PathBuf>().join(to.strip_prefix(repository).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_runtime_is_named_by_a_relative_path_within_a_repository_only() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        let runtime = root.join("repository/runtime");
        fs::create_dir_all(&runtime).unwrap();
        fs::create_dir_all(root.join("repository/.git")).unwrap();
        let inside = relative_path(&root.join("repository/sdk/graph"), &runtime);
        assert_eq!(inside, Some(PathBuf::from("../../runtime")));
        assert_eq!(relative_path(&root.join("elsewhere"), &runtime), None);
    }
}
