//! What a name and a secret are worth at the registry itself, where `docker login` uses them.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use harbor_api::{
    Harbor, Method, Operation, ProjectName, RepositoryName, Request, operations::GetCurrentUser,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::{
    client::Client,
    error::ClientError,
    identity::{credentials::Credentials, secret::Secret},
    options::SendOptions,
};

/// What stands in a repository's name as it is: checked names need no encoding.
pub(crate) const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// What a registry's token says (`GET /service/token`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryAccess {
    /// Whom the token was made for; `None` for anonymous callers, and for those whose name and
    /// secret were not taken: these are not refused.
    pub subject: Option<String>,
    pub scopes: Vec<RegistryScope>,
}

/// What a token allows with one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryScope {
    /// `project/repository`
    pub name: String,
    /// `pull`, `push`, `delete`; empty for nothing.
    pub actions: Vec<String>,
}

impl Client {
    /// Asks this client's registry for a token with a name and a secret: a password, a robot
    /// account's secret or a CLI secret. The status says nothing, a wrong secret brings 200 too, so
    /// the token itself is read. Its signature is not checked: it comes from the registry over the
    /// connection that was asked, and nothing is done with it.
    pub async fn registry_access(
        &self,
        user: &str,
        secret: Secret,
        repository: Option<(&ProjectName, &RepositoryName)>,
    ) -> Result<RegistryAccess, ClientError> {
        let asking = self.with_credentials(Credentials::Password {
            user: user.to_owned(),
            password: secret,
        })?;
        let name = repository.map(|(project, repository)| format!("{project}/{repository}"));
        asking.own_registry_access(name.as_deref()).await
    }

    /// The same as whoever this client is. A repository's name (`project/repository`) may be any
    /// text: of a wrong one nothing is allowed.
    pub async fn own_registry_access(
        &self,
        repository: Option<&str>,
    ) -> Result<RegistryAccess, ClientError> {
        let mut target = String::from("/service/token?service=harbor-registry");
        if let Some(name) = repository {
            let name = utf8_percent_encode(name, NAME);
            target.push_str(&format!("&scope=repository:{name}:pull,push"));
        }
        let request = Request {
            api: &Harbor,
            method: Method::Get,
            target,
            headers: Vec::new(),
            body: None,
        };
        let reply = self.send_raw(&request, SendOptions::default()).await?;
        read(&reply.body).ok_or(ClientError::NotHarbor {
            what: "it holds no registry token".to_owned(),
            request_id: reply.request_id,
        })
    }

    /// The CLI secret of the person signed in; `None` for those who do not sign in through an
    /// identity provider (`GET /users/current`, `oidc_user_meta.secret`).
    pub async fn cli_secret(&self) -> Result<Option<Secret>, ClientError> {
        let request = GetCurrentUser {}.request();
        let reply = self.send_raw(&request, SendOptions::default()).await?;
        let user: OidcUser =
            serde_json::from_slice(&reply.body).map_err(|_| ClientError::NotHarbor {
                what: "it holds no user".to_owned(),
                request_id: reply.request_id,
            })?;
        let secret = user.oidc_user_meta.and_then(|meta| meta.secret);
        Ok(secret.filter(|text| !text.is_empty()).map(Secret::from))
    }
}

#[derive(Deserialize)]
struct OidcUser {
    oidc_user_meta: Option<OidcMeta>,
}

#[derive(Deserialize)]
struct OidcMeta {
    secret: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    token: String,
}

#[derive(Deserialize)]
struct Claims {
    #[serde(default)]
    sub: String,
    #[serde(default)]
    access: Option<Vec<Access>>,
}

#[derive(Deserialize)]
struct Access {
    name: String,
    #[serde(default)]
    actions: Option<Vec<String>>,
}

/// Reads the claims of a token (RFC 7519, 7.2) without checking them.
fn read(body: &[u8]) -> Option<RegistryAccess> {
    let answer: Answer = serde_json::from_slice(body).ok()?;
    let claims = answer.token.split('.').nth(1)?;
    let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    let scopes = claims.access.unwrap_or_default().into_iter();
    Some(RegistryAccess {
        subject: Some(claims.sub).filter(|name| !name.is_empty()),
        scopes: scopes
            .map(|access| RegistryScope {
                name: access.name,
                actions: access.actions.unwrap_or_default(),
            })
            .collect(),
    })
}
