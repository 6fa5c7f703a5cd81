//! How a registry is reached: address, trust and proxy.

use std::fmt;

use crate::address::Address;

/// A registry, as far as the network is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub address: Address,
    pub trust: Trust,
    pub proxy: Proxy,
}

impl Server {
    /// A server with the strictest trust and the system's proxy.
    pub fn new(address: Address) -> Self {
        Self {
            address,
            trust: Trust::default(),
            proxy: Proxy::System,
        }
    }
}

/// What a person allowed for one connection; nothing by default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// Certificates (PEM, one or more) that are trusted besides the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// Take any certificate, even one that is expired or another host's.
    pub accept_unverified_certificate: bool,
    /// Talk without encryption to an `http://` address.
    pub accept_plain_http: bool,
}

impl fmt::Debug for Trust {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Trust")
            .field("ca_pem_bytes", &self.ca_pem.as_ref().map(Vec::len))
            .field(
                "accept_unverified_certificate",
                &self.accept_unverified_certificate,
            )
            .field("accept_plain_http", &self.accept_plain_http)
            .finish()
    }
}

/// The way out of the person's network.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// What the environment (`HTTPS_PROXY`, `NO_PROXY`, …) says, or else the settings of macOS or
    /// Windows. Never on the way to this computer itself.
    #[default]
    System,
    /// Straight, whatever the system says.
    None,
    /// `http://`, `https://`, `socks5://` or `socks5h://`, perhaps with user and password.
    Url(String),
}

/// The address of a proxy may hold a password.
impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::System => "System",
            Self::None => "None",
            Self::Url(_) => "Url([redacted])",
        })
    }
}
