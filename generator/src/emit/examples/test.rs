//! One test: the statements that take an example through its stub or type, or why there can be none.

use super::http_text::{decoded, query_pairs, raw_literal, request_text, response_text};
use crate::Compilation;
use crate::emit::json_text::json_text;
use crate::emit::places::{Gate, Places, Stub};
use crate::emit::types::Scope;
use crate::model::header::{self, Setter};
use crate::model::{
    AreaId, Example, ExampleKind, ObstacleKind, Reading, RequestBody, TypeRef, message,
};
use crate::page::{Header, HttpMessage, Request, Response};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// A test of one example.
pub(super) struct Test {
    /// The module that it stands in.
    pub(super) module: Vec<String>,
    /// What compiles that module.
    pub(super) gate: Gate,
    /// The names that it uses.
    pub(super) imports: Imports,
    /// What it does.
    pub(super) shown: Shown,
    /// Why a request goes through the type of its body alone, not through a stub.
    pub(super) stands_for_type: Option<&'static str>,
}

/// What an example shows, as its test takes it.
pub(super) enum Shown {
    /// A request.
    Request {
        /// The type of its stub.
        stub: TokenStream,
        /// Its text, a literal; [`Test::text_name`] is the name under which `endpoint` knows it.
        text: TokenStream,
        /// The expression of the stub.
        endpoint: TokenStream,
        /// Whether no typed server reads it, since it has members that are not of their types.
        is_raw: bool,
    },
    /// A response of an operation.
    Response {
        /// The type of its stub.
        stub: TokenStream,
        /// Its text, a literal.
        text: TokenStream,
    },
    /// What is sent nowhere, and why.
    Unsent {
        /// The test's statements.
        statements: TokenStream,
        /// Why not.
        reason: &'static str,
    },
    /// A refusal by an operation.
    Refusal {
        /// The test's statements.
        statements: TokenStream,
    },
}

/// What tests use of other crates.
#[derive(Default)]
pub(super) struct Imports {
    assertions: BTreeSet<&'static str>,
    modules: BTreeSet<&'static str>,
    needs_endpoint: bool,
}

impl Imports {
    pub(super) fn extend(&mut self, other: Self) {
        self.assertions.extend(other.assertions);
        self.modules.extend(other.modules);
        self.needs_endpoint |= other.needs_endpoint;
    }

    /// The `use` lines.
    pub(super) fn tokens(&self, library: &Ident) -> TokenStream {
        let assertions = self.assertions.iter().map(|name| format_ident!("{name}"));
        let modules: Vec<Ident> = self.modules.iter().map(|name| format_ident!("{name}")).collect();
        let endpoint = self.needs_endpoint.then(|| quote! { use docwright_runtime::Endpoint; });
        let assertions = (!self.assertions.is_empty())
            .then(|| quote! { use docwright_runtime::testing::{#(#assertions),*}; });
        quote! {
            #endpoint
            #assertions
            #(use #library::#modules;)*
        }
    }

    /// A function of the runtime's `testing`.
    fn assertion(&mut self, name: &'static str) -> Ident {
        self.assertions.insert(name);
        format_ident!("{name}")
    }
}

impl Test {
    /// The name of an example's text.
    pub(super) fn text_name(name: &Ident) -> Ident {
        format_ident!("{}", name.to_string().to_ascii_uppercase())
    }

    /// The test of an example, or why there can be none.
    pub(super) fn of(
        compilation: &Compilation,
        places: &Places<'_>,
        example: &Example,
        name: &Ident,
    ) -> Result<Self, &'static str> {
        let reading = example.reading.map_err(|obstacle| obstacle.kind.reason())?;
        let api = &compilation.api;
        let operation = example.operation.map(|id| places.operation(id));
        let documented = Self::text_name(name);
        let mut writer = Statements { places, documented, imports: Imports::default() };
        let message = message(compilation.page(example.page), example);
        let (shown, operation) = match (reading, message, operation) {
            (
                Reading::Request(path) | Reading::RequestWithRaw(path),
                Some(HttpMessage::Request(request)),
                Some(operation),
            ) => {
                let is_raw = matches!(reading, Reading::RequestWithRaw(_));
                let refused = if is_raw { api.refused_members(example) } else { Vec::new() };
                let arguments = example.arguments();
                let sent = Sent { path, arguments, request, refused: &refused };
                (writer.rebuilt(operation, &sent)?, Some(operation))
            }
            (Reading::Answer, Some(HttpMessage::Response(response)), Some(operation)) => {
                (writer.answered(operation, response), Some(operation))
            }
            (Reading::Failure, Some(HttpMessage::Response(response)), _) => {
                (writer.failed(operation, response), operation)
            }
            (Reading::Parameters, _, Some(operation)) => {
                let ty = writer.operations_item(operation, &operation.code.parameters);
                (of_type(writer.round_trip(&ty, example)?), Some(operation))
            }
            (
                Reading::Request(_)
                | Reading::RequestWithRaw(_)
                | Reading::Answer
                | Reading::Failure
                | Reading::Parameters
                | Reading::Body,
                _,
                _,
            ) => {
                let statements = writer.sample(example)?;
                (
                    of_type(statements),
                    operation.filter(|operation| is_at_hand(places, *operation, example)),
                )
            }
        };
        let imports = writer.imports;
        let area =
            operation.map_or_else(|| area_of_type(places, example), |found| Some(found.code.area));
        let gate = area.map(|area| places.gate_of_area(area)).unwrap_or_default();
        let module = match operation {
            Some(operation) => places.operation_module(operation),
            None => samples(places, area),
        };
        let is_request = matches!(example.kind, ExampleKind::Request { .. });
        let is_alone = is_request && matches!(reading, Reading::Body | Reading::Parameters);
        let stands_for_type = is_alone.then_some(ObstacleKind::NotCovered.reason());
        Ok(Self { module, gate, imports, shown, stands_for_type })
    }
}

/// A documented request, as its operation was found to be called.
struct Sent<'a> {
    /// Index into the operation's paths.
    path: usize,
    /// The values of the path's parameters.
    arguments: &'a [String],
    request: &'a Request,
    /// The members of its body that cannot be of their types.
    refused: &'a [&'a str],
}

