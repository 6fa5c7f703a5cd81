//! The operations that are published: four changes.

use harbor_api::{ErrorCode, encode, operation::PathValue, operation_table, operations};
use serde::{Deserialize, Serialize};

use crate::{
    api::ModelRegistry,
    types::{Model, NewTenant, ProjectDraft, RegisteredProject},
};

operations! {
    for &ModelRegistry;

    /// Makes a tenant. **409 says that one of this name was there and has these data now**: see
    /// [`TenantSaved`].
    SaveTenant "tenant.save" postTenants POST "/tenants" => () {
        body { NewTenant }
    }

    /// Makes a project at the service and in Harbor. Its tenant must be there.
    CreateProject "model_project.create" postProjects POST "/projects" => RegisteredProject {
        body { ProjectDraft }
    }

    /// Makes or changes a project; of one that is in Harbor already it registers that. **Sets the
    /// Harbor project's configuration, members and webhooks back to defaults.**
    RegisterProject "model_project.register" putProjects PUT "/projects" => RegisteredProject {
        body { ProjectDraft }
    }

    /// Reads a model anew from Harbor, where a webhook was lost or data disagree.
    RefreshModel "model.refresh" postModel
        POST "/api/v1/models/{project}/{model}" => Model
    {
        path { project: ProjectKey, model: ModelName }
    }
}

operation_table! {
    /// One of all operations, with its arguments.
    AnyOperation,
    /// The facts of all operations.
    OPERATIONS:
    SaveTenant,
    CreateProject,
    RegisterProject,
    RefreshModel,
}

/// A project by its id or name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectKey(pub String);

impl PathValue for ProjectKey {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

/// A model's name: that of its repository in Harbor, without the project.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ModelName(pub String);

impl PathValue for ModelName {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

/// What became of a tenant that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenantSaved {
    Created,
    /// One of this name was there, and has the data that were sent.
    Updated,
}

impl TenantSaved {
    /// What an answer means; nothing where it is a failure.
    pub fn from_outcome(refusal: Option<ErrorCode>) -> Option<Self> {
        match refusal {
            None => Some(Self::Created),
            Some(ErrorCode::Conflict) => Some(Self::Updated),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::{Decode, Method, Operation};
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn requests_are_written_in_snake_case_and_answers_read_in_camel_case() {
        let draft = ProjectDraft {
            name: "models".to_owned(),
            display_name: "Models".to_owned(),
            tenant_id: "7".to_owned(),
            description: String::new(),
            public: true,
        };
        let request = RegisterProject { body: draft }.request();
        assert_eq!(
            (request.method, request.target.as_str()),
            (Method::Put, "/projects")
        );
        let sent: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
        assert_eq!(
            sent,
            json!({
                "name": "models", "display_name": "Models", "tenantId": "7",
                "description": "", "public": true,
            })
        );
        let answer = json!({
            "id": 12, "name": "models", "displayName": "Models", "description": null,
            "public": true, "tenantId": 7,
        });
        let project = RegisteredProject::decode(answer.to_string().as_bytes()).unwrap();
        assert_eq!(
            (project.id.as_str(), project.tenant_id.as_str()),
            ("12", "7")
        );
        assert_eq!(
            (project.display_name.as_str(), project.public),
            ("Models", Some(true))
        );

        let tenant = NewTenant {
            name: "canfar".to_owned(),
            company_name: "CANFAR".to_owned(),
            url: "https://canfar.net".to_owned(),
        };
        let request = SaveTenant { body: tenant }.request();
        let sent: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
        assert_eq!(
            sent,
            json!({"name": "canfar", "companyName": "CANFAR", "url": "https://canfar.net"})
        );
    }

    #[test]
    fn a_models_slash_does_not_become_a_path() {
        let request = RefreshModel {
            project: ProjectKey("models".to_owned()),
            model: ModelName("team/frb".to_owned()),
        };
        assert_eq!(request.request().target, "/api/v1/models/models/team%2Ffrb");
    }

    #[test]
    fn a_conflict_on_a_tenant_says_that_it_was_updated() {
        use ErrorCode::{Conflict, Unauthorized};
        assert_eq!(TenantSaved::from_outcome(None), Some(TenantSaved::Created));
        assert_eq!(
            TenantSaved::from_outcome(Some(Conflict)),
            Some(TenantSaved::Updated)
        );
        assert_eq!(TenantSaved::from_outcome(Some(Unauthorized)), None);
    }
}
