//! Collections as responses: one page of items, and the way to the next.

use std::marker::PhantomData;

use bytes::Bytes;
use http::{Method, Request, Uri};

use crate::endpoint::{Endpoint, OperationInfo, RequestParts};
use crate::error::RequestError;
use crate::extra::{Extra, Note};
use crate::json::{DecodeError, ObjectWriter, Reader, Wire, Writer};
use crate::response::NoContent;

/// One page of a collection (OData JSON Format §12), itself without loss.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collection<T> {
    /// The items of this page: `value`.
    pub value: Vec<T>,
    /// Where the next page is: `@odata.nextLink`. See [`Collection::next_page`].
    pub next_link: Option<String>,
    /// Where changes since now will be: `@odata.deltaLink`.
    pub delta_link: Option<String>,
    /// How many items all pages have: `@odata.count`, if it was asked for.
    pub count: Option<i64>,
    /// What the items are: `@odata.context`.
    pub context: Option<String>,
    /// Everything else.
    pub extra: Extra,
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Collection<T> {
    fn from(value: Vec<T>) -> Self {
        Self {
            value,
            next_link: None,
            delta_link: None,
            count: None,
            context: None,
            extra: Extra::default(),
        }
    }
}

impl<T> IntoIterator for Collection<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Collection<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.iter()
    }
}

impl<T> Collection<T> {
    /// The items of this page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.value.iter()
    }
}

impl<T: Wire> Collection<T> {
    /// The request for the next page, if there is one.
    pub fn next_page(&self) -> Option<NextPage<T>> {
        self.next_link.as_deref().map(NextPage::new)
    }

    /// The request for the changes since this page, if it is the last one of a delta query.
    pub fn next_delta(&self) -> Option<NextPage<T>> {
        self.delta_link.as_deref().map(NextPage::new)
    }

    fn decode_member(&mut self, name: &str, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        match name {
            "@odata.context" => reader.member(&mut self.context),
            "@odata.count" => reader.member(&mut self.count),
            "@odata.nextLink" => reader.member(&mut self.next_link),
            "@odata.deltaLink" => reader.member(&mut self.delta_link),
            "value" => {
                let mut value = None;
                let known = reader.member(&mut value)?;
                self.value = value.unwrap_or_default();
                Ok(known)
            }
            _ => Ok(false),
        }
    }

    fn encode_members(&self, writer: &mut ObjectWriter<'_>) {
        writer.member("@odata.context", &self.context);
        writer.member("@odata.count", &self.count);
        writer.member("@odata.nextLink", &self.next_link);
        writer.member("@odata.deltaLink", &self.delta_link);
        let noted = matches!(self.extra.find_note("value"), Some(Note::Null | Note::Absent));
        if self.value.is_empty() && (noted || self.extra.get("value").is_some()) {
            writer.member("value", &None::<bool>);
        } else {
            writer.present("value", &self.value);
        }
    }
}

impl<T: Wire> Wire for Collection<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (mut page, mut complete) = (Self::default(), false);
        let extra = reader.object(&mut |name, reader| {
            complete |= name == "value";
            page.decode_member(name, reader)
        })?;
        page.extra = extra;
        if !complete {
            page.extra.note("value", Some(Note::Absent));
        }
        Ok(page)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.object(&self.extra, &mut |object| self.encode_members(object));
    }
}

/// The request for a further page of a collection, by the link that came with the page before.
///
/// Links are opaque and complete (OData Protocol §11.2.6.7): query options are not added to them.
/// Headers that the first request needed are to be added again.
#[derive(Clone, Debug, PartialEq)]
pub struct NextPage<T> {
    link: String,
    parts: RequestParts,
    item: PhantomData<fn() -> T>,
}

impl<T> NextPage<T> {
    /// A page by its link, such as one that was stored.
    pub fn new(link: impl Into<String>) -> Self {
        Self { link: link.into(), parts: RequestParts::new("", Vec::new()), item: PhantomData }
    }
}

impl<T: Wire> Endpoint for NextPage<T> {
    const INFO: &'static OperationInfo = &OperationInfo::new("next_page", Method::GET, &[], "");
    type Body = NoContent;
    type Response = Collection<T>;

    /// The first argument of the target is the link.
    fn from_parts(parts: RequestParts, _: NoContent) -> Self {
        let link = parts.target.arguments().first().cloned().unwrap_or_default();
        Self { link, parts, item: PhantomData }
    }

    fn parts(&self) -> &RequestParts {
        &self.parts
    }

    fn parts_mut(&mut self) -> &mut RequestParts {
        &mut self.parts
    }

    /// # Errors
    /// If the link leads to another server than `base`, since the caller would send a token there.
    fn request(&self, base: &str) -> Result<Request<Bytes>, RequestError> {
        let parse =
            |text: &str| Uri::try_from(text).map_err(|_| RequestError::Address(text.to_owned()));
        let (base, link) = (parse(base)?, parse(&self.link)?);
        if (base.scheme(), base.authority()) != (link.scheme(), link.authority()) {
            return Err(RequestError::ForeignLink(self.link.clone()));
        }
        self.parts.request_to(&Method::GET, link, self.body())
    }
}
