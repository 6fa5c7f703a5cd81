//! The list of quotas.

use std::sync::Arc;

use harbor_api::{ProjectName, QuotaId, types::UNLIMITED};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::Quotas};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use super::{
    change::{ChangeQuotas, KnownQuota},
    default::DefaultQuota,
};
use crate::{
    filter::FilterField,
    format::{size, whole},
    ipc::{steps::Steps, write::why_off},
    list::{
        CellView, Column, LineView, LinkCell, List, ListPage, ListWords, Refresh, RouteOf,
        ShownCount, State, StateCell, StateWords, TableOf, TextCell, Tone, Values,
    },
    route::Route,
    ui::{Empty, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = Quotas::COLUMNS;

/// What the parts share.
#[derive(Clone, Copy)]
pub struct QuotaList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    /// Those that are to be changed.
    pub question: RwSignal<Option<Vec<KnownQuota>>>,
    pub steps: Steps,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

/// What a row says of a quota.
fn known(key: &str, values: &Values<'_>) -> Option<KnownQuota> {
    Some(KnownQuota {
        id: QuotaId(values.number("id")?),
        project: key.to_owned(),
        used: values.number("used")?,
        limit: values.number("limit")?,
    })
}

/// The page. Only administrators come here.
#[component]
pub fn QuotasPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().quotas;
    let quotas = QuotaList {
        connection,
        list: List::open(connection, Quotas {}, Some(Sort::descending("used"))),
        question: RwSignal::new(None),
        steps: Steps::new(),
        off: why_off(connection),
    };
    let (list, steps) = (quotas.list, quotas.steps);
    let asks_default = RwSignal::new(false);
    let said = ListWords {
        find: w.find,
        all: w.the_quotas,
        one: w.quota,
        copy_keys: w.copy_names,
        number: |number| words().quotas.number(number),
    };
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <ShownCount list=list class="count" />
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
                <button
                    type="button"
                    class="btn"
                    id="default-quota"
                    on:click=move |_| asks_default.set(true)
                >
                    <Icon name="gauge" />
                    {w.default_open}
                </button>
            </div>
        }
    });
    let change_checked = move || {
        list.with_checked(known, move |all| {
            if !all.is_empty() {
                quotas.question.try_set(Some(all));
            }
        });
    };
    let actions = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class="btn ghost"
                id="change-quotas"
                disabled=move || quotas.off.get().is_some()
                title=move || quotas.off.get()
                on:click=move |_| change_checked()
            >
                <Icon name="pencil" />
                {w.change_open}
            </button>
            {steps.progress(w.changing, w.stop)}
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="gauge" title=w.empty_title text=w.empty_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let quota = known(&line.key, &values);
        let facts = view! {
            <dl class="kv">
                {pair(w.used, values.number("used").map_or_else(|| "–".to_owned(), size))}
                {pair(w.limit, limit_words(values.number("limit")))}
                {pair(w.state, view! { <State said=state(&values) /> })}
                {values.time("updated").map(|time| pair(w.updated, whole(time)))}
            </dl>
            <p class="hint">{w.shared_once}</p>
        };
        let footer = ViewFn::from(move || {
            let quota = quota.clone();
            view! {
                <button
                    type="button"
                    class="btn"
                    id="change-quota"
                    disabled=move || quotas.off.get().is_some()
                    title=move || quotas.off.get()
                    on:click=move |_| {
                        quotas.question.set(quota.clone().map(|quota| vec![quota]));
                    }
                >
                    <Icon name="pencil" />
                    {w.change_open}
                </button>
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=line.key.clone() on_close=close footer=footer>
                {section(facts)}
            </Inspector>
        }
        .into_any()
    };
    let question = move || {
        quotas.question.get().map(|all| {
            let close = Callback::new(move |()| quotas.question.set(None));
            view! { <ChangeQuotas quotas=quotas all=all on_close=close /> }
        })
    };
    let route: RouteOf = Callback::new(move |key: String| {
        let project = ProjectName::new(key).ok()?;
        Some(Route::project(connection.get_untracked(), project))
    });
    view! {
        <ListPage
            of=TableOf::new(list, columns()).leads_to(route)
            fields=fields()
            said=said
            label=w.title.to_owned()
            empty=empty
            head=head
            actions=actions
            inspector=Callback::new(inspector)
        />
        {question}
        <Show when=move || asks_default.get()>
            <DefaultQuota
                connection=connection
                on_close=Callback::new(move |()| asks_default.set(false))
            />
        </Show>
    }
}

fn columns() -> Vec<Column> {
    let w = &words().quotas;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("project", w.project)
            .class("p")
            .cell(|cell, column| Box::new(LinkCell::new(cell, column, "projects")))
            .sorted()
            .exported(&[("project", w.project)]),
        column("state", w.state)
            .width(180)
            .cell(state_cell)
            .text(|line| state(line).text),
        column("used", w.used).width(110).class("r").sorted(),
        column("limit", w.limit)
            .width(110)
            .class("r")
            .cell(limit_cell)
            .text(|line| limit_words(line.number("limit")))
            .sorted(),
        column("share", w.share)
            .width(90)
            .class("r p2")
            .cell(share_cell)
            .text(share_text)
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().quotas;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("state", w.state, "info").shown_as(state_name),
        field("used", w.used, "size"),
        field("limit", w.limit, "gauge"),
        field("share", w.share, "gauge"),
        field("project", w.project, "projects"),
    ]
}

fn state_name(word: &str) -> String {
    state_words(word).text
}

fn state_words(word: &str) -> StateWords {
    use listing::lists::system::quotas::{FULL, NEARLY_FULL, UNLIMITED};
    let w = &words().quotas;
    match word {
        FULL => StateWords::new("alert", Tone::Bad, w.full),
        NEARLY_FULL => StateWords::new("warning", Tone::Active, w.nearly_full),
        UNLIMITED => StateWords::new("unlimited", Tone::Quiet, w.no_limit),
        _ => StateWords::new("check-circle", Tone::Good, w.room),
    }
}

/// What a row's use means for pushes.
fn state(values: &Values<'_>) -> StateWords {
    state_words(values.text("state"))
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state(line)))
}

/// -1 is no amount, and is never written as one.
fn limit_words(limit: Option<i64>) -> String {
    match limit {
        None => "–".to_owned(),
        Some(UNLIMITED) => words().quotas.no_limit.to_owned(),
        Some(limit) => size(limit),
    }
}

fn limit_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        limit_words(line.number(column))
    }))
}

fn share_text(line: &LineView<'_>) -> String {
    line.number("share")
        .map_or_else(|| "–".to_owned(), |share| format!("{share} %"))
}

fn share_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| share_text(line)))
}
