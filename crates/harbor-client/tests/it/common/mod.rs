//! A server that says exactly what a test wants, and remembers what it was asked.
#![allow(dead_code, clippy::unwrap_used)] // Each test file uses a part of it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use harbor_client::{Address, Client, Credentials, Proxy, Secret, Server, Trust};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{TlsAcceptor, rustls};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    /// The number behind `page=`.
    pub fn page(&self) -> usize {
        let (_, rest) = self.target.split_once("page=").unwrap();
        rest.split('&').next().unwrap().parse().unwrap()
    }
}

/// What to answer.
#[derive(Debug, Clone)]
pub struct Say {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Ends the connection after this many bytes of the body.
    pub cut_after: Option<usize>,
    /// Sends this many bytes of the body and then nothing more, without ending the connection.
    pub stall_after: Option<usize>,
    /// Sends these bytes in the place of an answer.
    pub instead: Option<Vec<u8>>,
    /// Waits for this before answering.
    pub wait: Option<Arc<tokio::sync::Semaphore>>,
}

pub fn say(status: u16, body: impl Into<Vec<u8>>) -> Say {
    Say {
        status,
        headers: vec![(
            "Content-Type".into(),
            "application/json; charset=utf-8".into(),
        )],
        body: body.into(),
        cut_after: None,
        stall_after: None,
        instead: None,
        wait: None,
    }
}

pub fn refuse(status: u16, code: &str, message: &str) -> Say {
    say(
        status,
        format!(r#"{{"errors":[{{"code":"{code}","message":"{message}"}}]}}"#),
    )
}

impl Say {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers
            .retain(|(known, _)| known != name || known == "Set-Cookie");
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// A running server.
pub struct Stub {
    pub port: u16,
    scheme: &'static str,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    under_way: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Stub {
    pub async fn start(answer: impl Fn(&Seen) -> Say + Send + Sync + 'static) -> Self {
        Self::run(answer, None).await
    }

    pub async fn start_tls(
        config: rustls::ServerConfig,
        answer: impl Fn(&Seen) -> Say + Send + Sync + 'static,
    ) -> Self {
        Self::run(answer, Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn run(
        answer: impl Fn(&Seen) -> Say + Send + Sync + 'static,
        tls: Option<TlsAcceptor>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stub = Self {
            port: listener.local_addr().unwrap().port(),
            scheme: if tls.is_some() { "https" } else { "http" },
            seen: Arc::default(),
            connections: Arc::default(),
            under_way: Arc::default(),
            most: Arc::default(),
        };
        let answer = Arc::new(answer);
        let (seen, connections) = (stub.seen.clone(), stub.connections.clone());
        let (under_way, most) = (stub.under_way.clone(), stub.most.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let talk = Talk {
                    answer: answer.clone(),
                    seen: seen.clone(),
                    under_way: under_way.clone(),
                    most: most.clone(),
                };
                let tls = tls.clone();
                tokio::spawn(async move {
                    match tls {
                        None => talk.serve(stream).await,
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => talk.serve(stream).await,
                            Err(_) => None,
                        },
                    }
                });
            }
        });
        stub
    }

    pub fn address(&self) -> Address {
        Address::parse(&format!("{}://127.0.0.1:{}", self.scheme, self.port)).unwrap()
    }

    /// The server for clients, with plain http allowed.
    pub fn server(&self) -> Server {
        let trust = Trust {
            accept_plain_http: true,
            ..Trust::default()
        };
        Server {
            address: self.address(),
            trust,
            proxy: Proxy::None,
        }
    }

    pub fn client(&self, credentials: Credentials) -> Client {
        Client::new(self.server(), credentials).unwrap()
    }

    /// The requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The most requests that were unanswered at the same time.
    pub fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    /// Requests that are unanswered now.
    pub fn under_way(&self) -> usize {
        self.under_way.load(Ordering::SeqCst)
    }
}

struct Talk<F> {
    answer: Arc<F>,
    seen: Arc<Mutex<Vec<Seen>>>,
    under_way: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl<F: Fn(&Seen) -> Say> Talk<F> {
    /// One request and its answer; the connection is closed after it.
    async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Option<()> {
        let seen = receive(&mut stream).await?;
        self.seen.lock().unwrap().push(seen.clone());
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        let say = (self.answer)(&seen);
        if let Some(wait) = &say.wait {
            // The asker may go away meanwhile.
            let mut byte = [0];
            tokio::select! {
                _ = wait.acquire() => {}
                _ = stream.read(&mut byte) => {}
            }
        }
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        send(&mut stream, &seen, say).await
    }
}

async fn receive(stream: &mut (impl AsyncRead + Unpin)) -> Option<Seen> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
            break at;
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = text.lines();
    let mut request = lines.next()?.split(' ');
    let (method, target) = (request.next()?.to_owned(), request.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut seen = Seen {
        method,
        target,
        headers,
        body: String::new(),
    };
    let length = seen
        .header("content-length")
        .map_or(0, |text| text.parse().unwrap());
    let mut body = bytes[head + 4..].to_vec();
    while body.len() < length {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => body.extend_from_slice(&buffer[..read]),
        }
    }
    seen.body = String::from_utf8_lossy(&body).into_owned();
    Some(seen)
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), seen: &Seen, say: Say) -> Option<()> {
    let bytes = match say.instead {
        Some(bytes) => bytes,
        None => {
            let mut head = format!("HTTP/1.1 {} Said\r\nConnection: close\r\n", say.status);
            for (name, value) in &say.headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            if !say
                .headers
                .iter()
                .any(|(name, _)| name == "Transfer-Encoding")
            {
                head.push_str(&format!("Content-Length: {}\r\n", say.body.len()));
            }
            head.push_str("\r\n");
            let mut bytes = head.into_bytes();
            if seen.method != "HEAD" {
                bytes.extend(
                    &say.body[..say.cut_after.or(say.stall_after).unwrap_or(say.body.len())],
                );
            }
            bytes
        }
    };
    stream.write_all(&bytes).await.ok()?;
    if say.stall_after.is_some() {
        stream.flush().await.ok()?;
        std::future::pending::<()>().await;
    }
    stream.shutdown().await.ok()
}

/// A password that must turn up nowhere but in requests.
pub fn password() -> Credentials {
    Credentials::Password {
        user: "ada".into(),
        password: Secret::new("Canary-Password-1"),
    }
}

/// What a session's requests carry, in the place of a whole cookie line.
pub fn cookie<'a>(seen: &'a Seen, name: &str) -> Option<&'a str> {
    let pairs = seen.header("cookie")?.split("; ");
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, v)| v)
}
