//! The trait of everything that has a JSON form, and its impls for plain Rust types.

use super::number::{float, float_text, integer};
use super::{DecodeError, Reader, Writer};

/// A value that can be read from JSON and written back without loss.
///
/// Generated structs get it through [`Object`](crate::Object), enumerations and the enums over
/// derived types through the macro or impl generated beside them.
pub trait Wire: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// If the text is malformed or the value is not of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Writes the value.
    fn encode(&self, writer: &mut Writer);
}

impl Wire for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.string().map(Into::into)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Wire for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.boolean()
    }

    fn encode(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

/// Integers, each with the name that OData has for it.
macro_rules! integers {
    ($($rust:ty = $odata:literal),*) => {$(
        impl Wire for $rust {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let bounds = (i64::from(<$rust>::MIN), i64::from(<$rust>::MAX));
                let value = integer(reader, $odata, bounds)?;
                Ok(Self::try_from(value).expect("within its bounds"))
            }

            fn encode(&self, writer: &mut Writer) {
                writer.number(&self.to_string());
            }
        }
    )*};
}

integers!(u8 = "Byte", i8 = "SByte", i16 = "Int16", i32 = "Int32", i64 = "Int64");

macro_rules! floats {
    ($($rust:ty = $odata:literal),*) => {$(
        impl Wire for $rust {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                float(reader, $odata, |text| text.parse().ok(), |value| float_text(format!("{value:?}")))
            }

            fn encode(&self, writer: &mut Writer) {
                writer.number(&float_text(format!("{self:?}")));
            }
        }
    )*};
}

floats!(f32 = "Single", f64 = "Double");

/// A `null` among items that cannot be null is left out, and written again as long as the collection is
/// not changed: the text of the whole is remembered.
impl<T: Wire> Wire for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (mut items, mut left_out) = (Self::new(), false);
        reader.array(&mut |reader| {
            match reader.item()? {
                Some(item) => items.push(item),
                None => left_out = true,
            }
            Ok(())
        })?;
        if left_out {
            reader.mark_respelled();
        }
        Ok(items)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.start_array();
        for (index, item) in self.iter().enumerate() {
            writer.start_item(index);
            item.encode(writer);
        }
        writer.end_array();
    }
}

/// An item that may be `null`, as in `Vec<Option<String>>`; fields need no such type.
impl<T: Wire> Wire for Option<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.null() { Ok(None) } else { T::decode(reader).map(Some) }
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }
}
