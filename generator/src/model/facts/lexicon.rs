//! The words of a tree for types, learned from the tree itself: what a type cell says in words is compared
//! with what the JSON representation says of the same property, over all pages.
//!
//! Pages in other languages write "Zeichenfolge" or "colección"; a dictionary would know two of them and
//! miss the third. Properties described twice teach the words, and the words then read the properties that
//! are described once.

use super::type_text::{self, TypeExpr, TypeText};
use super::{PageFacts, PropertyFacts};
use crate::model::evidence::EvidenceKind;
use crate::model::primitive::Primitive;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer properties than this teach nothing.
const ENOUGH: usize = 4;

/// What words mean in one tree.
#[derive(Debug, Default)]
struct Lexicon {
    /// Whole cells without a link that stand for a primitive, or a collection of it; in lower case.
    phrases: BTreeMap<String, TypeExpr>,
    /// The simple names of types, by their lower case.
    types: BTreeMap<String, String>,
    /// Words beside a type's name that make it a collection; in lower case.
    collections: BTreeSet<String>,
}

/// Learns the words of a tree and reads its type cells again with them.
pub(super) fn translate(pages: &mut [PageFacts]) {
    let lexicon = Lexicon::learn(pages);
    pages.par_iter_mut().flat_map_iter(type_texts).for_each(|text| {
        if let Some(expr) = lexicon.read(text) {
            text.expr = expr;
        }
    });
}

/// The type cells of a page.
fn type_texts(facts: &mut PageFacts) -> impl Iterator<Item = &mut TypeText> {
    let properties = facts.types.iter_mut().flat_map(|ty| &mut ty.properties);
    let properties = properties.filter(|claim| is_table(claim)).map(|claim| &mut claim.ty);
    let operation = facts.operation.iter_mut();
    let rows =
        operation.flat_map(|found| found.body_rows.iter_mut().chain(&mut found.path_parameters));
    properties.chain(rows.filter_map(|row| row.ty.as_mut()))
}

fn is_table(claim: &PropertyFacts) -> bool {
    matches!(claim.kind, EvidenceKind::PropertyTable | EvidenceKind::RelationshipTable)
}

/// The simple names of all types that pages document or type cells link to or spell as names, by lower case.
fn types(pages: &[PageFacts]) -> BTreeMap<String, String> {
    let all = || pages.iter().flat_map(|facts| &facts.types);
    let used = all().flat_map(|ty| &ty.properties).filter_map(|claim| match claim.ty.expr.item() {
        TypeExpr::Name { name, .. } if looks_like_identifier(name, name) => Some(simple(name)),
        TypeExpr::Name { .. }
        | TypeExpr::Primitive(_)
        | TypeExpr::Collection(_)
        | TypeExpr::Choice(_)
        | TypeExpr::OneOf(_)
        | TypeExpr::Unreadable => None,
    });
    let documented = all().map(|ty| simple(&ty.name.value));
    let names: Vec<&str> = used.filter(|name| !name.contains('-')).chain(documented).collect();
    // Most types are named many times. Of names that differ in case only the last one counts.
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let distinct = names.into_iter().rev().filter(|name| seen.insert(name));
    let mut types = BTreeMap::new();
    for name in distinct {
        types.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
    }
    types
}

/// One property that a table and a JSON representation describe.
struct Sample<'a> {
    name: &'a str,
    cell: &'a TypeText,
    json: &'a TypeExpr,
}

/// The properties that a page describes in both ways.
fn samples(facts: &PageFacts) -> Vec<Sample<'_>> {
    let mut samples = Vec::new();
    for ty in &facts.types {
        let shown = |name: &str| {
            ty.properties.iter().find(|claim| {
                claim.kind == EvidenceKind::JsonRepresentation
                    && claim.name.value.eq_ignore_ascii_case(name)
            })
        };
        for claim in ty.properties.iter().filter(|claim| is_table(claim)) {
            let Some(json) = shown(&claim.name.value) else { continue };
            samples.push(Sample { name: &claim.name.value, cell: &claim.ty, json: &json.ty.expr });
        }
    }
    samples
}

