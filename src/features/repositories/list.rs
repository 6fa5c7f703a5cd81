//! The repositories of a project.

use std::sync::Arc;

use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::Repositories};
use pilothouse_protocol::ConnectionId;

use super::delete::{DeleteRepositories, GoingRepository};
use crate::{
    bulk::why_no_run,
    filter::FilterField,
    format::{count, whole},
    list::{
        Column, DeleteChecked, LinkCell, List, ListPage, ListWords, OpenRow, RouteOf, RowDeed,
        RowMenu, TableOf, Values,
    },
    registries::registries,
    route::{Route, TabId},
    ui::{CopyIcon, Empty, Icon, Inspector, Markdown, pair, section, titled_section},
    words::words,
};

const OF_LIST: &[listing::Column] = Repositories::COLUMNS;

/// All repositories of one project.
#[component]
pub fn RepositoriesTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    /// Nothing can be pushed here.
    #[prop(into)]
    is_cache: Signal<bool>,
    /// Whether the account may delete repositories.
    #[prop(into)]
    may_delete: Signal<bool>,
) -> impl IntoView {
    let w = &words().repositories;
    let registries = registries();
    let scope = Repositories {
        project: project.clone(),
    };
    let list = List::open(connection, scope, Some(Sort::descending("updated")));
    let project = StoredValue::new(project);
    let route: RouteOf = Callback::new(move |name: String| {
        Some(Route::Repository {
            connection: connection.get_untracked(),
            project: project.get_value(),
            repository: RepositoryName::new(name).ok()?,
            tab: TabId::FIRST,
        })
    });
    let push_command = move || {
        let connection = registries.find(&connection.get());
        let host = connection.map(|known| known.registry().to_owned());
        format!(
            "docker push {}/{}/app:1.0",
            host.unwrap_or_default(),
            project.get_value()
        )
    };
    let empty = move || {
        if is_cache.get() {
            return view! { <Empty icon="repository" title=w.empty_title text=w.empty_cache /> }
                .into_any();
        }
        view! {
            <Empty
                icon="repository"
                title=w.empty_title
                text=w.empty_text(project.get_value().as_str())
            >
                <div class="code">
                    <div class="c">{push_command}</div>
                    <CopyIcon text=Signal::derive(push_command) label=w.copy_push />
                </div>
            </Empty>
        }
        .into_any()
    };
    let said = ListWords {
        find: w.find,
        all: w.the_repositories,
        one: w.repository,
        copy_keys: w.copy_names,
        number: |number| words().repositories.number(number),
    };
    let off = why_no_run(connection);
    let going = RwSignal::new(None::<Arc<Vec<GoingRepository>>>);
    let delete_checked = move || {
        let repository = |key: &str, values: &Values<'_>| {
            Some(GoingRepository {
                name: key.to_owned(),
                artifacts: values.number("artifacts"),
            })
        };
        list.with_checked(repository, move |all| {
            if !all.is_empty() {
                going.try_set(Some(Arc::new(all)));
            }
        });
    };
    let actions = ViewFn::from(move || {
        let delete = RowDeed::new(words().delete_repository.several, delete_checked);
        view! { <DeleteChecked deed=delete.only_if(may_delete) off=off /> }
    });
    let inspector = move |line: Arc<Line>| {
        let row = Values {
            columns: OF_LIST,
            cells: &line.cells,
        };
        let one = GoingRepository {
            name: line.key.clone(),
            artifacts: row.number("artifacts"),
        };
        let delete = RowDeed::new(words().delete_repository.open, move || {
            going.set(Some(Arc::new(vec![one.clone()])));
        });
        let delete = delete.only_if(may_delete);
        view! { <RepositoryInspector list=list line=line route=route delete=delete off=off /> }
            .into_any()
    };
    let close = Callback::new(move |()| going.set(None));
    let dialog = move || {
        going.get().map(|going| {
            view! {
                <DeleteRepositories
                    connection=connection
                    project=project.get_value()
                    going=going
                    is_cache=is_cache
                    on_delete=None
                    on_close=close
                />
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns()).leads_to(route)
            fields=fields()
            said=said
            label=w.table(project.get_value().as_str())
            empty=empty
            inspector=Callback::new(inspector)
            actions=actions
        />
        {dialog}
    }
}

fn columns() -> Vec<Column> {
    let w = &words().repositories;
    let column = |id, words| Column::new(OF_LIST, id, words).sorted();
    vec![
        column("name", w.name)
            .class("p")
            .cell(|cell, column| Box::new(LinkCell::new(cell, column, "repository"))),
        column("artifacts", w.artifacts).width(100).class("r"),
        column("pulls", w.pulls).width(100).class("r p2"),
        column("updated", w.updated).width(110).class("r"),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().filter;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("name", w.name, "repository"),
        field("description", w.description, "book"),
        field("artifacts", w.artifacts, "box"),
        field("pulls", w.pulls, "download"),
        field("updated", w.updated, "calendar"),
    ]
}

/// A repository of the list, all that its row knows.
#[component]
fn RepositoryInspector(
    list: List,
    line: Arc<Line>,
    route: RouteOf,
    delete: RowDeed,
    off: Signal<Option<&'static str>>,
) -> impl IntoView {
    let w = &words().repositories;
    let row = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let name = row.text("name").to_owned();
    let description = row.text("description").to_owned();
    let footer = {
        let name = name.clone();
        move || {
            let name = name.clone();
            view! { <OpenRow name=name route=route open=w.open enter_key=w.enter_key /> }.into_any()
        }
    };
    let facts = view! {
        <dl class="kv">
            {pair(w.artifacts, row.number("artifacts").map(count))}
            {pair(w.pulls, row.number("pulls").map(count))}
            {row.time("created").map(|time| pair(w.created, whole(time)))}
            {row.time("updated").map(|time| pair(w.updated, whole(time)))}
        </dl>
    }
    .into_any();
    view! {
        <Inspector
            title=name
            on_close=Callback::new(move |()| list.place.selected.set(None))
            mark=move || view! { <Icon name="repository" class="muted" /> }.into_any()
            actions=move || {
                view! {
                    <RowMenu list=list label=words().delete_repository.more delete=delete off=off />
                }
                .into_any()
            }
            footer=footer
        >
            {(!description.is_empty())
                .then(|| {
                    titled_section(w.description, (), view! { <Markdown text=description.clone() /> })
                })}
            {section(facts)}
        </Inspector>
    }
}
