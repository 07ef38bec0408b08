//! The disk's way in: a folder of pages becomes [`Sources`].

use crate::source::{SourceFile, Sources};
use rayon::prelude::*;
use std::ffi::OsStr;
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What file names pages end in.
const PAGE_EXTENSIONS: [&str; 3] = ["md", "markdown", "txt"];

/// Folders that tell a documentation root from the folders inside it.
const ROOT_MARKS: [&str; 2] = ["resources", "api"];

/// Why a documentation folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder.
    #[error("the docs folder `{}` does not exist", .0.display())]
    DocsNotFound(PathBuf),
    /// There is such a path, but it is no folder.
    #[error("`{}` is a file, not a docs folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder holds no page.
    #[error("the docs folder `{}` holds no page (no .md, .markdown or .txt file)", .0.display())]
    NoPages(PathBuf),
    /// There is no such page.
    #[error("the page `{}` does not exist", .0.display())]
    PageNotFound(PathBuf),
    /// A file or folder is there but cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl ReadError {
    /// How to mend it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::DocsNotFound(_) | Self::NotAFolder(_) => {
                "name the folder that holds `resources` and `api`"
            }
            Self::NoPages(_) => "name the folder that holds the pages, not one beside it",
            Self::PageNotFound(_) => "name a page by its path from here",
            Self::Unreadable { .. } => "look at the permissions of the file and of its folder",
        }
    }
}

/// Reads every page under `root`. Hidden files and folders are left out; links are followed, loops
/// are not.
///
/// # Errors
/// When the folder does not exist, is none, holds no page, or something in it cannot be read.
pub fn docs(root: &Path) -> Result<Sources, ReadError> {
    if !root.exists() {
        return Err(ReadError::DocsNotFound(root.to_owned()));
    }
    if !root.is_dir() {
        return Err(ReadError::NotAFolder(root.to_owned()));
    }
    let (paths, others): (Vec<PathBuf>, Vec<PathBuf>) =
        file_paths(root)?.into_iter().partition(|path| is_page(path));
    let base = slashed(root);
    let files: Result<Vec<SourceFile>, ReadError> =
        paths.par_iter().map(|path| file(&base, path)).collect();
    let others = others.iter().map(|path| below(&base, path));
    let sources = Sources::new(files?).with_others(others);
    if sources.files().any(|(_, file)| !file.is_include()) {
        Ok(sources)
    } else {
        Err(ReadError::NoPages(root.to_owned()))
    }
}

/// The documentation root that a page belongs to: the nearest folder above it that holds
/// `resources` or `api`, else the page's own folder.
///
/// # Errors
/// When there is no such page, or its path cannot be resolved.
pub fn root_of(page: &Path) -> Result<PathBuf, ReadError> {
    let unreadable = |source| ReadError::Unreadable { path: page.to_owned(), source };
    if !page.is_file() {
        return Err(ReadError::PageNotFound(page.to_owned()));
    }
    let page = page.canonicalize().map_err(unreadable)?;
    let folder = page.parent().unwrap_or(&page);
    let is_root = |folder: &&Path| ROOT_MARKS.iter().any(|mark| folder.join(mark).is_dir());
    Ok(folder.ancestors().find(is_root).unwrap_or(folder).to_owned())
}

/// The path of a page as [`Sources`] names it; `None` where the page lies outside the root.
pub fn path_in(root: &Path, page: &Path) -> Option<String> {
    let (root, page) = (root.canonicalize().ok()?, page.canonicalize().ok()?);
    Some(slashed(page.strip_prefix(root).ok()?))
}

/// The configuration that holds for a docs folder, with its path: the nearest file of that name in the
/// folder or above it.
///
/// # Errors
/// When there is one that cannot be read.
pub fn config_of(docs: &Path, name: &str) -> Result<Option<(PathBuf, String)>, ReadError> {
    let Ok(docs) = docs.canonicalize() else { return Ok(None) };
    let Some(path) = docs.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
    else {
        return Ok(None);
    };
    let text = text(&path)?;
    Ok(Some((path, text)))
}

/// The text of one file.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub fn text(path: &Path) -> Result<String, ReadError> {
    std::fs::read_to_string(path)
        .map_err(|source| ReadError::Unreadable { path: path.to_owned(), source })
}

fn file_paths(root: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut paths = Vec::new();
    // Within a folder this is the order of names, which would be cut out of both paths each time.
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let walk = WalkDir::new(root).follow_links(true).sort_by(by_name);
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                paths.push(entry.into_path());
            }
            Ok(_) => {}
            // A link to a folder above itself: its pages have been or will be met without it.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let is_no_concern = path.is_symlink() && !is_page(&path);
                if !is_no_concern {
                    return Err(ReadError::Unreadable { path, source: error.into() });
                }
            }
        }
    }
    Ok(paths)
}

fn file(base: &str, path: &Path) -> Result<SourceFile, ReadError> {
    let bytes = std::fs::read(path)
        .map_err(|source| ReadError::Unreadable { path: path.to_owned(), source })?;
    Ok(SourceFile::new(below(base, path), bytes))
}

/// What follows the base of the walk in a path that it met: such a path begins with the base as it is
/// written.
fn below(base: &str, path: &Path) -> String {
    let path = slashed(path);
    path.strip_prefix(base).unwrap_or(&path).trim_start_matches('/').to_owned()
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_page(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    PAGE_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A path as all systems but one write it.
fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for path in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "# page\n").unwrap();
        }
        root
    }

    #[test]
    fn pages_are_found_in_path_order_without_hidden_ones() {
        let root = tree(&["resources/b.md", "api/a.MD", ".git/c.md", "image.png", "notes.txt"]);
        let sources = docs(root.path()).unwrap();
        let paths: Vec<_> = sources.files().map(|(_, file)| file.path.as_str()).collect();
        assert_eq!(paths, ["api/a.MD", "notes.txt", "resources/b.md"]);
    }

    #[test]
    fn folders_without_pages_are_errors_that_name_the_path() {
        let root = tree(&["image.png", "includes/part.md"]);
        let error = docs(root.path()).unwrap_err();
        assert!(matches!(&error, ReadError::NoPages(path) if path == root.path()), "{error}");
        let missing = root.path().join("nowhere");
        assert!(matches!(docs(&missing), Err(ReadError::DocsNotFound(path)) if path == missing));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_to_the_root_is_not_followed_in_circles() {
        let root = tree(&["api/a.md"]);
        std::os::unix::fs::symlink(root.path(), root.path().join("api/again")).unwrap();
        assert_eq!(docs(root.path()).unwrap().files().len(), 1);
    }

    #[test]
    fn a_page_finds_the_root_it_belongs_to() {
        let root = tree(&["docs/api/deep/a.md", "docs/resources/b.md"]);
        let page = root.path().join("docs/api/deep/a.md");
        let found = root_of(&page).unwrap();
        assert_eq!(found, root.path().join("docs").canonicalize().unwrap());
        assert_eq!(path_in(&found, &page).unwrap(), "api/deep/a.md");
    }
}
