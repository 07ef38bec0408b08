//! Services: a trait per resource with a method per operation, and the router that answers with it.

use super::operations;
use super::places::{Places, Stub};
use super::{docs, source_text};
use crate::output::OutputFile;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The files under `server/`, in the modules of `operations/`.
pub(super) fn files(places: &Places<'_>) -> Vec<OutputFile> {
    let modules = operations::modules(places);
    let mut files = operations::indexes(places, "server", &modules);
    files.extend(modules.iter().map(|(module, operations)| module_file(module, operations)));
    files
}

fn module_file(module: &[String], operations: &[Stub<'_>]) -> OutputFile {
    let up = (0..=module.len()).map(|_| quote! { super:: });
    let down = module.iter().map(|part| format_ident!("{part}"));
    let items = [
        quote! {
            use docwright_runtime::Endpoint;
            use docwright_runtime::server::{Answered, Router, not_implemented};
            use #(#up)* operations:: #(#down)::* as operations;
            use std::sync::Arc;
        },
        service(operations),
        router(operations),
    ];
    let heading = format!("Services of `{}`.", module.last().map_or("", String::as_str));
    OutputFile::new(format!("server/{}.rs", module.join("/")), source_text::file(&heading, &items))
}

fn service(operations: &[Stub<'_>]) -> TokenStream {
    let methods = operations.iter().map(|operation| {
        let (method, request) = (method(*operation), request(*operation));
        let doc = docs::lines([format!("Answers [`{0}`](operations::{0}).", operation.code.name)]);
        quote! {
            #doc
            fn #method(&self, request: #request) -> impl Future<Output = Answered<#request>> + Send {
                self.otherwise(request)
            }
        }
    });
    quote! {
        #[doc = " What answers the operations."]
        pub trait Service: Send + Sync + 'static {
            #(#methods)*
            #[doc = " Answers the operations that are left out: with 501 unless this is written too."]
            fn otherwise<E>(&self, request: E) -> impl Future<Output = Answered<E>> + Send
            where
                E: Endpoint<Response: Send> + Send + 'static,
            {
                not_implemented(request)
            }
        }
    }
}

fn router(operations: &[Stub<'_>]) -> TokenStream {
    let routes = operations.iter().map(|operation| {
        let (method, request) = (method(*operation), request(*operation));
        quote! { .on(&service, |service, request: #request| async move { service.#method(request).await }) }
    });
    quote! {
        #[doc = " A router that answers with a service."]
        pub fn router(service: impl Service) -> Router {
            let service = Arc::new(service);
            Router::new() #(#routes)*
        }
    }
}

fn method(operation: Stub<'_>) -> Ident {
    format_ident!("{}", operation.code.method)
}

fn request(operation: Stub<'_>) -> TokenStream {
    let name = format_ident!("{}", operation.code.name);
    quote! { operations::#name }
}
