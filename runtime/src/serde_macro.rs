//! The macro that gives generated types serde's traits, or nothing, depending on this crate's features.

/// Gives each type, which must be [`Wire`](crate::Wire), `Serialize` and `Deserialize` if the
/// runtime's feature `serde` is on, and nothing otherwise.
#[cfg(feature = "serde")]
#[macro_export]
macro_rules! serde_impls {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::__serde::serde_core::Serialize for $type {
            fn serialize<S: $crate::__serde::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__serde::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__serde::serde_core::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__serde::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__serde::deserialize(deserializer)
            }
        }
    )*};
}

/// Gives each type, which must be [`Wire`](crate::Wire), `Serialize` and `Deserialize` if the
/// runtime's feature `serde` is on, and nothing otherwise.
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! serde_impls {
    ($($type:ty),* $(,)?) => {};
}
