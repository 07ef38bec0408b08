//! The kinds of contradictions that are planted, each as an edit of one line.

/// A kind of contradiction.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The rules that may find it.
    pub(crate) rules: &'static [&'static str],
    /// All ways to plant one into a page.
    pub(crate) plant: fn(&str) -> Box<dyn Iterator<Item = Mutant>>,
}

/// A page with one contradiction.
pub(crate) struct Mutant {
    pub(crate) text: String,
    /// The line where it stands, from 1.
    pub(crate) line: usize,
}

/// A line of a page with what a kind needs to know of the lines around it.
struct Line<'a> {
    text: &'a str,
    next: &'a str,
    /// The language of the code block that it stands in.
    fence: Option<&'a str>,
    /// The heading right above it in the outline, without marks.
    section: &'a str,
    /// Whether it stands in a comment.
    is_comment: bool,
}

const NAMES: &str = "Zq";

macro_rules! kinds {
    ($kinds:ident: $($name:literal, $rules:expr, $edit:expr;)*) => {
        pub(crate) const $kinds: &[Kind] = &[$(Kind {
            name: $name,
            rules: &$rules,
            plant: |text| each_line(text, $edit),
        }),*];
    };
}

kinds! { ALL:
    "type of a row", ["type-mismatch"], |line| row(line, "|DateTimeOffset|", "|Int32|");
    "misspelt type", ["unknown-type"], |line| row(line, "|String|", "|Strng|");
    "type of another case", ["unknown-type"], |line| {
        in_comment(line, "\"@odata.type\": \"microsoft.graph.s", "\"@odata.type\": \"microsoft.graph.S")
            .filter(|_| line.section.starts_with("Re") || line.section.starts_with("Example"))
    };
    "link to another type", ["link-names-another-type"], |line| {
        row(line, "|[keyValuePair](keyvaluepair.md)", "|[keyValuePair](entity.md)")
            .or_else(|| row(line, "(synchronization-synchronizationschedule.md)|", "(entity.md)|"))
            .or_else(|| row(line, "(synchronization-synchronizationerror.md)|", "(entity.md)|"))
            .filter(|_| line.section == "Properties")
    };
    "property listed twice", ["duplicate-property"], |line| {
        is_property(line).then(|| format!("{}\n{}", line.text, line.text))
    };
    "property renamed in the table", ["property-not-in-representation"], |line| {
        let name = line.text.split('|').nth(1).filter(|_| is_property(line))?;
        Some(line.text.replacen(name, &format!("{name}{NAMES}"), 1)).filter(|_| name != "id")
    };
    "property renamed in JSON", ["property-not-in-table"], |line| {
        top_member(line).filter(|_| line.fence == Some("json") && line.section == "JSON representation")
    };
    "base type of the annotation", ["base-type-mismatch", "type-mismatch"], |line| {
        in_comment(line, "\"baseType\": \"microsoft.graph.entity\"", "\"baseType\": \"microsoft.graph.keyValuePair\"")
    };
    "key that is no property", ["unknown-key-property"], |line| {
        in_comment(line, "\"keyProperty\": \"id\"", "\"keyProperty\": \"idZq\"")
    };
    "namespace line", ["namespace-mismatch"], |line| {
        (line.text == "Namespace: microsoft.graph" && line.section.ends_with("resource type"))
            .then(|| format!("{}.{}", line.text, "zq"))
    };
    "property renamed in an example", ["unknown-property"], |line| {
        top_member(line).filter(|_| line.fence == Some("http"))
    };
    "truth value in words", ["example-value"], |line| {
        in_body(line, ": true", ": \"yes\"").or_else(|| in_body(line, ": false", ": \"no\""))
    };
    "no date-time", ["example-value"], |line| {
        let start = line.text.rfind(": \"")? + 3;
        let is_date_time = line.text.get(start + 10..start + 11) == Some("T")
            && line.text.trim_end_matches(',').ends_with("Z\"");
        (is_http(line) && is_date_time).then(|| {
            let end = line.text.rfind('"').unwrap_or(start);
            format!("{}soon{}", &line.text[..start], &line.text[end..])
        })
    };
    "text for a number", ["example-value"], |line| {
        let (before, after) = line.text.split_once("\": ")?;
        let digits = after.trim_end_matches(',');
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_http(line) && is_number)
            .then(|| format!("{before}\": \"many\"{}", if after.ends_with(',') { "," } else { "" }))
    };
    "placeholder for a value", ["placeholder-value"], |line| {
        let (before, after) = line.text.split_once("\"id\": \"")?;
        let (_, rest) = after.split_once('"')?;
        let is_response = is_http(line) && line.section == "Response";
        is_response.then(|| format!("{before}\"id\": \"id-value\"{rest}"))
    };
    "trailing comma", ["invalid-json"], |line| {
        let is_last = line.next.trim_start().starts_with(['}', ']']);
        let is_value = line.text.ends_with(['"', '}', ']']) || line.text.ends_with("null");
        (is_http(line) && is_last && is_value).then(|| format!("{},", line.text))
    };
    "misspelt block type", ["unknown-block-type"], |line| in_comment(line, "\"response\"", "\"respones\"");
    "misspelt annotation key", ["unknown-annotation-key"], |line| {
        in_comment(line, "\"truncated\":", "\"trucated\":")
    };
    "annotation without quotes", ["annotation-not-json"], |line| {
        in_comment(line, "\"blockType\":", "blockType:")
    };
    "missing cell", ["table-row-length"], |line| {
        let (rest, _) = line.text.strip_suffix('|').filter(|_| is_row(line))?.rsplit_once('|')?;
        Some(format!("{rest}|"))
    };
    "cell too many", ["table-row-length"], |line| is_row(line).then(|| format!("{}more|", line.text));
    "status of an example", ["status-mismatch"], |line| {
        in_http(line, "HTTP/1.1 201", "HTTP/1.1 200")
            .or_else(|| in_http(line, "HTTP/1.1 200", "HTTP/1.1 202"))
            .or_else(|| in_http(line, "HTTP/1.1 204", "HTTP/1.1 202"))
    };
    "method of an example", ["example-not-documented"], |line| {
        in_http(line, "GET https", "PUT https")
            .or_else(|| in_http(line, "POST https", "PUT https"))
            .or_else(|| in_http(line, "DELETE https", "PATCH https"))
    };
    "path of an example", ["example-not-documented"], |line| {
        in_http(line, " https://graph.microsoft.com/v1.0/", " https://graph.microsoft.com/v1.0/zq/")
    };
    "version of an example", ["other-version"], |line| {
        in_http(line, " https://graph.microsoft.com/v1.0/", " https://graph.microsoft.com/beta/")
    };
    "version of a context", ["context-mismatch"], |line| in_body(line, "/v1.0/$metadata", "/beta/$metadata");
    "type of a method table", ["method-table-mismatch"], |line| {
        replaced(line, "|[synchronizationJob](synchronization-synchronizationjob.md)", "|[publicError](publicerror.md)")
            .or_else(|| replaced(line, "|[synchronizationSchema](synchronization-synchronizationschema.md)|", "|[publicError](publicerror.md)|"))
            .filter(|_| line.section == "Methods")
    };
    "link to no file", ["broken-link"], |line| prose(line, ".md)", "-zq.md)");
    "link of another case", ["link-case"], |line| {
        prose(line, "(synchronization-", "(Synchronization-")
            .or_else(|| prose(line, "/synchronization-", "/Synchronization-"))
    };
    "link to no heading", ["broken-link"], |line| prose(line, ".md)", ".md#zq)");
    "label without definition", ["undefined-reference"], |line| {
        let at = line.text.find("](")?;
        let end = at + line.text[at..].find(')')?;
        let is_link = !line.text.contains("[!INCLUDE") && line.fence.is_none() && !line.is_comment;
        is_link.then(|| format!("{}][nowhere-zq]{}", &line.text[..at], &line.text[end + 1..]))
    };
    "include of no file", ["include-missing"], |line| {
        line.text.starts_with("[!INCLUDE").then(|| line.text.replacen(".md)", "-zq.md)", 1))
    };
    "placeholder text", ["todo-placeholder"], |line| {
        let is_text = line.text.ends_with('.') && line.fence.is_none() && !line.is_comment;
        is_text.then(|| format!("{} TODO", line.text))
    };
    "section that stands twice", ["duplicate-section"], |line| {
        (line.text == "## Response" || line.text == "## Properties")
            .then(|| format!("{}\n\nSee below.\n\n{}", line.text, line.text))
    };
    "tab before that of HTTP", ["unbalanced-tabs"], |line| {
        line.text.starts_with("# [HTTP](#tab/http)").then(|| format!("# [Zq](#tab/zq)\n\nSee below.\n\n{}", line.text))
    };
    "unquoted front matter", ["front-matter-not-yaml"], |line| {
        line.text.strip_prefix("title: ").map(|title| format!("title: {title} more: {title}"))
    };
}

