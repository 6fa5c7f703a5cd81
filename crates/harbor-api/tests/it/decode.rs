//! Recorded answers of real servers are decoded, and written again without loss.
//!
//! `PILOTHOUSE_RECORDINGS` names another folder of recordings to read instead.

use std::{collections::BTreeMap, fs, path::PathBuf};

use chrono::{DateTime, Datelike};
use harbor_api::{
    ApiError, Decode, List, OPERATIONS, Text,
    types::{
        Accessory, Artifact, AuditEntry, AuditEventType, ChartDependency, Configuration,
        CreatedRobot, CveAllowlist, Execution, FoundUser, GrantablePermissions, Health,
        HistoryEntry, ImmutableRule, JobQueue, Label, LdapPingResult, LdapUser,
        ListedVulnerability, MaintenanceRun, Member, ModelFile, Permission, PreheatInstance,
        PreheatPolicy, PreheatProvider, Project, ProjectDeletable, ProjectMetadata,
        ProjectPreheatProvider, ProjectSummary, Quota, Registry, RegistryInfo,
        RegistryProviderInfos, RenewedSecret, ReplicationExecution, ReplicationPolicy,
        ReplicationTask, Repository, RetentionExecution, RetentionMetadata, RetentionPolicy,
        RetentionTask, Robot, ScanAllMetrics, ScanDataExport, ScanDataExports, ScannerMetadata,
        ScannerRegistration, Schedule, ScheduledTask, SchedulerStatus, SearchResult,
        SecuritySummary, StartedExport, Statistics, SystemInfo, Tag, Task, User, UserGroup,
        Volumes, VulnerabilityReports, WebhookEventTypes, WebhookJob, WebhookLastTrigger,
        WebhookPolicy, Worker, WorkerPool,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Fields that are ignored on purpose: operation, path of the field (`[]` for items), why.
const IGNORED: &[(&str, &str, &str)] = &[
    (
        "getScannerOfProject",
        ".access_credential",
        "always empty in answers",
    ),
    (
        "getCurrentUserInfo",
        ".oidc_user_meta.secret",
        "the CLI secret is not to be kept",
    ),
    (
        "getUser",
        ".oidc_user_meta.secret",
        "the CLI secret is not to be kept",
    ),
    (
        "listUsers",
        "[].oidc_user_meta.secret",
        "the CLI secret is not to be kept",
    ),
    (
        "listRegistries",
        "[].credential.access_secret",
        "never the secret, only stars",
    ),
    (
        "getRegistry",
        ".credential.access_secret",
        "never the secret, only stars",
    ),
    (
        "listReplicationPolicies",
        "[].src_registry.credential.access_secret",
        "never the secret, only stars",
    ),
    (
        "listReplicationPolicies",
        "[].dest_registry.credential.access_secret",
        "never the secret, only stars",
    ),
    (
        "getReplicationPolicy",
        ".src_registry.credential.access_secret",
        "never the secret, only stars",
    ),
    (
        "getReplicationPolicy",
        ".dest_registry.credential.access_secret",
        "never the secret, only stars",
    ),
    (
        "listScannerCandidatesOfProject",
        "[].access_credential",
        "always empty in answers",
    ),
    (
        "listScanners",
        "[].access_credential",
        "always empty in answers",
    ),
    (
        "getScanner",
        ".access_credential",
        "always empty in answers",
    ),
    (
        "getConfigurations",
        ".uaa_client_secret",
        "a secret is not to be kept",
    ),
    (
        "getProjectSummary",
        ".registry.credential",
        "belongs to the registry's own page",
    ),
];

/// Operations that the recorded servers never answered well, and why.
const UNRECORDED: &[(&str, &str)] = &[
    ("actionGetJobLog", "no job of theirs kept its log"),
    ("getCert", "they had no certificate of their own"),
    ("getUserGroup", "their only group was one that there is not"),
    (
        "updateUserGroup",
        "their only group was one that there is not",
    ),
    (
        "deleteUserGroup",
        "their only group was one that there is not",
    ),
    ("searchLdapUser", "they had no LDAP"),
    ("searchLdapGroup", "they had no LDAP"),
    ("importLdapUser", "they had no LDAP"),
];

#[derive(Deserialize)]
struct Exchange {
    operation: Option<String>,
    path: String,
    status: u16,
    json: Option<Value>,
    text: Option<String>,
}

impl Exchange {
    fn body(&self) -> Vec<u8> {
        match (&self.json, &self.text) {
            (Some(json), _) => serde_json::to_vec(json).unwrap(),
            (None, Some(text)) => text.clone().into_bytes(),
            (None, None) => Vec::new(),
        }
    }
}

type Problems = Vec<String>;
type Check = fn(&[u8]) -> Result<Option<Value>, String>;

/// Decodes and writes again.
fn kept<T: Decode + Serialize>(body: &[u8]) -> Result<Option<Value>, String> {
    let reply = T::decode(body).map_err(|error| error.to_string())?;
    serde_json::to_value(reply)
        .map(Some)
        .map_err(|error| error.to_string())
}

/// The same for lists, of which every item must be good.
fn rows<T>(body: &[u8]) -> Result<Option<Value>, String>
where
    T: Serialize + serde::de::DeserializeOwned,
{
    let list = List::<T>::decode(body).map_err(|error| error.to_string())?;
    if let Some(bad) = list.malformed().next() {
        return Err(format!("{}: {}", bad.reason, bad.text));
    }
    kept::<List<T>>(body)
}

fn nothing(body: &[u8]) -> Result<Option<Value>, String> {
    <()>::decode(body)
        .map(|()| None)
        .map_err(|error| error.to_string())
}

fn text(body: &[u8]) -> Result<Option<Value>, String> {
    let text = Text::decode(body).map_err(|error| error.to_string())?;
    if text.0.as_bytes() == body {
        Ok(None)
    } else {
        Err("the text has changed".into())
    }
}

fn reports(body: &[u8]) -> Result<Option<Value>, String> {
    let reports = <VulnerabilityReports>::decode(body).map_err(|error| error.to_string())?;
    let bad = reports
        .0
        .values()
        .flatten()
        .filter_map(|report| report.vulnerabilities.as_ref())
        .flat_map(|findings| findings.malformed())
        .next();
    match bad {
        Some(bad) => Err(format!("{}: {}", bad.reason, bad.text)),
        None => kept::<VulnerabilityReports>(body),
    }
}

/// A secret is written by nothing but this test.
fn created_robot(body: &[u8]) -> Result<Option<Value>, String> {
    let robot = CreatedRobot::decode(body).map_err(|error| error.to_string())?;
    Ok(Some(json!({
        "id": robot.id,
        "name": robot.name,
        "creation_time": robot.creation_time,
        "expires_at": robot.expires_at,
        "secret": robot.secret.into_text(),
    })))
}

fn renewed_secret(body: &[u8]) -> Result<Option<Value>, String> {
    let renewed = RenewedSecret::decode(body).map_err(|error| error.to_string())?;
    Ok(Some(json!({ "secret": renewed.secret.into_text() })))
}

/// How each operation's reply is checked.
fn checks() -> BTreeMap<&'static str, Check> {
    let checks: &[(&str, Check)] = &[
        ("getSystemInfo", kept::<SystemInfo>),
        ("getHealth", kept::<Health>),
        ("getPing", text),
        ("getStatistic", kept::<Statistics>),
        ("getSystemCVEAllowlist", kept::<CveAllowlist>),
        ("search", kept::<SearchResult>),
        ("getCurrentUserInfo", kept::<User>),
        ("getCurrentUserPermissions", rows::<Permission>),
        ("searchUsers", rows::<FoundUser>),
        ("listUsers", rows::<User>),
        ("getUser", kept::<User>),
        ("updateUserProfile", nothing),
        ("updateUserPassword", nothing),
        ("setCliSecret", nothing),
        ("listProjects", rows::<Project>),
        ("getProject", kept::<Project>),
        ("headProject", nothing),
        ("getProjectSummary", kept::<ProjectSummary>),
        ("createProject", nothing),
        ("updateProject", nothing),
        ("deleteProject", nothing),
        ("getProjectDeletable", kept::<ProjectDeletable>),
        ("getScannerOfProject", kept::<Option<ScannerRegistration>>),
        ("listArtifactsOfProject", rows::<Artifact>),
        ("getLogs", rows::<AuditEntry>),
        ("getLogExts", rows::<AuditEntry>),
        ("listProjectMetadatas", kept::<ProjectMetadata>),
        ("getProjectMetadata", kept::<ProjectMetadata>),
        ("addProjectMetadatas", nothing),
        ("updateProjectMetadata", nothing),
        ("deleteProjectMetadata", nothing),
        ("listAllRepositories", rows::<Repository>),
        ("listRepositories", rows::<Repository>),
        ("getRepository", kept::<Repository>),
        ("updateRepository", nothing),
        ("deleteRepository", nothing),
        ("listArtifacts", rows::<Artifact>),
        ("getArtifact", kept::<Artifact>),
        ("deleteArtifact", nothing),
        ("CopyArtifact", nothing),
        ("listTags", rows::<Tag>),
        ("createTag", nothing),
        ("deleteTag", nothing),
        ("addLabel", nothing),
        ("removeLabel", nothing),
        ("listAccessories", rows::<Accessory>),
        ("getAddition", text),
        ("getVulnerabilitiesAddition", reports),
        ("scanArtifact", nothing),
        ("stopScanArtifact", nothing),
        ("getReportLog", text),
        ("listProjectMembers", rows::<Member>),
        ("getProjectMember", kept::<Member>),
        ("createProjectMember", nothing),
        ("updateProjectMember", nothing),
        ("deleteProjectMember", nothing),
        ("ListLabels", rows::<Label>),
        ("GetLabelByID", kept::<Label>),
        ("CreateLabel", nothing),
        ("UpdateLabel", nothing),
        ("DeleteLabel", nothing),
        ("getRentenitionMetadata", kept::<RetentionMetadata>),
        ("getRetention", kept::<RetentionPolicy>),
        ("createRetention", nothing),
        ("updateRetention", nothing),
        ("deleteRetention", nothing),
        ("triggerRetentionExecution", nothing),
        ("operateRetentionExecution", nothing),
        ("listRetentionExecutions", rows::<RetentionExecution>),
        ("listRetentionTasks", rows::<RetentionTask>),
        ("getRetentionTaskLog", text),
        ("ListImmuRules", rows::<ImmutableRule>),
        ("CreateImmuRule", nothing),
        ("UpdateImmuRule", nothing),
        ("DeleteImmuRule", nothing),
        ("listQuotas", rows::<Quota>),
        ("getQuota", kept::<Quota>),
        ("updateQuota", nothing),
        ("listRegistries", rows::<Registry>),
        ("createRegistry", nothing),
        ("pingRegistry", nothing),
        ("listRegistryProviderTypes", rows::<String>),
        ("listRegistryProviderInfos", kept::<RegistryProviderInfos>),
        ("listAuditLogs", rows::<AuditEntry>),
        ("listAuditLogExts", rows::<AuditEntry>),
        ("listAuditLogEventTypes", rows::<AuditEventType>),
        ("ListRobot", rows::<Robot>),
        ("GetRobotByID", kept::<Robot>),
        ("CreateRobot", created_robot),
        ("UpdateRobot", nothing),
        ("RefreshSec", renewed_secret),
        ("DeleteRobot", nothing),
        ("getPermissions", kept::<GrantablePermissions>),
        ("putSystemCVEAllowlist", nothing),
        ("getVolumes", kept::<Volumes>),
        ("getCert", text),
        ("getRegistry", kept::<Registry>),
        ("updateRegistry", nothing),
        ("deleteRegistry", nothing),
        ("getRegistryInfo", kept::<RegistryInfo>),
        ("listReplicationPolicies", rows::<ReplicationPolicy>),
        ("getReplicationPolicy", kept::<ReplicationPolicy>),
        ("createReplicationPolicy", nothing),
        ("updateReplicationPolicy", nothing),
        ("deleteReplicationPolicy", nothing),
        ("startReplication", nothing),
        ("listReplicationExecutions", rows::<ReplicationExecution>),
        ("getReplicationExecution", kept::<ReplicationExecution>),
        ("stopReplication", nothing),
        ("listReplicationTasks", rows::<ReplicationTask>),
        ("getReplicationLog", text),
        ("getGCHistory", rows::<MaintenanceRun>),
        ("getGC", kept::<MaintenanceRun>),
        ("stopGC", nothing),
        ("getGCLog", text),
        ("getGCSchedule", kept::<Option<MaintenanceRun>>),
        ("createGCSchedule", nothing),
        ("updateGCSchedule", nothing),
        ("getPurgeHistory", rows::<MaintenanceRun>),
        ("getPurgeJob", kept::<MaintenanceRun>),
        ("stopPurge", nothing),
        ("getPurgeJobLog", text),
        ("getPurgeSchedule", kept::<Option<MaintenanceRun>>),
        ("createPurgeSchedule", nothing),
        ("updatePurgeSchedule", nothing),
        ("getWorkerPools", rows::<WorkerPool>),
        ("getWorkers", rows::<Worker>),
        ("stopRunningJob", nothing),
        ("actionGetJobLog", text),
        ("listJobQueues", rows::<JobQueue>),
        ("actionPendingJobs", nothing),
        ("listSchedules", rows::<ScheduledTask>),
        ("getSchedulePaused", kept::<SchedulerStatus>),
        ("listScanners", rows::<ScannerRegistration>),
        ("createScanner", nothing),
        ("pingScanner", nothing),
        ("getScanner", kept::<ScannerRegistration>),
        ("updateScanner", nothing),
        ("deleteScanner", nothing),
        ("setScannerAsDefault", nothing),
        ("getScannerMetadata", kept::<ScannerMetadata>),
        (
            "listScannerCandidatesOfProject",
            rows::<ScannerRegistration>,
        ),
        ("setScannerOfProject", nothing),
        ("getScanAllSchedule", kept::<Option<Schedule>>),
        ("createScanAllSchedule", nothing),
        ("updateScanAllSchedule", nothing),
        ("stopScanAll", nothing),
        ("getLatestScanAllMetrics", kept::<ScanAllMetrics>),
        ("getLatestScheduledScanAllMetrics", kept::<ScanAllMetrics>),
        ("getSecuritySummary", kept::<SecuritySummary>),
        ("ListVulnerabilities", rows::<ListedVulnerability>),
        ("exportScanData", kept::<StartedExport>),
        ("getScanDataExportExecutionList", kept::<ScanDataExports>),
        ("getScanDataExportExecution", kept::<ScanDataExport>),
        ("downloadScanData", text),
        ("getConfigurations", kept::<Configuration>),
        ("updateConfigurations", nothing),
        ("pingOIDC", nothing),
        ("pingLdap", kept::<LdapPingResult>),
        ("searchLdapUser", rows::<LdapUser>),
        ("importLdapUser", nothing),
        ("searchLdapGroup", rows::<UserGroup>),
        ("createUser", nothing),
        ("deleteUser", nothing),
        ("setUserSysAdmin", nothing),
        ("listUserGroups", rows::<UserGroup>),
        ("searchUserGroups", rows::<UserGroup>),
        ("getUserGroup", kept::<UserGroup>),
        ("createUserGroup", nothing),
        ("updateUserGroup", nothing),
        ("deleteUserGroup", nothing),
        ("GetSupportedEventTypes", kept::<WebhookEventTypes>),
        ("ListWebhookPoliciesOfProject", rows::<WebhookPolicy>),
        ("GetWebhookPolicyOfProject", kept::<WebhookPolicy>),
        ("CreateWebhookPolicyOfProject", nothing),
        ("UpdateWebhookPolicyOfProject", nothing),
        ("DeleteWebhookPolicyOfProject", nothing),
        ("LastTrigger", rows::<WebhookLastTrigger>),
        ("ListExecutionsOfWebhookPolicy", rows::<Execution>),
        ("ListTasksOfWebhookExecution", rows::<Task>),
        ("GetLogsOfWebhookTask", text),
        ("ListWebhookJobs", rows::<WebhookJob>),
        ("ListProviders", rows::<PreheatProvider>),
        ("ListProvidersUnderProject", rows::<ProjectPreheatProvider>),
        ("ListInstances", rows::<PreheatInstance>),
        ("GetInstance", kept::<PreheatInstance>),
        ("CreateInstance", nothing),
        ("UpdateInstance", nothing),
        ("DeleteInstance", nothing),
        ("PingInstances", nothing),
        ("ListPolicies", rows::<PreheatPolicy>),
        ("GetPolicy", kept::<PreheatPolicy>),
        ("CreatePolicy", nothing),
        ("UpdatePolicy", nothing),
        ("ManualPreheat", nothing),
        ("DeletePolicy", nothing),
        ("ListExecutions", rows::<Execution>),
        ("GetExecution", kept::<Execution>),
        ("StopExecution", nothing),
        ("ListTasks", rows::<Task>),
        ("GetPreheatLog", text),
    ];
    checks.iter().copied().collect()
}

/// Content of additions, by the last part of the path.
fn addition(path: &str) -> Option<Check> {
    match path.rsplit('/').next()? {
        "build_history" => Some(rows::<HistoryEntry>),
        "dependencies" => Some(rows::<ChartDependency>),
        "files" => Some(rows::<ModelFile>),
        _ => None,
    }
}

/// Whether a value says nothing: Harbor leaves such fields out itself.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => {
            text.is_empty() || DateTime::parse_from_rfc3339(text).is_ok_and(|time| time.year() == 1)
        }
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(says_nothing),
    }
}

