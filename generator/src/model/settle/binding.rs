//! What operations do: which of them are bound actions and functions, and to which types they are bound.

use super::paths::{self, Known, Paths};
use crate::model::api::{Api, TypeId, TypeRef};
use crate::model::operation::{Operation, OperationKind, OperationPath, ResponseBody};
use crate::model::path::{PathTemplate, Segment};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What settling one operation needs to know.
pub(super) struct Binder<'a> {
    api: &'a Api,
    paths: Paths<'a>,
}

impl<'a> Binder<'a> {
    pub(super) fn new(api: &'a Api, known: &'a Known) -> Self {
        Self { api, paths: Paths::new(api, known) }
    }

    /// The roots of paths.
    pub(super) fn roots(&self) -> std::collections::BTreeMap<String, TypeRef> {
        self.paths.roots()
    }

    /// What an operation does. The name after a path of keys and properties makes an action or function,
    /// unless it is a property itself.
    pub(super) fn kind(&self, operation: &Operation) -> OperationKind {
        let template = &operation.paths[0].template;
        let Some(name) = template.last_name() else { return OperationKind::Crud };
        if name.starts_with('$')
            || template.segments.len() == 1
            || !self.is_operation(operation, name)
        {
            return OperationKind::Crud;
        }
        let bindings = self.bindings(operation, name);
        let name = spelt(operation, name);
        match operation.method.as_str() {
            "POST" => OperationKind::Action { name, bindings },
            "GET" => OperationKind::Function { name, bindings },
            _ => OperationKind::Crud,
        }
    }

    fn is_operation(&self, operation: &Operation, name: &str) -> bool {
        let path = &operation.paths[0];
        if operation.paths.iter().any(|path| is_call(&path.template, name)) {
            return true;
        }
        if let Some(id) = self.named_by_page(operation, name) {
            let from = self.paths.walk_to_parent(path).filter(|from| from.named().is_some());
            let from = from.unwrap_or(Cow::Owned(TypeRef::Named(id)));
            return paths::property(self.api, &from, name).is_none();
        }
        if self.is_property(path, name) {
            return false;
        }
        match operation.method.as_str() {
            // What can be read and what has elements is no action.
            "POST" => !self.paths.is_read(path),
            // What is read without parentheses and gives resources is a navigation property that no table
            // mentions; what gives bare values is not.
            // Nor has a collection properties: what is read after one is a function, or the name of an element.
            "GET" => self.paths.walk_to_parent(path).is_some_and(|from| {
                gives_values(operation) || from.is_collection() && gives_many(operation)
            }),
            _ => false,
        }
    }

    /// Whether the last name of a path is a property of what comes before; of any type where that is unknown.
    fn is_property(&self, path: &OperationPath, name: &str) -> bool {
        match self.paths.walk_to_parent(path).filter(|from| from.named().is_some()) {
            Some(from) => paths::property(self.api, &from, name).is_some(),
            None => self.api.property_names.contains(name),
        }
    }

    /// Whether a path ends in a name after one resource whose type has no such property.
    pub(super) fn is_unknown_step(&self, path: &OperationPath) -> bool {
        let Some(Segment::Literal(name)) = path.template.segments.last() else { return false };
        let from = self.paths.walk_to_parent(path);
        let from = from.filter(|from| from.named().is_some() && !from.is_collection());
        from.is_some_and(|from| {
            !name.contains(['.', '$']) && paths::property(self.api, &from, name).is_none()
        })
    }

    /// The types that an operation is bound to: what its paths lead to before their last segment, or the
    /// type that the page's file is named for where that is a base of those or derived from them.
    fn bindings(&self, operation: &Operation, name: &str) -> Vec<TypeRef> {
        let mut found: Vec<TypeRef> = Vec::new();
        let page_type = self.named_by_page(operation, name);
        let same = operation.paths.iter().filter(|path| path.template.last_name() == Some(name));
        for path in same {
            let walked = self.paths.walk_to_parent(path).filter(|ty| ty.named().is_some());
            let walked = walked.map(Cow::into_owned);
            let ty = match (walked, page_type) {
                (Some(walked), Some(page_type)) => self.narrowed(walked, page_type),
                (Some(walked), None) => walked,
                (None, Some(page_type)) => TypeRef::Named(page_type),
                (None, None) => continue,
            };
            if !found.contains(&ty) {
                found.push(ty);
            }
        }
        found
    }

