//! How a demo Harbor is set up to sign people in through a provider.

use std::fmt;

use crate::world::World;

/// The provider and what is expected of it; Harbor's settings `oidc_…` of `/configurations`.
#[derive(Clone)]
pub struct OidcSettings {
    /// `oidc_name`: the word for the provider on the button.
    pub name: String,
    /// `oidc_endpoint`: the issuer's address.
    pub issuer: String,
    /// `oidc_client_id`
    pub client_id: String,
    /// `oidc_client_secret`, which no answer tells.
    pub client_secret: String,
    /// `oidc_scope`, with commas between.
    pub scope: String,
    /// `oidc_user_claim`: the claim that names somebody who is onboarded without being asked.
    pub user_claim: String,
    /// `oidc_groups_claim`
    pub groups_claim: String,
    /// `oidc_admin_group`: its members are administrators; empty for none.
    pub admin_group: String,
    /// `oidc_auto_onboard`: whether those who are new get an account at once.
    pub auto_onboard: bool,
    /// `oidc_logout`: whether signing out ends the provider's session, too.
    pub logout: bool,
    /// People of the world who have signed in before: user name and the provider's `sub`.
    pub known: Vec<(String, String)>,
}

impl OidcSettings {
    /// A provider with what is usual for the rest.
    pub fn new(issuer: &str, client_id: &str, client_secret: &str) -> Self {
        Self {
            name: "Demo ID".to_owned(),
            issuer: issuer.to_owned(),
            client_id: client_id.to_owned(),
            client_secret: client_secret.to_owned(),
            scope: "openid,profile,email,offline_access".to_owned(),
            user_claim: "preferred_username".to_owned(),
            groups_claim: "groups".to_owned(),
            admin_group: String::new(),
            auto_onboard: false,
            logout: false,
            known: Vec::new(),
        }
    }

    /// Writes everything but the secret into the world's configuration, where requests may change it.
    pub(crate) fn configure(&self, world: &mut World) {
        let texts = [
            ("auth_mode", "oidc_auth"),
            ("oidc_name", &self.name),
            ("oidc_endpoint", &self.issuer),
            ("oidc_client_id", &self.client_id),
            ("oidc_scope", &self.scope),
            ("oidc_user_claim", &self.user_claim),
            ("oidc_groups_claim", &self.groups_claim),
            ("oidc_admin_group", &self.admin_group),
        ];
        for (key, value) in texts {
            world.set(key, value.into());
        }
        world.set("oidc_auto_onboard", self.auto_onboard.into());
        world.set("oidc_logout", self.logout.into());
        world.set("self_registration", false.into());
        for (name, subject) in &self.known {
            world.know(name, subject, &self.issuer);
        }
    }
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("client_secret", &"[redacted]")
            .finish_non_exhaustive()
    }
}

impl World {
    /// Ties somebody of the world to the provider, as if they had signed in before.
    fn know(&mut self, name: &str, subject: &str, issuer: &str) {
        let account = self.account(subject, issuer);
        if let Some(user) = self.users.iter_mut().find(|user| user.name == name) {
            user.account = Some(account);
        }
    }
}
