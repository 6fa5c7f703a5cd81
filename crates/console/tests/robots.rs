//! The list of all robot accounts: one request for the system's, and one for each project.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod provider;

use std::{sync::Arc, time::Duration};

use chrono::Utc;
use demo_harbor::{DemoHarbor, Fault, FaultKind, Options, World};
use harbor_api::ProjectId;
use listing::{Condition, Lines, ListScope, Operator, Query, lists::Robots};
use pilothouse_console::MemoryKeychain;
use pilothouse_protocol::{
    AddConnection, Connection, Credentials, Entered, Failure, FailureCode, ListId, ListState,
    OpenList, ProjectsRead, QueryList, ReadFrom, ReadList,
};
use provider::{Desk, plain_http};

struct Place {
    server: DemoHarbor,
    desk: Desk,
    connection: Connection,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn open(projects: usize, who: &str) -> Self {
        let server = DemoHarbor::start(Options {
            world: World::crowded(projects),
            login_delay: Duration::from_millis(20),
            ..Options::default()
        })
        .await
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
        let connection = desk
            .ask(AddConnection {
                address: server.url(),
                trust: plain_http(),
                credentials: Credentials::Password {
                    user: who.to_owned(),
                    password: Entered::new(demo_harbor::PASSWORD.to_owned()),
                },
            })
            .await
            .unwrap();
        server.clear_requests();
        Self {
            server,
            desk,
            connection,
            _folder: folder,
        }
    }

    async fn open_list(&self, robots: Robots) -> ListId {
        let opened = self.desk.ask(OpenList {
            connection: self.connection.id.clone(),
            scope: ListScope::Robots(robots),
        });
        opened.await.unwrap().list
    }

    async fn read(&self, list: ListId, from: ReadFrom) -> Result<ListState, Failure> {
        let ask = ReadList {
            list,
            from,
            background: false,
        };
        self.desk.ask(ask).await
    }

    async fn lines(&self, list: ListId, conditions: Vec<Condition>) -> Lines {
        let query = Query {
            find: String::new(),
            conditions,
            sort: None,
            expanded: Vec::new(),
            now: Utc::now(),
        };
        self.desk
            .ask(QueryList {
                list,
                query,
                first: 0,
                count: 1_000,
                place_of: None,
            })
            .await
            .unwrap()
    }

    fn asked(&self, operation: &str) -> usize {
        let requests = self.server.requests();
        let is = |asked: &Option<String>| asked.as_deref() == Some(operation);
        requests.iter().filter(|one| is(&one.operation)).count()
    }
}

fn names(lines: &Lines) -> Vec<String> {
    let name = |line: &listing::Line| line.cells[1].text().unwrap_or_default().to_owned();
    lines.lines.iter().map(name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_accounts_are_read_with_one_request_for_each_project() {
    let place = Place::open(150, "admin").await;
    let list = place.open_list(Robots::All).await;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    // Harbor has no request for those of several projects.
    let projects = 164;
    assert_eq!(place.asked("ListRobot"), 1 + projects);
    assert_eq!(place.asked("listProjects"), 2);
    assert_eq!(place.server.requests().len(), 1 + projects + 2);
    assert_eq!(
        state.projects,
        Some(ProjectsRead {
            read: projects,
            refused: 0,
            all: projects
        })
    );
    assert_eq!((state.rows, state.total), (308, Some(308)));
    let lines = place.lines(list, Vec::new()).await;
    let names = names(&lines);
    for name in [
        "robot$backup",
        "robot$grafana",
        "robot$skaha+ci",
        "robot$team-149+reader",
    ] {
        assert!(names.contains(&name.to_owned()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn projects_that_would_refuse_are_not_asked() {
    // A member of some projects, and administrator of none.
    let place = Place::open(20, "dave").await;
    let list = place.open_list(Robots::All).await;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    let refused = place.server.requests();
    let refused = refused.iter().filter(|request| request.status >= 400);
    assert_eq!(refused.count(), 0, "no request that must fail");
    let read = state.projects.unwrap();
    assert_eq!((read.read, read.refused), (read.all, 0));
    assert_eq!(place.asked("ListRobot"), read.all);
    assert!(read.all > 0 && read.all < 10, "{read:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_that_refuses_is_counted_and_the_rest_is_there() {
    let place = Place::open(5, "ada").await;
    let list = place.open_list(Robots::All).await;
    place.server.faults().push(Fault {
        operation: Some("ListRobot".to_owned()),
        page: None,
        kind: FaultKind::Status(403),
        times: Some(1),
    });
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    let read = state.projects.unwrap();
    assert_eq!((read.read, read.refused), (read.all, 1));
    assert!(state.rows > 5);
    assert!(state.whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_gone_ends_it_and_what_is_here_stays() {
    let place = Place::open(30, "admin").await;
    let list = place.open_list(Robots::All).await;
    place.read(list, ReadFrom::Start).await.unwrap();
    place.server.faults().push(Fault {
        operation: Some("ListRobot".to_owned()),
        page: None,
        kind: FaultKind::Status(500),
        times: None,
    });
    let failure = place.read(list, ReadFrom::Start).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Server);
    assert_eq!(place.lines(list, Vec::new()).await.rows, 68);
    place.server.faults().clear();
    let state = place.read(list, ReadFrom::WhereItEnded).await.unwrap();
    assert_eq!((state.rows, state.whole), (68, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_of_a_project_are_its_own() {
    let place = Place::open(2, "ada").await;
    place.desk.ask(pilothouse_protocol::Start {}).await.unwrap();
    let all = place.open_list(Robots::All).await;
    place.read(all, ReadFrom::Start).await.unwrap();
    let lines = place.lines(all, Vec::new()).await;
    assert!(names(&lines).contains(&"robot$team-001+ci".to_owned()));
    assert!(!names(&lines).contains(&"robot$backup".to_owned()));
    place.server.clear_requests();
    let own = place.open_list(Robots::Project { id: ProjectId(1) }).await;
    place.read(own, ReadFrom::Start).await.unwrap();
    assert_eq!(place.server.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_expires_soon_can_be_asked_for() {
    let place = Place::open(0, "admin").await;
    let list = place.open_list(Robots::All).await;
    place.read(list, ReadFrom::Start).await.unwrap();
    let soon = |operator, value: &str| {
        vec![Condition {
            field: "expires".to_owned(),
            operator,
            value: value.to_owned(),
        }]
    };
    let lines = place.lines(list, soon(Operator::Within, "3d")).await;
    let mut within = names(&lines);
    within.sort();
    // One is over already.
    assert_eq!(within, ["robot$lsst+weekly", "robot$old-jenkins"]);
    let later = place.lines(list, soon(Operator::NotWithin, "1y")).await;
    let mut never = names(&later);
    never.sort();
    assert_eq!(
        never,
        [
            "robot$backup",
            "robot$grafana",
            "robot$skaha+science-portal"
        ]
    );
}
