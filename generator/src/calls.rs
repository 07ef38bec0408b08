//! What of the documented calls generated code can do: the shares of request lines that can be called and
//! of documented requests that stubs rebuild, with the reasons of the rest.

use crate::Compilation;
use crate::emit::{self, Rebuilt};
use crate::model::facts::{Fate, PageFacts};
use crate::model::{Api, Callees, METHODS};
use crate::page::{HttpMessage, Page, RequestLine};
use crate::source::Span;
use std::collections::BTreeMap;
use std::fmt;

/// The two shares of a documentation tree.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// Request lines, wherever they stand: those with an endpoint that has their method and path.
    pub lines: Share,
    /// Annotated requests: those that a stub rebuilds with method, path, query, headers and body.
    pub requests: Share,
    /// Of the requests that a stub rebuilds, those with members that cannot be of their documented types and
    /// are given raw.
    pub with_raw_members: Vec<Span>,
    /// The request lines that call another host than the service, which neither share counts: what the
    /// service itself sends to its clients, and addresses that it hands out.
    pub to_other_hosts: Vec<Span>,
}

/// How many of a kind are, and where the others are, by reason.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// How many there are.
    pub all: usize,
    /// The places of those that are not, by reason.
    pub missing: BTreeMap<String, Vec<Span>>,
}

impl Calls {
    /// The shares of a tree.
    pub fn of(compilation: &Compilation) -> Self {
        let api = &compilation.api;
        let mut calls = Self::default();
        let callees = Callees::of(api);
        for (page, facts) in compilation.pages.iter().zip(&compilation.facts) {
            for line in request_lines(page) {
                if api.is_own_target(&line.target.value) {
                    calls.lines.count(line.span, missing_call(api, &callees, facts, line));
                } else {
                    calls.to_other_hosts.push(line.span);
                }
            }
        }
        for (example, rebuilt) in emit::annotated_requests(compilation) {
            if calls.to_other_hosts.iter().any(|line| example.span.contains(*line)) {
                continue;
            }
            if rebuilt == Rebuilt::WithRawMembers {
                calls.with_raw_members.push(example.span);
            }
            let missing = match rebuilt {
                Rebuilt::Typed | Rebuilt::WithRawMembers => None,
                Rebuilt::Not(reason) => Some(reason),
            };
            calls.requests.count(example.span, missing);
        }
        calls
    }
}

fn request_lines(page: &Page) -> impl Iterator<Item = &RequestLine> {
    let messages = page.blocks.iter().flat_map(|block| block.kind.messages());
    messages.filter_map(HttpMessage::request).map(|request| &request.line)
}

/// Why no endpoint has a request line; `None` where one has it.
fn missing_call(
    api: &Api,
    callees: &Callees<'_>,
    facts: &PageFacts,
    line: &RequestLine,
) -> Option<String> {
    let method = line.method.value.to_ascii_uppercase();
    let is_callable = METHODS.contains(&method.as_str())
        && callees.cover(api, facts.file, &method, &line.target.value);
    let ledger = || facts.ledger.iter().find(|entry| entry.span == line.span);
    (!is_callable).then(|| match ledger().map(|entry| entry.fate) {
        Some(Fate::SetAside(reason)) => format!("{reason}, and no operation has its path"),
        Some(Fate::Consumed(_)) | None => "no operation has its method and path".to_owned(),
    })
}

impl Share {
    fn count(&mut self, span: Span, missing: Option<String>) {
        self.all += 1;
        if let Some(reason) = missing {
            self.missing.entry(reason).or_default().push(span);
        }
    }

    /// How many are.
    pub fn present(&self) -> usize {
        self.all - self.missing.values().map(Vec::len).sum::<usize>()
    }

    /// The share in tenths of a percent, cut: 999 is not all.
    pub fn per_mille(&self) -> usize {
        (self.present() * 1000).checked_div(self.all).unwrap_or(1000)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = self.per_mille();
        write!(f, "{} of {} ({}.{} %)", self.present(), self.all, share / 10, share % 10)?;
        let mut reasons: Vec<_> = self.missing.iter().collect();
        reasons.sort_by_key(|(reason, spans)| (std::cmp::Reverse(spans.len()), *reason));
        reasons.iter().try_for_each(|(reason, spans)| write!(f, "\n  {:>5} {reason}", spans.len()))
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "request lines that can be called: {}", self.lines)?;
        writeln!(f, "annotated requests that a stub rebuilds: {}", self.requests)?;
        let raw = self.with_raw_members.len();
        writeln!(f, "  {raw:>5} of these with members given raw, which cannot be of their types")?;
        writeln!(f, "not counted: {} requests to other hosts", self.to_other_hosts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    #[test]
    fn what_is_missing_has_a_reason() {
        let page = "# Get color\n\nRead it.\n\n## HTTP request\n\n```http\nGET /colors/{id}\n```\n\n\
            ## Example\n\n<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->\n```http\nGET https://colors.example/colors/1\n```\n\n\
            <!-- { \"blockType\": \"request\", \"name\": \"b\" } -->\n```http\nPOST https://colors.example/shades/1\n```\n\n\
            ```http\nPOST https://caller.example/colors\n```\n";
        let file = SourceFile::new("api/color-get.md", page.as_bytes().to_vec());
        let calls = Calls::of(&compile(Sources::new(vec![file]), &Options::default()));
        assert_eq!((calls.requests.present(), calls.requests.all), (1, 2));
        assert!(calls.lines.present() < calls.lines.all, "{calls}");
        assert!(calls.to_string().contains("1 no operation has its method"), "{calls}");
        assert_eq!(calls.to_other_hosts.len(), 1);
    }
}
