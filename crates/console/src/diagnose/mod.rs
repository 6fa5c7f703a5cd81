//! Why a sign-in, pull or push fails: walks the way to a registry and judges each step.
//!
//! Nothing is pushed or changed, and an upload is begun and cancelled only where that is asked for. What steps saw is judged by the crate `diagnosis`.

mod asking;
mod attempt;
mod logins;
mod project;
mod provider;

use std::time::Instant;

use chrono::Utc;
use diagnosis::{
    Challenge, Diagnosis, Encryption, Exchange, Lookup, PeerCertificate, Purpose, Reach, Severity,
    Step, StepKind, Token, TrustFault, TrustedBy, Unconnected, Verdict, Welcome, judge_challenge,
    judge_clock, judge_connection, judge_encryption, judge_grants, judge_logins, judge_lookup,
    judge_token, judge_welcome,
};
use harbor_api::robots::DEFAULT_PREFIX;
use harbor_client::{
    Certificate, CertificateFault, Client, ClientError, Credentials, Handshake, Inspection,
    LoggedOutcome, LoggedRequest, NameLookup, ProxyName, ProxySource, RequestLog, Seen, Server,
    Unreachable,
};
use pilothouse_protocol::{Asker, Connection, Diagnose, Event, Failure, Unread};

use crate::{
    connection::runtime::Current, console::Console, diagnose::asking::Asking, failure,
    sign_in::server,
};
use logins::{ANY_REPOSITORY, Logins};

const TOKEN_SERVICE: &str = "GET /service/token";
const SYSTEM_INFO: &str = "GET /api/v2.0/systeminfo";

/// A walk under way.
struct Walk<'a> {
    console: &'a Console,
    call: u64,
    steps: Vec<Step>,
    /// As whom it is asked, as far as is known.
    account: Option<String>,
    may_change: Reach,
    push_to: Vec<String>,
    /// What this walk sends, until a step has it.
    sent: RequestLog,
    /// Notes it there, and in the connection's own log.
    log: RequestLog,
    began: Instant,
}

impl Walk<'_> {
    /// Ends a step and tells of it; `false` where nothing behind it can be reached.
    fn end(&mut self, kind: StepKind, asked: &str, verdicts: Vec<Verdict>) -> bool {
        let elapsed_ms = self
            .began
            .elapsed()
            .as_millis()
            .try_into()
            .unwrap_or(u64::MAX);
        let step = Step {
            kind,
            asked: asked.to_owned(),
            elapsed_ms,
            verdicts,
            exchanges: Vec::new(),
        };
        let goes_on = step.severity() < Severity::Stops;
        // The first request shows of these steps that they work; it asks for the one that follows.
        let is_on_the_way = matches!(
            kind,
            StepKind::Lookup | StepKind::Connection | StepKind::Encryption
        );
        let step = Step {
            exchanges: match is_on_the_way && goes_on {
                true => Vec::new(),
                false => self.exchanges(),
            },
            ..step
        };
        let call = self.call;
        // All of it can be written; what could not would be in the answer.
        if let Ok(step) = Unread::new(&step) {
            (self.console.listener)(Event::Diagnosis { call, step });
        }
        self.steps.push(step);
        self.began = Instant::now();
        goes_on
    }
}

impl Walk<'_> {
    /// What was sent since a step had it.
    fn exchanges(&self) -> Vec<Exchange> {
        let sent = self.sent.requests();
        self.sent.clear();
        sent.into_iter().map(exchange).collect()
    }
}

fn exchange(sent: LoggedRequest) -> Exchange {
    let (status, reason) = match sent.outcome {
        LoggedOutcome::Answered(status) => (Some(status), String::new()),
        LoggedOutcome::Failed(reason) => (None, reason),
        LoggedOutcome::UnderWay | LoggedOutcome::Stopped => (None, String::new()),
    };
    Exchange {
        method: sent.method.as_str().to_owned(),
        address: format!("{}{}", sent.origin, sent.target),
        status,
        reason,
        elapsed_ms: sent.elapsed.as_millis().try_into().unwrap_or(u64::MAX),
        received: sent.received,
        request_id: sent.request_id.unwrap_or_default(),
    }
}

