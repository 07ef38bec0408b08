//! Operations: a module per resource, in it one request type per documented operation.

mod permissions;
mod setters;

use super::objects::{Field, Object};
use super::places::{Gate, Places, Stub};
use super::types::{Argument, Scope};
use super::{docs, front_page, source_text};
use crate::Compilation;
use crate::model::{
    METHODS, OperationId, OperationPath, Parameter, PathCode, PathSource, PathTemplate,
    RequestBody, ResponseBody, TypeRef,
};
use crate::output::OutputFile;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeMap;

/// The files under `operations/`.
pub(super) fn files(compilation: &Compilation, places: &Places<'_>) -> Vec<OutputFile> {
    use rayon::prelude::*;
    let modules = modules(places);
    let mut files = indexes(places, "operations", &modules);
    let modules: Vec<_> = modules.iter().collect();
    files.par_extend(
        modules
            .into_par_iter()
            .map(|(module, operations)| module_file(compilation, places, module, operations)),
    );
    files
}

/// The operations that are wanted, by module.
pub(super) fn modules<'a>(places: &'a Places<'_>) -> BTreeMap<Vec<String>, Vec<Stub<'a>>> {
    let mut modules: BTreeMap<Vec<String>, Vec<Stub<'_>>> = BTreeMap::new();
    let ids = (0..places.api.operations.len()).map(OperationId);
    for id in ids.filter(|id| places.selection.has_operation(*id)) {
        let operation = places.operation(id);
        modules.entry(places.operation_module(operation)).or_default().push(operation);
    }
    modules
}

