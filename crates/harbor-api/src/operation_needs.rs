//! Who may ask for which of Harbor's operations, as its handlers check it (`src/server/v2.0/handler`).

use crate::operation::Method;

/// What an operation asks of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Anybody,
    SignedIn,
    Administrator,
    /// A permission in the project that its path names: resource and action, as in
    /// `GET /users/current/permissions`.
    InProject(&'static str, &'static str),
    /// It depends on what the arguments name, or on the registry's settings; administrators may.
    Depends,
    /// Only Harbor's own parts.
    Itself,
}

/// What an operation needs, by its method and the template of its path below `/api/v2.0`; nothing
/// where it is not known.
pub fn need(method: Method, path: &str) -> Option<Need> {
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    match steps.as_slice() {
        ["projects", rest @ ..] => in_projects(method, rest),
        steps => elsewhere(method, steps),
    }
}

fn elsewhere(method: Method, steps: &[&str]) -> Option<Need> {
    let reads = method.is_safe();
    Some(match steps {
        ["health" | "ping" | "systeminfo" | "search" | "repositories"]
        | ["systeminfo", "getcert"] => Need::Anybody,
        ["internalconfig"] => Need::Itself,
        ["statistics" | "audit-logs" | "auditlog-exts"]
        | ["users" | "usergroups", "search"]
        | ["users", "current"]
        | ["users", "current", "permissions"]
        | ["schedules", _, "paused"] => Need::SignedIn,
        ["system", "CVEAllowlist"] if reads => Need::SignedIn,
        // Of one's own, of a project's, or of anybody's.
        ["users"] if reads => Need::Administrator,
        ["users", _] if method == Method::Delete => Need::Administrator,
        ["users", _, "sysadmin"] => Need::Administrator,
        ["users" | "robots" | "labels" | "retentions" | "export", ..] | ["permissions"] => {
            Need::Depends
        }
        [
            "configurations" | "jobservice" | "ldap" | "quotas" | "registries" | "replication"
            | "scanners" | "schedules" | "security" | "system" | "systeminfo" | "scans",
            ..,
        ]
        | ["p2p", "preheat", ..]
        | ["auditlog-exts", "events"] => Need::Administrator,
        ["usergroups", ..] if !reads => Need::Administrator,
        _ => return None,
    })
}

fn in_projects(method: Method, steps: &[&str]) -> Option<Need> {
    let one_of = |resource, [get, post, put, delete]: [&'static str; 4]| {
        let action = match method {
            Method::Get | Method::Head => get,
            Method::Post => post,
            Method::Put | Method::Patch => put,
            Method::Delete => delete,
        };
        (!action.is_empty()).then_some(Need::InProject(resource, action))
    };
    let all = |resource| one_of(resource, ["list", "create", "", ""]);
    let one = |resource| one_of(resource, ["read", "", "update", "delete"]);
    match steps {
        [] if method.is_safe() => Some(Need::Anybody),
        // The registry's settings say who makes projects.
        [] => Some(Need::Depends),
        [_] => one("."),
        [_, "_deletable"] => one_of(".", ["delete", "", "", ""]),
        [_, "summary"] => one_of(".", ["read", "", "", ""]),
        [_, "members"] => all("member"),
        [_, "members", _] => one("member"),
        [_, "metadatas"] => all("metadata"),
        [_, "metadatas", _] => one("metadata"),
        [_, "scanner"] => one_of("scanner", ["read", "", "create", ""]),
        [_, "scanner", "candidates"] => one_of("scanner", ["create", "", "", ""]),
        [_, "artifacts"] => all("artifact"),
        [_, "logs" | "auditlog-exts"] => one_of("log", ["list", "", "", ""]),
        [_, "immutabletagrules"] => all("immutable-tag"),
        [_, "immutabletagrules", _] => one("immutable-tag"),
        [_, "webhook", "policies"] => all("notification-policy"),
        [_, "webhook", "policies", _] => one("notification-policy"),
        [_, "webhook", "jobs" | "lasttrigger"] => {
            one_of("notification-policy", ["list", "", "", ""])
        }
        [_, "webhook", ..] => one_of("notification-policy", ["read", "", "", ""]),
        [_, "preheat", "policies"] => all("preheat-policy"),
        // Running one by hand asks for no more than reading it.
        [_, "preheat", "policies", _] => {
            one_of("preheat-policy", ["read", "read", "update", "delete"])
        }
        [_, "preheat", ..] => one_of("preheat-policy", ["read", "", "update", ""]),
        [_, "repositories"] => all("repository"),
        [_, "repositories", _] => one("repository"),
        [_, "repositories", _, "artifacts", rest @ ..] => match rest {
            [] => all("artifact"),
            [_] => one("artifact"),
            [_, "scan"] => one_of("scan", ["", "create", "", ""]),
            [_, "scan", "stop"] => one_of("scan", ["", "stop", "", ""]),
            [_, "scan", _, "log"] => one_of("scan", ["read", "", "", ""]),
            [_, "tags"] => all("tag"),
            [_, "tags", _] => one("tag"),
            [_, "accessories"] => all("accessory"),
            [_, "additions", _] => one_of("artifact-addition", ["read", "", "", ""]),
            [_, "labels"] => all("artifact-label"),
            [_, "labels", _] => one("artifact-label"),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OPERATIONS;

    #[test]
    fn every_operation_but_a_few_is_known() {
        let unknown = OPERATIONS
            .iter()
            .filter(|info| need(info.method, info.path).is_none());
        let mut unknown: Vec<&str> = unknown.map(|info| info.harbor).collect();
        unknown.sort_unstable();
        assert_eq!(unknown, ["getUserGroup", "listUserGroups"]);
    }

    #[test]
    fn operations_need_what_surprises_people() {
        let artifact = "/projects/{project_name}/repositories/{repository_name}/artifacts";
        for (method, path, expected) in [
            (Method::Get, "/projects", Need::Anybody),
            (Method::Post, "/projects", Need::Depends),
            (
                Method::Post,
                artifact,
                Need::InProject("artifact", "create"),
            ),
            (
                Method::Post,
                "/projects/{project_name}/preheat/policies/{preheat_policy_name}",
                Need::InProject("preheat-policy", "read"),
            ),
            (
                Method::Put,
                "/projects/{project_name_or_id}/scanner",
                Need::InProject("scanner", "create"),
            ),
            (
                Method::Get,
                "/projects/{project_name_or_id}/metadatas/",
                Need::InProject("metadata", "list"),
            ),
            (Method::Get, "/system/CVEAllowlist", Need::SignedIn),
            (Method::Put, "/system/CVEAllowlist", Need::Administrator),
            (Method::Get, "/schedules", Need::Administrator),
            (Method::Get, "/schedules/{job_type}/paused", Need::SignedIn),
            (Method::Get, "/auditlog-exts/events", Need::Administrator),
            (Method::Get, "/users", Need::Administrator),
            (Method::Put, "/users/{user_id}/password", Need::Depends),
            (Method::Get, "/internalconfig", Need::Itself),
        ] {
            assert_eq!(need(method, path), Some(expected), "{method:?} {path}");
        }
        assert_eq!(need(Method::Get, "/of/another/version"), None);
    }
}
