//! The digest of a documentation tree, by which a build script tells that generated code is stale.
//!
//! The file stands twice, in `generator/src/` and in `build/`: build.rs of the generated SDK must not depend
//! on the compiler, and no package may reach into another's folder. A test holds the two together.

/// The FNV-1a hash (64 bits, draft-eastlake-fnv) of all paths and contents, as 16 hexadecimal digits.
///
/// The files must come in the order of their paths. Line ends are taken as `\n`, so that a checkout
/// with `\r\n` has the same digest.
pub(super) fn digest<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    for (path, content) in files {
        path.bytes().for_each(&mut eat);
        eat(0);
        content.iter().copied().filter(|byte| *byte != b'\r').for_each(&mut eat);
        eat(0);
    }
    format!("{hash:016x}")
}
