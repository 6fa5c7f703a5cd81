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
    /// The certificate of the authority that signed its own, as PEM.
    #[serde(default)]
    pub certificate: Option<String>,
}

/// See [`Command::TestEndpoint`](crate::Command::TestEndpoint).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestEndpoint {
    pub connection: ConnectionId,
    /// One that the registry keeps: it takes address, certificate and, where none is here, the secret
    /// from there.
    #[serde(default)]
    pub kept: Option<RegistryId>,
    pub endpoint: EndpointDraft,
}

/// See [`Command::CreateEndpoint`](crate::Command::CreateEndpoint). The registry tests it first, and
/// keeps none that does not answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreateEndpoint {
    pub connection: ConnectionId,
    /// At most 64 characters.
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub endpoint: EndpointDraft,
}

/// An endpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointCreated {
    pub id: RegistryId,
}

/// See [`Command::ChangeEndpoint`](crate::Command::ChangeEndpoint). The registry tests it first, and
/// changes nothing where it does not answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeEndpoint {
    pub connection: ConnectionId,
    pub id: RegistryId,
    pub change: EndpointChange,
}

/// What of an endpoint is changed; the rest stays. Another address without a secret loses the secret
/// that is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EndpointChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub url: Option<String>,
    /// Empty: nobody signs in any more.
    pub access_id: Option<String>,
    pub secret: Option<Entered>,
    pub insecure: Option<bool>,
    pub certificate: Option<String>,
}
