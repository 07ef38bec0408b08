//! Bodies that are not held in memory as a whole.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::stream::{BoxStream, Stream, StreamExt, TryStreamExt};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Request, Response, StatusCode};
use reqwest::Url;
use tracing::Instrument;

use super::{Client, span, transport};
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{BoxError, Error, RequestError};

/// A successful response whose body is still to come: a stream of its pieces.
pub struct Download {
    /// The status.
    pub status: StatusCode,
    /// The header, such as for the length and type of what comes.
    pub headers: HeaderMap,
    pieces: BoxStream<'static, Result<Bytes, Error>>,
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.poll_next_unpin(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Client {
    /// Sends a request and gives the body as it arrives. Redirects are followed, to another host
    /// without the token.
    ///
    /// # Errors
    /// If the request cannot be built or sent, or the service refuses it.
    pub async fn download<E: Endpoint>(&self, endpoint: &E) -> Result<Download, Error> {
        let request = endpoint.request(&self.shared.base)?;
        let span = span(E::INFO, request.method());
        let mut response = self.repeat(&request, None).instrument(span).await?;
        if !response.status().is_success() {
            return Err(Error::from_failure(whole(response).await?));
        }
        Ok(Download {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            pieces: response.bytes_stream().map_err(transport).boxed(),
        })
    }

    /// Sends a request with the pieces of a stream as its body, in place of the endpoint's own bytes;
    /// only the media type of those counts. It is sent once, as a stream cannot be read again.
    ///
    /// # Errors
    /// If the request cannot be built or sent, or the service refuses it.
    pub async fn upload<E: Endpoint<Body = Body>, F: Into<BoxError> + 'static>(
        &self,
        endpoint: &E,
        length: Option<u64>,
        pieces: impl Stream<Item = Result<Bytes, F>> + Send + 'static,
    ) -> Result<E::Response, Error> {
        let mut head = endpoint.request(&self.shared.base)?;
        if let Some(length) = length {
            head.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
        let body = reqwest::Body::wrap_stream(pieces.map_err(Into::into));
        let span = span(E::INFO, head.method());
        let response = self.upload_once(&head, body).instrument(span).await?;
        E::response(response)
    }

    async fn upload_once(
        &self,
        head: &Request<Bytes>,
        body: reqwest::Body,
    ) -> Result<Response<Bytes>, Error> {
        let address = head.uri().to_string();
        let url = Url::parse(&address).map_err(|_| RequestError::Address(address))?;
        let response = self.send_to(&url, head, body, None).await?;
        tracing::Span::current().record("status", response.status().as_u16());
        whole(response).await
    }
}

/// A response with all of its body.
pub(super) async fn whole(mut response: reqwest::Response) -> Result<Response<Bytes>, Error> {
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut whole = Response::new(response.bytes().await.map_err(transport)?);
    *whole.status_mut() = status;
    *whole.headers_mut() = headers;
    Ok(whole)
}