// What the pages of `docs-input` have no place for: paths from a root, permissions in the page itself,
// functions, enumerations, requests that create. These are planted into the pages of `orchard`.
kinds! { OF_ORCHARD:
    "segment of a path", ["unknown-segment"], |line| {
        let is_form = is_http(line) && line.section == "HTTP request";
        replaced(line, "/trees", "/tres").filter(|_| is_form)
    };
    "segment one letter off", ["unknown-segment"], |line| {
        let is_form = is_http(line) && line.section == "HTTP request";
        replaced(line, "/trees", "/trese").filter(|_| is_form)
    };
    "parameter of a function", ["function-parameter-mismatch"], |line| {
        let is_form = is_http(line) && line.section == "HTTP request";
        replaced(line, "(year=", "(yearZq=").filter(|_| is_form)
    };
    "selected property", ["unknown-query-property"], |line| in_http(line, "$select=kind", "$select=kindZq");
    "permissions in another order", ["privilege-order"], |line| {
        replaced(line, "Orchard.Read.All, Orchard.ReadWrite.All", "Orchard.ReadWrite.All, Orchard.Read.All")
    };
    "empty permissions", ["empty-permissions"], |line| {
        replaced(line, "Orchard.Read.All, Orchard.ReadWrite.All", "")
    };
    "member of an enumeration", ["example-value"], |line| {
        in_body(line, "\"plum\"", "\"plumZq\"")
            .or_else(|| in_body(line, "\"pear\"", "\"pearZq\""))
            .or_else(|| in_body(line, "\"apple\"", "\"appleZq\""))
    };
    "listed value", ["unknown-listed-value"], |line| row(line, "`pear`", "`paer`");
    "no date", ["example-value"], |line| in_body(line, "2019-03-30", "spring");
    "read-only property that is sent", ["read-only-in-request"], |line| {
        in_body(line, "\"kind\"", "\"id\"").filter(|_| line.section == "Request")
    };
    "one as a collection", ["collection-mismatch"], |line| {
        in_comment(line, "\"acme.fruit.harvest\"", "\"Collection(acme.fruit.harvest)\"")
            .filter(|_| line.section == "Response")
    };
    "many as one", ["collection-mismatch"], |line| {
        // Of two members of a name the first counts.
        let is_many = line.next.contains("\"isCollection\": true");
        in_comment(line, "\"@odata.type\"", "\"isCollection\": false, \"@odata.type\"").filter(|_| is_many)
    };
    "body of another type", ["example-of-another-type"], |line| {
        in_body(line, "#acme.fruit.tree", "#acme.fruit.harvest")
    };
    "body of no JSON type", ["content-type-mismatch"], |line| {
        in_http(line, "application/json", "text/html")
    };
    "header without a colon", ["unreadable-http"], |line| {
        in_http(line, "Content-type: application/json", "Content-type application/json and so on")
    };
    "request name that is taken", ["duplicate-request-name"], |line| {
        in_comment(line, "\"get_tree\"", "\"plant_tree\"")
            .or_else(|| in_comment(line, "\"list_trees\"", "\"get_tree\""))
    };
    "type that is a sentence", ["unreadable-type"], |line| {
        row(line, "|String|", "|whatever it is that the service gives|")
    };
    "code block that is not closed", ["unclosed-fence"], |line| {
        (line.text.starts_with("```http") || line.text.starts_with("```json"))
            .then(|| format!("`{}", line.text))
    };
    "include above the folder", ["include-outside-root"], |line| {
        (line.section == "Response" && line.text.starts_with("On success"))
            .then(|| format!("{}\n\n[!INCLUDE [note](../../../../zq.md)]", line.text))
    };
}

