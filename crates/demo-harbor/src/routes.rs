//! The table of the operations that are served, and finding the one a request means.

use std::collections::BTreeMap;

use hyper::Method;
use percent_encoding::percent_decode_str;

use crate::http::call::{Call, Failure, Reply};
use crate::ops::{
    access::{groups, members, people, robots},
    audit, changes, configuration,
    content::{additions, artifacts, registry, repositories, tags},
    labels, ldap, metadata, preheat, projects, quotas,
    rules::{immutable, retention, retention_runs},
    running::{endpoints, job_service, replication, upkeep},
    scanning::{exports, scan_all, scanners, scans, security},
    search, system, webhooks,
};
use crate::world::World;

/// An operation's work.
pub(crate) type Handler = fn(&mut World, &Call) -> Result<Reply, Failure>;

/// An operation that is served.
pub(crate) struct Route {
    /// Its id in Harbor's description.
    pub operation: &'static str,
    method: &'static str,
    template: &'static str,
    /// Whether it answers with more than JSON, so that `Accept` may say anything.
    pub any_accept: bool,
    pub handler: Handler,
}

/// What a request means.
pub(crate) enum Found {
    /// An operation and the values of its template's parameters.
    Operation(&'static Route, BTreeMap<&'static str, String>),
    /// No operation.
    Nothing(Failure),
}

macro_rules! routes {
    ($($operation:literal $method:ident $template:literal $handler:path $(, $any:ident)?;)*) => {
        &[$(Route {
            operation: $operation,
            method: stringify!($method),
            template: $template,
            any_accept: routes!(@any $($any)?),
            handler: $handler,
        }),*]
    };
    (@any) => { false };
    (@any any) => { true };
}

const ARTIFACT: &str =
    "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}";

