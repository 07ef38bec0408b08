//! Types: what a settled type is called in a place of generated code.

use super::places::{Gate, Places, Stub};
use super::selection::Selection;
use crate::model::{Api, Operation, Primitive, TypeId, TypeKind, TypeRef};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// Where code stands, and so how it reaches the models; collects what it must import.
pub(super) struct Scope<'a> {
    pub(super) api: &'a Api,
    pub(super) selection: &'a Selection,
    pub(super) places: &'a Places<'a>,
    place: Place,
    runtime: BTreeSet<&'static str>,
    /// Types by the name under which they are imported; no two of one name.
    imported: BTreeMap<String, TypeId>,
    uses_models: bool,
}

/// The kinds of place.
enum Place {
    /// The file of a type, a child of its module: other types are imported.
    Model {
        /// The type.
        id: TypeId,
        /// Its module.
        module: Vec<String>,
    },
    /// A module of operations: types are reached as `models::…`, as operations have names of their own.
    Operations {
        /// The modules from `operations` on.
        module: Vec<String>,
    },
    /// A test of examples.
    Test,
}

impl<'a> Scope<'a> {
    /// The file of a type.
    pub(super) fn of_model(places: &'a Places<'a>, id: TypeId) -> Self {
        Self::new(places, Place::Model { id, module: places.module(id) })
    }

    /// A module of `operations`.
    pub(super) fn of_operations(places: &'a Places<'a>, module: Vec<String>) -> Self {
        Self::new(places, Place::Operations { module })
    }

    /// A test of examples, where `models` is imported from the library.
    pub(super) fn of_test(places: &'a Places<'a>) -> Self {
        Self::new(places, Place::Test)
    }

    fn new(places: &'a Places<'a>, place: Place) -> Self {
        Self {
            api: places.api,
            selection: places.selection,
            places,
            place,
            runtime: BTreeSet::new(),
            imported: BTreeMap::new(),
            uses_models: false,
        }
    }

