//! The settings of a whole registry, with secrets that only pass through.

use std::collections::BTreeMap;

use harbor_api::{
    Operation,
    operations::{GetConfiguration, PingLdap, UpdateConfiguration},
    types::{Configuration, ConfigurationChange, LdapPingResult, SentSecret},
};
use pilothouse_protocol::{
    ChangeConfiguration, ConfigurationChanged, ConfigurationOutcome, ConnectionId, Entered,
    Failure, TestDirectory,
};

use crate::{
    changes, connection::runtime::Current, console::Console, failure, secrets::cli_secret::without,
};

impl Console {
    /// Changes settings that are still as somebody saw them, in read-only mode too: this ends it.
    /// Whatever the registry answers, what is in force is read afterwards: a refused change may be so in
    /// part.
    pub(crate) async fn change_configuration(
        &self,
        command: ChangeConfiguration,
    ) -> Result<ConfigurationChanged, Failure> {
        let id = &command.connection;
        let current = self.client(id).await?;
        let seen = self.read_configuration(id, &current).await?;
        let overtaken: Vec<String> = command
            .before
            .iter()
            .filter(|(key, before)| seen.value(key) != Some(*before))
            .map(|(key, _)| key.clone())
            .collect();
        if !overtaken.is_empty() {
            return Ok(ConfigurationChanged {
                outcome: ConfigurationOutcome::Overtaken { keys: overtaken },
                now: Some(seen),
            });
        }
        let secrets: BTreeMap<String, String> = command
            .secrets
            .into_iter()
            .map(|(key, secret)| (key, secret.into_inner()))
            .collect();
        let mut sent = command.change.clone();
        sent.extend(
            secrets
                .iter()
                .map(|(key, secret)| (key.clone(), secret.as_str().into())),
        );
        let operation = UpdateConfiguration {
            body: ConfigurationChange(sent),
        };
        let outcome = self.changed(id, &current, &operation).await;
        // What the registry says of itself follows from its settings: read-only mode, the banner.
        let _ = self.read_system(id, &current).await;
        let now = self.read_configuration(id, &current).await.ok();
        let outcome = match outcome {
            Ok(_) => ConfigurationOutcome::Done,
            Err(failure) => {
                let words: Vec<&str> = secrets.values().map(String::as_str).collect();
                ConfigurationOutcome::Refused {
                    failure: without(failure, &words),
                    in_force: in_force(&command.change, now.as_ref()),
                }
            }
        };
        Ok(ConfigurationChanged { outcome, now })
    }

    async fn read_configuration(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<Configuration, Failure> {
        match current.client.send(&GetConfiguration {}).await {
            Ok(reply) => Ok(reply.value),
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, GetConfiguration::INFO.name))
            }
        }
    }

    /// Has the registry try a directory.
    pub(crate) async fn test_directory(
        &self,
        command: TestDirectory,
    ) -> Result<LdapPingResult, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let password = command.password.map(Entered::into_inner);
        let mut body = command.settings;
        body.ldap_search_password = password.as_deref().map(SentSecret::new);
        let current = self.client(id).await?;
        match current.client.send(&PingLdap { body }).await {
            Ok(reply) => {
                let mut result = reply.value;
                for secret in password.iter().filter(|secret| !secret.is_empty()) {
                    result.message = result.message.replace(secret.as_str(), "[redacted]");
                }
                Ok(result)
            }
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                let failure = failure::from_client(&error, PingLdap::INFO.name);
                Err(without(failure, password.as_deref().as_slice()))
            }
        }
    }
}

/// Those of a refused change that are in force all the same.
fn in_force(
    change: &BTreeMap<String, serde_json::Value>,
    now: Option<&Configuration>,
) -> Vec<String> {
    let Some(now) = now else {
        return Vec::new();
    };
    let kept = change
        .iter()
        .filter(|(key, value)| now.value(key) == Some(*value));
    kept.map(|(key, _)| key.clone()).collect()
}
