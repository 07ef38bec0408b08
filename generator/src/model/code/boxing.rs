//! Boxing: fields through which a type would contain itself.

use super::TypeCode;
use crate::model::api::{Api, TypeId, TypeKind, TypeRef};

/// Boxes a property exactly when its single-valued type can reach the property's owner, or a type derived
/// from the owner, through single-valued properties. Types with derived types stand behind a
/// pointer already (their values are decoded to one of several types), and end the search.
pub(super) fn settle(api: &Api, types: &mut [TypeCode]) {
    let components = components(&edges(api));
    for (index, ty) in types.iter_mut().enumerate() {
        let id = TypeId(index);
        let owners: Vec<usize> =
            std::iter::once(id).chain(api.all_derived(id)).map(|id| id.0).collect();
        for (property, field) in api.ty(id).properties.iter().zip(&mut ty.fields) {
            field.is_boxed = single(api, &property.ty.value).is_some_and(|target| {
                owners.iter().any(|&owner| components[owner] == components[target.0])
            });
        }
    }
}

/// The struct that a field of this type holds in place.
fn single(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id)
            if api.ty(*id).kind != TypeKind::Enum && api.ty(*id).derived.is_empty() =>
        {
            Some(*id)
        }
        TypeRef::Named(_)
        | TypeRef::Primitive(_)
        | TypeRef::Collection(_)
        | TypeRef::Unknown(_) => None,
    }
}

fn edges(api: &Api) -> Vec<Vec<usize>> {
    (0..api.types.len())
        .map(|index| {
            let properties = api.all_properties(TypeId(index));
            properties
                .into_iter()
                .filter_map(|property| single(api, &property.ty.value))
                .map(|id| id.0)
                .collect()
        })
        .collect()
}

/// Strongly connected components (Tarjan 1972, without recursion): equal numbers for types that reach
/// each other. A type on no cycle is alone; a type that holds itself is in its own component too, so
/// that its self-edge counts.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut state = Tarjan {
        index: vec![None; edges.len()],
        low: vec![0; edges.len()],
        component: vec![usize::MAX; edges.len()],
        stack: Vec::new(),
        next: 0,
        found: 0,
    };
    for root in 0..edges.len() {
        if state.index[root].is_none() {
            state.visit(root, edges);
        }
    }
    state.component
}

struct Tarjan {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    component: Vec<usize>,
    stack: Vec<usize>,
    next: usize,
    found: usize,
}

impl Tarjan {
    fn visit(&mut self, root: usize, edges: &[Vec<usize>]) {
        let mut work = vec![(root, 0)];
        self.open(root);
        while let Some((node, position)) = work.pop() {
            if let Some(&target) = edges[node].get(position) {
                work.push((node, position + 1));
                match self.index[target] {
                    None => {
                        self.open(target);
                        work.push((target, 0));
                    }
                    Some(index) if self.component[target] == usize::MAX => {
                        self.low[node] = self.low[node].min(index);
                    }
                    Some(_) => {}
                }
            } else {
                self.close(node);
                if let Some(&(parent, _)) = work.last() {
                    self.low[parent] = self.low[parent].min(self.low[node]);
                }
            }
        }
    }

    fn open(&mut self, node: usize) {
        self.index[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
    }

    /// When a node reaches nothing older than itself, all above it on the stack are one component.
    fn close(&mut self, node: usize) {
        if Some(self.low[node]) != self.index[node] {
            return;
        }
        while let Some(member) = self.stack.pop() {
            self.component[member] = self.found;
            if member == node {
                break;
            }
        }
        self.found += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_reach_each_other_are_one_component() {
        // 0 -> 1 -> 2 -> 1, 3 -> 3, 4 alone
        let components = components(&[vec![1], vec![2], vec![1], vec![3], vec![]]);
        assert_eq!(components[1], components[2]);
        assert_ne!(components[0], components[1]);
        assert_ne!(components[3], components[4]);
    }
}
