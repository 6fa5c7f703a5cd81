//! Bulk runs: begun, stopped, ended with the program and gone on with, each row changed once.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::provider::{Desk, plain_http, until};
use chrono::Utc;
use demo_harbor::{DemoHarbor, Fault, FaultKind, Options, World};
use harbor_api::{Decode, List, ProjectName, RepositoryName, types::Label};
use listing::{Condition, ListScope, Operator, Query, lists::Artifacts};
use pilothouse_console::MemoryKeychain;
use pilothouse_protocol::{
    AddConnection, BulkChange, BulkId, BulkItems, BulkLabel, BulkPart, BulkPhase, BulkResult,
    BulkRows, BulkRun, BulkRuns, Call, Check, CheckRows, Command, Connection, ConnectionId,
    ContinueBulk, Credentials, Entered, Event, Failure, FailureCode, ForgetBulk, Harbor, ListId,
    OpenList, QueryList, ReadFrom, ReadList, RemoveAccount, RemoveConnection, SignIn, SignOut,
    StartBulk, StopBulk, UndoBulk, read_frame,
};
use serde_json::json;

/// A registry with 1,000 artifacts in one repository, and somebody signed in to it.
struct Place {
    server: DemoHarbor,
    desk: Desk,
    keychain: Arc<MemoryKeychain>,
    connection: Connection,
    folder: tempfile::TempDir,
}

impl Place {
    async fn open() -> Self {
        let server = DemoHarbor::start(Options {
            world: World::scaled(1),
            login_delay: Duration::from_millis(20),
            scan_takes: Duration::from_secs(600),
            ..Options::default()
        })
        .await
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keychain = Arc::new(MemoryKeychain::default());
        let desk = Desk::open(folder.path(), keychain.clone());
        let connection = desk
            .ask(AddConnection {
                address: server.url(),
                trust: plain_http(),
                credentials: password("ada"),
            })
            .await
            .unwrap();
        server.clear_requests();
        Self {
            server,
            desk,
            keychain,
            connection,
            folder,
        }
    }

    fn id(&self) -> ConnectionId {
        self.connection.id.clone()
    }

    /// Ends the program and starts it again; `folder` is the profile's.
    async fn start_again(&mut self, folder: &Path) {
        self.desk = Desk::open(folder, self.keychain.clone());
        // The first call signs in with what is kept.
        self.desk.send(&self.id(), "system.info").await.unwrap();
    }

    async fn list(&self) -> ListId {
        let scope = Artifacts {
            project: ProjectName::new("scale".to_owned()).unwrap(),
            repository: RepositoryName::new("everything".to_owned()).unwrap(),
        };
        let open = OpenList {
            connection: self.id(),
            scope: ListScope::Artifacts(scope),
        };
        let list = self.desk.ask(open).await.unwrap().list;
        let read = ReadList::new(list, ReadFrom::Start);
        self.desk.ask(read).await.unwrap();
        list
    }

    async fn check(&self, list: ListId, check: Check) -> usize {
        let check = CheckRows {
            list,
            query: everything(),
            check,
        };
        self.desk.ask(check).await.unwrap().rows
    }

    /// A list with so many rows checked.
    async fn checked(&self, rows: usize) -> ListId {
        let list = self.list().await;
        let check = Check::Lines {
            from: 0,
            to: rows - 1,
            on: true,
        };
        assert_eq!(self.check(list, check).await, rows);
        list
    }

    async fn label(&self, name: &str) -> BulkLabel {
        let call = Call {
            id: 1_000_000,
            command: Command::Harbor(Harbor {
                connection: self.id(),
                operation: "label.list".to_owned(),
                arguments: json!({ "scope": "g" }),
                background: false,
            }),
        };
        let frame = self.desk.console.answer(call).await;
        let labels = List::<Label>::decode(&read_frame(&frame).unwrap().body).unwrap();
        let mut labels = labels.items.into_iter().map(Result::unwrap);
        let label = labels.find(|label| label.name == name).unwrap();
        BulkLabel {
            id: label.id,
            name: label.name,
            color: label.color,
        }
    }

