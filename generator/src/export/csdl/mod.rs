//! OData 4.0 CSDL XML.
//!
//! Source: OData CSDL XML Representation 4.0, sections 3 to 13.

mod operations;
mod xml;

use crate::Compilation;
use crate::model::{Api, OperationId, Property, Type, TypeId, TypeKind, TypeName, TypeRef};
use operations::Element;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";
const CORE: &str =
    "https://docs.oasis-open.org/odata/odata-vocabularies/v4.0/vocabularies/Org.OData.Core.V1.xml";

/// A bound operation that CSDL has no place for: a type of its namespace has its name already
/// (CSDL 4.0, section 5: the children of a schema have unique names).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The operation.
    pub operation: OperationId,
    /// The type of that name.
    pub taken_by: TypeId,
}

/// Writes the model as one CSDL document. What it could not hold is returned.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(compilation: &Compilation, out: impl io::Write) -> io::Result<Vec<LeftOut>> {
    let api = &compilation.api;
    let mut csdl = Csdl {
        compilation,
        api,
        elements: operations::elements(api),
        left_out: Vec::new(),
        xml: Writer::new_with_indent(out, b' ', 2),
    };
    csdl.document()?;
    Ok(csdl.left_out)
}

struct Csdl<'a, W: io::Write> {
    compilation: &'a Compilation,
    api: &'a Api,
    elements: BTreeMap<TypeName, Element>,
    left_out: Vec<LeftOut>,
    xml: Writer<W>,
}

impl<'a, W: io::Write> Csdl<'a, W> {
    fn document(&mut self) -> io::Result<()> {
        self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        self.open("edmx:Edmx", vec![("Version", "4.0".into()), ("xmlns:edmx", EDMX.into())])?;
        self.open("edmx:Reference", vec![("Uri", CORE.into())])?;
        self.empty(
            "edmx:Include",
            vec![("Namespace", "Org.OData.Core.V1".into()), ("Alias", "Core".into())],
        )?;
        self.close("edmx:Reference")?;
        self.open("edmx:DataServices", Vec::new())?;
        let namespaces: BTreeSet<&str> =
            self.api.types.iter().map(|ty| ty.name.namespace.as_str()).collect();
        for (index, namespace) in namespaces.into_iter().enumerate() {
            self.schema(namespace, index == 0)?;
        }
        self.close("edmx:DataServices")?;
        self.close("edmx:Edmx")?;
        self.xml.get_mut().write_all(b"\n")
    }

    fn schema(&mut self, namespace: &str, is_first: bool) -> io::Result<()> {
        self.open("Schema", vec![("Namespace", namespace.into()), ("xmlns", EDM.into())])?;
        let api = self.api;
        for (index, ty) in
            api.types.iter().enumerate().filter(|(_, ty)| ty.name.namespace == namespace)
        {
            match ty.kind {
                TypeKind::Enum => self.enumeration(ty)?,
                TypeKind::Entity => self.structured("EntityType", TypeId(index), ty)?,
                TypeKind::Complex => self.structured("ComplexType", TypeId(index), ty)?,
            }
        }
        self.operations(namespace)?;
        if is_first {
            self.container(namespace)?;
        }
        self.close("Schema")
    }

    fn enumeration(&mut self, ty: &Type) -> io::Result<()> {
        let mut attributes = vec![("Name", ty.name.name.clone())];
        attributes.extend(ty.is_flags.then(|| ("IsFlags", "true".to_owned())));
        if ty.members.is_empty() {
            return self.empty("EnumType", attributes);
        }
        self.open("EnumType", attributes)?;
        for (index, member) in ty.members.iter().enumerate() {
            let value = member.value.unwrap_or_else(|| counted(index, ty.is_flags));
            let attributes = vec![("Name", member.name.clone()), ("Value", value.to_string())];
            self.described("Member", attributes, member.words)?;
        }
        self.description(ty.words)?;
        self.close("EnumType")
    }

