//! What the service knows, joined with what Harbor holds: the rows of three lists.

use std::{
    collections::{BTreeMap, HashMap},
    pin::pin,
};

use futures::{StreamExt, stream};
use harbor_api::{
    Direction, List, ProjectName, RepositoryName, Sort,
    operations::{ListArtifacts, ListProjectArtifacts, ListProjects, ListRepositories},
    types::{Artifact, ArtifactKind},
};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use listing::{
    Cell, ListingPage,
    lists::{
        ModelProjects, Models, Tenants,
        model_registry::{HarborProject, IS_LISTED, ModelRow, PLACES, ProjectRow, TenantRow},
    },
};
use model_registry_api::{Model, RegisteredProject, Scope, Subject, Tenant};
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};

use crate::{connection::runtime::Current, console::Console};

/// What the service knows of one subject.
pub(super) struct Known<T> {
    pub(super) items: Vec<T>,
    /// Whether the service lists them; else they are those that Pilothouse made or was told.
    pub(super) is_listed: bool,
}

impl Console {
    /// The rows of one of the lists.
    pub(crate) async fn model_registry_rows(
        &self,
        id: &ConnectionId,
        current: &Current,
        subject: Subject,
    ) -> Result<ListingPage, Failure> {
        let (mut page, is_listed) = match subject {
            Subject::Tenants => self.tenant_rows(id).await?,
            Subject::Projects => self.project_rows(id, current).await?,
            Subject::Models => self.model_rows(id, current).await?,
        };
        let listed = if is_listed { "yes" } else { "no" };
        page.facts
            .insert(IS_LISTED.to_owned(), Cell::Text(listed.to_owned()));
        Ok(page)
    }

    async fn tenant_rows(&self, id: &ConnectionId) -> Result<(ListingPage, bool), Failure> {
        let tenants = self.known_tenants(id).await?;
        let projects = self.known_projects(id, &tenants.items).await?;
        let rows = tenants.items.into_iter().map(|tenant| {
            let own = |project: &&RegisteredProject| is_of(project, &tenant);
            let own = projects.items.iter().filter(own);
            TenantRow {
                projects: own.map(|project| project.name.clone()).collect(),
                tenant,
            }
        });
        let rows: Vec<TenantRow> = rows.collect();
        Ok((Tenants::page(&rows), tenants.is_listed))
    }