    async fn adding(&self) -> BulkChange {
        BulkChange::AddLabel {
            label: self.label(LABEL).await,
        }
    }

    /// Begins a run; what is given back is ready when it ends.
    fn begin(&self, list: ListId, change: BulkChange) -> Ending {
        let desk = self.desk.clone();
        tokio::spawn(async move {
            let rows = BulkRows::Checked {
                list,
                query: everything(),
            };
            desk.ask(StartBulk { rows, change }).await
        })
    }

    async fn start(&self, list: ListId, change: BulkChange) -> BulkRun {
        self.begin(list, change).await.unwrap().unwrap()
    }

    async fn go_on(&self, run: BulkId, part: BulkPart) -> Result<BulkRun, Failure> {
        self.desk.ask(ContinueBulk { run, part }).await
    }

    async fn stop(&self) -> BulkRun {
        let run = self.told().last().unwrap().run;
        self.desk.ask(StopBulk { run }).await.unwrap()
    }

    async fn runs(&self) -> Vec<BulkRun> {
        let connection = self.id();
        self.desk.ask(BulkRuns { connection }).await.unwrap().runs
    }

    /// The states of runs that were told.
    fn told(&self) -> Vec<BulkRun> {
        let events = self.desk.events().into_iter();
        events
            .filter_map(|event| match event {
                Event::Bulk(run) => Some(*run),
                _ => None,
            })
            .collect()
    }

    /// How often each artifact was asked for by an operation that went well.
    fn changes(&self, operation: &str) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for request in self.server.requests() {
            if request.operation.as_deref() == Some(operation) && request.status < 300 {
                *counts.entry(request.path).or_default() += 1;
            }
        }
        counts
    }

    fn requests(&self, operation: &str) -> usize {
        let requests = self.server.requests().into_iter();
        requests
            .filter(|request| request.operation.as_deref() == Some(operation))
            .count()
    }

    fn fault(&self, operation: &str, kind: FaultKind, times: Option<u32>) {
        self.server.faults().push(Fault {
            operation: Some(operation.to_owned()),
            page: None,
            kind,
            times,
        });
    }

    /// Rows of the list that have the label.
    async fn labelled(&self, list: ListId) -> usize {
        let query = Query {
            conditions: vec![Condition {
                field: "label".to_owned(),
                operator: Operator::Is,
                value: LABEL.to_owned(),
            }],
            ..everything()
        };
        let lines = QueryList::new(list, query, 0..1);
        self.desk.ask(lines).await.unwrap().matched
    }

    fn files(&self) -> usize {
        fs::read_dir(self.folder.path().join("bulk")).map_or(0, Iterator::count)
    }
}

type Ending = tokio::task::JoinHandle<Result<BulkRun, Failure>>;

const LABEL: &str = "broken";

/// Longer than any test.
const FOREVER: FaultKind = FaultKind::Latency(Duration::from_secs(600));

fn password(user: &str) -> Credentials {
    Credentials::Password {
        user: user.to_owned(),
        password: Entered::new(demo_harbor::PASSWORD.to_owned()),
    }
}

fn everything() -> Query {
    Query::everything(Utc::now())
}

fn is_each_once(changes: &BTreeMap<String, usize>, rows: usize) -> bool {
    changes.len() == rows && changes.values().all(|times| *times == 1)
}

/// A copy of the profile as it is now: what is there when the program is killed in this moment.
fn killed(profile: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("bulk")).unwrap();
    for folder in ["", "bulk"] {
        for file in fs::read_dir(profile.join(folder)).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                let to = copy.path().join(folder).join(file.file_name());
                fs::copy(file.path(), to).unwrap();
            }
        }
    }
    copy
}

