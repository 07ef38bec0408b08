//! Types: what a settled type is called in a place of generated code.

use super::selection::Selection;
use crate::model::{Api, Primitive, TypeId, TypeKind, TypeRef};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// Where code stands, and so how it reaches the models; collects what it must import.
pub(super) struct Scope<'a> {
    pub(super) api: &'a Api,
    pub(super) selection: &'a Selection,
    place: Place<'a>,
    runtime: BTreeSet<&'static str>,
    siblings: BTreeSet<String>,
    uses_models: bool,
}

/// The kinds of place.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// The file of a type, a child of its module: other types of the module are imported.
    Model(&'a [String]),
    /// A module of operations: types are reached as `models::…`, as operations have names of their own.
    Operations,
}

impl<'a> Scope<'a> {
    /// The file of a type in a module of `models`.
    pub(super) fn of_model(api: &'a Api, selection: &'a Selection, module: &'a [String]) -> Self {
        Self::new(api, selection, Place::Model(module))
    }

    /// A module of `operations`.
    pub(super) fn of_operations(api: &'a Api, selection: &'a Selection) -> Self {
        Self::new(api, selection, Place::Operations)
    }

    fn new(api: &'a Api, selection: &'a Selection, place: Place<'a>) -> Self {
        Self {
            api,
            selection,
            place,
            runtime: BTreeSet::new(),
            siblings: BTreeSet::new(),
            uses_models: false,
        }
    }

    /// An item of the runtime, imported.
    pub(super) fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        Ident::new(name, Span::call_site())
    }

    /// The `use` lines for all that was asked for; `own` are the names that the file itself defines.
    pub(super) fn imports(&self, own: &[&str]) -> TokenStream {
        let idents = |names: &mut dyn Iterator<Item = &str>| -> Vec<Ident> {
            names.map(|name| Ident::new(name, Span::call_site())).collect()
        };
        let runtime = idents(&mut self.runtime.iter().copied());
        let siblings = idents(
            &mut self.siblings.iter().map(String::as_str).filter(|name| !own.contains(name)),
        );
        let runtime =
            (!runtime.is_empty()).then(|| quote! { use docwright_runtime::{#(#runtime),*}; });
        let siblings = (!siblings.is_empty()).then(|| quote! { use super::{#(#siblings),*}; });
        let models = self.uses_models.then(|| quote! { use super::super::models; });
        quote! { #runtime #models #siblings }
    }

    /// The struct or enum of a type itself, never the enum of its derived types.
    pub(super) fn item(&mut self, id: TypeId) -> TokenStream {
        let name = self.api.ty(id).rust.name.clone();
        self.path(id, &name)
    }

    /// What holds a value of a type: the enum of the type and those derived from it, where there are any.
    pub(super) fn value(&mut self, id: TypeId) -> TokenStream {
        let ty = self.api.ty(id);
        let name = ty.rust_any.clone().unwrap_or_else(|| ty.rust.name.clone());
        let path = self.path(id, &name);
        if ty.kind == TypeKind::Enum && ty.is_flags {
            let flags = self.runtime("Flags");
            return quote! { #flags<#path> };
        }
        path
    }

    fn path(&mut self, id: TypeId, name: &str) -> TokenStream {
        let module = &self.api.ty(id).rust.module;
        let ident = format_ident!("{name}");
        match self.place {
            Place::Model(own) if own == module.as_slice() => {
                self.siblings.insert(name.to_owned());
                quote! { #ident }
            }
            Place::Model(own) => {
                let up = (0..=own.len()).map(|_| quote! { super:: });
                let down = module.iter().map(|part| format_ident!("{part}"));
                quote! { #(#up)* #(#down::)* #ident }
            }
            Place::Operations => {
                self.uses_models = true;
                let down = module.iter().map(|part| format_ident!("{part}"));
                quote! { models:: #(#down::)* #ident }
            }
        }
    }

    /// The Rust type of a value.
    pub(super) fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => self.value(*id),
            TypeRef::Collection(item) => {
                let item = self.ty(item);
                quote! { Vec<#item> }
            }
            TypeRef::Unknown(_) => {
                let raw = self.runtime("RawJson");
                quote! { #raw }
            }
            TypeRef::Primitive(primitive) => {
                let name = primitive.rust_type();
                let is_std = name == "String" || name.starts_with(|c: char| c.is_ascii_lowercase());
                let ident =
                    if is_std { Ident::new(name, Span::call_site()) } else { self.runtime(name) };
                quote! { #ident }
            }
        }
    }

    /// The path by which a doc comment here links to a type.
    pub(super) fn doc_path(&self, id: TypeId) -> String {
        let rust = &self.api.ty(id).rust;
        let up = match self.place {
            Place::Model(own) => "super::".repeat(own.len() + 1),
            Place::Operations => "super::super::models::".to_owned(),
        };
        format!("{up}{}{}", below(&rust.module), rust.name)
    }

    /// The path by which a doc comment here links to an operation.
    pub(super) fn doc_path_of_operation(&self, module: &[String], name: &str) -> String {
        let up = match self.place {
            Place::Model(own) => format!("{}operations::", "super::".repeat(own.len() + 2)),
            Place::Operations => "super::".to_owned(),
        };
        format!("{up}{}{name}", below(module))
    }
}

/// `a::b::` of a module's path.
fn below(module: &[String]) -> String {
    module.iter().flat_map(|part| [part.as_str(), "::"]).collect()
}

/// An argument of a constructor or setter.
pub(super) struct Argument {
    /// `id: impl Into<String>`
    pub declared: TokenStream,
    /// `id.into()`
    pub value: TokenStream,
    /// `id: id.into()`, short where it can be.
    pub field: TokenStream,
}

impl Argument {
    /// Takes `impl Into<T>` where callers hold something else than `T` by nature (`&str`, a derived
    /// type, one flag of several, bytes), else `T` itself, which leaves the type to inference.
    pub(super) fn new(scope: &mut Scope<'_>, name: &Ident, ty: &TypeRef) -> Self {
        let converts = match ty {
            TypeRef::Primitive(Primitive::String | Primitive::Binary) => true,
            TypeRef::Named(id) => {
                let ty = scope.api.ty(*id);
                ty.rust_any.is_some() || ty.is_flags
            }
            TypeRef::Primitive(_) | TypeRef::Collection(_) | TypeRef::Unknown(_) => false,
        };
        let ty = scope.ty(ty);
        if converts { Self::converted(name, &ty) } else { Self::plain(name, &ty) }
    }

    /// `name: T`
    pub(super) fn plain(name: &Ident, ty: &TokenStream) -> Self {
        Self { declared: quote! { #name: #ty }, value: quote! { #name }, field: quote! { #name } }
    }

    /// `name: impl Into<T>`
    pub(super) fn converted(name: &Ident, ty: &TokenStream) -> Self {
        Self {
            declared: quote! { #name: impl Into<#ty> },
            value: quote! { #name.into() },
            field: quote! { #name: #name.into() },
        }
    }
}
