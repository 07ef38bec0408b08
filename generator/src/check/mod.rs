//! The rules: pages and model in, findings out.
//!
//! A rule is a file of this folder; its header is its manual page. `registry.rs` lists them all.

mod conformance;
mod context;
mod findings;
mod json_fault;
mod registry;
mod rule;
mod spelling;
mod value;

mod annotation_not_json;
mod annotation_without_block;
mod collection_mismatch;
mod duplicate_property;
mod duplicate_request_name;
mod empty_permissions;
mod example_not_documented;
mod example_value;
mod front_matter_not_yaml;
mod include_cycle;
mod include_missing;
mod include_outside_root;
mod invalid_json;
mod missing_body;
mod missing_response;
mod not_utf8;
mod placeholder_value;
mod property_not_in_representation;
mod property_not_in_table;
mod status_mismatch;
mod table_row_length;
mod todo_placeholder;
mod type_mismatch;
mod unclosed_comment;
mod unclosed_fence;
mod undefined_reference;
mod unknown_block_type;
mod unknown_property;
mod unknown_type;
mod unreadable_http;
mod unreadable_type;

pub use registry::{RULES, find, nearest};
pub use rule::{Group, Manual, Rule};

use crate::diagnostic::{self, Diagnostic};
use crate::model::Api;
use crate::model::facts::PageFacts;
use crate::page::Page;
use crate::source::Sources;
use context::{Context, Subject};
use findings::Findings;
use rayon::prelude::*;
use rule::Scope;

/// Applies every rule. The result is sorted by file and place, and the same for any number of
/// threads.
pub fn run(sources: &Sources, pages: &[Page], facts: &[PageFacts], api: &Api) -> Vec<Diagnostic> {
    let context = Context::new(sources, pages, facts, api);
    let mut diagnostics: Vec<Diagnostic> = (0..pages.len())
        .into_par_iter()
        .flat_map_iter(|index| check_page(&context, &Subject::new(&context, index)))
        .collect();
    for rule in RULES {
        if let Scope::Tree(check) = rule.scope {
            let mut findings = Findings::new(rule);
            check(&context, &mut findings);
            diagnostics.extend(findings.into_diagnostics());
        }
    }
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

fn check_page(context: &Context, subject: &Subject) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        if let Scope::Page(check) = rule.scope {
            let mut findings = Findings::new(rule);
            check(context, subject, &mut findings);
            diagnostics.extend(findings.into_diagnostics());
        }
    }
    diagnostics
}
