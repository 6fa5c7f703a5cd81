//! The use cases behind the door.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::Utc;
use futures::{StreamExt, future::Either};
use harbor_api::{AnyOperation, Total, operations::GetSystemInfo};
use harbor_client::{
    Address, Client, ClientError, Credentials as ClientCredentials, Proxy, RawReply, Secret,
    SendOptions, Server, Trust as ClientTrust,
};
use pilothouse_protocol as protocol;
use pilothouse_protocol::{
    Account, Ask, Call, Connection, ConnectionId, ConnectionKind, ConnectionState, Credentials,
    Empty, Event, Failure, FailureCode, Head, KeychainState, Meta, Probed, Started, Transport,
    write_frame,
};
use serde::Serialize;
use tokio::sync::{Mutex as AsyncMutex, oneshot};

use crate::{
    failure,
    keychain::{Keychain, MemoryKeychain},
    live::{Demo, DemoAccess, Live},
    settings::{Kept, SettingsFile, Way},
};

type Listener = Arc<dyn Fn(Event) + Send + Sync>;

/// All connections, and what can be done with them.
pub struct Console {
    settings: Mutex<SettingsFile>,
    notices: Vec<String>,
    keychain: Arc<dyn Keychain>,
    /// Stands in where there is no keychain, and holds what it did not take.
    this_run: Arc<MemoryKeychain>,
    demo: Arc<dyn Demo>,
    live: Mutex<HashMap<ConnectionId, Live>>,
    /// One attempt to connect at a time per connection, so that unverified credentials never go
    /// out twice at once.
    connecting: Mutex<HashMap<ConnectionId, Arc<AsyncMutex<()>>>>,
    calls: Mutex<HashMap<u64, oneshot::Sender<()>>>,
    listener: Listener,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // No code panics while it holds one of these; if some did, the data is still whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Console {
    /// Opens the settings in a profile's folder. Nothing is connected yet.
    pub fn open(
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
        Ok(Arc::new(Self {
            settings: Mutex::new(settings),
            notices,
            keychain,
            this_run: Arc::default(),
            demo,
            live: Mutex::new(live),
            connecting: Mutex::default(),
            calls: Mutex::default(),
            listener,
        }))
    }

    /// Answers a call; the answer is a frame (`pilothouse_protocol::read_frame`).
    pub async fn answer(&self, call: Call) -> Vec<u8> {
        if let Ask::Cancel(ask) = &call.ask {
            // A call that has ended already is no longer there.
            if let Some(cancel) = locked(&self.calls).remove(&ask.call) {
                let _ = cancel.send(());
            }
            return done(Ok(Empty {}));
        }
        let (cancel, cancelled) = oneshot::channel();
        locked(&self.calls).insert(call.id, cancel);
        let work = std::pin::pin!(self.work(call.id, call.ask));
        let frame = match futures::future::select(work, cancelled).await {
            Either::Left((frame, _)) => frame,
            // Dropping the work closes its requests.
            Either::Right(_) => failed(Failure::new(FailureCode::Cancelled, "Stopped.")),
        };
        locked(&self.calls).remove(&call.id);
        frame
    }

    async fn work(&self, id: u64, ask: Ask) -> Vec<u8> {
        match ask {
            Ask::Start(_) => done(Ok(self.start().await)),
            Ask::Probe(ask) => done(self.probe(&ask.address, &ask.trust).await),
            Ask::AddConnection(ask) => {
                done(self.add(&ask.address, ask.trust, ask.credentials).await)
            }
            Ask::AddDemo(_) => done(self.add_demo().await),
            Ask::RemoveConnection(ask) => done(self.remove(&ask.connection).await),
            Ask::SignIn(ask) => done(self.sign_in(&ask.connection, ask.credentials).await),
            Ask::SignOut(ask) => done(self.sign_out(&ask.connection).await),
            Ask::Reconnect(ask) => done(self.reconnect(&ask.connection).await),
            Ask::SetTheme(ask) => done(
                self.change_settings(|settings| settings.theme = ask.theme)
                    .map(|()| Empty {}),
            ),
            Ask::Harbor(ask) => {
                let outcome = self
                    .harbor(
                        &ask.connection,
                        &ask.operation,
                        ask.arguments,
                        ask.background,
                    )
                    .await
                    .map(|reply| (meta(&reply), reply.body));
                framed(outcome)
            }
            Ask::HarborAll(ask) => framed(self.harbor_all(id, ask).await),
            // The shell answers these itself.
            Ask::Ready(_) | Ask::OpenLink(_) | Ask::SaveFile(_) | Ask::Cancel(_) => {
                failed(Failure::new(
                    FailureCode::Internal,
                    "This is not the console's to answer.",
                ))
            }
        }
    }

