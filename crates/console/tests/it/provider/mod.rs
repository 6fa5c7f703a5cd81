//! A Harbor that signs in through an identity provider, and a desktop, both as a test wants them.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part of it"
)]

mod files;

use std::{
    collections::HashSet,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures::future::BoxFuture;
use harbor_client::{Callback, Secret};
use pilothouse_console::{
    Browser, Clipboard, Console, Demo, DemoAccess, Desktop, Keychain, OpenWindow, SignInWindows,
    WindowTold,
};
use pilothouse_protocol::{
    BrowserSignIn, Call, Cancel, Command, Connection, ConnectionId, Entered, Event, Failure,
    Harbor, Head, Input, Request, SignInInput, SignInPlace, SignInStep, SignInTo, Start, Trust,
    read_frame,
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::UnboundedSender,
};

/// What the registry's provider is like.
pub struct Rules {
    /// The whole `Location` of a sign-in's beginning; none: the provider's page.
    pub location: Option<String>,
    /// Whether the person is known at the registry.
    pub known: bool,
    /// The next codes are too old.
    pub late: bool,
    pub user: String,
    pub administrator: bool,
    /// What is taken as Basic, before it is encoded.
    pub basic: Option<String>,
    sessions: HashSet<String>,
    used: HashSet<String>,
    begun: usize,
    requests: Vec<String>,
}

/// A running registry.
pub struct Registry {
    pub port: u16,
    rules: Arc<Mutex<Rules>>,
    task: tokio::task::JoinHandle<()>,
}

impl Registry {
    pub async fn start() -> Self {
        let rules = Arc::new(Mutex::new(Rules {
            location: None,
            known: true,
            late: false,
            user: "maya".to_owned(),
            administrator: false,
            basic: None,
            sessions: HashSet::new(),
            used: HashSet::new(),
            begun: 0,
            requests: Vec::new(),
        }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = rules.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, shared.clone(), port));
            }
        });
        Self { port, rules, task }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn set(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut self.rules.lock().unwrap());
    }

    /// Forgets all sessions.
    pub fn forget(&self) {
        self.set(|rules| rules.sessions.clear());
    }

    pub fn sessions(&self) -> usize {
        self.rules.lock().unwrap().sessions.len()
    }

    pub fn count(&self, path: &str) -> usize {
        let rules = self.rules.lock().unwrap();
        rules.requests.iter().filter(|r| r.as_str() == path).count()
    }

    /// Where the provider would lead the browser back to.
    pub fn callback(&self, attempt: usize, code: &str) -> String {
        let url = self.url();
        format!("{url}/c/oidc/callback?state=canary-state-{attempt}&code=canary-{code}")
    }

    pub fn stop(&self) {
        self.task.abort();
    }

    pub fn to(&self) -> SignInTo {
        SignInTo::Address {
            address: self.url(),
            trust: plain_http(),
        }
    }
}

pub fn plain_http() -> Trust {
    Trust {
        plain_http: true,
        ..Trust::default()
    }
}

async fn serve(mut stream: TcpStream, rules: Arc<Mutex<Rules>>, port: u16) -> Option<()> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).to_string();
    let header = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_owned())
    };
    let length: usize = header("content-length").map_or(0, |l| l.parse().unwrap());
    while bytes.len() < head + 4 + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8_lossy(&bytes[head + 4..]).to_string();
    let target = text.split(' ').nth(1)?.to_owned();
    let cookie = header("cookie").unwrap_or_default();
    let sid = cookie
        .split("; ")
        .find_map(|pair| pair.strip_prefix("sid="))
        .map(str::to_owned);
    let (status, headers, body) = {
        let mut rules = rules.lock().unwrap();
        let (path, _) = target.split_once('?').unwrap_or((&target, ""));
        rules.requests.push(path.to_owned());
        rules.answer(&target, sid, header("authorization"), &body, port)
    };
    let mut answer = format!(
        "HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n",
        body.len()
    );
    for line in headers {
        answer.push_str(&line);
        answer.push_str("\r\n");
    }
    answer.push_str("\r\n");
    answer.push_str(&body);
    stream.write_all(answer.as_bytes()).await.ok()
}

