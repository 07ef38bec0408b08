//! Properties: one per name and type, settled from all rows and JSON members that speak of it.

use super::{Tree, lookup, types};
use crate::model::api::{Api, Property, TypeId, TypeKind, TypeRef};
use crate::model::evidence::{Evidence, EvidenceKind, Fact};
use crate::model::facts::{PageFacts, PropertyFacts, TypeExpr, prose};

/// Settles the properties of all types.
pub(super) fn settle(tree: &Tree<'_>, api: &mut Api) {
    for (_, facts) in tree.pages() {
        for ty in &facts.types {
            let Some(id) = api.type_named(&types::qualified(tree, facts, ty)) else { continue };
            if api.ty(id).kind == TypeKind::Enum {
                continue;
            }
            for name in names_in_order(&ty.properties) {
                // A page that documents the type a second time adds what the first did not say.
                if api.ty(id).properties.iter().any(|known| known.name == name) {
                    continue;
                }
                let claims = ty.properties.iter().filter(|claim| claim.name.value == name);
                if let Some(property) = property(tree, api, facts, claims.collect()) {
                    api.types[id.0].properties.push(property);
                }
            }
        }
    }
    mark_inherited(api);
}

/// Names in the order of the tables; those only in the JSON representation come last. Instance
/// annotations are control information, no properties.
fn names_in_order(claims: &[PropertyFacts]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for claim in claims {
        let name = claim.name.value.as_str();
        if !name.contains('@') && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn property(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    claims: Vec<&PropertyFacts>,
) -> Option<Property> {
    let first = *claims.first()?;
    let mut evidence: Vec<Evidence<TypeRef>> =
        claims.iter().filter_map(|claim| typed(tree, api, facts, claim)).collect();
    if evidence.is_empty() {
        let unknown = TypeRef::Unknown(first.ty.text.clone());
        evidence.push(Evidence { kind: first.kind, span: first.ty.span, claim: unknown });
    }
    let description = claims.iter().find_map(|claim| claim.description.as_ref());
    let remarks = description.map(prose::remarks).unwrap_or_default();
    Some(Property {
        name: first.name.value.clone(),
        ty: Fact::settle(evidence)?,
        is_navigation: claims.iter().any(|claim| claim.kind == EvidenceKind::RelationshipTable),
        is_inherited: false,
        is_read_only: remarks.read_only,
        is_required: remarks.required,
        is_nullable: remarks.nullable,
        deprecated: remarks
            .deprecated
            .then(|| description.map(|text| text.plain.clone()).unwrap_or_default()),
        doc: tree.doc(api, facts.file, description),
        rust_name: String::new(),
        is_boxed: false,
    })
}

/// A readable claim. A JSON choice (`a | b`) says no more than that the value is a string.
fn typed(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    claim: &PropertyFacts,
) -> Option<Evidence<TypeRef>> {
    let claimed = match &claim.ty.expr {
        TypeExpr::Choice(_) => TypeRef::Primitive(crate::model::primitive::Primitive::String),
        expr => lookup::resolve(tree, api, facts, expr)?,
    };
    // A word in a JSON representation is a type only where a type has that name.
    if claim.kind == EvidenceKind::JsonRepresentation
        && matches!(claimed.item(), TypeRef::Unknown(_))
    {
        return None;
    }
    Some(Evidence { kind: claim.kind, span: claim.ty.span, claim: claimed })
}

/// Pages repeat what the base type declares; the repetition is documentation, not a declaration.
fn mark_inherited(api: &mut Api) {
    for index in 0..api.types.len() {
        let bases = api.bases(TypeId(index));
        let declared = |name: &str| {
            bases
                .iter()
                .any(|base| api.ty(*base).properties.iter().any(|property| property.name == name))
        };
        let inherited: Vec<bool> =
            api.types[index].properties.iter().map(|property| declared(&property.name)).collect();
        for (property, is_inherited) in api.types[index].properties.iter_mut().zip(inherited) {
            property.is_inherited = is_inherited;
        }
    }
}
