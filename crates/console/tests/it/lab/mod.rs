//! A registry and a certified provider that know each other, and a person's browser.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part of it"
)]

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use demo_harbor::{DemoHarbor, OidcSettings, Options};
use harbor_client::Secret;
use pilothouse_console::{Keychain, MemoryKeychain};
use pilothouse_protocol::{BrowserSignIn, Connection, OwnClient, SignInPlace, SignInTo};
use pilothouse_test_provider::{Answer, Browser, Provider, subject};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::Url;

use crate::provider::{Desk, plain_http};

/// A registry that knows ada and bob, its provider, and a person's browser.
pub struct Lab {
    pub provider: Provider,
    pub registry: DemoHarbor,
    pub browser: Browser,
    pub folder: tempfile::TempDir,
    pub keychain: Arc<MemoryKeychain>,
}

impl Lab {
    pub async fn start() -> Self {
        Self::start_as("harbor").await
    }

    /// With that client of the registry's own.
    pub async fn start_as(client_id: &str) -> Self {
        Self::start_with(client_id, json!({})).await
    }

    /// The same with options of the provider's.
    pub async fn start_with(client_id: &str, options: serde_json::Value) -> Self {
        let provider = Provider::start_with(options).await.unwrap();
        let mut oidc = OidcSettings::new(provider.issuer(), client_id, provider.client_secret());
        oidc.known = ["ada", "bob"]
            .map(|login| (login.to_owned(), subject(login)))
            .to_vec();
        let options = Options {
            oidc: Some(oidc),
            login_delay: Duration::from_millis(5),
            ..Options::default()
        };
        let registry = DemoHarbor::start(options).await.unwrap();
        provider.accept_harbor(&registry.url()).await.unwrap();
        Self {
            provider,
            registry,
            browser: Browser::new().unwrap(),
            folder: tempfile::tempdir().unwrap(),
            keychain: Arc::default(),
        }
    }

    pub fn desk(&self) -> Desk {
        Desk::open(self.folder.path(), self.keychain.clone())
    }

    pub fn address(&self) -> SignInTo {
        SignInTo::Address {
            address: self.registry.url(),
            trust: plain_http(),
        }
    }

    /// Follows the page that was opened last, and the way back.
    pub async fn visit(&self, desk: &Desk, login: &str, answer: Answer) -> String {
        let page = desk.fake.opened.lock().unwrap().last().cloned().unwrap();
        let back = self.browser.sign_in(&page, login, answer).await.unwrap();
        open(&back).await
    }

    /// A whole sign-in with Pilothouse's own client.
    pub async fn sign_in(&self, desk: &Desk, to: SignInTo, login: &str) -> Connection {
        let under_way = desk.begin_as(own(to, Some("pilothouse")));
        under_way.waits().await;
        self.visit(desk, login, Answer::Allow).await;
        under_way.done().await.unwrap()
    }

    /// What is kept for the connection.
    pub fn kept(&self, connection: &Connection) -> Option<String> {
        refresh_token(self.keychain.get(connection.id.as_str()).unwrap())
    }

    /// What the provider says to a refresh token.
    pub async fn refresh(&self, token: &str) -> serde_json::Value {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", "pilothouse"),
            ("refresh_token", token),
        ];
        self.provider.token(&form).await.unwrap()
    }

    pub async fn served(&self, endpoint: &str) -> u64 {
        self.provider.served(endpoint).await.unwrap()
    }

    /// Has the provider give tokens that end soon.
    pub async fn hurry(&self) {
        let short = json!({"lifetimes": {"id": 4}});
        self.provider.control(short).await.unwrap();
    }

    /// Waits until the newest token has ended: its time is the provider's, which no test can set.
    pub async fn token_ends(&self) {
        let ends = self.provider.id_token_ends().await.unwrap();
        while let Ok(left) = ends.duration_since(SystemTime::now()) {
            tokio::time::sleep(left).await;
        }
    }
}

pub fn refresh_token(entry: Option<Secret>) -> Option<String> {
    let entry: serde_json::Value = serde_json::from_str(entry?.expose()).unwrap();
    Some(entry["refresh_token"].as_str().unwrap().to_owned())
}

pub fn own(to: SignInTo, client_id: Option<&str>) -> BrowserSignIn {
    BrowserSignIn {
        to,
        at: SignInPlace::Loopback,
        watch_clipboard: true,
        own_client: Some(OwnClient {
            client_id: client_id.map(str::to_owned),
            issuer: None,
            consent: false,
        }),
    }
}

/// Opens an address of this computer as a browser does.
pub async fn open(address: &str) -> String {
    let url = Url::parse(address).unwrap();
    let host = url.authority().to_owned();
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let target = &url[url::Position::BeforePath..];
    let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).await.unwrap();
    page
}
