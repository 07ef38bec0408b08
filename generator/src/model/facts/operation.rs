//! The operation of an API page: request lines, parameters, headers, body, response, permissions.

use super::kind::PageKind;
use super::ledger::Use;
use super::roles::Roles;
use super::section::Section;
use super::shape;
use super::type_columns::{JudgedTables, TypeColumn};
use super::{
    OperationFacts, ParameterFacts, RequestFacts, ShownFacts, StatusFacts, permission, property,
    query_options, request_headers, words,
};
use crate::model::path::PathTemplate;
use crate::page::{BlockId, BlockKind, Form, HttpMessage, Link, Page, RequestLine, Table, Text};
use crate::source::{Span, Spanned};

/// Reads the operation of a page; `None` where the page documents none.
pub(super) fn read(
    page: &Page,
    kind: PageKind,
    roles: &Roles,
    judged: &mut JudgedTables,
) -> Option<OperationFacts> {
    if kind != PageKind::Operation {
        return None;
    }
    let mut parameters = |wanted: Use| {
        let mut found = Vec::new();
        for (id, table) in tables(page, roles, wanted) {
            found.extend(parameters(table, judged.take(id, table)));
        }
        found
    };
    let mut body_links = Vec::new();
    let mut response_links = Vec::new();
    let mut statuses = Vec::new();
    let (mut body_names, mut response_names) = (Vec::new(), Vec::new());
    for block in &page.blocks {
        let BlockKind::Paragraph(text) = &block.kind else { continue };
        let section = roles.outline.section(page, block.heading);
        if section == Section::RequestBody {
            body_links.extend(resource_links(text));
            body_names.extend(type_names(page, text));
        } else if section == Section::Response {
            response_links.extend(resource_links(text));
            response_names.extend(type_names(page, text));
            statuses.extend(success_statuses(text));
        }
    }
    Some(OperationFacts {
        requests: requests(page, roles),
        shown: roles
            .used_for(Use::ShownPaths)
            .flat_map(|id| request_lines(page, id))
            .map(shown)
            .collect(),
        query: query_options::read(page, roles, parameters(Use::QueryOptions)),
        path_parameters: parameters(Use::PathParameters),
        headers: request_headers::read(page, roles, parameters(Use::RequestHeaders)),
        body_rows: parameters(Use::RequestBody),
        body_links,
        response_links,
        body_names,
        response_names,
        statuses,
        status_rows: tables(page, roles, Use::Statuses).flat_map(|(_, t)| status_rows(t)).collect(),
        response_headers: parameters(Use::ResponseHeaders),
        permissions: tables(page, roles, Use::Permissions)
            .filter_map(|(_, table)| permission::read(table))
            .flatten()
            .collect(),
    })
}

fn tables<'a>(
    page: &'a Page,
    roles: &'a Roles,
    wanted: Use,
) -> impl Iterator<Item = (BlockId, &'a Table)> {
    roles.used_for(wanted).filter_map(|id| Some((id, page.block(id).kind.table()?)))
}

/// The readable request lines: those in the section for them, where it has some, before all others. Pages
/// whose only request line is their example have it there too.
fn requests(page: &Page, roles: &Roles) -> Vec<RequestFacts> {
    let is_in_section =
        |id: &BlockId| roles.outline.section(page, page.block(*id).heading) == Section::HttpRequest;
    let examples = || roles.used_for(Use::RequestExample).filter(is_in_section);
    let (inside, outside): (Vec<BlockId>, Vec<BlockId>) =
        roles.used_for(Use::Paths).partition(is_in_section);
    let inside = if inside.is_empty() { examples().collect() } else { inside };
    let lines = inside.into_iter().chain(outside).flat_map(|id| request_lines(page, id));
    lines
        .filter_map(|line| {
            Some(RequestFacts {
                span: line.target.span,
                method: Spanned::new(line.method.as_str().to_ascii_uppercase(), line.method.span),
                path: template(&line.target.value)?,
            })
        })
        .collect()
}

