//! Signing in through an identity provider, with nothing to set up on either side.
//!
//! Harbor's own flow is begun here, with a session of its own. The person signs in at the provider
//! in the browser, which then calls Harbor back *without* that session: Harbor answers 'State
//! mismatch', does not use the code up, and the address stays in the browser. Handed back to this
//! program and called with the session that began it, the same address signs in. Codes are short
//! lived (a minute in Keycloak) and good for one use.

use std::fmt;

use harbor_api::{ApiError, Method};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use url::{Origin, Url};

use crate::{
    address::{Address, InvalidAddress},
    client::Client,
    error::ClientError,
    identity::{
        credentials::Credentials,
        secret::{Redactor, Secret},
        session::{self, Jar},
        sign_in::{SignInError, SignedIn},
    },
    provider_page::{BEGIN, PageFault, ProviderPage, authority, parameter},
    transport::{Answer, Outgoing, Transport, server::Server},
};

const CALLBACK_PATH: &str = "/c/oidc/callback";

/// A sign-in that was begun.
pub struct OidcSignIn {
    transport: Transport,
    jar: Jar,
    page: ProviderPage,
    state: Secret,
    back: Callback,
    /// A code is sent to the registry once.
    used: bool,
}

/// The address that the provider leads back to, apart from what belongs to one attempt: known
/// without sending anything, also by whoever watches a window's addresses.
#[derive(Debug, Clone)]
pub struct Callback {
    /// The connection's own, and the one that the registry was set up with.
    origins: Vec<Origin>,
    /// `host[:port]` of the latter.
    host: String,
}

impl Callback {
    /// That of a registry, by its address alone.
    ///
    /// Errors: as [`Address::parse`].
    pub fn at(address: &str) -> Result<Self, InvalidAddress> {
        let address = Address::parse(address)?;
        let root = address.join("/");
        Ok(Self {
            host: address.authority(),
            origins: root.iter().map(Url::origin).collect(),
        })
    }

    /// Whether an address is this one, whatever attempt it belongs to.
    pub fn is(&self, address: &str) -> bool {
        Url::parse(address).is_ok_and(|url| self.is_url(&url))
    }

    /// `host[:port]` of the page that the browser ends at.
    pub fn host(&self) -> &str {
        &self.host
    }

    fn is_url(&self, url: &Url) -> bool {
        url.path() == CALLBACK_PATH && self.origins.contains(&url.origin())
    }
}

/// How far a callback led.
#[derive(Debug)]
pub enum OidcOutcome {
    SignedIn(Box<SignedIn>),
    /// Harbor does not know this person yet and wants a user name.
    NeedsName(OidcNewcomer),
}

/// A person who signed in at the provider and has no user name at the registry yet.
#[derive(Debug)]
pub struct OidcNewcomer {
    transport: Transport,
    jar: Jar,
    /// What the registry proposes; often taken already.
    pub suggestion: String,
}

/// Why a sign-in through a provider did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// The registry is not set up for it.
    #[error("the registry does not sign in through an identity provider")]
    NotOffered,
    /// The registry leads to something that is no web page; it was not opened.
    #[error("the registry's way to its identity provider can't be gone: {0}")]
    BadPage(#[from] PageFault),
    /// Not the address that the provider led to; the sign-in goes on waiting.
    #[error("this is not the address that the browser ended at")]
    NotTheCallback,
    /// The address of another attempt; the sign-in goes on waiting.
    #[error("this address belongs to another attempt to sign in")]
    OtherAttempt,
    /// The provider or the person refused, with the provider's word (`access_denied`).
    #[error("the identity provider refused: {0}")]
    Refused(String),
    /// The code was too old or used before: begin again, the browser's part is quick now.
    #[error("the address was too old or was used before: sign in again")]
    CodeUsedUp,
    /// The registry has forgotten the session that was begun: begin again.
    #[error("the registry has forgotten this attempt: sign in again")]
    SessionGone,
    /// The registry does not take the user name.
    #[error("{0}")]
    Name(String),
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl From<ClientError> for OidcError {
    fn from(error: ClientError) -> Self {
        Self::SignIn(SignInError::Client(error))
    }
}

/// The page's address holds the state.
impl fmt::Debug for OidcSignIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OidcSignIn").finish_non_exhaustive()
    }
}

impl OidcSignIn {
    /// Begins a sign-in, with a session of its own.
    pub async fn begin(server: Server) -> Result<Self, OidcError> {
        let transport = Transport::new(server)?;
        let mut jar = Jar::default();
        let answer = get(&transport, &mut jar, BEGIN).await?;
        if answer.status == 412 {
            return Err(OidcError::NotOffered);
        }
        let page = match ProviderPage::of(&answer) {
            Ok(page) => page,
            // The registry's own words say more.
            Err(PageFault::Missing { status: 400.. }) => return Err(refusal(&answer).into()),
            Err(fault) => return Err(fault.into()),
        };
        let state = page.state().ok_or(PageFault::Parameters)?;
        if jar.sid.is_none() {
            return Err(refusal(&answer).into());
        }
        let back_to = page.back_to();
        let own = transport.address().join("/");
        let back = Callback {
            host: back_to
                .as_ref()
                .or(own.as_ref())
                .map(authority)
                .unwrap_or_default(),
            origins: [back_to, own].iter().flatten().map(Url::origin).collect(),
        };
        Ok(Self {
            transport,
            jar,
            page,
            state: state.into(),
            back,
            used: false,
        })
    }

    /// The provider's page, to be opened in the browser.
    pub fn provider(&self) -> &ProviderPage {
        &self.page
    }

