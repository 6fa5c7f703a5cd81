//! What settings, their values and their groups are called.

use harbor_settings::{Group, SettingKey};
use serde_json::Value;

use crate::{format::size, words::words};

crate::words::area! {
    /// Settings of a registry, one by one.
    SettingWords {
        texts {
            sign_in: "Sign-in", "Connexion";
            ldap: "Directory (LDAP)", "Annuaire (LDAP)";
            ldap_groups: "Groups of the directory", "Groupes de l’annuaire";
            oidc: "Provider", "Fournisseur";
            oidc_people: "People and groups", "Personnes et groupes";
            http_proxy: "HTTP authentication proxy", "Proxy d’authentification HTTP";
            uaa: "UAA", "UAA";
            sessions: "Sessions", "Sessions";
            projects: "Projects", "Projets";
            robots: "Robot accounts", "Comptes robots";
            maintenance: "Read-only mode", "Lecture seule";
            audit_log: "Audit log", "Journal d’audit";
            banner: "Announcement", "Annonce";

            auth_mode: "People sign in with", "On se connecte avec";
            db_auth: "Passwords kept here", "Des mots de passe gardés ici";
            ldap_auth: "A directory (LDAP)", "Un annuaire (LDAP)";
            oidc_auth: "Single sign-on (OIDC)", "L’authentification unique (OIDC)";
            http_auth: "An HTTP proxy", "Un proxy HTTP";
            uaa_auth: "UAA", "UAA";
            primary_auth_mode: "Sign-in page", "Page de connexion";
            primary_auth_mode_tick: "Go straight to it", "Y aller directement";
            self_registration: "New accounts", "Nouveaux comptes";
            self_registration_tick: "Anybody may make one", "Chacun peut en créer un";

            ldap_url: "Address", "Adresse";
            ldap_search_dn: "Searches as", "Cherche comme";
            ldap_search_password: "Its password", "Son mot de passe";
            ldap_base_dn: "People are below", "Les personnes sont sous";
            ldap_filter: "Filter", "Filtre";
            ldap_uid: "User name from", "Identifiant depuis";
            ldap_scope: "Search", "Recherche";
            ldap_timeout: "Waits at most", "Attend au plus";
            ldap_verify_cert: "Certificate", "Certificat";
            verify: "Verify it", "Le vérifier";
            ldap_group_base_dn: "Groups are below", "Les groupes sont sous";
            ldap_group_search_filter: "Filter", "Filtre";
            ldap_group_attribute_name: "Group name from", "Nom du groupe depuis";
            ldap_group_membership_attribute: "Membership from", "Appartenance depuis";
            ldap_group_admin_dn: "Administrators", "Administrateurs";
            ldap_group_search_scope: "Search", "Recherche";
            ldap_group_attach_parallel: "Memberships", "Appartenances";
            ldap_group_attach_parallel_tick: "Look several up at once", "En chercher plusieurs à la fois";
            scope_base: "the entry itself", "l’entrée même";
            scope_one: "one level below", "un niveau plus bas";
            scope_tree: "everything below", "tout ce qui est dessous";

            oidc_name: "Name", "Nom";
            oidc_name_hint: "Stands on the sign-in button", "Figure sur le bouton de connexion";
            oidc_endpoint: "Endpoint", "Adresse";
            oidc_client_id: "Client", "Client";
            oidc_client_secret: "Client secret", "Secret du client";
            oidc_scope: "Scopes", "Portées";
            oidc_scope_hint: "With offline_access CLI secrets last", "Avec offline_access les secrets CLI durent";
            oidc_verify_cert: "Certificate", "Certificat";
            oidc_extra_redirect_parms: "Extra parameters", "Paramètres en plus";
            oidc_extra_redirect_parms_hint: "A JSON object, sent along to the provider", "Un objet JSON, envoyé au fournisseur";
            oidc_user_claim: "User name from", "Identifiant depuis";
            oidc_auto_onboard: "New people", "Nouvelles personnes";
            oidc_auto_onboard_tick: "Make their account by itself", "Créer leur compte tout seul";
            oidc_groups_claim: "Groups from", "Groupes depuis";
            oidc_group_filter: "Only groups that match", "Seulement les groupes";
            oidc_group_filter_hint: "A regular expression", "Une expression régulière";
            oidc_admin_group: "Administrators", "Administrateurs";
            oidc_admin_group_hint: "The group whose members administer the registry", "Le groupe dont les membres administrent le registre";
            oidc_logout: "Signing out", "Déconnexion";
            oidc_logout_tick: "Signs out at the provider too", "Déconnecte aussi chez le fournisseur";

            http_authproxy_endpoint: "Proxy", "Proxy";
            http_authproxy_tokenreview_endpoint: "Token review", "Vérification des jetons";
            http_authproxy_admin_groups: "Administrators’ groups", "Groupes d’administrateurs";
            http_authproxy_admin_usernames: "Administrators", "Administrateurs";
            with_commas: "With commas between", "Séparés par des virgules";
            http_authproxy_server_certificate: "Certificate", "Certificat";
            http_authproxy_verify_cert: "Verify", "Vérifier";
            http_authproxy_verify_cert_tick: "Verify the proxy’s certificate", "Vérifier le certificat du proxy";
            http_authproxy_skip_search: "New people", "Nouvelles personnes";
            http_authproxy_skip_search_tick: "Take any name without looking it up", "Prendre tout nom sans le chercher";

            uaa_endpoint: "Endpoint", "Adresse";
            uaa_client_id: "Client", "Client";
            uaa_client_secret: "Client secret", "Secret du client";
            uaa_verify_cert: "Certificate", "Certificat";

            session_timeout: "A session lasts", "Une session dure";
            minutes_unused: "minutes after its last use", "minutes après son dernier usage";
            token_expiration: "A pull token lasts", "Un jeton de pull dure";
            minutes: "minutes", "minutes";
            seconds: "seconds", "secondes";
            project_creation_restriction: "Projects are made by", "Les projets sont créés par";
            everyone: "everybody", "tout le monde";
            adminonly: "administrators only", "les administrateurs seulement";
            quota_per_project_enable: "Storage limits", "Limites de stockage";
            quota_per_project_enable_tick: "Enforce them", "Les appliquer";
            storage_per_project: "New projects may use", "Un nouveau projet a droit à";
            notification_enable: "Webhooks", "Webhooks";
            notification_enable_tick: "Call them", "Les appeler";
            scanner_skip_update_pulltime: "Scans", "Analyses";
            scanner_skip_update_pulltime_tick: "Don’t count as pulls", "Ne comptent pas comme des pulls";
            robot_name_prefix: "Names begin with", "Les noms commencent par";
            robot_token_duration: "Expire after", "Expirent après";
            days_unless_said: "days, unless something else is chosen", "jours, sauf autre choix";
            read_only: "Changes", "Modifications";
            read_only_tick: "Refuse everything that changes the registry", "Refuser tout ce qui modifie le registre";
            audit_log_forward_endpoint: "Also sent to", "Envoyé aussi à";
            audit_log_forward_endpoint_hint: "host:port of a syslog server; Harbor calls it while saving", "hôte:port d’un serveur syslog\u{202f}; Harbor l’appelle en enregistrant";
            skip_audit_log_database: "Kept here", "Gardé ici";
            skip_audit_log_database_tick: "No: send it only", "Non\u{202f}: seulement l’envoyer";
            disabled_audit_log_event_types: "Logged events", "Événements journalisés";
            events_unread: "The kinds of events can’t be read", "Les types d’événements sont illisibles";
            banner_message: "Announcement", "Annonce";
            banner_placeholder: "Maintenance tonight from 22:00", "Maintenance ce soir dès 22\u{202f}h";
            banner_kind: "Kind", "Type";
            banner_information: "Information", "Information";
            banner_success: "Success", "Succès";
            banner_warning: "Warning", "Avertissement";
            banner_danger: "Danger", "Danger";
            banner_from: "From (YYYY-MM-DD)", "Du (AAAA-MM-JJ)";
            banner_to: "Until (YYYY-MM-DD)", "Au (AAAA-MM-JJ)";
            banner_closable: "May be closed", "Peut être fermée";

            on: "on", "oui";
            off: "off", "non";
            nothing: "nothing", "rien";
            no_limit: "no limit", "sans limite";
            new_secret: "a new secret", "un nouveau secret";
            before_secret: "the one kept", "celui gardé";

            missing: "Harbor does not take this empty", "Harbor ne prend pas de valeur vide";
            no_limit_fault: "An amount, or no limit", "Une quantité, ou sans limite";
            no_choice: "Harbor knows no such value", "Harbor ne connaît pas cette valeur";
            no_host_and_port: "host:port, without a scheme", "hôte:port, sans protocole";
            no_certificate: "This is no certificate in PEM form", "Ce n’est pas un certificat au format PEM";
            no_parameters: "A JSON object of texts, such as {\"prompt\":\"login\"}", "Un objet JSON de textes, comme {\"prompt\":\"login\"}";
            no_openid: "Without openid nobody can sign in", "Sans openid personne ne peut se connecter";
            no_expression: "Not a regular expression: something isn’t closed, repeats nothing, or Harbor doesn’t know it", "Pas une expression régulière\u{202f}: quelque chose n’est pas fermé, ne répète rien, ou Harbor ne le connaît pas";
            nothing_keeps_log: "The log would be kept nowhere: name a server that it is sent to", "Le journal ne serait gardé nulle part\u{202f}: nommer un serveur qui le reçoit";
            no_days: "Days such as 2026-12-31, the first before the last", "Des jours comme 2026-12-31, le premier avant le dernier";
            needed_by_mode: "This way of signing in needs it", "Cette façon de se connecter en a besoin";

            test: "Test", "Tester";
            test_good: "Harbor reached it", "Harbor l’a atteint";
            provider_test_why: "Harbor calls the provider as it stands here, before anything is saved", "Harbor appelle le fournisseur tel qu’il est ici, avant tout enregistrement";
            directory_test_why: "Harbor signs in to the directory as it stands here; an empty password is the kept one", "Harbor se connecte à l’annuaire tel qu’il est ici\u{202f}; sans mot de passe, avec celui qu’il garde";
        }
        says {
            not_in_range(least: i64, most: i64): format!("A whole number from {least} to {most}"), format!("Un nombre entier de {least} à {most}");
            no_address(schemes: &str): format!("Begins with {schemes} and names a host"), format!("Commence par {schemes} et nomme un hôte");
        }
    }
}

