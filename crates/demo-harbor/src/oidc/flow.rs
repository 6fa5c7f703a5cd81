//! `/c/oidc/…`: to the provider, back from it, naming newcomers, and out again.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::Request;
use hyper::body::Bytes;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Setup;
use super::person::{Person, check_name};
use super::provider::{Claims, Tokens};
use crate::chance;
use crate::http::call::{Failure, Reply};
use crate::http::server::{Shared, State, pairs};
use crate::identity::{SignIn, cookie};
use crate::sign_in::{gone, with_sid};

/// The query of a request, decoded.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Answers one of these paths.
pub(crate) async fn answer(shared: &Shared, request: &Request<Bytes>, path: &str) -> Reply {
    let Some(setup) = shared.setup() else {
        let mode = shared.state().world.setting("auth_mode").clone();
        let mode = mode.as_str().unwrap_or_default();
        return Failure::precondition(format!("auth mode: {mode} is not OIDC based")).into();
    };
    let (sid, fresh) = {
        let sessions = &mut shared.state().sessions;
        match cookie(request.headers(), "sid").filter(|sid| sessions.knows(sid)) {
            Some(sid) => (sid, false),
            None => (sessions.open(None), true),
        }
    };
    let asked = Asked(pairs(request.uri().query().unwrap_or_default()));
    let answered = match (request.method().as_str(), path) {
        ("GET", "/c/oidc/login") => login(shared, &setup, &sid, &asked).await,
        ("GET", "/c/oidc/callback") => callback(shared, &setup, &sid, &asked).await,
        ("POST", "/c/oidc/onboard") => onboard(shared, &sid, request.body()),
        ("GET", "/c/oidc/logout") => Ok(logout(shared, &setup, &sid).await),
        _ => Err(Failure::not_found(format!("path {path} was not found"))),
    };
    let mut reply = answered.unwrap_or_else(Reply::from);
    if fresh && !reply.headers.iter().any(|(name, _)| *name == "set-cookie") {
        reply = with_sid(reply, &sid);
    }
    reply
}

/// `GET /c/oidc/login`
async fn login(shared: &Shared, setup: &Setup, sid: &str, asked: &Asked) -> Result<Reply, Failure> {
    let redirect = asked.get("redirect_url");
    let local = redirect.is_empty()
        || (redirect.starts_with('/')
            && !redirect.starts_with("//")
            && !redirect.contains(['\\', '\r', '\n', '\t']));
    if !local {
        return Err(Failure::bad_request("cannot redirect to other site"));
    }
    let at = shared.provider().discover(setup).await;
    let at = at.map_err(|_| Failure::internal())?;
    let begun = SignIn {
        state: chance::letters(32),
        verifier: chance::letters(32) + &chance::letters(32),
        redirect: redirect.to_owned(),
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(begun.verifier.as_bytes()));
    let mut address =
        reqwest::Url::parse(&at.authorization_endpoint).map_err(|_| Failure::internal())?;
    address
        .query_pairs_mut()
        .append_pair("client_id", &setup.client_id)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("redirect_uri", &setup.callback())
        .append_pair("response_type", "code")
        .append_pair("scope", &setup.scope)
        .append_pair("state", &begun.state)
        .extend_pairs(&setup.extra);
    if let Some(session) = shared.state().sessions.get_mut(sid) {
        session.sign_in = Some(begun);
    }
    Ok(found(address.as_str()))
}

/// `GET /c/oidc/callback`. A state of another session is refused before the code is looked at.
async fn callback(
    shared: &Shared,
    setup: &Setup,
    sid: &str,
    asked: &Asked,
) -> Result<Reply, Failure> {
    let begun = {
        let mut state = shared.state();
        let session = state.sessions.get_mut(sid);
        session.and_then(|session| session.sign_in.clone())
    };
    let Some(begun) = begun.filter(|begun| begun.state == asked.get("state")) else {
        return Err(Failure::bad_request("State mismatch"));
    };
    if !asked.get("error").is_empty() {
        return Err(Failure::bad_request(format!(
            "OIDC callback returned error: {} - {}",
            asked.get("error"),
            asked.get("error_description")
        )));
    }
    let (person, tokens) = ask(shared, setup, asked.get("code"), &begun.verifier).await?;
    let state = &mut *shared.state();
    if let Some(session) = state.sessions.get_mut(sid) {
        session.tokens = Some(tokens.clone());
    }
    let user = match state.world.user_of(&person) {
        Some(user) => user,
        None if setup.auto_onboard => state.world.onboard(&person.claimed, &person)?,
        None => {
            let (name, back) = (encoded(&person.name), encoded(&begun.redirect));
            if let Some(session) = state.sessions.get_mut(sid) {
                session.newcomer = Some(person);
            }
            return Ok(found(&format!(
                "/oidc-onboard?username={name}&redirect_url={back}"
            )));
        }
    };
    let reply = match begun.redirect.as_str() {
        "" => found("/"),
        redirect => found(redirect),
    };
    Ok(enter(state, sid, user, &person, tokens, reply))
}