#[tokio::test]
async fn each_row_is_changed_once_and_shown_as_it_is_then() {
    let place = Place::open().await;
    let list = place.checked(1_000).await;
    let change = place.adding().await;
    place.server.clear_requests();
    let began = Instant::now();
    let run = place.start(list, change).await;
    let tenths = began.elapsed().as_millis() / 100;
    assert_eq!((run.phase, run.counts.changed), (BulkPhase::Ended, 1_000));
    assert_eq!((run.counts.total(), run.left), (1_000, 0));
    assert!(is_each_once(&place.changes("addLabel"), 1_000));
    // Rows show it without being asked for again, and nothing is checked that went well.
    assert_eq!(place.labelled(list).await, 1_000);
    assert_eq!(place.server.requests().len(), 1_000);
    assert_eq!(place.check(list, Check::Look).await, 0);
    let told = place.told();
    assert_eq!(told.first().unwrap().counts.finished(), 0);
    assert_eq!(told.last(), Some(&run));
    assert!(
        told.len() as u128 <= tenths + 3,
        "{} in {tenths}",
        told.len()
    );
    assert_eq!(place.files(), 0, "there is nothing to come back to");
}

#[tokio::test]
async fn a_run_that_was_stopped_is_gone_on_with_at_the_next_start() {
    let mut place = Place::open().await;
    let list = place.checked(1_000).await;
    let run = place.begin(list, place.adding().await);
    until(|| place.requests("addLabel") >= 300).await;
    let stopped = place.stop().await;
    let asked = place.requests("addLabel");
    assert_eq!(stopped.phase, BulkPhase::Stopped);
    assert!(stopped.counts.waiting > 0 && stopped.counts.changed >= 294);
    assert_eq!(run.await.unwrap().unwrap(), stopped);
    let sure = place.changes("addLabel").len();
    assert_eq!(sure, asked);
    assert!(sure - stopped.counts.changed <= 6, "those on their way");

    let folder = place.folder.path().to_owned();
    place.desk = Desk::open(&folder, place.keychain.clone());
    assert_eq!(place.runs().await, [], "nobody is signed in yet");
    place.start_again(&folder).await;
    let runs = place.runs().await;
    let left = &runs[0];
    assert_eq!(runs.len(), 1);
    assert_eq!(left.phase, BulkPhase::Interrupted);
    assert_eq!(left.change, stopped.change);
    assert_eq!(left.counts.changed, stopped.counts.changed);
    assert_eq!(left.left, 1_000 - stopped.counts.changed);
    let ended = place.go_on(left.run, BulkPart::Left).await.unwrap();
    assert_eq!(
        (ended.phase, ended.counts.done()),
        (BulkPhase::Ended, 1_000)
    );
    assert!(is_each_once(&place.changes("addLabel"), 1_000));
    let list = place.list().await;
    assert_eq!(place.labelled(list).await, 1_000);
    assert_eq!(place.files(), 0);
}

#[tokio::test]
async fn rows_that_were_under_way_when_the_program_was_killed_are_not_known() {
    let mut place = Place::open().await;
    let list = place.checked(200).await;
    let change = place.adding().await;
    // These are put on, and nobody is told.
    place.fault("addLabel", FaultKind::CutBody, Some(4));
    let run = place.begin(list, change);
    until(|| place.requests("addLabel") >= 20).await;
    let copy = killed(place.folder.path());
    run.abort();
    place.start_again(copy.path()).await;
    let left = place.runs().await.remove(0);
    assert_eq!(left.phase, BulkPhase::Interrupted);
    assert!((4..=10).contains(&left.counts.unknown), "{left:?}");
    assert_eq!(left.counts.under_way, 0);
    assert_eq!(left.left, 200 - left.counts.changed);
    // A label may be put on twice: the second time nothing happens.
    let ended = place.go_on(left.run, BulkPart::Left).await.unwrap();
    assert_eq!((ended.phase, ended.counts.done()), (BulkPhase::Ended, 200));
    assert!(is_each_once(&place.changes("addLabel"), 200));
    assert!(ended.counts.unchanged >= 4, "they had been put on");
}

