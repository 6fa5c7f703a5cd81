//! The server itself: `/systeminfo`, `/health`, `/statistics`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{GroupKind, null_default};
use crate::wire::time;

/// What a server says of itself (`GET /systeminfo`). Anonymous callers get the ways to sign in
/// only, others all but a few fields; so everything is optional.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SystemInfo {
    pub auth_mode: AuthenticationMode,
    /// The way to sign in of `auth_mode` is meant for everybody, the local one only for the first
    /// administrator.
    pub primary_auth_mode: bool,
    pub self_registration: bool,
    /// A JSON text, a plain one or empty: see [`SystemInfo::banner`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub banner_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_provider_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authproxy_settings: Option<AuthenticationProxy>,
    /// The server's clock.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub current_time: Option<DateTime<Utc>>,
    /// The registry's address for pulls, as the administrator's settings have it; for use see
    /// [`SystemInfo::registry_host`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry_url: Option<String>,
    /// With the scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_url: Option<String>,
    /// `v2.16.0-c50c7ddd`; absent for anonymous callers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub harbor_version: Option<String>,
    /// `everyone` or `adminonly`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_creation_restriction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_ca_root: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry_storage_provider_name: Option<String>,
    /// Nothing can be changed on the server for now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_enable: Option<bool>,
}

impl SystemInfo {
    /// The administrator's announcement, if there is one.
    pub fn banner(&self) -> Option<Banner> {
        Banner::parse(self.banner_message.as_deref()?)
    }

    /// `host` or `host:port`: what stands before `/project/repository` in pulls, and under which
    /// programs keep a login. Harbor means to send just that in `registry_url`, but a scheme, a path
    /// or a slash at the end come along where its settings or a gateway have them. `None` where no
    /// host is left that a program would take.
    pub fn registry_host(&self) -> Option<&str> {
        let text = self.registry_url.as_deref()?.trim();
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // A user before the host is no part of it.
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        is_host(host).then_some(host)
    }

    /// Whether only administrators may create projects; `None` if the server did not tell.
    pub fn projects_by_administrators_only(&self) -> Option<bool> {
        self.project_creation_restriction
            .as_deref()
            .map(|word| word == "adminonly")
    }
}

/// `host` or `host:port`; an IPv6 address stands in brackets.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, "")) => (address, None),
            Some((address, port)) => match port.strip_prefix(':') {
                Some(port) => (address, Some(port)),
                None => return false,
            },
            None => return false,
        },
        None => match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        },
    };
    let is_name = match text.starts_with('[') {
        true => host.parse::<std::net::Ipv6Addr>().is_ok(),
        false => {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
            host.starts_with(|c: char| c.is_ascii_alphanumeric()) && host.bytes().all(fits)
        }
    };
    is_name && port.is_none_or(is_port)
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

words!(
    /// How users sign in.
    AuthenticationMode {
        Database = "db_auth",
        Ldap = "ldap_auth",
        Uaa = "uaa_auth",
        Http = "http_auth",
        Oidc = "oidc_auth",
    }
);

impl AuthenticationMode {
    /// Where the groups are known from of people who sign in this way; none where there are no
    /// groups.
    pub fn group_kind(&self) -> Option<GroupKind> {
        match self {
            Self::Ldap => Some(GroupKind::Ldap),
            Self::Http => Some(GroupKind::Http),
            Self::Oidc => Some(GroupKind::Oidc),
            _ => None,
        }
    }
}

/// Settings of an HTTP authentication proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthenticationProxy {
    pub endpoint: String,
    /// Harbor's own spelling.
    pub tokenreivew_endpoint: String,
    pub skip_search: bool,
    pub verify_cert: bool,
    pub server_certificate: String,
}

/// An announcement for all users, made in the portal's configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Banner {
    pub message: String,
    #[serde(rename = "type")]
    pub kind: BannerKind,
    /// Users may close it.
    pub closable: bool,
    /// First day, as the portal writes it: `MM/DD/YYYY`.
    #[serde(rename = "fromDate", deserialize_with = "null_default")]
    pub from_date: String,
    /// Last day.
    #[serde(rename = "toDate", deserialize_with = "null_default")]
    pub to_date: String,
}

words!(
    BannerKind {
        Success = "success",
        Information = "info",
        Warning = "warning",
        Danger = "danger",
    }
);

