//! Robot accounts' secrets: a server tells one once, so it is held here until the person is done.

use std::{collections::HashMap, sync::Mutex};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use harbor_api::{
    Operation, RobotId,
    operations::{self, GetRobot},
    types::{Robot, RobotSecretChange, SentSecret},
};
use harbor_client::Secret;
use pilothouse_protocol::{
    ConnectionId, CopyRobotSecret, CreateRobot, Failure, FailureCode, HeldRobotSecret,
    RenewRobotSecret, Revealed, RobotSecretId, RobotSecretText, SaveRobotFiles, Shown,
};
use serde_json::{Value, json};

use super::{
    cli_secret::{Login, check_rule, without},
    image_pull_secret::{docker_config, image_pull_secret},
};
use crate::{
    changes,
    connection::runtime::Current,
    console::{Console, locked},
    failure,
};

/// The secrets that are held.
#[derive(Default)]
pub(crate) struct RobotSecrets(Mutex<Held>);

#[derive(Default)]
struct Held {
    last: u64,
    secrets: HashMap<RobotSecretId, HeldSecret>,
}

/// A secret, and what goes with it into files.
#[derive(Clone)]
struct HeldSecret {
    connection: ConnectionId,
    user: String,
    secret: Secret,
    /// What the server said of the account, without the secret.
    file: Value,
}

/// A file with a secret in it.
pub struct SecretFile {
    /// Without a folder.
    pub name: String,
    pub text: Secret,
}

impl RobotSecrets {
    fn hold(&self, held: HeldSecret) -> RobotSecretId {
        let mut all = locked(&self.0);
        all.last += 1;
        let id = RobotSecretId(all.last);
        all.secrets.insert(id, held);
        id
    }

    fn get(&self, id: RobotSecretId) -> Result<HeldSecret, Failure> {
        let found = locked(&self.0).secrets.get(&id).cloned();
        found.ok_or_else(|| {
            Failure::new(FailureCode::NotFound, "This secret is no longer held.")
                .with_hint("Have a new one made for the robot account.")
        })
    }

    pub(crate) fn forget(&self, id: RobotSecretId) {
        locked(&self.0).secrets.remove(&id);
    }

    /// Forgets those of a connection, as when somebody signs out.
    pub(crate) fn forget_of(&self, connection: &ConnectionId) {
        let mut all = locked(&self.0);
        all.secrets.retain(|_, held| held.connection != *connection);
    }

    /// A window begins: nobody is to be shown any.
    pub(crate) fn clear(&self) {
        locked(&self.0).secrets.clear();
    }
}