#[tokio::test]
async fn a_stop_does_not_wait_for_answers() {
    let place = Place::open().await;
    let list = place.checked(50).await;
    place.fault("addLabel", FOREVER, None);
    let run = place.begin(list, place.adding().await);
    until(|| place.told().len() == 1 && !place.server.faults().current().is_empty()).await;
    let began = Instant::now();
    let stopped = place.stop().await;
    // The requests are held for ten minutes.
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(stopped.phase, BulkPhase::Stopped);
    assert_eq!(stopped.counts.waiting + stopped.counts.unknown, 50);
    assert!(stopped.counts.unknown <= 6);
    run.await.unwrap().unwrap();
    place.server.faults().clear();
    let ended = place.go_on(stopped.run, BulkPart::Left).await.unwrap();
    assert_eq!(ended.counts.changed, 50);
    assert!(is_each_once(&place.changes("addLabel"), 50));
}

#[tokio::test]
async fn scans_of_which_nobody_knows_are_not_begun_again_unasked() {
    let mut place = Place::open().await;
    let list = place.checked(20).await;
    place.fault("scanArtifact", FOREVER, Some(6));
    let run = place.begin(list, BulkChange::Scan);
    // All that go out at once are at the server, which answers none of them.
    until(|| place.server.faults().current().is_empty()).await;
    let copy = killed(place.folder.path());
    run.abort();
    place.start_again(copy.path()).await;
    let left = place.runs().await.remove(0);
    assert_eq!((left.counts.unknown, left.left), (6, 14));
    let rest = place.go_on(left.run, BulkPart::Left).await.unwrap();
    assert_eq!((rest.counts.changed, rest.counts.unknown), (14, 6));
    assert!(is_each_once(&place.changes("scanArtifact"), 14));
    let asked = place.go_on(left.run, BulkPart::Unknown).await.unwrap();
    assert_eq!((asked.phase, asked.counts.changed), (BulkPhase::Ended, 20));
    assert!(is_each_once(&place.changes("scanArtifact"), 20));
}

#[tokio::test]
async fn scans_under_way_are_left_alone_and_shown_in_their_rows() {
    let place = Place::open().await;
    let list = place.checked(10).await;
    let first = place.start(list, BulkChange::Scan).await;
    assert_eq!(first.counts.changed, 10);
    let check = Check::Lines {
        from: 0,
        to: 11,
        on: true,
    };
    place.check(list, check).await;
    // Their rows say that they are being scanned; the server is not asked again.
    let second = place.start(list, BulkChange::Scan).await;
    assert_eq!(second.counts.total(), 2);
    let check = Check::Lines {
        from: 0,
        to: 11,
        on: true,
    };
    place.check(list, check).await;
    let stopped = place.start(list, BulkChange::StopScan).await;
    assert_eq!(stopped.counts.changed, 12);
    assert_eq!(place.requests("stopScanArtifact"), 12);
}

#[tokio::test]
async fn failed_rows_are_told_by_the_page_and_tried_again() {
    let place = Place::open().await;
    let list = place.checked(30).await;
    place.fault("addLabel", FaultKind::Status(500), Some(7));
    let run = place.start(list, place.adding().await).await;
    assert_eq!(
        (run.phase, run.counts.failed, run.counts.changed),
        (BulkPhase::Ended, 7, 23)
    );
    assert_eq!(run.failure.unwrap().code, FailureCode::Server);
    let failed = BulkItems {
        run: run.run,
        results: vec![BulkResult::Failed],
        first: 4,
        count: 10,
    };
    let page = place.desk.ask(failed).await.unwrap();
    assert_eq!((page.total, page.items.len()), (7, 3));
    for item in &page.items {
        assert!(item.row.key.starts_with("sha256:"));
        assert_eq!(item.failure.as_ref().unwrap().status, Some(500));
    }
    assert_eq!(place.check(list, Check::Look).await, 7, "they stay checked");
    let again = place.go_on(run.run, BulkPart::Failed).await.unwrap();
    assert_eq!((again.counts.changed, again.failure), (30, None));
    assert!(is_each_once(&place.changes("addLabel"), 30));
}