type Said = (u16, Vec<String>, String);

fn error(status: u16, message: &str) -> Said {
    let body = json!({ "errors": [{ "code": "X", "message": message }] });
    (status, Vec::new(), body.to_string())
}

fn basic(pair: &str) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    format!("Basic {}", BASE64_STANDARD.encode(pair))
}

impl Rules {
    fn answer(
        &mut self,
        target: &str,
        sid: Option<String>,
        authorization: Option<String>,
        body: &str,
        port: u16,
    ) -> Said {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let known = sid.as_ref().is_some_and(|sid| self.sessions.contains(sid));
        let taken = self.basic.as_deref().map(basic);
        let is_basic = authorization.is_some() && authorization == taken;
        // An unknown session is replaced by a new one, without a word.
        let anew = match &sid {
            Some(sid) if !known && !sid.starts_with("canary-begun") => {
                vec!["Set-Cookie: sid=somebody-new".to_owned()]
            }
            _ => Vec::new(),
        };
        let ok = |body: serde_json::Value| (200, anew.clone(), body.to_string());
        let refused = || {
            let (status, _, body) = error(401, "unauthorized");
            (status, anew.clone(), body)
        };
        let parameter = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_owned()).unwrap_or_default()
        };
        match path {
            "/api/version" => ok(json!({ "version": "v2.0" })),
            "/api/v2.0/systeminfo" => {
                let mut system = json!({ "auth_mode": "oidc_auth", "oidc_provider_name": "CADC" });
                if known || is_basic {
                    system["harbor_version"] = json!("v2.16.0");
                }
                ok(system)
            }
            "/c/oidc/login" => {
                self.begun += 1;
                let n = self.begun;
                let back = format!("http%3A%2F%2F127.0.0.1%3A{port}%2Fc%2Foidc%2Fcallback");
                let page = format!(
                    "https://login.example.net/realms/cadc/protocol/openid-connect/auth\
                     ?client_id=harbor&scope=openid+offline_access&state=canary-state-{n}\
                     &redirect_uri={back}"
                );
                let location = self.location.clone().unwrap_or(page);
                let headers = vec![
                    format!("Location: {location}"),
                    format!("Set-Cookie: sid=canary-begun-{n}; Path=/"),
                    "Set-Cookie: _gorilla_csrf=canary-csrf; Path=/".to_owned(),
                    "X-Harbor-CSRF-Token: canary-token".to_owned(),
                ];
                (302, headers, String::new())
            }
            "/c/oidc/callback" => {
                let n = parameter("state").replace("canary-state-", "");
                if sid != Some(format!("canary-begun-{n}")) {
                    return error(400, "State mismatch");
                }
                if self.late || !self.used.insert(parameter("code")) {
                    return error(400, "oauth2: \"invalid_grant\" \"Code not valid\"");
                }
                if !self.known {
                    let to = "Location: /oidc-onboard?username=New_Bie".to_owned();
                    return (302, vec![to], String::new());
                }
                let session = self.open();
                (
                    302,
                    vec!["Location: /harbor/projects".to_owned(), session],
                    String::new(),
                )
            }
            "/c/oidc/onboard" => {
                if body.contains("New_Bie") {
                    return error(409, "user New_Bie or email already exists");
                }
                (200, vec![self.open()], String::new())
            }
            "/c/log_out" => error(403, "redirect"),
            "/c/oidc/logout" => {
                if let Some(sid) = sid {
                    self.sessions.remove(&sid);
                }
                let to = "Location: https://login.example.net/logout?id_token_hint=canary-hint";
                (302, vec![to.to_owned()], String::new())
            }
            "/api/v2.0/users/current" if known => ok(json!({
                "user_id": 3, "username": self.user, "sysadmin_flag": self.administrator,
            })),
            "/api/v2.0/configurations" if known && self.administrator => {
                ok(json!({ "session_timeout": { "value": 30, "editable": true } }))
            }
            "/api/v2.0/statistics" if known || is_basic => ok(json!({})),
            "/api/v2.0/projects" => ok(json!([])),
            _ => refused(),
        }
    }

    fn open(&mut self) -> String {
        let sid = format!("canary-sid-{}", self.sessions.len() + self.used.len() * 100);
        self.sessions.insert(sid.clone());
        format!("Set-Cookie: sid={sid}; Path=/; HttpOnly")
    }
}

