//! The registry's own login: whether it works, and where docker finds it.

use docker_login::{Cause, Change, DockerLoginError, Hindrance, Keeper, Places, Program};
use harbor_api::{Page, ProjectName, RepositoryName, operations::ListAllRepositories};
use harbor_client::Secret;
use pilothouse_protocol::{
    ConnectionId, Failure, FailureCode, HindranceCause, LoginChange, LoginHindrance, LoginKeeper,
    LoginTest, RegistryLogin, RegistryScope, RepositoryPlace, TestRegistryLogin, WriteDockerLogin,
    WrittenLogin,
};

use crate::{
    connection::runtime::Current,
    console::Console,
    failure,
    secrets::cli_secret::{Login, Purpose},
};

const TOKEN: &str = "registry token GET /service/token";

impl Console {
    /// Asks the registry what a login is worth.
    pub(crate) async fn test_registry_login(
        &self,
        command: TestRegistryLogin,
    ) -> Result<LoginTest, Failure> {
        let login = self
            .registry_login(&command.connection, command.login)
            .await?;
        let current = self.client(&command.connection).await?;
        let repository = match command.repository {
            Some(place) => Some(place),
            None => self.first_repository(&command.connection, &current).await?,
        };
        let place = repository.as_ref();
        let place = place.map(|place| (&place.project, &place.repository));
        let access = current
            .client
            .registry_access(&login.user, login.secret, place)
            .await;
        let access = match access {
            Ok(access) => access,
            Err(error) => {
                self.note(&command.connection, current.epoch, &error).await;
                return Err(failure::from_client(&error, TOKEN));
            }
        };
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
        command: WriteDockerLogin,
    ) -> Result<WrittenLogin, Failure> {
        let places = Places::from_environment().map_err(|error| from_docker(&error))?;
        self.write_docker_login_in(command, &places).await
    }

