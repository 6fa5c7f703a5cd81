//! The projects of a registry.

use std::{collections::HashMap, sync::Arc, time::Duration};

use harbor_api::{
    ProjectId, ProjectReference,
    operations::{GetProjectSummary, ListProjects, ListQuotas},
    types::{Project, ProjectMetadata, Quota, Role},
};
use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionId, Failure};

use crate::{
    actions::use_action,
    filter::{Field, Kind, culprit, fits},
    format::{age, count, size, whole},
    ipc::load::{Loaded, Rows, load_list, load_one},
    permissions::note_projects,
    registries::registries,
    route::{ProjectTab, Route},
    ui::{
        BulkBar, Column, Empty, Failed, FilterBar, Footer, Icon, Inspector, Link, ListPlace, Table,
        TableState, TableTools, pair, section, titled_section, use_places,
    },
    words::words,
};

/// A project with what is known of its quota.
#[derive(PartialEq)]
struct Row {
    project: Arc<Project>,
    quota: Option<Arc<Quota>>,
}

impl Row {
    fn used(&self) -> i64 {
        self.quota
            .as_ref()
            .and_then(|quota| quota.used.storage())
            .unwrap_or_default()
    }
}

/// All projects that the account may see.
#[component]
pub fn ProjectsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().projects;
    let registries = registries();
    let places = use_places();
    let projects: Loaded<Rows<Project>> = load_list(connection, move || {
        Some(ListProjects {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            name: None,
            public: None,
            owner: None,
            with_detail: Some(true),
        })
    });
    Effect::new(move |_| {
        if let Some(rows) = projects.data.get() {
            let projects = rows.good.iter().map(|project| &**project);
            note_projects(registries, &connection.get_untracked(), projects);
        }
    });
    let is_administrator = Memo::new(move |_| {
        let account = registries.find(&connection.get()).map(|c| c.account);
        matches!(
            account,
            Some(Account::User {
                administrator: true,
                ..
            })
        )
    });
    // Only administrators may list quotas; one request for all rows.
    let quotas: Loaded<Rows<Quota>> = load_list(connection, move || {
        is_administrator.get().then(|| ListQuotas {
            page: Default::default(),
            reference: Some("project".to_owned()),
            reference_id: None,
            sort: Default::default(),
        })
    });
    let list = ListPlace::open("projects", &FIELDS, None);
    let (find, selected) = (list.find, list.selected);
    let opened = chrono::Utc::now();
    let inspected = inspected(selected);

    let table = TableState::new("projects", |row: &Row| row.project.name.clone());
    let all = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Row>>>>| {
        let by_project: HashMap<ProjectId, Arc<Quota>> = quotas
            .data
            .get()
            .map(|quotas| {
                quotas
                    .good
                    .iter()
                    .map(|q| (q.subject.id, Arc::clone(q)))
                    .collect()
            })
            .unwrap_or_default();
        let rows = projects
            .data
            .get()
            .map(|rows| {
                rows.good
                    .iter()
                    .map(|project| {
                        let quota = by_project.get(&project.project_id).cloned();
                        Arc::new(Row {
                            project: Arc::clone(project),
                            quota,
                        })
                    })
                    .collect()
            })
            .unwrap_or_default();
        (Arc::new(rows), true)
    });
    let rows = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Row>>>>| {
        let wanted = find.get().trim().to_lowercase();
        let chips = list.chips.get();
        if wanted.is_empty() && chips.is_empty() {
            return (all.get(), true);
        }
        let fits = fits(&FIELDS, &chips, opened);
        let rows = all.with(|all| {
            all.iter()
                .filter(|row| row.project.name.contains(&wanted) && fits(row))
                .map(Arc::clone)
                .collect()
        });
        (Arc::new(rows), true)
    });
    let view = list_view(projects, rows);
    let total = move || projects.data.get().map_or(0, |rows| rows.total);
    let known = move || projects.data.with(Option::is_some);
    let chosen = Memo::new_owning(move |_: Option<Option<Arc<Row>>>| {
        let key = inspected.get();
        let row = rows.with(|rows| {
            rows.iter()
                .find(|row| Some(&row.project.name) == key.as_ref())
                .map(Arc::clone)
        });
        (row, true)
    });
    let open = move |project: &Project| {
        if let Some(name) = project.typed_name() {
            places.go(Route::Project {
                connection: connection.get_untracked(),
                project: name,
                tab: ProjectTab::Repositories,
            });
        }
    };
    let on_open = Callback::new(move |row: Arc<Row>| open(&row.project));
    let close_inspector = move || selected.set(None);
    close_on_escape(selected);

    view! {
        <div class="work" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page">
                <div class="ph">
                    <h1>{w.title}</h1>
                    <span class="count" id="count">
                        {move || known().then(|| shown_of(rows.with(|rows| rows.len()), total()))}
                    </span>
                    <span class="sp"></span>
                    <Refresh loading=projects.loading on_refresh=move || {
                        projects.reload();
                        quotas.reload();
                    } />
                </div>
                <FilterBar
                    id="projects"
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
                                what=w.the_projects
                                failure=failure
                                on_retry=Callback::new(move |()| projects.reload())
                            />
                        }
                            .into_any();
                    }
                    if view.get() == ListView::Empty {
                        return view! {
                            <Empty
                                icon="projects"
                                title=w.empty_title
                                text=w.empty_text
                            />
                        }
                            .into_any();
                    }
                    if view.get() == ListView::NoMatch {
                        let wanted = find.get_untracked().trim().to_lowercase();
                        let culprit = all.with_untracked(|all| {
                            culprit(&FIELDS, &list.chips.get_untracked(), opened, all, |row| {
                                row.project.name.contains(&wanted)
                            })
                        });
                        return view! {
                            <NoMatch what=w.project find=find place=list culprit=culprit />
                        }
                            .into_any();
                    }
                    view! {
                        <Table
                            label=w.title
                            columns=columns(connection, is_administrator.get())
                            rows=rows
                            key=|row: &Row| row.project.name.clone()
                            selected=selected
                            on_open=on_open
                            state=table
                            checkable=|_: &Row| true
                            sorting=list.sorting
                            scrolled=list.top
                            waiting=Signal::derive(move || projects.data.with(Option::is_none))
                        />
                    }
                        .into_any()
                }}
                <BulkBar state=table copy_label=w.copy_names copy=|row: &Row| row.project.name.clone() />
                <Footer
                    text=Signal::derive(move || {
                        table.with_range(if known() { w.number(total()) } else { String::new() })
                    })
                    at=projects.at
                    call=projects.call
                    loading=projects.loading
                    stale=Signal::derive(move || projects.failure.with(Option::is_some))
                    malformed=Signal::derive(move || malformed_of(&projects))
                />
            </div>
            {move || {
                chosen
                    .get()
                    .map(|row| {
                        view! {
                            <ProjectInspector
                                connection=connection
                                row=row
                                on_close=Callback::new(move |()| close_inspector())
                            />
                        }
                    })
            }}
        </div>
    }
}

