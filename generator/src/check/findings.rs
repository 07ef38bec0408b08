//! What a rule found so far.

use super::context::Context;
use super::rule::Rule;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The findings of one rule.
pub(super) struct Findings<'a> {
    context: &'a Context<'a>,
    rule: &'static Rule,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(context: &'a Context<'a>, rule: &'static Rule) -> Self {
        Self { context, rule, diagnostics: Vec::new() }
    }

    /// Adds a finding; what comes back takes labels, related places, help and a fix.
    pub(super) fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(self.rule.name, self.rule.level, span, message));
        self.diagnostics.last_mut().expect("one was pushed")
    }

    /// Whether nothing was found, as on most pages.
    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// The findings at the levels that the settings give them, without those on pages where the rule
    /// is silent.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let Self { context, rule, mut diagnostics } = self;
        let mut last = None;
        diagnostics.retain_mut(|found| {
            let file = found.span.file;
            // Findings of one page follow each other.
            let level = match last {
                Some((of, level)) if of == file => level,
                Some(_) | None => context.settings.level(rule, context.path(file)),
            };
            last = Some((file, level));
            found.level = level.unwrap_or(found.level);
            level.is_some()
        });
        diagnostics
    }
}
