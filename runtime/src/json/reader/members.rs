//! Objects as models read them: known members into fields, everything else into an [`Extra`].

use std::borrow::Cow;

use super::{Mark, Reader};
use crate::extra::{Extra, Note};
use crate::json::{DecodeError, Wire};

impl<'a> Reader<'a> {
    /// Reads an object, handing each member to `visit`, and gives what has no field of its own.
    ///
    /// `visit` gets the name and the reader at the value; it reads the value and says `true`, or
    /// leaves it alone and says `false`, whereupon the raw value is kept. Of members of the same
    /// name the last one counts.
    ///
    /// # Errors
    /// If no well-formed object comes next, it is nested too deep, or `visit` fails.
    pub fn object(
        &mut self,
        visit: &mut dyn FnMut(&str, &mut Self) -> Result<bool, DecodeError>,
    ) -> Result<Extra, DecodeError> {
        let mut extra = Extra::default();
        self.members(&mut |name, reader| {
            if visit(&name, reader)? {
                if reader.tolerated_count() > 0 {
                    extra.remove(&name);
                }
                extra.note(&name, reader.note.take());
            } else {
                extra.note(&name, None);
                extra.push(name.into_owned(), reader.raw()?);
            }
            Ok(true)
        })?;
        extra.settle();
        Ok(extra)
    }

    /// Reads the value of a known member into its field; `true`, so that it can end a match arm.
    ///
    /// `null` leaves the field `None`; that it was there, and any spelling that the field's type
    /// cannot remember, is noted for the [`Extra`] of the object around it.
    ///
    /// # Errors
    /// If the text is malformed or the value is neither `null` nor a `T`.
    pub fn member<T: Wire>(&mut self, field: &mut Option<T>) -> Result<bool, DecodeError> {
        *field = None;
        let Some(start) = self.start_member() else {
            return Ok(true);
        };
        match T::decode(self) {
            Ok(value) => {
                *field = Some(value);
                self.end_member(start);
                Ok(true)
            }
            Err(error) => self.tolerate(start, error),
        }
    }

    /// Reads an item of a collection; `None` for a `null` that is no `T`.
    pub(in crate::json) fn item<T: Wire>(&mut self) -> Result<Option<T>, DecodeError> {
        let start = self.mark();
        match T::decode(self) {
            Ok(item) => Ok(Some(item)),
            Err(error) => {
                self.rewind(start);
                if self.null() { Ok(None) } else { Err(error) }
            }
        }
    }

    /// Takes a `null` as the whole member, or remembers where its value starts.
    fn start_member(&mut self) -> Option<Mark<'a>> {
        self.respelled = false;
        self.note = None;
        if self.null() {
            self.note = Some(Note::Null);
            return None;
        }
        Some(self.mark())
    }

    fn end_member(&mut self, start: Mark<'a>) {
        if std::mem::take(&mut self.respelled) {
            self.note = Some(Note::Spelling(self.text_since(start).into()));
        }
    }

    /// Goes back to the start of a member that failed, for it to be kept as unknown.
    ///
    /// What is not even well-formed fails once more when it is skipped, and then for good.
    fn tolerate(&mut self, start: Mark<'a>, error: DecodeError) -> Result<bool, DecodeError> {
        let Some(tolerated) = &mut self.tolerated else {
            return Err(error);
        };
        tolerated.push(error);
        self.respelled = false;
        self.note = None;
        self.rewind(start);
        Ok(false)
    }

    /// The `@odata.type` of the object that comes next, wherever in it the member stands; reads nothing.
    ///
    /// What comes before a `#` is cut off (OData JSON Format §4.6.3): `#microsoft.graph.fileAttachment`
    /// gives `microsoft.graph.fileAttachment`. `None` if there is no such member or the object is
    /// malformed, which reading it will tell.
    pub fn odata_type(&mut self) -> Option<Cow<'a, str>> {
        let start = self.mark();
        let mut found = None;
        // An error is left to the read that follows.
        let _ = self.members(&mut |name, reader| {
            if name != "@odata.type" {
                return reader.skip().map(|()| true);
            }
            found = Some(reader.string()?);
            Ok(false)
        });
        self.rewind(start);
        found.map(|name| match name.rfind('#') {
            None => name,
            Some(hash) => Cow::Owned(name[hash + 1..].to_owned()),
        })
    }

    pub(super) fn tolerated_count(&self) -> usize {
        self.tolerated.as_ref().map_or(0, Vec::len)
    }

    pub(super) fn tolerated_since(
        &mut self,
        seen: usize,
    ) -> impl Iterator<Item = &mut DecodeError> {
        self.tolerated.iter_mut().flat_map(move |errors| &mut errors[seen..])
    }
}
