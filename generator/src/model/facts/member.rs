//! Member tables of enumerations: on enumeration pages, under headings that name one, or unnamed.

use super::kind::PageKind;
use super::ledger::Use;
use super::roles::Roles;
use super::section::{self, Section};
use super::shape;
use super::type_text::TypeExpr;
use super::{MemberFacts, TypeFacts, words};
use crate::model::evidence::EvidenceKind;
use crate::page::{BlockId, BlockKind, Heading, Page, Table};
use crate::source::{Span, Spanned};

/// Reads all member tables of a page. Those that name an enumeration become types or join one; the rest
/// is returned.
pub(super) fn read(
    page: &Page,
    roles: &Roles,
    kind: PageKind,
    types: &mut Vec<TypeFacts>,
) -> Vec<Vec<MemberFacts>> {
    let mut unnamed = Vec::new();
    for block in roles.used_for(Use::Members).collect::<Vec<_>>() {
        let BlockKind::Table(table) = &page.block(block).kind else { continue };
        let members = members(table);
        let named = heading_name(page, roles, block, kind, types);
        if named.is_none() && is_page_of_one(kind, types) {
            types[0].is_enum = true;
            types[0].members.extend(members);
        } else if let Some(name) = named {
            join(types, name, members);
        } else {
            unnamed.push(members);
        }
    }
    // A page of several enumerations is titled for all of them; its title names no type.
    let sections = types.iter().filter(|ty| ty.named_by == EvidenceKind::MemberTable).count();
    types.retain(|ty| {
        ty.named_by != EvidenceKind::Title || !ty.is_enum || !ty.members.is_empty() || sections == 0
    });
    unnamed
}

/// Whether the page is about one enumeration, which its title or annotation names.
fn is_page_of_one(kind: PageKind, types: &[TypeFacts]) -> bool {
    kind == PageKind::Enumeration
        && matches!(types, [only] if only.named_by != EvidenceKind::MemberTable)
}

fn join(types: &mut Vec<TypeFacts>, name: Spanned<String>, members: Vec<MemberFacts>) {
    if let Some(known) = types.iter_mut().find(|ty| ty.is_enum && ty.name.value == name.value) {
        known.members.extend(members);
        return;
    }
    types.push(TypeFacts {
        is_enum: true,
        members,
        ..TypeFacts::named(name, EvidenceKind::MemberTable)
    });
}

/// The enumeration that the nearest heading names: a word that some type cell of the page uses as a
/// type, or one with a capital inside (`riskLevel values`), or on a page of enumerations the small word
/// that the heading's anchor begins with (`finish-values`).
fn heading_name(
    page: &Page,
    roles: &Roles,
    block: BlockId,
    kind: PageKind,
    types: &[TypeFacts],
) -> Option<Spanned<String>> {
    let id = page.block(block).heading?;
    let heading = page.heading(id);
    if roles.outline.own(id) == Section::Title {
        return None;
    }
    let used = |name: &str| {
        types.iter().flat_map(|ty| &ty.properties).any(|property| match property.ty.expr.item() {
            TypeExpr::Name { name: used, .. } => used.rsplit('.').next() == name.rsplit('.').next(),
            TypeExpr::Primitive(_)
            | TypeExpr::Collection(_)
            | TypeExpr::Choice(_)
            | TypeExpr::OneOf(_)
            | TypeExpr::Unreadable => false,
        })
    };
    let names = || words::identifiers(heading.text.plain());
    let found =
        names().find(|name| used(name)).or_else(|| names().find(|name| has_inner_capital(name)));
    let opens = |name: &&str| {
        kind == PageKind::Enumeration
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && heading.anchor.strip_prefix(*name).is_some_and(|rest| rest.starts_with('-'))
    };
    let anchored = anchored(heading).filter(|_| kind == PageKind::Enumeration);
    let found = found.or_else(|| names().next().filter(opens)).or(anchored);
    let code = || heading.text.codes().first().map(|code| code.value.as_str());
    let name = found.or_else(code)?;
    Some(Spanned::new(name.to_owned(), heading.text.span))
}

