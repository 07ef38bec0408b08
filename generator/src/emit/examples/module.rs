//! A module of tests: what it sends its examples to, the tests, and the exchanges for a mock.

use super::test::{Imports, Shown, Test};
use crate::emit::places::Gate;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeMap;

/// The tests of a module, and what they import.
#[derive(Default)]
pub(super) struct Module {
    pub(super) gate: Gate,
    imports: Imports,
    tests: Vec<TokenStream>,
    exchanges: Vec<TokenStream>,
    /// How many examples go over HTTP.
    over_http: usize,
    /// The others, by the reason why not.
    unsent: BTreeMap<&'static str, usize>,
}

/// An example with the names that its test goes by.
pub(super) struct Named<'a> {
    /// The test.
    pub(super) name: &'a Ident,
    /// The page.
    pub(super) page: &'a str,
    /// The request that a response answers, where that is one of the same operation.
    pub(super) request: Option<Asked<'a>>,
}

/// A request with a test.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The name of its test.
    pub(super) name: &'a Ident,
    /// Whether no typed server reads it.
    pub(super) is_raw: bool,
}

impl Module {
    /// Adds the test of an example.
    pub(super) fn add(&mut self, named: &Named<'_>, test: Test) {
        self.gate = test.gate;
        self.imports.extend(test.imports);
        let (name, text_name) = (named.name, Test::text_name(named.name));
        let (before, statements) = match test.shown {
            Shown::Request { stub, text, endpoint, is_raw } => {
                let sent = sent(name);
                self.tests.push(quote! { const #text_name: &str = #text; });
                let before = quote! { fn #sent() -> #stub { #endpoint } };
                let statements = if is_raw {
                    self.leave("has members that are not of their types", 1);
                    quote! { assert_request(&#sent(), #text_name); }
                } else {
                    self.over_http += 1;
                    quote! { SERVICE.assert_request(&#sent(), #text_name); }
                };
                (before, statements)
            }
            Shown::Response { stub, text } => {
                self.over_http += 1;
                self.response(named, &stub, &text)
            }
            Shown::Refusal { statements } => {
                self.over_http += 1;
                (TokenStream::new(), statements)
            }
            Shown::Unsent { statements, reason } => {
                self.leave(reason, 1);
                (TokenStream::new(), statements)
            }
        };
        if !before.is_empty() {
            self.tests.push(before);
        }
        let doc = format!(" From `{}`.", named.page);
        self.tests.push(quote! { #[doc = #doc] #[test] fn #name() { #statements } });
    }

    /// A response, to its own request where a service reads that.
    fn response(
        &mut self,
        named: &Named<'_>,
        stub: &TokenStream,
        text: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        let Some(request) = named.request else {
            return (TokenStream::new(), quote! { SERVICE.assert_response::<#stub>(#text); });
        };
        let (page, name) = (named.page, Test::text_name(named.name));
        let sent = sent(request.name);
        self.exchanges.push(quote! {
            Exchange { page: #page, request: || Box::new(#sent()), response: #name }
        });
        let statements = if request.is_raw {
            quote! { SERVICE.assert_response::<#stub>(#name); }
        } else {
            quote! { SERVICE.assert_exchange(&#sent(), #name); }
        };
        (quote! { const #name: &str = #text; }, statements)
    }

    fn leave(&mut self, reason: &'static str, count: usize) {
        *self.unsent.entry(reason).or_default() += count;
    }

    /// The items of its file; `path` is its place among the tests, and its operations' among their modules.
    pub(super) fn items(&self, library: &Ident, path: &[String]) -> Vec<TokenStream> {
        let mut items = vec![self.imports.tokens(library)];
        if self.has_service() {
            let path = path.iter().map(|part| format_ident!("{part}"));
            items.push(
                quote! { docwright_runtime::example_service!(#library::server #(::#path)*); },
            );
        }
        items.extend(self.tests.iter().cloned());
        if !self.exchanges.is_empty() {
            let exchanges = &self.exchanges;
            items.push(quote! {
                #[doc = " Requests with the responses to them."]
                #[cfg(all(feature = "client", feature = "server"))]
                pub(super) fn exchanges() -> Vec<docwright_runtime::testing::Exchange> {
                    use docwright_runtime::testing::Exchange;
                    vec![#(#exchanges),*]
                }
            });
        }
        items
    }

    /// Whether anything is sent.
    fn has_service(&self) -> bool {
        self.over_http > 0
    }

    pub(super) fn has_exchanges(&self) -> bool {
        !self.exchanges.is_empty()
    }

    /// How many examples have a test.
    pub(super) fn len(&self) -> usize {
        self.over_http + self.unsent.values().sum::<usize>()
    }
}

/// How many examples of some modules go over HTTP, and why the others do not.
pub(super) fn over_http<'m>(
    modules: impl Iterator<Item = &'m Module>,
) -> (usize, BTreeMap<&'static str, usize>) {
    let mut all = Module::default();
    for module in modules {
        all.over_http += module.over_http;
        module.unsent.iter().for_each(|(reason, count)| all.leave(reason, *count));
    }
    (all.over_http, all.unsent)
}

/// The function that rebuilds a request.
fn sent(name: &Ident) -> Ident {
    format_ident!("{name}_sent")
}
