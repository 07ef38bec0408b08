//! Properties: one per name and type, settled from all rows and JSON members that speak of it.

use super::listed::Listed;
use super::multiplicity::Multiplicities;
use super::{Documented, Tree, lookup};
use crate::model::api::{Api, Property, TypeId, TypeKind, TypeRef};
use crate::model::doc::Words;
use crate::model::evidence::{Evidence, EvidenceKind, Fact};
use crate::model::facts::{LeftOut, PageFacts, PropertyFacts, TypeExpr, prose};
use crate::model::primitive::{JsonForm, Primitive};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Settles the properties of all types.
pub(super) fn settle(tree: &Tree<'_>, api: &mut Api) {
    let mut pages: BTreeMap<TypeId, Vec<Documented<'_>>> = BTreeMap::new();
    for documented in tree.documented() {
        let id = api.type_named(documented.name);
        if let Some(id) = id.filter(|id| api.ty(*id).kind != TypeKind::Enum) {
            pages.entry(id).or_default().push(documented);
        }
    }
    let (shown, listed) = rayon::join(|| Multiplicities::learn(tree, api), || Listed::new(api));
    let context = Context { tree, api, listed, shown };
    let settled: Vec<(TypeId, Settled)> =
        pages.par_iter().map(|(&id, pages)| (id, context.of_type(id, pages))).collect();
    for (id, Settled { properties, left_out }) in settled {
        api.left_out.extend(left_out);
        for property in &properties {
            if !api.property_names.contains(&property.name) {
                api.property_names.insert(property.name.clone());
            }
        }
        api.types[id.0].properties = properties;
    }
}

/// What the pages of one type say.
#[derive(Default)]
struct Settled {
    properties: Vec<Property>,
    left_out: Vec<LeftOut>,
}

struct Context<'a> {
    tree: &'a Tree<'a>,
    api: &'a Api,
    listed: Listed<'a>,
    shown: Multiplicities<'a>,
}

impl Context<'_> {
    /// The properties of a type. A page that documents the type a second time adds what the first did not
    /// say.
    fn of_type(&self, id: TypeId, pages: &[Documented<'_>]) -> Settled {
        let mut settled = Settled::default();
        for Documented { facts, ty, aligned, .. } in pages {
            let spelt = self.tree.spelling.properties(ty, aligned);
            settled.left_out.extend(spelt.left_out);
            for (name, claims) in spelt.properties {
                if !settled.properties.iter().any(|known| known.name == name) {
                    settled.properties.extend(self.property(facts, id, name, &claims));
                }
            }
        }
        settled
    }

    fn property(
        &self,
        facts: &PageFacts,
        owner: TypeId,
        name: &str,
        claims: &[&PropertyFacts],
    ) -> Option<Property> {
        let description = claims.iter().find_map(|claim| claim.description.as_ref());
        let remarks = description.map(prose::remarks).unwrap_or_default();
        Some(Property {
            name: name.to_owned(),
            ty: Fact::settle(self.evidence(facts, owner, claims))?,
            is_navigation: claims.iter().any(|claim| claim.kind == EvidenceKind::RelationshipTable),
            is_inherited: false,
            is_read_only: remarks.read_only,
            is_required: remarks.required,
            is_nullable: remarks.nullable,
            deprecated: remarks
                .deprecated
                .then(|| description.map(|text| text.plain().to_owned()).unwrap_or_default()),
            words: Words::of_cell(facts.file, description),
        })
    }

    /// All claims about a property's type; what cannot be read is unknown.
    fn evidence(
        &self,
        facts: &PageFacts,
        owner: TypeId,
        claims: &[&PropertyFacts],
    ) -> Vec<Evidence<TypeRef>> {
        let mut evidence: Vec<Evidence<TypeRef>> =
            claims.iter().filter_map(|claim| typed(self.tree, self.api, facts, claim)).collect();
        let exact: Vec<_> =
            claims.iter().filter_map(|claim| exact_json(claim, &evidence)).collect();
        evidence.extend(exact);
        evidence.extend(self.shown.borne_out(owner, &evidence, claims));
        let (strings, others): (Vec<_>, Vec<_>) =
            evidence.iter().partition(|claim| is_string(&claim.claim));
        if others.is_empty() {
            let exact = claims.iter().filter_map(|claim| self.enumerated(owner, claim, &evidence));
            let exact: Vec<_> = exact.collect();
            evidence.extend(exact);
        } else if !strings.is_empty()
            && others.iter().all(|claim| self.is_enumeration(&claim.claim))
        {
            // The JSON representation names the enumeration that the table calls a string.
            let kind = EvidenceKind::ListedValues;
            let exact: Vec<_> =
                others.into_iter().map(|claim| Evidence { kind, ..claim.clone() }).collect();
            evidence.extend(exact);
        }
        if evidence.is_empty() {
            evidence.extend(claims.first().map(|first| {
                let unknown = TypeRef::Unknown(first.ty.text.to_string());
                Evidence { kind: first.kind, span: first.ty.span, claim: unknown }
            }));
        }
        evidence
    }

    fn is_enumeration(&self, ty: &TypeRef) -> bool {
        ty.named().is_some_and(|id| self.api.ty(id).kind == TypeKind::Enum)
    }

    /// The enumeration whose members a property of strings lists.
    fn enumerated(
        &self,
        owner: TypeId,
        claim: &PropertyFacts,
        others: &[Evidence<TypeRef>],
    ) -> Option<Evidence<TypeRef>> {
        let found = TypeRef::Named(self.listed.enumeration(&self.api.ty(owner).name.name, claim)?);
        let is_collection = others
            .iter()
            .min_by_key(|other| other.kind)
            .is_some_and(|other| other.claim.is_collection());
        let claimed = if is_collection { TypeRef::Collection(Box::new(found)) } else { found };
        Some(Evidence { kind: EvidenceKind::ListedValues, span: claim.ty.span, claim: claimed })
    }
}

