//! The first difference between two JSON texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::json::{self, Kind, RawJson};

/// Tells the first place where two JSON texts differ, or `None` if they are equal.
///
/// Numbers are compared by their text, strings by what they stand for, objects without regard to
/// order, where of members of the same name the last counts. Two malformed texts differ.
///
/// ```
/// use docwright_runtime::testing::json_difference;
///
/// assert_eq!(json_difference(r#"{"a":1, "b":"\u0041"}"#, r#"{"b":"A","a":1}"#), None);
/// assert_eq!(json_difference(r#"{"a":[1.0]}"#, r#"{"a":[1]}"#).unwrap(), "a[0]: 1.0 is 1");
/// ```
pub fn json_difference(left: &str, right: &str) -> Option<String> {
    match (json::from_str(left), json::from_str(right)) {
        (Ok(left), Ok(right)) => difference("", &left, &right),
        (Err(error), _) => Some(format!("left side: {error}")),
        (_, Err(error)) => Some(format!("right side: {error}")),
    }
}

fn difference(path: &str, left: &RawJson, right: &RawJson) -> Option<String> {
    let same = match (left.kind(), right.kind()) {
        (Kind::Object, Kind::Object) => return object_difference(path, left, right),
        (Kind::Array, Kind::Array) => return array_difference(path, left, right),
        // Half a surrogate pair is no Rust string; such texts are compared as they stand.
        (Kind::String, Kind::String) => {
            left == right || left.to::<String>().is_ok_and(|l| right.to() == Ok(l))
        }
        (one, other) => one == other && left == right,
    };
    (!same).then(|| format!("{path}: {left} is {right}"))
}

fn object_difference(path: &str, left: &RawJson, right: &RawJson) -> Option<String> {
    let (left, right): (BTreeMap<String, RawJson>, BTreeMap<String, RawJson>) =
        (left.members().into_iter().collect(), right.members().into_iter().collect());
    let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    names.into_iter().find_map(|name| {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match (left.get(name), right.get(name)) {
            (Some(left), Some(right)) => difference(&path, left, right),
            (Some(left), None) => Some(format!("{path}: {left} is missing")),
            (None, Some(right)) => Some(format!("{path}: missing is {right}")),
            (None, None) => None,
        }
    })
}

fn array_difference(path: &str, left: &RawJson, right: &RawJson) -> Option<String> {
    let (left, right): (Vec<RawJson>, Vec<RawJson>) = match (left.to(), right.to()) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(error), _) | (_, Err(error)) => return Some(format!("{path}: {error}")),
    };
    if left.len() != right.len() {
        return Some(format!("{path}: {} items are {}", left.len(), right.len()));
    }
    let mut pairs = left.iter().zip(&right).enumerate();
    pairs.find_map(|(index, (left, right))| difference(&format!("{path}[{index}]"), left, right))
}