impl Banner {
    /// Reads the configured text: usually JSON, but anything can be set by the API. Without words
    /// there is no banner.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let banner = serde_json::from_str::<Self>(text).unwrap_or_else(|_| Self {
            message: text.to_owned(),
            kind: BannerKind::Information,
            ..Self::default()
        });
        (!banner.message.trim().is_empty()).then_some(banner)
    }

    /// The first and the last day, where they are set.
    ///
    /// # Errors
    /// The text that is no day, or the last day where it is before the first.
    pub fn days(&self) -> Result<(Option<NaiveDate>, Option<NaiveDate>), &str> {
        let read = |text| match text {
            "" => Ok(None),
            text => NaiveDate::parse_from_str(text, "%m/%d/%Y")
                .map(Some)
                .map_err(|_| text),
        };
        let (from, to) = (read(&self.from_date)?, read(&self.to_date)?);
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(&self.to_date),
            _ => Ok((from, to)),
        }
    }

    /// As the server keeps it; empty without words.
    pub fn to_text(&self) -> String {
        if self.message.trim().is_empty() {
            return String::new();
        }
        // Texts, a word and a truth value are always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether it is to be shown on a day. Ends that are not set or can't be read do not limit it.
    pub fn shows_on(&self, day: NaiveDate) -> bool {
        let end = |text: &str| NaiveDate::parse_from_str(text, "%m/%d/%Y").ok();
        end(&self.from_date).is_none_or(|from| from <= day)
            && end(&self.to_date).is_none_or(|to| day <= to)
    }
}

/// The state of the server's parts (`GET /health`, which answers 200 even when it is bad).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// `healthy` or `unhealthy`.
    pub status: String,
    #[serde(deserialize_with = "null_default")]
    pub components: Vec<ComponentHealth>,
}

impl Health {
    pub fn is_healthy(&self) -> bool {
        self.status == "healthy"
    }
}

/// The state of one part: `core`, `database`, `jobservice`, `portal`, `redis`, `registry`, …
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComponentHealth {
    pub name: String,
    pub status: String,
    /// What is wrong, if something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl ComponentHealth {
    pub fn is_healthy(&self) -> bool {
        self.status == "healthy"
    }
}

/// Counts (`GET /statistics`). Totals are real for administrators only, else 0; 'private' counts
/// what the caller is a member of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statistics {
    pub private_project_count: i64,
    pub private_repo_count: i64,
    pub public_project_count: i64,
    pub public_repo_count: i64,
    pub total_project_count: i64,
    pub total_repo_count: i64,
    /// Bytes.
    pub total_storage_consumption: i64,
}

/// Where images are kept (`GET /systeminfo/volumes`). Zero, or nothing, where they are kept in an
/// object store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volumes {
    #[serde(deserialize_with = "null_default")]
    pub storage: Vec<Volume>,
}

/// One volume.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volume {
    /// Bytes.
    pub total: u64,
    /// Bytes.
    pub free: u64,
}

object!(SystemInfo, Health, Statistics, Volumes);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrys_host_is_what_stands_before_a_pull() {
        for (sent, host) in [
            ("images.example.org", Some("images.example.org")),
            ("images.example.org:8443", Some("images.example.org:8443")),
            ("images.example.org/", Some("images.example.org")),
            ("https://images.example.org", Some("images.example.org")),
            (
                "HTTP://Images.example.org:8443/harbor/?a#b",
                Some("Images.example.org:8443"),
            ),
            (
                " https://ada@images.example.org// ",
                Some("images.example.org"),
            ),
            ("[2001:db8::1]:8443", Some("[2001:db8::1]:8443")),
            ("http://[2001:db8::1]/", Some("[2001:db8::1]")),
            ("my_host", Some("my_host")),
            ("", None),
            ("https://", None),
            ("/", None),
            ("images.example.org:", None),
            ("images.example.org:port", None),
            ("images.example.org:+1", None),
            ("images.example.org:70000", None),
            ("2001:db8::1", None),
            ("[nonsense]", None),
            ("[2001:db8::1]8443", None),
            ("a b", None),
            ("-u", None),
            ("h\u{f4}te.example", None),
        ] {
            let info = SystemInfo {
                registry_url: Some(sent.to_owned()),
                ..SystemInfo::default()
            };
            assert_eq!(info.registry_host(), host, "{sent}");
        }
        assert_eq!(SystemInfo::default().registry_host(), None);
    }
}
