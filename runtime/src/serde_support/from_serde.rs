//! Any self-describing deserializer into JSON text, in one pass.

use std::fmt;

use serde_core::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::Binary;
use crate::json::{MAX_DEPTH, Wire, Writer, is_number};

/// Under this name serde_json hands out the text of a number when its feature `arbitrary_precision` is on.
const NUMBER: &str = "$serde_json::private::Number";

pub(super) fn json_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut writer = Writer::new();
    Transcode { writer: &mut writer, depth: 0 }.deserialize(deserializer)?;
    Ok(writer.into_string())
}

/// Writes the next value.
struct Transcode<'w> {
    writer: &'w mut Writer,
    depth: usize,
}

impl Transcode<'_> {
    fn deeper<E: de::Error>(&mut self) -> Result<Transcode<'_>, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format_args!("more than {MAX_DEPTH} levels")));
        }
        Ok(Transcode { writer: self.writer, depth: self.depth + 1 })
    }

    fn number(self, number: impl fmt::Display) {
        self.writer.number(&number.to_string());
    }
}

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The methods that write one scalar.
macro_rules! scalars {
    ($($visit:ident($type:ty) = $write:expr;)*) => {$(
        fn $visit<E: de::Error>(self, value: $type) -> Result<(), E> {
            ($write)(self, value);
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    scalars! {
        visit_bool(bool) = |this: Self, value| this.writer.boolean(value);
        visit_i64(i64) = Self::number;
        visit_i128(i128) = Self::number;
        visit_u64(u64) = Self::number;
        visit_u128(u128) = Self::number;
        visit_str(&str) = |this: Self, value| this.writer.string(value);
        visit_bytes(&[u8]) = |this: Self, value| this.writer.string(Binary::new(value).as_str());
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        if value.is_finite() {
            self.writer.number(&format!("{value:?}"));
        } else {
            value.encode(self.writer);
        }
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.writer.start_array();
        let mut index = 0;
        while items.next_element_seed(Item { outer: &mut self, index })?.is_some() {
            index += 1;
        }
        self.writer.end_array();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let mut first = true;
        while let Some(name) = members.next_key::<String>()? {
            if first && name == NUMBER {
                let text: String = members.next_value()?;
                if is_number(&text) {
                    self.writer.number(&text);
                    return Ok(());
                }
                return Err(de::Error::custom(format_args!("`{text}` is not a number")));
            }
            self.writer.start_member(&name, first);
            first = false;
            members.next_value_seed(self.deeper()?)?;
        }
        self.writer.end_object(first);
        Ok(())
    }
}

/// One item of an array; the comma before it is written only once it is known to exist.
struct Item<'i, 'w> {
    outer: &'i mut Transcode<'w>,
    index: usize,
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.outer.writer.start_item(self.index);
        self.outer.deeper()?.deserialize(deserializer)
    }
}
