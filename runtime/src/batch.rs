//! Several requests in one: OData's JSON batch format (OData JSON Format §19), as Microsoft Graph has it.

use std::marker::PhantomData;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, Method, Request, Response, StatusCode};

use crate::body::Body;
use crate::endpoint::{Endpoint, OperationInfo, RequestParts};
use crate::error::{Error, RequestError};
use crate::extra::Extra;
use crate::json::{self, RawJson};
use crate::object::members;
use crate::values::Binary;

/// How many requests a batch can hold.
const MOST_REQUESTS: usize = 20;

/// Up to 20 requests that are sent as one. It is itself an [`Endpoint`], so whatever sends operations
/// sends it.
///
/// ```
/// # use docwright_runtime::{Batch, BatchAnswers, Endpoint, Error, RequestError};
/// fn ask<A: Endpoint, B: Endpoint>(
///     first: &A,
///     second: &B,
///     send: impl Fn(&Batch) -> Result<BatchAnswers, Error>,
/// ) -> Result<(A::Response, B::Response), Error> {
///     let mut batch = Batch::new();
///     let first = batch.add(first)?;
///     let second = batch.add_after(second, &[first.id()])?;
///     let mut answers = send(&batch)?;
///     Ok((answers.take(&first)?, answers.take(&second)?))
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    parts: RequestParts,
    requests: Vec<Item>,
}

impl Default for Batch {
    fn default() -> Self {
        Self { parts: RequestParts::new("/$batch", Vec::new()), requests: Vec::new() }
    }
}

/// What stands for the answer to a request of a batch.
#[derive(Debug)]
pub struct Ticket<E> {
    id: RequestId,
    endpoint: PhantomData<fn() -> E>,
}

/// The name of a request in its batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(usize);

impl<E> Ticket<E> {
    /// The request's name, for those that are to run after it.
    pub fn id(&self) -> RequestId {
        self.id
    }
}

impl Batch {
    /// No requests yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a request, to run in any order.
    ///
    /// # Errors
    /// If the request cannot be built or the batch is full.
    pub fn add<E: Endpoint>(&mut self, endpoint: &E) -> Result<Ticket<E>, RequestError> {
        self.add_after(endpoint, &[])
    }

    /// Adds a request that runs after others and only if they succeed: `dependsOn`.
    ///
    /// # Errors
    /// If the request cannot be built or the batch is full.
    pub fn add_after<E: Endpoint>(
        &mut self,
        endpoint: &E,
        after: &[RequestId],
    ) -> Result<Ticket<E>, RequestError> {
        if self.requests.len() == MOST_REQUESTS {
            return Err(RequestError::BatchIsFull);
        }
        let id = RequestId(self.requests.len() + 1);
        self.requests.push(Item::of(id, endpoint.request("")?, after));
        Ok(Ticket { id, endpoint: PhantomData })
    }

    /// How many requests there are.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// Whether there is no request.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }
}

impl Endpoint for Batch {
    const INFO: &'static OperationInfo =
        &OperationInfo::new("batch", Method::POST, &["/$batch"], "");
    type Body = RawJson;
    type Response = BatchAnswers;

    /// What is no batch has no requests.
    fn from_parts(parts: RequestParts, body: RawJson) -> Self {
        let requests = body.to::<BatchBody>().ok().and_then(|body| body.requests);
        Self { parts, requests: requests.unwrap_or_default() }
    }

    fn parts(&self) -> &RequestParts {
        &self.parts
    }

    fn parts_mut(&mut self) -> &mut RequestParts {
        &mut self.parts
    }

    fn body(&self) -> Body {
        Body::json(&BatchBody { requests: Some(self.requests.clone()), extra: Extra::default() })
    }
}

/// The answers to the requests of a [`Batch`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchAnswers {
    responses: Option<Vec<Answer>>,
    extra: Extra,
}

impl BatchAnswers {
    /// The response to one of the requests, read as its operation reads it.
    ///
    /// # Errors
    /// If the service refused it, if it is not of the documented type, or if there is none (any more).
    pub fn take<E: Endpoint>(&mut self, ticket: &Ticket<E>) -> Result<E::Response, Error> {
        let id = ticket.id.0.to_string();
        let answers = self.responses.get_or_insert_default();
        let found = answers.iter().position(|answer| answer.id.as_ref() == Some(&id));
        let answer = found.map(|at| answers.swap_remove(at)).ok_or(Error::NotInBatch)?;
        E::response(answer.into_response()?)
    }
}

/// `{"requests": […]}`
#[derive(Default)]
struct BatchBody {
    requests: Option<Vec<Item>>,
    extra: Extra,
}

/// One request of a batch.
#[derive(Clone, Debug, Default, PartialEq)]
struct Item {
    id: Option<String>,
    method: Option<String>,
    url: Option<String>,
    depends_on: Option<Vec<String>>,
    headers: Option<Headers>,
    body: Option<RawJson>,
    extra: Extra,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq)]
struct Answer {
    id: Option<String>,
    status: Option<i32>,
    headers: Option<Headers>,
    body: Option<RawJson>,
    extra: Extra,
}

/// Header names and values; all but one are members without a field.
#[derive(Clone, Debug, Default, PartialEq)]
struct Headers {
    content_type: Option<String>,
    extra: Extra,
}

members!(BatchBody { "requests" => requests });
members!(BatchAnswers { "responses" => responses });
members!(Item {
    "id" => id,
    "method" => method,
    "url" => url,
    "dependsOn" => depends_on,
    "headers" => headers,
    "body" => body
});
members!(Answer { "id" => id, "status" => status, "headers" => headers, "body" => body });
members!(Headers { "Content-Type" => content_type });