impl Lexicon {
    fn learn(pages: &[PageFacts]) -> Self {
        let (samples, types) = rayon::join(
            || pages.par_iter().flat_map_iter(samples).collect::<Vec<_>>(),
            || types(pages),
        );
        Self { phrases: phrases(&samples, &types), collections: collection_words(&samples), types }
    }

    /// A better reading of a cell; `None` where its words say nothing more.
    fn read(&self, text: &TypeText) -> Option<TypeExpr> {
        match &text.expr {
            TypeExpr::Name { name, target } => {
                if target.is_none()
                    && let Some(found) = self.phrase(&text.text)
                {
                    return Some(found);
                }
                let is_marked =
                    text.text != *name && self.says_collection(&around(&text.text, name));
                (is_marked || self.is_compound(name)).then(|| text.expr.clone().collection())
            }
            TypeExpr::Unreadable => self.phrase(&text.text),
            TypeExpr::Primitive(_) if self.says_collection(&text.text) => {
                Some(text.expr.clone().collection())
            }
            TypeExpr::Primitive(_) => self.documented(&text.text),
            TypeExpr::Collection(_) | TypeExpr::Choice(_) | TypeExpr::OneOf(_) => None,
        }
    }

    /// A documented type that has the name of some primitive's nickname: `Json` where the tree has such a type.
    fn documented(&self, text: &str) -> Option<TypeExpr> {
        let text = text.trim();
        let is_own_name =
            Primitive::from_spelling(text).is_some_and(|found| found.edm_name()[4..] == *text);
        if is_own_name {
            return None;
        }
        let found = self.types.get(&text.to_lowercase()).filter(|name| *name == text)?;
        Some(TypeExpr::Name { name: found.as_str().into(), target: None })
    }

    /// A cell that was learned as a whole, or one of a readable type and a word for collections:
    /// `GUID-Sammlung`.
    fn phrase(&self, text: &str) -> Option<TypeExpr> {
        let key = folded(text);
        if let Some(found) = self.phrases.get(&key) {
            return Some(found.clone());
        }
        let bare = key.split('(').next().unwrap_or_default().trim().to_owned();
        let tokens: Vec<&str> = tokens(&bare).collect();
        let (marks, rest): (Vec<&str>, Vec<&str>) =
            tokens.into_iter().partition(|token| self.collections.contains(*token));
        let rest = rest.join(" ");
        let item =
            self.phrases.get(&rest).cloned().or_else(|| match type_text::from_words(&rest) {
                TypeExpr::Primitive(primitive) => Some(TypeExpr::Primitive(primitive)),
                TypeExpr::Name { .. }
                | TypeExpr::Collection(_)
                | TypeExpr::Choice(_)
                | TypeExpr::OneOf(_)
                | TypeExpr::Unreadable => {
                    let name = self.types.get(&rest).filter(|_| !marks.is_empty())?;
                    Some(TypeExpr::Name { name: name.as_str().into(), target: None })
                }
            })?;
        Some(if marks.is_empty() { item } else { item.collection() })
    }

    /// Whether a word for collections is the end of a longer word, which names no type itself:
    /// `Ereignissammlung`.
    fn is_compound(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let ends = |word: &String| name.ends_with(word.as_str()) && word.chars().count() > 4;
        self.collections.iter().any(ends) && !self.types.contains_key(&name)
    }

    fn says_collection(&self, around: &str) -> bool {
        tokens(around).any(|token| {
            let is_same = |word: &String| {
                word.eq_ignore_ascii_case(token)
                    || !token.is_ascii() && token.to_lowercase() == *word
            };
            self.collections.iter().any(is_same)
        })
    }
}

