//! Webhooks that are made and changed. What they send as `Authorization` only passes through: a change
//! without a new one sends back what the registry keeps, which the window never sees.

use harbor_api::{
    Operation, ProjectReference,
    operations::{CreateWebhook, GetWebhook, UpdateWebhook},
    types::{SentSecret, WebhookPolicy, WebhookTarget},
};
use pilothouse_protocol::{AuthHeader, Empty, Failure, SaveWebhook, WebhookDraft};

use crate::{changes, console::Console, failure, secrets::cli_secret::without};

/// Writes what somebody described into a webhook as the registry keeps it, or into a new one. Gives the
/// header that was typed.
fn apply(policy: &mut WebhookPolicy, draft: WebhookDraft) -> Option<String> {
    policy.name = draft.name;
    policy.description = draft.description;
    policy.enabled = draft.enabled;
    policy.event_types = draft.event_types;
    if policy.targets.is_empty() {
        policy.targets.push(WebhookTarget::default());
    }
    let target = &mut policy.targets[0];
    target.kind = draft.kind;
    target.address = draft.address;
    target.skip_cert_verify = draft.skip_certificate;
    target.payload_format = draft.payload_format;
    match draft.auth_header {
        AuthHeader::Kept => None,
        AuthHeader::Absent => {
            target.auth_header = None;
            None
        }
        AuthHeader::New(typed) => {
            let typed = typed.into_inner();
            target.auth_header = Some(SentSecret::new(typed.as_str()));
            Some(typed)
        }
    }
}

impl Console {
    /// Makes or changes a webhook.
    pub(crate) async fn save_webhook(&self, command: SaveWebhook) -> Result<Empty, Failure> {
        let connection = &command.connection;
        changes::allow_writing(self.read_only(connection).await?)?;
        let current = self.client(connection).await?;
        let project_name_or_id = ProjectReference::Name(command.project);
        let Some(webhook_policy_id) = command.id else {
            let mut body = WebhookPolicy::default();
            let typed = apply(&mut body, command.webhook);
            let operation = CreateWebhook {
                project_name_or_id,
                body,
            };
            let outcome = self.changed(connection, &current, &operation).await;
            return outcome.map_err(|failure| without(failure, typed.as_deref().as_slice()));
        };
        // The whole of it is sent: what is absent would be lost.
        let kept = GetWebhook {
            project_name_or_id: project_name_or_id.clone(),
            webhook_policy_id,
        };
        let mut body = match current.client.send(&kept).await {
            Ok(reply) => reply.value,
            Err(error) => {
                self.note(connection, current.epoch, &error).await;
                return Err(failure::from_client(&error, GetWebhook::INFO.name));
            }
        };
        let typed = apply(&mut body, command.webhook);
        let operation = UpdateWebhook {
            project_name_or_id,
            webhook_policy_id,
            body,
        };
        let outcome = self.changed(connection, &current, &operation).await;
        outcome.map_err(|failure| without(failure, typed.as_deref().as_slice()))
    }
}
