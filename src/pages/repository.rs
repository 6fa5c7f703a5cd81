//! A repository: its artifacts.

use std::{cmp::Ordering, collections::HashSet, sync::Arc};

use harbor_api::{
    ProjectName, RepositoryName,
    operations::ListArtifacts,
    types::{ACCEPT_VULNERABILITIES, Artifact, ArtifactKind, Platform, Reference, SbomState, Tag},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::projects::{NoMatch, Refresh, close_on_escape, inspected, malformed_of, shown_of};
use crate::{
    components::{
        Column, CopyButton, CopyIcon, Empty, Failed, Find, Footer, Icon, Inspector, Link, Sorting,
        Table, VulnerabilityCell, pair, section, titled_section, use_places,
    },
    format::{age, counted, size, whole},
    load::{Loaded, Rows, load_list},
    pull::{By, Pull},
    registries::registries,
    route::{ArtifactTab, Route},
};

/// A row: an artifact, or a part of an index.
#[derive(PartialEq)]
enum Row {
    Artifact {
        artifact: Arc<Artifact>,
        expanded: bool,
    },
    Part {
        parent: String,
        part: Box<Reference>,
        is_last: bool,
    },
}

impl Row {
    fn key(&self) -> String {
        match self {
            Self::Artifact { artifact, .. } => artifact.digest.clone(),
            Self::Part { parent, part, .. } => format!("{parent} {}", part.child_digest),
        }
    }

    fn digest(&self) -> &str {
        match self {
            Self::Artifact { artifact, .. } => &artifact.digest,
            Self::Part { part, .. } => &part.child_digest,
        }
    }

    fn artifact(&self) -> Option<&Arc<Artifact>> {
        match self {
            Self::Artifact { artifact, .. } => Some(artifact),
            Self::Part { .. } => None,
        }
    }
}

/// The columns that sort. The parts of an index follow it, so artifacts are sorted before they are
/// expanded.
const SIZE: usize = 3;
const PULLED: usize = 6;
const PUSHED: usize = 7;

fn compare(column: usize, a: &Artifact, b: &Artifact) -> Ordering {
    match column {
        SIZE => a.size.cmp(&b.size),
        PULLED => a.pull_time.cmp(&b.pull_time),
        _ => a.push_time.cmp(&b.push_time),
    }
}

/// One repository.
#[component]
pub fn RepositoryPage(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
) -> impl IntoView {
    let registries = registries();
    let places = use_places();
    let project = StoredValue::new(project);
    let repository = StoredValue::new(repository);
    // One request gives everything that a row shows.
    let artifacts: Loaded<Rows<Artifact>> = load_list(connection, move || {
        Some(ListArtifacts {
            project_name: project.get_value(),
            repository_name: repository.get_value(),
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            with_tag: Some(true),
            with_label: Some(true),
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_immutable_status: Some(true),
            with_accessory: Some(true),
            with_inherited_accessory: None,
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        })
    });
    let find = RwSignal::new(String::new());
    let sorting: RwSignal<Sorting> = RwSignal::new(Some((PUSHED, true)));
    let expanded = RwSignal::new(HashSet::<String>::new());
    let selected = RwSignal::new(None::<String>);
    let inspected = inspected(selected);
    close_on_escape(selected);

    let found = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Artifact>>>>| {
        let wanted = find.get().trim().to_lowercase();
        let mut found: Vec<Arc<Artifact>> = artifacts
            .data
            .get()
            .map(|rows| {
                rows.good
                    .iter()
                    .filter(|a| matches(a, &wanted))
                    .map(Arc::clone)
                    .collect()
            })
            .unwrap_or_default();
        if let Some((column, down)) = sorting.get() {
            found.sort_by(|a, b| {
                let (a, b) = if down { (b, a) } else { (a, b) };
                compare(column, a, b)
            });
        }
        (Arc::new(found), true)
    });
    let rows = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Row>>>>| {
        let expanded = expanded.get();
        let rows = found.with(|found| {
            let mut rows = Vec::with_capacity(found.len());
            for artifact in found.iter() {
                let is_expanded = expanded.contains(&artifact.digest);
                let row = Row::Artifact {
                    artifact: Arc::clone(artifact),
                    expanded: is_expanded,
                };
                rows.push(Arc::new(row));
                if is_expanded {
                    let last = artifact.references.len().saturating_sub(1);
                    rows.extend(artifact.references.iter().enumerate().map(|(at, part)| {
                        Arc::new(Row::Part {
                            parent: artifact.digest.clone(),
                            part: Box::new(part.clone()),
                            is_last: at == last,
                        })
                    }));
                }
            }
            rows
        });
        (Arc::new(rows), true)
    });
    let total = move || artifacts.data.get().map_or(0, |rows| rows.total);
    let known = move || artifacts.data.with(Option::is_some);
    let chosen = Memo::new_owning(move |_: Option<Option<Arc<Artifact>>>| {
        let key = inspected.get();
        let artifact = rows.with(|rows| {
            let row = rows.iter().find(|row| Some(row.key()) == key)?;
            row.artifact().map(Arc::clone)
        });
        (artifact, true)
    });
    let place = move |digest: &str| {
        let reference = harbor_api::ArtifactReference::parse(digest).ok()?;
        Some(Route::Artifact {
            connection: connection.get_untracked(),
            project: project.get_value(),
            repository: repository.get_value(),
            reference,
            tab: ArtifactTab::Overview,
        })
    };
    let on_open = Callback::new(move |row: Arc<Row>| {
        if let Some(route) = place(row.digest()) {
            places.go(route);
        }
    });
    let set_expanded = move |digest: &str, open: bool| {
        expanded.update(|expanded| {
            if open {
                expanded.insert(digest.to_owned());
            } else {
                expanded.remove(digest);
            }
        });
    };
    let on_expand = Callback::new(move |(row, open): (Arc<Row>, bool)| {
        if row.artifact().is_some_and(|artifact| artifact.is_index()) {
            set_expanded(row.digest(), open);
        }
    });
    let host = move || {
        registries
            .find(&connection.get())
            .map(|c| c.registry().to_owned())
            .unwrap_or_default()
    };
    let push_command = move || {
        format!(
            "docker push {}/{}/{}:1.0",
            host(),
            project.get_value(),
            repository.get_value()
        )
    };
    let columns = move || columns(place, set_expanded);

    view! {
        <div class="work dense" class:has-insp=move || chosen.with(Option::is_some)>
            <main class="page">
                <div class="ph">
                    <h1 class="trunc">{repository.get_value().to_string()}</h1>
                    <span class="count" id="count">
                        {move || {
                            known()
                                .then(|| {
                                    let shown = found.with(|found| found.len());
                                    format!("{} artifacts", shown_of(shown, total()))
                                })
                        }}
                    </span>
                    <span class="sp"></span>
                    <Refresh loading=artifacts.loading on_refresh=move || artifacts.reload() />
                </div>
                <div class="fbar">
                    <Find value=find placeholder="Find tag, digest or label" />
                </div>
                {move || {
                    let none = artifacts.data.with(Option::is_none);
                    if let (Some(failure), true) = (artifacts.failure.get(), none) {
                        return view! {
                            <Failed
                                what="the artifacts"
                                failure=failure
                                on_retry=Callback::new(move |()| artifacts.reload())
                            />
                        }
                            .into_any();
                    }
                    if !none && total() == 0 {
                        return view! {
                            <Empty
                                icon="repository"
                                title="No artifacts"
                                text="What is pushed to this repository appears here."
                            >
                                <div class="code">
                                    <div class="c">{push_command}</div>
                                    <CopyIcon
                                        text=Signal::derive(push_command)
                                        label="Copy push command"
                                    />
                                </div>
                            </Empty>
                        }
                            .into_any();
                    }
                    if !none && found.with(|found| found.is_empty()) {
                        return view! { <NoMatch what="artifact" find=find /> }.into_any();
                    }
                    view! {
                        <Table
                            label=format!(
                                "Artifacts in {}/{}",
                                project.get_value(),
                                repository.get_value(),
                            )
                            columns=columns()
                            rows=rows
                            key=|row: &Row| row.key()
                            selected=selected
                            on_open=on_open
                            row_class=|row: &Row| match row {
                                Row::Artifact { .. } => "",
                                Row::Part { is_last: false, .. } => "child",
                                Row::Part { is_last: true, .. } => "child last",
                            }
                            waiting=Signal::derive(move || artifacts.data.with(Option::is_none))
                            on_expand=on_expand
                            sorting=sorting
                        />
                    }
                        .into_any()
                }}
                <Footer
                    text=Signal::derive(move || {
                        if known() { counted(total(), "artifact", "artifacts") } else { String::new() }
                    })
                    at=artifacts.at
                    call=artifacts.call
                    loading=artifacts.loading
                    stale=Signal::derive(move || artifacts.failure.with(Option::is_some))
                    malformed=Signal::derive(move || malformed_of(&artifacts))
                />
            </main>
            {move || {
                chosen
                    .get()
                    .map(|artifact| {
                        let pull = Pull::new(
                            &host(),
                            &project.get_value(),
                            &repository.get_value(),
                            &artifact,
                        );
                        let pull = pull
                            .command(pull.usual_client(), By::Tag)
                            .unwrap_or_default();
                        view! {
                            <ArtifactInspector
                                artifact=artifact
                                pull=pull
                                place=place
                                on_close=Callback::new(move |()| selected.set(None))
                            />
                        }
                    })
            }}
        </div>
    }
}

