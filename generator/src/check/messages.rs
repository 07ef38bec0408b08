//! The HTTP messages of a page's examples, with their headers and bodies.

use super::context::Subject;
use crate::model::facts::ExampleFacts;
use crate::page::{Body, Header, HttpMessage};

/// A request or response of an example.
pub(super) struct Message<'a> {
    headers: &'a [Header],
    /// The body.
    pub(super) body: Option<&'a Body>,
    /// Whether the annotation says that something was left out.
    pub(super) is_truncated: bool,
}

impl<'a> Message<'a> {
    /// The first header of a name, which is given in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&'a Header> {
        self.headers.iter().find(|header| header.name.value.eq_ignore_ascii_case(name))
    }
}

/// The messages of a page's examples, in order.
pub(super) fn of_examples<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Message<'a>> {
    let page = subject.page;
    subject.facts.examples.iter().filter_map(|example: &ExampleFacts| {
        let messages = page.block(example.block).kind.messages();
        let (headers, body) = match messages.get(example.message)? {
            HttpMessage::Request(request) => (&request.headers, &request.body),
            HttpMessage::Response(response) => (&response.headers, &response.body),
        };
        Some(Message { headers, body: body.as_ref(), is_truncated: example.is_truncated })
    })
}
