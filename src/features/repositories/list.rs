//! The repositories of a project.

use std::sync::Arc;

use harbor_api::{ProjectName, RepositoryName, operations::ListRepositories, types::Repository};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::projects::{
        ListView, NoMatch, Refresh, close_on_escape, inspected, list_view, malformed_of, shown_of,
        stamp,
    },
    filter::{Field, Kind, culprit, fits},
    format::{age, count, whole},
    ipc::load::{Loaded, Rows, load_list},
    registries::registries,
    route::{RepositoryTab, Route},
    ui::{
        BulkBar, Column, CopyIcon, Empty, Failed, FilterBar, Footer, Icon, Inspector, Link,
        ListPlace, Markdown, Table, TableState, TableTools, pair, section, titled_section,
        use_places,
    },
    words::words,
};

/// All repositories of one project.
#[component]
pub fn RepositoriesTab(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
    let w = &words().repositories;
    let registries = registries();
    let places = use_places();
    let project = StoredValue::new(project);
    let repositories: Loaded<Rows<Repository>> = load_list(connection, move || {
        Some(ListRepositories {
            project_name: project.get_value(),
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        })
    });
    let list = ListPlace::open("repositories", &FIELDS, Some(("updated", true)));
    let (find, selected, sorting) = (list.find, list.selected, list.sorting);
    let opened = chrono::Utc::now();
    let inspected = inspected(selected);
    close_on_escape(selected);
    let all = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Repository>>>>| {
        let rows = repositories.data.get().map(|rows| rows.good.clone());
        (Arc::new(rows.unwrap_or_default()), true)
    });
    let rows = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Repository>>>>| {
        let wanted = find.get().trim().to_lowercase();
        let chips = list.chips.get();
        let fits = fits(&FIELDS, &chips, opened);
        let rows = all.with(|all| {
            all.iter()
                .filter(|row| row.short_name().contains(&wanted) && fits(row))
                .map(Arc::clone)
                .collect::<Vec<_>>()
        });
        (Arc::new(rows), true)
    });
    let table = TableState::new("repositories", |row: &Repository| row.name.clone());
    let view = list_view(repositories, rows);
    let total = move || repositories.data.get().map_or(0, |rows| rows.total);
    let known = move || repositories.data.with(Option::is_some);
    let chosen = Memo::new_owning(move |_: Option<Option<Arc<Repository>>>| {
        let key = inspected.get();
        let row = rows.with(|rows| {
            rows.iter()
                .find(|r| Some(&r.name) == key.as_ref())
                .map(Arc::clone)
        });
        (row, true)
    });
    let place = move |repository: RepositoryName| Route::Repository {
        connection: connection.get_untracked(),
        project: project.get_value(),
        repository,
        tab: RepositoryTab::Artifacts,
    };
    let on_open = Callback::new(move |row: Arc<Repository>| {
        if let Some((_, repository)) = row.parts() {
            places.go(place(repository));
        }
    });
    let push_command = move || {
        let connection = registries.find(&connection.get());
        let host = connection
            .as_ref()
            .map(|c| c.registry().to_owned())
            .unwrap_or_default();
        format!("docker push {host}/{}/app:1.0", project.get_value())
    };
    view! {
        <div class="work" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page">
                <FilterBar
                    id="repositories"
                    place=list
                    fields=&FIELDS
                    rows=all
                    placeholder=w.find
                >
                    <span class="muted t12" id="count">
                        {move || known().then(|| shown_of(rows.with(|rows| rows.len()), total()))}
                    </span>
                    <TableTools state=table />
                    <Refresh loading=repositories.loading on_refresh=move || repositories.reload() />
                </FilterBar>
                {move || {
                    if let ListView::Failed(failure) = view.get() {
                        return view! {
                            <Failed
                                what=w.the_repositories
                                failure=failure
                                on_retry=Callback::new(move |()| repositories.reload())
                            />
                        }
                            .into_any();
                    }
                    if view.get() == ListView::Empty {
                        return view! {
                            <Empty
                                icon="repository"
                                title=w.empty_title
                                text=w.empty_text(project.get_value().as_str())
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
                            culprit(&FIELDS, &list.chips.get_untracked(), opened, all, |row| {
                                row.short_name().contains(&wanted)
                            })
                        });
                        return view! {
                            <NoMatch what=w.repository find=find place=list culprit=culprit />
                        }
                            .into_any();
                    }
                    view! {
                        <Table
                            label=w.table(project.get_value().as_str())
                            columns=columns(place)
                            rows=rows
                            key=|repository: &Repository| repository.name.clone()
                            selected=selected
                            on_open=on_open
                            sorting=sorting
                            scrolled=list.top
                            state=table
                            checkable=|_: &Repository| true
                            waiting=Signal::derive(move || repositories.data.with(Option::is_none))
                        />
                    }
                        .into_any()
                }}
                <BulkBar state=table copy_label=w.copy_names copy=|row: &Repository| row.name.clone() />
                <Footer
                    text=Signal::derive(move || {
                        table.with_range(if known() { w.number(total()) } else { String::new() })
                    })
                    at=repositories.at
                    call=repositories.call
                    loading=repositories.loading
                    stale=Signal::derive(move || repositories.failure.with(Option::is_some))
                    malformed=Signal::derive(move || malformed_of(&repositories))
                />
            </div>
            {move || {
                chosen
                    .get()
                    .map(|repository| {
                        view! {
                            <RepositoryInspector
                                repository=repository
                                on_open=on_open
                                on_close=Callback::new(move |()| selected.set(None))
                            />
                        }
                    })
            }}
        </div>
    }
}

