//! The registry's own login: whether it works, and where docker finds it.

use std::path::Path;

use docker_login::{DockerLoginError, Keeper};
use harbor_api::{Page, ProjectName, RepositoryName, operations::ListAllRepositories};
use harbor_client::Secret;
use pilothouse_protocol::{
    ConnectionId, Failure, FailureCode, LoginKeeper, LoginTest, RegistryLogin, RegistryScope,
    RepositoryPlace, TestRegistryLogin, WriteDockerLogin, WrittenLogin,
};

use crate::{
    cli_secret::{Login, Purpose},
    console::Console,
    failure,
    live::Current,
};

const TOKEN: &str = "registry token GET /service/token";

impl Console {
    /// Asks the registry what a login is worth.
    pub(crate) async fn test_registry_login(
        &self,
        ask: TestRegistryLogin,
    ) -> Result<LoginTest, Failure> {
        let login = self.registry_login(&ask.connection, ask.login).await?;
        let current = self.client(&ask.connection).await?;
        let repository = match ask.repository {
            Some(place) => Some(place),
            None => self.first_repository(&ask.connection, &current).await?,
        };
        let place = repository.as_ref();
        let place = place.map(|place| (&place.project, &place.repository));
        let access = current
            .client
            .registry_access(&login.user, login.secret, place)
            .await
            .map_err(|error| {
                self.note(&ask.connection, current.epoch, &error);
                failure::of_client(&error, TOKEN)
            })?;
        Ok(LoginTest {
            taken: access.subject.is_some(),
            scopes: access
                .scopes
                .into_iter()
                .map(|scope| RegistryScope {
                    name: scope.name,
                    actions: scope.actions,
                })
                .collect(),
        })
    }

    /// Writes a login into docker's settings.
    pub(crate) async fn write_docker_login(
        &self,
        ask: WriteDockerLogin,
    ) -> Result<WrittenLogin, Failure> {
        let folder = docker_login::folder().map_err(|error| of_docker(&error))?;
        self.write_docker_login_in(ask, &folder).await
    }

    async fn write_docker_login_in(
        &self,
        ask: WriteDockerLogin,
        folder: &Path,
    ) -> Result<WrittenLogin, Failure> {
        let login = self.registry_login(&ask.connection, ask.login).await?;
        let registry = self.view(&ask.connection)?.registry().to_owned();
        let written = docker_login::Login {
            registry: &registry,
            user: &login.user,
            secret: login.secret.expose(),
        };
        let written = docker_login::write(folder, None, written, ask.plain_allowed)
            .await
            .map_err(|error| of_docker(&error))?;
        Ok(WrittenLogin {
            file: written.file.display().to_string(),
            by: match written.by {
                Keeper::Helper(name) => LoginKeeper::CredentialHelper { name },
                Keeper::Plain => LoginKeeper::Plain,
            },
            user: login.user,
            registry,
        })
    }

    async fn registry_login(
        &self,
        id: &ConnectionId,
        login: RegistryLogin,
    ) -> Result<Login, Failure> {
        match login {
            RegistryLogin::Own => self.own_login(id, Purpose::Use).await,
            RegistryLogin::Entered { user, secret } => Ok(Login {
                user,
                secret: Secret::new(secret.into_inner()),
            }),
        }
    }

    /// A repository to ask rights for, where the connection sees any.
    async fn first_repository(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<Option<RepositoryPlace>, Failure> {
        let first = ListAllRepositories {
            q: Default::default(),
            sort: Default::default(),
            page: Page::new(1, 1),
        };
        let list = current.client.send(&first).await.map_err(|error| {
            self.note(id, current.epoch, &error);
            failure::of_client(&error, "repository.list_all")
        })?;
        let name = list.value.iter_good().next().and_then(|repository| {
            let (project, name) = repository.name.split_once('/')?;
            Some(RepositoryPlace {
                project: ProjectName::new(project).ok()?,
                repository: RepositoryName::new(name).ok()?,
            })
        });
        Ok(name)
    }
}

fn of_docker(error: &DockerLoginError) -> Failure {
    let message = format!("{}.", failure::sentence(&error.to_string()));
    match error {
        DockerLoginError::Plain { .. } => Failure::new(FailureCode::PlainStorage, message)
            .with_hint("Set up a credential helper, or agree to a file without encryption."),
        DockerLoginError::InvalidRegistry | DockerLoginError::InvalidUser => {
            Failure::new(FailureCode::Invalid, message)
        }
        DockerLoginError::NoHome
        | DockerLoginError::File { .. }
        | DockerLoginError::Malformed { .. }
        | DockerLoginError::InvalidHelper
        | DockerLoginError::Helper { .. } => Failure::new(FailureCode::Storage, message)
            .with_hint("Nothing was changed in docker's settings."),
    }
}