/// What shows a type and is no call.
fn of_type(statements: TokenStream) -> Shown {
    Shown::Unsent { statements, reason: "shows a type, not a call" }
}

/// Writes the statements of a test and notes what they use.
struct Statements<'a> {
    places: &'a Places<'a>,
    /// The name of the example's text.
    documented: Ident,
    imports: Imports,
}

impl Statements<'_> {
    /// A response read by its operation and written again.
    fn answered(&mut self, operation: Stub<'_>, response: &Response) -> Shown {
        let (stub, text) = (self.stub(operation), raw_literal(&response_text(response)));
        let status = response.line.status.as_ref().map(|status| status.value);
        if status != Some(204) || response.body.is_none() {
            return Shown::Response { stub, text };
        }
        let assert = self.imports.assertion("assert_response");
        let statements = quote! { #assert::<#stub>(#text); };
        Shown::Unsent { statements, reason: "shows a body with 204, which has none" }
    }

    /// A response without success, read as clients read it.
    fn failed(&mut self, operation: Option<Stub<'_>>, response: &Response) -> Shown {
        let text = raw_literal(&response_text(response));
        if let Some(operation) = operation {
            let stub = self.stub(operation);
            return Shown::Refusal {
                statements: quote! { SERVICE.assert_refusal::<#stub>(#text); },
            };
        }
        let assert = self.imports.assertion("assert_failure");
        let statements = quote! { #assert(#text); };
        Shown::Unsent { statements, reason: "an error of no operation that is known" }
    }

    /// A body that stands for its type.
    fn sample(&mut self, example: &Example) -> Result<TokenStream, &'static str> {
        let ty = example.ty.as_ref().ok_or(ObstacleKind::NoType.reason())?;
        if ty.value.named().is_some_and(|id| !self.places.selection.has_type(id)) {
            return Err("its type was not asked for");
        }
        let ty = self.model(&ty.value);
        let ty = if example.is_collection {
            quote! { docwright_runtime::Collection<#ty> }
        } else {
            ty
        };
        self.round_trip(&ty, example)
    }

    /// A body read by its type and written again.
    fn round_trip(
        &mut self,
        ty: &TokenStream,
        example: &Example,
    ) -> Result<TokenStream, &'static str> {
        let json = example.json.as_ref().ok_or(ObstacleKind::OtherBody.reason())?;
        let (assert, text) =
            (self.imports.assertion("assert_round_trip"), raw_literal(&json_text(json)));
        Ok(quote! { #assert::<#ty>(#text); })
    }

    /// A request rebuilt by its stub and held against the documented one.
    fn rebuilt(&mut self, operation: Stub<'_>, sent: &Sent<'_>) -> Result<Shown, &'static str> {
        let Sent { arguments, request, .. } = *sent;
        let constructor = format_ident!("{}", operation.code.paths[sent.path].constructor);
        let target = &request.line.target.value;
        let values = arguments.iter().map(|value| decoded(value)).map(|value| quote! { #value });
        let mut values: Vec<TokenStream> = values.collect();
        values.extend(self.request_body(operation, sent)?);
        let query = query_pairs(target).into_iter();
        let query = query.map(|(name, value)| quote! { .query(#name, #value) });
        let headers = request.headers.iter();
        let headers = headers.filter(|found| header::setter(&found.name.value) != Setter::Client);
        let headers = headers
            .map(|Header { name, value }| (name.as_str(), value.as_str()))
            .map(|(name, value)| quote! { .header(#name, #value) });
        let options: Vec<TokenStream> = query.chain(headers).collect();
        self.imports.needs_endpoint |= !options.is_empty();
        let stub = self.stub(operation);
        let endpoint = quote! { #stub::#constructor(#(#values),*) #(#options)* };
        let (text, is_raw) = (raw_literal(&request_text(request)), !sent.refused.is_empty());
        if is_raw {
            self.imports.assertion("assert_request");
        }
        Ok(Shown::Request { stub, text, endpoint, is_raw })
    }

    /// The stub's body argument; `None` without one.
    fn request_body(
        &mut self,
        operation: Stub<'_>,
        sent: &Sent<'_>,
    ) -> Result<Option<TokenStream>, &'static str> {
        let documented = self.documented.clone();
        match &operation.request {
            RequestBody::None => Ok(None),
            RequestBody::Bytes => {
                let bytes = self.imports.assertion("request_bytes");
                Ok(Some(quote! { #bytes(#documented) }))
            }
            RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json
                if !sent.refused.is_empty() =>
            {
                let body = self.imports.assertion("request_body_beside");
                let (ty, refused) = (self.body_struct(operation)?, sent.refused);
                Ok(Some(quote! { #body::<#ty>(#documented, &[#(#refused),*]) }))
            }
            RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json => {
                let (ty, body) =
                    (self.body_type(operation), self.imports.assertion("request_body"));
                Ok(Some(quote! { #body::<#ty>(#documented) }))
            }
        }
    }

    fn body_type(&mut self, operation: Stub<'_>) -> TokenStream {
        match &operation.request {
            RequestBody::Object(ty) => self.model(&ty.value),
            RequestBody::Parameters(_) => {
                self.operations_item(operation, &operation.code.parameters)
            }
            RequestBody::Json | RequestBody::Bytes | RequestBody::None => {
                quote! { docwright_runtime::RawJson }
            }
        }
    }

    /// The struct of a body that has members beside its fields.
    fn body_struct(&mut self, operation: Stub<'_>) -> Result<TokenStream, &'static str> {
        match &operation.request {
            RequestBody::Object(ty) => {
                let id = ty.value.named().ok_or(ObstacleKind::Value.reason())?;
                self.imports.modules.insert("models");
                Ok(Scope::of_test(self.places).item(id))
            }
            RequestBody::Parameters(_)
            | RequestBody::Json
            | RequestBody::Bytes
            | RequestBody::None => Ok(self.body_type(operation)),
        }
    }

    fn model(&mut self, ty: &TypeRef) -> TokenStream {
        if ty.named().is_none_or(|id| self.places.api.is_opaque(id)) {
            return quote! { docwright_runtime::RawJson };
        }
        self.imports.modules.insert("models");
        Scope::of_test(self.places).ty(ty)
    }

    fn stub(&mut self, operation: Stub<'_>) -> TokenStream {
        self.operations_item(operation, &operation.code.name)
    }

    fn operations_item(&mut self, operation: Stub<'_>, name: &str) -> TokenStream {
        self.imports.modules.insert("operations");
        let module = self.places.operation_module(operation);
        let module = module.iter().map(|part| format_ident!("{part}"));
        let name = format_ident!("{name}");
        quote! { operations:: #(#module::)* #name }
    }
}

/// Whether the feature of an operation compiles the type of an example too.
fn is_at_hand(places: &Places<'_>, operation: Stub<'_>, example: &Example) -> bool {
    let shown = example.ty.as_ref().and_then(|ty| ty.value.named());
    shown.is_none_or(|shown| places.is_in_cut(operation.code.area, shown))
}

fn area_of_type(places: &Places<'_>, example: &Example) -> Option<AreaId> {
    example.ty.as_ref().and_then(|ty| ty.value.named()).map(|id| places.ty(id).area)
}

/// The module of examples that stand for a type, not for an operation.
fn samples(places: &Places<'_>, area: Option<AreaId>) -> Vec<String> {
    let area = area.filter(|area| places.areas().any(|known| known == *area));
    let area = area.map(|area| places.area(area).module.clone());
    area.into_iter().chain(["samples".to_owned()]).collect()
}
