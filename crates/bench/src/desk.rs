//! The two ways to the demo registry that are compared: the console, and plain requests.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::Utc;
use demo_harbor::{DemoHarbor, Options, PASSWORD, World};
use futures::{
    StreamExt, TryStreamExt,
    future::{BoxFuture, Either, select},
};
use harbor_api::{Operation, Page, operations::ListArtifacts};
use harbor_client::{Address, Client, REQUESTS_AT_ONCE, Secret, Server};
use listing::{ListScope, Query};
use pilothouse_console::{Console, Demo, DemoAccess, MemoryKeychain};
use pilothouse_protocol::{
    AddConnection, Call, Command, Connection, ConnectionId, Credentials, Entered, Event, Harbor,
    Head, ListId, ListState, Meta, OpenList, QueryList, ReadFrom, ReadList, Request, Trust,
    read_frame,
};
use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Notify;

/// An error is a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// The person who signs in; a member of the large project, too.
const USER: &str = "ada";

/// An error as a sentence.
pub fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// An operation with its arguments, as the window names it.
pub struct Asked {
    operation: &'static str,
    arguments: serde_json::Value,
}

impl Asked {
    pub fn of<O: Operation>(operation: &O) -> Outcome<Self> {
        Ok(Self {
            operation: O::INFO.name,
            arguments: serde_json::to_value(operation).map_err(said)?,
        })
    }
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
    pub connection: ConnectionId,
    /// A list came further.
    heard: Arc<Notify>,
    /// A bulk run came further.
    run_heard: Arc<Notify>,
    next_call: AtomicU64,
    plain: reqwest::Client,
    /// The console's settings.
    _folder: tempfile::TempDir,
}

impl Desk {
    /// Starts the registry with this world and signs in twice.
    pub async fn open(world: World) -> Outcome<Self> {
        Self::open_as(world, USER).await
    }

    /// The same as another one of the demo's people.
    pub async fn open_as(world: World, user: &str) -> Outcome<Self> {
        let options = Options {
            world,
            login_delay: Duration::from_millis(20),
            ..Options::default()
        };
        let server = DemoHarbor::start(options).await.map_err(said)?;
        let folder = tempfile::tempdir().map_err(said)?;
        let keychain = Arc::new(MemoryKeychain::default());
        let heard = Arc::new(Notify::new());
        let run_heard = Arc::new(Notify::new());
        let (told, run_told) = (Arc::clone(&heard), Arc::clone(&run_heard));
        let listener = Arc::new(move |event| match event {
            Event::List(_) => told.notify_one(),
            Event::Bulk(_) => run_told.notify_one(),
            _ => {}
        });
        let console = Console::open(folder.path(), keychain, Arc::new(NoDemo), listener);
        let command = AddConnection {
            address: server.url(),
            trust: Trust {
                plain_http: true,
                ..Trust::default()
            },
            credentials: Credentials::Password {
                user: user.to_owned(),
                password: Entered::new(PASSWORD.to_owned()),
            },
        };
        let call = Call {
            id: 0,
            command: command.into(),
        };
        let frame = console.answer(call).await;
        let connection: Connection = match read_frame(&frame).map(|answer| answer.head) {
            Ok(Head::Done { value }) => serde_json::from_value(value).map_err(said)?,
            Ok(Head::Failed(failure)) => return Err(failure.message),
            _ => return Err("The console could not sign in.".to_owned()),
        };
        Ok(Self {
            plain: plain(&server, user).await?,
            server,
            console,
            connection: connection.id,
            heard,
            run_heard,
            next_call: AtomicU64::new(1),
            _folder: folder,
        })
    }

    /// Asks for one page (or thing) as the window does; the body as it arrives there.
    pub async fn harbor<O: Operation>(&self, operation: &O) -> Outcome<(Meta, Vec<u8>)> {
        self.asks(Asked::of(operation)?).await
    }

    /// The same for an operation of any kind.
    pub async fn asks(&self, asked: Asked) -> Outcome<(Meta, Vec<u8>)> {
        let command = Harbor {
            connection: self.connection.clone(),
            operation: asked.operation.to_owned(),
            arguments: asked.arguments,
            background: false,
        };
        self.body(command.into()).await
    }

    /// Asks what the shell answers by itself.
    pub async fn ask<R: Request>(&self, command: R) -> Outcome<R::Reply> {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        let call = Call {
            id,
            command: command.into(),
        };
        let frame = self.console.answer(call).await;
        match read_frame(&frame).map(|answer| answer.head) {
            Ok(Head::Done { value }) => serde_json::from_value(value).map_err(said),
            Ok(Head::Failed(failure)) => Err(failure.message),
            _ => Err("A typed reply was expected.".to_owned()),
        }
    }

    /// Opens a list that nobody has read yet, and reads it whole.
    pub async fn reads_anew(&self, list: impl Into<ListScope>) -> Outcome<ListState> {
        let opened = self.opens_anew(list).await?;
        self.ask(ReadList::new(opened, ReadFrom::Start)).await
    }

    /// Opens a list, without the rows that it had.
    async fn opens_anew(&self, list: impl Into<ListScope>) -> Outcome<ListId> {
        self.console.forget_lists(&self.connection);
        let open = OpenList {
            connection: self.connection.clone(),
            scope: list.into(),
        };
        Ok(self.ask(open).await?.list)
    }

    /// Opens a list, has it read, and asks for a screen of lines as soon as there are some.
    pub async fn first_lines(&self, list: impl Into<ListScope>) -> Outcome<usize> {
        let opened = self.opens_anew(list).await?;
        let read = self.ask(ReadList::new(opened, ReadFrom::Start));
        let mut read = pin!(read);
        // What is read later is of no interest here.
        loop {
            match select(pin!(self.heard.notified()), &mut read).await {
                Either::Left(_) => {}
                Either::Right((outcome, _)) => drop(outcome?),
            }
            let lines = self
                .ask(QueryList::new(opened, Query::everything(Utc::now()), 0..60))
                .await?;
            if !lines.lines.is_empty() {
                return Ok(lines.lines.len());
            }
        }
    }

    /// Waits until a bulk run has come further.
    pub async fn hears_of_a_run(&self) {
        self.run_heard.notified().await;
    }

    async fn body(&self, command: Command) -> Outcome<(Meta, Vec<u8>)> {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        let frame = self.console.answer(Call { id, command }).await;
        let answer = read_frame(&frame).map_err(|_| "A frame was cut off.".to_owned())?;
        match answer.head {
            Head::Body(meta) => Ok((meta, answer.body)),
            Head::Failed(failure) => Err(failure.message),
            Head::Done { .. } => Err("A body was expected.".to_owned()),
        }
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
async fn plain(server: &DemoHarbor, user: &str) -> Outcome<reqwest::Client> {
    let mut place = Server::new(Address::parse(&server.url()).map_err(said)?);
    place.trust.accept_plain_http = true;
    let signed_in = Client::sign_in(place, user, Secret::new(PASSWORD)).await;
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
