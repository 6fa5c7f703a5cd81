//! What is kept of connections: adding, removing, signing in and out.

use harbor_api::operations::GetSystemInfo;
use pilothouse_protocol::{
    Connection, ConnectionId, ConnectionKind, ConnectionState, Credentials, Empty, Failure,
    FailureCode, Trust,
};

use crate::{
    console::{Console, locked, removed},
    failure,
    open_calls::OpenCall,
    settings::{Kept, Settings, Way},
    sign_in::{Fresh, SignIn, end_session, server},
};

/// The demo registry's connection; no other has this id.
const DEMO: &str = "demo";

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
            .map_err(|error| failure::of_probe(&error))?;
        let origin = server.address.origin();
        let credentials = SignIn::entered(credentials);
        let (way, secret) = (credentials.way(), credentials.secret());
        let attempts = find(&self.settings.settings(), &origin, &way).map(|id| self.attempts(&id));
        let _alone = match attempts {
            Some(attempts) => Some(attempts.alone().await),
            None => None,
        };
        let fresh = Fresh::open(&server, credentials).await?;
        let _keeping = self.keeping.lock().await;
        call.settle()?;
        // Somebody may have added the same in the meantime.
        let settings = self.settings.settings();
        let host = server.address.host();
        let kept = Kept {
            id: find(&settings, &origin, &way).unwrap_or_else(|| new_id(&settings, host)),
            kind: ConnectionKind::Registry,
            name: server.address.authority(),
            origin,
            trust,
            way,
        };
        self.change_settings(|settings| {
            settings.last = Some(kept.id.clone());
            put(settings, kept.clone());
        })?;
        self.keep_secret(&kept, fresh, secret).await
    }

    /// Starts the demo registry and connects it; once, however often it is asked for.
    pub async fn add_demo(&self) -> Result<Connection, Failure> {
        let id = ConnectionId::new(DEMO)
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
        let attempts = self.attempts(&id);
        let alone = attempts.alone().await;
        if self.kept(&id).is_err() {
            let kept = Kept {
                id: id.clone(),
                kind: ConnectionKind::Demo,
                name: "Demo registry".to_owned(),
                origin: "http://127.0.0.1".to_owned(),
                trust: Trust {
                    plain_http: true,
                    ..Trust::default()
                },
                way: Way::Password {
                    user: "admin".to_owned(),
                },
            };
            let (running, credentials) = self.demo(&kept).await?;
            let server = server(&running.origin, &running.trust).await?;
            let fresh = Fresh::open(&server, credentials).await?;
            let _keeping = self.keeping.lock().await;
            self.change_settings(|settings| {
                settings.last = Some(id);
                put(settings, kept);
            })?;
            let (_, view) = self.enter(&running, None, fresh, true)?;
            return Ok(view);
        }
        drop(alone);
        self.client(&id).await?;
        self.change_settings(|settings| settings.last = Some(id.clone()))?;
        self.view(&id)
    }

    /// Forgets a connection and its secret.
    pub(crate) async fn remove(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
    ) -> Result<Empty, Failure> {
        let keeping = self.keeping.lock().await;
        call.settle()?;
        self.change_settings(|settings| {
            settings.connections.retain(|kept| kept.id != *id);
            if settings.last.as_ref() == Some(id) {
                settings.last = None;
            }
        })?;
        let client = locked(&self.live).remove(id).and_then(|live| live.client);
        locked(&self.attempts).remove(id);
        self.secrets.forget(id).await;
        drop(keeping);
        end_session(client).await;
        Ok(Empty {})
    }

    /// Signs in to a kept connection, maybe as someone else.
    pub(crate) async fn sign_in(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
        credentials: Credentials,
    ) -> Result<Connection, Failure> {
        let attempts = self.attempts(id);
        let _alone = attempts.alone().await;
        let mut kept = self.kept(id)?;
        let credentials = SignIn::entered(credentials);
        let (way, secret) = (credentials.way(), credentials.secret());
        if kept.kind == ConnectionKind::Demo {
            kept = self.demo(&kept).await?.0;
        }
        let server = server(&kept.origin, &kept.trust).await?;
        let fresh = Fresh::open(&server, credentials).await?;
        let _keeping = self.keeping.lock().await;
        call.settle()?;
        // It may have been removed in the meantime.
        self.kept(id)?;
        if kept.kind == ConnectionKind::Demo {
            // What it is entered with at the next start is known without keeping it.
            return Ok(self.enter(&kept, None, fresh, true)?.1);
        }
        kept.way = way;
        self.change_settings(|settings| put(settings, kept.clone()))?;
        self.keep_secret(&kept, fresh, secret).await
    }

    /// The last part of keeping a connection. The settings come first: a connection without its
    /// secret asks for it, but a secret without its connection would never be forgotten.
    async fn keep_secret(
        &self,
        kept: &Kept,
        fresh: Fresh,
        secret: Option<harbor_client::Secret>,
    ) -> Result<Connection, Failure> {
        let remembered = match secret {
            Some(secret) => self.secrets.keep(&kept.id, secret).await,
            None => {
                // That of the account before.
                self.secrets.forget(&kept.id).await;
                true
            }
        };
        Ok(self.enter(kept, None, fresh, remembered)?.1)
    }

    /// Ends the session and forgets the secret.
    pub(crate) async fn sign_out(
        &self,
        call: &OpenCall<'_>,
        id: &ConnectionId,
    ) -> Result<Connection, Failure> {
        let keeping = self.keeping.lock().await;
        call.settle()?;
        // First, so that nobody signs in with it again behind this one's back.
        self.secrets.forget(id).await;
        let epoch = self.next_epoch();
        let mut client = None;
        self.tell(|live| {
            let live = live.get_mut(id).ok_or_else(removed)?;
            client = live.client.take();
            live.epoch = epoch;
            live.refused = None;
            live.view.state = ConnectionState::SignInNeeded;
            Ok(Some(live.view.clone()))
        })?;
        drop(keeping);
        end_session(client).await;
        self.view(id)
    }

    /// Asks an absent server whether it is back.
    pub(crate) async fn reconnect(&self, id: &ConnectionId) -> Result<Connection, Failure> {
        // Somebody asks for it: what was refused may be tried again.
        if let Some(live) = locked(&self.live).get_mut(id) {
            live.refused = None;
        }
        let current = self.client(id).await?;
        match current.client.send(&GetSystemInfo {}).await {
            Ok(reply) => self.update(id, current.epoch, |view| {
                view.state = ConnectionState::Connected;
                view.system = reply.value;
            }),
            Err(error) => {
                self.note(id, current.epoch, &error);
                return Err(failure::of_client(&error, "system.info"));
            }
        }
        self.view(id)
    }

    /// A connection as it is kept.
    pub(crate) fn kept(&self, id: &ConnectionId) -> Result<Kept, Failure> {
        let settings = self.settings.settings();
        let found = settings.connections.iter().find(|kept| kept.id == *id);
        found.cloned().ok_or_else(removed)
    }
}

