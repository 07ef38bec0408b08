//! A small HTTP/1.1 server of threads and sockets that answers as a closure says: it can do what a
//! proper server library would not, such as to stop in the middle.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A server that ends with the process.
pub(crate) struct Server {
    base: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// How many came before it.
    pub(crate) number: usize,
    pub(crate) method: String,
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    /// The first kilobyte of the body.
    pub(crate) body: Vec<u8>,
    /// The length of the whole body.
    pub(crate) length: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What to answer.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Content,
    wait: Duration,
    cut: Option<usize>,
}

enum Content {
    Bytes(Vec<u8>),
    Zeros(usize),
}

impl Answer {
    pub(crate) fn status(status: u16) -> Self {
        let body = Content::Bytes(Vec::new());
        Self { status, headers: Vec::new(), body, wait: Duration::ZERO, cut: None }
    }

    pub(crate) fn json(text: &str) -> Self {
        Self::bytes("application/json", text.as_bytes().to_vec())
    }

    pub(crate) fn bytes(media_type: &str, bytes: Vec<u8>) -> Self {
        Self { body: Content::Bytes(bytes), ..Self::status(200) }.header("Content-Type", media_type)
    }

    /// That many zeros.
    pub(crate) fn long(length: usize) -> Self {
        Self { body: Content::Zeros(length), ..Self::status(200) }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before it answers.
    pub(crate) fn after(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    /// Closes the connection after so many bytes of the body.
    pub(crate) fn cut(self, length: usize) -> Self {
        Self { cut: Some(length), ..self }
    }

    fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        thread::sleep(self.wait);
        let length = match &self.body {
            Content::Bytes(bytes) => bytes.len(),
            Content::Zeros(length) => *length,
        };
        write!(
            out,
            "HTTP/1.1 {} x\r\nContent-Length: {length}\r\nConnection: close\r\n",
            self.status
        )?;
        for (name, value) in &self.headers {
            write!(out, "{name}: {value}\r\n")?;
        }
        out.write_all(b"\r\n")?;
        match &self.body {
            Content::Bytes(bytes) => out.write_all(&bytes[..self.cut.unwrap_or(bytes.len())])?,
            Content::Zeros(length) => {
                std::io::copy(&mut std::io::repeat(0).take(*length as u64), out)?;
            }
        }
        out.flush()
    }
}

impl Server {
    /// Listens on a free port; the closure gets each request and the server's base.
    pub(crate) fn start(answer: impl Fn(&Request, &str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/v1.0", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, own, answer) = (Arc::clone(&requests), base.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (seen, own, answer) = (Arc::clone(&seen), own.clone(), Arc::clone(&answer));
                thread::spawn(move || {
                    // A client that went away is what some tests want.
                    let _ = serve(stream, &seen, |request| answer(request, &own));
                });
            }
        });
        Self { base, requests }
    }

    pub(crate) fn base(&self) -> String {
        self.base.clone()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    stream: TcpStream,
    seen: &Mutex<Vec<Request>>,
    answer: impl Fn(&Request) -> Answer,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(()) };
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Request { number: 0, method, target, headers, body: Vec::new(), length: 0 };
    if let Some(length) = request.header("content-length") {
        let mut body = reader.take(length.parse().unwrap());
        body.by_ref().take(1024).read_to_end(&mut request.body)?;
        let rest = std::io::copy(&mut body, &mut std::io::sink())?;
        request.length = request.body.len() + usize::try_from(rest).unwrap();
    } else if request.header("transfer-encoding").is_some() {
        read_chunks(&mut reader, &mut request)?;
    }
    request.number = {
        let mut seen = seen.lock().unwrap();
        let number = seen.len();
        seen.push(Request { number, ..request.clone() });
        number
    };
    let mut stream = stream;
    answer(&request).write(&mut stream)
}

fn read_chunks(reader: &mut impl BufRead, request: &mut Request) -> std::io::Result<()> {
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).unwrap();
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk)?;
        if size == 0 {
            return Ok(());
        }
        request.body.extend_from_slice(&chunk[..size]);
        request.length += size;
    }
}
