//! What an object holds beside its documented members, so that nothing is lost.

use std::fmt;

use crate::json::{DecodeError, RawJson, Wire};

/// The members of an object that its type has no field for, and which of its fields were explicit `null`.
///
/// One pointer wide, and nothing is allocated while there is nothing to remember. Three things are
/// kept: unknown members with their exact text, in their order; the names of known members that
/// were `null` (a field is `None` both then and when the member is absent); and the spelling of
/// numbers that their field would write differently (`1.0` in an `f64`, `"99"` in an `i64`), which
/// is used again as long as the field has that value.
///
/// When the object is written, a field that has a value wins over anything kept here under its name.
///
/// Equality is about what is said, not how: the order of members and the spelling of numbers in
/// fields do not count, the text of unknown members does.
///
/// ```
/// use docwright_runtime::{Extra, RawJson};
///
/// let mut extra = Extra::default();
/// extra.insert("color", RawJson::of(&"red".to_owned()));
/// extra.set_null("schedule"); // PATCH {"schedule": null}
/// assert_eq!(extra.get("color").unwrap().as_str(), r#""red""#);
/// assert!(extra.is_null("schedule"));
/// ```
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Kept>>);

/// Never empty in both lists.
#[derive(Clone, Default)]
struct Kept {
    /// No name twice, once [`Extra::settle`] has been called.
    members: Vec<(Box<str>, RawJson)>,
    /// At most one note per name.
    notes: Vec<(Box<str>, Note)>,
}

/// What is remembered of a member that has a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// It was `null`.
    Null,
    /// It was missing where its field cannot say so.
    Absent,
    /// How its value was written.
    Spelling(Box<str>),
}

impl Extra {
    /// Whether there are neither unknown members nor explicit nulls.
    pub fn is_empty(&self) -> bool {
        self.len() == 0 && self.null_notes().next().is_none()
    }

    /// Number of unknown members.
    pub fn len(&self) -> usize {
        self.members().len()
    }

