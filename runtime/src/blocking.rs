//! The client for programs without an asynchronous runtime: the same calls, each waiting for its end.
//!
//! It must not be used inside an asynchronous runtime, which it would bring to a halt; there the
//! asynchronous [`client`](crate::client) is at hand.

use std::io::{self, Read};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use tokio::runtime::{self, Runtime};

use crate::body::Body;
use crate::client;
use crate::collection::Collection;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json::Wire;

/// How many bytes an upload reads at a time.
const PIECE: usize = 64 * 1024;

/// Sends operations to one service and waits for each response.
#[derive(Clone, Debug)]
pub struct Client {
    client: client::Client,
    runtime: Arc<Runtime>,
}

impl Client {
    /// A client that does what the given one is set up for.
    ///
    /// # Errors
    /// If the machine has no means to wait for its network.
    pub fn new(client: client::Client) -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        Ok(Self { client, runtime: Arc::new(runtime) })
    }

    /// Sends a request and reads its response.
    ///
    /// # Errors
    /// As [`client::Client::send`].
    pub fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Response, Error> {
        self.runtime.block_on(self.client.send(endpoint))
    }

    /// The pages of a collection, each requested when it is asked for.
    pub fn pages<E, T>(
        &self,
        first: E,
    ) -> impl Iterator<Item = Result<Collection<T>, Error>> + use<E, T>
    where
        E: Endpoint<Response = Collection<T>> + Send + Sync + 'static,
        T: Wire + Send + 'static,
    {
        self.waiting(self.client.pages(first).boxed())
    }

    /// The items of a collection, over all its pages.
    pub fn items<E, T>(&self, first: E) -> impl Iterator<Item = Result<T, Error>> + use<E, T>
    where
        E: Endpoint<Response = Collection<T>> + Send + Sync + 'static,
        T: Wire + Send + 'static,
    {
        self.waiting(self.client.items(first).boxed())
    }

    /// Sends a request and gives its body to be read as it arrives.
    ///
    /// # Errors
    /// As [`client::Client::download`].
    pub fn download<E: Endpoint>(&self, endpoint: &E) -> Result<impl Read + use<E>, Error> {
        let download = self.runtime.block_on(self.client.download(endpoint))?;
        Ok(Download { pieces: self.waiting(download.boxed()), rest: Bytes::new() })
    }

    /// Sends a request whose body is read piece by piece.
    ///
    /// # Errors
    /// As [`client::Client::upload`]; also if the body cannot be read.
    pub fn upload<E: Endpoint<Body = Body>>(
        &self,
        endpoint: &E,
        length: Option<u64>,
        body: impl Read + Send + 'static,
    ) -> Result<E::Response, Error> {
        let pieces = stream::iter(pieces(body));
        self.runtime.block_on(self.client.upload(endpoint, length, pieces))
    }

    fn waiting<T>(&self, stream: BoxStream<'static, T>) -> Waiting<T> {
        Waiting { stream, runtime: Arc::clone(&self.runtime) }
    }
}

/// A stream whose items are waited for.
struct Waiting<T> {
    stream: BoxStream<'static, T>,
    runtime: Arc<Runtime>,
}

impl<T> Iterator for Waiting<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.runtime.block_on(self.stream.next())
    }
}

struct Download {
    pieces: Waiting<Result<Bytes, Error>>,
    rest: Bytes,
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.pieces.next() {
                Some(piece) => self.rest = piece.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let length = self.rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.rest.split_to(length));
        Ok(length)
    }
}

fn pieces(mut body: impl Read) -> impl Iterator<Item = io::Result<Bytes>> {
    std::iter::from_fn(move || {
        let mut piece = vec![0; PIECE];
        match body.read(&mut piece) {
            Ok(0) => None,
            Ok(length) => {
                piece.truncate(length);
                Some(Ok(piece.into()))
            }
            Err(error) => Some(Err(error)),
        }
    })
}
