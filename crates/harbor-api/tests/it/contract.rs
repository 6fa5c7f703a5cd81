//! Every operation agrees with Harbor's own description of it.
//!
//! `harbor-operations.tsv` holds the facts of all operations of Harbor v2.16.0 (`api/v2.0/swagger.yaml`).

use std::collections::{BTreeMap, BTreeSet};

use harbor_api::{
    AnyOperation, InvalidOperation, Method, OPERATIONS, OperationInfo, Page, Request,
};
use serde_json::{Value, json};

const FACTS: &str = include_str!("../harbor-operations.tsv");

struct Fact {
    method: &'static str,
    path: &'static str,
    query: BTreeSet<&'static str>,
    required: BTreeSet<&'static str>,
    headers: BTreeSet<&'static str>,
    body: &'static str,
    success: &'static str,
    fields: BTreeSet<&'static str>,
}

fn words(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(',').filter(|word| !word.is_empty())
}

fn facts() -> BTreeMap<&'static str, Fact> {
    let rows = FACTS.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, name, method, path, query, headers, body, success, fields] = cells[..] else {
            panic!("nine cells: {line}");
        };
        let required = words(query)
            .filter_map(|word| word.strip_suffix('!'))
            .collect();
        let query = words(query)
            .map(|word| word.trim_end_matches('!'))
            .collect();
        let (headers, fields) = (words(headers).collect(), words(fields).collect());
        (
            name,
            Fact {
                method,
                path,
                query,
                required,
                headers,
                body,
                success,
                fields,
            },
        )
    });
    rows.collect()
}

/// Arguments for any operation; each takes what it knows. Bodies are whole, so that every field is
/// seen.
fn arguments(info: &OperationInfo) -> Value {
    let mut all = json!({
        "project_name": "skaha",
        "project_name_or_id": { "name": "123" },
        "repository_name": "team/tool",
        "reference": { "tag": "latest" },
        "tag_name": "old",
        "label_id": 7,
        "addition": "readme.md",
        "report_id": "MmNiZg==",
        "mid": 3,
        "robot_id": 12,
        "eid": 6,
        "tid": 7,
        "immutable_rule_id": 8,
        "id": 5,
        "meta_name": "auto_scan",
        "username": "ada",
        "user_id": 4,
        "gc_id": 21,
        "purge_id": 22,
        "pool_id": "59ae5c4f79a33f3ccdb1ec58",
        "job_id": "fb0d8a555b30c547496091aa",
        "job_type": "WEBHOOK",
        "task_id": 331,
        "execution_id": 16,
        "registration_id": "78dfdbf3-e54f-11f1-9893-d6330053b072",
        "group_id": 9,
        "groupname": "a",
        "webhook_policy_id": 2,
        "policy_id": 2,
        "preheat_instance_name": "df",
        "preheat_policy_name": "warm",
        "data_type": "application/vnd.security.vulnerability.report; version=1.1",
        "q": [["name", { "contains": "a" }]],
        "scope": "g",
        "from": {
            "project": "skaha",
            "repository": "team/tool",
            "reference": { "tag": "latest" },
        },
        "with_tag": true,
        "name_in_location": true,
        "accept_vulnerabilities": harbor_api::types::ACCEPT_VULNERABILITIES,
    });
    match info.name {
        "search.all" => all["q"] = json!("skaha"),
        "quota.list" => all["reference"] = json!("project"),
        _ => {}
    }
    let body = match info.name {
        "project.create" => json!({
            "project_name": "new",
            "metadata": { "public": "false" },
            "storage_limit": -1,
            "registry_id": 1,
        }),
        "project.update" => json!({
            "metadata": { "public": "false" },
            "cve_allowlist": { "items": [{ "cve_id": "CVE-2026-1" }], "expires_at": 1 },
        }),
        "metadata.add" | "metadata.update" => json!({ "auto_scan": "true" }),
        "repository.update" => json!({ "description": "text" }),
        "tag.create" => json!({ "name": "new" }),
        "artifact.add_label" => json!({ "id": 7 }),
        "scan.start" | "scan.stop" => json!({ "scan_type": "vulnerability" }),
        "member.create" => json!({
            "role_id": 2,
            "member_user": { "user_id": 1, "username": "ada" },
            "member_group": { "id": 1 },
        }),
        "member.update" => json!({ "role_id": 4 }),
        "label.create" | "label.update" => json!({
            "name": "new",
            "description": "text",
            "color": "#0079B8",
            "scope": "p",
            "project_id": 3,
        }),
        "user.update" => json!({ "email": "a@b.c", "realname": "Ada", "comment": "" }),
        "user.set_password" => json!({ "old_password": "Old12345", "new_password": "New12345" }),
        "user.set_cli_secret" => json!({ "secret": "Canary-Secret-1" }),
        "endpoint.create" => json!({
            "name": "nvcr.io",
            "type": "docker-registry",
            "url": "https://nvcr.io",
            "description": "text",
            "credential": {
                "type": "basic",
                "access_key": "$oauthtoken",
                "access_secret": "Canary-Secret-1",
            },
            "insecure": false,
        }),
        "endpoint.ping" => json!({
            "type": "docker-registry",
            "url": "https://nvcr.io",
            "credential_type": "basic",
            "access_key": "$oauthtoken",
            "access_secret": "Canary-Secret-1",
            "insecure": false,
        }),
        "robot.create" => json!({
            "name": "ci",
            "description": "text",
            "level": "project",
            "duration": 30,
            "permissions": [permission()],
        }),
        "robot.update" => json!({
            "name": "robot$skaha+ci",
            "description": "text",
            "level": "project",
            "duration": 30,
            "disable": true,
            "permissions": [permission()],
        }),
        "robot.renew_secret" => json!({ "secret": "Canary-Secret-1" }),
        "retention.create" | "retention.update" => json!({
            "id": 5,
            "algorithm": "or",
            "rules": [],
            "trigger": { "kind": "Schedule", "settings": { "cron": "" } },
            "scope": { "level": "project", "ref": 3 },
        }),
        "retention.execute" => json!({ "dry_run": true }),
        "retention.stop" => json!({ "action": "stop" }),
        "immutable.create" | "immutable.update" => json!({
            "id": 8,
            "priority": 1,
            "params": { "a": 1 },
        }),
        "quota.update" => json!({ "hard": { "storage": 1024 } }),
        name => match administration(name) {
            Some(body) => body,
            None => return all,
        },
    };
    all["body"] = body;
    all
}

