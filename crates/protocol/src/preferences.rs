//! Small choices that outlast a run. Never a secret.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use listing::Sort;
use serde::{Deserialize, Serialize};

/// What a person arranged, in one profile. What does not read, and what nobody chose yet, is as
/// designed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// [`Preferences::VERSION`] of the program that wrote them. Those of a newer one are read as far
    /// as they are known, and not written over.
    pub version: u32,
    /// Tag of BCP 47; without one the system's language counts.
    pub language: Option<String>,
    /// 100 is as designed.
    pub zoom_percent: Option<u16>,
    pub navigation_folded: bool,
    /// Path of the place that the last run ended at.
    pub last_place: Option<String>,
    /// The program that was last chosen to pull something with, by the usual one for such things.
    pub pull_clients: BTreeMap<String, String>,
    /// The program that reads the clipboard in a terminal.
    pub clipboard_reader: Option<String>,
    /// By the list's id.
    pub tables: BTreeMap<String, TableLayout>,
    /// Filters of a list as texts, the newest first; by the list's id.
    pub recent_filters: BTreeMap<String, Vec<String>>,
    /// Views of a list that were given names; by the list's id.
    pub views: BTreeMap<String, Vec<SavedView>>,
    /// What was last marked as seen of a registry's findings; by the connection and the account.
    pub security_looks: BTreeMap<String, SecurityLook>,
}

/// What scanners had found when somebody marked it as seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecurityLook {
    pub at: DateTime<Utc>,
    pub critical: i64,
    pub high: i64,
    pub medium: i64,
    pub low: i64,
    pub fixable: i64,
    pub scanned: i64,
    /// Ids of the CVEs with the highest scores.
    pub cves: BTreeSet<String>,
    /// Digests of the worst artifacts.
    pub artifacts: BTreeSet<String>,
}

/// What narrows a list and how it is sorted, under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    pub name: String,
    /// What the find field holds.
    pub find: String,
    /// As `listing::write_conditions` writes it.
    pub filter: String,
    pub sort: Option<Sort>,
}

impl Preferences {
    /// This program's.
    pub const VERSION: u32 = 1;
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            version: Self::VERSION,
            language: None,
            zoom_percent: None,
            navigation_folded: false,
            last_place: None,
            pull_clients: BTreeMap::new(),
            clipboard_reader: None,
            tables: BTreeMap::new(),
            recent_filters: BTreeMap::new(),
            views: BTreeMap::new(),
            security_looks: BTreeMap::new(),
        }
    }
}

/// Which columns of a table are hidden, and how wide others are; by the columns' ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableLayout {
    pub hidden: BTreeSet<String>,
    /// CSS pixels.
    pub widths: BTreeMap<String, u32>,
}

/// Replaces the preferences.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetPreferences {
    pub preferences: Preferences,
}
