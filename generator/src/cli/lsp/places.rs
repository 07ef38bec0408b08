//! Places as the protocol has them: URIs, and lines and UTF-16 columns from 0.

use docwright::source::{SourceFile, Sources, Span};
use lsp_types::{Position, Range, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};

const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The URI of a file.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&path, KEPT)).parse().ok()
}

/// The file of a URI; `None` where it names none.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let encoded = uri.as_str().strip_prefix("file://")?;
    let path = percent_decode_str(encoded).decode_utf8().ok()?;
    // `/C:/docs` is a path of Windows.
    let is_drive = path.get(2..3) == Some(":");
    Some(PathBuf::from(if is_drive { &path[1..] } else { &path }))
}

/// The range of a span.
pub(super) fn range(sources: &Sources, span: Span) -> Range {
    let file = sources.file(span.file);
    Range { start: position(file, span.start), end: position(file, span.end) }
}

fn position(file: &SourceFile, offset: u32) -> Position {
    let before = file.text.get(..offset as usize).unwrap_or(&file.text);
    let (line, _) = file.line_column(offset);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].encode_utf16().count();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: number(line - 1), character: number(column) }
}

/// The offset of a position; past the end of a line it is the line's end.
pub(super) fn offset(text: &str, position: Position) -> usize {
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(position.line as usize).map(str::len).sum();
    let line = lines.next().unwrap_or_default().trim_end_matches(['\r', '\n']);
    let mut units = 0;
    let inside = line.chars().take_while(|c| {
        units += c.len_utf16();
        units <= position.character as usize
    });
    start + inside.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use docwright::source::FileId;

    #[test]
    fn columns_are_of_utf16() {
        let text = "eins\n𝄞ü x\n";
        let sources = Sources::new(vec![SourceFile::new("a.md", text.as_bytes().to_vec())]);
        let at = text.find('x').unwrap();
        let found = range(&sources, Span::new(FileId(0), at..at + 1));
        assert_eq!((found.start.line, found.start.character, found.end.character), (1, 4, 5));
        assert_eq!(offset(text, found.start), at);
        assert_eq!(offset(text, Position { line: 0, character: 99 }), 4);
    }

    #[test]
    fn uris_and_paths_are_each_others_inverse() {
        let there = uri(Path::new("/docs/a b/ü.md")).unwrap();
        assert_eq!(there.as_str(), "file:///docs/a%20b/%C3%BC.md");
        assert_eq!(path(&there).unwrap(), Path::new("/docs/a b/ü.md"));
    }
}
