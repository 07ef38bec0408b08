//! The twin: the same types as somebody would write them who has nothing but serde's derive.
//!
//! One struct per type with all its fields, inherited ones included, as `Option`; an internally tagged enum
//! where types derive from others. No documentation comments, constructors or setters, and nothing that
//! would keep unknown members: whatever it leaves out makes it cheaper to compile than what it stands for.

use docwright::Compilation;
use docwright::model::{Api, Code, FieldCode, Property, TypeId, TypeKind, TypeRef};
use docwright::output::OutputFile;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const HEAD: &str = "\
#![allow(deprecated, unused_imports)]
use docwright_runtime::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, RawJson, TimeOfDay};
use serde::{Deserialize, Serialize};
";

const DERIVE: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]";

/// The sources of the twin: a file per module that the generated models have, types of other modules by
/// their whole path.
pub(crate) fn files(compilation: &Compilation) -> Vec<OutputFile> {
    let (api, code) = (&compilation.api, compilation.code());
    let mut modules: BTreeMap<&[String], String> = BTreeMap::new();
    for (index, ty) in api.types.iter().enumerate() {
        let id = TypeId(index);
        let text = modules.entry(&code.ty(id).module).or_default();
        match ty.kind {
            TypeKind::Enum => enumeration(text, api, &code, id),
            TypeKind::Entity | TypeKind::Complex => object(text, api, &code, id),
        }
    }
    let names: BTreeSet<String> = modules.keys().map(|module| flat(module)).collect();
    let mut lib = String::new();
    for name in names {
        // Writing to a String does not fail.
        let _ = writeln!(lib, "pub mod {name};");
    }
    let file = |(module, text): (&[String], String)| {
        OutputFile::new(format!("src/{}.rs", flat(module)), format!("{HEAD}{text}"))
    };
    let mut files: Vec<OutputFile> = modules.into_iter().map(file).collect();
    files.push(OutputFile::new("src/lib.rs", lib));
    files
}

/// One name for the path of a module.
fn flat(module: &[String]) -> String {
    format!("models_{}", module.join("_"))
}

fn enumeration(text: &mut String, api: &Api, code: &Code, id: TypeId) {
    let (members, code) = (&api.ty(id).members, code.ty(id));
    let _ = writeln!(
        text,
        "{}\npub enum {} {{",
        DERIVE.replace("PartialEq", "PartialEq, Eq, Hash"),
        code.name
    );
    for (member, variant) in members.iter().zip(&code.variants) {
        let _ = writeln!(text, "#[serde(rename = {:?})]\n{variant},", member.name);
    }
    text.push_str("#[serde(untagged)]\nOther(String),\n}\n");
}

fn object(text: &mut String, api: &Api, code: &Code, id: TypeId) {
    let ty = code.ty(id);
    let _ =
        writeln!(text, "{}\npub struct {} {{", DERIVE.replace("Debug", "Debug, Default"), ty.name);
    for (property, named) in code.all_fields(api, id) {
        field(text, code, property, named);
    }
    text.push_str("}\n");
    let Some(any) = &ty.any else { return };
    let _ = writeln!(text, "{DERIVE}\n#[serde(tag = \"@odata.type\")]\npub enum {any} {{");
    let all = std::iter::once(id).chain(api.all_derived(id));
    for (number, id) in all.enumerate() {
        let (name, path) = (&api.ty(id).name, path(&code.ty(id).module, &code.ty(id).name));
        let _ = writeln!(text, "#[serde(rename = \"#{name}\")]\nV{number}(Box<{path}>),");
    }
    text.push_str("}\n");
}

fn field(text: &mut String, code: &Code, property: &Property, named: &FieldCode) {
    let ty = rust_type(code, &property.ty.value);
    let ty = if named.is_boxed { format!("Box<{ty}>") } else { ty };
    let _ = writeln!(
        text,
        "#[serde(rename = {:?}, skip_serializing_if = \"Option::is_none\")]\npub {}: Option<{ty}>,",
        property.name, named.name
    );
}

fn rust_type(code: &Code, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive.rust_type().to_owned(),
        TypeRef::Collection(item) => format!("Vec<{}>", rust_type(code, item)),
        TypeRef::Unknown(_) => "RawJson".to_owned(),
        TypeRef::Named(id) => {
            let ty = code.ty(*id);
            path(&ty.module, ty.any.as_ref().unwrap_or(&ty.name))
        }
    }
}

fn path(module: &[String], name: &str) -> String {
    format!("crate::{}::{name}", flat(module))
}
