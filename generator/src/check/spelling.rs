//! "Did you mean": the nearest of the known names.

/// The known name that `wrong` is most likely meant to be; `None` when none is near. Of several at
/// the same distance the first one wins.
pub(super) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wrong = Wrong::new(wrong);
    let known = known.into_iter();
    wrong.nearest(known.filter(|name| wrong.is_as_long(name) && wrong.has(letters(name))))
}

/// Many names of which the nearest is often asked for.
pub(super) struct Known<'a> {
    /// Each with its letters.
    names: Vec<(&'a str, u64)>,
}

impl<'a> Known<'a> {
    pub(super) fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().map(|name| (name, letters(name))).collect() }
    }

    /// The same as [`nearest`].
    pub(super) fn nearest(&self, wrong: &str) -> Option<&'a str> {
        let wrong = Wrong::new(wrong);
        let near = self
            .names
            .iter()
            .filter(|(name, letters)| wrong.is_as_long(name) && wrong.has(*letters));
        wrong.nearest(near.map(|(name, _)| *name))
    }
}

/// A name that is not known. Measuring how far another is from it is dear, and most are far.
struct Wrong<'a> {
    name: &'a str,
    folded: String,
    letters: u64,
    /// How many edits away the name may be that is meant.
    limit: usize,
}

impl<'a> Wrong<'a> {
    fn new(name: &'a str) -> Self {
        let folded = name.to_lowercase();
        // A third of the name may be wrong: more is another name. Short names are all alike, so that of them
        // only the letters' case may differ.
        let limit = (folded.chars().count() / 3).min(4);
        Self { name, folded, letters: letters(name), limit }
    }

    fn is_as_long(&self, other: &str) -> bool {
        other.len().abs_diff(self.name.len()) <= self.limit
    }

    /// Whether the letters are nearly its own: one edit changes two at most.
    fn has(&self, letters: u64) -> bool {
        (letters ^ self.letters).count_ones() as usize <= 2 * self.limit
    }

    fn nearest<'n>(&self, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        names
            .filter(|name| letters_apart(self.name, name) <= self.limit)
            .map(|name| (strsim::osa_distance(&self.folded, &name.to_lowercase()), name))
            .filter(|(distance, _)| *distance <= self.limit)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, name)| name)
    }
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

/// How many ASCII letters and marks one name has that the other does not, in any case: so many edits, at
/// least, lead from one to the other.
fn letters_apart(one: &str, other: &str) -> usize {
    let mut counts = [0_i32; 128];
    let slot = |byte: u8| usize::from(byte.to_ascii_lowercase());
    one.bytes().filter(u8::is_ascii).for_each(|byte| counts[slot(byte)] += 1);
    other.bytes().filter(u8::is_ascii).for_each(|byte| counts[slot(byte)] -= 1);
    let more: i32 = counts.iter().map(|count| (*count).max(0)).sum();
    let less: i32 = counts.iter().map(|count| (-*count).max(0)).sum();
    more.max(less).unsigned_abs() as usize
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
