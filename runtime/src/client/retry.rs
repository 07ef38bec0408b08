//! When a refused request is sent again, decided without waiting and without a clock of its own.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};

/// How often and how patiently a client repeats what a service could not take just now.
///
/// 429 and 503 say that nothing was done, so any request is repeated; after 504 the service may have
/// done it, so only those are whose repetition changes nothing (RFC 9110 §9.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How often a request is sent at most. 1 is never again.
    pub attempts: u32,
    /// The wait before the second attempt where the service names none; it doubles each time.
    pub first_wait: Duration,
    /// No wait is longer; when the service asks for a longer one, its refusal is the answer.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(120),
        }
    }
}

impl RetryPolicy {
    /// Every request is sent once.
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// How long to wait before the next attempt; `None` when the response is final. `attempt` counts
    /// from 1.
    pub fn wait(
        &self,
        method: &Method,
        status: StatusCode,
        headers: &HeaderMap,
        attempt: u32,
        now: SystemTime,
    ) -> Option<Duration> {
        let is_worth_it = match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => true,
            StatusCode::GATEWAY_TIMEOUT => method.is_idempotent(),
            _ => false,
        };
        if !is_worth_it || attempt >= self.attempts {
            return None;
        }
        if let Some(wait) = retry_after(headers, now) {
            return (wait <= self.longest_wait).then_some(wait);
        }
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        Some(self.first_wait.saturating_mul(doubled).min(self.longest_wait))
    }
}

/// `Retry-After` as a number of seconds or as a date (RFC 9110 §10.2.3); a date in the past is no wait.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(method: &Method, status: u16, after: Option<&str>, attempt: u32) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.extend(after.map(|text| (RETRY_AFTER, text.parse().unwrap())));
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let status = StatusCode::from_u16(status).unwrap();
        RetryPolicy::default().wait(method, status, &headers, attempt, now)
    }

    #[test]
    fn the_service_names_the_wait() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(wait(&Method::POST, 429, Some("7"), 1), seconds(7));
        let date = "Sun, 06 Nov 1994 08:50:07 GMT";
        assert_eq!(wait(&Method::POST, 503, Some(date), 3), seconds(30));
        let past = "Sun, 06 Nov 1994 08:00:00 GMT";
        assert_eq!(wait(&Method::GET, 503, Some(past), 1), seconds(0));
        assert_eq!(wait(&Method::GET, 429, Some("121"), 1), None);
    }

    #[test]
    fn without_a_word_the_wait_doubles() {
        let waits: Vec<_> =
            (1..=4).map(|attempt| wait(&Method::GET, 503, Some("soon"), attempt)).collect();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(waits, [seconds(1), seconds(2), seconds(4), None]);
    }

    #[test]
    fn what_may_have_been_done_is_not_done_again() {
        assert!(wait(&Method::GET, 504, None, 1).is_some());
        assert_eq!(wait(&Method::POST, 504, None, 1), None);
        assert_eq!(wait(&Method::GET, 500, Some("1"), 1), None);
    }
}
