//! Paths that only an example shows: pages list `/users/{id}/messages` and call `/me/messages`. Both are the
//! page's operation; the model keeps apart which of them a request line documents.

use super::Tree;
use super::callees::Callees;
use crate::model::api::{Api, OperationId};
use crate::model::facts::{ExampleRole, PageFacts};
use crate::model::operation::{OperationPath, PathSource};
use crate::source::Spanned;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Finds the host of the service: the one that most example requests go to.
pub(super) fn settle_host(tree: &Tree<'_>, api: &mut Api) {
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, target) in tree.facts.iter().flat_map(requests) {
        if let Some(host) = Api::host_of(&target.value) {
            *hosts.entry(host).or_default() += 1;
        }
    }
    api.host = hosts.into_iter().max_by_key(|(_, number)| *number).map(|(host, _)| host.to_owned());
}

/// Adds to each page's operations the paths that its examples call on the service's host and that no page
/// documents. Operations are settled by then: what they do and are bound to is read off request lines.
pub(super) fn settle(tree: &Tree<'_>, api: &mut Api) {
    for (operation, path) in of_pages(tree, api).into_iter().flatten() {
        let paths = &mut api.operations[operation.0].paths;
        if paths.iter().all(|known| known.template.segments != path.template.segments) {
            paths.push(path);
        }
    }
}

/// What each page adds, to its own operations alone.
fn of_pages(tree: &Tree<'_>, api: &Api) -> Vec<Vec<(OperationId, OperationPath)>> {
    let callees = Callees::of(api);
    tree.facts.par_iter().map(|facts| shown(api, &callees, facts)).collect()
}

fn shown(api: &Api, callees: &Callees<'_>, facts: &PageFacts) -> Vec<(OperationId, OperationPath)> {
    let ids = api.page_operations.get(&facts.file).map(Vec::as_slice).unwrap_or_default();
    let found = requests(facts).filter_map(|(method, target)| {
        let id = ids.iter().find(|id| api.operation(**id).method == *method)?;
        let is_new = api.is_own_target(&target.value)
            && callees.find(api, facts.file, method, &target.value, None).is_none();
        let template = callees.template(api, &target.value).filter(|_| is_new)?;
        Some((*id, OperationPath::new(target.span, PathSource::Example, template)))
    });
    found.collect()
}

/// Method and target of each request that an example shows.
fn requests(facts: &PageFacts) -> impl Iterator<Item = (&String, &Spanned<String>)> {
    let examples = facts.examples.iter().filter_map(|example| match &example.role {
        ExampleRole::Request { method, target } => Some((method, target)),
        ExampleRole::Response(_) | ExampleRole::Sample => None,
    });
    let unchecked = facts.operation.iter().flat_map(|operation| &operation.shown);
    examples.chain(unchecked.map(|request| (&request.method, &request.target)))
}

#[cfg(test)]
mod tests {
    use crate::model::{ExampleKind, PathSource};
    use crate::source::{SourceFile, Sources};
    use crate::{Compilation, Options, compile};

    fn compiled(examples: &str) -> Compilation {
        let get = format!(
            "# Get shade\n\n## HTTP request\n\n```http\nGET /colors/{{id}}/shades/{{id}}\n```\n\n## Example\n\n{examples}"
        );
        let delete =
            "# Delete color\n\n## HTTP request\n\n```http\nDELETE /colors/{id}\n```\n".to_owned();
        let page = |path, text: String| SourceFile::new(path, text.into_bytes());
        let files = vec![page("api/color-delete.md", delete), page("api/shade-get.md", get)];
        compile(Sources::new(files), &Options::default())
    }

    fn paths(examples: &str) -> Vec<(String, PathSource)> {
        let compilation = compiled(examples);
        let get = compilation.api.operations.iter().find(|operation| operation.method == "GET");
        let paths = get.into_iter().flat_map(|operation| &operation.paths);
        paths.map(|path| (path.template.to_string(), path.source)).collect()
    }

    #[test]
    fn an_example_adds_its_path_once() {
        let one = "```http\nGET https://c.example/v1.0/palette/shades/17\nAccept: */*\n```\n";
        let other = "```http\nGET https://c.example/v1.0/palette/shades/18\nAccept: */*\n```\n";
        let listed = ("/colors/{id}/shades/{id}".to_owned(), PathSource::RequestLine);
        let shown = ("/palette/shades/{id}".to_owned(), PathSource::Example);
        assert_eq!(paths(&format!("{one}\n{other}")), [listed, shown]);
    }

    #[test]
    fn an_unchecked_example_shows_its_path() {
        let found = paths(
            "<!-- { \"blockType\": \"ignored\" } -->\n```http\nGET https://c.example/v1.0/palette/shades/$count\nAccept: */*\n```\n",
        );
        assert_eq!(found[1].0, "/palette/shades/$count");
    }

    #[test]
    fn other_hosts_and_other_pages_operations_add_nothing() {
        let own = "```http\nGET https://c.example/v1.0/colors/1/shades/2\nAccept: */*\n```\n";
        let other = "```http\nGET https://caller.example/ping\nAccept: */*\n```\n";
        let delete = "```http\nDELETE https://c.example/v1.0/colors/1\nAccept: */*\n```\n";
        let examples = format!("{own}\n{own}\n{other}\n{delete}");
        assert_eq!(paths(&examples).len(), 1);
        let api = compiled(&examples).api;
        let called = |index: usize| api.examples[index].operation.map(|id| api.operation(id));
        assert!(called(2).is_none());
        assert_eq!(called(3).map(|operation| operation.method.as_str()), Some("DELETE"));
        let arguments = vec!["1".to_owned()];
        assert_eq!(api.examples[3].kind, ExampleKind::Request { path: Some(0), arguments });
    }
}