static FIELDS: [Field<Repository>; 5] = [
    Field {
        id: "name",
        name: |w| w.filter.name,
        icon: "repository",
        kind: Kind::Text(|row, each| each(row.short_name())),
    },
    Field {
        id: "description",
        name: |w| w.filter.description,
        icon: "book",
        kind: Kind::Text(|row, each| each(&row.description)),
    },
    Field {
        id: "artifacts",
        name: |w| w.filter.artifacts,
        icon: "box",
        kind: Kind::Number(|row| row.artifact_count),
    },
    Field {
        id: "pulls",
        name: |w| w.filter.pulls,
        icon: "download",
        kind: Kind::Number(|row| row.pull_count),
    },
    Field {
        id: "updated",
        name: |w| w.filter.updated,
        icon: "calendar",
        kind: Kind::Time(|row| row.update_time),
    },
];

fn columns(
    place: impl Fn(RepositoryName) -> Route + Copy + Send + Sync + 'static,
) -> Vec<Column<Repository>> {
    let w = &words().repositories;
    let registries = registries();
    vec![
        Column::new(("name", w.name), move |repository: &Arc<Repository>| {
            let name = repository.short_name().to_owned();
            match repository.parts() {
                Some((_, short)) => {
                    view! {
                        <span class="c">
                            <Icon name="repository" class="i-14" />
                            <Link to=place(short) class="trunc">
                                {name}
                            </Link>
                        </span>
                    }
                    .into_any()
                }
                None => name.into_any(),
            }
        })
        .class("p")
        .text(|repository| repository.name.clone())
        .sorted(|a, b| a.name.cmp(&b.name)),
        Column::new(("artifacts", w.artifacts), |repository: &Arc<Repository>| {
            count(repository.artifact_count).into_any()
        })
        .width(100)
        .class("r")
        .number(|repository| repository.artifact_count.to_string())
        .sorted(|a, b| a.artifact_count.cmp(&b.artifact_count)),
        Column::new(("pulls", w.pulls), |repository: &Arc<Repository>| {
            count(repository.pull_count).into_any()
        })
        .width(100)
        .class("r p2")
        .number(|repository| repository.pull_count.to_string())
        .sorted(|a, b| a.pull_count.cmp(&b.pull_count)),
        Column::new(("updated", w.updated), move |repository: &Arc<Repository>| {
            repository
                .update_time
                .map(|time| {
                    view! { <span title=whole(time)>{move || age(time, registries.now.get())}</span> }
                })
                .into_any()
        })
        .width(110)
        .class("r")
        .text(|repository| stamp(repository.update_time))
        .sorted(|a, b| a.update_time.cmp(&b.update_time)),
    ]
}

#[component]
fn RepositoryInspector(
    repository: Arc<Repository>,
    on_open: Callback<Arc<Repository>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().repositories;
    let description = repository.plain_description();
    let opened = Arc::clone(&repository);
    let footer = move || {
        let opened = Arc::clone(&opened);
        view! {
            <button type="button" class="btn" on:click=move |_| on_open.run(Arc::clone(&opened))>
                <Icon name="arrow-right" />
                {w.open}
            </button>
            <span class="sp"></span>
            <span class="muted t12">{w.enter_key}</span>
        }
        .into_any()
    };
    view! {
        <Inspector
            title=repository.short_name().to_owned()
            on_close=on_close
            mark=move || view! { <Icon name="repository" class="muted" /> }.into_any()
            footer=footer
        >
            {(!description.is_empty())
                .then(|| {
                    view! {
                        {titled_section(w.description, (), view! { <Markdown text=description.clone() /> })}
                    }
                })}
            {section(view! { <dl class="kv">
                    {pair(w.artifacts, count(repository.artifact_count))}
                    {pair(w.pulls, count(repository.pull_count))}
                    {repository
                        .creation_time
                        .map(|time| view! { {pair(w.created, whole(time))} })}
                    {repository
                        .update_time
                        .map(|time| view! { {pair(w.updated, whole(time))} })}
                </dl> })}
        </Inspector>
    }
}