impl Console {
    /// Walks the way to a connection's registry.
    pub(crate) async fn diagnose(
        &self,
        call: u64,
        command: Diagnose,
    ) -> Result<Diagnosis, Failure> {
        let view = self.view(&command.connection)?;
        let server = server(&view.origin, &view.trust).await?;
        let sent = RequestLog::new(|| ());
        let log = self.request_log(&command.connection, self.owner(&command.connection)?);
        let mut walk = Walk {
            console: self,
            call,
            steps: Vec::new(),
            account: None,
            may_change: Reach::Nothing,
            push_to: Vec::new(),
            log: log.beside(&sent),
            sent,
            began: Instant::now(),
        };
        if command.asker == Asker::Account {
            walk.account = view.account.name().map(str::to_owned);
        }
        self.walk(&mut walk, &command, &view, server).await?;
        Ok(Diagnosis {
            question: command.question,
            account: walk.account,
            may_change: walk.may_change,
            push_to: walk.push_to,
            steps: walk.steps,
        })
    }

    async fn walk(
        &self,
        walk: &mut Walk<'_>,
        command: &Diagnose,
        view: &Connection,
        server: Server,
    ) -> Result<(), Failure> {
        let host = server.address.host().to_owned();
        let (here, origin) = (server.address.authority(), server.address.origin());
        let question = &command.question;
        if let Some(named) = &question.host
            && ![here.as_str(), view.registry()]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(named))
        {
            let verdict = Verdict::OtherRegistry {
                named: named.clone(),
                here,
            };
            walk.end(StepKind::Lookup, "", vec![verdict]);
            return Ok(());
        }
        let has_file = server.trust.ca_pem.is_some();
        let port = server.address.port();
        let trusted_by = match server.trust.accept_unverified_certificate {
            true => TrustedBy::Nobody,
            false if has_file => TrustedBy::OwnFile,
            false => TrustedBy::System,
        };
        let plain = server.address.is_plain_http();
        let way =
            Inspection::new(server).map_err(|error| failure::from_client(&error, "diagnose"))?;
        let way = way.logged(walk.log.clone());

        let lookup = match way.proxy() {
            Some(_) => Lookup::ByProxy,
            None => match way.look_up().await {
                NameLookup::IsAddress => Lookup::IsAddress,
                NameLookup::Addresses(found) => {
                    Lookup::Addresses(found.iter().map(ToString::to_string).collect())
                }
                NameLookup::Unknown(_) => Lookup::Unknown,
            },
        };
        if !walk.end(StepKind::Lookup, "", judge_lookup(&host, lookup)) {
            return Ok(());
        }
        let proxy = way.proxy().cloned();
        if proxy.is_none() {
            let connected = way.connect().await;
            let connected = connected.map(|address| address.to_string());
            let verdicts = judge_connection(port, connected.map_err(unconnected));
            if !walk.end(StepKind::Connection, "", verdicts) {
                return Ok(());
            }
        }
        let handshake = way.handshake().await;
        let welcome = way.welcome().await;
        if let Some(proxy) = &proxy {
            // Whether a proxy leads on shows with the first question.
            let verdicts = match &welcome {
                Err(ClientError::Unreachable(Unreachable::Proxy(fault))) => {
                    vec![Verdict::ProxyFails {
                        proxy: fault.proxy.address.clone(),
                        named_by: named_by(&fault.proxy),
                        reason: fault.problem.to_string(),
                    }]
                }
                Err(ClientError::Unreachable(reason)) => {
                    judge_connection(port, Err(unconnected(reason.clone())))
                }
                _ => vec![through(proxy)],
            };
            if !walk.end(StepKind::Connection, "", verdicts) {
                return Ok(());
            }
        }
        let now = Utc::now().timestamp();
        let (version, chain) = match handshake {
            Some(Handshake { version, chain }) => (version, chain),
            None => (None, Vec::new()),
        };
        let chain = chain.into_iter().map(peer).collect();
        let encryption = match &welcome {
            _ if plain => Encryption::Plain,
            Err(ClientError::Certificate(problem)) => Encryption::NotTrusted {
                fault: fault(problem.kind),
                reason: problem.reason.clone(),
                chain,
            },
            Err(ClientError::NotEncrypted) => Encryption::NotEncrypted,
            Err(ClientError::Tls { reason }) => Encryption::NothingInCommon(reason.clone()),
            Err(_) => Encryption::Unseen,
            Ok(_) => Encryption::Works {
                version,
                chain,
                trusted_by,
            },
        };
        if !walk.end(
            StepKind::Encryption,
            "",
            judge_encryption(&host, encryption, now),
        ) {
            return Ok(());
        }

