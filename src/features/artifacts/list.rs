//! A repository: its artifacts.

pub mod bulk;
pub mod cells;
pub mod declaration;
pub mod scan_cell;

use std::sync::Arc;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName, types::ArtifactKind};
use leptos::prelude::*;
use listing::{
    Line, Sort,
    lists::{Artifacts, artifacts::ATTESTATION},
};
use pilothouse_protocol::ConnectionId;

use crate::{
    failure::failure_message,
    features::{
        artifacts::{
            acts::Asked,
            detail::facts::kind_facts,
            list::{
                bulk::BulkActions,
                cells::{attached_by_tag, platform_text},
                declaration::{columns, fields, kind_name_of},
                scan_cell::scan_state,
            },
            trust::{tagged_words, trust_badges},
        },
        cve_export::{CveExportDialog, may_export},
        doctor::WhyMenu,
        feature::tab_bar,
        immutable_tags::{FreezingRules, HoldingRules, TagLock},
        pull::{By, Pull},
        repositories::{DeleteRepositoryButton, PushCommands},
        repository_tabs,
    },
    format::{size, whole},
    ipc::{Ticket, harbor, load::load_one},
    list::{
        LineView, List, ListBody, ListWords, Refresh, RouteOf, TableOf, Values, chosen_line,
        close_on_escape, inspected,
    },
    permissions::rights,
    registries::registries,
    route::{Route, TabId},
    ui::{
        CopyIcon, CopyLater, Empty, Icon, Inspector, VulnerabilityCell, pair, section,
        titled_section, use_places,
    },
    words::words,
};

/// What the tabs of a repository share.
#[derive(Clone, Copy)]
pub struct RepositoryContext {
    pub connection: Signal<ConnectionId>,
    pub project: StoredValue<ProjectName>,
    pub repository: StoredValue<RepositoryName>,
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
    let scope = Artifacts {
        project: project.clone(),
        repository: repository.clone(),
    };
    let newest_first = Sort::descending("pushed");
    let list = List::open(connection, scope.clone(), Some(newest_first));
    let scope = StoredValue::new(scope);
    let project = StoredValue::new(project);
    let repository = StoredValue::new(repository);
    let selected = list.place.selected;
    let chosen = chosen_line(list, inspected(selected));
    // The parts of an index have no details of their own beside the list.
    let chosen = Memo::new(move |_| chosen.get().filter(|line| line.part.is_none()));
    close_on_escape(selected);

    let route: RouteOf = Callback::new(move |digest: String| {
        let reference = ArtifactReference::parse(&digest).ok()?;
        Some(Route::Artifact {
            connection: connection.get_untracked(),
            project: project.get_value(),
            repository: repository.get_value(),
            reference,
            tab: TabId::FIRST,
        })
    });
    let on_open = Callback::new(move |line: Arc<Line>| {
        let line = LineView::new(
            list.columns,
            &line,
            registries.now.get_untracked(),
            Some(route),
        );
        if let Some(route) = line.route() {
            places.go(route);
        }
    });
    let table = TableOf::new(list, columns()).leads_to(route);
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
    let empty = ViewFn::from(move || {
        view! {
            <Empty icon="repository" title=w.empty_title text=w.empty_text>
                <div class="code">
                    <div class="c">{push_command}</div>
                    <CopyIcon text=Signal::derive(push_command) label=w.copy_push />
                </div>
            </Empty>
        }
    });
    let said = ListWords {
        find: w.find,
        all: w.the_artifacts,
        one: w.artifact,
        copy_keys: w.copy_digests,
        number: |number| words().repository.number(number),
    };
    let pushing = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    let tab = Memo::new(move |_| places.current().with(Route::tab));
    let is_list = Memo::new(move |_| tab.get() == TabId::FIRST);
    let rights = rights(connection, project.get_value());
    let may_export = Memo::new(move |_| rights.with(|it| it.as_deref().is_some_and(may_export)));
    let actions = BulkActions::new(connection, rights, list, route);

