//! The list of all robot accounts: one request for the system's, and one for each project.

use std::{sync::Arc, time::Duration};

use crate::provider::{Desk, plain_http};
use chrono::Utc;
use demo_harbor::{DemoHarbor, Fault, FaultKind, Options, World};
use harbor_api::{
    Decode, Filter, Operation, Page, ProjectId, RobotId, Sort, Term,
    operations::{GetRobot, ListEvents, ListProjects, ListRobots, UpdateRobot},
    types::{Access, NewRobot, PermissionKind, Robot, RobotLevel, RobotPermission},
};
use listing::{Condition, Lines, ListScope, Listing, Operator as Compared, Query, lists::Robots};
use pilothouse_console::MemoryKeychain;
use pilothouse_protocol::{
    AddConnection, Call, Command, Connection, CopyRobotSecret, CreateRobot, Credentials, Entered,
    Failure, FailureCode, ForgetRobotSecret, Harbor, Head, HeldRobotSecret, ListId, ListState,
    OpenList, ProjectsRead, QueryList, ReadFrom, ReadList, RegistryLogin, RenewRobotSecret,
    RevealRobotSecret, RobotFile, RobotSecretId, RobotSecretText, SignOut, TestRegistryLogin,
    read_frame,
};

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
        let ask = ReadList::new(list, from);
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
            .ask(QueryList::new(list, query, 0..1_000))
            .await
            .unwrap()
    }

    fn asked(&self, operation: &str) -> usize {
        let requests = self.server.requests();
        let is = |asked: &Option<String>| asked.as_deref() == Some(operation);
        requests.iter().filter(|one| is(&one.operation)).count()
    }
}

