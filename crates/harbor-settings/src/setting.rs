//! Which settings there are, and what each takes.

use serde_json::Value;

/// The name of a setting, as the server has it.
pub type SettingKey = &'static str;

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text that the server does not take empty.
    NeededText,
    /// An address that begins with one of these.
    Address(&'static [&'static str]),
    /// Host and port, without a scheme.
    HostAndPort,
    /// Sent and never read.
    Secret,
    Switch,
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// A whole number that is the first for 'no limit', or more than nothing.
    Limit(i64),
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// 0 for the entry itself, 1 for one level below, 2 for everything below.
    LdapScope,
    /// Certificates as PEM.
    Certificate,
    /// A regular expression.
    Pattern,
    /// A JSON object of texts, as a text.
    Parameters,
    /// Words with commas between.
    Words,
    /// An announcement: a JSON object as a text, or a plain text.
    Banner,
}

/// What a setting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    SignIn,
    Ldap,
    LdapGroups,
    Oidc,
    OidcPeople,
    HttpProxy,
    Uaa,
    Sessions,
    Projects,
    Robots,
    Maintenance,
    AuditLog,
    Banner,
}

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub key: SettingKey,
    pub group: Group,
    pub kind: Kind,
}

/// The largest number that the server takes.
const LARGEST: i64 = 9_999_999_999;

const WEB: &[&str] = &["https://", "http://"];

/// All settings that can be changed here, in the order of a form.
pub const SETTINGS: &[Setting] = &[
    Setting::new(
        Group::SignIn,
        "auth_mode",
        Kind::Choice(&["db_auth", "ldap_auth", "oidc_auth", "http_auth", "uaa_auth"]),
    ),
    Setting::new(Group::SignIn, "primary_auth_mode", Kind::Switch),
    Setting::new(Group::SignIn, "self_registration", Kind::Switch),
    Setting::new(
        Group::Ldap,
        "ldap_url",
        Kind::Address(&["ldaps://", "ldap://"]),
    ),
    Setting::new(Group::Ldap, "ldap_search_dn", Kind::Text),
    Setting::new(Group::Ldap, "ldap_search_password", Kind::Secret),
    Setting::new(Group::Ldap, "ldap_base_dn", Kind::NeededText),
    Setting::new(Group::Ldap, "ldap_filter", Kind::Text),
    Setting::new(Group::Ldap, "ldap_uid", Kind::NeededText),
    Setting::new(Group::Ldap, "ldap_scope", Kind::LdapScope),
    Setting::new(Group::Ldap, "ldap_timeout", Kind::Number(1, LARGEST)),
    Setting::new(Group::Ldap, "ldap_verify_cert", Kind::Switch),
    Setting::new(Group::LdapGroups, "ldap_group_base_dn", Kind::Text),
    Setting::new(Group::LdapGroups, "ldap_group_search_filter", Kind::Text),
    Setting::new(Group::LdapGroups, "ldap_group_attribute_name", Kind::Text),
    Setting::new(
        Group::LdapGroups,
        "ldap_group_membership_attribute",
        Kind::Text,
    ),
    Setting::new(Group::LdapGroups, "ldap_group_admin_dn", Kind::Text),
    Setting::new(
        Group::LdapGroups,
        "ldap_group_search_scope",
        Kind::LdapScope,
    ),
    Setting::new(
        Group::LdapGroups,
        "ldap_group_attach_parallel",
        Kind::Switch,
    ),
    Setting::new(Group::Oidc, "oidc_name", Kind::NeededText),
    Setting::new(Group::Oidc, "oidc_endpoint", Kind::Address(WEB)),
    Setting::new(Group::Oidc, "oidc_client_id", Kind::NeededText),
    Setting::new(Group::Oidc, "oidc_client_secret", Kind::Secret),
    Setting::new(Group::Oidc, "oidc_scope", Kind::Words),
    Setting::new(Group::Oidc, "oidc_verify_cert", Kind::Switch),
    Setting::new(Group::Oidc, "oidc_extra_redirect_parms", Kind::Parameters),
    Setting::new(Group::OidcPeople, "oidc_user_claim", Kind::Text),
    Setting::new(Group::OidcPeople, "oidc_auto_onboard", Kind::Switch),
    Setting::new(Group::OidcPeople, "oidc_groups_claim", Kind::Text),
    Setting::new(Group::OidcPeople, "oidc_group_filter", Kind::Pattern),
    Setting::new(Group::OidcPeople, "oidc_admin_group", Kind::Text),
    Setting::new(Group::OidcPeople, "oidc_logout", Kind::Switch),
    Setting::new(
        Group::HttpProxy,
        "http_authproxy_endpoint",
        Kind::Address(WEB),
    ),
    Setting::new(
        Group::HttpProxy,
        "http_authproxy_tokenreview_endpoint",
        Kind::Address(WEB),
    ),
    Setting::new(Group::HttpProxy, "http_authproxy_admin_groups", Kind::Words),
    Setting::new(
        Group::HttpProxy,
        "http_authproxy_admin_usernames",
        Kind::Words,
    ),
    Setting::new(
        Group::HttpProxy,
        "http_authproxy_server_certificate",
        Kind::Certificate,
    ),
    Setting::new(Group::HttpProxy, "http_authproxy_verify_cert", Kind::Switch),
    Setting::new(Group::HttpProxy, "http_authproxy_skip_search", Kind::Switch),
    Setting::new(Group::Uaa, "uaa_endpoint", Kind::Address(WEB)),
    Setting::new(Group::Uaa, "uaa_client_id", Kind::NeededText),
    Setting::new(Group::Uaa, "uaa_client_secret", Kind::Secret),
    Setting::new(Group::Uaa, "uaa_verify_cert", Kind::Switch),
    Setting::new(Group::Sessions, "session_timeout", Kind::Number(1, LARGEST)),
    Setting::new(
        Group::Sessions,
        "token_expiration",
        Kind::Number(1, LARGEST),
    ),
    Setting::new(
        Group::Projects,
        "project_creation_restriction",
        Kind::Choice(&["everyone", "adminonly"]),
    ),
    Setting::new(Group::Projects, "quota_per_project_enable", Kind::Switch),
    Setting::new(Group::Projects, "storage_per_project", Kind::Limit(-1)),
    Setting::new(Group::Projects, "notification_enable", Kind::Switch),
    Setting::new(
        Group::Projects,
        "scanner_skip_update_pulltime",
        Kind::Switch,
    ),
    Setting::new(Group::Robots, "robot_name_prefix", Kind::NeededText),
    Setting::new(
        Group::Robots,
        "robot_token_duration",
        Kind::Number(1, LARGEST),
    ),
    Setting::new(Group::Maintenance, "read_only", Kind::Switch),
    Setting::new(
        Group::AuditLog,
        "audit_log_forward_endpoint",
        Kind::HostAndPort,
    ),
    Setting::new(Group::AuditLog, "skip_audit_log_database", Kind::Switch),
    Setting::new(
        Group::AuditLog,
        "disabled_audit_log_event_types",
        Kind::Words,
    ),
    Setting::new(Group::Banner, "banner_message", Kind::Banner),
];

