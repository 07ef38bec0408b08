//! Changes to a folder that can be undone until they are closed.

use super::{OutputFile, WriteError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// How the names of temporary folders begin.
const ASIDE: &str = ".docwright-";

/// After this time a temporary folder belongs to no run that is still going on: writing takes seconds.
const ABANDONED: Duration = Duration::from_secs(600);

/// What was done to the folder so far, with everything that was replaced kept aside.
pub(super) struct Journal {
    out: PathBuf,
    /// The topmost folder that had to be made for `out`.
    made: Option<PathBuf>,
    /// Inside `out`, so that moving is renaming: another place may lie on another disk.
    aside: TempDir,
    done: Vec<Change>,
}

/// One change: where, and the number of the backup if something stood there.
struct Change {
    target: PathBuf,
    backup: Option<PathBuf>,
}

impl Journal {
    /// Makes the folder if need be, and a place for what is to come and what goes.
    pub(super) fn open(out: &Path) -> Result<Self, WriteError> {
        let made =
            out.ancestors().take_while(|folder| !is_there(folder)).last().map(Path::to_owned);
        fs::create_dir_all(out).map_err(|source| unwritable(out, source))?;
        remove_abandoned(out);
        let aside = tempfile::Builder::new().prefix(ASIDE).tempdir_in(out);
        match aside {
            Ok(aside) => Ok(Self { out: out.to_owned(), made, aside, done: Vec::new() }),
            Err(source) => {
                remove_made(made.as_deref());
                Err(unwritable(out, source))
            }
        }
    }

    /// Writes a file's new content to the temporary folder.
    pub(super) fn stage(&self, file: &OutputFile) -> Result<(), WriteError> {
        let path = self.staged(&file.path);
        make_parent(&path)?;
        fs::write(&path, &file.text)
            .map_err(|source| unwritable(&self.out.join(&file.path), source))
    }

    /// Moves a staged file into place.
    pub(super) fn put(&mut self, path: &str) -> Result<(), WriteError> {
        let target = self.out.join(path);
        make_parent(&target)?;
        self.set_aside(&target)?;
        let staged = self.staged(path);
        fs::rename(staged, &target).map_err(|source| unwritable(&target, source))
    }

    /// Takes a file away, and the folders that become empty by it.
    pub(super) fn remove(&mut self, path: &str) -> Result<(), WriteError> {
        let target = self.out.join(path);
        self.set_aside(&target)?;
        for folder in target.ancestors().skip(1).take_while(|folder| *folder != self.out) {
            // Fails on a folder that still holds something, which is what should stop it.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Makes the changes final.
    pub(super) fn close(self) {
        drop(self.aside);
    }

    /// Puts everything back as it was. What the system refuses here is left: there is nobody to
    /// tell.
    pub(super) fn undo(mut self) {
        while let Some(change) = self.done.pop() {
            let _ = match change.backup {
                Some(backup) => make_parent(&change.target)
                    .map_err(|_| ())
                    .and_then(|()| fs::rename(backup, &change.target).map_err(|_| ())),
                None => fs::remove_file(&change.target).map_err(|_| ()),
            };
        }
        drop(self.aside);
        remove_made(self.made.as_deref());
    }

    fn set_aside(&mut self, target: &Path) -> Result<(), WriteError> {
        // A folder that took the place of our file holds files of someone else.
        if target.is_dir() {
            return Err(unwritable(target, io::ErrorKind::IsADirectory.into()));
        }
        let backup = self.aside.path().join(format!("replaced-{}", self.done.len()));
        let backup = match fs::rename(target, &backup) {
            Ok(()) => Some(backup),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(unwritable(target, source)),
        };
        self.done.push(Change { target: target.to_owned(), backup });
        Ok(())
    }

    fn staged(&self, path: &str) -> PathBuf {
        self.aside.path().join("new").join(path)
    }
}

fn make_parent(path: &Path) -> Result<(), WriteError> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(|source| unwritable(parent, source))
}

/// Removes the temporary folders of runs that were killed. What the system refuses is left for the next.
fn remove_abandoned(out: &Path) {
    for entry in fs::read_dir(out).into_iter().flatten().flatten() {
        let is_aside = entry.file_name().to_string_lossy().starts_with(ASIDE);
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
        if is_aside && metadata.is_dir() && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn remove_made(made: Option<&Path>) {
    if let Some(made) = made {
        let _ = fs::remove_dir_all(made);
    }
}

fn is_there(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.exists()
}

fn unwritable(path: &Path, source: io::Error) -> WriteError {
    WriteError::Unwritable { path: path.to_owned(), source }
}
