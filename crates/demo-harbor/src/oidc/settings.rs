//! Harbor's settings of a provider.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::world::World;

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
