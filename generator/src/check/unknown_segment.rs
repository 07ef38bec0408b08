//! # unknown-segment
//!
//! A segment of a request line's path that is no property, navigation, action or function of the type before
//! it.
//!
//! Of types that are open or list no way on, only what is one letter away from a member counts; so does what
//! no table lists and only the path itself makes a member. Where the request lines of several pages agree against
//! one table, the finding is the table's.
//!
//! ## Why
//!
//! The service answers 404, or 400. Where the path is right, the type's own page hides a way that leads on
//! from it.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- A palette has a property `colors` -->
//! GET /palettes/{palette-id}/colours/{color-id}
//! ```
//!
//! ## Right
//!
//! ```markdown
//! GET /palettes/{palette-id}/colors/{color-id}
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::{Level, count};
use crate::model::facts::Omission;
use crate::model::{
    Api, EvidenceKind, OperationKind, OperationPath, PathSource, Property, Segment, TypeId, TypeRef,
};
use crate::source::{FileId, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule {
    name: "unknown-segment",
    group: Group::Http,
    level: Level::Warning,
    source: include_str!("unknown_segment.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let ways = Ways::new(context);
    let mut found: BTreeMap<(TypeId, &str), Vec<(&OperationPath, Wrong)>> = BTreeMap::new();
    for path in request_lines(context) {
        if let Some(wrong) = ways.first_wrong(&path.template.segments) {
            let lines = found.entry((wrong.of, wrong.name)).or_default();
            // What a type's page leaves out, all paths of a page share: the first is enough.
            if lines.iter().all(|(other, _)| other.span.file != path.span.file) {
                lines.push((path, wrong));
            }
        }
    }
    for lines in found.values() {
        for (index, (path, wrong)) in lines.iter().enumerate() {
            match outvoted(context, wrong) {
                Some(row) if index == 0 => report_row(row, path.span, wrong.name, findings),
                Some(_) => {}
                None => report(context, path, wrong, findings),
            }
        }
    }
}

fn request_lines<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a OperationPath> {
    let paths = context.api.operations.iter().flat_map(|operation| &operation.paths);
    paths.filter(|path| path.source == PathSource::RequestLine)
}

/// The row that a name is like, where the request lines of several pages have the name and none has the row's;
/// and how many pages these are.
fn outvoted<'a>(context: &Context<'a>, wrong: &Wrong<'a>) -> Option<(Spanned<&'a str>, usize)> {
    const SEVERAL: usize = 3;
    let listed = wrong.nearest?;
    let pages_with = |name: &str| {
        let is_it = |segment: &Segment| matches!(segment, Segment::Literal(text) if text == name);
        let lines = request_lines(context).filter(|path| path.template.segments.iter().any(is_it));
        lines.map(|path| path.span.file).collect::<BTreeSet<FileId>>().len()
    };
    let pages = pages_with(wrong.name);
    if pages < SEVERAL || pages_with(listed) > 0 {
        return None;
    }
    let facts = context.facts_of(context.api.ty(wrong.of).page?)?;
    let mut rows = facts.types.iter().flat_map(|ty| &ty.properties);
    let row = rows.find(|row| row.name.as_str() == listed)?;
    Some((Spanned::new(listed, row.name.span), pages))
}

/// The finding where request lines agree against a table.
fn report_row(
    (row, pages): (Spanned<&str>, usize),
    line: Span,
    name: &str,
    findings: &mut Findings,
) {
    let pages = count(pages, "page");
    let message = format!("the request lines of {pages} call `{}` `{name}`", row.value);
    let finding = findings.report(row.span, message);
    finding.related(line, "one of them").help(format!("write `{name}`"));
}

/// A segment that its type does not have, and the member that it is like.
struct Wrong<'a> {
    of: TypeId,
    name: &'a str,
    nearest: Option<&'a str>,
}

/// What a segment leads to.
enum Step<'a> {
    To(&'a TypeRef),
    /// What comes after, nothing says.
    Unknown,
    Wrong(Wrong<'a>),
}

/// The ways on from each type.
struct Ways<'a> {
    context: &'a Context<'a>,
    /// The types that actions and functions of a name are bound to, by the name in lower case.
    bound: BTreeMap<String, Vec<TypeId>>,
    /// The types of whose rows some are left out, since their names are translated.
    translated: BTreeSet<TypeId>,
    /// The names that translated pages write for the properties of their types: what else is called a property
    /// there, is a guess at what a translated word stands for.
    written: BTreeMap<TypeId, BTreeSet<String>>,
}

