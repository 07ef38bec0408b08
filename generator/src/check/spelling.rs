//! "Did you mean": the nearest of the known names.

/// The known name that `wrong` is most likely meant to be; `None` when none is near. Of several at
/// the same distance the first one wins.
pub(super) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    // A third of the name may be wrong: more is another name.
    let limit = (folded.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter(|name| name.len().abs_diff(wrong.len()) <= limit)
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The known name that `wrong` is one slip away from: a letter too many, too few, another, or two in the
/// wrong order. Words of three letters and less are all alike.
pub(super) fn slip<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wrong.to_lowercase();
    let mut known = known.into_iter().filter(|name| name.len() > 3 && wrong.len() > 3);
    known.find(|name| strsim::osa_distance(&folded, &name.to_lowercase()) == 1)
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
        assert_eq!(nearest("x", ["y"]), Some("y"));
        assert_eq!(slip("mesages", ["message", "messages"]), Some("messages"));
        assert_eq!(slip("members", ["memberOf", "Members"]), None);
    }
}
