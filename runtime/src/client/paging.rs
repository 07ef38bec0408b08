//! Collections as streams over all their pages.

use futures_util::stream::{self, Stream, TryStreamExt};

use super::Client;
use crate::collection::{Collection, NextPage};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json::Wire;

/// Where a stream of pages stands.
enum Step<E, T> {
    First(E),
    Next(NextPage<T>),
    Done,
}

impl Client {
    /// The pages of a collection, each requested when the stream is asked for it. Headers of the first
    /// request go with the others too. The last page of a delta query has the link for later changes;
    /// [`NextPage::new`] makes a request of a stored one.
    pub fn pages<E, T>(
        &self,
        first: E,
    ) -> impl Stream<Item = Result<Collection<T>, Error>> + Send + use<E, T>
    where
        E: Endpoint<Response = Collection<T>> + Send + Sync + 'static,
        T: Wire + Send + 'static,
    {
        let client = self.clone();
        let headers = first.parts().headers.clone();
        let start = (client, headers, Step::First(first));
        stream::try_unfold(start, |(client, headers, step)| async move {
            let page = match step {
                Step::First(endpoint) => client.send(&endpoint).await?,
                Step::Next(endpoint) => client.send(&endpoint).await?,
                Step::Done => return Ok(None),
            };
            let next = match page.next_page() {
                Some(mut next) => {
                    next.parts_mut().headers.clone_from(&headers);
                    Step::Next(next)
                }
                None => Step::Done,
            };
            Ok(Some((page, (client, headers, next))))
        })
    }

    /// The items of a collection, over all its pages.
    pub fn items<E, T>(&self, first: E) -> impl Stream<Item = Result<T, Error>> + Send + use<E, T>
    where
        E: Endpoint<Response = Collection<T>> + Send + Sync + 'static,
        T: Wire + Send + 'static,
    {
        self.pages(first).map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten()
    }
}