/// Cells without a link whose properties the JSON shows as one and the same primitive nearly always. Names
/// that look like identifiers are types that no page documents, not words.
fn phrases(samples: &[Sample<'_>], known: &BTreeMap<String, String>) -> BTreeMap<String, TypeExpr> {
    let mut votes: BTreeMap<String, Vec<&Sample<'_>>> = BTreeMap::new();
    for sample in samples {
        let is_word = match &sample.cell.expr {
            TypeExpr::Name { name, target: None } => {
                !looks_like_identifier(&sample.cell.text, name)
            }
            TypeExpr::Unreadable => !sample.cell.text.is_empty(),
            TypeExpr::Name { .. }
            | TypeExpr::Primitive(_)
            | TypeExpr::Collection(_)
            | TypeExpr::Choice(_)
            | TypeExpr::OneOf(_) => false,
        };
        if !is_word {
            continue;
        }
        let key = folded(&sample.cell.text);
        if !known.contains_key(&key) {
            votes.entry(key).or_default().push(sample);
        }
    }
    votes.into_iter().filter_map(|(phrase, samples)| Some((phrase, agreed(&samples)?))).collect()
}

/// What most of a phrase's samples show, where properties of several names agree.
fn agreed(samples: &[&Sample<'_>]) -> Option<TypeExpr> {
    let names: BTreeSet<&str> = samples.iter().map(|sample| sample.name).collect();
    let shown: Vec<&TypeExpr> =
        samples.iter().map(|sample| sample.json).filter(|json| is_primitive(json.item())).collect();
    let count = |expr: &TypeExpr| shown.iter().filter(|other| **other == expr).count();
    let best = shown.iter().max_by_key(|expr| count(expr))?;
    let is_sure = count(best) * 10 >= shown.len() * 7 && shown.len() * 2 > samples.len();
    (names.len() >= ENOUGH && is_sure).then(|| (*best).clone())
}

fn is_primitive(expr: &TypeExpr) -> bool {
    matches!(expr, TypeExpr::Primitive(_))
}

/// `freeBusyStatus`, `microsoft.graph.x`: one word with a capital or dot inside, or in code.
fn looks_like_identifier(text: &str, name: &str) -> bool {
    let inner = name.get(1..).unwrap_or_default();
    text == name && (inner.contains(|c: char| c.is_ascii_uppercase() || matches!(c, '.' | '_')))
}

/// Words that stand beside a name nearly only where the JSON shows an array.
fn collection_words(samples: &[Sample<'_>]) -> BTreeSet<String> {
    // The same few words stand beside most names.
    let mut cells: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for sample in samples {
        let name = match sample.cell.expr.item() {
            TypeExpr::Name { name, .. } => name.as_str(),
            TypeExpr::Primitive(_) => "",
            TypeExpr::Collection(_)
            | TypeExpr::Choice(_)
            | TypeExpr::OneOf(_)
            | TypeExpr::Unreadable => continue,
        };
        if sample.cell.text != name {
            let (arrays, all) = cells.entry((&sample.cell.text, name)).or_default();
            *arrays += usize::from(matches!(sample.json, TypeExpr::Collection(_)));
            *all += 1;
        }
    }
    let mut votes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for ((text, name), (arrays, all)) in cells {
        let words: BTreeSet<String> =
            tokens(&folded(&around(text, name))).map(str::to_owned).collect();
        for word in words {
            let vote = votes.entry(word).or_default();
            *vote = (vote.0 + arrays, vote.1 + all);
        }
    }
    let is_sure = |(arrays, all): &(usize, usize)| *arrays >= ENOUGH && arrays * 10 >= all * 8;
    votes.into_iter().filter(|(_, counts)| is_sure(counts)).map(|(word, _)| word).collect()
}

/// The cell without the type's name.
fn around(text: &str, name: &str) -> String {
    if name.is_empty() { text.to_owned() } else { text.replacen(name, " ", 1) }
}

fn folded(text: &str) -> String {
    text.trim().trim_matches(['`', '*', '"']).to_lowercase()
}

/// The words of a folded text, in any script.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2)
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
