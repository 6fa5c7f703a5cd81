//! The walk of the connection doctor, against the demo registry with a fault for each step.

mod attempts;
mod logins;
mod network;
mod refusals;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use demo_harbor::{DemoHarbor, Fault, FaultKind, Options, PASSWORD};
use diagnosis::{Diagnosis, Purpose, Question, StepKind, Verdict};
use futures::future::BoxFuture;
use pilothouse_console::{
    Console, Demo, DemoAccess, Desktop, Host, LoginPlaces, MemoryKeychain, OtherFiles,
};
use pilothouse_protocol::{
    AddConnection, Asker, Call, Connection, Credentials, Diagnose, Entered, Event, Failure, Head,
    Request, Trust, read_frame,
};

struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("there is none in this test".to_owned()) })
    }
}

/// A desktop with the settings of other programs in a folder of the test's.
struct Programs(PathBuf);

impl Host for Programs {
    fn login_places(&self) -> Option<LoginPlaces> {
        Some(LoginPlaces {
            folder: self.0.clone(),
            helpers: Some(self.0.clone()),
            others: OtherFiles {
                registry_auth_file: None,
                containers: vec![self.0.join("auth.json")],
                is_docker_config_set: false,
                helm: Some(self.0.join("helm.json")),
            },
        })
    }
}

struct Lab {
    harbor: DemoHarbor,
    console: Arc<Console>,
    events: Arc<Mutex<Vec<Event>>>,
    folder: tempfile::TempDir,
}

impl Lab {
    async fn start() -> Self {
        let options = Options {
            login_delay: Duration::from_millis(5),
            ..Options::default()
        };
        let harbor = DemoHarbor::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let events = Arc::<Mutex<Vec<Event>>>::default();
        let heard = Arc::clone(&events);
        let listener = Arc::new(move |event| heard.lock().unwrap().push(event));
        let keychain = Arc::<MemoryKeychain>::default();
        let desktop = Desktop {
            host: Arc::new(Programs(folder.path().join("programs"))),
            ..Desktop::none()
        };
        let demo = Arc::new(NoDemo);
        let console = Console::open_on(desktop, folder.path(), keychain, demo, listener);
        Self {
            harbor,
            console,
            events,
            folder,
        }
    }

    async fn ask<R: Request>(&self, request: R) -> Result<R::Reply, Failure> {
        let call = Call {
            id: 7,
            command: request.into(),
        };
        match read_frame(&self.console.answer(call).await).unwrap().head {
            Head::Done { value } => Ok(serde_json::from_value(value).unwrap()),
            Head::Failed(failure) => Err(failure),
            Head::Body(_) => panic!("a body"),
        }
    }

    async fn add(&self, credentials: Credentials) -> Connection {
        let trust = Trust {
            plain_http: true,
            ..Trust::default()
        };
        let address = self.harbor.url();
        self.ask(AddConnection {
            address,
            trust,
            credentials,
        })
        .await
        .unwrap()
    }

    async fn sign_in(&self, user: &str) -> Connection {
        let password = Entered::new(PASSWORD.to_owned());
        self.add(Credentials::Password {
            user: user.to_owned(),
            password,
        })
        .await
    }

    async fn diagnose(&self, connection: &Connection, text: &str) -> Diagnosis {
        self.diagnose_as(connection, text, Asker::Account).await
    }

    async fn diagnose_as(&self, connection: &Connection, text: &str, asker: Asker) -> Diagnosis {
        let question = Question::read(text, connection.registry()).unwrap();
        let command = Diagnose {
            connection: connection.id.clone(),
            question,
            asker,
            try_upload: false,
        };
        self.ask(command).await.unwrap()
    }

    /// What stops it, for somebody.
    async fn cause(&self, user: &str, text: &str) -> Option<Verdict> {
        let connection = self.sign_in(user).await;
        self.diagnose(&connection, text).await.cause().cloned()
    }

    fn breaks(&self, operation: Option<&str>, kind: FaultKind) {
        let operation = operation.map(str::to_owned);
        self.harbor.faults().push(Fault {
            operation,
            page: None,
            kind,
            times: None,
        });
    }
}