/// The operations; a template that begins with `…` is below one artifact.
static ROUTES: &[Route] = routes![
    "getSystemInfo" GET "/systeminfo" system::info;
    "getVolumes" GET "/systeminfo/volumes" system::volumes;
    "getCert" GET "/systeminfo/getcert" system::certificate, any;
    "getHealth" GET "/health" system::health;
    "getPing" GET "/ping" system::ping, any;
    "getStatistic" GET "/statistics" system::statistics;
    "search" GET "/search" search::search;
    "getCurrentUserInfo" GET "/users/current" people::current;
    "getCurrentUserPermissions" GET "/users/current/permissions" people::permissions;
    "searchUsers" GET "/users/search" people::search;
    "listUsers" GET "/users" people::list;
    "createUser" POST "/users" people::create;
    "getUser" GET "/users/{user_id}" people::get;
    "updateUserProfile" PUT "/users/{user_id}" people::update;
    "deleteUser" DELETE "/users/{user_id}" people::delete;
    "setUserSysAdmin" PUT "/users/{user_id}/sysadmin" people::set_system_admin;
    "updateUserPassword" PUT "/users/{user_id}/password" people::set_password;
    "setCliSecret" PUT "/users/{user_id}/cli_secret" people::set_cli_secret;
    "listProjects" GET "/projects" projects::list;
    "headProject" HEAD "/projects" projects::head;
    "createProject" POST "/projects" projects::create;
    "getProject" GET "/projects/{project_name_or_id}" projects::get;
    "updateProject" PUT "/projects/{project_name_or_id}" projects::update;
    "deleteProject" DELETE "/projects/{project_name_or_id}" projects::delete;
    "getProjectDeletable" GET "/projects/{project_name_or_id}/_deletable" projects::deletable;
    "getProjectSummary" GET "/projects/{project_name_or_id}/summary" projects::summary;
    "listProjectMetadatas" GET "/projects/{project_name_or_id}/metadatas/" metadata::list;
    "addProjectMetadatas" POST "/projects/{project_name_or_id}/metadatas/" metadata::add;
    "getProjectMetadata" GET "/projects/{project_name_or_id}/metadatas/{meta_name}" metadata::get;
    "updateProjectMetadata" PUT "/projects/{project_name_or_id}/metadatas/{meta_name}" metadata::update;
    "deleteProjectMetadata" DELETE "/projects/{project_name_or_id}/metadatas/{meta_name}" metadata::delete;
    "listProjectMembers" GET "/projects/{project_name_or_id}/members" members::list;
    "createProjectMember" POST "/projects/{project_name_or_id}/members" members::create;
    "getProjectMember" GET "/projects/{project_name_or_id}/members/{mid}" members::get;
    "updateProjectMember" PUT "/projects/{project_name_or_id}/members/{mid}" members::update;
    "deleteProjectMember" DELETE "/projects/{project_name_or_id}/members/{mid}" members::delete;
    "getScannerOfProject" GET "/projects/{project_name_or_id}/scanner" scanners::of_project;
    "setScannerOfProject" PUT "/projects/{project_name_or_id}/scanner" scanners::set_of_project;
    "listScannerCandidatesOfProject" GET "/projects/{project_name_or_id}/scanner/candidates" scanners::candidates;
    "listArtifactsOfProject" GET "/projects/{project_name_or_id}/artifacts" artifacts::list_of_project;
    "getLogs" GET "/projects/{project_name}/logs" audit::old_of_project;
    "getLogExts" GET "/projects/{project_name}/auditlog-exts" audit::of_project;
    "listAllRepositories" GET "/repositories" repositories::list_all;
    "listRepositories" GET "/projects/{project_name}/repositories" repositories::list;
    "getRepository" GET "/projects/{project_name}/repositories/{repository_name}" repositories::get;
    "updateRepository" PUT "/projects/{project_name}/repositories/{repository_name}" repositories::update;
    "deleteRepository" DELETE "/projects/{project_name}/repositories/{repository_name}" repositories::delete;
    "listArtifacts" GET "/projects/{project_name}/repositories/{repository_name}/artifacts" artifacts::list;
    "CopyArtifact" POST "/projects/{project_name}/repositories/{repository_name}/artifacts" changes::copy;
    "getArtifact" GET "…" artifacts::get;
    "deleteArtifact" DELETE "…" changes::delete;
    "listTags" GET "…/tags" tags::list;
    "createTag" POST "…/tags" tags::create;
    "deleteTag" DELETE "…/tags/{tag_name}" tags::delete;
    "addLabel" POST "…/labels" tags::add_label;
    "removeLabel" DELETE "…/labels/{label_id}" tags::remove_label;
    "listAccessories" GET "…/accessories" artifacts::accessories;
    "getVulnerabilitiesAddition" GET "…/additions/vulnerabilities" additions::vulnerabilities;
    "getAddition" GET "…/additions/{addition}" additions::get, any;
    "scanArtifact" POST "…/scan" scans::start;
    "stopScanArtifact" POST "…/scan/stop" scans::stop;
    "getReportLog" GET "…/scan/{report_id}/log" scans::log, any;
    "ListLabels" GET "/labels" labels::list;
    "CreateLabel" POST "/labels" labels::create;
    "GetLabelByID" GET "/labels/{label_id}" labels::get;
    "UpdateLabel" PUT "/labels/{label_id}" labels::update;
    "DeleteLabel" DELETE "/labels/{label_id}" labels::delete;
    "listQuotas" GET "/quotas" quotas::list;
    "getQuota" GET "/quotas/{id}" quotas::get;
    "updateQuota" PUT "/quotas/{id}" quotas::update;
    "ListImmuRules" GET "/projects/{project_name_or_id}/immutabletagrules" immutable::list;
    "CreateImmuRule" POST "/projects/{project_name_or_id}/immutabletagrules" immutable::create;
    "UpdateImmuRule" PUT "/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}" immutable::update;
    "DeleteImmuRule" DELETE "/projects/{project_name_or_id}/immutabletagrules/{immutable_rule_id}" immutable::delete;
    "getPermissions" GET "/permissions" robots::permissions;
    "ListRobot" GET "/robots" robots::list;
    "CreateRobot" POST "/robots" robots::create;
    "GetRobotByID" GET "/robots/{robot_id}" robots::get;
    "UpdateRobot" PUT "/robots/{robot_id}" robots::update;
    "RefreshSec" PATCH "/robots/{robot_id}" robots::refresh;
    "DeleteRobot" DELETE "/robots/{robot_id}" robots::delete;
    "listScanners" GET "/scanners" scanners::list;
    "createScanner" POST "/scanners" scanners::create;
    "pingScanner" POST "/scanners/ping" scanners::ping;
    "getScanner" GET "/scanners/{registration_id}" scanners::get;
    "updateScanner" PUT "/scanners/{registration_id}" scanners::update;
    "setScannerAsDefault" PATCH "/scanners/{registration_id}" scanners::set_default;
    "deleteScanner" DELETE "/scanners/{registration_id}" scanners::delete;
    "getScannerMetadata" GET "/scanners/{registration_id}/metadata" scanners::metadata;
    "getScanAllSchedule" GET "/system/scanAll/schedule" scan_all::schedule;
    "createScanAllSchedule" POST "/system/scanAll/schedule" scan_all::create_schedule;
    "updateScanAllSchedule" PUT "/system/scanAll/schedule" scan_all::update_schedule;
    "stopScanAll" POST "/system/scanAll/stop" scan_all::stop;
    "getLatestScanAllMetrics" GET "/scans/all/metrics" scan_all::metrics;
    "getLatestScheduledScanAllMetrics" GET "/scans/schedule/metrics" scan_all::scheduled_metrics;
    "getSystemCVEAllowlist" GET "/system/CVEAllowlist" security::allowlist;
    "putSystemCVEAllowlist" PUT "/system/CVEAllowlist" security::set_allowlist;
    "getSecuritySummary" GET "/security/summary" security::summary;
    "ListVulnerabilities" GET "/security/vul" security::vulnerabilities;
    "listRegistryProviderTypes" GET "/replication/adapters" endpoints::kinds;
    "listRegistryProviderInfos" GET "/replication/adapterinfos" endpoints::kind_infos;
    "listRegistries" GET "/registries" endpoints::list;
    "createRegistry" POST "/registries" endpoints::create;
    "pingRegistry" POST "/registries/ping" endpoints::ping;
    "getRegistry" GET "/registries/{id}" endpoints::get;
    "updateRegistry" PUT "/registries/{id}" endpoints::update;
    "deleteRegistry" DELETE "/registries/{id}" endpoints::delete;
    "getRegistryInfo" GET "/registries/{id}/info" endpoints::info;
    "getRentenitionMetadata" GET "/retentions/metadatas" retention::metadata;
    "createRetention" POST "/retentions" retention::create;
    "getRetention" GET "/retentions/{id}" retention::get;
    "updateRetention" PUT "/retentions/{id}" retention::update;
    "deleteRetention" DELETE "/retentions/{id}" retention::delete;
    "listRetentionExecutions" GET "/retentions/{id}/executions" retention_runs::list;
    "triggerRetentionExecution" POST "/retentions/{id}/executions" retention_runs::start;
    "operateRetentionExecution" PATCH "/retentions/{id}/executions/{eid}" retention_runs::operate;
    "listRetentionTasks" GET "/retentions/{id}/executions/{eid}/tasks" retention_runs::tasks;
    "getRetentionTaskLog" GET "/retentions/{id}/executions/{eid}/tasks/{tid}" retention_runs::log, any;
    "GetSupportedEventTypes" GET "/projects/{project_name_or_id}/webhook/events" webhooks::events;
    "ListWebhookPoliciesOfProject" GET "/projects/{project_name_or_id}/webhook/policies" webhooks::list;
    "CreateWebhookPolicyOfProject" POST "/projects/{project_name_or_id}/webhook/policies" webhooks::create;
    "GetWebhookPolicyOfProject" GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}" webhooks::get;
    "UpdateWebhookPolicyOfProject" PUT "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}" webhooks::update;
    "DeleteWebhookPolicyOfProject" DELETE "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}" webhooks::delete;
    "ListExecutionsOfWebhookPolicy" GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}/executions" webhooks::executions;
    "ListTasksOfWebhookExecution" GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}/executions/{execution_id}/tasks" webhooks::tasks;
    "GetLogsOfWebhookTask" GET "/projects/{project_name_or_id}/webhook/policies/{webhook_policy_id}/executions/{execution_id}/tasks/{task_id}/log" webhooks::log, any;
    "ListWebhookJobs" GET "/projects/{project_name_or_id}/webhook/jobs" webhooks::jobs;
    "LastTrigger" GET "/projects/{project_name_or_id}/webhook/lasttrigger" webhooks::last_trigger;
    "getConfigurations" GET "/configurations" configuration::get;
    "updateConfigurations" PUT "/configurations" configuration::update;
    "pingOIDC" POST "/system/oidc/ping" configuration::ping_oidc;
    "pingLdap" POST "/ldap/ping" ldap::ping;
    "searchLdapUser" GET "/ldap/users/search" ldap::users;
    "importLdapUser" POST "/ldap/users/import" ldap::import;
    "searchLdapGroup" GET "/ldap/groups/search" ldap::groups;
    "listUserGroups" GET "/usergroups" groups::list;
    "searchUserGroups" GET "/usergroups/search" groups::search;
    "createUserGroup" POST "/usergroups" groups::create;
    "getUserGroup" GET "/usergroups/{group_id}" groups::get;
    "updateUserGroup" PUT "/usergroups/{group_id}" groups::update;
    "deleteUserGroup" DELETE "/usergroups/{group_id}" groups::delete;
    "ListProviders" GET "/p2p/preheat/providers" preheat::instances::providers;
    "ListInstances" GET "/p2p/preheat/instances" preheat::instances::list;
    "CreateInstance" POST "/p2p/preheat/instances" preheat::instances::create;
    "PingInstances" POST "/p2p/preheat/instances/ping" preheat::instances::ping;
    "GetInstance" GET "/p2p/preheat/instances/{preheat_instance_name}" preheat::instances::get;
    "UpdateInstance" PUT "/p2p/preheat/instances/{preheat_instance_name}" preheat::instances::update;
    "DeleteInstance" DELETE "/p2p/preheat/instances/{preheat_instance_name}" preheat::instances::delete;
    "ListProvidersUnderProject" GET "/projects/{project_name}/preheat/providers" preheat::instances::of_project;
    "ListPolicies" GET "/projects/{project_name}/preheat/policies" preheat::policies::list;
    "CreatePolicy" POST "/projects/{project_name}/preheat/policies" preheat::policies::create;
    "GetPolicy" GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}" preheat::policies::get;
    "ManualPreheat" POST "/projects/{project_name}/preheat/policies/{preheat_policy_name}" preheat::policies::start;
    "UpdatePolicy" PUT "/projects/{project_name}/preheat/policies/{preheat_policy_name}" preheat::policies::update;
    "DeletePolicy" DELETE "/projects/{project_name}/preheat/policies/{preheat_policy_name}" preheat::policies::delete;
    "ListExecutions" GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions" preheat::executions::list;
    "GetExecution" GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}" preheat::executions::get;
    "StopExecution" PATCH "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}" preheat::executions::stop;
    "ListTasks" GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}/tasks" preheat::executions::tasks;
    "GetPreheatLog" GET "/projects/{project_name}/preheat/policies/{preheat_policy_name}/executions/{execution_id}/tasks/{task_id}/logs" preheat::executions::log, any;
    "listSchedules" GET "/schedules" job_service::schedules;
    "getSchedulePaused" GET "/schedules/{job_type}/paused" job_service::schedules_paused;
    "listJobQueues" GET "/jobservice/queues" job_service::queues;
    "actionPendingJobs" PUT "/jobservice/queues/{job_type}" job_service::change_queue;
    "stopRunningJob" PUT "/jobservice/jobs/{job_id}" job_service::stop;
    "actionGetJobLog" GET "/jobservice/jobs/{job_id}/log" job_service::log, any;
    "getWorkerPools" GET "/jobservice/pools" job_service::pools;
    "getWorkers" GET "/jobservice/pools/{pool_id}/workers" job_service::workers;
    "getGCHistory" GET "/system/gc" upkeep::collections::list;
    "getGCSchedule" GET "/system/gc/schedule" upkeep::collections::schedule;
    "createGCSchedule" POST "/system/gc/schedule" upkeep::collections::create_schedule;
    "updateGCSchedule" PUT "/system/gc/schedule" upkeep::collections::update_schedule;
    "getGC" GET "/system/gc/{gc_id}" upkeep::collections::get;
    "stopGC" PUT "/system/gc/{gc_id}" upkeep::collections::stop;
    "getGCLog" GET "/system/gc/{gc_id}/log" upkeep::collections::log, any;
    "getPurgeHistory" GET "/system/purgeaudit" upkeep::purges::list;
    "getPurgeSchedule" GET "/system/purgeaudit/schedule" upkeep::purges::schedule;
    "createPurgeSchedule" POST "/system/purgeaudit/schedule" upkeep::purges::create_schedule;
    "updatePurgeSchedule" PUT "/system/purgeaudit/schedule" upkeep::purges::update_schedule;
    "getPurgeJob" GET "/system/purgeaudit/{purge_id}" upkeep::purges::get;
    "stopPurge" PUT "/system/purgeaudit/{purge_id}" upkeep::purges::stop;
    "getPurgeJobLog" GET "/system/purgeaudit/{purge_id}/log" upkeep::purges::log, any;
    "exportScanData" POST "/export/cve" exports::start;
    "getScanDataExportExecutionList" GET "/export/cve/executions" exports::list;
    "getScanDataExportExecution" GET "/export/cve/execution/{execution_id}" exports::get;
    "downloadScanData" GET "/export/cve/download/{execution_id}" exports::download, any;
    "listReplicationPolicies" GET "/replication/policies" replication::list;
    "createReplicationPolicy" POST "/replication/policies" replication::create;
    "getReplicationPolicy" GET "/replication/policies/{id}" replication::get;
    "updateReplicationPolicy" PUT "/replication/policies/{id}" replication::update;
    "deleteReplicationPolicy" DELETE "/replication/policies/{id}" replication::delete;
    "listReplicationExecutions" GET "/replication/executions" replication::runs;
    "startReplication" POST "/replication/executions" replication::start;
    "getReplicationExecution" GET "/replication/executions/{id}" replication::run;
    "stopReplication" PUT "/replication/executions/{id}" replication::stop;
    "listReplicationTasks" GET "/replication/executions/{id}/tasks" replication::tasks;
    "getReplicationLog" GET "/replication/executions/{id}/tasks/{task_id}/log" replication::log, any;
    "listAuditLogs" GET "/audit-logs" audit::old;
    "listAuditLogExts" GET "/auditlog-exts" audit::list;
    "listAuditLogEventTypes" GET "/auditlog-exts/events" audit::events;
];

