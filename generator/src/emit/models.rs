//! Models: a file per type, re-exported by its module.

use super::objects::{Field, Object};
use super::selection::Selection;
use super::types::Scope;
use super::{docs, layout, source_text};
use crate::Compilation;
use crate::model::{Api, Property, Type, TypeId, TypeKind};
use crate::output::OutputFile;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The files under `models/`.
pub(super) fn files(compilation: &Compilation, selection: &Selection) -> Vec<OutputFile> {
    use rayon::prelude::*;
    let tree = Modules::of(&compilation.api, selection);
    let ids: Vec<TypeId> =
        (0..compilation.api.types.len()).map(TypeId).filter(|id| selection.has_type(*id)).collect();
    let mut files: Vec<OutputFile> =
        ids.into_par_iter().map(|id| type_file(compilation, selection, &tree, id)).collect();
    files.extend(tree.index_files(&compilation.api));
    files
}

/// The modules under `models`, and in each the file of each type.
struct Modules {
    types: BTreeMap<Vec<String>, Vec<(String, TypeId)>>,
}

impl Modules {
    fn of(api: &Api, selection: &Selection) -> Self {
        let mut types: BTreeMap<Vec<String>, Vec<(String, TypeId)>> = BTreeMap::new();
        types.insert(Vec::new(), Vec::new());
        for (index, ty) in api.types.iter().enumerate() {
            if !selection.has_type(TypeId(index)) {
                continue;
            }
            for depth in 0..ty.rust.module.len() {
                types.entry(ty.rust.module[..depth].to_vec()).or_default();
            }
            let file = layout::module_name(&ty.rust.name);
            types.entry(ty.rust.module.clone()).or_default().push((file, TypeId(index)));
        }
        let children: Vec<BTreeSet<String>> =
            types.keys().map(|module| children(&types, module)).collect();
        for (files, taken) in types.values_mut().zip(children) {
            unique(files, taken);
        }
        Self { types }
    }

    fn path(&self, api: &Api, id: TypeId) -> String {
        let module = &api.ty(id).rust.module;
        let file = self.types[module]
            .iter()
            .find(|(_, known)| *known == id)
            .map_or("", |(file, _)| file.as_str());
        let folder = folder(module);
        format!("models/{folder}{file}.rs")
    }