/// The person behind a code.
async fn ask(
    shared: &Shared,
    setup: &Setup,
    code: &str,
    verifier: &str,
) -> Result<(Person, Tokens), Failure> {
    let provider = shared.provider();
    let at = provider.discover(setup).await;
    let at = at.map_err(|refusal| Failure::bad_request(refusal.to_string()))?;
    let tokens = provider.exchange(&at, setup, code, verifier).await;
    // Harbor tells it all here, so that a wrong setting can be seen.
    let tokens = tokens.map_err(|refusal| Failure::bad_request(refusal.to_string()))?;
    let id = tokens.id.as_deref().unwrap_or_default();
    let claims = provider.verify(&at, setup, id).await;
    let claims: Claims = claims.map_err(|_| Failure::internal())?;
    let info = provider.user_info(&at, &tokens.access).await;
    let info = info.map_err(|_| Failure::internal())?;
    Ok((Person::of(setup, &claims, &info), tokens))
}

/// `POST /c/oidc/onboard`
fn onboard(shared: &Shared, sid: &str, body: &[u8]) -> Result<Reply, Failure> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|error| Failure::bad_request(format!("invalid JSON: {error}")))?;
    let name = body["username"].as_str().unwrap_or_default();
    check_name(name)?;
    let state = &mut *shared.state();
    let session = state.sessions.get_mut(sid);
    let told = session.and_then(|it| it.newcomer.clone().zip(it.tokens.clone()));
    let Some((person, tokens)) = told else {
        return Err(Failure::bad_request(
            "Failed to get OIDC user info from session",
        ));
    };
    let user = state.world.onboard(name, &person)?;
    if let Some(session) = state.sessions.get_mut(sid) {
        session.newcomer = None;
    }
    Ok(enter(state, sid, user, &person, tokens, Reply::empty(200)))
}

/// Signs somebody in; the session's id changes.
fn enter(
    state: &mut State,
    sid: &str,
    user: i64,
    person: &Person,
    tokens: Tokens,
    reply: Reply,
) -> Reply {
    state.world.keep_tokens(user, tokens);
    state.world.keep_groups(user, person);
    with_sid(reply, &state.sessions.sign_in(sid, user))
}

/// `GET /c/oidc/logout`: with `oidc_logout` the provider's session and refresh token end, too.
async fn logout(shared: &Shared, setup: &Setup, sid: &str) -> Reply {
    let tokens = {
        let mut state = shared.state();
        let session = state.sessions.get_mut(sid);
        let tokens = session.and_then(|session| session.tokens.take());
        state.sessions.close(sid);
        tokens
    };
    let farewell = match tokens {
        Some(tokens) if setup.logout => leave_provider(shared, setup, &tokens).await,
        _ => None,
    };
    let to = farewell.unwrap_or_else(|| "/account/sign-in".to_owned());
    found(&to).with("set-cookie", gone())
}

/// Where the provider says goodbye, if it does.
async fn leave_provider(shared: &Shared, setup: &Setup, tokens: &Tokens) -> Option<String> {
    let provider = shared.provider();
    let at = provider.discover(setup).await.ok()?;
    if let Some(refresh) = &tokens.refresh {
        // A token that is already dead is as good as revoked.
        let _ = provider.revoke(&at, setup, refresh).await;
    }
    let mut address = reqwest::Url::parse(at.end_session_endpoint.as_deref()?).ok()?;
    address
        .query_pairs_mut()
        .append_pair("id_token_hint", tokens.id.as_deref()?)
        .append_pair(
            "post_logout_redirect_uri",
            &format!("{}/account/sign-in", setup.external),
        );
    Some(address.into())
}

/// 302, with the page that Go's library adds.
fn found(to: &str) -> Reply {
    let shown = to.replace('&', "&amp;").replace('"', "&#34;");
    let page = format!("<a href=\"{shown}\">Found</a>.\n\n");
    let reply = Reply::text("text/html; charset=utf-8", page);
    Reply {
        status: 302,
        ..reply
    }
    .with("location", to.to_owned())
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%5F", "_")
        .replace("%2E", ".")
        .replace("%2D", "-")
}
