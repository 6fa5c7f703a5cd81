//! Signing in through an identity provider: what the person does in the browser or in a window, and
//! how it comes back; or at the provider itself, which comes back by itself.
//!
//! One call is one [`Course`]; it may hold several attempts after each other. Everything of an
//! attempt (its window, the watching of the clipboard, the session that was begun) ends when the
//! attempt is dropped, and so with the call.

use std::time::Duration;

use harbor_client::{
    Arrived, LoopbackError, OidcNewcomer, OidcSignIn, ProviderPage, Secret, Server,
};
use pilothouse_protocol::{
    AddressSource, BrowserSignIn, Connection, Event, Failure, FailureCode, Input, OwnClient,
    RunOut, SignInPlace, SignInStep, SignInTo,
};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    time::Instant,
};

use crate::{
    calls::open_calls::{OpenCall, cancelled},
    connection::saved::Target,
    console::Console,
    desktop::{Desktop, OpenWindow, WindowTold, blocking},
    failure,
    secrets::Secrets,
    settings::SavedMethod,
    sign_in::{
        Fresh, oidc_callback::Watching, own_client::OwnAttempt, saved_session::SavedSession, server,
    },
};

mod outcome;
mod page;

/// How long an attempt waits for the person.
pub(crate) const PATIENCE: Duration = Duration::from_secs(600);
impl Console {
    /// Signs in through the provider, and keeps the connection; keeps nothing otherwise.
    pub(crate) async fn browser_sign_in(
        &self,
        call: &OpenCall<'_>,
        command: BrowserSignIn,
    ) -> Result<Connection, Failure> {
        let mut entered = self.sign_ins.enter(call.id());
        let (server, target) = match command.to {
            SignInTo::Address { address, trust } => {
                let server = server(&address, &trust).await?;
                let origin = server.address.origin();
                (server, Target::Address { origin, trust })
            }
            SignInTo::Connection {
                connection: id,
                another,
            } => {
                let kept = self.kept(&id)?;
                let server = server(&kept.origin, &kept.trust).await?;
                (server, Target::SavedConnection { id, another })
            }
        };
        let _hold = match &target {
            Target::SavedConnection { id, .. } => Some(self.holds.hold(id)),
            Target::Address { .. } => None,
        };
        let listener = self.listener.clone();
        let id = call.id();
        let course = Course {
            tell: Box::new(move |step| listener(Event::SignIn { call: id, step })),
            desktop: self.desktop.clone(),
            server: server.clone(),
            secrets: self.secrets.clone(),
            at: command.at,
            watch: command.watch_clipboard,
            own_client: command.own_client,
        };
        let (fresh, at) = course.run(&mut entered.inputs).await?;
        let user = fresh.account.name().unwrap_or_default().to_owned();
        if fresh.renewal.is_some() {
            let way = SavedMethod::Provider { user };
            return self.keep(call, &server, target, fresh, way, None).await;
        }
        let Some(session) = fresh.session() else {
            return Err(Failure::new(
                FailureCode::BadAnswer,
                "The registry opened no session.",
            ));
        };
        let way = SavedMethod::Session {
            user,
            window: at == SignInPlace::Window,
        };
        let since = fresh.signed_in.since;
        let entry = SavedSession { session, since }.to_entry();
        self.keep(call, &server, target, fresh, way, Some(entry))
            .await
    }
}

/// From the first page to somebody who is signed in.
struct Course {
    tell: Box<dyn Fn(SignInStep) + Send + Sync>,
    desktop: Desktop,
    server: Server,
    secrets: Secrets,
    at: SignInPlace,
    /// Whether the person lets the clipboard be looked at.
    watch: bool,
    own_client: Option<OwnClient>,
}

/// What is waited for.
enum Stage {
    /// An address.
    Page(Box<Attempt>),
    /// The browser, which comes to this computer.
    Own(Box<OwnAttempt>),
    /// A user name.
    Name(Box<OidcNewcomer>, Instant),
    /// Another attempt.
    Nothing,
}

/// One page that was led to.
struct Attempt {
    flow: OidcSignIn,
    until: Instant,
    clipboard: Watching,
    window: Option<Box<dyn OpenWindow>>,
    told: UnboundedReceiver<WindowTold>,
    /// Held, so that `told` never ends by itself.
    telling: UnboundedSender<WindowTold>,
}

/// What happens next.
enum Next {
    Input(Input),
    Text(Secret),
    Unreadable(String),
    Window(WindowTold),
    Arrived(Result<Arrived, LoopbackError>),
    TooLate,
    /// The call is gone.
    Gone,
}

type Done = Option<Fresh>;

impl Course {
    async fn run(
        mut self,
        inputs: &mut UnboundedReceiver<Input>,
    ) -> Result<(Fresh, SignInPlace), Failure> {
        let mut stage = self.begin().await?;
        loop {
            let next = self.next(&mut stage, inputs).await;
            let (then, done) = match next {
                Next::Gone | Next::Window(WindowTold::Closed) => return Err(cancelled()),
                Next::TooLate => (self.over(RunOut::NobodyCame), None),
                Next::Unreadable(reason) => {
                    if let Stage::Page(attempt) = &mut stage {
                        attempt.clipboard.unreadable = Some(reason);
                    }
                    self.publish_waiting(&stage);
                    (stage, None)
                }
                Next::Window(WindowTold::At(host)) => {
                    (self.tell)(SignInStep::WindowAt { host });
                    (stage, None)
                }
                Next::Window(WindowTold::Came(text)) => {
                    self.text(stage, &text, AddressSource::Window).await?
                }
                Next::Arrived(outcome) => self.arrived(stage, outcome).await,
                Next::Text(text) => self.text(stage, &text, AddressSource::Clipboard).await?,
                Next::Input(input) => self.input(stage, input).await?,
            };
            if let Some(fresh) = done {
                return Ok((fresh, self.at));
            }
            stage = then;
        }
    }

