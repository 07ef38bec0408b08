//! Edits that change nothing in meaning.

type Edit = fn(&str) -> String;

/// Of pages whose whole text is known to be good.
pub(crate) const ALL: &[(&str, Edit)] = &[
    ("Windows line ends", windows),
    ("padded tables", padded),
    ("indented JSON", indented),
    ("reworded prose", reworded),
    ("translated headings", translated),
    ("a line above all", shifted),
];

/// Of any pages.
pub(crate) const OF_ANY_PAGE: &[(&str, Edit)] =
    &[("Windows line ends", windows), ("padded tables", padded)];

fn windows(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// Gives each line with what it stands in: whether in a code block.
fn lines(text: &str, mut edit: impl FnMut(&str, bool) -> String) -> String {
    let mut in_fence = false;
    let mut edited = String::new();
    for line in text.split_inclusive('\n') {
        let is_mark = line.trim_start().starts_with("```");
        edited += &edit(line, in_fence || is_mark);
        in_fence ^= is_mark;
    }
    edited
}

/// Spaces before the last bar of each row.
fn padded(text: &str) -> String {
    lines(text, |line, in_fence| {
        let row = line.trim_end();
        let is_row =
            row.starts_with('|') && row.ends_with('|') && !row.ends_with("\\|") && row.len() > 1;
        if in_fence || !is_row {
            return line.to_owned();
        }
        format!("{}    |{}", &row[..row.len() - 1], &line[row.len()..])
    })
}

/// Twice the indentation.
fn indented(text: &str) -> String {
    lines(text, |line, in_fence| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if in_fence { format!("{}{line}", " ".repeat(spaces)) } else { line.to_owned() }
    })
}

/// Another word for one that means nothing to a program.
fn reworded(text: &str) -> String {
    lines(text, |line, in_fence| {
        if in_fence || line.contains("](") {
            line.to_owned()
        } else {
            line.replace(" the ", " this ")
        }
    })
}

/// As translated pages write their headings: other words, the English anchor kept.
fn translated(text: &str) -> String {
    lines(text, |line, in_fence| {
        let Some(title) = line.trim_end().strip_prefix("## ").filter(|_| !in_fence) else {
            return line.to_owned();
        };
        let anchor = title.to_lowercase().replace(' ', "-");
        format!("## <a name=\"{anchor}\"></a>Abschnitt {title}\n")
    })
}

/// The front matter one line longer.
fn shifted(text: &str) -> String {
    text.replacen("---\n", "---\nms.topic: reference\n", 1)
}
