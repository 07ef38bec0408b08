//! A JSON value of a page as text again, numbers as written.

use crate::page::{Json, Value};
use std::fmt::Write as _;

/// Indented like the pages do. Invalid values are written as they stand.
pub(crate) fn json_text(json: &Json) -> String {
    let mut text = String::new();
    write(&mut text, json, 0);
    text
}

fn write(out: &mut String, json: &Json, depth: usize) {
    match &json.value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(text) | Value::Invalid(text) => out.push_str(text),
        Value::String(text) => string(out, text),
        Value::Array(items) => {
            list(out, depth, ['[', ']'], items, |out, item| write(out, item, depth + 1));
        }
        Value::Object(members) => list(out, depth, ['{', '}'], members, |out, member| {
            string(out, &member.name.value);
            out.push_str(": ");
            write(out, &member.value, depth + 1);
        }),
    }
}

fn list<T>(
    out: &mut String,
    depth: usize,
    marks: [char; 2],
    items: &[T],
    one: impl Fn(&mut String, &T),
) {
    out.push(marks[0]);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&"  ".repeat(depth + 1));
        one(out, item);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(marks[1]);
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String does not fail.
            c if c.is_control() => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
