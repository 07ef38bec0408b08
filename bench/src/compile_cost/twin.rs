//! The twin: the same types as somebody would write them who has nothing but serde's derive.
//!
//! One struct per type with all its fields, inherited ones included, as `Option`; an internally tagged enum
//! where types derive from others. No documentation comments, constructors or setters, and nothing that
//! would keep unknown members: whatever it leaves out makes it cheaper to compile than what it stands for.

use docwright::model::{Api, Property, Type, TypeId, TypeKind, TypeRef};
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
pub(crate) fn files(api: &Api) -> Vec<OutputFile> {
    let mut modules: BTreeMap<&[String], String> = BTreeMap::new();
    for (index, ty) in api.types.iter().enumerate() {
        let text = modules.entry(&ty.rust.module).or_default();
        match ty.kind {
            TypeKind::Enum => enumeration(text, ty),
            TypeKind::Entity | TypeKind::Complex => object(text, api, TypeId(index)),
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

fn enumeration(text: &mut String, ty: &Type) {
    let _ = writeln!(
        text,
        "{}\npub enum {} {{",
        DERIVE.replace("PartialEq", "PartialEq, Eq, Hash"),
        ty.rust.name
    );
    for member in &ty.members {
        let _ = writeln!(text, "#[serde(rename = {:?})]\n{},", member.name, member.rust_name);
    }
    text.push_str("#[serde(untagged)]\nOther(String),\n}\n");
}

fn object(text: &mut String, api: &Api, id: TypeId) {
    let ty = api.ty(id);
    let _ = writeln!(
        text,
        "{}\npub struct {} {{",
        DERIVE.replace("Debug", "Debug, Default"),
        ty.rust.name
    );
    for property in api.all_properties(id) {
        field(text, api, property);
    }
    text.push_str("}\n");
    let Some(any) = &ty.rust_any else { return };
    let _ = writeln!(text, "{DERIVE}\n#[serde(tag = \"@odata.type\")]\npub enum {any} {{");
    let all = std::iter::once(id).chain(api.all_derived(id));
    for (number, ty) in all.map(|id| api.ty(id)).enumerate() {
        let path = path(&ty.rust.module, &ty.rust.name);
        let _ = writeln!(text, "#[serde(rename = \"#{}\")]\nV{number}(Box<{path}>),", ty.name);
    }
    text.push_str("}\n");
}

fn field(text: &mut String, api: &Api, property: &Property) {
    let ty = rust_type(api, &property.ty.value);
    let ty = if property.is_boxed { format!("Box<{ty}>") } else { ty };
    let _ = writeln!(
        text,
        "#[serde(rename = {:?}, skip_serializing_if = \"Option::is_none\")]\npub {}: Option<{ty}>,",
        property.name, property.rust_name
    );
}

fn rust_type(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive.rust_type().to_owned(),
        TypeRef::Collection(item) => format!("Vec<{}>", rust_type(api, item)),
        TypeRef::Unknown(_) => "RawJson".to_owned(),
        TypeRef::Named(id) => {
            let ty = api.ty(*id);
            path(&ty.rust.module, ty.rust_any.as_ref().unwrap_or(&ty.rust.name))
        }
    }
}

fn path(module: &[String], name: &str) -> String {
    format!("crate::{}::{name}", flat(module))
}
