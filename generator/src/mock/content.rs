//! What a JSON body holds, as far as bodies are told apart by it.

use crate::page::{Json, Value};
use docwright_runtime::RawJson;
use std::collections::BTreeSet;

/// Members with their depth, and the plain values that they hold; items of an array lie as deep as the array.
#[derive(Debug, Default)]
pub(super) struct Content {
    members: BTreeSet<(usize, String)>,
    values: BTreeSet<(usize, String, String)>,
}

impl Content {
    /// Of a body that a page shows.
    pub(super) fn documented(json: &Json) -> Self {
        let mut content = Self::default();
        content.collect_documented(json, 0, "");
        content
    }

    /// Of a body that was sent.
    pub(super) fn sent(json: &RawJson) -> Self {
        let mut content = Self::default();
        content.collect_sent(json, 0, "");
        content
    }

    /// How many members both have, less those that one of them has alone.
    pub(super) fn members_alike(&self, other: &Self) -> i64 {
        let shared = self.members.intersection(&other.members).count();
        let all = self.members.union(&other.members).count();
        count(2 * shared) - count(all)
    }

    /// How many values both have.
    pub(super) fn values_alike(&self, other: &Self) -> i64 {
        count(self.values.intersection(&other.values).count())
    }

    fn collect_documented(&mut self, json: &Json, depth: usize, name: &str) {
        match &json.value {
            Value::Object(found) => {
                for member in found {
                    self.members.insert((depth, member.name.value.to_string()));
                    self.collect_documented(&member.value, depth + 1, &member.name.value);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.collect_documented(item, depth, name);
                }
            }
            Value::String(text) | Value::Number(text) => self.add(depth, name, text.to_string()),
            Value::Bool(value) => self.add(depth, name, value.to_string()),
            Value::Null => self.add(depth, name, "null".to_owned()),
            Value::Invalid(_) => {}
        }
    }

    fn collect_sent(&mut self, json: &RawJson, depth: usize, name: &str) {
        if let Ok(items) = json.to::<Vec<RawJson>>() {
            for item in &items {
                self.collect_sent(item, depth, name);
            }
            return;
        }
        let members = json.members();
        if members.is_empty() {
            let text = json.to::<String>();
            self.add(depth, name, text.unwrap_or_else(|_| json.as_str().to_owned()));
        }
        for (name, value) in members {
            self.collect_sent(&value, depth + 1, &name);
            self.members.insert((depth, name));
        }
    }

    fn add(&mut self, depth: usize, name: &str, value: String) {
        self.values.insert((depth, name.to_owned(), value));
    }
}

/// A number that can be less than nothing.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
