//! The connections, as the whole window sees them.

use std::collections::{HashMap, HashSet};

use diagnosis::Step;
use harbor_api::{ProjectName, types::GroupKind};
use leptos::prelude::*;
use pilothouse_protocol::{
    CheckKeychain, Connection, ConnectionId, ConnectionState, DeepLink, Event, KeychainState,
    ModelRegistry, SignInStep, Theme, Unread,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::{self, BulkRuns},
    ipc::{self, project::Readings},
    list::OpenLists,
    permissions::{Known, Numbers},
    route::{PageId, Route},
    ui::Toasts,
};

/// What every page may ask for.
#[derive(Clone, Copy)]
pub struct Registries {
    pub connections: RwSignal<Vec<Connection>>,
    /// The Model Registries beside them.
    pub model_registries: RwSignal<HashMap<ConnectionId, ModelRegistry>>,
    pub keychain: RwSignal<KeychainState>,
    pub theme: RwSignal<Theme>,
    /// How far the long calls are, by call.
    pub progress: RwSignal<HashMap<u64, (u64, Option<u64>)>>,
    /// The steps of sign-ins through a provider, by call; the last one is what is now.
    pub sign_ins: RwSignal<HashMap<u64, Vec<SignInStep>>>,
    /// The steps of walks of the connection doctor, by call.
    pub diagnoses: RwSignal<HashMap<u64, Vec<Unread<Step>>>>,
    /// What the connection doctor is to look at next: what is pasted there, as text.
    pub to_diagnose: RwSignal<Option<(ConnectionId, String)>>,
    /// The request that the log is to show next, by its id.
    pub to_show_request: RwSignal<Option<(ConnectionId, String)>>,
    /// Counts the changes of connections' request logs.
    pub request_changes: RwSignal<HashMap<ConnectionId, u64>>,
    /// Filled into 'Add a registry', where the program was started with an address.
    pub address: RwSignal<Option<String>>,
    /// A link from outside that has not been followed yet.
    pub link: RwSignal<Option<DeepLink>>,
    /// What the person must know, until they close it.
    pub notices: RwSignal<Vec<String>>,
    pub version: RwSignal<String>,
    /// A clock that ticks twice a minute, for ages.
    pub now: RwSignal<chrono::DateTime<chrono::Utc>>,
    /// What became of the person's actions.
    pub toasts: Toasts,
    /// What the accounts may do.
    pub rights: RwSignal<Known>,
    /// What is known of projects that were read.
    pub project_numbers: StoredValue<Numbers>,
    /// Projects that are read as a page opens, once for all of its parts.
    pub project_readings: StoredValue<Readings, LocalStorage>,
    /// The project that was made just now: its page says how to begin.
    pub new_project: RwSignal<Option<(ConnectionId, ProjectName)>>,
    /// Who follows which open list.
    pub lists: OpenLists,
    /// The same change to many rows: what is under way, and what is left of it.
    pub bulk: BulkRuns,
    /// The connections that pages were shown of: where one of these needs a sign-in, its page stays.
    entered: RwSignal<HashSet<ConnectionId>>,
}

impl Registries {
    /// Looks for the keychain again: it may have come, or gone, since.
    pub fn check_keychain(&self) {
        let keychain = self.keychain;
        spawn_local(async move {
            // Without an answer what was known stays.
            if let Ok(state) = ipc::call(CheckKeychain {}).await {
                keychain.try_set(state);
            }
        });
    }

    pub fn new() -> Self {
        Self {
            connections: RwSignal::default(),
            model_registries: RwSignal::default(),
            keychain: RwSignal::new(KeychainState::System),
            theme: RwSignal::default(),
            progress: RwSignal::default(),
            sign_ins: RwSignal::default(),
            diagnoses: RwSignal::default(),
            to_diagnose: RwSignal::default(),
            to_show_request: RwSignal::default(),
            request_changes: RwSignal::default(),
            address: RwSignal::default(),
            link: RwSignal::default(),
            notices: RwSignal::default(),
            version: RwSignal::default(),
            now: RwSignal::new(chrono::Utc::now()),
            toasts: Toasts::new(),
            rights: RwSignal::default(),
            project_numbers: StoredValue::default(),
            project_readings: StoredValue::new_local(Readings::new()),
            new_project: RwSignal::new(None),
            lists: OpenLists::default(),
            bulk: BulkRuns::default(),
            entered: RwSignal::default(),
        }
    }

