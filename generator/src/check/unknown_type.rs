//! # unknown-type
//!
//! A type that no page documents, or that is spelt in another case than on its page.
//!
//! ## Why
//!
//! Readers look for the type and do not find it; typed clients can only take its values as
//! anything. Names are compared by letter: `synchronizationjob` is not `synchronizationJob`.
//!
//! ## Wrong
//!
//! ```markdown
//! |attachment|[fileAttachmnt](fileattachment.md)|The file.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! |attachment|[fileAttachment](fileattachment.md)|The file.|
//! ```

use super::conformance::DepartureKind;
use super::context::{Context, Subject};
use super::destination::{self, Destination};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{ExampleFacts, PropertyFacts, TypeExpr, TypeFacts, TypeText};
use crate::model::{EvidenceKind, Primitive, TypeId};
use crate::page::Json;
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    name: "unknown-type",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("unknown_type.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for mention in mentions(context, subject) {
        report(context, subject, &mention, findings);
    }
    for example in &subject.facts.examples {
        if let Some(ty) =
            example.ty.as_ref().filter(|ty| Primitive::from_spelling(&ty.value).is_none())
        {
            let known = report(
                context,
                subject,
                &Mention { name: &ty.value, span: ty.span, target: None, is_cell: false },
                findings,
            );
            if known == Known::No {
                point_at_body(example, ty, findings);
            }
        }
    }
}

/// A place that names a type, and where its link leads.
struct Mention<'a> {
    name: &'a str,
    span: Span,
    target: Option<&'a str>,
    /// Whether it is the cell of a table, where translated pages have words of their language.
    is_cell: bool,
}

/// Whether any type is meant by a name, be it in another case.
#[derive(PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

fn mentions<'a>(context: &'a Context, subject: &'a Subject) -> Vec<Mention<'a>> {
    let facts = subject.facts;
    let mut mentions = Vec::new();
    // A table and the JSON representation beside it repeat each other: the first place is enough.
    let mut seen = BTreeSet::new();
    for ty in &facts.types {
        for row in &ty.properties {
            let new = |found: &Mention<'a>| {
                seen.insert((row.name.as_str(), found.name.rsplit('.').next()))
            };
            let found =
                named(&row.ty).into_iter().filter(|found| is_type(context, row, found.name));
            mentions.extend(found.filter(new));
        }
        // Prose may name the base type by its title.
        let bases = ty.bases.iter().filter(|base| base.kind != EvidenceKind::Prose);
        mentions.extend(bases.map(|base| Mention {
            name: &base.claim.name,
            span: base.span,
            target: None,
            is_cell: false,
        }));
    }
    if let Some(operation) = &facts.operation {
        let rows = operation.body_rows.iter().chain(&operation.path_parameters);
        mentions.extend(rows.filter_map(|row| row.ty.as_ref()).flat_map(named));
    }
    for departure in context.departures(subject) {
        if let DepartureKind::UnknownType { name } = departure.kind {
            mentions.push(Mention { name, span: departure.span, target: None, is_cell: false });
        }
    }
    mentions
}

fn named(ty: &TypeText) -> Vec<Mention<'_>> {
    let types = match ty.expr.item() {
        TypeExpr::OneOf(types) => types.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut found = Vec::new();
    for expr in types {
        match expr {
            TypeExpr::Name { name, target } => {
                found.push(Mention {
                    name,
                    span: ty.span,
                    target: target.as_deref(),
                    is_cell: true,
                });
            }
            TypeExpr::Primitive(_)
            | TypeExpr::Collection(_)
            | TypeExpr::OneOf(_)
            | TypeExpr::Choice(_)
            | TypeExpr::Unreadable => {}
        }
    }
    found
}

/// In a JSON representation a bare word may be a value, and what only has dots may be a host; a name that is
/// qualified as the tree's types are is surely a type.
fn is_type(context: &Context, row: &PropertyFacts, name: &str) -> bool {
    fn first(name: &str) -> &str {
        name.split_once('.').map_or(name, |(first, _)| first)
    }
    let is_qualified = || {
        let mut types = context.api.types.iter();
        types.any(|ty| first(&ty.name.namespace).eq_ignore_ascii_case(first(name)))
    };
    row.kind != EvidenceKind::JsonRepresentation || name.contains('.') && is_qualified()
}

