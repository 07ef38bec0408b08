//! The client against servers on a real socket that do what real ones do on bad days.

#[macro_use]
mod declare;
#[path = "client/script.rs"]
mod script;

use std::convert::Infallible;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use docwright_runtime::client::{AccessToken, BoxFuture, Client, ClientBuilder, Timer};
use docwright_runtime::{
    Batch, Body, Bytes, Collection, Endpoint, Error, Method, NextPage, NoContent, OperationInfo,
    RequestError, RequestParts, blocking,
};
use futures_util::{StreamExt, TryStreamExt, stream};
use script::{Answer, Server};

operation!(List, GET ["/numbers"], NoContent => Collection<i64>, |_| Body::none());
operation!(Get, GET ["/files/{id}/content"], NoContent => Bytes, |_| Body::none());
operation!(Put, PUT ["/files/{id}/content"], Body => NoContent, Body::clone);
operation!(Send, POST ["/send"], NoContent => NoContent, |_| Body::none());

fn list() -> List {
    List { parts: RequestParts::new("/numbers", Vec::new()), body: NoContent }
}

fn get(id: &str) -> Get {
    let parts = RequestParts::new("/files/{id}/content", vec![id.into()]);
    Get { parts, body: NoContent }
}

fn put() -> Put {
    let parts = RequestParts::new("/files/{id}/content", vec!["1".into()]);
    Put { parts, body: Body::bytes(Bytes::new(), "image/png") }
}

const SECRET: &str = "s3cr3t-t0k3n";

fn builder(server: &Server) -> ClientBuilder {
    Client::builder(server.base()).tokens(AccessToken::from(SECRET))
}

/// Remembers the waits instead of waiting.
#[derive(Clone, Default)]
struct FakeTimer(Arc<Mutex<Vec<Duration>>>);

