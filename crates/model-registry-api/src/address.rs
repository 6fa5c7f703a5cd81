//! Where the service is: a host, and the path that all of it stands under.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// The base address of a service: `https://models.example.org/modelregistry`, without a slash at its
/// end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "String")]
pub struct BaseAddress {
    origin: String,
    path: String,
}

/// Why a text is no base address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBaseAddress {
    #[error("an address can't be empty")]
    Empty,
    #[error("an address begins with https:// or http://, or has no scheme at all")]
    Scheme,
    #[error("an address holds no user name or password; a token is asked for separately")]
    UserInformation,
    #[error("this is not the address of a host")]
    Host,
}

impl BaseAddress {
    /// Reads what a person types or pastes; without a scheme it is `https`. The address of the Swagger
    /// page leads to the service that it describes. Query and fragment are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidBaseAddress::Empty);
        }
        let whole = match text.split_once("://") {
            Some((scheme, _))
                if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") =>
            {
                text.to_owned()
            }
            Some(_) => return Err(InvalidBaseAddress::Scheme),
            None => format!("https://{text}"),
        };
        let url = Url::parse(&whole).map_err(|_| InvalidBaseAddress::Host)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidBaseAddress::UserInformation);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(InvalidBaseAddress::Host);
        }
        let path = url.path();
        let path = path.split_once("/swagger").map_or(path, |(base, _)| base);
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            path: path.trim_end_matches('/').to_owned(),
        })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The encoded path that the service stands under; empty at the host's root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// `host[:port]`
    pub fn host(&self) -> &str {
        self.origin
            .split_once("://")
            .map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// The request's target on the host.
    pub fn target(&self, target: &str) -> String {
        format!("{}{target}", self.path)
    }
}

impl fmt::Display for BaseAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.origin, self.path)
    }
}

/// An address as [`BaseAddress`] writes itself: it was read once, so nothing is made of it here that it
/// is not. Whoever only hears of addresses needs no reader of all that people type.
#[derive(Deserialize)]
struct Written(String);

impl TryFrom<Written> for BaseAddress {
    type Error = InvalidBaseAddress;

    fn try_from(Written(text): Written) -> Result<Self, InvalidBaseAddress> {
        let (scheme, rest) = text.split_once("://").ok_or(InvalidBaseAddress::Scheme)?;
        if !["https", "http"].contains(&scheme) {
            return Err(InvalidBaseAddress::Scheme);
        }
        let host = rest.split_once('/').map_or(rest, |(host, _)| host);
        let is_of_host =
            |byte: u8| byte.is_ascii_alphanumeric() || b".-_~:[]!$&'()*+,;=%".contains(&byte);
        if host.is_empty() || !host.bytes().all(is_of_host) {
            return Err(InvalidBaseAddress::Host);
        }
        let (origin, path) = text.split_at(scheme.len() + "://".len() + host.len());
        if path.ends_with('/') || path.contains(['?', '#']) {
            return Err(InvalidBaseAddress::Host);
        }
        Ok(Self {
            origin: origin.to_owned(),
            path: path.to_owned(),
        })
    }
}

impl From<BaseAddress> for String {
    fn from(address: BaseAddress) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_paste_it() {
        for (text, address) in [
            (
                " models.example.org/modelregistry/ ",
                "https://models.example.org/modelregistry",
            ),
            (
                "https://models.example.org/modelregistry/swagger/index.html#/tenants",
                "https://models.example.org/modelregistry",
            ),
            ("http://127.0.0.1:8091", "http://127.0.0.1:8091"),
        ] {
            assert_eq!(BaseAddress::parse(text).unwrap().to_string(), address);
        }
        for (text, problem) in [
            ("", InvalidBaseAddress::Empty),
            ("ftp://a", InvalidBaseAddress::Scheme),
            ("https://ada:x@a", InvalidBaseAddress::UserInformation),
            ("https://", InvalidBaseAddress::Host),
        ] {
            assert_eq!(BaseAddress::parse(text), Err(problem), "{text}");
        }
        for text in [
            "https://models.example.org",
            "http://[::1]:8091/a%20b/mr",
            "https://xn--bcher-kva.example",
        ] {
            let written = serde_json::json!(text);
            let read: BaseAddress = serde_json::from_value(written.clone()).unwrap();
            assert_eq!(BaseAddress::parse(text), Ok(read.clone()), "{text}");
            assert_eq!(serde_json::to_value(read).unwrap(), written);
        }
        for text in [
            "models.example.org",
            "ftp://models.example.org",
            "https://",
            "https:///mr",
            "https://me:secret@models.example.org",
            "https://models.example.org/",
            "https://models.example.org/mr?a=b",
            "https://bücher.example",
        ] {
            let read = serde_json::from_value::<BaseAddress>(serde_json::json!(text));
            assert!(read.is_err(), "{text}");
        }
        let base = BaseAddress::parse("a.example.org/mr").unwrap();
        assert_eq!(base.target("/tenants"), "/mr/tenants");
        assert_eq!(base.host(), "a.example.org");
    }
}
