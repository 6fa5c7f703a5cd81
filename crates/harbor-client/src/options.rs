//! How one request is to be sent.

use std::time::Duration;

use crate::request_log::Sender;

/// Settings of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendOptions {
    /// Nobody asked for it (polling): it must not prolong the session.
    pub background: bool,
    /// The largest answer taken, in bytes, unpacked.
    pub body_limit: usize,
    /// The most pages that a list is read to, whatever total the server claims.
    pub page_limit: u32,
    pub patience: Patience,
    /// Who it is for, as the request log says it.
    pub sender: Sender,
}

/// How long a whole request may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// 15 s: is anybody there?
    Quick,
    /// 75 s: a little more than Harbor's own gateway waits (60 s), so that its answer is seen.
    Usual,
    /// 5 min: reports, logs, files.
    Long,
}

impl Patience {
    /// The longest that one request may take in all.
    pub fn total(self) -> Duration {
        Duration::from_secs(match self {
            Self::Quick => 15,
            Self::Usual => 75,
            Self::Long => 300,
        })
    }
}

impl SendOptions {
    /// The limit of lists and everything else, in bytes.
    pub const LIST_LIMIT: usize = 32 * 1024 * 1024;
    /// The limit of additions (reports, bills of materials, files), logs and downloads, in bytes.
    pub const ADDITION_LIMIT: usize = 64 * 1024 * 1024;

    /// The limit of a list, in pages: a million items, where pages are full.
    pub const PAGE_LIMIT: u32 = 10_000;

    /// The limits that go with what is asked for.
    pub fn for_target(target: &str) -> Self {
        let path = target.split('?').next().unwrap_or_default();
        let is_large = path.contains("/additions/")
            || path.contains("/export/cve/download/")
            || path.ends_with("/log");
        if is_large {
            Self {
                body_limit: Self::ADDITION_LIMIT,
                patience: Patience::Long,
                ..Self::default()
            }
        } else {
            Self::default()
        }
    }

    /// The limits that go with a request.
    pub fn for_request(request: &harbor_api::Request) -> Self {
        let options = Self::for_target(&request.target);
        Self {
            body_limit: request
                .api
                .body_limit(&request.target)
                .unwrap_or(options.body_limit),
            ..options
        }
    }

    /// The same for a request that must not prolong the session.
    pub fn in_background(self) -> Self {
        Self {
            background: true,
            ..self
        }
    }
}

impl Default for SendOptions {
    fn default() -> Self {
        Self {
            background: false,
            body_limit: Self::LIST_LIMIT,
            page_limit: Self::PAGE_LIMIT,
            patience: Patience::Usual,
            sender: Sender::Page,
        }
    }
}