    async fn project_rows(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<(ListingPage, bool), Failure> {
        let tenants = self.known_tenants(id).await?.items;
        let projects = self.known_projects(id, &tenants).await?;
        let mut rows: BTreeMap<String, ProjectRow> = BTreeMap::new();
        for project in projects.items {
            let row = ProjectRow {
                name: project.name.clone(),
                tenant: tenant_name(&project, &tenants),
                registered: Some(project),
                is_listed: projects.is_listed,
                in_harbor: None,
            };
            rows.insert(row.name.clone(), row);
        }
        for project in self.harbor_projects(id, current).await? {
            let row = rows.entry(project.name.clone()).or_default();
            row.name.clone_from(&project.name);
            row.is_listed = projects.is_listed;
            row.in_harbor = Some(HarborProject {
                id: project.project_id.0,
                is_public: project.is_public(),
                repositories: project.repo_count,
            });
        }
        let rows: Vec<ProjectRow> = rows.into_values().collect();
        Ok((ModelProjects::page(&rows), projects.is_listed))
    }

    async fn model_rows(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<(ListingPage, bool), Failure> {
        let tenants = self.known_tenants(id).await?.items;
        let projects = self.known_projects(id, &tenants).await?.items;
        let models = self.known_models(id, &tenants, &projects).await?;
        let places = places(&tenants, &projects);
        let reading = projects
            .into_iter()
            .map(|project| self.models_of_project(id, current, project));
        let mut reading = pin!(stream::iter(reading).buffer_unordered(REQUESTS_AT_ONCE));
        let mut rows = Vec::new();
        while let Some((project, read)) = reading.next().await {
            let project = &project;
            let (mut artifacts, is_harbor_read) = match read {
                Ok(artifacts) => (artifacts, true),
                // It is gone from Harbor, and its models with it.
                Err(failure) if failure.code == FailureCode::NotFound => (HashMap::new(), true),
                Err(failure) if failure.code == FailureCode::Forbidden => (HashMap::new(), false),
                Err(failure) => return Err(failure),
            };
            let row = |name: String, known: Option<&Model>, artifact: Option<Artifact>| ModelRow {
                project: project.name.clone(),
                name,
                tenant: tenant_name(project, &tenants),
                is_registered: known.is_some(),
                updated: known.and_then(|model| model.updated),
                artifact,
                is_harbor_read,
                is_listed: models.is_listed,
            };
            let own = models.items.iter().filter(|model| is_in(model, project));
            for model in own {
                let name = name_in(model, project).to_owned();
                let artifact = artifacts.remove(&name);
                rows.push(row(name, Some(model), artifact));
            }
            let others = artifacts.into_iter();
            rows.extend(others.map(|(name, artifact)| row(name, None, Some(artifact))));
        }
        let mut page = Models::page(&rows);
        page.facts.insert(PLACES.to_owned(), Cell::Texts(places));
        Ok((page, models.is_listed))
    }

    /// The service's tenants.
    pub(super) async fn known_tenants(&self, id: &ConnectionId) -> Result<Known<Tenant>, Failure> {
        let service = self.service(id).await?;
        let description = self.description(id, &service).await?;
        let list = description
            .as_ref()
            .and_then(|it| it.list(Subject::Tenants));
        match list.filter(|list| list.scope == Scope::Everything) {
            Some(list) => Ok(Known {
                items: self.read_service_list(id, &service, list, "").await?,
                is_listed: true,
            }),
            None => Ok(Known {
                items: self.kept_model_registry(id)?.tenants,
                is_listed: false,
            }),
        }
    }

    /// The service's projects.
    pub(super) async fn known_projects(
        &self,
        id: &ConnectionId,
        tenants: &[Tenant],
    ) -> Result<Known<RegisteredProject>, Failure> {
        let service = self.service(id).await?;
        let description = self.description(id, &service).await?;
        let list = description
            .as_ref()
            .and_then(|it| it.list(Subject::Projects));
        let Some(list) = list.filter(|list| list.scope != Scope::OneProject) else {
            return Ok(Known {
                items: self.kept_model_registry(id)?.projects,
                is_listed: false,
            });
        };
        let mut items: Vec<RegisteredProject> = Vec::new();
        if list.scope == Scope::Everything {
            items = self.read_service_list(id, &service, list, "").await?;
        } else {
            for tenant in tenants {
                let read: Vec<RegisteredProject> = self
                    .read_service_list(id, &service, list, tenant.key())
                    .await?;
                items.extend(read.into_iter().map(|mut project| {
                    if project.tenant_id.is_empty() {
                        project.tenant_id = tenant.key().to_owned();
                    }
                    project
                }));
            }
        }
        Ok(Known {
            items,
            is_listed: true,
        })
    }

    /// The service's models in these projects.
    async fn known_models(
        &self,
        id: &ConnectionId,
        tenants: &[Tenant],
        projects: &[RegisteredProject],
    ) -> Result<Known<Model>, Failure> {
        let service = self.service(id).await?;
        let description = self.description(id, &service).await?;
        let Some(list) = description.as_ref().and_then(|it| it.list(Subject::Models)) else {
            return Ok(Known {
                items: self.kept_model_registry(id)?.models,
                is_listed: false,
            });
        };
        let mut items = Vec::new();
        match list.scope {
            Scope::Everything => {
                items = self.read_service_list(id, &service, list, "").await?;
            }
            Scope::OneTenant => {
                for tenant in tenants {
                    let read: Vec<Model> = self
                        .read_service_list(id, &service, list, tenant.key())
                        .await?;
                    items.extend(read);
                }
            }
            Scope::OneProject => {
                for project in projects {
                    let read: Vec<Model> = self
                        .read_service_list(id, &service, list, &project.name)
                        .await?;
                    items.extend(read.into_iter().map(|mut model| {
                        if model.project.is_empty() {
                            model.project.clone_from(&project.name);
                        }
                        model
                    }));
                }
            }
        }
        Ok(Known {
            items,
            is_listed: true,
        })
    }

    /// What the service knows of one project's models.
    pub(super) async fn known_models_of(
        &self,
        id: &ConnectionId,
        project: &RegisteredProject,
    ) -> Result<Known<Model>, Failure> {
        let tenants = Vec::new();
        let all = self
            .known_models(id, &tenants, std::slice::from_ref(project))
            .await?;
        let own = all.items.into_iter().filter(|model| is_in(model, project));
        Ok(Known {
            items: own.collect(),
            is_listed: all.is_listed,
        })
    }

    async fn harbor_projects(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<Vec<harbor_api::types::Project>, Failure> {
        let operation = ListProjects {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            name: None,
            public: None,
            owner: None,
            with_detail: Some(true),
        };
        self.all_pages(id, current, operation).await
    }

    async fn models_of_project(
        &self,
        id: &ConnectionId,
        current: &Current,
        project: RegisteredProject,
    ) -> (
        RegisteredProject,
        Result<HashMap<String, Artifact>, Failure>,
    ) {
        let read = self.models_in_harbor(id, current, &project.name).await;
        (project, read)
    }

    /// The newest model of each repository of a project, by the repository's name. Servers before
    /// 2.12 don't list a project's artifacts: their repositories are asked one by one.
    async fn models_in_harbor(
        &self,
        id: &ConnectionId,
        current: &Current,
        project: &str,
    ) -> Result<HashMap<String, Artifact>, Failure> {
        let name = ProjectName::new(project)
            .map_err(|error| Failure::new(FailureCode::NotFound, error.to_string()))?;
        let operation = ListProjectArtifacts {
            sort: Sort::by("push_time", Direction::Descending),
            with_tag: Some(true),
            ..ListProjectArtifacts::new(name.clone())
        };
        let artifacts: Vec<Artifact> = match self.all_pages(id, current, operation).await {
            Ok(artifacts) => artifacts,
            Err(failure) if failure.code == FailureCode::NotFound => {
                self.artifacts_by_repository(id, current, &name).await?
            }
            Err(failure) => return Err(failure),
        };
        let mut newest: HashMap<String, Artifact> = HashMap::new();
        for artifact in artifacts {
            if artifact.kind() != ArtifactKind::Model {
                continue;
            }
            let (_, repository) = artifact.repository_name.split_once('/').unwrap_or_default();
            if repository.is_empty() {
                continue;
            }
            let is_newer = newest
                .get(repository)
                .is_none_or(|known| known.push_time < artifact.push_time);
            if is_newer {
                newest.insert(repository.to_owned(), artifact);
            }
        }
        Ok(newest)
    }

    async fn artifacts_by_repository(
        &self,
        id: &ConnectionId,
        current: &Current,
        project: &ProjectName,
    ) -> Result<Vec<Artifact>, Failure> {
        let operation = ListRepositories {
            project_name: project.clone(),
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        };
        let repositories = self.all_pages(id, current, operation).await?;
        let mut all = Vec::new();
        for repository in repositories {
            let name = repository.name.split_once('/').map(|(_, name)| name);
            let Some(name) = name.and_then(|name| RepositoryName::new(name).ok()) else {
                continue;
            };
            let operation = ListArtifacts {
                sort: Sort::by("push_time", Direction::Descending),
                with_tag: Some(true),
                ..ListArtifacts::new(project.clone(), name)
            };
            let artifacts: Vec<Artifact> = self.all_pages(id, current, operation).await?;
            all.extend(artifacts.into_iter().map(|artifact| Artifact {
                repository_name: repository.name.clone(),
                ..artifact
            }));
        }
        Ok(all)
    }

    /// All pages of a list of Harbor's, without what can't be read.
    pub(crate) async fn all_pages<O, T>(
        &self,
        id: &ConnectionId,
        current: &Current,
        operation: O,
    ) -> Result<Vec<T>, Failure>
    where
        O: harbor_api::Operation<Reply = List<T>> + Into<harbor_api::AnyOperation>,
        T: serde::de::DeserializeOwned,
    {
        let operation: harbor_api::AnyOperation = operation.into();
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        let mut all = Vec::new();
        while let Some(page) = pages.next().await {
            let page = self.noted(id, current.epoch, page, &operation).await?;
            let list = <List<T> as harbor_api::Decode>::decode(&page.reply.body);
            let list = list.map_err(|error| {
                let id = Some(page.reply.request_id.clone());
                crate::calls::unreadable(&operation, page.reply.status, id, &error.reason)
            })?;
            all.extend(list.good());
        }
        Ok(all)
    }
}

/// Which projects are under which tenant, as [`PLACES`] says it.
fn places(tenants: &[Tenant], projects: &[RegisteredProject]) -> Vec<String> {
    let registered = projects.iter();
    let registered = registered.map(|it| (tenant_name(it, tenants), it.name.as_str()));
    let mut places: Vec<(String, &str)> = registered.collect();
    for tenant in tenants {
        if places.iter().all(|(name, _)| *name != tenant.name) {
            places.push((tenant.name.clone(), ""));
        }
    }
    places.sort();
    let said = places.into_iter();
    said.map(|(tenant, project)| format!("{tenant}/{project}"))
        .collect()
}

/// Whether a project is a tenant's: services name it by its id, or by its name.
fn is_of(project: &RegisteredProject, tenant: &Tenant) -> bool {
    let named = project.tenant_id.as_str();
    !named.is_empty() && (named == tenant.id || named == tenant.name)
}

/// The name of a project's tenant; what the project says of it where the tenant is not known.
pub(super) fn tenant_name(project: &RegisteredProject, tenants: &[Tenant]) -> String {
    let known = tenants.iter().find(|tenant| is_of(project, tenant));
    known.map_or_else(|| project.tenant_id.clone(), |tenant| tenant.name.clone())
}

/// Whether a model is in a project: services name the project, or write its name before the model's.
fn is_in(model: &Model, project: &RegisteredProject) -> bool {
    let named = model.project.as_str();
    if named.is_empty() {
        return model.name.starts_with(&format!("{}/", project.name));
    }
    named == project.name || (!project.id.is_empty() && named == project.id)
}

/// A model's name without its project's.
pub(super) fn name_in<'a>(model: &'a Model, project: &RegisteredProject) -> &'a str {
    let rest = model.name.strip_prefix(project.name.as_str());
    let rest = rest.and_then(|rest| rest.strip_prefix('/'));
    rest.unwrap_or(&model.name)
}
