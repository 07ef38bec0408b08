//! Enumerations of which a value may hold several members at once.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::enumeration::Enumeration;
use crate::json::{DecodeError, Reader, Wire, Writer};

/// A set of enumeration members, written in JSON as one string: `"Watermark, Escrows"`.
///
/// The text is kept as it came, so order, spacing and unknown members survive (OData ABNF
/// `enumValue`; services write it with and without the space). Equality is about the members and
/// their order, not about spaces.
///
/// ```
/// # use docwright_runtime::{OtherText, enumeration};
/// # #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// # pub enum Scope { Watermark, Escrows, Other(OtherText) }
/// # enumeration! { Scope = "scope" { Watermark = "Watermark", Escrows = "Escrows" } }
/// use docwright_runtime::Flags;
///
/// let mut scopes: Flags<Scope> = Flags::from("Watermark,Future");
/// assert!(scopes.contains(&Scope::Watermark));
/// scopes.insert(Scope::Escrows);
/// assert_eq!(scopes.as_str(), "Watermark,Future, Escrows");
/// assert_eq!(scopes.iter().count(), 3);
/// ```
pub struct Flags<E> {
    text: String,
    members: PhantomData<fn() -> E>,
}

impl<E: Enumeration> Flags<E> {
    /// No members; written as the empty string.
    pub fn new() -> Self {
        Self::default()
    }

    /// The members in their order.
    pub fn iter(&self) -> impl Iterator<Item = E> {
        self.names().map(E::from_text)
    }

    /// Whether the member is in the set.
    pub fn contains(&self, member: &E) -> bool {
        self.names().any(|name| name == member.as_str())
    }

    /// Adds a member at the end, if it is not there yet.
    #[expect(clippy::needless_pass_by_value, reason = "as every set's `insert`")]
    pub fn insert(&mut self, member: E) {
        if self.contains(&member) {
            return;
        }
        if !self.text.trim().is_empty() {
            self.text.push_str(", ");
        }
        self.text.push_str(member.as_str());
    }

    /// Takes a member out.
    pub fn remove(&mut self, member: &E) {
        if self.contains(member) {
            let left: Vec<&str> = self.names().filter(|name| *name != member.as_str()).collect();
            self.text = left.join(", ");
        }
    }
}

impl<E> Flags<E> {
    /// The text as it stands in JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.names().next().is_none()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.text.split(',').map(str::trim).filter(|name| !name.is_empty())
    }
}

impl<E> From<&str> for Flags<E> {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), members: PhantomData }
    }
}

impl<E: Enumeration> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        [member].into_iter().collect()
    }
}

impl<E: Enumeration> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut flags = Self::new();
        members.into_iter().for_each(|member| flags.insert(member));
        flags
    }
}

impl<E> Wire for Flags<E> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.text("flags", |text| Some(text.into()))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.text);
    }
}

impl<E> Clone for Flags<E> {
    fn clone(&self) -> Self {
        self.text.as_str().into()
    }
}

impl<E> Default for Flags<E> {
    fn default() -> Self {
        "".into()
    }
}

impl<E> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        self.names().eq(other.names())
    }
}

impl<E> Eq for Flags<E> {}

impl<E> Hash for Flags<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.names().for_each(|name| name.hash(state));
    }
}

impl<E> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<E> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
