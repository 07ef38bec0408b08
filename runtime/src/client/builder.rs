//! How a client is made.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

use super::retry::RetryPolicy;
use super::timer::{SystemTimer, Timer};
use super::token::TokenProvider;
use super::{Client, Shared};
use crate::error::{Error, RequestError};

/// What a [`Client`] is made of; see [`Client::builder`].
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    base: String,
    tokens: Option<Box<dyn TokenProvider>>,
    retry: RetryPolicy,
    timer: Box<dyn Timer>,
    timeout: Duration,
    connect_timeout: Duration,
    user_agent: String,
}

impl ClientBuilder {
    pub(super) fn new(base: String) -> Self {
        Self {
            base,
            tokens: None,
            retry: RetryPolicy::default(),
            timer: Box::new(SystemTimer),
            timeout: Duration::from_secs(100),
            connect_timeout: Duration::from_secs(10),
            user_agent: concat!("docwright-runtime/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// Where access tokens come from; without this, requests carry none.
    pub fn tokens(self, provider: impl TokenProvider) -> Self {
        Self { tokens: Some(Box::new(provider)), ..self }
    }

    /// When a refused request is sent again.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self { retry: policy, ..self }
    }

    /// The clock that waits between attempts are measured with, for tests.
    pub fn timer(self, timer: impl Timer) -> Self {
        Self { timer: Box::new(timer), ..self }
    }

    /// How long one attempt may take until the whole response is there (100 seconds), and how long a
    /// download or upload may stand still.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// How long it may take to reach the server (10 seconds).
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self { connect_timeout: timeout, ..self }
    }

    /// The value of `User-Agent`.
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        Self { user_agent: name.into(), ..self }
    }

    /// The client.
    ///
    /// # Errors
    /// If the base is no address of an HTTP service, or the machine has no TLS.
    pub fn build(self) -> Result<Client, Error> {
        let malformed = || RequestError::Address(self.base.clone());
        let home = Url::parse(&self.base).map_err(|_| malformed())?;
        if !matches!(home.scheme(), "http" | "https") || !home.username().is_empty() {
            return Err(malformed().into());
        }
        // Redirects are followed by the client itself, which knows where the token may go.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout)
            .read_timeout(self.timeout)
            .user_agent(self.user_agent)
            .build()
            .map_err(super::transport)?;
        Ok(Client {
            shared: Arc::new(Shared {
                http,
                home,
                base: self.base,
                tokens: self.tokens,
                retry: self.retry,
                timer: self.timer,
                timeout: self.timeout,
            }),
        })
    }
}