impl Console {
    /// Makes a robot account, and holds its secret.
    pub(crate) async fn create_robot(
        &self,
        command: CreateRobot,
    ) -> Result<HeldRobotSecret, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let current = self.client(id).await?;
        let operation = operations::CreateRobot {
            body: command.robot,
        };
        let made = self.sent(id, &current, &operation).await?;
        if made.secret.is_empty() {
            return Err(Failure::new(
                FailureCode::BadAnswer,
                "The registry made the robot account, but told no secret.",
            )
            .with_hint("Have a new secret made for it."));
        }
        let expires = made.expires();
        let file = json!({
            "creation_time": made.creation_time.map(in_harbors_form),
            "expires_at": made.expires_at,
            "id": made.id,
            "name": made.name,
        });
        let held = HeldSecret {
            connection: id.clone(),
            user: made.name.clone(),
            secret: Secret::new(made.secret.into_text()),
            file,
        };
        Ok(HeldRobotSecret {
            secret: self.robot_secrets.hold(held),
            robot: made.id,
            name: made.name,
            expires,
            disabled: false,
            registry: self.view(id)?.registry().to_owned(),
        })
    }

    /// Changes a robot account's secret, and holds it.
    pub(crate) async fn renew_robot_secret(
        &self,
        command: RenewRobotSecret,
    ) -> Result<HeldRobotSecret, Failure> {
        let id = &command.connection;
        let own = command.own.map(pilothouse_protocol::Entered::into_inner);
        if let Some(own) = &own {
            check_rule(own, "secret")?;
            if own.contains(char::is_whitespace) {
                // The server takes them, and programs that read the secret from a line don't.
                return Err(Failure::new(
                    FailureCode::Invalid,
                    "A robot account's secret has no spaces.",
                ));
            }
        }
        changes::allow_writing(self.read_only(id).await?)?;
        let current = self.client(id).await?;
        // As it is now: the secret of one that is switched off would be dead.
        let robot = self.robot(id, &current, command.robot).await?;
        let operation = operations::RenewRobotSecret {
            robot_id: command.robot,
            body: RobotSecretChange {
                secret: own.as_deref().map(SentSecret::new),
            },
        };
        let renewed = self.sent(id, &current, &operation).await;
        let renewed = renewed.map_err(|failure| without(failure, own.as_deref().as_slice()))?;
        let secret = match own {
            Some(own) => own,
            None if renewed.secret.is_empty() => {
                return Err(Failure::new(
                    FailureCode::BadAnswer,
                    "The registry changed the secret, but did not tell it.",
                )
                .with_hint("Have another one made: nobody knows this one."));
            }
            None => renewed.secret.into_text(),
        };
        let expires = robot.expires();
        let held = HeldSecret {
            connection: id.clone(),
            user: robot.name.clone(),
            secret: Secret::new(secret),
            // A struct of ours with text keys always has a JSON form.
            file: serde_json::to_value(&robot).unwrap_or_default(),
        };
        Ok(HeldRobotSecret {
            secret: self.robot_secrets.hold(held),
            robot: robot.id,
            disabled: robot.disable,
            name: robot.name,
            expires,
            registry: self.view(id)?.registry().to_owned(),
        })
    }

    /// A secret that is held, for the screen.
    pub(crate) fn reveal_robot_secret(&self, id: RobotSecretId) -> Result<Revealed, Failure> {
        let held = self.robot_secrets.get(id)?;
        Ok(Revealed {
            secret: Shown::new(held.secret.expose()),
        })
    }

    /// Name and secret of a robot account.
    pub(super) fn robot_login(&self, id: RobotSecretId) -> Result<Login, Failure> {
        let held = self.robot_secrets.get(id)?;
        Ok(Login {
            user: held.user,
            secret: held.secret,
        })
    }

    /// The text that is to be put on the clipboard. It is the shell's: it does not go to the window.
    pub fn robot_secret_text(&self, command: &CopyRobotSecret) -> Result<Secret, Failure> {
        let held = self.robot_secrets.get(command.secret)?;
        let view = self.view(&held.connection)?;
        let registry = view.registry();
        let login = Login {
            user: held.user,
            secret: held.secret,
        };
        match &command.what {
            RobotSecretText::Secret => Ok(login.secret),
            RobotSecretText::ImagePullSecret { name, namespace } => {
                image_pull_secret(registry, &login, name, namespace.as_deref())
            }
            RobotSecretText::DockerConfig => docker_config(registry, &login),
            RobotSecretText::ContainerdHosts => {
                let scheme = view
                    .origin
                    .split_once("://")
                    .map_or("https", |(scheme, _)| scheme);
                Ok(containerd_hosts(scheme, registry, &login))
            }
        }
    }

    /// The file that Harbor's own pages make of a new account or a new secret.
    pub fn robot_file(&self, id: RobotSecretId) -> Result<SecretFile, Failure> {
        let held = self.robot_secrets.get(id)?;
        let mut file = held.file;
        file["secret"] = held.secret.expose().into();
        let text = serde_json::to_string(&file)
            .map_err(|_| Failure::new(FailureCode::Internal, "The file could not be written."))?;
        Ok(SecretFile {
            name: file_name(&held.user),
            text: Secret::new(text),
        })
    }

    /// The same for several accounts.
    pub fn robot_files(
        &self,
        command: &SaveRobotFiles,
    ) -> Result<Vec<(RobotSecretId, SecretFile)>, Failure> {
        let files = command.secrets.iter();
        files.map(|id| Ok((*id, self.robot_file(*id)?))).collect()
    }

    async fn robot(
        &self,
        id: &ConnectionId,
        current: &Current,
        robot: RobotId,
    ) -> Result<Robot, Failure> {
        self.sent(id, current, &GetRobot { robot_id: robot }).await
    }

    async fn sent<O: Operation>(
        &self,
        id: &ConnectionId,
        current: &Current,
        operation: &O,
    ) -> Result<O::Reply, Failure> {
        match current.client.send(operation).await {
            Ok(reply) => Ok(reply.value),
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, O::INFO.name))
            }
        }
    }
}

