//! Tests of the documented examples: every request is rebuilt by its stub, every JSON body goes through
//! its type and comes back. What cannot be tested is listed with the reason, so that the two together
//! are all examples.

use super::json_text::json_text;
use super::selection::Selection;
use super::source_text;
use super::types::Scope;
use crate::Compilation;
use crate::diagnostic::Level;
use crate::model::header::{self, Setter};
use crate::model::{
    Api, Example, ExampleKind, Operation, PathTemplate, RequestBody, ResponseBody, TypeRef,
};
use crate::output::OutputFile;
use crate::page::{BlockKind, Body, Content, Header, HttpMessage, Request, Response};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The files under `examples/`.
pub(super) fn files(
    compilation: &Compilation,
    selection: &Selection,
    library: &str,
) -> Vec<OutputFile> {
    let mut tests: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut untested: Vec<(String, String)> = Vec::new();
    let wanted = compilation.api.examples.iter().filter(|example| is_wanted(example, selection));
    for example in wanted {
        let place = compilation.sources.place(example.span);
        match test_body(compilation, selection, example) {
            Ok(body) => {
                let module = module(compilation, example);
                let name = test_name(place.path, &mut names);
                let doc = format!(" From `{}`.", place.path);
                let test = quote! { #[doc = #doc] #[test] fn #name() { #body } };
                tests.entry(module).or_default().push(test);
            }
            Err(reason) => untested.push((format!("{}:{}", place.path, place.line), reason)),
        }
    }
    let library = format_ident!("{library}");
    let tested: usize = tests.values().map(Vec::len).sum();
    let mut files: Vec<OutputFile> = tests
        .iter()
        .map(|(module, tests)| {
            let text = module_text(&library, module, tests);
            OutputFile::new(format!("examples/{module}.rs"), text)
        })
        .collect();
    files.push(index(&tests, tested, &untested));
    files
}

fn module_text(library: &proc_macro2::Ident, module: &str, tests: &[TokenStream]) -> String {
    let written: String = tests.iter().map(ToString::to_string).collect();
    let uses =
        |name: &str| written.contains(&format!("{name} ")) || written.contains(&format!("{name}("));
    let helpers =
        ["assert_request", "assert_response", "assert_round_trip", "request_body", "request_bytes"];
    let helpers = helpers.into_iter().filter(|name| uses(name)).map(|name| format_ident!("{name}"));
    let models = written.contains("models ::").then(|| quote! { use #library::models; });
    let operations =
        written.contains("operations ::").then(|| quote! { use #library::operations; });
    let endpoint =
        written.contains(". query (").then(|| quote! { use docwright_runtime::Endpoint; });
    let endpoint = endpoint.or_else(|| {
        written.contains(". header (").then(|| quote! { use docwright_runtime::Endpoint; })
    });
    let imports =
        quote! { #endpoint use docwright_runtime::testing::{#(#helpers),*}; #models #operations };
    let mut items = vec![imports];
    items.extend(tests.iter().cloned());
    source_text::file(&format!("Examples of `{module}`."), &items)
}

fn index(
    tests: &BTreeMap<String, Vec<TokenStream>>,
    tested: usize,
    untested: &[(String, String)],
) -> OutputFile {
    let modules = tests.keys().map(|name| format_ident!("{name}"));
    let tested = proc_macro2::Literal::usize_unsuffixed(tested);
    let rows = untested.iter().map(|(place, reason)| quote! { (#place, #reason) });
    let items = [
        quote! { #(mod #modules;)* },
        quote! {
            #[doc = " How many documented examples are tested here."]
            pub(crate) const TESTED: usize = #tested;
        },
        quote! {
            #[doc = " The documented examples that are not: place and reason."]
            pub(crate) const UNTESTED: &[(&str, &str)] = &[#(#rows),*];
        },
        quote! {
            #[doc = " The two lists are all examples of the pages."]
            #[test]
            fn every_example_is_accounted_for() {
                println!("{TESTED} examples tested, {} not:", UNTESTED.len());
                for (place, reason) in UNTESTED {
                    println!("  {place}: {reason}");
                }
            }
        },
    ];
    let items: Vec<TokenStream> = items.into_iter().filter(|item| !item.is_empty()).collect();
    OutputFile::new(
        "examples/mod.rs",
        source_text::file("The documented examples as tests.", &items),
    )
}

/// Whether an example shows something that becomes code. Where all is wanted, so are examples of
/// nothing known: they are listed with the reason.
fn is_wanted(example: &Example, selection: &Selection) -> bool {
    let ty = example.ty.as_ref().and_then(|ty| ty.value.named());
    match (example.operation, ty) {
        (Some(operation), _) => selection.has_operation(operation),
        (None, Some(ty)) => selection.has_type(ty),
        (None, None) => selection.is_everything(),
    }
}

/// The module of the example's operation; of its page where it has none.
fn module(compilation: &Compilation, example: &Example) -> String {
    match example.operation {
        Some(id) => compilation.api.operation(id).rust.module.join("_"),
        None => "samples".to_owned(),
    }
}

/// The page and the number of the example on it: an edit elsewhere on the page renames no test.
fn test_name(path: &str, taken: &mut BTreeSet<String>) -> proc_macro2::Ident {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let words: String =
        stem.chars().map(|c| if is_word(c) { c.to_ascii_lowercase() } else { '_' }).collect();
    let mut number = 1;
    while !taken.insert(format!("{words}_{number}")) {
        number += 1;
    }
    format_ident!("{words}_{number}")
}

/// The test's statements, or why there can be none.
fn test_body(
    compilation: &Compilation,
    selection: &Selection,
    example: &Example,
) -> Result<TokenStream, String> {
    if let Some(found) = finding(compilation, example) {
        return Err(format!("has a finding: {found}"));
    }
    let api = &compilation.api;
    let operation = example.operation.map(|id| api.operation(id));
    match (&example.kind, message(compilation, example)) {
        (
            ExampleKind::Request { path: Some(path), arguments },
            Some(HttpMessage::Request(request)),
        ) => {
            let operation = operation.ok_or("no operation")?;
            rebuilt(api, selection, operation, *path, arguments, request)
        }
        (ExampleKind::Request { .. }, _) => Err("no request line of its page covers it".to_owned()),
        (ExampleKind::Response { status: Some(300..), .. }, _) => {
            Err("is an error or a redirect".to_owned())
        }
        (ExampleKind::Response { .. }, Some(HttpMessage::Response(response))) => match operation {
            Some(operation) if returns(api, operation, example) => answered(operation, response),
            Some(_) | None => round_trip(api, selection, example),
        },
        (ExampleKind::Response { .. } | ExampleKind::Sample, _) => {
            round_trip(api, selection, example)
        }
    }
}

/// Whether an example shows what its operation is taken to return: some pages document variants of an
/// operation that answer with other types.
fn returns(api: &Api, operation: &Operation, example: &Example) -> bool {
    let (returned, is_collection) = match &operation.response {
        ResponseBody::Object(ty) => (&ty.value, false),
        ResponseBody::Collection(ty) => (&ty.value, true),
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => return true,
    };
    let Some(shown) = example.ty.as_ref().map(|ty| &ty.value) else { return true };
    let is_derived = || match (shown.named(), returned.named()) {
        (Some(shown), Some(returned)) => api.bases(shown).contains(&returned),
        _ => false,
    };
    is_collection == example.is_collection && (shown == returned || is_derived())
}

/// A response read by its operation and written again.
fn answered(operation: &Operation, response: &Response) -> Result<TokenStream, String> {
    let is_typed = match operation.response {
        ResponseBody::None | ResponseBody::Bytes => false,
        ResponseBody::Object(_) | ResponseBody::Collection(_) | ResponseBody::Json => true,
    };
    match &response.body {
        None if is_typed => return Err("shows no body".to_owned()),
        Some(body) if is_typed && body.json.is_none() => {
            return Err("its body is no JSON".to_owned());
        }
        Some(_) | None => {}
    }
    let (ty, text) = (operation_path(operation), raw_literal(&response_text(response)));
    Ok(quote! { assert_response::<#ty>(#text); })
}

/// The rules whose findings mean that an example cannot go through its type.
const UNTESTABLE: &[&str] =
    &["collection-mismatch", "example-value", "invalid-json", "missing-body", "unreadable-http"];

/// The first finding in the example that says that its JSON or its request is wrong.
fn finding(compilation: &Compilation, example: &Example) -> Option<String> {
    let block = compilation.page(example.page).block(example.block).span;
    let message = example.span;
    let found = compilation.diagnostics.iter().find(|finding| {
        finding.level >= Level::Warning
            && block.contains(finding.span)
            && message.contains(finding.span)
            && UNTESTABLE.contains(&finding.rule)
    });
    found.map(|finding| finding.rule.to_owned())
}

fn round_trip(api: &Api, selection: &Selection, example: &Example) -> Result<TokenStream, String> {
    let ty = example.ty.as_ref().ok_or("no type is named for its body")?;
    let json = example.json.as_ref().ok_or("its body is no JSON")?;
    if ty.value.named().is_some_and(|id| !selection.has_type(id)) {
        return Err("its type was not asked for".to_owned());
    }
    let mut scope = Scope::of_operations(api, selection);
    if matches!(ty.value.item(), TypeRef::Unknown(_) | TypeRef::Primitive(_)) {
        return Err("its type is not documented".to_owned());
    }
    let ty = scope.ty(&ty.value);
    let ty = if example.is_collection {
        quote! { docwright_runtime::Collection<#ty> }
    } else {
        ty
    };
    let text = raw_literal(&json_text(json));
    Ok(quote! { assert_round_trip::<#ty>(#text); })
}

/// A request rebuilt by its stub and held against the documented one.
fn rebuilt(
    api: &Api,
    selection: &Selection,
    operation: &Operation,
    path: usize,
    arguments: &[String],
    request: &Request,
) -> Result<TokenStream, String> {
    let template = &operation.paths[path].template;
    if !is_spelt_alike(template, arguments, &request.line.target.value) {
        return Err("writes its path in other letters than the request line".to_owned());
    }
    let values = arguments.iter().map(|value| decoded(value)).map(|value| quote! { #value });
    let mut values: Vec<TokenStream> = values.collect();
    values.extend(request_body(api, selection, operation, request)?);
    let (ty, constructor) =
        (operation_path(operation), format_ident!("{}", operation.paths[path].rust_name));
    let query = query_pairs(&request.line.target.value)
        .into_iter()
        .map(|(name, value)| quote! { .query(#name, #value) });
    let headers = request
        .headers
        .iter()
        .filter(|header| header::setter(&header.name.value) != Setter::Client)
        .map(|Header { name, value }| (&name.value, &value.value))
        .map(|(name, value)| quote! { .header(#name, #value) });
    let text = raw_literal(&request_text(request));
    Ok(quote! {
        const DOCUMENTED: &str = #text;
        let endpoint = #ty::#constructor(#(#values),*) #(#query)* #(#headers)*;
        assert_request(&endpoint, DOCUMENTED);
    })
}

/// Services compare paths without regard to case; a rebuilt request has the request line's letters.
fn is_spelt_alike(template: &PathTemplate, arguments: &[String], target: &str) -> bool {
    let mut values = arguments.iter();
    let built = template.rendered(&mut |_| values.next().cloned().unwrap_or_default());
    let shown = PathTemplate::parse(target).map(|path| path.to_string().replace(['{', '}'], ""));
    shown == Some(built.replace(['{', '}'], ""))
}

/// The stub's body argument; `None` without one.
fn request_body(
    api: &Api,
    selection: &Selection,
    operation: &Operation,
    request: &Request,
) -> Result<Option<TokenStream>, String> {
    let is_json = request.body.as_ref().map(|body| body.json.is_some());
    match (&operation.request, is_json) {
        (RequestBody::None, None) => Ok(None),
        (RequestBody::None, Some(_)) => {
            Err("carries a body that its operation does not have".to_owned())
        }
        (_, None) => Err("carries no body though its operation has one".to_owned()),
        (RequestBody::Bytes, Some(_)) => Ok(Some(quote! { request_bytes(DOCUMENTED) })),
        (_, Some(false)) => Err("its body is no JSON".to_owned()),
        (RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json, Some(true)) => {
            let ty = body_type(api, selection, operation);
            Ok(Some(quote! { request_body::<#ty>(DOCUMENTED) }))
        }
    }
}

fn operation_path(operation: &Operation) -> TokenStream {
    let module = operation.rust.module.iter().map(|part| format_ident!("{part}"));
    let name = format_ident!("{}", operation.rust.name);
    quote! { operations:: #(#module::)* #name }
}

fn body_type(api: &Api, selection: &Selection, operation: &Operation) -> TokenStream {
    match &operation.request {
        RequestBody::Object(ty) => Scope::of_operations(api, selection).ty(&ty.value),
        RequestBody::Parameters(_) => {
            let module = operation.rust.module.iter().map(|part| format_ident!("{part}"));
            let name = format_ident!("{}", operation.rust_parameters);
            quote! { operations:: #(#module::)* #name }
        }
        RequestBody::Json | RequestBody::Bytes | RequestBody::None => {
            quote! { docwright_runtime::RawJson }
        }
    }
}

fn message<'a>(compilation: &'a Compilation, example: &Example) -> Option<&'a HttpMessage> {
    let BlockKind::Fence(fence) = &compilation.page(example.page).block(example.block).kind else {
        return None;
    };
    let Content::Http(messages) = &fence.content else { return None };
    messages.get(example.message)
}

/// A documented request as it was read: what a page breaks over lines or divides by stray empty lines
/// stands in order here.
fn request_text(request: &Request) -> String {
    let target = &request.line.target.value;
    let path = PathTemplate::parse(target).map(|path| path.to_string()).unwrap_or_default();
    let query = target.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
    let start = format!("{} {path}{query}", request.line.method.value.to_ascii_uppercase());
    message_text(start, &request.headers, request.body.as_ref())
}

fn response_text(response: &Response) -> String {
    let status = response.line.status.as_ref().map_or(200, |status| status.value);
    let start = format!("HTTP/1.1 {status} {}", response.line.reason.value);
    message_text(start.trim_end().to_owned(), &response.headers, response.body.as_ref())
}

fn message_text(start: String, headers: &[Header], body: Option<&Body>) -> String {
    let mut text = start;
    for header in headers {
        text.extend(["\n", &header.name.value, ": ", &header.value.value]);
    }
    if let Some(body) = body {
        text.extend(["\n\n", body.text.text.trim_end()]);
    }
    text
}

/// A raw string literal with as many `#` as the text needs.
fn raw_literal(text: &str) -> TokenStream {
    let text = text.replace('\r', "");
    // Written raw, such characters would not compile; as an ordinary literal they are escaped.
    if text.contains(super::docs::is_bidirectional_control) {
        return quote! { #text };
    }
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    let literal = format!("r{marks}\"{text}\"{marks}");
    literal.parse().unwrap_or_else(|_| quote! { #text })
}

/// A path value as it was before it was percent-encoded, OData's doubled quotes undone.
fn decoded(value: &str) -> String {
    percent_decoded(value).replace("''", "'")
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn query_pairs(target: &str) -> Vec<(String, String)> {
    let Some((_, query)) = target.split_once('?') else { return Vec::new() };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(name), percent_decoded(value))
        })
        .collect()
}
