//! From an address and credentials to a client that works.

use std::time::Duration;

use harbor_api::{operations::GetSystemInfo, types::SystemInfo};
use harbor_client::{
    Address, Client, Credentials as ClientCredentials, Proxy, Secret, Server, Trust as ClientTrust,
};
use pilothouse_protocol::{Account, Credentials, Failure, FailureCode, Transport, Trust};
use tokio::runtime::Handle;

use crate::{failure, settings::Way};

/// As long as somebody waits for a session's end; it goes on behind their back.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(3);

/// Credentials whose secrets have left the protocol's types.
pub(crate) enum SignIn {
    Anonymous,
    Password { user: String, password: Secret },
    Robot { name: String, secret: Secret },
}

impl SignIn {
    /// What was entered.
    pub(crate) fn entered(credentials: Credentials) -> Self {
        match credentials {
            Credentials::Anonymous => Self::Anonymous,
            Credentials::Password { user, password } => Self::Password {
                user,
                password: Secret::new(password.into_inner()),
            },
            Credentials::Robot { name, secret } => Self::Robot {
                name,
                secret: Secret::new(secret.into_inner()),
            },
        }
    }

    /// How it is kept, but for the secret.
    pub(crate) fn way(&self) -> Way {
        match self {
            Self::Anonymous => Way::Anonymous,
            Self::Password { user, .. } => Way::Password { user: user.clone() },
            Self::Robot { name, .. } => Way::Robot { name: name.clone() },
        }
    }

    /// What is to be kept in the keychain.
    pub(crate) fn secret(&self) -> Option<Secret> {
        match self {
            Self::Anonymous => None,
            Self::Password { password, .. } => Some(password.clone()),
            Self::Robot { secret, .. } => Some(secret.clone()),
        }
    }
}

/// A client that works, and what its server says about itself. Its session is ended unless the
/// client is taken.
pub(crate) struct Fresh {
    client: Option<Client>,
    pub(crate) account: Account,
    pub(crate) system: SystemInfo,
}

impl Fresh {
    /// Signs in.
    pub(crate) async fn open(server: &Server, credentials: SignIn) -> Result<Self, Failure> {
        let (client, account) = sign_in(server, credentials).await?;
        let mut fresh = Self {
            client: Some(client.clone()),
            account,
            system: SystemInfo::default(),
        };
        let system = client.send(&GetSystemInfo {}).await;
        fresh.system = system
            .map_err(|error| failure::of_client(&error, "system.info"))?
            .value;
        Ok(fresh)
    }

    /// The client, to be used.
    pub(crate) fn take(mut self) -> Option<Client> {
        self.client.take()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            end_behind(client);
        }
    }
}

async fn sign_in(server: &Server, credentials: SignIn) -> Result<(Client, Account), Failure> {
    match credentials {
        SignIn::Anonymous => {
            let client = Client::new(server.clone(), ClientCredentials::Anonymous);
            let client = client.map_err(|error| failure::of_client(&error, "sign-in"))?;
            Ok((client, Account::Anonymous))
        }
        SignIn::Password { user, password } => {
            let signed_in = Client::sign_in(server.clone(), &user, password)
                .await
                .map_err(|error| failure::of_sign_in(&error))?;
            let account = Account::User {
                name: signed_in.user.username.clone(),
                administrator: signed_in.user.is_administrator(),
            };
            Ok((signed_in.client, account))
        }
        SignIn::Robot { name, secret } => {
            let client = Client::verify_robot(server.clone(), &name, secret)
                .await
                .map_err(|error| failure::of_sign_in(&error))?;
            Ok((client, Account::Robot { name }))
        }
    }
}

/// Tells the server that a session is over; if it can't be told, the session ends by itself.
async fn end(client: Client) {
    if let Err(error) = client.sign_out().await {
        tracing::info!("the session could not be ended: {error}");
    }
}

/// Ends a session; a server that does not answer is not waited for.
pub(crate) async fn end_session(client: Option<Client>) {
    if let Some(client) = client {
        let _ = tokio::time::timeout(PATIENCE_AT_THE_END, tokio::spawn(end(client))).await;
    }
}

/// Ends a session that nobody asked about.
pub(crate) fn end_behind(client: Client) {
    // Without a runtime the program is ending, and nothing can be told to anybody.
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(end(client));
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
