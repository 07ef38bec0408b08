//! Structs: fields, constructor, setters and the runtime's `Object`. One form for resource types and for
//! the parameters of actions.

use super::docs;
use super::places::Gate;
use super::types::{Argument, Scope};
use crate::model::TypeRef;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// A struct to be written.
pub(super) struct Object {
    /// Its Rust name.
    pub name: String,
    /// The OData name; empty where there is none.
    pub odata_name: String,
    /// Its doc comment.
    pub doc: Vec<String>,
    /// Its fields in order.
    pub fields: Vec<Field>,
    /// Whether the names of its properties are constants.
    pub has_names: bool,
}

/// A field to be written.
pub(super) struct Field {
    /// Its Rust name.
    pub rust_name: String,
    /// The JSON member's name.
    pub json_name: String,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it is boxed.
    pub is_boxed: bool,
    /// Whether the constructor takes it.
    pub is_required: bool,
    /// Its doc comment.
    pub doc: Vec<String>,
    /// Why it is deprecated.
    pub deprecated: Option<String>,
    /// The features without which its type is absent.
    pub gate: Gate,
}

impl Object {
    /// The items of the struct, for [`super::source_text::file`].
    pub(super) fn items(&self, scope: &mut Scope<'_>) -> Vec<TokenStream> {
        scope.runtime("Extra");
        vec![self.definition(scope), self.constructors(scope), self.object_impl(scope)]
    }

    fn definition(&self, scope: &mut Scope<'_>) -> TokenStream {
        let name = format_ident!("{}", self.name);
        let doc = docs::lines(&self.doc);
        let fields = self.fields.iter().map(|field| {
            let ident = format_ident!("{}", field.rust_name);
            let (doc, deprecated) = (docs::lines(&field.doc), field.deprecation());
            let (ty, gate) = (field.value_type(scope), &field.gate);
            quote! { #doc #gate #deprecated pub #ident: Option<#ty>, }
        });
        let fields: Vec<TokenStream> = fields.collect();
        quote! {
            #doc
            #[derive(Clone, Debug, Default, PartialEq)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields)*
                #[doc = " Members beside the documented ones, and explicit nulls."]
                pub extra: Extra,
            }
        }
    }