/// Lists what of a recorded value is not in ours.
fn compare(recorded: &Value, ours: &Value, at: &str, problems: &mut Problems) {
    let same = match (recorded, ours) {
        (Value::Object(recorded), Value::Object(ours)) => {
            for (key, value) in recorded {
                compare(
                    value,
                    ours.get(key).unwrap_or(&Value::Null),
                    &format!("{at}.{key}"),
                    problems,
                );
            }
            let more = ours
                .iter()
                .find(|(key, value)| !recorded.contains_key(*key) && !says_nothing(value));
            if let Some((key, value)) = more {
                problems.push(format!("{at}.{key}: made up: {value}"));
            }
            true
        }
        (Value::Array(recorded), Value::Array(ours)) => {
            for (recorded, ours) in recorded.iter().zip(ours) {
                compare(recorded, ours, &format!("{at}[]"), problems);
            }
            recorded.len() == ours.len()
        }
        (Value::String(recorded), Value::String(ours)) if recorded != ours => {
            match (
                DateTime::parse_from_rfc3339(recorded),
                DateTime::parse_from_rfc3339(ours),
            ) {
                (Ok(recorded), Ok(ours)) => recorded == ours,
                _ => false,
            }
        }
        (Value::Number(recorded), Value::Number(ours)) => recorded.as_f64() == ours.as_f64(),
        (recorded, ours) if recorded == ours => true,
        (recorded, ours) => says_nothing(recorded) && says_nothing(ours),
    };
    if !same {
        problems.push(format!("{at}: {recorded} became {ours}"));
    }
}

