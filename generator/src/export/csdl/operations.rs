//! Bound actions and functions.

use super::{Csdl, LeftOut};
use crate::model::{
    Api, Argument, Operation, OperationId, OperationKind, Parameter, PathTemplate, RequestBody,
    ResponseBody, Segment, TypeName, TypeRef,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// A parameter's name and type.
type Typed = (String, String);

/// What a bound operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Action,
    Function,
}

impl Element {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Function => "Function",
            Self::Action => "Action",
        }
    }
}

/// What each name of bound operations stands for. A name may be overloaded, but not as an action and as a
/// function (CSDL 4.0, sections 12.2 and 12.3): what is called with GET on one page is a function on all.
pub(super) fn elements(api: &Api) -> BTreeMap<TypeName, Element> {
    let mut elements = BTreeMap::new();
    for (element, name, bindings) in api.operations.iter().filter_map(bound_to) {
        for id in bindings.iter().filter_map(TypeRef::named) {
            let namespace = api.ty(id).name.namespace.clone();
            let known =
                elements.entry(TypeName { namespace, name: name.to_owned() }).or_insert(element);
            match element {
                Element::Action => {}
                Element::Function => *known = element,
            }
        }
    }
    elements
}

/// The kind, name and binding types of an action or a function.
fn bound_to(operation: &Operation) -> Option<(Element, &str, &[TypeRef])> {
    match &operation.kind {
        OperationKind::Crud => None,
        OperationKind::Action { name, bindings } => Some((Element::Action, name, bindings)),
        OperationKind::Function { name, bindings } => Some((Element::Function, name, bindings)),
    }
}

impl<W: io::Write> Csdl<'_, W> {
    /// The actions and functions whose binding type is of a namespace. Two of one name differ in their
    /// binding type or in the names of their parameters, as OData demands of overloads.
    pub(super) fn operations(&mut self, namespace: &str) -> io::Result<()> {
        let mut seen: BTreeSet<(String, String, Vec<String>)> = BTreeSet::new();
        let api = self.api;
        for (index, operation) in api.operations.iter().enumerate() {
            let Some((_, name, bindings)) = bound_to(operation) else { continue };
            let qualified = TypeName { namespace: namespace.to_owned(), name: name.to_owned() };
            let Some(&element) = self.elements.get(&qualified) else { continue };
            let is_here =
                |ty: &&TypeRef| ty.named().is_some_and(|id| api.ty(id).name.namespace == namespace);
            let bindings: Vec<&TypeRef> = bindings.iter().filter(is_here).collect();
            if let (false, Some(ty)) = (bindings.is_empty(), api.type_named(&qualified)) {
                self.left_out.push(LeftOut { operation: OperationId(index), taken_by: ty });
                continue;
            }
            for binding in bindings {
                for parameters in self.overloads(operation, name) {
                    // Actions are told apart by their binding type alone.
                    let names = parameters.iter().map(|(name, _)| name.clone());
                    let names = match element {
                        Element::Action => Vec::new(),
                        Element::Function => names.collect(),
                    };
                    if seen.insert((name.to_owned(), self.type_text(binding), names)) {
                        self.bound(element, name, binding, operation, parameters)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The parameters of an action, or those of each form in which a function's path is documented.
    fn overloads(&self, operation: &Operation, name: &str) -> Vec<Vec<Typed>> {
        if let OperationKind::Action { .. } | OperationKind::Crud = operation.kind {
            return vec![self.body_parameters(operation)];
        }
        let templates = operation.documented_paths().map(|path| &path.template);
        let called = templates.filter(|template| template.last_name() == Some(name));
        let mut overloads: Vec<Vec<Typed>> =
            called.map(|template| self.arguments(operation, template)).collect();
        overloads.sort();
        overloads.dedup();
        overloads
    }

    fn body_parameters(&self, operation: &Operation) -> Vec<Typed> {
        let RequestBody::Parameters(parameters) = &operation.request else { return Vec::new() };
        let typed =
            parameters.iter().map(|found| (found.name.value.clone(), self.parameter_type(found)));
        typed.filter(|(name, _)| is_identifier(name)).collect()
    }

    /// The named arguments of a path's last segment, with the types that the page's table gives them.
    fn arguments(&self, operation: &Operation, template: &PathTemplate) -> Vec<Typed> {
        let Some(Segment::Call { arguments, .. }) = template.segments.last() else {
            return Vec::new();
        };
        let named =
            arguments.iter().filter_map(|argument| Some((argument.name.as_deref()?, argument)));
        let mut typed: Vec<Typed> = Vec::new();
        for (name, argument) in named {
            if is_identifier(name) && typed.iter().all(|(known, _)| known != name) {
                typed.push((name.to_owned(), self.argument_type(operation, name, argument)));
            }
        }
        typed
    }

    fn argument_type(&self, operation: &Operation, name: &str, argument: &Argument) -> String {
        let mut rows = operation.path_parameters.iter();
        let row = rows.find(|row| row.name.value.eq_ignore_ascii_case(name) && row.ty.is_some());
        match row {
            Some(row) => self.parameter_type(row),
            None if argument.quoted => "Edm.String".to_owned(),
            None => "Edm.Untyped".to_owned(),
        }
    }

    fn parameter_type(&self, parameter: &Parameter) -> String {
        parameter
            .ty
            .as_ref()
            .map_or_else(|| "Edm.Untyped".to_owned(), |ty| self.type_text(&ty.value))
    }

    fn bound(
        &mut self,
        element: Element,
        name: &str,
        binding: &TypeRef,
        operation: &Operation,
        parameters: Vec<Typed>,
    ) -> io::Result<()> {
        self.open(element.name(), vec![("Name", name.to_owned()), ("IsBound", "true".to_owned())])?;
        let binding = ("bindingParameter".to_owned(), self.type_text(binding));
        for (name, ty) in std::iter::once(binding).chain(parameters) {
            self.empty("Parameter", vec![("Name", name), ("Type", ty)])?;
        }
        // A function returns something, CSDL demands.
        let nothing = (element == Element::Function).then(|| "Edm.Untyped".to_owned());
        if let Some(ty) = self.returned(operation).or(nothing) {
            self.empty("ReturnType", vec![("Type", ty)])?;
        }
        self.description(operation.words())?;
        self.close(element.name())
    }

    fn returned(&self, operation: &Operation) -> Option<String> {
        match &operation.response {
            ResponseBody::None => None,
            ResponseBody::Object(ty) => Some(self.type_text(&ty.value)),
            ResponseBody::Collection(ty) => {
                Some(format!("Collection({})", self.type_text(&ty.value)))
            }
            ResponseBody::Bytes => Some("Edm.Stream".to_owned()),
            ResponseBody::Json => Some("Edm.Untyped".to_owned()),
        }
    }
}

/// Whether a name may name a parameter; pages also list parts of paths and of bodies among parameters.
fn is_identifier(name: &str) -> bool {
    name != "bindingParameter"
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
