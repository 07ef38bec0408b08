//! Setters of an operation: a method per documented query option, and per header that callers set.

use crate::emit::docs;
use crate::emit::places::Stub;
use crate::emit::types::Scope;
use crate::model::header::{self, Setter};
use crate::model::{OptionValue, SetterCode};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The setters, query options first.
pub(super) fn of(scope: &mut Scope<'_>, operation: Stub<'_>) -> Vec<TokenStream> {
    let mut setters: Vec<TokenStream> =
        operation.code.query.iter().map(|found| option(scope, operation, found)).collect();
    let headers = operation.code.headers.iter();
    let headers = headers.filter(|found| header::setter(&found.documented) == Setter::Caller);
    setters.extend(headers.map(|found| text(found, &format_ident!("header"), "header")));
    setters
}

fn option(scope: &mut Scope<'_>, operation: Stub<'_>, option: &SetterCode) -> TokenStream {
    let list = match OptionValue::of(&option.documented) {
        OptionValue::Names => "PropertyNames",
        OptionValue::Orders => "PropertyOrders",
        OptionValue::Text => return text(option, &format_ident!("query"), "query option"),
    };
    match scope.shown(&operation) {
        Some(ty) => names(option, &scope.runtime(list), &scope.item(ty)),
        None => text(option, &format_ident!("query"), "query option"),
    }
}

fn text(setter: &SetterCode, method: &Ident, what: &str) -> TokenStream {
    let (name, ident) = (&setter.documented, format_ident!("{}", setter.name));
    let doc = docs::lines([format!("Sets the {what} {}.", docs::code(name))]);
    quote! {
        #doc
        pub fn #ident(self, value: impl Into<String>) -> Self {
            Endpoint::#method(self, #name, value)
        }
    }
}

/// The setter of an option that takes names of properties.
fn names(option: &SetterCode, list: &Ident, ty: &TokenStream) -> TokenStream {
    let (name, ident) = (&option.documented, format_ident!("{}", option.name));
    let about =
        format!("Sets the query option {}: names that the type has, or text.", docs::code(name));
    let doc = docs::lines([about]);
    quote! {
        #doc
        pub fn #ident(self, value: impl Into<#list<#ty>>) -> Self {
            Endpoint::query(self, #name, value.into())
        }
    }
}
