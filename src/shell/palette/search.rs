//! What a registry has for the palette's text.

use futures::future::join_all;
use harbor_api::{
    ArtifactReference, Capabilities, Feature, Filter, Page, ProjectName, ProjectReference,
    RepositoryName, Sort, TagName, Term,
    operations::{
        GetArtifact, GetProject, ListAllRepositories, ListArtifacts, ListProjectArtifacts,
        ListProjects,
    },
    types::{Artifact, Project, Repository},
};
use pilothouse_protocol::{Connection, ConnectionId, Failure, FailureCode};

use crate::{
    failure::failure_message,
    ipc::{Ticket, harbor},
    route::{Route, TabId},
    shell::palette::{
        Entry, EntryAction, Found,
        search_target::{Pick, SearchTarget},
    },
    words::words,
};

/// Projects, repositories and artifacts at most.
const SHOWN: u32 = 8;
/// Repositories among which one of a name is looked for, whatever their project: a page of Harbor's.
const NAMESAKES: u32 = 100;
/// Projects that are looked into for an artifact, at most: each costs a request.
const PROJECTS: usize = 60;
/// Of these so many at once.
const AT_ONCE: usize = 6;

/// What a registry has for a text. What was not searched, and why, stands in the notes.
pub(super) async fn search(
    registry: &Connection,
    wanted: &str,
    here: &Route,
    still_wanted: impl Fn() -> bool,
) -> Found {
    let hosts = hosts(registry);
    let mut search = Search {
        connection: &registry.id,
        capabilities: Capabilities::from_version(registry.system.harbor_version.as_deref()),
        here,
        found: Found::default(),
    };
    match SearchTarget::read(wanted, |host| hosts.iter().any(|known| known == host)) {
        SearchTarget::Place {
            project,
            repository,
            pick,
        } => search.place(project, repository, pick).await,
        SearchTarget::InSomeProject { repository, pick } => {
            search.in_some_project(repository, pick).await;
        }
        SearchTarget::Portal {
            project,
            repository,
            pick,
        } => {
            let project = ProjectReference::Id(project);
            search.portal(project, repository, pick).await;
        }
        SearchTarget::Digest(digest) => {
            search.everywhere(with_digest(&digest), &still_wanted).await;
            if !digest.contains(':') {
                // It may be a tag or a name as well: a date, say.
                search.named(&digest).await;
                if let (Ok(tag), true) = (TagName::new(digest), search.found.artifacts.is_empty()) {
                    search.everywhere(with_tag(&tag), &still_wanted).await;
                }
            }
        }
        SearchTarget::Elsewhere { host, path } => {
            let path = path.split_once(':').map_or(path.as_str(), |(path, _)| path);
            search.named(path).await;
            search.note(words().frame.other_host(&host));
        }
        SearchTarget::Name { name, tag } => {
            search.named(&name).await;
            if let Some(tag) = tag {
                search.everywhere(with_tag(&tag), &still_wanted).await;
            }
        }
    }
    search.found
}

/// What this registry is called in references, in lower case.
fn hosts(registry: &Connection) -> Vec<String> {
    [registry.registry(), registry.origin.as_str()]
        .into_iter()
        .map(|address| {
            let host = address.split_once("://").map_or(address, |(_, host)| host);
            host.trim_end_matches('/').to_lowercase()
        })
        .flat_map(|host| {
            // The ports that nobody writes.
            let short = [":443", ":80"]
                .iter()
                .find_map(|port| host.strip_suffix(port))
                .map(str::to_owned);
            let long = (!host.contains(':')).then(|| format!("{host}:443"));
            [Some(host.clone()), short, long]
        })
        .flatten()
        .collect()
}

/// Whatever has exactly this tag.
fn with_tag(tag: &TagName) -> Option<Filter> {
    let term = Term::Exactly(tag.to_string());
    Filter::all().and("tags", term).ok()
}

/// Whatever has this in its digest.
fn with_digest(part: &str) -> Option<Filter> {
    let term = Term::Contains(part.to_owned());
    Filter::all().and("digest", term).ok()
}

/// Whether a failure says that it is not there, or not for this account.
fn is_absent(failure: &Failure) -> bool {
    matches!(
        failure.code,
        FailureCode::NotFound | FailureCode::Forbidden | FailureCode::Unsupported
    )
}

/// A search that is under way.
struct Search<'a> {
    connection: &'a ConnectionId,
    capabilities: Capabilities,
    here: &'a Route,
    found: Found,
}

