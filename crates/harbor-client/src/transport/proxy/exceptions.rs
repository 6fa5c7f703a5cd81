//! Who is reached without the proxy: `NO_PROXY`.
//!
//! Names are compared as they are written; none is looked up. So a network (`10.0.0.0/8`) holds for
//! addresses that are given as numbers.

use std::net::IpAddr;

use ipnet::IpNet;
use url::Host;

use crate::address::Address;

/// The entries of a list, separated by commas or spaces.
pub(in crate::transport::proxy) struct Exceptions(Vec<Exception>);

struct Exception {
    hosts: Hosts,
    /// Any, where none is given.
    port: Option<u16>,
}

enum Hosts {
    /// `*`
    All,
    /// `example.org`, `.example.org` or `*.example.org`: that name and all below it.
    Named(String),
    /// An address, or a network as `10.0.0.0/8`.
    Within(IpNet),
}

impl Exceptions {
    /// What can't be read excepts nobody.
    pub(in crate::transport::proxy) fn read(text: &str) -> Self {
        let entries = text.split(|letter: char| letter == ',' || letter.is_whitespace());
        Self(entries.filter_map(Exception::read).collect())
    }

    pub(in crate::transport::proxy) fn hold(&self, address: &Address) -> bool {
        self.0.iter().any(|exception| exception.holds(address))
    }
}

impl Exception {
    fn read(entry: &str) -> Option<Self> {
        if let Some(hosts) = Hosts::read(entry) {
            return Some(Self { hosts, port: None });
        }
        let (host, port) = entry.rsplit_once(':')?;
        Some(Self {
            hosts: Hosts::read(host)?,
            port: Some(port.parse().ok()?),
        })
    }

    fn holds(&self, address: &Address) -> bool {
        self.port.is_none_or(|port| port == address.port()) && self.hosts.hold(&address.to_host())
    }
}

impl Hosts {
    fn read(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::All);
        }
        let bare = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(text);
        if let Ok(network) = bare.parse::<IpNet>() {
            return Some(Self::Within(network));
        }
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Some(Self::Within(address.to_canonical().into()));
        }
        let name = text.strip_prefix('*').unwrap_or(text);
        let name = name.strip_prefix('.').unwrap_or(name).trim_end_matches('.');
        // In the form that addresses have: small letters, and international names as ASCII.
        match Host::parse(name).ok()? {
            Host::Domain(name) if !name.is_empty() => Some(Self::Named(name)),
            _ => None,
        }
    }

    fn hold(&self, host: &Host<&str>) -> bool {
        let address = match host {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(IpAddr::V4(*address)),
            Host::Ipv6(address) => Some(IpAddr::V6(*address).to_canonical()),
        };
        match (self, host, address) {
            (Self::All, ..) => true,
            (Self::Within(network), _, Some(address)) => network.contains(&address),
            (Self::Named(name), Host::Domain(host), _) => {
                let host = host.trim_end_matches('.');
                host.strip_suffix(name.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn hold(list: &str, address: &str) -> bool {
        Exceptions::read(list).hold(&Address::parse(address).unwrap())
    }

    #[test]
    fn every_form_of_an_entry_holds_for_its_hosts_and_no_others() {
        let table: [(&str, &[&str], &[&str]); 14] = [
            (
                "example.org",
                &[
                    "example.org",
                    "EXAMPLE.org:8443",
                    "a.b.example.org",
                    "example.org.",
                ],
                &["notexample.org", "example.org.evil.test", "org"],
            ),
            (
                ".example.org",
                &["example.org", "a.example.org"],
                &["notexample.org"],
            ),
            (
                "*.example.org",
                &["example.org", "a.example.org"],
                &["notexample.org"],
            ),
            ("*", &["anything.test", "10.1.2.3", "[2001:db8::1]"], &[]),
            ("10.1.2.3", &["10.1.2.3", "10.1.2.3:80"], &["10.1.2.4"]),
            (
                "10.0.0.0/8",
                &["10.255.0.1", "https://10.0.0.1:8443"],
                &["11.0.0.1", "ten.example.org"],
            ),
            ("192.168.7.9/16", &["192.168.0.1"], &["192.169.0.1"]),
            ("2001:db8::/32", &["[2001:db8::5]:443"], &["[2001:db9::5]"]),
            ("2001:db8::1", &["[2001:db8::1]"], &["[2001:db8::2]"]),
            (
                "[2001:db8::1]:8443",
                &["[2001:db8::1]:8443"],
                &["[2001:db8::1]"],
            ),
            (
                "example.org:8443",
                &["example.org:8443", "a.example.org:8443"],
                &["example.org", "example.org:84"],
            ),
            ("10.1.2.3:443", &["https://10.1.2.3"], &["http://10.1.2.3"]),
            (
                "bücher.example",
                &["xn--bcher-kva.example", "bücher.example"],
                &["b.example"],
            ),
            (
                "harbor",
                &["harbor", "https://harbor:8443"],
                &["harbor.example.org"],
            ),
        ];
        for (list, within, outside) in table {
            for address in within {
                assert!(hold(list, address), "{list} holds for {address}");
            }
            for address in outside {
                assert!(!hold(list, address), "{list} does not hold for {address}");
            }
        }
    }

    #[test]
    fn a_list_has_commas_or_spaces_and_may_hold_nonsense() {
        for list in [
            "a.test,r.example",
            " a.test , r.example ",
            "a.test r.example",
            ",,r.example,",
        ] {
            assert!(hold(list, "r.example"), "{list}");
        }
        for list in [
            "",
            ",",
            "http://r.example",
            "r.example:port",
            "r.example:99999",
            ":443",
            ".",
        ] {
            assert!(!hold(list, "r.example"), "{list}");
        }
    }
}
