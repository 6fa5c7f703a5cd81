//! The projects of a registry.

use std::sync::Arc;

use harbor_api::{
    ProjectId, ProjectName, ProjectReference, operations::GetProjectSummary, types::Role,
};
use leptos::prelude::*;
use listing::{
    Line, Listing,
    lists::{Projects, projects::PROXY},
};
use pilothouse_protocol::ConnectionId;

use crate::{
    deferred::deferred,
    features::projects::{
        cells::StorageCell,
        create::CreateProjectButton,
        facts::{Policies, QuotaSection, kind_of, named_role, role_name},
    },
    filter::FilterField,
    format::{count, whole},
    ipc::load::load_one,
    list::{
        Column, LineView, LinkCell, List, ListPage, ListWords, MarkedCell, OpenRow, Refresh,
        RouteOf, ShownCount, TableOf, TextCell, Values,
    },
    permissions::note_project,
    registries::registries,
    route::{Route, TabId},
    ui::{Empty, Icon, Inspector, pair, section, titled_section},
    words::words,
};

const OF_LIST: &[listing::Column] = Projects::COLUMNS;

/// All projects that the account may see.
#[component]
pub fn ProjectsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().projects;
    let registries = registries();
    let list = List::open(connection, Projects {}, None);
    Effect::new(move |_| {
        let Some(block) = list.block.get() else {
            return;
        };
        for line in &block.lines {
            let row = Values {
                columns: OF_LIST,
                cells: &line.cells,
            };
            let known = row.number("id").map(ProjectId);
            if let Some(known) = known.map(|id| (id, row.text("type") == PROXY)) {
                note_project(registries, &connection.get_untracked(), &line.key, known);
            }
        }
    });
    let is_administrator = Memo::new(move |_| registries.is_administrator(&connection.get()));
    let route: RouteOf = Callback::new(move |name: String| {
        Some(Route::Project {
            connection: connection.get_untracked(),
            project: ProjectName::new(name).ok()?,
            tab: TabId::FIRST,
        })
    });
    let head = move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <ShownCount list=list class="count" />
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
                <CreateProjectButton
                    connection=connection
                    on_created=Callback::new(move |()| list.reload())
                />
            </div>
        }
    };
    let said = ListWords {
        find: w.find,
        all: w.the_projects,
        one: w.project,
        copy_keys: w.copy_names,
        number: |number| words().projects.number(number),
    };
    let empty = move || view! { <Empty icon="projects" title=w.empty_title text=w.empty_text /> };
    let inspector = move |line: Arc<Line>| {
        deferred!(
            project,
            project_inspector,
            { connection: Signal<ConnectionId>, list: List, line: Arc<Line>, route: RouteOf } => {
                view! {
                    <ProjectInspector connection=connection list=list line=line route=route />
                }
                .into_any()
            }
        )
    };
    // Only administrators may list quotas.
    move || {
        view! {
            <ListPage
                of=TableOf::new(list, columns(is_administrator.get())).leads_to(route)
                fields=fields(is_administrator.get())
                said=said
                label=w.title
                head=head
                empty=empty
                inspector=Callback::new(inspector)
            />
        }
    }
}

fn columns(has_quota: bool) -> Vec<Column> {
    let w = &words().projects;
    let column = |id, words| Column::new(OF_LIST, id, words).sorted();
    let storage = has_quota.then(|| {
        column("storage", w.storage)
            .width(128)
            .cell(StorageCell::make)
    });
    let mut columns = vec![
        column("name", w.name)
            .class("p")
            .cell(|cell, column| Box::new(LinkCell::new(cell, column, ""))),
        column("type", w.kind)
            .kept_as("kind")
            .width(88)
            .cell(|cell, _| {
                Box::new(MarkedCell::new(cell, |line| {
                    let (icon, words) = kind_of(line.text("type"));
                    (icon, words.to_owned())
                }))
            })
            .text(|line| kind_of(line.text("type")).1.to_owned()),
        column("repositories", w.repositories_column)
            .kept_as("repositories_column")
            .width(68)
            .class("r p2"),
        column("role", w.your_role)
            .kept_as("your_role")
            .width(112)
            .class("p2")
            .cell(|cell, column| Box::new(TextCell::new(cell, column, |line, _| role(line))))
            .text(role),
    ];
    columns.extend(storage);
    columns.push(column("updated", w.updated).width(110).class("r"));
    columns
}

fn role(line: &LineView<'_>) -> String {
    match line.text("role") {
        "" => "–".to_owned(),
        word => named_role(word),
    }
}

fn fields(has_quota: bool) -> Vec<FilterField> {
    let w = &words().filter;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    let kind = |word: &str| {
        let (_, words) = kind_of(word);
        words.to_owned()
    };
    let mut fields = vec![
        field("name", w.name, "projects"),
        field("type", w.kind, "lock").shown_as(kind),
        field("role", w.role, "user").shown_as(named_role),
        field("repositories", w.repositories, "repository"),
    ];
    fields.extend(has_quota.then(|| field("storage", w.bytes, "size")));
    fields.push(field("updated", w.updated, "calendar"));
    fields
}

/// What is known of one project.
#[component]
fn ProjectInspector(
    connection: Signal<ConnectionId>,
    list: List,
    line: Arc<Line>,
    route: RouteOf,
) -> impl IntoView {
    let w = &words().projects;
    let of_project = &words().project;
    let row = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let name = line.key.clone();
    let number = row.number("id").map(ProjectId);
    let summary = load_one(connection, move || {
        Some(GetProjectSummary {
            project_name_or_id: ProjectReference::Id(number?),
        })
    });
    let (icon, kind) = kind_of(row.text("type"));
    let role = Role::from_word(row.text("role")).map(role_name);
    let owner = row.text("owner").to_owned();
    let repositories = row.number("repositories").unwrap_or_default();
    let policies = Projects::policies(row.texts("policies"));
    let footer = {
        let name = name.clone();
        move || {
            let name = name.clone();
            view! { <OpenRow name=name route=route open=w.open enter_key=w.enter_key /> }.into_any()
        }
    };
    let facts = view! {
        <dl class="kv">
            {pair(w.kind, kind)} {role.map(|role| pair(w.your_role, role))}
            {(!owner.is_empty()).then(|| pair(of_project.owner, owner.clone()))}
            {pair(w.contents, w.repositories(usize::try_from(repositories).unwrap_or_default()))}
            {row.time("created").map(|time| pair(of_project.created, whole(time)))}
        </dl>
    }
    .into_any();
    view! {
        <Inspector
            title=name
            on_close=Callback::new(move |()| list.place.selected.set(None))
            mark=move || view! { <Icon name=icon class="muted" /> }.into_any()
            footer=footer
        >
            {section(facts)}
            {move || {
                let quota = summary.data.get()?.quota.clone()?;
                let used = quota.used.storage().unwrap_or_default();
                let limit = quota.hard.storage().unwrap_or(-1);
                Some(view! { <QuotaSection used=used limit=limit /> })
            }}
            <Policies metadata=policies />
            {move || {
                let members = summary.data.get()?.members()?;
                Some(titled_section(of_project.members, count(members), ()))
            }}
        </Inspector>
    }
}
