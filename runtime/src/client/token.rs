//! Access tokens: where they come from, and that nobody sees them.

use std::fmt;
use std::future::Future;

use futures_util::future::BoxFuture;
use http::HeaderValue;

use crate::error::{BoxError, Error};

/// An access token. It shows itself to nobody: its `Debug` form is `AccessToken(…)`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// A token, without the word `Bearer`.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// The value of `Authorization`, marked as sensitive so that HTTP libraries do not log it either.
    pub(super) fn header(&self) -> Result<HeaderValue, Error> {
        let text = format!("Bearer {}", self.0);
        let mut value = HeaderValue::try_from(text)
            .map_err(|_| Error::Token("the token has characters that no header may have".into()))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self(token)
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        Self(token.to_owned())
    }
}

/// Gives the access token of each request; keeping and renewing it is the provider's business.
///
/// A closure that returns a future is a provider, and so is an [`AccessToken`] that never changes.
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is valid now.
    ///
    /// # Errors
    /// If there is none to be had; the request is then not sent.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;
}

impl TokenProvider for AccessToken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<F, Fut> TokenProvider for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<AccessToken, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self())
    }
}
