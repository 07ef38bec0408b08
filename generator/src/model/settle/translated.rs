//! Members on translated pages: translators turn the words of a member table into their language, but not
//! the code in descriptions and JSON.

use super::enums::{rows_with_json, values};
use super::{Tree, lookup};
use crate::model::api::{Api, TypeId, TypeKind, TypeName};
use crate::model::facts::member::code_list;
use crate::model::facts::{
    LeftOut, MemberFacts, Omission, PageFacts, PropertyFacts, TypeExpr, is_identifier,
};
use crate::model::primitive::Primitive;
use crate::page::Text;
use crate::source::Spanned;
use std::collections::BTreeMap;

/// What a tree with translated pages says of members besides its tables.
#[derive(Default)]
pub(super) struct Translated {
    /// Whether translators touched the names in tables of members.
    are_words: bool,
    /// The values that properties list for enumerations.
    listed: BTreeMap<TypeId, Vec<Spanned<String>>>,
}

impl Translated {
    /// Reads the longest list of each enumeration.
    pub(super) fn learn(tree: &Tree<'_>, api: &Api) -> Self {
        let mut found = Self { are_words: are_words(tree), ..Self::default() };
        for (_, facts) in tree.pages().filter(|(_, facts)| facts.is_translated) {
            for (row, json) in facts.types.iter().flat_map(rows_with_json) {
                found.add(tree, api, facts, (&row.ty.expr, row.description.as_ref(), json));
            }
            for row in facts.operation.iter().flat_map(|operation| &operation.body_rows) {
                let expr = row.ty.as_ref().map_or(&TypeExpr::Unreadable, |ty| &ty.expr);
                found.add(tree, api, facts, (expr, row.description.as_ref(), None));
            }
        }
        found.add_alike(tree, api);
        found
    }

    /// Adds, for tables without a list, what a property of strings lists: as many values, most of them the same.
    fn add_alike(&mut self, tree: &Tree<'_>, api: &Api) {
        let types = || tree.documented().filter(|found| found.facts.is_translated);
        let tables: Vec<(TypeId, &[MemberFacts])> = types()
            .filter(|found| !found.ty.members.is_empty())
            .filter_map(|found| Some((api.type_named(found.name)?, found.ty.members.as_slice())))
            .filter(|(id, _)| !self.listed.contains_key(id))
            .collect();
        for row in types().flat_map(|found| &found.ty.properties) {
            let (TypeExpr::Primitive(Primitive::String), Some(text)) =
                (row.ty.expr.item(), &row.description)
            else {
                continue;
            };
            let values = code_list(text);
            let shared = |members: &[MemberFacts]| {
                let is_listed = |row: &&MemberFacts| {
                    values.iter().any(|value| value.value.eq_ignore_ascii_case(&row.name.value))
                };
                members.iter().filter(is_listed).count()
            };
            let found = tables.iter().find(|(_, members)| {
                members.len() == values.len() && shared(members) * 2 > values.len()
            });
            if let Some((id, _)) = found.filter(|_| values.len() > 2) {
                self.keep(*id, values);
            }
        }
    }

    /// Keeps the values of a row, given as type, description and JSON, if it lists more than those before.
    fn add(
        &mut self,
        tree: &Tree<'_>,
        api: &Api,
        facts: &PageFacts,
        (expr, description, json): (&TypeExpr, Option<&Text>, Option<&PropertyFacts>),
    ) {
        let (TypeExpr::Name { name, target }, Some(description)) = (expr.item(), description)
        else {
            return;
        };
        let id = lookup::resolve_name(tree, api, facts, name, target.as_deref());
        let Some(id) = id.filter(|id| api.ty(*id).kind == TypeKind::Enum) else { return };
        self.keep(id, values(description, json));
    }

    /// Keeps the longer of two lists; an enumeration without values has no list.
    fn keep(&mut self, id: TypeId, values: Vec<Spanned<String>>) {
        if values.len() > self.listed.get(&id).map_or(0, Vec::len) {
            self.listed.insert(id, values);
        }
    }

    /// Whether nothing but the translated tables of a page names the members of an enumeration.
    pub(super) fn is_alone(&self, facts: &PageFacts, id: TypeId) -> bool {
        facts.is_translated && !self.listed.contains_key(&id)
    }

    /// The members that a table of the page gives. Of a translated table those count that properties list
    /// too, and the listed ones stand for rows in another language; only a table with more rows than the list
    /// adds rows that may still be names. Without a list these are all there is, begun small as members are.
    pub(super) fn members(
        &self,
        api: &mut Api,
        facts: &PageFacts,
        name: &TypeName,
        rows: &[MemberFacts],
    ) -> Vec<MemberFacts> {
        if !facts.is_translated || !self.are_words {
            return rows.to_vec();
        }
        let listed = api.type_named(name).and_then(|id| self.listed.get(&id));
        let listed = listed.map_or(&[][..], Vec::as_slice);
        let row = |value: &str| rows.iter().find(|row| row.name.value.eq_ignore_ascii_case(value));
        // Prose begins values with a capital more often than the table does.
        let is_small = listed.iter().all(|value| begins_large(&value.value))
            && rows.iter().any(|row| !begins_large(&row.name.value));
        let mut members: Vec<MemberFacts> = listed
            .iter()
            .map(|value| {
                let row = row(&value.value);
                let name = if is_small { lowered(&value.value) } else { value.value.clone() };
                MemberFacts {
                    name: Spanned::new(name.into(), value.span),
                    value: row.and_then(|row| row.value),
                    description: row.and_then(|row| row.description.clone()),
                }
            })
            .collect();
        for row in rows {
            let name = &row.name.value;
            let is_listed = listed.iter().any(|value| value.value.eq_ignore_ascii_case(name));
            let spelt = if listed.is_empty() { lowered(name) } else { name.to_string() };
            if !is_listed && rows.len() > listed.len() && may_be_name(&spelt) {
                members.push(MemberFacts {
                    name: Spanned::new(spelt.into(), row.name.span),
                    ..row.clone()
                });
            } else if !is_listed {
                let reason = Omission::Translated;
                api.left_out.push(LeftOut { span: row.name.span, reason });
            }
        }
        members
    }
}

/// Whether translators touched names: in a quarter of the tables of translated pages, rows are not in ASCII,
/// or some begin with a capital and others with a small letter.
pub(super) fn are_words(tree: &Tree<'_>) -> bool {
    let facts = tree.facts.iter().filter(|facts| facts.is_translated);
    let types = facts.flat_map(|facts| &facts.types).map(|ty| ty.members.as_slice());
    let tables: Vec<&[MemberFacts]> = types.filter(|members| !members.is_empty()).collect();
    let is_touched = |rows: &&&[MemberFacts]| {
        let mut names = rows.iter().map(|row| row.name.value.as_str());
        let large = rows.iter().filter(|row| begins_large(&row.name.value)).count();
        names.any(|name| !name.is_ascii()) || large > 0 && large < rows.len()
    };
    tables.iter().filter(is_touched).count() * 4 > tables.len()
}

/// Whether a word is spelt as members are: in ASCII, with a small letter first, and no placeholder.
pub(super) fn may_be_name(name: &str) -> bool {
    is_identifier(name) && name.is_ascii() && !name.contains('-') && !begins_large(name)
}

/// Whether a name begins with a capital.
pub(super) fn begins_large(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// A name that begins with a small letter; one in capitals is all small.
pub(super) fn lowered(name: &str) -> String {
    if name.len() > 1 && !name.contains(char::is_lowercase) {
        return name.to_lowercase();
    }
    let mut letters = name.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}
