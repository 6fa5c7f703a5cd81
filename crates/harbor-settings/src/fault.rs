//! What of settings is not right, before anything is sent.

use std::collections::BTreeMap;

use harbor_rules::expression::is_bad_expression;
use serde_json::Value;

use crate::setting::{Kind, Setting, SettingKey, setting};

/// Why a value would be refused, or would break what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    /// Not a whole number, or not from the first to the second.
    NotInRange(i64, i64),
    /// Neither the first, which is 'no limit', nor more than nothing.
    NoLimit(i64),
    /// Not one of the words.
    NoChoice,
    /// Does not begin with one of these, or names no host.
    NoAddress(&'static [&'static str]),
    /// Not `host:port`.
    NoHostAndPort,
    NoCertificate,
    NoParameters,
    /// No regular expression of Go's.
    NoExpression,
    /// Without `openid` nobody can sign in.
    NoOpenId,
    /// The log can't be kept nowhere: it needs the endpoint that it is forwarded to.
    NothingKeepsTheLog,
    /// A first day after the last one, or no day at all.
    NoDays,
    /// Without them the mode of signing in lets nobody in.
    NeededByMode,
}

/// The settings that a mode of signing in can't do without.
fn needed_by(mode: &str) -> &'static [SettingKey] {
    match mode {
        "ldap_auth" => &["ldap_url", "ldap_base_dn", "ldap_uid"],
        "oidc_auth" => &["oidc_name", "oidc_endpoint", "oidc_client_id", "oidc_scope"],
        "http_auth" => &[
            "http_authproxy_endpoint",
            "http_authproxy_tokenreview_endpoint",
        ],
        "uaa_auth" => &["uaa_endpoint", "uaa_client_id"],
        _ => &[],
    }
}

/// What is wrong with those settings of `changed` that are known here; `all` are the settings as they
/// would be.
pub fn faults(
    changed: &BTreeMap<String, Value>,
    all: &BTreeMap<String, Value>,
) -> BTreeMap<SettingKey, Fault> {
    let mut found = BTreeMap::new();
    for (key, value) in changed {
        let Some(setting) = setting(key) else {
            continue;
        };
        if let Some(fault) = fault(setting, value) {
            found.insert(setting.key, fault);
        }
    }
    let text = |key: &str| all.get(key).and_then(Value::as_str).unwrap_or_default();
    if changed.keys().any(|key| belongs_to_mode(key)) {
        for key in needed_by(text("auth_mode")) {
            if text(key).trim().is_empty() {
                found.insert(key, Fault::NeededByMode);
            }
        }
    }
    let logs_nowhere = all.get("skip_audit_log_database") == Some(&Value::Bool(true))
        && text("audit_log_forward_endpoint").is_empty();
    let keys = ["skip_audit_log_database", "audit_log_forward_endpoint"];
    if logs_nowhere && keys.iter().any(|key| changed.contains_key(*key)) {
        found.insert("audit_log_forward_endpoint", Fault::NothingKeepsTheLog);
    }
    found
}

fn belongs_to_mode(key: &str) -> bool {
    key == "auth_mode"
        || ["ldap_", "oidc_", "http_authproxy_", "uaa_"]
            .iter()
            .any(|prefix| key.starts_with(prefix))
}

fn fault(setting: &Setting, value: &Value) -> Option<Fault> {
    let text = value.as_str().unwrap_or_default().trim();
    let unless = |is_good: bool, fault: Fault| (!is_good).then_some(fault);
    match setting.kind {
        Kind::Number(least, most) => {
            let is_good = value.as_i64().is_some_and(|n| (least..=most).contains(&n));
            unless(is_good, Fault::NotInRange(least, most))
        }
        Kind::LdapScope => {
            let is_good = value.as_i64().is_some_and(|n| (0..=2).contains(&n));
            unless(is_good, Fault::NotInRange(0, 2))
        }
        Kind::Limit(none) => {
            let is_good = value.as_i64().is_some_and(|n| n == none || n > 0);
            unless(is_good, Fault::NoLimit(none))
        }
        Kind::NeededText => unless(!text.is_empty(), Fault::Missing),
        Kind::Choice(words) => unless(words.contains(&text), Fault::NoChoice),
        Kind::Address(schemes) => unless(
            text.is_empty() || is_address(text, schemes),
            Fault::NoAddress(schemes),
        ),
        Kind::HostAndPort => unless(
            text.is_empty() || is_host_and_port(text),
            Fault::NoHostAndPort,
        ),
        Kind::Certificate => {
            let is_pem = text.starts_with("-----BEGIN CERTIFICATE-----")
                && text.ends_with("-----END CERTIFICATE-----");
            unless(text.is_empty() || is_pem, Fault::NoCertificate)
        }
        Kind::Parameters => {
            let read = serde_json::from_str::<BTreeMap<String, String>>(text);
            unless(text.is_empty() || read.is_ok(), Fault::NoParameters)
        }
        Kind::Words if setting.key == "oidc_scope" => {
            let has_it = text.split(',').any(|word| word.trim() == "openid");
            unless(has_it, Fault::NoOpenId)
        }
        Kind::Banner => {
            let banner = harbor_api::types::Banner::parse(text);
            unless(
                banner.is_none_or(|banner| banner.days().is_ok()),
                Fault::NoDays,
            )
        }
        Kind::Pattern => unless(!is_bad_expression(text), Fault::NoExpression),
        Kind::Text | Kind::Secret | Kind::Switch | Kind::Words => None,
    }
}