    let to = move |tab| Route::Repository {
        connection: connection.get_untracked(),
        project: project.get_value(),
        repository: repository.get_value(),
        tab,
    };
    let context = RepositoryContext {
        connection,
        project,
        repository,
    };
    let tabs = tab_bar(
        repository_tabs(),
        context,
        Signal::stored(true),
        words().description.parts,
        tab,
        to,
    );
    let has_immutable = Memo::new(move |_| {
        chosen.with(|line| {
            line.as_ref().is_some_and(|line| {
                let row = Values {
                    columns: list.columns,
                    cells: &line.cells,
                };
                !row.texts("immutable").is_empty()
            })
        })
    });
    let freezing = FreezingRules::new(
        connection,
        project.get_value(),
        rights,
        has_immutable.into(),
    );
    // The command needs all that is known of the artifact, which the list has not.
    let pull = move |digest: String| async move {
        let reference = ArtifactReference::parse(&digest).ok()?;
        let operation = scope.try_with_value(|scope| scope.one(reference))?;
        let connection = connection.get_untracked();
        match harbor(connection, &operation, Ticket::new()).await {
            Ok(reply) => {
                let (project, repository) = (project.get_value(), repository.get_value());
                let pull = Pull::new(&host(), &project, &repository, &reply.value);
                pull.command(pull.usual_client(), By::Tag)
            }
            Err(failure) => {
                let details = failure.details();
                let title = failure_message(&failure);
                registries
                    .toasts
                    .failed(title, String::new(), details, None);
                None
            }
        }
    };
    let inspector = move || {
        let line = chosen.get()?;
        let digest = line.key.clone();
        Some(view! {
            <ArtifactInspector
                connection=connection
                scope=scope.get_value()
                list=list
                line=line
                route=route
                freezing=freezing
                pull=move || pull(digest.clone())
                on_close=Callback::new(move |()| selected.set(None))
            />
        })
    };
    let body = move || {
        let tab = tab.get();
        if tab != TabId::FIRST {
            let shown = repository_tabs().into_iter().find(|known| known.id == tab);
            return shown.map(|tab| (tab.view)(context)).into_any();
        }
        view! {
            <ListBody
                of=table.clone()
                fields=fields()
                said=said
                label=w.table(project.get_value().as_str(), repository.get_value().as_str())
                on_open=on_open
                empty=empty.clone()
                actions=Some(ViewFn::from(move || actions.view()))
            />
        }
        .into_any()
    };
    view! {
        <div class="work dense" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page">
                <div class="ph">
                    <h1 class="trunc">{repository.get_value().to_string()}</h1>
                    {move || is_list.get().then(|| view! {
                        <span class="count" id="count">
                            {move || list.matched().map(|matched| w.shown(matched, list.total()))}
                        </span>
                    })}
                    <span class="sp"></span>
                    {move || is_list.get().then(|| view! {
                        <Refresh
                            loading=Signal::derive(move || list.is_reading())
                            on_refresh=move || list.reload()
                        />
                    })}
                    <Show when=move || may_export.get()>
                        <button
                            type="button"
                            class="btn ghost icon"
                            id="open-export"
                            aria-label=words().cve_export.open
                            title=words().cve_export.open
                            on:click=move |_| exporting.set(true)
                        >
                            <Icon name="shield" />
                        </button>
                    </Show>
                    <DeleteRepositoryButton
                        connection=connection
                        project=project.get_value()
                        repository=repository.get_value()
                        rights=rights
                        artifacts=Signal::derive(move || {
                            i64::try_from(list.total()).ok().filter(|_| list.is_known())
                        })
                    />
                    <WhyMenu />
                    <button type="button" class="btn" on:click=move |_| pushing.set(true)>
                        <Icon name="terminal" />
                        {words().description.push}
                    </button>
                </div>
                {tabs}
                {body}
            </div>
            <Show when=move || exporting.get()>
                <CveExportDialog
                    connection=connection
                    project=project.get_value()
                    rights=rights
                    repository=Some(repository.get_value())
                    on_close=Callback::new(move |()| exporting.set(false))
                />
            </Show>
            <Show when=move || pushing.get()>
                <PushCommands
                    host=host()
                    project=project.get_value()
                    repository=Some(repository.get_value())
                    on_close=Callback::new(move |()| pushing.set(false))
                />
            </Show>
            {inspector}
            <Asked
                connection=connection
                project=project.get_value()
                question=actions.question()
            />
        </div>
    }
}

/// The first twelve characters of a digest.
pub fn short(digest: &str) -> String {
    let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
    hex.chars().take(12).collect()
}

/// Whether a row is content of its own, to be pulled; not what is said about another artifact.
fn is_content(artifact: &Values<'_>) -> bool {
    artifact.text("subject").is_empty() && artifact.text("type") != ATTESTATION
}