/// Whether a tag, the digest or a label holds the text.
fn matches(artifact: &Artifact, wanted: &str) -> bool {
    wanted.is_empty()
        || artifact.digest.contains(wanted)
        || artifact
            .tags
            .iter()
            .any(|tag| tag.name.to_lowercase().contains(wanted))
        || artifact
            .labels
            .iter()
            .any(|label| label.name.to_lowercase().contains(wanted))
}

fn columns(
    place: impl Fn(&str) -> Option<Route> + Copy + Send + Sync + 'static,
    set_expanded: impl Fn(&str, bool) + Copy + Send + Sync + 'static,
) -> Vec<Column<Row>> {
    let registries = registries();
    let since = move |time: Option<chrono::DateTime<chrono::Utc>>| match time {
        None => "–".into_any(),
        Some(time) => {
            view! { <span title=whole(time)>{move || age(time, registries.now.get())}</span> }
                .into_any()
        }
    };
    vec![
        Column::new("Artifact", move |row: &Arc<Row>| {
            name_cell(row, place, set_expanded)
        })
        .width(178),
        Column::new("Tags", |row: &Arc<Row>| match row.artifact() {
            Some(artifact) => view! { <Tags tags=artifact.tags.clone() /> }.into_any(),
            None => ().into_any(),
        }),
        Column::new("Platform", |row: &Arc<Row>| platform(row).into_any())
            .width(106)
            .class("p3"),
        Column::new("Size", |row: &Arc<Row>| match row.artifact() {
            Some(artifact) => size(artifact.size).into_any(),
            None => ().into_any(),
        })
        .width(84)
        .class("r p2")
        .sorted_outside(),
        Column::new("Trust", |row: &Arc<Row>| match row.artifact() {
            Some(artifact) => trust(artifact),
            None => ().into_any(),
        })
        .width(134)
        .class("p2"),
        Column::new("Vulnerabilities", |row: &Arc<Row>| match row.artifact() {
            Some(artifact) if artifact.is_scannable() => {
                view! { <VulnerabilityCell state=artifact.scan() /> }.into_any()
            }
            Some(_) => view! { <span class="vcell none">"Not applicable"</span> }.into_any(),
            None => ().into_any(),
        })
        .width(152),
        Column::new("Pulled", move |row: &Arc<Row>| match row.artifact() {
            Some(artifact) => since(artifact.pull_time),
            None => ().into_any(),
        })
        .width(72)
        .class("r p3")
        .sorted_outside(),
        Column::new("Pushed", move |row: &Arc<Row>| match row.artifact() {
            Some(artifact) => since(artifact.push_time),
            None => ().into_any(),
        })
        .width(84)
        .class("r")
        .sorted_outside(),
    ]
}