/// Whether a name could as well be a word: nothing inside of it tells that it is a name.
fn may_be_word(name: &str) -> bool {
    let is_mark = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '.' | '_');
    // `Empfänger-Sammlung`
    name.split('-').all(|part| !part.chars().skip(1).any(is_mark))
}

fn report(
    context: &Context,
    subject: &Subject,
    mention: &Mention,
    findings: &mut Findings,
) -> Known {
    let Mention { name, span, target, is_cell } = *mention;
    let api = context.api;
    let simple = name.rsplit('.').next().unwrap_or(name);
    if let Some(id) = api.find_type(name) {
        let documented = &api.ty(id).name;
        if let Some((namespace, _)) = name.rsplit_once('.')
            && !namespace.eq_ignore_ascii_case(&documented.namespace)
            && documented.name != simple
        {
            findings
                .report(span, format!("type `{name}` is not documented"))
                .related(api.ty(id).span, format!("the type is `{documented}`"))
                .help(format!("did you mean `{documented}`?"));
        } else if documented.name != simple
            && !is_title_case(context, id, simple, target)
            && !is_annotated_so(context, id, simple)
        {
            findings
                .report(span, format!("no type is called `{name}` in this case"))
                .related(api.ty(id).span, format!("the type is `{}`", documented.name))
                .help(format!("write `{}`", name.replace(simple, &documented.name)))
                .fix_words(context.sources, span, simple, &documented.name);
        }
        return Known::Yes;
    }
    // What another site documents is not for this tree to say.
    if target.is_some_and(|target| target.contains("://")) {
        return Known::Yes;
    }
    let page = target.map(|target| destination::of(context.sources, subject.page.file, target));
    if let Some(Destination::Page(page) | Destination::OtherCase(page)) = page
        && (api.page_types.contains_key(&page) || is_named_after(context.path(page), simple))
    {
        return Known::Yes;
    }
    // Translators turn the names of types into words; what they stand for is known only where they are common.
    if is_cell && target.is_none() && subject.facts.is_translated && may_be_word(name) {
        return Known::Yes;
    }
    let finding = findings.report(span, format!("type `{name}` is not documented"));
    if let Some(nearest) = context.types.nearest(simple) {
        finding.help(format!("did you mean `{nearest}`?"));
    }
    Known::No
}

/// Whether a page bears the name of a type, and so documents it, be it in a form that is not read.
fn is_named_after(path: &str, name: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_ascii_lowercase();
    let before = stem.strip_suffix(&name.to_ascii_lowercase());
    before.is_some_and(|before| before.is_empty() || before.ends_with(['-', '_']))
}

/// Whether the annotation of the type's own page spells the name so: then it is the rest of that page which
/// spells it otherwise.
fn is_annotated_so(context: &Context, id: TypeId, simple: &str) -> bool {
    let facts = context.api.ty(id).page.and_then(|page| context.facts_of(page));
    let mut types = facts.into_iter().flat_map(|facts| &facts.types);
    types.any(|found| {
        found.named_by == EvidenceKind::Annotation
            && found.name.value.rsplit('.').next() == Some(simple)
    })
}

/// Whether a name begins with a capital because its page's title does, as sentences do: where nothing but the
/// title names the type, or where a link shows the title's word.
fn is_title_case(context: &Context, id: TypeId, simple: &str, target: Option<&str>) -> bool {
    let ty = context.api.ty(id);
    let Some(facts) = ty.page.and_then(|page| context.facts_of(page)) else { return false };
    let is_titled = |found: &TypeFacts| {
        found.named_by == EvidenceKind::Title && found.name.value == ty.name.name
    };
    let title = facts.title.as_ref().map_or("", |title| &title.value);
    let is_shown = target.is_some() && title.split_whitespace().next() == Some(simple);
    ty.name.name.get(1..) == simple.get(1..) && (facts.types.iter().any(is_titled) || is_shown)
}

/// Where nothing documents the type, the example's own body may still spell it in another case.
fn point_at_body(example: &ExampleFacts, annotated: &Spanned<String>, findings: &mut Findings) {
    let in_body = example.json.as_ref().and_then(|json| json.get("@odata.type"));
    let Some((json, name)) = in_body.and_then(|json: &Json| Some((json, json.as_str()?))) else {
        return;
    };
    let name = name.trim_start_matches('#');
    if name != annotated.value && name.eq_ignore_ascii_case(&annotated.value) {
        findings
            .report(
                annotated.span,
                format!("the annotation and the body spell the type `{name}` in two ways"),
            )
            .related(json.span, "the body spells it so");
    }
}
