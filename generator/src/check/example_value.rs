//! # example-value
//!
//! A value in an example that cannot be of its property's type: a word where a date-time is due, a
//! string where a number is due, no member of the enumeration, one value where a collection is due.
//!
//! ## Why
//!
//! The service refuses such a request, and never sends such a response; typed clients cannot read
//! it.
//!
//! ## Wrong
//!
//! ```json
//! {
//!   "@odata.type": "#microsoft.graph.color",
//!   "mixedDateTime": "datetime-value"
//! }
//! ```
//!
//! ## Right
//!
//! ```json
//! {
//!   "@odata.type": "#microsoft.graph.color",
//!   "mixedDateTime": "2024-01-15T09:30:00Z"
//! }
//! ```

use super::conformance::DepartureKind;
use super::context::{Context, Subject};
use super::findings::Findings;
use super::rule::{Group, Rule, Scope};
use super::value::Misfit;
use crate::diagnostic::Level;
use crate::model::Primitive;

pub(super) const RULE: Rule = Rule {
    name: "example-value",
    group: Group::Examples,
    level: Level::Error,
    source: include_str!("example_value.rs"),
    scope: Scope::Page(check),
};

fn check(context: &Context, subject: &Subject, findings: &mut Findings) {
    for departure in context.departures(subject) {
        let DepartureKind::Value { property, documented, misfit } = &departure.kind else {
            continue;
        };
        let what =
            if property.is_empty() { "the body".to_owned() } else { format!("`{property}`") };
        let finding = findings.report(departure.span, message(&what, misfit));
        if let Some(span) = documented {
            finding.related(*span, "its type is documented here");
        }
        if let Some(help) = help(misfit) {
            finding.help(help);
        }
        if let Misfit::Member { text, nearest: Some(nearest), .. } = misfit
            && misfit.is_of_case()
        {
            finding.fix_words(context.sources, departure.span, text, nearest);
        }
    }
}

fn message(what: &str, misfit: &Misfit) -> String {
    match misfit {
        Misfit::Form { due, found } => format!("{what} is {found} where {due} is due"),
        Misfit::Text { ty, text } => {
            format!("{what} is `{}`, which is no {}", shortened(text), name(*ty))
        }
        Misfit::NoOffset { text } => format!("{what} is `{text}`, a date-time without its offset"),
        Misfit::Member { ty, text, .. } => {
            format!("{what} is `{}`, which is no member of `{ty}`", shortened(text))
        }
        Misfit::NotACollection => format!("{what} is a single value where a collection is due"),
        Misfit::ACollection => format!("{what} is an array where a single value is due"),
        Misfit::NotAnObject => format!("{what} is no object, though its type has properties"),
    }
}

fn help(misfit: &Misfit) -> Option<String> {
    match misfit {
        Misfit::Text { ty, .. } => sample(*ty).map(|sample| format!("write it as in `{sample}`")),
        Misfit::NoOffset { .. } => {
            Some("end it with `Z` for UTC, or with an offset such as `+01:00`".to_owned())
        }
        Misfit::Member { nearest: Some(nearest), .. } => Some(format!("did you mean `{nearest}`?")),
        Misfit::NotACollection => Some("put it in brackets: `[ … ]`".to_owned()),
        Misfit::Form { .. } | Misfit::Member { .. } | Misfit::ACollection | Misfit::NotAnObject => {
            None
        }
    }
}

fn name(ty: Primitive) -> &'static str {
    ty.edm_name().trim_start_matches("Edm.")
}

fn sample(ty: Primitive) -> Option<&'static str> {
    match ty {
        Primitive::DateTimeOffset => Some("2024-01-15T09:30:00Z"),
        Primitive::Date => Some("2024-01-15"),
        Primitive::TimeOfDay => Some("09:30:00"),
        Primitive::Duration => Some("PT1H30M"),
        Primitive::Guid => Some("8b2c7f0e-52cb-4d1f-9d0a-3f1a6c1e7b55"),
        Primitive::Binary => Some("SGVsbG8="),
        Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64 => Some("42"),
        Primitive::String
        | Primitive::Boolean
        | Primitive::Single
        | Primitive::Double
        | Primitive::Decimal
        | Primitive::Stream
        | Primitive::Untyped => None,
    }
}

fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    let text = text.replace(['\r', '\n', '\t'], " ");
    match text.char_indices().nth(LIMIT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
