//! Where generated files go: into a library's folder, into a crate of their own, or into `OUT_DIR`.

use super::front_page;
use super::places::Places;
use super::selection::Selection;
use crate::Compilation;
use crate::digest;
use crate::model::snake_case;
use crate::output::OutputFile;

/// How the output is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `lib.rs` and its modules: the source folder of a package that someone else's `Cargo.toml` describes.
    Library {
        /// The cargo feature with which `lib.rs` takes the code that a build script made.
        build_time_feature: Option<String>,
    },
    /// A whole crate: `Cargo.toml`, `src/`, `tests/`.
    Crate {
        /// The package's name.
        name: String,
        /// What `Cargo.toml` says of `docwright-runtime`: `"0.1"` or `{ path = "…" }`.
        runtime: String,
    },
    /// One file to `include!` with its modules beside it, without tests: what build scripts write.
    Include {
        /// The file's name, `api.rs`.
        file: String,
    },
}

/// What the Rust emitter is told.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmitOptions {
    /// How the output is laid out.
    pub layout: Layout,
    /// The name under which tests find the library, `graph_synchronization`.
    pub library: String,
    /// The part of the model that is wanted; all of it when `None`.
    pub selection: Option<Selection>,
}

impl EmitOptions {
    /// Options for a layout; a crate's library is named after it.
    pub fn new(layout: Layout) -> Self {
        let library = match &layout {
            Layout::Crate { name, .. } => name.replace('-', "_"),
            Layout::Library { .. } | Layout::Include { .. } => "api".to_owned(),
        };
        Self { layout, library, selection: None }
    }

    /// The same with the library's name.
    #[must_use]
    pub fn library(mut self, name: impl Into<String>) -> Self {
        self.library = name.into();
        self
    }

    /// The same for a part of the model.
    #[must_use]
    pub fn selection(mut self, selection: Selection) -> Self {
        self.selection = Some(selection);
        self
    }

    pub(super) fn has_examples(&self) -> bool {
        match self.layout {
            Layout::Library { .. } | Layout::Crate { .. } => true,
            Layout::Include { .. } => false,
        }
    }
}

/// The modules of the library and the features that compile them.
const MODULES: [(&str, Option<&str>); 3] =
    [("models", None), ("operations", None), ("server", Some("server"))];

/// The features of the runtime that generated code hands on, and what each gives.
const RUNTIME_FEATURES: [(&str, &str); 4] = [
    ("serde", "`Serialize` and `Deserialize` for all models."),
    ("client", "Sends operations over HTTP: `docwright_runtime::client`."),
    (
        "blocking",
        "The client for programs without an asynchronous runtime: `docwright_runtime::blocking`.",
    ),
    ("server", "Answers operations over HTTP."),
];

