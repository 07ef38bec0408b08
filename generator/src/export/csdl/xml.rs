//! Elements with their attributes and descriptions.

use super::Csdl;
use crate::model::Words;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::io;

pub(super) type Attributes<'a> = Vec<(&'a str, String)>;

impl<W: io::Write> Csdl<'_, W> {
    /// An element that holds nothing but a description.
    pub(super) fn described(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        words: Words,
    ) -> io::Result<()> {
        let text = self.compilation.doc(words).plain();
        if text.is_empty() {
            return self.empty(name, attributes);
        }
        self.open(name, attributes)?;
        self.annotation(text)?;
        self.close(name)
    }

    /// The description of the element that is open.
    pub(super) fn description(&mut self, words: Words) -> io::Result<()> {
        let text = self.compilation.doc(words).plain();
        if text.is_empty() { Ok(()) } else { self.annotation(text) }
    }

    fn annotation(&mut self, text: String) -> io::Result<()> {
        self.empty("Annotation", vec![("Term", "Core.Description".into()), ("String", text)])
    }

    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.xml.write_event(Event::Start(element(name, attributes)))
    }

    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.xml.write_event(Event::Empty(element(name, attributes)))
    }

    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }
}

fn element<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((key, value.as_str()));
    }
    start
}
