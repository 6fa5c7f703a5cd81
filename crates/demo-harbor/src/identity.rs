//! Who a request comes from: Basic credentials, sessions, the lock after a wrong password.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::HeaderMap;

use crate::oidc::person::Person;
use crate::oidc::provider::Tokens;
use crate::world::World;

/// The sender of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// No credentials, or wrong ones: Harbor doesn't tell the two apart.
    Anonymous,
    /// A person, by id.
    User(i64),
    /// A robot account, by id.
    Robot(i64),
}

/// A login session.
#[derive(Debug, Clone)]
pub struct Session {
    user: Option<i64>,
    ends: Instant,
    /// A sign-in through the provider, begun or ended.
    pub(crate) sign_in: Option<SignIn>,
    /// Somebody the provider knows, and who still has to be named here.
    pub(crate) newcomer: Option<Person>,
    /// The provider's tokens of this sign-in.
    pub(crate) tokens: Option<Tokens>,
}

/// What a sign-in through the provider is bound to.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// `state` (RFC 6749, section 4.1.1).
    pub state: String,
    /// The PKCE verifier (RFC 7636).
    pub verifier: String,
    /// Where to go when it's done; empty for the start.
    pub redirect: String,
}

/// Sessions by `sid`, and the principals locked after a wrong password.
#[derive(Debug, Default)]
pub struct Sessions {
    by_sid: HashMap<String, Session>,
    locked_until: HashMap<String, Instant>,
    /// How long a session lives after its last use.
    pub lifetime: Duration,
}

/// What came of a name and a password.
#[derive(Debug, PartialEq, Eq)]
pub enum Checked {
    /// They are right.
    Right(Identity),
    /// They are wrong: the answer is delayed.
    Wrong,
    /// The name is locked after a wrong password: nobody, at once.
    Locked,
}

impl Sessions {
    /// None yet; each will live this long after its last use.
    pub fn living(lifetime: Duration) -> Self {
        Self {
            lifetime,
            ..Self::default()
        }
    }

    /// Forgets which names are locked.
    pub fn unlock_names(&mut self) {
        self.locked_until.clear();
    }

    /// Checks a name and a password; a wrong one locks the name for `lock`.
    pub fn check(&mut self, world: &World, name: &str, password: &str, lock: Duration) -> Checked {
        let now = Instant::now();
        if self
            .locked_until
            .get(name)
            .is_some_and(|until| *until > now)
        {
            return Checked::Locked;
        }
        let robot = world.robots.iter().find(|robot| robot.full_name == name);
        if let Some(robot) = robot {
            let good = robot.secret == password && !robot.disabled && !robot.expired(world.now());
            return if good {
                Checked::Right(Identity::Robot(robot.id))
            } else {
                Checked::Wrong
            };
        }
        let user = world
            .users
            .iter()
            .find(|user| (user.name == name || user.email == name) && user.password == password);
        match user {
            Some(user) => Checked::Right(Identity::User(user.id)),
            None => {
                // Harbor sleeps as long as it locks: the lock ends one such time after the answer.
                self.locked_until.insert(name.to_owned(), now + lock * 2);
                Checked::Wrong
            }
        }
    }

    /// The sender by the session cookie, prolonging the session if `renew`.
    pub fn by_cookie(&mut self, sid: &str, renew: bool) -> Option<Identity> {
        let now = Instant::now();
        let session = self
            .by_sid
            .get_mut(sid)
            .filter(|session| session.ends > now)?;
        if renew {
            session.ends = now + self.lifetime;
        }
        session.user.map(Identity::User)
    }

    /// Whether the server knows this session.
    pub fn knows(&self, sid: &str) -> bool {
        self.by_sid
            .get(sid)
            .is_some_and(|session| session.ends > Instant::now())
    }

    /// Opens a session and returns its id.
    pub fn open(&mut self, user: Option<i64>) -> String {
        let now = Instant::now();
        // Each request without a cookie opens one: keep the map from growing without end.
        if self.by_sid.len() > 20_000 {
            self.by_sid
                .retain(|_, session| session.user.is_some() && session.ends > now);
        }
        let sid = crate::chance::hex(16);
        self.by_sid.insert(
            sid.clone(),
            Session {
                user,
                ends: now + self.lifetime,
                sign_in: None,
                newcomer: None,
                tokens: None,
            },
        );
        sid
    }

    /// A session that the server knows.
    pub fn get_mut(&mut self, sid: &str) -> Option<&mut Session> {
        let known = self.by_sid.get_mut(sid);
        known.filter(|session| session.ends > Instant::now())
    }

    /// Makes a session somebody's, and gives it a new id.
    pub fn sign_in(&mut self, sid: &str, user: i64) -> String {
        let before = self.by_sid.remove(sid);
        let new = self.open(Some(user));
        if let (Some(before), Some(session)) = (before, self.by_sid.get_mut(&new)) {
            session.sign_in = before.sign_in;
            session.tokens = before.tokens;
        }
        new
    }

    /// Ends a session.
    pub fn close(&mut self, sid: &str) {
        self.by_sid.remove(sid);
    }

    /// Ends all sessions.
    pub fn close_all(&mut self) {
        self.by_sid.clear();
    }
}

/// The name and password of an `Authorization: Basic` header.
pub fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get("authorization")?.to_str().ok()?;
    let encoded = value
        .strip_prefix("Basic ")
        .or_else(|| value.strip_prefix("basic "))?;
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

/// A cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all("cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}