        let current = match command.asker {
            Asker::Nobody => None,
            Asker::Account | Asker::Program => {
                let current = self.client(&command.connection).await;
                Some(current.map(|current| Current {
                    client: current.client.logged(walk.log.clone()),
                    ..current
                }))
            }
        };
        let mut verdicts = self.welcomed(welcome, view);
        if let (Some(Ok(current)), true) = (&current, verdicts.iter().all(is_no_stop)) {
            verdicts.extend(project::encoded_slash(current).await);
        }
        if !walk.end(StepKind::Registry, SYSTEM_INFO, verdicts) {
            return Ok(());
        }

        let verdicts = match way.challenge().await {
            Ok(seen) => {
                let challenge = Challenge {
                    status: seen.status,
                    realm: seen.realm,
                };
                judge_challenge(&origin, challenge)
            }
            Err(error) => vec![Verdict::NotHarbor {
                what: error.to_string(),
            }],
        };
        let is_elsewhere = matches!(verdicts[..], [Verdict::RealmElsewhere { .. }]);
        // This program asks at its own address, so that the rest can be seen all the same.
        if !walk.end(StepKind::Challenge, "GET /v2/", verdicts) && !is_elsewhere {
            return Ok(());
        }
        let logins = match command.asker {
            Asker::Nobody => None,
            Asker::Account | Asker::Program => {
                self.walk_logins(walk, command, view, current.as_ref())
                    .await?
            }
        };
        self.walk_rights(walk, command, view, current, logins).await
    }

    /// What programs on this computer sign in with.
    async fn walk_logins(
        &self,
        walk: &mut Walk<'_>,
        command: &Diagnose,
        view: &Connection,
        current: Option<&Result<Current, Failure>>,
    ) -> Result<Option<Logins>, Failure> {
        let Some(places) = self.desktop.host.login_places() else {
            walk.end(StepKind::Logins, "", vec![Verdict::LoginsNotLookedFor]);
            return Ok(None);
        };
        let client = match current {
            Some(Ok(current)) => current.client.clone(),
            // Somebody's own sign-in that has ended says nothing of a program's.
            _ => anonymous(view, &walk.log).await?,
        };
        let mut question = command.question.clone();
        if command.asker == Asker::Program && question.program.is_none() {
            question.program = Some(logins::DOCKER.to_owned());
        }
        let logins = Logins::find(&places, view.registry(), &question).await;
        let tried = logins.try_out(&client).await;
        let mut verdicts = judge_logins(&question, view.account.name(), tried);
        // A robot account may say itself why it is nobody.
        let dead = verdicts.iter().find_map(|verdict| match verdict {
            Verdict::LoginDead {
                user, asked: true, ..
            } if user.starts_with(DEFAULT_PREFIX) => Some(user.clone()),
            _ => None,
        });
        if let Some(user) = dead
            && let Some(state) = asking::robot(&client, &user, question.project_name()).await
        {
            let now = Utc::now().timestamp();
            verdicts.extend(diagnosis::judge_robot(&user, &state, now));
        }
        walk.end(StepKind::Logins, TOKEN_SERVICE, verdicts);
        Ok(Some(logins))
    }

    /// What answers, with the version that those who are signed in were told.
    fn welcomed(
        &self,
        welcome: Result<(Seen, Option<i64>), ClientError>,
        view: &Connection,
    ) -> Vec<Verdict> {
        let (seen, ahead) = match welcome {
            Ok(welcome) => welcome,
            Err(error) => return judge_welcome(Welcome::Other(error.to_string())),
        };
        let mut verdicts = judge_welcome(match seen {
            Seen::Harbor => Welcome::Harbor {
                version: view.system.harbor_version.clone(),
            },
            Seen::WebPage { title, status } => Welcome::WebPage { title, status },
            Seen::Redirect { to } => Welcome::Redirect { to },
            Seen::Status(status) => Welcome::Status(status),
        });
        verdicts.extend(judge_clock(ahead));
        verdicts
    }

    async fn walk_rights(
        &self,
        walk: &mut Walk<'_>,
        command: &Diagnose,
        view: &Connection,
        current: Option<Result<Current, Failure>>,
        logins: Option<Logins>,
    ) -> Result<(), Failure> {
        let question = &command.question;
        let login = logins.as_ref().filter(|_| command.asker == Asker::Program);
        let login = login.map(|logins| logins.of(question));
        let asking = match (login, current) {
            (Some(login), current) => {
                let facts = match current {
                    Some(Ok(current)) => current.client,
                    _ => anonymous(view, &walk.log).await?,
                };
                Asking::with_login(login, facts, &view.account)
                    .map_err(|error| failure::from_client(&error, TOKEN_SERVICE))?
            }
            (None, None) => Asking::as_nobody(anonymous(view, &walk.log).await?),
            (None, Some(Ok(current))) => Asking::as_account(current.client, &view.account),
            (None, Some(Err(failure))) => {
                let reason = failure.message;
                walk.end(
                    StepKind::Token,
                    TOKEN_SERVICE,
                    vec![Verdict::NoToken { reason }],
                );
                return Ok(());
            }
        };
        walk.account = asking.name.clone();
        // Harbor gives those who are nobody and name nothing no token at all.
        let repository = question.scope();
        let scope = repository
            .as_deref()
            .or(asking.name.is_none().then_some(ANY_REPOSITORY));
        let access = match asking.client.own_registry_access(scope).await {
            Ok(access) => access,
            Err(error) => {
                let verdict = match error.status() {
                    Some(status) => Verdict::TokenRefused { status },
                    None => Verdict::NoToken {
                        reason: error.to_string(),
                    },
                };
                walk.end(StepKind::Token, TOKEN_SERVICE, vec![verdict]);
                return Ok(());
            }
        };
        let token = Token {
            subject: access.subject,
            actions: access
                .scopes
                .into_iter()
                .flat_map(|scope| scope.actions)
                .collect(),
        };
        let asker = asking
            .name
            .clone()
            .map_or(diagnosis::Asker::Nobody, diagnosis::Asker::Account);
        let mut verdicts = judge_token(&asker, &token);
        if token.subject.is_none()
            && let (Some(name), Some(state)) =
                (&asking.name, asking.robot(question.project_name()).await)
        {
            let now = Utc::now().timestamp();
            verdicts.extend(diagnosis::judge_robot(name, &state, now));
        }
        if !walk.end(StepKind::Token, TOKEN_SERVICE, verdicts) {
            return Ok(());
        }
        if repository.is_none() || question.purpose == Purpose::SignIn {
            walk.end(StepKind::Grants, "", vec![Verdict::NothingAsked]);
            return Ok(());
        }
        let place = question.repository.as_ref().or(question.project.as_ref());
        let granted = judge_grants(question.purpose, place.map(String::as_str), &token);
        let may = walk.end(StepKind::Grants, TOKEN_SERVICE, granted);
        let rules = project::rules(&asking, question).await;
        walk.may_change = rules.may_change;
        let now = Utc::now().timestamp();
        let verdicts = diagnosis::judge_project(question, asking.name.as_deref(), may, &rules, now);
        if question.purpose == Purpose::Push && verdicts.iter().any(is_of_project) {
            walk.push_to = project::pushable(&asking, question).await;
        }
        // What refuses it for sure need not be tried.
        if walk.end(StepKind::Rules, "", verdicts) && may {
            self.walk_attempt(walk, command, &asking.client, rules.is_proxy_cache)
                .await;
        }
        Ok(())
    }

    /// Tries it, as far as that leaves nothing behind.
    async fn walk_attempt(
        &self,
        walk: &mut Walk<'_>,
        command: &Diagnose,
        client: &Client,
        is_proxy_cache: bool,
    ) {
        let question = &command.question;
        let (asked, verdict) = match (question.purpose, &question.repository) {
            (Purpose::Pull, _) => {
                let Some((asked, attempt)) = attempt::pull(client, question).await else {
                    return;
                };
                (
                    asked,
                    diagnosis::judge_pull(question, is_proxy_cache, attempt),
                )
            }
            (Purpose::Push, Some(repository)) if command.try_upload => {
                let (asked, attempt) = attempt::upload(client, repository).await;
                (asked, diagnosis::judge_upload(repository, attempt))
            }
            _ => return,
        };
        walk.end(StepKind::Attempt, &asked, vec![verdict]);
    }
}

