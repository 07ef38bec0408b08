//! Base types: from annotations, from the words before a link in an introduction, from rows that say where
//! a property is inherited from.
//!
//! The words are learned: whatever stands before links to types that the page otherwise shows to be the
//! base ("Inherits from", "Sie erbt von", "A subclass of") says so on the other pages too.

use super::{Documented, Tree, lookup};
use crate::model::api::{Api, TypeId};
use crate::model::evidence::{Evidence, EvidenceKind, Fact};
use crate::model::facts::{PageFacts, PropertyFacts, Section, TypeFacts, TypeLink, introduction};
use crate::page::{Block, BlockKind, Link, Page, Text};
use crate::source::{Span, Spanned};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Fewer pages than this teach no words.
const ENOUGH_PAGES: usize = 6;

/// Fewer rows than this show no base.
const ENOUGH_ROWS: usize = 3;

type Claims = BTreeMap<TypeId, Vec<Evidence<TypeId>>>;

/// Settles the base type of every type.
pub(super) fn settle(tree: &Tree<'_>, api: &mut Api) {
    let mut claims = stated(tree, api);
    let introduced = introduced(tree, api, &claims);
    for (ty, claim) in introduced.into_iter().chain(listed(tree, api)).chain(repeated(tree, api)) {
        claims.entry(ty).or_default().push(claim);
    }
    for (id, claims) in claims {
        api.types[id.0].base = Fact::settle(claims);
    }
    break_circles(api);
    refine(api);
    derive(api);
}

/// A type derives from all the bases of its base: of two claims where the one is a base of the other, the
/// more derived one says more, whatever kind of place says it.
fn refine(api: &mut Api) {
    for index in 0..api.types.len() {
        let Some(base) = &api.types[index].base else { continue };
        let claimed = base.evidence().iter().map(|claim| claim.claim);
        let more = claimed.filter(|other| {
            let above = api.bases(*other);
            above.contains(&base.value) && !above.contains(&TypeId(index))
        });
        let more = more.max_by_key(|other| api.bases(*other).len());
        if let (Some(more), Some(base)) = (more, &mut api.types[index].base) {
            base.value = more;
        }
    }
}

/// The types that the page of their base lists under "Derived types".
fn listed(tree: &Tree<'_>, api: &Api) -> Vec<(TypeId, Evidence<TypeId>)> {
    let of_page = |(page, facts): (&Page, &PageFacts)| {
        let mut found = Vec::new();
        let Some(&base) = api.page_types.get(&facts.file) else { return found };
        let in_list = |block: &&Block| {
            facts.roles.outline.section(page, block.heading) == Section::DerivedTypes
        };
        for link in page.blocks.iter().filter(in_list).flat_map(first_links) {
            let file = tree.sources.linked(facts.file, &link.target);
            let ty = file.and_then(|file| api.page_types.get(&file)).copied();
            if let Some(ty) = ty.filter(|ty| *ty != base) {
                let claim = Evidence { kind: EvidenceKind::Prose, span: link.span, claim: base };
                found.push((ty, claim));
            }
        }
        found
    };
    tree.pages.par_iter().zip(tree.facts).flat_map_iter(of_page).collect()
}

/// The links of a paragraph, or those in a table's first column.
fn first_links(block: &Block) -> Vec<&Link> {
    match &block.kind {
        BlockKind::Paragraph(text) => text.links().iter().collect(),
        BlockKind::Table(table) => {
            table.rows.iter().filter_map(|row| row.cells.first()).flat_map(Text::links).collect()
        }
        BlockKind::Fence(_)
        | BlockKind::Annotation(_)
        | BlockKind::Comment(_)
        | BlockKind::Html(_)
        | BlockKind::Rule => Vec::new(),
    }
}

/// Fills the lists of derived types, after bases have changed.
pub(super) fn derive(api: &mut Api) {
    for ty in &mut api.types {
        ty.derived.clear();
    }
    for index in 0..api.types.len() {
        if let Some(base) = api.types[index].base.as_ref().map(|base| base.value) {
            api.types[base.0].derived.push(TypeId(index));
        }
    }
}

/// What annotations and the English "inherits from" say.
fn stated(tree: &Tree<'_>, api: &mut Api) -> Claims {
    let mut claims = Claims::new();
    for Documented { facts, ty, name, .. } in tree.documented() {
        let Some(id) = api.type_named(name) else { continue };
        for base in &ty.bases {
            let found = {
                let TypeLink { name, target } = &base.claim;
                lookup::resolve_name(tree, api, facts, name, target.as_deref())
            };
            if let Some(claim) = found.filter(|base| *base != id) {
                let claim = Evidence { kind: base.kind, span: base.span, claim };
                claims.entry(id).or_default().push(claim);
            } else {
                let name = Spanned::new(base.claim.name.clone(), base.span);
                api.types[id.0].unknown_base = Some(name);
            }
        }
    }
    claims
}

/// A link of an introduction to another type, and the words before it.
struct Mention {
    ty: TypeId,
    target: TypeId,
    words: String,
    span: Span,
    /// Whether the page shows by other means that the target is the base.
    is_confirmed: bool,
}

