//! Models: a file per type, re-exported by its module.

use super::objects::{Field, Object};
use super::places::{Gate, Places};
use super::types::Scope;
use super::{docs, front_page, layout, source_text};
use crate::Compilation;
use crate::model::{FieldCode, Property, TypeId, TypeKind};
use crate::output::OutputFile;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The files under `models/`.
pub(super) fn files(compilation: &Compilation, places: &Places<'_>) -> Vec<OutputFile> {
    use rayon::prelude::*;
    let tree = Modules::of(places);
    let ids: Vec<TypeId> = places.selection.types().collect();
    let mut files: Vec<OutputFile> =
        ids.into_par_iter().map(|id| type_file(compilation, places, &tree, id)).collect();
    files.extend(tree.index_files(places));
    files
}

/// The modules under `models`, and in each the file of each type.
struct Modules {
    types: BTreeMap<Vec<String>, Vec<(String, TypeId)>>,
}

impl Modules {
    fn of(places: &Places<'_>) -> Self {
        let mut types: BTreeMap<Vec<String>, Vec<(String, TypeId)>> = BTreeMap::new();
        types.insert(Vec::new(), Vec::new());
        for id in places.selection.types() {
            let module = places.module(id);
            for depth in 0..module.len() {
                types.entry(module[..depth].to_vec()).or_default();
            }
            let file = layout::module_name(&places.ty(id).name);
            types.entry(module).or_default().push((file, id));
        }
        // A file that is called like the folder around it would puzzle readers, and clippy.
        let own = |module: &Vec<String>| module.last().cloned();
        let children: Vec<BTreeSet<String>> = types
            .keys()
            .map(|module| children(&types, module).into_iter().chain(own(module)).collect())
            .collect();
        for (files, mut taken) in types.values_mut().zip(children) {
            // In scripts without case a type is called as its module is.
            let names = files.iter().map(|(_, id)| places.ty(*id).name.clone());
            taken.extend(names);
            unique(files, taken);
        }
        Self { types }
    }

    fn path(&self, places: &Places<'_>, id: TypeId) -> String {
        let module = places.module(id);
        let file = self.types[&module]
            .iter()
            .find(|(_, known)| *known == id)
            .map_or("", |(file, _)| file.as_str());
        let folder = folder(&module);
        format!("models/{folder}{file}.rs")
    }

    /// The types of a module and of all modules inside it.
    fn types_below<'m>(&'m self, module: &'m [String]) -> impl Iterator<Item = TypeId> + 'm {
        let inside = self.types.iter().filter(move |(known, _)| known.starts_with(module));
        inside.flat_map(|(_, files)| files.iter().map(|(_, id)| *id))
    }

    /// The `mod.rs` of each module.
    fn index_files(&self, places: &Places<'_>) -> Vec<OutputFile> {
        self.types.keys().map(|module| self.index_file(places, module)).collect()
    }

