//! Rust names: what each type, field, variant, operation and argument is called in generated code.

use super::{FieldCode, OperationCode, PathCode, SetterCode, TypeCode};
use crate::model::api::{Api, OperationId, TypeId, TypeKind};
use crate::model::areas::{AreaId, Areas};
use crate::model::casing::{Scope, not_keyword, pascal, snake};
use crate::model::facts::{OperationFacts, PageFacts, ParameterFacts};
use crate::model::operation::{Operation, OperationPath, RequestBody};
use crate::model::path::{PathTemplate, Segment};
use crate::source::{FileId, Sources};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The modules that names stand in; those of two areas never meet, since where there are several areas each
/// has a module of its own.
type Modules = BTreeMap<(AreaId, Vec<String>), Scope>;

/// Names the types. Those of the namespace that most types share stand in `models` itself; those of other
/// namespaces in a module named after what follows the common part.
pub(super) fn types(api: &Api, areas: &Areas) -> Vec<TypeCode> {
    let main = main_namespace(api);
    let mut scopes: BTreeMap<Vec<String>, Scope> = BTreeMap::new();
    let named = api.types.iter().map(|ty| {
        let module = module_of(&ty.name.namespace, &main);
        let scope = scopes.entry(module.clone()).or_insert_with(|| Scope::with(RESERVED_TYPES));
        (scope.claim(pascal(&ty.name.name)), module)
    });
    let named: Vec<(String, Vec<String>)> = named.collect();
    let any = api.types.iter().zip(&named).map(|(ty, (name, module))| {
        let is_base = ty.kind != TypeKind::Enum && !ty.derived.is_empty();
        let scope = scopes.entry(module.clone()).or_default();
        is_base.then(|| scope.claim(format!("Any{name}")))
    });
    let any: Vec<Option<String>> = any.collect();
    let placed = named.into_par_iter().zip(any).enumerate();
    placed
        .map(|(index, ((name, module), any))| {
            let id = TypeId(index);
            let area = areas.of_type(id);
            TypeCode {
                area,
                module,
                name,
                any,
                fields: fields(api, id),
                variants: variants(api, id),
            }
        })
        .collect()
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

/// A type's own fields. Fields are unique in the flattened type: a derived type's own fields give way to
/// inherited ones.
fn fields(api: &Api, id: TypeId) -> Vec<FieldCode> {
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
    own.map(|name| FieldCode { name, is_boxed: false }).collect()
}

fn variants(api: &Api, id: TypeId) -> Vec<String> {
    let mut scope = Scope::with(&["Other", "Self"]);
    api.ty(id).members.iter().map(|member| scope.claim(pascal(&member.name))).collect()
}

/// Names the operations. `synchronization-synchronizationjob-restart.md` becomes
/// `synchronization_job::Restart`: the last part of the file name that names a type makes the module, what
/// follows the operation.
pub(super) fn operations(
    sources: &Sources,
    facts: &[PageFacts],
    api: &Api,
    areas: &Areas,
) -> Vec<OperationCode> {
    let wanted = |operation: &Operation| wanted(api, sources, operation);
    let wanted: Vec<(String, String)> = api.operations.par_iter().map(wanted).collect();
    let mut scopes = Modules::new();
    let placed = wanted.into_iter().enumerate().map(|(index, (module, name))| {
        let place = (areas.of_operation(OperationId(index)), vec![module]);
        let scope = scopes.entry(place.clone()).or_insert_with(|| Scope::with(RESERVED_OPERATIONS));
        (place, scope.claim(name))
    });
    let placed: Vec<((AreaId, Vec<String>), String)> = placed.collect();
    let mut methods = Modules::new();
    let mut named = Vec::with_capacity(placed.len());
    for (operation, (place, name)) in api.operations.iter().zip(placed) {
        let scope = methods.entry(place.clone()).or_insert_with(|| Scope::with(RESERVED_METHODS));
        let method = scope.claim(not_keyword(snake(&name)));
        let scope = scopes.entry(place.clone()).or_default();
        let parameters = match operation.request {
            RequestBody::Parameters(_) => scope.claim(format!("{name}Parameters")),
            RequestBody::None | RequestBody::Object(_) | RequestBody::Bytes | RequestBody::Json => {
                String::new()
            }
        };
        named.push((place, name, method, parameters));
    }
    let all = api.operations.par_iter().zip(named);
    all.map(|(operation, ((area, module), name, method, parameters))| {
        let paths = paths(operation);
        let (query, headers) = setters(found(facts, operation.page), &paths);
        let fields = parameter_fields(operation);
        OperationCode { area, module, name, method, parameters, fields, paths, query, headers }
    })
    .collect()
}

/// What the page of an operation says of it.
fn found(facts: &[PageFacts], page: FileId) -> Option<&OperationFacts> {
    let index = facts.binary_search_by_key(&page, |facts| facts.file).ok()?;
    facts[index].operation.as_ref()
}

/// The module and the name that an operation would have if no other did.
fn wanted(api: &Api, sources: &Sources, operation: &Operation) -> (String, String) {
    let path = &sources.file(operation.page).path;
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (module, mut verb) = split_stem(api, stem);
    if api.page_operations.get(&operation.page).is_some_and(|ids| ids.len() > 1) {
        verb = format!("{verb}-{}", operation.method.to_ascii_lowercase());
    }
    (not_keyword(snake(&module)), operation_name(api, &verb, operation))
}

/// The resource and the verb of a file name.
fn split_stem(api: &Api, stem: &str) -> (String, String) {
    let parts: Vec<&str> = stem.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    let named = |part: &str| api.types_called(part).first();
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
        let ty = || Some(&api.ty(*api.types_called(part).first()?).name.name);
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
fn paths(operation: &Operation) -> Vec<PathCode> {
    let documented = operation.documented_paths().count();
    let literals: Vec<Vec<String>> =
        operation.paths.iter().map(|path| literals(&path.template.segments)).collect();
    let mut scope = Scope::default();
    let named = operation.paths.iter().enumerate().map(|(index, path)| {
        // A further example on the page renames no constructor of its documented paths.
        let others = if index < documented { &literals[..documented] } else { &literals };
        let name = if others.len() == 1 { "new".to_owned() } else { constructor(others, index) };
        PathCode { constructor: scope.claim(name), arguments: arguments(path) }
    });
    named.collect()
}

fn arguments(path: &OperationPath) -> Vec<String> {
    let mut scope = Scope::with(&["body", "self"]);
    let names = argument_names(&path.template.segments).into_iter();
    names.map(|name| scope.claim(not_keyword(snake(&name)))).collect()
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
            let template = PathTemplate { segments: vec![segment.clone()], query: None };
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

fn parameter_fields(operation: &Operation) -> Vec<String> {
    let mut scope = Scope::with(&["extra"]);
    let parameters = match &operation.request {
        RequestBody::Parameters(parameters) => parameters.as_slice(),
        RequestBody::None | RequestBody::Object(_) | RequestBody::Bytes | RequestBody::Json => &[],
    };
    let names = parameters.iter().map(|parameter| not_keyword(snake(&parameter.name.value)));
    names.map(|name| scope.claim(name)).collect()
}

/// The setters of query options and of headers, which stand beside the constructors.
fn setters(
    found: Option<&OperationFacts>,
    paths: &[PathCode],
) -> (Vec<SetterCode>, Vec<SetterCode>) {
    let mut scope = Scope::with(ENDPOINT_METHODS);
    for path in paths {
        scope.claim(path.constructor.clone());
    }
    let mut named = |rows: &[ParameterFacts]| -> Vec<SetterCode> {
        let setters = ParameterFacts::each_once(rows).into_iter().map(|row| SetterCode {
            documented: row.name.value.to_string(),
            name: scope.claim(not_keyword(snake(&row.name.value))),
        });
        setters.collect()
    };
    let found = found.map(|found| (named(&found.query), named(&found.headers)));
    found.unwrap_or_default()
}
