//! How the provider is reached: with the registry connection's authorities, proxy and limits.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use harbor_api::Method;
use reqwest::header::HeaderMap;
use url::{Host, Url};

use super::error::LoopbackError;
use crate::{
    address::Address,
    options::SendOptions,
    transport::{
        Answer, Outgoing, Transport,
        server::{Proxy, Server, Trust},
    },
};

/// Larger than any key set or token.
const BODY_LIMIT: usize = 1024 * 1024;

/// The way to a provider. Its endpoints may be on several hosts.
#[derive(Debug)]
pub struct Reach {
    ca_pem: Option<Vec<u8>>,
    proxy: Proxy,
    transports: Mutex<HashMap<String, Transport>>,
}

impl Reach {
    /// As the registry is reached; but no consent to an unverified certificate or to plain http
    /// comes along.
    pub(super) fn like(registry: &Server) -> Self {
        Self {
            ca_pem: registry.trust.ca_pem.clone(),
            proxy: registry.proxy.clone(),
            transports: Mutex::default(),
        }
    }

    fn transport(&self, url: &Url) -> Result<Transport, LoopbackError> {
        let address = Address::of(url)
            .ok_or_else(|| LoopbackError::NotProvider("it names no web address".to_owned()))?;
        if address.is_plain_http() && !is_this_computer(url) {
            return Err(LoopbackError::NotEncrypted(address.origin()));
        }
        let mut transports = self
            .transports
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(transport) = transports.get(&address.origin()) {
            return Ok(transport.clone());
        }
        let origin = address.origin();
        let server = Server {
            trust: Trust {
                ca_pem: self.ca_pem.clone(),
                accept_unverified_certificate: false,
                accept_plain_http: address.is_plain_http(),
            },
            proxy: self.proxy.clone(),
            address,
        };
        let transport = Transport::new(server).map_err(LoopbackError::Provider)?;
        transports.insert(origin, transport.clone());
        Ok(transport)
    }

    pub(super) async fn get(&self, url: &Url) -> Result<Answer, LoopbackError> {
        self.send(Method::Get, url, HeaderMap::new(), None).await
    }

    pub(super) async fn send(
        &self,
        method: Method,
        url: &Url,
        headers: HeaderMap,
        body: Option<Vec<u8>>,
    ) -> Result<Answer, LoopbackError> {
        let mut target = url.path().to_owned();
        if let Some(query) = url.query() {
            target.push('?');
            target.push_str(query);
        }
        let outgoing = Outgoing {
            method,
            target,
            headers,
            body,
            keep_redirect: true,
            may_be_elsewhere: false,
            is_streamed: false,
            options: SendOptions {
                body_limit: BODY_LIMIT,
                ..SendOptions::default()
            },
        };
        let answer = self.transport(url)?.send(&outgoing).await;
        match answer.map_err(LoopbackError::Provider)? {
            Answer { status, .. } if status >= 500 => Err(LoopbackError::Unavailable { status }),
            answer => Ok(answer),
        }
    }
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