/// A connection to the same registry as the same account.
fn find(settings: &Settings, origin: &str, way: &Way) -> Option<ConnectionId> {
    let same = |kept: &&Kept| {
        // The demo registry's address is kept without its port: it may be that of another one.
        kept.kind == ConnectionKind::Registry && kept.origin == origin && kept.way == *way
    };
    let found = settings.connections.iter().find(same);
    found.map(|kept| kept.id.clone())
}

/// Puts a connection in its place, or behind the others.
fn put(settings: &mut Settings, kept: Kept) {
    match settings.connections.iter_mut().find(|c| c.id == kept.id) {
        Some(known) => *known = kept,
        None => settings.connections.push(kept),
    }
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

    fn kept(id: &str, kind: ConnectionKind) -> Kept {
        Kept {
            id: ConnectionId::new(id).expect("an id"),
            kind,
            name: "images.example.org".to_owned(),
            origin: "http://127.0.0.1".to_owned(),
            trust: Trust::default(),
            way: Way::Anonymous,
        }
    }

    #[test]
    fn an_id_is_made_of_the_host_and_is_nobody_elses() {
        let mut settings = Settings::default();
        put(
            &mut settings,
            kept("images-example-org", ConnectionKind::Registry),
        );
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
        let found = |settings: &Settings| find(settings, "http://127.0.0.1", &Way::Anonymous);
        put(&mut settings, kept(DEMO, ConnectionKind::Demo));
        assert_eq!(found(&settings), None);
        put(&mut settings, kept("127-0-0-1", ConnectionKind::Registry));
        let id = found(&settings);
        assert_eq!(id.as_ref().map(ConnectionId::as_str), Some("127-0-0-1"));
    }
}
