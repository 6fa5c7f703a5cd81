//! The two ways to the demo registry that are compared: the console, and plain requests.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use demo_harbor::{DemoHarbor, Options, PASSWORD, World};
use futures::{StreamExt, TryStreamExt, future::BoxFuture};
use harbor_api::{Decode, List, Operation, Page, operations::ListArtifacts, types::Artifact};
use harbor_client::{Address, Client, REQUESTS_AT_ONCE, Secret, Server};
use pilothouse_console::{Console, Demo, DemoAccess, MemoryKeychain};
use pilothouse_protocol::{
    AddConnection, Ask, Call, Connection, ConnectionId, Credentials, Entered, Harbor, HarborAll,
    Head, Meta, Trust, read_frame,
};
use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};

/// An error is a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// The person who signs in; a member of the large project, too.
const USER: &str = "ada";

/// An error as a sentence.
pub fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The registry here is started outside the console.
struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("The measurement has its own demo registry.".to_owned()) })
    }
}

/// A demo registry in this process, a console connected to it, and plain requests in a session of
/// their own.
pub struct Desk {
    pub server: DemoHarbor,
    console: Arc<Console>,
    connection: ConnectionId,
    next_call: AtomicU64,
    plain: reqwest::Client,
    /// The console's settings.
    _folder: tempfile::TempDir,
}

impl Desk {
    /// Starts the registry with this world and signs in twice.
    pub async fn open(world: World) -> Outcome<Self> {
        let options = Options {
            world,
            login_delay: Duration::from_millis(20),
            ..Options::default()
        };
        let server = DemoHarbor::start(options).await.map_err(said)?;
        let folder = tempfile::tempdir().map_err(said)?;
        let keychain = Arc::new(MemoryKeychain::default());
        let listener = Arc::new(|_| ());
        let console = Console::open(folder.path(), keychain, Arc::new(NoDemo), listener);
        let console = console.map_err(said)?;
        let ask = AddConnection {
            address: server.url(),
            trust: Trust {
                plain_http: true,
                ..Trust::default()
            },
            credentials: Credentials::Password {
                user: USER.to_owned(),
                password: Entered::new(PASSWORD.to_owned()),
            },
        };
        let call = Call {
            id: 0,
            ask: ask.into(),
        };
        let frame = console.answer(call).await;
        let connection: Connection = match read_frame(&frame).map(|answer| answer.head) {
            Ok(Head::Done { value }) => serde_json::from_value(value).map_err(said)?,
            Ok(Head::Failed(failure)) => return Err(failure.message),
            _ => return Err("The console could not sign in.".to_owned()),
        };
        Ok(Self {
            plain: plain(&server).await?,
            server,
            console,
            connection: connection.id,
            next_call: AtomicU64::new(1),
            _folder: folder,
        })
    }

    /// Asks for one page (or thing) as the window does; the body as it arrives there.
    pub async fn harbor<O: Operation>(&self, operation: &O) -> Outcome<(Meta, Vec<u8>)> {
        let ask = Harbor {
            connection: self.connection.clone(),
            operation: O::INFO.name.to_owned(),
            arguments: serde_json::to_value(operation).map_err(said)?,
            background: false,
        };
        self.body(ask.into()).await
    }

    /// Asks for a whole list as the window does.
    pub async fn harbor_all<O: Operation>(&self, operation: &O) -> Outcome<(Meta, Vec<u8>)> {
        let ask = HarborAll {
            connection: self.connection.clone(),
            operation: O::INFO.name.to_owned(),
            arguments: serde_json::to_value(operation).map_err(said)?,
            background: false,
        };
        self.body(ask.into()).await
    }

    async fn body(&self, ask: Ask) -> Outcome<(Meta, Vec<u8>)> {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        let frame = self.console.answer(Call { id, ask }).await;
        let answer = read_frame(&frame).map_err(|_| "A frame was cut off.".to_owned())?;
        match answer.head {
            Head::Body(meta) => Ok((meta, answer.body)),
            Head::Failed(failure) => Err(failure.message),
            Head::Done { .. } => Err("A body was expected.".to_owned()),
        }
    }

    /// The asks of a repository's page: the first page of artifacts and, where there is more, all.
    pub async fn open_repository(&self, mut operation: ListArtifacts) -> Outcome<u64> {
        operation.set_page(Page::FIRST);
        let (meta, body) = self.harbor(&operation).await?;
        let here = List::<Artifact>::decode(&body).map_err(said)?.items.len() as u64;
        let total = meta.total.unwrap_or(here);
        if total > here {
            self.harbor_all(&operation).await?;
        }
        Ok(total)
    }

    /// The same request without console and client.
    pub async fn plain<O: Operation>(&self, operation: &O) -> Outcome<Vec<u8>> {
        get(self.plain.clone(), self.server.url(), operation.clone()).await
    }

    /// Pages 1 to `last` without console and client, as many at once as the client has, in order.
    pub async fn plain_all(&self, operation: &ListArtifacts, last: u32) -> Outcome<Vec<u8>> {
        let pages = (1..=last).map(|number| {
            let mut operation = operation.clone();
            operation.set_page(Page::new(number, Page::MAX_SIZE));
            let page = get(self.plain.clone(), self.server.url(), operation);
            async move { tokio::spawn(page).await.map_err(said)? }
        });
        let mut pages = futures::stream::iter(pages).buffered(REQUESTS_AT_ONCE);
        let mut whole = Vec::new();
        while let Some(page) = pages.try_next().await? {
            whole.extend_from_slice(&page);
        }
        Ok(whole)
    }
}

/// A client of reqwest's in a session that was opened for it.
async fn plain(server: &DemoHarbor) -> Outcome<reqwest::Client> {
    let mut place = Server::new(Address::parse(&server.url()).map_err(said)?);
    place.trust.accept_plain_http = true;
    let signed_in = Client::sign_in(place, USER, Secret::new(PASSWORD)).await;
    let session = signed_in.map_err(said)?.client.session();
    let session = session.ok_or("The demo registry opened no session.")?;
    let cookie = format!("sid={}", session.sid().expose());
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, HeaderValue::from_str(&cookie).map_err(said)?);
    reqwest::Client::builder()
        .default_headers(headers)
        .no_proxy()
        .build()
        .map_err(said)
}

async fn get<O: Operation>(
    plain: reqwest::Client,
    origin: String,
    operation: O,
) -> Outcome<Vec<u8>> {
    let request = operation.request();
    let mut get = plain.get(format!("{origin}{}", request.target));
    for (name, value) in &request.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(said)?;
        get = get.header(name, value.as_str());
    }
    let answer = get.send().await.map_err(said)?;
    let answer = answer.error_for_status().map_err(said)?;
    Ok(answer.bytes().await.map_err(said)?.to_vec())
}
