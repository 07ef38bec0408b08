//! Operations: request lines grouped by method, with what they carry and return.

mod request_lines;

use super::binding::{self, Binder};
use super::methods::Returns;
use super::paths::Known;
use super::{Tree, lookup};
use crate::model::api::{Api, OperationId, TypeRef};
use crate::model::doc::Words;
use crate::model::evidence::{Evidence, EvidenceKind, Fact};
use crate::model::facts::{
    ExampleFacts, ExampleRole, OperationFacts, PageFacts, ParameterFacts, TypeExpr, prose,
};
use crate::model::operation::{
    Operation, OperationKind, OperationPath, Parameter, RequestBody, ResponseBody,
};
use crate::model::path::{PathTemplate, Segment};
use crate::page::{Link, Value};
use crate::source::{FileId, Spanned};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Declares the operations: one per page and method, in page order.
pub(super) fn declare(tree: &Tree<'_>, api: &mut Api) {
    let of_page = |facts: &PageFacts| {
        let found = facts.operation.as_ref()?;
        let methods = methods(found);
        let made = methods.iter().map(|method| {
            bare(facts, found, method, identifier(tree, facts.file, method, methods.len()))
        });
        Some(made.filter(|made| !made.paths.is_empty()).collect())
    };
    let pages: Vec<Vec<Operation>> = tree.facts.par_iter().filter_map(of_page).collect();
    for made in pages.into_iter().flatten() {
        let id = OperationId(api.operations.len());
        api.page_operations.entry(made.page).or_default().push(id);
        api.operations.push(made);
    }
}

/// The methods of a page's request lines, in order of appearance.
fn methods(operation: &OperationFacts) -> Vec<String> {
    let mut methods: Vec<String> = Vec::new();
    for request in &operation.requests {
        if !methods.contains(&request.method.value) {
            methods.push(request.method.value.clone());
        }
    }
    methods
}

/// The page's file name; with the method where the page documents several.
fn identifier(tree: &Tree<'_>, file: FileId, method: &str, methods: usize) -> String {
    let path = &tree.sources.file(file).path;
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if methods > 1 { format!("{stem}-{}", method.to_ascii_lowercase()) } else { stem.to_owned() }
}

fn bare(facts: &PageFacts, operation: &OperationFacts, method: &str, id: String) -> Operation {
    Operation {
        page: facts.file,
        title: facts.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        method: method.to_owned(),
        kind: OperationKind::Crud,
        paths: request_lines::paths(facts, operation, method, &id),
        id,
        path_parameters: Vec::new(),
        request: RequestBody::None,
        response: ResponseBody::None,
        status: None,
    }
}

/// Settles what each operation returns, and all that does not depend on other operations.
pub(super) fn settle_responses(tree: &Tree<'_>, api: &mut Api) {
    let returns = Returns::learn(tree, api);
    for_each(tree, api, |context| {
        let status = context.status();
        let response = context
            .response(status.as_ref().map(|status| status.value), returns.of(context.facts.file));
        let path_parameters = context.path_parameters();
        move |operation: &mut Operation| {
            operation.path_parameters = path_parameters;
            operation.response = response;
            operation.status = status;
        }
    });
}

/// Settles what each operation does and carries, once it is known where paths lead.
pub(super) fn settle_requests(tree: &Tree<'_>, api: &mut Api, known: &Known) {
    let (roots, kinds) = roots_and_kinds(api, known);
    api.roots = roots;
    for (operation, kind) in api.operations.iter_mut().zip(kinds) {
        operation.kind = kind;
    }
    for_each(tree, api, |context| {
        let request = context.request(&context.operation.kind);
        move |operation: &mut Operation| operation.request = request
    });
}

/// Where paths begin, and what each operation does.
fn roots_and_kinds(api: &Api, known: &Known) -> (BTreeMap<String, TypeRef>, Vec<OperationKind>) {
    let binder = Binder::new(api, known);
    let mut kinds: Vec<OperationKind> =
        api.operations.par_iter().map(|operation| binder.kind(operation)).collect();
    binding::without_inherited(api, &mut kinds);
    (binder.roots(), kinds)
}

