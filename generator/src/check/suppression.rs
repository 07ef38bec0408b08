//! What pages say of findings that they accept: `<!-- docwright: allow(rule) reason -->`, and the
//! `suppressions` that ApiDoctor knows.
//!
//! `allow` holds for what stands between it and the end of the next table, code block or paragraph;
//! `allow-page` for the whole file. Both take rules and groups, divided by commas.

use super::settings;
use crate::diagnostic::Diagnostic;
use crate::page::{Annotation, BlockKind, Page};
use crate::source::{Span, Spanned};

/// One word of a page about one rule or group.
#[derive(Debug)]
pub(super) struct Suppression {
    /// The rule or group, as written.
    pub(super) name: Spanned<String>,
    /// Where it holds.
    region: Span,
    /// The findings that it has met.
    pub(super) uses: usize,
}

/// A text from the `suppressions` of a page annotation.
struct ForeignSuppression {
    file: crate::source::FileId,
    rule: &'static str,
    /// The words of the message, among them the names it is about.
    words: Vec<String>,
}

/// All that the pages of a tree suppress.
#[derive(Default)]
pub(super) struct Suppressions {
    own: Vec<Suppression>,
    foreign: Vec<ForeignSuppression>,
}

/// What ApiDoctor says, and the rule that says the same.
const FOREIGN: [(&str, &str); 9] = [
    ("but not described in markdown table", "property-not-in-table"),
    ("but not in resource definition", "property-not-in-representation"),
    ("is not defined in the doc set", "unknown-type"),
    ("Type mismatch between example and table", "type-mismatch"),
    ("Inconsistent types between parameter", "type-mismatch"),
    ("Expected type", "example-value"),
    ("Undocumented properties", "unknown-property"),
    ("Exception processing links", "undefined-reference"),
    ("wasn't found", "broken-link"),
];

impl Suppressions {
    /// What the pages say, in order.
    pub(super) fn of(pages: &[Page]) -> Self {
        let mut all = Self::default();
        for page in pages {
            all.read(page);
        }
        // A fragment that several pages include says it once.
        all.own.sort_by_key(|suppression| suppression.name.span);
        all.own.dedup_by_key(|suppression| suppression.name.span);
        all
    }

    fn read(&mut self, page: &Page) {
        for (index, block) in page.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Comment(comment) => {
                    let Some(directive) = directive(comment.text()) else { continue };
                    let region = match directive.reach {
                        Reach::Page => Span { start: 0, end: u32::MAX, ..block.span },
                        Reach::NextBlock => block.span.to(next_block(page, index)),
                    };
                    for (at, name) in directive.names {
                        let span = comment.span_of(at..at + name.len());
                        let name = Spanned::new(name.to_owned(), span);
                        self.own.push(Suppression { name, region, uses: 0 });
                    }
                }
                BlockKind::Annotation(annotation) if annotation.is_page() => {
                    self.read_foreign(block.span.file, annotation);
                }
                BlockKind::Annotation(_)
                | BlockKind::Paragraph(_)
                | BlockKind::Table(_)
                | BlockKind::Fence(_)
                | BlockKind::Html(_)
                | BlockKind::Rule => {}
            }
        }
    }

    fn read_foreign(&mut self, file: crate::source::FileId, annotation: &Annotation) {
        let texts =
            annotation.get("suppressions").map(crate::page::Json::items).unwrap_or_default();
        for text in texts.iter().filter_map(crate::page::Json::as_str) {
            let meant = FOREIGN.iter().filter(|(words, _)| text.contains(words));
            self.foreign.extend(meant.map(|(_, rule)| ForeignSuppression {
                file,
                rule,
                words: words(text).map(str::to_owned).collect(),
            }));
        }
    }

    /// Leaves out what is suppressed, and counts it.
    pub(super) fn apply(&mut self, findings: &mut Vec<Diagnostic>) {
        findings.retain(|finding| !self.covers(finding));
    }

    fn covers(&mut self, finding: &Diagnostic) -> bool {
        let mut is_covered = false;
        for suppression in &mut self.own {
            if suppression.region.contains(finding.span)
                && settings::rules_named(&suppression.name.value)
                    .is_ok_and(|rules| rules.iter().any(|rule| rule.name == finding.rule))
            {
                suppression.uses += 1;
                is_covered = true;
            }
        }
        is_covered || self.foreign.iter().any(|foreign| foreign.covers(finding))
    }

    pub(super) fn own(&self) -> &[Suppression] {
        &self.own
    }
}

impl ForeignSuppression {
    /// Whether the finding is of the same rule and names something that the text names too.
    fn covers(&self, finding: &Diagnostic) -> bool {
        let names = |name: &str| words(name).any(|word| self.words.iter().any(|own| own == word));
        self.file == finding.span.file
            && self.rule == finding.rule
            && finding.message.split('`').skip(1).step_by(2).any(names)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

enum Reach {
    NextBlock,
    Page,
}

struct Directive<'a> {
    reach: Reach,
    /// Each name with its offset in the comment.
    names: Vec<(usize, &'a str)>,
}

/// Reads `docwright: allow(a, b) reason`.
fn directive(comment: &str) -> Option<Directive<'_>> {
    let at = comment.find("docwright:")? + "docwright:".len();
    let rest = comment[at..].trim_start();
    let (reach, list) = if let Some(list) = rest.strip_prefix("allow-page(") {
        (Reach::Page, list)
    } else {
        (Reach::NextBlock, rest.strip_prefix("allow(")?)
    };
    let (list, _) = list.split_once(')')?;
    let offset = |part: &str| part.as_ptr() as usize - comment.as_ptr() as usize;
    let names = list.split(',').map(str::trim).map(|name| (offset(name), name)).collect();
    Some(Directive { reach, names })
}

/// The next block that is more than a comment.
fn next_block(page: &Page, index: usize) -> Span {
    let is_content = |kind: &BlockKind| match kind {
        BlockKind::Annotation(_) | BlockKind::Comment(_) => false,
        BlockKind::Paragraph(_)
        | BlockKind::Table(_)
        | BlockKind::Fence(_)
        | BlockKind::Html(_)
        | BlockKind::Rule => true,
    };
    let rest = page.blocks[index + 1..].iter();
    let next = rest.take_while(|block| block.span.file == page.blocks[index].span.file);
    next.into_iter()
        .find(|block| is_content(&block.kind))
        .map_or(page.blocks[index].span, |block| block.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_name_rules_and_where_they_stand() {
        let found = directive("<!-- docwright: allow(a-b, links) known, see #1 -->").unwrap();
        assert!(matches!(found.reach, Reach::NextBlock));
        assert_eq!(found.names, [(22, "a-b"), (27, "links")]);
        assert!(matches!(directive("docwright: allow-page(x)").unwrap().reach, Reach::Page));
        assert!(directive("docwright is good").is_none());
    }
}