    fn structured(&mut self, element: &str, id: TypeId, ty: &Type) -> io::Result<()> {
        let mut attributes = vec![("Name", ty.name.name.clone())];
        attributes.extend(
            ty.base.as_ref().map(|base| ("BaseType", self.api.ty(base.value).name.to_string())),
        );
        attributes.extend(ty.is_abstract.then(|| ("Abstract", "true".to_owned())));
        attributes.extend(ty.is_open.then(|| ("OpenType", "true".to_owned())));
        self.open(element, attributes)?;
        let keys = if ty.kind == TypeKind::Entity { self.own_keys(id) } else { Vec::new() };
        self.key(&keys)?;
        for property in ty.properties.iter().filter(|property| !property.is_inherited) {
            self.property(property, keys.contains(&property.name.as_str()))?;
        }
        self.description(ty.words)?;
        self.close(element)
    }

    /// The keys that a type declares: those of its properties that no base declares as keys already.
    fn own_keys(&self, id: TypeId) -> Vec<&'a str> {
        let api: &'a Api = self.api;
        let is_key = |ty: TypeId, name: &str| api.ty(ty).key.iter().any(|key| key.value == name);
        if api
            .bases(id)
            .into_iter()
            .any(|base| api.all_properties(base).iter().any(|known| is_key(base, &known.name)))
        {
            return Vec::new();
        }
        let keys = api.ty(id).key.iter().map(|key| key.value.as_str());
        keys.filter(|key| api.property(id, key).is_some()).collect()
    }

    fn key(&mut self, names: &[&str]) -> io::Result<()> {
        if names.is_empty() {
            return Ok(());
        }
        self.open("Key", Vec::new())?;
        for name in names {
            self.empty("PropertyRef", vec![("Name", (*name).to_owned())])?;
        }
        self.close("Key")
    }

    fn property(&mut self, property: &Property, is_key: bool) -> io::Result<()> {
        // Relationship tables also hold complex values; CSDL navigates to entities only.
        let target = property.ty.value.named().map(|id| self.api.ty(id).kind);
        let is_navigation = property.is_navigation && target == Some(TypeKind::Entity);
        let element = if is_navigation { "NavigationProperty" } else { "Property" };
        let mut attributes =
            vec![("Name", property.name.clone()), ("Type", self.type_text(&property.ty.value))];
        let is_never_null = is_key || property.is_nullable == Some(false);
        // Of a collection of entities nothing is said about null.
        let says_null = !(is_navigation && property.ty.value.is_collection());
        attributes.extend((is_never_null && says_null).then(|| ("Nullable", "false".to_owned())));
        self.described(element, attributes, property.words)
    }

    /// Types that the pages name and nowhere document are untyped: CSDL cannot refer to them.
    fn type_text(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Unknown(_) => "Edm.Untyped".to_owned(),
            TypeRef::Collection(item) => format!("Collection({})", self.type_text(item)),
            TypeRef::Primitive(_) | TypeRef::Named(_) => self.api.type_text(ty),
        }
    }

    /// Entity sets and singletons: the first segments of paths that lead to entities. A document without
    /// any has no container, which must not be empty.
    fn container(&mut self, namespace: &str) -> io::Result<()> {
        let api = self.api;
        let is_entity =
            |ty: &TypeRef| ty.named().is_some_and(|id| api.ty(id).kind == TypeKind::Entity);
        let roots: Vec<_> = api.roots.iter().filter(|(_, root)| is_entity(root)).collect();
        if roots.is_empty() {
            return Ok(());
        }
        self.open("EntityContainer", vec![("Name", self.free_name(namespace, "Container"))])?;
        for (name, root) in roots {
            let (element, attribute) = if root.is_collection() {
                ("EntitySet", "EntityType")
            } else {
                ("Singleton", "Type")
            };
            let ty = self.type_text(root.item());
            self.empty(element, vec![("Name", name.clone()), (attribute, ty)])?;
        }
        self.close("EntityContainer")
    }

    /// A name that nothing else in a namespace has.
    fn free_name(&self, namespace: &str, wanted: &str) -> String {
        let mut name = TypeName { namespace: namespace.to_owned(), name: wanted.to_owned() };
        while self.api.type_named(&name).is_some() || self.elements.contains_key(&name) {
            name.name.insert_str(0, "Default");
        }
        name.name
    }
}

/// The number of a member whose page gives none: CSDL counts from 0, flags in powers of two.
fn counted(index: usize, is_flags: bool) -> i64 {
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    if is_flags { 1_i64.checked_shl(index).unwrap_or(0) } else { i64::from(index) }
}
