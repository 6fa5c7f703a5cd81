//! A repository: its artifacts.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use harbor_api::{
    ProjectName, RepositoryName,
    operations::ListArtifacts,
    types::{ACCEPT_VULNERABILITIES, Artifact, Platform, Reference, ScanState, Tag},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::{
    artifact_bulk::BulkActions,
    artifact_facts::{kind_facts, kind_name},
    asked::Asked,
    description::DescriptionTab,
    index_parts::IndexParts,
    platforms::platforms,
    projects::{
        ListView, NoMatch, Refresh, close_on_escape, inspected, list_view, malformed_of, stamp,
    },
    push_commands::PushCommands,
    repository_fields::FIELDS,
    trust::{size_tip, size_words, tagged_words, trust_cell, trust_text},
};
use crate::{
    components::{
        BulkBar, Column, CopyButton, CopyIcon, Empty, Failed, FilterBar, Footer, Icon, Inspector,
        Link, ListPlace, Table, TableState, TableTools, VulnerabilityCell, pair, section,
        severity_counts, titled_section, use_places,
    },
    filter::{Chip, culprit, fits},
    format::{age, size, whole},
    load::{Loaded, Rows, load_costly_list},
    permissions::rights,
    pull::{By, Pull},
    registries::registries,
    route::{ArtifactTab, RepositoryTab, Route},
    words::words,
};

