//! Which lines of a plain text are headings, and of which level.

use super::Part;

/// Headings have few words and no punctuation at their end.
pub(super) fn is_heading(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let begins = line.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase());
    begins && is_title(line) && line.split_whitespace().count() <= MOST_WORDS && !has_value(line)
}

/// The first line of a page is its title, also when it begins with a type's lower-case name.
pub(super) fn is_title(line: &str) -> bool {
    const LONGEST: usize = 100;
    line.len() <= LONGEST && !line.ends_with(['.', ':', ';', ',', '!', '?', '}', ']', '"', '…'])
}

/// `Namespace: harbour.api` names something and is no heading; `Example 1: Moor a boat` is one.
fn has_value(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, value)| !name.contains(' ') && !value.contains(' '))
}

/// The levels of the headings among the parts. The first is the title; a heading right above another has the ones
/// after it for its parts, as long as they hold messages.
pub(super) fn levels(parts: &[Part]) -> Vec<u8> {
    let headings: Vec<usize> =
        (0..parts.len()).filter(|&at| matches!(parts[at], Part::Heading(_))).collect();
    let mut levels = Vec::new();
    // The level of the innermost heading that has others for its parts.
    let mut parent = 1;
    let mut was_parent = false;
    for (index, &at) in headings.iter().enumerate() {
        let next = headings.get(index + 1).copied().unwrap_or(parts.len());
        let is_parent = next == at + 1 && next < parts.len();
        let has_code = parts[at..next].iter().any(|part| matches!(part, Part::Code(_)));
        let level = match (index, is_parent) {
            (0, _) => 1,
            (_, true) if was_parent => parent + 1,
            (_, true) => parent.max(2),
            (_, false) if has_code || was_parent => parent + 1,
            (_, false) => 2,
        };
        if is_parent {
            parent = level;
        } else if level == 2 {
            parent = 1;
        }
        was_parent = is_parent;
        levels.push(level.min(6));
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_short_and_no_sentences() {
        assert!(is_heading("Request body"));
        assert!(is_heading("Example 1: Moor a boat"));
        assert!(!is_heading("Namespace: harbour.api"));
        assert!(!is_heading("The boat is moored."));
        assert!(!is_heading("lower case"));
    }

    #[test]
    fn parts_of_an_example_stand_under_it() {
        let (heading, code, line) =
            (|| Part::Heading(0..0), || Part::Code(0..0), || Part::Line(0..0));
        let parts = [
            heading(),
            line(),
            heading(),
            code(),
            heading(),
            heading(),
            heading(),
            code(),
            heading(),
            code(),
            heading(),
            heading(),
            code(),
            heading(),
            line(),
        ];
        assert_eq!(levels(&parts), [1, 2, 2, 3, 4, 4, 3, 4, 2]);
    }
}
