//! A project's log: who did what when, to be filtered and exported.

use std::sync::Arc;

use harbor_api::ProjectName;
use leptos::prelude::*;
use listing::{
    Line, ListScope, Sort,
    lists::{ProjectEvents, ProjectLogs},
};
use pilothouse_protocol::ConnectionId;

use super::{
    declaration::{columns, fields, follow_days},
    follow::Follow,
    has_events,
    inspector::EntryInspector,
    said,
};
use crate::{
    list::{List, ListPage, TableOf},
    ui::Empty,
    words::words,
};

/// The tab.
#[component]
pub fn LogTab(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
    let w = &words().audit_log;
    let scope: ListScope = if has_events(connection) {
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
    follow_days(list);
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.empty_title text=w.empty_text /> }
    });
    let bar = ViewFn::from(move || view! { <Follow list=list /> });
    let inspector = move |line: Arc<Line>| {
        view! { <EntryInspector connection=connection list=list line=line /> }.into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns(list))
            fields=fields()
            said=said()
            label=w.table(project.as_str())
            empty=empty
            bar=bar
            inspector=Callback::new(inspector)
        />
    }
}