    /// What the window needs before it draws.
    pub async fn start(&self) -> Started {
        let keychain = self.keychain_state().await;
        let file = locked(&self.settings);
        let settings = file.settings();
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
            notices: self.notices.clone(),
        }
    }

    /// Whether secrets can be kept; may take as long as the keychain does.
    async fn keychain_state(&self) -> KeychainState {
        let keychain = Arc::clone(&self.keychain);
        match blocking(move || keychain.check()).await {
            Ok(Ok(())) => KeychainState::System,
            Ok(Err(error)) => KeychainState::ThisRun {
                reason: error.reason,
            },
            Err(failure) => KeychainState::ThisRun {
                reason: failure.message,
            },
        }
    }

    /// Keeps which connection is being looked at.
    pub fn looked_at(&self, connection: Option<ConnectionId>) -> Result<Empty, Failure> {
        self.change_settings(|settings| settings.last = connection)?;
        Ok(Empty {})
    }

    async fn probe(&self, address: &str, trust: &protocol::Trust) -> Result<Probed, Failure> {
        let server = server(address, trust).await?;
        let probe = harbor_client::probe(&server)
            .await
            .map_err(|e| failure::of_probe(&e))?;
        Ok(Probed {
            origin: server.address.origin(),
            transport: transport(&server),
            system: probe.harbor,
            elapsed_ms: probe.elapsed_ms,
        })
    }

    /// Signs in and keeps the connection; keeps nothing if that fails.
    async fn add(
        &self,
        address: &str,
        trust: protocol::Trust,
        credentials: Credentials,
    ) -> Result<Connection, Failure> {
        let server = server(address, &trust).await?;
        harbor_client::probe(&server)
            .await
            .map_err(|e| failure::of_probe(&e))?;
        let origin = server.address.origin();
        let way = way(&credentials);
        if let Some(known) = self.find(&origin, &way) {
            return self.sign_in(&known, credentials).await;
        }
        let (client, account, secret) = open(&server, credentials).await?;
        let kept = Kept {
            id: self.new_id(server.address.host()),
            kind: ConnectionKind::Registry,
            name: server.address.authority().to_string(),
            origin,
            trust,
            way,
        };
        let remembered = match secret {
            Some(secret) => self.keep_secret(&kept.id, secret).await,
            None => true,
        };
        self.change_settings(|settings| {
            settings.connections.push(kept.clone());
            settings.last = Some(kept.id.clone());
        })?;
        self.connected(&kept, client, account, remembered).await
    }

    /// Starts the demo registry and connects it; once, however often it is asked for.
    pub async fn add_demo(&self) -> Result<Connection, Failure> {
        let id = ConnectionId::new("demo")
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
        let kept = Kept {
            id: id.clone(),
            kind: ConnectionKind::Demo,
            name: "Demo registry".to_owned(),
            origin: "http://127.0.0.1".to_owned(),
            trust: protocol::Trust {
                plain_http: true,
                ..protocol::Trust::default()
            },
            way: Way::Password {
                user: "admin".to_owned(),
            },
        };
        locked(&self.live)
            .entry(id.clone())
            .or_insert_with(|| Live::untried(&kept));
        self.change_settings(|settings| {
            if settings.connections.iter().all(|known| known.id != id) {
                settings.connections.push(kept);
            }
            settings.last = Some(id.clone());
        })?;
        self.client(&id).await?;
        self.view(&id)
    }

    async fn remove(&self, id: &ConnectionId) -> Result<Empty, Failure> {
        let client = locked(&self.live).remove(id).and_then(|live| live.client);
        self.forget_secret(id).await;
        self.change_settings(|settings| {
            settings.connections.retain(|kept| kept.id != *id);
            if settings.last.as_ref() == Some(id) {
                settings.last = None;
            }
        })?;
        end_session(client).await;
        Ok(Empty {})
    }

    /// Signs in to a kept connection, maybe as someone else.
    async fn sign_in(
        &self,
        id: &ConnectionId,
        credentials: Credentials,
    ) -> Result<Connection, Failure> {
        let mut kept = self.kept(id)?;
        let lock = self.connect_lock(id);
        let _alone = lock.lock().await;
        if kept.kind == ConnectionKind::Demo {
            kept.origin = self.demo_access().await?.origin;
        }
        let server = server(&kept.origin, &kept.trust).await?;
        kept.way = way(&credentials);
        let (client, account, secret) = open(&server, credentials).await?;
        let remembered = match secret {
            Some(secret) => self.keep_secret(id, secret).await,
            None => true,
        };
        self.change_settings(|settings| {
            for known in settings
                .connections
                .iter_mut()
                .filter(|known| known.id == *id)
            {
                *known = kept.clone();
            }
        })?;
        self.connected(&kept, client, account, remembered).await
    }

    async fn sign_out(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        let client = locked(&self.live)
            .get_mut(id)
            .and_then(|live| live.client.take());
        self.forget_secret(id).await;
        end_session(client).await;
        self.update(id, |view| view.state = ConnectionState::SignInNeeded);
        self.view(id)
    }

    /// Asks an absent server whether it is back.
    async fn reconnect(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        let client = self.client(id).await?;
        let outcome = client.send(&GetSystemInfo {}).await;
        match outcome {
            Ok(reply) => self.update(id, |view| {
                view.state = ConnectionState::Connected;
                view.system = reply.value;
            }),
            Err(error) => {
                self.note(id, &error);
                return Err(failure::of_client(&error, "system.info"));
            }
        }
        self.view(id)
    }

    async fn harbor(
        &self,
        id: &ConnectionId,
        operation: &str,
        arguments: serde_json::Value,
        background: bool,
    ) -> Result<RawReply, Failure> {
        let operation = AnyOperation::decode(operation, arguments)
            .map_err(|error| Failure::new(FailureCode::Invalid, error.to_string()))?;
        let client = self.client(id).await?;
        let request = operation.request();
        let options = SendOptions {
            background,
            ..SendOptions::for_target(&request.target)
        };
        let outcome = client.send_raw(&request, options).await;
        self.noted(id, outcome, &operation)
    }

    /// All pages of a list as one array. Bodies are joined as they came: an item is decoded once,
    /// in the window.
    async fn harbor_all(
        &self,
        call: u64,
        ask: protocol::HarborAll,
    ) -> Result<(Meta, Vec<u8>), Failure> {
        let operation = AnyOperation::decode(&ask.operation, ask.arguments)
            .map_err(|error| Failure::new(FailureCode::Invalid, error.to_string()))?;
        let client = self.client(&ask.connection).await?;
        let options = SendOptions {
            background: ask.background,
            ..SendOptions::default()
        };
        let mut pages = std::pin::pin!(client.pages_raw(operation.clone(), options));
        let mut whole = vec![b'['];
        let mut meta = Meta::default();
        while let Some(page) = pages.next().await {
            let page = self.noted(&ask.connection, page, &operation)?;
            append_items(&mut whole, &page.reply.body);
            meta.request_id = Some(page.reply.request_id);
            let (done, total) = (page.progress.done, known(page.progress.total));
            meta.total = total;
            (self.listener)(Event::Progress { call, done, total });
        }
        whole.push(b']');
        meta.at = Some(Utc::now());
        Ok((meta, whole))
    }

    /// Takes a call's outcome as a sign of how the connection is.
    fn noted<T>(
        &self,
        id: &ConnectionId,
        outcome: Result<T, ClientError>,
        operation: &AnyOperation,
    ) -> Result<T, Failure> {
        match outcome {
            Ok(value) => {
                self.update(id, |view| view.state = ConnectionState::Connected);
                Ok(value)
            }
            Err(error) => {
                self.note(id, &error);
                let info = operation.info();
                let call = format!("{} {} {}", info.name, info.method.as_str(), info.path);
                Err(failure::of_client(&error, &call))
            }
        }
    }

    fn note(&self, id: &ConnectionId, error: &ClientError) {
        match error {
            ClientError::Unreachable { .. } | ClientError::TimedOut { .. } => {
                let reason = error.to_string();
                self.update(id, |view| {
                    if !matches!(view.state, ConnectionState::Offline { .. }) {
                        view.state = ConnectionState::Offline {
                            since: Utc::now(),
                            reason,
                        };
                    }
                });
            }
            ClientError::SessionExpired { .. } => {
                self.update(id, |view| view.state = ConnectionState::SignInNeeded);
            }
            _ => {}
        }
    }

    /// The client of a connection, connecting first where that has not been done.
    async fn client(&self, id: &ConnectionId) -> Result<Client, Failure> {
        if let Some(client) = self.ready_client(id)? {
            return Ok(client);
        }
        let lock = self.connect_lock(id);
        let _alone = lock.lock().await;
        if let Some(client) = self.ready_client(id)? {
            return Ok(client);
        }
        let kept = self.kept(id)?;
        let outcome = self.connect(&kept).await;
        if let Err(failure) = &outcome {
            let state = match failure.code {
                FailureCode::SignInNeeded | FailureCode::WrongCredentials => {
                    ConnectionState::SignInNeeded
                }
                _ => ConnectionState::Offline {
                    since: Utc::now(),
                    reason: failure.message.clone(),
                },
            };
            self.update(id, |view| view.state = state);
        }
        outcome
    }

    fn ready_client(&self, id: &ConnectionId) -> Result<Option<Client>, Failure> {
        match locked(&self.live).get(id) {
            Some(live) => Ok(live.client.clone()),
            None => Err(Failure::new(
                FailureCode::NotFound,
                "This connection was removed.",
            )),
        }
    }

    /// Connects with what is kept.
    async fn connect(&self, kept: &Kept) -> Result<Client, Failure> {
        let mut kept = kept.clone();
        let credentials = match (&kept.kind, &kept.way) {
            (ConnectionKind::Demo, _) => {
                let access = self.demo_access().await?;
                kept.origin = access.origin;
                SignIn::Password {
                    user: access.user,
                    password: access.password,
                }
            }
            (_, Way::Anonymous) => SignIn::Anonymous,
            (_, Way::Password { user }) => {
                let password = self.secret(&kept.id).await?;
                SignIn::Password {
                    user: user.clone(),
                    password,
                }
            }
            (_, Way::Robot { name }) => {
                let secret = self.secret(&kept.id).await?;
                SignIn::Robot {
                    name: name.clone(),
                    secret,
                }
            }
        };
        let server = server(&kept.origin, &kept.trust).await?;
        let (client, account) = sign_in(&server, credentials).await?;
        let remembered = locked(&self.live)
            .get(&kept.id)
            .is_none_or(|live| live.view.remembered)
            || self.keychain_has(&kept.id).await;
        self.connected(&kept, client.clone(), account, remembered)
            .await?;
        Ok(client)
    }

    async fn demo_access(&self) -> Result<DemoAccess, Failure> {
        self.demo.start().await.map_err(|reason| {
            let message = format!("The demo registry could not start: {reason}.");
            Failure::new(FailureCode::Internal, message)
        })
    }

    /// Enters a client that works, with what its server says about itself.
    async fn connected(
        &self,
        kept: &Kept,
        client: Client,
        account: Account,
        remembered: bool,
    ) -> Result<Connection, Failure> {
        let system = client
            .send(&GetSystemInfo {})
            .await
            .map(|reply| reply.value);
        let system = system.map_err(|error| failure::of_client(&error, "system.info"))?;
        let mut live = Live::untried(kept);
        live.view.state = ConnectionState::Connected;
        live.view.account = account;
        live.view.system = system;
        live.view.remembered = remembered;
        live.client = Some(client);
        let view = live.view.clone();
        locked(&self.live).insert(kept.id.clone(), live);
        (self.listener)(Event::Connection(Box::new(view.clone())));
        Ok(view)
    }

    fn update(&self, id: &ConnectionId, change: impl FnOnce(&mut Connection)) {
        let changed = {
            let mut live = locked(&self.live);
            let Some(live) = live.get_mut(id) else { return };
            let before = live.view.clone();
            change(&mut live.view);
            (live.view != before).then(|| live.view.clone())
        };
        if let Some(view) = changed {
            (self.listener)(Event::Connection(Box::new(view)));
        }
    }

    fn view(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        locked(&self.live)
            .get(id)
            .map(|live| live.view.clone())
            .ok_or_else(|| Failure::new(FailureCode::NotFound, "This connection was removed."))
    }

    fn kept(&self, id: &ConnectionId) -> Result<Kept, Failure> {
        let file = locked(&self.settings);
        let found = file
            .settings()
            .connections
            .iter()
            .find(|kept| kept.id == *id);
        found
            .cloned()
            .ok_or_else(|| Failure::new(FailureCode::NotFound, "This connection was removed."))
    }

    /// A connection to the same registry as the same account.
    fn find(&self, origin: &str, way: &Way) -> Option<ConnectionId> {
        let file = locked(&self.settings);
        let same = |kept: &&Kept| kept.origin == origin && kept.way == *way;
        file.settings()
            .connections
            .iter()
            .find(same)
            .map(|kept| kept.id.clone())
    }

    /// An id that no connection has: the host's letters, then a number if need be.
    fn new_id(&self, host: &str) -> ConnectionId {
        let base: String = host
            .to_ascii_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .take(48)
            .collect();
        let base = match base.trim_matches('-') {
            "" => "registry",
            base => base,
        };
        let file = locked(&self.settings);
        let taken = |id: &ConnectionId| file.settings().connections.iter().any(|k| k.id == *id);
        (1..)
            .map(|n| {
                if n == 1 {
                    base.to_owned()
                } else {
                    format!("{base}-{n}")
                }
            })
            .filter_map(|id| ConnectionId::new(id).ok())
            .find(|id| !taken(id))
            .unwrap_or_else(|| unreachable!("there are more numbers than connections"))
    }

    fn connect_lock(&self, id: &ConnectionId) -> Arc<AsyncMutex<()>> {
        Arc::clone(locked(&self.connecting).entry(id.clone()).or_default())
    }

    fn change_settings(
        &self,
        change: impl FnOnce(&mut crate::settings::Settings),
    ) -> Result<(), Failure> {
        locked(&self.settings).change(change).map_err(|error| {
            Failure::new(
                FailureCode::Storage,
                format!("The settings could not be written: {error}."),
            )
        })
    }

    /// Keeps a secret; says whether it will be there after a restart.
    async fn keep_secret(&self, id: &ConnectionId, secret: Secret) -> bool {
        let (keychain, this_run) = (Arc::clone(&self.keychain), Arc::clone(&self.this_run));
        let entry = id.to_string();
        blocking(move || match keychain.set(&entry, &secret) {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!("the keychain did not take a secret: {error}");
                // Memory always takes it.
                let _ = this_run.set(&entry, &secret);
                false
            }
        })
        .await
        .unwrap_or(false)
    }

    async fn secret(&self, id: &ConnectionId) -> Result<Secret, Failure> {
        let (keychain, this_run) = (Arc::clone(&self.keychain), Arc::clone(&self.this_run));
        let entry = id.to_string();
        let found = blocking(move || match this_run.get(&entry) {
            Ok(Some(secret)) => Ok(Some(secret)),
            _ => keychain.get(&entry),
        })
        .await?;
        match found {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => Err(Failure::new(
                FailureCode::SignInNeeded,
                "This needs a sign-in.",
            )),
            Err(error) => Err(Failure::new(
                FailureCode::SignInNeeded,
                format!("The password could not be read: {error}."),
            )
            .with_hint("Unlock the keychain and try again, or sign in.")),
        }
    }

    async fn keychain_has(&self, id: &ConnectionId) -> bool {
        let keychain = Arc::clone(&self.keychain);
        let entry = id.to_string();
        let found = blocking(move || keychain.get(&entry)).await;
        matches!(found, Ok(Ok(Some(_))))
    }

    async fn forget_secret(&self, id: &ConnectionId) {
        let (keychain, this_run) = (Arc::clone(&self.keychain), Arc::clone(&self.this_run));
        let entry = id.to_string();
        let outcome = blocking(move || {
            let _ = this_run.remove(&entry);
            keychain.remove(&entry)
        });
        if let Ok(Err(error)) = outcome.await {
            tracing::warn!("the keychain did not remove a secret: {error}");
        }
    }
}

