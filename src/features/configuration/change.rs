//! Sending changed settings.

use std::collections::BTreeMap;

use harbor_settings::{Change, NewValue};
use pilothouse_protocol::{
    ChangeConfiguration, ConfigurationChanged, ConfigurationOutcome, ConnectionId, Entered, Failure,
};

use super::readings::note_changes;
use crate::{ipc, registries::Registries};

/// Sends changes, and nothing else. The registry is asked first whether somebody was faster, and
/// afterwards what is in force.
///
/// # Errors
/// If it could not be asked; a refusal is an outcome.
pub async fn change_settings(
    registries: Registries,
    connection: ConnectionId,
    changes: &[Change],
    secrets: BTreeMap<String, String>,
) -> Result<ConfigurationChanged, Failure> {
    let mut before = BTreeMap::new();
    let mut change = BTreeMap::new();
    for one in changes {
        if let Some(was) = &one.before {
            before.insert(one.key.to_owned(), was.clone());
        }
        if let NewValue::Is(after) = &one.after {
            change.insert(one.key.to_owned(), after.clone());
        }
    }
    let secrets = secrets
        .into_iter()
        .map(|(key, secret)| (key, Entered::new(secret)))
        .collect();
    let at = connection.clone();
    let answer = ipc::call(ChangeConfiguration {
        connection,
        before,
        change,
        secrets,
    })
    .await?;
    if let Some(now) = &answer.now {
        let is_sent = !matches!(answer.outcome, ConfigurationOutcome::Overtaken { .. });
        note_changes(registries, &at, if is_sent { changes } else { &[] }, now);
    }
    Ok(answer)
}