/// Bodies of the operations that are about the whole server.
fn administration(name: &str) -> Option<Value> {
    Some(match name {
        "system.update_allowlist" => json!({
            "items": [{ "cve_id": "CVE-2026-1234" }],
            "expires_at": 1,
        }),
        "endpoint.update" => json!({
            "name": "nvcr.io",
            "description": "text",
            "url": "https://nvcr.io",
            "credential_type": "basic",
            "access_key": "$oauthtoken",
            "access_secret": "Canary-Secret-1",
            "insecure": false,
            "ca_certificate": "PEM",
        }),
        "replication.create" | "replication.update" => json!({
            "name": "push",
            "description": "text",
            "src_registry": null,
            "dest_registry": { "id": 1 },
            "dest_namespace": "copy",
            "dest_namespace_replace_count": 1,
            "trigger": { "type": "manual" },
            "filters": [{ "type": "name", "value": "skaha/**" }],
            "deletion": false,
            "override": true,
            "enabled": true,
            "speed": -1,
            "copy_by_chunk": false,
            "single_active_replication": false,
        }),
        "replication.start" => json!({ "policy_id": 2 }),
        "gc.start" | "gc.update_schedule" => json!({
            "schedule": { "type": "Daily", "cron": "0 0 0 * * *" },
            "parameters": { "delete_untagged": true, "dry_run": true, "workers": 1 },
        }),
        "audit_rotation.start" | "audit_rotation.update_schedule" => json!({
            "schedule": { "type": "Manual" },
            "parameters": {
                "audit_retention_hour": 24,
                "include_event_types": "pull_artifact",
                "dry_run": true,
            },
        }),
        "scan_all.start" | "scan_all.update_schedule" => {
            json!({ "schedule": { "type": "Manual" } })
        }
        "job.change_queue" => json!({ "action": "pause" }),
        "scanner.create" | "scanner.update" => json!({
            "name": "Other",
            "description": "text",
            "url": "http://127.0.0.1:8095",
            "auth": "Basic",
            "access_credential": "Canary-Secret-1",
            "skip_certVerify": false,
            "use_internal_addr": false,
            "disabled": false,
        }),
        "scanner.ping" => json!({
            "name": "Other",
            "url": "http://127.0.0.1:8095",
            "auth": "Basic",
            "access_credential": "Canary-Secret-1",
        }),
        "scanner.set_default" => json!({ "is_default": true }),
        "scanner.set_for_project" => {
            json!({ "uuid": "78dfdbf3-e54f-11f1-9893-d6330053b072" })
        }
        "export.start" => json!({
            "job_name": "all",
            "projects": [3],
            "labels": [],
            "repositories": "**",
            "cveIds": "",
            "tags": "**",
        }),
        "configuration.update" => json!({
            "robot_token_duration": 60,
            "oidc_client_secret": "Canary-Secret-1",
        }),
        "oidc.ping" => json!({ "url": "https://id.example.org", "verify_cert": true }),
        "ldap.ping" => json!({
            "ldap_url": "ldaps://ldap.example.org",
            "ldap_search_dn": "cn=harbor",
            "ldap_search_password": "Canary-Secret-1",
            "ldap_base_dn": "dc=example",
            "ldap_filter": "(a=b)",
            "ldap_uid": "cn",
            "ldap_scope": 2,
            "ldap_connection_timeout": 5,
            "ldap_verify_cert": true,
        }),
        "ldap.import" => json!({ "ldap_uid_list": ["ada"] }),
        "user.create" => json!({
            "username": "ada",
            "email": "a@b.c",
            "realname": "Ada",
            "comment": "",
            "password": "Canary-Secret-1",
        }),
        "user.set_administrator" => json!({ "sysadmin_flag": true }),
        "group.create" | "group.update" => json!({
            "id": 9,
            "group_name": "astronomers",
            "group_type": 1,
            "ldap_group_dn": "cn=astronomers",
        }),
        "webhook.create" | "webhook.update" => json!({
            "id": 2,
            "name": "hook",
            "description": "text",
            "project_id": 3,
            "targets": [{
                "type": "http",
                "address": "https://hook.example.org",
                "auth_header": "Canary-Secret-1",
                "skip_cert_verify": false,
                "payload_format": "CloudEvents",
            }],
            "event_types": ["PUSH_ARTIFACT"],
            "creator": "ada",
            "enabled": true,
        }),
        "preheat.create_instance" | "preheat.update_instance" | "preheat.ping" => json!({
            "id": 1,
            "name": "df",
            "vendor": "dragonfly",
            "endpoint": "http://127.0.0.1:8096",
            "auth_mode": "OAUTH",
            "auth_info": { "token": "Canary-Secret-1" },
            "enabled": true,
        }),
        "preheat.create" | "preheat.update" | "preheat.start" => json!({
            "id": 1,
            "name": "warm",
            "project_id": 3,
            "provider_id": 1,
            "provider_name": "df",
            "filters": "[]",
            "trigger": "{}",
            "enabled": true,
            "extra_attrs": "{}",
        }),
        "preheat.stop" => json!({ "status": "Stopped" }),
        _ => return None,
    })
}

