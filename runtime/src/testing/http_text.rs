//! The text of a request or response as documentation shows it.

/// Start line, headers with lower-case names, and body.
///
/// Pages are not strict about the blank line before a JSON body, nor about keeping an address on one line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct HttpText {
    pub(super) start_line: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl HttpText {
    pub(super) fn parse(text: &str) -> Self {
        let mut parsed = Self::default();
        let mut rest = text.trim();
        while let Some((line, after)) = next_line(rest) {
            let trimmed = line.trim();
            if parsed.start_line.is_empty() {
                trimmed.clone_into(&mut parsed.start_line);
            } else if parsed.headers.is_empty() && trimmed.starts_with(['?', '&']) {
                parsed.start_line.push_str(trimmed);
            } else if let Some(header) = parse_header(trimmed) {
                parsed.headers.push(header);
            } else {
                break;
            }
            rest = after;
        }
        rest.trim().clone_into(&mut parsed.body);
        parsed
    }
}

fn next_line(text: &str) -> Option<(&str, &str)> {
    (!text.is_empty()).then(|| text.split_once('\n').unwrap_or((text, "")))
}

fn parse_header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let token =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    token.then(|| (name.to_ascii_lowercase(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_they_are() {
        let strict = HttpText::parse(
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{\"a\": 1}\r\n",
        );
        let loose =
            HttpText::parse("\nHTTP/1.1 201 Created\nContent-type:application/json\n{\"a\": 1}\n");
        assert_eq!(strict, loose);
        assert_eq!(loose.body, "{\"a\": 1}");
        let split = HttpText::parse("GET /users\n  ?$top=1\n  &$skip=2\nPrefer: x\n");
        assert_eq!(split.start_line, "GET /users?$top=1&$skip=2");
        assert_eq!(split.headers, [("prefer".to_owned(), "x".to_owned())]);
        assert_eq!(split.body, "");
    }
}
