//! Models of the registered projects, beside Harbor's artifacts.

use std::sync::Arc;

use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;
use listing::{
    Cell, Condition, Line, Listing, Operator, Sort,
    lists::{
        Models,
        model_registry::{IS_LISTED, model_state},
    },
};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::{
    failure::{failure_message, failure_reason},
    features::model_registry::{
        page::Shared,
        refreshing::{Progress, Refreshing},
        tenants::reload_on_change,
        tree::TenantTree,
    },
    filter::FilterField,
    format::{size, whole},
    list::{
        CellView, Column, LineView, List, ListPage, ListWords, State, StateCell, StateWords,
        TableOf, Tone, Values,
    },
    registries::registries,
    route::{Route, TabId},
    ui::{CopyIcon, Empty, Icon, Inspector, Link, pair, section, titled_section},
    words::words,
};

const OF_LIST: &[listing::Column] = Models::COLUMNS;
/// Models that are refreshed at once at most.
const AT_MOST: usize = 1_000;

/// What is said of a model's state.
pub fn said(word: &str) -> StateWords {
    let w = &words().model_registry;
    match word {
        model_state::CURRENT => StateWords::new("check-circle", Tone::Good, w.current),
        model_state::STALE => StateWords::new("warning", Tone::Bad, w.stale),
        model_state::ONLY_IN_HARBOR => StateWords::new("warning", Tone::Bad, w.not_followed),
        model_state::ONLY_REGISTERED => StateWords::new("warning", Tone::Bad, w.only_registered),
        _ => StateWords::new("info", Tone::Quiet, w.not_known),
    }
}

fn state_text(word: &str) -> String {
    said(word).text
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| said(line.text("state"))))
}

fn columns() -> Vec<Column> {
    let w = &words().model_registry;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.model_column)
            .width(150)
            .class("p")
            .sorted()
            .exported(&[("reference", w.reference), ("digest", w.digest)]),
        column("project", w.project_column)
            .width(120)
            .class("p3")
            .sorted(),
        column("state", w.against_harbor)
            .width(140)
            .cell(state_cell)
            .text(|line: &LineView<'_>| state_text(line.text("state")))
            .sorted(),
        column("tags", w.tags).width(120).class("p3"),
        column("updated", w.read).width(98).sorted(),
        column("family", w.family).width(90).class("p2"),
        column("format", w.format).width(96).class("p2"),
        column("precision", w.precision).width(84).class("p2"),
        column("parameters", w.parameters).width(92).class("p2"),
        column("licences", w.licence).width(104).class("p2"),
        column("size", w.size).width(84).class("p2").sorted(),
        column("pushed", w.pushed).width(98).class("p3").sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().model_registry;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("state", w.against_harbor, "info").shown_as(state_text),
        field("project", w.project_column, "projects"),
        field("tenant", w.tenant_column, "people"),
        field("family", w.family, "box"),
        field("format", w.format, "file"),
        field("precision", w.precision, "cpu"),
        field("parameters", w.parameters, "cpu"),
        field("licences", w.licence, "book"),
        field("size", w.size, "size"),
        field("tags", w.tags, "tag"),
        field("pushed", w.pushed, "calendar"),
        field("updated", w.read, "calendar"),
    ]
}

/// Says where rows are from, of a service that lists nothing.
#[component]
pub fn KeptNote(list: List, text: &'static str) -> impl IntoView {
    move || {
        let listed = list.facts().get(IS_LISTED).cloned();
        (listed == Some(Cell::Text("no".to_owned()))).then(|| {
            view! {
                <div class="note">
                    <Icon name="info" />
                    <span>{text}</span>
                </div>
            }
        })
    }
}