static FIELDS: [Field<Row>; 6] = [
    Field {
        id: "name",
        name: |w| w.filter.name,
        icon: "projects",
        kind: Kind::Text(|row, each| each(&row.project.name)),
    },
    Field {
        id: "type",
        name: |w| w.filter.kind,
        icon: "lock",
        kind: Kind::Choice(
            |row, each| {
                let project = &row.project;
                each(if project.is_proxy_cache() {
                    "proxy"
                } else if project.metadata.is_public() {
                    "public"
                } else {
                    "private"
                });
            },
            |value| {
                let w = &words().filter;
                match value {
                    "proxy" => w.proxy,
                    "public" => w.public,
                    _ => w.private,
                }
                .to_owned()
            },
        ),
    },
    Field {
        id: "role",
        name: |w| w.filter.role,
        icon: "user",
        kind: Kind::Choice(
            |row, each| each(row.project.role().map_or("–", Role::as_str)),
            named_role,
        ),
    },
    Field {
        id: "repositories",
        name: |w| w.filter.repositories,
        icon: "repository",
        kind: Kind::Number(|row| row.project.repo_count),
    },
    Field {
        id: "storage",
        name: |w| w.filter.bytes,
        icon: "size",
        kind: Kind::Size(Row::used),
    },
    Field {
        id: "updated",
        name: |w| w.filter.updated,
        icon: "calendar",
        kind: Kind::Time(|row| row.project.update_time),
    },
];

/// What stands in a list's place; only its changes draw the page anew.
#[derive(Clone, PartialEq)]
pub enum ListView {
    /// Rows, or placeholders for them.
    Rows,
    Failed(Failure),
    Empty,
    NoMatch,
}

