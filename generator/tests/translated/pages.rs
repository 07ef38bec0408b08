//! Pages in a language that nobody speaks: what a translator changes is changed, letter by letter; what a
//! translator leaves alone stays.
//!
//! Changed are headings, table headers, the last column of tables, cells of several words in the first one,
//! and paragraphs. Left alone are code, comments, links, names (words with a capital, digit or mark inside;
//! in headings, what the file is named for and what a cell holds alone), listed values, types in tables, front matter, and the anchors of
//! headings, which translated pages carry as `<a name="…">`.

use docwright::page::{self, Block, BlockKind, Page, Table, Text};
use docwright::source::{FileId, SourceFile, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The tree in the other language.
pub(crate) fn translated(sources: &Sources) -> Sources {
    // A fragment is part of several pages and changed once; an anchor stands before the word at its place.
    let mut changes: BTreeMap<FileId, BTreeMap<(u32, u32), String>> = BTreeMap::new();
    for page in page::parse_all(sources) {
        for (span, text) in changed(sources, &page) {
            changes.entry(span.file).or_default().insert((span.start, span.end), text);
        }
    }
    let files = sources.files().map(|(id, file)| {
        let mut text = String::new();
        let mut at = 0;
        for ((start, end), new) in changes.remove(&id).unwrap_or_default() {
            text.push_str(&file.text[at..start as usize]);
            text.push_str(&new);
            at = end as usize;
        }
        text.push_str(&file.text[at..]);
        SourceFile::new(file.path.clone(), text.into_bytes())
    });
    Sources::new(files.collect())
}

/// The places of a page that a translator changes, with their new text.
fn changed(sources: &Sources, page: &Page) -> Vec<(Span, String)> {
    let path = &sources.file(page.file).path;
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let mut names: BTreeSet<String> =
        stem.split('-').chain([stem]).map(str::to_lowercase).collect();
    names.extend(page.blocks.iter().flat_map(cell_names));
    let none = BTreeSet::new();
    let mut found = Vec::new();
    for heading in &page.headings {
        if heading.explicit_anchor.is_none() {
            let anchor = format!("<a name=\"{}\"></a>", heading.anchor);
            found.push((heading.text.span.at_start(), anchor));
        }
        words(sources, &heading.text, &names, &mut found);
    }
    for block in &page.blocks {
        match &block.kind {
            BlockKind::Paragraph(text) => words(sources, text, &none, &mut found),
            BlockKind::Table(table) => {
                cells(table).for_each(|cell| words(sources, cell, &none, &mut found));
            }
            BlockKind::Fence(_)
            | BlockKind::Annotation(_)
            | BlockKind::Comment(_)
            | BlockKind::Html(_)
            | BlockKind::Rule => {}
        }
    }
    found
}

/// The single words in the columns of a table that hold no prose: names and types, in lower case.
fn cell_names(block: &Block) -> Vec<String> {
    let BlockKind::Table(table) = &block.kind else { return Vec::new() };
    let columns = ..table.header.len().saturating_sub(1);
    let cells = table.rows.iter().filter_map(|row| row.cells.get(columns)).flatten();
    let word = cells.map(|cell| cell.plain().to_lowercase());
    word.filter(|word| !word.contains(char::is_whitespace)).collect()
}

/// The cells that hold prose.
fn cells(table: &Table) -> impl Iterator<Item = &Text> {
    let last = table.header.len().saturating_sub(1);
    let body = table.rows.iter().flat_map(move |row| {
        let is_prose = move |(column, cell): &(usize, &Text)| {
            *column == last && last > 0
                || *column == 0 && cell.plain().split_whitespace().count() > 2
        };
        row.cells.iter().enumerate().filter(is_prose).map(|(_, cell)| cell)
    });
    table.header.iter().chain(body)
}

/// The words of a text outside of its links, code and tags.
fn words(
    sources: &Sources,
    text: &Text,
    names: &BTreeSet<String>,
    found: &mut Vec<(Span, String)>,
) {
    let source = sources.text(text.span);
    let kept: Vec<Span> = text
        .links()
        .iter()
        .map(|link| link.span)
        .chain(text.codes().iter().map(|code| code.span))
        .collect();
    let mut start = 0;
    let mut in_tag = false;
    for (end, c) in source.char_indices().chain([(source.len(), ' ')]) {
        if c.is_alphanumeric() || "_.@$-/\\:&".contains(c) {
            continue;
        }
        let word = source[start..end].trim_end_matches(['.', ':']);
        let from = text.span.start as usize + start;
        let span = Span::new(text.span.file, from..from + word.len());
        let is_free = !in_tag
            && !kept.iter().any(|kept| kept.contains(span))
            && !is_value(&source[..start], &source[start + word.len()..]);
        if is_free && is_prose(word) && !names.contains(&word.to_lowercase()) {
            found.push((span, word.chars().map(letter).collect()));
        }
        in_tag =
            c == '<' || c == '[' && source[end..].starts_with("[!") || in_tag && !">]".contains(c);
        start = end + c.len_utf8();
    }
}

/// Whether what stands alone between these is one of several values: `: a, b, c.`
fn is_value(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end(), after.trim_start());
    let follows = before.ends_with([',', ':']);
    follows && (after.is_empty() || after.starts_with([',', '.'])) && before.contains(':')
}

/// A word without a capital, digit or mark inside; two of those may be joined by `-`.
fn is_prose(word: &str) -> bool {
    let is_word = |word: &str| {
        word.chars().all(|c| c.is_ascii_alphabetic())
            && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
    };
    !word.is_empty() && word.split('-').all(is_word)
}

/// Another letter of the same size; some are not ASCII.
fn letter(c: char) -> char {
    const SMALL: &str = "otseurvncpšbfhägkmzxjwdölü";
    const LARGE: &str = "OTSEURVNCPŠBFHÄGKMZXJWDÖLÜ";
    let of = |letters: &str, first: char| letters.chars().nth(c as usize - first as usize);
    let other = match c {
        'a'..='z' => of(SMALL, 'a'),
        'A'..='Z' => of(LARGE, 'A'),
        _ => None,
    };
    other.unwrap_or(c)
}
