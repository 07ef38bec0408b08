//! Which operation an example request calls: one of its page, else one of any page.

use crate::model::api::{Api, OperationId};
use crate::model::facts::PageFacts;
use crate::model::host::{host, main_host};
use crate::model::path::{PathTemplate, Segment};
use std::collections::BTreeMap;

/// What a path must share with a request to match it: its method, how many segments it has, and the first.
type Shape<'a> = (&'a str, usize, String);

/// The paths of all operations.
pub(super) struct Calls<'a> {
    pub(super) api: &'a Api,
    main_host: Option<&'a str>,
    by_shape: BTreeMap<Shape<'a>, Vec<(OperationId, usize)>>,
}

/// What a request calls.
#[derive(Default)]
pub(super) struct Call {
    /// The operation, be it only the one of the page that has the request's method.
    pub(super) operation: Option<OperationId>,
    /// The path of the operation that the request has; `None` where it has none of them.
    pub(super) path: Option<usize>,
    /// The values of the path's parameters.
    pub(super) arguments: Vec<String>,
}

impl<'a> Calls<'a> {
    /// Takes stock of all paths that begin with a name.
    pub(super) fn of(api: &'a Api, facts: &'a [PageFacts]) -> Self {
        let mut by_shape: BTreeMap<Shape<'a>, Vec<(OperationId, usize)>> = BTreeMap::new();
        for (id, operation) in api.operations.iter().enumerate() {
            for (index, path) in operation.paths.iter().enumerate() {
                if let Some(shape) = shape(&operation.method, &path.template) {
                    by_shape.entry(shape).or_default().push((OperationId(id), index));
                }
            }
        }
        Self { api, main_host: main_host(facts), by_shape }
    }

    /// What a request on a page calls. What goes to another host calls nothing that is documented.
    pub(super) fn matched(&self, facts: &PageFacts, method: &str, target: &str) -> Call {
        let ids = self.api.page_operations.get(&facts.file).map(Vec::as_slice).unwrap_or_default();
        let own: Vec<OperationId> =
            ids.iter().copied().filter(|id| self.api.operation(*id).method == method).collect();
        for &id in &own {
            let paths = 0..self.api.operation(id).paths.len();
            if let Some(call) = self.best(paths.map(|path| (id, path)), target) {
                return call;
            }
        }
        if host(target).is_some_and(|host| Some(host) != self.main_host) {
            return Call::default();
        }
        let parsed = PathTemplate::parse(target);
        let alike = parsed.as_ref().and_then(|parsed| self.by_shape.get(&shape(method, parsed)?));
        let elsewhere = alike.and_then(|alike| self.best(alike.iter().copied(), target));
        elsewhere.unwrap_or_else(|| match own.as_slice() {
            [only] => Call { operation: Some(*only), ..Call::default() },
            _ => Call::default(),
        })
    }

    /// The path that matches with the fewest parameters: `/users/delta` is no user.
    fn best(
        &self,
        paths: impl Iterator<Item = (OperationId, usize)>,
        target: &str,
    ) -> Option<Call> {
        let calls = paths.filter_map(|(id, path)| {
            let arguments = self.api.operation(id).paths[path].template.matches(target)?;
            Some(Call { operation: Some(id), path: Some(path), arguments })
        });
        calls.min_by_key(|call| call.arguments.len())
    }
}

fn shape<'a>(method: &'a str, path: &PathTemplate) -> Option<Shape<'a>> {
    match path.segments.first()? {
        Segment::Literal(name) | Segment::Call { name, .. } => {
            Some((method, path.segments.len(), name.to_ascii_lowercase()))
        }
        Segment::Parameter(_) | Segment::Mixed(_) => None,
    }
}
