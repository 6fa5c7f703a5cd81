//! The CLI secret and the password: showing, renewing, copying.

use harbor_api::{
    Operation, PasswordRule, UserId,
    operations::{GetCurrentUser, SetCliSecret, UpdatePassword},
    types::{CliSecretChange, PasswordChange, SentSecret},
};
use harbor_client::Secret;
use pilothouse_protocol::{
    ChangePassword, ConnectionId, ConnectionKind, CopySecret, Credentials, Empty, Entered, Failure,
    FailureCode, PasswordOf, Revealed, SecretText, Shown,
};

use crate::{
    calls::open_calls::OpenCall, changes, connection::runtime::Current, console::Console, failure,
    secrets::image_pull_secret::image_pull_secret, settings::SavedMethod,
};

impl Console {
    /// The CLI secret, for the screen.
    pub(crate) async fn reveal_cli_secret(&self, id: &ConnectionId) -> Result<Revealed, Failure> {
        let secret = self.cli_secret(id).await?.ok_or_else(no_cli_secret)?;
        Ok(Revealed {
            secret: Shown::new(secret.expose()),
        })
    }

    /// Sets the CLI secret, or has the server make one.
    pub(crate) async fn set_cli_secret(
        &self,
        id: &ConnectionId,
        entered: Option<Entered>,
    ) -> Result<Empty, Failure> {
        let secret = entered.map(Entered::into_inner);
        if let Some(secret) = &secret {
            check_rule(secret, "CLI secret")?;
        }
        changes::allow_writing(self.read_only(id).await?)?;
        let current = self.client(id).await?;
        let operation = SetCliSecret {
            user_id: self.own_id(id, &current).await?,
            body: CliSecretChange {
                secret: secret.as_deref().map(SentSecret::new),
            },
        };
        let changed = self.changed(id, &current, &operation).await;
        changed.map_err(|failure| without(failure, secret.as_deref().as_slice()))
    }

    /// Changes a password. One's own new one is kept and used from then on.
    pub(crate) async fn change_password(
        &self,
        call: &OpenCall<'_>,
        command: ChangePassword,
    ) -> Result<Empty, Failure> {
        let id = &command.connection;
        let new = command.new.into_inner();
        check_rule(&new, "password")?;
        changes::allow_writing(self.read_only(id).await?)?;
        let current = self.client(id).await?;
        let (user, old) = match command.whose {
            PasswordOf::Own { old } => (None, Some(old.into_inner())),
            PasswordOf::User { id } => (Some(id), None),
        };
        let own = self.own_id(id, &current).await?;
        if user == Some(own) {
            return Err(Failure::new(
                FailureCode::Invalid,
                "One's own password is changed with the old one.",
            ));
        }
        let operation = UpdatePassword {
            user_id: user.unwrap_or(own),
            body: PasswordChange {
                old_password: old.as_deref().map(SentSecret::new),
                new_password: SentSecret::new(new.as_str()),
            },
        };
        let changed = self.changed(id, &current, &operation).await;
        if let Err(failure) = changed {
            let mut secrets = vec![new.as_str()];
            secrets.extend(old.as_deref());
            let failure = without(failure, &secrets);
            if failure.code == FailureCode::Forbidden {
                // All changes are refused so once the registry is in read-only mode.
                let _ = self.read_system(id, &current).await;
                changes::allow_writing(self.view(id)?.system.read_only)?;
            }
            // Harbor answers so to a wrong one; the rights are not in question.
            return Err(match (old.is_some(), failure.code) {
                (true, FailureCode::Forbidden) => Failure {
                    code: FailureCode::WrongCredentials,
                    message: "The current password is wrong.".to_owned(),
                    hint: None,
                    ..failure
                },
                _ => failure,
            });
        }
        let way = self.kept(id)?.account().way;
        if let (None, SavedMethod::Password { user }) = (user, way) {
            // The old one would be tried when the session ends, and lock the name.
            let credentials = Credentials::Password {
                user,
                password: Entered::new(new),
            };
            self.sign_in(call, id, credentials, false).await?;
        }
        Ok(Empty {})
    }

