//! Source files and places in them: the bottom of every other module.

mod path;

use hashbrown::{DefaultHashBuilder, HashTable};
use path::{joined, lower_case};
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

/// Offsets and indices fit 32 bits: [`SourceFile::new`] cuts what is longer.
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("source files are smaller than 4 GiB")
}

/// One file of a [`Sources`]; an index that never dangles within the `Sources` it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The index into [`Sources::files`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A byte range of one source file. `start <= end`, both on character boundaries of the file's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    ///
    /// # Panics
    /// When the range lies beyond 4 GiB, which [`SourceFile::new`] rules out.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: offset(range.start), end: offset(range.end.max(range.start)) }
    }

    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both; `self` where they lie in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// An empty span at this one's start.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }
}

/// A value and the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T: AsRef<str>> Spanned<T> {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.value.as_ref()
    }
}

/// One file of the documentation tree, read once and kept for as long as anything points into it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path relative to the documentation root, with `/`.
    pub path: String,
    /// The text, shared with what pages take out of it. Bytes that were not UTF-8 stand as U+FFFD.
    pub text: Arc<str>,
    /// Offset in `text` of the first byte that was not UTF-8.
    pub invalid_utf8_at: Option<usize>,
    /// How many lines end before each block of [`BLOCK`] bytes. Few places are asked for, and within a block
    /// lines are counted in no time.
    lines_before: Vec<u32>,
}

const BLOCK: usize = 512;

impl SourceFile {
    /// Takes a file's bytes. Files of 4 GiB and more are cut there: no page is.
    pub fn new(path: impl Into<String>, mut bytes: Vec<u8>) -> Self {
        bytes.truncate(u32::MAX as usize / 4);
        let (text, invalid_utf8_at): (Arc<str>, _) = match std::str::from_utf8(&bytes) {
            Ok(text) => (text.into(), None),
            Err(error) => (String::from_utf8_lossy(&bytes).into(), Some(error.valid_up_to())),
        };
        let mut lines = 0;
        let after_blocks = text.as_bytes().chunks_exact(BLOCK).map(|block| {
            lines += line_ends(block);
            offset(lines)
        });
        let lines_before = std::iter::once(0).chain(after_blocks).collect();
        Self { path: path.into(), text, invalid_utf8_at, lines_before }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let end = (offset as usize).min(self.text.len());
        let before = &self.text.as_bytes()[..end];
        let block = end / BLOCK;
        let line = self.lines_before[block] as usize + line_ends(&before[block * BLOCK..]) + 1;
        let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let column = self.text.get(start..end).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }

    /// Whether the file is a fragment that other pages include, rather than a page.
    pub fn is_include(&self) -> bool {
        self.path.split('/').rev().skip(1).any(|folder| folder == "includes")
    }
}

fn line_ends(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

/// The files of one documentation tree, ordered by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// The files by their paths.
    by_path: HashTable<FileId>,
    hasher: DefaultHashBuilder,
    /// The files whose paths have capitals, by the same in lower case, ordered; of paths that differ only in
    /// case the first counts.
    capitalised: Vec<(String, FileId)>,
    /// The paths of files that are no pages: images and the like.
    others: BTreeSet<String>,
}