/// How a list is to be shown, of what was loaded and what of it is left by the filter.
pub fn list_view<T: Send + Sync + 'static, R: Send + Sync + 'static>(
    loaded: Loaded<Rows<T>>,
    rows: Memo<Arc<Vec<Arc<R>>>>,
) -> Memo<ListView> {
    Memo::new(move |_| {
        let total = loaded
            .data
            .with(|rows| rows.as_ref().map(|rows| rows.total));
        match (total, loaded.failure.get()) {
            (None, Some(failure)) => ListView::Failed(failure),
            (None, None) => ListView::Rows,
            (Some(0), _) => ListView::Empty,
            (Some(_), _) if rows.with(|rows| rows.is_empty()) => ListView::NoMatch,
            _ => ListView::Rows,
        }
    })
}

/// `12 of 148`, or `148` where all are shown.
pub fn shown_of(shown: usize, total: usize) -> String {
    let number = |n: usize| count(i64::try_from(n).unwrap_or(i64::MAX));
    if shown == total {
        number(total)
    } else {
        words().projects.shown_of(&number(shown), &number(total))
    }
}

pub fn malformed_of<T: Send + Sync>(loaded: &Loaded<Rows<T>>) -> usize {
    loaded
        .data
        .with(|rows| rows.as_ref().map_or(0, |rows| rows.malformed.len()))
}

/// What the inspector shows: the selected row, but a first click waits for the second of a double
/// click, which would land on the inspector otherwise.
pub fn inspected(selected: RwSignal<Option<String>>) -> Signal<Option<String>> {
    const DOUBLE_CLICK: Duration = Duration::from_millis(260);
    let shown = RwSignal::new(selected.get_untracked());
    Effect::new(move |_| {
        let chosen = selected.get();
        if chosen.is_none() || shown.with_untracked(Option::is_some) {
            shown.set(chosen);
        } else {
            set_timeout(
                move || {
                    if let Some(chosen) = selected.try_get_untracked() {
                        shown.try_set(chosen);
                    }
                },
                DOUBLE_CLICK,
            );
        }
    });
    shown.into()
}

/// Escape closes the inspector, unless a dialog or a field has it.
pub fn close_on_escape(selected: RwSignal<Option<String>>) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() {
            selected.set(None);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The button that loads again; `R` does the same where nothing is typed.
#[component]
pub fn Refresh(
    #[prop(into)] loading: Signal<bool>,
    on_refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    use_action("page.refresh", move || {
        if !loading.get_untracked() {
            on_refresh();
        }
    });
    let w = &words().projects;
    view! {
        <button
            type="button"
            class="btn ghost icon"
            aria-label=w.refresh
            title=w.refresh_tip
            disabled=loading
            on:click=move |_| on_refresh()
        >
            <Icon name="refresh" />
        </button>
    }
}

/// A filter that lets nothing through.
#[component]
pub fn NoMatch(
    what: &'static str,
    /// What the find field holds.
    find: RwSignal<String>,
    /// The list with its chips, where it has some.
    #[prop(optional)]
    place: Option<ListPlace>,
    /// The chip without which there is something: see [`crate::filter::culprit`].
    #[prop(optional_no_strip)]
    culprit: Option<(usize, String, usize)>,
) -> impl IntoView {
    let w = &words().projects;
    let find_text = find.get_untracked();
    let wanted = find_text.trim();
    let text = if let Some((_, chip, count)) = &culprit {
        words().filter.without(chip, *count)
    } else if wanted.is_empty() {
        words().filter.no_match.to_owned()
    } else {
        w.no_match_text(what, wanted)
    };
    let show_all = move |_| match place {
        Some(place) => place.show_all(),
        None => find.set(String::new()),
    };
    view! {
        <Empty icon="not-found" title=w.no_match_title(what) text=text>
            {culprit
                .map(|(at, ..)| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            on:click=move |_| {
                                if let Some(place) = place {
                                    place
                                        .chips
                                        .update(|chips| {
                                            chips.remove(at);
                                        });
                                }
                            }
                        >
                            {words().filter.remove_that}
                        </button>
                    }
                })}
            <button type="button" class="btn" on:click=show_all>
                {w.show_all}
            </button>
        </Empty>
    }
}

