//! The `docwright.toml` of a docs folder.

use super::Failure;
use docwright::Options;
use docwright::config::{Config, FILE_NAME, permission_names};
use docwright::read;
use std::path::Path;

/// The options that a file gives, or where none is named the nearest `docwright.toml` from the docs
/// folder upwards; the defaults without one.
pub(super) fn of(docs: &Path, file: Option<&Path>) -> Result<Options, Failure> {
    let found = match file {
        Some(path) => Some((path.to_owned(), read::text(path)?)),
        None => read::config_of(docs, FILE_NAME)?,
    };
    let Some((path, text)) = found else { return Ok(Options::default()) };
    let failed = |source| Failure::Config { path: path.clone(), source };
    let config = Config::parse(&text).map_err(failed)?;
    let reference = config.permissions_reference.as_ref().map(|page| path.with_file_name(page));
    let reference = reference.map(|page| read::text(&page)).transpose()?;
    config.options(&text, reference.as_deref().map(permission_names)).map_err(failed)
}
