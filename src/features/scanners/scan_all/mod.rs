//! Scans of everything: started, followed, stopped, and on a schedule.

mod schedule;
mod start;

use std::time::Duration;

use harbor_api::{
    operations::{GetScanAllMetrics, GetScanAllSchedule, GetScheduledScanAllMetrics, StopScanAll},
    types::{ScanAllMetrics, Schedule},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, FailureCode};
use std::sync::Arc;

use self::{schedule::ScanSchedule, start::StartScan};
use crate::{
    format::count,
    ipc::{
        load::{Loaded, load_one},
        seen::ask_while_seen,
        write::{Change, why_off, write},
    },
    list::Refresh,
    registries::registries,
    ui::{Empty, FormFailure, Icon, schedule_words},
    words::words,
};

/// How often a scan that runs is asked for how far it is, while the window is seen.
const AGAIN: Duration = Duration::from_secs(3);

/// A dialog over the part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Start,
    Schedule,
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct ScanAll {
    pub connection: Signal<ConnectionId>,
    /// Of the one that somebody started last.
    pub metrics: Loaded<ScanAllMetrics>,
    /// Of the one that the schedule started last.
    pub scheduled: Loaded<ScanAllMetrics>,
    pub schedule: Loaded<Option<Schedule>>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl ScanAll {
    pub fn reload(self) {
        self.metrics.reload();
        self.scheduled.reload();
        self.schedule.reload();
    }

    /// Whether one runs.
    pub fn is_running(self) -> bool {
        let runs = |loaded: Loaded<ScanAllMetrics>| {
            loaded
                .data
                .with(|data| data.as_ref().is_some_and(|data| data.ongoing))
        };
        runs(self.metrics) || runs(self.scheduled)
    }

    /// Without a default scanner the server says nothing of all this.
    fn has_no_scanner(self) -> bool {
        self.metrics.failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.code == FailureCode::Precondition)
        })
    }
}

/// The cron of a schedule; empty for none.
fn schedule_cron(schedule: Option<&Schedule>) -> String {
    let repeated = schedule.and_then(|schedule| schedule.schedule.as_ref());
    repeated.map_or_else(String::new, |schedule| schedule.cron.clone())
}

