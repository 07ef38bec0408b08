//! The disk's way out: output files become a folder, whole or not at all.
//!
//! A manifest in the folder lists what docwright wrote there. Files that it lists are replaced and
//! removed as the output changes; no other file is ever touched.

mod compare;
mod journal;
mod manifest;

pub use compare::compare;
pub use manifest::MANIFEST;

use crate::output::OutputFile;
use journal::Journal;
use manifest::Manifest;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Why output could not be written or compared. The folder is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output folder's path leads to a file.
    #[error("the output folder `{}` is a file", .0.display())]
    NotAFolder(PathBuf),
    /// A file that docwright did not write stands where an output file belongs.
    #[error("`{}` was not written by docwright and would be overwritten", .0.display())]
    Foreign(PathBuf),
    /// An output file's path leads out of the output folder.
    #[error("the output file `{0}` would lie outside the output folder")]
    Outside(String),
    /// The system refuses to write.
    #[error("`{}` cannot be written: {source}", path.display())]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of an earlier run cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl WriteError {
    /// How to mend it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotAFolder(_) => "name a folder, or a path where nothing stands yet",
            Self::Foreign(_) => "move that file away, or choose another output folder",
            Self::Outside(_) => "rename the page that it is generated from",
            Self::Unwritable { .. } | Self::Unreadable { .. } => {
                "look at the permissions of the folder, and for space on the disk"
            }
        }
    }
}

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new content.
    pub changed: usize,
    /// Files that stood there already, byte for byte; their times are kept.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer part of the output.
    pub removed: usize,
}

/// Puts a new text in the place of one file. It is first written beside the file, so that the file is
/// there whole at any time; its permissions stay.
///
/// # Errors
/// When the system refuses.
pub fn replace(path: &Path, text: &str) -> Result<(), WriteError> {
    let failed = |source| WriteError::Unwritable { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    fs::write(beside.path(), text).map_err(failed)?;
    let permissions = fs::metadata(path).map_err(failed)?.permissions();
    fs::set_permissions(beside.path(), permissions).map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Makes `files` the content of the folder `out`.
///
/// New content is first written to a temporary folder inside `out` and then moved into place file
/// by file; when one move fails, those before it are undone.
///
/// # Errors
/// When `out` cannot be written, or holds a file of a name to be written that docwright did not write.
pub fn folder(out: &Path, files: &[OutputFile]) -> Result<Written, WriteError> {
    let plan = Plan::make(out, files)?;
    if plan.changed.is_empty() && plan.stale.is_empty() && plan.manifest_is_current {
        return Ok(plan.counts());
    }
    let mut journal = Journal::open(out)?;
    match plan.carry_out(&mut journal) {
        Ok(()) => {
            journal.close();
            Ok(plan.counts())
        }
        Err(error) => {
            journal.undo();
            Err(error)
        }
    }
}

/// What has to be done to a folder. Making a plan changes nothing.
struct Plan<'a> {
    changed: Vec<&'a OutputFile>,
    unchanged: usize,
    /// Paths of files that an earlier run wrote and this one does not.
    stale: Vec<String>,
    /// The manifest of old and new files together.
    claim: OutputFile,
    manifest: OutputFile,
    manifest_is_current: bool,
}

impl<'a> Plan<'a> {
    fn make(out: &Path, files: &'a [OutputFile]) -> Result<Self, WriteError> {
        if out.exists() && !out.is_dir() {
            return Err(WriteError::NotAFolder(out.to_owned()));
        }
        let earlier = Manifest::read(out)?;
        let new = Manifest::of(files);
        let mut changed = Vec::new();
        for file in files {
            let target = target(out, &file.path)?;
            match content(&target)? {
                Some(content) if content == file.text.as_bytes() => {}
                Some(_) if !earlier.lists(&file.path) => return Err(WriteError::Foreign(target)),
                Some(_) | None => changed.push(file),
            }
        }
        let stale = earlier.paths().filter(|path| !new.lists(path)).map(str::to_owned).collect();
        let unchanged = files.len() - changed.len();
        let manifest_is_current = earlier == new;
        let claim = earlier.union(&new).to_file();
        let manifest = new.to_file();
        Ok(Self { changed, unchanged, stale, claim, manifest, manifest_is_current })
    }

    fn carry_out(&self, journal: &mut Journal) -> Result<(), WriteError> {
        for file in &self.changed {
            journal.stage(file)?;
        }
        // While files move, the manifest lists the old and the new ones: a run that is killed leaves
        // nothing that the next one would take for somebody else's.
        journal.stage(&self.claim)?;
        journal.put(&self.claim.path)?;
        for path in &self.stale {
            journal.remove(path)?;
        }
        for file in &self.changed {
            journal.put(&file.path)?;
        }
        journal.stage(&self.manifest)?;
        journal.put(&self.manifest.path)
    }

    fn counts(&self) -> Written {
        Written {
            changed: self.changed.len(),
            unchanged: self.unchanged,
            removed: self.stale.len(),
        }
    }
}

/// Where an output file belongs.
fn target(out: &Path, path: &str) -> Result<PathBuf, WriteError> {
    let stays_inside = !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if stays_inside { Ok(out.join(path)) } else { Err(WriteError::Outside(path.to_owned())) }
}

/// The bytes that stand at a path; `None` when nothing does.
fn content(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(WriteError::Unreadable { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests;