    fn narrowed(&self, walked: TypeRef, page_type: TypeId) -> TypeRef {
        let Some(id) = walked.named() else { return walked };
        if !self.is_related(id, page_type) {
            return walked;
        }
        let named = TypeRef::Named(page_type);
        if walked.is_collection() { TypeRef::Collection(Box::new(named)) } else { named }
    }

    fn is_related(&self, a: TypeId, b: TypeId) -> bool {
        a == b || self.api.bases(a).contains(&b) || self.api.bases(b).contains(&a)
    }

    /// The type that the page's file is named for, where the file is named for an operation on it: the
    /// names of both, `call-answer`, maybe after an area, `intune-apps-mobileapp-assign`.
    fn named_by_page(&self, operation: &Operation, name: &str) -> Option<TypeId> {
        if let Some(titled) = self.titled(operation, name) {
            return Some(titled);
        }
        let rest = operation.id.to_ascii_lowercase();
        let rest = rest.strip_suffix(&name.to_ascii_lowercase())?.strip_suffix('-')?;
        let walked = self.paths.walk_to_parent(&operation.paths[0]).and_then(|ty| ty.named());
        let exact = self.api.types_called(rest).first().copied();
        let tail = rest.rsplit('-').next().unwrap_or(rest);
        let in_area = self.api.types_called(tail).iter().copied();
        match walked {
            Some(walked) => exact
                .into_iter()
                .chain(in_area)
                .find(|id| self.is_related(walked, *id))
                .or_else(|| self.ends_with(walked, tail).then_some(walked)),
            None => exact,
        }
    }

    /// The type in a title of the form "call: answer".
    fn titled(&self, operation: &Operation, name: &str) -> Option<TypeId> {
        let (ty, titled) = operation.title.split_once(':')?;
        let is_named = titled.trim().eq_ignore_ascii_case(name);
        let found = self.api.types_called(ty.trim()).first().copied();
        found.filter(|_| is_named)
    }

    /// Whether a type's name ends with a word: pages call a `workbookTable` a `table`.
    fn ends_with(&self, id: TypeId, word: &str) -> bool {
        self.api.ty(id).name.name.to_ascii_lowercase().ends_with(word)
    }
}

/// Whether the response is a primitive value, or several.
fn gives_values(operation: &Operation) -> bool {
    match &operation.response {
        ResponseBody::Object(ty) | ResponseBody::Collection(ty) => {
            matches!(ty.value.item(), TypeRef::Primitive(_))
        }
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => false,
    }
}

fn gives_many(operation: &Operation) -> bool {
    match &operation.response {
        ResponseBody::Collection(_) => true,
        ResponseBody::Object(_) | ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => {
            false
        }
    }
}

/// Whether a path ends in a call of that name: parentheses with named arguments or with none.
fn is_call(template: &PathTemplate, name: &str) -> bool {
    let is_call = matches!(template.segments.last(), Some(Segment::Call { arguments, .. })
        if arguments.is_empty() || arguments.iter().any(|argument| argument.name.is_some()));
    is_call && template.last_name() == Some(name)
}

/// The name of an operation. Services read paths in any letters, so that a capital in front is a slip where
/// the page's title, "call: answer", has none.
fn spelt(operation: &Operation, name: &str) -> String {
    let titled = operation.title.split_once(':').map(|(_, titled)| titled.trim());
    let is_small = |titled: &&str| titled.starts_with(|c: char| c.is_ascii_lowercase());
    titled
        .filter(is_small)
        .filter(|found| found.eq_ignore_ascii_case(name))
        .unwrap_or(name)
        .to_owned()
}

/// What is bound to a type can be called on all types derived from it: pages that document it for one of
/// them again add no operation.
pub(super) fn without_inherited(api: &Api, kinds: &mut [OperationKind]) {
    let all: BTreeSet<(String, TypeRef)> = kinds.iter().flat_map(bound).collect();
    for kind in kinds {
        let (OperationKind::Action { name, bindings } | OperationKind::Function { name, bindings }) =
            kind
        else {
            continue;
        };
        bindings.retain(|ty| {
            let TypeRef::Named(id) = ty else { return true };
            !api.bases(*id)
                .into_iter()
                .any(|base| all.contains(&(name.clone(), TypeRef::Named(base))))
        });
    }
}

fn bound(kind: &OperationKind) -> Vec<(String, TypeRef)> {
    match kind {
        OperationKind::Crud => Vec::new(),
        OperationKind::Action { name, bindings } | OperationKind::Function { name, bindings } => {
            bindings.iter().map(|ty| (name.clone(), ty.clone())).collect()
        }
    }
}
