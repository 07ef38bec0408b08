//! Open enumerations: the documented members, and room for those that are not.

use std::fmt;

/// The text of an enumeration member that the documentation does not name.
///
/// It cannot be built from outside, so that a documented member is never hidden in it and matching
/// stays exhaustive in meaning: go through `as_str` and `From<&str>`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OtherText(Box<str>);

impl OtherText {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[doc(hidden)]
    pub fn __new(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for OtherText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// An enumeration whose members are known by name, and whose unknown members are kept as text.
///
/// `from_text(x).as_str() == x` for every text.
pub trait Enumeration: Sized {
    /// The qualified name, such as `microsoft.graph.bodyType`; empty if the documentation gives none.
    const ODATA_TYPE: &'static str;

    /// The names of the documented members, in documented order.
    const NAMES: &'static [&'static str];

    /// The member of that name, or the opaque one that keeps the text.
    fn from_text(text: &str) -> Self;

    /// The name of the member as it stands in JSON.
    fn as_str(&self) -> &str;
}

/// Connects a generated `enum` with the names of its members.
///
/// The enum is written out beside the macro, documentation and all, with a last variant
/// `Other(OtherText)`. The macro gives it [`Enumeration`], an inherent `as_str`, `From<&str>`,
/// `Display`, [`Wire`](crate::Wire) and, with feature `serde`, serde's traits.
///
/// ```
/// use docwright_runtime::{OtherText, enumeration, json};
///
/// /// Whether the job runs.
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum State {
///     /// It does.
///     Active,
///     /// It does not.
///     Disabled,
///     #[doc(hidden)]
///     Other(OtherText),
/// }
///
/// enumeration! {
///     State = "microsoft.graph.state" {
///         Active = "Active",
///         Disabled = "Disabled",
///     }
/// }
///
/// assert_eq!(State::from("Active"), State::Active);
/// assert_eq!(State::from("Paused").as_str(), "Paused");
/// assert_eq!(json::to_string(&State::Disabled), r#""Disabled""#);
/// ```
#[macro_export]
macro_rules! enumeration {
    ($($name:ident = $odata_type:literal { $($variant:ident = $text:literal),* $(,)? })*) => {
        $(
            impl $crate::Enumeration for $name {
                const ODATA_TYPE: &'static str = $odata_type;
                const NAMES: &'static [&'static str] = &[$($text),*];

                fn from_text(text: &str) -> Self {
                    match text {
                        $($text => Self::$variant,)*
                        _ => Self::Other($crate::OtherText::__new(text)),
                    }
                }

                fn as_str(&self) -> &str {
                    match self {
                        $(Self::$variant => $text,)*
                        Self::Other(text) => text.as_str(),
                    }
                }
            }

            impl $name {
                /// The name of the member as it stands in JSON.
                pub fn as_str(&self) -> &str {
                    $crate::Enumeration::as_str(self)
                }
            }

            impl ::core::convert::From<&str> for $name {
                fn from(text: &str) -> Self {
                    $crate::Enumeration::from_text(text)
                }
            }

            impl ::core::fmt::Display for $name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl $crate::Wire for $name {
                fn decode(
                    reader: &mut $crate::json::Reader<'_>,
                ) -> ::core::result::Result<Self, $crate::json::DecodeError> {
                    reader.enumeration()
                }

                fn encode(&self, writer: &mut $crate::json::Writer) {
                    writer.string(self.as_str());
                }
            }

            $crate::serde_impls!($name);
        )*
    };
}
