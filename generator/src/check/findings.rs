//! What a rule found so far.

use super::rule::Rule;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The findings of one rule, all of its name and level.
pub(super) struct Findings {
    rule: &'static Rule,
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self { rule, diagnostics: Vec::new() }
    }

    /// Adds a finding; what comes back takes labels, related places and help.
    pub(super) fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(self.rule.name, self.rule.level, span, message));
        self.diagnostics.last_mut().expect("one was pushed")
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}
