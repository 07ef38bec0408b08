//! What of the documented calls generated code can do: the shares of request lines that can be called and
//! of documented requests that stubs rebuild, with the reasons of the rest.

use crate::Compilation;
use crate::emit;
use crate::model::facts::{Entry, Fate, Item, PageFacts};
use crate::model::{ExampleKind, METHODS};
use crate::source::Span;
use std::collections::BTreeMap;
use std::fmt;

/// The two shares of a documentation tree.
#[derive(Clone, Debug)]
pub struct Calls {
    /// Request lines: those with an endpoint that has their method and path.
    pub lines: Share,
    /// Annotated requests: those that a stub rebuilds with method, path, query, headers and body.
    pub requests: Share,
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
        let mut lines = Share::default();
        for facts in &compilation.facts {
            for entry in facts.ledger.iter().filter(|entry| entry.item == Item::RequestLine) {
                lines.count(entry.span, missing_call(compilation, facts, entry));
            }
        }
        let mut requests = Share::default();
        for (example, missing) in emit::annotated_requests(compilation) {
            requests.count(example.span, missing.map(str::to_owned));
        }
        Self { lines, requests }
    }
}

/// Why no endpoint has a request line; `None` where one has it.
fn missing_call(compilation: &Compilation, facts: &PageFacts, line: &Entry) -> Option<String> {
    if let Fate::SetAside(reason) = line.fate {
        return Some(reason.to_string());
    }
    let api = &compilation.api;
    let is_called =
        |span: Span, method: &str| line.span.contains(span) && METHODS.contains(&method);
    let ids = api.page_operations.get(&facts.file).map(Vec::as_slice).unwrap_or_default();
    let has = |method: &str, path: &crate::model::PathTemplate| {
        ids.iter().map(|id| api.operation(*id)).any(|operation| {
            // A sample argument of the line may have become a parameter of the template.
            let line = path.to_string();
            let mut paths = operation.paths.iter().map(|known| &known.template);
            operation.method == method
                && paths.any(|known| known == path || known.matches(&line).is_some())
        })
    };
    let documented = facts.operation.iter().flat_map(|operation| &operation.requests);
    let mut documented = documented
        .filter(|request| is_called(request.span, &request.method.value))
        .filter(|request| has(&request.method.value, &request.path));
    let shown = api.examples.iter().filter(|example| example.span.contains(line.span));
    let mut shown = shown.filter(|example| {
        let operation = example.operation.map(|id| api.operation(id));
        matches!(example.kind, ExampleKind::Request { path: Some(_), .. })
            && operation.is_some_and(|operation| METHODS.contains(&operation.method.as_str()))
    });
    let is_there = documented.next().is_some() || shown.next().is_some();
    (!is_there).then(|| "no request line of its page has its method and path".to_owned())
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
        writeln!(f, "annotated requests that a stub rebuilds: {}", self.requests)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    #[test]
    fn what_is_missing_has_a_reason() {
        let page = "# Get color\n\nRead it.\n\n## HTTP request\n\n```http\nGET /colors/{id}\nFETCH /colors/{id}\n```\n\n\
            ## Example\n\n<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->\n```http\nGET /colors/1\n```\n\n\
            <!-- { \"blockType\": \"request\", \"name\": \"b\" } -->\n```http\nGET /shades/1\n```\n";
        let file = SourceFile::new("api/color-get.md", page.as_bytes().to_vec());
        let calls = Calls::of(&compile(Sources::new(vec![file]), &Options::default()));
        assert_eq!((calls.requests.present(), calls.requests.all), (1, 2));
        assert!(calls.lines.present() < calls.lines.all, "{calls}");
        assert!(calls.to_string().contains("1 no request line of its page"), "{calls}");
    }
}
