//! Applies the edits of findings to the text of files, until none is left.

use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{FileId, Sources};
use crate::{Compilation, Options, compile};
use std::collections::BTreeMap;

/// A tree after its fixes.
#[derive(Debug)]
pub struct Mended {
    /// The tree as it is then, with what is still found.
    pub compilation: Compilation,
    /// The paths of the files that changed, with their texts from before.
    pub before: BTreeMap<String, String>,
    /// How many findings were mended.
    pub findings: usize,
}

/// Fixes that overlap take a round each; more rounds than this would mean that two undo each other.
const MOST_ROUNDS: usize = 10;

/// Applies the fixes of the findings that are wanted, and again those of what is found then.
pub fn mend(
    mut compilation: Compilation,
    options: &Options,
    is_wanted: &dyn Fn(&Sources, &Diagnostic) -> bool,
) -> Mended {
    let mut before = BTreeMap::new();
    let mut findings = 0;
    for _ in 0..MOST_ROUNDS {
        let sources = &compilation.sources;
        let wanted = compilation.diagnostics.iter().filter(|found| is_wanted(sources, found));
        let (mut texts, mended) = apply(sources, wanted);
        if mended == 0 {
            break;
        }
        findings += mended;
        for file in texts.keys().map(|file| sources.file(*file)) {
            before.entry(file.path.clone()).or_insert_with(|| file.text.to_string());
        }
        compilation = compile(sources.with_texts(|file| texts.remove(&file)), options);
    }
    Mended { compilation, before, findings }
}

/// The mended texts of the files that any fix touches, and the number of findings mended.
///
/// A finding is mended whole or not at all: of fixes that overlap, the first in order stands, and the
/// others are found again in the next run. Files that are not UTF-8 are left alone, since their text
/// is not what stands on the disk.
pub fn apply<'a>(
    sources: &Sources,
    findings: impl IntoIterator<Item = &'a Diagnostic>,
) -> (BTreeMap<FileId, String>, usize) {
    let mut edits: BTreeMap<FileId, Vec<&'a Edit>> = BTreeMap::new();
    let mut mended = 0;
    for finding in findings.into_iter().filter(|finding| !finding.fix.is_empty()) {
        let is_free = finding.fix.iter().all(|edit| {
            let taken = edits.get(&edit.span.file).map(Vec::as_slice).unwrap_or_default();
            sources.file(edit.span.file).invalid_utf8_at.is_none()
                && taken.iter().all(|other| are_apart(edit, other))
        });
        if is_free {
            mended += 1;
            for edit in &finding.fix {
                edits.entry(edit.span.file).or_default().push(edit);
            }
        }
    }
    let texts = edits.into_iter().map(|(file, edits)| (file, edited(sources, file, edits)));
    (texts.collect(), mended)
}

/// Whether two edits touch nothing in common. Two additions at one place would depend on their order.
fn are_apart(a: &Edit, b: &Edit) -> bool {
    a.span.end < b.span.start || b.span.end < a.span.start
}

fn edited(sources: &Sources, file: FileId, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.span);
    let text = &sources.file(file).text;
    let mut mended = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let range = edit.span.range();
        mended.push_str(&text[from..range.start]);
        mended.push_str(&edit.text);
        from = range.end;
    }
    mended.push_str(&text[from..]);
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::{SourceFile, Span};

    #[test]
    fn edits_are_applied_by_place_and_overlapping_ones_wait() {
        let sources = Sources::new(vec![SourceFile::new("a.md", b"one two three".to_vec())]);
        let finding = |range: std::ops::Range<usize>, text: &str| {
            let span = Span::new(FileId(0), range);
            let mut finding = Diagnostic::new("some-rule", Level::Error, span, "wrong");
            finding.fix(span, text);
            finding
        };
        let findings = [finding(8..13, "3"), finding(0..3, "1"), finding(10..11, "x")];
        let (texts, mended) = apply(&sources, &findings);
        assert_eq!(texts[&FileId(0)], "1 two 3");
        assert_eq!(mended, 2);
    }
}