/// The name in the anchor of a translated heading, which translators leave as it is.
fn anchored(heading: &Heading) -> Option<&str> {
    let name = section::values_of(section::translated_anchor(heading)?)?;
    (words::is_identifier(name) && !name.contains('-')).then_some(name)
}

fn has_inner_capital(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.contains(|c: char| c.is_ascii_uppercase())
}

fn members(table: &Table) -> Vec<MemberFacts> {
    let numbers = shape::numbers(table);
    let description = (1..table.header.len()).rev().find(|column| Some(*column) != numbers);
    let row = |cells: &[crate::page::Cell]| {
        let name = member_name(cells[0].plain())?;
        let value =
            numbers.and_then(|column| cells.get(column)).and_then(|cell| cell.plain().parse().ok());
        let description = description.and_then(|column| cells.get(column)).cloned();
        Some(MemberFacts { name: Spanned::new(name.into(), cells[0].span), value, description })
    };
    table.rows.iter().filter_map(|found| row(&found.cells)).collect()
}

/// Member names are identifiers, but some begin with a digit, or are `@` or `-`.
pub(super) fn member_name(plain: &str) -> Option<&str> {
    let name = plain.trim().trim_matches(['"', '\'', '`', '*']);
    if !name.is_empty() && name.len() <= 120 && !name.contains(char::is_whitespace) {
        return Some(name);
    }
    // What follows a name is set off from it: `none (default)`. Several words are a translation.
    let first = plain.split(['\n', ',', '(']).next()?.trim();
    let is_noted = !first.contains(char::is_whitespace);
    words::cell_name(first).filter(|_| is_noted)
}

/// The values that prose lists: two or more names, divided by commas, after a colon or as code spans.
///
/// `Possible values are: low, medium, high.` and its translations give three.
pub(crate) fn listed_values(text: &crate::page::Text) -> Vec<Spanned<String>> {
    let codes = code_list(text);
    if codes.len() > 1 { codes } else { colon_list(text.plain(), text.span) }
}

/// The longest row of code spans with only a comma or one short word between: shorter ones are about
/// something else, or a choice of them.
pub(crate) fn code_list(text: &crate::page::Text) -> Vec<Spanned<String>> {
    let mut lists: Vec<Vec<Spanned<String>>> = vec![Vec::new()];
    let mut rest = text.plain();
    for code in text.codes() {
        let Some(at) = rest.find(code.as_str()) else { continue };
        let last = lists.len() - 1;
        if !lists[last].is_empty() && !joins(rest[..at].trim()) {
            lists.push(Vec::new());
        }
        if words::is_identifier(&code.value) {
            let last = lists.len() - 1;
            lists[last].push(code.clone().map(String::from));
        }
        rest = &rest[at + code.value.len()..];
    }
    // Of several of one length the first.
    lists.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}

/// Whether what stands between two code spans makes them part of one list.
fn joins(gap: &str) -> bool {
    gap.len() <= 8 && (gap.starts_with(',') || !gap.contains(['.', ':', ';', '('])) && list_gap(gap)
}

/// `,` or `, or` or `und` or nothing.
fn list_gap(gap: &str) -> bool {
    let words = gap.trim_start_matches(',').trim();
    !words.contains(char::is_whitespace)
}

/// `lightBlue=0` without its number.
fn without_number(name: &str) -> &str {
    match name.split_once('=') {
        Some((name, number)) if number.trim().parse::<i64>().is_ok() => name.trim(),
        Some(_) | None => name,
    }
}

fn colon_list(plain: &str, span: Span) -> Vec<Spanned<String>> {
    let Some((_, list)) = plain.split_once(": ") else { return Vec::new() };
    let end = list.find(". ").unwrap_or(list.len());
    let names: Vec<&str> = list[..end]
        .trim_end_matches('.')
        .split([',', '|'])
        .map(|name| without_number(name.trim()).trim_matches(['`', '\'', '"']))
        .collect();
    let fits = names.len() > 1 && names.iter().all(|name| words::is_identifier(name));
    if fits {
        names.into_iter().map(|name| Spanned::new(name.to_owned(), span)).collect()
    } else {
        Vec::new()
    }
}