/// The title of a group of settings.
pub fn group_title(group: Group) -> &'static str {
    let w = &words().settings;
    match group {
        Group::SignIn => w.sign_in,
        Group::Ldap => w.ldap,
        Group::LdapGroups => w.ldap_groups,
        Group::Oidc => w.oidc,
        Group::OidcPeople => w.oidc_people,
        Group::HttpProxy => w.http_proxy,
        Group::Uaa => w.uaa,
        Group::Sessions => w.sessions,
        Group::Projects => w.projects,
        Group::Robots => w.robots,
        Group::Maintenance => w.maintenance,
        Group::AuditLog => w.audit_log,
        Group::Banner => w.banner,
    }
}

/// What a setting is called; Harbor's own name where it is not known here.
pub fn setting_label(key: SettingKey) -> &'static str {
    let w = &words().settings;
    match key {
        "auth_mode" => w.auth_mode,
        "primary_auth_mode" => w.primary_auth_mode,
        "self_registration" => w.self_registration,
        "ldap_url" => w.ldap_url,
        "ldap_search_dn" => w.ldap_search_dn,
        "ldap_search_password" => w.ldap_search_password,
        "ldap_base_dn" => w.ldap_base_dn,
        "ldap_filter" => w.ldap_filter,
        "ldap_uid" => w.ldap_uid,
        "ldap_scope" => w.ldap_scope,
        "ldap_timeout" => w.ldap_timeout,
        "ldap_verify_cert" => w.ldap_verify_cert,
        "ldap_group_base_dn" => w.ldap_group_base_dn,
        "ldap_group_search_filter" => w.ldap_group_search_filter,
        "ldap_group_attribute_name" => w.ldap_group_attribute_name,
        "ldap_group_membership_attribute" => w.ldap_group_membership_attribute,
        "ldap_group_admin_dn" => w.ldap_group_admin_dn,
        "ldap_group_search_scope" => w.ldap_group_search_scope,
        "ldap_group_attach_parallel" => w.ldap_group_attach_parallel,
        "oidc_name" => w.oidc_name,
        "oidc_endpoint" => w.oidc_endpoint,
        "oidc_client_id" => w.oidc_client_id,
        "oidc_client_secret" => w.oidc_client_secret,
        "oidc_scope" => w.oidc_scope,
        "oidc_verify_cert" => w.oidc_verify_cert,
        "oidc_extra_redirect_parms" => w.oidc_extra_redirect_parms,
        "oidc_user_claim" => w.oidc_user_claim,
        "oidc_auto_onboard" => w.oidc_auto_onboard,
        "oidc_groups_claim" => w.oidc_groups_claim,
        "oidc_group_filter" => w.oidc_group_filter,
        "oidc_admin_group" => w.oidc_admin_group,
        "oidc_logout" => w.oidc_logout,
        "http_authproxy_endpoint" => w.http_authproxy_endpoint,
        "http_authproxy_tokenreview_endpoint" => w.http_authproxy_tokenreview_endpoint,
        "http_authproxy_admin_groups" => w.http_authproxy_admin_groups,
        "http_authproxy_admin_usernames" => w.http_authproxy_admin_usernames,
        "http_authproxy_server_certificate" => w.http_authproxy_server_certificate,
        "http_authproxy_verify_cert" => w.http_authproxy_verify_cert,
        "http_authproxy_skip_search" => w.http_authproxy_skip_search,
        "uaa_endpoint" => w.uaa_endpoint,
        "uaa_client_id" => w.uaa_client_id,
        "uaa_client_secret" => w.uaa_client_secret,
        "uaa_verify_cert" => w.uaa_verify_cert,
        "session_timeout" => w.session_timeout,
        "token_expiration" => w.token_expiration,
        "project_creation_restriction" => w.project_creation_restriction,
        "quota_per_project_enable" => w.quota_per_project_enable,
        "storage_per_project" => w.storage_per_project,
        "notification_enable" => w.notification_enable,
        "scanner_skip_update_pulltime" => w.scanner_skip_update_pulltime,
        "robot_name_prefix" => w.robot_name_prefix,
        "robot_token_duration" => w.robot_token_duration,
        "read_only" => w.read_only,
        "audit_log_forward_endpoint" => w.audit_log_forward_endpoint,
        "skip_audit_log_database" => w.skip_audit_log_database,
        "disabled_audit_log_event_types" => w.disabled_audit_log_event_types,
        "banner_message" => w.banner_message,
        other => other,
    }
}

