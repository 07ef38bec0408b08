//! Bound actions and functions.

use super::Csdl;
use crate::model::{
    Argument, Operation, OperationKind, Parameter, PathTemplate, RequestBody, ResponseBody,
    Segment, TypeRef,
};
use std::collections::BTreeSet;
use std::io;

/// A parameter's name and type.
type Typed = (String, String);

impl<W: io::Write> Csdl<'_, W> {
    /// The actions and functions whose binding type is of a namespace. Two of one name differ in their
    /// binding type or in the names of their parameters, as OData demands of overloads.
    pub(super) fn operations(&mut self, namespace: &str) -> io::Result<()> {
        let mut seen: BTreeSet<(String, String, Vec<String>)> = BTreeSet::new();
        let api = self.api;
        for operation in &api.operations {
            let (element, name, bindings) = match &operation.kind {
                OperationKind::Crud => continue,
                OperationKind::Action { name, bindings } => ("Action", name, bindings),
                OperationKind::Function { name, bindings } => ("Function", name, bindings),
            };
            let is_here =
                |ty: &&TypeRef| ty.named().is_some_and(|id| api.ty(id).name.namespace == namespace);
            for binding in bindings.iter().filter(is_here) {
                for parameters in self.overloads(operation, name) {
                    // Actions are told apart by their binding type alone.
                    let names = parameters.iter().map(|(name, _)| name.clone());
                    let names = if element == "Action" { Vec::new() } else { names.collect() };
                    if seen.insert((name.clone(), self.type_text(binding), names)) {
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
        let templates = operation.paths.iter().map(|path| &path.template);
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
        element: &str,
        name: &str,
        binding: &TypeRef,
        operation: &Operation,
        parameters: Vec<Typed>,
    ) -> io::Result<()> {
        self.open(element, vec![("Name", name.to_owned()), ("IsBound", "true".to_owned())])?;
        let binding = ("bindingParameter".to_owned(), self.type_text(binding));
        for (name, ty) in std::iter::once(binding).chain(parameters) {
            self.empty("Parameter", vec![("Name", name), ("Type", ty)])?;
        }
        // A function returns something, CSDL demands.
        let nothing = (element == "Function").then(|| "Edm.Untyped".to_owned());
        if let Some(ty) = self.returned(operation).or(nothing) {
            self.empty("ReturnType", vec![("Type", ty)])?;
        }
        self.description(&operation.doc.plain())?;
        self.close(element)
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
