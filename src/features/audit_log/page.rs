//! The log of the whole server.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta, Utc};
use leptos::prelude::*;
use listing::{
    Line, ListScope, Sort,
    lists::{Events, Logs},
};
use pilothouse_protocol::ConnectionId;

use super::{
    declaration::{columns, fields, follow_days},
    follow::Follow,
    has_events,
    inspector::EntryInspector,
    logging::LoggingNotes,
    said,
};
use crate::{
    list::{List, ListPage, Refresh, ShownCount, TableOf},
    ui::{Empty, Icon, Select},
    words::words,
};

/// The periods to choose from, in days; 0 for all there is.
const PERIODS: [i64; 5] = [7, 30, 90, 365, 0];
/// The one that a first look has: a server logs every pull, and may keep years of them.
const USUAL: i64 = 30;

/// The first day of a period.
fn first_day(days: i64) -> Option<NaiveDate> {
    (days > 0).then(|| (Utc::now() - TimeDelta::days(days)).date_naive())
}

/// The page. Only administrators come here; others have the logs of their projects.
#[component]
pub fn AuditLogPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let period = RwSignal::new(USUAL.to_string());
    // Another period is another list.
    move || {
        let days = period.get().parse().unwrap_or(USUAL);
        view! { <Log connection=connection days=days period=period /> }
    }
}

#[component]
fn Log(connection: Signal<ConnectionId>, days: i64, period: RwSignal<String>) -> impl IntoView {
    let w = &words().audit_log;
    let from = first_day(days);
    let scope: ListScope = if has_events(connection) {
        Events { from }.into()
    } else {
        Logs { from }.into()
    };
    let list = List::open(connection, scope, Some(Sort::descending("time")));
    follow_days(list);
    let choices = Signal::stored(
        PERIODS
            .map(|days| {
                let text = match days {
                    7 => w.last_week,
                    30 => w.last_month,
                    90 => w.last_quarter,
                    365 => w.last_year,
                    _ => w.all_times,
                };
                (days.to_string(), text.to_owned())
            })
            .to_vec(),
    );
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <ShownCount list=list class="count" />
                <span class="sp"></span>
                <Select id="log-period" label=w.period bare=true value=period choices=choices />
                <Follow list=list />
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
            </div>
            <p class="hint row g6 not-logged">
                <Icon name="info" class="i-14" />
                {w.not_logged}
            </p>
            <LoggingNotes connection=connection />
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.empty_title text=w.empty_all /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <EntryInspector connection=connection list=list line=line /> }.into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns(list))
            fields=fields()
            said=said()
            label=w.title.to_owned()
            empty=empty
            head=head
            inspector=Callback::new(inspector)
        />
    }
}