impl<'a> Ways<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let mut bound: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
        for operation in &context.api.operations {
            let (OperationKind::Action { name, bindings }
            | OperationKind::Function { name, bindings }) = &operation.kind
            else {
                continue;
            };
            let types = bindings.iter().filter_map(TypeRef::named);
            bound.entry(name.to_ascii_lowercase()).or_default().extend(types);
        }
        let left_out = context.api.left_out.iter();
        let files: BTreeSet<FileId> = left_out
            .filter(|found| found.reason == Omission::Translated)
            .map(|found| found.span.file)
            .collect();
        let pages = files.into_iter().filter_map(|file| context.facts_of(file));
        let translated = pages
            .flat_map(|page| page.types.iter().map(|ty| context.type_of(page.file, ty)))
            .flatten()
            .collect();
        Self { context, bound, translated, written: written(context) }
    }

    /// The first segment of a path that the type before it does not have. Where something on the way is
    /// not known, nothing after it is.
    fn first_wrong(&self, segments: &'a [Segment]) -> Option<Wrong<'a>> {
        let (Segment::Literal(root), rest) = segments.split_first()? else { return None };
        let mut from = self.context.api.roots.get(root)?;
        for (at, segment) in rest.iter().enumerate() {
            from = match self.step(from, segment, rest.get(at + 1)) {
                Step::To(ty) => ty,
                Step::Unknown => return None,
                Step::Wrong(wrong) => return Some(wrong),
            };
        }
        None
    }

    fn step(&self, from: &'a TypeRef, segment: &'a Segment, next: Option<&Segment>) -> Step<'a> {
        match (from, segment) {
            (TypeRef::Collection(item), Segment::Parameter(_)) => Step::To(item),
            (TypeRef::Named(id), Segment::Literal(name)) => self.member(*id, name, next),
            // A name after a collection may be a key, and what functions give, no path says.
            (
                TypeRef::Collection(_)
                | TypeRef::Named(_)
                | TypeRef::Primitive(_)
                | TypeRef::Unknown(_),
                Segment::Literal(_)
                | Segment::Parameter(_)
                | Segment::Mixed(_)
                | Segment::Call { .. },
            ) => Step::Unknown,
        }
    }

    fn member(&self, of: TypeId, name: &'a str, next: Option<&Segment>) -> Step<'a> {
        match self.property(of, name) {
            Some(found) if is_listed(found) => Step::To(&found.ty.value),
            Some(found) => self.learned(of, name, found),
            None => self.unlisted(of, name, next),
        }
    }

    /// What only request lines make a property: one that is listed under a name one letter away, where that
    /// leads to the same.
    fn learned(&self, of: TypeId, name: &'a str, found: &'a Property) -> Step<'a> {
        let family = family(self.context.api, of);
        let alike = self.listed(&family).filter(|other| self.are_alike(found, other));
        match spelling::slip(name, names(alike)) {
            Some(nearest) => Step::Wrong(Wrong { of, name, nearest: Some(nearest) }),
            None => Step::To(&found.ty.value),
        }
    }

    fn unlisted(&self, of: TypeId, name: &'a str, next: Option<&Segment>) -> Step<'a> {
        let family = family(self.context.api, of);
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_name || self.is_bound(name, &family) {
            return Step::Unknown;
        }
        // A type that lists no way on at all lists its values only.
        let lists_ways = self.listed(&family).any(|property| property.is_navigation);
        if lists_ways && self.is_known_whole(of) {
            let nearest = spelling::nearest(name, names(self.listed(&family)));
            return Step::Wrong(Wrong { of, name, nearest });
        }
        // `photos/{id}` is no misspelt `photo`.
        let is_keyed = matches!(next, Some(Segment::Parameter(_)));
        let fits = |other: &&Property| !is_keyed || other.ty.value.is_collection();
        match spelling::slip(name, names(self.listed(&family).filter(fits))) {
            Some(nearest) => Step::Wrong(Wrong { of, name, nearest: Some(nearest) }),
            None => Step::Unknown,
        }
    }

    /// The property of a type, of its bases or of what derives from it, in any case of letters.
    fn property(&self, of: TypeId, name: &str) -> Option<&'a Property> {
        let api = self.context.api;
        let own = |id: TypeId| {
            let mut properties = api.ty(id).properties.iter();
            properties.find(|property| property.name.eq_ignore_ascii_case(name))
        };
        own(of)
            .or_else(|| api.bases(of).into_iter().find_map(own))
            .or_else(|| api.all_derived(of).into_iter().find_map(own))
    }

    /// The properties of some types that tables list under their names.
    fn listed(&self, types: &[TypeId]) -> impl Iterator<Item = &'a Property> {
        let properties = move |id: &TypeId| {
            let (id, all) = (*id, self.context.api.ty(*id).properties.iter());
            all.filter(move |property| is_listed(property) && self.is_written(id, property))
        };
        types.iter().flat_map(properties)
    }

    fn is_written(&self, of: TypeId, property: &Property) -> bool {
        let written = self.written.get(&of);
        written.is_none_or(|names| names.contains(&property.name.to_ascii_lowercase()))
    }

    /// Whether two properties lead to the same: both to one or both to many, of types that derive from
    /// each other.
    fn are_alike(&self, a: &Property, b: &Property) -> bool {
        let (a, b) = (&a.ty.value, &b.ty.value);
        let is_related = || match (a.named(), b.named()) {
            (Some(a), Some(b)) => family(self.context.api, a).contains(&b),
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => a == b,
        };
        a.is_collection() == b.is_collection() && is_related()
    }

    /// Whether an action or function of that name is bound to one of the types, or nobody knows to what.
    fn is_bound(&self, name: &str, family: &[TypeId]) -> bool {
        let types = self.bound.get(&name.to_ascii_lowercase());
        types.is_some_and(|types| types.is_empty() || types.iter().any(|ty| family.contains(ty)))
    }

    fn is_known_whole(&self, id: TypeId) -> bool {
        let ty = self.context.api.ty(id);
        let is_known = |found: &Property| !is_listed(found) || self.is_written(id, found);
        ty.page.is_some()
            && ty.properties.iter().all(is_known)
            && !self.context.may_have_more(id)
            && !self.translated.contains(&id)
    }
}

