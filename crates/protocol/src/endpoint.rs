//! Other registries that a registry works with.

use harbor_api::{RegistryId, types::RegistryProvider};
use serde::{Deserialize, Serialize};

use crate::connection::{ConnectionId, Entered};

/// Another registry, as somebody describes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndpointDraft {
    pub provider: RegistryProvider,
    /// With its scheme.
    pub url: String,
    /// Who signs in there; without a secret too, nobody does.
    pub access_id: String,
    pub secret: Option<Entered>,
    /// Its certificate is not to be checked.
    pub insecure: bool,
}

/// See [`Command::TestEndpoint`](crate::Command::TestEndpoint).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestEndpoint {
    pub connection: ConnectionId,
    pub endpoint: EndpointDraft,
}

/// See [`Command::CreateEndpoint`](crate::Command::CreateEndpoint). The registry tests it first, and
/// keeps none that does not answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreateEndpoint {
    pub connection: ConnectionId,
    /// At most 64 characters.
    pub name: String,
    pub endpoint: EndpointDraft,
}

/// An endpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointCreated {
    pub id: RegistryId,
}
