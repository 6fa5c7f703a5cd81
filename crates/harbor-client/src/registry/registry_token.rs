//! Tokens for APIs that take one in the place of an account: where there are some, and the ones that
//! are kept (distribution's 'Token Authentication Specification').

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::header::WWW_AUTHENTICATE;
use serde::Deserialize;
use tokio::time::Instant;
use url::{Url, form_urlencoded};

use crate::{
    address::Address,
    error::ClientError,
    identity::secret::{Redactor, Secret},
    transport::Answer,
};

/// Where Harbor's token service is, at every address that Harbor has.
const HARBORS: &str = "/service/token";
/// How long a token lives that does not say so.
const LIFETIME: Duration = Duration::from_secs(60);
/// So long before its end a token is not sent any more: it must last until it is read.
const BEFORE_END: Duration = Duration::from_secs(30);

/// Where a registry wants a token to be got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Challenge {
    /// The token service's path with its own query, on the registry's host.
    path: String,
    service: Option<String>,
}

impl Challenge {
    /// What a refusal says about it; `None` where it wants something else.
    ///
    /// The account's credentials go to the registry's own origin and nowhere else. A Harbor that
    /// knows itself by another address (`external_url`) has its token service at this one too, so
    /// it is asked here; any other place is not asked.
    pub(crate) fn of(answer: &Answer, registry: &Address) -> Result<Option<Self>, ClientError> {
        let challenges = answer.headers.get_all(WWW_AUTHENTICATE).iter();
        let bearer = challenges
            .filter_map(|value| bearer(value.to_str().ok()?))
            .find(|parameters| parameters.contains_key("realm"));
        let Some(mut parameters) = bearer else {
            return Ok(None);
        };
        let realm = parameters.remove("realm").unwrap_or_default();
        let base = registry.join("/").ok_or_else(|| elsewhere(&realm))?;
        let realm = base.join(&realm).map_err(|_| elsewhere(&realm))?;
        if !registry.is_origin_of(&realm) && realm.path() != HARBORS {
            return Err(elsewhere(realm.as_str()));
        }
        let path = match realm.query() {
            Some(query) => format!("{}?{query}", realm.path()),
            None => realm.path().to_owned(),
        };
        Ok(Some(Self {
            path,
            service: parameters.remove("service"),
        }))
    }

    /// The path that a token for a scope is asked for with.
    pub(crate) fn target(&self, scope: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(service) = &self.service {
            query.append_pair("service", service);
        }
        query.append_pair("scope", scope);
        let join = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{join}{}", self.path, query.finish())
    }
}

fn elsewhere(realm: &str) -> ClientError {
    let to = Url::parse(realm).ok().map_or_else(
        || "a place that is no address".to_owned(),
        |mut url| {
            url.set_query(None);
            url.set_fragment(None);
            // Fails only for addresses that can't have a user.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.into()
        },
    );
    ClientError::Redirect { to }
}

/// The address of the token service in a `Bearer` challenge, as it is written.
pub(crate) fn realm(header: &str) -> Option<String> {
    bearer(header)?.remove("realm")
}

/// The parameters of a `Bearer` challenge (RFC 9110, 11.6.1), by their names in lower case.
fn bearer(header: &str) -> Option<HashMap<String, String>> {
    let (scheme, mut rest) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let mut parameters = HashMap::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let Some((name, after)) = rest.split_once('=') else {
            return Some(parameters);
        };
        let after = after.trim_start();
        let mut value = String::new();
        rest = match after.strip_prefix('"') {
            Some(quoted) => {
                let mut letters = quoted.char_indices();
                loop {
                    match letters.next()? {
                        (place, '"') => break &quoted[place + 1..],
                        (_, '\\') => value.push(letters.next()?.1),
                        (_, letter) => value.push(letter),
                    }
                }
            }
            None => {
                let end = after.find([',', ' ']).unwrap_or(after.len());
                value.push_str(&after[..end]);
                &after[end..]
            }
        };
        parameters.insert(name.trim().to_ascii_lowercase(), value);
    }
}