fn folder() -> PathBuf {
    std::env::var_os("PILOTHOUSE_RECORDINGS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recordings"),
        PathBuf::from,
    )
}

fn exchanges() -> Vec<Exchange> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let json = files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"));
    let mut exchanges = Vec::new();
    for file in json {
        // Folders may hold other things beside lists of exchanges.
        let items: Vec<Value> =
            serde_json::from_slice(&fs::read(&file).unwrap()).unwrap_or_default();
        exchanges.extend(
            items
                .into_iter()
                .filter_map(|item| Exchange::deserialize(item).ok()),
        );
    }
    exchanges
}

#[test]
fn recorded_answers_decode_without_loss() {
    let checks = checks();
    for operation in OPERATIONS {
        assert!(
            checks.contains_key(operation.harbor),
            "no check for {}",
            operation.harbor
        );
    }
    let (mut problems, mut seen) = (Problems::new(), BTreeMap::<String, usize>::new());
    for exchange in exchanges().iter().filter(|exchange| exchange.status < 300) {
        let Some(name) = &exchange.operation else {
            continue;
        };
        let Some(check) = checks.get(name.as_str()) else {
            continue;
        };
        *seen.entry(name.clone()).or_default() += 1;
        let body = exchange.body();
        let content = (name == "getAddition")
            .then(|| addition(&exchange.path))
            .flatten();
        let found = match content.unwrap_or(*check)(&body) {
            Ok(Some(ours)) => {
                let recorded = exchange.json.clone().unwrap_or(Value::Null);
                let mut found = Problems::new();
                compare(&recorded, &ours, "", &mut found);
                found
            }
            Ok(None) => Problems::new(),
            Err(error) => vec![error],
        };
        let ignored = |problem: &String| {
            IGNORED.iter().any(|(operation, at, _)| {
                name == operation && problem.starts_with(&format!("{at}:"))
            })
        };
        let open = found.into_iter().filter(|problem| !ignored(problem));
        problems.extend(open.map(|problem| format!("{name} {}: {problem}", exchange.path)));
    }
    let missing: Vec<_> = checks
        .keys()
        .filter(|name| !seen.contains_key(**name))
        .copied()
        .collect();
    println!(
        "decoded: {} answers of {} operations; none of: {missing:?}",
        seen.values().sum::<usize>(),
        seen.len()
    );
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
    if std::env::var_os("PILOTHOUSE_RECORDINGS").is_none() {
        let known: Vec<&str> = UNRECORDED.iter().map(|(name, _)| *name).collect();
        let open: Vec<_> = missing
            .iter()
            .filter(|name| !known.contains(name))
            .collect();
        assert!(open.is_empty(), "no recorded answer of {open:?}");
        for name in known {
            assert!(missing.contains(&name), "{name} has an answer");
        }
    }
}

#[test]
fn recorded_refusals_have_words() {
    let mut refusals = 0;
    for exchange in exchanges().iter().filter(|exchange| exchange.status >= 400) {
        let error = ApiError::from_answer(exchange.status, &exchange.body(), None);
        assert_eq!(error.status, exchange.status);
        assert!(!error.message.trim().is_empty(), "{}", exchange.path);
        let words = exchange
            .json
            .as_ref()
            .and_then(|json| json["errors"][0]["message"].as_str());
        if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
            assert!(
                error.message.starts_with(words.trim()),
                "{words} became {error}"
            );
        }
        refusals += 1;
    }
    println!("refusals read: {refusals}");
    assert!(refusals > 0);
}