fn columns(connection: Signal<ConnectionId>, with_quota: bool) -> Vec<Column<Row>> {
    let w = &words().projects;
    let registries = registries();
    let mut columns = vec![
        Column::new(("name", w.name), move |row: &Arc<Row>| {
            let name = row.project.name.clone();
            match row.project.typed_name() {
                Some(project) => {
                    let to = Route::Project {
                        connection: connection.get_untracked(),
                        project,
                        tab: ProjectTab::Repositories,
                    };
                    view! {
                        <Link to=to class="trunc">
                            {name}
                        </Link>
                    }
                    .into_any()
                }
                None => name.into_any(),
            }
        })
        .class("p")
        .text(|row| row.project.name.clone())
        .sorted(|a, b| a.project.name.cmp(&b.project.name)),
        Column::new(("kind", w.kind), |row: &Arc<Row>| {
            let (icon, words) = kind(&row.project);
            view! {
                <span class="c gap5">
                    <Icon name=icon class="i-14" />
                    {words}
                </span>
            }
            .into_any()
        })
        .width(88)
        .text(|row| kind(&row.project).1.to_owned())
        .sorted(|a, b| kind(&a.project).1.cmp(kind(&b.project).1)),
        Column::new(
            ("repositories_column", w.repositories_column),
            |row: &Arc<Row>| count(row.project.repo_count).into_any(),
        )
        .width(68)
        .class("r p2")
        .number(|row| row.project.repo_count.to_string())
        .sorted(|a, b| a.project.repo_count.cmp(&b.project.repo_count)),
        Column::new(("your_role", w.your_role), |row: &Arc<Row>| {
            role(&row.project).into_any()
        })
        .width(112)
        .class("p2")
        .text(|row| role(&row.project).to_owned())
        .sorted(|a, b| a.project.role().cmp(&b.project.role())),
    ];
    if with_quota {
        columns.push(
            Column::new(("storage", w.storage), |row: &Arc<Row>| storage(row))
                .width(128)
                .number(|row| row.used().to_string())
                .sorted(|a, b| a.used().cmp(&b.used())),
        );
    }
    columns.push(
        Column::new(("updated", w.updated), move |row: &Arc<Row>| {
            row.project
                .update_time
                .map(|time| {
                    view! { <span title=whole(time)>{move || age(time, registries.now.get())}</span> }
                })
                .into_any()
        })
        .width(110)
        .class("r")
        .text(|row| stamp(row.project.update_time))
        .sorted(|a, b| a.project.update_time.cmp(&b.project.update_time)),
    );
    columns
}

/// A time as it is copied and exported.
pub fn stamp(time: Option<chrono::DateTime<chrono::Utc>>) -> String {
    time.map_or(String::new(), |time| {
        time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    })
}

/// A project's icon and what it is called.
pub fn kind(project: &Project) -> (&'static str, &'static str) {
    let w = &words().project;
    if project.is_proxy_cache() {
        ("proxy", w.proxy)
    } else if project.is_public() {
        ("globe", w.public)
    } else {
        ("lock", w.private)
    }
}

/// A role's name.
pub fn role_name(role: Role) -> &'static str {
    let w = &words().members;
    match role {
        Role::ProjectAdministrator => w.project_admin,
        Role::Maintainer => w.maintainer,
        Role::Developer => w.developer,
        Role::Guest => w.guest,
        Role::LimitedGuest => w.limited_guest,
    }
}

/// A role's name from Harbor's word for it; another word as it is.
pub fn named_role(word: &str) -> String {
    Role::from_word(word).map_or_else(|| word.to_owned(), |role| role_name(role).to_owned())
}

fn role(project: &Project) -> &'static str {
    project.role().map_or("–", role_name)
}

/// Used storage, and how much of the limit that is.
fn storage(row: &Row) -> AnyView {
    let Some(quota) = &row.quota else {
        return "–".into_any();
    };
    let used = quota.used.storage().unwrap_or_default();
    let limit = quota.hard.storage().unwrap_or(-1);
    view! {
        <span class="qcell">
            {if limit > 0 {
                view! { <Meter used=used limit=limit /> }.into_any()
            } else {
                view! {
                    <span class="unlimited" title=words().project.no_limit>
                        <Icon name="unlimited" class="i-14" />
                    </span>
                }
                    .into_any()
            }} <span>{size(used)}</span>
        </span>
    }
    .into_any()
}

/// A bar from zero to the limit: amber from 85 %, red from 95 %.
#[component]
pub fn Meter(used: i64, limit: i64, #[prop(optional)] class: &'static str) -> impl IntoView {
    let percent = percent(used, limit);
    let state = match percent {
        95.. => "bad",
        85.. => "warn",
        _ => "",
    };
    view! {
        <span
            class=format!("meter {class} {state}")
            role="meter"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
            aria-label=words().projects.used_of(percent, &size(limit))
        >
            <i style:width=format!("{}%", percent.min(100))></i>
        </span>
    }
}

pub fn percent(used: i64, limit: i64) -> i64 {
    if limit <= 0 {
        0
    } else {
        used.saturating_mul(100) / limit
    }
}