    /// An item of the runtime, imported.
    pub(super) fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        Ident::new(name, Span::call_site())
    }

    /// The features without which what holds a value of a type is absent here.
    pub(super) fn gate(&self, id: TypeId) -> Gate {
        match &self.place {
            Place::Model { id: own, .. } => self.places.gate_within(*own, id),
            Place::Operations { .. } | Place::Test => Gate::default(),
        }
    }

    /// The `use` lines for all that was asked for.
    pub(super) fn imports(&self) -> TokenStream {
        let runtime: Vec<Ident> =
            self.runtime.iter().map(|name| Ident::new(name, Span::call_site())).collect();
        let runtime =
            (!runtime.is_empty()).then(|| quote! { use docwright_runtime::{#(#runtime),*}; });
        let types = match &self.place {
            Place::Model { module, .. } => self.type_imports(module),
            Place::Operations { module } => {
                let up = supers(module.len() + 1);
                self.uses_models.then(|| quote! { use #up models; }).into_iter().collect()
            }
            Place::Test => Vec::new(),
        };
        quote! { #runtime #(#types)* }
    }

    /// The imports of types, by the module that they come from and the features that they need.
    fn type_imports(&self, own: &[String]) -> Vec<TokenStream> {
        let mut lists: BTreeMap<(bool, Vec<String>, Gate), Vec<Ident>> = BTreeMap::new();
        for (name, id) in &self.imported {
            let module = self.places.module(*id);
            let key = (module == own, module, self.gate(*id));
            lists.entry(key).or_default().push(format_ident!("{name}"));
        }
        let list = |((is_own, module, gate), names): ((bool, Vec<String>, Gate), Vec<Ident>)| {
            let path = if is_own { supers(1) } else { model_path(own, &module) };
            quote! { #gate use #path {#(#names),*}; }
        };
        lists.into_iter().map(list).collect()
    }

    /// The struct or enum of a type itself, never the enum of its derived types.
    pub(super) fn item(&mut self, id: TypeId) -> TokenStream {
        let name = self.places.ty(id).name.clone();
        self.path(id, &name)
    }

    /// The type whose properties the options of an operation name.
    pub(super) fn shown(&self, operation: &Operation) -> Option<TypeId> {
        self.places.shown(operation)
    }

    /// Whether options of some operation name the properties of a type.
    pub(super) fn is_named(&self, id: TypeId) -> bool {
        self.places.is_named(id)
    }

    /// What holds a value of a type: the enum of the type and those derived from it, where there are any.
    pub(super) fn value(&mut self, id: TypeId) -> TokenStream {
        let ty = self.api.ty(id);
        let code = self.places.ty(id);
        let name = code.any.clone().unwrap_or_else(|| code.name.clone());
        let path = self.path(id, &name);
        if ty.kind == TypeKind::Enum && ty.is_flags {
            let flags = self.runtime("Flags");
            return quote! { #flags<#path> };
        }
        path
    }

    fn path(&mut self, id: TypeId, name: &str) -> TokenStream {
        let ident = format_ident!("{name}");
        let module = self.places.module(id);
        match &self.place {
            Place::Model { id: own, .. } if *own == id => quote! { #ident },
            Place::Model { id: own, module: own_module } => {
                let own = self.places.ty(*own);
                let is_own = own.name == name || own.any.as_deref() == Some(name);
                let known = self.imported.get(name);
                if !is_own && known.is_none_or(|known| *known == id) {
                    self.imported.insert(name.to_owned(), id);
                    return quote! { #ident };
                }
                // Types of several namespaces may share a name.
                let path = model_path(own_module, &module);
                quote! { #path #ident }
            }
            Place::Operations { .. } | Place::Test => {
                self.uses_models = true;
                let down = module.iter().map(|part| format_ident!("{part}"));
                quote! { models:: #(#down::)* #ident }
            }
        }
    }

    /// The Rust type of a value.
    pub(super) fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) if !self.api.is_opaque(*id) => self.value(*id),
            TypeRef::Collection(item) => {
                let item = self.ty(item);
                quote! { Vec<#item> }
            }
            TypeRef::Named(_) | TypeRef::Unknown(_) => {
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
        let (module, name) = (self.places.module(id), &self.places.ty(id).name);
        match &self.place {
            Place::Model { module: own, .. } if *own == module => format!("super::{name}"),
            Place::Model { module: own, .. } => {
                format!("{}{}{name}", "super::".repeat(own.len() + 1), below(&module))
            }
            Place::Operations { module: own } => {
                format!("{}models::{}{name}", "super::".repeat(own.len() + 1), below(&module))
            }
            Place::Test => name.clone(),
        }
    }

    /// The path by which a doc comment here links to an operation.
    pub(super) fn doc_path_of_operation(&self, operation: Stub<'_>) -> String {
        let (module, name) = (self.places.operation_module(operation), &operation.code.name);
        match &self.place {
            Place::Model { module: own, .. } => {
                format!("{}operations::{}{name}", "super::".repeat(own.len() + 2), below(&module))
            }
            Place::Operations { module: own } => {
                format!("{}{}{name}", "super::".repeat(own.len()), below(&module))
            }
            Place::Test => name.clone(),
        }
    }
}

/// `super::super::…`
fn supers(count: usize) -> TokenStream {
    let up = std::iter::repeat_n(quote! { super:: }, count);
    quote! { #(#up)* }
}

/// The path from the file of a type in one module of `models` to another module.
fn model_path(own: &[String], module: &[String]) -> TokenStream {
    let (up, down) = (supers(own.len() + 1), module.iter().map(|part| format_ident!("{part}")));
    quote! { #up #(#down::)* }
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
            TypeRef::Named(id) => scope.places.ty(*id).any.is_some() || scope.api.ty(*id).is_flags,
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