/// An artifact of the list, all that its row knows.
#[component]
fn ArtifactInspector<F, Text>(
    connection: Signal<ConnectionId>,
    scope: Artifacts,
    list: List,
    line: Arc<Line>,
    route: RouteOf,
    freezing: FreezingRules,
    /// Gives the pull command.
    pull: F,
    on_close: Callback<()>,
) -> impl IntoView
where
    F: Fn() -> Text + Clone + Send + Sync + 'static,
    Text: Future<Output = Option<String>> + 'static,
{
    let w = &words().repository;
    let of_artifact = &words().artifact;
    let places = use_places();
    let now = registries().now.get_untracked();
    let artifact = LineView::new(list.columns, &line, now, Some(route));
    let digest = artifact.key().to_owned();
    let to = artifact.route();
    let is_content = is_content(&artifact);
    let footer = move || {
        let to = to.clone();
        let pull = is_content.then(|| {
            view! { <CopyLater text=pull.clone() label=w.copy_pull action="artifact.pull" /> }
        });
        view! {
            {pull}
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
    let icon = if line.has_parts { "layers" } else { "box" };
    let locked = artifact.texts("immutable");
    let repository = scope.repository.to_string();
    let tags: Vec<AnyView> = artifact
        .texts("tag")
        .iter()
        .map(|tag| {
            view! {
                <span class="tag wraps">
                    {locked
                        .contains(tag)
                        .then(|| {
                            view! {
                                <TagLock
                                    rules=freezing
                                    repository=repository.clone()
                                    tag=tag.clone()
                                />
                            }
                        })} {tag.clone()}
                </span>
            }
            .into_any()
        })
        .collect();
    let held = view! {
        <HoldingRules rules=freezing repository=repository tags=locked.to_vec() />
    };
    let labels: Vec<AnyView> = artifact
        .texts("label")
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let color = artifact.texts("label_colors").get(at).cloned();
            view! {
                <span class="label" style:--c=color>
                    {name.clone()}
                </span>
            }
            .into_any()
        })
        .collect();
    let scan = scan_state(&artifact);
    let belongs_to = attached_by_tag(&artifact).map(|attached| {
        let to = route.run(attached.subject.to_string());
        view! { {pair(words().attached.belongs_to, tagged_words(&attached, to))} }
    });
    let bytes = artifact.number("size").map(size);
    let bytes = view! {
        <span class="col">
            <span>{bytes}</span>
            {line
                .has_parts
                .then(|| {
                    view! {
                        <span class="muted t12 wraps">
                            {words().attached.sum_of_parts_short}
                        </span>
                    }
                })}
        </span>
    };
    // What a row of a list does not hold: a model's parameters, a chart's version.
    let kind = ArtifactKind::from_word(artifact.text("type"));
    let has_more = !matches!(kind, ArtifactKind::Image | ArtifactKind::Index);
    let reference = ArtifactReference::parse(&digest).ok().filter(|_| has_more);
    let whole_artifact = load_one(connection, move || Some(scope.one(reference.clone()?)));
    let more = move || kind_facts(&*whole_artifact.data.get()?).map(section);
    let trust = is_content
        .then(|| view! { {titled_section(of_artifact.trust, (), trust_badges(&artifact))} });
    let platform = (!artifact.texts("platform").is_empty())
        .then(|| view! { {pair(of_artifact.platform, platform_text(&artifact))} });
    let facts = view! {
        <dl class="kv">
            {pair(of_artifact.kind, kind_name_of(artifact.text("type")))}
            {belongs_to}
            {pair(of_artifact.digest, view! { <span class="mono trunc" title=digest.clone()>
                    {digest.clone()}
                </span>
                <CopyIcon text=digest.clone() label=of_artifact.copy_digest /> })}
            {platform}
            {pair(of_artifact.size, bytes)}
            {pair(of_artifact.pushed, artifact.time("pushed").map(whole))}
            {pair(of_artifact.last_pull, artifact.time("pulled").map_or(w.never_pulled.to_owned(), whole))}
        </dl>
    }
    .into_any();
    view! {
        <Inspector
            title=short(&digest)
            on_close=on_close
            mark=move || view! { <Icon name=icon class="muted" /> }.into_any()
            footer=footer
        >
            {section(facts)}
            {more}
            {titled_section(w.tags, (), if tags.is_empty() {
                view! { <span class="muted t125">{w.no_tags}</span> }.into_any()
            } else {
                view! { {tags} {held} }.into_any()
            })}
            {trust}
            {scan
                .map(|state| {
                    view! {
                        {titled_section(of_artifact.vulnerabilities, (), view! { <VulnerabilityCell state=state /> })}
                    }
                })}
            {(!labels.is_empty())
                .then(|| {
                    view! {
                        {titled_section(w.labels, (), view! { <div class="labels">{labels}</div> })}
                    }
                })}
        </Inspector>
    }
}
