//! The Model Registry Service beside a registry: a connection of its own kind, with a sign-in of its
//! own.
//!
//! Invariant: the registry's credentials never go to it, but for the provider's token where a person
//! chose that; its own token goes to its own origin and nowhere else.

mod inventory;
mod project_settings;
mod registering;
mod service;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use futures::future::BoxFuture;
use harbor_client::{Client, Secret};
use model_registry_api::{BaseAddress, Description, Subject, expires_at};
use pilothouse_protocol::{
    ConnectionId, Event, Failure, FailureCode, ModelRegistry, ModelRegistryLists,
    ModelRegistryState, NewToken, Removed, SaveModelRegistry, TokenSource,
};

use crate::{
    calls::open_calls::OpenCall,
    console::{Console, locked},
    model_registry::project_settings::HeldSettings,
    secrets::Unread,
    settings::SavedModelRegistry,
};

/// The demo's Model Registry, where it has one.
pub struct DemoModelRegistryAccess {
    /// Its base address.
    pub address: String,
    pub token: Secret,
}

/// What a demo without a Model Registry says.
pub(crate) fn no_demo() -> BoxFuture<'static, Result<Option<DemoModelRegistryAccess>, String>> {
    Box::pin(async { Ok(None) })
}

/// What is known of Model Registries in this run.
#[derive(Default)]
pub(crate) struct ModelRegistries {
    live: Mutex<HashMap<ConnectionId, Live>>,
    pub(crate) held: HeldSettings,
}

struct Live {
    view: ModelRegistry,
    client: Option<Client>,
    /// As the service describes itself; `Some(None)` where it does not.
    description: Option<Option<Arc<Description>>>,
}

impl Live {
    fn untried(kept: &SavedModelRegistry) -> Self {
        Self {
            view: ModelRegistry {
                connection: kept.connection.clone(),
                address: kept.address.clone(),
                trust: kept.trust.clone(),
                token: kept.token,
                expires: None,
                state: ModelRegistryState::Untried,
                remembered: true,
                lists: None,
            },
            client: None,
            description: None,
        }
    }
}

/// The keychain's entry of a Model Registry's token.
fn entry(connection: &ConnectionId) -> String {
    format!("{connection}/model-registry")
}

/// What is said where no Model Registry is known.
fn no_model_registry() -> Failure {
    Failure::new(
        FailureCode::NotFound,
        "No Model Registry is connected beside this registry.",
    )
}

impl Console {
    /// Those that are kept, as the window sees them.
    pub(crate) async fn model_registries(&self) -> Vec<ModelRegistry> {
        let settings = self.settings.settings();
        let mut views = Vec::new();
        for kept in &settings.model_registries {
            if kept.token == TokenSource::Pasted && !kept.is_demo {
                // The end of a token is told before it is used.
                let read = self.secrets.get(entry(&kept.connection)).await;
                self.model_registry_change(&kept.connection, |view| match &read {
                    Ok(token) => {
                        view.expires = expires_at(token.secret.expose());
                        view.remembered = token.remembered;
                    }
                    Err(Unread::Nothing) => view.state = ModelRegistryState::TokenNeeded,
                    Err(_) => {}
                });
            }
            views.extend(self.model_registry_view(&kept.connection).ok());
        }
        views
    }

    fn model_registry_view(&self, id: &ConnectionId) -> Result<ModelRegistry, Failure> {
        let kept = self.kept_model_registry(id)?;
        let mut live = locked(&self.model_registries.live);
        let live = live
            .entry(id.clone())
            .or_insert_with(|| Live::untried(&kept));
        Ok(live.view.clone())
    }

    fn kept_model_registry(&self, id: &ConnectionId) -> Result<SavedModelRegistry, Failure> {
        let settings = self.settings.settings();
        let mut all = settings.model_registries.iter();
        let kept = all.find(|kept| kept.connection == *id);
        kept.cloned().ok_or_else(no_model_registry)
    }

