//! What a request prefers (RFC 7240), as far as the mock does as it is told.

use docwright_runtime::http::{HeaderMap, StatusCode};

/// The preferences of a request; what others there are is left to the documented response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Preference {
    /// `code=429`: an answer with this status.
    pub(super) code: Option<StatusCode>,
    /// `example=get_shade`: the example of this name.
    pub(super) example: Option<String>,
    /// `odata.maxpagesize=2`: no more items on a page.
    pub(super) page_size: Option<usize>,
}

impl Preference {
    /// Reads all `Prefer` headers; of a preference that is given twice the first counts.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut found = Self::default();
        let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        for (name, value) in values.flat_map(|value| value.split([',', ';'])).filter_map(parameter)
        {
            match name.to_ascii_lowercase().as_str() {
                "code" => found.code = found.code.or(final_status(value)),
                "example" => found.example = found.example.or(Some(value.to_owned())),
                "odata.maxpagesize" | "maxpagesize" => {
                    let size = value.parse().ok().filter(|size| *size > 0);
                    found.page_size = found.page_size.or(size);
                }
                _ => {}
            }
        }
        found
    }
}

/// A status that ends an exchange: after an interim one (`100`, `101`) a client waits for another.
fn final_status(code: &str) -> Option<StatusCode> {
    let status = code.parse().ok();
    status.filter(|status: &StatusCode| (200..=599).contains(&status.as_u16()))
}

/// `name=value`, the value in quotes or not.
fn parameter(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    Some((name.trim(), value.trim().trim_matches('"')))
}
