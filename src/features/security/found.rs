//! What a question found.

use std::sync::Arc;

use harbor_api::types::Severity;
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::Vulnerabilities};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use super::{page::Question, totals::place};
use crate::{
    filter::FilterField,
    list::{
        CellView, Column, LineView, List, ListPage, ListWords, SpanCell, TableOf, TextCell, Values,
    },
    ui::{Empty, Icon, Inspector, Link, SeverityWord, pair, section, use_places},
    words::words,
};

const OF_LIST: &[listing::Column] = Vulnerabilities::COLUMNS;

#[component]
pub fn Found(
    connection: Signal<ConnectionId>,
    asked: Vulnerabilities,
    question: Question,
) -> impl IntoView {
    let w = &words().security;
    let places = use_places();
    let list = List::open(connection, asked, Some(Sort::descending("severity")));
    let said = ListWords {
        find: w.find_in,
        all: w.the_findings,
        one: w.finding,
        copy_keys: w.copy_cves,
        number: |number| words().security.findings_of(number),
    };
    let bar = ViewFn::from(move || {
        view! {
            <button type="button" class="btn" on:click=move |_| question.asked.set(None)>
                <Icon name="arrow-left" />
                {w.back}
            </button>
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="shield" title=w.nothing text=w.nothing_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let repository = values.text("repository").to_owned();
        let to = place(
            connection.get_untracked(),
            &repository,
            values.text("digest"),
        );
        let named = match to {
            Some(to) => view! { <Link to=to class="lnk wraps">{repository}</Link> }.into_any(),
            None => repository.into_any(),
        };
        let fixed = match values.text("fixed") {
            "" => w.no_fix.to_owned(),
            fixed => fixed.to_owned(),
        };
        let severity = Severity::from_word(values.text("severity"));
        let description = values.text("description").to_owned();
        let facts = view! {
            <dl class="kv">
                {pair(w.severity, view! { <SeverityWord severity=severity /> })}
                {pair(w.score, score(&values))}
                {pair(w.package, values.text("package").to_owned())}
                {pair(w.version, view! { <span class="wraps">{values.text("version").to_owned()}</span> })}
                {pair(w.fixed, view! { <span class="wraps">{fixed}</span> })}
                {pair(w.repository, named)}
                {pair(w.tags, view! { <span class="wraps">{values.texts("tags").join(", ")}</span> })}
                {pair(w.digest, view! { <span class="mono wraps">{values.text("digest").to_owned()}</span> })}
            </dl>
        };
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=values.text("cve").to_owned() on_close=close>
                {section(facts)}
                {(!description.is_empty())
                    .then(|| section(view! { <p class="t125 wraps">{description}</p> }))}
            </Inspector>
        }
        .into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.title.to_owned()
            empty=empty
            bar=bar
            inspector=Callback::new(inspector)
            on_open=Callback::new(move |line: Arc<Line>| {
                let values = Values {
                    columns: list.columns,
                    cells: &line.cells,
                };
                let digest = values.text("digest");
                let to = place(connection.get_untracked(), values.text("repository"), digest);
                if let Some(to) = to {
                    places.go(to);
                }
            })
        />
    }
}

fn columns() -> Vec<Column> {
    let w = &words().security;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("cve", w.cve).width(150).class("p").sorted(),
        column("severity", w.severity)
            .width(100)
            .cell(severity_cell)
            .text(severity_text)
            .sorted(),
        column("score", w.score).width(70).class("r").sorted(),
        column("package", w.package).width(140).class("p2"),
        column("fixed", w.fixed).width(140).class("p3"),
        column("repository", w.repository)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "trunc"))),
        column("tags", w.tags).width(160).class("p2"),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().security;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("severity", w.severity, "shield").shown_as(severity_name),
        field("score", w.score, "gauge"),
        field("package", w.package, "box"),
        field("repository", w.repository, "repository"),
        field("fixed", w.fixed, "check"),
        field("tags", w.tags, "tag"),
    ]
}

pub fn severity_name(word: &str) -> String {
    words().parts.severity(Severity::from_word(word)).to_owned()
}

pub fn severity_text(line: &LineView<'_>) -> String {
    severity_name(line.text("severity"))
}

pub fn severity_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| severity_text(line)))
}

pub fn score(values: &Values<'_>) -> String {
    values
        .number("score")
        .map_or_else(|| "–".to_owned(), listing::export::tenths)
}
