//! The person's preferences, kept between runs in a file of their profile's.

use std::{path::Path, sync::Arc};

use pilothouse_protocol::{Empty, Failure, FailureCode, Preferences};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

const KEY: &str = "preferences";

/// Where preferences are kept. Without a file they last as long as the run.
pub struct PreferenceStore(Option<Arc<Store<Wry>>>);

impl PreferenceStore {
    pub fn open(app: &AppHandle, folder: &Path) -> Self {
        let store = app.store(folder.join("preferences.json"));
        if let Err(error) = &store {
            tracing::warn!("preferences are not kept: {error}");
        }
        Self(store.ok())
    }

    /// What was kept; what does not read is as designed.
    pub fn read(&self) -> Preferences {
        let kept = self.0.as_ref().and_then(|store| store.get(KEY));
        kept.and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default()
    }

    /// Keeps what the window says. The file is written at once: a program that is killed has its
    /// preferences.
    pub fn write(&self, preferences: &Preferences) -> Result<Empty, Failure> {
        let Some(store) = &self.0 else {
            return Ok(Empty {});
        };
        if self.read().version > Preferences::VERSION {
            return Ok(Empty {});
        }
        let failed = |reason: String| Failure::new(FailureCode::Internal, reason);
        let value = serde_json::to_value(preferences).map_err(|error| failed(error.to_string()))?;
        store.set(KEY, value);
        store
            .save()
            .map(|()| Empty {})
            .map_err(|error| failed(format!("Preferences could not be written: {error}.")))
    }
}
