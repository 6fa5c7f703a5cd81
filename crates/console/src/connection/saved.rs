//! What is kept of connections: adding, removing, signing in and out.

use harbor_api::operations::GetSystemInfo;
use harbor_client::{Secret, Server};
use pilothouse_protocol::{
    Connection, ConnectionId, ConnectionKind, ConnectionState, Credentials, Empty, Failure,
    FailureCode, Removed, SignedOut, Trust,
};

use crate::{
    calls::open_calls::OpenCall,
    connection::runtime::{Current, shown},
    console::{Console, locked, removed},
    failure,
    settings::{FIRST, SavedAs, SavedConnection, SavedMethod, Settings},
    sign_in::{
        Fresh, SignIn, server,
        sign_out::{ToEnd, end_behind, end_session},
    },
};

/// The demo registry's connection; no other has this id.
const DEMO: &str = "demo";

/// What a sign-in is to.
pub(crate) enum Target {
    /// An address, where a connection may be kept already.
    Address { origin: String, trust: Trust },
    SavedConnection {
        id: ConnectionId,
        /// Beside the accounts that are kept.
        another: bool,
    },
}

impl Console {
    /// Signs in and keeps the connection; keeps nothing if that fails or is cancelled.
    pub(crate) async fn add(
        &self,
        call: &OpenCall<'_>,
        address: &str,
        trust: Trust,
        credentials: Credentials,
    ) -> Result<Connection, Failure> {
        let server = server(address, &trust).await?;
        harbor_client::probe(&server)
            .await
            .map_err(|error| failure::from_probe(&error))?;
        let origin = server.address.origin();
        let credentials = SignIn::entered(credentials);
        let (way, secret) = (credentials.way(), credentials.secret());
        let known = find(&self.settings.settings(), &origin, &way);
        let _alone = match known.map(|id| self.turns(&id)) {
            Some(turns) => Some(turns.attempts.alone().await),
            None => None,
        };
        let fresh = Fresh::open(&server, credentials).await?;
        let target = Target::Address { origin, trust };
        self.keep(call, &server, target, fresh, way, secret).await
    }

    /// The last part of every sign-in: keeps the account and its secret, and enters the client.
    /// The settings come first: a connection without its secret asks for it, but a secret without
    /// its connection would never be forgotten.
    pub(crate) async fn keep(
        &self,
        call: &OpenCall<'_>,
        server: &Server,
        target: Target,
        fresh: Fresh,
        way: SavedMethod,
        secret: Option<Secret>,
    ) -> Result<Connection, Failure> {
        let (_adding, id) = match &target {
            Target::Address { origin, .. } => {
                let adding = self.adding.lock().await;
                // Somebody may have added the same in the meantime.
                let settings = self.settings.settings();
                let known = find(&settings, origin, &way);
                let id = known.unwrap_or_else(|| new_id(&settings, server.address.host()));
                (Some(adding), id)
            }
            Target::SavedConnection { id, .. } => (None, id.clone()),
        };
        let _keeping = self.keeping(&id).await;
        call.settle()?;
        let way_in = way.way_in();
        let mut before = Vec::new();
        let mut kept = match target {
            Target::Address { origin, trust } => {
                let mut kept = self.kept(&id).unwrap_or_else(|_| SavedConnection {
                    id,
                    kind: ConnectionKind::Registry,
                    name: server.address.authority(),
                    origin,
                    trust: Trust::default(),
                    accounts: Vec::new(),
                    active: FIRST,
                    last_way: None,
                    own_client: None,
                });
                kept.trust = trust;
                before.clone_from(&kept.accounts);
                kept.enter(way, way_in, true);
                kept
            }
            Target::SavedConnection { another, .. } => {
                // It may have been removed in the meantime.
                let mut kept = self.kept(&id)?;
                before.clone_from(&kept.accounts);
                kept.enter(way, way_in, another);
                kept
            }
        };
        if let Some(renewal) = &fresh.renewal {
            kept.own_client.clone_from(&renewal.typed);
        }
        self.change_settings(|settings| {
            settings.last = Some(kept.id.clone());
            settings.put(kept.clone());
        })?;
        let account = kept.account();
        let entry = kept.entry(account.id);
        // That of the account before writes nothing more.
        self.renewals.take(&entry).await;
        let remembered = match (&fresh.renewal, secret) {
            (Some(renewal), _) => self.renewals.put(entry.clone(), renewal).await,
            (None, Some(secret)) => self.secrets.keep(entry.clone(), secret).await,
            (None, None) => {
                // That of the account before.
                self.secrets.forget(entry.clone()).await;
                true
            }
        };
        let mut others = before.iter().filter(|known| known.id == account.id);
        if !remembered && others.any(|known| !known.way.takes_secret_of(&account.way)) {
            // After a restart it would be somebody else's, or a session sent as a password.
            self.secrets.forget_older(entry).await;
        }
        Ok(self.enter(&kept, None, fresh, remembered)?.1)
    }

