//! Clients of connections: connecting what is kept when it is first needed.

use harbor_client::{Client, Secret};
use pilothouse_protocol::{
    Connection, ConnectionId, ConnectionKind, ConnectionState, Failure, FailureCode,
};

use crate::{
    connection::runtime::{ConnectionRuntime, Current, DemoAccess},
    console::{Console, locked, removed},
    lists::Owner,
    secrets::{SavedSecret, Unread},
    settings::{SavedConnection, SavedMethod},
    sign_in::{Fresh, SignIn, saved_session::SavedSession, server, sign_out::end_behind},
};

impl Console {
    /// The client of a connection for a call of the window's, which waits while somebody is signing
    /// in.
    pub(crate) async fn client_for_call(&self, id: &ConnectionId) -> Result<Current, Failure> {
        let waits = || {
            self.holds.is_held(id)
                && locked(&self.live)
                    .get(id)
                    .is_some_and(|live| live.view.state == ConnectionState::SignInNeeded)
        };
        self.holds.wait_while(waits).await;
        self.client(id).await
    }

    /// The client of a connection, connecting first where that has not been done. Calls that wait
    /// for the same attempt share what comes of it.
    pub(crate) async fn client(&self, id: &ConnectionId) -> Result<Current, Failure> {
        if let Some(current) = self.current(id)? {
            return Ok(current);
        }
        let attempts = &self.turns(id).attempts;
        let before = attempts.count();
        let _alone = attempts.alone().await;
        if let Some(current) = self.current(id)? {
            return Ok(current);
        }
        if let Some(failure) = attempts.since(before) {
            return Err(failure);
        }
        let kept = self.kept(id)?;
        let epoch = self.epoch(id)?;
        let outcome = match kept.account().signed_out {
            true => Err(needs_sign_in()),
            false => self.connect(&kept, epoch).await,
        };
        if let Err(failure) = &outcome {
            attempts.note(failure);
            match failure.code {
                FailureCode::SignInNeeded => {
                    self.update(id, epoch, |view| view.state = ConnectionState::SignInNeeded);
                }
                FailureCode::WrongCredentials => {
                    self.update(id, epoch, |view| view.state = ConnectionState::SignInNeeded);
                    self.refuse(id, epoch, failure);
                }
                _ => self.update_offline(id, epoch, failure.message.clone()),
            }
        }
        outcome
    }

    fn current(&self, id: &ConnectionId) -> Result<Option<Current>, Failure> {
        let live = locked(&self.live);
        let live = live.get(id).ok_or_else(removed)?;
        match (&live.client, &live.refused) {
            (Some(client), _) => Ok(Some(Current {
                client: client.clone(),
                epoch: live.epoch,
            })),
            (None, Some(failure)) => Err(failure.clone()),
            (None, None) => Ok(None),
        }
    }

    pub(crate) fn epoch(&self, id: &ConnectionId) -> Result<u64, Failure> {
        let live = locked(&self.live);
        live.get(id).map(|live| live.epoch).ok_or_else(removed)
    }

    fn refuse(&self, id: &ConnectionId, epoch: u64, failure: &Failure) {
        let mut live = locked(&self.live);
        if let Some(live) = live.get_mut(id).filter(|live| live.epoch == epoch) {
            live.refused = Some(failure.clone());
        }
    }

    /// Connects with what is kept.
    async fn connect(&self, kept: &SavedConnection, epoch: u64) -> Result<Current, Failure> {
        let account = kept.account();
        if kept.kind == ConnectionKind::Demo {
            let (kept, credentials) = self.demo(kept).await?;
            let server = server(&kept.origin, &kept.trust).await?;
            let fresh = Fresh::open(&server, credentials).await?;
            return Ok(self.enter(&kept, Some(epoch), fresh, true)?.0);
        }
        let mut remembered = true;
        let mut secret = async || {
            let kept = self.read_secret(kept, epoch).await?;
            remembered = kept.remembered;
            Ok::<_, Failure>(kept.secret)
        };
        let credentials = match &account.way {
            SavedMethod::Anonymous => SignIn::Anonymous,
            SavedMethod::Password { user } => SignIn::Password {
                user: user.clone(),
                password: secret().await?,
            },
            SavedMethod::Robot { name } => SignIn::Robot {
                name: name.clone(),
                secret: secret().await?,
            },
            SavedMethod::CliSecret { user } => SignIn::CliSecret {
                user: user.clone(),
                secret: secret().await?,
            },
            SavedMethod::Session { .. } => {
                let entry = SavedSession::from_entry(&secret().await?);
                let session = entry.ok_or_else(needs_sign_in)?;
                return self.resume(kept, epoch, session, remembered).await;
            }
            SavedMethod::Provider { .. } => return self.go_on(kept, epoch).await,
        };
        let server = server(&kept.origin, &kept.trust).await?;
        let fresh = Fresh::open(&server, credentials).await?;
        Ok(self.enter(kept, Some(epoch), fresh, remembered)?.0)
    }

    /// What is kept for the account in use. Shows why, where the keychain does not give it.
    pub(crate) async fn read_secret(
        &self,
        kept: &SavedConnection,
        epoch: u64,
    ) -> Result<SavedSecret, Failure> {
        let entry = self.secrets.get(kept.entry(kept.account().id)).await;
        let unread = match &entry {
            Err(Unread::Keychain(error)) => Some(error.reason.clone()),
            _ => None,
        };
        self.update(&kept.id, epoch, |view| view.unread = unread);
        Ok(entry?)
    }