fn permission() -> Value {
    json!({
        "kind": "project",
        "namespace": "skaha",
        "access": [{ "resource": "repository", "action": "pull", "effect": "deny" }],
    })
}

fn request(info: &OperationInfo) -> Request {
    let mut operation = AnyOperation::decode(info.name, arguments(info))
        .unwrap_or_else(|error| panic!("{}: {error}", info.name));
    operation.set_page(Page::new(2, 50));
    assert_eq!(operation.info().name, info.name);
    operation.request()
}

fn check(info: &OperationInfo, fact: &Fact, problems: &mut Vec<String>) {
    let mut say = |words: String| problems.push(format!("{}: {words}", info.harbor));
    if info.method.as_str() != fact.method {
        say(format!(
            "method {} is {}",
            info.method.as_str(),
            fact.method
        ));
    }
    if info.path != fact.path {
        say(format!("path {} is {}", info.path, fact.path));
    }
    let query: BTreeSet<&str> = info.query.iter().copied().collect();
    let headers: BTreeSet<&str> = info.headers.iter().copied().collect();
    if !query.is_subset(&fact.query) {
        say(format!(
            "unknown in the query: {:?}",
            query.difference(&fact.query)
        ));
    }
    if !headers.is_subset(&fact.headers) {
        say(format!(
            "unknown headers: {:?}",
            headers.difference(&fact.headers)
        ));
    }
    if info.body == fact.body.is_empty() {
        say(format!("body: {}", fact.body));
    }
    let is_text = fact.success.ends_with(":string") || fact.success.ends_with(":file");
    let text = is_text && !info.path.ends_with("/vulnerabilities");
    if text != (info.accept == "*/*") {
        say(format!("accepts {} for {}", info.accept, fact.success));
    }

    let request = request(info);
    let (path, sent) = request
        .target
        .split_once('?')
        .unwrap_or((&request.target, ""));
    let sent: BTreeSet<&str> = sent
        .split('&')
        .filter_map(|pair| Some(pair.split_once('=')?.0))
        .collect();
    if path.contains(['{', '}']) || !path.starts_with("/api/v2.0/") {
        say(format!("target {}", request.target));
    }
    if path.split('/').count() != info.path.split('/').count() + 2 {
        say(format!("a value in the path was not encoded: {path}"));
    }
    if !sent.is_subset(&query) {
        say(format!("sends {sent:?}, declares {query:?}"));
    }
    if !fact.required.is_subset(&sent) {
        say(format!("must send {:?}, sends {sent:?}", fact.required));
    }
    if query.contains("page") && !(sent.contains("page") && sent.contains("page_size")) {
        say("its page can't be set".to_owned());
    }
    if fact.query.contains("page") && !query.contains("page") && info.harbor != "getArtifact" {
        say("is a list, but without pages".to_owned());
    }
    let sent: BTreeSet<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    if sent != headers {
        say(format!("sends headers {sent:?}, declares {headers:?}"));
    }
    if request.body.is_some() != info.body {
        say("a body is declared or sent, but not both".to_owned());
    }
    if let Some(body) = request.body {
        let body: BTreeMap<String, Value> = serde_json::from_slice(&body).unwrap();
        let unknown = body.keys().find(|key| !fact.fields.contains(key.as_str()));
        if let (Some(key), false) = (unknown, fact.body == "object") {
            say(format!("{} has no {key}", fact.body));
        }
        if body.is_empty() {
            say("the body is empty".to_owned());
        }
    }
}

