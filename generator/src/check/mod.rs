//! The rules: pages and model in, findings out.
//!
//! A rule is a file of this folder; its header is its manual page. `registry.rs` lists them all.

mod conformance;
mod context;
mod custom;
mod destination;
mod findings;
mod json_fault;
mod messages;
mod query;
mod registry;
mod rule;
mod settings;
mod spelling;
mod suppression;
mod value;

mod annotation_not_json;
mod annotation_without_block;
mod base_type_cycle;
mod base_type_mismatch;
mod broken_link;
mod collection_mismatch;
mod conflicting_enumeration;
mod conflicting_type;
mod content_length_mismatch;
mod content_type_mismatch;
mod context_mismatch;
mod duplicate_property;
mod duplicate_request_name;
mod duplicate_section;
mod empty_permissions;
mod example_not_documented;
mod example_of_another_type;
mod example_value;
mod front_matter_not_yaml;
mod function_parameter_mismatch;
mod include_cycle;
mod include_missing;
mod include_outside_root;
mod invalid_json;
mod link_case;
mod link_names_another_type;
mod method_table_mismatch;
mod missing_body;
mod missing_front_matter_field;
mod missing_request;
mod missing_required_property;
mod missing_response;
mod missing_section;
mod missing_type_column;
mod misspelt_heading;
mod namespace_mismatch;
mod not_utf8;
mod orphan_page;
mod other_version;
mod placeholder_value;
mod privilege_order;
mod property_not_in_representation;
mod property_not_in_table;
mod read_only_in_request;
mod section_order;
mod status_mismatch;
mod table_row_length;
mod todo_placeholder;
mod type_mismatch;
mod unbalanced_tabs;
mod unclosed_comment;
mod unclosed_fence;
mod undefined_reference;
mod undescribed_placeholder;
mod unknown_annotation_key;
mod unknown_block_type;
mod unknown_key_property;
mod unknown_listed_value;
mod unknown_permission;
mod unknown_property;
mod unknown_query_property;
mod unknown_sample_key;
mod unknown_segment;
mod unknown_type;
mod unreadable_http;
mod unreadable_type;
mod untested_example;
mod unused_suppression;

pub use registry::{RULES, find, nearest};
pub use rule::{Group, Manual, Rule};
pub use settings::{Levels, NoSuchRule, Setting, Settings, rules_named};

use crate::diagnostic::{self, Diagnostic};
use crate::model::Api;
use crate::model::facts::PageFacts;
use crate::page::Page;
use crate::source::Sources;
use context::{Context, Subject};
use findings::Findings;
use rayon::prelude::*;
use rule::Scope;
use suppression::Suppressions;

/// Applies every rule that the settings let speak. The result is sorted by file and place, and the
/// same for any number of threads.
pub fn run(
    sources: &Sources,
    pages: &[Page],
    facts: &[PageFacts],
    api: &Api,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let context = Context::new(sources, pages, facts, api, settings);
    let rules: Vec<&'static Rule> =
        RULES.iter().copied().filter(|rule| settings.may_speak(rule)).collect();
    let mut found: Vec<Vec<Diagnostic>> = (0..pages.len())
        .into_par_iter()
        .map(|index| check_page(&context, &rules, &Subject::new(&context, index)))
        .collect();
    found.par_extend(rules.par_iter().map(|rule| check_tree(&context, rule)));
    let mut suppressions = Suppressions::of(pages);
    for findings in &mut found {
        suppressions.apply(findings);
    }
    for rule in rules {
        if let Scope::Suppressions(check) = rule.scope {
            let mut findings = Findings::new(&context, rule);
            check(&context, suppressions.own(), &mut findings);
            found.push(findings.into_diagnostics());
        }
    }
    drop(context);
    let mut diagnostics = Vec::with_capacity(found.iter().map(Vec::len).sum());
    diagnostics.extend(found.into_iter().flatten());
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

fn check_page(context: &Context, rules: &[&'static Rule], subject: &Subject) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in rules {
        if let Scope::Page(check) = rule.scope {
            let mut findings = Findings::new(context, rule);
            check(context, subject, &mut findings);
            if !findings.is_empty() {
                diagnostics.extend(findings.into_diagnostics());
            }
        }
    }
    // What is in order page by page is hardly any work for the sort of all.
    diagnostic::sort(&mut diagnostics);
    diagnostics.shrink_to_fit();
    diagnostics
}

fn check_tree(context: &Context, rule: &'static Rule) -> Vec<Diagnostic> {
    let mut findings = Findings::new(context, rule);
    if let Scope::Tree(check) = rule.scope {
        check(context, &mut findings);
    }
    findings.into_diagnostics()
}
