//! Which proxy leads to a registry, and who says so.
//!
//! The choice is made here and not left to the HTTP library: so a proxy that fails can be named,
//! what stays on this computer never leaves it, and `NO_PROXY` is read as other programs read it.

use std::fmt;

use url::{Host, Url};

use crate::{
    address::Address,
    error::ClientError,
    transport::server::{Proxy, Server},
};

mod exceptions;

use exceptions::Exceptions;

/// The variables for an encrypted address, first the one that counts most.
const FOR_HTTPS: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
/// The variables for a plain address.
const FOR_HTTP: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Who names a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxySource {
    /// The connection's own settings.
    Connection,
    /// An environment variable, by its name.
    Variable(&'static str),
    /// The settings of macOS or Windows.
    System,
}

/// A proxy as it may be shown: scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyName {
    pub address: String,
    pub named_by: ProxySource,
}

/// A proxy with all that is needed to go through it.
#[derive(Clone)]
pub(crate) struct ChosenProxy {
    /// May hold a user name and password.
    url: Url,
    named_by: ProxySource,
}

impl ChosenProxy {
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    pub(crate) fn name(&self) -> ProxyName {
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port().map(|port| format!(":{port}"));
        ProxyName {
            address: format!("{}://{host}{}", self.url.scheme(), port.unwrap_or_default()),
            named_by: self.named_by,
        }
    }
}

impl fmt::Debug for ChosenProxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name().fmt(formatter)
    }
}

/// The proxy on the way to a server; `None`: straight.
///
/// Errors: an address of a proxy that can't be read. Nothing goes straight to a registry because
/// its proxy is misspelt.
pub(crate) fn of(server: &Server) -> Result<Option<ChosenProxy>, ClientError> {
    match &server.proxy {
        Proxy::None => Ok(None),
        Proxy::Url(text) => chosen(text, ProxySource::Connection).map(Some),
        Proxy::System => from_system(&server.address, |name| std::env::var(name).ok()),
    }
}

