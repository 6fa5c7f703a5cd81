//! A project's log: who did what when, to be filtered and exported.

use std::sync::Arc;

use harbor_api::{Capabilities, Feature, ProjectName};
use leptos::prelude::*;
use listing::{
    Line, ListScope, Listing, Sort,
    lists::{ProjectEvents, ProjectLogs},
};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use crate::{
    filter::FilterField,
    format::whole,
    list::{CellView, Column, LineView, List, ListPage, ListWords, TableOf, TextCell},
    registries::registries,
    ui::{Empty, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ProjectEvents::COLUMNS;

/// The tab.
#[component]
pub fn LogTab(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
    let w = &words().project_log;
    let registries = registries();
    let version = registries
        .find_untracked(&connection.get_untracked())
        .and_then(|known| known.system.harbor_version);
    let has_events = Capabilities::from_version(version.as_deref()).can(Feature::AuditEvents);
    let scope: ListScope = if has_events {
        ProjectEvents {
            project: project.clone(),
        }
        .into()
    } else {
        ProjectLogs {
            project: project.clone(),
        }
        .into()
    };
    let list = List::open(connection, scope, Some(Sort::descending("time")));
    let said = ListWords {
        find: w.find,
        all: w.the_log,
        one: w.entry,
        copy_keys: w.copy_numbers,
        number: |number| words().project_log.number(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.empty_title text=w.empty_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        let entry = LineView::new(list.columns, &line, registries.now.get_untracked(), None);
        let facts = [
            (w.who, entry.text("user").to_owned()),
            (w.operation, entry.text("operation").to_owned()),
            (w.kind, entry.text("type").to_owned()),
            (w.resource, entry.text("resource").to_owned()),
            (w.when, entry.time("time").map(whole).unwrap_or_default()),
            (w.result, result_text(entry.text("result"))),
        ];
        let facts = facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| view! { {pair(name, view! { <span class="wraps">{value}</span> })} })
            .collect_view();
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector
                title=format!("{} {}", entry.text("operation"), entry.text("type"))
                on_close=close
            >
                {section(view! { <dl class="kv">{facts}</dl> })}
            </Inspector>
        }
        .into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.table(project.as_str())
            empty=empty
            inspector=Callback::new(inspector)
        />
    }
}

fn columns() -> Vec<Column> {
    let w = &words().project_log;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("resource", w.resource).class("p"),
        column("operation", w.operation).width(110),
        column("type", w.kind).width(110).class("p2"),
        column("user", w.who).width(180),
        column("result", w.result)
            .width(90)
            .class("p3")
            .cell(result)
            .text(|line| result_text(line.text("result"))),
        column("time", w.when).width(92).class("r").sorted(),
    ]
}

fn result(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        result_text(line.text(column))
    }))
}

/// Older servers don't tell.
fn result_text(word: &str) -> String {
    let w = &words().project_log;
    match word {
        "yes" => w.done,
        "no" => w.failed,
        _ => "",
    }
    .to_owned()
}

fn fields() -> Vec<FilterField> {
    let w = &words().project_log;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("user", w.who, "user"),
        field("operation", w.operation, "pencil"),
        field("type", w.kind, "box"),
        field("resource", w.resource, "repository"),
        field("time", w.when, "calendar"),
        field("result", w.result, "check").shown_as(result_text),
    ]
}