/// Whether a text is an address of one of these schemes that names a host, and nobody.
fn is_address(text: &str, schemes: &[&str]) -> bool {
    let mut rest = schemes
        .iter()
        .filter_map(|scheme| text.strip_prefix(scheme));
    rest.next().is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !rest.contains(char::is_whitespace) && !host.contains('@')
    })
}

fn is_host_and_port(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(host, port)| {
        let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
        is_port && !host.is_empty() && !host.contains(['/', ' ', '@'])
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(changed: Value) -> BTreeMap<SettingKey, Fault> {
        let changed: BTreeMap<String, Value> = serde_json::from_value(changed).expect("an object");
        faults(&changed, &changed)
    }

    #[test]
    fn what_the_server_refuses_or_should_refuse_is_found_before() {
        for bad in [
            json!({"session_timeout": 0}),
            json!({"session_timeout": "soon"}),
            json!({"token_expiration": 10_000_000_000_i64}),
            json!({"storage_per_project": 0}),
            json!({"storage_per_project": -2}),
            json!({"ldap_scope": 3}),
            json!({"project_creation_restriction": "foo"}),
            json!({"robot_name_prefix": " "}),
            json!({"oidc_endpoint": "id.example.org"}),
            json!({"oidc_endpoint": "https://"}),
            json!({"ldap_url": "https://ldap.example.org"}),
            json!({"oidc_scope": "foo"}),
            json!({"oidc_group_filter": "^(astro|ska"}),
            json!({"oidc_extra_redirect_parms": "{bad"}),
            json!({"oidc_extra_redirect_parms": "{\"a\": 1}"}),
            json!({"http_authproxy_server_certificate": "MII"}),
            json!({"audit_log_forward_endpoint": "https://log.example.org"}),
            json!({"skip_audit_log_database": true}),
            json!({"banner_message": "{\"message\":\"m\",\"fromDate\":\"31/12/2026\"}"}),
            json!({"banner_message":
                "{\"message\":\"m\",\"fromDate\":\"12/31/2026\",\"toDate\":\"01/01/2026\"}"}),
        ] {
            assert_eq!(found(bad.clone()).len(), 1, "{bad}");
        }
        for good in [
            json!({"session_timeout": 1}),
            json!({"storage_per_project": -1}),
            json!({"storage_per_project": 1_073_741_824}),
            json!({"oidc_scope": "openid, profile"}),
            json!({"oidc_group_filter": "^(astro|ska)-.*"}),
            json!({"ldap_url": "ldaps://ldap.example.org:636"}),
            json!({"oidc_extra_redirect_parms": "{\"prompt\":\"login\"}"}),
            json!({"audit_log_forward_endpoint": "log.example.org:514"}),
            json!({"skip_audit_log_database": true, "audit_log_forward_endpoint": "log:514"}),
            json!({"banner_message": ""}),
            json!({"banner_message": "plain words"}),
            json!({"not_known_here": "anything"}),
        ] {
            assert_eq!(found(good.clone()), BTreeMap::new(), "{good}");
        }
    }

    #[test]
    fn a_mode_of_signing_in_needs_its_settings() {
        let missing = found(json!({"auth_mode": "oidc_auth", "oidc_name": "CADC"}));
        let keys: Vec<_> = missing.keys().copied().collect();
        assert_eq!(keys, ["oidc_client_id", "oidc_endpoint", "oidc_scope"]);
        assert_eq!(found(json!({"auth_mode": "db_auth"})), BTreeMap::new());
    }
}