fn walked(diagnosis: &Diagnosis) -> Vec<StepKind> {
    diagnosis.steps.iter().map(|step| step.kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_may_be_is_walked_to_its_end_and_nothing_is_changed() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    lab.harbor.clear_requests();
    let text = format!("docker push {}/skaha/astroml:new", connection.registry());
    let diagnosis = lab.diagnose(&connection, &text).await;
    assert_eq!(diagnosis.cause(), None, "{diagnosis:#?}");
    let all_but_the_attempt = &StepKind::ALL[..StepKind::ALL.len() - 1];
    assert_eq!(walked(&diagnosis), all_but_the_attempt);
    assert_eq!(diagnosis.account.as_deref(), Some("ada"));
    let has = |wanted: fn(&Verdict) -> bool| {
        diagnosis
            .steps
            .iter()
            .flat_map(|step| &step.verdicts)
            .any(wanted)
    };
    assert!(has(|verdict| matches!(verdict, Verdict::PlainHttp)));
    assert!(has(
        |verdict| matches!(verdict, Verdict::TokenFor { account } if account == "ada")
    ));
    assert!(has(
        |verdict| matches!(verdict, Verdict::Granted { actions, .. } if actions.contains(&"push".to_owned()))
    ));
    assert!(has(|verdict| matches!(verdict, Verdict::QuotaLeft { .. })));
    assert!(has(
        |verdict| matches!(verdict, Verdict::TagFree { tag } if tag == "new")
    ));
    let sent = lab.harbor.requests();
    let changed: Vec<_> = sent.iter().filter(|one| one.method != "GET").collect();
    assert!(changed.is_empty(), "{changed:#?}");
    // Each step was told of as it was walked.
    let events = lab.events.lock().unwrap();
    let told: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Diagnosis { call: 7, step } => Some(step.read().unwrap()),
            _ => None,
        })
        .collect();
    assert_eq!(told, diagnosis.steps);
    // Each request is told with the step that needed it, and is in the connection's log as well.
    let sent = |kind: StepKind| {
        let step = diagnosis.steps.iter().find(|step| step.kind == kind);
        step.map(|step| step.exchanges.clone()).unwrap_or_default()
    };
    assert_eq!(sent(StepKind::Encryption), Vec::new());
    let systeminfo = &sent(StepKind::Registry)[0];
    assert!(systeminfo.address.ends_with("/api/v2.0/systeminfo"));
    let challenge = sent(StepKind::Challenge);
    let [challenge] = &challenge[..] else {
        panic!("{challenge:#?}");
    };
    assert_eq!(
        (challenge.method.as_str(), challenge.status),
        ("GET", Some(401))
    );
    assert!(challenge.address.ends_with("/v2/"), "{challenge:?}");
    assert!(!challenge.request_id.is_empty());
    let token = sent(StepKind::Token);
    assert!(
        token
            .iter()
            .any(|one| one.address.contains("/service/token")),
        "{token:#?}"
    );
    let text = format!("{diagnosis:?}");
    assert!(!text.contains(PASSWORD) && !text.contains("eyJ"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_too_weak_is_named() {
    let lab = Lab::start().await;
    let cause = lab.cause("dave", "skaha/astroml:25.11").await;
    assert_eq!(cause, None, "guests pull");
    let push = "unauthorized to access repository: skaha/astroml, action: push";
    let cause = lab.cause("dave", push).await;
    assert!(
        matches!(&cause, Some(Verdict::RoleTooWeak { role, project, purpose: Purpose::Push })
            if role == "guest" && project == "skaha"),
        "{cause:?}"
    );
    let cause = lab
        .cause(
            "bob",
            "unauthorized to access repository: canucs/x, action: push",
        )
        .await;
    assert!(
        matches!(
            cause,
            Some(Verdict::NoMember { .. } | Verdict::NoProject { .. })
        ),
        "{cause:?}"
    );
    // He is told where he may.
    let bob = lab.sign_in("bob").await;
    let push = format!("docker push {}/canucs/x:1", bob.registry());
    let elsewhere = lab.diagnose(&bob, &push).await.push_to;
    for (project, may) in [
        ("skaha", true),
        ("models", true),
        ("canucs", false),
        ("lsst", false),
    ] {
        let is_named = elsewhere.iter().any(|name| name == project);
        assert_eq!(is_named, may, "{project}: {elsewhere:?}");
    }
    let fine = format!("docker push {}/skaha/x:1", bob.registry());
    assert!(lab.diagnose(&bob, &fine).await.push_to.is_empty());
    let cause = lab
        .cause(
            "ada",
            "unauthorized to access repository: nothere/x, action: push",
        )
        .await;
    assert!(
        matches!(
            cause,
            Some(Verdict::NoProject { .. } | Verdict::NoMember { .. })
        ),
        "{cause:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_external_address_is_the_cause_and_the_rest_is_looked_at_all_the_same() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    lab.breaks(
        None,
        FaultKind::ExternalAddress("https://harbor.local".to_owned()),
    );
    let diagnosis = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    let expected = format!("{}/service/token", lab.harbor.url().trim_end_matches('/'));
    let wrong = Verdict::RealmElsewhere {
        realm: "https://harbor.local/service/token".to_owned(),
        expected,
    };
    assert_eq!(diagnosis.cause(), Some(&wrong));
    assert_eq!(walked(&diagnosis), StepKind::ALL);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_answers_before_harbor_ends_the_walk() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    for (kind, step) in [
        (FaultKind::HtmlError(502), StepKind::Registry),
        (FaultKind::HtmlError(200), StepKind::Registry),
        (FaultKind::Status(404), StepKind::Registry),
    ] {
        lab.breaks(Some("getSystemInfo"), kind.clone());
        let diagnosis = lab.diagnose(&connection, "skaha/astroml:25.11").await;
        lab.harbor.faults().clear();
        assert_eq!(walked(&diagnosis).last(), Some(&step), "{kind:?}");
        let cause = diagnosis.cause();
        let is_right = match kind {
            FaultKind::HtmlError(502) => matches!(cause, Some(Verdict::Gateway { status: 502 })),
            FaultKind::HtmlError(_) => matches!(cause, Some(Verdict::WebPage { .. })),
            _ => matches!(cause, Some(Verdict::NotHarbor { .. })),
        };
        assert!(is_right, "{kind:?}: {cause:?}");
    }
    lab.breaks(None, FaultKind::EncodedPercentRefused);
    let diagnosis = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    let mut verdicts = diagnosis.steps.iter().flat_map(|step| &step.verdicts);
    assert!(verdicts.any(|one| matches!(one, Verdict::EncodedSlashRefused { status: 400 })));
}

#[tokio::test(flavor = "multi_thread")]
async fn read_only_and_another_registry_are_named() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    lab.breaks(None, FaultKind::ReadOnly);
    let push = format!("docker push {}/skaha/astroml:x", connection.registry());
    let diagnosis = lab.diagnose(&connection, &push).await;
    assert_eq!(diagnosis.cause(), Some(&Verdict::ReadOnly));
    let diagnosis = lab
        .diagnose(&connection, "docker pull quay.io/skaha/astroml")
        .await;
    assert!(
        matches!(diagnosis.cause(), Some(Verdict::OtherRegistry { named, .. }) if named == "quay.io")
    );
    let diagnosis = lab
        .diagnose(&connection, "docker pull skaha/AstroML:1")
        .await;
    assert!(
        matches!(diagnosis.cause(), Some(Verdict::InvalidName { .. })),
        "{diagnosis:#?}"
    );
    let absent = lab.diagnose(&connection, "skaha/astroml:nothere").await;
    assert!(
        matches!(absent.cause(), Some(Verdict::NoSuchImage { .. })),
        "{absent:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_what_is_public_and_a_stopped_server_is_told_from_a_slow_one() {
    let lab = Lab::start().await;
    let connection = lab.add(Credentials::Anonymous).await;
    let public = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    assert_eq!(public.cause(), None, "{public:#?}");
    assert_eq!(public.account, None);
    let port = lab.harbor.port();
    lab.harbor.stop().await;
    let question = Question::read("skaha/astroml:1", connection.registry()).unwrap();
    let command = Diagnose {
        connection: connection.id.clone(),
        question,
        asker: Asker::Account,
        try_upload: false,
    };
    let call = Call {
        id: 8,
        command: command.into(),
    };
    let Head::Done { value } = read_frame(&lab.console.answer(call).await).unwrap().head else {
        panic!("the walk itself does not fail");
    };
    let gone: Diagnosis = serde_json::from_value(value).unwrap();
    assert_eq!(gone.cause(), Some(&Verdict::Refused { port }));
    assert_eq!(walked(&gone), [StepKind::Lookup, StepKind::Connection]);
}