/// What the environment says, or else the system's settings.
fn from_system(
    address: &Address,
    variable: impl Fn(&'static str) -> Option<String>,
) -> Result<Option<ChosenProxy>, ClientError> {
    // An empty variable is as good as none.
    let first = |names: &[&'static str]| {
        names.iter().find_map(|name| {
            let value = variable(name)?.trim().to_owned();
            (!value.is_empty()).then_some((*name, value))
        })
    };
    if is_this_computer(address) {
        return Ok(None);
    }
    let exceptions = first(&EXCEPTIONS).map(|(_, text)| Exceptions::read(&text));
    if exceptions.is_some_and(|exceptions| exceptions.hold(address)) {
        return Ok(None);
    }
    let names = if address.is_plain_http() {
        FOR_HTTP
    } else {
        FOR_HTTPS
    };
    match first(&names) {
        Some((name, text)) => chosen(&text, ProxySource::Variable(name)).map(Some),
        None => Ok(from_settings(address)),
    }
}

/// The proxy in the settings of macOS and Windows. What names it in the environment was looked at
/// before.
#[cfg(any(target_os = "macos", windows))]
fn from_settings(address: &Address) -> Option<ChosenProxy> {
    use hyper_util::client::proxy::matcher::Matcher;

    let found = Matcher::from_system().intercept(&address.origin().parse().ok()?)?;
    Some(ChosenProxy {
        url: Url::parse(&found.uri().to_string()).ok()?,
        named_by: ProxySource::System,
    })
}

/// Elsewhere programs share no settings but the environment's.
#[cfg(not(any(target_os = "macos", windows)))]
fn from_settings(_address: &Address) -> Option<ChosenProxy> {
    None
}

/// Whether an address is one of this computer's own, which no proxy could reach.
fn is_this_computer(address: &Address) -> bool {
    match address.to_host() {
        Host::Domain(name) => {
            // The final dot says that it is whole.
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback() || address.is_unspecified(),
        Host::Ipv6(address) => {
            let mapped = address.to_ipv4_mapped();
            address.is_loopback()
                || address.is_unspecified()
                || mapped.is_some_and(|address| address.is_loopback())
        }
    }
}

/// Reads a proxy's address; without a scheme it is `http`.
fn chosen(text: &str, named_by: ProxySource) -> Result<ChosenProxy, ClientError> {
    let text = text.trim();
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    let is_known = |url: &Url| {
        let scheme = url.scheme();
        matches!(
            scheme,
            "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h"
        ) && url.host_str().is_some_and(|host| !host.is_empty())
    };
    match Url::parse(&whole).ok().filter(is_known) {
        Some(url) => Ok(ChosenProxy { url, named_by }),
        // The text could repeat a password.
        None => Err(ClientError::Setup(match named_by {
            ProxySource::Variable(name) => {
                format!("the proxy's address in the variable {name} can't be read")
            }
            ProxySource::Connection | ProxySource::System => {
                "the proxy's address can't be read".to_owned()
            }
        })),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    type Variables<'a> = &'a [(&'a str, &'a str)];

    fn way(address: &str, variables: Variables) -> Result<Option<ProxyName>, ClientError> {
        let address = Address::parse(address).unwrap();
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name)?;
            Some(found.1.to_owned())
        };
        Ok(from_system(&address, variable)?.map(|proxy| proxy.name()))
    }

    fn through(address: &str, variables: Variables) -> Option<String> {
        way(address, variables).unwrap().map(|proxy| proxy.address)
    }

    #[test]
    fn what_stays_on_this_computer_goes_through_no_proxy_of_the_environment() {
        let everything: Variables = &[
            ("ALL_PROXY", "http://proxy.example:3128"),
            ("HTTP_PROXY", "http://proxy.example:3128"),
            ("HTTPS_PROXY", "http://proxy.example:3128"),
        ];
        for address in [
            "http://127.0.0.1:8099",
            "https://127.9.8.7",
            "http://[::1]:8099",
            "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0:80",
            "http://localhost:5000",
            "https://LOCALHOST",
            "https://harbor.localhost",
        ] {
            assert_eq!(through(address, everything), None, "{address}");
        }
        for address in [
            "http://128.0.0.1",
            "https://localhost.example.org",
            "https://notlocalhost",
            "http://[::2]",
        ] {
            assert!(through(address, everything).is_some(), "{address}");
        }
    }

    #[test]
    fn the_variable_of_the_scheme_counts_before_that_of_all_in_either_case() {
        let all = ("ALL_PROXY", "socks5h://all.example:1080");
        let table: [(&str, Variables, Option<&str>); 9] = [
            ("https://r.example", &[], None),
            (
                "https://r.example",
                &[all],
                Some("socks5h://all.example:1080"),
            ),
            (
                "https://r.example",
                &[all, ("HTTPS_PROXY", "http://s.example:1")],
                Some("http://s.example:1"),
            ),
            (
                "https://r.example",
                &[("https_proxy", "lower.example:3128")],
                Some("http://lower.example:3128"),
            ),
            (
                "https://r.example",
                &[("HTTP_PROXY", "http://p.example")],
                None,
            ),
            (
                "http://r.example",
                &[("HTTP_PROXY", " http://p.example:81 ")],
                Some("http://p.example:81"),
            ),
            (
                "http://r.example",
                &[("http_proxy", "http://lower.example"), ("HTTP_PROXY", "")],
                Some("http://lower.example"),
            ),
            (
                "http://r.example",
                &[
                    ("http_proxy", "http://lower.example"),
                    ("HTTP_PROXY", "http://upper.example"),
                ],
                Some("http://upper.example"),
            ),
            (
                "http://r.example",
                &[("all_proxy", "https://lower.example:8443")],
                Some("https://lower.example:8443"),
            ),
        ];
        for (address, variables, expected) in table {
            let found = through(address, variables);
            assert_eq!(found.as_deref(), expected, "{address} {variables:?}");
        }
    }

    #[test]
    fn exceptions_are_read_in_either_case() {
        let proxy = ("ALL_PROXY", "http://p.example");
        for variables in [
            &[proxy, ("NO_PROXY", "r.example")],
            &[proxy, ("no_proxy", "r.example")],
        ] {
            assert_eq!(through("https://r.example", variables), None);
            assert!(through("https://other.example", variables).is_some());
        }
        let both: Variables = &[proxy, ("NO_PROXY", " "), ("no_proxy", "r.example")];
        assert_eq!(through("https://r.example", both), None);
    }

    #[test]
    fn a_proxy_is_shown_with_who_names_it_and_without_its_password() {
        let variables: Variables = &[("HTTPS_PROXY", "http://u:proxy-pass@p.example:3128/x")];
        let proxy = way("https://r.example", variables).unwrap().unwrap();
        assert_eq!(proxy.address, "http://p.example:3128");
        assert_eq!(proxy.named_by, ProxySource::Variable("HTTPS_PROXY"));
        let server = Server {
            proxy: Proxy::Url("u:proxy-pass@p.example".to_owned()),
            ..Server::new(Address::parse("r.example").unwrap())
        };
        let chosen = of(&server).unwrap().unwrap();
        assert!(!format!("{chosen:?}").contains("proxy-pass"));
        assert_eq!(chosen.url().password(), Some("proxy-pass"));
    }

    #[test]
    fn a_variable_that_can_not_be_read_is_named_and_not_repeated() {
        let variables: Variables = &[("HTTPS_PROXY", "gopher://u:proxy-pass@p.example")];
        let error = way("https://r.example", variables).unwrap_err();
        assert!(error.to_string().contains("HTTPS_PROXY"), "{error}");
        assert!(!format!("{error} {error:?}").contains("proxy-pass"));
    }
}