/// A desktop that does what a test says.
#[derive(Default)]
pub struct Fake {
    pub opened: Mutex<Vec<String>>,
    pub no_browser: Mutex<bool>,
    pub clipboard: Mutex<Option<String>>,
    /// How often the clipboard was looked at.
    pub looks: AtomicUsize,
    pub window: Mutex<Option<(UnboundedSender<WindowTold>, Callback)>>,
    /// Windows that are open.
    pub windows: AtomicUsize,
}

struct Shared(Arc<Fake>);

impl Browser for Shared {
    fn installed(&self) -> Vec<String> {
        vec!["firefox".to_owned()]
    }

    fn open(&self, address: &str, with: Option<&str>) -> Result<(), String> {
        if *self.0.no_browser.lock().unwrap() && with.is_none() {
            return Err("there is none".to_owned());
        }
        self.0.opened.lock().unwrap().push(address.to_owned());
        Ok(())
    }
}

impl Clipboard for Shared {
    fn text(&self) -> Result<Option<Secret>, String> {
        self.0.looks.fetch_add(1, Ordering::SeqCst);
        Ok(self.0.clipboard.lock().unwrap().clone().map(Secret::new))
    }
}

struct FakeWindow(Arc<Fake>);

impl OpenWindow for FakeWindow {}

impl Drop for FakeWindow {
    fn drop(&mut self) {
        self.0.windows.fetch_sub(1, Ordering::SeqCst);
    }
}

impl SignInWindows for Shared {
    fn open(
        &self,
        _: &str,
        awaited: Callback,
        tell: UnboundedSender<WindowTold>,
    ) -> Result<Box<dyn OpenWindow>, String> {
        self.0.windows.fetch_add(1, Ordering::SeqCst);
        *self.0.window.lock().unwrap() = Some((tell, awaited));
        Ok(Box::new(FakeWindow(self.0.clone())))
    }
}

struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("there is none in this test".to_owned()) })
    }
}

/// A console on that desktop, and what it told.
#[derive(Clone)]
pub struct Desk {
    pub console: Arc<Console>,
    pub fake: Arc<Fake>,
    events: Arc<Mutex<Vec<Event>>>,
    next_call: Arc<AtomicU64>,
}

/// A sign-in under way.
pub struct UnderWay {
    pub call: u64,
    desk: Desk,
    task: tokio::task::JoinHandle<Result<Connection, Failure>>,
}