    fn index_file(&self, places: &Places<'_>, module: &[String]) -> OutputFile {
        let modules = children(&self.types, module).into_iter().map(|child| {
            let ident = format_ident!("{child}");
            let path: Vec<String> = module.iter().cloned().chain([child]).collect();
            let gate = places.gate_of_any(self.types_below(&path));
            let allow = source_text::allow_inception(module, &path[module.len()]);
            let place = source_text::place_of(&path[module.len()], source_text::BRANCH);
            quote! { #gate #allow #place pub mod #ident; }
        });
        let files = self.types[module].iter().map(|(file, id)| {
            let place = source_text::place_of(file, source_text::LEAF);
            let (file, gate) = (format_ident!("{file}"), places.gate(*id));
            quote! { #gate #place mod #file; }
        });
        let exports = self.types[module].iter().map(|(file, id)| {
            let (file, gate) = (format_ident!("{file}"), places.gate(*id));
            let ty = places.ty(*id);
            let name = format_ident!("{}", ty.name);
            if let Some(any) = &ty.any {
                let any = format_ident!("{any}");
                quote! { #gate pub use #file::{#any, #name}; }
            } else {
                quote! { #gate pub use #file::#name; }
            }
        });
        let items = [quote! { #(#modules)* }, quote! { #(#files)* }, quote! { #(#exports)* }];
        let items: Vec<TokenStream> = items.into_iter().filter(|item| !item.is_empty()).collect();
        let heading = front_page::of_models(places, module, self.types_below(module));
        let folder = folder(module);
        OutputFile::new(format!("models/{folder}mod.rs"), source_text::file(&heading, &items))
    }
}

/// `a/b/` of a module's path.
fn folder(module: &[String]) -> String {
    module.iter().flat_map(|part| [part.as_str(), "/"]).collect()
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
    places: &Places<'_>,
    tree: &Modules,
    id: TypeId,
) -> OutputFile {
    let ty = places.api.ty(id);
    let mut scope = Scope::of_model(places, id);
    let mut items = match ty.kind {
        TypeKind::Enum => enumeration(&mut scope, id),
        TypeKind::Entity | TypeKind::Complex => object(&scope, id).items(&mut scope),
    };
    let name = format_ident!("{}", places.ty(id).name);
    if ty.kind != TypeKind::Enum {
        scope.runtime("serde_impls");
        match &places.ty(id).any {
            Some(any) => {
                items.extend(any_of(&mut scope, id, any));
                let any = format_ident!("{any}");
                items.push(quote! { serde_impls!(#name, #any); });
            }
            None => items.push(quote! { serde_impls!(#name); }),
        }
    }
    items.insert(0, scope.imports());
    let source = match ty.page {
        Some(page) => format!("`{}`, from `{}`.", ty.name, compilation.sources.file(page).path),
        None => format!("`{}`, from `{}`.", ty.name, compilation.sources.file(ty.span.file).path),
    };
    OutputFile::new(tree.path(places, id), source_text::file(&source, &items))
}

fn object(scope: &Scope<'_>, id: TypeId) -> Object {
    let ty = scope.api.ty(id);
    let mut doc =
        docs::prose(scope, ty.words, &format!("The `{}` type.", ty.name.name).replace('`', ""));
    if let Some(base) = ty.base.as_ref().filter(|base| scope.selection.has_type(base.value)) {
        let (name, path) = (&scope.places.ty(base.value).name, scope.doc_path(base.value));
        // Most pages say so in their own words.
        if !doc.iter().any(|line| line.contains(&format!("({path})"))) {
            doc.extend([String::new(), format!("Derived from [`{name}`]({path}).")]);
        }
    }
    let fields = scope.places.all_fields(id).into_iter();
    let fields = fields.filter(|(property, _)| scope.selection.has_property(property));
    let fields = fields.map(|(property, code)| field(scope, property, code)).collect();
    let (name, odata_name) = (scope.places.ty(id).name.clone(), ty.name.to_string());
    Object { name, odata_name, doc, fields, has_names: scope.is_named(id) }
}

fn field(scope: &Scope<'_>, property: &Property, code: &FieldCode) -> Field {
    Field {
        rust_name: code.name.clone(),
        json_name: property.name.clone(),
        ty: property.ty.value.clone(),
        is_boxed: code.is_boxed,
        is_required: property.is_required && !property.is_read_only && !property.is_navigation,
        doc: docs::prose(scope, property.words, &format!("The {} property.", property.name)),
        deprecated: property.deprecated.clone(),
        gate: property.ty.value.named().map(|id| scope.gate(id)).unwrap_or_default(),
    }
}

fn enumeration(scope: &mut Scope<'_>, id: TypeId) -> Vec<TokenStream> {
    for name in ["OtherText", "enumeration"] {
        scope.runtime(name);
    }
    let (ty, code) = (scope.api.ty(id), scope.places.ty(id));
    let (name, odata_name) = (format_ident!("{}", code.name), ty.name.to_string());
    let doc = docs::lines(docs::prose(scope, ty.words, &format!("Values of {}.", ty.name.name)));
    let variants: Vec<_> = code.variants.iter().map(|variant| format_ident!("{variant}")).collect();
    let texts: Vec<&str> = ty.members.iter().map(|member| member.name.as_str()).collect();
    let docs = ty.members.iter().map(|member| {
        let lines = docs::prose(scope, member.words, "");
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
    for name in ["AnyOf", "Wire", "Writer"] {
        scope.runtime(name);
    }
    let any = format_ident!("{any}");
    let base = format_ident!("{}", scope.places.ty(id).name);
    let derived = derived_variants(scope, id);
    let variants: Vec<_> = derived.iter().map(|variant| &variant.name).collect();
    let types: Vec<_> = derived.iter().map(|variant| &variant.ty).collect();
    let gates: Vec<_> = derived.iter().map(|variant| &variant.gate).collect();
    let about = docs::lines(docs::wrap(&format!(
        "[`{base}`] or a type derived from it, told apart by `@odata.type`. A type that the \
         documentation does not name is a [`{base}`] with everything else in its `extra`. \
         `AnyOf::to_base` gives the fields that all of them have."
    )));
    let definition = quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #any {
            #[doc = " The type itself, or one that is not documented."]
            #base(Box<#base>),
            #(#[doc = " A derived type."] #gates #variants(Box<#types>),)*
        }
    };
    // A type may have a property whose name is a constant of this name.
    let object = scope.runtime("Object");
    let wire = quote! {
        impl Wire for #any {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                match reader.odata_type().as_deref() {
                    #(#gates Some(<#types as #object>::ODATA_TYPE) => reader.derived().map(Self::#variants),)*
                    _ => reader.value().map(Self::#base),
                }
            }
            fn encode(&self, writer: &mut Writer) {
                match self {
                    Self::#base(value) => value.encode(writer),
                    #(#gates Self::#variants(value) => writer.derived(value),)*
                }
            }
        }
    };
    let from = |variant: &proc_macro2::Ident, ty: &TokenStream, gate: &Gate| {
        quote! {
            #gate
            impl From<#ty> for #any {
                fn from(value: #ty) -> Self { Self::#variant(Box::new(value)) }
            }
        }
    };
    let any_of = quote! { impl AnyOf for #any { type Base = #base; } };
    let mut items =
        vec![definition, wire, any_of, from(&base, &quote! { #base }, &Gate::default())];
    items.extend(derived.iter().map(|variant| from(&variant.name, &variant.ty, &variant.gate)));
    items
}

/// A variant of the enum of a type and those derived from it.
struct Variant {
    name: proc_macro2::Ident,
    ty: TokenStream,
    gate: Gate,
}

/// The variants of derived types; those of other namespaces may share a name, and get a number.
fn derived_variants(scope: &mut Scope<'_>, id: TypeId) -> Vec<Variant> {
    let api = scope.api;
    let mut taken = BTreeSet::from([scope.places.ty(id).name.clone()]);
    let mut variants = Vec::new();
    let derived = api.all_derived(id).into_iter();
    for derived in derived.filter(|id| scope.selection.has_type(*id)).collect::<Vec<_>>() {
        let name = &scope.places.ty(derived).name;
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name}{number}");
            number += 1;
        }
        let (ty, gate) = (scope.item(derived), scope.gate(derived));
        variants.push(Variant { name: format_ident!("{unique}"), ty, gate });
    }
    variants
}
