//! Areas: the parts that the documentation divides its service into, each with the types and operations of
//! one product or team. Every type and every operation is in exactly one.
//!
//! A page states its area in its front matter. What no page speaks for goes where most of what it touches
//! is; where no page states one, the namespaces are the areas.

use super::api::{Api, OperationId, Type, TypeId, TypeRef};
use super::casing::{not_keyword, snake};
use super::operation::{Operation, OperationKind};
use super::path::Segment;
use crate::page::Page;
use crate::source::{FileId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Index into [`Areas::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub usize);

/// A part of the service: what one product or team documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its name, as cargo writes features: `cloud-communications`. Unique, and none that crates use for
    /// something else.
    pub name: String,
    /// The same as a Rust module: unique, never a keyword.
    pub module: String,
}

/// The parts that the documentation divides its service into, and what is in which.
#[derive(Clone, Debug)]
pub struct Areas {
    /// The areas, ordered by name. None is empty.
    all: Vec<Area>,
    /// The area of each type.
    types: Vec<AreaId>,
    /// The area of each operation.
    operations: Vec<AreaId>,
}

/// The last word of the front-matter keys by which documentation platforms say what part of a product a
/// page is about: `ms.prod`, `ms.service`, `ms.subservice`, `ms.technology`.
const KEYS: &[&str] =
    &["subservice", "prod", "product", "service", "technology", "component", "area", "category"];

/// Values that say nothing, as names.
const UNSTATED: &[&str] = &["", "n-a", "na", "none", "null", "tbd", "todo", "unknown"];

/// Features that a crate has beside those of its areas.
const RESERVED: &[&str] = &["default", "full", "serde", "client", "server"];

impl Areas {
    /// Finds the areas and puts everything into one of them.
    pub fn of(sources: &Sources, pages: &[Page], api: &Api) -> Self {
        let names = names(sources, pages, api);
        let (types, operations) = names.split_at(api.types.len());
        let operations = &operations[..api.operations.len()];
        let all: BTreeSet<&String> = types.iter().chain(operations).collect();
        let ids: BTreeMap<&String, AreaId> =
            all.iter().enumerate().map(|(index, name)| (*name, AreaId(index))).collect();
        Self {
            types: types.iter().map(|name| ids[name]).collect(),
            operations: operations.iter().map(|name| ids[name]).collect(),
            all: all.iter().map(|name| area(name, &all)).collect(),
        }
    }

    /// The areas, ordered by name. None is empty.
    pub fn all(&self) -> &[Area] {
        &self.all
    }

    /// An area.
    pub fn area(&self, id: AreaId) -> &Area {
        &self.all[id.0]
    }

    /// The area of a type.
    pub fn of_type(&self, id: TypeId) -> AreaId {
        self.types[id.0]
    }

    /// The area of an operation.
    pub fn of_operation(&self, id: OperationId) -> AreaId {
        self.operations[id.0]
    }
}

/// The name of the area of each type, then of each operation, then of the first segments of paths.
fn names(sources: &Sources, pages: &[Page], api: &Api) -> Vec<String> {
    let mut graph = Graph::of(api);
    let stated = stated(pages, api);
    let of_page = |page: FileId| stated.get(&page).cloned();
    graph.seed_operations(api, |operation| of_page(operation.page));
    // What a page documents beside its own type, such as one of a hundred enumerations, belongs to those
    // who use it; only where nobody does, to the page.
    let main = main_pages(sources, api);
    graph.seed_types(api, |id, _| main.get(&id).copied().and_then(of_page));
    if stated.is_empty() {
        graph.seed_types(api, |_, ty| Some(tail(&ty.name.namespace)));
    }
    graph.spread();
    graph.seed_types(api, |_, ty| of_page(described_in(ty)));
    graph.seed_types(api, |_, ty| Some(tail(&ty.name.namespace)));
    graph.spread();
    // What nothing leads to.
    let default = tail(&api.default_namespace);
    graph.areas.into_iter().map(|area| area.unwrap_or_else(|| default.clone())).collect()
}

fn area(name: &str, all: &BTreeSet<&String>) -> Area {
    let mut feature = name.to_owned();
    while RESERVED.contains(&feature.as_str()) || feature != name && all.contains(&feature) {
        feature.push_str("-area");
    }
    Area { module: not_keyword(feature.replace('-', "_")), name: feature }
}

/// The name of an area as cargo writes features: `cloud-communications`. Case and punctuation do not
/// make two areas.
fn name(text: &str) -> Option<String> {
    let name = snake(&text.to_lowercase()).replace('_', "-");
    (!UNSTATED.contains(&name.as_str())).then_some(name)
}

/// What the last part of a namespace says: `call-records`.
fn tail(namespace: &str) -> String {
    let last = snake(namespace.rsplit('.').next().unwrap_or_default());
    name(&last).unwrap_or_else(|| "api".to_owned())
}

/// The area that each page states.
fn stated(all: &[Page], api: &Api) -> BTreeMap<FileId, String> {
    let types = api.types.iter().map(described_in).chain(api.page_types.keys().copied());
    let pages: BTreeSet<FileId> =
        types.chain(api.operations.iter().map(|operation| operation.page)).collect();
    let mut by_key: BTreeMap<&str, BTreeMap<FileId, String>> = BTreeMap::new();
    for page in all.iter().filter(|page| pages.contains(&page.file)) {
        for field in page.front_matter.iter().flat_map(|matter| &matter.fields) {
            let key = field.name.as_str();
            let word = key.rsplit(['.', '-', '_']).next().unwrap_or(key);
            if let Some(name) = KEYS.contains(&word).then(|| name(&field.value.value)).flatten() {
                by_key.entry(key).or_default().entry(page.file).or_insert(name);
            }
        }
    }
    // A key that has one value for all pages names the product as a whole.
    let divides =
        |values: &BTreeMap<FileId, String>| values.values().collect::<BTreeSet<_>>().len() > 1;
    let mut keys: Vec<_> = by_key.into_values().collect();
    keys.sort_by_key(|values| (!divides(values), std::cmp::Reverse(values.len())));
    let some_divide = keys.first().is_some_and(divides);
    keys.retain(|values| divides(values) == some_divide);
    keys.into_iter().rev().fold(BTreeMap::new(), |mut all, better| {
        all.extend(better);
        all
    })
}

/// The page of each type that is a page's own: of several, the one whose file is named for the type.
fn main_pages(sources: &Sources, api: &Api) -> BTreeMap<TypeId, FileId> {
    let mut pages = BTreeMap::new();
    for (&page, &id) in &api.page_types {
        let path = &sources.file(page).path;
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').next().unwrap_or(file);
        if stem.eq_ignore_ascii_case(&api.ty(id).name.name) {
            pages.insert(id, page);
        } else {
            pages.entry(id).or_insert(page);
        }
    }
    pages
}

/// The page that documents a type, else the one in whose tables or prose it was found.
fn described_in(ty: &Type) -> FileId {
    ty.page.unwrap_or(ty.span.file)
}

/// What touches what: types, after them operations, after them the first segments of paths.
struct Graph {
    /// The area of each node, where it is known.
    areas: Vec<Option<String>>,
    /// Both ends of each edge; as many edges as there are reasons.
    edges: Vec<(usize, usize)>,
}

impl Graph {
    fn of(api: &Api) -> Self {
        let mut edges = Vec::new();
        for (id, ty) in api.types.iter().enumerate() {
            let used = ty.properties.iter().filter_map(|property| property.ty.value.named());
            let base = ty.base.as_ref().map(|base| base.value);
            edges.extend(used.chain(base).filter(|used| used.0 != id).map(|used| (id, used.0)));
        }
        let first_operation = api.types.len();
        let mut roots: BTreeMap<String, usize> = BTreeMap::new();
        for (index, operation) in api.operations.iter().enumerate() {
            let node = first_operation + index;
            edges.extend(touched(operation).into_iter().map(|id| (node, id.0)));
            for root in operation.paths.iter().filter_map(|path| root(&path.template.segments)) {
                let next = first_operation + api.operations.len() + roots.len();
                edges.push((node, *roots.entry(root).or_insert(next)));
            }
        }
        let nodes = first_operation + api.operations.len() + roots.len();
        Self { areas: vec![None; nodes], edges }
    }

    /// Gives operations that are nowhere yet an area.
    fn seed_operations(&mut self, api: &Api, area_of: impl Fn(&Operation) -> Option<String>) {
        let nodes = self.areas.iter_mut().skip(api.types.len());
        for (area, operation) in nodes.zip(&api.operations).filter(|(area, _)| area.is_none()) {
            *area = area_of(operation);
        }
    }

    /// Gives types that are nowhere yet an area.
    fn seed_types(&mut self, api: &Api, area_of: impl Fn(TypeId, &Type) -> Option<String>) {
        let nodes = self.areas.iter_mut().zip(&api.types).enumerate();
        for (id, (area, ty)) in nodes.filter(|(_, (area, _))| area.is_none()) {
            *area = area_of(TypeId(id), ty);
        }
    }

    /// Nodes without an area take that of most of their neighbours, until none is left that has a
    /// neighbour with one.
    fn spread(&mut self) {
        loop {
            let mut votes: BTreeMap<usize, BTreeMap<&String, usize>> = BTreeMap::new();
            let directed = self.edges.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
            for (node, neighbour) in directed {
                if let (None, Some(area)) = (&self.areas[node], &self.areas[neighbour]) {
                    *votes.entry(node).or_default().entry(area).or_default() += 1;
                }
            }
            let most = |votes: BTreeMap<&String, usize>| {
                // The first by name where several have as many.
                votes
                    .into_iter()
                    .rev()
                    .max_by_key(|(_, count)| *count)
                    .map(|(area, _)| area.clone())
            };
            let found: Vec<(usize, Option<String>)> =
                votes.into_iter().map(|(node, votes)| (node, most(votes))).collect();
            if found.is_empty() {
                return;
            }
            for (node, area) in found {
                self.areas[node] = area;
            }
        }
    }
}

/// The types that an operation takes, gives, or is bound to.
fn touched(operation: &Operation) -> Vec<TypeId> {
    let mut types = operation.body_types();
    types.extend(match &operation.kind {
        OperationKind::Crud => Vec::new(),
        OperationKind::Action { bindings, .. } | OperationKind::Function { bindings, .. } => {
            bindings.iter().filter_map(TypeRef::named).collect::<Vec<_>>()
        }
    });
    types
}

fn root(segments: &[Segment]) -> Option<String> {
    match segments.first()? {
        Segment::Literal(name) | Segment::Call { name, .. } => Some(name.to_ascii_lowercase()),
        Segment::Parameter(_) | Segment::Mixed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    fn resource(file: &str, matter: &str, name: &str, rows: &[(&str, &str)]) -> SourceFile {
        let rows: Vec<String> = rows.iter().map(|(name, ty)| format!("|{name}|{ty}|x|")).collect();
        let rows = rows.join("\n");
        let front = if matter.is_empty() { String::new() } else { format!("---\n{matter}\n---\n") };
        let text = format!(
            "{front}# {name} resource type\n\n## Properties\n|Property|Type|Description|\n|:--|:--|:--|\n{rows}\n"
        );
        SourceFile::new(format!("resources/{file}.md"), text.into_bytes())
    }

    fn areas(files: Vec<SourceFile>) -> (Vec<String>, BTreeMap<String, String>) {
        let compilation = compile(Sources::new(files), &Options::default());
        let areas = compilation.areas();
        let types = compilation.api.types.iter().enumerate().map(|(index, ty)| {
            let area = areas.area(areas.of_type(TypeId(index)));
            (ty.name.name.clone(), area.name.clone())
        });
        (areas.all().iter().map(|area| area.name.clone()).collect(), types.collect())
    }

    #[test]
    fn a_page_states_its_area_and_those_that_do_not_go_where_they_are_used() {
        let (all, types) = areas(vec![
            resource("a", "ms.prod: \"Big-Ships\"", "hull", &[("paint", "[paint](c.md)")]),
            resource("b", "ms.prod: small ships", "oar", &[("id", "String")]),
            resource("c", "ms.prod: \"\"", "paint", &[("id", "String")]),
        ]);
        assert_eq!(all, ["big-ships", "small-ships"]);
        assert_eq!(types["hull"], "big-ships");
        assert_eq!(types["paint"], "big-ships");
        assert_eq!(types["oar"], "small-ships");
    }

    #[test]
    fn of_two_pages_of_a_type_the_one_that_is_named_for_it_counts() {
        let (_, types) = areas(vec![
            resource("fleet-sail", "ms.prod: fleet", "sail", &[("id", "String")]),
            resource("fleet-oar", "ms.prod: fleet", "oar", &[("id", "String")]),
            resource("sail", "ms.prod: wind", "sail", &[("area", "Int32")]),
        ]);
        assert_eq!(types["sail"], "wind");
    }

    #[test]
    fn a_key_with_one_value_divides_nothing() {
        let both = |sub: &str| format!("ms.service: fleet\nms.subservice: {sub}");
        let (all, _) = areas(vec![
            resource("a", &both("sail"), "hull", &[("id", "String")]),
            resource("b", &both("oar"), "oar", &[("id", "String")]),
        ]);
        assert_eq!(all, ["oar", "sail"]);
    }

    #[test]
    fn without_statements_the_namespaces_are_the_areas() {
        let (all, types) = areas(vec![
            resource("a", "", "fleet.core.hull", &[("id", "String")]),
            resource("b", "", "fleet.signalFlags.flag", &[("id", "String")]),
        ]);
        assert_eq!(all, ["core", "signal-flags"], "{types:?}");
    }

    #[test]
    fn no_area_is_called_like_a_feature_of_every_crate() {
        let (all, _) = areas(vec![
            resource("a", "ms.prod: serde", "hull", &[("id", "String")]),
            resource("b", "ms.prod: type", "oar", &[("id", "String")]),
        ]);
        assert_eq!(all, ["serde-area", "type"]);
    }
}
