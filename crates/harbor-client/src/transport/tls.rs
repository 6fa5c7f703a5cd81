//! Encryption and trust: the settings of the connections themselves.

use std::time::Duration;

use reqwest::{Certificate, ClientBuilder, redirect, tls::Version};

use crate::{
    error::ClientError,
    transport::{proxy::ChosenProxy, server::Server},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Less than the 75 s after which Harbor's gateway ends a kept connection.
const POOL_IDLE: Duration = Duration::from_secs(60);
const USER_AGENT: &str = concat!("Pilothouse/", env!("CARGO_PKG_VERSION"));

/// Connections that follow no redirect by themselves and keep no cookie.
pub(crate) fn client(
    server: &Server,
    proxy: Option<&ChosenProxy>,
) -> Result<reqwest::Client, ClientError> {
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
    let builder = trusting(builder, server)?;
    let builder = match proxy {
        // The system's are chosen by `proxy::of`, too.
        None => builder.no_proxy(),
        Some(proxy) => builder.proxy(reqwest::Proxy::all(proxy.url().clone()).map_err(|_| {
            // The error's own words could repeat a password.
            ClientError::Setup("the proxy's address can't be read".into())
        })?),
    };
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
