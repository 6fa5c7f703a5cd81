//! What was last marked as seen: kept on this computer, for a connection and an account.

use chrono::Utc;
use harbor_api::types::SecuritySummary;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, SecurityLook};

use crate::{
    preferences::{preference, set_preference},
    registries::{Registries, registries},
};

/// What a look is at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LookOf {
    AllProjects,
    OwnProjects,
}

/// Under which name a look is kept; nothing without an account.
fn key(registries: Registries, connection: &ConnectionId, of: LookOf) -> Option<String> {
    let known = registries.find_untracked(connection)?;
    let own = match of {
        LookOf::AllProjects => "",
        LookOf::OwnProjects => " own",
    };
    let name = known.account.name()?;
    Some(format!("{} {name}{own}", connection.as_str()))
}

/// What there is to see of the whole server.
pub fn look_of(summary: &SecuritySummary) -> SecurityLook {
    let cves = summary.dangerous_cves.iter();
    let artifacts = summary.dangerous_artifacts.iter();
    SecurityLook {
        at: Utc::now(),
        critical: summary.critical_cnt,
        high: summary.high_cnt,
        medium: summary.medium_cnt,
        low: summary.low_cnt,
        fixable: summary.fixable_cnt,
        scanned: summary.scanned_cnt,
        cves: cves.map(|found| found.cve_id.clone()).collect(),
        artifacts: artifacts.map(|artifact| artifact.digest.clone()).collect(),
    }
}

/// The last look, if there was one. The first one is kept by itself: there is nothing to compare it with.
#[derive(Clone, Copy)]
pub struct LastLook {
    connection: Signal<ConnectionId>,
    registries: Registries,
    of: LookOf,
    pub known: RwSignal<Option<SecurityLook>>,
}

impl LastLook {
    pub fn open(connection: Signal<ConnectionId>, of: LookOf) -> Self {
        let registries = registries();
        let kept = key(registries, &connection.get_untracked(), of)
            .and_then(|key| preference(|kept| kept.security_looks.get(&key).cloned()));
        Self {
            connection,
            registries,
            of,
            known: RwSignal::new(kept),
        }
    }

    /// Takes up what is shown, where nothing was kept yet.
    pub fn begin(&self, look: SecurityLook) {
        if self.known.with_untracked(Option::is_none) {
            self.keep(look);
        }
    }

    /// What is shown counts as seen.
    pub fn mark(&self, look: SecurityLook) {
        self.keep(look.clone());
        self.known.set(Some(look));
    }

    fn keep(&self, look: SecurityLook) {
        let registries = self.registries;
        let Some(key) = key(registries, &self.connection.get_untracked(), self.of) else {
            return;
        };
        set_preference(|kept| {
            // Those of connections that are gone go, too.
            kept.security_looks.retain(|key, _| {
                let connection = ConnectionId::new(key.split(' ').next().unwrap_or_default());
                connection.is_ok_and(|id| registries.find_untracked(&id).is_some())
            });
            kept.security_looks.insert(key, look);
        });
    }
}
