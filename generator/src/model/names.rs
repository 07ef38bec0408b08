//! Rust names: where each type, field, variant, operation and argument stands in generated code.
//!
//! Holds for everything settled here: a name is a valid identifier, no keyword, and unique in its scope;
//! the same pages give the same names.

mod casing;

pub(super) use casing::not_keyword;
pub(crate) use casing::snake;

use super::api::{Api, AreaId, RustItem, Type, TypeId, TypeKind};
use super::operation::{Operation, RequestBody};
use super::path::Segment;
use crate::source::Sources;
use casing::{Scope, pascal};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Settles all Rust names.
pub(super) fn settle(api: &mut Api, sources: &Sources) {
    types(api);
    let fields: Vec<Vec<String>> =
        (0..api.types.len()).into_par_iter().map(|index| fields(api, TypeId(index))).collect();
    for (ty, names) in api.types.iter_mut().zip(fields) {
        for (property, name) in ty.properties.iter_mut().zip(names) {
            property.rust_name = name;
        }
        variants(ty);
    }
    operations(api, sources);
    api.operations.par_iter_mut().for_each(|operation| {
        paths(operation);
        parameters(operation);
    });
}

/// Types of the namespace that most types share stand in `models` itself; those of other namespaces in a
/// module named after what follows the common part.
fn types(api: &mut Api) {
    let main = main_namespace(api);
    let mut scopes: BTreeMap<Vec<String>, Scope> = BTreeMap::new();
    for ty in &mut api.types {
        let module = module_of(&ty.name.namespace, &main);
        let scope = scopes.entry(module.clone()).or_insert_with(|| Scope::with(RESERVED_TYPES));
        ty.rust = RustItem { name: scope.claim(pascal(&ty.name.name)), module };
    }
    for index in 0..api.types.len() {
        let ty = &api.types[index];
        if ty.kind != TypeKind::Enum && !ty.derived.is_empty() {
            let wanted = format!("Any{}", ty.rust.name);
            let scope = scopes.entry(ty.rust.module.clone()).or_default();
            api.types[index].rust_any = Some(scope.claim(wanted));
        }
    }
}

/// Names that generated modules import or that Rust's prelude gives a meaning.
const RESERVED_TYPES: &[&str] = &[
    "AnyOf",
    "Option",
    "Vec",
    "Box",
    "String",
    "Result",
    "Ok",
    "Err",
    "Some",
    "None",
    "Self",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "From",
    "Into",
    "Extra",
    "Object",
    "Reader",
    "Writer",
    "Wire",
    "Flags",
    "OtherText",
    "RawJson",
    "Binary",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "Guid",
    "TimeOfDay",
    "DecodeError",
    "ObjectWriter",
    "PropertyName",
];

/// What every trait of services has beside a method per operation.
const RESERVED_METHODS: &[&str] = &["otherwise"];

/// The same for modules of operations.
const RESERVED_OPERATIONS: &[&str] = &[
    "Option",
    "Vec",
    "Box",
    "String",
    "Result",
    "Ok",
    "Err",
    "Some",
    "None",
    "Self",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "From",
    "Into",
    "Extra",
    "Object",
    "Reader",
    "ObjectWriter",
    "DecodeError",
    "Flags",
    "RawJson",
    "Binary",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "Guid",
    "TimeOfDay",
    "Body",
    "Bytes",
    "Collection",
    "Endpoint",
    "Method",
    "NoContent",
    "OperationInfo",
    "Permissions",
    "RequestParts",
    "PropertyNames",
    "PropertyOrders",
];

/// The methods that every stub has from the runtime's `Endpoint`.
const ENDPOINT_METHODS: &[&str] =
    &["parts", "parts_mut", "from_parts", "body", "request", "response", "query", "header"];

fn main_namespace(api: &Api) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ty in &api.types {
        *counts.entry(&ty.name.namespace).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)));
    most.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

fn module_of(namespace: &str, main: &str) -> Vec<String> {
    if namespace == main {
        return Vec::new();
    }
    let rest = namespace.strip_prefix(main).map_or(namespace, |rest| rest.trim_start_matches('.'));
    rest.split('.').filter(|part| !part.is_empty()).map(|part| not_keyword(snake(part))).collect()
}

