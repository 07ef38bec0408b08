//! Places: the module that each item stands in, and the cargo features that compile it.
//!
//! Code of several areas has a module per area; a whole crate of several areas has a feature per area too.

use super::layout::{EmitOptions, Layout};
use super::selection::Selection;
use crate::Compilation;
use crate::model::{
    Api, Area, AreaId, Areas, Code, Doc, FieldCode, Operation, OperationCode, OperationId,
    OptionValue, Permissions, Property, ResponseBody, TypeCode, TypeId, TypeKind, Words,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use std::ops::Deref;

/// Where everything that is emitted stands.
///
/// Holds: with [`Places::features`], code that a feature compiles names only items that it compiles too,
/// except behind gates of their own ([`Places::gate_within`]).
pub(super) struct Places<'a> {
    compilation: &'a Compilation,
    pub(super) api: &'a Api,
    code: Code,
    pub(super) selection: &'a Selection,
    /// The areas of what is emitted.
    areas: BTreeSet<AreaId>,
    /// For each type, the areas whose feature compiles it; `None` in code without features.
    features: Option<Vec<BTreeSet<AreaId>>>,
    /// The types whose properties query options name.
    named: BTreeSet<TypeId>,
}

/// An operation, and what it is called.
#[derive(Clone, Copy)]
pub(super) struct Stub<'a> {
    /// As the pages document it.
    pub(super) documented: &'a Operation,
    /// As code has it.
    pub(super) code: &'a OperationCode,
}

impl Deref for Stub<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.documented
    }
}

impl<'a> Places<'a> {
    pub(super) fn of(
        compilation: &'a Compilation,
        selection: &'a Selection,
        options: &EmitOptions,
    ) -> Self {
        let (api, code) = (&compilation.api, compilation.code());
        let types = (0..api.types.len()).map(TypeId).filter(|id| selection.has_type(*id));
        let operations = (0..api.operations.len()).map(OperationId);
        let operations = operations.filter(|id| selection.has_operation(*id));
        let named = operations.clone().filter(|id| takes_names(code.operation(*id)));
        let named = named.filter_map(|id| shown(api, api.operation(id))).collect();
        let areas: BTreeSet<AreaId> = types
            .map(|id| code.areas.of_type(id))
            .chain(operations.map(|id| code.areas.of_operation(id)))
            .collect();
        let is_crate = match options.layout {
            Layout::Crate { .. } => true,
            Layout::Library { .. } | Layout::Include { .. } => false,
        };
        let has_features = is_crate && selection.is_everything() && areas.len() > 1;
        let features = has_features.then(|| cuts(api, &code.areas));
        Self { compilation, api, code, selection, areas, features, named }
    }

    /// The areas that have a module of their own, in order; none where all is in one area.
    pub(super) fn areas(&self) -> impl Iterator<Item = AreaId> {
        self.areas.iter().copied().filter(|_| self.areas.len() > 1)
    }

    /// Whether areas are cargo features.
    pub(super) fn has_features(&self) -> bool {
        self.features.is_some()
    }

    /// A type as code has it.
    pub(super) fn ty(&self, id: TypeId) -> &TypeCode {
        self.code.ty(id)
    }

    /// All properties of a type, each with its field.
    pub(super) fn all_fields(&self, id: TypeId) -> Vec<(&Property, &FieldCode)> {
        self.code.all_fields(self.api, id)
    }

