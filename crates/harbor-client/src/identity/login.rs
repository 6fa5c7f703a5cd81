//! `POST /c/login` and `GET /c/log_out`: opens and ends sessions.

use harbor_api::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use url::form_urlencoded;

use crate::{
    error::ClientError,
    identity::{
        secret::{Redactor, Secret},
        session::{self, Jar},
    },
    transport::{Answer, Outgoing, Transport, reply},
};

/// What came of signing in.
pub(crate) enum Login {
    Opened(Jar),
    WrongPassword,
    /// This server opens no session for this name in this way (OIDC mode, or a gateway that lets
    /// only the API through).
    Refused,
}

/// Opens a session. The first request is sent without a token, and its refusal brings one.
pub(crate) async fn open_session(
    transport: &Transport,
    user: &str,
    password: &Secret,
) -> Result<Login, ClientError> {
    let mut jar = Jar::default();
    let mut answer = attempt(transport, &mut jar, user, password).await?;
    if session::wants_token(answer.status, &answer.body) {
        answer = attempt(transport, &mut jar, user, password).await?;
    }
    match answer.status {
        200..=299 if jar.sid.is_some() => Ok(Login::Opened(jar)),
        401 => Ok(Login::WrongPassword),
        // A success without a session is a gateway that keeps the cookies to itself.
        200..=299 | 403 | 404 | 405 => Ok(Login::Refused),
        _ => {
            let mut redactor = Redactor::default();
            redactor.add(password);
            Err(ClientError::Api(answer.error(&redactor)))
        }
    }
}

async fn attempt(
    transport: &Transport,
    jar: &mut Jar,
    user: &str,
    password: &Secret,
) -> Result<Answer, ClientError> {
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    jar.apply(&mut headers, false)?;
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("principal", user)
        .append_pair("password", password.expose())
        .finish();
    let request = Outgoing {
        method: Method::Post,
        headers,
        body: Some(form.into_bytes()),
        ..Outgoing::get("/c/login")
    };
    let answer = transport.send_once(&request).await?;
    jar.absorb_all(&answer.headers);
    Ok(answer)
}

/// Ends a session on the server. One that was opened through an identity provider is ended in
/// another place; what is given back then is the provider's page to end its own session, if the
/// server names one.
pub(crate) async fn close_session(
    transport: &Transport,
    jar: &Jar,
) -> Result<Option<String>, ClientError> {
    let answer = get(transport, jar, "/c/log_out").await?;
    if answer.status != 403 {
        return refused(&answer);
    }
    let answer = get(transport, jar, "/c/oidc/logout").await?;
    if !matches!(answer.status, 301..=303 | 307 | 308) {
        return refused(&answer);
    }
    let page = answer
        .header("location")
        .and_then(|to| url::Url::parse(to).ok())
        .filter(|to| matches!(to.scheme(), "https" | "http"))
        .filter(|to| to.username().is_empty() && to.password().is_none());
    Ok(page
        .filter(|to| !transport.address().is_origin_of(to))
        .map(String::from))
}

/// A session that the server did not know any more is ended as well.
fn refused(answer: &Answer) -> Result<Option<String>, ClientError> {
    // A page of a captive portal or a gateway ended nothing.
    if answer.is_success()
        && let Some(error) = reply::not_harbor(answer)
    {
        return Err(error);
    }
    match answer.status {
        200..=399 | 401 | 404 => Ok(None),
        _ => Err(ClientError::Api(answer.error(&Redactor::default()))),
    }
}

async fn get(transport: &Transport, jar: &Jar, target: &str) -> Result<Answer, ClientError> {
    let mut request = Outgoing {
        keep_redirect: true,
        ..Outgoing::get(target)
    };
    jar.apply(&mut request.headers, true)?;
    transport.send(&request).await
}
