//! Users that are made at a registry, with a password that only passes through.

use harbor_api::{
    operations,
    types::{NewUser, SentSecret},
};
use pilothouse_protocol::{CreateUser, Empty, Failure};

use crate::{changes, console::Console, secrets::cli_secret::without};

impl Console {
    /// Makes a user.
    pub(crate) async fn create_user(&self, command: CreateUser) -> Result<Empty, Failure> {
        let id = &command.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let password = command.password.into_inner();
        let current = self.client(id).await?;
        let operation = operations::CreateUser {
            body: NewUser {
                username: command.name,
                email: command.email,
                realname: command.full_name,
                comment: command.comment,
                password: SentSecret::new(password.as_str()),
            },
        };
        let outcome = self.changed(id, &current, &operation).await;
        outcome.map_err(|failure| without(failure, &[password.as_str()]))
    }
}
