//! A Harbor registry's API that runs inside a process.
//!
//! It answers as a Harbor v2.16 does, quirks included, from a made-up world of projects and images
//! that changes as one writes to it and is gone when it stops. Used as the demonstration registry,
//! as the server of tests, and on its own (`demo-harbor --port 8099`).
//!
//! Paths below `/demo/` are the demo's own and no part of Harbor: `GET` and `DELETE` `/demo/requests`
//! (what was asked so far).
//!
//! With the feature `test-kit`, which nothing that people are given has, it can be made to fail
//! (`Faults`; `GET`, `PUT` and `DELETE` `/demo/faults` from another process), begins with the
//! recordings' worlds or large ones, and signs people in through a provider from its start.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use demo_harbor::{DemoHarbor, Options, World};
//! let demo = DemoHarbor::start(Options { world: World::sample(), ..Options::default() }).await?;
//! println!("{}", demo.url());
//! # Ok(())
//! # }
//! ```

mod chance;
mod http;
mod identity;
mod json;
mod oidc;
mod ops;
mod permission;
mod portal;
mod project_access;
mod routes;
mod sign_in;
#[cfg(feature = "test-kit")]
mod test_kit;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use http::interference::Interference;
pub use http::server::RequestLine;
pub use project_access::ProjectAccess;
pub use routes::serves;
#[cfg(feature = "test-kit")]
pub use test_kit::fault::{Fault, FaultKind, Faults};
#[cfg(feature = "test-kit")]
pub use test_kit::provider::OidcSettings;
pub use world::World;
pub use world::sample::signatures::{PUBLIC_KEY, ROOT_CERTIFICATE};

/// The password of all people of the sample worlds.
pub const PASSWORD: &str = world::PASSWORD;

/// How a demo Harbor is started.
#[derive(Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// What it shows.
    pub world: World,
    /// How long an answer to a wrong password takes, and how long the name is locked after it.
    pub login_delay: Duration,
    /// How long a scan takes.
    pub scan_takes: Duration,
    /// How people sign in through a provider; with passwords if none.
    #[cfg(feature = "test-kit")]
    pub oidc: Option<OidcSettings>,
    /// How long a session lives after its last use; the configuration's `session_timeout` if none.
    pub session_lifetime: Option<Duration>,
    /// How many requests are remembered for [`DemoHarbor::requests`].
    pub remember: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            world: World::sample(),
            login_delay: Duration::from_millis(1500),
            scan_takes: Duration::from_millis(1500),
            #[cfg(feature = "test-kit")]
            oidc: None,
            session_lifetime: None,
            remember: 10_000,
        }
    }
}

impl Options {
    /// Sets the world up for a provider, and gives what is kept beside it.
    #[cfg(feature = "test-kit")]
    fn client_secret(&mut self) -> String {
        let Some(oidc) = self.oidc.take() else {
            return String::new();
        };
        oidc.configure(&mut self.world);
        oidc.client_secret
    }

    /// Whoever sets up a provider later sets its secret, too.
    #[cfg(not(feature = "test-kit"))]
    fn client_secret(&mut self) -> String {
        String::new()
    }
}

/// A running demo Harbor. Dropping it stops it.
#[derive(Debug)]
pub struct DemoHarbor {
    #[cfg(feature = "test-kit")]
    faults: Faults,
    address: SocketAddr,
    shared: Arc<http::server::Shared>,
    accepting: JoinHandle<()>,
}

impl DemoHarbor {
    /// Starts one. Needs a running Tokio runtime.
    ///
    /// # Errors
    /// If the port cannot be opened.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = listen(options.port).await?;
        let address = listener.local_addr()?;
        #[cfg(feature = "test-kit")]
        let faults = Faults::default();
        #[cfg(feature = "test-kit")]
        let interference: Option<Arc<dyn Interference>> = Some(Arc::new(faults.clone()));
        #[cfg(not(feature = "test-kit"))]
        let interference: Option<Arc<dyn Interference>> = None;
        let external = format!("http://{address}");
        let shared = http::server::Shared::new(options, external, interference);
        let shared = Arc::new(shared);
        let accepting = tokio::spawn(http::server::accept(listener, Arc::clone(&shared)));
        Ok(Self {
            #[cfg(feature = "test-kit")]
            faults,
            address,
            shared,
            accepting,
        })
    }

    /// Its address, such as `http://127.0.0.1:41234`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests made so far, oldest first; old ones are forgotten after
    /// [`Options::remember`] of them.
    pub fn requests(&self) -> Vec<RequestLine> {
        self.shared.requests()
    }

    /// Forgets the requests made so far.
    pub fn clear_requests(&self) {
        self.shared.clear_requests();
    }

    /// The faults, to switch on and off.
    #[cfg(feature = "test-kit")]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Sets the clock forward: what goes on goes on, and schedules whose time has come run.
    pub fn set_clock_forward(&self, by: Duration) {
        self.shared.set_clock_forward(by);
    }

    /// Ends all sessions.
    pub fn end_sessions(&self) {
        self.shared.end_sessions();
    }

    /// Lets names in again that are locked after a wrong password.
    pub fn unlock_names(&self) {
        self.shared.unlock_names();
    }

    /// Stops it and waits until the port is closed and the connections are cut.
    pub async fn stop(mut self) {
        self.accepting.abort();
        // It was aborted on purpose: there's nothing to learn from how it ended.
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for DemoHarbor {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Opens the port. One that is being given up by a demo just dropped is waited for.
async fn listen(port: u16) -> std::io::Result<TcpListener> {
    let patience = Instant::now() + Duration::from_secs(2);
    loop {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Err(error)
                if error.kind() == std::io::ErrorKind::AddrInUse && Instant::now() < patience =>
            {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            other => return other,
        }
    }
}
