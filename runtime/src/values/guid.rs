//! `Edm.Guid`.

use std::fmt;

use super::text_value;

/// A GUID such as `309d63e8-63e8-309d-e863-9d30e8639d30` (OData ABNF `guidValue`).
///
/// The text is kept with its upper and lower case, but case does not count for equality, order and hash.
#[derive(Clone)]
pub struct Guid(Box<str>);

impl Guid {
    /// A GUID from its sixteen bytes in the order of the text, in lower case.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let digits = format!("{:032x}", u128::from_be_bytes(bytes));
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        Self(parts.join("-").into())
    }

    /// The sixteen bytes in the order of the text.
    pub fn to_bytes(&self) -> [u8; 16] {
        let mut digits = self.0.bytes().filter_map(|b| char::from(b).to_digit(16));
        std::array::from_fn(|_| {
            let byte = digits.next().unwrap_or(0) * 16 + digits.next().unwrap_or(0);
            u8::try_from(byte).unwrap_or(0)
        })
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, b)| match at {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_hexdigit(),
            });
        well_formed.then(|| Self(text.into()))
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Guid {}

impl std::hash::Hash for Guid {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.to_bytes().hash(state);
    }
}

impl PartialOrd for Guid {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Guid {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.to_bytes().cmp(&other.to_bytes())
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(Guid = "Guid");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_kept_and_does_not_count() {
        let upper: Guid = "309D63E8-63e8-309d-e863-9d30e8639d30".parse().unwrap();
        let lower = Guid::from_bytes(upper.to_bytes());
        assert_eq!(upper.as_str(), "309D63E8-63e8-309d-e863-9d30e8639d30");
        assert_eq!(lower.as_str(), "309d63e8-63e8-309d-e863-9d30e8639d30");
        assert_eq!(upper, lower);
        assert!("309d63e863e8309de8639d30e8639d30".parse::<Guid>().is_err());
        assert!("id-value".parse::<Guid>().is_err());
    }
}
