//! # base-type-cycle
//!
//! A type that is, through its base types, its own base type.
//!
//! ## Why
//!
//! No type can inherit from itself; whoever reads the chain never arrives.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.color", "baseType": "microsoft.graph.shade" } -->
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.shade", "baseType": "microsoft.graph.color" } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- { "blockType": "resource", "@odata.type": "microsoft.graph.shade", "baseType": "microsoft.graph.color" } -->
//! ```

use super::context::Context;
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use crate::model::{Evidence, TypeId};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    name: "base-type-cycle",
    group: Group::Types,
    level: Level::Error,
    source: include_str!("base_type_cycle.rs"),
    scope: Scope::Tree(check),
};

fn check(context: &Context, findings: &mut Findings) {
    let claims = claims(context);
    for (&ty, (base, span)) in &claims {
        let mut chain = vec![ty];
        let mut next = Some(*base);
        while let Some(id) = next.filter(|id| !chain.contains(id)) {
            chain.push(id);
            next = claims.get(&id).map(|(base, _)| *base);
        }
        if next != Some(ty) {
            continue;
        }
        let name = |id: &TypeId| format!("`{}`", context.api.ty(*id).name.name);
        let way: Vec<String> = chain.iter().chain([&ty]).map(name).collect();
        findings.report(*span, format!("{} is its own base type: {}", way[0], way.join(" → ")));
    }
}

/// The base type that each type's own page claims, and where.
fn claims(context: &Context) -> BTreeMap<TypeId, (TypeId, crate::source::Span)> {
    let mut claims = BTreeMap::new();
    for (facts, ty) in
        context.facts.iter().flat_map(|facts| facts.types.iter().map(move |ty| (facts, ty)))
    {
        let Some(id) = context.type_of(facts.file, ty) else { continue };
        let mut bases = ty.bases.iter();
        let resolved = bases.find_map(|Evidence { claim, span, .. }| {
            Some((context.api.find_type(&claim.name)?, *span))
        });
        if let Some(base) = resolved {
            claims.entry(id).or_insert(base);
        }
    }
    claims
}
