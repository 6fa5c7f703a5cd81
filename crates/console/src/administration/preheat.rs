//! Peer-to-peer networks that are made, changed and tested, with credentials that only pass through.

use harbor_api::{
    Operation, PreheatName,
    operations::{
        CreatePreheatInstance, GetPreheatInstance, PingPreheatInstance, UpdatePreheatInstance,
    },
    types::{PreheatInstance, SentSecret},
};
use pilothouse_protocol::{
    ConnectionId, Empty, Entered, Failure, PreheatInstanceDraft, SavePreheatInstance,
    TestPreheatInstance,
};

use crate::{
    changes, connection::runtime::Current, console::Console, failure, secrets::cli_secret::without,
};

/// A network as it is sent, with the secrets in it, which no failure may repeat.
fn described(
    kept: PreheatInstance,
    name: &PreheatName,
    draft: PreheatInstanceDraft,
) -> (PreheatInstance, Vec<String>) {
    let typed = draft.auth_info.map(|info| {
        info.into_iter()
            .map(|(key, value)| (key, Entered::into_inner(value)))
            .collect::<Vec<_>>()
    });
    let secrets = typed.iter().flatten().map(|(_, value)| value.clone());
    let secrets = secrets.filter(|value| !value.is_empty()).collect();
    let instance = PreheatInstance {
        name: name.to_string(),
        description: draft.description,
        vendor: draft.vendor,
        endpoint: draft.endpoint,
        auth_mode: draft.auth_mode,
        auth_info: typed.map(|info| {
            let info = info.into_iter();
            info.map(|(key, value)| (key, SentSecret::new(value)))
                .collect()
        }),
        enabled: draft.enabled,
        is_default: draft.is_default,
        insecure: draft.insecure,
        ..kept
    };
    (instance, secrets)
}

fn scrubbed(failure: Failure, secrets: &[String]) -> Failure {
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    without(failure, &secrets)
}

impl Console {
    /// Makes or changes a network. Without credentials those that are kept stay.
    pub(crate) async fn save_preheat_instance(
        &self,
        command: SavePreheatInstance,
    ) -> Result<Empty, Failure> {
        let connection = &command.connection;
        changes::allow_writing(self.read_only(connection).await?)?;
        let current = self.client(connection).await?;
        if !command.is_kept {
            let new = PreheatInstance::default();
            let (body, secrets) = described(new, &command.name, command.instance);
            let operation = CreatePreheatInstance { body };
            let outcome = self.changed(connection, &current, &operation).await;
            return outcome.map_err(|failure| scrubbed(failure, &secrets));
        }
        // Its number has to be sent back.
        let kept = self.kept_preheat_instance(connection, &current, &command.name);
        let kept = kept.await?;
        let (body, secrets) = described(kept, &command.name, command.instance);
        let operation = UpdatePreheatInstance {
            preheat_instance_name: command.name,
            body,
        };
        let outcome = self.changed(connection, &current, &operation).await;
        outcome.map_err(|failure| scrubbed(failure, &secrets))
    }

    /// Has the registry call a network.
    pub(crate) async fn test_preheat_instance(
        &self,
        command: TestPreheatInstance,
    ) -> Result<Empty, Failure> {
        let connection = &command.connection;
        let current = self.client(connection).await?;
        let (body, secrets) = match command.instance {
            Some(draft) => described(PreheatInstance::default(), &command.name, draft),
            None => {
                let kept = self.kept_preheat_instance(connection, &current, &command.name);
                (kept.await?, Vec::new())
            }
        };
        let operation = PingPreheatInstance { body };
        let outcome = self.changed(connection, &current, &operation).await;
        outcome.map_err(|failure| scrubbed(failure, &secrets))
    }

    /// A network as the registry tells of it: without its credentials.
    async fn kept_preheat_instance(
        &self,
        connection: &ConnectionId,
        current: &Current,
        name: &PreheatName,
    ) -> Result<PreheatInstance, Failure> {
        let operation = GetPreheatInstance {
            preheat_instance_name: name.clone(),
        };
        match current.client.send(&operation).await {
            Ok(reply) => Ok(reply.value),
            Err(error) => {
                self.note(connection, current.epoch, &error).await;
                Err(failure::from_client(&error, GetPreheatInstance::INFO.name))
            }
        }
    }
}