/// What is known of one project.
#[component]
fn ProjectInspector(
    connection: Signal<ConnectionId>,
    row: Arc<Row>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().projects;
    let of_project = &words().project;
    let places = use_places();
    let project = Arc::clone(&row.project);
    let reference: ProjectReference = project.reference();
    let summary = load_one(connection, move || {
        Some(GetProjectSummary {
            project_name_or_id: reference.clone(),
        })
    });
    let (icon, kind) = kind(&project);
    let owner = project.owner_name.clone();
    let created = project.creation_time;
    let repositories = project.repo_count;
    let role = project.role().map(role_name);
    let opened = Arc::clone(&project);
    let go = move |_| {
        if let Some(name) = opened.typed_name() {
            places.go(Route::Project {
                connection: connection.get_untracked(),
                project: name,
                tab: ProjectTab::Repositories,
            });
        }
    };
    let footer = move || {
        view! {
            <button type="button" class="btn" on:click=go.clone()>
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
            title=project.name.clone()
            on_close=on_close
            mark=move || view! { <Icon name=icon class="muted" /> }.into_any()
            footer=footer
        >
            {section(view! { <dl class="kv">
                    {pair(w.kind, kind)}
                    {role.map(|role| view! { {pair(w.your_role, role)} })}
                    {(!owner.is_empty()).then(|| view! { {pair(of_project.owner, owner)} })}
                    {pair(w.contents, w.repositories(usize::try_from(repositories).unwrap_or_default()))}
                    {created.map(|time| view! { {pair(of_project.created, whole(time))} })}
                </dl> })}
            {move || {
                let quota = summary.data.get()?.quota.clone()?;
                let used = quota.used.storage().unwrap_or_default();
                let limit = quota.hard.storage().unwrap_or(-1);
                Some(view! { <QuotaSection used=used limit=limit /> })
            }}
            <Policies metadata=project.metadata.clone() />
            {move || {
                let members = summary.data.get()?.members()?;
                Some(
                    view! {
                        {titled_section(of_project.members, count(members), ())}
                    },
                )
            }}
        </Inspector>
    }
}

/// A project's storage against its limit.
#[component]
pub fn QuotaSection(used: i64, limit: i64) -> impl IntoView {
    let w = &words().project;
    let percent = percent(used, limit);
    let state = move || {
        if limit <= 0 {
            return view! { <span class="muted">{w.no_limit}</span> }.into_any();
        }
        let (icon, class) = match percent {
            95.. => (Some("octagon"), "row g4 c-bad"),
            85.. => (Some("warning"), "row g4 c-warn"),
            _ => (None, "row g4"),
        };
        view! {
            <span class=class>
                {icon.map(|icon| view! { <Icon name=icon class="i-12" /> })}
                {w.percent_used(percent)}
            </span>
        }
        .into_any()
    };
    view! {
        {titled_section(w.storage_quota, (state)(), view! { {(limit > 0).then(|| view! { <Meter used=used limit=limit class="wide" /> })}
            <p class="row t12 soft num quota-line">
                {if limit > 0 {
                    w.used_of(&size(used), &size(limit))
                } else {
                    size(used)
                }} <span class="sp"></span>
                {(limit > used).then(|| w.left(&size(limit - used)))}
            </p> })}
    }
}

/// What a project asks of its images.
#[component]
pub fn Policies(metadata: ProjectMetadata) -> impl IntoView {
    let w = &words().project;
    let on = |is_on: bool, words: &'static str| {
        if is_on {
            view! {
                <Icon name="check" class="i-14 c-ok" />
                {words}
            }
            .into_any()
        } else {
            view! { <span class="muted">{w.off}</span> }.into_any()
        }
    };
    let scan = if metadata.is_on(ProjectMetadata::AUTO_SBOM) {
        w.on_with_sbom
    } else {
        w.on
    };
    let signatures = match (
        metadata.is_on(ProjectMetadata::COSIGN_REQUIRED),
        metadata.is_on(ProjectMetadata::NOTATION_REQUIRED),
    ) {
        (true, true) => Some(w.both_required),
        (true, false) => Some(w.cosign_required),
        (false, true) => Some(w.notation_required),
        (false, false) => None,
    };
    view! {
        {titled_section(w.policies, (), view! { <dl class="kv">
                {pair(w.scan_on_push, on(metadata.is_on(ProjectMetadata::AUTO_SCAN), scan))}
                {pair(w.block_pulls, match metadata.pulls_blocked_from() {
                        Some(severity) => w.blocked_from(severity).into_any(),
                        None => view! { <span class="muted">{w.off}</span> }.into_any(),
                    })}
                {pair(w.signatures, on(signatures.is_some(), signatures.unwrap_or(w.off)))}
            </dl> })}
    }
}
