//! From an address and credentials to a client that works.

pub(crate) mod browser;
pub(crate) mod inputs;
pub(crate) mod oidc_callback;
pub(crate) mod own_client;
pub(crate) mod renewals;
pub(crate) mod saved_renewal;
pub(crate) mod saved_session;
pub(crate) mod sign_out;

use chrono::{DateTime, TimeDelta, Utc};
use harbor_api::{operations::GetSystemInfo, types::SystemInfo};
use harbor_client::{
    Address, Client, ClientError, Credentials as ClientCredentials, LoopbackError, Proxy,
    SESSION_MINUTES, Secret, Server, Session, SignInError, Trust as ClientTrust,
};
use pilothouse_protocol::{
    Account, Credentials, Entered, Failure, FailureCode, SessionLife, SignInMethod, SignedIn,
    Transport, Trust,
};

use crate::{
    failure,
    settings::SavedMethod,
    sign_in::{renewals::Renewal, saved_session::SavedSession, sign_out::end_behind},
};

/// Credentials whose secrets have left the protocol's types.
pub(crate) enum SignIn {
    Anonymous,
    Password { user: String, password: Secret },
    Robot { name: String, secret: Secret },
    CliSecret { user: String, secret: Secret },
}

impl SignIn {
    /// What was entered.
    pub(crate) fn entered(credentials: Credentials) -> Self {
        let secret = |entered: Entered| Secret::new(entered.into_inner());
        match credentials {
            Credentials::Anonymous => Self::Anonymous,
            Credentials::Password { user, password } => Self::Password {
                user,
                password: secret(password),
            },
            Credentials::Robot {
                name,
                secret: entered,
            } => Self::Robot {
                name,
                secret: secret(entered),
            },
            Credentials::CliSecret {
                user,
                secret: entered,
            } => Self::CliSecret {
                user,
                secret: secret(entered),
            },
        }
    }

    /// How it is kept, but for the secret.
    pub(crate) fn way(&self) -> SavedMethod {
        match self {
            Self::Anonymous => SavedMethod::Anonymous,
            Self::Password { user, .. } => SavedMethod::Password { user: user.clone() },
            Self::Robot { name, .. } => SavedMethod::Robot { name: name.clone() },
            Self::CliSecret { user, .. } => SavedMethod::CliSecret { user: user.clone() },
        }
    }

    /// What is to be kept in the keychain.
    pub(crate) fn secret(&self) -> Option<Secret> {
        match self {
            Self::Anonymous => None,
            Self::Password {
                password: secret, ..
            }
            | Self::Robot { secret, .. }
            | Self::CliSecret { secret, .. } => Some(secret.clone()),
        }
    }
}

/// A client that works, and what its server says about itself. Its session is ended unless the
/// client is taken.
pub(crate) struct Fresh {
    client: Option<Client>,
    pub(crate) account: Account,
    pub(crate) signed_in: SignedIn,
    pub(crate) system: SystemInfo,
    /// Whether the session was there before: then it goes on, whatever becomes of this.
    resumed: bool,
    /// For a sign-in that goes on by what the provider gives.
    pub(crate) renewal: Option<Renewal>,
}

/// Why a sign-in at the provider itself does not lead into the registry.
pub(crate) enum NotIn {
    Provider(LoopbackError),
    /// The token is good, but the registry does not know the person.
    Unknown,
    Registry(Failure),
}

impl Fresh {
    /// Signs in.
    pub(crate) async fn open(server: &Server, credentials: SignIn) -> Result<Self, Failure> {
        let way = credentials.way().way_in();
        let session = match &credentials {
            SignIn::Password { .. } => SessionLife::Renews,
            _ => SessionLife::Lasting,
        };
        let (client, account) = sign_in(server, credentials).await?;
        let signed_in = SignedIn {
            way,
            since: Utc::now(),
            session,
        };
        Self::of(client, account, signed_in, false).await
    }

    /// Takes over a session that was opened through the identity provider just now.
    pub(crate) async fn opened(
        opened: harbor_client::SignedIn,
        way: SignInMethod,
    ) -> Result<Self, Failure> {
        Self::of_session(opened, way, Utc::now(), false).await
    }

    /// Goes on with a session that was kept.
    pub(crate) async fn resume(
        server: &Server,
        way: SignInMethod,
        kept: SavedSession,
    ) -> Result<Self, Failure> {
        let since = kept.since;
        let session = ClientCredentials::Session(kept.session);
        let opened = Client::verify(server.clone(), session)
            .await
            .map_err(|error| failure::from_sign_in(&error))?;
        Self::of_session(opened, way, since, true).await
    }

