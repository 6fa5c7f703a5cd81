//! LDAP: a test of its settings, and people to be found there.

use serde::{Deserialize, Serialize};

use crate::types::{SentSecret, null_default};

/// Body of `POST /ldap/ping`: settings to be tried before they are kept. What is absent is taken from
/// those that are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LdapPing {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ldap_url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ldap_search_dn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ldap_search_password: Option<SentSecret>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ldap_base_dn: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ldap_filter: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ldap_uid: String,
    /// 0 for the entry itself, 1 for one level, 2 for all below.
    pub ldap_scope: i64,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ldap_connection_timeout: Option<i64>,
    pub ldap_verify_cert: bool,
}

/// What came of it. The server answers 200 to failures, too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LdapPingResult {
    /// Absent, which is `false`, on a failure.
    pub success: bool,
    #[serde(deserialize_with = "null_default")]
    pub message: String,
}

/// Somebody who was found (`GET /ldap/users/search`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LdapUser {
    pub username: String,
    #[serde(deserialize_with = "null_default")]
    pub realname: String,
    #[serde(deserialize_with = "null_default")]
    pub email: String,
}

/// Body of `POST /ldap/users/import`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LdapImport {
    pub ldap_uid_list: Vec<String>,
}

object!(LdapPingResult);
