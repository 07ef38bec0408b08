//! Paths from the root of a tree, as text.

/// The path from the root of `target` as written in the file at `from`; `None` when it leads out of the root.
pub(super) fn joined(from: &str, target: &str) -> Option<String> {
    let mut folder = above(from);
    let mut target = target;
    // Nearly all targets only go down once they went up.
    while let Some(rest) = target.strip_prefix("../").filter(|_| !folder.is_empty()) {
        (folder, target) = (above(folder), rest);
    }
    if only_goes_down(target) {
        return Some(if folder.is_empty() {
            target.to_owned()
        } else {
            [folder, "/", target].concat()
        });
    }
    let mut path = String::with_capacity(folder.len() + 1 + target.len());
    path.push_str(folder);
    let slashes = memchr::memchr2_iter(b'/', b'\\', target.as_bytes());
    let mut start = 0;
    for end in slashes.chain([target.len()]) {
        let part = &target[start..end];
        start = end + 1;
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            name => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(name);
            }
        }
    }
    Some(path)
}

/// The folder that a path is in; the root's is empty.
fn above(path: &str) -> &str {
    memchr::memrchr(b'/', path.as_bytes()).map_or("", |slash| &path[..slash])
}

/// Whether a path is nothing but names with single slashes between, of which none begins with a dot.
fn only_goes_down(path: &str) -> bool {
    let bytes = path.as_bytes();
    let is_name_at = |at: usize| bytes.get(at).is_some_and(|byte| !matches!(byte, b'.' | b'/'));
    let mut slashes = memchr::memchr_iter(b'/', bytes);
    is_name_at(0)
        && slashes.all(|slash| is_name_at(slash + 1))
        && memchr::memchr(b'\\', bytes).is_none()
}

/// A path in lower case, where it may be another.
pub(super) fn lower_case(path: &str) -> Option<String> {
    let is_lower = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    (!is_lower).then(|| path.to_lowercase())
}