    /// An operation as code has it.
    pub(super) fn operation(&self, id: OperationId) -> Stub<'_> {
        let documented = self.api.operation(id);
        Stub { documented, code: self.code.operation(id) }
    }

    /// Who may call an operation.
    pub(super) fn permissions(&self, operation: Stub<'_>) -> &[Permissions] {
        let found = self.compilation.facts_of(operation.page).operation.as_ref();
        found.map_or(&[], |found| &found.permissions)
    }

    /// An area.
    pub(super) fn area(&self, id: AreaId) -> &Area {
        self.code.areas.area(id)
    }

    /// What words of a page say.
    pub(super) fn doc(&self, words: Words) -> Doc {
        self.compilation.doc(words)
    }

    /// The modules of a type, from `models` on.
    pub(super) fn module(&self, id: TypeId) -> Vec<String> {
        let ty = self.ty(id);
        self.below(ty.area, &ty.module)
    }

    /// The modules of an operation, from `operations` on.
    pub(super) fn operation_module(&self, operation: Stub<'_>) -> Vec<String> {
        self.below(operation.code.area, &operation.code.module)
    }

    /// The type whose properties the query options of an operation name.
    pub(super) fn shown(&self, operation: &Operation) -> Option<TypeId> {
        shown(self.api, operation)
    }

    /// Whether query options of some operation name the properties of a type.
    pub(super) fn is_named(&self, id: TypeId) -> bool {
        self.named.contains(&id)
    }

    fn below(&self, area: AreaId, module: &[String]) -> Vec<String> {
        let area = (self.areas.len() > 1).then(|| self.area(area).module.clone());
        area.into_iter().chain(module.iter().cloned()).collect()
    }

    /// What compiles a type.
    pub(super) fn gate(&self, id: TypeId) -> Gate {
        match &self.features {
            Some(features) => self.gate_of(&features[id.0]),
            None => Gate::default(),
        }
    }

    /// What compiles a type, seen from code that one of the owner's features compiled.
    pub(super) fn gate_within(&self, owner: TypeId, id: TypeId) -> Gate {
        match &self.features {
            Some(features) if !features[owner.0].is_subset(&features[id.0]) => self.gate(id),
            Some(_) | None => Gate::default(),
        }
    }

    /// What compiles the operations of an area, and at least the types of its cut.
    pub(super) fn gate_of_area(&self, area: AreaId) -> Gate {
        match &self.features {
            Some(_) => self.gate_of(&BTreeSet::from([area])),
            None => Gate::default(),
        }
    }

    /// What compiles at least one of some types.
    pub(super) fn gate_of_any(&self, ids: impl IntoIterator<Item = TypeId>) -> Gate {
        match &self.features {
            Some(features) => self
                .gate_of(&ids.into_iter().flat_map(|id| features[id.0].iter().copied()).collect()),
            None => Gate::default(),
        }
    }

    /// Whether an area's feature compiles a type.
    pub(super) fn is_in_cut(&self, area: AreaId, id: TypeId) -> bool {
        self.features.as_ref().is_none_or(|features| features[id.0].contains(&area))
    }

    fn gate_of(&self, areas: &BTreeSet<AreaId>) -> Gate {
        if areas.len() == self.code.areas.all().len() {
            return Gate::default();
        }
        Gate(areas.iter().map(|area| self.area(*area).name.clone()).collect())
    }
}

/// The type of what an operation gives, one or many.
fn shown(api: &Api, operation: &Operation) -> Option<TypeId> {
    let id = match &operation.response {
        ResponseBody::Object(ty) | ResponseBody::Collection(ty) => ty.value.named()?,
        ResponseBody::None | ResponseBody::Bytes | ResponseBody::Json => return None,
    };
    let is_struct = !api.is_opaque(id) && api.ty(id).kind != TypeKind::Enum;
    is_struct.then_some(id)
}

fn takes_names(operation: &OperationCode) -> bool {
    let options = operation.query.iter().map(|option| OptionValue::of(&option.documented));
    options.into_iter().any(|option| match option {
        OptionValue::Names | OptionValue::Orders => true,
        OptionValue::Text => false,
    })
}

/// For each type the areas in whose cut it is: what the area documents, and what that reaches without
/// navigation properties.
fn cuts(api: &Api, areas: &Areas) -> Vec<BTreeSet<AreaId>> {
    let mut features = vec![BTreeSet::new(); api.types.len()];
    for area in (0..areas.all().len()).map(AreaId) {
        for id in Selection::of_area(api, areas, area).types() {
            features[id.0].insert(area);
        }
    }
    features
}

/// The features of which one must be on; always open when it names none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Gate(Vec<String>);

impl Gate {
    /// Whether it needs no feature.
    pub(super) fn is_open(&self) -> bool {
        self.0.is_empty()
    }
}

impl ToTokens for Gate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self.0.as_slice() {
            [] => TokenStream::new(),
            [feature] => quote! { #[cfg(feature = #feature)] },
            features => quote! { #[cfg(any(#(feature = #features),*))] },
        });
    }
}
