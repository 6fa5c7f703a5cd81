//! Faults one can switch on: slow, failing, broken and misleading answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::http::call::{Failure, Reply};
use crate::http::interference::{Interference, Met, Standing};
use crate::test_kit::spoil::spoil;

/// A fault, and which requests it meets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Fault {
    /// The operation's id in Harbor's description, such as `listProjects`; none means every request.
    #[serde(default)]
    pub operation: Option<String>,
    /// The page of a list that it meets; none means every page.
    #[serde(default)]
    pub page: Option<u64>,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How many times; none means until the faults are cleared.
    #[serde(default)]
    pub times: Option<u32>,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The answer comes late.
    Latency(#[serde(with = "milliseconds")] Duration),
    /// A status in Harbor's error envelope, such as 503.
    Status(u16),
    /// A status with a web page, as a proxy in front of Harbor sends it.
    HtmlError(u16),
    /// 429 with `Retry-After`.
    TooManyRequests {
        /// The seconds of `Retry-After`.
        #[serde(alias = "retry-after-s")]
        retry_after_s: u64,
    },
    /// A gateway refuses paths with `%25` by an empty 400, as Traefik can from 3.6.4 on.
    EncodedPercentRefused,
    /// The connection breaks in the middle of the body.
    CutBody,
    /// 200 with a body that is no JSON.
    NotJson,
    /// 200 with this JSON instead of the answer.
    Json(serde_json::Value),
    /// One item of a list has a number for its name.
    MalformedItem,
    /// All sessions end: a session's request becomes anonymous.
    ExpiredSession,
    /// The server is read only.
    ReadOnly,
    /// A redirect to this address, as a gateway sends it.
    Redirect(String),
    /// The server's clock is so many seconds ahead, or behind.
    ClockAhead(i64),
    /// The registries behind proxy caches answer with this status when a manifest is asked for.
    UpstreamRefuses(u16),
    /// Harbor's settings have this for its own address (`https://host[:port]`): it is named in
    /// challenges and in what the server says of itself, whatever operation the fault names.
    ExternalAddress(String),
}

/// The faults that are switched on. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    /// Switches a fault on.
    pub fn push(&self, fault: Fault) {
        self.list().push(fault);
    }

    /// Switches all faults off.
    pub fn clear(&self) {
        self.list().clear();
    }

    /// Replaces all faults.
    pub fn set(&self, faults: Vec<Fault>) {
        *self.list() = faults;
    }

    /// The faults switched on.
    pub fn current(&self) -> Vec<Fault> {
        self.list().clone()
    }

    /// The faults that meet a request to this operation; counts them.
    fn meeting(&self, operation: Option<&str>, query: &str) -> Vec<FaultKind> {
        let mut list = self.list();
        let mut met = Vec::new();
        for fault in list.iter_mut() {
            let meets = (fault.operation.is_none() || fault.operation.as_deref() == operation)
                && fault.page.is_none_or(|page| page == asked_page(query));
            if meets && fault.times != Some(0) {
                fault.times = fault.times.map(|times| times - 1);
                met.push(fault.kind.clone());
            }
        }
        list.retain(|fault| fault.times != Some(0));
        met
    }

    fn list(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Interference for Faults {
    fn meet(&self, operation: Option<&str>, path: &str, query: &str) -> Met {
        let mut met = Met::default();
        for fault in self.meeting(operation, query) {
            match fault {
                FaultKind::Latency(time) => met.waits += time,
                FaultKind::ExpiredSession => met.ends_sessions = true,
                FaultKind::MalformedItem => met.breaks_an_item = true,
                FaultKind::CutBody => met.cuts_body = true,
                FaultKind::ClockAhead(seconds) => met.clock_ahead = Some(seconds),
                other => met.reply = met.reply.or_else(|| spoil(&other, path)),
            }
        }
        met
    }

    fn standing(&self) -> Standing {
        let mut standing = Standing::default();
        for fault in self.list().iter() {
            match &fault.kind {
                FaultKind::ReadOnly => standing.read_only = true,
                FaultKind::UpstreamRefuses(status) => standing.upstream = Some(*status),
                FaultKind::ExternalAddress(address) => {
                    standing.external.get_or_insert_with(|| address.clone());
                }
                _ => {}
            }
        }
        standing
    }

    fn answer(&self, method: &str, asked: &str, body: &[u8]) -> Option<Reply> {
        if asked != "faults" {
            return None;
        }
        match method {
            "GET" => return Some(Reply::json(json!(self.current()))),
            "PUT" => match serde_json::from_slice::<Vec<Fault>>(body) {
                Ok(faults) => self.set(faults),
                Err(error) => return Some(Failure::bad_request(error.to_string()).into()),
            },
            "DELETE" => self.clear(),
            _ => return None,
        }
        Some(Reply::empty(200))
    }
}

/// The page that a request asks for; the first if it names none.
fn asked_page(query: &str) -> u64 {
    query
        .split('&')
        .find_map(|part| part.strip_prefix("page=")?.parse().ok())
        .unwrap_or(1)
}

/// A duration as a number of milliseconds.
mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(value: &Duration, to: S) -> Result<S::Ok, S::Error> {
        (value.as_millis() as u64).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_millis)
    }
}
