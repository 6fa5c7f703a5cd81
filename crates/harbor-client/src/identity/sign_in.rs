//! Signing in, and finding out whether credentials are good.

use std::sync::Arc;

use harbor_api::{
    ErrorCode,
    operations::{GetCurrentUser, GetStatistics, GetSystemInfo},
    types::User,
};

use crate::{
    client::Client,
    error::ClientError,
    identity::{
        credentials::Credentials,
        login::{self, Login},
        renew::Password,
        secret::Secret,
    },
    transport::{Transport, server::Server},
};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: User,
    /// What the client goes on with: a session, or the password where the server opens none.
    pub credentials: Credentials,
    /// Renews its session by itself if it was opened with a password.
    pub client: Client,
}

/// Why somebody is not signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The server does not take this name with this password; or the token or session is not good.
    #[error("the registry does not take this name and password")]
    WrongPassword,
    /// The name is a robot account's: see [`Client::verify_robot`].
    #[error("this is a robot account's name")]
    Robot,
    /// The robot's secret is wrong, or it is disabled or has expired; the server does not tell which.
    #[error(
        "the registry does not take this robot account: its secret is wrong, or it is disabled or has expired"
    )]
    RobotRefused,
    /// The CLI secret is wrong or an older one, or the provider's sign-in behind it has ended; the
    /// server does not tell which.
    #[error(
        "the registry does not take this name and CLI secret: it is wrong, or the sign-in behind it has ended"
    )]
    CliSecretRefused,
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl Client {
    /// Signs in with a password and exchanges it for a session, which is 16 times faster.
    ///
    /// The password is verified by one request before anything else is sent: the server locks a
    /// name for 1.5 s after each failure, and would answer others as to anonymous callers. Where it
    /// opens no session (OIDC mode, gateways) the password goes with every request instead.
    pub async fn sign_in(
        server: Server,
        user: &str,
        password: Secret,
    ) -> Result<SignedIn, SignInError> {
        let transport = Transport::new(server)?;
        let basic = Credentials::Password {
            user: user.to_owned(),
            password: password.clone(),
        };
        let client = Self::over(transport.clone(), basic.clone())?;
        let person = match client.current_user().await {
            // With a password it is the password.
            Err(SignInError::Client(ClientError::SessionExpired { .. })) => {
                return Err(SignInError::WrongPassword);
            }
            outcome => outcome?,
        };
        match login::open_session(&transport, user, &password).await? {
            Login::WrongPassword => Err(SignInError::WrongPassword),
            Login::Refused => Ok(SignedIn {
                user: person,
                credentials: basic,
                client,
            }),
            Login::Opened(jar) => {
                // An opened session has a `sid`.
                let Some(session) = jar.session() else {
                    return Ok(SignedIn {
                        user: person,
                        credentials: basic,
                        client,
                    });
                };
                let renewal = Password {
                    transport: transport.clone(),
                    user: user.to_owned(),
                    password,
                };
                let credentials = Credentials::Session(session);
                let client = Self::with(transport, credentials.clone(), Some(Arc::new(renewal)))?;
                Ok(SignedIn {
                    user: person,
                    credentials,
                    client,
                })
            }
        }
    }

    /// Finds out who a person's credentials belong to: a session or token that was kept, or a
    /// password that is to go with every request.
    pub async fn verify(server: Server, credentials: Credentials) -> Result<SignedIn, SignInError> {
        Self::verify_over(Transport::new(server)?, credentials).await
    }

    pub(crate) async fn verify_over(
        transport: Transport,
        credentials: Credentials,
    ) -> Result<SignedIn, SignInError> {
        let client = Self::over(transport, credentials.clone())?;
        let user = client.current_user().await?;
        Ok(SignedIn {
            user,
            credentials,
            client,
        })
    }

    /// Finds out whether a robot account's secret is good. `name` is the whole one (`robot$…`).
    ///
    /// Errors: [`SignInError::RobotRefused`], or what went wrong on the way.
    pub async fn verify_robot(
        server: Server,
        name: &str,
        secret: Secret,
    ) -> Result<Self, SignInError> {
        let client = Self::new(
            server,
            Credentials::Robot {
                name: name.to_owned(),
                secret,
            },
        )?;
        match client.send(&GetStatistics {}).await {
            Ok(_) => Ok(client),
            Err(ClientError::SessionExpired { .. }) => Err(SignInError::RobotRefused),
            Err(ClientError::Api(error)) if error.code == ErrorCode::Unauthorized => {
                Err(SignInError::RobotRefused)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Finds out whether a person's CLI secret is good, and gives a client that lists with it.
    ///
    /// Harbor never refuses a wrong or dead one: it answers as to anonymous callers. Its version in
    /// its description of itself is there for known callers only.
    ///
    /// Errors: [`SignInError::CliSecretRefused`], or what went wrong on the way.
    pub async fn verify_cli_secret(
        server: Server,
        user: &str,
        secret: Secret,
    ) -> Result<Self, SignInError> {
        let user = user.to_owned();
        let client = Self::new(server, Credentials::CliSecret { user, secret })?;
        match client.send(&GetSystemInfo {}).await {
            Ok(reply) if reply.value.harbor_version.is_some() => Ok(client),
            Ok(_) | Err(ClientError::SessionExpired { .. }) => Err(SignInError::CliSecretRefused),
            Err(error) => Err(error.into()),
        }
    }

    /// Whose credentials these are. [`SignInError::WrongPassword`] where the registry takes them for
    /// nobody's: also a provider's good token of somebody whom it does not know.
    pub async fn current_user(&self) -> Result<User, SignInError> {
        match self.send(&GetCurrentUser {}).await {
            Ok(reply) => Ok(reply.value),
            Err(ClientError::Api(error)) => Err(match error.code {
                ErrorCode::Unauthorized => SignInError::WrongPassword,
                ErrorCode::Precondition => SignInError::Robot,
                _ => SignInError::Client(ClientError::Api(error)),
            }),
            Err(error) => Err(error.into()),
        }
    }
}