impl Desk {
    pub fn open(folder: &Path, keychain: Arc<dyn Keychain>) -> Self {
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&events);
        let listener = Arc::new(move |event| heard.lock().unwrap().push(event));
        let fake = Arc::new(Fake::default());
        let desktop = Desktop {
            browser: Arc::new(Shared(fake.clone())),
            clipboard: Arc::new(Shared(fake.clone())),
            windows: Arc::new(Shared(fake.clone())),
            host: Arc::new(files::Files(folder.join("saved"))),
        };
        let console = Console::open_on(desktop, folder, keychain, Arc::new(NoDemo), listener);
        Self {
            console,
            fake,
            events,
            next_call: Arc::new(AtomicU64::new(1)),
        }
    }

    async fn head(&self, command: Command) -> Head {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        self.head_as(id, command).await
    }

    async fn head_as(&self, id: u64, command: Command) -> Head {
        let frame = self.console.answer(Call { id, command }).await;
        read_frame(&frame).unwrap().head
    }

    pub async fn ask<R: Request>(&self, command: R) -> Result<R::Reply, Failure> {
        match self.head(command.into()).await {
            Head::Done { value } => Ok(serde_json::from_value(value).unwrap()),
            Head::Failed(failure) => Err(failure),
            Head::Body(_) => panic!("a body"),
        }
    }

    /// Sends an operation; the body of its answer.
    #[allow(dead_code, reason = "each test file uses some of it")]
    pub async fn body(&self, command: Harbor) -> Result<Vec<u8>, Failure> {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        let command = command.into();
        let frame = self.console.answer(Call { id, command }).await;
        let answer = read_frame(&frame).unwrap();
        match answer.head {
            Head::Body(_) => Ok(answer.body.to_vec()),
            Head::Failed(failure) => Err(failure),
            Head::Done { .. } => panic!("no body"),
        }
    }

    /// Sends an operation without arguments of interest.
    pub async fn send(&self, id: &ConnectionId, operation: &str) -> Result<(), Failure> {
        self.send_with(id, operation, json!({})).await
    }

    pub async fn send_with(
        &self,
        id: &ConnectionId,
        operation: &str,
        arguments: serde_json::Value,
    ) -> Result<(), Failure> {
        let command = Harbor {
            connection: id.clone(),
            operation: operation.to_owned(),
            arguments,
            background: false,
        };
        match self.head(command.into()).await {
            Head::Body(_) => Ok(()),
            Head::Failed(failure) => Err(failure),
            Head::Done { .. } => panic!("no body"),
        }
    }

    pub async fn view(&self) -> Connection {
        self.ask(Start {}).await.unwrap().connections.remove(0)
    }

    pub fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    pub fn begin(&self, to: SignInTo, at: SignInPlace, watch_clipboard: bool) -> UnderWay {
        self.begin_as(BrowserSignIn {
            to,
            at,
            watch_clipboard,
            own_client: None,
        })
    }

    pub fn begin_as(&self, command: BrowserSignIn) -> UnderWay {
        let call = self.next_call.fetch_add(1, Ordering::Relaxed);
        let desk = self.clone();
        let asking = desk.clone();
        let task = tokio::spawn(async move {
            match asking.head_as(call, command.into()).await {
                Head::Done { value } => Ok(serde_json::from_value(value).unwrap()),
                Head::Failed(failure) => Err(failure),
                Head::Body(_) => panic!("a body"),
            }
        });
        UnderWay { call, desk, task }
    }

    /// Signs somebody in by pasting the address of the given attempt.
    pub async fn sign_in(&self, registry: &Registry, to: SignInTo, attempt: usize) -> Connection {
        let under_way = self.begin(to, SignInPlace::Browser, false);
        under_way.waits().await;
        let code = format!("code-{attempt}");
        under_way.paste(&registry.callback(attempt, &code)).await;
        under_way.done().await.unwrap()
    }
}

impl UnderWay {
    pub fn steps(&self) -> Vec<SignInStep> {
        let events = self.desk.events();
        let steps = events.into_iter().filter_map(|event| match event {
            Event::SignIn { call, step } if call == self.call => Some(step),
            _ => None,
        });
        steps.collect()
    }

    /// Until a step of a kind is told.
    pub async fn until(&self, is_it: impl Fn(&SignInStep) -> bool) {
        until(|| self.steps().iter().any(&is_it)).await;
    }

    pub async fn waits(&self) {
        self.until(|step| matches!(step, SignInStep::Waiting { .. }))
            .await;
    }

    pub async fn input(&self, input: Input) {
        let call = self.call;
        self.desk.ask(SignInInput { call, input }).await.unwrap();
    }

    pub async fn paste(&self, text: &str) {
        let text = Entered::new(text.to_owned());
        self.input(Input::Pasted { text }).await;
    }

    pub async fn cancel(&self) {
        let command = Cancel { call: self.call }.into();
        let id = 100_000;
        self.desk.console.answer(Call { id, command }).await;
    }

    pub async fn done(self) -> Result<Connection, Failure> {
        tokio::time::timeout(Duration::from_secs(20), self.task)
            .await
            .expect("it ends")
            .unwrap()
    }
}

pub async fn until(mut is_so: impl FnMut() -> bool) {
    let wait = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .expect("it comes about");
}