    /// Takes in what the shell tells.
    pub fn apply(&self, event: Event) {
        match event {
            Event::Connection(connection) => self.put(*connection),
            Event::Progress { call, done, total } => {
                self.progress.update(|progress| {
                    progress.insert(call, (done, total));
                });
            }
            Event::ModelRegistry {
                connection,
                registry,
            } => self.model_registries.update(|all| {
                match registry {
                    Some(registry) => all.insert(connection, *registry),
                    None => all.remove(&connection),
                };
            }),
            Event::Link(link) => self.link.set(Some(link)),
            Event::List(state) => self.lists.apply(state),
            Event::Bulk(run) => bulk::hear(*self, *run),
            Event::SignIn { call, step } => {
                self.sign_ins
                    .update(|steps| steps.entry(call).or_default().push(step));
            }
            Event::Requests { connection } => self.request_changes.update(|all| {
                *all.entry(connection).or_default() += 1;
            }),
            Event::Diagnosis { call, step } => {
                self.diagnoses
                    .update(|steps| steps.entry(call).or_default().push(step));
            }
        }
    }

    /// Enters a connection, in its place or as the last.
    pub fn put(&self, connection: Connection) {
        if connection.state == ConnectionState::Connected
            && !self
                .entered
                .with_untracked(|all| all.contains(&connection.id))
        {
            self.entered.update(|all| {
                all.insert(connection.id.clone());
            });
        }
        self.connections.update(|connections| {
            match connections
                .iter_mut()
                .find(|known| known.id == connection.id)
            {
                Some(known) => *known = connection,
                None => connections.push(connection),
            }
        });
    }

    /// Has the connection doctor look at something, which is pasted there; without a text at the
    /// way to the registry. Gives the place to go to.
    pub fn diagnose(&self, connection: ConnectionId, text: String) -> Route {
        self.to_diagnose.set(Some((connection.clone(), text)));
        Route::Registry {
            connection,
            page: PageId::DOCTOR,
        }
    }

    /// Has the request log show a request. Gives the place to go to.
    pub fn show_request(&self, connection: ConnectionId, request_id: String) -> Route {
        self.to_show_request
            .set(Some((connection.clone(), request_id)));
        Route::Registry {
            connection,
            page: PageId::EXPLORER,
        }
    }

    /// What a person would have typed in a terminal to do it (`docker pull`) with what a page shows.
    pub fn command_for(&self, command: &str, route: &Route) -> Option<(ConnectionId, String)> {
        let image = route.image()?;
        let known = self.find_untracked(route.connection()?)?;
        // What is pushed is named by a tag.
        let image = match command {
            "docker push" => image.split('@').next().unwrap_or_default(),
            _ => image.as_str(),
        };
        let text = format!("{command} {}/{image}", known.registry());
        Some((known.id, text))
    }

    pub fn remove(&self, id: &ConnectionId) {
        self.connections
            .update(|connections| connections.retain(|known| known.id != *id));
    }

    /// Whether pages of a connection were shown, as an account that was not left on purpose.
    pub fn is_entered(&self, id: &ConnectionId) -> bool {
        self.entered.with(|all| all.contains(id))
    }

    /// The same, without following its changes.
    pub fn is_entered_untracked(&self, id: &ConnectionId) -> bool {
        self.entered.with_untracked(|all| all.contains(id))
    }

    /// The person left on purpose: nothing of the account stays on screen.
    pub fn leave(&self, id: &ConnectionId) {
        self.entered.update(|all| {
            all.remove(id);
        });
    }

    /// One connection.
    pub fn find(&self, id: &ConnectionId) -> Option<Connection> {
        self.connections
            .with(|all| all.iter().find(|known| known.id == *id).cloned())
    }

    /// Calls whenever a connection can be used again after it could not.
    pub fn whenever_usable_again(self, id: Signal<ConnectionId>, call: impl Fn() + 'static) {
        let usable = Memo::new(move |_| {
            self.find(&id.get()).is_none_or(|connection| {
                matches!(
                    connection.state,
                    ConnectionState::Connected | ConnectionState::Connecting
                )
            })
        });
        Effect::new(move |before: Option<bool>| {
            let now = usable.get();
            if now && before == Some(false) {
                call();
            }
            now
        });
    }

    /// Whether the account administers the whole registry.
    pub fn is_administrator(&self, id: &ConnectionId) -> bool {
        self.find(id).is_some_and(|known| known.is_administrator())
    }

    /// Where the registry's groups are known from; none where it has no groups.
    pub fn group_kind(&self, id: &ConnectionId) -> Option<GroupKind> {
        self.find(id)?.system.auth_mode.group_kind()
    }

    /// The same, without following its changes.
    pub fn find_untracked(&self, id: &ConnectionId) -> Option<Connection> {
        self.connections
            .with_untracked(|all| all.iter().find(|known| known.id == *id).cloned())
    }
}

/// The connections of the window.
pub fn registries() -> Registries {
    expect_context()
}