#[tokio::test]
async fn only_what_was_changed_is_taken_back() {
    let place = Place::open().await;
    let list = place.checked(5).await;
    let change = place.adding().await;
    place.start(list, change.clone()).await;
    let check = Check::Lines {
        from: 0,
        to: 19,
        on: true,
    };
    place.check(list, check).await;
    let run = place.start(list, change).await;
    assert_eq!((run.counts.changed, run.counts.unchanged), (15, 5));
    assert_eq!(run.undoable, 15);
    assert_eq!(place.labelled(list).await, 20);
    let undone = place.desk.ask(UndoBulk { run: run.run }).await.unwrap();
    assert_eq!((undone.counts.total(), undone.counts.changed), (15, 15));
    assert_eq!(place.labelled(list).await, 5);
    let again = place.desk.ask(UndoBulk { run: run.run }).await.unwrap_err();
    assert_eq!(again.code, FailureCode::NotFound);
}

#[tokio::test]
async fn a_run_stops_where_it_can_go_no_further() {
    let place = Place::open().await;
    let list = place.checked(100).await;
    let change = place.adding().await;
    // The session ends and nobody can sign in.
    place.fault("addLabel", FaultKind::Latency(Duration::ZERO), Some(20));
    let run = place.begin(list, change);
    until(|| place.requests("addLabel") >= 20).await;
    let signed_out = place.desk.ask(SignOut {
        connection: place.id(),
    });
    signed_out.await.unwrap();
    let stopped = run.await.unwrap().unwrap();
    assert_eq!(stopped.phase, BulkPhase::Stopped);
    assert_eq!(stopped.reason.unwrap().code, FailureCode::SignInNeeded);
    assert_eq!(stopped.counts.failed, 0);
    assert!(stopped.counts.waiting > 0);
    assert_eq!(place.runs().await, [], "nobody is signed in");
    let signed_in = place.desk.ask(SignIn {
        connection: place.id(),
        credentials: password("ada"),
        another: false,
    });
    signed_in.await.unwrap();
    let left = place.runs().await.remove(0);
    let ended = place.go_on(left.run, BulkPart::Left).await.unwrap();
    assert_eq!(ended.counts.done(), 100);
    assert!(is_each_once(&place.changes("addLabel"), 100));
}

#[tokio::test]
async fn an_absent_registry_fails_no_rows() {
    let place = Place::open().await;
    let list = place.checked(100).await;
    let run = place.begin(list, place.adding().await);
    until(|| place.requests("addLabel") >= 10).await;
    let Place { server, desk, .. } = place;
    server.stop().await;
    let stopped = run.await.unwrap().unwrap();
    assert_eq!(stopped.phase, BulkPhase::Stopped);
    assert_eq!(stopped.reason.unwrap().code, FailureCode::Unreachable);
    assert_eq!(stopped.counts.failed, 0);
    assert!(stopped.counts.unknown <= 6, "those on their way");
    drop(desk);
}

#[tokio::test]
async fn another_account_sees_nothing_of_a_run() {
    let place = Place::open().await;
    let list = place.checked(60).await;
    place.fault("addLabel", FOREVER, None);
    let run = place.begin(list, place.adding().await);
    until(|| place.told().len() == 1).await;
    let stopped = place.stop().await;
    run.await.unwrap().unwrap();
    place.server.faults().clear();
    let other = place.desk.ask(SignIn {
        connection: place.id(),
        credentials: password("admin"),
        another: true,
    });
    let other = other.await.unwrap();
    assert_eq!(place.runs().await, []);
    let id = stopped.run;
    let refused = [
        place.go_on(id, BulkPart::Left).await.unwrap_err(),
        place.desk.ask(UndoBulk { run: id }).await.unwrap_err(),
        place.desk.ask(ForgetBulk { run: id }).await.unwrap_err(),
    ];
    for failure in refused {
        assert_eq!(failure.code, FailureCode::NotFound);
    }
    assert_eq!(place.requests("addLabel"), 0);
    // It is still there for the one who began it, until the account is removed.
    let first = other.accounts.iter().find(|account| !account.is_active);
    let first = first.unwrap().id;
    let back = place.desk.ask(pilothouse_protocol::SwitchAccount {
        connection: place.id(),
        account: first,
    });
    back.await.unwrap();
    assert_eq!(place.runs().await.len(), 1);
    assert!(place.files() > 0);
    let removed = place.desk.ask(RemoveConnection {
        connection: place.id(),
    });
    removed.await.unwrap();
    assert_eq!(place.files(), 0);
}

