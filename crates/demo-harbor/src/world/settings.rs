//! What people set up besides images: endpoints, retention, webhooks, groups, configuration.

use serde_json::{Map, Value};

use crate::json::Time;

/// An endpoint: another registry.
#[derive(Debug, Clone)]
pub struct Endpoint {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Harbor's word, such as `docker-hub`.
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) description: String,
    pub(crate) insecure: bool,
    /// Of the authority that signed its certificate, as PEM.
    pub(crate) certificate: Option<String>,
    /// Type, access key and secret, as they were sent.
    pub(crate) credential: Value,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

/// A project's retention policy, as it was sent.
#[derive(Debug, Clone)]
pub struct Retention {
    pub(crate) id: i64,
    pub(crate) project_id: i64,
    pub(crate) content: Value,
}

/// A project's webhook policy, as it was sent.
#[derive(Debug, Clone)]
pub struct Webhook {
    pub(crate) id: i64,
    pub(crate) project_id: i64,
    pub(crate) name: String,
    pub(crate) content: Map<String, Value>,
    /// None once it was changed by somebody who did not send it back: the server takes what is absent
    /// for the beginning of time.
    pub(crate) created: Option<Time>,
    pub(crate) updated: Time,
}

/// A group of people.
#[derive(Debug, Clone)]
pub struct Group {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// 1 LDAP, 2 HTTP, 3 OIDC.
    pub(crate) kind: i64,
    /// Of those of a directory.
    pub(crate) dn: String,
}

/// The server's configuration as it is after an installation: values, and whether they can be set.
pub(crate) fn configuration() -> Map<String, Value> {
    // The file is part of the program, and the tests read it: that it is no JSON cannot happen.
    serde_json::from_str(include_str!("configuration.json")).unwrap_or_default()
}
