//! The properties that a request's query options name (OData URL conventions 4.01, §5.1).

/// The names after `$select`, `$expand` and `$orderby`: of a path only the first segment, of an expansion
/// not what stands in parentheses. Qualified names and functions are left out.
pub(super) fn named_properties(target: &str) -> impl Iterator<Item = &str> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let options = query.split('&').filter_map(|option| option.trim().split_once('='));
    options.filter(|(name, _)| is_list_of_properties(name)).flat_map(|(_, list)| names(list))
}

fn is_list_of_properties(option: &str) -> bool {
    let option = option.trim().trim_start_matches("%24").trim_start_matches('$');
    ["select", "expand", "orderby"].iter().any(|known| option.eq_ignore_ascii_case(known))
}

fn names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in list.char_indices().chain([(list.len(), ',')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                names.extend(first_name(&list[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

/// The first segment of an item, where it is a plain name.
fn first_name(item: &str) -> Option<&str> {
    let item = item.trim();
    let end = item.find(['/', '(', ' ', '+', '%']).unwrap_or(item.len());
    let name = &item[..end];
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_plain.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::named_properties;

    #[test]
    fn lists_of_properties_are_taken_apart() {
        let names = |target| named_properties(target).collect::<Vec<_>>();
        assert_eq!(names("/x?$select=id,name&$top=3"), ["id", "name"]);
        assert_eq!(names("/x?$expand=a($select=b,c),d/e"), ["a", "d"]);
        assert_eq!(names("/x?$orderby=name desc&$filter=z eq 1"), ["name"]);
        assert_eq!(names("/x?$select=*,microsoft.graph.y/z,{list}"), [""; 0]);
    }
}
