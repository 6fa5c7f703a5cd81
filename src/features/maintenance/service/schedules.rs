//! All schedules: of what, when they run next, by the local time and by UTC.

use std::{sync::Arc, time::Duration};

use chrono::{Local, Utc};
use harbor_rules::next_run;
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists};
use web_sys::Element;

use super::{
    pane::{ServiceList, Shape, number},
    question::{PauseSchedules, are_paused},
};
use crate::{
    features::{
        maintenance::{
            facts::{Overview, View},
            job_names::job_name,
        },
        replication,
    },
    filter::FilterField,
    format::whole,
    ipc::seen::ask_while_seen,
    list::{CellView, Column, LineView, List, ListWords, SpanCell, TableOf, TextCell, Values},
    route::Route,
    ui::{Empty, Icon, Inspector, Link, NextRuns, pair, schedule_words, section, titled_section},
    words::words,
};

const OF_LIST: &[listing::Column] = lists::Schedules::COLUMNS;

/// How often it is asked whether they are paused; they are read again as seldom.
const AGAIN: Duration = Duration::from_secs(60);

/// Opens the schedules and follows them: only people change them.
pub fn open(overview: Overview) -> List {
    let soonest = Sort::ascending("next");
    let list = List::open(overview.connection, lists::Schedules {}, Some(soonest));
    ask_while_seen(AGAIN, move || overview.scheduler.reload_in_background());
    overview.follows(View::Schedules, list);
    list
}

#[component]
pub fn Schedules(overview: Overview, list: List, shape: Shape) -> impl IntoView {
    let w = &words().maintenance;
    let said = ListWords {
        find: w.find_schedule,
        all: w.the_schedules,
        one: w.schedule,
        copy_keys: w.copy_numbers,
        number: |number| words().maintenance.schedules_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="calendar" title=w.no_schedules text=w.no_schedules_text /> }
    });
    let class = shape.button();
    let tools = ViewFn::from(move || {
        let paused = move || {
            (are_paused(overview) == Some(true)).then(|| {
                view! {
                    <span class="c-warn row g6 t125">
                        <Icon name="pause" class="i-14" />
                        {w.all_paused}
                    </span>
                }
            })
        };
        view! {
            {paused}
            <PauseSchedules overview=overview class=class />
        }
    });
    let count = Signal::derive(move || {
        let all = number(overview.schedules.data.get()?.total);
        Some(match are_paused(overview) {
            Some(false) => w.none_paused_of(&all),
            // That they are is said at the other end.
            Some(true) | None => all,
        })
    });
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let cron = values.text("cron").to_owned();
        // The rules' page is one; the others are in projects that a schedule does not name.
        let of = match values.text("owner") {
            "" => owner(&values).into_any(),
            name => {
                let to = Route::Registry {
                    connection: overview.connection.get_untracked(),
                    page: replication::PAGE,
                };
                let name = name.to_owned();
                view! { <Link to=to class="lnk wraps">{name}</Link> }.into_any()
            }
        };
        let facts = view! {
            <dl class="kv">
                {pair(w.of, of)}
                {pair(w.schedule, schedule_words(&cron))}
                {values.time("updated").map(|time| pair(w.changed, whole(time)))}
            </dl>
        };
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=job_name(values.text("type")) on_close=close>
                {section(facts)}
                {titled_section(w.next_runs, (), view! { <NextRuns cron=cron /> })}
            </Inspector>
        }
        .into_any()
    };
    view! {
        <ServiceList
            overview=overview
            this=View::Schedules
            shape=shape
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            title=w.schedules
            count=count
            empty=empty
            tools=tools
            inspector=Callback::new(inspector)
        />
    }
}

fn columns() -> Vec<Column> {
    let w = &words().maintenance;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("type", w.schedule)
            .class("p")
            .cell(kind_cell)
            .text(|line| job_name(line.text("type")))
            .sorted()
            .exported(&[("id", "id"), ("type", w.schedule), ("of", w.of)]),
        column("of", w.of)
            .width(150)
            .class("p2")
            .cell(of_cell)
            .text(|line| owner(line)),
        column("cron", w.cron_utc)
            .width(150)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("next", w.next_here)
            .width(130)
            .class("r")
            .cell(next_cell)
            .text(next_text)
            .sorted(),
        column("cron", w.next_utc)
            .kept_as("next_utc")
            .width(72)
            .class("r p3")
            .cell(utc_cell)
            .text(utc_text)
            .exported(&[]),
        column("updated", w.changed)
            .width(100)
            .class("r p3")
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().maintenance;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("type", w.schedule, "tasks").shown_as(job_name),
        field("updated", w.changed, "calendar"),
    ]
}

fn kind_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        job_name(line.text(column))
    }))
}

/// Whose a schedule is: a policy by its number, or the server's own.
fn owner(values: &Values<'_>) -> String {
    let w = &words().maintenance;
    let named = values.text("owner");
    if !named.is_empty() {
        return named.to_owned();
    }
    match (values.text("type"), values.number("of")) {
        (_, None) => w.system.to_owned(),
        ("REPLICATION", Some(number)) => w.rule_number(number),
        (_, Some(number)) => w.policy_number(number),
    }
}

fn of_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| owner(line)))
}

/// `28 Nov 02:00`, by the local time; a dash where it can't be told.
fn next_text(line: &LineView<'_>) -> String {
    use chrono::Datelike;
    let Some(next) = next_run(line.text("cron"), Utc::now()) else {
        return "–".to_owned();
    };
    let next = next.with_timezone(&Local);
    let date = words().writing.date(next.day(), next.month());
    format!("{date} {}", next.format("%H:%M"))
}

/// `10:00`, by UTC; a dash where it can't be told.
fn utc_text(line: &LineView<'_>) -> String {
    let next = next_run(line.text("cron"), Utc::now());
    next.map_or("–".to_owned(), |next| next.format("%H:%M").to_string())
}

fn utc_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| utc_text(line)))
}

fn next_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| next_text(line)))
}
