//! Switching things on and off. The whole thing is sent, so it is read first.

use harbor_api::{
    AnyOperation, Decode, DecodeError, PreheatName, ProjectReference, WebhookPolicyId,
    operations::{GetPreheatPolicy, GetWebhook, UpdatePreheatPolicy, UpdateWebhook},
    types::{PreheatPolicy, WebhookPolicy},
};
use listing::{
    Cell, ListScope,
    lists::robots::{OFF, ON},
};
use pilothouse_protocol::{BulkChange, Failure, FailureCode};

use super::{cell, invalid_key, not_for_this_list, robots};

/// Reads what the row with a key stands for.
pub(super) fn reading(scope: &ListScope, key: &str) -> Result<AnyOperation, Failure> {
    Ok(match scope {
        ListScope::Webhooks(list) => GetWebhook {
            project_name_or_id: ProjectReference::Name(list.project.clone()),
            webhook_policy_id: webhook(key)?,
        }
        .into(),
        ListScope::PreheatPolicies(list) => GetPreheatPolicy {
            project_name: list.project.clone(),
            preheat_policy_name: preheat(key)?,
        }
        .into(),
        _ => robots::reading(scope, key)?,
    })
}

/// The change of what was read. None if it is so already.
pub(super) fn operation(
    change: &BulkChange,
    scope: &ListScope,
    key: &str,
    read: &[u8],
) -> Result<Option<AnyOperation>, Failure> {
    let BulkChange::SetEnabled { enabled } = change else {
        return Err(not_for_this_list());
    };
    Ok(match scope {
        ListScope::Webhooks(list) => {
            let mut body = WebhookPolicy::decode(read).map_err(|error| unreadable(&error))?;
            let is_change = body.enabled != *enabled;
            body.enabled = *enabled;
            is_change.then_some(
                UpdateWebhook {
                    project_name_or_id: ProjectReference::Name(list.project.clone()),
                    webhook_policy_id: webhook(key)?,
                    body,
                }
                .into(),
            )
        }
        ListScope::PreheatPolicies(list) => {
            let mut body = PreheatPolicy::decode(read).map_err(|error| unreadable(&error))?;
            let is_change = body.enabled != *enabled;
            body.enabled = *enabled;
            is_change.then_some(
                UpdatePreheatPolicy {
                    project_name: list.project.clone(),
                    preheat_policy_name: preheat(key)?,
                    body,
                }
                .into(),
            )
        }
        _ => robots::operation(change, key, read)?,
    })
}

/// The column that says whether a row is on, and what it says then.
pub(super) fn shown(scope: &ListScope, enabled: bool) -> (&'static str, &'static str) {
    match (scope, enabled) {
        (ListScope::Robots(_), true) => ("state", ON),
        (ListScope::Robots(_), false) => ("state", OFF),
        (_, true) => ("enabled", "yes"),
        (_, false) => ("enabled", "no"),
    }
}

/// Whether a row can be changed so, as far as it says.
pub(super) fn applies(change: &BulkChange, scope: &ListScope, cells: &[Cell]) -> bool {
    match (scope, change) {
        (ListScope::Robots(_), _) => robots::applies(change, scope, cells),
        (_, BulkChange::SetEnabled { enabled }) => {
            let (column, wanted) = shown(scope, *enabled);
            cell(scope, cells, column).and_then(Cell::text) != Some(wanted)
        }
        _ => false,
    }
}

fn webhook(key: &str) -> Result<WebhookPolicyId, Failure> {
    let id = key.parse().map_err(|error| invalid_key(key, &error))?;
    Ok(WebhookPolicyId(id))
}

fn preheat(key: &str) -> Result<PreheatName, Failure> {
    PreheatName::new(key).map_err(|error| invalid_key(key, &error))
}

fn unreadable(error: &DecodeError) -> Failure {
    Failure::new(
        FailureCode::BadAnswer,
        format!("What is there now can't be read: {}.", error.reason),
    )
}

#[cfg(test)]
mod tests {
    use harbor_api::ProjectName;
    use listing::lists::Webhooks;

    use super::*;

    #[test]
    fn a_webhook_that_is_switched_keeps_its_header_and_when_it_was_made() {
        let project = ProjectName::new("skaha").expect("a name");
        let scope = ListScope::from(Webhooks { project });
        let read = br#"{"id": 5, "name": "ci", "enabled": true, "event_types": ["PUSH_ARTIFACT"],
            "creation_time": "2026-11-21T00:47:05.405Z",
            "targets": [{"type": "http", "address": "https://ci", "auth_header": "Bearer x"}]}"#;
        let switch = |enabled| operation(&BulkChange::SetEnabled { enabled }, &scope, "5", read);
        assert!(switch(true).expect("nothing to do").is_none());
        let Some(AnyOperation::UpdateWebhook(update)) = switch(false).expect("a change") else {
            panic!("a webhook is changed");
        };
        let sent = serde_json::to_value(&update.body).expect("JSON");
        assert_eq!(sent["targets"][0]["auth_header"], "Bearer x");
        assert_eq!(sent["enabled"], false);
        assert!(
            sent["creation_time"]
                .as_str()
                .is_some_and(|time| time.starts_with("2026-11-21"))
        );
    }
}