impl Sources {
    /// Orders the files by path, so that ids and all output do not depend on the disk's order.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|b, a| a.path == b.path);
        let mut capitalised: Vec<(String, FileId)> = Vec::new();
        for (index, file) in files.iter().enumerate() {
            if let Some(folded) = lower_case(&file.path) {
                capitalised.push((folded, FileId(offset(index))));
            }
        }
        capitalised.sort();
        let hasher = DefaultHashBuilder::default();
        let mut by_path = HashTable::with_capacity(files.len());
        for (index, file) in files.iter().enumerate() {
            let hash = |id: &FileId| hasher.hash_one(&*files[id.index()].path);
            by_path.insert_unique(hasher.hash_one(&*file.path), FileId(offset(index)), hash);
        }
        Self { files, by_path, hasher, capitalised, others: BTreeSet::new() }
    }

    /// The same with the paths of the files that are no pages.
    #[must_use]
    pub fn with_others(self, others: impl IntoIterator<Item = String>) -> Self {
        Self { others: others.into_iter().collect(), ..self }
    }

    /// The same files with other texts; `change` gives those that are new.
    #[must_use]
    pub fn with_texts(&self, mut change: impl FnMut(FileId) -> Option<String>) -> Self {
        let files = self.files().map(|(id, file)| match change(id) {
            Some(text) => SourceFile::new(file.path.clone(), text.into_bytes()),
            None => file.clone(),
        });
        Self::new(files.collect()).with_others(self.others.iter().cloned())
    }

    /// Whether there is a file at that path which is no page.
    pub fn has_other_file(&self, path: &str) -> bool {
        self.others.contains(path)
    }

    /// Whether the tree holds any image.
    pub fn has_images(&self) -> bool {
        let endings = [".png", ".jpg", ".jpeg", ".gif", ".svg"];
        let is_image =
            |path: &String| endings.iter().any(|end| path.to_ascii_lowercase().ends_with(end));
        self.others.iter().any(is_image)
    }

    /// All files with their ids, in path order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(offset(index)), file))
    }

    /// One file.
    ///
    /// # Panics
    /// When the id came from other `Sources`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.index()]
    }

    /// The file at a path relative to the root.
    pub fn by_path(&self, path: &str) -> Option<FileId> {
        let is_its_own = |id: &FileId| self.file(*id).path == path;
        self.by_path.find(self.hasher.hash_one(path), is_its_own).copied()
    }

    /// The path that a relative target means in a file: `/` and `\\` both divide folders, `~/` and `/` begin
    /// at the root, what follows `#` or `?` is no part of it. `None` where it leads out of the root.
    pub fn resolved(&self, from: FileId, target: &str) -> Option<String> {
        let is_slash = |c: char| matches!(c, '/' | '\\');
        let end = memchr::memchr2(b'#', b'?', target.as_bytes());
        let target = &target[..end.unwrap_or(target.len())];
        match target.strip_prefix('~').unwrap_or(target).strip_prefix(is_slash) {
            Some(rooted) => joined("", rooted),
            None => joined(&self.file(from).path, target),
        }
    }

    /// The file at a path relative to the root, whatever the letters' case.
    pub fn by_folded_path(&self, path: &str) -> Option<FileId> {
        let path = path.to_lowercase();
        let first = self.capitalised.partition_point(|(folded, _)| *folded < path);
        let capitalised = self.capitalised.get(first).filter(|(folded, _)| *folded == path);
        capitalised.map(|(_, id)| *id).into_iter().chain(self.by_path(&path)).min()
    }

    /// The path that a relative link means, decoded (RFC 3986 §2.1). `None` for links to a part of the
    /// same file, out of the root, or to what only the site knows: `/graph/x`, `https://…`, `mailto:…`.
    pub fn link_path(&self, from: FileId, target: &str) -> Option<String> {
        let end = memchr::memchr2(b'#', b'?', target.as_bytes());
        let path = &target[..end.unwrap_or(target.len())];
        if path.is_empty() || path.starts_with(['/', '~', '\\']) || path.contains(':') {
            return None;
        }
        let from = &self.file(from).path;
        // Hardly any link needs it.
        if memchr::memchr(b'%', path.as_bytes()).is_none() {
            return joined(from, path);
        }
        joined(from, &percent_decode_str(path).decode_utf8_lossy())
    }

    /// The file that a relative link leads to, also where the link is careless with the letters' case.
    pub fn linked(&self, from: FileId, target: &str) -> Option<FileId> {
        let path = self.link_path(from, target)?;
        self.by_path(&path).or_else(|| self.by_folded_path(&path))
    }

    /// The files whose path begins with `prefix`, in path order.
    pub fn starting_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let first = self.files.partition_point(|file| file.path.as_str() < prefix);
        self.files[first..].iter().take_while(move |file| file.path.starts_with(prefix))
    }

    /// The source text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// `path:line:column` of a span's start.
    pub fn place(&self, span: Span) -> Place<'_> {
        let file = self.file(span.file);
        let (line, column) = file.line_column(span.start);
        Place { path: &file.path, line, column }
    }
}

/// A place as people write it: `path:line:column`, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    /// Path relative to the documentation root.
    pub path: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let file = SourceFile::new("a.md", "über\r\nzwei".as_bytes().to_vec());
        assert_eq!(file.line_column(0), (1, 1));
        assert_eq!(file.line_column(2), (1, 2));
        assert_eq!(file.line_column(7), (2, 1));
        assert_eq!(file.line_column(11), (2, 5));
        let long = SourceFile::new("a.md", b"12345678901234\n\n".repeat(BLOCK / 8));
        let lines = BLOCK / 8;
        let places = [(BLOCK - 1, lines), (BLOCK, lines + 1), (2 * BLOCK, 2 * lines + 1)];
        for (at, line) in places {
            assert_eq!(long.line_column(offset(at)), (line, 1));
        }
    }

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        let sources = Sources::new(vec![SourceFile::new("v1.0/api/get.md", Vec::new())]);
        let path = |target| sources.resolved(FileId(0), target);
        assert_eq!(path("../includes/x.md").as_deref(), Some("v1.0/includes/x.md"));
        assert_eq!(path(r"..\includes\x.md").as_deref(), Some("v1.0/includes/x.md"));
        assert_eq!(path("./b/../x.md#part").as_deref(), Some("v1.0/api/x.md"));
        assert_eq!(path("~/includes/x.md").as_deref(), Some("includes/x.md"));
        assert_eq!(path("../../../x.md"), None);
    }

    #[test]
    fn links_are_careless_with_case_and_lead_nowhere_else() {
        let files = ["api/get.md", "resources/color.md"];
        let sources = Sources::new(files.map(|path| SourceFile::new(path, Vec::new())).into());
        let color = sources.by_path("resources/color.md");
        for target in
            ["../resources/Color.md#values", "../Resources/color.md", "..%2Fresources/color%2emd"]
        {
            assert_eq!(sources.linked(FileId(0), target), color, "{target}");
        }
        for target in ["https://example.com/color.md", "/graph/color.md", "#values", "../../x.md"] {
            assert_eq!(sources.linked(FileId(0), target), None, "{target}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_kept_as_replacement_characters() {
        let file = SourceFile::new("a.md", vec![b'a', 0xff, b'b']);
        assert_eq!(&*file.text, "a\u{fffd}b");
        assert_eq!(file.invalid_utf8_at, Some(1));
    }
}