/// Credentials whose secrets have left the protocol's types.
enum SignIn {
    Anonymous,
    Password { user: String, password: Secret },
    Robot { name: String, secret: Secret },
}

/// Signs in with what was entered; also gives back the secret, to be kept.
async fn open(
    server: &Server,
    credentials: Credentials,
) -> Result<(Client, Account, Option<Secret>), Failure> {
    let (credentials, secret) = match credentials {
        Credentials::Anonymous => (SignIn::Anonymous, None),
        Credentials::Password { user, password } => {
            let password = Secret::new(password.into_inner());
            (
                SignIn::Password {
                    user,
                    password: password.clone(),
                },
                Some(password),
            )
        }
        Credentials::Robot { name, secret } => {
            let secret = Secret::new(secret.into_inner());
            (
                SignIn::Robot {
                    name,
                    secret: secret.clone(),
                },
                Some(secret),
            )
        }
    };
    let (client, account) = sign_in(server, credentials).await?;
    Ok((client, account, secret))
}

async fn sign_in(server: &Server, credentials: SignIn) -> Result<(Client, Account), Failure> {
    match credentials {
        SignIn::Anonymous => {
            let client = Client::new(server.clone(), ClientCredentials::Anonymous);
            let client = client.map_err(|error| failure::of_client(&error, "sign-in"))?;
            Ok((client, Account::Anonymous))
        }
        SignIn::Password { user, password } => {
            let signed_in = Client::sign_in(server.clone(), &user, password)
                .await
                .map_err(|error| failure::of_sign_in(&error))?;
            let account = Account::User {
                name: signed_in.user.username.clone(),
                administrator: signed_in.user.is_administrator(),
            };
            Ok((signed_in.client, account))
        }
        SignIn::Robot { name, secret } => {
            let client = Client::verify_robot(server.clone(), &name, secret)
                .await
                .map_err(|error| failure::of_sign_in(&error))?;
            Ok((client, Account::Robot { name }))
        }
    }
}