    /// Starts the demo registry and connects it; once, however often it is asked for.
    pub async fn add_demo(&self) -> Result<Connection, Failure> {
        let id = ConnectionId::new(DEMO)
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
        let turns = self.turns(&id);
        let alone = turns.attempts.alone().await;
        if self.kept(&id).is_err() {
            let kept = SavedConnection {
                id: id.clone(),
                kind: ConnectionKind::Demo,
                name: "Demo registry".to_owned(),
                origin: "http://127.0.0.1".to_owned(),
                trust: Trust {
                    plain_http: true,
                    ..Trust::default()
                },
                accounts: vec![SavedAs {
                    id: FIRST,
                    way: SavedMethod::Password {
                        user: "admin".to_owned(),
                    },
                    signed_out: false,
                }],
                active: FIRST,
                last_way: None,
                own_client: None,
            };
            let (running, credentials) = self.demo(&kept).await?;
            let server = server(&running.origin, &running.trust).await?;
            let fresh = Fresh::open(&server, credentials).await?;
            let _keeping = self.keeping(&id).await;
            self.change_settings(|settings| {
                settings.last = Some(id);
                settings.put(kept);
            })?;
            let (_, view) = self.enter(&running, None, fresh, true)?;
            self.add_demo_model_registry(&view.id).await?;
            return Ok(view);
        }
        drop(alone);
        self.client(&id).await?;
        self.change_settings(|settings| settings.last = Some(id.clone()))?;
        self.view(&id)
    }

    /// Forgets a connection and its secrets.
    pub(crate) async fn remove(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
    ) -> Result<Removed, Failure> {
        let keeping = self.keeping(id).await;
        call.settle()?;
        let kept = self.kept(id)?;
        let resting = self.all_resting(&kept).await;
        let of_models = self.forget_model_registry(id).await?;
        self.change_settings(|settings| {
            settings.connections.retain(|kept| kept.id != *id);
            if settings.last.as_ref() == Some(id) {
                settings.last = None;
            }
        })?;
        let client = locked(&self.live).remove(id).and_then(|live| live.client);
        // Its turns stay: whoever adds it again waits until its secrets are forgotten.
        locked(&self.turns(id).provider_page).take();
        self.lists.clear(id);
        self.robot_secrets.forget_of(id);
        self.explorer.forget(id);
        self.bulk.forget_connection(id);
        self.holds.publish();
        let mut notices = self.forget_secrets(&kept).await;
        notices.extend(of_models);
        drop(keeping);
        resting.into_iter().for_each(end_behind);
        // It is gone, whether the server could be told or not.
        end_session(client.map(ToEnd::from)).await;
        Ok(Removed { notices })
    }

    /// What is to be ended of a connection's accounts, but for the one in use.
    pub(crate) async fn all_resting(&self, kept: &SavedConnection) -> Vec<ToEnd> {
        let mut resting = Vec::new();
        for account in &kept.accounts {
            let is_active = account.id == kept.account().id;
            if !is_active || !self.is_in_use(&kept.id) {
                resting.extend(self.resting(kept, account.id).await);
            }
        }
        resting
    }

    /// Forgets the secrets of all accounts. Says in words what could not be removed.
    pub(crate) async fn forget_secrets(&self, kept: &SavedConnection) -> Vec<String> {
        let mut notices = Vec::new();
        for account in &kept.accounts {
            notices.extend(self.forget_secret(kept.entry(account.id)).await);
        }
        notices
    }

