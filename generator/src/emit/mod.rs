//! Rust: the model as source files. Translates only; names, order, boxes were settled in `model`.

mod docs;
mod examples;
mod json_text;
mod layout;
mod models;
mod objects;
mod operations;
mod source_text;
mod types;

pub use layout::{EmitOptions, Layout};

use crate::Compilation;
use crate::output::OutputFile;

/// Compiles a documentation tree to Rust source files, paths relative to the output folder.
pub fn rust(compilation: &Compilation, options: &EmitOptions) -> Vec<OutputFile> {
    let mut files = models::files(compilation);
    files.extend(operations::files(compilation));
    if options.has_examples() {
        files.extend(examples::files(compilation, options));
    }
    layout::place(compilation, options, files)
}
