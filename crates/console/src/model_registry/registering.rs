//! What is changed at the service: tenants, projects, models.

use chrono::Utc;
use harbor_api::ErrorCode;
use model_registry_api::{
    CreateProject, Model, ModelName, ProjectKey, RefreshModel as Refresh,
    RegisterProject as Register, RegisteredProject, SaveTenant as Save, Subject, Tenant,
    TenantSaved, check_project_name,
};
use pilothouse_protocol::{
    Empty, Failure, FailureCode, ForgetRegistered, KnownModel, KnownTenants, NoteRegistered,
    ProjectRegistered, ReadRegistration, ReadTenants, RefreshModel, RegisterProject, Registration,
    SaveTenant, TenantOutcome,
};

use super::inventory::{name_in, tenant_name};
use crate::{changes, console::Console};

impl Console {
    /// Makes a tenant, or gives the one of this name new data.
    pub(crate) async fn save_tenant(&self, command: SaveTenant) -> Result<TenantOutcome, Failure> {
        let id = &command.connection;
        let operation = Save {
            body: command.tenant.clone(),
        };
        let refusal = match self.ask_service(id, &operation).await {
            Ok(()) => None,
            Err(failure) if failure.code == FailureCode::Conflict => Some(ErrorCode::Conflict),
            Err(failure) => return Err(failure),
        };
        let saved = TenantSaved::from_outcome(refusal).unwrap_or(TenantSaved::Created);
        self.keep_of_model_registry(id, |kept| {
            let sent = command.tenant;
            let known = kept.tenants.iter_mut().find(|it| it.name == sent.name);
            match known {
                Some(known) => {
                    known.company_name = sent.company_name;
                    known.url = sent.url;
                }
                None => kept.tenants.push(Tenant {
                    id: String::new(),
                    name: sent.name,
                    company_name: sent.company_name,
                    url: sent.url,
                }),
            }
        })?;
        Ok(TenantOutcome { saved })
    }

    /// The tenants to choose from.
    pub(crate) async fn read_tenants(&self, command: ReadTenants) -> Result<KnownTenants, Failure> {
        let tenants = self.known_tenants(&command.connection).await?.items;
        Ok(KnownTenants { tenants })
    }

    /// Registers a project. One that is in Harbor is set back by that: whoever asks has said so.
    pub(crate) async fn register_project(
        &self,
        command: RegisterProject,
    ) -> Result<ProjectRegistered, Failure> {
        let id = &command.connection;
        check_project_name(&command.project.name)
            .map_err(|error| Failure::new(FailureCode::Invalid, format!("{error}.")))?;
        changes::allow_writing(self.read_only(id).await?)?;
        let sent = command.project;
        let project = match command.is_in_harbor {
            true => {
                self.ask_service(id, &Register { body: sent.clone() })
                    .await?
            }
            false => {
                self.ask_service(id, &CreateProject { body: sent.clone() })
                    .await?
            }
        };
        self.note_project(id, project.clone())?;
        Ok(ProjectRegistered { project })
    }

    /// Notes that a project is registered, where nobody else says so.
    pub(crate) fn note_registered(&self, command: NoteRegistered) -> Result<Empty, Failure> {
        self.kept_model_registry(&command.connection)?;
        let project = RegisteredProject {
            name: command.project.to_string(),
            tenant_id: command.tenant,
            ..RegisteredProject::default()
        };
        self.note_project(&command.connection, project)?;
        Ok(Empty {})
    }

    /// Forgets what was noted of a project and its models here; the service keeps what it knows.
    pub(crate) fn forget_registered(&self, command: &ForgetRegistered) -> Result<Empty, Failure> {
        let id = &command.connection;
        self.kept_model_registry(id)?;
        self.keep_of_model_registry(id, |kept| {
            let project = command.project.as_str();
            kept.projects.retain(|known| known.name != project);
            kept.models.retain(|known| known.project != project);
        })?;
        Ok(Empty {})
    }

    fn note_project(
        &self,
        id: &pilothouse_protocol::ConnectionId,
        project: RegisteredProject,
    ) -> Result<(), Failure> {
        self.keep_of_model_registry(id, |kept| {
            kept.projects.retain(|known| known.name != project.name);
            kept.projects.push(project);
        })
    }

    /// Has the service read a model anew. When it did is noted where it lists no models.
    pub(crate) async fn refresh_model(&self, command: RefreshModel) -> Result<Empty, Failure> {
        let id = &command.connection;
        let asked = Utc::now();
        let operation = Refresh {
            project: ProjectKey(command.project.to_string()),
            model: ModelName(command.model.to_string()),
        };
        let model = self.ask_service(id, &operation).await?;
        let service = self.service(id).await?;
        let description = self.description(id, &service).await?;
        if description.is_some_and(|known| known.list(Subject::Models).is_some()) {
            return Ok(Empty {});
        }
        self.keep_of_model_registry(id, |kept| {
            let (project, name) = (command.project.to_string(), command.model.to_string());
            kept.models
                .retain(|known| known.project != project || known.name != name);
            kept.models.push(Model {
                id: model.id,
                name,
                project,
                updated: model.updated.or(Some(asked)),
            });
        })?;
        Ok(Empty {})
    }

    /// What the service knows of a Harbor project, and of a model in it.
    pub(crate) async fn read_registration(
        &self,
        command: ReadRegistration,
    ) -> Result<Registration, Failure> {
        let id = &command.connection;
        let tenants = self.known_tenants(id).await?.items;
        let projects = self.known_projects(id, &tenants).await?;
        let own = |project: &&RegisteredProject| project.name == command.project.as_str();
        let Some(project) = projects.items.iter().find(own) else {
            return Ok(Registration {
                is_registered: projects.is_listed.then_some(false),
                tenant: None,
                model: None,
            });
        };
        let tenant = tenant_name(project, &tenants);
        let mut model = None;
        if let Some(name) = &command.model {
            let models = self.known_models_of(id, project).await?;
            let mut models = models.items.iter();
            model = models
                .find(|model| name_in(model, project) == name.as_str())
                .map(|model| KnownModel {
                    updated: model.updated,
                });
        }
        Ok(Registration {
            is_registered: Some(true),
            tenant: Some(tenant).filter(|tenant| !tenant.is_empty()),
            model,
        })
    }
}