/// The tokens of one account at one registry, by their scopes.
#[derive(Default)]
pub(crate) struct RegistryTokens {
    kept: Mutex<Kept>,
    /// Held by the one call that asks for a token.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    challenge: Option<Challenge>,
    by_scope: HashMap<String, Token>,
}

struct Token {
    secret: Secret,
    ends: Instant,
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    token: Option<String>,
    /// The same by another name; Harbor leaves it empty.
    #[serde(default)]
    access_token: Option<String>,
    #[serde(default)]
    expires_in: Option<u64>,
}

impl RegistryTokens {
    /// The token service that was named last.
    pub(crate) fn challenge(&self) -> Option<Challenge> {
        self.locked().challenge.clone()
    }

    /// A token that is still good for a while.
    pub(crate) fn kept(&self, scope: &str) -> Option<Secret> {
        let now = Instant::now();
        let mut kept = self.locked();
        kept.by_scope.retain(|_, token| token.ends > now);
        Some(kept.by_scope.get(scope)?.secret.clone())
    }

    /// Waits for the turn to ask for a token.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Takes over what a token service gave to a question that was put at a time.
    pub(crate) fn keep(
        &self,
        challenge: &Challenge,
        scope: &str,
        answer: &Answer,
        asked: Instant,
    ) -> Result<Secret, ClientError> {
        let given = serde_json::from_slice::<Given>(&answer.body).ok();
        let (token, seconds) = given
            .map(|given| (given.token, given.access_token, given.expires_in))
            .map(|(token, access, seconds)| {
                let token = [token, access].into_iter().flatten();
                (token.into_iter().find(|text| !text.is_empty()), seconds)
            })
            .unwrap_or_default();
        let Some(token) = token.map(Secret::from) else {
            return Err(ClientError::NotHarbor {
                what: "it holds no registry token".to_owned(),
                request_id: answer.request_id.clone(),
            });
        };
        let lifetime = seconds.map_or(LIFETIME, Duration::from_secs);
        let good = lifetime.checked_sub(BEFORE_END).unwrap_or(lifetime / 2);
        let mut kept = self.locked();
        kept.challenge = Some(challenge.clone());
        // A lifetime beyond all clocks is one that need not be kept.
        if let Some(ends) = asked.checked_add(good) {
            let secret = token.clone();
            kept.by_scope
                .insert(scope.to_owned(), Token { secret, ends });
        }
        Ok(token)
    }

    /// Forgets a token that is not taken.
    pub(crate) fn forget(&self, scope: &str, refused: &Secret) {
        let mut kept = self.locked();
        let is_it = |token: &Token| token.secret.expose() == refused.expose();
        if kept.by_scope.get(scope).is_some_and(is_it) {
            kept.by_scope.remove(scope);
        }
    }

    /// Forgets all tokens.
    pub(crate) fn clear(&self) {
        self.locked().by_scope.clear();
    }