impl Item {
    fn of(id: RequestId, request: Request<Bytes>, after: &[RequestId]) -> Self {
        let (head, body) = request.into_parts();
        let mut headers = Headers::default();
        for (name, value) in &head.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            if name == CONTENT_TYPE {
                headers.content_type = Some(value);
            } else {
                headers.extra.set(name.as_str(), &value);
            }
        }
        let after: Vec<String> = after.iter().map(|id| id.0.to_string()).collect();
        Self {
            id: Some(id.0.to_string()),
            method: Some(head.method.to_string()),
            url: Some(head.uri.to_string()),
            depends_on: (!after.is_empty()).then_some(after),
            headers: (!head.headers.is_empty()).then_some(headers),
            body: (!body.is_empty()).then(|| body_value(&body)),
            extra: Extra::default(),
        }
    }
}

/// JSON as it is, anything else as a string of base64.
fn body_value(bytes: &Bytes) -> RawJson {
    let json = json::from_slice(bytes);
    json.unwrap_or_else(|_| RawJson::of(&Binary::new(bytes)))
}

impl Answer {
    fn into_response(self) -> Result<Response<Bytes>, Error> {
        let status = self.status.and_then(|status| u16::try_from(status).ok());
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status.ok_or(Error::NotInBatch)?;
        let headers = self.headers.unwrap_or_default();
        let content_type = headers.content_type.map(|value| (CONTENT_TYPE.as_str(), value));
        let others = headers.extra.iter();
        let others = others.filter_map(|(name, value)| Some((name, value.to::<String>().ok()?)));
        for (name, value) in content_type.into_iter().chain(others) {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), value.try_into()) {
                response.headers_mut().append(name, value);
            }
        }
        let is_json = is_json(response.headers());
        if let Some(body) = self.body {
            *response.body_mut() = match body.to::<Binary>().map(|text| text.to_bytes()) {
                Ok(Ok(bytes)) if !is_json => bytes.into(),
                Ok(_) | Err(_) => body.as_str().to_owned().into(),
            };
        }
        Ok(response)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_none_or(|media_type| media_type.to_ascii_lowercase().contains("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `PUT /files/{id}` with bytes, answered with bytes.
    #[derive(Debug)]
    struct Put(RequestParts, Body);

    impl Endpoint for Put {
        const INFO: &'static OperationInfo =
            &OperationInfo::new("put", Method::PUT, &["/files/{id}"], "");
        type Body = Body;
        type Response = Bytes;

        fn from_parts(parts: RequestParts, body: Body) -> Self {
            Self(parts, body)
        }

        fn parts(&self) -> &RequestParts {
            &self.0
        }

        fn parts_mut(&mut self) -> &mut RequestParts {
            &mut self.0
        }

        fn body(&self) -> Body {
            self.1.clone()
        }
    }

    fn put(id: &str, body: Body) -> Put {
        Put(RequestParts::new("/files/{id}", vec![id.into()]), body)
    }

    #[test]
    fn requests_stand_in_one_body() {
        let mut batch = Batch::new();
        let first = batch.add(&put("a b", Body::json(&1_i64)).query("x", "1")).unwrap();
        batch.add_after(&put("c", Body::bytes("\u{1}", "image/png")), &[first.id()]).unwrap();
        let expected = r#"{"requests":[
            {"id":"1","method":"PUT","url":"/files/a%20b?x=1","headers":{"Content-Type":"application/json"},"body":1},
            {"id":"2","method":"PUT","url":"/files/c","dependsOn":["1"],"headers":{"Content-Type":"image/png"},"body":"AQ=="}
        ]}"#;
        let body = batch.body();
        let written = std::str::from_utf8(body.as_bytes()).unwrap();
        let written = RawJson::parse(written).unwrap();
        assert_eq!(written.as_str(), expected.replace(['\n', ' '], ""));
        let again = Batch::from_parts(batch.parts().clone(), written);
        assert_eq!(again, batch);
        assert_eq!((batch.len(), batch.is_empty()), (2, false));
    }

    #[test]
    fn a_batch_holds_twenty() {
        let mut batch = Batch::new();
        for number in 0..MOST_REQUESTS {
            batch.add(&put(&number.to_string(), Body::none())).unwrap();
        }
        assert_eq!(batch.add(&put("x", Body::none())).unwrap_err(), RequestError::BatchIsFull);
    }

    #[test]
    fn answers_are_read_by_their_operation() {
        let mut batch = Batch::new();
        let bytes = batch.add(&put("1", Body::none())).unwrap();
        let page =
            batch.add(&crate::NextPage::<i64>::new("/numbers")).map_err(|error| error.to_string());
        assert!(page.is_err(), "a link is complete and cannot stand in a batch");
        let refused = batch.add(&put("2", Body::none())).unwrap();
        let missing = batch.add(&put("3", Body::none())).unwrap();
        let answer = r#"{"responses":[
            {"id":"2","status":404,"body":{"error":{"code":"itemNotFound","message":"None."}}},
            {"id":"1","status":200,"headers":{"Content-Type":"image/png"},"body":"AQ=="}]}"#;
        let mut answers = Batch::response(Response::new(Bytes::from(answer))).unwrap();
        assert_eq!(answers.take(&bytes).unwrap(), "\u{1}");
        assert_eq!(answers.take(&refused).unwrap_err().status(), Some(StatusCode::NOT_FOUND));
        assert!(matches!(answers.take(&missing), Err(Error::NotInBatch)));
        assert!(matches!(answers.take(&bytes), Err(Error::NotInBatch)), "it was taken");
    }
}
