//! Inline events in, a [`Text`] out, with what else was found among them: comments, anchors, include directives.

use super::include::Directive;
use super::text::{trim, trimmed};
use super::{Excerpt, Link, LinkKind, Text};
use crate::source::{FileId, Span, Spanned};
use compact_str::CompactString;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::mem::take;
use std::ops::Range;
use std::sync::Arc;
use thin_vec::ThinVec;

/// What was found in one run of inline content.
pub(super) struct Inline {
    /// The text. Include directives are not part of it.
    pub(super) text: Text,
    /// What is no text: the comments, then the include directives, in order.
    pub(super) asides: Vec<Aside>,
    /// The first `<a name="…">` or `<a id="…">`.
    pub(super) anchor: Option<Spanned<CompactString>>,
    /// Whether the run is a single link and nothing else.
    pub(super) is_one_link: bool,
}

/// What stands in a run and is no text. It comes after the block that the run is part of.
pub(super) enum Aside {
    Comment(Excerpt),
    Include(Directive),
}

/// Collects the inline events of one paragraph, heading or cell after the other. It keeps its room between them, and what
/// it gives takes no more than it needs.
pub(super) struct InlineReader<'s> {
    file: FileId,
    source: &'s Arc<str>,
    plain: String,
    links: Vec<Link>,
    /// For each of `links`, where its text stands in `plain`.
    shown: Vec<Range<usize>>,
    codes: Vec<Spanned<CompactString>>,
    open: Vec<OpenLink>,
    /// The comments so far.
    asides: Vec<Aside>,
    anchor: Option<Spanned<CompactString>>,
    range: Option<Range<usize>>,
    /// The hidden original of a translated text, while it is open.
    hidden: Option<Hidden>,
}

/// `<span class="sxs-lookup">…</span>`: the original that translated pages keep beside each sentence, to be
/// shown when somebody points at it. What stands in it is read, and dropped at its end: nothing is lost where
/// it has no end, or where it and a link overlap.
struct Hidden {
    /// How many `<span>`s are open, the one that hides among them.
    depth: usize,
    /// How much there was of everything before it.
    plain: usize,
    links: usize,
    codes: usize,
    open: usize,
    asides: usize,
    has_anchor: bool,
}

struct OpenLink {
    kind: Option<LinkKind>,
    target: CompactString,
    range: Range<usize>,
    plain_from: usize,
    /// Links are listed in the order of their beginnings, also where an image stands inside a link.
    index: usize,
}

impl<'s> InlineReader<'s> {
    pub(super) fn new(file: FileId, source: &'s Arc<str>) -> Self {
        Self {
            file,
            source,
            plain: String::with_capacity(256),
            links: Vec::new(),
            shown: Vec::new(),
            codes: Vec::new(),
            open: Vec::new(),
            asides: Vec::new(),
            anchor: None,
            range: None,
            hidden: None,
        }
    }