    /// Adds all tokens.
    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        for token in self.locked().by_scope.values() {
            redactor.add(&token.secret);
        }
    }

    fn locked(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for RegistryTokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RegistryTokens")
            .field("scopes", &self.locked().by_scope.keys())
            .finish()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::*;

    fn answer(challenges: &[&str], body: &str) -> Answer {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_str(challenge).unwrap());
        }
        Answer {
            status: 401,
            headers,
            body: Bytes::copy_from_slice(body.as_bytes()),
            stream: None,
            request_id: "id".to_owned(),
            certificate: None,
        }
    }

    fn challenge(header: &str) -> Result<Option<Challenge>, ClientError> {
        let registry = Address::parse("https://harbor.example.org").unwrap();
        Challenge::of(&answer(&[header], ""), &registry)
    }

    const SCOPE: &str = "repository:skaha/astroml:pull";

    #[test]
    fn harbors_challenge_leads_to_its_token_service() {
        let challenge = challenge(
            r#"Bearer realm="https://harbor.example.org/service/token",service="harbor-registry",scope="repository:skaha/astroml:pull""#,
        );
        assert_eq!(
            challenge.unwrap().unwrap().target(SCOPE),
            "/service/token?service=harbor-registry&scope=repository%3Askaha%2Fastroml%3Apull"
        );
    }

    #[test]
    fn challenges_are_read_in_every_form() {
        for header in [
            r#"bearer service=x , realm="/t?a=b""#,
            r#"Bearer realm="/t?a=b", service="x", error="invalid_token""#,
            r#"Bearer scope="a,b \"c\"",realm="/t?a=b",service="x""#,
        ] {
            let read = challenge(header).unwrap().unwrap();
            assert_eq!(read.target("s"), "/t?a=b&service=x&scope=s", "{header}");
        }
        for header in [
            r#"Basic realm="harbor""#,
            "",
            "Bearer",
            "Bearer service=x",
            r#"Bearer realm="never ends"#,
        ] {
            assert_eq!(challenge(header), Ok(None), "{header}");
        }
        let registry = Address::parse("https://harbor.example.org").unwrap();
        let both = answer(&[r#"Basic realm="x""#, r#"Bearer realm="/t""#], "");
        assert!(Challenge::of(&both, &registry).unwrap().is_some());
    }

    #[test]
    fn credentials_are_asked_for_by_nobody_else() {
        // Harbor by another of its addresses: asked at the one that is connected.
        for realm in [
            "https://harbor.example.com/service/token",
            "http://harbor.example.org/service/token",
            "https://harbor.example.org:8443/service/token",
        ] {
            let read = challenge(&format!("Bearer realm=\"{realm}\""))
                .unwrap()
                .unwrap();
            assert_eq!(read.target("s"), "/service/token?scope=s", "{realm}");
        }
        for realm in [
            "https://evil.example.net/token",
            "https://harbor.example.org.evil.net/token",
            "http://harbor.example.org/token?secret=1",
            "//evil.example.net/token",
            "javascript:alert(1)",
        ] {
            let refused = challenge(&format!("Bearer realm=\"{realm}\""));
            let Err(ClientError::Redirect { to }) = refused else {
                panic!("{realm} is asked: {refused:?}");
            };
            assert!(!to.contains("secret"), "{to}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_kept_until_shortly_before_its_end() {
        let tokens = RegistryTokens::default();
        let at = challenge("Bearer realm=\"/t\"").unwrap().unwrap();
        let given = |body: &str| tokens.keep(&at, SCOPE, &answer(&[], body), Instant::now());
        let kept = || tokens.kept(SCOPE).map(|token| token.expose().to_owned());

        given(r#"{"token":"one","access_token":"","expires_in":1800}"#).unwrap();
        tokio::time::advance(Duration::from_secs(1769)).await;
        assert_eq!(kept().as_deref(), Some("one"));
        assert!(tokens.kept("repository:skaha/other:pull").is_none());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(kept(), None);

        // Where nothing is said it lives for a minute; one that lives shortly is used shortly.
        given(r#"{"access_token":"two"}"#).unwrap();
        tokio::time::advance(Duration::from_secs(29)).await;
        assert_eq!(kept().as_deref(), Some("two"));
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(kept(), None);
        given(r#"{"token":"three","expires_in":10}"#).unwrap();
        tokio::time::advance(Duration::from_secs(4)).await;
        assert_eq!(kept().as_deref(), Some("three"));
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(kept(), None);

        given(r#"{"token":"four","expires_in":18446744073709551615}"#).unwrap();
        tokens.forget(SCOPE, &Secret::from("another"));
        assert!(!format!("{tokens:?}").contains("four"));
        tokens.clear();
        assert_eq!(kept(), None);
        for body in ["{}", r#"{"token":""}"#, "<html>", r#"{"token":7}"#] {
            assert!(given(body).is_err(), "{body}");
        }
    }
}
