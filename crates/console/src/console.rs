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

use futures::future::{BoxFuture, Either, join, select};
use harbor_client::Probe;
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
    calls::{
        frames::{failed, framed},
        open_calls::{OpenCall, OpenCalls, cancelled},
    },
    connection::{
        holds::Holds,
        runtime::{ConnectionRuntime, Demo},
        turns::Turns,
    },
    content::layers::KnownManifests,
    desktop::{Desktop, FileToSave},
    explorer::Explorer,
    failure,
    lists::Lists,
    model_registry::ModelRegistries,
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
    pub(crate) turns: Mutex<HashMap<ConnectionId, Arc<Turns>>>,
    /// Held by the one call that makes a connection or moves one: no two lead to the same registry.
    pub(crate) adding: AsyncMutex<()>,
    pub(crate) calls: OpenCalls,
    pub(crate) lists: Lists,
    pub(crate) model_registries: ModelRegistries,
    pub(crate) robot_secrets: RobotSecrets,
    pub(crate) bulk: Bulk,
    pub(crate) explorer: Explorer,
    pub(crate) sign_ins: SignIns,
    pub(crate) holds: Holds,
    pub(crate) manifests: KnownManifests,
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

/// Makes the work for a command apart from the code that chooses it, which would need room for all
/// commands' work on each thread's stack otherwise.
#[inline(never)]
fn apart<'a, F>(make: impl FnOnce() -> F) -> BoxFuture<'a, F::Output>
where
    F: Future + Send + 'a,
{
    Box::pin(make())
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
    ) -> Arc<Self> {
        Self::open_on(Desktop::none(), folder, keychain, demo, listener)
    }

    /// The same on a desktop.
    pub fn open_on(
        desktop: Desktop,
        folder: &Path,
        keychain: Arc<dyn Keychain>,
        demo: Arc<dyn Demo>,
        listener: Listener,
    ) -> Arc<Self> {
        let (settings, notices) = SettingsFile::open(folder);
        let live = settings
            .settings()
            .connections
            .iter()
            .map(|kept| (kept.id.clone(), ConnectionRuntime::untried(kept)))
            .collect();
        let only_this_run = settings.is_read_only();
        let bulk = Bulk::open(folder, &settings.settings());
        Arc::new(Self {
            settings,
            notices,
            secrets: Secrets::new(keychain, only_this_run),
            renewals: Renewals::default(),
            demo,
            desktop,
            live: Mutex::new(live),
            epochs: AtomicU64::new(0),
            turns: Mutex::default(),
            adding: AsyncMutex::default(),
            calls: OpenCalls::default(),
            lists: Lists::default(),
            model_registries: ModelRegistries::default(),
            robot_secrets: RobotSecrets::default(),
            bulk,
            explorer: Explorer::default(),
            sign_ins: SignIns::default(),
            holds: Holds::default(),
            manifests: KnownManifests::default(),
            telling: Mutex::default(),
            listener,
        })
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
            Command::Start(_) => done(Ok(apart(|| self.start()).await)),
            Command::LookedAt(command) => done(self.looked_at(command.connection)),
            Command::Probe(command) => {
                done(apart(|| self.probe(&command.address, &command.trust)).await)
            }
            Command::AddConnection(command) => done(
                apart(|| self.add(call, &command.address, command.trust, command.credentials))
                    .await,
            ),
            Command::AddDemo(_) => done(apart(|| self.add_demo()).await),
            Command::RemoveConnection(command) => {
                done(apart(|| self.remove(call, &command.connection)).await)
            }
            Command::SignIn(command) => done(
                apart(|| {
                    self.sign_in(
                        call,
                        &command.connection,
                        command.credentials,
                        command.another,
                    )
                })
                .await,
            ),
            Command::BrowserSignIn(command) => {
                done(apart(|| self.browser_sign_in(call, command)).await)
            }
            Command::SignInInput(command) => done(self.sign_ins.input(command)),
            Command::Hold(command) => done(apart(|| self.hold(&command.connection)).await),
            Command::SwitchAccount(command) => done(
                apart(|| self.switch_account(call, &command.connection, command.account)).await,
            ),
            Command::RemoveAccount(command) => done(
                apart(|| self.remove_account(call, &command.connection, command.account)).await,
            ),
            Command::OpenProviderSignOut(command) => {
                done(apart(|| self.open_provider_sign_out(&command.connection)).await)
            }
            Command::ChangeConnection(command) => {
                done(apart(|| self.change_connection(call, command)).await)
            }
            Command::SignOut(command) => {
                done(apart(|| self.sign_out(call, &command.connection)).await)
            }
            Command::Reconnect(command) => {
                done(apart(|| self.reconnect(&command.connection)).await)
            }
            Command::Remember(command) => done(apart(|| self.remember(&command.connection)).await),
            Command::CheckKeychain(_) => done(Ok(self.secrets.state().await)),
            Command::SetTheme(command) => done(
                self.change_settings(|settings| settings.theme = command.theme)
                    .map(|()| Empty {}),
            ),
            Command::Harbor(command) => framed(apart(|| self.harbor(command)).await),
            Command::HarborAll(command) => {
                framed(apart(|| self.harbor_all(call.id(), command)).await)
            }
            Command::OpenList(command) => done(self.open_list(command)),
            Command::ReadList(command) => done(apart(|| self.read_list(command)).await),
            Command::ReadMatching(command) => done(apart(|| self.read_matching(command)).await),
            Command::QueryList(command) => done(apart(|| self.query_list(command)).await),
            Command::ListValues(command) => done(self.list_values(&command)),
            Command::CountValues(command) => done(self.count_values(&command)),
            Command::CheckRows(command) => done(self.check_rows(command)),
            Command::CheckedRows(command) => done(self.checked_rows(&command)),
            Command::ReadRow(command) => done(apart(|| self.read_row(command)).await),
            Command::WholeRow(command) => done(self.whole_row(&command)),
            Command::DecideRetention(command) => done(self.decide_retention(&command)),
            Command::ReadDryRun(command) => done(apart(|| self.read_dry_run(command)).await),
            Command::TrySelectors(command) => done(self.try_selectors(&command)),
            Command::ReadParts(command) => done(apart(|| self.read_parts(command)).await),
            Command::ListFixes(command) => done(self.list_fixes(&command)),
            Command::MarkAllowed(command) => done(self.mark_allowed(&command)),
            Command::KeepReport(command) => done(apart(|| self.keep_report(command)).await),
            Command::CompareWithEarlier(command) => done(self.compare_with_earlier(&command)),
            Command::MarkStopping(command) => done(self.mark_stopping(&command)),
            Command::ComparePackages(command) => done(self.compare_packages(&command)),
            Command::FindTagBefore(command) => done(self.find_tag_before(&command)),
            Command::MeasureIndex(command) => done(apart(|| self.measure_index(command)).await),
            Command::FindSharers(command) => {
                done(apart(|| self.find_sharers(call.id(), command)).await)
            }
            Command::ReadAttachment(command) => done(apart(|| self.read_attachment(command)).await),
            Command::ReadLayerFile(command) => {
                done(apart(|| self.read_layer_file(call.id(), command)).await)
            }
            Command::SaveContent(command) => {
                done(apart(|| self.save_content(call.id(), &command, &**host)).await)
            }
            Command::SaveCveExport(command) => {
                done(apart(|| self.save_cve_export(call.id(), &command, &**host)).await)
            }
            Command::CloseList(command) => done(Ok(self.close_list(command.list))),
            Command::MoveTag(command) => done(apart(|| self.move_tag(call, command)).await),
            Command::PreviewDelete(command) => done(apart(|| self.preview_delete(command)).await),
            Command::PreviewCopy(command) => done(apart(|| self.preview_copy(command)).await),
            Command::StartBulk(command) => done(apart(|| self.start_bulk(call, command)).await),
            Command::ContinueBulk(command) => {
                done(apart(|| self.continue_bulk(call, command)).await)
            }
            Command::UndoBulk(command) => done(apart(|| self.undo_bulk(call, command)).await),
            Command::StopBulk(command) => done(apart(|| self.stop_bulk(command)).await),
            Command::ForgetBulk(command) => done(self.forget_bulk(command)),
            Command::BulkRuns(command) => done(self.bulk_runs(&command)),
            Command::BulkItems(command) => done(self.bulk_items(&command)),
            Command::RevealCliSecret(command) => {
                done(apart(|| self.reveal_cli_secret(&command.connection)).await)
            }
            Command::NewCliSecret(command) => {
                done(apart(|| self.set_cli_secret(&command.connection, None)).await)
            }
            Command::SetCliSecret(command) => {
                done(apart(|| self.set_cli_secret(&command.connection, Some(command.secret))).await)
            }
            Command::ChangePassword(command) => {
                done(apart(|| self.change_password(call, command)).await)
            }
            Command::TestEndpoint(command) => done(apart(|| self.test_endpoint(command)).await),
            Command::ChangeConfiguration(command) => {
                done(apart(|| self.change_configuration(command)).await)
            }
            Command::TestDirectory(command) => done(apart(|| self.test_directory(command)).await),
            Command::TestScanner(command) => done(apart(|| self.test_scanner(command)).await),
            Command::SaveScanner(command) => done(apart(|| self.save_scanner(command)).await),
            Command::TestPreheatInstance(command) => {
                done(apart(|| self.test_preheat_instance(command)).await)
            }
            Command::SavePreheatInstance(command) => {
                done(apart(|| self.save_preheat_instance(command)).await)
            }
            Command::CreateEndpoint(command) => done(apart(|| self.create_endpoint(command)).await),
            Command::SaveWebhook(command) => done(apart(|| self.save_webhook(command)).await),
            Command::CreateUser(command) => done(apart(|| self.create_user(command)).await),
            Command::ChangeEndpoint(command) => done(apart(|| self.change_endpoint(command)).await),
            Command::TestRegistryLogin(command) => {
                done(apart(|| self.test_registry_login(command)).await)
            }
            Command::WriteDockerLogin(command) => {
                done(apart(|| self.write_docker_login(command)).await)
            }
            Command::CheckProvider(command) => done(apart(|| self.check_provider(command)).await),
            Command::Diagnose(command) => done(apart(|| self.diagnose(call.id(), command)).await),
            Command::CreateRobot(command) => done(apart(|| self.create_robot(command)).await),
            Command::RenewRobotSecret(command) => {
                done(apart(|| self.renew_robot_secret(command)).await)
            }
            Command::RevealRobotSecret(command) => done(self.reveal_robot_secret(command.secret)),
            Command::ForgetRobotSecret(command) => {
                self.robot_secrets.forget(command.secret);
                done(Ok(Empty {}))
            }
            Command::SaveModelRegistry(command) => {
                done(apart(|| self.save_model_registry(call, command)).await)
            }
            Command::RemoveModelRegistry(command) => {
                done(apart(|| self.remove_model_registry(&command.connection)).await)
            }
            Command::SaveTenant(command) => done(apart(|| self.save_tenant(command)).await),
            Command::ReadTenants(command) => done(apart(|| self.read_tenants(command)).await),
            Command::ReadProjectSettings(command) => {
                done(apart(|| self.read_project_settings(command)).await)
            }
            Command::SaveProjectSettings(command) => {
                done(match self.project_settings_file(&command) {
                    Ok(file) => host.save(FileToSave::Text(file)).await,
                    Err(failure) => Err(failure),
                })
            }
            Command::RestoreProject(command) => done(apart(|| self.restore_project(command)).await),
            Command::RegisterProject(command) => {
                done(apart(|| self.register_project(command)).await)
            }
            Command::NoteRegistered(command) => done(self.note_registered(command)),
            Command::ForgetRegistered(command) => done(self.forget_registered(&command)),
            Command::RefreshModel(command) => done(apart(|| self.refresh_model(command)).await),
            Command::ReadRegistration(command) => {
                done(apart(|| self.read_registration(command)).await)
            }
            Command::DescribeApi(command) => done(apart(|| self.describe_api(command)).await),
            Command::PrepareRequest(command) => done(apart(|| self.prepare_request(command)).await),
            Command::SendRequest(command) => done(apart(|| self.send_request(command)).await),
            Command::SaveAnswer(command) => {
                done(apart(|| self.save_answer(command, &**host)).await)
            }
            Command::WriteSnippets(command) => done(self.write_snippets(&command)),
            Command::SaveRequestLog(command) => done(match self.request_log_file(&command) {
                Ok(file) => host.save(FileToSave::Text(file)).await,
                Err(failure) => Err(failure),
            }),
            Command::ClearRequestLog(command) => done(self.clear_request_log(&command)),
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
            Command::CopySecret(command) => {
                done(match apart(|| self.secret_text(&command)).await {
                    Ok(secret) => host.copy_secret(secret).await,
                    Err(failure) => Err(failure),
                })
            }
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

    /// Has ready what the window's first question needs, so that it is answered sooner: the keychain, and
    /// the demo registry where the program was started with it.
    pub async fn prepare(&self, with_demo: bool) {
        let demo = async {
            if with_demo {
                // What fails here fails again where it is asked for, which says so.
                let _ = self.demo.start().await;
                let _ = self.demo.model_registry().await;
            }
        };
        join(self.secrets.state(), demo).await;
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
                    started.model_registries = self.model_registries().await;
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
        self.explorer.begin();
        self.model_registries.held.clear();
        let model_registries = self.model_registries().await;
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
            model_registries,
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
