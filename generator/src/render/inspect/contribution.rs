//! What a page adds to the model: types, operations, examples.

use crate::Compilation;
use crate::model::facts::{PageKind, ParameterFacts};
use crate::model::{
    Api, Caller, Example, ExampleKind, Operation, Parameter, PathSource, RequestBody, ResponseBody,
    Type, TypeKind,
};
use crate::source::{FileId, Spanned};
use std::fmt::Write as _;

/// What a page documents, as the end of "this page …".
pub(super) fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Operation => "documents an operation",
        PageKind::Resource => "documents a resource",
        PageKind::Enumeration => "documents an enumeration",
        PageKind::Conceptual => "documents no resource and no operation",
    }
}

/// What a page says, as far as the model took it over.
pub(super) fn contribution(compilation: &Compilation, file: FileId) -> String {
    let api = &compilation.api;
    let types = api.types.iter().filter(|ty| ty.page == Some(file)).map(|ty| type_text(api, ty));
    let operations = api.operations.iter().filter(|operation| operation.page == file);
    let operations = operations.map(|operation| operation_text(compilation, operation));
    let examples = api.examples.iter().filter(|example| example.page == file);
    let examples = examples.map(|example| example_text(compilation, example));
    let parts: Vec<String> = types.chain(operations).chain(examples).collect();
    if parts.is_empty() {
        return "\ncontributes nothing to the model\n".to_owned();
    }
    format!("\ncontributes\n{}", parts.concat())
}

fn type_text(api: &Api, ty: &Type) -> String {
    let kind = match ty.kind {
        TypeKind::Entity => "entity type",
        TypeKind::Complex => "complex type",
        TypeKind::Enum => "enumeration",
    };
    let base = ty
        .base
        .as_ref()
        .map(|base| format!(", based on {}", api.ty(base.value).name))
        .unwrap_or_default();
    let mut text = format!("  {kind} {}{base}\n", ty.name);
    for property in &ty.properties {
        let _ = writeln!(text, "    {}: {}", property.name, api.type_text(&property.ty.value));
    }
    for member in &ty.members {
        let _ = writeln!(text, "    {}", member.name);
    }
    text
}

fn operation_text(compilation: &Compilation, operation: &Operation) -> String {
    let api = &compilation.api;
    let mut text = format!("  operation {}\n", operation.id);
    for path in &operation.paths {
        let source = match path.source {
            PathSource::RequestLine => "",
            PathSource::PageName | PathSource::Example => " (shown by an example)",
        };
        let target = compilation.sources.text(path.span);
        let _ = writeln!(text, "    {} {target}{source}", operation.method);
    }
    let found = compilation.facts_of(operation.page).operation.as_ref();
    for (what, rows) in found
        .into_iter()
        .flat_map(|found| [("query option", &found.query), ("header", &found.headers)])
    {
        for row in ParameterFacts::each_once(rows) {
            let _ = writeln!(text, "    {what} {}", row.name.value);
        }
    }
    let _ = writeln!(text, "    request body: {}", request_text(api, &operation.request));
    let status =
        operation.status.as_ref().map(|status| format!("{} ", status.value)).unwrap_or_default();
    let _ = writeln!(text, "    response: {status}{}", response_text(api, &operation.response));
    for permissions in found.into_iter().flat_map(|found| &found.permissions) {
        let names: Vec<&str> = permissions.names.iter().map(Spanned::as_str).collect();
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let _ = writeln!(text, "    permissions, {}: {names}", caller_text(permissions.caller));
    }
    text
}

fn caller_text(caller: Caller) -> &'static str {
    match caller {
        Caller::DelegatedWork => "delegated (work or school account)",
        Caller::DelegatedPersonal => "delegated (personal account)",
        Caller::Application => "application",
    }
}

fn request_text(api: &Api, request: &RequestBody) -> String {
    match request {
        RequestBody::None => "none".to_owned(),
        RequestBody::Object(ty) => api.type_text(&ty.value),
        RequestBody::Parameters(parameters) => parameter_list(api, parameters),
        RequestBody::Bytes => "bytes".to_owned(),
        RequestBody::Json => "JSON of no documented type".to_owned(),
    }
}

fn parameter_list(api: &Api, parameters: &[Parameter]) -> String {
    let parameter = |parameter: &Parameter| {
        let ty =
            parameter.ty.as_ref().map_or_else(|| "?".to_owned(), |ty| api.type_text(&ty.value));
        format!("{}: {ty}", parameter.name.value)
    };
    format!("parameters ({})", parameters.iter().map(parameter).collect::<Vec<_>>().join(", "))
}

fn response_text(api: &Api, response: &ResponseBody) -> String {
    match response {
        ResponseBody::None => "no body".to_owned(),
        ResponseBody::Object(ty) => api.type_text(&ty.value),
        ResponseBody::Collection(item) => {
            format!("a page of Collection({})", api.type_text(&item.value))
        }
        ResponseBody::Bytes => "bytes".to_owned(),
        ResponseBody::Json => "JSON of no documented type".to_owned(),
    }
}

fn example_text(compilation: &Compilation, example: &Example) -> String {
    let api = &compilation.api;
    let what = match &example.kind {
        ExampleKind::Request { .. } if api.is_listed(example) => "request".to_owned(),
        ExampleKind::Request { .. } => "request that no request line covers".to_owned(),
        ExampleKind::Response { status: Some(status), .. } => format!("response {status}"),
        ExampleKind::Response { status: None, .. } => "response without status".to_owned(),
        ExampleKind::Sample => "sample".to_owned(),
    };
    let names: Vec<&str> = example.names.iter().map(Spanned::as_str).collect();
    let name = if names.is_empty() { String::new() } else { format!(" `{}`", names.join("`, `")) };
    let collection = if example.is_collection { "a page of " } else { "" };
    let ty = example.ty.as_ref().map(|ty| format!(": {collection}{}", api.type_text(&ty.value)));
    let place = compilation.sources.place(example.span);
    format!("  example {what}{name} at {}:{}{}\n", place.line, place.column, ty.unwrap_or_default())
}