impl Search<'_> {
    fn note(&mut self, note: String) {
        if !self.found.notes.contains(&note) {
            self.found.notes.push(note);
        }
    }

    /// Notes what could not be searched.
    fn failed(&mut self, what: &str, failure: &Failure) {
        let note = words().frame.not_searched(what, &failure_message(failure));
        self.note(note);
    }

    /// Notes that there is more than is shown.
    fn more(&mut self, what: &str, total: Option<u64>) {
        let shown = u64::from(SHOWN);
        if let Some(total) = total.filter(|total| *total > shown) {
            self.note(words().frame.first_of(shown, total, what));
        }
    }

    /// A repository, or one of its artifacts: one or two requests, and some more where it is not there.
    async fn place(
        &mut self,
        project: ProjectName,
        repository: RepositoryName,
        pick: Option<Pick>,
    ) {
        let name = format!("{project}/{repository}");
        let Some(pick) = pick else {
            self.repository(&name).await;
            if self.found.repositories.is_empty() {
                self.other_name(&project, &repository).await;
            }
            return;
        };
        self.picked(&project, &repository, &pick).await;
        if !self.found.artifacts.is_empty() {
            return;
        }
        self.repository(&name).await;
        if self.found.repositories.is_empty() {
            self.other_name(&project, &repository).await;
        } else {
            self.note(words().frame.no_such_artifact(&name));
        }
    }

    /// The same name in other projects: what looked like a project may have been another
    /// registry's host.
    async fn other_name(&mut self, project: &ProjectName, repository: &RepositoryName) {
        self.repositories(repository.as_str()).await;
        if project.as_str().contains('.') {
            self.note(words().frame.other_host(project.as_str()));
        }
    }

    /// One artifact of a repository, or those whose digest has a part.
    async fn picked(&mut self, project: &ProjectName, repository: &RepositoryName, pick: &Pick) {
        let reference = match pick {
            Pick::Tag(tag) => ArtifactReference::Tag(tag.clone()),
            Pick::Digest(digest) => ArtifactReference::Digest(digest.clone()),
            Pick::PartOfDigest(part) => {
                self.in_repository(project, repository, with_digest(part))
                    .await;
                return;
            }
        };
        let get = GetArtifact {
            with_tag: Some(true),
            ..GetArtifact::new(project.clone(), repository.clone(), reference)
        };
        match harbor(self.connection.clone(), &get, Ticket::new()).await {
            Ok(reply) => {
                let entry = artifact(self.connection, project, repository, &reply.value);
                self.found.artifacts.extend(entry);
            }
            Err(failure) if is_absent(&failure) => {}
            Err(failure) => self.failed(&format!("{project}/{repository}"), &failure),
        }
    }

    /// Artifacts of one repository.
    async fn in_repository(
        &mut self,
        project: &ProjectName,
        repository: &RepositoryName,
        filter: Option<Filter>,
    ) {
        let Some(q) = filter else { return };
        let list = ListArtifacts {
            q,
            sort: Sort::server(),
            page: Page::new(1, SHOWN),
            with_tag: Some(true),
            ..ListArtifacts::new(project.clone(), repository.clone())
        };
        match harbor(self.connection.clone(), &list, Ticket::new()).await {
            Ok(reply) => {
                self.more(words().frame.artifacts, reply.meta.total);
                let entries = reply
                    .value
                    .good()
                    .filter_map(|found| artifact(self.connection, project, repository, &found));
                self.found.artifacts.extend(entries);
            }
            Err(failure) if is_absent(&failure) => {}
            Err(failure) => self.failed(&format!("{project}/{repository}"), &failure),
        }
    }

    /// An artifact of whichever repository has this name.
    async fn in_some_project(&mut self, repository: RepositoryName, pick: Pick) {
        let name = Term::Contains(repository.to_string());
        self.repositories_by(name, NAMESAKES).await;
        let is_one = |name: &RepositoryName| {
            let name = name.as_str();
            name == repository.as_str() || name.ends_with(&format!("/{repository}"))
        };
        let places: Vec<_> = self
            .found
            .repositories
            .iter()
            .filter_map(|entry| match &entry.deed {
                EntryAction::Go(Route::Repository {
                    project,
                    repository,
                    ..
                }) if is_one(repository) => Some((project.clone(), repository.clone())),
                _ => None,
            })
            .take(SHOWN as usize)
            .collect();
        self.found.repositories.truncate(SHOWN as usize);
        for (project, repository) in places {
            self.picked(&project, &repository, &pick).await;
        }
    }

    /// What a page of Harbor's portal shows.
    async fn portal(
        &mut self,
        project: ProjectReference,
        repository: Option<RepositoryName>,
        pick: Option<Pick>,
    ) {
        let get = GetProject {
            project_name_or_id: project,
        };
        let found = match harbor(self.connection.clone(), &get, Ticket::new()).await {
            Ok(reply) => reply.value,
            Err(failure) => return self.failed(words().actions.projects, &failure),
        };
        match (found.typed_name(), repository) {
            (Some(name), Some(repository)) => self.place(name, repository, pick).await,
            _ => {
                let entry = project_entry(self.connection, found);
                self.found.projects.extend(entry);
            }
        }
    }

    /// Projects and repositories with this in their names.
    async fn named(&mut self, name: &str) {
        let Ok(q) = Filter::all().and("name", Term::Contains(name.to_owned())) else {
            return self.note(words().frame.no_such_text.to_owned());
        };
        let projects = ListProjects {
            q,
            page: Page::new(1, SHOWN),
            ..ListProjects::without_details()
        };
        let projects = harbor(self.connection.clone(), &projects, Ticket::new());
        let (projects, ()) = futures::join!(projects, self.repositories(name));
        match projects {
            Ok(reply) => {
                self.more(words().actions.projects, reply.meta.total);
                let entries = reply
                    .value
                    .good()
                    .filter_map(|found| project_entry(self.connection, found));
                self.found.projects.extend(entries);
            }
            Err(failure) => self.failed(words().actions.projects, &failure),
        }
        let found = &self.found.projects;
        if found.len() >= SHOWN as usize && found.iter().all(|entry| entry.words != name) {
            self.project(name).await;
        }
    }

    /// The project of exactly this name, before others.
    async fn project(&mut self, name: &str) {
        let Ok(q) = Filter::all().and("name", Term::Exactly(name.to_owned())) else {
            return;
        };
        let projects = ListProjects {
            q,
            page: Page::new(1, 1),
            ..ListProjects::without_details()
        };
        match harbor(self.connection.clone(), &projects, Ticket::new()).await {
            Ok(reply) => {
                let found = reply.value.good();
                let entry = found
                    .filter_map(|found| project_entry(self.connection, found))
                    .next();
                if let Some(entry) = entry {
                    self.found.projects.insert(0, entry);
                    self.found.projects.truncate(SHOWN as usize);
                }
            }
            Err(failure) => self.failed(words().actions.projects, &failure),
        }
    }

    /// Repositories with this in their names, their project included.
    async fn repositories(&mut self, name: &str) {
        self.repositories_by(Term::Contains(name.to_owned()), SHOWN)
            .await;
    }

    /// The same, with the one of exactly this name first. Where there are more than are shown, the server
    /// lists the newest: the one that is meant is asked for by itself then.
    async fn repository(&mut self, name: &str) {
        let is_other = |entry: &Entry| format!("{}{}", entry.lead, entry.words) != name;
        self.repositories(name).await;
        let found = &self.found.repositories;
        if found.len() >= SHOWN as usize && found.iter().all(is_other) {
            self.repositories_by(Term::Exactly(name.to_owned()), 1)
                .await;
        }
        self.found.repositories.sort_by_key(is_other);
        self.found.repositories.truncate(SHOWN as usize);
    }

    async fn repositories_by(&mut self, name: Term, size: u32) {
        let Ok(q) = Filter::all().and("name", name) else {
            return self.note(words().frame.no_such_text.to_owned());
        };
        let repositories = ListAllRepositories {
            q,
            sort: Sort::server(),
            page: Page::new(1, size),
        };
        match harbor(self.connection.clone(), &repositories, Ticket::new()).await {
            Ok(reply) => {
                self.more(words().frame.repositories, reply.meta.total);
                let entries = reply
                    .value
                    .good()
                    .filter_map(|found| repository_entry(self.connection, found));
                self.found.repositories.extend(entries);
            }
            Err(failure) => self.failed(words().frame.repositories, &failure),
        }
    }

    /// Artifacts, wherever they are. Harbor finds them within a project only, so projects are
    /// asked until some have any; and before 2.12 within a repository only.
    async fn everywhere(&mut self, filter: Option<Filter>, still_wanted: &impl Fn() -> bool) {
        let Some(q) = filter else { return };
        if !self.capabilities.can(Feature::ArtifactsOfProject) {
            return self.in_open_repository(q).await;
        }
        let mut names: Vec<ProjectName> = self.here.project_name().cloned().into_iter().collect();
        let mut total = names.len();
        match harbor(
            self.connection.clone(),
            &ListProjects::without_details(),
            Ticket::new(),
        )
        .await
        {
            Ok(reply) => {
                let listed = reply.value.items.len();
                total = reply.meta.total.map_or(listed, |all| {
                    usize::try_from(all).unwrap_or(usize::MAX).max(listed)
                });
                let others = reply
                    .value
                    .good()
                    .filter_map(|project| project.typed_name());
                names.extend(others.filter(|name| self.here.project_name() != Some(name)));
            }
            Err(failure) => self.failed(words().actions.projects, &failure),
        }
        names.truncate(PROJECTS);
        let mut searched = 0;
        let mut unknown = 0;
        for names in names.chunks(AT_ONCE) {
            if !still_wanted() {
                return;
            }
            let lists: Vec<_> = names.iter().map(|name| in_project(name, &q)).collect();
            let answers = lists
                .iter()
                .map(|list| harbor(self.connection.clone(), list, Ticket::new()));
            let answers = join_all(answers).await;
            for (name, answer) in names.iter().zip(answers) {
                match answer {
                    Ok(reply) => {
                        searched += 1;
                        self.more(words().frame.artifacts, reply.meta.total);
                        let entries = reply.value.good().filter_map(|found| {
                            let (project, repository) = found.parts()?;
                            artifact(self.connection, &project, &repository, &found)
                        });
                        self.found.artifacts.extend(entries);
                    }
                    Err(failure) if failure.code == FailureCode::NotFound => unknown += 1,
                    Err(failure) => self.failed(name.as_str(), &failure),
                }
            }
            if !self.found.artifacts.is_empty() {
                break;
            }
            if searched == 0 && unknown > 1 {
                // A server that did not say its version, and does not know the question.
                return self.in_open_repository(q).await;
            }
        }
        self.found.artifacts.truncate(SHOWN as usize);
        if searched < total {
            self.note(words().frame.searched_projects(searched, total));
        }
    }

    /// The repository that is open, where the server can't look into more.
    async fn in_open_repository(&mut self, q: Filter) {
        let (w, here) = (&words().frame, self.here);
        match here {
            Route::Repository {
                project,
                repository,
                ..
            }
            | Route::Artifact {
                project,
                repository,
                ..
            } => {
                self.in_repository(project, repository, Some(q)).await;
                self.note(w.searched_this_repository.to_owned());
            }
            _ => self.note(w.open_a_repository.to_owned()),
        }
    }
}