/// The same registry for nobody.
async fn anonymous(view: &Connection, log: &RequestLog) -> Result<Client, Failure> {
    let server = server(&view.origin, &view.trust).await?;
    Client::new(server, Credentials::Anonymous)
        .map(|client| client.logged(log.clone()))
        .map_err(|error| failure::from_client(&error, TOKEN_SERVICE))
}

/// Whether another project would do.
fn is_of_project(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::RoleTooWeak { .. }
            | Verdict::NoMember { .. }
            | Verdict::ProxyCache { .. }
            | Verdict::NoProject { .. }
            | Verdict::QuotaFull { .. }
    )
}

fn is_no_stop(verdict: &Verdict) -> bool {
    verdict.severity() < Severity::Stops
}

fn unconnected(reason: Unreachable) -> Unconnected {
    match reason {
        Unreachable::Refused => Unconnected::Refused,
        Unreachable::Timeout => Unconnected::NoAnswer,
        other => Unconnected::Other(other.to_string()),
    }
}

fn named_by(proxy: &ProxyName) -> String {
    match proxy.named_by {
        ProxySource::Connection => String::new(),
        ProxySource::Variable(name) => name.to_owned(),
        ProxySource::System => "system".to_owned(),
    }
}

fn through(proxy: &ProxyName) -> Verdict {
    Verdict::ThroughProxy {
        proxy: proxy.address.clone(),
        named_by: named_by(proxy),
    }
}

fn fault(kind: CertificateFault) -> TrustFault {
    match kind {
        CertificateFault::UnknownIssuer => TrustFault::UnknownIssuer,
        CertificateFault::Expired => TrustFault::Expired,
        CertificateFault::NotYetValid => TrustFault::NotYetValid,
        CertificateFault::WrongHost => TrustFault::WrongHost,
        CertificateFault::Revoked => TrustFault::Revoked,
        CertificateFault::Other => TrustFault::Other,
    }
}

fn peer(certificate: Certificate) -> PeerCertificate {
    PeerCertificate {
        subject: certificate.subject,
        issuer: certificate.issuer,
        hosts: certificate.hosts,
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        fingerprint: certificate.fingerprint,
    }
}
