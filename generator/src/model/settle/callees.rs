//! Callees: which operation of the whole tree a request calls, by its method and path.

use super::paths::normal;
use crate::model::api::{Api, OperationId};
use crate::model::operation::{Operation, RequestBody};
use crate::model::path::{PathTemplate, Segment, with_plain_marks};
use crate::model::unordered::{ByName, Names};
use crate::page::Json;
use crate::source::FileId;
use rayon::prelude::*;

/// The operations of an [`Api`] by what calls them.
pub(crate) struct Callees {
    /// What is a name in a path, in lower case; anything else is a value.
    names: Names,
    /// By method and [`normal`] path, in page order, each with the index of the path.
    operations: ByName<Vec<(OperationId, usize)>>,
}

/// An operation as a request calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Callee {
    /// The operation.
    pub(crate) operation: OperationId,
    /// Index into its paths.
    pub(crate) path: usize,
    /// The values of the path's parameters, as they stand in the request.
    pub(crate) arguments: Vec<String>,
}

impl Callees {
    /// The operations as they are by now.
    pub(crate) fn of(api: &Api) -> Self {
        let properties = api.types.iter().flat_map(|ty| &ty.properties);
        let mut names: Names =
            properties.map(|property| property.name.to_ascii_lowercase()).collect();
        let calls = |operation: &Operation| -> Vec<String> {
            let paths = operation.paths.iter();
            paths.map(|path| call(&operation.method, &path.template.segments)).collect()
        };
        let calls: Vec<Vec<String>> = api.operations.par_iter().map(calls).collect();
        let mut operations: ByName<Vec<(OperationId, usize)>> = ByName::default();
        for (id, calls) in calls.into_iter().enumerate() {
            for (index, called) in calls.into_iter().enumerate() {
                operations.entry(called).push((OperationId(id), index));
            }
        }
        for path in api.operations.iter().flat_map(|operation| &operation.paths) {
            for name in path.template.segments.iter().filter_map(name) {
                if !names.contains(name) {
                    names.insert(name.to_ascii_lowercase());
                }
            }
        }
        Self { names, operations }
    }

    /// The operation that a request on a page calls: one of the page, else one of any other, as "create"
    /// goes on to show a "get"; of several others the one whose body has most of the members that the
    /// request sends. `None` for requests to other hosts.
    pub(crate) fn find(
        &self,
        api: &Api,
        page: FileId,
        method: &str,
        target: &str,
        body: Option<&Json>,
    ) -> Option<Callee> {
        if !api.is_own_target(target) {
            return None;
        }
        let plain = with_plain_marks(target);
        let mut targets = std::iter::once(target).chain(plain.as_deref());
        let own = targets.find_map(|target| own(api, page, method, target));
        own.or_else(|| self.anywhere(api, method, target, body))
    }

    /// Whether some operation is what a request calls, be it with the key in a segment of its own where
    /// the request has it in parentheses: `/tables/4` is `/tables('4')` (OData URL Conventions 4.01,
    /// key-as-segment).
    pub(crate) fn cover(&self, api: &Api, page: FileId, method: &str, target: &str) -> bool {
        let is_known =
            |path: PathTemplate| self.operations.get(&call(method, &path.segments)).is_some();
        self.find(api, page, method, target, None).is_some()
            || api.is_own_target(target) && self.template(api, target).is_some_and(is_known)
    }

    fn anywhere(
        &self,
        api: &Api,
        method: &str,
        target: &str,
        body: Option<&Json>,
    ) -> Option<Callee> {
        let template = self.template(api, target)?;
        let all = self.operations.get(&call(method, &template.segments))?.iter().rev();
        let known = |(id, _): &&(OperationId, usize)| {
            body.map_or(0, |body| known_members(api, api.operation(*id), body))
        };
        // The last of the greatest, and so the first of them in page order.
        let &(operation, path) = all.max_by_key(known)?;
        let arguments = api.operation(operation).paths[path].template.matches(target)?;
        Some(Callee { operation, path, arguments })
    }

    /// The template of a concrete path; encoded marks in it are marks.
    pub(super) fn template(&self, api: &Api, target: &str) -> Option<PathTemplate> {
        let is_type = |text: &str| text.contains('.') && api.find_type(text).is_some();
        let is_name = |text: &str| {
            text.starts_with('$')
                || self.names.contains(&text.to_ascii_lowercase())
                || is_type(text)
        };
        let plain = with_plain_marks(target);
        Some(PathTemplate::parse(plain.as_deref().unwrap_or(target))?.opened(is_name))
    }
}

/// What a request calls: its method and [`normal`] path.
fn call(method: &str, segments: &[Segment]) -> String {
    format!("{method} {}", normal(segments))
}

/// The operation of a page that a request calls.
fn own(api: &Api, page: FileId, method: &str, target: &str) -> Option<Callee> {
    let ids = api.page_operations.get(&page).map(Vec::as_slice).unwrap_or_default();
    let texts = PathTemplate::split(target);
    ids.iter().filter(|id| api.operation(**id).method == method).find_map(|&id| {
        // Literal segments are a better match than parameters: `/users/delta` is no user.
        let matches = api
            .operation(id)
            .paths
            .iter()
            .enumerate()
            .filter_map(|(index, path)| Some((index, path.template.matches_split(&texts)?)));
        let (path, arguments) = matches.min_by_key(|(_, arguments)| arguments.len())?;
        Some(Callee { operation: id, path, arguments })
    })
}

/// How many members of a body an operation has in its own.
fn known_members(api: &Api, operation: &Operation, body: &Json) -> usize {
    let is_known = |name: &str| match &operation.request {
        RequestBody::Object(ty) => {
            ty.value.named().is_some_and(|id| api.property(id, name).is_some())
        }
        RequestBody::Parameters(parameters) => {
            parameters.iter().any(|parameter| parameter.name.value == name)
        }
        RequestBody::None | RequestBody::Bytes | RequestBody::Json => false,
    };
    body.members().iter().filter(|member| is_known(member.name.as_str())).count()
}

/// The name in a segment.
fn name(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(text) => Some(text),
        Segment::Call { name, .. } => Some(name),
        Segment::Parameter(_) | Segment::Mixed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{SourceFile, Sources};
    use crate::{Options, compile};

    fn page(path: &str, line: &str, parameter: &str, example: &str) -> SourceFile {
        let text = format!(
            "# Mix\n\n## HTTP request\n\n```http\n{line}\n```\n\n## Request body\n\n\
             | Parameter | Type | Description |\n|:--|:--|:--|\n| {parameter} | String | x |\n\n## Example\n\n{example}"
        );
        SourceFile::new(path, text.into_bytes())
    }

    #[test]
    fn of_several_operations_the_body_tells_which_one_a_request_calls() {
        let example = "```http\nPOST https://c.example/colors/mix\nContent-Type: application/json\n\n{\"gloss\": \"high\"}\n```\n";
        let api = compile(
            Sources::new(vec![
                page("api/a.md", "POST /colors/mix", "parts", ""),
                page("api/b.md", "POST /colors/mix", "gloss", ""),
                page("api/c.md", "POST /colors/dry", "hours", example),
            ]),
            &Options::default(),
        )
        .api;
        let called = api.examples[0].operation.map(|id| api.operation(id).id.as_str());
        assert_eq!(called, Some("b"));
    }
}
