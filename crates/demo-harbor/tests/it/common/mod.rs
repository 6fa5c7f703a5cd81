//! A small HTTP client for the tests: one connection per request, no cookies of its own.

pub mod known;
pub mod replay;
pub mod replay_oidc;
pub mod sample;
pub mod shape;
pub mod visitor;

use std::io::{Read, Write};
use std::net::TcpStream;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

#[allow(dead_code, reason = "each test file uses some of it")]
impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The message of Harbor's error envelope.
    pub fn message(&self) -> String {
        self.json()["errors"][0]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// A cookie that is set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self.all("set-cookie").into_iter().rev();
        set.filter_map(|line| line.split(';').next()?.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    }
}

/// The header of Basic credentials.
pub fn basic(name: &str, password: &str) -> (String, String) {
    let encoded = STANDARD.encode(format!("{name}:{password}"));
    ("Authorization".to_owned(), format!("Basic {encoded}"))
}

/// Sends a request; `path` with its query.
pub fn send(
    base: &str,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: Option<&[u8]>,
) -> Answer {
    let host = base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("the demo listens");
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("accept"))
    {
        head += "Accept: */*\r\n";
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if let Some(body) = body {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    head += "\r\n";
    stream
        .write_all(head.as_bytes())
        .expect("the request is sent");
    stream
        .write_all(body.unwrap_or_default())
        .expect("the body is sent");
    let mut received = Vec::new();
    // An answer that is cut on purpose ends with an error after what there was.
    let _ = stream.read_to_end(&mut received);
    let end = received
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("the head ends");
    let head = String::from_utf8_lossy(&received[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer {
        status: status.expect("a status"),
        headers: headers.collect(),
        body: received[end + 4..].to_vec(),
    }
}
