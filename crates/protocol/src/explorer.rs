//! The API explorer: what a server says of its API, requests that a person writes, and the log of all
//! requests.

use openapi::{Document, Filled, Method, Operation};
use serde::{Deserialize, Serialize};

use crate::{
    connection::{ConnectionId, Entered},
    signing_in::registry_login::Shown,
};

/// Which of the servers of a connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExploredApi {
    #[default]
    Harbor,
    /// The Model Registry beside it.
    ModelRegistry,
}

/// See [`Command::DescribeApi`](crate::Command::DescribeApi).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DescribeApi {
    pub connection: ConnectionId,
    pub api: ExploredApi,
    /// Whether what was read before is read again.
    #[serde(default)]
    pub again: bool,
}

/// What can be asked of a server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApiDescription {
    pub document: Document,
    pub source: DescriptionSource,
    /// Operations of Harbor's that Pilothouse knows and this server does not describe.
    pub missing: Vec<Operation>,
}

/// Where a description comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DescriptionSource {
    /// The server's own, at this path.
    Server { path: String },
    /// The server has none: Pilothouse's table of Harbor's operations.
    Table,
}

/// A request that a person wrote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WrittenRequest {
    pub api: ExploredApi,
    pub method: Method,
    /// The template of one of the described operations.
    pub path: String,
    pub filled: Filled,
    /// JSON; it may hold a secret.
    pub body: Option<Entered>,
}

/// See [`Command::PrepareRequest`](crate::Command::PrepareRequest).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PrepareRequest {
    pub connection: ConnectionId,
    pub request: WrittenRequest,
}

/// A request that the shell holds, as it will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedRequest {
    pub id: PreparedId,
    pub method: Method,
    /// The whole address.
    pub address: String,
    /// Those that were filled in.
    pub headers: Vec<(String, String)>,
    /// Of the body, in bytes.
    pub body_bytes: usize,
    pub sent_with: SentWith,
    pub snippets: Snippets,
}

/// What a request is signed in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentWith {
    Nobody,
    /// The connection's account, by its name.
    Account(String),
    /// Whoever the token of the Model Registry is for.
    ModelRegistryToken,
}

/// Names a prepared request; it can be sent once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PreparedId(pub u64);

/// A request for other programs, without the account's secret. Secrets in a body are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippets {
    /// A command that asks for the password.
    pub curl: String,
    pub httpie: String,
    pub python: String,
}

/// See [`Command::SendRequest`](crate::Command::SendRequest).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendRequest {
    pub connection: ConnectionId,
    pub prepared: PreparedId,
}

/// What came of a request, whatever its status.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExploredAnswer {
    /// Names the whole body, which the shell holds.
    pub id: AnswerId,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// The body, or its beginning; nothing where it is no text. The person asked for it, and it may
    /// hold a secret that is told once.
    pub body: Option<Shown>,
    /// Of the whole body, in bytes.
    pub bytes: usize,
    /// Whether `body` is all of it.
    pub is_whole: bool,
    pub elapsed_ms: u64,
    pub request_id: String,
}

/// Names an answer that the shell holds: the newest ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnswerId(pub u64);

/// See [`Command::SaveAnswer`](crate::Command::SaveAnswer).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveAnswer {
    pub answer: AnswerId,
    /// A file's name without a folder.
    pub name: String,
}

/// See [`Command::WriteSnippets`](crate::Command::WriteSnippets).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WriteSnippets {
    pub connection: ConnectionId,
    /// The request's number in the log.
    pub number: u64,
}

/// See [`Command::ClearRequestLog`](crate::Command::ClearRequestLog).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClearRequestLog {
    pub connection: ConnectionId,
}

/// See [`Command::SaveRequestLog`](crate::Command::SaveRequestLog).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveRequestLog {
    pub connection: ConnectionId,
}
