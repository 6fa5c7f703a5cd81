//! Somebody as the provider describes them.

use serde_json::Value;

use super::Setup;
use super::provider::Claims;
use crate::http::call::Failure;

/// Somebody whom the provider knows.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub subject: String,
    pub issuer: String,
    /// The display name, which is what Harbor offers as a user name.
    pub name: String,
    /// The claim for user names, which is what Harbor takes without asking.
    pub claimed: String,
    pub email: String,
    pub groups: Vec<String>,
    /// Whether one of the groups is that of the administrators.
    pub admin: bool,
}

impl Person {
    /// Reads the claims of an id_token, and those of the user info, which come before.
    pub fn of(setup: &Setup, token: &Claims, info: &Claims) -> Self {
        let claim = |name: &str| info.get(name).or_else(|| token.get(name));
        let text = |name: &str| claim(name).and_then(Value::as_str).unwrap_or_default();
        let groups: Vec<String> = match claim(&setup.groups_claim) {
            Some(Value::String(group)) => vec![group.clone()],
            Some(Value::Array(groups)) => groups
                .iter()
                .filter_map(|group| group.as_str().map(str::to_owned))
                .collect(),
            _ => Vec::new(),
        };
        let tidy = |name: &str| name.replace([' ', ','], "_");
        Self {
            subject: text("sub").to_owned(),
            issuer: setup.issuer.clone(),
            name: tidy(text("name")),
            claimed: tidy(text(&setup.user_claim)),
            email: text("email").to_owned(),
            admin: !setup.admin_group.is_empty() && groups.contains(&setup.admin_group),
            groups,
        }
    }
}

/// Whether a newcomer may be called so.
pub(crate) fn check_name(name: &str) -> Result<(), Failure> {
    if name.is_empty() || name.len() > 255 {
        return Err(Failure::bad_request("username with illegal length"));
    }
    if name.contains([',', '"', '~', '#', '%', '$']) {
        return Err(Failure::bad_request(format!(
            "username {name} contains illegal characters: ,\"~#%$"
        )));
    }
    Ok(())
}