/// The part of the page.
#[component]
pub fn ModelsPart(shared: Shared) -> impl IntoView {
    let w = &words().model_registry;
    let toasts = registries().toasts;
    let list = List::open(shared.connection, Models {}, Some(Sort::ascending("name")));
    reload_on_change(shared, list);
    let (refreshing, ended) = (shared.refreshing, shared.refreshed);
    let counts = list.counts(&["state", "project"]);
    let by_project = Signal::derive(move || counts.with(|counts| counts.get(1).cloned()));
    let stale = Memo::new(move |_| {
        counts.with(|counts| {
            let rows = counts.first().map(|column| column.rows.as_slice());
            let mut rows = rows.unwrap_or_default().iter();
            let stale = rows.find(|(word, _)| word == model_state::STALE);
            stale.map_or(0, |(_, number)| *number)
        })
    });
    let failed = move |failure: pilothouse_protocol::Failure| {
        toasts.failed(
            failure_message(&failure),
            failure_reason(&failure),
            &failure,
            None,
        );
    };
    let refresh_stale = move |_| {
        spawn_local(async move {
            let is_stale = Condition {
                field: "state".to_owned(),
                operator: Operator::Is,
                value: model_state::STALE.to_owned(),
            };
            match list.rows_where(vec![is_stale], AT_MOST).await {
                Ok(lines) => {
                    let references = lines.into_iter().map(|line| line.key).collect();
                    refreshing.start(references, ended);
                }
                Err(failure) => failed(failure),
            }
        });
    };
    let refresh_checked = move |_| {
        spawn_local(async move {
            match list.checked_names().await {
                Ok(references) => refreshing.start(references, ended),
                Err(failure) => failed(failure),
            }
        });
    };
    let is_off = move || shared.off.get().is_some() || refreshing.is_busy();
    let bar = ViewFn::from(move || {
        move || {
            let number = stale.get();
            (number > 0).then(|| {
                view! {
                    <button
                        type="button"
                        class="btn"
                        id="refresh-stale"
                        disabled=is_off
                        title=move || shared.off.get()
                        on:click=refresh_stale
                    >
                        <Icon name="refresh" />
                        {w.refresh_stale(number)}
                    </button>
                }
            })
        }
    });
    let actions = ViewFn::from(move || {
        view! {
            <button type="button" class="btn ghost" disabled=is_off on:click=refresh_checked>
                <Icon name="refresh" />
                {w.refresh}
            </button>
        }
    });
    let said_of_list = ListWords {
        find: w.find_model,
        all: w.the_models,
        one: w.model,
        copy_keys: w.copy_references,
        number: |number| words().model_registry.models_number(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="cpu" title=w.no_models text=w.no_models_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! {
            <ModelInspector
                shared=shared
                list=list
                line=line
                refreshing=refreshing
                ended=ended
            />
        }
        .into_any()
    };
    view! {
        <KeptNote list=list text=w.models_kept />
        <RefreshNote refreshing=refreshing ended=ended />
        <div class="mr">
            <TenantTree shared=shared list=list counts=by_project />
            <ListPage
                of=TableOf::new(list, columns())
                fields=fields()
                said=said_of_list
                label=w.models.to_owned()
                empty=empty
                bar=bar
                actions=actions
                inspector=Callback::new(inspector)
            />
        </div>
    }
}

/// How a refresh of several is, and what failed in it.
#[component]
fn RefreshNote(refreshing: Refreshing, ended: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let is_any = Memo::new(move |_| !refreshing.models.with(std::collections::BTreeMap::is_empty));
    let left = Memo::new(move |_| refreshing.left());
    let close = move |_| {
        refreshing.models.update(std::collections::BTreeMap::clear);
    };
    let after = move || {
        let number = left.with(Vec::len);
        (!refreshing.is_busy() && number > 0).then(|| {
            view! {
                <span class="grow">{w.failed_number(number)}</span>
                <button
                    type="button"
                    class="btn sm"
                    id="retry-refresh"
                    on:click=move |_| refreshing.retry(ended)
                >
                    {w.retry_failed}
                </button>
                <button type="button" class="btn sm ghost" on:click=close>
                    {w.close}
                </button>
            }
        })
    };
    move || {
        is_any.get().then(|| {
            view! {
                <div class="note col g6" role="status">
                    <div class="row g6">{refreshing.progress()} {after}</div>
                    {move || left.with(|left| !left.is_empty()).then(|| refreshing.rows())}
                </div>
            }
        })
    }
}

#[component]
fn ModelInspector(
    shared: Shared,
    list: List,
    line: Arc<Line>,
    refreshing: Refreshing,
    ended: Callback<()>,
) -> impl IntoView {
    let w = &words().model_registry;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let text = |id: &str| values.text(id).to_owned();
    let reference = line.key.clone();
    let state = text("state");
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| pair(name, view! { <span class="wraps">{value}</span> }))
    };
    let digest = text("digest");
    let facts = view! {
        <dl class="kv">
            {pair(
                w.reference,
                view! {
                    <span class="mono wraps">{reference.clone()}</span>
                    <CopyIcon text=reference.clone() label=w.copy_references />
                },
            )}
            {fact(w.tenant_column, text("tenant"))} {fact(w.version, text("version"))}
            {fact(w.family, text("family"))} {fact(w.format, text("format"))}
            {fact(w.precision, text("precision"))} {fact(w.parameters, text("parameters"))}
            {fact(w.licence, values.texts("licences").join(", "))}
            {fact(w.size, values.number("size").map(size).unwrap_or_default())}
            {fact(w.tags, values.texts("tags").join(", "))}
            {(!digest.is_empty())
                .then(|| pair(w.digest, view! { <span class="mono wraps">{digest.clone()}</span> }))}
        </dl>
    };
    let time = |id: &str| values.time(id).map_or_else(|| w.not_said.to_owned(), whole);
    let is_stale = state == model_state::STALE;
    let against = view! {
        <div class="col g6">
            <State said=said(&state) />
            <dl class="kv">
                {pair(w.pushed, time("pushed"))} {pair(w.read, time("updated"))}
            </dl>
            {is_stale.then(|| view! { <p class="hint">{w.stale_text}</p> })}
        </div>
    };
    let place = ProjectName::new(text("project"))
        .ok()
        .zip(RepositoryName::new(text("name")).ok())
        .filter(|_| !digest.is_empty());
    let reference = StoredValue::new(reference);
    let may_refresh = state != model_state::ONLY_REGISTERED;
    let footer = ViewFn::from(move || {
        let refresh = may_refresh.then(|| {
            view! {
                <button
                    type="button"
                    class="btn"
                    id="refresh-model"
                    disabled=move || shared.off.get().is_some() || refreshing.is_busy()
                    title=move || shared.off.get()
                    on:click=move |_| refreshing.start(vec![reference.get_value()], ended)
                >
                    <Icon name="refresh" />
                    {w.refresh_model}
                </button>
            }
        });
        let link = place.clone().map(|(project, repository)| {
            let to = Route::Repository {
                connection: shared.connection.get_untracked(),
                project,
                repository,
                tab: TabId::FIRST,
            };
            view! {
                <Link to=to class="btn ghost">
                    <Icon name="arrow-right" />
                    {w.open_in_harbor}
                </Link>
            }
        });
        view! { {refresh} {link} }
    });
    let title = text("name");
    let close = Callback::new(move |()| list.place.selected.set(None));
    let is_refreshing = move || {
        refreshing
            .models
            .with(|models| models.get(&reference.get_value()) == Some(&Progress::Refreshing))
    };
    let aside = move || is_refreshing().then(|| view! { <span class="spin"></span> });
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)} {titled_section(w.differ, aside, against)}
        </Inspector>
    }
}
