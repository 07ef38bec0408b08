//! The types that a page documents: names, base types, property tables.

use super::kind::PageKind;
use super::ledger::Use;
use super::roles::Roles;
use super::section::Section;
use super::type_columns::{JudgedTables, TypeColumn};
use super::{
    MemberFacts, PropertyFacts, TypeFacts, TypeLink, introduction, kind, member, representation,
    words,
};
use crate::model::evidence::{Evidence, EvidenceKind};
use crate::page::{
    Annotation, BlockId, BlockKind, Container, Content, HeadingId, Json, Page, Table, Text,
};
use crate::source::Spanned;

/// Reads the types of a page, the main one first, and the member tables that name no enumeration.
pub(super) fn types(
    page: &Page,
    path: &str,
    kind: PageKind,
    roles: &Roles,
    judged: &mut JudgedTables,
) -> (Vec<TypeFacts>, Vec<Vec<MemberFacts>>) {
    if kind == PageKind::Operation {
        return (Vec::new(), Vec::new());
    }
    let mut types = annotated(page, roles);
    let main = main_name(page, path, kind);
    place_main(&mut types, main, kind, roles);
    if let Some(main) = types.first_mut() {
        main.intro = introduction::blocks(page);
        main.is_open |= says_open(page, &main.intro);
        main.bases.extend(prose_base(page, &main.intro));
    }
    for block in roles.used_for(Use::Properties).chain(roles.used_for(Use::Relationships)) {
        add_rows(page, roles, block, judged, &mut types);
    }
    for ty in &mut types {
        add_representation(page, ty);
    }
    if let Some(main) = types.first_mut() {
        main.is_half_read =
            !main.properties.iter().any(|row| row.kind == EvidenceKind::PropertyTable)
                && lists_properties(page, roles);
    }
    let unnamed = member::read(page, roles, kind, &mut types);
    (types, unnamed)
}

/// Whether a list stands in the section of properties.
fn lists_properties(page: &Page, roles: &Roles) -> bool {
    page.blocks.iter().any(|block| {
        matches!(block.container, Container::List { .. })
            && roles.outline.section(page, block.heading) == Section::Properties
    })
}

/// One type per annotated JSON representation, in order.
fn annotated(page: &Page, roles: &Roles) -> Vec<TypeFacts> {
    let mut types: Vec<TypeFacts> = Vec::new();
    for block in roles.used_for(Use::Representation) {
        let BlockKind::Fence(fence) = &page.block(block).kind else { continue };
        let Some(annotation) = fence.annotation.and_then(|id| page.annotation(id)) else {
            continue;
        };
        let Some(name) = type_name(annotation) else { continue };
        if types.iter().any(|ty| ty.name.value == name.value) {
            continue;
        }
        types.push(from_annotation(name, annotation, block));
    }
    types
}

/// `@type` wins over `@odata.type`, as in ApiDoctor.
fn type_name(annotation: &Annotation) -> Option<Spanned<String>> {
    let value = annotation.get("@type").or_else(|| annotation.get("@odata.type"))?;
    let name = value.as_str()?.trim().trim_start_matches('#');
    (!name.is_empty()).then(|| Spanned::new(name.to_owned(), value.span))
}

fn from_annotation(name: Spanned<String>, annotation: &Annotation, block: BlockId) -> TypeFacts {
    let text = |key: &str| annotation.get(key).and_then(string);
    TypeFacts {
        bases: text("baseType")
            .filter(|base| !base.value.is_empty())
            .map(|base| Evidence {
                kind: EvidenceKind::Annotation,
                span: base.span,
                claim: TypeLink { name: base.value, target: None },
            })
            .into_iter()
            .collect(),
        key: key_properties(annotation),
        is_open: flag(annotation, "openType"),
        is_abstract: flag(annotation, "abstract"),
        representation: Some(block),
        ..TypeFacts::named(name, EvidenceKind::Annotation)
    }
}

fn string(json: &Json) -> Option<Spanned<String>> {
    let text = json.as_str()?.trim().trim_start_matches('#');
    Some(Spanned::new(text.to_owned(), json.span))
}

