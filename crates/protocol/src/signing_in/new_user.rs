//! Users that a registry itself keeps.

use serde::{Deserialize, Serialize};

use crate::connection::{ConnectionId, Entered};

/// See [`Command::CreateUser`](crate::Command::CreateUser).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreateUser {
    pub connection: ConnectionId,
    pub name: String,
    pub full_name: String,
    pub email: String,
    /// At most 30 characters.
    pub comment: String,
    /// Must meet [`harbor_api::PasswordRule`].
    pub password: Entered,
}