/// The part of the page.
#[component]
pub fn ScanAllPart(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().scanners;
    let registries = registries();
    let all = ScanAll {
        connection,
        metrics: load_one(connection, || Some(GetScanAllMetrics {})),
        scheduled: load_one(connection, || Some(GetScheduledScanAllMetrics {})),
        schedule: load_one(connection, || Some(GetScanAllSchedule {})),
        off: why_off(connection),
    };
    let again = move || {
        let is_free = !all.metrics.loading.get_untracked();
        if is_free && untrack(|| all.is_running()) {
            all.metrics.reload_in_background();
            all.scheduled.reload_in_background();
        }
    };
    ask_while_seen(AGAIN, again);
    let question = RwSignal::new(None::<Question>);
    let stopping = RwSignal::new(false);
    // 'Stopping' is shown until it is.
    Effect::new(move |_| {
        if !all.is_running() {
            stopping.set(false);
        }
    });
    let stop = move |_| {
        stopping.set(true);
        write(
            registries,
            Change {
                connection: connection.get_untracked(),
                operation: StopScanAll {},
                failed: w.not_stopped.to_owned(),
                on_done: Arc::new(move || all.reload()),
                on_failed: Some(Arc::new(move || {
                    stopping.try_set(false);
                })),
            },
        );
    };
    let bar = move || {
        view! {
            <div class="rt-bar">
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || all.metrics.loading.get())
                    on_refresh=move || all.reload()
                />
                <button
                    type="button"
                    class="btn"
                    id="scan-schedule"
                    disabled=move || {
                        all.off.get().is_some() || all.schedule.data.with(Option::is_none)
                    }
                    title=move || all.off.get()
                    on:click=move |_| question.set(Some(Question::Schedule))
                >
                    <Icon name="calendar" />
                    {move || {
                        let known = all.schedule.data.get();
                        let cron = known.map(|known| schedule_cron(known.as_ref().as_ref()));
                        cron.map_or_else(|| w.schedule.to_owned(), |cron| schedule_words(&cron))
                    }}
                </button>
                {move || match all.is_running() {
                    true => {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                id="stop-scan-all"
                                disabled=move || stopping.get() || all.off.get().is_some()
                                title=move || all.off.get()
                                on:click=stop
                            >
                                <Icon name="stop" />
                                {move || if stopping.get() { w.stopping } else { w.stop }}
                            </button>
                        }
                            .into_any()
                    }
                    false => {
                        view! {
                            <button
                                type="button"
                                class="btn primary"
                                id="scan-all"
                                disabled=move || {
                                    all.off.get().is_some()
                                        || all.metrics.data.with(Option::is_none)
                                }
                                title=move || all.off.get()
                                on:click=move |_| question.set(Some(Question::Start))
                            >
                                <Icon name="scan" />
                                {w.start_open}
                            </button>
                        }
                            .into_any()
                    }
                }}
            </div>
        }
    };
    let content = move || {
        if all.has_no_scanner() {
            return view! {
                <Empty icon="scan" title=w.no_default_title text=w.no_default_text />
            }
            .into_any();
        }
        let failed = move || {
            let failure = all
                .metrics
                .failure
                .get()
                .or_else(|| all.schedule.failure.get());
            failure.map(|failure| view! { <FormFailure failure=failure /> })
        };
        view! {
            {bar()}
            <div class="policies" id="scan-all-part">
                {failed}
                <section>
                    <h2>{w.last_by_hand}</h2>
                    {move || all.metrics.data.get().map(|metrics| progress(&metrics))}
                </section>
                <section>
                    <h2>{w.last_by_schedule}</h2>
                    {move || all.scheduled.data.get().map(|metrics| progress(&metrics))}
                </section>
                <p class="hint">{w.scan_all_why}</p>
            </div>
        }
        .into_any()
    };
    let is_bare = Memo::new(move |_| all.has_no_scanner());
    let close = Callback::new(move |()| question.set(None));
    view! {
        <div class="page grow">
            {move || {
                is_bare.get();
                untrack(content)
            }}
        </div>
        {move || {
            question
                .get()
                .map(|question| match question {
                    Question::Start => {
                        view! { <StartScan all=all on_close=close /> }.into_any()
                    }
                    Question::Schedule => {
                        view! { <ScanSchedule all=all on_close=close /> }.into_any()
                    }
                })
        }}
    }
}

/// How far a scan of everything is, in figures that add up to what the server counts.
fn progress(metrics: &ScanAllMetrics) -> impl IntoView + use<> {
    let w = &words().scanners;
    if metrics.total == 0 {
        return view! { <p class="soft">{w.never_scanned}</p> }.into_any();
    }
    let share = (metrics.completed.saturating_mul(100) / metrics.total).clamp(0, 100);
    let state = match metrics.ongoing {
        true => w.running,
        false => w.ended,
    };
    let of = |word: &str| metrics.metrics.get(word).copied().unwrap_or(0);
    let parts = [
        (w.succeeded, of("Success")),
        (w.failed, of("Error")),
        (w.stopped, of("Stopped")),
        (w.under_way, of("Running")),
        (w.waiting, of("Pending") + of("Scheduled")),
    ];
    let figures = parts
        .into_iter()
        .map(|(title, number)| {
            view! {
                <div>
                    <span class="k">{title}</span>
                    <span class="v">{count(number)}</span>
                </div>
            }
        })
        .collect_view();
    let said = w.completed(&count(metrics.completed), &count(metrics.total));
    view! {
        <div class="row g8">
            <span class="semi">{state}</span>
            <span class="soft" id="scan-all-done">{said.clone()}</span>
        </div>
        <span
            class="meter wide"
            role="meter"
            aria-label=said
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=share.to_string()
        >
            <i style:width=format!("{share}%")></i>
        </span>
        <div class="facts">{figures}</div>
    }
    .into_any()
}
