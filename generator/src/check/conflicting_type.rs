//! # conflicting-type
//!
//! A property that two pages document, both as one of the same type, with types that no value has at once.
//!
//! ## Why
//!
//! Readers believe the page that they find first, and one of the two is wrong. A page that names only some of
//! the properties contradicts none.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- color.md -->
//! |depth|Int32|How dark it is.|
//!
//! <!-- paint-color.md, a page about the same type -->
//! |depth|String|How dark it is.|
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- on both pages -->
//! |depth|Int32|How dark it is.|
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::facts::{PropertyFacts, TypeExpr, TypeFacts};
use crate::model::{Api, EvidenceKind, Primitive};
use crate::source::FileId;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "conflicting-type",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("conflicting_type.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    // Folders of two versions may document a type differently.
    let mut pages: BTreeMap<_, Vec<(FileId, &TypeFacts)>> = BTreeMap::new();
    for facts in context.facts {
        let version = context.version(facts.file);
        for ty in &facts.types {
            if let Some(id) = context.type_of(facts.file, ty) {
                pages.entry((id, version)).or_default().push((facts.file, ty));
            }
        }
    }
    for ((id, _), pages) in pages {
        compare(context, &context.api.ty(id).name.name, &pages, findings);
    }
}

/// Holds each row against the first of its name on another page.
fn compare(
    context: &Context,
    owner: &str,
    pages: &[(FileId, &TypeFacts)],
    findings: &mut Findings,
) {
    let mut first: BTreeMap<&str, (FileId, &PropertyFacts)> = BTreeMap::new();
    for &(file, ty) in pages {
        for row in own_rows(ty) {
            let (first_file, known) = *first.entry(row.name.as_str()).or_insert((file, row));
            if first_file == file || !differ(context.api, &known.ty.expr, &row.ty.expr) {
                continue;
            }
            let (name, here, there) = (&row.name.value, &row.ty.text, &known.ty.text);
            findings
                .report(
                    row.ty.span,
                    format!("two pages give `{name}` of `{owner}` different types, `{here}` here"),
                )
                .related(known.ty.span, format!("`{there}` here"));
        }
    }
}

fn own_rows(ty: &TypeFacts) -> impl Iterator<Item = &PropertyFacts> {
    ty.properties.iter().filter(|row| {
        matches!(row.kind, EvidenceKind::PropertyTable | EvidenceKind::RelationshipTable)
    })
}

/// Whether no value can be of both types. Where a word is no documented type, nobody knows.
fn differ(api: &Api, a: &TypeExpr, b: &TypeExpr) -> bool {
    match (a, b) {
        (TypeExpr::Collection(a), TypeExpr::Collection(b)) => differ(api, a, b),
        (TypeExpr::Collection(_), other) | (other, TypeExpr::Collection(_)) => {
            is_known(api, other) && *other != TypeExpr::Primitive(Primitive::Untyped)
        }
        (TypeExpr::Primitive(a), TypeExpr::Primitive(b)) => {
            a != b && *a != Primitive::Untyped && *b != Primitive::Untyped
        }
        (TypeExpr::Name { name: a, .. }, TypeExpr::Name { name: b, .. }) => {
            match (api.find_type(a), api.find_type(b)) {
                (Some(a), Some(b)) => {
                    a != b && !api.bases(a).contains(&b) && !api.bases(b).contains(&a)
                }
                (Some(_) | None, None) | (None, Some(_)) => false,
            }
        }
        // An enumeration may be called a string, and choices are values of one.
        (
            TypeExpr::Primitive(_)
            | TypeExpr::Name { .. }
            | TypeExpr::OneOf(_)
            | TypeExpr::Choice(_)
            | TypeExpr::Unreadable,
            TypeExpr::Primitive(_)
            | TypeExpr::Name { .. }
            | TypeExpr::OneOf(_)
            | TypeExpr::Choice(_)
            | TypeExpr::Unreadable,
        ) => false,
    }
}

fn is_known(api: &Api, ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Primitive(_) => true,
        TypeExpr::Name { name, .. } => api.find_type(name).is_some(),
        TypeExpr::Collection(_)
        | TypeExpr::OneOf(_)
        | TypeExpr::Choice(_)
        | TypeExpr::Unreadable => false,
    }
}