impl Timer for FakeTimer {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn pages_lead_to_the_last() {
    let server = Server::start(|request, base| {
        let (value, next) = match request.target.as_str() {
            "/v1.0/numbers?$top=2" => ("1,2", "?$skiptoken=a%2Bb"),
            "/v1.0/numbers?$skiptoken=a%2Bb" => ("3,4", "?$skiptoken=c"),
            "/v1.0/numbers?$skiptoken=c" => ("5", ""),
            _ => return Answer::status(404),
        };
        let link = match next {
            "" => format!(r#""@odata.deltaLink":"{base}/numbers?$deltatoken=d""#),
            next => format!(r#""@odata.nextLink":"{base}/numbers{next}""#),
        };
        Answer::json(&format!(r#"{{{link},"value":[{value}]}}"#))
    });
    let client = builder(&server).build().unwrap();
    let first = list().query("$top", "2").header("Prefer", "x=y");
    let items: Vec<i64> = client.items(first.clone()).try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3, 4, 5]);
    let seen = server.requests();
    assert_eq!(seen.len(), 3);
    for request in &seen {
        assert_eq!(request.header("prefer"), Some("x=y"), "headers go with every page");
        assert_eq!(request.header("authorization"), Some("Bearer s3cr3t-t0k3n"));
    }
    let pages: Vec<Collection<i64>> = client.pages(first).try_collect().await.unwrap();
    assert!(pages[0].delta_link.is_none());
    let delta = pages[2].delta_link.clone().unwrap();
    assert_eq!(delta, format!("{}/numbers?$deltatoken=d", server.base()));
    let refused = client.send(&NextPage::<i64>::new(delta)).await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 404);
}

#[test]
fn pages_are_an_iterator_without_async() {
    let server = Server::start(|request, base| match request.target.as_str() {
        "/v1.0/numbers" => {
            Answer::json(&format!(r#"{{"@odata.nextLink":"{base}/numbers?$skip=1","value":[1]}}"#))
        }
        "/v1.0/files/1/content" => Answer::bytes("text/plain", b"bytes".to_vec()),
        _ => Answer::json(r#"{"value":[2]}"#),
    });
    let client = blocking::Client::new(builder(&server).build().unwrap()).unwrap();
    let items: Result<Vec<i64>, Error> = client.items(list()).collect();
    assert_eq!(items.unwrap(), [1, 2]);
    let mut text = String::new();
    client.download(&get("1")).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "bytes");
    client.upload(&put(), None, &b"up"[..]).unwrap();
    assert_eq!(server.requests().last().unwrap().body, b"up");
}

#[tokio::test]
async fn several_requests_go_as_one() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/v1.0/$batch" => Answer::json(
            r#"{"responses":[{"id":"2","status":424},{"id":"1","status":200,"body":{"value":[1]}}]}"#,
        ),
        _ => Answer::status(404),
    });
    let client = builder(&server).build().unwrap();
    let mut batch = Batch::new();
    let first = batch.add(&list()).unwrap();
    let second = batch.add_after(&get("1"), &[first.id()]).unwrap();
    let mut answers = client.send(&batch).await.unwrap();
    assert_eq!(answers.take(&first).unwrap().value, [1]);
    assert_eq!(answers.take(&second).unwrap_err().status().unwrap(), 424);
    let sent = String::from_utf8(server.requests()[0].body.clone()).unwrap();
    assert!(sent.contains(r#""url":"/files/1/content","dependsOn":["1"]"#), "{sent}");
}

#[tokio::test]
async fn refusals_are_repeated_when_the_service_says_so() {
    let server = Server::start(|request, _| match (request.method.as_str(), request.number) {
        ("GET", 0) => Answer::status(429).header("Retry-After", "7"),
        ("GET", 1) => Answer::status(503).header("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"),
        ("GET", 2) => Answer::status(504),
        ("POST", _) => Answer::status(504),
        _ => Answer::json(r#"{"value":[1]}"#),
    });
    let timer = FakeTimer::default();
    let client = builder(&server).timer(timer.clone()).build().unwrap();
    assert_eq!(client.send(&list()).await.unwrap().value, [1]);
    let waits = [7, 30, 4].map(Duration::from_secs);
    assert_eq!(*timer.0.lock().unwrap(), waits);
    let send = Send { parts: RequestParts::new("/send", Vec::new()), body: NoContent };
    assert_eq!(client.send(&send).await.unwrap_err().status().unwrap(), 504);
    assert_eq!(timer.0.lock().unwrap().len(), 3, "a POST may have been done");
}

#[tokio::test]
async fn a_token_goes_to_nobody_else() {
    let store = Server::start(|_, _| Answer::bytes("text/plain", b"file".to_vec()));
    let elsewhere = format!("{}/blob?sig=abc", store.base());
    let server = Server::start(move |request, _| match request.target.as_str() {
        "/v1.0/files/1/content" => Answer::status(302).header("Location", &elsewhere),
        "/v1.0/files/2/content" => Answer::status(302).header("Location", "/v1.0/files/3/content"),
        "/v1.0/files/loop/content" => {
            Answer::status(302).header("Location", "/v1.0/files/loop/content")
        }
        "/v1.0/numbers" => {
            Answer::json(&format!(r#"{{"@odata.nextLink":"{elsewhere}","value":[1]}}"#))
        }
        _ => Answer::bytes("text/plain", b"own".to_vec()),
    });
    let client = builder(&server).build().unwrap();
    assert_eq!(client.send(&get("1").header("X-Own", "1")).await.unwrap(), "file");
    let at_store = store.requests().remove(0);
    assert_eq!((at_store.header("authorization"), at_store.header("x-own")), (None, None));
    assert_eq!(client.send(&get("2")).await.unwrap(), "own");
    assert!(server.requests().last().unwrap().header("authorization").is_some());
    assert!(matches!(client.send(&get("loop")).await, Err(Error::Transport(_))));
    let results: Vec<Result<i64, Error>> = client.items(list()).collect().await;
    assert!(matches!(&results[0], Ok(1)));
    let Err(Error::Request(RequestError::ForeignLink(_))) = &results[1] else {
        panic!("{results:?}")
    };
    assert_eq!(store.requests().len(), 1, "the foreign link is not followed");
}

#[tokio::test(flavor = "current_thread")]
async fn a_token_is_shown_to_nobody() {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let server = Server::start(|_, _| Answer::status(401));
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let client = builder(&server).build().unwrap();
    let error = client.send(&list().query("$search", "private")).await.unwrap_err();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("operation=\"List\"") && log.contains("status=401"), "{log}");
    let shown = format!("{client:?} {error:?} {error} {:?}", AccessToken::from(SECRET));
    for text in [&log, &shown] {
        assert!(!text.contains(SECRET), "{text}");
        assert!(!text.contains("private"), "{text}");
    }
    let unsendable = Client::builder(server.base()).tokens(AccessToken::from("a\r\nb"));
    let error = unsendable.build().unwrap().send(&list()).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)) && !format!("{error:?}").contains("a\\r"));
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = Server::start(|_, _| Answer::status(204));
    let tokens = || async { Err("the account is locked".into()) };
    let client = Client::builder(server.base()).tokens(tokens).build().unwrap();
    let error = client.send(&list()).await.unwrap_err();
    assert_eq!(error.to_string(), "no access token: the account is locked");
    assert!(server.requests().is_empty());
}

const MEGABYTE: usize = 1024 * 1024;

/// The most memory that this process has held, in bytes; `None` where the system does not tell.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

#[tokio::test]
async fn a_large_body_does_not_fill_memory() {
    let server = Server::start(|request, _| match request.method.as_str() {
        "GET" => Answer::long(100 * MEGABYTE),
        _ => Answer::status(204).header("X-Got", &request.length.to_string()),
    });
    let client = builder(&server).build().unwrap();
    let before = peak_memory();
    let mut download = client.download(&get("1")).await.unwrap();
    let mut length = 0;
    while let Some(piece) = download.next().await {
        length += piece.unwrap().len();
    }
    assert_eq!(length, 100 * MEGABYTE);
    let piece = Bytes::from(vec![7; MEGABYTE]);
    let pieces = stream::iter((0..100).map(move |_| Ok::<_, Infallible>(piece.clone())));
    client.upload(&put(), Some(100 * MEGABYTE as u64), pieces).await.unwrap();
    let upload = server.requests().pop().unwrap();
    assert_eq!(upload.length, 100 * MEGABYTE);
    assert_eq!(upload.header("content-type"), Some("image/png"));
    assert_eq!(upload.header("content-length"), Some("104857600"));
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after - before < 40 * MEGABYTE, "{} bytes more", after - before);
    } else {
        eprintln!("skipped: this system does not tell a process how much memory it has held");
    }
}

#[tokio::test]
async fn an_end_in_the_middle_is_an_error() {
    let server = Server::start(|_, _| Answer::json(r#"{"value":[1,2,3]}"#).cut(9));
    let client = builder(&server).build().unwrap();
    assert!(matches!(client.send(&list()).await, Err(Error::Transport(_))));
    let download = client.download(&get("1")).await.unwrap();
    let pieces: Vec<Result<Bytes, Error>> = download.collect().await;
    assert!(matches!(pieces.last(), Some(Err(Error::Transport(_)))), "{pieces:?}");
}

#[tokio::test]
async fn slow_servers_are_not_waited_for() {
    let server = Server::start(|_, _| Answer::status(204).after(Duration::from_secs(5)));
    let client = builder(&server).timeout(Duration::from_millis(50)).build().unwrap();
    let error = client.send(&list()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[test]
fn bases_that_are_none_are_refused() {
    for base in ["", "graph.microsoft.com", "ftp://a/b", "https://user:password@a"] {
        assert!(Client::builder(base).build().is_err(), "{base}");
    }
}