    /// The `mod.rs` of each module.
    fn index_files(&self, api: &Api) -> Vec<OutputFile> {
        let file = |(module, files): (&Vec<String>, &Vec<(String, TypeId)>)| {
            let children = children(&self.types, module);
            let children = children.iter().map(|child| format_ident!("{child}"));
            let names: Vec<_> = files.iter().map(|(file, _)| module_ident(file)).collect();
            let exports = files.iter().zip(&names).map(|((_, id), file)| {
                let ty = api.ty(*id);
                let name = format_ident!("{}", ty.rust.name);
                if let Some(any) = &ty.rust_any {
                    let any = format_ident!("{any}");
                    quote! { pub use #file::{#any, #name}; }
                } else {
                    quote! { pub use #file::#name; }
                }
            });
            let items = [
                quote! { #(pub mod #children;)* },
                quote! { #(mod #names;)* },
                quote! { #(#exports)* },
            ];
            let items: Vec<TokenStream> =
                items.into_iter().filter(|item| !item.is_empty()).collect();
            let folder = folder(module);
            let heading = match module.last() {
                None => layout::heading("models").to_owned(),
                Some(last) => format!("Resource types of the namespace part `{last}`."),
            };
            OutputFile::new(format!("models/{folder}mod.rs"), source_text::file(&heading, &items))
        };
        self.types.iter().map(file).collect()
    }
}

/// `a/b/` of a module's path.
fn folder(module: &[String]) -> String {
    module.iter().flat_map(|part| [part.as_str(), "/"]).collect()
}

fn module_ident(file: &str) -> proc_macro2::Ident {
    format_ident!("{file}")
}

fn children<T>(types: &BTreeMap<Vec<String>, T>, module: &[String]) -> BTreeSet<String> {
    let is_child =
        |known: &&Vec<String>| known.len() == module.len() + 1 && known.starts_with(module);
    types.keys().filter(is_child).filter_map(|known| known.last().cloned()).collect()
}

/// No two files of a module have one name, and none that of a module beside them; keywords are no names.
fn unique(files: &mut [(String, TypeId)], mut taken: BTreeSet<String>) {
    for (file, _) in files {
        if syn::parse_str::<syn::Ident>(file).is_err() {
            file.push('_');
        }
        while !taken.insert(file.clone()) {
            file.push_str("_type");
        }
    }
}

fn type_file(
    compilation: &Compilation,
    selection: &Selection,
    tree: &Modules,
    id: TypeId,
) -> OutputFile {
    let api = &compilation.api;
    let ty = api.ty(id);
    let mut scope = Scope::of_model(api, selection, &ty.rust.module);
    let mut items = match ty.kind {
        TypeKind::Enum => enumeration(&mut scope, ty),
        TypeKind::Entity | TypeKind::Complex => object(&scope, id).items(&mut scope),
    };
    let name = format_ident!("{}", ty.rust.name);
    let mut own = vec![ty.rust.name.as_str()];
    if ty.kind != TypeKind::Enum {
        scope.runtime("serde_impls");
        match &ty.rust_any {
            Some(any) => {
                own.push(any);
                items.extend(any_of(&mut scope, id, any));
                let any = format_ident!("{any}");
                items.push(quote! { serde_impls!(#name, #any); });
            }
            None => items.push(quote! { serde_impls!(#name); }),
        }
    }
    items.insert(0, scope.imports(&own));
    let source = match ty.page {
        Some(page) => format!("`{}`, from `{}`.", ty.name, compilation.sources.file(page).path),
        None => format!("`{}`, from `{}`.", ty.name, compilation.sources.file(ty.span.file).path),
    };
    OutputFile::new(tree.path(api, id), source_text::file(&source, &items))
}

fn object(scope: &Scope<'_>, id: TypeId) -> Object {
    let ty = scope.api.ty(id);
    let mut doc =
        docs::prose(scope, &ty.doc, &format!("The `{}` type.", ty.name.name).replace('`', ""));
    if let Some(base) = ty.base.as_ref().filter(|base| scope.selection.has_type(base.value)) {
        let (name, path) = (&scope.api.ty(base.value).rust.name, scope.doc_path(base.value));
        // Most pages say so in their own words.
        if !doc.iter().any(|line| line.contains(&format!("({path})"))) {
            doc.extend([String::new(), format!("Derived from [`{name}`]({path}).")]);
        }
    }
    let properties = scope.api.all_properties(id).into_iter();
    let properties = properties.filter(|property| scope.selection.has_property(property));
    let fields = properties.map(|property| field(scope, property)).collect();
    Object { name: ty.rust.name.clone(), odata_name: ty.name.to_string(), doc, fields }
}

fn field(scope: &Scope<'_>, property: &Property) -> Field {
    Field {
        rust_name: property.rust_name.clone(),
        json_name: property.name.clone(),
        ty: property.ty.value.clone(),
        is_boxed: property.is_boxed,
        is_required: property.is_required && !property.is_read_only && !property.is_navigation,
        doc: docs::prose(scope, &property.doc, &format!("The {} property.", property.name)),
        deprecated: property.deprecated.clone(),
    }
}

fn enumeration(scope: &mut Scope<'_>, ty: &Type) -> Vec<TokenStream> {
    for name in ["OtherText", "enumeration"] {
        scope.runtime(name);
    }
    let (name, odata_name) = (format_ident!("{}", ty.rust.name), ty.name.to_string());
    let doc = docs::lines(docs::prose(scope, &ty.doc, &format!("Values of {}.", ty.name.name)));
    let variants: Vec<_> =
        ty.members.iter().map(|member| format_ident!("{}", member.rust_name)).collect();
    let texts: Vec<&str> = ty.members.iter().map(|member| member.name.as_str()).collect();
    let docs = ty.members.iter().map(|member| {
        let lines = docs::prose(scope, &member.doc, "");
        docs::lines(if lines.is_empty() { vec![docs::code(&member.name)] } else { lines })
    });
    let definition = quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants,)*
            #[doc(hidden)]
            Other(OtherText),
        }
    };
    let names = quote! {
        enumeration! {
            #name = #odata_name { #(#variants = #texts,)* }
        }
    };
    vec![definition, names]
}

/// The enum of a type and all types derived from it.
fn any_of(scope: &mut Scope<'_>, id: TypeId, any: &str) -> Vec<TokenStream> {
    for name in ["Wire", "Writer"] {
        scope.runtime(name);
    }
    let any = format_ident!("{any}");
    let api = scope.api;
    let base = format_ident!("{}", api.ty(id).rust.name);
    let derived = derived_variants(scope, id);
    let variants: Vec<_> = derived.iter().map(|(variant, _)| variant).collect();
    let types: Vec<_> = derived.iter().map(|(_, ty)| ty).collect();
    let about = docs::lines(docs::wrap(&format!(
        "[`{base}`] or a type derived from it, told apart by `@odata.type`. A type that the \
         documentation does not name is a [`{base}`] with everything else in its `extra`."
    )));
    let definition = quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #any {
            #[doc = " The type itself, or one that is not documented."]
            #base(Box<#base>),
            #(#[doc = " A derived type."] #variants(Box<#types>),)*
        }
    };
    let wire = quote! {
        impl Wire for #any {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                match reader.odata_type().as_deref() {
                    #(Some(#types::ODATA_TYPE) => reader.value().map(Self::#variants),)*
                    _ => reader.value().map(Self::#base),
                }
            }
            fn encode(&self, writer: &mut Writer) {
                match self {
                    Self::#base(value) => value.encode(writer),
                    #(Self::#variants(value) => writer.derived(value),)*
                }
            }
        }
    };
    let from = |variant: &proc_macro2::Ident, ty: &TokenStream| {
        quote! {
            impl From<#ty> for #any {
                fn from(value: #ty) -> Self { Self::#variant(Box::new(value)) }
            }
        }
    };
    let mut items = vec![definition, wire, from(&base, &quote! { #base })];
    items.extend(derived.iter().map(|(variant, ty)| from(variant, ty)));
    items
}

/// The variants of derived types; those of other namespaces may share a name, and get a number.
fn derived_variants(scope: &mut Scope<'_>, id: TypeId) -> Vec<(proc_macro2::Ident, TokenStream)> {
    let api = scope.api;
    let mut taken = BTreeSet::from([api.ty(id).rust.name.clone()]);
    let mut variants = Vec::new();
    for derived in api
        .all_derived(id)
        .into_iter()
        .filter(|id| scope.selection.has_type(*id))
        .collect::<Vec<_>>()
    {
        let name = &api.ty(derived).rust.name;
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name}{number}");
            number += 1;
        }
        variants.push((format_ident!("{unique}"), scope.item(derived)));
    }
    variants
}