/// The setting of a name, if it is known here.
pub fn setting(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// A value as a field has it: a text as it is, others as JSON has them.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Setting {
    const fn new(group: Group, key: SettingKey, kind: Kind) -> Self {
        Self { key, group, kind }
    }

    /// Whether it is sent and never read.
    pub fn is_secret(&self) -> bool {
        self.kind == Kind::Secret
    }

    /// Whether the server keeps a number of it.
    pub fn is_number(&self) -> bool {
        matches!(
            self.kind,
            Kind::Number(..) | Kind::Limit(_) | Kind::LdapScope
        )
    }

    /// What is sent for what stands in a field; a number that can't be read stays a text, which
    /// [`faults`](crate::faults) finds.
    pub fn value(&self, typed: &str) -> Value {
        let typed = typed.trim();
        match self.kind {
            Kind::Switch => Value::Bool(typed == "true"),
            _ if self.is_number() => match typed.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) => typed.into(),
            },
            _ => typed.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_setting_is_named_once_and_secrets_are_those_of_the_api() {
        let keys: HashSet<_> = SETTINGS.iter().map(|setting| setting.key).collect();
        assert_eq!(keys.len(), SETTINGS.len());
        let secrets: HashSet<_> = SETTINGS
            .iter()
            .filter(|setting| setting.is_secret())
            .map(|setting| setting.key)
            .collect();
        assert_eq!(
            secrets,
            harbor_api::types::Configuration::SECRETS
                .into_iter()
                .collect()
        );
    }

    #[test]
    fn what_is_typed_becomes_what_the_server_keeps() {
        let of = |key: &str, typed: &str| setting(key).expect("a setting").value(typed);
        assert_eq!(of("session_timeout", " 90 "), Value::from(90));
        assert_eq!(of("session_timeout", "an hour"), Value::from("an hour"));
        assert_eq!(of("read_only", "true"), Value::Bool(true));
        assert_eq!(of("oidc_name", " CADC "), Value::from("CADC"));
        assert_eq!(of("robot_name_prefix", "12"), Value::from("12"));
    }
}