/// The claim of a JSON representation that says the same as the tables in a more exact word.
fn exact_json(claim: &PropertyFacts, all: &[Evidence<TypeRef>]) -> Option<Evidence<TypeRef>> {
    if claim.kind != EvidenceKind::JsonRepresentation {
        return None;
    }
    let shown = all.iter().find(|found| found.span == claim.ty.span)?;
    let mut others = all.iter().filter(|found| found.kind != EvidenceKind::JsonRepresentation);
    let is_primitive = matches!(shown.claim, TypeRef::Primitive(_));
    let is_exact = others.all(|other| match &other.claim {
        TypeRef::Primitive(Primitive::Untyped) => !is_primitive,
        TypeRef::Primitive(Primitive::String) => {
            is_primitive && !is_string(&shown.claim) && says_how_written(&claim.ty.text)
        }
        TypeRef::Unknown(word) => is_plain_word(word),
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Collection(_) => false,
    });
    let differs = all.iter().any(|found| found.claim != shown.claim);
    (is_exact && differs).then(|| Evidence { kind: EvidenceKind::ExactJson, ..shown.clone() })
}

/// Whether a placeholder tells which strings it stands for: `"String (double)"` says how a double is written,
/// `"guid"` names a type that is written as a string.
fn says_how_written(placeholder: &str) -> bool {
    match placeholder.split_once('(') {
        Some((written, _)) => Primitive::from_spelling(written.trim()) == Some(Primitive::String),
        None => Primitive::from_spelling(placeholder.trim())
            .is_some_and(|primitive| primitive.json_form() == JsonForm::String),
    }
}

/// A word of prose: types that no page documents have capitals, dots or digits inside.
fn is_plain_word(word: &str) -> bool {
    word.chars().skip(1).all(|c| c.is_lowercase() || c.is_whitespace())
}

fn is_string(ty: &TypeRef) -> bool {
    *ty.item() == TypeRef::Primitive(Primitive::String)
}

/// A readable claim. A JSON choice (`a | b`) says no more than that the value is a string.
fn typed(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    claim: &PropertyFacts,
) -> Option<Evidence<TypeRef>> {
    let claimed = match &claim.ty.expr {
        TypeExpr::Choice(_) => TypeRef::Primitive(Primitive::String),
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

/// Pages repeat what the base type declares; the repetition is documentation, not a declaration. Where it
/// is a mere sample in the JSON representation, the base says the type.
pub(super) fn mark_inherited(api: &mut Api) {
    for index in 0..api.types.len() {
        let bases = api.bases(TypeId(index));
        let inherited: Vec<Option<Fact<TypeRef>>> = api.types[index]
            .properties
            .iter()
            .map(|property| {
                let declared = bases.iter().filter_map(|base| {
                    api.ty(*base).properties.iter().find(|found| found.name == property.name)
                });
                declared.min_by_key(|found| is_only_shown(&found.ty)).map(|found| found.ty.clone())
            })
            .collect();
        for (property, declared) in api.types[index].properties.iter_mut().zip(inherited) {
            let Some(declared) = declared else { continue };
            property.is_inherited = true;
            if is_only_shown(&property.ty) {
                property.ty = declared;
            }
        }
    }
}

/// Whether nothing but JSON says the type.
fn is_only_shown(ty: &Fact<TypeRef>) -> bool {
    let settled_by = ty.evidence()[0].kind;
    [EvidenceKind::JsonRepresentation, EvidenceKind::Example].contains(&settled_by)
}
