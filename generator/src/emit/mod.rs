//! Rust: the model as source files. Translates only; names, order, boxes were settled in `model`.

mod docs;
mod examples;
mod front_page;
mod json_text;
mod layout;
mod models;
mod objects;
mod operations;
mod places;
mod selection;
mod server;
mod source_text;
mod types;

pub use examples::Rebuilt;
#[cfg(feature = "cli")]
pub(crate) use json_text::json_text;
pub(crate) use layout::INCLUDED;
pub use layout::{EmitOptions, Layout};
pub use selection::{Navigation, Selection, SelectionError};

use crate::Compilation;
use crate::model::Example;
use crate::output::OutputFile;

/// Compiles a documentation tree to Rust source files, paths relative to the output folder.
pub fn rust(compilation: &Compilation, options: &EmitOptions) -> Vec<OutputFile> {
    let everything = Selection::all(&compilation.api);
    let selection = options.selection.as_ref().unwrap_or(&everything);
    let places = places::Places::of(compilation, selection, options);
    let mut files = models::files(compilation, &places);
    files.extend(operations::files(compilation, &places));
    files.extend(server::files(&places));
    if options.has_examples() {
        files.extend(examples::files(compilation, &places, &options.library));
    }
    layout::place(compilation, &places, options, files)
}

/// The documented requests that an annotation names, each with whether the stub of its operation rebuilds it.
/// Those that it rebuilds are the tests of a generated crate.
pub fn annotated_requests(compilation: &Compilation) -> Vec<(&Example, Rebuilt)> {
    let everything = Selection::all(&compilation.api);
    let options = EmitOptions::new(Layout::Include { file: INCLUDED.to_owned() });
    let places = places::Places::of(compilation, &everything, &options);
    examples::requests(compilation, &places)
}