fn written(context: &Context) -> BTreeMap<TypeId, BTreeSet<String>> {
    let mut written: BTreeMap<TypeId, BTreeSet<String>> = BTreeMap::new();
    for facts in context.facts.iter().filter(|facts| facts.is_translated) {
        for ty in &facts.types {
            let Some(id) = context.type_of(facts.file, ty) else { continue };
            let names = ty.properties.iter().map(|claim| claim.name.as_str());
            // Words of the language begin with a capital, or are a guess as well.
            let names = names.filter(|name| !name.starts_with(char::is_uppercase));
            written.entry(id).or_default().extend(names.map(str::to_ascii_lowercase));
        }
    }
    written
}

/// A type, its bases and all that derive from it: what stands at a path may be any of the last.
fn family(api: &Api, id: TypeId) -> Vec<TypeId> {
    std::iter::once(id).chain(api.bases(id)).chain(api.all_derived(id)).collect()
}

fn names<'a>(properties: impl Iterator<Item = &'a Property>) -> impl Iterator<Item = &'a str> {
    properties.map(|property| property.name.as_str())
}

/// Whether something other than request lines says that there is the property.
fn is_listed(property: &Property) -> bool {
    property.ty.evidence().iter().any(|claim| claim.kind != EvidenceKind::RequestLine)
}

fn report(context: &Context, path: &OperationPath, wrong: &Wrong, findings: &mut Findings) {
    let ty = context.api.ty(wrong.of);
    let (owner, name) = (&ty.name.name, wrong.name);
    let message = format!("`{owner}` has no property, action or function `{name}`");
    let finding = findings.report(segment_span(context, path.span, name), message);
    finding.related(ty.span, format!("`{owner}` is documented here"));
    if let Some(nearest) = wrong.nearest {
        finding.help(format!("did you mean `{nearest}`?"));
    }
}

/// Where a request line writes a segment.
fn segment_span(context: &Context, line: Span, name: &str) -> Span {
    let written = context.sources.text(line);
    let ends = |at: &usize| {
        let after = written[at + 1 + name.len()..].chars().next();
        after.is_none_or(|c| matches!(c, '/' | '?' | '#') || c.is_whitespace())
    };
    let mut places = written.match_indices('/').map(|(at, _)| at);
    let Some(at) = places.find(|at| written[at + 1..].starts_with(name) && ends(at)) else {
        return line;
    };
    let start = line.start as usize + at + 1;
    Span::new(line.file, start..start + name.len())
}
