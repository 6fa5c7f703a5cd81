//! What may come between a request and its answer. Nothing does, unless a test kit says so.

use std::fmt::Debug;
use std::time::Duration;

use serde_json::{Value, json};

use crate::http::call::Reply;

/// Decides what comes between.
pub(crate) trait Interference: Debug + Send + Sync {
    /// What meets a request to this operation of Harbor's description, at this encoded path.
    fn meet(&self, operation: Option<&str>, path: &str, query: &str) -> Met;

    /// What holds for the server as a whole.
    fn standing(&self) -> Standing;

    /// Answers a request below `/demo/`.
    fn answer(&self, method: &str, asked: &str, body: &[u8]) -> Option<Reply>;
}

/// What meets one request.
#[derive(Debug, Default)]
pub(crate) struct Met {
    /// How much later the answer begins.
    pub waits: Duration,
    /// All sessions end before it is answered.
    pub ends_sessions: bool,
    /// The answer in place of the real one.
    pub reply: Option<Reply>,
    /// The first item of a list becomes one that no client can read.
    pub breaks_an_item: bool,
    /// The seconds that the answer's date is ahead.
    pub clock_ahead: Option<i64>,
    /// The connection breaks in the middle of the body.
    pub cuts_body: bool,
}

impl Met {
    /// Changes the answer.
    pub fn alter(&self, reply: &mut Reply) {
        if self.breaks_an_item {
            break_an_item(reply);
        }
        if let Some(seconds) = self.clock_ahead {
            let said = chrono::Utc::now() + chrono::TimeDelta::seconds(seconds);
            let said = said.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            reply.headers.push(("date", said));
        }
    }
}

/// What holds for the server as a whole.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// It takes no changes.
    pub read_only: bool,
    /// The status with which registries behind proxy caches refuse.
    pub upstream: Option<u16>,
    /// The address that it believes to have.
    pub external: Option<String>,
}

/// Makes the first item of a list one that no client can read.
fn break_an_item(reply: &mut Reply) {
    let Ok(Value::Array(mut list)) = serde_json::from_slice(&reply.body) else {
        return;
    };
    let Some(Value::Object(item)) = list.first_mut() else {
        return;
    };
    for field in [
        "name",
        "repository_name",
        "digest",
        "entity_name",
        "username",
        "resource",
        "id",
    ] {
        if item.contains_key(field) {
            item.insert(field.to_owned(), json!({"unexpected": 17}));
            break;
        }
    }
    item.insert("size".to_owned(), json!("large"));
    reply.body = Value::Array(list).to_string().into_bytes();
}