    /// The text that is to be put on the clipboard. It is the shell's: it does not go to
    /// the window.
    pub async fn secret_text(&self, command: &CopySecret) -> Result<Secret, Failure> {
        let login = self.own_login(&command.connection, Purpose::Copy).await?;
        match &command.what {
            SecretText::Secret => Ok(login.secret),
            SecretText::ImagePullSecret { name, namespace } => {
                let registry = self.view(&command.connection)?.registry().to_owned();
                image_pull_secret(&registry, &login, name, namespace.as_deref())
            }
        }
    }

    /// Name and secret that the connection's own account uses at the registry.
    pub(crate) async fn own_login(
        &self,
        id: &ConnectionId,
        purpose: Purpose,
    ) -> Result<Login, Failure> {
        let kept = self.kept(id)?;
        let needs_sign_in = || {
            Failure::new(
                FailureCode::SignInNeeded,
                "This needs an account, not only a look.",
            )
        };
        // First of all, so that the connection is what it says it is.
        self.client(id).await?;
        let account = self.view(id)?.account;
        let user = account.name().ok_or_else(needs_sign_in)?.to_owned();
        let used = kept.account();
        if !matches!(
            used.way,
            SavedMethod::Robot { .. } | SavedMethod::CliSecret { .. }
        ) && let Some(secret) = self.cli_secret(id).await?
        {
            return Ok(Login { user, secret });
        }
        let secret = match (&kept.kind, &used.way, purpose) {
            (
                _,
                SavedMethod::Anonymous | SavedMethod::Session { .. } | SavedMethod::Provider { .. },
                _,
            ) => {
                return Err(needs_sign_in());
            }
            (_, SavedMethod::Password { .. }, Purpose::Copy) => {
                return Err(Failure::new(
                    FailureCode::Invalid,
                    "A password is not copied: type it where it is asked for.",
                )
                .with_hint("For programs, a robot account is the better way."));
            }
            (ConnectionKind::Demo, ..) => {
                self.demo
                    .start()
                    .await
                    .map_err(|reason| Failure::new(FailureCode::Internal, format!("{reason}.")))?
                    .password
            }
            _ => self.secrets.get(kept.entry(used.id)).await?.secret,
        };
        Ok(Login { user, secret })
    }

    async fn cli_secret(&self, id: &ConnectionId) -> Result<Option<Secret>, Failure> {
        let current = self.client(id).await?;
        match current.client.cli_secret().await {
            Ok(secret) => Ok(secret),
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, GetCurrentUser::INFO.name))
            }
        }
    }

    async fn own_id(&self, id: &ConnectionId, current: &Current) -> Result<UserId, Failure> {
        match current.client.send(&GetCurrentUser {}).await {
            Ok(user) => Ok(user.value.user_id),
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, GetCurrentUser::INFO.name))
            }
        }
    }

    pub(crate) async fn changed<O: Operation<Reply = ()>>(
        &self,
        id: &ConnectionId,
        current: &Current,
        operation: &O,
    ) -> Result<Empty, Failure> {
        match current.client.send(operation).await {
            Ok(_) => Ok(Empty {}),
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, O::INFO.name))
            }
        }
    }
}

/// A name and its secret at the registry.
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) secret: Secret,
}

/// What a login is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be put on the clipboard, which other programs read.
    Copy,
    /// To be used by this program.
    Use,
}

fn no_cli_secret() -> Failure {
    Failure::new(FailureCode::NotFound, "This account has no CLI secret.")
        .with_hint("Only people who sign in through an identity provider have one.")
}

pub(super) fn check_rule(secret: &str, what: &str) -> Result<(), Failure> {
    if PasswordRule::of(secret).is_met() {
        return Ok(());
    }
    Err(Failure::new(
        FailureCode::Invalid,
        format!(
            "A {what} has 8 to 128 characters, with an upper-case letter, a lower-case letter and a digit."
        ),
    ))
}

/// A failure whose words may repeat what was sent, without that.
pub(crate) fn without(mut failure: Failure, secrets: &[&str]) -> Failure {
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        failure.message = failure.message.replace(secret, "[redacted]");
    }
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_does_not_repeat_what_was_sent() {
        let failure = Failure::new(FailureCode::Invalid, "Canary-1 is as bad as Canary-2");
        let failure = without(failure, &["Canary-1", "", "Canary-2"]);
        assert_eq!(failure.message, "[redacted] is as bad as [redacted]");
    }
}
