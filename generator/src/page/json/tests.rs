//! Strict and lenient JSON.

use super::{JsonFaultKind as Kind, Value, parse};
use crate::page::{Excerpt, JsonDocument};
use crate::source::FileId;

fn read(text: &str) -> JsonDocument {
    parse(&Excerpt::whole(FileId(0), &text.into(), 0..text.len()))
}

fn faults(text: &str) -> Vec<(Kind, &str)> {
    read(text).faults.iter().map(|fault| (fault.kind, &text[fault.span.range()])).collect()
}

#[test]
fn strict_json_has_no_faults_and_every_value_its_place() {
    let text = r#" {"a": [1, -2.5e3, "x\n\u00e9\ud83d\ude00"], "b": {"c": null, "d": true}} "#;
    let document = read(text);
    assert_eq!(document.faults, []);
    let a = document.root.get("a").unwrap();
    assert_eq!(&text[a.items()[1].span.range()], "-2.5e3");
    assert_eq!(a.items()[2].as_str(), Some("x\né😀"));
    assert_eq!(document.root.get("b").unwrap().get("d").unwrap().as_bool(), Some(true));
}

#[test]
fn departures_are_named() {
    assert_eq!(faults("{\"a\": 1, // why\n \"b\": 2}"), [(Kind::Comment, "// why")]);
    assert_eq!(faults("{\"a\": [1,],}"), [(Kind::TrailingComma, ","), (Kind::TrailingComma, ",")]);
    assert_eq!(faults("{\"a\": 1 \"b\": 2}"), [(Kind::MissingComma, "")]);
    assert_eq!(
        faults("{a: 1, @odata.type: 2}"),
        [(Kind::UnquotedName, "a"), (Kind::UnquotedName, "@odata.type")]
    );
    assert_eq!(faults("{'a': “b”}"), [(Kind::WrongQuotes, "'"), (Kind::WrongQuotes, "“")]);
    assert_eq!(faults("[\"a\\d\"]"), [(Kind::InvalidEscape, "\\d")]);
    assert_eq!(faults("[\"\\ud83d\\ude00\"]"), []);
    assert_eq!(faults("[\"\\ud83d!\"]"), [(Kind::LoneSurrogate, "\\ud83d")]);
    assert_eq!(faults("[\"\\ude00\"]"), [(Kind::LoneSurrogate, "\\ude00")]);
    assert_eq!(faults("[1, ...]"), [(Kind::Ellipsis, "...")]);
    assert_eq!(
        faults("{\"a\": {id}, \"b\": }"),
        [(Kind::InvalidValue, "id"), (Kind::InvalidValue, "")]
    );
    assert_eq!(faults("{\"a\": 1} and so on"), [(Kind::TrailingText, "and so on")]);
    assert_eq!(faults("nothing"), [(Kind::NotJson, "nothing")]);
    assert_eq!(faults(""), [(Kind::NotJson, "")]);
}

#[test]
fn a_string_may_run_over_lines_but_not_over_the_next_member() {
    let document = read("{\"a\": \"one\ntwo\", \"b\": 1}");
    assert_eq!(document.root.get("a").unwrap().as_str(), Some("one\ntwo"));
    assert_eq!(document.faults[0].kind, Kind::ControlCharacter);
    let document = read("{\"a\": \"one,\n \"b\": 1}");
    assert_eq!(document.root.get("a").unwrap().as_str(), Some("one"));
    assert!(document.root.get("b").is_some());
    assert_eq!(document.faults[0].kind, Kind::Unclosed);
}

#[test]
fn what_is_nested_too_deeply_is_said_to_be_so() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(faults(&nested(127)), []);
    assert_eq!(faults(&nested(128)), [(Kind::TooDeep, "[")]);
    assert_eq!(faults(&format!("{{\"a\": {}, \"b\": 1}}", nested(127))), [(Kind::TooDeep, "[")]);
}

#[test]
fn what_was_left_out_does_not_hide_what_was_written() {
    let document =
        read("{\"a\": {...}, \"b\": [{\"c\": 1}, …], ... \"d\": \"x\", \"e\": { \"f\": 1, ... }}");
    let root = &document.root;
    assert_eq!(root.get("a").unwrap().value, Value::Invalid("{...}".into()));
    assert_eq!(root.get("b").unwrap().items().len(), 1);
    assert_eq!(root.get("d").unwrap().as_str(), Some("x"));
    assert_eq!(root.get("e").unwrap().members().len(), 1);
    assert!(document.faults.iter().all(|fault| fault.kind == Kind::Ellipsis));
}

#[test]
fn a_text_that_begins_like_an_object_is_one() {
    for text in ["{", "{...}", "{id}", "{\"a\"", "{]", "{\"a\": [}"] {
        let document = read(text);
        assert!(matches!(document.root.value, Value::Object(_)), "{text}");
        assert!(!document.faults.is_empty(), "{text}");
    }
}

#[test]
fn depth_does_not_exhaust_the_stack() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[{x".repeat(100_000)] {
        assert!(!read(&text).faults.is_empty());
    }
}
