//! `[!INCLUDE [title](path)]`: recognising the directive and finding the file.

use super::{Link, LinkKind};
use crate::source::{FileId, Sources, Span, Spanned};
use memchr::memrchr_iter;
use std::ops::Range;

/// An `[!INCLUDE [title](path)]`.
#[derive(Clone, Debug)]
pub struct Include {
    /// The directive.
    pub span: Span,
    /// The path as written.
    pub target: Spanned<String>,
    /// What came of it.
    pub outcome: IncludeOutcome,
    /// The blocks that were spliced in here.
    pub blocks: Range<usize>,
}

/// What came of an include.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeOutcome {
    /// Spliced in.
    Read(FileId),
    /// No such file; the path from the root.
    Missing(String),
    /// It leads out of the documentation root.
    OutsideRoot,
    /// It includes itself, maybe through others.
    Cycle(FileId),
    /// It stands sixteen includes deep, or after a thousand others on the page, and was not followed.
    TooMany(FileId),
}

/// A directive found in running text.
pub(super) struct Directive {
    /// From `[!` to `]`.
    pub(super) span: Span,
    /// The path as written.
    pub(super) target: Spanned<String>,
}

const OPENING: &[u8] = b"[!include";

/// Real trees nest two or three deep.
const DEEPEST: usize = 16;

/// Without a limit a handful of fragments, each of which includes the next one twice, could make a page of
/// any size.
const MOST: usize = 1_000;

impl Directive {
    /// The directive that a link is the inside of.
    pub(super) fn around(file: FileId, source: &str, link: &Link) -> Option<Self> {
        if link.kind != LinkKind::Inline {
            return None;
        }
        let range = link.span.range();
        let before = source[..range.start].trim_end();
        let start = before.len().checked_sub(OPENING.len())?;
        if !before.as_bytes()[start..].eq_ignore_ascii_case(OPENING) {
            return None;
        }
        let after = &source[range.end..];
        let close = after.len() - after.trim_start().len();
        let closed = after[close..].starts_with(']');
        let end = if closed { range.end + close + 1 } else { range.end };
        Some(Self { span: Span::new(file, start..end), target: written_target(file, source, link) })
    }
}

/// The path between `](` and `)`, from the source: in `..\x.md` the backslash is no escape.
fn written_target(file: FileId, source: &str, link: &Link) -> Spanned<String> {
    let range = link.span.range();
    let written = &source[range.clone()];
    let mut brackets = memrchr_iter(b'(', written.as_bytes());
    let open = brackets.find(|&at| written[..at].ends_with(']')).map_or(0, |at| at + 1);
    let inside = written[open..].trim_end_matches(')');
    let skipped = inside.len() - inside.trim_start_matches([' ', '<', '\n', '\r']).len();
    let path = &inside[skipped..];
    let ends = |byte| matches!(byte, b' ' | b'>' | b'\n' | b'\r');
    let path = &path[..path.bytes().position(ends).unwrap_or(path.len())];
    let start = range.start + open + skipped;
    Spanned::new(path.to_owned(), Span::new(file, start..start + path.len()))
}

/// Finds the file of a directive that stands in the last of `including`, the files being read, outermost
/// first; so many came `before` it on the page.
pub(super) fn resolve(
    sources: &Sources,
    including: &[FileId],
    before: usize,
    target: &str,
) -> IncludeOutcome {
    let path = including.last().and_then(|&file| sources.resolved(file, target));
    let Some(path) = path else { return IncludeOutcome::OutsideRoot };
    match sources.by_path(&path) {
        None => IncludeOutcome::Missing(path),
        Some(file) if including.contains(&file) => IncludeOutcome::Cycle(file),
        Some(file) if including.len() > DEEPEST || before >= MOST => IncludeOutcome::TooMany(file),
        Some(file) => IncludeOutcome::Read(file),
    }
}
