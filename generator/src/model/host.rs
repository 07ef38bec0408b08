//! The host of the documented service: pages also show what the service sends to others, and addresses that
//! it hands out.

use super::facts::{ExampleRole, PageFacts};
use std::collections::BTreeMap;

/// The host that most example requests go to.
pub(crate) fn main_host(facts: &[PageFacts]) -> Option<&str> {
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in facts.iter().flat_map(|facts| &facts.examples) {
        if let ExampleRole::Request { target, .. } = &example.role
            && let Some(host) = host(&target.value)
        {
            *hosts.entry(host).or_default() += 1;
        }
    }
    hosts.into_iter().max_by_key(|(_, number)| *number).map(|(host, _)| host)
}

/// `graph.microsoft.com` of an absolute URL.
pub(crate) fn host(target: &str) -> Option<&str> {
    target.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest))
}