    fn constructors(&self, scope: &mut Scope<'_>) -> TokenStream {
        let name = format_ident!("{}", self.name);
        let names = self.names(scope);
        let new = self.constructor(scope);
        let setters: Vec<TokenStream> =
            self.fields.iter().map(|field| field.setter(scope)).collect();
        quote! {
            impl #name {
                #(#names)*
                #new
                #(#setters)*
            }
        }
    }

    fn names(&self, scope: &mut Scope<'_>) -> Vec<TokenStream> {
        if !self.has_names {
            return Vec::new();
        }
        let ty = scope.runtime("PropertyName");
        let name = |field: &Field| {
            let rust_name = field.rust_name.trim_start_matches("r#");
            // Letters beyond ASCII keep their case, since two of them may have one capital.
            let upper = rust_name.to_ascii_uppercase();
            let allowed = (upper != rust_name.to_uppercase())
                .then(|| quote! { #[allow(non_upper_case_globals)] });
            let (ident, name) = (format_ident!("{upper}"), &field.json_name);
            let doc = docs::lines([format!("The name of {}.", docs::code(name))]);
            quote! { #doc #allowed pub const #ident: #ty<Self> = #ty::new(#name); }
        };
        self.fields.iter().map(name).collect()
    }

    fn constructor(&self, scope: &mut Scope<'_>) -> TokenStream {
        let required: Vec<&Field> = self.fields.iter().filter(|field| field.is_required).collect();
        if required.is_empty() {
            let doc = docs::lines(["Empty: nothing is set."]);
            return quote! { #doc pub fn new() -> Self { Self::default() } };
        }
        let doc = docs::lines(["With what the page requires."]);
        let idents: Vec<_> =
            required.iter().map(|field| format_ident!("{}", field.rust_name)).collect();
        let arguments: Vec<Argument> = required
            .iter()
            .zip(&idents)
            .map(|(field, ident)| Argument::new(scope, ident, &field.ty))
            .collect();
        let declared = arguments.iter().map(|argument| &argument.declared);
        let values =
            required.iter().zip(&arguments).map(|(field, argument)| field.wrapped(&argument.value));
        let allow = required
            .iter()
            .any(|field| field.deprecated.is_some())
            .then(|| quote! { #[allow(deprecated)] });
        quote! {
            #doc
            #allow
            pub fn new(#(#declared),*) -> Self {
                Self { #(#idents: #values,)* ..Self::default() }
            }
        }
    }

    fn object_impl(&self, scope: &mut Scope<'_>) -> TokenStream {
        for name in ["DecodeError", "Object", "ObjectWriter", "Reader"] {
            scope.runtime(name);
        }
        let (name, odata_name) = (format_ident!("{}", self.name), &self.odata_name);
        let json: Vec<&str> = self.fields.iter().map(|field| field.json_name.as_str()).collect();
        let idents: Vec<_> =
            self.fields.iter().map(|field| format_ident!("{}", field.rust_name)).collect();
        let gates: Vec<&Gate> = self.fields.iter().map(|field| &field.gate).collect();
        let allow = self
            .fields
            .iter()
            .any(|field| field.deprecated.is_some())
            .then(|| quote! { #[allow(deprecated)] });
        let decode = if self.fields.is_empty() {
            quote! {
                fn decode_member(&mut self, _: &str, _: &mut Reader<'_>) -> Result<bool, DecodeError> { Ok(false) }
                fn encode_members(&self, _: &mut ObjectWriter<'_>) {}
            }
        } else {
            quote! {
                fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
                    match name {
                        #(#gates #json => reader.member(&mut self.#idents),)*
                        _ => Ok(false),
                    }
                }
                fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
                    #(#gates writer.member(#json, &self.#idents);)*
                }
            }
        };
        let may_be_empty = !self.fields.is_empty() && gates.iter().all(|gate| !gate.is_open());
        let unused = may_be_empty.then(|| {
            quote! { #[allow(unused_variables, reason = "each field needs a feature")] }
        });
        quote! {
            #allow
            #unused
            impl Object for #name {
                const ODATA_TYPE: &'static str = #odata_name;
                #decode
                fn extra(&self) -> &Extra { &self.extra }
                fn extra_mut(&mut self) -> &mut Extra { &mut self.extra }
            }
        }
    }
}

impl Field {
    fn value_type(&self, scope: &mut Scope<'_>) -> TokenStream {
        let ty = scope.ty(&self.ty);
        if self.is_boxed {
            quote! { Box<#ty> }
        } else {
            ty
        }
    }

    fn wrapped(&self, value: &TokenStream) -> TokenStream {
        if self.is_boxed {
            quote! { Some(Box::new(#value)) }
        } else {
            quote! { Some(#value) }
        }
    }

    fn deprecation(&self) -> Option<TokenStream> {
        self.deprecated.as_ref().map(|note| {
            if note.is_empty() {
                quote! { #[deprecated] }
            } else {
                quote! { #[deprecated = #note] }
            }
        })
    }

    fn setter(&self, scope: &mut Scope<'_>) -> TokenStream {
        let ident = format_ident!("{}", self.rust_name);
        let method = format_ident!("with_{}", self.rust_name.trim_end_matches('_'));
        let doc = docs::lines([format!("Sets [`{0}`](Self::{0}).", self.rust_name)]);
        let argument = Argument::new(scope, &format_ident!("value"), &self.ty);
        let (declared, value) = (&argument.declared, self.wrapped(&argument.value));
        let gate = &self.gate;
        let deprecated =
            self.deprecation().map(|attribute| quote! { #attribute #[allow(deprecated)] });
        quote! {
            #doc
            #gate
            #deprecated
            #[must_use]
            pub fn #method(mut self, #declared) -> Self {
                self.#ident = #value;
                self
            }
        }
    }
}