    /// Takes one inline event.
    pub(super) fn push(&mut self, event: Event<'_>, range: Range<usize>) {
        match &mut self.range {
            Some(seen) => seen.end = seen.end.max(range.end),
            None => self.range = Some(range.clone()),
        }
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.plain.push_str(&text);
            }
            Event::Code(code) => {
                self.plain.push_str(&code);
                let code = CompactString::new(code);
                self.codes.push(Spanned::new(code, Span::new(self.file, range)));
            }
            Event::SoftBreak => self.plain.push(' '),
            Event::HardBreak => self.plain.push('\n'),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {}
        }
    }

    /// Takes a `<span …>` or `</span>`: the original of a translated text may begin or end.
    fn span_tag(&mut self, html: &str) {
        let is_end = html.starts_with("</");
        match &mut self.hidden {
            Some(hidden) if is_end => hidden.depth -= 1,
            Some(hidden) => hidden.depth += 1,
            None if !is_end && html.contains("sxs-lookup") => {
                self.hidden = Some(Hidden {
                    depth: 1,
                    plain: self.plain.len(),
                    links: self.links.len(),
                    codes: self.codes.len(),
                    open: self.open.len(),
                    asides: self.asides.len(),
                    has_anchor: self.anchor.is_some(),
                });
            }
            None => {}
        }
        if let Some(hidden) = self.hidden.take_if(|hidden| hidden.depth == 0)
            && self.open.len() == hidden.open
        {
            self.drop_hidden(&hidden);
        }
    }

    fn drop_hidden(&mut self, before: &Hidden) {
        self.plain.truncate(before.plain);
        self.links.truncate(before.links);
        self.shown.truncate(before.links);
        self.codes.truncate(before.codes);
        self.asides.truncate(before.asides);
        self.anchor.take_if(|_| !before.has_anchor);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                self.open_link(link_kind(link_type), &dest_url, range);
            }
            Tag::Image { link_type, dest_url, .. } => {
                self.open_link(link_kind(link_type).map(|_| LinkKind::Image), &dest_url, range);
            }
            // Emphasis and the like leave no trace; block tags never come here.
            _ => {}
        }
    }

    fn open_link(&mut self, kind: Option<LinkKind>, target: &CowStr<'_>, range: Range<usize>) {
        let (plain_from, index) = (self.plain.len(), self.links.len());
        self.open.push(OpenLink {
            kind,
            target: CompactString::new(target),
            range,
            plain_from,
            index,
        });
    }

    fn end(&mut self, tag: TagEnd) {
        if !matches!(tag, TagEnd::Link | TagEnd::Image) {
            return;
        }
        let Some(OpenLink { kind, target, range, plain_from, index }) = self.open.pop() else {
            return;
        };
        self.hidden.take_if(|hidden| self.open.len() < hidden.open);
        let Some(kind) = kind else { return };
        let text = CompactString::new(&self.plain[plain_from..]);
        self.shown.insert(index, plain_from..self.plain.len());
        self.links.insert(index, Link { span: Span::new(self.file, range), text, target, kind });
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        if html.starts_with("<!--") {
            let comment = Excerpt::aligned(self.file, self.source, range, html);
            self.asides.push(Aside::Comment(comment));
            return;
        }
        let name = tag_name(html);
        if name == "span" {
            self.span_tag(html);
        } else if name == "br" {
            self.plain.push('\n');
        } else if BREAKING.contains(&name.as_str()) {
            if !self.plain.ends_with('\n') {
                self.plain.push('\n');
            }
        } else if name == "a" {
            self.anchor = self.anchor.take().or_else(|| anchor_name(self.file, html, range.start));
        } else if !name.is_empty() && !INLINE.contains(&name.as_str()) {
            // `<id>` is no element but a placeholder that the writer wants to be read.
            self.plain.push_str(html);
        }
    }

    /// Ends the run. `None` when no event came.
    pub(super) fn finish(&mut self) -> Option<Inline> {
        let range = trimmed(self.source, self.range.clone()?);
        Some(self.finish_in(range))
    }

    /// Ends a run whose extent is known from elsewhere, as that of a table cell is.
    pub(super) fn finish_in(&mut self, range: Range<usize>) -> Inline {
        self.take_directives();
        let (links, codes) = (drained(&mut self.links), drained(&mut self.codes));
        let text =
            Text::bare(self.file, self.source, range).marked(trim(&self.plain), links, codes);
        self.plain.clear();
        self.shown.clear();
        self.open.clear();
        self.hidden = None;
        self.range = None;
        let is_one_link = matches!(text.links(), [link] if link.text == text.plain());
        Inline { text, asides: take(&mut self.asides), anchor: self.anchor.take(), is_one_link }
    }

    /// Takes the links that are the inside of an include directive out of the text.
    fn take_directives(&mut self) {
        let comments = self.asides.len();
        for index in (0..self.links.len()).rev() {
            let Some(directive) = Directive::around(self.file, self.source, &self.links[index])
            else {
                continue;
            };
            let shown = self.shown[index].clone();
            let from = self.plain[..shown.start].rfind("[!").unwrap_or(shown.start);
            let to = self.plain[shown.end..].find(']').map_or(shown.end, |at| shown.end + at + 1);
            self.plain.replace_range(from..to, "");
            self.links.remove(index);
            self.asides.push(Aside::Include(directive));
        }
        self.asides[comments..].reverse();
    }
}

/// What a list holds, in one that takes no more room than it needs; most are empty.
fn drained<T>(list: &mut Vec<T>) -> ThinVec<T> {
    let mut drained = ThinVec::new();
    if !list.is_empty() {
        drained.reserve_exact(list.len());
        drained.extend(list.drain(..));
    }
    drained
}

/// `None` for a reference that is defined nowhere: its words stay, but there is no link.
fn link_kind(link_type: LinkType) -> Option<LinkKind> {
    match link_type {
        LinkType::Inline | LinkType::WikiLink { .. } => Some(LinkKind::Inline),
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => Some(LinkKind::Reference),
        LinkType::Autolink | LinkType::Email => Some(LinkKind::Auto),
        LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => None,
    }
}

/// Elements that begin a new line when shown.
const BREAKING: &[&str] = &[
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that do not show themselves.
const INLINE: &[&str] = &[
    "abbr", "b", "big", "center", "cite", "code", "del", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "section", "small", "span", "strike",
    "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// The lower-case name of `<name …>` or `</name>`; empty for declarations and the like.
fn tag_name(html: &str) -> CompactString {
    let inner = html.trim_start_matches('<').trim_start_matches('/');
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(inner.len());
    let mut name = CompactString::new(&inner[..end]);
    name.make_ascii_lowercase();
    name
}

/// The value of `name="…"` or `id="…"` of an anchor that begins at `start` of the file.
fn anchor_name(file: FileId, html: &str, start: usize) -> Option<Spanned<CompactString>> {
    let attribute =
        [" name=", " id="].iter().find_map(|key| html.find(key).map(|at| at + key.len()))?;
    let rest = &html[attribute..];
    let quoted = rest.starts_with(['"', '\'']);
    let from = attribute + usize::from(quoted);
    let end = html[from..].find(['"', '\'', '>', ' ', '\n']).map_or(html.len(), |at| from + at);
    let span = Span::new(file, start + from..start + end);
    Some(Spanned::new(html[from..end].into(), span))
}