/// The mentions whose words are those that introduce base types in this tree.
fn introduced(tree: &Tree<'_>, api: &Api, claims: &Claims) -> Vec<(TypeId, Evidence<TypeId>)> {
    let mentions: Vec<Mention> =
        tree.main_types().flat_map_iter(|main| mentions(tree, api, &main, claims)).collect();
    let mut votes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for mention in &mentions {
        let (confirmed, all) = votes.entry(&mention.words).or_default();
        *confirmed += usize::from(mention.is_confirmed);
        *all += 1;
    }
    let is_sure = |words: &str| {
        let (confirmed, all) = votes[words];
        confirmed >= ENOUGH_PAGES && confirmed * 10 >= all * 8
    };
    let sure = mentions.iter().filter(|mention| is_sure(&mention.words));
    sure.map(|mention| {
        (
            mention.ty,
            Evidence { kind: EvidenceKind::Prose, span: mention.span, claim: mention.target },
        )
    })
    .collect()
}

fn mentions(
    tree: &Tree<'_>,
    api: &Api,
    &Documented { facts, ty, name, .. }: &Documented<'_>,
    claims: &Claims,
) -> Vec<Mention> {
    let Some((id, page)) = api.type_named(name).zip(tree.page_of(facts.file)) else {
        return Vec::new();
    };
    let texts = introduction::running(page, &ty.intro);
    let mut found = Vec::new();
    for (words, span, target) in texts.flat_map(words_before_links) {
        let target = tree
            .sources
            .linked(facts.file, &target)
            .and_then(|file| api.page_types.get(&file).copied());
        let Some(target) = target.filter(|target| *target != id) else { continue };
        let annotated = claims.get(&id).into_iter().flatten().any(|claim| claim.claim == target);
        let is_confirmed = annotated
            || inherited_rows(tree, api, facts, ty, id) > 1
            || is_kind_of(&api.ty(id).name.name, &api.ty(target).name.name);
        found.push(Mention { ty: id, target, words, span, is_confirmed });
    }
    found
}

/// Every link of a text with the last two words of its sentence before it, in lower case.
fn words_before_links(text: &Text) -> Vec<(String, Span, String)> {
    let mut rest = text.plain();
    let mut found = Vec::new();
    for link in text.links().iter().filter(|link| !link.text.is_empty()) {
        let Some(at) = rest.find(link.text.as_str()) else { continue };
        let sentence =
            rest[..at].rsplit(['.', ':', '\n']).next().unwrap_or_default().to_lowercase();
        let words: Vec<&str> = sentence.split_whitespace().rev().take(2).collect();
        if !words.is_empty() {
            let words: Vec<&str> = words.into_iter().rev().collect();
            found.push((words.join(" "), link.span, link.target.to_string()));
        }
        rest = &rest[at + link.text.len()..];
    }
    found
}

/// How many rows of a type end in a link to another type that has a row of that name.
fn inherited_rows(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    ty: &TypeFacts,
    id: TypeId,
) -> usize {
    ty.properties.iter().filter(|row| declarer(tree, api, facts, row, id).is_some()).count()
}

/// The type that a row's description says the property comes from: its last link leads to another type
/// that documents a property of that name.
fn declarer(
    tree: &Tree<'_>,
    api: &Api,
    facts: &PageFacts,
    row: &PropertyFacts,
    id: TypeId,
) -> Option<TypeId> {
    let link = row.description.as_ref()?.links().last()?;
    let file = tree.sources.linked(facts.file, &link.target)?;
    let other = api.page_types.get(&file).copied().filter(|other| *other != id)?;
    let documented = tree.facts_of(file)?.types.first()?;
    documented.properties.iter().any(|found| found.name.value == row.name.value).then_some(other)
}

/// The type from which most rows say that they are inherited, where several do.
fn repeated(tree: &Tree<'_>, api: &Api) -> Vec<(TypeId, Evidence<TypeId>)> {
    let of_page = |Documented { facts, ty, name, .. }: Documented<'_>| {
        let id = api.type_named(name)?;
        let mut votes: BTreeMap<TypeId, Vec<Span>> = BTreeMap::new();
        for row in &ty.properties {
            if let Some(other) = declarer(tree, api, facts, row, id) {
                votes.entry(other).or_default().push(row.name.span);
            }
        }
        let best = votes.into_iter().max_by_key(|(_, rows)| rows.len());
        let (other, rows) = best.filter(|(_, rows)| rows.len() >= ENOUGH_ROWS)?;
        Some((id, Evidence { kind: EvidenceKind::InheritedRow, span: rows[0], claim: other }))
    };
    tree.main_types().filter_map(of_page).collect()
}

/// Whether a name has all words of another in their order, and more: an `excelResource` is a `resource`.
fn is_kind_of(name: &str, base: &str) -> bool {
    let name: Vec<String> = camel_words(name);
    let mut rest = name.iter();
    let base = camel_words(base);
    base.len() > 1
        && base.len() < name.len()
        && base.iter().all(|word| rest.any(|found| found == word))
}

fn camel_words(name: &str) -> Vec<String> {
    crate::model::casing::snake(name).split('_').map(str::to_owned).collect()
}

/// A base type that leads back to the type itself is none; the claim is kept for the rules.
fn break_circles(api: &mut Api) {
    for index in 0..api.types.len() {
        let mut seen = vec![index];
        let mut next = api.types[index].base.as_ref().map(|base| base.value.0);
        while let Some(base) = next {
            if seen.contains(&base) {
                let last = seen[seen.len() - 1];
                api.types[last].circular_base = api.types[last].base.take();
                break;
            }
            seen.push(base);
            next = api.types[base].base.as_ref().map(|base| base.value.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_all_words_of_another_is_a_kind_of_it() {
        assert!(is_kind_of("educationExcelResource", "educationResource"));
        assert!(!is_kind_of("educationResource", "educationExcelResource"));
        assert!(!is_kind_of("educationResource", "educationResource"));
        // One word is in too many names.
        assert!(!is_kind_of("recordOperation", "operation"));
    }
}
