//! Tests of the documented examples: every request is rebuilt by its stub, every JSON body goes through
//! its type and comes back. What cannot be tested is listed with the reason, so that the two together
//! are all examples.

use super::json_text::json_text;
use super::types::Scope;
use super::{EmitOptions, source_text};
use crate::Compilation;
use crate::diagnostic::Level;
use crate::model::{Api, Example, ExampleKind, Operation, RequestBody, TypeRef};
use crate::output::OutputFile;
use crate::page::{BlockKind, Content, HttpMessage};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The files under `examples/`.
pub(super) fn files(compilation: &Compilation, options: &EmitOptions) -> Vec<OutputFile> {
    let mut tests: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut untested: Vec<(String, String)> = Vec::new();
    for example in &compilation.api.examples {
        let place = compilation.sources.place(example.span);
        match test_body(compilation, example) {
            Ok(body) => {
                let module = module(compilation, example);
                let name = test_name(place.path, place.line, &mut names);
                let doc = format!(" `{}:{}`", place.path, place.line);
                let test = quote! { #[doc = #doc] #[test] fn #name() { #body } };
                tests.entry(module).or_default().push(test);
            }
            Err(reason) => untested.push((format!("{}:{}", place.path, place.line), reason)),
        }
    }
    let library = format_ident!("{}", options.library);
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
    let rows = untested.iter().map(|(place, reason)| quote! { (#place, #reason) });
    let items = [
        quote! { #(mod #modules;)* },
        quote! {
            #[doc = " How many documented examples are tested here."]
            pub const TESTED: usize = #tested;
        },
        quote! {
            #[doc = " The documented examples that are not: place and reason."]
            pub const UNTESTED: &[(&str, &str)] = &[#(#rows),*];
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

/// The module of the example's operation; of its page where it has none.
fn module(compilation: &Compilation, example: &Example) -> String {
    match example.operation {
        Some(id) => compilation.api.operation(id).rust.module.join("_"),
        None => "samples".to_owned(),
    }
}

fn test_name(path: &str, line: usize, taken: &mut BTreeSet<String>) -> proc_macro2::Ident {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let words: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let mut name = format!("{words}_line_{line}");
    while !taken.insert(name.clone()) {
        name.push_str("_again");
    }
    format_ident!("{name}")
}

/// The test's statements, or why there can be none.
fn test_body(compilation: &Compilation, example: &Example) -> Result<TokenStream, String> {
    if let Some(found) = finding(compilation, example) {
        return Err(format!("has a finding: {found}"));
    }
    let text = raw_literal(&message_text(compilation, example));
    let api = &compilation.api;
    let operation = example.operation.map(|id| api.operation(id));
    match &example.kind {
        ExampleKind::Request { path: Some(path), arguments } => {
            let operation = operation.ok_or("no operation")?;
            request(compilation, example, operation, *path, arguments, &text)
        }
        ExampleKind::Request { path: None, .. } => {
            Err("no request line of its page covers it".to_owned())
        }
        ExampleKind::Response { status, .. } => {
            if status.is_some_and(|status| status >= 300) {
                return Err("is an error or a redirect".to_owned());
            }
            match operation {
                Some(operation) => {
                    let ty = operation_path(operation);
                    Ok(quote! { assert_response::<#ty>(#text); })
                }
                None => round_trip(api, example),
            }
        }
        ExampleKind::Sample => round_trip(api, example),
    }
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

fn round_trip(api: &Api, example: &Example) -> Result<TokenStream, String> {
    let ty = example.ty.as_ref().ok_or("no type is named for its body")?;
    let json = example.json.as_ref().ok_or("its body is no JSON")?;
    let mut scope = Scope::of_operations(api);
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

fn request(
    compilation: &Compilation,
    example: &Example,
    operation: &Operation,
    path: usize,
    arguments: &[String],
    text: &TokenStream,
) -> Result<TokenStream, String> {
    let message = message(compilation, example).ok_or("is no request")?;
    let HttpMessage::Request(request) = message else { return Err("is no request".to_owned()) };
    let has_body = request.body.is_some();
    let body = match (&operation.request, has_body) {
        (RequestBody::None, false) => None,
        (RequestBody::None, true) => {
            return Err("carries a body that its operation does not have".to_owned());
        }
        (_, false) => return Err("carries no body though its operation has one".to_owned()),
        (RequestBody::Bytes, true) => Some(quote! { request_bytes(DOCUMENTED) }),
        (_, true) if example.json.is_none() => return Err("its body is no JSON".to_owned()),
        (_, true) => {
            let ty = body_type(&compilation.api, operation);
            Some(quote! { request_body::<#ty>(DOCUMENTED) })
        }
    };
    let mut values: Vec<TokenStream> =
        arguments.iter().map(|value| decoded(value)).map(|value| quote! { #value }).collect();
    values.extend(body);
    let (ty, constructor) =
        (operation_path(operation), format_ident!("{}", operation.paths[path].rust_name));
    let query = query_pairs(&request.line.target.value)
        .into_iter()
        .map(|(name, value)| quote! { .query(#name, #value) });
    let headers =
        request.headers.iter().filter(|header| !is_incidental(&header.name.value)).map(|header| {
            let (name, value) = (&header.name.value, &header.value.value);
            quote! { .header(#name, #value) }
        });
    Ok(quote! {
        const DOCUMENTED: &str = #text;
        let endpoint = #ty::#constructor(#(#values),*) #(#query)* #(#headers)*;
        assert_request(&endpoint, DOCUMENTED);
    })
}

fn operation_path(operation: &Operation) -> TokenStream {
    let module = operation.rust.module.iter().map(|part| format_ident!("{part}"));
    let name = format_ident!("{}", operation.rust.name);
    quote! { operations:: #(#module::)* #name }
}

fn body_type(api: &Api, operation: &Operation) -> TokenStream {
    match &operation.request {
        RequestBody::Object(ty) => Scope::of_operations(api).ty(&ty.value),
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

/// Headers that say nothing of the operation, or that the body brings along.
fn is_incidental(name: &str) -> bool {
    let known = [
        "authorization",
        "content-length",
        "host",
        "accept",
        "user-agent",
        "accept-encoding",
        "connection",
        "client-request-id",
    ];
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn message<'a>(compilation: &'a Compilation, example: &Example) -> Option<&'a HttpMessage> {
    let BlockKind::Fence(fence) = &compilation.page(example.page).block(example.block).kind else {
        return None;
    };
    let Content::Http(messages) = &fence.content else { return None };
    messages.get(example.message)
}

/// The example as the page shows it.
fn message_text(compilation: &Compilation, example: &Example) -> String {
    let page = compilation.page(example.page);
    match &page.block(example.block).kind {
        BlockKind::Fence(fence) if is_alone(&fence.content) => {
            fence.body.text.trim_end().to_owned()
        }
        _ => compilation.sources.text(example.span).to_owned(),
    }
}

fn is_alone(content: &Content) -> bool {
    match content {
        Content::Http(messages) => messages.len() == 1,
        Content::Json(_) | Content::Other => true,
    }
}

/// A raw string literal with as many `#` as the text needs.
fn raw_literal(text: &str) -> TokenStream {
    let text = text.replace('\r', "");
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