    fn is_in_use(&self, id: &ConnectionId) -> bool {
        let live = locked(&self.live);
        live.get(id).is_some_and(|live| live.client.is_some())
    }

    /// Signs in to a kept connection, maybe as someone else.
    pub(crate) async fn sign_in(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
        credentials: Credentials,
        another: bool,
    ) -> Result<Connection, Failure> {
        let turns = self.turns(id);
        let _alone = turns.attempts.alone().await;
        let mut kept = self.kept(id)?;
        let credentials = SignIn::entered(credentials);
        let (way, secret) = (credentials.way(), credentials.secret());
        if kept.kind == ConnectionKind::Demo {
            kept = self.demo(&kept).await?.0;
        }
        let server = server(&kept.origin, &kept.trust).await?;
        let fresh = Fresh::open(&server, credentials).await?;
        if kept.kind == ConnectionKind::Demo {
            let _keeping = self.keeping(id).await;
            call.settle()?;
            // It may have been removed in the meantime.
            self.kept(id)?;
            // What it is entered with at the next start is known without keeping it.
            return Ok(self.enter(&kept, None, fresh, true)?.1);
        }
        let target = Target::SavedConnection {
            id: id.clone(),
            another,
        };
        self.keep(call, &server, target, fresh, way, secret).await
    }

    /// Ends the active account's session and forgets its secret.
    pub(crate) async fn sign_out(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
    ) -> Result<SignedOut, Failure> {
        let keeping = self.keeping(id).await;
        call.settle()?;
        let kept = self.kept(id)?;
        let active = kept.account().id;
        let resting = match self.is_in_use(id) {
            true => None,
            false => self.resting(&kept, active).await,
        };
        let mut notices = Vec::new();
        // First, so that nobody signs in with it again behind this one's back.
        notices.extend(self.forget_secret(kept.entry(active)).await);
        let marked = self.mark_signed_out(id);
        let epoch = self.next_epoch();
        let mut client = None;
        self.publish(|live| {
            let live = live.get_mut(id).ok_or_else(removed)?;
            client = live.client.take();
            live.epoch = epoch;
            live.refused = None;
            live.saved_session = None;
            live.renews = false;
            live.view.state = ConnectionState::SignInNeeded;
            live.view.signed_in = None;
            if let Ok(kept) = &marked {
                live.view.accounts = shown(kept);
            }
            Ok::<_, Failure>(Some(live.view.clone()))
        })?;
        self.lists.clear(id);
        self.robot_secrets.forget_of(id);
        self.explorer.forget(id);
        drop(keeping);
        let ended = end_session(client.map(ToEnd::from).or(resting)).await;
        notices.extend(ended.notice);
        notices.extend(marked.err().map(|failure| failure.message));
        let page = ended.provider_page.map(Secret::new);
        let provider_host = page.as_ref().and_then(|page| host_of(page.expose()));
        *locked(&self.turns(id).provider_page) = page;
        Ok(SignedOut {
            connection: self.view(id)?,
            provider_host,
            notices,
        })
    }

    /// Opens the provider's page to sign out there as well. Its address is not given away: it may
    /// hold a token.
    pub(crate) async fn open_provider_sign_out(&self, id: &ConnectionId) -> Result<Empty, Failure> {
        let page = locked(&self.turns(id).provider_page).take();
        let page = page.ok_or_else(|| {
            Failure::new(FailureCode::NotFound, "There is no page to sign out at.")
        })?;
        let browser = self.desktop.browser.clone();
        let opening = tokio::task::spawn_blocking(move || browser.open(page.expose(), None));
        match opening.await {
            Ok(Ok(())) => Ok(Empty {}),
            Ok(Err(reason)) => Err(Failure::new(
                FailureCode::Internal,
                format!("No browser could be opened: {reason}."),
            )),
            Err(error) => Err(Failure::new(FailureCode::Internal, error.to_string())),
        }
    }