    /// Asks the registry for the page, and opens it.
    async fn begin(&self) -> Result<Stage, Failure> {
        (self.tell)(SignInStep::Beginning);
        let flow = OidcSignIn::begin(self.server.clone())
            .await
            .map_err(|error| failure::from_oidc(&error))?;
        if self.at == SignInPlace::Loopback {
            return Ok(self.begin_own(flow.provider()).await);
        }
        let (host, back_at) = (flow.provider().host(), flow.awaited().host());
        self.publish_page(flow.page(), host, back_at).await;
        let (telling, told) = mpsc::unbounded_channel();
        let mut attempt = Attempt {
            flow,
            until: Instant::now() + PATIENCE,
            clipboard: Watching::default(),
            window: None,
            told,
            telling,
        };
        self.open_page(&mut attempt, None).await;
        let stage = Stage::Page(Box::new(attempt));
        self.publish_waiting(&stage);
        Ok(stage)
    }

    /// Asks the provider itself for a page that leads back to this computer, and opens it. The
    /// registry answered: what fails here leaves the other ways open.
    async fn begin_own(&self, registry: &ProviderPage) -> Stage {
        let own = self.own_client.clone().unwrap_or_default();
        let begun = OwnAttempt::begin(&self.server, registry, &own).await;
        self.open_own(begun).await
    }

    /// Opens an attempt's page, or tells why there is none.
    async fn open_own(&self, begun: Result<OwnAttempt, LoopbackError>) -> Stage {
        let attempt = match begun {
            Ok(attempt) => attempt,
            Err(error) => return self.failed(failure::from_loopback(&error)),
        };
        self.publish_page(attempt.page(), attempt.host(), attempt.back_at())
            .await;
        self.open_in_browser(attempt.page(), None).await;
        let stage = Stage::Own(Box::new(attempt));
        self.publish_waiting(&stage);
        stage
    }

    fn watches(&self) -> bool {
        self.watch && self.at == SignInPlace::Browser
    }

    async fn next(&self, stage: &mut Stage, inputs: &mut UnboundedReceiver<Input>) -> Next {
        let watches = self.watches();
        let event = async {
            match stage {
                Stage::Page(attempt) => {
                    let Attempt {
                        told,
                        clipboard,
                        flow,
                        until,
                        ..
                    } = &mut **attempt;
                    tokio::select! {
                        Some(told) = told.recv() => Next::Window(told),
                        looked = clipboard.look(&self.desktop.clipboard, flow), if watches => {
                            looked.map_or_else(Next::Unreadable, Next::Text)
                        }
                        () = tokio::time::sleep_until(*until) => Next::TooLate,
                    }
                }
                Stage::Own(attempt) => {
                    let OwnAttempt {
                        arriving, until, ..
                    } = &mut **attempt;
                    tokio::select! {
                        outcome = arriving => Next::Arrived(outcome),
                        () = tokio::time::sleep_until(*until) => Next::TooLate,
                    }
                }
                Stage::Name(_, until) => {
                    tokio::time::sleep_until(*until).await;
                    Next::TooLate
                }
                Stage::Nothing => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            input = inputs.recv() => input.map_or(Next::Gone, Next::Input),
            next = event => next,
        }
    }

    async fn input(&mut self, mut stage: Stage, input: Input) -> Result<(Stage, Done), Failure> {
        match (input, &mut stage) {
            (Input::Pasted { text }, Stage::Page(_)) => {
                let text = Secret::new(text.into_inner());
                return self.text(stage, &text, AddressSource::Pasted).await;
            }
            (Input::PasteClipboard, Stage::Page(_)) => {
                let clipboard = self.desktop.clipboard.clone();
                let text = blocking(move || clipboard.text()).await;
                match text.and_then(|text| text) {
                    Ok(Some(text)) => {
                        return self.text(stage, &text, AddressSource::Pasted).await;
                    }
                    Ok(None) => (self.tell)(SignInStep::NoAddress),
                    Err(reason) => {
                        if let Stage::Page(attempt) = &mut stage {
                            attempt.clipboard.unreadable = Some(reason);
                        }
                        self.publish_waiting(&stage);
                    }
                }
            }
            (Input::UserName { name }, Stage::Name(..)) => return self.name(stage, name).await,
            (Input::BeginAgain { at }, _) => {
                // The window of the attempt before is closed first.
                drop(stage);
                self.at = at;
                let begun = self.begin().await;
                return Ok((begun.unwrap_or_else(|failure| self.failed(failure)), None));
            }
            (Input::OpenPage { browser }, Stage::Page(attempt)) => {
                self.open_page(attempt, browser).await;
            }
            (Input::OpenPage { browser }, Stage::Own(attempt)) => {
                self.open_in_browser(attempt.page(), browser).await;
            }
            (Input::WatchClipboard { on }, stage) => {
                self.watch = on;
                if let Stage::Page(attempt) = stage {
                    attempt.clipboard = Watching::default();
                }
                self.publish_waiting(stage);
            }
            // Of a step that is over.
            _ => {}
        }
        Ok((stage, None))
    }
}