/// Changes each operation as `settle` says, which depends on no other operation's change.
fn for_each<Change: FnOnce(&mut Operation) + Send>(
    tree: &Tree<'_>,
    api: &mut Api,
    settle: impl Fn(&Context<'_>) -> Change + Sync,
) {
    let change_of = |operation: &Operation| {
        let facts = tree.facts_of(operation.page)?;
        let found = facts.operation.as_ref()?;
        Some(settle(&Context { tree, api, facts, found, operation }))
    };
    let changes: Option<Vec<Change>> = api.operations.par_iter().map(change_of).collect();
    let changes = changes.expect("operations are declared by the facts of their pages");
    for (operation, change) in api.operations.iter_mut().zip(changes) {
        change(operation);
    }
}

struct Context<'a> {
    tree: &'a Tree<'a>,
    api: &'a Api,
    facts: &'a PageFacts,
    found: &'a OperationFacts,
    operation: &'a Operation,
}

impl Context<'_> {
    /// The responses documented for this operation: those after a request of its method, or all where the
    /// page has one method.
    fn responses(&self) -> Vec<&ExampleFacts> {
        let is_only = self.api.page_operations[&self.facts.file].len() == 1;
        let mut method = None;
        let mut responses = Vec::new();
        for example in &self.facts.examples {
            match &example.role {
                ExampleRole::Request { method: found, .. } => method = Some(found.as_str()),
                ExampleRole::Response(_)
                    if is_only || method == Some(self.operation.method.as_str()) =>
                {
                    responses.push(example);
                }
                ExampleRole::Response(_) | ExampleRole::Sample => {}
            }
        }
        responses
    }

    fn status(&self) -> Option<Fact<u16>> {
        let prose = self.found.statuses.iter().map(|status| (EvidenceKind::Prose, status));
        let rows = self.found.status_rows.iter().map(|row| &row.status);
        let rows = rows.filter(|status| (200..300).contains(&status.value));
        let rows = rows.map(|status| (EvidenceKind::StatusTable, status));
        let responses = self.responses();
        let examples = responses.iter().filter_map(|example| match &example.role {
            ExampleRole::Response(Some(status)) if (200..300).contains(&status.value) => {
                Some((EvidenceKind::Example, status))
            }
            ExampleRole::Response(_) | ExampleRole::Request { .. } | ExampleRole::Sample => None,
        });
        let claims = rows.chain(prose).chain(examples);
        let claims =
            claims.map(|(kind, status)| Evidence { kind, span: status.span, claim: status.value });
        Fact::settle(claims.collect())
    }

    /// The documented arguments of a function: nobody asks for other parts of paths.
    fn path_parameters(&self) -> Vec<Parameter> {
        let is_call = |path: &OperationPath| {
            matches!(path.template.segments.last(), Some(Segment::Call { .. }))
        };
        if self.operation.paths.iter().any(is_call) {
            self.parameters(&self.found.path_parameters)
        } else {
            Vec::new()
        }
    }

    fn request(&self, kind: &OperationKind) -> RequestBody {
        if matches!(self.operation.method.as_str(), "GET" | "DELETE" | "HEAD" | "OPTIONS") {
            return RequestBody::None;
        }
        let linked = self.found.body_links.iter().find_map(|link| self.linked(link));
        let linked =
            linked.or_else(|| self.found.body_names.iter().find_map(|name| self.named(name)));
        let rows = &self.found.body_rows;
        let is_resource = linked.as_ref().and_then(|ty| ty.claim.named()).is_some_and(|id| {
            rows.is_empty()
                || rows.iter().any(|row| self.api.property(id, &row.name.value).is_some())
        });
        if let Some(ty) = linked.filter(|_| {
            is_resource && (rows.is_empty() || !matches!(kind, OperationKind::Action { .. }))
        }) {
            return Fact::settle(vec![ty]).map_or(RequestBody::Json, RequestBody::Object);
        }
        match kind {
            OperationKind::Crud => self.crud_body(),
            OperationKind::Action { .. } | OperationKind::Function { .. } if !rows.is_empty() => {
                RequestBody::Parameters(self.parameters(rows))
            }
            OperationKind::Action { .. } | OperationKind::Function { .. } => {
                self.body_of_examples()
            }
        }
    }

    /// The body where no linked resource has the table's rows: the resource at the end of the path, a
    /// set of parameters, or what the examples carry.
    fn crud_body(&self) -> RequestBody {
        let claimed = self.requests().find_map(|example| example.ty.as_ref());
        if let Some(claimed) = claimed.and_then(|claimed| self.claimed(claimed)) {
            return Fact::settle(vec![claimed]).map_or(RequestBody::Json, RequestBody::Object);
        }
        if let Some(returned) = self.resource_of_rows() {
            return RequestBody::Object(returned);
        }
        if self.found.body_rows.iter().any(|row| row.ty.is_some()) {
            return RequestBody::Parameters(self.parameters(&self.found.body_rows));
        }
        self.body_of_examples()
    }

    /// The type that the response returns, where it has all properties that the body's rows name.
    fn resource_of_rows(&self) -> Option<Fact<TypeRef>> {
        let rows = &self.found.body_rows;
        let mut candidates = self.found.response_links.iter().filter_map(|link| self.linked(link));
        let fits = |ty: &Evidence<TypeRef>| {
            ty.claim.named().is_some_and(|id| {
                rows.iter().all(|row| self.api.property(id, &row.name.value).is_some())
            })
        };
        let found = candidates.find(|ty| !rows.is_empty() && fits(ty))?;
        Fact::settle(vec![found])
    }

    fn requests(&self) -> impl Iterator<Item = &ExampleFacts> {
        self.facts.examples.iter().filter(|example| {
            matches!(&example.role, ExampleRole::Request { method, .. } if *method == self.operation.method)
        })
    }

    fn body_of_examples(&self) -> RequestBody {
        let mut bodies = self.requests().filter(|example| example.has_body).peekable();
        match bodies.peek() {
            None => RequestBody::None,
            Some(example) if example.json.is_some() => RequestBody::Json,
            Some(_) => RequestBody::Bytes,
        }
    }

    /// What the operation returns; `returns` is what method tables say of it.
    fn response(&self, status: Option<u16>, returns: &[Evidence<TypeRef>]) -> ResponseBody {
        let responses = self.responses();
        let success = |example: &&&ExampleFacts| match &example.role {
            ExampleRole::Response(status) => {
                status.as_ref().is_none_or(|status| status.value < 300)
            }
            ExampleRole::Request { .. } | ExampleRole::Sample => false,
        };
        let with_body = responses.iter().filter(success).find(|example| example.has_body);
        if with_body.is_none() && matches!(status, Some(204 | 202)) {
            return ResponseBody::None;
        }
        let mut claims: Vec<Evidence<TypeRef>> = responses
            .iter()
            .filter(success)
            .filter(|example| example.has_body || with_body.is_none())
            .filter_map(|example| self.claimed(example.ty.as_ref()?))
            .collect();
        claims.extend(self.found.response_links.iter().filter_map(|link| self.linked(link)));
        claims.extend(self.found.response_names.iter().filter_map(|name| self.named(name)));
        claims.extend(returns.iter().map(|found| {
            let claim = found.claim.item().clone();
            Evidence { claim, ..*found }
        }));
        let returns_many = || returns.iter().any(|found| found.claim.is_collection());
        let is_collection = with_body.map_or_else(
            || self.path_is_collection() || returns_many(),
            |example| is_collection(example),
        );
        match (Fact::settle(claims), with_body) {
            (Some(ty), _) if is_collection => ResponseBody::Collection(ty),
            (Some(ty), _) => ResponseBody::Object(ty),
            (None, Some(example)) if example.json.is_some() => ResponseBody::Json,
            (None, Some(_)) => ResponseBody::Bytes,
            // What is read is where the redirect leads: a download.
            (None, None) if self.is_only_redirected(&responses) => ResponseBody::Bytes,
            (None, None) => ResponseBody::None,
        }
    }

    /// Whether all that the page shows of a reading request is that it is sent elsewhere (RFC 9110 §15.4).
    fn is_only_redirected(&self, responses: &[&ExampleFacts]) -> bool {
        let is_redirect = |example: &&ExampleFacts| match &example.role {
            ExampleRole::Response(Some(status)) => matches!(status.value, 301..=303 | 307 | 308),
            ExampleRole::Response(None) | ExampleRole::Request { .. } | ExampleRole::Sample => {
                false
            }
        };
        self.operation.method == "GET" && !responses.is_empty() && responses.iter().all(is_redirect)
    }

    /// `GET …/jobs`: the last name is a property that some type has as a collection.
    fn path_is_collection(&self) -> bool {
        let template: &PathTemplate = &self.operation.paths[0].template;
        let Some(Segment::Literal(name)) = template.segments.last() else { return false };
        self.operation.method == "GET"
            && self.api.types.iter().flat_map(|ty| &ty.properties).any(|property| {
                property.name.eq_ignore_ascii_case(name) && property.ty.value.is_collection()
            })
    }

    fn claimed(&self, name: &Spanned<String>) -> Option<Evidence<TypeRef>> {
        let expr = match crate::model::primitive::Primitive::from_spelling(&name.value) {
            Some(primitive) => TypeExpr::Primitive(primitive),
            None => TypeExpr::Name { name: name.as_str().into(), target: None },
        };
        let claim = lookup::resolve(self.tree, self.api, self.facts, &expr)?;
        Some(Evidence { kind: EvidenceKind::Annotation, span: name.span, claim })
    }

    fn linked(&self, link: &Link) -> Option<Evidence<TypeRef>> {
        let id =
            lookup::resolve_name(self.tree, self.api, self.facts, &link.text, Some(&link.target))?;
        Some(Evidence { kind: EvidenceKind::Link, span: link.span, claim: TypeRef::Named(id) })
    }

    /// A type named in prose without a link, spelt exactly.
    fn named(&self, name: &Spanned<String>) -> Option<Evidence<TypeRef>> {
        let id = self.api.find_type(&name.value)?;
        let is_exact = self.api.ty(id).name.name == name.value;
        let claim = TypeRef::Named(id);
        is_exact.then_some(Evidence { kind: EvidenceKind::Prose, span: name.span, claim })
    }

    fn parameters(&self, rows: &[ParameterFacts]) -> Vec<Parameter> {
        let parameter = |row: &ParameterFacts| Parameter {
            name: row.name.clone().map(String::from),
            ty: row.ty.as_ref().map(|ty| {
                let claim = lookup::resolve(self.tree, self.api, self.facts, &ty.expr)
                    .unwrap_or_else(|| TypeRef::Unknown(ty.text.to_string()));
                Fact::stated(EvidenceKind::ParameterTable, ty.span, claim)
            }),
            is_required: row.description.as_ref().is_some_and(|text| prose::remarks(text).required),
            words: Words::of_cell(self.facts.file, row.description.as_ref()),
        };
        ParameterFacts::each_once(rows).into_iter().map(parameter).collect()
    }
}

/// Whether an example's body is a page of a collection: annotated so, or an array under `value`.
pub(super) fn is_collection(example: &ExampleFacts) -> bool {
    let has_values = example
        .json
        .as_ref()
        .and_then(|json| json.get("value"))
        .is_some_and(|value| matches!(value.value, Value::Array(_)));
    let is_wrapped = example.json.as_ref().is_none_or(|json| json.get("value").is_some());
    has_values || example.claims_collection && is_wrapped
}