    /// Puts what is kept of the account in use until the program ends into the keychain, now that
    /// there may be one.
    pub(crate) async fn remember(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        let _keeping = self.keeping(id).await;
        let kept = self.kept(id)?;
        let epoch = self.epoch(id)?;
        let entry = kept.entry(kept.account().id);
        self.secrets.remember(entry.clone()).await?;
        let remembered = self
            .secrets
            .get(entry)
            .await
            .is_ok_and(|kept| kept.remembered);
        self.update(id, epoch, |view| view.remembered = remembered);
        self.view(id)
    }

    /// Goes on with a session; one that the server does not know any more is forgotten.
    async fn resume(
        &self,
        kept: &SavedConnection,
        epoch: u64,
        session: SavedSession,
        remembered: bool,
    ) -> Result<Current, Failure> {
        let account = kept.account();
        let server = server(&kept.origin, &kept.trust).await?;
        let sid = session.session.sid().clone();
        match Fresh::resume(&server, account.way.way_in(), session).await {
            Ok(fresh) => Ok(self.enter(kept, Some(epoch), fresh, remembered)?.0),
            Err(failure) if is_ended(&failure) => {
                let _keeping = self.keeping(&kept.id).await;
                self.forget_session(kept.entry(account.id), &sid).await;
                Err(needs_sign_in())
            }
            Err(failure) => Err(failure),
        }
    }

    /// Forgets a session that has ended, unless another one is kept in its place by now. Called by
    /// the one who keeps.
    pub(crate) async fn forget_session(&self, entry: String, sid: &Secret) {
        let kept = self.secrets.get(entry.clone()).await.ok();
        let kept = kept.and_then(|kept| SavedSession::from_entry(&kept.secret));
        if kept.is_some_and(|kept| kept.session.sid().expose() == sid.expose()) {
            self.secrets.forget(entry).await;
        }
    }

    /// Starts the demo registry: the connection with its address, and how to get in.
    pub(crate) async fn demo(
        &self,
        kept: &SavedConnection,
    ) -> Result<(SavedConnection, SignIn), Failure> {
        let DemoAccess {
            origin,
            user,
            password,
        } = self.demo.start().await.map_err(|reason| {
            let message = format!("The demo registry could not start: {reason}.");
            Failure::new(FailureCode::Internal, message)
        })?;
        let kept = SavedConnection {
            origin,
            ..kept.clone()
        };
        Ok((kept, SignIn::Password { user, password }))
    }

    /// Enters a client that works in the place of any other. If it was made for an epoch that is
    /// over (somebody signed out, or removed the connection), its session is ended instead.
    pub(crate) fn enter(
        &self,
        kept: &SavedConnection,
        epoch: Option<u64>,
        fresh: Fresh,
        remembered: bool,
    ) -> Result<(Current, Connection), Failure> {
        let mut next = ConnectionRuntime::untried(kept);
        next.view.state = ConnectionState::Connected;
        next.view.account = fresh.account.clone();
        next.view.signed_in = Some(fresh.signed_in.clone());
        if matches!(kept.account().way, SavedMethod::Session { .. }) {
            next.saved_session = fresh.session();
        }
        next.renews = fresh.renewal.is_some();
        next.view.system = fresh.system.clone();
        next.view.remembered = remembered;
        next.epoch = self.next_epoch();
        let (view, new) = (next.view.clone(), next.epoch);
        let owner = Owner::of(&next);
        let log = self.request_log(&kept.id, owner);
        let mut entered: Option<Client> = None;
        let mut replaced: Option<Client> = None;
        let new_account = next.id;
        let rests = |id| {
            // Switched away from, not signed out: the session is kept, and goes on.
            let accounts = kept.accounts.iter();
            id != new_account
                && accounts
                    .filter(|account| {
                        matches!(
                            account.way,
                            SavedMethod::Session { .. } | SavedMethod::Provider { .. }
                        )
                    })
                    .any(|account| account.id == id)
        };
        self.publish(|all| {
            if let Some(epoch) = epoch {
                let known = all.get(&kept.id).ok_or_else(removed)?;
                if known.epoch != epoch {
                    return Err(needs_sign_in());
                }
            }
            entered = fresh.take().map(|client| client.logged(log.clone()));
            let goes_on = |live: &ConnectionRuntime| rests(live.id) || is_superseded(live, &next);
            let rested = all.get(&kept.id).is_some_and(goes_on);
            next.client = entered.clone();
            replaced = all
                .insert(kept.id.clone(), next)
                .and_then(|live| live.client)
                .filter(|_| !rested);
            Ok(Some(view.clone()))
        })?;
        self.holds.publish();
        if let Some(client) = replaced {
            end_behind(client);
        }
        let client = entered.ok_or_else(removed)?;
        Ok((Current { client, epoch: new }, view))
    }
}

/// Whether the same person signed in at the provider again. It may count both as one sign-in, and
/// end both if it is told to end the older.
fn is_superseded(live: &ConnectionRuntime, by: &ConnectionRuntime) -> bool {
    let account = |live: &ConnectionRuntime| live.view.account.name().map(str::to_owned);
    live.renews && by.renews && live.id == by.id && account(live) == account(by)
}

/// What is said where there is nothing to sign in with.
pub(crate) fn needs_sign_in() -> Failure {
    Failure::new(FailureCode::SignInNeeded, "This needs a sign-in.")
}

/// Whether a session was tried and is not taken any more.
fn is_ended(failure: &Failure) -> bool {
    matches!(
        failure.code,
        FailureCode::SignInNeeded | FailureCode::WrongCredentials
    )
}
