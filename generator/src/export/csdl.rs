//! OData 4.0 CSDL XML.
//!
//! Source: OData CSDL XML Representation 4.0, sections 3 to 13.

use crate::model::{
    Api, Operation, OperationKind, Parameter, Property, RequestBody, ResponseBody, Type, TypeId,
    TypeKind, TypeRef,
};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";
const CORE: &str =
    "https://docs.oasis-open.org/odata/odata-vocabularies/v4.0/vocabularies/Org.OData.Core.V1.xml";

/// Writes the model as one CSDL document.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(api: &Api, out: impl io::Write) -> io::Result<()> {
    let mut csdl = Csdl { api, xml: Writer::new_with_indent(out, b' ', 2) };
    csdl.document()
}

type Attributes<'a> = Vec<(&'a str, String)>;

struct Csdl<'a, W: io::Write> {
    api: &'a Api,
    xml: Writer<W>,
}

impl<W: io::Write> Csdl<'_, W> {
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

    fn schema(&mut self, namespace: &str, has_container: bool) -> io::Result<()> {
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
        if has_container {
            self.container()?;
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
            // Members without a documented number get one: CSDL counts from 0, flags in powers of two.
            let counted = i64::try_from(index).unwrap_or(i64::MAX);
            let value = member.value.unwrap_or(if ty.is_flags {
                1_i64.wrapping_shl(index as u32)
            } else {
                counted
            });
            self.empty(
                "Member",
                vec![("Name", member.name.clone()), ("Value", value.to_string())],
            )?;
        }
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
        // A key may be declared once in a chain of types.
        let is_inherited = self.api.bases(id).iter().any(|base| !self.api.ty(*base).key.is_empty());
        let declared = ty.key.iter().filter(|key| self.api.property(id, &key.value).is_some());
        let keys: Vec<String> = declared.map(|key| key.value.clone()).collect();
        if element == "EntityType" && !is_inherited && !keys.is_empty() {
            self.open("Key", Vec::new())?;
            for key in keys {
                self.empty("PropertyRef", vec![("Name", key)])?;
            }
            self.close("Key")?;
        }
        for property in ty.properties.iter().filter(|property| !property.is_inherited) {
            self.property(property)?;
        }
        self.description(&ty.doc.plain())?;
        self.close(element)
    }

    fn property(&mut self, property: &Property) -> io::Result<()> {
        let element = if property.is_navigation { "NavigationProperty" } else { "Property" };
        let mut attributes =
            vec![("Name", property.name.clone()), ("Type", self.type_text(&property.ty.value))];
        attributes.extend(
            (property.is_nullable == Some(false)).then(|| ("Nullable", "false".to_owned())),
        );
        let text = property.doc.plain();
        if text.is_empty() {
            return self.empty(element, attributes);
        }
        self.open(element, attributes)?;
        self.description(&text)?;
        self.close(element)
    }

    /// Types that the pages name and nowhere document are untyped: CSDL cannot refer to them.
    fn type_text(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Unknown(_) => "Edm.Untyped".to_owned(),
            TypeRef::Collection(item) => format!("Collection({})", self.type_text(item)),
            TypeRef::Primitive(_) | TypeRef::Named(_) => self.api.type_text(ty),
        }
    }

    fn description(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.empty("Annotation", vec![("Term", "Core.Description".into()), ("String", text.into())])
    }

    /// The bound actions and functions whose binding type is of this namespace, each once.
    fn operations(&mut self, namespace: &str) -> io::Result<()> {
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        let api = self.api;
        for operation in &api.operations {
            let (element, name, bindings) = match &operation.kind {
                OperationKind::Crud => continue,
                OperationKind::Action { name, bindings } => ("Action", name, bindings),
                OperationKind::Function { name, bindings } => ("Function", name, bindings),
            };
            for binding in bindings {
                let is_here =
                    binding.named().is_some_and(|id| api.ty(id).name.namespace == namespace);
                if is_here && seen.insert((name.clone(), self.type_text(binding))) {
                    self.bound(element, name, binding, operation)?;
                }
            }
        }
        Ok(())
    }

    fn bound(
        &mut self,
        element: &str,
        name: &str,
        binding: &TypeRef,
        operation: &Operation,
    ) -> io::Result<()> {
        self.open(element, vec![("Name", name.to_owned()), ("IsBound", "true".to_owned())])?;
        self.empty(
            "Parameter",
            vec![("Name", "bindingParameter".into()), ("Type", self.type_text(binding))],
        )?;
        if let RequestBody::Parameters(parameters) = &operation.request {
            for parameter in parameters {
                self.parameter(parameter)?;
            }
        }
        let returned = match &operation.response {
            ResponseBody::None => None,
            ResponseBody::Object(ty) => Some(self.type_text(&ty.value)),
            ResponseBody::Collection(ty) => {
                Some(format!("Collection({})", self.type_text(&ty.value)))
            }
            ResponseBody::Bytes => Some("Edm.Stream".to_owned()),
            ResponseBody::Json => Some("Edm.Untyped".to_owned()),
        };
        // A function returns something, CSDL demands.
        let returned =
            returned.or_else(|| (element == "Function").then(|| "Edm.Untyped".to_owned()));
        if let Some(ty) = returned {
            self.empty("ReturnType", vec![("Type", ty)])?;
        }
        self.close(element)
    }

    fn parameter(&mut self, parameter: &Parameter) -> io::Result<()> {
        let ty = parameter
            .ty
            .as_ref()
            .map_or_else(|| "Edm.Untyped".to_owned(), |ty| self.type_text(&ty.value));
        self.empty("Parameter", vec![("Name", parameter.name.value.clone()), ("Type", ty)])
    }

    fn container(&mut self) -> io::Result<()> {
        let mut sets: BTreeMap<&str, (&str, String)> = BTreeMap::new();
        for (name, root) in &self.api.roots {
            let ty = self.type_text(root.item());
            let element = if root.is_collection() { "EntitySet" } else { "Singleton" };
            sets.insert(name, (element, ty));
        }
        self.open("EntityContainer", vec![("Name", "Container".into())])?;
        for (name, (element, ty)) in sets {
            let attribute = if element == "EntitySet" { "EntityType" } else { "Type" };
            self.empty(element, vec![("Name", name.to_owned()), (attribute, ty)])?;
        }
        self.close("EntityContainer")
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.xml.write_event(Event::Start(element(name, attributes)))
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.xml.write_event(Event::Empty(element(name, attributes)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }
}

fn element<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((key, value.as_str()));
    }
    start
}
