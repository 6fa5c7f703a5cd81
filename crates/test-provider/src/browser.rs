//! A person's browser without a window: it follows redirects and fills in the provider's forms.

use reqwest::redirect::Policy;
use reqwest::{Response, header};
use serde_json::Value;
use url::Url;

use crate::provider::PATIENCE;
use crate::{Client, PASSWORD, Provider, ProviderError};

/// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// What a person answers when asked whether the client may know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Allow,
    /// No: the client is told `access_denied`.
    Deny,
}

/// A browser with cookies of its own: who signed in once is not asked for a password again.
#[derive(Debug, Clone)]
pub struct Browser {
    http: reqwest::Client,
}

impl Browser {
    /// One that has never been anywhere.
    ///
    /// # Errors
    /// If the HTTP client cannot be made.
    pub fn new() -> Result<Self, ProviderError> {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()?;
        Ok(Self { http })
    }

    /// Opens an authorization address, signs in, and returns the address that the provider sends
    /// the browser back to, without opening it.
    ///
    /// # Errors
    /// If the provider refuses, or shows a page that is not known.
    pub async fn sign_in(
        &self,
        authorization: &str,
        login: &str,
        answer: Answer,
    ) -> Result<String, ProviderError> {
        let start = Url::parse(authorization)?;
        let mut response = self.http.get(start.clone()).send().await?;
        // Each form is shown once; the rest are redirects between them.
        for _ in 0..20 {
            let here = response.url().clone();
            let next = match response.headers().get(header::LOCATION) {
                Some(next) => here.join(next.to_str().unwrap_or_default())?,
                None => {
                    response = self.fill_in(response, login, answer).await?;
                    continue;
                }
            };
            if next.origin() != start.origin() {
                return Ok(next.into());
            }
            response = self.http.get(next).send().await?;
        }
        Err(unexpected(&response, "too many redirects".to_owned()))
    }

    /// Signs somebody in to a public client, and returns the answer of the token endpoint: what a
    /// program gets that listens at `http://127.0.0.1:<port>/callback` (RFC 8252, section 7.3).
    ///
    /// # Errors
    /// If the provider refuses.
    pub async fn tokens(
        &self,
        provider: &Provider,
        client: Client,
        login: &str,
    ) -> Result<Value, ProviderError> {
        const BACK: &str = "http://127.0.0.1:9/callback";
        let opened = Url::parse_with_params(
            &format!("{}/auth", provider.issuer()),
            &[
                ("client_id", client.id()),
                ("redirect_uri", BACK),
                ("response_type", "code"),
                ("scope", "openid profile email offline_access"),
                ("state", "state"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ],
        )?;
        let callback = self.sign_in(opened.as_str(), login, Answer::Allow).await?;
        let callback = Url::parse(&callback)?;
        let code = callback.query_pairs().find(|(key, _)| key == "code");
        let code = code.map(|(_, code)| code.into_owned()).unwrap_or_default();
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", client.id()),
            ("redirect_uri", BACK),
            ("code", &code),
            ("code_verifier", VERIFIER),
        ];
        provider.token(&form).await
    }

    async fn fill_in(
        &self,
        page: Response,
        login: &str,
        answer: Answer,
    ) -> Result<Response, ProviderError> {
        let (status, here) = (page.status().as_u16(), page.url().clone());
        let text = page.text().await?;
        let wanted = match answer {
            _ if text.contains("name=\"login\"") => "login",
            Answer::Allow => "allow",
            Answer::Deny => "deny",
        };
        let action = text
            .split("action=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .find(|action| action.ends_with(&format!("/{wanted}")));
        let Some(action) = action.filter(|_| !text.contains("id=\"wrong\"")) else {
            return Err(ProviderError::Unexpected {
                status,
                path: here.path().to_owned(),
                text,
            });
        };
        let form: &[(&str, &str)] = match wanted {
            "login" => &[("login", login), ("password", PASSWORD)],
            _ => &[],
        };
        let request = self.http.post(here.join(action)?).form(form);
        Ok(request.send().await?)
    }
}

fn unexpected(response: &Response, text: String) -> ProviderError {
    ProviderError::Unexpected {
        status: response.status().as_u16(),
        path: response.url().path().to_owned(),
        text,
    }
}