/// Tells the server that a session is over; if it can't be told, the session ends by itself.
async fn end_session(client: Option<Client>) {
    if let Some(client) = client
        && let Err(error) = client.sign_out().await
    {
        tracing::info!("the session could not be ended: {error}");
    }
}

async fn server(address: &str, trust: &protocol::Trust) -> Result<Server, Failure> {
    let address = Address::parse(address)
        .map_err(|error| Failure::new(FailureCode::InvalidAddress, format!("{error}.")))?;
    let ca_pem = match &trust.ca_file {
        None => None,
        Some(file) => Some(tokio::fs::read(file).await.map_err(|error| {
            Failure::new(
                FailureCode::Invalid,
                format!("{file} could not be read: {error}."),
            )
        })?),
    };
    Ok(Server {
        address,
        trust: ClientTrust {
            ca_pem,
            accept_unverified_certificate: trust.unverified_certificate,
            accept_plain_http: trust.plain_http,
        },
        proxy: match &trust.proxy {
            None => Proxy::System,
            Some(url) => Proxy::Url(url.clone()),
        },
    })
}

fn transport(server: &Server) -> Transport {
    if server.address.is_plain_http() {
        Transport::PlainHttp
    } else if server.trust.accept_unverified_certificate {
        Transport::UnverifiedTls
    } else {
        Transport::VerifiedTls
    }
}

