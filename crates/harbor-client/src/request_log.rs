//! The last requests of a connection, in memory.
//!
//! Invariant: no body and no secret is in it; of headers only those that change what is answered, and
//! values of a query that may be secret are not kept.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use harbor_api::Method;
use reqwest::header::HeaderMap;
use tokio::time::Instant;

use crate::{
    error::ClientError,
    options::SendOptions,
    transport::{Answer, Outgoing},
};

/// Requests that are kept: the newest.
pub const LOGGED_REQUESTS: usize = 200;

/// Names in a query whose values are not kept.
const SECRET_NAMES: [&str; 12] = [
    "access_token",
    "client_secret",
    "code",
    "id_token",
    "key",
    "password",
    "refresh_token",
    "secret",
    "sig",
    "signature",
    "state",
    "token",
];

/// Headers that change what is answered, and say nothing of whoever asks.
const KEPT_HEADERS: [&str; 5] = [
    "Accept",
    "Range",
    "X-Accept-Vulnerabilities",
    "X-Is-Resource-Name",
    "X-Resource-Name-In-Location",
];

/// Who a request was made for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sender {
    /// A page, or what a page needs.
    #[default]
    Page,
    /// Nobody asked for it just now.
    Background,
    /// A person wrote it.
    Person,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoggedOutcome {
    UnderWay,
    /// With this status.
    Answered(u16),
    /// No answer, and why.
    Failed(String),
    /// Nobody waited any more.
    Stopped,
}

/// A request that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedRequest {
    /// Counted from 1, since the log began.
    pub number: u64,
    pub at: DateTime<Utc>,
    /// Scheme, host and port.
    pub origin: String,
    pub method: Method,
    /// Encoded path and query, without values that may be secret.
    pub target: String,
    /// Those that change what is answered.
    pub headers: Vec<(&'static str, String)>,
    /// Sent with a service's token, and not as the connection's account.
    pub by_token: bool,
    pub sender: Sender,
    pub outcome: LoggedOutcome,
    /// From its sending to the end of its answer's body, with all retries.
    pub elapsed: Duration,
    /// Times that it was sent again.
    pub retries: u32,
    /// The server's, or else ours.
    pub request_id: Option<String>,
    /// The length of what was sent as body.
    pub sent: usize,
    /// The length of the answer's body, unpacked; nothing where it streams by.
    pub received: Option<usize>,
}

/// The log. Clones share it.
#[derive(Clone)]
pub struct RequestLog {
    shared: Arc<Shared>,
    /// Where the same requests are noted as well.
    beside: Option<Arc<Shared>>,
    by_token: bool,
}

struct Shared {
    entries: Mutex<Entries>,
    /// Called after each change, from wherever it happens.
    changed: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct Entries {
    last: u64,
    all: VecDeque<LoggedRequest>,
}

impl RequestLog {
    /// An empty log; `changed` is called when a request was sent and when it ended.
    pub fn new(changed: impl Fn() + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared {
            entries: Mutex::default(),
            changed: Box::new(changed),
        });
        Self {
            shared,
            beside: None,
            by_token: false,
        }
    }

    /// This log, for requests that go out with a service's token.
    pub(crate) fn with_token(self) -> Self {
        Self {
            by_token: true,
            ..self
        }
    }

    /// This log, for requests that another one notes too.
    pub fn beside(&self, other: &Self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            beside: Some(Arc::clone(&other.shared)),
            by_token: self.by_token,
        }
    }

    /// What is in it, the oldest first.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.with(|entries| entries.all.iter().cloned().collect())
    }

    /// How many were sent since it began.
    pub fn count(&self) -> u64 {
        self.with(|entries| entries.last)
    }

    /// The request of this number, if it is still there.
    pub fn find(&self, number: u64) -> Option<LoggedRequest> {
        self.with(|entries| entries.all.iter().find(|one| one.number == number).cloned())
    }

    /// Forgets what is in it; numbers go on.
    pub fn clear(&self) {
        self.with(|entries| entries.all.clear());
        (self.shared.changed)();
    }

    pub(crate) fn begin(&self, origin: String, outgoing: &Outgoing) -> Logging {
        let SendOptions {
            sender, background, ..
        } = outgoing.options;
        let beside = self.beside.clone().map(|shared| {
            let other = Self {
                shared,
                beside: None,
                by_token: self.by_token,
            };
            Box::new(other.begin(origin.clone(), outgoing))
        });
        let number = self.with(|entries| {
            entries.last += 1;
            if entries.all.len() == LOGGED_REQUESTS {
                entries.all.pop_front();
            }
            entries.all.push_back(LoggedRequest {
                number: entries.last,
                at: Utc::now(),
                origin,
                method: outgoing.method,
                target: without_secrets(&outgoing.target),
                headers: kept(&outgoing.headers),
                by_token: self.by_token,
                sender: if background {
                    Sender::Background
                } else {
                    sender
                },
                outcome: LoggedOutcome::UnderWay,
                elapsed: Duration::ZERO,
                retries: 0,
                request_id: None,
                sent: outgoing.body.as_ref().map_or(0, Vec::len),
                received: None,
            });
            entries.last
        });
        (self.shared.changed)();
        Logging {
            log: self.clone(),
            number,
            start: Instant::now(),
            has_ended: false,
            beside,
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Entries) -> T) -> T {
        // Nothing panics while it is locked; if something did, the entries are still whole.
        work(
            &mut self
                .shared
                .entries
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

impl std::fmt::Debug for RequestLog {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "RequestLog({})", self.count())
    }
}