// For rules that are off by default.
kinds! { OF_ORCHARD_IF_ASKED:
    "length of a body", ["content-length-mismatch"], |line| {
        in_http(line, "Content-length: 99", "Content-length: 139")
    };
    "placeholder that no table describes", ["undescribed-placeholder"], |line| {
        let is_form = is_http(line) && line.section == "HTTP request";
        replaced(line, "{tree-id}", "{treeZq-id}").filter(|_| is_form)
    };
}

/// All mutants that an edit of single lines gives. Where the edit adds lines, the contradiction may stand in
/// each of them; it is looked for in the last.
fn each_line(text: &str, edit: fn(&Line) -> Option<String>) -> Box<dyn Iterator<Item = Mutant>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mutants = Vec::new();
    let (mut fence, mut section, mut is_comment) = (None, "", false);
    for (index, line) in lines.iter().enumerate() {
        let is_fence = line.starts_with("```");
        is_comment = is_comment || line.starts_with("<!--");
        if fence.is_none() && line.starts_with('#') && !line.contains("#tab/") {
            section = line.trim_start_matches(['#', ' ']);
        }
        let next = lines.get(index + 1).copied().unwrap_or_default();
        let context = Line { text: line, next, fence, section, is_comment };
        if let Some(edited) = edit(&context).filter(|edited| edited != line) {
            let mut mutated: Vec<&str> = lines.clone();
            mutated[index] = &edited;
            let line = index + edited.lines().count();
            mutants.push(Mutant { text: mutated.join("\n") + "\n", line });
        }
        if is_fence {
            fence = if fence.is_some() { None } else { Some(line.trim_start_matches('`')) };
        }
        is_comment = is_comment && !line.ends_with("-->");
    }
    Box::new(mutants.into_iter())
}