    /// Changes what is kept of one; nothing happens where it was removed.
    fn keep_of_model_registry(
        &self,
        id: &ConnectionId,
        change: impl FnOnce(&mut SavedModelRegistry),
    ) -> Result<(), Failure> {
        self.change_settings(|settings| {
            let mut all = settings.model_registries.iter_mut();
            if let Some(kept) = all.find(|kept| kept.connection == *id) {
                change(kept);
            }
        })
    }

    /// Changes what is shown of one, and tells it if it is another.
    fn model_registry_change(&self, id: &ConnectionId, change: impl FnOnce(&mut ModelRegistry)) {
        let Ok(kept) = self.kept_model_registry(id) else {
            return;
        };
        let mut all = locked(&self.model_registries.live);
        let live = all
            .entry(id.clone())
            .or_insert_with(|| Live::untried(&kept));
        let before = live.view.clone();
        change(&mut live.view);
        let changed = (live.view != before).then(|| Box::new(live.view.clone()));
        drop(all);
        if changed.is_some() {
            (self.listener)(Event::ModelRegistry {
                connection: id.clone(),
                registry: changed,
            });
        }
    }

    /// Asks a service with a token, and keeps both; keeps nothing where that fails.
    pub(crate) async fn save_model_registry(
        &self,
        call: &OpenCall<'_>,
        command: SaveModelRegistry,
    ) -> Result<ModelRegistry, Failure> {
        let id = &command.connection;
        self.kept(id)?;
        let address = BaseAddress::parse(&command.address)
            .map_err(|error| Failure::new(FailureCode::InvalidAddress, format!("{error}.")))?;
        let before = self.kept_model_registry(id).ok();
        // One stands beside a registry: another takes its place, and nothing of the one before is its own.
        let is_another = before.as_ref().is_none_or(|kept| kept.address != address);
        let (source, typed) = match command.token {
            NewToken::Pasted(token) => {
                let token = token.into_inner();
                let token = token.trim();
                let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
                (TokenSource::Pasted, Some(Secret::new(token.to_owned())))
            }
            NewToken::Provider => (TokenSource::Provider, None),
            // No token goes where it was not meant to go.
            NewToken::Kept if is_another => {
                return Err(Failure::new(
                    FailureCode::TokenRefused,
                    "Another address needs a token of its own.",
                ));
            }
            NewToken::Kept => {
                let source = before.as_ref().map(|kept| kept.token);
                (source.unwrap_or(TokenSource::Pasted), None)
            }
        };
        let token = match (&typed, source) {
            (Some(token), _) => token.clone(),
            (None, TokenSource::Provider) => self.provider_token(id).await?,
            (None, TokenSource::Pasted) => self.secrets.get(entry(id)).await?.secret,
        };
        let client = service::client_of(&address, &command.trust, token.clone()).await?;
        let log = self.request_log(id, self.owner(id)?);
        let (description, lists) = service::try_out(&client.logged(log), &address).await?;

        let _keeping = self.keeping(id).await;
        call.settle()?;
        self.kept(id)?;
        let (tenants, projects, models) = match before.filter(|_| !is_another) {
            Some(kept) => (kept.tenants, kept.projects, kept.models),
            None => Default::default(),
        };
        let kept = SavedModelRegistry {
            connection: id.clone(),
            address,
            trust: command.trust,
            token: source,
            is_demo: false,
            tenants,
            projects,
            models,
        };
        self.change_settings(|settings| settings.put_model_registry(kept.clone()))?;
        let remembered = match typed {
            Some(token) => self.secrets.keep(entry(id), token).await,
            None if source == TokenSource::Provider => {
                self.secrets.forget(entry(id)).await;
                true
            }
            None => self.model_registry_view(id)?.remembered,
        };
        let mut live = Live::untried(&kept);
        live.view.remembered = remembered;
        live.view.expires = expires_at(token.expose());
        live.view.lists = Some(lists);
        live.view.state = ModelRegistryState::Connected;
        live.client = Some(client);
        live.description = Some(description);
        let view = live.view.clone();
        locked(&self.model_registries.live).insert(id.clone(), live);
        self.lists.clear_model_registry(id);
        (self.listener)(Event::ModelRegistry {
            connection: id.clone(),
            registry: Some(Box::new(view.clone())),
        });
        Ok(view)
    }