/// A request that is under way. One that is dropped before its end was stopped.
pub(crate) struct Logging {
    log: RequestLog,
    number: u64,
    start: Instant,
    has_ended: bool,
    /// The same in the other log.
    beside: Option<Box<Logging>>,
}

impl Logging {
    pub(crate) fn end(mut self, outcome: &Result<Answer, ClientError>, retries: u32) {
        self.has_ended = true;
        if let Some(beside) = self.beside.take() {
            beside.end(outcome, retries);
        }
        self.write(|entry| {
            entry.retries = retries;
            match outcome {
                Ok(answer) => {
                    entry.outcome = LoggedOutcome::Answered(answer.status);
                    entry.request_id = Some(answer.request_id.clone());
                    let is_read = answer.stream.is_none();
                    entry.received = is_read.then_some(answer.body.len());
                }
                Err(error) => {
                    entry.outcome = LoggedOutcome::Failed(error.to_string());
                    entry.request_id = error.request_id().map(str::to_owned);
                }
            }
        });
    }

    fn write(&self, change: impl FnOnce(&mut LoggedRequest)) {
        let elapsed = self.start.elapsed();
        self.log.with(|entries| {
            let mut all = entries.all.iter_mut();
            if let Some(entry) = all.find(|entry| entry.number == self.number) {
                entry.elapsed = elapsed;
                change(entry);
            }
        });
        (self.log.shared.changed)();
    }
}

impl Drop for Logging {
    fn drop(&mut self) {
        if !self.has_ended {
            self.write(|entry| entry.outcome = LoggedOutcome::Stopped);
        }
    }
}

fn kept(headers: &HeaderMap) -> Vec<(&'static str, String)> {
    let text = |name: &'static str| {
        let value = headers.get(name)?.to_str().ok()?;
        Some((name, value.to_owned()))
    };
    KEPT_HEADERS.into_iter().filter_map(text).collect()
}

/// A target without the values in its query that may be secret.
fn without_secrets(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if SECRET_NAMES.contains(&name.to_ascii_lowercase().as_str()) => {
            format!("{name}=[redacted]")
        }
        _ => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn secrets_in_a_query_are_not_kept() {
        let target = "/c/oidc/callback?code=abc&State=def&page=2&q=code%3Dx";
        assert_eq!(
            without_secrets(target),
            "/c/oidc/callback?code=[redacted]&State=[redacted]&page=2&q=code%3Dx"
        );
        assert_eq!(without_secrets("/api/v2.0/users"), "/api/v2.0/users");
    }

    #[test]
    fn headers_are_kept_that_change_the_answer_and_no_others() {
        let log = RequestLog::new(|| ()).with_token();
        let mut outgoing = Outgoing::get("/a");
        for (name, value) in [
            ("x-is-resource-name", "true"),
            ("authorization", "Bearer canary"),
            ("cookie", "sid=canary"),
            ("accept", "application/json"),
        ] {
            outgoing.headers.insert(name, value.parse().unwrap());
        }
        drop(log.begin("http://h".to_owned(), &outgoing));
        let noted = log.requests().remove(0);
        let kept = |name, value: &str| (name, value.to_owned());
        let expected = [
            kept("Accept", "application/json"),
            kept("X-Is-Resource-Name", "true"),
        ];
        assert_eq!(noted.headers, expected);
        assert!(noted.by_token);
        assert!(!format!("{noted:?}").contains("canary"));
    }

    #[test]
    fn a_request_is_noted_in_both_logs() {
        let (one, other) = (RequestLog::new(|| ()), RequestLog::new(|| ()));
        let both = one.beside(&other);
        let error = ClientError::PlainHttpNotAllowed;
        let begun = both.begin("http://h".to_owned(), &Outgoing::get("/a"));
        begun.end(&Err(error), 2);
        drop(both.begin("http://h".to_owned(), &Outgoing::get("/b")));
        for log in [one, other] {
            let all = log.requests();
            assert_eq!((all.len(), all[0].retries), (2, 2));
            assert_eq!(all[1].outcome, LoggedOutcome::Stopped);
        }
    }

    #[test]
    fn the_newest_are_kept_and_what_is_dropped_was_stopped() {
        let told = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&told);
        let log = RequestLog::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        for _ in 0..LOGGED_REQUESTS + 3 {
            drop(log.begin("http://h".to_owned(), &Outgoing::get("/a")));
        }
        let all = log.requests();
        assert_eq!(
            (all.len(), log.count()),
            (LOGGED_REQUESTS, LOGGED_REQUESTS as u64 + 3)
        );
        assert_eq!(all[0].number, 4);
        assert_eq!(all[0].outcome, LoggedOutcome::Stopped);
        assert_eq!(log.find(3), None);
        assert_eq!(told.load(Ordering::Relaxed), 2 * (LOGGED_REQUESTS + 3));
        let under_way = log.begin("http://h".to_owned(), &Outgoing::get("/b"));
        log.clear();
        let error = ClientError::PlainHttpNotAllowed;
        under_way.end(&Err(error), 1);
        assert!(log.requests().is_empty());
    }
}