    /// Takes over a sign-in at the provider itself; `resumed` if it was kept from before.
    pub(crate) async fn renewing(
        server: &Server,
        renewal: Renewal,
        resumed: bool,
    ) -> Result<Self, NotIn> {
        let from_client =
            |error: &ClientError, call| NotIn::Registry(failure::from_client(error, call));
        let renewing = renewal.renewing.clone();
        let client = Client::with_renewing(server.clone(), renewing.clone())
            .map_err(|error| from_client(&error, "sign-in"))?;
        // From here on it is ended if nothing comes of it.
        let mut fresh = Self {
            client: Some(client.clone()),
            account: Account::Anonymous,
            signed_in: SignedIn {
                way: SignInMethod::Provider,
                since: renewal.since(),
                session: SessionLife::Renews,
            },
            system: SystemInfo::default(),
            resumed,
            renewal: Some(renewal),
        };
        // The provider's words are told from the registry's.
        renewing.bearer().await.map_err(NotIn::Provider)?;
        if let Some(at) = renewing.ends_at() {
            fresh.signed_in.session = SessionLife::Ends { at: at.into() };
        }
        let user = client.current_user().await.map_err(|error| match error {
            SignInError::WrongPassword => NotIn::Unknown,
            error => NotIn::Registry(failure::from_sign_in(&error)),
        })?;
        fresh.account = Account::User {
            name: user.username.clone(),
            administrator: user.is_administrator(),
        };
        let system = client.send(&GetSystemInfo {}).await;
        fresh.system = system
            .map_err(|error| from_client(&error, "system.info"))?
            .value;
        Ok(fresh)
    }

    async fn of_session(
        opened: harbor_client::SignedIn,
        way: SignInMethod,
        since: DateTime<Utc>,
        resumed: bool,
    ) -> Result<Self, Failure> {
        let administrator = opened.user.is_administrator();
        let account = Account::User {
            name: opened.user.username.clone(),
            administrator,
        };
        let signed_in = SignedIn {
            way,
            since,
            session: ends_unused(None),
        };
        let mut fresh = Self::of(opened.client, account, signed_in, resumed).await?;
        if let (true, Some(client)) = (administrator, &fresh.client) {
            fresh.signed_in.session = ends_unused(client.session_minutes().await);
        }
        Ok(fresh)
    }

    async fn of(
        client: Client,
        account: Account,
        signed_in: SignedIn,
        resumed: bool,
    ) -> Result<Self, Failure> {
        let mut fresh = Self {
            client: Some(client.clone()),
            account,
            signed_in,
            system: SystemInfo::default(),
            resumed,
            renewal: None,
        };
        let system = client.send(&GetSystemInfo {}).await;
        fresh.system = system
            .map_err(|error| failure::from_client(&error, "system.info"))?
            .value;
        Ok(fresh)
    }

    /// The session, for the keychain.
    pub(crate) fn session(&self) -> Option<Session> {
        self.client.as_ref()?.session()
    }

    /// The client, to be used.
    pub(crate) fn take(mut self) -> Option<Client> {
        self.client.take()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(client) = self.client.take().filter(|_| !self.resumed) {
            end_behind(client);
        }
    }
}

/// A session that was used just now, with the registry's own setting where it is known.
fn ends_unused(minutes: Option<u32>) -> SessionLife {
    let measured = minutes.is_some();
    let minutes = minutes.unwrap_or(SESSION_MINUTES);
    SessionLife::EndsUnused {
        at: Utc::now() + TimeDelta::minutes(i64::from(minutes)),
        minutes,
        measured,
    }
}

async fn sign_in(server: &Server, credentials: SignIn) -> Result<(Client, Account), Failure> {
    match credentials {
        SignIn::Anonymous => {
            let client = Client::new(server.clone(), ClientCredentials::Anonymous);
            let client = client.map_err(|error| failure::from_client(&error, "sign-in"))?;
            Ok((client, Account::Anonymous))
        }
        SignIn::Password { user, password } => {
            let signed_in = Client::sign_in(server.clone(), &user, password)
                .await
                .map_err(|error| failure::from_sign_in(&error))?;
            let account = Account::User {
                name: signed_in.user.username.clone(),
                administrator: signed_in.user.is_administrator(),
            };
            Ok((signed_in.client, account))
        }
        SignIn::Robot { name, secret } => {
            let client = Client::verify_robot(server.clone(), &name, secret)
                .await
                .map_err(|error| failure::from_sign_in(&error))?;
            Ok((client, Account::Robot { name }))
        }
        SignIn::CliSecret { user, secret } => {
            let client = Client::verify_cli_secret(server.clone(), &user, secret)
                .await
                .map_err(|error| failure::from_sign_in(&error))?;
            Ok((client, Account::CliSecret { name: user }))
        }
    }
}

/// What stands at an address, and how it is to be reached.
pub(crate) async fn server(address: &str, trust: &Trust) -> Result<Server, Failure> {
    let address = Address::parse(address)
        .map_err(|error| Failure::new(FailureCode::InvalidAddress, format!("{error}.")))?;
    let ca_pem = match &trust.ca_file {
        None => None,
        Some(file) => Some(tokio::fs::read(file).await.map_err(|error| {
            Failure::new(
                FailureCode::Invalid,
                format!("{file} could not be read: {error}."),
            )
        })?),
    };
    Ok(Server {
        address,
        trust: ClientTrust {
            ca_pem,
            accept_unverified_certificate: trust.unverified_certificate,
            accept_plain_http: trust.plain_http,
        },
        proxy: match &trust.proxy {
            None => Proxy::System,
            Some(url) => Proxy::Url(url.clone()),
        },
    })
}

/// How a server is reached.
pub(crate) fn transport(server: &Server) -> Transport {
    if server.address.is_plain_http() {
        Transport::PlainHttp
    } else if server.trust.accept_unverified_certificate {
        Transport::UnverifiedTls
    } else {
        Transport::VerifiedTls
    }
}
