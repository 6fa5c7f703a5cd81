//! A registry, somebody signed in to it, and the lists that they open.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses a part of it"
)]

use std::{sync::Arc, time::Duration};

use demo_harbor::{DemoHarbor, Options, World};
use harbor_api::{ProjectName, RepositoryName};
use listing::{Lines, ListScope, Query, lists::Artifacts};
use pilothouse_console::MemoryKeychain;
use pilothouse_protocol::{
    AddConnection, Connection, Credentials, Entered, Event, Failure, Harbor, ListId, ListState,
    OpenList, QueryList, ReadFrom, ReadList, SaveContent,
};
use tempfile::NamedTempFile;

use crate::provider::{Desk, plain_http};

/// A registry and somebody signed in to it.
pub struct Place {
    pub server: DemoHarbor,
    pub desk: Desk,
    pub connection: Connection,
    _folder: tempfile::TempDir,
}

impl Place {
    /// A registry with 2,000 artifacts in one repository.
    pub async fn open() -> Self {
        Self::open_as(World::scaled(2), "ada").await
    }

    /// The sample world, with its administrator signed in.
    pub async fn sample() -> Self {
        Self::open_as(World::sample(), "admin").await
    }

    /// A registry with somebody, of the demo's people, signed in to it.
    pub async fn open_as(world: World, user: &str) -> Self {
        let takes = Options::default().scan_takes;
        Self::open_taking(world, user, takes).await
    }

    /// The same where whatever takes time takes this much.
    pub async fn open_taking(world: World, user: &str, scan_takes: Duration) -> Self {
        let server = DemoHarbor::start(Options {
            world,
            login_delay: Duration::from_millis(20),
            scan_takes,
            ..Options::default()
        })
        .await
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
        let connection = sign_in(&desk, &server, user).await;
        server.clear_requests();
        Self {
            server,
            desk,
            connection,
            _folder: folder,
        }
    }

    /// Sends an operation of any API, and reads its answer.
    pub async fn send<O: harbor_api::Operation>(&self, operation: &O) -> O::Reply {
        let body = self
            .desk
            .body(Harbor {
                connection: self.connection.id.clone(),
                operation: O::INFO.name.to_owned(),
                arguments: serde_json::to_value(operation).unwrap(),
                background: false,
            })
            .await
            .unwrap();
        harbor_api::Decode::decode(&body).unwrap()
    }

    /// Saves content into a file, as the shell does.
    pub async fn save(&self, command: &SaveContent, to: &NamedTempFile) -> Result<(), Failure> {
        let to = to.reopen().unwrap();
        self.desk.console.write_content(u64::MAX, command, to).await
    }

    pub async fn list(&self, project: &str, repository: &str) -> ListState {
        self.open_list(self.listing(project, repository).scope)
            .await
    }

    pub fn listing(&self, project: &str, repository: &str) -> OpenList {
        let scope = Artifacts {
            project: ProjectName::new(project.to_owned()).unwrap(),
            repository: RepositoryName::new(repository.to_owned()).unwrap(),
        };
        OpenList {
            connection: self.connection.id.clone(),
            scope: scope.into(),
        }
    }

    pub async fn open_list(&self, scope: impl Into<ListScope>) -> ListState {
        self.desk
            .ask(OpenList {
                connection: self.connection.id.clone(),
                scope: scope.into(),
            })
            .await
            .unwrap()
    }

    pub async fn everything(&self) -> ListId {
        let list = self.list("scale", "everything").await.list;
        self.read(list, ReadFrom::Start).await.unwrap();
        list
    }

    pub async fn read(&self, list: ListId, from: ReadFrom) -> Result<ListState, Failure> {
        self.desk.ask(ReadList::new(list, from)).await
    }

    pub async fn lines(&self, list: ListId, query: Query) -> Lines {
        self.desk
            .ask(QueryList::new(list, query, 0..40))
            .await
            .unwrap()
    }

    pub fn states(&self) -> Vec<ListState> {
        let events = self.desk.events().into_iter();
        events
            .filter_map(|event| match event {
                Event::List(state) => Some(state),
                _ => None,
            })
            .collect()
    }

    pub fn listings(&self) -> usize {
        let requests = self.server.requests();
        let is_listing = |operation: &Option<String>| operation.as_deref() == Some("listArtifacts");
        requests
            .iter()
            .filter(|request| is_listing(&request.operation))
            .count()
    }
}

async fn sign_in(desk: &Desk, server: &DemoHarbor, user: &str) -> Connection {
    desk.ask(AddConnection {
        address: server.url().to_string(),
        trust: plain_http(),
        credentials: Credentials::Password {
            user: user.to_owned(),
            password: Entered::new(demo_harbor::PASSWORD.to_owned()),
        },
    })
    .await
    .unwrap()
}