fn name_cell(
    row: &Arc<Row>,
    place: impl Fn(&str) -> Option<Route> + Copy + Send + Sync + 'static,
    set_expanded: impl Fn(&str, bool) + Copy + Send + Sync + 'static,
) -> AnyView {
    let digest = row.digest().to_owned();
    let short = short(&digest);
    let name = match place(&digest) {
        Some(to) => view! {
            <Link to=to class="dig">
                {short}
            </Link>
        }
        .into_any(),
        None => view! { <span class="dig">{short}</span> }.into_any(),
    };
    let before = match &**row {
        Row::Part { .. } => view! { <span class="tree"></span> }.into_any(),
        Row::Artifact { artifact, expanded } => {
            let toggle = if artifact.is_index() {
                let (digest, expanded) = (digest.clone(), *expanded);
                view! {
                    <button
                        type="button"
                        class="ib xs"
                        aria-label=if expanded { "Collapse" } else { "Expand" }
                        aria-expanded=expanded.to_string()
                        on:click=move |event| {
                            event.stop_propagation();
                            set_expanded(&digest, !expanded);
                        }
                    >
                        <Icon
                            name=if expanded { "chevron-down" } else { "chevron-right" }
                            class="i-14"
                        />
                    </button>
                }
                .into_any()
            } else {
                view! { <span class="no-toggle"></span> }.into_any()
            };
            let icon = if artifact.is_index() { "layers" } else { "box" };
            view! {
                {toggle}
                <span title=kind_name(artifact.kind())>
                    <Icon name=icon class="i-14" />
                </span>
            }
            .into_any()
        }
    };
    view! {
        <span class="c gap4">
            {before} {name} <CopyIcon text=digest label="Copy digest" class="cp" />
        </span>
    }
    .into_any()
}

