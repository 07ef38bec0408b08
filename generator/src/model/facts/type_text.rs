//! Type text: what a type cell, an annotation or a JSON placeholder says, in all its spellings.

use super::words;
use crate::model::primitive::Primitive;
use crate::page::Text;
use crate::source::Span;
use compact_str::CompactString;

/// A type as a page writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeText {
    /// The place.
    pub span: Span,
    /// The words.
    pub text: CompactString,
    /// What they mean.
    pub expr: TypeExpr,
}

/// What type text means, before names are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// A primitive.
    Primitive(Primitive),
    /// A name, qualified or not, and the target of its link.
    Name {
        /// As written, without `#`.
        name: CompactString,
        /// The link's target, relative to the page.
        target: Option<CompactString>,
    },
    /// A collection.
    Collection(Box<TypeExpr>),
    /// `[x](x.md) or [y](y.md)`: one of these types.
    OneOf(Vec<TypeExpr>),
    /// `a | b | c`: one of these strings.
    Choice(Vec<String>),
    /// Nothing, or words that are no type.
    Unreadable,
}

impl TypeExpr {
    /// The item of a collection, else itself.
    pub fn item(&self) -> &Self {
        match self {
            Self::Collection(item) => item.item(),
            Self::Primitive(_)
            | Self::Name { .. }
            | Self::OneOf(_)
            | Self::Choice(_)
            | Self::Unreadable => self,
        }
    }

    /// A collection of this.
    #[must_use]
    pub fn collection(self) -> Self {
        Self::Collection(Box::new(self))
    }
}

/// What a table cell means as a type: `String`, `Collection(Edm.String)`, `[x](x.md) collection`,
/// `string (identifier)`…
pub(super) fn expr(cell: &Text) -> TypeExpr {
    match cell.links() {
        [] => from_words(cell.plain()),
        [link] => linked(cell.plain(), &link.text, &link.target),
        [first, ..] => {
            several(cell).unwrap_or_else(|| linked(cell.plain(), &first.text, &first.target))
        }
    }
}

/// A cell whose links all name a type: one of them.
fn several(cell: &Text) -> Option<TypeExpr> {
    let named = cell.links().iter().map(|link| match from_words(&link.text) {
        TypeExpr::Name { name, .. } if name == link.text => {
            Some(TypeExpr::Name { name, target: Some(link.target.clone()) })
        }
        TypeExpr::Name { .. }
        | TypeExpr::Primitive(_)
        | TypeExpr::Collection(_)
        | TypeExpr::OneOf(_)
        | TypeExpr::Choice(_)
        | TypeExpr::Unreadable => None,
    });
    let types = TypeExpr::OneOf(named.collect::<Option<_>>()?);
    let around = cell
        .links()
        .iter()
        .fold(cell.plain().to_owned(), |around, link| around.replacen(link.text.as_str(), " ", 1));
    Some(if says_collection(&around) { types.collection() } else { types })
}

/// A cell with a link: the link names the type, the words around it say whether it is a collection.
fn linked(plain: &str, link_text: &str, target: &str) -> TypeExpr {
    let named = match from_words(link_text) {
        // `[identity collection](identity.md)`
        TypeExpr::Collection(item) => return with_target(*item, target).collection(),
        // A translated name, in any script: the link says which type it is.
        TypeExpr::Unreadable if is_word(link_text) => {
            TypeExpr::Name { name: link_text.into(), target: Some(target.into()) }
        }
        other => with_target(other, target),
    };
    let (before, after) = match plain.strip_prefix(link_text) {
        Some(after) => ("", after),
        None => plain.split_once(link_text).unwrap_or((plain, "")),
    };
    let is_collection = says_collection(before) || says_collection(after);
    if is_collection { named.collection() } else { named }
}

/// One word of any script.
pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '-')
}

fn with_target(expr: TypeExpr, target: &str) -> TypeExpr {
    match expr {
        TypeExpr::Name { name, .. } => TypeExpr::Name { name, target: Some(target.into()) },
        other => other,
    }
}

/// Whether the words around a type's name make it a collection.
fn says_collection(text: &str) -> bool {
    // Around most links there is nothing.
    if text.len() < 2 {
        return false;
    }
    words::end_of_words(text, &["collection", "[]"]).is_some()
        || text.split_whitespace().any(|word| word.eq_ignore_ascii_case("list"))
}

/// Reads type text without links.
pub(super) fn from_words(text: &str) -> TypeExpr {
    // No type is that long; what nests that deeply is none either.
    if text.len() > 1000 {
        return TypeExpr::Unreadable;
    }
    // Most cells are a bare name.
    if is_name(text) {
        return named(text);
    }
    let text = text.trim().trim_start_matches('#').trim_matches(['`', '*', '"', '\'']).trim();
    if let Some(inner) = inside_collection(text) {
        return from_words(inner).collection();
    }
    if let Some(item) = text.strip_suffix("[]") {
        return from_words(item.trim_matches(['[', ']'])).collection();
    }
    if text.contains('|') {
        return choice(text);
    }
    if let Some(primitive) = Primitive::from_spelling(text) {
        return TypeExpr::Primitive(primitive);
    }
    // `string (timestamp)`: the note is the better name where it is one.
    if let Some((head, note)) = text.split_once('(') {
        let note = note.trim_end().trim_end_matches(')').trim();
        let primitive = Primitive::from_spelling(note).filter(|found| *found != Primitive::String);
        return primitive.map_or_else(|| from_words(head), TypeExpr::Primitive);
    }
    name_and_words(text)
}

