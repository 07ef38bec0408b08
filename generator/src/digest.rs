//! The digest of a documentation tree, by which a build script tells that generated code is stale.
//!
//! The file stands twice, in `generator/src/` and in `build/`: build.rs of the generated SDK must not depend
//! on the compiler, and no package may reach into another's folder. A test holds the two together.

/// The FNV-1a hash (64 bits, draft-eastlake-fnv) of what it has taken.
#[derive(Clone, Copy)]
pub(super) struct Hash(pub(super) u64);

impl Hash {
    /// Of nothing.
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// The same with more.
    pub(super) fn with(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }

    /// The same with more lines. Their ends are taken as `\n`, so that a checkout with `\r\n` has the same
    /// hash.
    pub(super) fn with_lines(self, text: &[u8]) -> Self {
        text.split(|byte| *byte == b'\r').fold(self, Self::with)
    }
}

/// The hash of all paths and contents, as 16 hexadecimal digits.
///
/// The files must come in the order of their paths.
pub(super) fn digest<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let hash = files.into_iter().fold(Hash::EMPTY, |hash, (path, content)| {
        hash.with(path.as_bytes()).with(b"\0").with_lines(content).with(b"\0")
    });
    format!("{:016x}", hash.0)
}