    /// Asks an absent server whether it is back.
    pub(crate) async fn reconnect(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        // Somebody asks for it: what was refused may be tried again.
        if let Some(live) = locked(&self.live).get_mut(id) {
            live.refused = None;
            if live.view.state == ConnectionState::SignInNeeded {
                // Its credentials have ended; what is kept may be good.
                live.client = None;
            }
        }
        let current = self.client(id).await?;
        self.read_system(id, &current).await?;
        self.view(id)
    }

    /// Reads anew what a registry says of itself.
    pub(crate) async fn read_system(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<(), Failure> {
        match current.client.send(&GetSystemInfo {}).await {
            Ok(reply) => {
                self.update(id, current.epoch, |view| {
                    view.state = ConnectionState::Connected;
                    view.system = reply.value;
                });
                Ok(())
            }
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, "system.info"))
            }
        }
    }

    /// Whether a registry is in read-only mode. One that was is asked anew: somebody may have ended
    /// it, and nobody signs in again for that.
    pub(crate) async fn read_only(&self, id: &ConnectionId) -> Result<Option<bool>, Failure> {
        let known = self.view(id)?.system.read_only;
        if known != Some(true) {
            return Ok(known);
        }
        let current = self.client_for_call(id).await?;
        self.read_system(id, &current).await?;
        Ok(self.view(id)?.system.read_only)
    }

    /// A connection as it is kept.
    pub(crate) fn kept(&self, id: &ConnectionId) -> Result<SavedConnection, Failure> {
        let settings = self.settings.settings();
        let found = settings.connections.iter().find(|kept| kept.id == *id);
        found.cloned().ok_or_else(removed)
    }
}

/// A connection to the same registry: as the same account, or else the first one.
fn find(settings: &Settings, origin: &str, way: &SavedMethod) -> Option<ConnectionId> {
    // The demo registry's address is kept without its port: it may be that of another one.
    let same =
        |kept: &&SavedConnection| kept.kind == ConnectionKind::Registry && kept.origin == origin;
    let has_account = |kept: &&SavedConnection| {
        let mut accounts = kept.accounts.iter();
        accounts.any(|account| account.way.is_account_of(way))
    };
    let connections = || settings.connections.iter().filter(same);
    let found = connections().find(has_account).or(connections().next());
    found.map(|kept| kept.id.clone())
}

fn host_of(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// An id that no connection has: the host's letters, then a number if need be.
fn new_id(settings: &Settings, host: &str) -> ConnectionId {
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
    let taken = |id: &ConnectionId| {
        id.as_str() == DEMO || settings.connections.iter().any(|kept| kept.id == *id)
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(id: &str, kind: ConnectionKind) -> SavedConnection {
        SavedConnection {
            id: ConnectionId::new(id).expect("an id"),
            kind,
            name: "images.example.org".to_owned(),
            origin: "http://127.0.0.1".to_owned(),
            trust: Trust::default(),
            accounts: vec![SavedAs {
                id: FIRST,
                way: SavedMethod::Anonymous,
                signed_out: false,
            }],
            active: FIRST,
            last_way: None,
            own_client: None,
        }
    }

    #[test]
    fn an_id_is_made_of_the_host_and_is_nobody_elses() {
        let mut settings = Settings::default();
        settings.put(kept("images-example-org", ConnectionKind::Registry));
        for (host, id) in [
            ("registry.example.org", "registry-example-org"),
            ("images.example.org", "images-example-org-2"),
            ("[::1]", "1"),
            ("[::]", "registry"),
            ("demo", "demo-2"),
        ] {
            assert_eq!(new_id(&settings, host).as_str(), id);
        }
        assert_eq!(new_id(&settings, &"x".repeat(200)).as_str().len(), 48);
    }

    #[test]
    fn an_address_never_leads_to_the_demo_registrys_connection() {
        let mut settings = Settings::default();
        let found =
            |settings: &Settings| find(settings, "http://127.0.0.1", &SavedMethod::Anonymous);
        settings.put(kept(DEMO, ConnectionKind::Demo));
        assert_eq!(found(&settings), None);
        settings.put(kept("127-0-0-1", ConnectionKind::Registry));
        let id = found(&settings);
        assert_eq!(id.as_ref().map(ConnectionId::as_str), Some("127-0-0-1"));
    }
}