/// The names of a type's own fields. Fields are unique in the flattened type: a derived type's own fields
/// give way to inherited ones.
fn fields(api: &Api, id: TypeId) -> Vec<String> {
    let mut scope = Scope::with(&["extra"]);
    let mut taken: BTreeMap<&str, String> = BTreeMap::new();
    for base in api.bases(id).into_iter().rev() {
        for property in &api.ty(base).properties {
            // The base's own names are claimed again, in the same order, and so come out the same.
            taken
                .entry(&property.name)
                .or_insert_with(|| scope.claim(not_keyword(snake(&property.name))));
        }
    }
    let own =
        api.ty(id).properties.iter().map(|property| match taken.get(property.name.as_str()) {
            Some(name) => name.clone(),
            None => scope.claim(not_keyword(snake(&property.name))),
        });
    own.collect()
}

fn variants(ty: &mut Type) {
    let mut scope = Scope::with(&["Other", "Self"]);
    for member in &mut ty.members {
        member.rust_name = scope.claim(pascal(&member.name));
    }
}

/// `synchronization-synchronizationjob-restart.md` becomes `synchronization_job::Restart`: the last part
/// of the file name that names a type makes the module, what follows the operation.
fn operations(api: &mut Api, sources: &Sources) {
    // Modules of two areas never meet: where there are several areas, each has a module of its own.
    let mut scopes: BTreeMap<(AreaId, Vec<String>), Scope> = BTreeMap::new();
    let wanted: Vec<RustItem> =
        api.operations.par_iter().map(|operation| wanted(api, sources, operation)).collect();
    for (operation, RustItem { module, name }) in api.operations.iter_mut().zip(wanted) {
        let scope = scopes
            .entry((operation.area, module.clone()))
            .or_insert_with(|| Scope::with(RESERVED_OPERATIONS));
        operation.rust = RustItem { module, name: scope.claim(name) };
    }
    let mut methods: BTreeMap<(AreaId, Vec<String>), Scope> = BTreeMap::new();
    for operation in &mut api.operations {
        let module = (operation.area, operation.rust.module.clone());
        let methods =
            methods.entry(module.clone()).or_insert_with(|| Scope::with(RESERVED_METHODS));
        operation.rust_method = methods.claim(not_keyword(snake(&operation.rust.name)));
        let scope = scopes.entry(module).or_default();
        if matches!(operation.request, RequestBody::Parameters(_)) {
            operation.rust_parameters = scope.claim(format!("{}Parameters", operation.rust.name));
        }
    }
}

/// Where an operation would stand if no other did.
fn wanted(api: &Api, sources: &Sources, operation: &Operation) -> RustItem {
    let path = &sources.file(operation.page).path;
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (module, mut verb) = split_stem(api, stem);
    if api.page_operations.get(&operation.page).is_some_and(|ids| ids.len() > 1) {
        verb = format!("{verb}-{}", operation.method.to_ascii_lowercase());
    }
    let module = vec![not_keyword(snake(&module))];
    RustItem { module, name: operation_name(api, &verb, operation) }
}

/// The resource and the verb of a file name.
fn split_stem(api: &Api, stem: &str) -> (String, String) {
    let parts: Vec<&str> = stem.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    let named = |part: &str| {
        api.folded_type_names.get(&part.to_ascii_lowercase()).and_then(|ids| ids.first())
    };
    // The last part is the verb, even where some type is called so ("list").
    let last = parts.len().saturating_sub(1);
    let resource = (0..last).find_map(|index| {
        // `synchronization-synchronizationjob-…`: an area's name may be a type's name as well.
        let next_is_type = index + 1 < last && named(parts[index + 1]).is_some();
        (!next_is_type).then(|| named(parts[index])).flatten().map(|id| (index, *id))
    });
    match resource {
        Some((index, id)) => (api.ty(id).name.name.clone(), parts[index + 1..].join("-")),
        None if parts.len() > 1 => (parts[0].to_owned(), parts[1..].join("-")),
        None => ("operations".to_owned(), stem.to_owned()),
    }
}