fn way(credentials: &Credentials) -> Way {
    match credentials {
        Credentials::Anonymous => Way::Anonymous,
        Credentials::Password { user, .. } => Way::Password { user: user.clone() },
        Credentials::Robot { name, .. } => Way::Robot { name: name.clone() },
    }
}

/// Appends the items of a JSON array to one that is being written, without reading them.
fn append_items(whole: &mut Vec<u8>, page: &[u8]) {
    let items = page.trim_ascii();
    let items = items
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let items = items.unwrap_or_default().trim_ascii();
    if items.is_empty() {
        return;
    }
    if whole.len() > 1 {
        whole.push(b',');
    }
    whole.extend_from_slice(items);
}

fn meta(reply: &RawReply) -> Meta {
    Meta {
        total: known(reply.total),
        request_id: Some(reply.request_id.clone()),
        at: Some(Utc::now()),
        location: reply.location.clone(),
    }
}

fn known(total: Total) -> Option<u64> {
    match total {
        Total::Known(total) => Some(total),
        Total::Unknown => None,
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|_| {
        Failure::new(
            FailureCode::Internal,
            "A part of Pilothouse failed; the log says more.",
        )
    })
}

fn done<T: Serialize>(outcome: Result<T, Failure>) -> Vec<u8> {
    let head = outcome.and_then(|value| {
        serde_json::to_value(value)
            .map(|value| Head::Done { value })
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))
    });
    write_frame(&head.unwrap_or_else(Head::Failed), &[])
}

fn framed(outcome: Result<(Meta, impl AsRef<[u8]>), Failure>) -> Vec<u8> {
    match outcome {
        Ok((meta, body)) => write_frame(&Head::Body(meta), body.as_ref()),
        Err(failure) => failed(failure),
    }
}

fn failed(failure: Failure) -> Vec<u8> {
    write_frame(&Head::Failed(failure), &[])
}