fn in_harbors_form(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A file's name from an account's: what systems don't take in one becomes `-`.
fn file_name(user: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-+$@".contains(c);
    let name: String = user
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .collect();
    let name: String = name.trim_start_matches('.').chars().take(100).collect();
    format!("{}.json", if name.is_empty() { "robot" } else { &name })
}

/// containerd's settings for one registry (containerd, `docs/hosts.md`). The login stands in a header:
/// Harbor takes it so from each request.
fn containerd_hosts(scheme: &str, registry: &str, login: &Login) -> Secret {
    let url = toml_text(&format!("{scheme}://{registry}"));
    let pair = format!("{}:{}", login.user, login.secret.expose());
    let header = toml_text(&format!("Basic {}", BASE64_STANDARD.encode(pair)));
    Secret::new(format!(
        "server = {url}\n\n[host.{url}]\n  capabilities = [\"pull\", \"resolve\"]\n\n[host.{url}.header]\n  Authorization = {header}\n"
    ))
}

/// A TOML basic string; what JSON writes for a text is one.
fn toml_text(text: &str) -> String {
    json!(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login() -> Login {
        Login {
            user: "robot$skaha+ci".to_owned(),
            secret: Secret::from("Canary-1"),
        }
    }

    #[test]
    fn containerd_is_given_the_login_in_a_header() {
        let text = containerd_hosts("https", "images.example.org", &login());
        assert_eq!(
            text.expose(),
            "server = \"https://images.example.org\"\n\n\
             [host.\"https://images.example.org\"]\n  capabilities = [\"pull\", \"resolve\"]\n\n\
             [host.\"https://images.example.org\".header]\n  \
             Authorization = \"Basic cm9ib3Qkc2thaGErY2k6Q2FuYXJ5LTE=\"\n"
        );
    }

    #[test]
    fn files_have_names_that_systems_take() {
        for (user, name) in [
            ("robot$skaha+ci", "robot$skaha+ci.json"),
            ("bot/a:b", "bot-a-b.json"),
            ("..", "robot.json"),
            ("", "robot.json"),
        ] {
            assert_eq!(file_name(user), name, "{user}");
        }
        assert!(file_name(&"a".repeat(300)).len() < 120);
    }

    #[test]
    fn what_is_forgotten_is_gone() {
        let secrets = RobotSecrets::default();
        let hold = |connection: &str| {
            secrets.hold(HeldSecret {
                connection: ConnectionId::new(connection).unwrap(),
                user: "a".to_owned(),
                secret: Secret::from("Canary-1"),
                file: Value::Null,
            })
        };
        let (first, second, third) = (hold("one"), hold("one"), hold("two"));
        secrets.forget(first);
        assert!(secrets.get(first).is_err() && secrets.get(second).is_ok());
        secrets.forget_of(&ConnectionId::new("one").unwrap());
        assert!(secrets.get(second).is_err() && secrets.get(third).is_ok());
        secrets.clear();
        assert!(secrets.get(third).is_err());
    }
}