#[tokio::test]
async fn a_run_that_nobody_can_go_on_with_is_forgotten() {
    let mut place = Place::open().await;
    let list = place.checked(30).await;
    let change = place.adding().await;
    place.fault("addLabel", FOREVER, None);
    let run = place.begin(list, change.clone());
    until(|| place.told().len() == 1).await;
    place.stop().await;
    run.await.unwrap().unwrap();
    place.server.faults().clear();

    // The connection leads somewhere else now.
    let elsewhere = killed(place.folder.path());
    let settings = elsewhere.path().join("connections.json");
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.contains(&place.connection.origin));
    let text = text.replace(&place.connection.origin, "http://127.0.0.1:9");
    fs::write(&settings, text).unwrap();
    let files = || fs::read_dir(elsewhere.path().join("bulk")).unwrap().count();
    assert_eq!(files(), 1);
    drop(Desk::open(elsewhere.path(), place.keychain.clone()));
    assert_eq!(files(), 0);

    // The account is removed.
    let other = place.desk.ask(SignIn {
        connection: place.id(),
        credentials: password("admin"),
        another: true,
    });
    let other = other.await.unwrap();
    assert_eq!(place.files(), 1);
    let mut accounts = other.accounts.iter();
    let first = accounts.find(|account| !account.is_active).unwrap().id;
    let removed = place.desk.ask(RemoveAccount {
        connection: place.id(),
        account: first,
    });
    removed.await.unwrap();
    assert_eq!(place.files(), 0);
    let folder = place.folder.path().to_owned();
    place.start_again(&folder).await;
    assert_eq!(place.runs().await, []);
}

#[tokio::test]
async fn one_run_at_a_time_and_none_on_a_registry_that_is_read_only() {
    let place = Place::open().await;
    let list = place.checked(20).await;
    let change = place.adding().await;
    place.fault("addLabel", FOREVER, None);
    let run = place.begin(list, change.clone());
    until(|| place.told().len() == 1).await;
    let second = place.begin(list, change.clone()).await.unwrap();
    assert_eq!(second.unwrap_err().code, FailureCode::Conflict);
    let stopped = place.stop().await;
    run.await.unwrap().unwrap();
    let forgotten = ForgetBulk { run: stopped.run };
    place.desk.ask(forgotten).await.unwrap();
    assert_eq!((place.runs().await.len(), place.files()), (0, 0));

    place.server.faults().clear();
    place.fault("none", FaultKind::ReadOnly, None);
    let reconnect = pilothouse_protocol::Reconnect {
        connection: place.id(),
    };
    place.desk.ask(reconnect).await.unwrap();
    let refused = place.begin(list, change).await.unwrap().unwrap_err();
    assert_eq!(refused.code, FailureCode::Precondition);
    assert_eq!(place.requests("addLabel"), 0);
}

#[tokio::test]
async fn sboms_of_many_are_generated_in_one_run() {
    let place = Place::open().await;
    let list = place.checked(8).await;
    let run = place.start(list, BulkChange::GenerateSbom).await;
    assert_eq!(run.counts.changed, 8, "{run:?}");
    assert_eq!(place.requests("scanArtifact"), 8);
}
