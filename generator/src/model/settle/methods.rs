//! What the method tables of resource pages say that operations return.

use super::{Tree, lookup};
use crate::model::api::{Api, TypeRef};
use crate::model::evidence::{Evidence, EvidenceKind};
use crate::source::FileId;
use std::collections::BTreeMap;

/// The claims of all method tables, by the page of the operation.
pub(super) struct Returns(BTreeMap<FileId, Vec<Evidence<TypeRef>>>);

impl Returns {
    /// Collects the cells that name a documented type; words such as "None" name none.
    pub(super) fn learn(tree: &Tree<'_>, api: &Api) -> Self {
        let mut found: BTreeMap<FileId, Vec<Evidence<TypeRef>>> = BTreeMap::new();
        for (_, facts) in tree.pages() {
            for method in &facts.methods {
                let page = tree.sources.linked(facts.file, &method.target.value);
                let (Some(page), Some(returns)) = (page, &method.returns) else { continue };
                let claim = lookup::resolve(tree, api, facts, &returns.expr);
                if let Some(claim) = claim.filter(|claim| claim.named().is_some()) {
                    let kind = EvidenceKind::MethodTable;
                    let claim = Evidence { kind, span: returns.span, claim };
                    found.entry(page).or_default().push(claim);
                }
            }
        }
        Self(found)
    }

    /// The claims about the operations of a page.
    pub(super) fn of(&self, page: FileId) -> &[Evidence<TypeRef>] {
        self.0.get(&page).map_or(&[], Vec::as_slice)
    }
}
