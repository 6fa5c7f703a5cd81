//! The use cases behind the window.

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
    Call, Command, Connection, ConnectionId, ConnectionState, Empty, Event, Failure, FailureCode,
    Offer, PasswordFor, Probed, Provider, ProviderOffer, Started, Trust, write_outcome as done,
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Mutex as AsyncMutex,
    task::block_in_place,
};

use crate::{
    bulk::Bulk,
    connection::{
        connect::Attempts,
        holds::Holds,
        runtime::{ConnectionRuntime, Demo},
    },
    desktop::{Desktop, FileToSave},
    failure,
    frames::{failed, framed},
    lists::Lists,
    open_calls::{OpenCall, OpenCalls, cancelled},
    secrets::{Secrets, keychain::Keychain, robot_secrets::RobotSecrets},
    settings::{Settings, SettingsFile},
    sign_in::{inputs::SignIns, renewals::Renewals, server, transport},
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
    pub(crate) live: Mutex<HashMap<ConnectionId, ConnectionRuntime>>,
    epochs: AtomicU64,
    pub(crate) attempts: Mutex<HashMap<ConnectionId, Arc<Attempts>>>,
    /// Held by the one call that changes what is kept: settings and keychain belong together.
    pub(crate) keeping: AsyncMutex<()>,
    pub(crate) calls: OpenCalls,
    pub(crate) lists: Lists,
    pub(crate) robot_secrets: RobotSecrets,
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

/// Work with the disk that is not to be cut in two. It may take its time: other calls of this thread
/// go on in another one meanwhile.
pub(crate) fn on_disk<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(work),
        _ => work(),
    }
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
            .map(|kept| (kept.id.clone(), ConnectionRuntime::untried(kept)))
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
            robot_secrets: RobotSecrets::default(),
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
        if let Command::Cancel(cancel) = &call.command {
            self.calls.cancel(cancel.call);
            return done(Ok(Empty {}));
        }
        let (open, cancelling) = self.calls.enter(call.id);
        let work = pin!(self.work(&open, call.command));
        match select(pin!(cancelling), work).await {
            // Dropping the work closes its requests.
            Either::Left(_) => failed(cancelled()),
            Either::Right((frame, _)) => frame,
        }
    }

    async fn work(&self, call: &OpenCall<'_>, command: Command) -> Vec<u8> {
        let host = &self.desktop.host;
        match command {
            Command::Start(_) => done(Ok(self.start().await)),
            Command::LookedAt(command) => done(self.looked_at(command.connection)),
            Command::Probe(command) => done(self.probe(&command.address, &command.trust).await),
            Command::AddConnection(command) => done(
                self.add(call, &command.address, command.trust, command.credentials)
                    .await,
            ),
            Command::AddDemo(_) => done(self.add_demo().await),
            Command::RemoveConnection(command) => {
                done(self.remove(call, &command.connection).await)
            }
            Command::SignIn(command) => done(
                self.sign_in(
                    call,
                    &command.connection,
                    command.credentials,
                    command.another,
                )
                .await,
            ),
            // The largest of all; boxed, so that the others stay small.
            Command::BrowserSignIn(command) => {
                done(Box::pin(self.browser_sign_in(call, command)).await)
            }
            Command::SignInInput(command) => done(self.sign_ins.input(command)),
            Command::Hold(command) => done(self.hold(&command.connection).await),
            Command::SwitchAccount(command) => done(
                self.switch_account(call, &command.connection, command.account)
                    .await,
            ),
            Command::RemoveAccount(command) => done(
                self.remove_account(call, &command.connection, command.account)
                    .await,
            ),
            Command::OpenProviderSignOut(command) => {
                done(self.open_provider_sign_out(&command.connection).await)
            }
            Command::ChangeConnection(command) => done(self.change_connection(call, command).await),
            Command::SignOut(command) => done(self.sign_out(call, &command.connection).await),
            Command::Reconnect(command) => done(self.reconnect(&command.connection).await),
            Command::Remember(command) => done(self.remember(&command.connection).await),
            Command::CheckKeychain(_) => done(Ok(self.secrets.state().await)),
            Command::SetTheme(command) => done(
                self.change_settings(|settings| settings.theme = command.theme)
                    .map(|()| Empty {}),
            ),
            Command::Harbor(command) => framed(self.harbor(command).await),
            Command::HarborAll(command) => framed(self.harbor_all(call.id(), command).await),
            Command::OpenList(command) => done(self.open_list(command)),
            Command::ReadList(command) => done(self.read_list(command).await),
            Command::ReadMatching(command) => done(self.read_matching(command).await),
            Command::QueryList(command) => done(self.query_list(&command)),
            Command::ListValues(command) => done(self.list_values(&command)),
            Command::CountValues(command) => done(self.count_values(&command)),
            Command::CheckRows(command) => done(self.check_rows(command)),
            Command::CheckedRows(command) => done(self.checked_rows(&command)),
            Command::ReadRow(command) => done(self.read_row(command).await),
            Command::WholeRow(command) => done(self.whole_row(&command)),
            Command::DecideRetention(command) => done(self.decide_retention(&command)),
            Command::ReadDryRun(command) => done(self.read_dry_run(command).await),
            Command::TrySelectors(command) => done(self.try_selectors(&command)),
            Command::ReadParts(command) => done(self.read_parts(command).await),
            Command::ListFixes(command) => done(self.list_fixes(&command)),
            Command::ReadAttachment(command) => done(self.read_attachment(command).await),
            Command::ReadLayerFile(command) => done(self.read_layer_file(call.id(), command).await),
            Command::SaveContent(command) => {
                done(self.save_content(call.id(), &command, &**host).await)
            }
            Command::CloseList(command) => done(Ok(self.close_list(command.list))),
            Command::StartBulk(command) => done(Box::pin(self.start_bulk(call, command)).await),
            Command::ContinueBulk(command) => {
                done(Box::pin(self.continue_bulk(call, command)).await)
            }
            Command::UndoBulk(command) => done(Box::pin(self.undo_bulk(call, command)).await),
            Command::StopBulk(command) => done(self.stop_bulk(command).await),
            Command::ForgetBulk(command) => done(self.forget_bulk(command)),
            Command::BulkRuns(command) => done(self.bulk_runs(&command)),
            Command::BulkItems(command) => done(self.bulk_items(&command)),
            Command::RevealCliSecret(command) => {
                done(self.reveal_cli_secret(&command.connection).await)
            }
            Command::NewCliSecret(command) => {
                done(self.set_cli_secret(&command.connection, None).await)
            }
            Command::SetCliSecret(command) => done(
                self.set_cli_secret(&command.connection, Some(command.secret))
                    .await,
            ),
            Command::ChangePassword(command) => done(self.change_password(call, command).await),
            Command::TestEndpoint(command) => done(self.test_endpoint(command).await),
            Command::CreateEndpoint(command) => done(self.create_endpoint(command).await),
            Command::CreateUser(command) => done(self.create_user(command).await),
            Command::ChangeEndpoint(command) => done(self.change_endpoint(command).await),
            Command::TestRegistryLogin(command) => done(self.test_registry_login(command).await),
            Command::WriteDockerLogin(command) => done(self.write_docker_login(command).await),
            Command::CreateRobot(command) => done(self.create_robot(command).await),
            Command::RenewRobotSecret(command) => done(self.renew_robot_secret(command).await),
            Command::RevealRobotSecret(command) => done(self.reveal_robot_secret(command.secret)),
            Command::ForgetRobotSecret(command) => {
                self.robot_secrets.forget(command.secret);
                done(Ok(Empty {}))
            }
            Command::Ready(_) => {
                host.ready().await;
                done(Ok(Empty {}))
            }
            Command::SetPreferences(command) => done(host.set_preferences(&command.preferences)),
            Command::SetZoom(command) => done(host.zoom(command.percent)),
            Command::OpenLink(command) => done(host.open_link(&command.address)),
            Command::SaveFile(command) => done(host.save(FileToSave::Text(command)).await),
            // The rows are those of now, however long a person thinks about the file's name.
            Command::ExportList(command) => done(match self.export_list(&command) {
                Ok(export) => host.save(FileToSave::Export(export)).await,
                Err(failure) => Err(failure),
            }),
            Command::SaveRobotFile(command) => done(match self.robot_file(command.secret) {
                Ok(file) => host.save(FileToSave::Secret(file)).await,
                Err(failure) => Err(failure),
            }),
            Command::SaveRobotFiles(command) => done(match self.robot_files(&command) {
                Ok(files) => host.save_secrets(files).await,
                Err(failure) => Err(failure),
            }),
            Command::CopySecret(command) => done(match self.secret_text(&command).await {
                Ok(secret) => host.copy_secret(secret).await,
                Err(failure) => Err(failure),
            }),
            Command::CopyRobotSecret(command) => done(match self.robot_secret_text(&command) {
                Ok(secret) => host.copy_secret(secret).await,
                Err(failure) => Err(failure),
            }),
            Command::ClearClipboard(_) => done(host.clear_clipboard().await),
            // Answered before anything that it could end.
            Command::Cancel(command) => {
                self.calls.cancel(command.call);
                done(Ok(Empty {}))
            }
        }
    }

    /// The window's first question; what the program was started with takes effect with it.
    pub async fn start(&self) -> Started {
        let launch = self.desktop.host.launch();
        let mut started = self.begin().await;
        if launch.demo {
            match self.add_demo().await {
                Ok(demo) => {
                    started.last = Some(demo.id.clone());
                    started
                        .connections
                        .retain(|connection| connection.id != demo.id);
                    started.connections.push(demo);
                }
                // Everything else is there all the same.
                Err(failure) => started.without_demo = Some(failure),
            }
        }
        if launch.address.is_some() {
            started.last = None;
            started.address = launch.address;
        }
        started.link = launch.link;
        started
    }

    /// What is kept, and a clean slate for a window that is drawn anew.
    async fn begin(&self) -> Started {
        self.calls.begin();
        self.lists.begin();
        self.robot_secrets.clear();
        let keychain = self.secrets.state().await;
        let settings = self.settings.settings();
        let live = locked(&self.live);
        let in_order = settings.connections.iter();
        Started {
            preferences: self.desktop.host.preferences(),
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
            .map_err(|error| failure::from_probe(&error))?;
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
        on_disk(|| self.settings.change(change)).map_err(|error| {
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
    pub(crate) fn publish<E>(
        &self,
        change: impl FnOnce(
            &mut HashMap<ConnectionId, ConnectionRuntime>,
        ) -> Result<Option<Connection>, E>,
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
        let told = self.publish::<()>(|live| {
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
            failure: failure::from_provider(fault),
        },
    });
    Offer {
        provider,
        password: PasswordFor::of(system),
        self_registration: system.self_registration,
    }
}
