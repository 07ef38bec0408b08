//! `docwright export`: the model for other tools.

use super::{Chatter, DOCS, Failure, Outcome, progress, stdout};
use anstream::ColorChoice;
use clap::ValueEnum;
use docwright::Compilation;
use docwright::export::csdl::{self, LeftOut};
use std::io;
use std::path::PathBuf;

/// Write the model as other tools read it.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The docs folder.
    #[arg(long, value_name = "DIR", default_value = DOCS)]
    docs: PathBuf,
    /// The form.
    #[arg(long, value_enum)]
    format: Format,
    /// Write to a file instead of stdout.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// OData 4.0 CSDL XML.
    Csdl,
}

pub(super) fn run(arguments: &Arguments, chatter: Chatter) -> Result<Outcome, Failure> {
    let compilation = progress::compile_folder(&arguments.docs, chatter)?;
    let mut left_out = Vec::new();
    let write = |out: &mut dyn io::Write| match arguments.format {
        Format::Csdl => csdl::write(&compilation, out).map(|found| left_out = found),
    };
    match &arguments.output {
        None => stdout::write(ColorChoice::Never, write)?,
        Some(path) => stdout::write_file(path, write)?,
    }
    match chatter {
        Chatter::Silent => {}
        Chatter::Normal => {
            for found in &left_out {
                eprintln!("left out: {}", reason(&compilation, found));
            }
        }
    }
    Ok(Outcome::Clean)
}

fn reason(compilation: &Compilation, left_out: &LeftOut) -> String {
    let operation = compilation.api.operation(left_out.operation);
    let page = &compilation.sources.file(operation.page).path;
    let name = &compilation.api.ty(left_out.taken_by).name;
    format!("the operation of {page}, since CSDL has one place for `{name}`: the type")
}