fn key_properties(annotation: &Annotation) -> Vec<Spanned<String>> {
    let Some(value) = annotation.get("keyProperty") else { return Vec::new() };
    let Some(names) = string(value) else { return Vec::new() };
    let split = names.value.split(',').map(str::trim).filter(|name| !name.is_empty());
    split.map(|name| Spanned::new(name.to_owned(), names.span)).collect()
}

/// `true`, also written as a string.
fn flag(annotation: &Annotation, key: &str) -> bool {
    annotation.get(key).is_some_and(|value| {
        value.as_bool() == Some(true)
            || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true"))
    })
}

/// The name in the page's title: the identifier that the file is named after, or the title's first one.
fn main_name(page: &Page, path: &str, kind: PageKind) -> Option<Spanned<String>> {
    if kind == PageKind::Conceptual {
        return None;
    }
    let title = kind::title(page)?;
    let stem = path.rsplit('/').next()?.rsplit_once('.')?.0.to_lowercase();
    let is_named_by_file = |name: &&str| ends_in(&stem, &name.to_lowercase());
    let named_like_file = || {
        let names = words::mixed_identifiers(&title.value).chain(words::identifiers(&title.value));
        names.filter(is_named_by_file).max_by_key(|name| name.len())
    };
    // The anchor of a translated title still has the name.
    let anchored = || {
        let anchor = page.headings.first()?.explicit_anchor.as_ref()?.value.split('-').next()?;
        ends_in(&stem, anchor).then_some(anchor)
    };
    let name = named_like_file().or_else(anchored).or_else(|| spelt_as_name(&title.value))?;
    Some(Spanned::new(name.to_owned(), title.span))
}

/// Whether a file's name ends in a name: all of it, or what follows a dash.
fn ends_in(stem: &str, name: &str) -> bool {
    stem.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with(['-', '_']))
}

/// The word of a title that is spelt as a name: with a capital inside, or small at the title's start.
fn spelt_as_name(title: &str) -> Option<&str> {
    let has_inner_capital = |name: &&str| {
        let next = name.chars().skip(1);
        name.chars().zip(next).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
    };
    words::identifiers(title).find(has_inner_capital).or_else(|| {
        words::identifiers(title).next().filter(|name| name.starts_with(char::is_lowercase))
    })
}

/// Puts the type that the title names first; makes one of the title where no annotation names it.
fn place_main(
    types: &mut Vec<TypeFacts>,
    main: Option<Spanned<String>>,
    kind: PageKind,
    roles: &Roles,
) {
    let Some(main) = main else { return };
    let is_main = |ty: &TypeFacts| {
        let simple = ty.name.value.rsplit('.').next().unwrap_or_default();
        simple.eq_ignore_ascii_case(main.value.rsplit('.').next().unwrap_or_default())
    };
    let shown = roles.used_for(Use::Representation).next();
    let is_described = shown.is_some() || roles.used_for(Use::Properties).next().is_some();
    if let Some(index) = types.iter().position(is_main) {
        let found = types.remove(index);
        types.insert(0, found);
    } else if types.is_empty() && (is_described || kind == PageKind::Enumeration) {
        types.push(titled(main, kind, shown));
    }
}

fn titled(name: Spanned<String>, kind: PageKind, representation: Option<BlockId>) -> TypeFacts {
    TypeFacts {
        is_enum: kind == PageKind::Enumeration,
        representation,
        ..TypeFacts::named(name, EvidenceKind::Title)
    }
}

/// "This is an open type": whether the introduction says so. Only the English words are known; elsewhere
/// annotations say it.
fn says_open(page: &Page, intro: &[BlockId]) -> bool {
    let title = page.headings.first().map(|heading| &heading.text);
    let is_titled = title.is_some_and(|title| title.plain().ends_with("(Open Type)"));
    is_titled
        || introduction::running(page, intro)
            .any(|text| words::end_of_words(text.plain(), &["is an open type"]).is_some())
}

