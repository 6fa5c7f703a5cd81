//! Encryption, trust and proxy: the settings of the connections themselves.

use std::time::Duration;

use reqwest::{Certificate, ClientBuilder, redirect, tls::Version};
use url::Url;

use crate::{
    error::ClientError,
    server::{Proxy, Server},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Less than the 75 s after which Harbor's gateway ends a kept connection.
const POOL_IDLE: Duration = Duration::from_secs(60);
const USER_AGENT: &str = concat!("Pilothouse/", env!("CARGO_PKG_VERSION"));

/// Connections that follow no redirect by themselves and keep no cookie.
pub(crate) fn client(server: &Server) -> Result<reqwest::Client, ClientError> {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(POOL_IDLE)
        .tls_version_min(Version::TLS_1_2)
        .tls_info(true)
        .https_only(!server.address.is_plain_http());
    let builder = proxied(trusting(builder, server)?, server)?;
    builder.build().map_err(|error| {
        ClientError::Setup(format!(
            "no connection can be set up: {}",
            error.without_url()
        ))
    })
}

fn trusting(builder: ClientBuilder, server: &Server) -> Result<ClientBuilder, ClientError> {
    if server.address.is_plain_http() {
        // No certificate will be asked for: a system without any must not fail.
        return Ok(builder.tls_certs_only([]));
    }
    let builder =
        builder.tls_danger_accept_invalid_certs(server.trust.accept_unverified_certificate);
    let Some(pem) = &server.trust.ca_pem else {
        return Ok(builder);
    };
    let unreadable =
        || ClientError::Setup("the file with the trusted certificate can't be read as PEM".into());
    let certificates = Certificate::from_pem_bundle(pem).map_err(|_| unreadable())?;
    if certificates.is_empty() {
        return Err(unreadable());
    }
    Ok(builder.tls_certs_merge(certificates))
}

fn proxied(builder: ClientBuilder, server: &Server) -> Result<ClientBuilder, ClientError> {
    match &server.proxy {
        Proxy::System => Ok(builder),
        Proxy::None => Ok(builder.no_proxy()),
        Proxy::Url(url) => {
            // The error's own words could repeat a password.
            let unreadable = || ClientError::Setup("the proxy's address can't be read".into());
            let url = read_proxy(url).ok_or_else(unreadable)?;
            let proxy = reqwest::Proxy::all(url).map_err(|_| unreadable())?;
            Ok(builder.proxy(proxy))
        }
    }
}

/// A proxy's address; without a scheme it is `http`. Others must not get through here: reqwest
/// would go straight to the registry without a word.
fn read_proxy(text: &str) -> Option<Url> {
    let text = text.trim();
    let whole = if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    let url = Url::parse(&whole).ok()?;
    let is_known = matches!(
        url.scheme(),
        "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h"
    );
    (is_known && url.host_str().is_some_and(|host| !host.is_empty())).then_some(url)
}