    async fn write_docker_login_in(
        &self,
        command: WriteDockerLogin,
        places: &Places,
    ) -> Result<WrittenLogin, Failure> {
        let login = self
            .registry_login(&command.connection, command.login)
            .await?;
        let registry = self.view(&command.connection)?.registry().to_owned();
        let written = docker_login::Login {
            registry: &registry,
            user: &login.user,
            secret: login.secret.expose(),
        };
        let written = docker_login::write(places, written, command.plain_allowed)
            .await
            .map_err(|error| from_docker(&error))?;
        Ok(WrittenLogin {
            file: written.file.display().to_string(),
            by: match written.by {
                Keeper::Helper(name) => LoginKeeper::CredentialHelper { name },
                Keeper::Plain => LoginKeeper::Plain,
            },
            change: match written.change {
                Change::Replaced => LoginChange::Replaced,
                Change::InPlace => LoginChange::InPlace,
                Change::None => LoginChange::None,
            },
            closed_to_others: written.closed_to_others,
            mark_removed: written.mark_removed,
            read_by: names(&written.read_by),
            hindrances: written.hindrances.into_iter().map(hindrance).collect(),
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
            RegistryLogin::Robot { secret } => self.robot_login(secret),
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
        let list = match current.client.send(&first).await {
            Ok(list) => list,
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                return Err(failure::from_client(&error, "repository.list_all"));
            }
        };
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

fn names(programs: &[Program]) -> Vec<String> {
    let names = programs.iter().map(|program| program.name().to_owned());
    names.collect()
}

fn hindrance(one: Hindrance) -> LoginHindrance {
    let shown = |file: std::path::PathBuf| file.display().to_string();
    LoginHindrance {
        programs: names(&one.programs),
        cause: match one.cause {
            Cause::CredentialStore => HindranceCause::CredentialStore,
            Cause::Spelling { member } => HindranceCause::Spelling { member },
            Cause::OwnEntry { file } => HindranceCause::OwnEntry { file: shown(file) },
            Cause::OwnHelper { file } => HindranceCause::OwnHelper { file: shown(file) },
            Cause::OwnFileUnreadable { file } => {
                HindranceCause::OwnFileUnreadable { file: shown(file) }
            }
            Cause::OtherFile { file } => HindranceCause::OtherFile { file: shown(file) },
            Cause::Narrower { keys } => HindranceCause::Narrower { keys },
            Cause::Undecodable { registries } => HindranceCause::Undecodable { registries },
        },
    }
}

fn from_docker(error: &DockerLoginError) -> Failure {
    let message = format!("{}.", failure::sentence(&error.to_string()));
    let storage = |hint: &str| Failure::new(FailureCode::Storage, message.clone()).with_hint(hint);
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
        | DockerLoginError::Helper { .. } => {
            storage("The login was stored nowhere; docker's settings are as they were.")
        }
        DockerLoginError::DanglingLink { .. } => {
            storage("Make that folder or take the link away; nothing was changed.")
        }
        DockerLoginError::OpenToOthers { .. } => storage(
            "The login was stored nowhere. Set up a credential helper, or move docker's settings to \
             a place that is yours alone.",
        ),
        DockerLoginError::NotKept { .. } => storage(
            "docker's settings are as they were. Some older helpers keep nothing and say nothing: \
             look for a newer one, or whether it has to be set up.",
        ),
        DockerLoginError::FileAfterHelper { .. } => storage(
            "The helper has the login, and docker finds it there; its settings file does not \
             mention it.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use demo_harbor::{DemoHarbor, Options};
    use futures::future::BoxFuture;
    use pilothouse_protocol::{
        AddConnection, Call, Command, Connection, Credentials, Entered, Head, Trust, read_frame,
    };

    use super::*;
    use crate::{Demo, DemoAccess, MemoryKeychain};

    struct NoDemo;

    impl Demo for NoDemo {
        fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
            Box::pin(async { Err("there is none in this test".to_owned()) })
        }
    }

    #[tokio::test]
    async fn a_login_is_written_plainly_only_after_consent() {
        let server = DemoHarbor::start(Options::default())
            .await
            .expect("a server");
        let (profile, docker) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        let console = Console::open(
            profile.path(),
            Arc::<MemoryKeychain>::default(),
            Arc::new(NoDemo),
            Arc::new(|_| ()),
        );
        let command = Command::AddConnection(AddConnection {
            address: server.url().to_string(),
            trust: Trust {
                plain_http: true,
                ..Trust::default()
            },
            credentials: Credentials::Password {
                user: "ada".to_owned(),
                password: Entered::new(demo_harbor::PASSWORD.to_owned()),
            },
        });
        let frame = console.answer(Call { id: 1, command }).await;
        let Head::Done { value } = read_frame(&frame).expect("a frame").head else {
            panic!("no connection");
        };
        let connection: Connection = serde_json::from_value(value).expect("a connection");
        let write = async |plain_allowed| {
            let command = WriteDockerLogin {
                connection: connection.id.clone(),
                login: RegistryLogin::Own,
                plain_allowed,
            };
            let places = Places {
                folder: docker.path().to_owned(),
                ..Places::default()
            };
            console.write_docker_login_in(command, &places).await
        };
        let failure = write(false).await.expect_err("no consent");
        assert_eq!(failure.code, FailureCode::PlainStorage);
        assert!(!docker.path().join("config.json").exists());
        let written = write(true).await.expect("written");
        assert_eq!(
            (written.user.as_str(), &written.by),
            ("ada", &LoginKeeper::Plain)
        );
        assert_eq!(written.registry, connection.registry());
        assert_eq!(written.change, LoginChange::Replaced);
        assert!(written.read_by.iter().any(|name| name == "Docker"));
        assert_eq!(written.hindrances, []);
        let text = fs::read_to_string(&written.file).expect("the file");
        assert!(
            text.contains(connection.registry()) && text.contains("\"auth\""),
            "{text}"
        );
    }
    #[test]
    fn a_failure_says_what_was_stored_and_what_was_not() {
        let file = || DockerLoginError::File {
            file: "/home/ada/.docker/config.json".into(),
            what: "written",
            reason: "read-only file system".to_owned(),
        };
        let hint = |error: DockerLoginError| {
            let failure = from_docker(&error);
            assert_eq!(failure.code, FailureCode::Storage, "{error}");
            failure.hint.unwrap_or_default()
        };
        assert!(hint(file()).contains("stored nowhere"));
        let name = || "pass".to_owned();
        let after = DockerLoginError::FileAfterHelper {
            name: name(),
            error: Box::new(file()),
        };
        let message = from_docker(&after).message;
        assert!(
            message.contains("docker-credential-pass has the login"),
            "{message}"
        );
        assert!(message.contains("read-only file system"), "{message}");
        assert!(!hint(after).contains("nowhere"));
        let not_kept = DockerLoginError::NotKept {
            name: name(),
            reason: "it gives back an empty one".to_owned(),
        };
        assert!(hint(not_kept).contains("keep nothing"));
    }
}
