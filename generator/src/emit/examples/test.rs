//! One test: the statements that take an example through its stub or type, or why there can be none.

use super::http_text::{decoded, query_pairs, raw_literal, request_text, response_text};
use crate::Compilation;
use crate::emit::json_text::json_text;
use crate::emit::places::{Gate, Places};
use crate::emit::types::Scope;
use crate::model::header::{self, Setter};
use crate::model::{
    Api, AreaId, Example, ExampleKind, ObstacleKind, Operation, PathTemplate, RequestBody,
    ResponseBody, TypeRef,
};
use crate::page::{BlockKind, Content, FaultKind, Header, HttpMessage, Request, Response};
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
    /// Its statements.
    pub(super) body: TokenStream,
    /// Why a request goes through the type of its body alone, not through a stub.
    pub(super) stands_for_type: Option<&'static str>,
}

/// Why a request has no stub.
const NOT_COVERED: &str = "no operation has its method and path";

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
        quote! {
            #endpoint
            use docwright_runtime::testing::{#(#assertions),*};
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
    /// The test of an example, or why there can be none.
    pub(super) fn of(
        compilation: &Compilation,
        places: &Places<'_>,
        example: &Example,
    ) -> Result<Self, String> {
        if is_garbled(compilation, example) {
            return Err("has lines that are no HTTP".to_owned());
        }
        let api = &compilation.api;
        let refused = refused(api, example)?;
        let operation = example.operation.map(|id| api.operation(id));
        let message = message(compilation, example);
        let mut stands_for_type = None;
        let mut writer = Statements { places, imports: Imports::default() };
        let (body, operation) = match &example.kind {
            ExampleKind::Request { path, arguments } => match (path, message, operation) {
                (Some(path), Some(HttpMessage::Request(request)), Some(operation)) => {
                    let sent = Sent { path: *path, arguments, request, refused: &refused };
                    (writer.rebuilt(operation, &sent)?, Some(operation))
                }
                // The path is wrong, the body need not be.
                (None, Some(HttpMessage::Request(request)), _) if request.body.is_some() => {
                    stands_for_type = Some(NOT_COVERED);
                    writer.sample(example, operation)?
                }
                _ => return Err(NOT_COVERED.to_owned()),
            },
            ExampleKind::Response { status: Some(300..), .. } => {
                return Err("is an error or a redirect".to_owned());
            }
            ExampleKind::Response { .. } | ExampleKind::Sample => {
                let returned = operation.filter(|operation| returns(api, operation, example));
                if let (Some(operation), Some(HttpMessage::Response(response))) =
                    (returned, message)
                {
                    (writer.answered(operation, response)?, Some(operation))
                } else {
                    writer.sample(example, operation)?
                }
            }
        };
        let imports = writer.imports;
        let area = operation.map_or_else(|| area_of_type(api, example), |found| Some(found.area));
        let gate = area.map(|area| places.gate_of_area(area)).unwrap_or_default();
        let module = match operation {
            Some(operation) => places.operation_module(operation),
            None => samples(places, area),
        };
        Ok(Self { module, gate, imports, body, stands_for_type })
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

/// The members of a request's body that cannot be of their types, which a caller can still send beside the
/// fields; of other examples the reason why they are not tested.
fn refused<'e>(api: &Api, example: &'e Example) -> Result<Vec<&'e str>, String> {
    let Some(obstacle) = example.obstacle else { return Ok(Vec::new()) };
    let members = match (obstacle.kind, &example.kind) {
        (
            ObstacleKind::Value | ObstacleKind::CutOff,
            ExampleKind::Request { path: Some(_), .. },
        ) => api.refused_members(example),
        (
            ObstacleKind::Value
            | ObstacleKind::CutOff
            | ObstacleKind::NotJson
            | ObstacleKind::NotAPage,
            _,
        ) => Vec::new(),
    };
    if members.is_empty() { Err(obstacle.kind.reason().to_owned()) } else { Ok(members) }
}

/// Writes the statements of a test and notes what they use.
struct Statements<'a> {
    places: &'a Places<'a>,
    imports: Imports,
}