/// The first twelve characters of a digest.
pub fn short(digest: &str) -> String {
    let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
    hex.chars().take(12).collect()
}

/// What kind of thing an artifact is.
pub fn kind_name(kind: ArtifactKind) -> &'static str {
    match kind {
        ArtifactKind::Image => "Image",
        ArtifactKind::Index => "Index",
        ArtifactKind::Chart => "Helm chart",
        ArtifactKind::Model => "Model",
        ArtifactKind::Wasm => "WebAssembly module",
        ArtifactKind::Sbom => "SBOM",
        ArtifactKind::Signature => "Signature",
        ArtifactKind::Other => "Artifact",
    }
}

/// Three tags, and how many more there are.
#[component]
pub fn Tags(tags: Vec<Tag>) -> impl IntoView {
    if tags.is_empty() {
        return view! { <span class="muted">"–"</span> }.into_any();
    }
    let all: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    let title = all.join(", ");
    let more = tags.len().saturating_sub(3);
    let shown: Vec<_> = tags
        .into_iter()
        .take(3)
        .map(|tag| {
            view! {
                <span class="tag">
                    {tag.immutable.then(|| view! { <Icon name="lock" /> })} {tag.name}
                </span>
            }
        })
        .collect();
    view! {
        <span class="c gap4" title=title>
            {shown}
            {(more > 0).then(|| view! { <span class="tag more">{format!("+{more}")}</span> })}
        </span>
    }
    .into_any()
}

fn platform(row: &Row) -> String {
    match row {
        Row::Part { part, .. } if part.is_attestation() => "attestation".to_owned(),
        Row::Part { part, .. } => part
            .platform
            .as_ref()
            .filter(|p| p.is_known())
            .map_or("–".to_owned(), written),
        Row::Artifact { artifact, .. } => platforms(artifact),
    }
}

