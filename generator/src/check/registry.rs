//! Every rule, a line each, in the order of `docwright rules`.

use super::rule::Rule;
use super::spelling;
use super::{
    annotation_not_json, annotation_without_block, collection_mismatch, duplicate_property,
    duplicate_request_name, empty_permissions, example_not_documented, example_value,
    front_matter_not_yaml, include_cycle, include_missing, include_outside_root, invalid_json,
    missing_body, missing_response, not_utf8, placeholder_value, property_not_in_representation,
    property_not_in_table, status_mismatch, table_row_length, todo_placeholder, type_mismatch,
    unclosed_comment, unclosed_fence, undefined_reference, unknown_block_type, unknown_property,
    unknown_type, unreadable_http, unreadable_type,
};

/// All rules, by group.
pub static RULES: &[&Rule] = &[
    // syntax
    &not_utf8::RULE,
    &front_matter_not_yaml::RULE,
    &unclosed_comment::RULE,
    &unclosed_fence::RULE,
    &table_row_length::RULE,
    &annotation_not_json::RULE,
    &unknown_block_type::RULE,
    &annotation_without_block::RULE,
    &invalid_json::RULE,
    &unreadable_http::RULE,
    &include_missing::RULE,
    &include_outside_root::RULE,
    &include_cycle::RULE,
    &todo_placeholder::RULE,
    // types
    &unknown_type::RULE,
    &unreadable_type::RULE,
    &duplicate_property::RULE,
    &property_not_in_representation::RULE,
    &property_not_in_table::RULE,
    &type_mismatch::RULE,
    // examples
    &example_value::RULE,
    &placeholder_value::RULE,
    &unknown_property::RULE,
    &missing_body::RULE,
    &collection_mismatch::RULE,
    // http
    &example_not_documented::RULE,
    &status_mismatch::RULE,
    &missing_response::RULE,
    &duplicate_request_name::RULE,
    // links
    &undefined_reference::RULE,
    // permissions
    &empty_permissions::RULE,
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule whose name is most like a wrong one.
pub fn nearest(name: &str) -> Option<&'static str> {
    spelling::nearest(name, RULES.iter().map(|rule| rule.name))
}
