//! The account's exports, followed until they end, and saved before the registry deletes them.

use std::time::Duration;

use harbor_api::{
    operations::ListScanDataExports,
    types::{JobStatus, ScanDataExport, ScanDataExports},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, FailureCode, SaveCveExport};

use crate::{
    failure::failure_message,
    features::{
        artifacts::Transfer,
        executions::{goes_on, job_state},
    },
    format::whole,
    ipc::{
        load::{Loaded, load_one},
        seen::ask_while_seen,
    },
    list::State,
    registries::registries,
    ui::{Failed, Icon},
    words::words,
};

/// How often exports are asked for while one goes on.
const AGAIN: Duration = Duration::from_secs(5);

/// The exports of the account, in all projects: the registry does not say of which.
#[derive(Clone, Copy)]
pub struct ExportJobs {
    known: Loaded<ScanDataExports>,
}

impl ExportJobs {
    pub fn new(connection: Signal<ConnectionId>) -> Self {
        let known = load_one(connection, || Some(ListScanDataExports {}));
        let again = move || {
            let is_active = known.data.with_untracked(|known| {
                known.as_ref().is_some_and(|known| {
                    let mut exports = known.items.iter();
                    exports.any(|export| goes_on(export.status.as_str()))
                })
            });
            if is_active && !known.loading.get_untracked() {
                known.reload_in_background();
            }
        };
        ask_while_seen(AGAIN, again);
        Self { known }
    }

    pub fn reload(&self) {
        self.known.reload();
    }
}

#[component]
pub fn Jobs(connection: Signal<ConnectionId>, jobs: ExportJobs) -> impl IntoView {
    let w = &words().cve_export;
    let known = jobs.known;
    let rows = move || match (known.data.get(), known.failure.get()) {
        (None, Some(failure)) => {
            let is_refused = failure.code == FailureCode::Forbidden;
            view! {
                <Failed
                    what=w.the_exports
                    failure=failure
                    on_retry=Callback::new(move |()| known.reload())
                />
                {is_refused.then(|| view! { <p class="hint">{w.refused_why}</p> })}
            }
            .into_any()
        }
        (None, None) => view! { <span class="spin"></span> }.into_any(),
        (Some(exports), _) if exports.items.is_empty() => {
            view! { <p class="hint">{w.no_exports}</p> }.into_any()
        }
        (Some(exports), _) => {
            let mut items = exports.items.clone();
            items.sort_by_key(|export| std::cmp::Reverse(export.id));
            let rows = items.into_iter().map(|export| {
                view! { <Job connection=connection jobs=jobs export=export /> }
            });
            rows.collect_view().into_any()
        }
    };
    view! {
        <section class="col g8" id="exports">
            <h3>{w.exports}</h3>
            <p class="hint">{w.once}</p>
            {rows}
        </section>
    }
}

#[component]
fn Job(
    connection: Signal<ConnectionId>,
    jobs: ExportJobs,
    export: ScanDataExport,
) -> impl IntoView {
    let w = &words().cve_export;
    let toasts = registries().toasts;
    let transfer = Transfer::new();
    let id = export.id;
    let save = move |_| {
        let command = SaveCveExport {
            connection: connection.get_untracked(),
            export: id,
            name: format!("cves-{id}.csv"),
        };
        transfer.run(command, move |saved| {
            match saved {
                Ok(saved) => toasts.done(words().table.saved_as(&saved.path), None),
                Err(failure) => {
                    let details = failure.details();
                    toasts.failed(failure_message(&failure), String::new(), details, None);
                }
            }
            // Whatever came of it, the registry may have deleted it.
            jobs.reload();
        });
    };
    let what = if export.file_present {
        let button = move || {
            if transfer.is_under_way() {
                return view! {
                    <span class="row g6 nowrap">
                        <span class="spin"></span>
                        <span class="num t12" role="status">
                            {move || transfer.progress()}
                        </span>
                    </span>
                }
                .into_any();
            }
            view! {
                <button type="button" class="btn sm" on:click=save>
                    <Icon name="download" />
                    {w.save}
                </button>
            }
            .into_any()
        };
        button.into_any()
    } else {
        let text = match (&export.status, export.status_text.is_empty()) {
            (JobStatus::Success, true) => w.no_file.to_owned(),
            (_, true) => String::new(),
            (_, false) => export.status_text.clone(),
        };
        view! { <span class="muted t12 wraps">{text}</span> }.into_any()
    };
    view! {
        <div class="row g8" data-export=id.to_string()>
            <span class="num">{id.to_string()}</span>
            <State said=job_state(export.status.as_str()) />
            <span class="muted t12 nowrap">{export.start_time.map(whole)}</span>
            <span class="sp"></span>
            {what}
        </div>
    }
}