/// `post` creates; other verbs are their own names. File names are lower case: words that name types
/// or segments of the path get those names' capitals back.
fn operation_name(api: &Api, verb: &str, operation: &Operation) -> String {
    let spelt = literals(&operation.paths[0].template.segments);
    let word = |part: &str| {
        let segment = spelt.iter().find(|name| name.eq_ignore_ascii_case(part));
        let ty = || Some(&api.ty(*api.folded_type_names.get(part)?.first()?).name.name);
        match segment.or_else(ty) {
            Some(name) => pascal(name),
            None if part == "post" && operation.method == "POST" => "Create".to_owned(),
            None => pascal(part),
        }
    };
    let name: String = verb.split('-').filter(|part| !part.is_empty()).map(word).collect();
    if name.is_empty() { pascal(&operation.method.to_ascii_lowercase()) } else { name }
}

/// `new` for the only path; else `in_…` after the segments that no other path has.
fn paths(operation: &mut Operation) {
    let documented = operation.documented_paths().count();
    let literals: Vec<Vec<String>> =
        operation.paths.iter().map(|path| literals(&path.template.segments)).collect();
    let mut scope = Scope::default();
    for (index, path) in operation.paths.iter_mut().enumerate() {
        // A further example on the page renames no constructor of its documented paths.
        let others = if index < documented { &literals[..documented] } else { &literals };
        let name = if others.len() == 1 { "new".to_owned() } else { constructor(others, index) };
        path.rust_name = scope.claim(name);
        let mut arguments = Scope::with(&["body", "self"]);
        let segments = &path.template.segments;
        path.rust_arguments = argument_names(segments)
            .into_iter()
            .map(|name| arguments.claim(not_keyword(snake(&name))))
            .collect();
    }
}

fn literals(segments: &[Segment]) -> Vec<String> {
    segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Literal(text) | Segment::Call { name: text, .. } => Some(text.clone()),
            Segment::Parameter(_) | Segment::Mixed(_) => None,
        })
        .collect()
}

/// The literals that tell a path from the others: those that not every path has, as few as needed.
fn constructor(all: &[Vec<String>], index: usize) -> String {
    let own = &all[index];
    let telling: Vec<&String> =
        own.iter().filter(|literal| !all.iter().all(|path| has(path, literal))).collect();
    let words = telling.iter().map(|literal| snake(literal)).filter(|word| !word.is_empty());
    let words: Vec<String> = words.collect();
    match words.as_slice() {
        [] => format!(
            "in_{}",
            own.first().map_or_else(|| "path".to_owned(), |literal| snake(literal))
        ),
        words => format!("in_{}", words.join("_")),
    }
}

fn has(path: &[String], literal: &str) -> bool {
    path.iter().any(|own| own.eq_ignore_ascii_case(literal))
}

/// One name per parameter: its own, or the segment before it where it is a bare `{id}` among several.
fn argument_names(segments: &[Segment]) -> Vec<String> {
    let parameters = |segment: &Segment| match segment {
        Segment::Literal(_) => Vec::new(),
        Segment::Parameter(name) => vec![name.clone()],
        Segment::Mixed(_) | Segment::Call { .. } => {
            let template =
                super::path::PathTemplate { segments: vec![segment.clone()], query: None };
            template.parameters().into_iter().map(str::to_owned).collect()
        }
    };
    let all: Vec<String> = segments.iter().flat_map(parameters).collect();
    let mut names = Vec::new();
    let mut before = "";
    for segment in segments {
        for name in parameters(segment) {
            let simple = name.split('|').next().unwrap_or_default().trim().to_owned();
            let is_repeated = all.iter().filter(|other| **other == name).count() > 1;
            let is_nameless = simple.is_empty() || snake(&simple).is_empty();
            let singular = before.trim_end_matches('s');
            names.push(match (is_nameless, is_repeated && !singular.is_empty()) {
                (true, _) => "value".to_owned(),
                (false, true) => format!("{singular}_{simple}"),
                (false, false) => simple,
            });
        }
        if let Segment::Literal(text) = segment {
            before = text;
        }
    }
    names
}

fn parameters(operation: &mut Operation) {
    if let RequestBody::Parameters(parameters) = &mut operation.request {
        let mut scope = Scope::with(&["extra"]);
        for parameter in parameters {
            parameter.rust_name = scope.claim(not_keyword(snake(&parameter.name.value)));
        }
    }
    let mut scope = Scope::with(ENDPOINT_METHODS);
    operation.paths.iter().for_each(|path| drop(scope.claim(path.rust_name.clone())));
    for parameter in operation.query.iter_mut().chain(&mut operation.headers) {
        parameter.rust_name = scope.claim(not_keyword(snake(&parameter.name.value)));
    }
}
