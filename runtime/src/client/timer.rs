//! The clock that waits between attempts are measured with.

use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;

/// Tells the time and waits; a test gives the client one that does not really wait.
pub trait Timer: Send + Sync + 'static {
    /// The time of day.
    fn now(&self) -> SystemTime;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SystemTimer;

impl Timer for SystemTimer {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
