//! Peer-to-peer networks that images are handed to before they are pulled.

use std::collections::BTreeMap;

use harbor_api::PreheatName;
use serde::{Deserialize, Serialize};

use crate::connection::{ConnectionId, Entered};

/// See [`Command::SavePreheatInstance`](crate::Command::SavePreheatInstance).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavePreheatInstance {
    pub connection: ConnectionId,
    pub name: PreheatName,
    /// There is one of this name, which is changed.
    pub is_kept: bool,
    pub instance: PreheatInstanceDraft,
}

/// See [`Command::TestPreheatInstance`](crate::Command::TestPreheatInstance).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestPreheatInstance {
    pub connection: ConnectionId,
    pub name: PreheatName,
    /// As somebody describes it; none: as the registry keeps it, with the credentials that it keeps.
    pub instance: Option<PreheatInstanceDraft>,
}

/// A network, as somebody describes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreheatInstanceDraft {
    pub description: String,
    /// A [`harbor_api::types::PreheatProvider::id`].
    pub vendor: String,
    /// With its scheme.
    pub endpoint: String,
    /// `NONE`, `BASIC`, `OAUTH` or `CUSTOM`.
    pub auth_mode: String,
    /// `username` and `password`, `token`, or what a custom one wants. None: what the registry keeps.
    pub auth_info: Option<BTreeMap<String, Entered>>,
    pub enabled: bool,
    pub is_default: bool,
    /// Its certificate is not to be checked.
    pub insecure: bool,
}