    /// Forgets a Model Registry and its token.
    pub(crate) async fn remove_model_registry(
        &self,
        id: &ConnectionId,
    ) -> Result<Removed, Failure> {
        let _keeping = self.keeping(id).await;
        self.kept_model_registry(id)?;
        Ok(Removed {
            notices: self.forget_model_registry(id).await?,
        })
    }

    /// Forgets what is kept of a Model Registry, if there is one. Called by the one who keeps.
    pub(crate) async fn forget_model_registry(
        &self,
        id: &ConnectionId,
    ) -> Result<Vec<String>, Failure> {
        if self.kept_model_registry(id).is_err() {
            return Ok(Vec::new());
        }
        self.change_settings(|settings| {
            settings
                .model_registries
                .retain(|kept| kept.connection != *id);
        })?;
        locked(&self.model_registries.live).remove(id);
        self.model_registries.held.forget_of(id);
        self.lists.clear_model_registry(id);
        (self.listener)(Event::ModelRegistry {
            connection: id.clone(),
            registry: None,
        });
        Ok(self.secrets.forget(entry(id)).await.into_iter().collect())
    }

    /// Puts the demo's Model Registry beside the demo registry, where the demo has one.
    pub(crate) async fn add_demo_model_registry(&self, id: &ConnectionId) -> Result<(), Failure> {
        if self.kept_model_registry(id).is_ok() {
            return Ok(());
        }
        let Some((address, _)) = self.demo_model_registry().await? else {
            return Ok(());
        };
        let trust = pilothouse_protocol::Trust {
            plain_http: true,
            ..Default::default()
        };
        let kept = SavedModelRegistry {
            connection: id.clone(),
            address,
            trust,
            token: TokenSource::Pasted,
            is_demo: true,
            tenants: Vec::new(),
            projects: Vec::new(),
            models: Vec::new(),
        };
        self.change_settings(|settings| settings.put_model_registry(kept))?;
        let view = self.model_registry_view(id)?;
        (self.listener)(Event::ModelRegistry {
            connection: id.clone(),
            registry: Some(Box::new(view)),
        });
        Ok(())
    }

    async fn demo_model_registry(&self) -> Result<Option<(BaseAddress, Secret)>, Failure> {
        let failed = |reason: String| {
            let message = format!("The demo's Model Registry could not start: {reason}.");
            Failure::new(FailureCode::Internal, message)
        };
        let Some(access) = self.demo.model_registry().await.map_err(failed)? else {
            return Ok(None);
        };
        let address = BaseAddress::parse(&access.address).map_err(|error| {
            Failure::new(
                FailureCode::Internal,
                format!("{error}: {}", access.address),
            )
        })?;
        Ok(Some((address, access.token)))
    }

    /// The token of the identity provider that the registry's own sign-in goes through.
    async fn provider_token(&self, id: &ConnectionId) -> Result<Secret, Failure> {
        let current = self.client(id).await?;
        match current.client.provider_token().await {
            Some(token) => token.map_err(|error| {
                crate::failure::from_client(&error, "model registry: provider token")
            }),
            None => Err(Failure::new(
                FailureCode::TokenRefused,
                "This registry’s sign-in gives no token that another service could take.",
            )
            .with_hint(
                "That is so for the sign-in with Pilothouse’s own client at the provider only. \
                 Paste a token instead.",
            )),
        }
    }
}

/// Which lists a description has.
fn lists_of(description: Option<&Description>) -> ModelRegistryLists {
    let has = |subject| description.is_some_and(|known| known.list(subject).is_some());
    ModelRegistryLists {
        tenants: has(Subject::Tenants),
        projects: has(Subject::Projects),
        models: has(Subject::Models),
    }
}
