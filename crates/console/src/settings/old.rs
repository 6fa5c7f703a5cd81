//! Settings of other versions.

use pilothouse_protocol::{ConnectionId, ConnectionKind, Theme, Trust};
use serde::Deserialize;

use crate::settings::{FIRST, SavedAs, SavedConnection, SavedMethod, Settings, VERSION};

#[derive(Deserialize)]
struct Version {
    #[serde(default = "first")]
    version: u32,
}

fn first() -> u32 {
    1
}

/// Version 1: one account for each connection.
#[derive(Deserialize)]
struct One {
    #[serde(default)]
    connections: Vec<ConnectionOne>,
    #[serde(default)]
    last: Option<ConnectionId>,
    #[serde(default)]
    theme: Theme,
}

#[derive(Deserialize)]
struct ConnectionOne {
    id: ConnectionId,
    kind: ConnectionKind,
    name: String,
    origin: String,
    #[serde(default)]
    trust: Trust,
    way: SavedMethod,
}

/// Reads settings of any version, as this one's. Of a newer version, what can be read.
pub(super) fn read(bytes: &[u8]) -> serde_json::Result<Settings> {
    let Version { version } = serde_json::from_slice(bytes)?;
    match version {
        ..=1 => serde_json::from_slice::<One>(bytes).map(Settings::from),
        2..=VERSION => serde_json::from_slice(bytes),
        _ => Ok(serde_json::from_slice(bytes).unwrap_or(Settings {
            version,
            ..Settings::default()
        })),
    }
}

impl From<One> for Settings {
    fn from(old: One) -> Self {
        Self {
            version: VERSION,
            connections: old
                .connections
                .into_iter()
                .map(SavedConnection::from)
                .collect(),
            last: old.last,
            theme: old.theme,
            model_registries: Vec::new(),
        }
    }
}

impl From<ConnectionOne> for SavedConnection {
    fn from(old: ConnectionOne) -> Self {
        // The demo registry is not chosen a way into.
        let is_registry = old.kind == ConnectionKind::Registry;
        let last_way = is_registry.then(|| old.way.way_in());
        Self {
            id: old.id,
            kind: old.kind,
            name: old.name,
            origin: old.origin,
            trust: old.trust,
            accounts: vec![SavedAs {
                id: FIRST,
                way: old.way,
                signed_out: false,
            }],
            active: FIRST,
            last_way,
            own_client: None,
        }
    }
}