/// "Inherits from [entity](entity.md)": a short paragraph or sentence of the introduction that ends in one
/// link to a resource. Only the English words tell it from other links; elsewhere annotations say it.
fn prose_base(page: &Page, intro: &[BlockId]) -> Option<Evidence<TypeLink>> {
    const WORDS: [&str; 3] = ["inherits from", "derived from", "derives from"];
    introduction::running(page, intro).find_map(|text| {
        let after = text.plain()[words::end_of_words(text.plain(), &WORDS)?..].to_lowercase();
        let link = text.links().iter().find(|link| {
            let distance = after.find(link.text.to_lowercase().as_str());
            distance.is_some_and(|distance| distance < 24)
        })?;
        let name = words::identifiers(&link.text).next()?;
        let claim = TypeLink { name: name.to_owned(), target: Some(link.target.to_string()) };
        Some(Evidence { kind: EvidenceKind::Prose, span: link.span, claim })
    })
}

/// Adds the rows of a property or relationship table to the type whose part of the page it stands in.
fn add_rows(
    page: &Page,
    roles: &Roles,
    block: BlockId,
    judged: &mut JudgedTables,
    types: &mut [TypeFacts],
) {
    let BlockKind::Table(table) = &page.block(block).kind else { return };
    let Some(ty) = owner(page, roles, block, types) else { return };
    let kind = match roles.of(block) {
        Some(super::Fate::Consumed(Use::Relationships)) => EvidenceKind::RelationshipTable,
        _ => EvidenceKind::PropertyTable,
    };
    if let Some(column) = judged.take(block, table) {
        ty.properties.extend(rows(table, column, kind));
    }
}

/// The type a block belongs to: the one named by a heading above it, else the page's main type.
fn owner<'a>(
    page: &Page,
    roles: &Roles,
    block: BlockId,
    types: &'a mut [TypeFacts],
) -> Option<&'a mut TypeFacts> {
    let named = page.heading_path(page.block(block).heading).find_map(|heading| {
        let names: Vec<&str> = words::identifiers(heading.text.plain()).collect();
        types.iter().position(|ty| {
            let simple = ty.name.value.rsplit('.').next().unwrap_or_default();
            names.iter().any(|name| name.eq_ignore_ascii_case(simple))
        })
    });
    // Headings such as "Properties" name no type unless a type is called so; the section decides first.
    let is_plain_section = page.block(block).heading.is_some_and(|id| {
        matches!(roles.outline.own(id), Section::Properties | Section::Relationships)
            && page.heading(id).parent == Some(HeadingId(0))
    });
    let index = if is_plain_section { 0 } else { named.unwrap_or(0) };
    types.get_mut(index)
}

fn rows(
    table: &Table,
    mut types: TypeColumn,
    kind: EvidenceKind,
) -> impl Iterator<Item = PropertyFacts> {
    let description = description_column(table, types.column);
    let row = move |(index, cells): (usize, &[Text])| {
        let name = words::cell_name(cells[0].plain())?;
        Some(PropertyFacts {
            name: Spanned::new(name.into(), cells[0].span),
            kind,
            ty: types.cell(index, cells)?,
            description: description.and_then(|column| cells.get(column)).cloned(),
        })
    };
    described(table).filter_map(row)
}

/// The rows of a table that do not only divide it, with their index.
pub(super) fn described(table: &Table) -> impl Iterator<Item = (usize, &[Text])> {
    let rows = table.rows.iter().enumerate().filter(|(_, row)| !row.is_divider());
    rows.map(|(index, row)| (index, row.cells.as_slice()))
}

/// The last column that is neither name nor type, and not empty.
pub(super) fn description_column(table: &Table, types: usize) -> Option<usize> {
    let is_filled = |column: &usize| {
        table
            .rows
            .iter()
            .any(|row| row.cells.get(*column).is_some_and(|cell| !cell.plain().is_empty()))
    };
    (1..table.header.len()).rev().filter(|&column| column != types).find(is_filled)
}

/// Adds what the JSON representation says of each property.
fn add_representation(page: &Page, ty: &mut TypeFacts) {
    let Some(block) = ty.representation else { return };
    let BlockKind::Fence(fence) = &page.block(block).kind else { return };
    let Content::Json(document) = &fence.content else { return };
    ty.properties.extend(representation::properties(&document.root));
}
