//! Values of a type or of one derived from it: what the generated `Any…` enums have in common.

use crate::extra::Extra;
use crate::json::{self, DecodeError, Reader, Wire};
use crate::object::Object;

/// The enum over a type and all types derived from it, such as `AnyAttachment` of `Attachment`.
///
/// Match on it for the derived types; call [`AnyOf::to_base`] for what they all have.
pub trait AnyOf: Wire {
    /// The type that the others derive from.
    type Base: Object;

    /// The value as its base type, whatever it is. What only a derived type has stands in `extra`, with the
    /// `@odata.type`: written again, it is the same value.
    ///
    /// # Panics
    /// If the value is nested deeper than [`json::MAX_DEPTH`], which none is that was read.
    #[must_use]
    fn to_base(&self) -> Self::Base {
        let text = json::to_string(self);
        let read = json::from_slice_lenient(text.as_bytes());
        read.expect("an object that was written can be read").0
    }
}

impl Reader<'_> {
    /// Reads an object of a derived type where its base is declared.
    ///
    /// An `@odata.type` that says what [`Writer::derived`](crate::Writer::derived) writes anyway is not
    /// kept, so that the value equals one that was made by hand.
    ///
    /// # Errors
    /// If no well-formed object comes next or a member is not of its type.
    pub fn derived<T: Object>(&mut self) -> Result<Box<T>, DecodeError> {
        let mut value = Box::<T>::decode(self)?;
        forget_type(value.extra_mut(), T::ODATA_TYPE);
        Ok(value)
    }
}

fn forget_type(extra: &mut Extra, name: &str) {
    const MEMBER: &str = "@odata.type";
    let is_usual = extra.get(MEMBER).is_some_and(|text| {
        let text = text.as_str().strip_prefix("\"#").and_then(|text| text.strip_suffix('"'));
        text == Some(name)
    });
    if is_usual {
        extra.remove(MEMBER);
    }
}