/// The words of a switch.
pub fn switch_label(key: SettingKey) -> &'static str {
    let w = &words().settings;
    match key {
        "primary_auth_mode" => w.primary_auth_mode_tick,
        "self_registration" => w.self_registration_tick,
        "ldap_group_attach_parallel" => w.ldap_group_attach_parallel_tick,
        "oidc_auto_onboard" => w.oidc_auto_onboard_tick,
        "oidc_logout" => w.oidc_logout_tick,
        "http_authproxy_verify_cert" => w.http_authproxy_verify_cert_tick,
        "http_authproxy_skip_search" => w.http_authproxy_skip_search_tick,
        "quota_per_project_enable" => w.quota_per_project_enable_tick,
        "notification_enable" => w.notification_enable_tick,
        "scanner_skip_update_pulltime" => w.scanner_skip_update_pulltime_tick,
        "read_only" => w.read_only_tick,
        "skip_audit_log_database" => w.skip_audit_log_database_tick,
        _ => w.verify,
    }
}

/// What stands behind a field: its unit, or how it is written.
pub fn setting_hint(key: SettingKey) -> &'static str {
    let w = &words().settings;
    match key {
        "session_timeout" => w.minutes_unused,
        "token_expiration" => w.minutes,
        "robot_token_duration" => w.days_unless_said,
        "ldap_timeout" => w.seconds,
        "oidc_name" => w.oidc_name_hint,
        "oidc_scope" => w.oidc_scope_hint,
        "oidc_extra_redirect_parms" => w.oidc_extra_redirect_parms_hint,
        "oidc_group_filter" => w.oidc_group_filter_hint,
        "oidc_admin_group" => w.oidc_admin_group_hint,
        "http_authproxy_admin_groups" | "http_authproxy_admin_usernames" => w.with_commas,
        "audit_log_forward_endpoint" => w.audit_log_forward_endpoint_hint,
        _ => "",
    }
}