fn in_project(project: &ProjectName, q: &Filter) -> ListProjectArtifacts {
    ListProjectArtifacts {
        q: q.clone(),
        sort: Sort::server(),
        page: Page::new(1, SHOWN),
        with_tag: Some(true),
        ..ListProjectArtifacts::new(project.clone())
    }
}

fn artifact(
    connection: &ConnectionId,
    project: &ProjectName,
    repository: &RepositoryName,
    artifact: &Artifact,
) -> Option<Entry> {
    let digest = artifact.typed_digest()?;
    let tags: Vec<&str> = artifact
        .tags
        .iter()
        .take(3)
        .map(|tag| tag.name.as_str())
        .collect();
    Some(Entry {
        group: words().frame.artifacts,
        icon: "box",
        lead: format!("{project}/{repository}@"),
        words: digest.short().to_owned(),
        aside: tags.join(", "),
        caps: Vec::new(),
        deed: EntryAction::Go(Route::Artifact {
            connection: connection.clone(),
            project: project.clone(),
            repository: repository.clone(),
            reference: ArtifactReference::Digest(digest),
            tab: TabId::FIRST,
        }),
    })
}

fn repository_entry(connection: &ConnectionId, found: Repository) -> Option<Entry> {
    let (project, repository) = found.parts()?;
    let artifacts = usize::try_from(found.artifact_count).unwrap_or_default();
    Some(Entry {
        group: words().frame.repositories,
        icon: "repository",
        lead: format!("{project}/"),
        words: repository.to_string(),
        aside: words().frame.artifact_count(artifacts),
        caps: Vec::new(),
        deed: EntryAction::Go(Route::Repository {
            connection: connection.clone(),
            project,
            repository,
            tab: TabId::FIRST,
        }),
    })
}

fn project_entry(connection: &ConnectionId, found: Project) -> Option<Entry> {
    let project = found.typed_name()?;
    let repositories = usize::try_from(found.repo_count).unwrap_or_default();
    Some(Entry {
        group: words().actions.projects,
        icon: "projects",
        lead: String::new(),
        words: project.to_string(),
        aside: words().frame.repository_count(repositories),
        caps: Vec::new(),
        deed: EntryAction::Go(Route::Project {
            connection: connection.clone(),
            project,
            tab: TabId::FIRST,
        }),
    })
}