fn shown(line: &RequestLine) -> ShownFacts {
    ShownFacts { method: line.method.as_str().to_ascii_uppercase(), target: line.target.clone() }
}

fn request_lines(page: &Page, id: BlockId) -> impl Iterator<Item = &RequestLine> {
    let requests = page.block(id).kind.messages().iter().filter_map(HttpMessage::request);
    requests.map(|request| &request.line)
}

/// The path of a request line or example URL, without scheme, host and version.
pub(crate) fn template(target: &str) -> Option<PathTemplate> {
    PathTemplate::parse(target)
}

fn parameters(
    table: &Table,
    mut types: Option<TypeColumn>,
) -> impl Iterator<Item = ParameterFacts> {
    let column = types.as_ref().map_or(0, |types| types.column);
    let description = property::description_column(table, column);
    let row = move |(index, cells): (usize, &[Text])| {
        let name = parameter_name(cells[0].plain())?;
        Some(ParameterFacts {
            name: Spanned::new(name.into(), cells[0].span),
            ty: types.as_mut().and_then(|types| types.cell(index, cells)),
            description: description.and_then(|column| cells.get(column)).cloned(),
        })
    };
    property::described(table).filter_map(row)
}

fn status_rows(table: &Table) -> Vec<StatusFacts> {
    let row = |cells: &[Text]| {
        let status = shape::status(cells.first()?)?;
        let description = cells.iter().skip(1).next_back().cloned();
        Some(StatusFacts { status: Spanned::new(status, cells[0].span), description })
    };
    table.rows.iter().filter_map(|found| row(&found.cells)).collect()
}

/// A name, also one in braces or with a value (`{id}`, `Prefer: outlook.timezone`).
pub(super) fn parameter_name(plain: &str) -> Option<&str> {
    if words::is_identifier(plain) {
        return Some(plain);
    }
    let bare = plain.trim().trim_start_matches(['{', '<']);
    let end = bare.find(['}', '>', ':', '=']).unwrap_or(bare.len());
    words::cell_name(&bare[..end])
}

/// Links to pages of the tree.
fn resource_links(text: &Text) -> impl Iterator<Item = Link> + '_ {
    text.links()
        .iter()
        .filter(|link| {
            let path = link.target.split(['#', '?']).next().unwrap_or_default();
            let end = path.rsplit('.').next().unwrap_or_default();
            let is_of_tree = || path.split(':').skip(1).all(|after| !after.starts_with("//"));
            let mut folders = path.rsplit('/').skip(1);
            end.eq_ignore_ascii_case("md")
                && folders.any(|folder| folder.ends_with("resources"))
                && is_of_tree()
        })
        .cloned()
}

/// The words of plain text that may name a type.
fn type_names<'a>(page: &Page, text: &'a Text) -> impl Iterator<Item = Spanned<String>> + 'a {
    let searched = match page.form {
        Form::PlainText => text.plain(),
        Form::Markdown => "",
    };
    let has_inner_capital = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.contains(|c: char| c.is_ascii_uppercase())
    };
    words::identifiers(searched)
        .filter(move |name| has_inner_capital(name))
        .map(|name| Spanned::new(name.to_owned(), text.span))
}

/// The numbers from 200 to 299 that a text names as words of their own, or in code: `201 Created`.
fn success_statuses(text: &Text) -> Vec<Spanned<u16>> {
    let number = |word: &str| word.parse::<u16>().ok().filter(|status| (200..300).contains(status));
    let mut statuses: Vec<Spanned<u16>> = text
        .codes()
        .iter()
        .filter_map(|code| {
            let word = code.value.split(|c: char| !c.is_ascii_digit()).next()?;
            Some(Spanned::new(number(word)?, code.span))
        })
        .collect();
    if statuses.is_empty() {
        // "A 200-series code" is no status.
        let words =
            text.plain().split(|c: char| !c.is_alphanumeric() && c != '-').filter_map(number);
        statuses.extend(words.map(|status| Spanned::new(status, whole(text))));
    }
    statuses
}

fn whole(text: &Text) -> Span {
    text.span
}
