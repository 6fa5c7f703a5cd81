//! Other registries that a registry works with: tested and made, with a secret that only passes
//! through.

use harbor_api::{
    Direction, Operation, Page, Sort,
    operations::{CreateRegistry, ListRegistries, PingRegistry, UpdateRegistry},
    types::{NewRegistry, NewRegistryCredential, RegistryChange, RegistryPing, SentSecret},
};
use pilothouse_protocol::{
    ChangeEndpoint, CreateEndpoint, Empty, EndpointCreated, EndpointDraft, Entered, Failure,
    FailureCode, TestEndpoint,
};

use crate::{changes, console::Console, failure, secrets::cli_secret::without};

/// How a user and a secret are handed over. Harbor's other way, OAuth, has no page of its own.
const BASIC: &str = "basic";

impl Console {
    /// Has the registry call another one, and says what it found.
    pub(crate) async fn test_endpoint(&self, command: TestEndpoint) -> Result<Empty, Failure> {
        let id = &command.connection;
        let EndpointDraft {
            provider,
            url,
            access_id,
            secret,
            insecure,
            certificate,
        } = command.endpoint;
        let secret = secret.map(Entered::into_inner);
        let current = self.client(id).await?;
        let is_signed_in = secret.is_some() || !access_id.is_empty();
        let operation = PingRegistry {
            body: RegistryPing {
                id: command.kept,
                provider,
                url,
                credential_type: is_signed_in.then(|| BASIC.to_owned()),
                access_key: is_signed_in.then_some(access_id),
                access_secret: secret.as_deref().map(SentSecret::new),
                insecure,
                ca_certificate: certificate,
            },
        };
        let outcome = self.changed(id, &current, &operation).await;
        outcome.map_err(|failure| without(failure, secret.as_deref().as_slice()))
    }

    /// Makes an endpoint; gives its number.
    pub(crate) async fn create_endpoint(
        &self,
        command: CreateEndpoint,
    ) -> Result<EndpointCreated, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let EndpointDraft {
            provider,
            url,
            access_id,
            secret,
            insecure,
            certificate,
        } = command.endpoint;
        let secret = secret.map(Entered::into_inner);
        let current = self.client(id).await?;
        let is_signed_in = secret.is_some() || !access_id.is_empty();
        let credential = is_signed_in.then(|| NewRegistryCredential {
            kind: BASIC.to_owned(),
            access_key: access_id,
            access_secret: SentSecret::new(secret.clone().unwrap_or_default()),
        });
        let operation = CreateRegistry {
            body: NewRegistry {
                name: command.name.clone(),
                provider,
                url,
                description: command.description,
                credential,
                insecure,
                ca_certificate: certificate,
            },
        };
        let outcome = self.changed(id, &current, &operation).await;
        outcome.map_err(|failure| without(failure, secret.as_deref().as_slice()))?;
        // The answer names it in a header only; the newest of that name is it.
        let list = ListRegistries {
            q: Default::default(),
            sort: Sort::by("creation_time", Direction::Descending),
            page: Page::FIRST,
            name: Some(command.name.clone()),
        };
        let known = match current.client.send(&list).await {
            Ok(reply) => reply.value,
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                return Err(failure::from_client(&error, ListRegistries::INFO.name));
            }
        };
        let made = known.good().find(|known| known.name == command.name);
        made.map(|known| EndpointCreated { id: known.id })
            .ok_or_else(|| {
                Failure::new(
                    FailureCode::NotFound,
                    "The endpoint was made, but the registry does not list it.",
                )
            })
    }

    /// Changes an endpoint. Only what is to be changed is sent: a secret that is absent stays.
    pub(crate) async fn change_endpoint(&self, command: ChangeEndpoint) -> Result<Empty, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let change = command.change;
        let secret = change.secret.map(Entered::into_inner);
        let current = self.client(id).await?;
        let is_signed_out = change.access_id.as_deref() == Some("");
        let sent = match (&secret, is_signed_out) {
            (Some(secret), _) => Some(SentSecret::new(secret.as_str())),
            (None, true) => Some(SentSecret::new("")),
            (None, false) => None,
        };
        let has_credential = change.access_id.is_some() || sent.is_some();
        let operation = UpdateRegistry {
            id: command.id,
            body: RegistryChange {
                name: change.name,
                description: change.description,
                url: change.url,
                credential_type: has_credential.then(|| BASIC.to_owned()),
                access_key: change.access_id,
                access_secret: sent,
                insecure: change.insecure,
                ca_certificate: change.certificate,
            },
        };
        let outcome = self.changed(id, &current, &operation).await;
        outcome.map_err(|failure| without(failure, secret.as_deref().as_slice()))
    }
}
