//! How a demo Harbor is set up to sign people in through a provider.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

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

/// The settings as they are at the moment.
pub(crate) struct Setup {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// With spaces between.
    pub scope: String,
    pub user_claim: String,
    pub groups_claim: String,
    pub admin_group: String,
    pub auto_onboard: bool,
    pub logout: bool,
    /// What goes with the authorization request besides.
    pub extra: BTreeMap<String, String>,
    /// The demo's own address.
    pub external: String,
}

impl Setup {
    /// The settings, if people sign in through a provider.
    pub fn of(world: &World, client_secret: &str, external: &str) -> Option<Self> {
        if !world.by_provider() {
            return None;
        }
        let text = |key: &str| world.setting(key).as_str().unwrap_or_default().to_owned();
        let flag = |key: &str| world.setting(key).as_bool().unwrap_or_default();
        let extra: Value =
            serde_json::from_str(&text("oidc_extra_redirect_parms")).unwrap_or_default();
        let extra = extra.as_object().into_iter().flatten();
        Some(Self {
            issuer: text("oidc_endpoint"),
            client_id: text("oidc_client_id"),
            client_secret: client_secret.to_owned(),
            scope: text("oidc_scope").replace(',', " "),
            user_claim: text("oidc_user_claim"),
            groups_claim: text("oidc_groups_claim"),
            admin_group: text("oidc_admin_group"),
            auto_onboard: flag("oidc_auto_onboard"),
            logout: flag("oidc_logout"),
            extra: extra
                .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
                .collect(),
            external: external.to_owned(),
        })
    }

    /// Where the provider sends people back to.
    pub fn callback(&self) -> String {
        format!("{}/c/oidc/callback", self.external)
    }
}
