//! A CSDL file, read as far as it is scored: types with their bases and properties, members, bound operations.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// What a CSDL file declares; names are qualified, aliases expanded.
#[derive(Default)]
pub(crate) struct Csdl {
    /// The types by name.
    pub(crate) types: BTreeMap<String, Type>,
    /// Bound actions and functions: name and binding type.
    pub(crate) operations: BTreeSet<(String, String)>,
}

/// A type.
#[derive(Default)]
pub(crate) struct Type {
    /// The element's name: `EntityType`, `ComplexType`, `EnumType`.
    pub(crate) kind: String,
    /// The base type.
    pub(crate) base: Option<String>,
    /// Its own properties and navigation properties with their types.
    pub(crate) properties: BTreeMap<String, String>,
    /// The members of an enumeration.
    pub(crate) members: BTreeSet<String>,
}

impl Csdl {
    /// Reads a file.
    pub(crate) fn parse(text: &str) -> Self {
        let mut aliases = BTreeMap::new();
        visit(text, &mut |name, attributes, _| {
            if let ("Schema", Some(alias)) = (name, attributes.get("Alias")) {
                aliases.insert(alias.clone(), attributes["Namespace"].clone());
            }
        });
        let mut csdl = Self::default();
        let mut place = Place::default();
        visit(text, &mut |name, attributes, depth| {
            csdl.element(&aliases, &mut place, name, attributes, depth);
        });
        csdl
    }

    fn element(
        &mut self,
        aliases: &BTreeMap<String, String>,
        place: &mut Place,
        name: &str,
        attributes: &BTreeMap<String, String>,
        depth: usize,
    ) {
        let qualified = |text: &str| expand(aliases, text);
        match (name, depth - place.schema_depth.min(depth)) {
            ("Schema", _) => {
                *place = Place {
                    namespace: attributes["Namespace"].clone(),
                    schema_depth: depth,
                    ..Place::default()
                }
            }
            ("EntityType" | "ComplexType" | "EnumType", 1) => {
                place.ty = format!("{}.{}", place.namespace, attributes["Name"]);
                let base = attributes.get("BaseType").map(|base| qualified(base));
                let ty = Type { kind: name.to_owned(), base, ..Type::default() };
                self.types.insert(place.ty.clone(), ty);
            }
            ("Action" | "Function", 1) => {
                let is_bound = attributes.get("IsBound").is_some_and(|bound| bound == "true");
                place.operation =
                    is_bound.then(|| format!("{}.{}", place.namespace, attributes["Name"]));
            }
            ("Parameter", 2) => {
                if let Some(operation) = place.operation.take() {
                    self.operations.insert((operation, qualified(&attributes["Type"])));
                }
            }
            ("Property" | "NavigationProperty", 2) => {
                if let Some(ty) = self.types.get_mut(&place.ty) {
                    ty.properties
                        .insert(attributes["Name"].clone(), qualified(&attributes["Type"]));
                }
            }
            ("Member", 2) => {
                if let Some(ty) = self.types.get_mut(&place.ty) {
                    ty.members.insert(attributes["Name"].clone());
                }
            }
            _ => {}
        }
    }

    /// All properties of a type, inherited ones too.
    pub(crate) fn flattened(&self, name: &str) -> BTreeMap<&str, &str> {
        let mut properties = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut next = Some(name);
        while let Some(ty) =
            next.filter(|name| seen.insert(*name)).and_then(|name| self.types.get(name))
        {
            for (name, ty) in &ty.properties {
                properties.entry(name.as_str()).or_insert(ty.as_str());
            }
            next = ty.base.as_deref();
        }
        properties
    }
}

/// Where in the file the reader is.
#[derive(Default)]
struct Place {
    namespace: String,
    schema_depth: usize,
    ty: String,
    /// The operation whose first parameter has not been read.
    operation: Option<String>,
}

/// Is told each element's name, attributes and depth.
type See<'a> = &'a mut dyn FnMut(&str, &BTreeMap<String, String>, usize);

/// Shows all elements in order.
fn visit(text: &str, see: See<'_>) {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                depth += 1;
                see_element(&start, depth, see);
            }
            Event::Empty(start) => see_element(&start, depth + 1, see),
            Event::End(_) => depth -= 1,
            Event::Eof => return,
            _ => {}
        }
    }
}

fn see_element(start: &BytesStart<'_>, depth: usize, see: See<'_>) {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("a readable attribute");
        (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
    });
    see(start.local_name().as_ref(), &attributes.collect(), depth);
}

/// A type with the namespace's alias expanded.
fn expand(aliases: &BTreeMap<String, String>, text: &str) -> String {
    if let Some(item) = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')) {
        return format!("Collection({})", expand(aliases, item));
    }
    match text.rsplit_once('.') {
        Some((namespace, name)) => {
            let namespace = aliases.get(namespace).map_or(namespace, String::as_str);
            format!("{namespace}.{name}")
        }
        None => text.to_owned(),
    }
}
