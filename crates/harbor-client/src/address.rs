//! Where a registry is: scheme, host and port, and nothing else.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// The origin of a registry. Harbor stands at the root of a host (its own redirects know no path
/// prefix), so a path that was pasted with the address is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(Url);

/// Why a text is no registry's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    #[error("an address can't be empty")]
    Empty,
    #[error("an address begins with https:// or http://, or has no scheme at all")]
    Scheme,
    #[error("an address holds no user name or password; they are asked for separately")]
    UserInformation,
    #[error("this is not the address of a host")]
    Host,
    #[error("a port is a number from 1 to 65535")]
    Port,
}

impl Address {
    /// Reads `registry.example.org`, `registry.example.org:8443` or a whole address, as a person
    /// types or pastes it. Without a scheme it is `https`; path, query and fragment are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidAddress::Empty);
        }
        let whole = match text.split_once("://") {
            Some((scheme, _)) => {
                if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
                    return Err(InvalidAddress::Scheme);
                }
                text.to_owned()
            }
            None => format!("https://{text}"),
        };
        let url = Url::parse(&whole).map_err(|error| match error {
            url::ParseError::InvalidPort => InvalidAddress::Port,
            _ => InvalidAddress::Host,
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidAddress::UserInformation);
        }
        if url.port() == Some(0) {
            return Err(InvalidAddress::Port);
        }
        Self::of(&url).ok_or(InvalidAddress::Host)
    }

    /// The origin of an address of the web; `None` for other schemes.
    pub(crate) fn of(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        let mut origin = url.clone();
        origin.set_path("/");
        origin.set_query(None);
        origin.set_fragment(None);
        origin.set_username("").ok()?;
        origin.set_password(None).ok()?;
        Some(Self(origin))
    }

    /// The host without its port; an IPv6 address stands in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The host, with an IP address told from a name.
    pub(crate) fn to_host(&self) -> Host<&str> {
        // `of` takes no address without a host.
        self.0.host().unwrap_or(Host::Domain(""))
    }

    /// The port, also where it is the scheme's own (443, 80).
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// `host` or `host:port`, as `docker login` wants it.
    pub fn authority(&self) -> String {
        match self.0.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    /// Whether nothing is encrypted on the way.
    pub fn is_plain_http(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// `scheme://host[:port]`, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.0.scheme(), self.authority())
    }

    /// The same host by the other scheme, with that scheme's own port where this one has its own.
    pub(crate) fn with_other_scheme(&self) -> Option<Self> {
        let scheme = if self.is_plain_http() {
            "https"
        } else {
            "http"
        };
        Self::parse(&format!("{scheme}://{}", self.authority())).ok()
    }

    /// The address of a target (encoded path and query, beginning with one `/`) on this host.
    pub(crate) fn join(&self, target: &str) -> Option<Url> {
        if !target.starts_with('/') || target.starts_with("//") {
            return None;
        }
        let url = Url::parse(&format!("{}{target}", self.origin())).ok()?;
        self.is_origin_of(&url).then_some(url)
    }

    /// Whether scheme, host and port are all the same.
    pub(crate) fn is_origin_of(&self, url: &Url) -> bool {
        self.0.origin() == url.origin()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.origin())
    }
}

impl TryFrom<String> for Address {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, InvalidAddress> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.origin()
    }
}