#[test]
fn contract() {
    let facts = facts();
    let mut problems = Vec::new();
    for info in OPERATIONS {
        match facts.get(info.harbor) {
            Some(fact) => check(info, fact, &mut problems),
            None => problems.push(format!("{} is no operation of Harbor's", info.harbor)),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(facts.len(), 203);
    println!("harbor operations: {} of {}", OPERATIONS.len(), facts.len());
}

#[test]
fn names_are_unique() {
    let names: BTreeSet<&str> = OPERATIONS.iter().map(|info| info.name).collect();
    let harbor: BTreeSet<&str> = OPERATIONS.iter().map(|info| info.harbor).collect();
    assert_eq!(
        (names.len(), harbor.len()),
        (OPERATIONS.len(), OPERATIONS.len())
    );
    let fits = |b: u8| b.is_ascii_lowercase() || b == b'_';
    for name in names {
        let (tag, verb) = name.split_once('.').expect(name);
        assert!(tag.bytes().chain(verb.bytes()).all(fits), "{name}");
    }
}

#[test]
fn some_targets() {
    let target = |name: &str| {
        let info = OPERATIONS.iter().find(|info| info.name == name).unwrap();
        request(info).target
    };
    assert_eq!(target("project.get"), "/api/v2.0/projects/123");
    assert_eq!(
        target("artifact.copy"),
        "/api/v2.0/projects/skaha/repositories/team%252Ftool/artifacts\
         ?from=skaha%2Fteam%2Ftool%3Alatest"
    );
    assert_eq!(
        target("label.list"),
        "/api/v2.0/labels?scope=g&q=name%3D~a&page=2&page_size=50"
    );
    assert_eq!(
        target("scan.log"),
        "/api/v2.0/projects/skaha/repositories/team%252Ftool/artifacts/latest\
         /scan/MmNiZg%3D%3D/log"
    );
}

#[test]
fn wrong_arguments_are_refused_without_their_values() {
    let unknown = AnyOperation::decode("artifact.burn", json!({})).unwrap_err();
    assert_eq!(unknown, InvalidOperation::UnknownName);
    let missing = AnyOperation::decode("label.get", json!({})).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "label.get: an argument is missing: label_id"
    );
    let wrong = AnyOperation::decode("label.get", json!({ "label_id": "hunter2" })).unwrap_err();
    assert!(!wrong.to_string().contains("hunter2"));
    let page = json!({ "page": { "number": 1, "size": 101 } });
    assert!(AnyOperation::decode("project.list", page).is_err());
    let name = json!({ "project_name": "Upper" });
    assert!(AnyOperation::decode("project.head", name).is_err());
}

#[test]
fn only_lists_take_pages() {
    let get = OPERATIONS
        .iter()
        .find(|info| info.name == "artifact.get")
        .unwrap();
    let mut one = AnyOperation::decode(get.name, arguments(get)).unwrap();
    assert!(!one.set_page(Page::FIRST));
    assert_eq!(get.method, Method::Get);
}

#[test]
fn secrets_of_administration_are_sent_but_not_printed() {
    let mut seen = 0;
    for info in OPERATIONS {
        let Some(body) = administration(info.name) else {
            continue;
        };
        if !body.to_string().contains("Canary") {
            continue;
        }
        let operation = AnyOperation::decode(info.name, arguments(info)).unwrap();
        let sent = operation.request().body.unwrap();
        assert!(String::from_utf8(sent).unwrap().contains("Canary-Secret-1"));
        let printed = format!("{operation:?} {:?}", operation.request());
        assert!(!printed.contains("Canary"), "{printed}");
        seen += 1;
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn secrets_in_bodies_are_sent_but_not_printed() {
    let mut operations = Vec::new();
    for (name, body) in [
        ("robot.renew_secret", json!({ "secret": "Canary-4" })),
        (
            "user.set_password",
            json!({ "old_password": "Canary-1", "new_password": "Canary-2" }),
        ),
        ("user.set_cli_secret", json!({ "secret": "Canary-3" })),
        (
            "endpoint.create",
            json!({
                "name": "nvcr.io", "type": "docker-registry", "url": "https://nvcr.io",
                "credential": {
                    "type": "basic", "access_key": "$oauthtoken", "access_secret": "Canary-4",
                },
                "insecure": false,
            }),
        ),
        (
            "endpoint.ping",
            json!({
                "type": "docker-registry", "url": "https://nvcr.io", "credential_type": "basic",
                "access_key": "$oauthtoken", "access_secret": "Canary-5", "insecure": false,
            }),
        ),
    ] {
        let arguments = json!({ "user_id": 4, "robot_id": 4, "body": body });
        let operation = AnyOperation::decode(name, arguments).unwrap();
        let request = operation.request();
        assert_eq!(
            serde_json::from_slice::<Value>(request.body.as_deref().unwrap()).unwrap(),
            body
        );
        // A body that is printed as a list of numbers would give its secret away, too.
        let printed = format!("{operation:?} {request:?}");
        assert!(!printed.contains("Canary"), "{printed}");
        assert!(!printed.contains("67, 97, 110"), "{printed}");
        operations.push(operation);
    }
    assert_ne!(operations[0], operations[1]);
}

#[test]
fn the_server_makes_a_cli_secret_where_none_is_given() {
    let arguments = json!({ "user_id": 4, "body": {} });
    let operation = AnyOperation::decode("user.set_cli_secret", arguments).unwrap();
    let request = operation.request();
    assert_eq!(request.target, "/api/v2.0/users/4/cli_secret");
    assert_eq!(request.body.as_deref(), Some(b"{}".as_slice()));
}
