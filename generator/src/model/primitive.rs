//! The Edm primitive types, one row each: its spellings in pages, its OData name, its JSON form, its Rust type.
//!
//! Source: OData CSDL 4.01 §3.3 (primitive types), OData JSON 4.01 §7.1 (their JSON form).

use std::sync::LazyLock;

/// An Edm primitive type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are OData's own names")]
pub enum Primitive {
    String,
    Boolean,
    Byte,
    SByte,
    Int16,
    Int32,
    Int64,
    Single,
    Double,
    Decimal,
    DateTimeOffset,
    Date,
    TimeOfDay,
    Duration,
    Guid,
    Binary,
    Stream,
    /// Any JSON value: `Edm.Untyped`, and what pages write as `Json` or `Object`.
    Untyped,
}

/// What JSON value a primitive is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// A string.
    String,
    /// A number without fraction.
    Integer,
    /// A number, or one of the strings `"INF"`, `"-INF"`, `"NaN"`.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Anything.
    Any,
}

struct Row {
    primitive: Primitive,
    edm: &'static str,
    json: JsonForm,
    /// The Rust type; those that begin with a capital and are not `String` come from the runtime.
    rust: &'static str,
    /// How pages spell it besides the Edm name without `Edm.`; compared without case.
    spellings: &'static [&'static str],
}

const fn row(
    primitive: Primitive,
    edm: &'static str,
    json: JsonForm,
    rust: &'static str,
    spellings: &'static [&'static str],
) -> Row {
    Row { primitive, edm, json, rust, spellings }
}

/// In the order of [`Primitive`]'s variants.
const ROWS: [Row; 18] = [
    row(
        Primitive::String,
        "Edm.String",
        JsonForm::String,
        "String",
        &["str", "text", "url", "etag"],
    ),
    row(Primitive::Boolean, "Edm.Boolean", JsonForm::Boolean, "bool", &["bool"]),
    row(Primitive::Byte, "Edm.Byte", JsonForm::Integer, "u8", &[]),
    row(Primitive::SByte, "Edm.SByte", JsonForm::Integer, "i8", &[]),
    row(Primitive::Int16, "Edm.Int16", JsonForm::Integer, "i16", &["short"]),
    row(Primitive::Int32, "Edm.Int32", JsonForm::Integer, "i32", &["int", "integer"]),
    row(Primitive::Int64, "Edm.Int64", JsonForm::Integer, "i64", &["long"]),
    row(Primitive::Single, "Edm.Single", JsonForm::Number, "f32", &["float"]),
    row(Primitive::Double, "Edm.Double", JsonForm::Number, "f64", &["number"]),
    row(Primitive::Decimal, "Edm.Decimal", JsonForm::Number, "Decimal", &[]),
    row(
        Primitive::DateTimeOffset,
        "Edm.DateTimeOffset",
        JsonForm::String,
        "DateTimeOffset",
        &["datetime", "timestamp", "date-time", "date and time", "datetime-offset"],
    ),
    row(Primitive::Date, "Edm.Date", JsonForm::String, "Date", &[]),
    row(Primitive::TimeOfDay, "Edm.TimeOfDay", JsonForm::String, "TimeOfDay", &["time"]),
    row(Primitive::Duration, "Edm.Duration", JsonForm::String, "Duration", &["timespan"]),
    row(Primitive::Guid, "Edm.Guid", JsonForm::String, "Guid", &["uuid"]),
    row(Primitive::Binary, "Edm.Binary", JsonForm::String, "Binary", &["bytes", "byte[]"]),
    row(Primitive::Stream, "Edm.Stream", JsonForm::String, "Binary", &[]),
    row(Primitive::Untyped, "Edm.Untyped", JsonForm::Any, "RawJson", &["json", "object", "any"]),
];

/// "datetime-offset"
const LONGEST_SPELLING: usize = 15;

/// All spellings with what they mean, by their length: few have one length.
static SPELLINGS: LazyLock<[Vec<(&str, Primitive)>; LONGEST_SPELLING + 1]> = LazyLock::new(|| {
    let mut by_length = [const { Vec::new() }; LONGEST_SPELLING + 1];
    for row in &ROWS {
        for spelling in std::iter::once(&row.edm[4..]).chain(row.spellings.iter().copied()) {
            by_length[spelling.len()].push((spelling, row.primitive));
        }
    }
    by_length
});

impl Primitive {
    /// The primitive that a page means by a spelling: with or without `Edm.`, in any case.
    pub fn from_spelling(text: &str) -> Option<Self> {
        let bare = text
            .get(..4)
            .filter(|head| head.eq_ignore_ascii_case("edm."))
            .map_or(text, |_| &text[4..]);
        let same_length = SPELLINGS.get(bare.len())?.iter();
        let mut meant = same_length.filter(|(spelling, _)| spelling.eq_ignore_ascii_case(bare));
        meant.next().map(|(_, primitive)| *primitive)
    }

    /// `Edm.String`
    pub fn edm_name(self) -> &'static str {
        self.row().edm
    }

    /// What JSON value it is written as.
    pub fn json_form(self) -> JsonForm {
        self.row().json
    }

    /// The Rust type; those that are not Rust's own come from `docwright-runtime`.
    pub fn rust_type(self) -> &'static str {
        self.row().rust
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_variants() {
        for (index, row) in ROWS.iter().enumerate() {
            assert_eq!(row.primitive as usize, index);
            assert!(row.edm.starts_with("Edm."));
            let spellings = row.spellings.iter().copied().chain([&row.edm[4..]]);
            assert!(spellings.into_iter().all(|spelling| spelling.len() <= LONGEST_SPELLING));
        }
    }

    #[test]
    fn spellings_lead_to_their_primitive() {
        for (text, primitive) in [
            ("Edm.String", Primitive::String),
            ("string", Primitive::String),
            ("Int64", Primitive::Int64),
            ("edm.datetimeoffset", Primitive::DateTimeOffset),
            ("dateTime", Primitive::DateTimeOffset),
            ("bool", Primitive::Boolean),
        ] {
            assert_eq!(Primitive::from_spelling(text), Some(primitive), "{text}");
        }
        assert_eq!(Primitive::from_spelling("user"), None);
        assert_eq!(Primitive::from_spelling("édm"), None);
    }
}