/// The files below `root` that only declare modules.
pub(super) fn indexes(
    places: &Places<'_>,
    root: &str,
    modules: &BTreeMap<Vec<String>, Vec<Stub<'_>>>,
) -> Vec<OutputFile> {
    let mut folders: BTreeMap<&[String], BTreeMap<&String, Gate>> =
        BTreeMap::from([(&[][..], BTreeMap::new())]);
    for (module, operations) in modules {
        let gate = places.gate_of_area(operations[0].code.area);
        for (depth, name) in module.iter().enumerate() {
            let gate = if depth == 0 { gate.clone() } else { Gate::default() };
            folders.entry(&module[..depth]).or_default().insert(name, gate);
        }
    }
    let index = folders.iter().map(|(module, children)| {
        let names = children.keys().map(|name| format_ident!("{name}"));
        let gates = children.values();
        let allowed = children.keys().map(|name| source_text::allow_inception(module, name));
        let is_branch = |name: &str| {
            folders.keys().any(|path| {
                path.split_last().is_some_and(|(last, up)| up == *module && last == name)
            })
        };
        let files = children.keys().map(|name| {
            let file = if is_branch(name) { source_text::BRANCH } else { source_text::LEAF };
            source_text::place_of(name, file)
        });
        let heading = match root {
            "server" => front_page::of_server(places, module),
            _ => front_page::of_operations(places, module),
        };
        let path: String = module.iter().flat_map(|part| [part, "/"]).collect();
        let items = [quote! { #(#gates #allowed #files pub mod #names;)* }];
        OutputFile::new(format!("{root}/{path}mod.rs"), source_text::file(&heading, &items))
    });
    index.collect()
}

fn module_file(
    compilation: &Compilation,
    places: &Places<'_>,
    module: &[String],
    operations: &[Stub<'_>],
) -> OutputFile {
    let mut scope = Scope::of_operations(places, module.to_vec());
    let mut items = Vec::new();
    for &operation in operations {
        let page = &compilation.sources.file(operation.page).path;
        items.extend(stub(&mut scope, operation, page));
    }
    items.insert(0, scope.imports());
    let heading = format!("Operations of `{}`.", module.last().map_or("", String::as_str));
    OutputFile::new(
        format!("operations/{}.rs", module.join("/")),
        source_text::file(&heading, &items),
    )
}

fn stub(scope: &mut Scope<'_>, operation: Stub<'_>, page: &str) -> Vec<TokenStream> {
    let body = Body::of(scope, operation);
    let mut items = vec![
        definition(scope, operation, body.as_ref()),
        constructors(scope, operation, body.as_ref()),
        endpoint(scope, operation, body.as_ref(), page),
    ];
    if let RequestBody::Parameters(parameters) = &operation.request {
        items.extend(parameter_object(scope, operation, parameters).items(scope));
        let name = format_ident!("{}", operation.code.parameters);
        scope.runtime("serde_impls");
        items.push(quote! { serde_impls!(#name); });
    }
    items
}

/// How the body is taken, kept and sent.
struct Body {
    /// The field's type.
    ty: TokenStream,
    /// The constructor's argument.
    argument: Argument,
    /// The expression of `Endpoint::body`.
    sent: TokenStream,
}

impl Body {
    /// `None` without a body.
    fn of(scope: &mut Scope<'_>, operation: Stub<'_>) -> Option<Self> {
        let name = format_ident!("body");
        let sent = quote! { Body::json(&self.body) };
        let body = match &operation.request {
            RequestBody::None => return None,
            RequestBody::Object(ty) => Self {
                argument: Argument::new(scope, &name, &ty.value),
                ty: scope.ty(&ty.value),
                sent,
            },
            RequestBody::Parameters(_) => {
                let ty = format_ident!("{}", operation.code.parameters);
                Self { ty: quote! { #ty }, argument: Argument::plain(&name, &quote! { #ty }), sent }
            }
            RequestBody::Json => {
                let ty = scope.runtime("RawJson");
                Self { ty: quote! { #ty }, argument: Argument::plain(&name, &quote! { #ty }), sent }
            }
            RequestBody::Bytes => {
                let ty = scope.runtime("Body");
                Self {
                    ty: quote! { #ty },
                    argument: Argument::converted(&name, &quote! { #ty }),
                    sent: quote! { self.body.clone() },
                }
            }
        };
        scope.runtime("Body");
        Some(body)
    }
}

fn definition(scope: &mut Scope<'_>, operation: Stub<'_>, body: Option<&Body>) -> TokenStream {
    scope.runtime("RequestParts");
    let name = format_ident!("{}", operation.code.name);
    let mut lines = docs::prose(scope, operation.words(), &operation.title);
    lines.push(String::new());
    let count = operation.paths.len();
    for (index, path) in operation.paths.iter().enumerate() {
        let end = if index + 1 < count { "\\" } else { "" };
        lines.push(format!("{}{end}", call(operation, path)));
    }
    lines.extend(permissions::lines(scope.places.permissions(operation)));
    let doc = docs::lines(lines);
    let field = body.map(|body| {
        let ty = &body.ty;
        quote! { #[doc = " The body."] pub body: #ty, }
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[must_use = "a request does nothing until it is sent"]
        #[non_exhaustive]
        pub struct #name {
            #[doc = " Path, query options and headers."]
            pub parts: RequestParts,
            #field
        }
    }
}

/// The method and path, and whether only an example shows it.
fn call(operation: Stub<'_>, path: &OperationPath) -> String {
    let code = docs::code(&format!("{} {}", operation.method, path.template));
    match path.source {
        PathSource::RequestLine => code,
        PathSource::PageName | PathSource::Example => format!("{code}, as an example shows"),
    }
}

fn constructors(scope: &mut Scope<'_>, operation: Stub<'_>, body: Option<&Body>) -> TokenStream {
    let name = format_ident!("{}", operation.code.name);
    let constructors = operation
        .paths
        .iter()
        .zip(&operation.code.paths)
        .enumerate()
        .map(|(index, (path, code))| constructor(&call(operation, path), index, code, body));
    let setters = setters::of(scope, operation);
    quote! {
        impl #name {
            #(#constructors)*
            #(#setters)*
        }
    }
}

fn constructor(call: &str, index: usize, code: &PathCode, body: Option<&Body>) -> TokenStream {
    let doc = docs::lines([call]);
    let (name, index) = (format_ident!("{}", code.constructor), Literal::usize_unsuffixed(index));
    let arguments: Vec<_> = code.arguments.iter().map(|name| format_ident!("{name}")).collect();
    let values = if arguments.is_empty() {
        quote! { Vec::new() }
    } else {
        quote! { vec![#(#arguments.into()),*] }
    };
    let mut declared: Vec<TokenStream> =
        arguments.iter().map(|name| quote! { #name: impl Into<String> }).collect();
    declared.extend(body.map(|body| body.argument.declared.clone()));
    let body = body.map(|body| {
        let field = &body.argument.field;
        quote! { #field, }
    });
    let allow = (declared.len() > 7).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    // `Default` for constructors without arguments would say nothing.
    let allow_new = declared.is_empty().then(|| quote! { #[allow(clippy::new_without_default)] });
    quote! {
        #doc
        #allow
        #allow_new
        pub fn #name(#(#declared),*) -> Self {
            Self { parts: RequestParts::new(Self::INFO.paths[#index], #values), #body }
        }
    }
}

/// The runtime's form of a template: `{name}` as documented, or the argument's name where the documented
/// one is more than a word; `{+name}` where the value is a path of its own.
pub(super) fn template(template: &PathTemplate, arguments: &[String]) -> String {
    let documented = template.parameters();
    let mut names = documented.iter().zip(arguments).map(|(documented, argument)| {
        let is_word =
            documented.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if is_word && !documented.is_empty() { (*documented).to_owned() } else { argument.clone() }
    });
    template.rendered(&mut |is_path| {
        let name = names.next().unwrap_or_default();
        if is_path { format!("{{+{name}}}") } else { format!("{{{name}}}") }
    })
}

fn endpoint(
    scope: &mut Scope<'_>,
    operation: Stub<'_>,
    body: Option<&Body>,
    page: &str,
) -> TokenStream {
    for name in ["Endpoint", "Method", "OperationInfo"] {
        scope.runtime(name);
    }
    let (name, id) = (format_ident!("{}", operation.code.name), &operation.id);
    let method = method(&operation.method);
    let paths = operation.paths.iter().zip(&operation.code.paths);
    let paths = paths.map(|(path, code)| template(&path.template, &code.arguments));
    let permissions = scope.places.permissions(operation);
    let (permissions, status) = (permissions::constant(scope, permissions), status(operation));
    let response = response(scope, operation);
    let (body_type, from_parts, body) = if let Some(body) = body {
        let (ty, expression) = (&body.ty, &body.sent);
        let from_parts = quote! { fn from_parts(parts: RequestParts, body: Self::Body) -> Self { Self { parts, body } } };
        (quote! { #ty }, from_parts, Some(quote! { fn body(&self) -> Body { #expression } }))
    } else {
        let none = scope.runtime("NoContent");
        let from_parts =
            quote! { fn from_parts(parts: RequestParts, _: NoContent) -> Self { Self { parts } } };
        (quote! { #none }, from_parts, None)
    };
    quote! {
        impl Endpoint for #name {
            const INFO: &'static OperationInfo =
                &OperationInfo::new(#id, #method, &[#(#paths),*], #page) #permissions #status;
            type Body = #body_type;
            type Response = #response;
            #from_parts
            fn parts(&self) -> &RequestParts { &self.parts }
            fn parts_mut(&mut self) -> &mut RequestParts { &mut self.parts }
            #body
        }
    }
}

/// Methods that HTTP has; what else a page writes is taken for a GET, and the page has a finding.
fn method(name: &str) -> TokenStream {
    let name = format_ident!("{}", if METHODS.contains(&name) { name } else { "GET" });
    quote! { Method::#name }
}

fn response(scope: &mut Scope<'_>, operation: Stub<'_>) -> TokenStream {
    let mut single = |name: &'static str| {
        let ident = scope.runtime(name);
        quote! { #ident }
    };
    match &operation.response {
        ResponseBody::None if is_accepted(operation) => single("Accepted"),
        ResponseBody::None => single("NoContent"),
        ResponseBody::Bytes => single("Bytes"),
        ResponseBody::Json => single("RawJson"),
        // A primitive stands in an object of its own, beside its context.
        ResponseBody::Object(ty)
            if matches!(ty.value, TypeRef::Primitive(_) | TypeRef::Unknown(_)) =>
        {
            single("RawJson")
        }
        // A service may answer an update with 204 instead of the object, as `Prefer: return=minimal`
        // asks it to (OData Protocol 4.01 §8.2.8.7).
        ResponseBody::Object(ty) if matches!(operation.method.as_str(), "PATCH" | "PUT") => {
            let ty = scope.ty(&ty.value);
            quote! { Option<#ty> }
        }
        ResponseBody::Object(ty) => scope.ty(&ty.value),
        ResponseBody::Collection(ty) => {
            let item = scope.ty(&ty.value);
            let collection = scope.runtime("Collection");
            quote! { #collection<#item> }
        }
    }
}

/// Whether the service only takes note and says where to ask how far it is.
fn is_accepted(operation: Stub<'_>) -> bool {
    operation.status.as_ref().is_some_and(|status| status.value == 202)
}

/// The documented status, where the response does not say it already.
fn status(operation: Stub<'_>) -> Option<TokenStream> {
    let status = operation.status.as_ref()?.value;
    let usual = match operation.response {
        ResponseBody::None => 204,
        ResponseBody::Object(_)
        | ResponseBody::Collection(_)
        | ResponseBody::Bytes
        | ResponseBody::Json => 200,
    };
    let literal = Literal::u16_unsuffixed(status);
    (status != usual).then(|| quote! { .with_status(#literal) })
}

fn parameter_object(scope: &Scope<'_>, operation: Stub<'_>, parameters: &[Parameter]) -> Object {
    let fields = parameters.iter().zip(&operation.code.fields).map(|(parameter, name)| Field {
        rust_name: name.clone(),
        json_name: parameter.name.value.clone(),
        ty: parameter
            .ty
            .as_ref()
            .map_or_else(|| TypeRef::Unknown(String::new()), |ty| ty.value.clone()),
        is_boxed: false,
        is_required: parameter.is_required,
        doc: docs::prose(
            scope,
            parameter.words,
            &format!("The {} parameter.", parameter.name.value),
        ),
        deprecated: None,
        gate: Gate::default(),
    });
    Object {
        name: operation.code.parameters.clone(),
        odata_name: String::new(),
        doc: vec![format!("The parameters of [`{0}`](struct@{0}).", operation.code.name)],
        fields: fields.collect(),
        has_names: false,
    }
}
