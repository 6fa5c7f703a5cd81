//! The use cases behind the door.

use std::{
    collections::HashMap,
    path::Path,
    pin::pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use futures::future::{Either, select};
use harbor_client::{Probe, Secret};
use pilothouse_protocol::{
    Ask, Call, Connection, ConnectionId, ConnectionState, Empty, Event, Failure, FailureCode,
    Offer, PasswordFor, Probed, Provider, ProviderOffer, Started, Trust, write_outcome as done,
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Mutex as AsyncMutex,
    task::block_in_place,
};

use crate::{
    bulk::Bulk,
    connect::Attempts,
    desktop::Desktop,
    failure,
    frames::{failed, framed},
    holds::Holds,
    keychain::Keychain,
    lists::Lists,
    live::{Demo, Live},
    open_calls::{OpenCall, OpenCalls, cancelled},
    renewals::Renewals,
    secrets::Secrets,
    settings::{Settings, SettingsFile},
    sign_in::{server, transport},
    sign_ins::SignIns,
};

type Listener = Arc<dyn Fn(Event) + Send + Sync>;

/// All connections, and what can be done with them.
pub struct Console {
    pub(crate) settings: SettingsFile,
    notices: Vec<String>,
    pub(crate) secrets: Secrets,
    pub(crate) renewals: Renewals,
    pub(crate) demo: Arc<dyn Demo>,
    pub(crate) desktop: Desktop,
    pub(crate) live: Mutex<HashMap<ConnectionId, Live>>,
    epochs: AtomicU64,
    pub(crate) attempts: Mutex<HashMap<ConnectionId, Arc<Attempts>>>,
    /// Held by the one call that changes what is kept: settings and keychain belong together.
    pub(crate) keeping: AsyncMutex<()>,
    calls: OpenCalls,
    pub(crate) lists: Lists,
    pub(crate) bulk: Bulk,
    pub(crate) sign_ins: SignIns,
    pub(crate) holds: Holds,
    /// Where a provider's own session can be ended, after signing out.
    pub(crate) provider_pages: Mutex<HashMap<ConnectionId, Secret>>,
    /// Held from a change until it was told, so that what is told last is what is.
    telling: Mutex<()>,
    pub(crate) listener: Listener,
}

/// What a mutex guards.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // No code panics while it holds one of these; if some did, the data is still whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is said about a connection that is not there.
pub(crate) fn removed() -> Failure {
    Failure::new(FailureCode::NotFound, "This connection was removed.")
}

impl Console {
    /// Opens the settings in a profile's folder, for a program without a desktop. Nothing is
    /// connected yet.
    pub fn open(
        folder: &Path,
        keychain: Arc<dyn Keychain>,
        demo: Arc<dyn Demo>,
        listener: Listener,
    ) -> std::io::Result<Arc<Self>> {
        Self::open_on(Desktop::none(), folder, keychain, demo, listener)
    }

    /// The same on a desktop.
    pub fn open_on(
        desktop: Desktop,
        folder: &Path,
        keychain: Arc<dyn Keychain>,
        demo: Arc<dyn Demo>,
        listener: Listener,
    ) -> std::io::Result<Arc<Self>> {
        let (settings, notices) = SettingsFile::open(folder)?;
        let live = settings
            .settings()
            .connections
            .iter()
            .map(|kept| (kept.id.clone(), Live::untried(kept)))
            .collect();
        let only_this_run = settings.is_read_only();
        let bulk = Bulk::open(folder, &settings.settings());
        Ok(Arc::new(Self {
            settings,
            notices,
            secrets: Secrets::new(keychain, only_this_run),
            renewals: Renewals::default(),
            demo,
            desktop,
            live: Mutex::new(live),
            epochs: AtomicU64::new(0),
            attempts: Mutex::default(),
            keeping: AsyncMutex::default(),
            calls: OpenCalls::default(),
            lists: Lists::default(),
            bulk,
            sign_ins: SignIns::default(),
            holds: Holds::default(),
            provider_pages: Mutex::default(),
            telling: Mutex::default(),
            listener,
        }))
    }

    /// Answers a call; the answer is a frame (`pilothouse_protocol::read_frame`).
    pub async fn answer(&self, call: Call) -> Vec<u8> {
        if let Ask::Cancel(ask) = &call.ask {
            self.calls.cancel(ask.call);
            return done(Ok(Empty {}));
        }
        let (open, cancelling) = self.calls.enter(call.id);
        let work = pin!(self.work(&open, call.ask));
        match select(pin!(cancelling), work).await {
            // Dropping the work closes its requests.
            Either::Left(_) => failed(cancelled()),
            Either::Right((frame, _)) => frame,
        }
    }

    async fn work(&self, call: &OpenCall<'_>, ask: Ask) -> Vec<u8> {
        match ask {
            Ask::Start(_) => done(Ok(self.start().await)),
            Ask::LookedAt(ask) => done(self.looked_at(ask.connection)),
            Ask::Probe(ask) => done(self.probe(&ask.address, &ask.trust).await),
            Ask::AddConnection(ask) => done(
                self.add(call, &ask.address, ask.trust, ask.credentials)
                    .await,
            ),
            Ask::AddDemo(_) => done(self.add_demo().await),
            Ask::RemoveConnection(ask) => done(self.remove(call, &ask.connection).await),
            Ask::SignIn(ask) => done(
                self.sign_in(call, &ask.connection, ask.credentials, ask.another)
                    .await,
            ),
            // The largest of all; boxed, so that the others stay small.
            Ask::BrowserSignIn(ask) => done(Box::pin(self.browser_sign_in(call, ask)).await),
            Ask::SignInInput(ask) => done(self.sign_ins.input(ask)),
            Ask::Hold(ask) => done(self.hold(&ask.connection).await),
            Ask::SwitchAccount(ask) => done(
                self.switch_account(call, &ask.connection, ask.account)
                    .await,
            ),
            Ask::RemoveAccount(ask) => done(
                self.remove_account(call, &ask.connection, ask.account)
                    .await,
            ),
            Ask::OpenProviderSignOut(ask) => {
                done(self.open_provider_sign_out(&ask.connection).await)
            }
            Ask::ChangeConnection(ask) => done(self.change_connection(call, ask).await),
            Ask::SignOut(ask) => done(self.sign_out(call, &ask.connection).await),
            Ask::Reconnect(ask) => done(self.reconnect(&ask.connection).await),
            Ask::Remember(ask) => done(self.remember(&ask.connection).await),
            Ask::CheckKeychain(_) => done(Ok(self.secrets.state().await)),
            Ask::SetTheme(ask) => done(
                self.change_settings(|settings| settings.theme = ask.theme)
                    .map(|()| Empty {}),
            ),
            Ask::Harbor(ask) => framed(self.harbor(ask).await),
            Ask::HarborAll(ask) => framed(self.harbor_all(call.id(), ask).await),
            Ask::OpenList(ask) => done(self.open_list(ask)),
            Ask::ReadList(ask) => done(self.read_list(ask).await),
            Ask::ReadMatching(ask) => done(self.read_matching(ask).await),
            Ask::QueryList(ask) => done(self.query_list(&ask)),
            Ask::ListValues(ask) => done(self.list_values(&ask)),
            Ask::CheckRows(ask) => done(self.check_rows(ask)),
            Ask::CheckedRows(ask) => done(self.checked_rows(&ask)),
            Ask::ReadParts(ask) => done(self.read_parts(ask).await),
            Ask::CloseList(ask) => done(Ok(self.close_list(ask.list))),
            Ask::StartBulk(ask) => done(Box::pin(self.start_bulk(call, ask)).await),
            Ask::ContinueBulk(ask) => done(Box::pin(self.continue_bulk(call, ask)).await),
            Ask::UndoBulk(ask) => done(Box::pin(self.undo_bulk(call, ask)).await),
            Ask::StopBulk(ask) => done(self.stop_bulk(ask).await),
            Ask::ForgetBulk(ask) => done(self.forget_bulk(ask)),
            Ask::BulkRuns(ask) => done(self.bulk_runs(&ask)),
            Ask::BulkItems(ask) => done(self.bulk_items(&ask)),
            Ask::RevealCliSecret(ask) => done(self.reveal_cli_secret(&ask.connection).await),
            Ask::NewCliSecret(ask) => done(self.set_cli_secret(&ask.connection, None).await),
            Ask::SetCliSecret(ask) => {
                done(self.set_cli_secret(&ask.connection, Some(ask.secret)).await)
            }
            Ask::ChangePassword(ask) => done(self.change_password(call, ask).await),
            Ask::TestRegistryLogin(ask) => done(self.test_registry_login(ask).await),
            Ask::WriteDockerLogin(ask) => done(self.write_docker_login(ask).await),
            // The shell answers these itself.
            Ask::Ready(_)
            | Ask::SetZoom(_)
            | Ask::OpenLink(_)
            | Ask::SaveFile(_)
            | Ask::ExportList(_)
            | Ask::CopySecret(_)
            | Ask::ClearClipboard(_)
            | Ask::Cancel(_) => failed(Failure::new(
                FailureCode::Internal,
                "This is not the console's to answer.",
            )),
        }
    }

    /// What the window needs before it draws.
    pub async fn start(&self) -> Started {
        self.calls.begin();
        self.lists.begin();
        let keychain = self.secrets.state().await;
        let settings = self.settings.settings();
        let live = locked(&self.live);
        let in_order = settings.connections.iter();
        Started {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            connections: in_order
                .filter_map(|kept| live.get(&kept.id).map(|live| live.view.clone()))
                .collect(),
            last: settings.last.clone(),
            theme: settings.theme,
            keychain,
            address: None,
            link: None,
            notices: self.notices.clone(),
            without_demo: None,
        }
    }

    /// Keeps which connection is being looked at.
    pub fn looked_at(&self, connection: Option<ConnectionId>) -> Result<Empty, Failure> {
        self.change_settings(|settings| {
            // One that was removed a moment ago is not to be opened at the next start.
            let is_kept = |id: &ConnectionId| settings.connections.iter().any(|c| c.id == *id);
            if connection.as_ref().is_none_or(is_kept) {
                settings.last = connection;
            }
        })?;
        Ok(Empty {})
    }

    async fn probe(&self, address: &str, trust: &Trust) -> Result<Probed, Failure> {
        let server = server(address, trust).await?;
        let probe = harbor_client::probe(&server)
            .await
            .map_err(|error| failure::of_probe(&error))?;
        Ok(Probed {
            origin: server.address.origin(),
            transport: transport(&server),
            offer: offer(&probe),
            clock_ahead_s: probe.clock_ahead,
            system: probe.harbor,
            elapsed_ms: probe.elapsed_ms,
        })
    }

    /// Lets calls wait for a sign-in as long as this lasts, and no longer than until there is one.
    async fn hold(&self, id: &ConnectionId) -> Result<Empty, Failure> {
        let _hold = self.holds.hold(id);
        let is_needed = || {
            locked(&self.live)
                .get(id)
                .is_some_and(|live| live.view.state == ConnectionState::SignInNeeded)
        };
        self.holds.wait_while(is_needed).await;
        Ok(Empty {})
    }

    /// Changes the settings. Not cut in two by a cancellation: there is nothing to wait for in it.
    pub(crate) fn change_settings(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<(), Failure> {
        let write = || self.settings.change(change);
        // The disk may take its time: other calls of this thread go on in another one meanwhile.
        let outcome = match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
            Ok(RuntimeFlavor::MultiThread) => block_in_place(write),
            _ => write(),
        };
        outcome.map_err(|error| {
            Failure::new(
                FailureCode::Storage,
                format!("The settings could not be written: {error}."),
            )
        })
    }

    /// A number that no epoch has had.
    pub(crate) fn next_epoch(&self) -> u64 {
        self.epochs.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// What the window is shown of a connection.
    pub(crate) fn view(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        locked(&self.live)
            .get(id)
            .map(|live| live.view.clone())
            .ok_or_else(removed)
    }

    /// Changes what is known of connections, and tells what `change` gives back.
    pub(crate) fn tell<E>(
        &self,
        change: impl FnOnce(&mut HashMap<ConnectionId, Live>) -> Result<Option<Connection>, E>,
    ) -> Result<(), E> {
        let _turn = locked(&self.telling);
        let changed = change(&mut locked(&self.live))?;
        if let Some(view) = changed {
            (self.listener)(Event::Connection(Box::new(view)));
        }
        Ok(())
    }

    /// Changes what is shown of a connection, if it is still as it was in that epoch.
    pub(crate) fn update(
        &self,
        id: &ConnectionId,
        epoch: u64,
        change: impl FnOnce(&mut Connection),
    ) {
        let told = self.tell::<()>(|live| {
            let live = live.get_mut(id).filter(|live| live.epoch == epoch);
            Ok(live.and_then(|live| {
                let before = live.view.clone();
                change(&mut live.view);
                (live.view != before).then(|| live.view.clone())
            }))
        });
        debug_assert_eq!(told, Ok(()), "nothing in it fails");
    }

    /// Shows that nothing answers. Since when stays, however often it is tried.
    pub(crate) fn update_offline(&self, id: &ConnectionId, epoch: u64, reason: String) {
        self.update(id, epoch, |view| {
            if !matches!(view.state, ConnectionState::Offline { .. }) {
                let since = chrono::Utc::now();
                view.state = ConnectionState::Offline { since, reason };
            }
        });
    }
}

/// What a registry offers to somebody who is to sign in.
fn offer(probe: &Probe) -> Offer {
    let system = &probe.harbor;
    let name = |host: String| {
        let name = system.oidc_provider_name.clone().unwrap_or_default();
        if name.is_empty() { host } else { name }
    };
    let provider = probe.provider.as_ref().map(|provider| match provider {
        Ok(page) => ProviderOffer::Ready(Provider {
            name: name(page.host()),
            host: page.host(),
            authorization: page.authorization(),
            issuer: page.issuer(),
            client_id: page.client_id(),
            scopes: page.scopes(),
        }),
        Err(fault) => ProviderOffer::Broken {
            name: name("single sign-on".to_owned()),
            failure: failure::of_provider(fault),
        },
    });
    Offer {
        provider,
        password: PasswordFor::of(system),
        self_registration: system.self_registration,
    }
}
