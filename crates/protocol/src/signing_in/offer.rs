//! Which ways to sign in a registry offers.

use harbor_api::types::{AuthenticationMode, SystemInfo};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// A way to sign in, as a person chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// Through the identity provider, in the browser, handing an address back.
    Browser,
    /// The same in a window of Pilothouse.
    Window,
    /// Through the provider with a client of Pilothouse's own; nothing to hand back.
    Provider,
    Password,
    Robot,
    /// A person's CLI secret: lists only.
    CliSecret,
    Anonymous,
}

/// What a registry offers to somebody who is to sign in. Robot accounts and public projects are
/// always there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The provider that people sign in through; absent where there is none.
    pub provider: Option<ProviderOffer>,
    pub password: PasswordFor,
    /// Whether people make their own accounts, on the registry's own page.
    pub self_registration: bool,
}

/// A provider was named by the registry; whether its page could be found is another matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderOffer {
    Ready(Provider),
    /// The registry does not lead to a page that may be opened. Other ways still work.
    Broken {
        name: String,
        failure: Failure,
    },
}

/// An identity provider, as the registry uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// The word for the button.
    pub name: String,
    /// `host[:port]` of its page.
    pub host: String,
    /// Its page (authorization endpoint), without a query.
    pub authorization: String,
    /// The issuer, where the page's address is of a known form (Keycloak, Entra ID, Okta).
    pub issuer: Option<String>,
    /// The registry's own client.
    pub client_id: String,
    pub scopes: Vec<String>,
}

/// Who signs in with a name and password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordFor {
    Everybody,
    /// Only the first administrator (`admin`); everybody else comes through the provider.
    LocalAdministrator,
}

impl PasswordFor {
    /// As the registry says.
    pub fn of(system: &SystemInfo) -> Self {
        match system.auth_mode {
            AuthenticationMode::Oidc => Self::LocalAdministrator,
            _ => Self::Everybody,
        }
    }
}

impl Offer {
    /// The ways in the order of the screen; it does not depend on what was used last.
    pub fn ways(&self) -> Vec<SignInMethod> {
        let mut ways = Vec::new();
        if matches!(self.provider, Some(ProviderOffer::Ready(_))) {
            ways.extend([
                SignInMethod::Browser,
                SignInMethod::Window,
                SignInMethod::Provider,
            ]);
        }
        ways.extend([SignInMethod::Password, SignInMethod::Robot]);
        if self.provider.is_some() {
            ways.push(SignInMethod::CliSecret);
        }
        ways.push(SignInMethod::Anonymous);
        ways
    }
}