fn inside_collection(text: &str) -> Option<&str> {
    let head = text.get(.."collection".len())?;
    if !head.eq_ignore_ascii_case("collection") {
        return None;
    }
    let rest = text[head.len()..].trim_start();
    if let Some(inner) = rest.strip_prefix('(') {
        return Some(inner.strip_suffix(')').unwrap_or(inner));
    }
    let of = rest.get(..3)?;
    of.eq_ignore_ascii_case("of ").then(|| rest[3..].trim())
}

fn choice(text: &str) -> TypeExpr {
    let values: Vec<String> = text
        .split('|')
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect();
    if values.iter().all(|value| !value.contains(char::is_whitespace)) {
        TypeExpr::Choice(values)
    } else {
        TypeExpr::Unreadable
    }
}

/// `String collection`, `string, maximum size 20`, `user object`: a name, then words about it.
fn name_and_words(text: &str) -> TypeExpr {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']');
    let mut rest = text.split(is_between).filter(|word| !word.is_empty());
    let Some(first) = rest.next() else { return TypeExpr::Unreadable };
    if let (true, Some(item), None) =
        (first.eq_ignore_ascii_case("collection"), rest.clone().next(), rest.clone().nth(1))
    {
        return from_words(item).collection();
    }
    // One word, or a name followed by a note; a sentence is no type.
    let name = first.trim_end_matches('.');
    let is_request = rest.clone().any(|word| word.contains("://"));
    if !is_name(name) || is_request || rest.clone().nth(5).is_some() {
        return TypeExpr::Unreadable;
    }
    if rest.any(says_collection) { named(name).collection() } else { named(name) }
}

/// Whether a text is a name, qualified or not.
fn is_name(text: &str) -> bool {
    let is_within = |c: char| words::is_part_of_name(c) || matches!(c, '.' | '-');
    text.starts_with(char::is_alphabetic) && text.chars().all(is_within) && !text.ends_with('.')
}

/// The type of a name.
fn named(name: &str) -> TypeExpr {
    match Primitive::from_spelling(name) {
        Some(primitive) => TypeExpr::Primitive(primitive),
        None => TypeExpr::Name { name: name.into(), target: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> TypeExpr {
        TypeExpr::Name { name: name.into(), target: None }
    }

    #[test]
    fn all_spellings_of_a_type_mean_the_same() {
        let string = TypeExpr::Primitive(Primitive::String);
        for text in [
            "String",
            "string",
            "Edm.String",
            "`String`",
            "string (identifier)",
            "string, maximum size 20",
        ] {
            assert_eq!(from_words(text), string, "{text}");
        }
        for text in [
            "String collection",
            "Collection(String)",
            "Collection of String",
            "String[]",
            "collection(Edm.String)",
        ] {
            assert_eq!(from_words(text), string.clone().collection(), "{text}");
        }
        assert_eq!(
            from_words("String (timestamp)"),
            TypeExpr::Primitive(Primitive::DateTimeOffset)
        );
        assert_eq!(from_words("#microsoft.graph.user"), name("microsoft.graph.user"));
        assert_eq!(from_words("user object"), name("user"));
        assert_eq!(from_words("größeArt"), name("größeArt"));
    }

    #[test]
    fn values_and_sentences_are_told_apart() {
        let values = ["a", "b"].map(String::from).to_vec();
        assert_eq!(from_words("a | b"), TypeExpr::Choice(values));
        assert_eq!(from_words("one of the values a | b"), TypeExpr::Unreadable);
        assert_eq!(from_words(""), TypeExpr::Unreadable);
        assert_eq!(from_words("GET https://api.example.com/v1.0/colors"), TypeExpr::Unreadable);
        assert_eq!(from_words("the type that the service happens to return"), TypeExpr::Unreadable);
    }

    #[test]
    fn links_name_the_type_and_the_words_around_them_make_it_a_collection() {
        let named = TypeExpr::Name { name: "user".into(), target: Some("user.md".into()) };
        assert_eq!(linked("user", "user", "user.md"), named);
        assert_eq!(linked("user collection", "user", "user.md"), named.clone().collection());
        assert_eq!(linked("Collection(user)", "user", "user.md"), named.clone().collection());
        assert_eq!(
            linked("user collection", "user collection", "user.md"),
            named.clone().collection()
        );
        assert_eq!(linked("String", "String", "user.md"), TypeExpr::Primitive(Primitive::String));
        let translated = linked("Empfänger", "Empfänger", "recipient.md");
        let named = |name: &str, target: &str| TypeExpr::Name {
            name: name.into(),
            target: Some(target.into()),
        };
        assert_eq!(translated, named("Empfänger", "recipient.md"));
    }
}
