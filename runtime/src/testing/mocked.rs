//! Documented exchanges against a mock of the whole service.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;

use bytes::Bytes;
use http::Response;

use super::over_http::Wire;
use super::{BASE, Exchange, HttpText, json_difference, render, response_of};
use crate::error::Error;

/// Sends every documented request to the mock at the address in `DOCWRIGHT_MOCK` and prints how many got
/// their documented response; without the variable nothing is sent.
///
/// `DOCWRIGHT_MOCK_SHARE` is the least share that must, in percent; without it all of them.
///
/// # Panics
/// If fewer do.
pub fn assert_mocked(exchanges: &[Exchange]) {
    let Ok(base) = env::var("DOCWRIGHT_MOCK") else {
        println!("skipped: DOCWRIGHT_MOCK is not set");
        return;
    };
    let least = env::var("DOCWRIGHT_MOCK_SHARE").ok().and_then(|text| text.parse::<f64>().ok());
    assert_answers(&base, exchanges, least.unwrap_or(100.0));
}

/// The same for a mock at `base`, of whose answers at least a share, in percent, must be documented ones.
///
/// Where several examples show the very same request, a response to any of them is.
///
/// # Panics
/// If fewer are.
pub fn assert_answers(base: &str, exchanges: &[Exchange], least: f64) {
    let mut same = BTreeMap::<String, Vec<&Exchange>>::new();
    for exchange in exchanges {
        same.entry(sent(exchange)).or_default().push(exchange);
    }
    let mut report = String::new();
    let (mut own, mut others) = (0, 0);
    for exchange in exchanges {
        let answer = Wire::get().send(base, &*(exchange.request)());
        match difference(exchange, &answer) {
            None => own += 1,
            Some(_) if same[&sent(exchange)].iter().any(|e| difference(e, &answer).is_none()) => {
                others += 1;
            }
            // Writing to a String does not fail.
            Some(difference) => drop(writeln!(report, "  {}: {difference}", exchange.page)),
        }
    }
    let (all, share) = (exchanges.len(), percent(own + others, exchanges.len()));
    println!(
        "{all} exchanges with the mock: {own} as documented, {others} as another example shows for the same \
         request ({share:.1} %)\n{report}"
    );
    assert!(share >= least, "fewer than {least} % are as documented");
}

/// The request in full.
fn sent(exchange: &Exchange) -> String {
    (exchange.request)().request(BASE).map_or_else(|error| error.to_string(), |sent| render(&sent))
}

fn percent(part: usize, all: usize) -> f64 {
    let [part, all] = [part, all].map(|count| u32::try_from(count).map_or(f64::MAX, f64::from));
    if all == 0.0 { 100.0 } else { part * 100.0 / all }
}

/// What differs between the mock's answer and the documented response.
fn difference(exchange: &Exchange, answer: &Result<Response<Bytes>, Error>) -> Option<String> {
    let text = HttpText::parse(exchange.response);
    let Some(documented) = response_of(&text) else { return Some("no status line".to_owned()) };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return Some(error.to_string()),
    };
    if answer.status() != documented.status() {
        return Some(format!("{} instead of {}", answer.status(), documented.status()));
    }
    match (exchange.request)().rewritten(answer.clone()) {
        Ok(written) => body_difference(&text.body, &written),
        Err(error) => Some(error.to_string()),
    }
}

/// As the body of a response is held against a documented one: JSON only.
fn body_difference(documented: &str, written: &[u8]) -> Option<String> {
    let written = std::str::from_utf8(written).ok().filter(|written| !written.is_empty())?;
    json_difference(documented, written)
}