impl Statements<'_> {
    /// A response read by its operation and written again.
    fn answered(
        &mut self,
        operation: &Operation,
        response: &Response,
    ) -> Result<TokenStream, String> {
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
        let assert = self.imports.assertion("assert_response");
        let (ty, text) = (self.stub(operation), raw_literal(&response_text(response)));
        Ok(quote! { #assert::<#ty>(#text); })
    }

    /// The same for an example that stands for its type; with the operation if its feature compiles the type.
    fn sample<'o>(
        &mut self,
        example: &Example,
        operation: Option<&'o Operation>,
    ) -> Result<(TokenStream, Option<&'o Operation>), String> {
        let body = self.round_trip(example)?;
        let places = self.places;
        Ok((body, operation.filter(|operation| is_at_hand(places, operation, example))))
    }

    /// A body read by its type and written again.
    fn round_trip(&mut self, example: &Example) -> Result<TokenStream, String> {
        let ty = example.ty.as_ref().ok_or("no type is named for its body")?;
        let json = example.json.as_ref().ok_or("its body is no JSON")?;
        if ty.value.named().is_some_and(|id| !self.places.selection.has_type(id)) {
            return Err("its type was not asked for".to_owned());
        }
        if matches!(ty.value.item(), TypeRef::Unknown(_) | TypeRef::Primitive(_)) {
            return Err("its type is not documented".to_owned());
        }
        let ty = self.model(&ty.value);
        let ty = if example.is_collection {
            quote! { docwright_runtime::Collection<#ty> }
        } else {
            ty
        };
        let (assert, text) =
            (self.imports.assertion("assert_round_trip"), raw_literal(&json_text(json)));
        Ok(quote! { #assert::<#ty>(#text); })
    }

    /// A request rebuilt by its stub and held against the documented one.
    fn rebuilt(&mut self, operation: &Operation, sent: &Sent<'_>) -> Result<TokenStream, String> {
        let Sent { arguments, request, .. } = *sent;
        let path = &operation.paths[sent.path];
        let target = &request.line.target.value;
        if !is_spelt_alike(&path.template, arguments, target) {
            return Err("writes its path in other letters than the request line".to_owned());
        }
        let values = arguments.iter().map(|value| decoded(value)).map(|value| quote! { #value });
        let mut values: Vec<TokenStream> = values.collect();
        values.extend(self.request_body(operation, sent)?);
        let query = query_pairs(target).into_iter();
        let query = query.map(|(name, value)| quote! { .query(#name, #value) });
        let headers = request.headers.iter();
        let headers = headers.filter(|found| header::setter(&found.name.value) != Setter::Client);
        let headers = headers
            .map(|Header { name, value }| (&name.value, &value.value))
            .map(|(name, value)| quote! { .header(#name, #value) });
        let options: Vec<TokenStream> = query.chain(headers).collect();
        self.imports.needs_endpoint |= !options.is_empty();
        let (ty, constructor) = (self.stub(operation), format_ident!("{}", path.rust_name));
        // No typed server reads what is refused.
        let assert = if sent.refused.is_empty() { "assert_request" } else { "assert_built" };
        let assert = self.imports.assertion(assert);
        let text = raw_literal(&request_text(request));
        Ok(quote! {
            const DOCUMENTED: &str = #text;
            let endpoint = #ty::#constructor(#(#values),*) #(#options)*;
            #assert(&endpoint, DOCUMENTED);
        })
    }

    /// The stub's body argument; `None` without one.
    fn request_body(
        &mut self,
        operation: &Operation,
        sent: &Sent<'_>,
    ) -> Result<Option<TokenStream>, String> {
        let is_json = sent.request.body.as_ref().map(|body| body.json.is_some());
        match (&operation.request, is_json) {
            (RequestBody::None, None) => Ok(None),
            (RequestBody::None, Some(_)) => {
                Err("carries a body that its operation does not have".to_owned())
            }
            (_, None) => Err("carries no body though its operation has one".to_owned()),
            (RequestBody::Bytes, Some(_)) => {
                let bytes = self.imports.assertion("request_bytes");
                Ok(Some(quote! { #bytes(DOCUMENTED) }))
            }
            (_, Some(false)) => Err("its body is no JSON".to_owned()),
            (
                RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json,
                Some(true),
            ) if !sent.refused.is_empty() => {
                let body = self.imports.assertion("request_body_beside");
                let (ty, refused) = (self.body_struct(operation)?, sent.refused);
                Ok(Some(quote! { #body::<#ty>(DOCUMENTED, &[#(#refused),*]) }))
            }
            (
                RequestBody::Object(_) | RequestBody::Parameters(_) | RequestBody::Json,
                Some(true),
            ) => {
                let (ty, body) =
                    (self.body_type(operation), self.imports.assertion("request_body"));
                Ok(Some(quote! { #body::<#ty>(DOCUMENTED) }))
            }
        }
    }

    fn body_type(&mut self, operation: &Operation) -> TokenStream {
        match &operation.request {
            RequestBody::Object(ty) => self.model(&ty.value),
            RequestBody::Parameters(_) => {
                self.operations_item(operation, &operation.rust_parameters)
            }
            RequestBody::Json | RequestBody::Bytes | RequestBody::None => {
                quote! { docwright_runtime::RawJson }
            }
        }
    }

    /// The struct of a body that has members beside its fields.
    fn body_struct(&mut self, operation: &Operation) -> Result<TokenStream, String> {
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

    fn stub(&mut self, operation: &Operation) -> TokenStream {
        self.operations_item(operation, &operation.rust.name)
    }

    fn operations_item(&mut self, operation: &Operation, name: &str) -> TokenStream {
        self.imports.modules.insert("operations");
        let module = self.places.operation_module(operation);
        let module = module.iter().map(|part| format_ident!("{part}"));
        let name = format_ident!("{name}");
        quote! { operations:: #(#module::)* #name }
    }
}

/// Whether the feature of an operation compiles the type of an example too.
fn is_at_hand(places: &Places<'_>, operation: &Operation, example: &Example) -> bool {
    let shown = example.ty.as_ref().and_then(|ty| ty.value.named());
    shown.is_none_or(|shown| places.is_in_cut(operation.area, shown))
}

fn area_of_type(api: &Api, example: &Example) -> Option<AreaId> {
    example.ty.as_ref().and_then(|ty| ty.value.named()).map(|id| api.ty(id).area)
}

/// The module of examples that stand for a type, not for an operation.
fn samples(places: &Places<'_>, area: Option<AreaId>) -> Vec<String> {
    let area = area.filter(|area| places.areas().any(|known| known == *area));
    let area = area.map(|area| places.api.area(area).module.clone());
    area.into_iter().chain(["samples".to_owned()]).collect()
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

/// Whether the message has lines that no HTTP message has: what is around them means nothing then.
fn is_garbled(compilation: &Compilation, example: &Example) -> bool {
    let faults = &compilation.page(example.page).faults;
    let mut garbled = faults.iter().filter(|fault| fault.kind == FaultKind::NotHttp);
    garbled.any(|fault| example.span.contains(fault.span))
}

/// Services compare paths without regard to case; a rebuilt request has the request line's letters.
fn is_spelt_alike(template: &PathTemplate, arguments: &[String], target: &str) -> bool {
    let mut values = arguments.iter();
    let built = template.rendered(&mut |_| values.next().cloned().unwrap_or_default());
    let shown = PathTemplate::parse(target).map(|path| path.to_string().replace(['{', '}'], ""));
    shown == Some(built.replace(['{', '}'], ""))
}

fn message<'a>(compilation: &'a Compilation, example: &Example) -> Option<&'a HttpMessage> {
    let BlockKind::Fence(fence) = &compilation.page(example.page).block(example.block).kind else {
        return None;
    };
    let Content::Http(messages) = &fence.content else { return None };
    messages.get(example.message)
}
