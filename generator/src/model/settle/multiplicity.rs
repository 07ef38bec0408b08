//! Which properties examples show with many values, and which with one.

use super::{Tree, lookup};
use crate::model::api::{Api, TypeId, TypeRef};
use crate::model::evidence::{Evidence, EvidenceKind};
use crate::model::facts::PropertyFacts;
use crate::page::{Json, Value};
use std::collections::BTreeMap;

/// How often each member of each type is shown as an array, and how often as something else.
pub(super) struct Multiplicities<'a>(BTreeMap<(TypeId, &'a str), Counts>);

#[derive(Default)]
struct Counts {
    arrays: usize,
    singles: usize,
}

impl<'a> Multiplicities<'a> {
    /// Looks at the bodies whose annotation names their type.
    pub(super) fn learn(tree: &Tree<'a>, api: &Api) -> Self {
        let mut shown = Self(BTreeMap::new());
        for (_, facts) in tree.pages() {
            for example in &facts.examples {
                let (Some(claimed), Some(json)) = (&example.ty, &example.json) else { continue };
                let Some(ty) = lookup::resolve_name(tree, api, facts, &claimed.value, None) else {
                    continue;
                };
                match json.get("value").map(|page| &page.value) {
                    Some(Value::Array(items)) => items.iter().for_each(|item| shown.add(ty, item)),
                    Some(_) | None => shown.add(ty, json),
                }
            }
        }
        shown
    }

    fn add(&mut self, ty: TypeId, object: &'a Json) {
        for member in object.members() {
            let counts = self.0.entry((ty, member.name.as_str())).or_default();
            match &member.value.value {
                Value::Array(_) => counts.arrays += 1,
                Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                    counts.singles += 1;
                }
                Value::Null | Value::Invalid(_) => {}
            }
        }
    }

    /// What the JSON representation claims against a table, of one value or many, where every example
    /// shows the property as it does.
    pub(super) fn borne_out(
        &self,
        owner: TypeId,
        evidence: &[Evidence<TypeRef>],
        claims: &[&PropertyFacts],
    ) -> Option<Evidence<TypeRef>> {
        let json = evidence.iter().find(|found| found.kind == EvidenceKind::JsonRepresentation)?;
        let is_disputed = evidence.iter().any(|found| {
            found.claim.is_collection() != json.claim.is_collection()
                && found.claim.item() == json.claim.item()
        });
        let mut names = claims.iter().map(|claim| claim.name.value.as_str());
        let counts = names.find_map(|name| self.0.get(&(owner, name)))?;
        let (alike, unlike) = if json.claim.is_collection() {
            (counts.arrays, counts.singles)
        } else {
            (counts.singles, counts.arrays)
        };
        let agrees = alike > 0 && unlike == 0;
        let kind = EvidenceKind::BorneOutJson;
        (is_disputed && agrees).then(|| Evidence { kind, ..json.clone() })
    }
}
