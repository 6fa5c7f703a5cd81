//! The settings of a registry: a provider is tried and changed after a review, a refusal that is in
//! force all the same is said, read-only mode is left where it was begun, and others' settings are
//! compared.

use demo_harbor::OidcSettings;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

fn looking_at_settings(story: &'static str, harbor: &Harbor) -> Window {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(harbor, "admin");
    harbor.forget_requests();
    window.follows("Configuration");
    window.opens("Configuration");
    window.shows("#auth_mode");
    window
}

#[test]
fn a_provider_is_tried_and_changed_after_a_review() {
    let mut oidc = OidcSettings::new("https://id.example.org", "harbor", "Canary-Secret");
    oidc.admin_group = "registry-admins".to_owned();
    let harbor = Harbor::start_with_provider(oidc);
    let window = Desktop::new().opens_pilothouse("configuration");
    window.finds_registry(&harbor.address());
    window.types("#user", "admin");
    window.types("#password", demo_harbor::PASSWORD);
    window.clicks("#connect");
    window.opens("Projects");
    window.follows("Configuration");
    window.opens("Configuration");
    window.shows("#oidc_endpoint");

    // The way of signing in is fixed while others have accounts.
    window.shows("#auth_mode:disabled");
    window.sees("Fixed while there are users");
    window.takes_picture("1-authentication");

    // Another provider is tried before it is kept; the server's words stand beside the button.
    window.types("#oidc_endpoint", "id.example.com");
    window.sees("Begins with https://");
    window.shows("#review-settings:disabled");
    window.types("#oidc_endpoint", "https://id.invalid");
    window.clicks("#test-provider");
    window.sees("Failed to verify connection");
    // The registry says no more; what this computer sees of the provider says why.
    window.sees_in("#provider-steps", "The issuer is https://id.invalid");
    window.sees_in("#provider-steps", "No description at https://id.invalid");
    window.takes_picture("1-steps");
    window.types("#oidc_endpoint", "https://sso.example.org");
    window.clicks("#test-provider");
    window.sees("Harbor reached it");
    window.types("#oidc_admin_group", "operators");
    window.types("#oidc_client_secret", "Canary-New");
    window.sees_in(".insp", "What changes");
    window.sees_in(".insp", "registry-admins");
    window.sees_in("#changes", "oidc_admin_group");
    window.takes_picture("2-changes");
    assert!(harbor.requests_of("updateConfigurations").is_empty());

    // Somebody else is at the same setting meanwhile: three columns, and theirs can be kept.
    harbor.configures(&json!({"oidc_admin_group": "astronomers"}));
    harbor.forget_requests();
    window.clicks("#review-settings");
    window.sees_in("#overtaken", "astronomers");
    window.sees_in("#review", "Whoever is in the new group administers");
    window.sees_in("#review", "a new secret");
    window.takes_picture("3-review");
    window.presses("Keep theirs");
    // What can lock people out is agreed to.
    window.shows("dialog[open] .btn.primary:disabled");
    window.clicks("#agree");
    window.presses("Save settings");
    window.sees("Settings saved");
    let kept = harbor.asks(Method::GET, "/configurations");
    assert_eq!(kept["oidc_endpoint"]["value"], "https://sso.example.org");
    assert_eq!(kept["oidc_admin_group"]["value"], "astronomers");
    assert_eq!(harbor.requests_of("updateConfigurations").len(), 1);
    window.lacks_soon("#changes");
    assert_eq!(window.value_of("#oidc_client_secret"), "");
}

#[test]
fn a_refused_change_that_is_in_force_is_said_to_be() {
    let harbor = Harbor::start();
    let window = looking_at_settings("configuration_refused", &harbor);
    window.presses("System");
    window.types("#session_timeout", "0");
    window.sees("A whole number from 1");
    window.types("#session_timeout", "90");
    window.types("#audit_log_forward_endpoint", "log.invalid:514");
    window.presses_key(Key::Tab);
    window.clicks("#review-settings");
    window.sees_in("#review", "If it does not answer, Harbor says no");
    window.presses("Save settings");
    window.sees_in("dialog[open]", "Could not connect to the audit endpoint");
    window.sees_in("#in-force", "audit_log_forward_endpoint, session_timeout");
    window.takes_picture("1-refused");
    window.presses("Cancel");
    window.lacks_soon("#changes");
    assert_eq!(window.value_of("#session_timeout"), "90");
}

