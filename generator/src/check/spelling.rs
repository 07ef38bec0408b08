//! "Did you mean": the nearest of the known names.

/// The known name that `wrong` is most likely meant to be; `None` when none is near. Of several at
/// the same distance the first one wins.
pub(super) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    // A third of the name may be wrong: more is another name. Short names are all alike, so that of them only
    // the letters' case may differ.
    let limit = (folded.chars().count() / 3).min(4);
    let letters_of_wrong = letters(wrong);
    // Measuring is dear, and most names are far: one edit changes two letters at most.
    let may_be_near = |name: &str| {
        let others = || (letters(name) ^ letters_of_wrong).count_ones() as usize;
        name.len().abs_diff(wrong.len()) <= limit && others() <= 2 * limit
    };
    known
        .into_iter()
        .filter(|name| may_be_near(name))
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The known name that `wrong` is one slip away from: a letter too many, too few, another, or two in the
/// wrong order. Words of three letters and less are all alike.
pub(super) fn slip<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    let may_be_near =
        |name: &&str| name.len() > 3 && wrong.len() > 3 && name.len().abs_diff(wrong.len()) <= 1;
    let mut known = known.into_iter().filter(may_be_near);
    known.find(|name| strsim::osa_distance(&folded, &name.to_lowercase()) == 1)
}

/// Whether a name on a translated page is a word of its language: it begins with a capital or has letters beyond
/// ASCII.
pub(super) fn is_word(name: &str) -> bool {
    name.starts_with(char::is_uppercase) || !name.is_ascii()
}

/// Which ASCII letters and marks a name has, in any case: a bit for each, shared by two.
fn letters(name: &str) -> u64 {
    let bytes = name.bytes().filter(u8::is_ascii);
    bytes.fold(0, |letters, byte| letters | 1 << (byte.to_ascii_lowercase() % 64))
}

/// `did you mean `…`?` for the nearest of the known names.
pub(super) fn suggestion<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(wrong, known).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let known = ["fileAttachment", "itemAttachment", "message"];
        assert_eq!(nearest("fileAttachmnt", known), Some("fileAttachment"));
        assert_eq!(nearest("MESSAGE", known), Some("message"));
        assert_eq!(nearest("calendar", known), None);
        assert_eq!(nearest("x", ["y", "X"]), Some("X"));
        assert_eq!(nearest("id", ["is", "i"]), None);
        assert_eq!(nearest("ids", ["id"]), Some("id"));
        assert_eq!(slip("mesages", ["message", "messages"]), Some("messages"));
        assert_eq!(slip("members", ["memberOf", "Members"]), None);
    }
}
