//! Who pushed an artifact, where the project's log may be read and still knows.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use harbor_api::{
    Capabilities, Feature, Filter, List, ProjectName, Sort, Term,
    operations::{ListProjectEvents, ListProjectLogs},
    types::AuditEntry,
};
use leptos::prelude::*;

use crate::{features::artifacts::detail::tags::Changing, ipc::load::load_one};

/// The log writes a push down when it was taken in, a moment before or after the artifact's time.
const NEAR: TimeDelta = TimeDelta::seconds(60);

/// The account that pushed it; nothing where that is not known.
pub fn pushed_by(changing: Changing) -> Signal<Option<String>> {
    let has_events = Memo::new(move |_| {
        let connection = changing.connection.get();
        let known = changing.registries.find(&connection);
        let version = known.and_then(|known| known.system.harbor_version.clone());
        Capabilities::from_version(version.as_deref()).can(Feature::AuditEvents)
    });
    let asked = Memo::new(move |_| {
        let pushed = changing.artifact.data.get()?.push_time?;
        let (project, ..) = changing.at.get_value();
        let filter = filter(pushed)?;
        changing.may("log", "list").then_some((project, filter))
    });
    let of = move |wanted: bool| -> Option<(ProjectName, Filter)> {
        asked.get().filter(|_| has_events.get() == wanted)
    };
    let events = load_one(changing.connection, move || {
        let (project_name, q) = of(true)?;
        Some(ListProjectEvents {
            project_name,
            q,
            sort: Sort::default(),
            page: Default::default(),
        })
    });
    let logs = load_one(changing.connection, move || {
        let (project_name, q) = of(false)?;
        Some(ListProjectLogs {
            project_name,
            q,
            sort: Sort::default(),
            page: Default::default(),
        })
    });
    Signal::derive(move || {
        let artifact = changing.artifact.data.get()?;
        let (project, repository, _) = changing.at.get_value();
        let name = format!("{project}/{repository}");
        let entries = events.data.get().or_else(|| logs.data.get())?;
        let names = artifact.tags.iter().map(|tag| tag.name.as_str());
        pusher(&entries, &name, &artifact.digest, names)
    })
}

/// Pushes about the time that the artifact came.
fn filter(pushed: DateTime<Utc>) -> Option<Filter> {
    let time = |at: DateTime<Utc>| Some(at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let span = Term::Between(time(pushed - NEAR), time(pushed + NEAR));
    Filter::all()
        .and("resource_type", Term::Exactly("artifact".to_owned()))
        .and_then(|filter| filter.and("operation", Term::Exactly("create".to_owned())))
        .and_then(|filter| filter.and("op_time", span))
        .ok()
}

/// Who made the entry that is about this artifact: `skaha/astroml:25.11` or `skaha/astroml@sha256:…`.
fn pusher<'a>(
    entries: &List<AuditEntry>,
    name: &str,
    digest: &str,
    tags: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let by_tags = tags.map(|tag| format!("{name}:{tag}"));
    let wanted: Vec<String> = by_tags.chain([format!("{name}@{digest}")]).collect();
    let mut entries = entries.items.iter().flatten();
    let entry = entries.find(|entry| {
        let has_failed = entry.operation_result == Some(false);
        !has_failed && wanted.contains(&entry.resource)
    })?;
    (!entry.username.is_empty()).then(|| entry.username.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_push_of_this_artifact_counts() {
        let entry = |resource: &str, username: &str, result: Option<bool>| {
            Ok(AuditEntry {
                resource: resource.to_owned(),
                username: username.to_owned(),
                operation_result: result,
                ..AuditEntry::default()
            })
        };
        let entries = List {
            items: vec![
                entry("skaha/casa:1.0", "eve", None),
                entry("skaha/astroml:1.0", "mallory", Some(false)),
                entry("skaha/astroml:1.0", "ada", Some(true)),
            ],
        };
        let by =
            |tags: &[&str]| pusher(&entries, "skaha/astroml", "sha256:a", tags.iter().copied());
        assert_eq!(by(&["latest", "1.0"]).as_deref(), Some("ada"));
        assert_eq!(by(&["2.0"]), None);
    }
}