/// A row: an artifact, or a part of an index.
#[derive(PartialEq)]
pub enum Row {
    Artifact {
        artifact: Arc<Artifact>,
        expanded: bool,
        /// Tags, digest and labels in lower case, for the Find field.
        search: Arc<str>,
    },
    Part {
        parent: String,
        part: Box<Reference>,
        /// The part itself, once it is here.
        artifact: Option<Arc<Artifact>>,
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

    /// Whether this is the row of a key.
    fn is(&self, key: &str) -> bool {
        match self {
            Self::Artifact { artifact, .. } => artifact.digest == key,
            Self::Part { .. } => self.key() == key,
        }
    }

    fn found(&self, wanted: &str) -> bool {
        match self {
            Self::Artifact { search, .. } => search.contains(wanted),
            Self::Part { .. } => false,
        }
    }

    fn digest(&self) -> &str {
        match self {
            Self::Artifact { artifact, .. } => &artifact.digest,
            Self::Part { part, .. } => &part.child_digest,
        }
    }

    /// Whether it is BuildKit's record of how an image was made.
    fn is_attestation(&self) -> bool {
        matches!(self, Self::Part { part, .. } if part.is_attestation())
    }

    /// What the cells show: an artifact of its own, or the part's.
    fn shown(&self) -> Option<&Arc<Artifact>> {
        match self {
            Self::Artifact { artifact, .. } => Some(artifact),
            Self::Part { artifact, .. } => artifact.as_ref(),
        }
    }

    pub fn artifact(&self) -> Option<&Arc<Artifact>> {
        match self {
            Self::Artifact { artifact, .. } => Some(artifact),
            Self::Part { .. } => None,
        }
    }
}

/// The columns that sort. The parts of an index follow it, so artifacts are sorted before they are
/// expanded.
const SIZE: &str = "size";
const PULLED: &str = "pulled";
const PUSHED: &str = "pushed";

/// What a column sorts by: read once for each row, since rows lie far apart in memory.
fn sort_key(column: &str, artifact: &Artifact) -> Option<i64> {
    let time = |time: Option<chrono::DateTime<chrono::Utc>>| Some(time?.timestamp_micros());
    match column {
        SIZE => Some(artifact.size),
        PULLED => time(artifact.pull_time),
        _ => time(artifact.push_time),
    }
}

/// One repository.
#[component]
pub fn RepositoryPage(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
) -> impl IntoView {
    let w = &words().repository;
    let registries = registries();
    let places = use_places();
    let project = StoredValue::new(project);
    let repository = StoredValue::new(repository);
    // One request gives everything that a row shows.
    let asked = Asked::new();
    let artifacts: Loaded<Rows<Artifact>> = load_costly_list(connection, move || {
        Some(ListArtifacts {
            project_name: project.get_value(),
            repository_name: repository.get_value(),
            q: asked.filter.get(),
            sort: asked.sort.get(),
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
    let list = ListPlace::open("artifacts", &FIELDS, Some((PUSHED, true)));
    asked.follow(list, artifacts, &FIELDS, server_column);
    let (find, sorting, expanded, selected) =
        (list.find, list.sorting, list.expanded, list.selected);
    let children = IndexParts::new(connection, (project, repository), artifacts, expanded);
    let inspected = inspected(selected);
    close_on_escape(selected);

    let table = TableState::new("artifacts", Row::key);
    let loaded = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Row>>>>| {
        let rows = artifacts.data.get().map(|rows| {
            let row = |artifact: &Arc<Artifact>| {
                Arc::new(Row::Artifact {
                    search: search_text(artifact).into(),
                    artifact: Arc::clone(artifact),
                    expanded: false,
                })
            };
            rows.good.iter().map(row).collect::<Vec<_>>()
        });
        (Arc::new(rows.unwrap_or_default()), true)
    });
    // Sorted before they are narrowed: typing does not sort again.
    let all = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Row>>>>| {
        let rows = loaded.get();
        let Some((column, down)) = sorting.get() else {
            return (rows, true);
        };
        let key = |row: &Arc<Row>| sort_key(&column, row.artifact()?);
        let mut rows = Vec::clone(&rows);
        if down {
            rows.sort_by_cached_key(|row| Reverse(key(row)));
        } else {
            rows.sort_by_cached_key(key);
        }
        (Arc::new(rows), true)
    });
    // Whoever types on narrows what was found: the rest of a long list need not be looked at again.
    let before = StoredValue::new(None::<Narrowing>);
    let found = Memo::new_owning(move |found: Option<Arc<Vec<Arc<Row>>>>| {
        let now = Narrowing {
            wanted: find.get().trim().to_lowercase(),
            chips: list.chips.get(),
            all: all.get(),
        };
        let narrows =
            before.with_value(|before| before.as_ref().is_some_and(|before| now.narrows(before)));
        let from = match &found {
            Some(found) if narrows => found,
            _ => &now.all,
        };
        let narrowed = now.of(from, asked.now);
        before.set_value(Some(now));
        // A letter that every row has changes nothing.
        let is_new = found.is_none_or(|found| !Arc::ptr_eq(&found, &narrowed));
        (narrowed, is_new)
    });
    let view = list_view(artifacts, found);
    let rows = Memo::new_owning(move |shown: Option<Arc<Vec<Arc<Row>>>>| {
        let expanded = expanded.get();
        if expanded.is_empty() {
            let found = found.get();
            let is_new = shown.is_none_or(|shown| !Arc::ptr_eq(&shown, &found));
            return (found, is_new);
        }
        let rows = found.with(|found| {
            let mut rows = Vec::with_capacity(found.len());
            for row in found.iter() {
                match &**row {
                    Row::Artifact {
                        artifact, search, ..
                    } if expanded.contains(&artifact.digest) => {
                        rows.push(Arc::new(Row::Artifact {
                            artifact: Arc::clone(artifact),
                            expanded: true,
                            search: Arc::clone(search),
                        }));
                        rows.extend(children.with(|known| parts_of(artifact, known)));
                    }
                    _ => rows.push(Arc::clone(row)),
                }
            }
            rows
        });
        (Arc::new(rows), true)
    });
    let total = move || {
        artifacts
            .data
            .with(|rows| rows.as_ref().map_or(0, |rows| rows.total))
            .max(asked.total.get())
    };
    let known = move || artifacts.data.with(Option::is_some);
    let chosen = Memo::new_owning(move |_: Option<Option<Arc<Artifact>>>| {
        let key = inspected.get();
        let artifact = rows.with(|rows| {
            let key = key.as_deref()?;
            let row = rows.iter().find(|row| row.is(key))?;
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
    let pushing = RwSignal::new(false);
    let tab = Memo::new(move |_| match places.current().get() {
        Route::Repository { tab, .. } => tab,
        _ => RepositoryTab::Artifacts,
    });
    let rights = rights(connection, project.get_value());
    let actions = BulkActions::new(connection, (project, repository), rights, table, artifacts);
    let footer = move || {
        if !known() {
            return String::new();
        }
        let text = table.with_range(w.number(total()));
        let here = artifacts
            .data
            .with(|rows| rows.as_ref().map_or(0, |rows| rows.good.len()));
        if !artifacts.whole.get() && list.is_narrowed() && here < total() {
            let number = |n: usize| crate::format::count(i64::try_from(n).unwrap_or(i64::MAX));
            let partly = words().filter.partly(&number(here), &number(total()));
            return format!("{text}\u{2003}{partly}");
        }
        text
    };

    let to = move |tab: RepositoryTab| Route::Repository {
        connection: connection.get_untracked(),
        project: project.get_value(),
        repository: repository.get_value(),
        tab,
    };
    let tabs = move || {
        let d = &words().description;
        [
            (RepositoryTab::Artifacts, d.artifacts_tab),
            (RepositoryTab::Description, d.tab),
        ]
        .map(|(this, words)| {
            let is_active = tab.get() == this;
            view! {
                <Link
                    to=to(this)
                    class=if is_active { "tab is-active" } else { "tab" }
                    current=is_active
                >
                    {words}
                </Link>
            }
        })
        .collect_view()
    };
    view! {
        <div class="work dense" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page">
                <div class="ph">
                    <h1 class="trunc">{repository.get_value().to_string()}</h1>
                    <span class="count" id="count">
                        {move || {
                            known()
                                .then(|| {
                                    w.shown(found.with(|found| found.len()), total())
                                })
                        }}
                    </span>
                    <span class="sp"></span>
                    <Refresh loading=artifacts.loading on_refresh=move || artifacts.reload() />
                    <button type="button" class="btn" on:click=move |_| pushing.set(true)>
                        <Icon name="terminal" />
                        {words().description.push}
                    </button>
                </div>
                <nav class="tabs" aria-label=words().description.parts>
                    {tabs}
                </nav>
                {move || {
                    if tab.get() == RepositoryTab::Description {
                        return view! {
                            <DescriptionTab
                                connection=connection
                                project=project.get_value()
                                repository=repository.get_value()
                            />
                        }
                            .into_any();
                    }
                    view! {
                <FilterBar
                    id="artifacts"
                    place=list
                    fields=&FIELDS
                    rows=all
                    placeholder=w.find
                >
                    <TableTools state=table />
                </FilterBar>
                {move || {
                    if let ListView::Failed(failure) = view.get() {
                        return view! {
                            <Failed
                                what=w.the_artifacts
                                failure=failure
                                on_retry=Callback::new(move |()| artifacts.reload())
                            />
                        }
                            .into_any();
                    }
                    if view.get() == ListView::Empty {
                        return view! {
                            <Empty
                                icon="repository"
                                title=w.empty_title
                                text=w.empty_text
                            >
                                <div class="code">
                                    <div class="c">{push_command}</div>
                                    <CopyIcon
                                        text=Signal::derive(push_command)
                                        label=w.copy_push
                                    />
                                </div>
                            </Empty>
                        }
                            .into_any();
                    }
                    if view.get() == ListView::NoMatch {
                        let wanted = find.get_untracked().trim().to_lowercase();
                        let culprit = all.with_untracked(|all| {
                            culprit(&FIELDS, &list.chips.get_untracked(), asked.now, all, |row| {
                                wanted.is_empty() || row.found(&wanted)
                            })
                        });
                        return view! {
                            <NoMatch what=w.artifact find=find place=list culprit=culprit />
                        }
                            .into_any();
                    }
                    view! {
                        <Table
                            label=w.table(
                                project.get_value().as_str(),
                                repository.get_value().as_str(),
                            )
                            columns=columns()
                            rows=rows
                            key=Row::key
                            state=table
                            checkable=|row: &Row| matches!(row, Row::Artifact { .. })
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
                            scrolled=list.top
                        />
                    }
                        .into_any()
                }}
                <BulkBar
                    state=table
                    copy_label=w.copy_digests
                    copy=|row: &Row| row.digest().to_owned()
                    size=|row: &Row| row.artifact().map_or(0, |artifact| artifact.size)
                    actions=ViewFn::from(move || actions.view())
                />
                <Footer
                    text=Signal::derive(footer)
                    at=artifacts.at
                    call=artifacts.call
                    loading=artifacts.loading
                    stale=Signal::derive(move || artifacts.failure.with(Option::is_some))
                    malformed=Signal::derive(move || malformed_of(&artifacts))
                />
                    }
                        .into_any()
                }}
            </div>
            <Show when=move || pushing.get()>
                <PushCommands
                    host=host()
                    project=project.get_value()
                    repository=Some(repository.get_value())
                    on_close=Callback::new(move |()| pushing.set(false))
                />
            </Show>
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
                            .filter(|_| artifact.is_content());
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

/// What narrows a list of rows.
struct Narrowing {
    wanted: String,
    chips: Vec<Chip>,
    all: Arc<Vec<Arc<Row>>>,
}

impl Narrowing {
    /// Whether nothing is found by this that was not found before.
    fn narrows(&self, before: &Self) -> bool {
        Arc::ptr_eq(&self.all, &before.all)
            && self.chips == before.chips
            && self.wanted.starts_with(&before.wanted)
    }

    fn of(
        &self,
        rows: &Arc<Vec<Arc<Row>>>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Arc<Vec<Arc<Row>>> {
        let Self { wanted, chips, .. } = self;
        if wanted.is_empty() && chips.is_empty() {
            return Arc::clone(rows);
        }
        let fits = fits(&FIELDS, chips, now);
        let is_found = |row: &&Arc<Row>| (wanted.is_empty() || row.found(wanted)) && fits(row);
        // Often all are; then they need not be gone through twice.
        let Some(first_out) = rows.iter().position(|row| !is_found(&row)) else {
            return Arc::clone(rows);
        };
        let (sure, rest) = rows.split_at(first_out);
        let found = sure.iter().chain(rest.iter().filter(is_found));
        Arc::new(found.map(Arc::clone).collect())
    }
}

/// What the Find field looks at: tags, digest, labels, one per line.
fn search_text(artifact: &Artifact) -> String {
    let mut text = artifact.digest.to_lowercase();
    let tags = artifact.tags.iter().map(|tag| &tag.name);
    for name in tags.chain(artifact.labels.iter().map(|label| &label.name)) {
        text.push('\n');
        text.push_str(&name.to_lowercase());
    }
    text
}

/// The rows of an index's parts, with what is known of each.
fn parts_of(artifact: &Artifact, known: &HashMap<String, Arc<Artifact>>) -> Vec<Arc<Row>> {
    let last = artifact.references.len().saturating_sub(1);
    let parts = artifact.references.iter().enumerate();
    parts
        .map(|(at, part)| {
            Arc::new(Row::Part {
                parent: artifact.digest.clone(),
                artifact: known.get(&part.child_digest).map(Arc::clone),
                part: Box::new(part.clone()),
                is_last: at == last,
            })
        })
        .collect()
}

/// The server's field of a column.
fn server_column(column: &str) -> Option<&'static str> {
    match column {
        SIZE => Some("size"),
        PULLED => Some("pull_time"),
        PUSHED => Some("push_time"),
        _ => None,
    }
}

fn columns(
    place: impl Fn(&str) -> Option<Route> + Copy + Send + Sync + 'static,
    set_expanded: impl Fn(&str, bool) + Copy + Send + Sync + 'static,
) -> Vec<Column<Row>> {
    let w = &words().repository;
    let of_artifact = &words().artifact;
    let registries = registries();
    let since = move |time: Option<chrono::DateTime<chrono::Utc>>| match time {
        None => "–".into_any(),
        Some(time) => {
            view! { <span title=whole(time)>{move || age(time, registries.now.get())}</span> }
                .into_any()
        }
    };
    vec![
        Column::new(
            ("artifact_column", w.artifact_column),
            move |row: &Arc<Row>| name_cell(row, place, set_expanded),
        )
        .width(168)
        .text(|row| row.digest().to_owned()),
        Column::new(("tags", w.tags), move |row: &Arc<Row>| {
            match row.artifact() {
                Some(artifact) => match artifact.attached_by_tag() {
                    Some(attached) => tagged_words(&attached, place(attached.subject.as_str())),
                    None => view! { <Tags tags=artifact.tags.clone() /> }.into_any(),
                },
                None => ().into_any(),
            }
        })
        .text(|row| {
            let tags = row.artifact().map_or(&[][..], |artifact| &artifact.tags);
            let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
            names.join(" ")
        }),
        Column::new(("platform", of_artifact.platform), |row: &Arc<Row>| {
            platform(row).into_any()
        })
        .width(98)
        .class("p3")
        .text(platform),
        Column::new((SIZE, of_artifact.size), |row: &Arc<Row>| {
            match row.shown() {
                Some(artifact) => match size_tip(artifact) {
                    Some(tip) => view! { <span title=tip>{size(artifact.size)}</span> }.into_any(),
                    None => size(artifact.size).into_any(),
                },
                None => ().into_any(),
            }
        })
        .width(78)
        .class("r p2")
        .number(|row| {
            row.shown()
                .map_or(String::new(), |artifact| artifact.size.to_string())
        })
        .sorted_outside(),
        Column::new(("trust", of_artifact.trust), |row: &Arc<Row>| {
            match row.shown() {
                Some(artifact) => trust_cell(artifact),
                None => ().into_any(),
            }
        })
        .width(164)
        .class("p2")
        .text(|row| {
            row.shown()
                .map_or(String::new(), |artifact| trust_text(artifact))
        }),
        Column::new(
            ("vulnerabilities", of_artifact.vulnerabilities),
            |row: &Arc<Row>| match row.shown() {
                _ if row.is_attestation() => {
                    let word = words().artifact.not_applicable;
                    view! { <span class="vcell none">{word}</span> }.into_any()
                }
                Some(artifact) if artifact.is_scannable() => {
                    view! { <VulnerabilityCell state=artifact.scan() /> }.into_any()
                }
                Some(_) => {
                    let word = words().artifact.not_applicable;
                    view! { <span class="vcell none">{word}</span> }.into_any()
                }
                None => ().into_any(),
            },
        )
        .width(130)
        .text(scan_text),
        Column::new((PULLED, w.pulled), move |row: &Arc<Row>| {
            match row.shown() {
                Some(artifact) => since(artifact.pull_time),
                None => ().into_any(),
            }
        })
        .width(66)
        .class("r p3")
        .text(|row| stamp(row.shown().and_then(|artifact| artifact.pull_time)))
        .sorted_outside(),
        Column::new(
            (PUSHED, of_artifact.pushed),
            move |row: &Arc<Row>| match row.shown() {
                Some(artifact) => since(artifact.push_time),
                None => ().into_any(),
            },
        )
        .width(84)
        .class("r")
        .text(|row| stamp(row.shown().and_then(|artifact| artifact.push_time)))
        .sorted_outside(),
    ]
}

fn name_cell(
    row: &Arc<Row>,
    place: impl Fn(&str) -> Option<Route> + Copy + Send + Sync + 'static,
    set_expanded: impl Fn(&str, bool) + Copy + Send + Sync + 'static,
) -> AnyView {
    let w = &words().repository;
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
        Row::Artifact {
            artifact, expanded, ..
        } => {
            let toggle = if artifact.is_index() {
                let (digest, expanded) = (digest.clone(), *expanded);
                view! {
                    <button
                        type="button"
                        class="ib xs"
                        aria-label=if expanded { w.collapse } else { w.expand }
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
                <span title=kind_name(&artifact.kind())>
                    <Icon name=icon class="i-14" />
                </span>
            }
            .into_any()
        }
    };
    view! {
        <span class="c gap4">
            {before} {name} <CopyIcon text=digest label=words().artifact.copy_digest class="cp" />
        </span>
    }
    .into_any()
}

/// The first twelve characters of a digest.
pub fn short(digest: &str) -> String {
    let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
    hex.chars().take(12).collect()
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
        Row::Part { part, .. } if part.is_attestation() => words().artifact.attestation.to_owned(),
        Row::Part { part, .. } => part
            .platform
            .as_ref()
            .filter(|p| p.is_known())
            .map_or("–".to_owned(), written),
        Row::Artifact { artifact, .. } => platforms(artifact).unwrap_or_else(|| "–".to_owned()),
    }
}

fn written(platform: &Platform) -> String {
    platform.to_string()
}

/// `3 critical, 41 high`, or how the scan is.
fn scan_text(row: &Row) -> String {
    let Some(artifact) = row.artifact().filter(|artifact| artifact.is_scannable()) else {
        return String::new();
    };
    let w = &words().repository;
    let text = match artifact.scan() {
        ScanState::Done(summary) => {
            let counts = severity_counts(&summary.counts);
            let found = counts.iter().filter(|(_, number)| *number > 0);
            let found: Vec<String> = found
                .map(|(severity, number)| w.of_severity(*number, *severity))
                .collect();
            if found.is_empty() {
                return w.none_found.to_owned();
            }
            return found.join(", ");
        }
        ScanState::NotScanned => w.not_scanned,
        ScanState::Queued => w.scan_queued,
        ScanState::Running { .. } => w.scanning,
        ScanState::Stopped => w.scan_stopped,
        ScanState::Failed => w.scan_failed,
        ScanState::NoResult => words().parts.no_scan_result,
    };
    text.to_owned()
}

#[component]
fn ArtifactInspector(
    artifact: Arc<Artifact>,
    pull: Option<String>,
    place: impl Fn(&str) -> Option<Route> + Copy + Send + Sync + 'static,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().repository;
    let of_artifact = &words().artifact;
    let places = use_places();
    let to = place(&artifact.digest);
    let footer = move || {
        let to = to.clone();
        let pull = pull.clone();
        view! {
            {pull
                .clone()
                .map(|pull| {
                    view! { <CopyButton text=pull label=w.copy_pull action="artifact.pull" /> }
                })}
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
                {w.open}
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
                    {pair(of_artifact.kind, kind_name(&artifact.kind()))}
                    {artifact
                        .attached_by_tag()
                        .map(|attached| {
                            let to = place(attached.subject.as_str());
                            view! {
                                {pair(words().attached.belongs_to, tagged_words(&attached, to))}
                            }
                        })}
                    {pair(of_artifact.digest, view! { <span class="mono trunc" title=artifact.digest.clone()>
                            {artifact.digest.clone()}
                        </span>
                        <CopyIcon text=artifact.digest.clone() label=of_artifact.copy_digest /> })}
                    {platforms(&artifact)
                        .map(|platforms| view! { {pair(of_artifact.platform, platforms)} })}
                    {pair(of_artifact.size, size_words(&artifact))}
                    {pair(of_artifact.pushed, artifact.push_time.map(whole))}
                    {pair(of_artifact.last_pull, artifact.pull_time.map_or(w.never_pulled.to_owned(), whole))}
                </dl> })}
            {kind_facts(&artifact).map(section)}
            {titled_section(w.tags, (), view! { {if tags.is_empty() {
                    view! { <span class="muted t125">{w.no_tags}</span> }.into_any()
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
                .is_content()
                .then(|| view! { {titled_section(of_artifact.trust, (), trust_cell(&artifact))} })}
            {artifact
                .is_scannable()
                .then(|| {
                    view! {
                        {titled_section(of_artifact.vulnerabilities, (), view! { <VulnerabilityCell state=artifact.scan() /> })}
                    }
                })}
            {(!labels.is_empty())
                .then(|| {
                    view! {
                        {titled_section(w.labels, (), view! { <Labels labels=labels.clone() /> })}
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
