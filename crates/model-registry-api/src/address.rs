//! Where the service is: a host, and the path that all of it stands under.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// The base address of a service: `https://models.example.org/modelregistry`, without a slash at its
/// end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
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

impl TryFrom<String> for BaseAddress {
    type Error = InvalidBaseAddress;

    fn try_from(text: String) -> Result<Self, InvalidBaseAddress> {
        Self::parse(&text)
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
        let base = BaseAddress::parse("a.example.org/mr").unwrap();
        assert_eq!(base.target("/tenants"), "/mr/tenants");
        assert_eq!(base.host(), "a.example.org");
    }
}
