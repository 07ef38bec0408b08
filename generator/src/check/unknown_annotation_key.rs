//! # unknown-annotation-key
//!
//! A key of an annotation that no tool reads.
//!
//! ## Why
//!
//! What is misspelt is silently ignored: an example is then checked as if the key were not there.
//!
//! ## Wrong
//!
//! ```markdown
//! <!-- { "blockType": "response", "trucated": true } -->
//! ```
//!
//! ## Right
//!
//! ```markdown
//! <!-- { "blockType": "response", "truncated": true } -->
//! ```

use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::spelling;
use crate::diagnostic::Level;
use crate::page::{BlockKind, Member};

pub(super) const RULE: Rule = Rule {
    name: "unknown-annotation-key",
    group: Group::Syntax,
    level: Level::Warning,
    source: include_str!("unknown_annotation_key.rs"),
    scope: Scope::Page(check),
};

/// What ApiDoctor reads, without regard to case.
const KNOWN: [&str; 36] = [
    "blockType",
    "@odata.type",
    "@type",
    "@type.aka",
    "@odata.annotations",
    "name",
    "truncated",
    "optionalProperties",
    "keyProperty",
    "isCollection",
    "collectionProperty",
    "baseType",
    "abstract",
    "openType",
    "isEmpty",
    "nullableProperties",
    "expectError",
    "sampleKeys",
    "scopes",
    "apiVersions",
    "tags",
    "isComposable",
    "idempotent",
    "target",
    "opaqueUrl",
    "isMediaEntity",
    "requestUrls",
    "mergePermissions",
    "longRunningResponseType",
    "description",
    "type",
    "keywords",
    "section",
    "tocPath",
    "suppressions",
    "namespace",
];

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for block in &subject.page.blocks {
        let BlockKind::Annotation(annotation) = &block.kind else { continue };
        // A page's own annotation may hold anything, and a comment without a block type is no annotation.
        if annotation.is_page() || annotation.get("blockType").is_none() {
            continue;
        }
        for member in annotation.json.root.members() {
            let key = member.name.as_str();
            let is_known = |known: &str| known.eq_ignore_ascii_case(key);
            let own = context.settings.annotation_keys.iter().map(String::as_str);
            if !KNOWN.into_iter().chain(own).any(is_known) {
                report(context, member, findings);
            }
        }
    }
}

fn report(context: &Context, member: &Member, findings: &mut Findings) {
    let key = member.name.as_str();
    let finding = findings.report(member.name.span, format!("no tool reads the key `{key}`"));
    if let Some(right) = spelling::nearest(key, KNOWN) {
        finding.help(format!("did you mean `{right}`?"));
        let written = context.sources.text(member.name.span);
        finding.fix(member.name.span, written.replace(key, right));
    }
}
