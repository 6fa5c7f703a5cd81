//! A Model Registry Service that runs inside a process, beside a demo Harbor whose projects it uses.
//!
//! It answers as the service's published part says, quirks included: requests in snake case and
//! answers in camel case, a tenant that is there is updated and answered with 409, registering a
//! project sets the demo Harbor's back, a dead token is 401, a refresh takes its time, and webhooks
//! get lost. What it lists stands in its own description of itself, which its Swagger page names.
//!
//! It depends on the demo Harbor only: nothing here is shared with what asks it.

mod answers;
mod description;
mod server;
mod state;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use demo_harbor::ProjectAccess;
use tokio::{net::TcpListener, task::JoinHandle};

/// The path that all of it stands under.
pub const BASE: &str = "/modelregistry";

/// How a demo Model Registry is started.
#[derive(Debug)]
pub struct Options {
    /// The Harbor whose projects it uses.
    pub harbor: ProjectAccess,
    /// How long it takes to read a model anew.
    pub refresh_takes: Duration,
    /// Whether its description of itself has operations that list.
    pub has_lists: bool,
}

/// A running Model Registry. Dropping it stops it.
#[derive(Debug)]
pub struct DemoModelRegistry {
    address: SocketAddr,
    shared: Arc<server::Shared>,
    accepting: JoinHandle<()>,
}

impl DemoModelRegistry {
    /// Starts one on a free port of 127.0.0.1, with the sample's tenants and project. Needs a running
    /// Tokio runtime.
    ///
    /// # Errors
    /// If no port can be opened.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(server::Shared::new(options, address));
        let accepting = tokio::spawn(server::accept(listener, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            accepting,
        })
    }

    /// Its base address, such as `http://127.0.0.1:41234/modelregistry`.
    pub fn url(&self) -> String {
        format!("http://{}{BASE}", self.address)
    }

    /// A token that is taken for so long.
    pub fn token(&self, lives: Duration) -> String {
        self.shared.state().issue(lives, true)
    }

    /// A token that may only read.
    pub fn reading_token(&self) -> String {
        self.shared.state().issue(Duration::from_secs(3600), false)
    }

    /// Takes the tokens of an identity provider, without looking at their signatures.
    pub fn trust_issuer(&self, issuer: &str) {
        self.shared.state().trust(issuer);
    }

    /// Takes none of the tokens any more that were given out.
    pub fn end_tokens(&self) {
        self.shared.state().end_tokens();
    }

    /// From now on Harbor's webhooks about this model get lost: `astro-models/frb-classifier`.
    pub fn lose_webhooks(&self, model: &str) {
        self.shared.state().lose(model);
    }

    /// Lets the next refresh of this model fail, once.
    pub fn fail_refresh(&self, model: &str) {
        self.shared.state().fail_refresh(model);
    }

    /// Lets the next registering of a project be answered with 500 once it is done.
    pub fn fail_registering(&self) {
        self.shared.state().fails_registering = true;
    }

    /// What was asked so far: `PUT /projects`, oldest first.
    pub fn requests(&self) -> Vec<String> {
        self.shared.state().requests.clone()
    }
}

impl Drop for DemoModelRegistry {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
