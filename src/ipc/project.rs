//! A project, read once for all parts of a page that need it as the page opens.

use std::{collections::HashMap, future::Future, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use futures::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use harbor_api::{ProjectName, ProjectReference, operations::GetProject, types::Project};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    ipc::{Ticket, harbor, harbor_in_background},
    registries::Registries,
};

/// How long after one part of a page began to read a project the others take its answer: as long as a
/// page opens.
const OPENING: TimeDelta = TimeDelta::seconds(5);

type Outcome = Result<Arc<Project>, Failure>;

/// A reading, under way or answered.
#[derive(Clone)]
pub struct Reading {
    begun: DateTime<Utc>,
    outcome: Shared<LocalBoxFuture<'static, Outcome>>,
}

impl Reading {
    fn is_of_this_opening(&self, now: DateTime<Utc>) -> bool {
        now - self.begun < OPENING
    }

    /// A failure is no answer for somebody else: they ask themselves.
    fn has_failed(&self) -> bool {
        self.outcome.peek().is_some_and(Result::is_err)
    }
}

/// The readings that were begun last.
pub type Readings = HashMap<(ConnectionId, ProjectName), Reading>;

/// Reads a project. Unless it is to be read `anew`, what another part of the page asked for as it opened is the
/// answer. `background`: nobody opened a page for it.
pub fn read_project(
    registries: Registries,
    connection: ConnectionId,
    name: ProjectName,
    background: bool,
    anew: bool,
) -> impl Future<Output = Outcome> {
    let now = Utc::now();
    let key = (connection, name);
    let known = registries.project_readings.with_value(|readings| {
        let known = readings.get(&key).filter(|_| !anew)?;
        let is_good = known.is_of_this_opening(now) && !known.has_failed();
        is_good.then(|| known.outcome.clone())
    });
    if let Some(known) = known {
        return known;
    }
    let (connection, name) = key.clone();
    let reading = async move {
        let operation = GetProject {
            project_name_or_id: ProjectReference::Name(name),
        };
        let reply = if background {
            harbor_in_background(connection, &operation, Ticket::new()).await
        } else {
            harbor(connection, &operation, Ticket::new()).await
        };
        reply.map(|reply| Arc::new(reply.value))
    };
    let outcome = reading.boxed_local().shared();
    registries.project_readings.update_value(|readings| {
        readings.retain(|_, reading| reading.is_of_this_opening(now));
        let outcome = outcome.clone();
        readings.insert(
            key,
            Reading {
                begun: now,
                outcome,
            },
        );
    });
    outcome
}

/// Has a connection's projects read anew by whoever asks next.
pub fn forget_readings(registries: Registries, connection: &ConnectionId) {
    registries
        .project_readings
        .update_value(|readings| readings.retain(|(of, _), _| of != connection));
}
