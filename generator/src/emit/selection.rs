//! Selection: the part of the model that is asked for, and the types that it reaches.

use crate::Compilation;
use crate::model::{Api, AreaId, Areas, Operation, OperationId, Property, TypeId};
use globset::{Glob, GlobMatcher};
use std::collections::BTreeSet;

/// What of the model becomes code.
///
/// Holds: closed under what code needs. Every type of a selected type's selected properties, every type
/// derived from such a type, and every type of a selected operation's bodies is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    types: BTreeSet<TypeId>,
    operations: BTreeSet<OperationId>,
    navigation: Navigation,
    is_everything: bool,
}

/// Whether navigation properties lead to more types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Navigation {
    /// They are left out, unless they lead to a type that is selected anyway; what a service sends in
    /// them is kept as an undocumented member.
    #[default]
    NotFollowed,
    /// They are taken, with the types that they lead to.
    Followed,
}

/// Why nothing could be selected.
#[derive(Debug, thiserror::Error)]
pub enum SelectionError {
    /// The pattern is no glob.
    #[error("`{pattern}` is no pattern: {reason}")]
    NoPattern {
        /// As given.
        pattern: String,
        /// The parser's words.
        reason: String,
    },
    /// Nothing has a name that the pattern matches.
    #[error("`{0}` matches no area, type, operation, path or page")]
    NoMatch(String),
}

impl Selection {
    /// Everything.
    pub fn all(api: &Api) -> Self {
        Self {
            types: (0..api.types.len()).map(TypeId).collect(),
            operations: (0..api.operations.len()).map(OperationId).collect(),
            navigation: Navigation::Followed,
            is_everything: true,
        }
    }

    /// What an area documents and what that reaches without navigation properties.
    pub(super) fn of_area(api: &Api, areas: &Areas, area: AreaId) -> Self {
        let mut selection = Self::empty(Navigation::NotFollowed);
        selection.add_area(api, areas, area);
        selection.close(api);
        selection
    }

    fn empty(navigation: Navigation) -> Self {
        Self {
            types: BTreeSet::new(),
            operations: BTreeSet::new(),
            navigation,
            is_everything: false,
        }
    }

    /// What the patterns match and what that reaches.
    ///
    /// A pattern is the name of an area (`outlook`) or a glob (`*`, `?`, `{a,b}`, `**`), which matches a
    /// type by its name (`user`, `microsoft.graph.callRecords.*`), an operation by its id (`user-list*`)
    /// or one of its paths (`/users/**`), and all that a page documents by the page's path
    /// (`resources/synchronization-*`).
    ///
    /// # Errors
    /// When a pattern is no glob, or matches nothing: a misspelt name must not give an empty crate.
    pub fn matching(
        compilation: &Compilation,
        patterns: &[String],
        navigation: Navigation,
    ) -> Result<Self, SelectionError> {
        let mut selection = Self::empty(navigation);
        let areas = compilation.areas();
        for pattern in patterns {
            selection.add(compilation, &areas, pattern)?;
        }
        selection.close(&compilation.api);
        Ok(selection)
    }

    fn add(
        &mut self,
        compilation: &Compilation,
        areas: &Areas,
        pattern: &str,
    ) -> Result<(), SelectionError> {
        let glob = Glob::new(pattern).map_err(|error| SelectionError::NoPattern {
            pattern: pattern.to_owned(),
            reason: error.kind().to_string(),
        })?;
        let glob = glob.compile_matcher();
        // Areas by their whole name only: `user*` asks for users, not for all that the area `users` has.
        let area = areas.all().iter().position(|area| area.name == pattern);
        if let Some(area) = area {
            self.add_area(&compilation.api, areas, AreaId(area));
        }
        let mut found = area.is_some();
        for (index, ty) in compilation.api.types.iter().enumerate() {
            let page = ty.page.map(|page| compilation.sources.file(page).path.as_str());
            let names = [Some(ty.name.name.as_str()), Some(&ty.name.to_string()), page]
                .into_iter()
                .flatten()
                .any(|name| glob.is_match(name));
            if names {
                self.types.insert(TypeId(index));
                found = true;
            }
        }
        for (index, operation) in compilation.api.operations.iter().enumerate() {
            let page = &compilation.sources.file(operation.page).path;
            if is_called(operation, page, &glob) {
                self.operations.insert(OperationId(index));
                found = true;
            }
        }
        if found { Ok(()) } else { Err(SelectionError::NoMatch(pattern.to_owned())) }
    }

    fn add_area(&mut self, api: &Api, areas: &Areas, area: AreaId) {
        let types = (0..api.types.len()).map(TypeId);
        self.types.extend(types.filter(|id| areas.of_type(*id) == area));
        let operations = (0..api.operations.len()).map(OperationId);
        self.operations.extend(operations.filter(|id| areas.of_operation(*id) == area));
    }

    /// Adds the types that are reached, until there are no more.
    fn close(&mut self, api: &Api) {
        let mut open: Vec<TypeId> = self.types.iter().copied().collect();
        for id in self.operations.clone() {
            let bodies = api.operation(id).body_types();
            open.extend(bodies.into_iter().flat_map(|id| held(api, id)));
        }
        self.types.extend(&open);
        while let Some(id) = open.pop() {
            for property in api.all_properties(id) {
                if property.is_navigation && self.navigation == Navigation::NotFollowed {
                    continue;
                }
                let reached = property.ty.value.named().map(|id| held(api, id)).unwrap_or_default();
                open.extend(reached.into_iter().filter(|id| self.types.insert(*id)));
            }
        }
    }

    /// Whether nothing was left out on purpose.
    pub fn is_everything(&self) -> bool {
        self.is_everything
    }

    /// The selected types.
    pub(super) fn types(&self) -> impl Iterator<Item = TypeId> {
        self.types.iter().copied()
    }

    /// Whether a type becomes code.
    pub fn has_type(&self, id: TypeId) -> bool {
        self.types.contains(&id)
    }

    /// Whether an operation becomes code.
    pub fn has_operation(&self, id: OperationId) -> bool {
        self.operations.contains(&id)
    }

    /// Whether a property of a selected type becomes a field.
    pub fn has_property(&self, property: &Property) -> bool {
        property.ty.value.named().is_none_or(|id| self.has_type(id))
    }
}

fn is_called(operation: &Operation, page: &str, glob: &GlobMatcher) -> bool {
    glob.is_match(&operation.id)
        || glob.is_match(page)
        || operation.paths.iter().any(|path| glob.is_match(path.template.to_string()))
}

/// What a value of a type may be: the type and all derived from it.
fn held(api: &Api, id: TypeId) -> Vec<TypeId> {
    std::iter::once(id).chain(api.all_derived(id)).collect()
}
