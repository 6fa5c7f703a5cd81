//! What a change of a setting means for people and programs.

use serde_json::Value as Json;

use crate::change::{Change, NewValue};

/// Who is about to change settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Session {
    /// Administrator by a group only: another administrators' group takes the right away.
    pub is_administrator_by_group: bool,
    /// Signed in by a password that the server itself keeps.
    pub has_local_password: bool,
}

/// What follows from a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consequence {
    /// People sign in in another way; accounts of the way before can't.
    SignInMode,
    /// The person who changes it can't sign in again.
    OwnSignIn,
    /// The person who changes it is an administrator by the group that goes.
    OwnRights,
    /// Members of the new group administer the registry.
    AdministratorsByGroup,
    /// Another provider or directory: names that are the same may be other people.
    Provider,
    /// The server's certificate is no longer verified.
    Unverified,
    /// CLI secrets stop with the provider's session.
    CliSecretsEnd,
    /// CLI secrets go on after the provider's session; everybody signs in once more for that.
    CliSecretsLast,
    /// Only of users who are new from then on.
    NewUsersOnly,
    /// Roles by groups follow at the next sign-in.
    NextSignIn,
    /// Anybody who reaches the registry can make an account.
    AnybodyRegisters,
    /// Nothing can be pushed or changed.
    ReadOnly,
    /// Everything can be pushed and changed again.
    Writable,
    /// Robot accounts are called otherwise: logins by the old names fail.
    RobotNames,
    /// Only what is made from then on.
    NewOnly,
    /// Limits are not enforced any more.
    QuotasOff,
    /// No webhook is called.
    WebhooksOff,
    /// The page of the audit log gets no entries any more.
    LogElsewhere,
    /// The server calls it while it saves, and refuses what does not answer.
    CalledWhileSaving,
    /// What is no longer logged can't be found afterwards.
    NotLogged,
    /// Everybody sees it, also before signing in.
    SeenByAll,
    /// Scans count as pulls for retention rules, or no longer.
    RetentionCounts,
    /// Only administrators make projects.
    ProjectsByAdministrators,
}

impl Consequence {
    /// Whether it is to be agreed to: it can lock people out, or stop what works.
    pub const fn is_severe(self) -> bool {
        matches!(
            self,
            Self::SignInMode
                | Self::OwnSignIn
                | Self::OwnRights
                | Self::ReadOnly
                | Self::RobotNames
                | Self::Provider
                | Self::AnybodyRegisters
        )
    }
}

/// What follows from one change.
pub fn consequences(change: &Change, session: Session) -> Vec<Consequence> {
    let after = match &change.after {
        NewValue::Is(after) => after,
        NewValue::Secret => return vec![Consequence::NextSignIn],
    };
    let is_on = after == &Json::Bool(true);
    let has_scope = |value: Option<&Json>, wanted: &str| {
        let text = value.and_then(Json::as_str).unwrap_or_default();
        text.split(',').any(|scope| scope.trim() == wanted)
    };
    let was = change.before.as_ref();
    let is_empty = after.as_str().is_some_and(str::is_empty);
    match change.key {
        "auth_mode" => match session.has_local_password {
            true => vec![Consequence::SignInMode],
            false => vec![Consequence::SignInMode, Consequence::OwnSignIn],
        },
        "oidc_admin_group" | "ldap_group_admin_dn" | "http_authproxy_admin_groups" => {
            let mut all = Vec::new();
            if session.is_administrator_by_group {
                all.push(Consequence::OwnRights);
            }
            if !is_empty {
                all.push(Consequence::AdministratorsByGroup);
            }
            all
        }
        "oidc_groups_claim" | "oidc_group_filter" => match session.is_administrator_by_group {
            true => vec![Consequence::OwnRights, Consequence::NextSignIn],
            false => vec![Consequence::NextSignIn],
        },
        "oidc_endpoint"
        | "oidc_client_id"
        | "ldap_url"
        | "ldap_base_dn"
        | "ldap_uid"
        | "http_authproxy_endpoint"
        | "uaa_endpoint" => vec![Consequence::Provider],
        "oidc_verify_cert"
        | "ldap_verify_cert"
        | "http_authproxy_verify_cert"
        | "uaa_verify_cert"
            if !is_on =>
        {
            vec![Consequence::Unverified]
        }
        "oidc_scope" => {
            let name = "offline_access";
            match (has_scope(was, name), has_scope(Some(after), name)) {
                (true, false) => vec![Consequence::CliSecretsEnd],
                (false, true) => vec![Consequence::CliSecretsLast],
                _ => vec![Consequence::NextSignIn],
            }
        }
        "oidc_user_claim" | "oidc_auto_onboard" => vec![Consequence::NewUsersOnly],
        "self_registration" if is_on => vec![Consequence::AnybodyRegisters],
        "read_only" if is_on => vec![Consequence::ReadOnly],
        "read_only" => vec![Consequence::Writable],
        "robot_name_prefix" => vec![Consequence::RobotNames],
        "session_timeout" | "token_expiration" | "robot_token_duration" | "storage_per_project" => {
            vec![Consequence::NewOnly]
        }
        "quota_per_project_enable" if !is_on => vec![Consequence::QuotasOff],
        "notification_enable" if !is_on => vec![Consequence::WebhooksOff],
        "skip_audit_log_database" if is_on => vec![Consequence::LogElsewhere],
        "audit_log_forward_endpoint" if !is_empty => vec![Consequence::CalledWhileSaving],
        "disabled_audit_log_event_types" if !is_empty => vec![Consequence::NotLogged],
        "banner_message" if !is_empty => vec![Consequence::SeenByAll],
        "scanner_skip_update_pulltime" => vec![Consequence::RetentionCounts],
        "project_creation_restriction" if after == "adminonly" => {
            vec![Consequence::ProjectsByAdministrators]
        }
        key if key.starts_with("ldap_") || key.starts_with("http_authproxy_") => {
            vec![Consequence::NextSignIn]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(key: &'static str, before: Json, after: Json) -> Change {
        Change {
            key,
            before: Some(before),
            after: NewValue::Is(after),
        }
    }

    #[test]
    fn whoever_would_lock_themselves_out_is_told() {
        let by_group = Session {
            is_administrator_by_group: true,
            has_local_password: false,
        };
        let group = change("oidc_admin_group", json!("old"), json!("new"));
        assert!(consequences(&group, by_group).contains(&Consequence::OwnRights));
        assert!(!consequences(&group, Session::default()).contains(&Consequence::OwnRights));
        let mode = change("auth_mode", json!("db_auth"), json!("oidc_auth"));
        assert!(consequences(&mode, by_group).contains(&Consequence::OwnSignIn));
        let local = Session {
            has_local_password: true,
            ..Session::default()
        };
        assert_eq!(consequences(&mode, local), [Consequence::SignInMode]);
        let read_only = change("read_only", json!(false), json!(true));
        let follows = consequences(&read_only, local);
        assert_eq!(follows, [Consequence::ReadOnly]);
        assert!(follows[0].is_severe());
    }

    #[test]
    fn a_scope_that_comes_or_goes_decides_how_long_cli_secrets_last() {
        let scopes = |before: &str, after: &str| {
            let change = change("oidc_scope", json!(before), json!(after));
            consequences(&change, Session::default())
        };
        assert_eq!(
            scopes("openid,email", "openid,email, offline_access"),
            [Consequence::CliSecretsLast]
        );
        assert_eq!(
            scopes("openid,offline_access", "openid"),
            [Consequence::CliSecretsEnd]
        );
        assert_eq!(scopes("openid", "openid,email"), [Consequence::NextSignIn]);
    }
}
