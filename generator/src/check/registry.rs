//! Every rule, a line each, in the order of `docwright rules`.

use super::rule::Rule;
use super::spelling;
use super::{
    annotation_not_json, annotation_without_block, base_type_cycle, base_type_mismatch,
    broken_link, collection_mismatch, conflicting_enumeration, conflicting_type,
    content_length_mismatch, content_type_mismatch, context_mismatch, duplicate_property,
    duplicate_request_name, duplicate_section, empty_permissions, example_not_documented,
    example_of_another_type, example_value, front_matter_not_yaml, function_parameter_mismatch,
    include_cycle, include_missing, include_outside_root, invalid_json, link_case,
    link_names_another_type, method_table_mismatch, missing_body, missing_front_matter_field,
    missing_request, missing_required_property, missing_response, missing_section,
    missing_type_column, misspelt_heading, namespace_mismatch, not_utf8, orphan_page,
    other_version, placeholder_value, privilege_order, property_not_in_representation,
    property_not_in_table, read_only_in_request, section_order, status_mismatch, table_row_length,
    todo_placeholder, type_mismatch, unbalanced_tabs, unclosed_comment, unclosed_fence,
    undefined_reference, undescribed_placeholder, unknown_annotation_key, unknown_block_type,
    unknown_key_property, unknown_listed_value, unknown_permission, unknown_property,
    unknown_query_property, unknown_sample_key, unknown_segment, unknown_type, unreadable_http,
    unreadable_type, untested_example, unused_suppression,
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
    &unused_suppression::RULE,
    &unknown_annotation_key::RULE,
    &missing_front_matter_field::RULE,
    &missing_type_column::RULE,
    // types
    &unknown_type::RULE,
    &unreadable_type::RULE,
    &duplicate_property::RULE,
    &property_not_in_representation::RULE,
    &property_not_in_table::RULE,
    &type_mismatch::RULE,
    &link_names_another_type::RULE,
    &base_type_cycle::RULE,
    &base_type_mismatch::RULE,
    &unknown_key_property::RULE,
    &namespace_mismatch::RULE,
    &unknown_listed_value::RULE,
    &conflicting_enumeration::RULE,
    &conflicting_type::RULE,
    // examples
    &example_value::RULE,
    &placeholder_value::RULE,
    &unknown_property::RULE,
    &missing_body::RULE,
    &collection_mismatch::RULE,
    &read_only_in_request::RULE,
    &missing_required_property::RULE,
    &example_of_another_type::RULE,
    &content_type_mismatch::RULE,
    &content_length_mismatch::RULE,
    &context_mismatch::RULE,
    &untested_example::RULE,
    // http
    &example_not_documented::RULE,
    &status_mismatch::RULE,
    &missing_response::RULE,
    &duplicate_request_name::RULE,
    &unknown_sample_key::RULE,
    &other_version::RULE,
    &missing_request::RULE,
    &undescribed_placeholder::RULE,
    &function_parameter_mismatch::RULE,
    &unknown_query_property::RULE,
    &unknown_segment::RULE,
    &method_table_mismatch::RULE,
    // links
    &undefined_reference::RULE,
    &broken_link::RULE,
    &link_case::RULE,
    &orphan_page::RULE,
    // structure
    &duplicate_section::RULE,
    &misspelt_heading::RULE,
    &missing_section::RULE,
    &section_order::RULE,
    &unbalanced_tabs::RULE,
    // permissions
    &empty_permissions::RULE,
    &unknown_permission::RULE,
    &privilege_order::RULE,
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule whose name is most like a wrong one.
pub fn nearest(name: &str) -> Option<&'static str> {
    spelling::nearest(name, RULES.iter().map(|rule| rule.name))
}