/// Sends an operation, and decodes what comes back.
async fn sent<O: Operation>(
    desk: &Desk,
    connection: &Connection,
    operation: O,
) -> Result<O::Reply, Failure> {
    let call = Call {
        id: u64::MAX,
        command: Command::Harbor(Harbor {
            connection: connection.id.clone(),
            operation: O::INFO.name.to_owned(),
            arguments: serde_json::to_value(operation).unwrap(),
            background: false,
        }),
    };
    let answer = read_frame(&desk.console.answer(call).await).unwrap();
    match answer.head {
        Head::Body(_) => Ok(O::Reply::decode(&answer.body).unwrap()),
        Head::Failed(failure) => Err(failure),
        Head::Done { .. } => panic!("no body"),
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
    // The newest events of the audit log say which were used lately, a hundred at most.
    assert_eq!(place.asked("listAuditLogExts"), 1);
    assert_eq!(place.server.requests().len(), 1 + projects + 2 + 1);
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
async fn an_account_was_seen_when_the_audit_log_says_so_and_else_nobody_knows() {
    let place = Place::open(2, "admin").await;
    let list = place.open_list(Robots::All).await;
    place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place.lines(list, Vec::new()).await;
    let at = |id: &str| {
        Robots::COLUMNS
            .iter()
            .position(|column| column.id == id)
            .unwrap()
    };
    let seen = |name: &str| {
        let is = |line: &&listing::Line| line.cells[at("name")].text() == Some(name);
        lines.lines.iter().find(is).unwrap().cells[at("seen")].number()
    };
    let own = Filter::all().and("username", Term::Exactly("robot$skaha+ci".to_owned()));
    let newest = ListEvents {
        q: own.unwrap(),
        sort: Sort::server(),
        page: Page::new(1, 1),
    };
    let newest = sent(&place.desk, &place.connection, newest).await.unwrap();
    let newest = newest.iter_good().next().and_then(|event| event.op_time);
    assert!(newest.is_some());
    assert_eq!(
        seen("robot$skaha+ci"),
        newest.map(|at| at.timestamp_micros())
    );
    assert_eq!(seen("robot$backup"), None);

    // A server without such a log has its robot accounts all the same, and nothing is said to fail.
    let place = Place::open(2, "admin").await;
    let list = place.open_list(Robots::All).await;
    place.server.faults().push(Fault {
        operation: Some("listAuditLogExts".to_owned()),
        page: None,
        kind: FaultKind::Status(404),
        times: None,
    });
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(state.whole && state.rows > 5);
    assert_eq!(state.failure, None);
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
    let lines = place.lines(list, soon(Compared::Within, "3d")).await;
    let mut within = names(&lines);
    within.sort();
    // One is over already.
    assert_eq!(within, ["robot$lsst+weekly", "robot$old-jenkins"]);
    let later = place.lines(list, soon(Compared::NotWithin, "1y")).await;
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

fn permission(project: &str, pairs: &[(&str, &str)]) -> RobotPermission {
    let access = pairs.iter().map(|(resource, action)| Access {
        resource: (*resource).to_owned(),
        action: (*action).to_owned(),
        ..Access::default()
    });
    RobotPermission {
        kind: PermissionKind::Project,
        namespace: project.to_owned(),
        access: access.collect(),
    }
}

impl Place {
    async fn create(&self, name: &str) -> Result<HeldRobotSecret, Failure> {
        let pull = [("repository", "pull"), ("repository", "list")];
        let command = CreateRobot {
            connection: self.connection.id.clone(),
            robot: NewRobot {
                name: name.to_owned(),
                description: String::new(),
                level: RobotLevel::System,
                duration: 30,
                permissions: vec![permission("canucs", &pull), permission("lsst", &pull)],
            },
        };
        self.desk.ask(command).await
    }

    async fn revealed(&self, secret: RobotSecretId) -> Result<String, Failure> {
        let revealed = self.desk.ask(RevealRobotSecret { secret }).await?;
        Ok(revealed.secret.expose().to_owned())
    }

    async fn robot(&self, robot_id: RobotId) -> Robot {
        sent(&self.desk, &self.connection, GetRobot { robot_id })
            .await
            .unwrap()
    }

    fn copied(&self, secret: RobotSecretId, what: RobotSecretText) -> String {
        let text = self
            .desk
            .console
            .robot_secret_text(&CopyRobotSecret { secret, what });
        text.unwrap().expose().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_accounts_secret_stays_in_the_shell_until_it_is_asked_for() {
    let place = Place::open(0, "admin").await;
    let made = place.create("two-projects").await.unwrap();
    assert_eq!(made.name, "robot$two-projects");
    let secret = place.revealed(made.secret).await.unwrap();
    let printed = format!("{made:?} {:?}", place.desk.events());
    assert!(!printed.contains(&secret), "{printed}");

    // Each ready-made text has the name and the secret in it.
    let file = place.desk.console.robot_file(made.secret).unwrap();
    assert_eq!(file.name, "robot$two-projects.json");
    let portal: serde_json::Value = serde_json::from_str(file.text.expose()).unwrap();
    let members: Vec<&String> = portal.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["creation_time", "expires_at", "id", "name", "secret"]
    );
    let read = RobotFile::parse(file.text.expose()).unwrap();
    assert_eq!(
        (read.name, read.secret.into_inner()),
        (made.name.clone(), secret.clone())
    );
    assert_eq!(place.copied(made.secret, RobotSecretText::Secret), secret);
    let yaml = place.copied(
        made.secret,
        RobotSecretText::ImagePullSecret {
            name: "pull".to_owned(),
            namespace: None,
        },
    );
    assert!(yaml.contains(&secret) && yaml.contains("robot$two-projects"));
    let config = place.copied(made.secret, RobotSecretText::DockerConfig);
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    assert_eq!(config["auths"][&made.registry]["password"], secret.as_str());
    let hosts = place.copied(made.secret, RobotSecretText::ContainerdHosts);
    assert!(
        hosts.starts_with(&format!("server = \"http://{}\"", made.registry)),
        "{hosts}"
    );

    // It works, and where it may.
    let test = TestRegistryLogin {
        connection: place.connection.id.clone(),
        login: RegistryLogin::Robot {
            secret: made.secret,
        },
        repository: None,
    };
    assert!(place.desk.ask(test).await.unwrap().taken);
    place
        .desk
        .ask(ForgetRobotSecret {
            secret: made.secret,
        })
        .await
        .unwrap();
    let gone = place.revealed(made.secret).await.unwrap_err();
    assert_eq!(gone.code, FailureCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_signs_in_and_sees_only_what_it_may() {
    let place = Place::open(0, "admin").await;
    let made = place.create("two-projects").await.unwrap();
    let file = place.desk.console.robot_file(made.secret).unwrap();
    let file = RobotFile::parse(file.text.expose()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
    let connection = desk
        .ask(AddConnection {
            address: place.server.url(),
            trust: plain_http(),
            credentials: Credentials::Robot {
                name: file.name,
                secret: file.secret,
            },
        })
        .await
        .unwrap();
    let projects = ListProjects {
        public: Some(false),
        ..ListProjects::without_details()
    };
    let projects = sent(&desk, &connection, projects).await;
    let names: Vec<String> = projects
        .unwrap()
        .good()
        .map(|project| project.name)
        .collect();
    assert_eq!(names, ["canucs", "lsst"], "private ones, of many");
    let robots = ListRobots {
        q: Default::default(),
        sort: Default::default(),
        page: Default::default(),
    };
    let robots = sent(&desk, &connection, robots).await;
    assert_eq!(robots.unwrap_err().code, FailureCode::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_secret_of_an_account_that_is_off_is_said_to_be_dead() {
    let place = Place::open(0, "admin").await;
    let made = place.create("renewed").await.unwrap();
    let before = place.revealed(made.secret).await.unwrap();
    let renew = |own: Option<&str>| RenewRobotSecret {
        connection: place.connection.id.clone(),
        robot: made.robot,
        own: own.map(|own| Entered::new(own.to_owned())),
    };
    let renewed = place.desk.ask(renew(None)).await.unwrap();
    assert!(!renewed.disabled);
    assert_ne!(place.revealed(renewed.secret).await.unwrap(), before);
    let own = place
        .desk
        .ask(renew(Some("Better-Secret-99")))
        .await
        .unwrap();
    assert_eq!(
        place.revealed(own.secret).await.unwrap(),
        "Better-Secret-99"
    );
    // The whole account, as Harbor's own pages write it.
    let file = place.desk.console.robot_file(own.secret).unwrap();
    let file: serde_json::Value = serde_json::from_str(file.text.expose()).unwrap();
    assert_eq!(
        (&file["secret"], &file["level"]),
        (&"Better-Secret-99".into(), &"system".into())
    );
    for weak in ["weak", "With spaces 1"] {
        let refused = place.desk.ask(renew(Some(weak))).await.unwrap_err();
        assert_eq!(refused.code, FailureCode::Invalid);
        assert!(!refused.message.contains(weak));
    }
    let mut body = place.robot(made.robot).await.change();
    body.disable = true;
    let robot_id = made.robot;
    let change = UpdateRobot { robot_id, body };
    sent(&place.desk, &place.connection, change).await.unwrap();
    let dead = place.desk.ask(renew(None)).await.unwrap();
    assert!(dead.disabled);
    let test = TestRegistryLogin {
        connection: place.connection.id.clone(),
        login: RegistryLogin::Robot {
            secret: dead.secret,
        },
        repository: None,
    };
    assert!(!place.desk.ask(test).await.unwrap().taken);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_leaves_no_secret_behind() {
    let place = Place::open(0, "admin").await;
    let made = place.create("left").await.unwrap();
    let connection = place.connection.id.clone();
    place.desk.ask(SignOut { connection }).await.unwrap();
    assert!(place.revealed(made.secret).await.is_err());
}