    /// What to watch for.
    pub fn awaited(&self) -> &Callback {
        &self.back
    }

    /// The provider's page, to be opened in the browser.
    pub fn page(&self) -> &str {
        self.page.as_str()
    }

    /// Whether a text (of the clipboard, say) is the address that this sign-in waits for. Nothing
    /// is sent.
    pub fn check(&self, text: &str) -> Result<(), OidcError> {
        self.callback(text).map(drop)
    }

    /// Ends the sign-in with the address that the browser ended at.
    ///
    /// After [`OidcError::NotTheCallback`] and [`OidcError::OtherAttempt`] another address may be
    /// tried; all else ends this attempt.
    pub async fn finish(&mut self, text: &str) -> Result<OidcOutcome, OidcError> {
        let callback = self.callback(text)?;
        if std::mem::replace(&mut self.used, true) {
            return Err(OidcError::CodeUsedUp);
        }
        if let Some(word) = parameter(&callback, "error") {
            let sentence = parameter(&callback, "error_description").unwrap_or_default();
            return Err(OidcError::Refused(refusal_said(&word, &sentence)));
        }
        // Only path and query are taken from the text; the host is the connection's own.
        let target = format!("{CALLBACK_PATH}?{}", callback.query().unwrap_or_default());
        let answer = get(&self.transport, &mut self.jar, &target).await?;
        let location = answer.header(LOCATION).unwrap_or_default();
        if !matches!(answer.status, 301..=303) {
            let said = String::from_utf8_lossy(&answer.body);
            return Err(if said.contains("invalid_grant") {
                OidcError::CodeUsedUp
            } else if answer.status == 400 && said.contains("State mismatch") {
                OidcError::SessionGone
            } else {
                refusal(&answer).into()
            });
        }
        let to = self
            .transport
            .address()
            .join("/")
            .and_then(|root| root.join(location).ok());
        if let Some(to) = to.filter(|to| to.path() == "/oidc-onboard") {
            return Ok(OidcOutcome::NeedsName(OidcNewcomer {
                transport: self.transport.clone(),
                jar: self.jar.clone(),
                suggestion: parameter(&to, "username").unwrap_or_default(),
            }));
        }
        let signed_in = signed_in(&self.transport, &self.jar).await?;
        Ok(OidcOutcome::SignedIn(Box::new(signed_in)))
    }

    /// Reads an address as the callback of this very attempt. The provider leads to the address
    /// that Harbor was set up with, which may be another than the one typed here.
    fn callback(&self, text: &str) -> Result<Url, OidcError> {
        let url = Url::parse(text.trim()).map_err(|_| OidcError::NotTheCallback)?;
        if !self.back.is_url(&url) {
            return Err(OidcError::NotTheCallback);
        }
        let state = parameter(&url, "state").unwrap_or_default();
        if !same(&state, self.state.expose()) {
            return Err(OidcError::OtherAttempt);
        }
        Ok(url)
    }
}

impl OidcNewcomer {
    /// Takes a user name: 1 to 255 characters, none of `, " ~ # % $`. After [`OidcError::Name`]
    /// another may be tried.
    pub async fn choose(&mut self, name: &str) -> Result<SignedIn, OidcError> {
        let mut answer = self.onboard(name).await?;
        if session::wants_token(answer.status, &answer.body) {
            answer = self.onboard(name).await?;
        }
        match answer.status {
            200..=299 => Ok(signed_in(&self.transport, &self.jar).await?),
            400 | 409 => {
                let error = ApiError::from_answer(answer.status, &answer.body, None);
                Err(OidcError::Name(error.message))
            }
            _ => Err(refusal(&answer).into()),
        }
    }

    async fn onboard(&mut self, name: &str) -> Result<Answer, ClientError> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.jar.apply(&mut headers, false)?;
        let body = serde_json::json!({ "username": name })
            .to_string()
            .into_bytes();
        let request = Outgoing {
            method: Method::Post,
            headers,
            body: Some(body),
            ..Outgoing::get("/c/oidc/onboard")
        };
        let answer = self.transport.send_once(&request).await?;
        self.jar.absorb_all(&answer.headers);
        Ok(answer)
    }
}

/// Reads with the session of the sign-in, one time: codes must not be sent twice.
async fn get(transport: &Transport, jar: &mut Jar, target: &str) -> Result<Answer, ClientError> {
    let mut request = Outgoing {
        keep_redirect: true,
        ..Outgoing::get(target)
    };
    jar.apply(&mut request.headers, true)?;
    let answer = transport.send_once(&request).await?;
    jar.absorb_all(&answer.headers);
    Ok(answer)
}

async fn signed_in(transport: &Transport, jar: &Jar) -> Result<SignedIn, SignInError> {
    let session = jar
        .session()
        .ok_or(ClientError::SessionExpired { request_id: None })?;
    Client::verify_over(transport.clone(), Credentials::Session(session)).await
}

/// Compares in a time that does not depend on where the difference is.
fn same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).map(|(a, b)| a ^ b);
    one.len() == other.len() && differences.fold(0, |all, one| all | one) == 0
}

/// A provider's word and sentence, from an address: as text, and not too much of it.
fn refusal_said(word: &str, sentence: &str) -> String {
    let clean = |text: &str, most: usize| -> String {
        let letters = text.chars().filter(|c| !c.is_control());
        letters.take(most).collect::<String>().trim().to_owned()
    };
    let (word, sentence) = (clean(word, 100), clean(sentence, 300));
    if sentence.is_empty() {
        word
    } else {
        format!("{word}: {sentence}")
    }
}

fn refusal(answer: &Answer) -> ClientError {
    ClientError::Api(answer.error(&Redactor::default()))
}
