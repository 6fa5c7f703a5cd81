//! The identity provider's page, as a registry leads to it: the `Location` of `/c/oidc/login`.
//!
//! It comes from a server that nobody has signed in to yet and will be given to the browser, so it
//! is judged before anything is done with it.

use std::fmt;

use reqwest::header::LOCATION;
use url::Url;

use crate::transport::Answer;

/// Where a registry begins a sign-in through its provider.
pub(crate) const BEGIN: &str = "/c/oidc/login?redirect_url=%2Fharbor%2Fprojects";

/// A web page of the provider's that may be opened. Its query belongs to one attempt.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderPage(Url);

/// Why a registry's way to its provider is not gone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageFault {
    #[error("it names no page to sign in at (status {status})")]
    Missing { status: u16 },
    /// Not of the web: opening it could start any program.
    #[error("it leads to an address of the kind ‘{0}:’ instead of a web page")]
    Scheme(String),
    /// A name or password in front of the host, which makes one host look like another.
    #[error("it leads to an address with a user name in it")]
    UserInformation,
    /// Characters that Harbor never writes, and that a shell would read as its own.
    #[error("it leads to an address with unsafe characters")]
    Characters,
    #[error("it leads to a page that does not belong to a sign-in")]
    Parameters,
}

impl ProviderPage {
    /// Reads the answer to [`BEGIN`].
    pub(crate) fn of(answer: &Answer) -> Result<Self, PageFault> {
        let status = answer.status;
        let location = answer
            .header(LOCATION)
            .filter(|_| matches!(status, 301..=303 | 307 | 308))
            .ok_or(PageFault::Missing { status })?;
        Self::read(location)
    }

    fn read(location: &str) -> Result<Self, PageFault> {
        let location = location.trim();
        if !location.bytes().all(is_plain) {
            return Err(PageFault::Characters);
        }
        let url = Url::parse(location).map_err(|_| PageFault::Missing { status: 302 })?;
        if !matches!(url.scheme(), "https" | "http") {
            let scheme = url.scheme().chars().take(20).collect();
            return Err(PageFault::Scheme(scheme));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(PageFault::UserInformation);
        }
        let page = Self(url);
        if page.parameter("state").is_none() || page.client_id().is_empty() {
            return Err(PageFault::Parameters);
        }
        Ok(page)
    }

    /// The whole address, to be opened.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// `host[:port]`.
    pub fn host(&self) -> String {
        authority(&self.0)
    }

    /// Without the query: the provider's authorization endpoint.
    pub fn authorization(&self) -> String {
        let mut url = self.0.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.into()
    }

    /// The registry's own client at the provider.
    pub fn client_id(&self) -> String {
        self.parameter("client_id").unwrap_or_default()
    }

    pub fn scopes(&self) -> Vec<String> {
        let scope = self.parameter("scope").unwrap_or_default();
        scope.split_whitespace().map(str::to_owned).collect()
    }

    /// The issuer, where the page's path has the form of a known product's: Keycloak, Entra ID,
    /// Okta. Others don't show it.
    pub fn issuer(&self) -> Option<String> {
        let mut url = self.0.clone();
        url.set_query(None);
        url.set_fragment(None);
        let path = self.0.path();
        let issuer = if let Some(realm) = path.strip_suffix("/protocol/openid-connect/auth") {
            realm.to_owned()
        } else if let Some(tenant) = path.strip_suffix("/oauth2/v2.0/authorize") {
            format!("{tenant}/v2.0")
        } else {
            let server = path.strip_suffix("/v1/authorize")?;
            match server.strip_suffix("/oauth2") {
                Some(root) => root.to_owned(),
                None => server.to_owned(),
            }
        };
        url.set_path(&issuer);
        Some(String::from(url).trim_end_matches('/').to_owned())
    }

    /// The registry's address that the provider leads back to, as the registry was set up.
    pub(crate) fn back_to(&self) -> Option<Url> {
        Url::parse(&self.parameter("redirect_uri")?).ok()
    }

    pub(crate) fn state(&self) -> Option<String> {
        self.parameter("state")
    }

    fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.0, name)
    }
}

impl fmt::Debug for ProviderPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.authorization())
    }
}

/// What a well-formed address is made of (RFC 3986), less what some shell reads as its own. Go's
/// encoder, which writes this address, uses none of those.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%+&=?/:@,*#[]".contains(&byte)
}

pub(crate) fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

pub(crate) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const QUERY: &str = "?client_id=harbor&scope=openid+profile&state=canary";

    #[test]
    fn only_web_pages_are_taken() {
        for (location, fault) in [
            (
                "file:///etc/passwd?state=x",
                PageFault::Scheme("file".into()),
            ),
            ("javascript:alert/1", PageFault::Scheme("javascript".into())),
            ("vscode://open?state=x", PageFault::Scheme("vscode".into())),
            ("//idp.example/auth", PageFault::Missing { status: 302 }),
            (
                "https://ok@idp.example/?state=x",
                PageFault::UserInformation,
            ),
            ("https://idp.example/?state=x", PageFault::Parameters),
            ("https://idp.example/?client_id=x", PageFault::Parameters),
        ] {
            assert_eq!(ProviderPage::read(location), Err(fault), "{location}");
        }
        for character in ["`", "$(id)", ";", "|", "'", "\"", " ", "<", "\\", "^", "\n"] {
            let location = format!("https://idp.example/auth{QUERY}{character}x");
            let fault = ProviderPage::read(&location);
            assert_eq!(fault, Err(PageFault::Characters), "{location}");
        }
    }

    #[test]
    fn a_page_says_whose_it_is() {
        let page = ProviderPage::read(&format!(
            "https://login.example.net:8443/realms/cadc/protocol/openid-connect/auth{QUERY}"
        ))
        .unwrap();
        assert_eq!(page.host(), "login.example.net:8443");
        assert_eq!(page.client_id(), "harbor");
        assert_eq!(page.scopes(), ["openid", "profile"]);
        assert!(!format!("{page:?}").contains("canary"));
        for (path, issuer) in [
            (
                "/realms/cadc/protocol/openid-connect/auth",
                Some("/realms/cadc"),
            ),
            ("/t-1/oauth2/v2.0/authorize", Some("/t-1/v2.0")),
            ("/oauth2/v1/authorize", Some("")),
            ("/oauth2/default/v1/authorize", Some("/oauth2/default")),
            ("/authorize", None),
        ] {
            let page = ProviderPage::read(&format!("https://idp.example{path}{QUERY}")).unwrap();
            let issuer = issuer.map(|issuer| format!("https://idp.example{issuer}"));
            assert_eq!(page.issuer(), issuer);
        }
    }
}
