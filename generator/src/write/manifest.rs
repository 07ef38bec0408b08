//! The list of files that docwright wrote into a folder.

use super::{WriteError, content};
use crate::output::OutputFile;
use std::collections::BTreeSet;
use std::path::Path;

/// The manifest's file name.
pub const MANIFEST: &str = ".docwright-manifest";

const HEADER: &str = "\
# Written by docwright: the files of this folder that it owns.
# It replaces and removes these as the pages change, and touches no other.
";

/// The paths of the files that docwright wrote, as it names them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    /// What an earlier run left in a folder; empty where there was none.
    pub(super) fn read(out: &Path) -> Result<Self, WriteError> {
        let bytes = content(&out.join(MANIFEST))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let paths = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        // A path that leads out of the folder was not written by us, and must not be removed by us.
        Ok(Self {
            paths: paths
                .filter(|path| super::target(out, path).is_ok())
                .map(str::to_owned)
                .collect(),
        })
    }

    /// What `files` will be listed as.
    pub(super) fn of(files: &[OutputFile]) -> Self {
        Self { paths: files.iter().map(|file| file.path.clone()).collect() }
    }

    /// The files of both.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self { paths: self.paths.union(&other.paths).cloned().collect() }
    }

    pub(super) fn lists(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    pub(super) fn to_file(&self) -> OutputFile {
        let mut text = HEADER.to_owned();
        for path in self.paths() {
            text.push_str(path);
            text.push('\n');
        }
        OutputFile::new(MANIFEST, text)
    }
}