    /// The raw value of an unknown member.
    pub fn get(&self, name: &str) -> Option<&RawJson> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Reads an unknown member as a `T`; `None` if there is no such member.
    ///
    /// # Errors
    /// If the member is not a `T`.
    pub fn read<T: Wire>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        self.get(name).map(|raw| raw.to().map_err(|error| error.inside_member(name))).transpose()
    }

    /// Adds or replaces a member, and gives what stood there.
    ///
    /// A member that has a field is written only while the field is `None`.
    pub fn insert(&mut self, name: impl Into<String>, value: RawJson) -> Option<RawJson> {
        let name = name.into();
        self.remove_note(&name, |note| *note == Note::Null);
        let members = &mut self.kept().members;
        if let Some((_, old)) = members.iter_mut().find(|(known, _)| **known == *name) {
            return Some(std::mem::replace(old, value));
        }
        members.push((name.into(), value));
        None
    }

    /// Adds or replaces a member with the JSON form of `value`.
    pub fn set<T: Wire>(&mut self, name: impl Into<String>, value: &T) {
        self.insert(name, RawJson::of(value));
    }

    /// Takes an unknown member out.
    pub fn remove(&mut self, name: &str) -> Option<RawJson> {
        let members = &mut self.0.as_mut()?.members;
        let at = members.iter().position(|(known, _)| **known == *name)?;
        let (_, value) = members.remove(at);
        self.shrink();
        Some(value)
    }

    /// The unknown members, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawJson)> {
        self.members().iter().map(|(name, value)| (&**name, value))
    }

    /// Whether the member was sent as `null`, or is to be sent so.
    ///
    /// For a known member this counts only while its field is `None`.
    pub fn is_null(&self, name: &str) -> bool {
        self.has_null_note(name) || self.get(name).is_some_and(RawJson::is_null)
    }

    /// Lets the member be written as `null` (while its field, if it has one, is `None`): in a PATCH
    /// body this clears the property.
    pub fn set_null(&mut self, name: &str) {
        self.remove(name);
        self.note(name, Some(Note::Null));
    }

    /// Forgets that the member was `null`.
    pub fn clear_null(&mut self, name: &str) {
        if self.get(name).is_some_and(RawJson::is_null) {
            self.remove(name);
        }
        self.remove_note(name, |note| *note == Note::Null);
    }

    /// The names of the members that are explicit `null`, unknown members apart.
    pub fn nulls(&self) -> impl Iterator<Item = &str> {
        self.null_notes()
    }

    /// Forgets everything, spellings included.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// The `@odata.type` without its `#`, such as `microsoft.graph.user`.
    pub fn odata_type(&self) -> Option<String> {
        let name: String = self.read("@odata.type").ok()??;
        Some(name.rsplit('#').next().unwrap_or_default().to_owned())
    }

    /// The `@odata.etag`, to be sent as `If-Match`.
    pub fn odata_etag(&self) -> Option<String> {
        self.read("@odata.etag").ok()?
    }

    /// Whether nothing at all is remembered, not even a spelling.
    pub(crate) fn is_clear(&self) -> bool {
        self.0.is_none()
    }

    /// Adds a member without looking for an earlier one; [`Extra::settle`] does that for all at once.
    pub(crate) fn push(&mut self, name: String, text: &str) {
        self.kept().members.push((name.into(), RawJson::trusted(text)));
    }

    /// Keeps the last of members of the same name, at the place of the last.
    pub(crate) fn settle(&mut self) {
        let Some(kept) = &mut self.0 else { return };
        let mut order: Vec<usize> = (0..kept.members.len()).collect();
        // Stable, so that the last of each name is the last of its run.
        order.sort_by(|a, b| kept.members[*a].0.cmp(&kept.members[*b].0));
        let mut last = vec![true; order.len()];
        for pair in order.windows(2) {
            last[pair[0]] = kept.members[pair[0]].0 != kept.members[pair[1]].0;
        }
        let mut last = last.into_iter();
        kept.members.retain(|_| last.next().unwrap_or(true));
    }

    /// Sets or forgets what is remembered of a known member.
    pub(crate) fn note(&mut self, name: &str, note: Option<Note>) {
        match note {
            None => self.remove_note(name, |_| true),
            Some(note) => {
                let notes = &mut self.kept().notes;
                match notes.iter_mut().find(|(known, _)| **known == *name) {
                    Some((_, old)) => *old = note,
                    None => notes.push((name.into(), note)),
                }
            }
        }
    }

    fn remove_note(&mut self, name: &str, which: impl Fn(&Note) -> bool) {
        let Some(kept) = &mut self.0 else { return };
        kept.notes.retain(|(known, note)| **known != *name || !which(note));
        self.shrink();
    }

    pub(crate) fn find_note(&self, name: &str) -> Option<&Note> {
        self.notes().iter().find(|(known, _)| **known == *name).map(|(_, note)| note)
    }

    pub(crate) fn has_null_note(&self, name: &str) -> bool {
        self.find_note(name) == Some(&Note::Null)
    }

    pub(crate) fn null_notes(&self) -> impl Iterator<Item = &str> {
        self.notes().iter().filter(|(_, note)| *note == Note::Null).map(|(name, _)| &**name)
    }

    pub(crate) fn spelling(&self, name: &str) -> Option<&str> {
        match self.find_note(name)? {
            Note::Spelling(text) => Some(text),
            Note::Null | Note::Absent => None,
        }
    }

    fn members(&self) -> &[(Box<str>, RawJson)] {
        self.0.as_ref().map_or(&[], |kept| &kept.members)
    }

    fn notes(&self) -> &[(Box<str>, Note)] {
        self.0.as_ref().map_or(&[], |kept| &kept.notes)
    }

    fn kept(&mut self) -> &mut Kept {
        self.0.get_or_insert_default()
    }

    fn shrink(&mut self) {
        if self.0.as_ref().is_some_and(|kept| kept.members.is_empty() && kept.notes.is_empty()) {
            self.0 = None;
        }
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        if self.is_clear() && other.is_clear() {
            return true;
        }
        let same_members = sorted(self.members().iter()) == sorted(other.members().iter());
        same_members && sorted(self.null_notes()) == sorted(other.null_notes())
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items
}

impl Eq for Extra {}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nulls = self.null_notes().map(|name| (name, "null"));
        f.debug_map().entries(nulls).entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_pointer_wide() {
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
    }

    #[test]
    fn of_equal_names_the_last_counts() {
        let mut extra = Extra::default();
        for (name, text) in [("a", "1"), ("b", "2"), ("a", "3"), ("c", "4"), ("a", "5")] {
            extra.push(name.to_owned(), text);
        }
        extra.settle();
        let left: Vec<_> = extra.iter().map(|(name, value)| (name, value.as_str())).collect();
        assert_eq!(left, [("b", "2"), ("c", "4"), ("a", "5")]);
    }

    #[test]
    fn null_and_value_exclude_each_other() {
        let mut extra = Extra::default();
        extra.set_null("a");
        extra.set("a", &1i32);
        assert!(!extra.is_null("a"));
        extra.set_null("a");
        assert!(extra.is_null("a") && extra.get("a").is_none());
        extra.clear_null("a");
        assert!(extra.is_clear());
    }

    #[test]
    fn equality_ignores_order_and_spelling() {
        let (mut one, mut two) = (Extra::default(), Extra::default());
        one.set("a", &1i32);
        one.set("b", &2i32);
        one.note("c", Some(Note::Spelling("1.0".into())));
        two.set("b", &2i32);
        two.set("a", &1i32);
        assert_eq!(one, two);
        two.set_null("c");
        assert_ne!(one, two);
    }
}