/// Whether an operation of Harbor's description is served.
pub fn serves(operation: &str) -> bool {
    ROUTES.iter().any(|route| route.operation == operation)
}

/// Finds what a request means.
pub(crate) fn find(method: &Method, path: &str) -> Found {
    let nothing = || {
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        Found::Nothing(Failure::not_found(format!("path {path} was not found")))
    };
    if path == "/api/version" && *method == Method::GET {
        return Found::Operation(&VERSION, BTreeMap::new());
    }
    if let Some(below) = path.strip_prefix("/v2/") {
        // Of changes only uploads are served.
        let readable = *method == Method::GET
            || *method == Method::HEAD
            || (below.contains("/blobs/uploads/")
                && [Method::POST, Method::DELETE].contains(method));
        let below = percent_decode_str(below).decode_utf8_lossy().into_owned();
        return match readable {
            true => Found::Operation(&REGISTRY, BTreeMap::from([("path", below)])),
            false => Found::Nothing(Failure::method_not_allowed("this registry is read only")),
        };
    }
    if path == "/service/token" && *method == Method::GET {
        return Found::Operation(&TOKEN, BTreeMap::new());
    }
    let Some(below) = path.strip_prefix("/api/v2.0") else {
        return nothing();
    };
    // The server decodes the path before it looks for slashes, and takes several for one.
    let decoded = percent_decode_str(below).decode_utf8_lossy().into_owned();
    let trailing = decoded.ends_with('/');
    let segments: Vec<&str> = decoded
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let mut others = Vec::new();
    let mut best: Option<(&Route, BTreeMap<&'static str, String>)> = None;
    for route in ROUTES {
        let Some(parameters) = matches(route.template, &segments, trailing) else {
            continue;
        };
        if route.method != method.as_str() {
            if !others.contains(&route.method) {
                others.push(route.method);
            }
            continue;
        }
        // A fixed word wins over a parameter: fewer parameters is the closer template.
        if best
            .as_ref()
            .is_none_or(|(_, known)| parameters.len() < known.len())
        {
            best = Some((route, parameters));
        }
    }
    match best {
        Some((route, parameters)) => Found::Operation(route, parameters),
        None if others.is_empty() => nothing(),
        None => {
            others.sort_by_key(|method| {
                ["GET", "PUT", "POST", "HEAD"]
                    .iter()
                    .position(|m| m == method)
            });
            Found::Nothing(Failure::method_not_allowed(format!(
                "method {method} is not allowed, but [{}] are",
                others.join(",")
            )))
        }
    }
}

static VERSION: Route = Route {
    operation: "getVersion",
    method: "GET",
    template: "",
    any_accept: true,
    handler: system::version,
};

static REGISTRY: Route = Route {
    operation: "registry",
    method: "GET",
    template: "",
    any_accept: true,
    handler: registry::v2,
};

static TOKEN: Route = Route {
    operation: "token",
    method: "GET",
    template: "",
    any_accept: true,
    handler: registry::token,
};

fn matches(
    template: &'static str,
    segments: &[&str],
    trailing: bool,
) -> Option<BTreeMap<&'static str, String>> {
    let (front, rest) = match template.strip_prefix('…') {
        Some(rest) => (ARTIFACT, rest),
        None => ("", template),
    };
    if template.ends_with('/') && !trailing {
        return None;
    }
    let mut parameters = BTreeMap::new();
    let mut given = segments.iter();
    let parts = front.split('/').chain(rest.split('/'));
    for part in parts.filter(|part| !part.is_empty()) {
        let segment = *given.next()?;
        match part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        {
            Some("repository_name") => {
                let name = percent_decode_str(segment).decode_utf8_lossy().into_owned();
                parameters.insert("repository_name", name);
            }
            Some(name) => {
                parameters.insert(name, segment.to_owned());
            }
            None if part == segment => {}
            None => return None,
        }
    }
    given.next().is_none().then_some(parameters)
}