#[test]
fn read_only_mode_is_left_where_it_was_begun() {
    let harbor = Harbor::start();
    let window = looking_at_settings("configuration_read_only", &harbor);
    window.presses("System");
    window.clicks("#read_only");
    window.clicks("#review-settings");
    window.sees_in("#review", "Nothing can be pushed");
    window.clicks("#agree");
    window.presses("Save settings");
    window.shows("#read-only-note");
    window.sees_in(".banner", "read-only");
    window.takes_picture("1-read-only");
    window.follows("Quotas");
    window.opens("Quotas");
    window.follows("Where to end it");
    window.opens("Configuration");
    window.clicks("#end-read-only");
    window.sees("Changes are allowed again");
    window.lacks_soon("#read-only-note");
    let info = harbor.asks(Method::GET, "/systeminfo");
    assert_eq!(info["read_only"], false);
}

#[test]
fn settings_are_kept_as_a_file_and_compared_with_those_of_another_registry() {
    let harbor = Harbor::start();
    let window = looking_at_settings("configuration_file", &harbor);
    window.clicks("#export-settings");
    window.sees("-settings.json");
    window.clicks("#compare-settings");
    window.drops_file("#settings-file", "package.json", r#"{"name": "a package"}"#);
    window.sees("There is no setting in this file");
    let other = json!({
        "registry": "other.example.org",
        "settings": {"session_timeout": 240, "oidc_client_secret": "Canary", "made_up": 1},
    });
    window.drops_file("#settings-file", "other-settings.json", &other.to_string());
    window.sees_in("dialog[open]", "differ from other.example.org");
    window.sees_in("#differences", "240");
    assert!(!window.has("Canary"));
    window.takes_picture("1-compared");
    window.presses("Take over session_timeout");
    window.presses("Close");
    window.sees_in("#changes", "session_timeout");
    assert!(harbor.requests_of("updateConfigurations").is_empty());

    // What was typed is there again after a look elsewhere.
    window.follows("Quotas");
    window.opens("Quotas");
    window.follows("Configuration");
    window.sees_in("#changes", "session_timeout");
    window.presses("Discard");
    window.lacks_soon("#changes");
}

#[test]
fn announcements_are_seen_before_they_are_made_and_cves_are_pasted() {
    let harbor = Harbor::start();
    let window = looking_at_settings("configuration_banner", &harbor);
    window.presses("System");
    window.types("#banner_message", "Maintenance tonight");
    window.chooses("#banner-kind", "warning");
    window.types("#banner-from", "2026-12-31");
    window.types("#banner-to", "2026-01-01");
    window.sees("the first before the last");
    window.types("#banner-to", "");
    window.sees_in("#banner-preview", "Maintenance tonight");
    window.takes_picture("1-banner");
    window.clicks("#logs-pull_artifact");
    window.sees_in("#changes", "disabled_audit_log_event_types");
    window.clicks("#review-settings");
    window.presses("Save settings");
    window.sees("Settings saved");
    let kept = harbor.asks(Method::GET, "/configurations");
    assert_eq!(
        kept["disabled_audit_log_event_types"]["value"],
        "pull_artifact"
    );
    let banner = kept["banner_message"]["value"].as_str().expect("a text");
    assert!(banner.contains(r#""fromDate":"12/31/2026""#), "{banner}");

    window.presses("Security");
    window.shows("#paste-ids");
    window.types_raw("#paste-ids", "cve-2026-10001, CVE-2026-10002");
    window.presses("Add");
    window.sees_in("#allowlist-changes", "2 added");
    window.takes_picture("2-allowlist");
    window.clicks("#save-allowlist");
    window.sees("List of CVEs saved");
    let list = harbor.asks(Method::GET, "/system/CVEAllowlist");
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));

    window.presses("Server");
    window.sees_in("#health", "jobservice");
    window.sees("Harbor tells no sizes");
    let told = harbor.asks(Method::GET, "/statistics");
    window.sees_in(
        "#statistics",
        &format!(
            "{} ({} public, {} private)",
            told["total_project_count"],
            told["public_project_count"],
            told["private_project_count"]
        ),
    );
    window.sees_in("#queues", "6 waiting");
    window.sees_in("#queues", "paused");
    window.sees_in("#address-certificate", "Nothing is encrypted");
    window.takes_picture("3-server");
    window.follows("Quotas");
    window.clicks("#default-quota");
    window.chooses("#storage-kind", "own");
    window.types("#storage", "50");
    window.clicks("dialog[open] .btn.primary");
    window.sees("Default for new projects saved");
    let kept = harbor.asks(Method::GET, "/configurations");
    assert_eq!(kept["storage_per_project"]["value"], 53_687_091_200_i64);
}

#[test]
fn the_settings_are_read_in_french() {
    let mut window = Desktop::new().opens_pilothouse("configuration_french");
    window.clicks("#try-demo");
    window.opens("Projects");
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types_keys("franç");
    window.sees_in("dialog[open]", "Français");
    window.presses_key(Key::Enter);
    window.opens("Projets");
    window.follows("Configuration");
    window.shows("#auth_mode");
    window.chooses("#settings-of", "oidc_auth");
    window.types("#oidc_admin_group", "exploitation");
    window.sees_in(".insp", "Ce qui change");
    let mut misfits = window.is_looked_at("oidc");
    window.presses("Abandonner");
    window.presses("Système");
    window.shows("#read_only");
    misfits.extend(window.is_looked_at("system"));
    window.follows("Analyseurs");
    window.sees_row("Trivy");
    window.selects_row("Trivy");
    window.sees_in("#adapter", "Aqua Security");
    misfits.extend(window.is_looked_at("scanners"));
    window.presses("Tout analyser");
    window.shows("#scan-all");
    misfits.extend(window.is_looked_at("scan-all"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn the_settings_fit_and_keep_nobody_out() {
    let harbor = Harbor::start();
    let mut window = looking_at_settings("configuration_looks", &harbor);
    let mut found = Vec::new();
    let mut misfits = Vec::new();
    window.chooses("#settings-of", "oidc_auth");
    window.types("#oidc_name", "CADC");
    window.sees_in(".insp", "What changes");
    found.extend(window.keeps_somebody_out("settings"));
    misfits.extend(window.is_looked_at("authentication"));
    window.clicks("#review-settings");
    window.sees_in("#review", "CADC");
    found.extend(window.keeps_somebody_out("review"));
    misfits.extend(window.is_looked_at("review"));
    window.presses("Cancel");
    window.presses("Discard");
    window.presses("System");
    window.shows("#read_only");
    found.extend(window.keeps_somebody_out("system"));
    misfits.extend(window.is_looked_at("system"));
    window.presses("Security");
    window.shows("#paste-ids");
    found.extend(window.keeps_somebody_out("allowlist"));
    misfits.extend(window.is_looked_at("allowlist"));
    window.presses("Server");
    window.sees_in("#health", "core");
    found.extend(window.keeps_somebody_out("server"));
    misfits.extend(window.is_looked_at("server"));
    window.clicks("#compare-settings");
    found.extend(window.keeps_somebody_out("compare"));
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn a_directory_is_tried_step_by_step() {
    let harbor = Harbor::start_with_directory();
    let mut window = looking_at_settings("configuration_directory", &harbor);
    window.shows("#ldap_url");
    // What is saved is searched; nothing is typed yet.
    window.types("#directory-name", "ann");
    window.clicks("#directory-search button");
    window.sees(" found: ann");

    window.types("#ldap_url", "ldaps://ldap.invalid");
    window.sees("Harbor searches with the settings that are saved");
    window.clicks("#test-directory");
    window.sees_in("#directory-steps", "did not reach the directory");
    window.sees_in("#directory-steps", "connection refused");
    window.types("#ldap_url", "ldaps://ldap.example.org:636");
    window.lacks_soon("#directory-steps");
    window.types("#ldap_search_password", "Canary-Wrong");
    window.clicks("#test-directory");
    window.sees_in("#directory-steps", "Harbor reached the directory");
    window.sees_in("#directory-steps", "Invalid Credentials");
    window.sees_in("#directory-steps", "Check the search DN and its password");
    let misfits = window.is_looked_at("directory");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
    let found = window.keeps_somebody_out("directory");
    assert!(found.is_empty(), "{}", found.join("\n"));
    window.types("#ldap_search_password", "");
    window.clicks("#test-directory");
    window.sees_in("#directory-steps", "signed in there");
    assert!(harbor.requests_of("updateConfigurations").is_empty());
    window.presses("Discard");
    window.types("#directory-name", "nobody-at-all");
    window.clicks("#directory-search button");
    window.sees("Nobody was found");
}

#[test]
fn whoever_is_no_administrator_sees_how_the_registry_is() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("registry_health");
    window.signs_in_to(&harbor, "ada");
    window.follows("Registry health");
    window.opens("Registry health");
    window.sees_in("#health", "jobservice");
    window.sees_in("#statistics", "private of yours");
    window.takes_picture("1-health");
    // What administrators alone are told is not asked for.
    assert!(!window.has("Waiting jobs"));
    for operation in ["getVolumes", "listJobQueues"] {
        let asked = harbor.requests_of(operation);
        assert!(asked.is_empty(), "{asked:?}");
    }
}