/// A way of signing in.
pub fn mode_words(mode: &str) -> Option<&'static str> {
    let w = &words().settings;
    Some(match mode {
        "db_auth" => w.db_auth,
        "ldap_auth" => w.ldap_auth,
        "oidc_auth" => w.oidc_auth,
        "http_auth" => w.http_auth,
        "uaa_auth" => w.uaa_auth,
        _ => return None,
    })
}

/// A value that is one of a few.
pub fn choice_words(key: &str, value: &str) -> String {
    let w = &words().settings;
    let known = match (key, value) {
        ("auth_mode", mode) => mode_words(mode),
        ("project_creation_restriction", "everyone") => Some(w.everyone),
        ("project_creation_restriction", "adminonly") => Some(w.adminonly),
        ("ldap_scope" | "ldap_group_search_scope", "0") => Some(w.scope_base),
        ("ldap_scope" | "ldap_group_search_scope", "1") => Some(w.scope_one),
        ("ldap_scope" | "ldap_group_search_scope", "2") => Some(w.scope_tree),
        _ => None,
    };
    known.unwrap_or(value).to_owned()
}

/// A value in a list of changes. The server's own words are not translated.
pub fn value_words(key: &str, value: &Value) -> String {
    let w = &words().settings;
    match value {
        Value::Bool(true) => w.on.to_owned(),
        Value::Bool(false) => w.off.to_owned(),
        Value::Null => w.nothing.to_owned(),
        Value::String(text) if text.is_empty() => w.nothing.to_owned(),
        Value::String(text) => match key {
            "banner_message" => {
                let banner = harbor_api::types::Banner::parse(text);
                banner.map_or_else(|| text.clone(), |banner| banner.message)
            }
            key => choice_words(key, text),
        },
        Value::Number(number) if key == "storage_per_project" => match number.as_i64() {
            Some(bytes) if bytes > 0 => size(bytes),
            _ => w.no_limit.to_owned(),
        },
        other => choice_words(key, &other.to_string()),
    }
}