/// Where an artifact runs: one platform, or how many.
pub fn platforms(artifact: &Artifact) -> String {
    match artifact.platforms().as_slice() {
        [] => artifact
            .platform()
            .map_or("–".to_owned(), |platform| written(&platform)),
        [one] => written(one),
        several => counted(several.len(), "platform", "platforms"),
    }
}

fn written(platform: &Platform) -> String {
    platform.to_string()
}

fn trust(artifact: &Artifact) -> AnyView {
    let sbom = matches!(artifact.sbom(), SbomState::Done(_));
    if !artifact.signed() && !sbom {
        return view! { <span class="muted">"–"</span> }.into_any();
    }
    view! {
        <span class="c gap4">
            {artifact
                .signed()
                .then(|| {
                    view! {
                        <span class="bdg ok">
                            <Icon name="signed" />
                            "Signed"
                        </span>
                    }
                })} {sbom.then(|| view! { <span class="bdg">"SBOM"</span> })}
        </span>
    }
    .into_any()
}

#[component]
fn ArtifactInspector(
    artifact: Arc<Artifact>,
    pull: String,
    place: impl Fn(&str) -> Option<Route> + Copy + Send + Sync + 'static,
    on_close: Callback<()>,
) -> impl IntoView {
    let places = use_places();
    let to = place(&artifact.digest);
    let footer = move || {
        let to = to.clone();
        let pull = pull.clone();
        view! {
            <CopyButton text=pull.clone() label="Copy pull command" action="artifact.pull" />
            <span class="sp"></span>
            <button
                type="button"
                class="btn ghost"
                on:click=move |_| {
                    if let Some(route) = to.clone() {
                        places.go(route);
                    }
                }
            >
                "Open"
            </button>
        }
        .into_any()
    };
    let is_index = artifact.is_index();
    let labels = artifact.labels.clone();
    let tags = artifact.tags.clone();
    view! {
        <Inspector
            title=short(&artifact.digest)
            on_close=on_close
            mark=move || {
                view! { <Icon name=if is_index { "layers" } else { "box" } class="muted" /> }
                    .into_any()
            }
            footer=footer
        >
            {section(view! { <dl class="kv">
                    {pair("Kind", kind_name(artifact.kind()))}
                    {pair("Digest", view! { <span class="mono trunc" title=artifact.digest.clone()>
                            {artifact.digest.clone()}
                        </span>
                        <CopyIcon text=artifact.digest.clone() label="Copy digest" /> })}
                    {pair("Platform", platforms(&artifact))}
                    {pair("Size", size(artifact.size))}
                    {pair("Pushed", artifact.push_time.map(whole))}
                    {pair("Last pull", artifact.pull_time.map_or("never".to_owned(), whole))}
                </dl> })}
            {titled_section("Tags", (), view! { {if tags.is_empty() {
                    view! { <span class="muted t125">"None"</span> }.into_any()
                } else {
                    tags.into_iter()
                        .map(|tag| {
                            view! {
                                <span class="tag wraps">
                                    {tag.immutable.then(|| view! { <Icon name="lock" /> })}
                                    {tag.name}
                                </span>
                            }
                        })
                        .collect_view()
                        .into_any()
                }} })}
            {artifact
                .is_scannable()
                .then(|| {
                    view! {
                        {titled_section("Vulnerabilities", (), view! { <VulnerabilityCell state=artifact.scan() /> })}
                    }
                })}
            {(!labels.is_empty())
                .then(|| {
                    view! {
                        {titled_section("Labels", (), view! { <Labels labels=labels.clone() /> })}
                    }
                })}
        </Inspector>
    }
}

/// Harbor's labels, each with its colour.
#[component]
pub fn Labels(labels: Vec<harbor_api::types::Label>) -> impl IntoView {
    view! {
        <div class="labels">
            {labels
                .into_iter()
                .map(|label| {
                    view! {
                        <span class="label" style:--c=label.color title=label.description>
                            {label.name}
                        </span>
                    }
                })
                .collect_view()}
        </div>
    }
}
