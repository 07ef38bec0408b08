//! Callees: which operation of the whole tree a request calls, by its method and path.

use crate::model::api::{Api, OperationId};
use crate::model::operation::{Operation, RequestBody};
use crate::model::path::{PathTemplate, Segment, normal, with_plain_marks};
use crate::model::unordered::{ByName, FoldedNames};
use crate::page::Json;
use crate::source::FileId;

/// The operations of an [`Api`] by what calls them.
pub(crate) struct Callees<'a> {
    /// What is a name in a path, beside the properties'; anything else is a value.
    names: FoldedNames<&'a str>,
    /// By [`normal`] path, in page order, each with the index of the path.
    operations: ByName<&'a str, Vec<(OperationId, usize)>>,
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

impl<'a> Callees<'a> {
    /// The operations as they are by now.
    pub(crate) fn of(api: &'a Api) -> Self {
        let mut operations: ByName<&str, Vec<(OperationId, usize)>> = ByName::default();
        for (id, operation) in api.operations.iter().enumerate() {
            for (index, path) in operation.paths.iter().enumerate() {
                operations.entry(path.normal()).push((OperationId(id), index));
            }
        }
        let paths = api.operations.iter().flat_map(|operation| &operation.paths);
        let names = paths.flat_map(|path| path.template.segments.iter().filter_map(name));
        Self { names: names.collect(), operations }
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
            |path: PathTemplate| self.called(api, method, &normal(&path.segments)).next().is_some();
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
        let normal = normal(&template.segments);
        let all = self.called(api, method, &normal).rev();
        let known = |(id, _): &&(OperationId, usize)| {
            body.map_or(0, |body| known_members(api, api.operation(*id), body))
        };
        // The last of the greatest, and so the first of them in page order.
        let &(operation, path) = all.max_by_key(known)?;
        let arguments = api.operation(operation).paths[path].template.matches(target)?;
        Some(Callee { operation, path, arguments })
    }

    /// The operations of a method and a [`normal`] path, each with the index of the path.
    fn called(
        &self,
        api: &Api,
        method: &str,
        normal: &str,
    ) -> impl DoubleEndedIterator<Item = &(OperationId, usize)> {
        let all = self.operations.get(normal).into_iter().flatten();
        all.filter(move |(id, _)| api.operation(*id).method == method)
    }

    /// The template of a concrete path; encoded marks in it are marks.
    pub(super) fn template(&self, api: &Api, target: &str) -> Option<PathTemplate> {
        let is_type = |text: &str| text.contains('.') && api.find_type(text).is_some();
        let is_name = |text: &str| {
            text.starts_with('$')
                || api.property_names.contains(text)
                || self.names.contains(text)
                || is_type(text)
        };
        let plain = with_plain_marks(target);
        Some(PathTemplate::parse(plain.as_deref().unwrap_or(target))?.opened(is_name))
    }
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
