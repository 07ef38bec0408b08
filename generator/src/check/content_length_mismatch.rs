//! # content-length-mismatch
//!
//! An example whose `Content-Length` is not the length of its body in bytes.
//!
//! ## Why
//!
//! A reader who sends the request as it stands has it cut off, or waits for ever.
//!
//! ## Wrong
//!
//! ```http
//! POST https://api.example.com/v1.0/colors
//! Content-type: application/json
//! Content-length: 100
//!
//! { "name": "red" }
//! ```
//!
//! ## Right
//!
//! ```http
//! POST https://api.example.com/v1.0/colors
//! Content-type: application/json
//! Content-length: 17
//!
//! { "name": "red" }
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::messages;
use super::rule::{Group, Rule, Scope};
use crate::diagnostic::Level;
use memchr::{memchr_iter, memmem};

pub(super) const RULE: Rule = Rule {
    name: "content-length-mismatch",
    group: Group::Examples,
    level: Level::Note,
    source: include_str!("content_length_mismatch.rs"),
    scope: Scope::Page(check),
};

fn check(_: &Context, subject: &Subject, findings: &mut Findings) {
    for message in messages::of_examples(subject) {
        let Some(header) = message.header("content-length") else { continue };
        let text = message.body.map_or("", |body| body.text.text());
        let length = text.len() - memmem::find_iter(text.as_bytes(), "\r\n").count();
        // HTTP tools on Windows count two bytes for the end of a line.
        let on_windows = length + memchr_iter(b'\n', text.as_bytes()).count();
        // Of a shortened body nobody knows the length.
        let Ok(said) = header.value.value.parse::<usize>() else { continue };
        if said != length && said != on_windows && !message.is_truncated {
            findings
                .report(header.value.span, format!("the body has {length} bytes"))
                .fix(header.value.span, length.to_string());
        }
    }
}