/// Moves the modules to their places and adds what holds them together.
pub(super) fn place(
    compilation: &Compilation,
    places: &Places<'_>,
    options: &EmitOptions,
    mut files: Vec<OutputFile>,
) -> Vec<OutputFile> {
    match &options.layout {
        Layout::Library { build_time_feature } => {
            files.push(OutputFile {
                path: "lib.rs".into(),
                text: library(places, build_time_feature.as_deref()),
            });
            files.push(OutputFile { path: "docs.digest".into(), text: digest_line(compilation) });
        }
        Layout::Crate { name, runtime } => {
            for file in &mut files {
                let folder = if file.path.starts_with("examples/") { "tests" } else { "src" };
                file.path = format!(
                    "{folder}/{}",
                    if file.path == "examples/mod.rs" { "examples/main.rs" } else { &file.path }
                );
            }
            files.push(OutputFile { path: "src/lib.rs".into(), text: library(places, None) });
            files.push(OutputFile {
                path: "Cargo.toml".into(),
                text: manifest(places, name, runtime),
            });
            files.push(OutputFile { path: "docs.digest".into(), text: digest_line(compilation) });
        }
        Layout::Include { file } => {
            files.push(OutputFile { path: file.clone(), text: modules("") });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn digest_line(compilation: &Compilation) -> String {
    let files =
        compilation.sources.files().map(|(_, file)| (file.path.as_str(), file.text.as_bytes()));
    format!("{}\n", digest::digest(files))
}

/// The file that build scripts write to `OUT_DIR` unless they are told otherwise.
pub(crate) const INCLUDED: &str = "api.rs";

/// What `lib.rs` allows.
const ALLOWED: &str = "\
// Links carry the pages' words, which may happen to be a Rust name.
#![allow(rustdoc::redundant_explicit_links)]
";

fn library(places: &Places<'_>, build_time_feature: Option<&str>) -> String {
    let about = front_page::of_crate(places);
    let about: Vec<String> = about.lines().map(|line| format!("//! {line}")).collect();
    let about = about.join("\n").replace("//! \n", "//!\n");
    // docs.rs shows at each item which features it needs.
    let docs = if places.has_features() { "#![cfg_attr(docsrs, feature(doc_cfg))]\n" } else { "" };
    let head = format!("// @generated by docwright\n{about}\n\n{ALLOWED}{docs}\n");
    match build_time_feature {
        None => format!("{head}{}", modules("")),
        Some(feature) => format!(
            "{head}{}\n// What the build script made of the pages, instead of the committed files.\n\
             #[cfg(feature = \"{feature}\")]\ninclude!(concat!(env!(\"OUT_DIR\"), \"/{INCLUDED}\"));\n",
            modules(&format!("not(feature = \"{feature}\")"))
        ),
    }
}

/// The modules, compiled under a condition of their own and one for all; an empty one is none. rustfmt
/// leaves them alone: files that it changed would be stale.
fn modules(condition: &str) -> String {
    let module = |(name, feature): (&str, Option<&str>)| {
        let feature = feature.map(|feature| format!("feature = \"{feature}\""));
        let all: Vec<&str> = feature.iter().map(String::as_str).chain([condition]).collect();
        let all: Vec<&str> = all.into_iter().filter(|condition| !condition.is_empty()).collect();
        match all.as_slice() {
            [] => format!("#[rustfmt::skip]\npub mod {name};\n"),
            [one] => format!("#[cfg({one})]\n#[rustfmt::skip]\npub mod {name};\n"),
            several => {
                format!("#[cfg(all({}))]\n#[rustfmt::skip]\npub mod {name};\n", several.join(", "))
            }
        }
    };
    MODULES.map(module).concat()
}

fn manifest(places: &Places<'_>, name: &str, runtime: &str) -> String {
    let default = if places.has_features() { "\"full\", \"serde\"" } else { "\"serde\"" };
    format!(
        "# @generated by docwright\n[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [features]\ndefault = [{default}]\n{}{}\n\
         [dependencies]\ndocwright-runtime = {}\n\n\
         [dev-dependencies]\ndocwright-runtime = {}\n\n\
         [package.metadata.docs.rs]\nall-features = true\n\n\
         # A crate of its own, wherever it is written.\n[workspace]\n",
        runtime_features(),
        area_features(places),
        with(runtime, "default-features = false"),
        with(runtime, "features = [\"testing\"]")
    )
}

/// The features that are the runtime's.
fn runtime_features() -> String {
    RUNTIME_FEATURES
        .map(|(name, about)| format!("# {about}\n{name} = [\"docwright-runtime/{name}\"]\n"))
        .concat()
}

/// A feature per area, and one for all.
fn area_features(places: &Places<'_>) -> String {
    if !places.has_features() {
        return String::new();
    }
    let names: Vec<&str> = places.areas().map(|area| places.area(area).name.as_str()).collect();
    let all: Vec<String> = names.iter().map(|name| format!("    \"{name}\",")).collect();
    let each: Vec<String> = names.iter().map(|name| format!("{name} = []")).collect();
    format!(
        "# All areas.\nfull = [\n{}\n]\n\n# The areas, each with the types that it reaches.\n{}\n",
        all.join("\n"),
        each.join("\n")
    )
}

/// A requirement with one more key.
fn with(requirement: &str, key: &str) -> String {
    let inner = requirement.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    match inner {
        Some(inner) => format!("{{ {}, {key} }}", inner.trim()),
        None => format!("{{ version = {requirement}, {key} }}"),
    }
}

/// The module that a type's file makes.
pub(super) fn module_name(name: &str) -> String {
    snake_case(name)
}