fn replaced(line: &Line, from: &str, to: &str) -> Option<String> {
    line.text.contains(from).then(|| line.text.replacen(from, to, 1))
}

fn is_row(line: &Line) -> bool {
    let has_header = !line.text.contains("---") && !line.next.contains(":---");
    line.text.starts_with('|') && has_header && line.fence.is_none() && !line.is_comment
}

/// A row of the table of properties.
fn is_property(line: &Line) -> bool {
    is_row(line) && line.section == "Properties" && line.text.matches('|').count() == 4
}

fn row(line: &Line, from: &str, to: &str) -> Option<String> {
    replaced(line, from, to).filter(|_| is_property(line))
}

fn in_comment(line: &Line, from: &str, to: &str) -> Option<String> {
    replaced(line, from, to).filter(|_| line.is_comment && !line.text.contains("permissions"))
}

fn is_http(line: &Line) -> bool {
    line.fence == Some("http")
}

fn in_http(line: &Line, from: &str, to: &str) -> Option<String> {
    replaced(line, from, to).filter(|_| is_http(line))
}

/// In the body of a message, not in its headers.
fn in_body(line: &Line, from: &str, to: &str) -> Option<String> {
    in_http(line, from, to).filter(|_| line.text.starts_with(' '))
}

/// A member of the outermost object, renamed.
fn top_member(line: &Line) -> Option<String> {
    let (name, rest) = line.text.strip_prefix("  \"")?.split_once("\": ")?;
    let is_plain = name != "id" && name != "value" && !name.contains(['@', '"']);
    is_plain.then(|| format!("  \"{name}{NAMES}\": {rest}"))
}

fn prose(line: &Line, from: &str, to: &str) -> Option<String> {
    let is_prose = line.fence.is_none() && !line.is_comment && !line.text.contains("[!INCLUDE");
    replaced(line, from, to).filter(|_| is_prose)
}
