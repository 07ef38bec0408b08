//! JSON text into any serializer, in one pass.

use std::cell::RefCell;

use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::json::{DecodeError, Kind, Reader};

pub(super) fn serialize_json<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut reader = Reader::new(text.as_bytes()).map_err(S::Error::custom)?;
    Next(RefCell::new(&mut reader)).serialize(serializer)
}

/// The next value of a reader; it can be serialized once.
struct Next<'r, 'a>(RefCell<&'r mut Reader<'a>>);

impl Serialize for Next<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = self.0.borrow_mut();
        match reader.kind() {
            Some(Kind::Object) => serialize_object(&mut reader, serializer),
            Some(Kind::Array) => serialize_array(&mut reader, serializer),
            Some(Kind::String) => {
                serializer.serialize_str(&reader.string().map_err(S::Error::custom)?)
            }
            Some(Kind::Number) => {
                serialize_number(reader.number().map_err(S::Error::custom)?, serializer)
            }
            Some(Kind::Boolean) => {
                serializer.serialize_bool(reader.boolean().map_err(S::Error::custom)?)
            }
            Some(Kind::Null) if reader.null() => serializer.serialize_unit(),
            Some(Kind::Null) | None => Err(S::Error::custom(reader.unexpected("a value"))),
        }
    }
}

/// Stops the reader; the serializer's own error is what is reported.
fn stop() -> DecodeError {
    DecodeError::new(0, "serializer to accept the value", "an error")
}

fn serialize_object<S: Serializer>(
    reader: &mut Reader<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (mut map, mut failure) = (serializer.serialize_map(None)?, None);
    let outcome = reader.object(&mut |name, reader| {
        map.serialize_entry(name, &Next(RefCell::new(reader))).map_err(|error| {
            failure = Some(error);
            stop()
        })?;
        Ok(true)
    });
    match (failure, outcome) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(S::Error::custom(error)),
        (None, Ok(_)) => map.end(),
    }
}

fn serialize_array<S: Serializer>(
    reader: &mut Reader<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (mut items, mut failure) = (serializer.serialize_seq(None)?, None);
    let outcome = reader.array(&mut |reader| {
        items.serialize_element(&Next(RefCell::new(reader))).map_err(|error| {
            failure = Some(error);
            stop()
        })
    });
    match (failure, outcome) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(S::Error::custom(error)),
        (None, Ok(())) => items.end(),
    }
}

fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = text.parse::<i64>() {
        return serializer.serialize_i64(value);
    }
    if let Ok(value) = text.parse::<u64>() {
        return serializer.serialize_u64(value);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => serializer.serialize_f64(value),
        _ => Err(S::Error::custom(format_args!("number {text} is out of range"))),
    }
}
