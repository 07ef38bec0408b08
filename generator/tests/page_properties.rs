//! What holds for every text: there is a page, its spans lie in its files, and strict JSON is told from the rest.

use docwright::page::{self, BlockKind, Content, JsonDocument, Page};
use docwright::source::{FileId, SourceFile, Sources, Span};
use proptest::prelude::*;

fn sources(text: &str) -> Sources {
    let fragment =
        "| a | b |\n|---|---|\n| 1 |\n\n[!INCLUDE [x](b.md)]\n\n[!INCLUDE [x](../a.md)]\n";
    Sources::new(vec![
        SourceFile::new("a.md", text.as_bytes().to_vec()),
        SourceFile::new("includes/b.md", fragment.as_bytes().to_vec()),
    ])
}

/// Parses a page and looks at every place that it names.
fn parse(text: &str) -> Page {
    let sources = sources(text);
    let page = page::parse(&sources, FileId(0));
    let sound = |span: Span| {
        let text = &sources.file(span.file).text;
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    };
    for heading in &page.headings {
        sound(heading.span);
        sound(heading.text.span);
    }
    for block in &page.blocks {
        sound(block.span);
        match &block.kind {
            BlockKind::Paragraph(text) => sound(text.span),
            BlockKind::Table(table) => {
                table.header.iter().for_each(|cell| sound(cell.span));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| sound(cell.span));
                assert!(table.rows.iter().all(|row| row.cells.len() == table.header.len()));
            }
            BlockKind::Fence(fence) => {
                sound(fence.language.span);
                sound(fence.body.span);
            }
            BlockKind::Annotation(annotation) => {
                annotation.json.faults.iter().for_each(|fault| sound(fault.span));
                annotation.json.root.members().iter().for_each(|member| sound(member.value.span));
            }
            BlockKind::Comment(excerpt) | BlockKind::Html(excerpt) => sound(excerpt.span),
            BlockKind::Rule => {}
        }
    }
    page.faults.iter().for_each(|fault| sound(fault.span));
    page.tab_groups.iter().for_each(|group| sound(group.span));
    page.includes.iter().for_each(|include| sound(include.target.span));
    page
}

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "---",
    "---\n",
    "```",
    "```http\n",
    "~~~",
    "|",
    " | ",
    "\\|",
    "|---|---|\n",
    "| a | b |\n",
    "<!--",
    "-->",
    "<!-- {\"a\": 1} -->",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "[x][y]",
    "[x][]",
    "[HTTP](#tab/http)",
    "# [HTTP](#tab/http)\n",
    "[!INCLUDE [x](includes/b.md)]",
    "[!NOTE]",
    "> [!Note]\n",
    "<br>",
    "<a name=\"x\"></a>",
    "<id>",
    "`",
    "*",
    "**",
    "&amp;",
    "é",
    "\u{feff}",
    "\u{a0}",
    "…",
    "GET /a\n",
    "HTTP/1.1 200 OK\n",
    "A: b\n",
    "\"",
    "'",
    ":",
    ",",
    "title: x",
    "word",
    "\\",
    "\0",
    "Name Type Description\n",
    "Heading\n\n",
    "Sentence here.\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn every_text_is_a_page(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        parse(&pieces.concat());
    }

    #[test]
    fn every_string_is_a_page(text in "\\PC{0,200}") {
        parse(&text);
    }
}

fn json(text: &str) -> Option<JsonDocument> {
    let page = parse(&format!("```json\n{text}\n```\n"));
    page.blocks.into_iter().find_map(|block| match block.kind {
        BlockKind::Fence(fence) => match fence.content {
            Content::Json(document) => Some(document),
            Content::Http(_) | Content::Other => None,
        },
        BlockKind::Paragraph(_)
        | BlockKind::Table(_)
        | BlockKind::Annotation(_)
        | BlockKind::Comment(_)
        | BlockKind::Html(_)
        | BlockKind::Rule => None,
    })
}

fn agrees_with_serde_json(text: &str) -> Result<(), TestCaseError> {
    let Some(document) = json(text) else { return Ok(()) };
    let strict = serde_json::from_str::<serde_json::Value>(text).is_ok();
    prop_assert_eq!(document.faults.is_empty(), strict, "{:?} {:?}", text, document.faults);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    // Exponents and surrogates are left out: there RFC 8259 and serde_json part ways.
    #[test]
    fn no_faults_exactly_for_strict_json(tokens in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", " ", "\n", "\t", "\"a\"", "\"b\"", "\"a\": ", "1", "-0.5", "01", "true", "null", "tru",
        "...", "…", "//", "/*", "*/", "'", "\"", "“", "\\", "\\n", "\\x", "x", "\u{a0}", "\u{1}",
    ]), 0..14)) {
        agrees_with_serde_json(&tokens.concat())?;
    }

    #[test]
    fn members_and_items_agree_too(items in prop::collection::vec(prop::sample::select(vec![
        "\"a\": 1", "\"b\": [1, 2]", "\"c\": {}", "\"d\": [", "\"e\": \"\\u00e9\"", "]", ",", "1 2", "\"f\": 1.",
    ]), 0..5)) {
        agrees_with_serde_json(&format!("{{{}}}", items.join(",")))?;
        agrees_with_serde_json(&format!("[{}]", items.join(",")))?;
    }
}

#[test]
fn a_page_cut_anywhere_is_a_page() {
    for case in ["markdown-constructs", "plain-text"] {
        let path = format!("{}/tests/page/{case}/input.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        for (end, _) in text.char_indices() {
            parse(&text[..end]);
        }
    }
}
