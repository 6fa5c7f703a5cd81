//! The newest runs, in the panel beside the rules.

use harbor_api::types::RetentionExecution;
use leptos::prelude::*;

use crate::{
    features::retention::{
        outcome::Outcome,
        runs::{OpenedRun, kind_of_run, run_state},
    },
    format::ago,
    list::State,
    ui::titled_section,
    words::words,
};

/// How many are shown; the list has all.
const SHOWN: usize = 4;

/// The newest runs, each a way to its repositories, and the way to all. Nothing where there is none.
#[component]
pub fn RecentRuns(outcome: Outcome, opened: OpenedRun, on_all: Callback<()>) -> impl IntoView {
    let w = &words().retention;
    let line = move |run: RetentionExecution| {
        let status = run_state(&String::from(run.status.clone()));
        let now = outcome.policy.registries.now;
        let started = run.start_time;
        let open = move |_| {
            opened.set(Some((run.id, run.status.is_final())));
            on_all.run(());
        };
        view! {
            <li>
                <button type="button" class="rt-run" on:click=open>
                    <span class="grow">{kind_of_run(run.dry_run)}</span>
                    <State said=status />
                    <span class="muted nowrap">{move || started.map(|at| ago(at, now.get()))}</span>
                </button>
            </li>
        }
    };
    let lines = move || {
        let runs = outcome.runs.get();
        runs.into_iter().take(SHOWN).map(line).collect_view()
    };
    let all = move || {
        view! {
            <button
                type="button"
                class="btn ghost sm"
                on:click=move |_| {
                    opened.set(None);
                    on_all.run(());
                }
            >
                {w.all_runs}
            </button>
        }
    };
    view! {
        <Show when=move || outcome.runs.with(|runs| !runs.is_empty())>
            {titled_section(
                w.runs_part,
                all,
                view! { <ul class="rt-runs" id="recent-runs">{lines}</ul> },
            )}
        </Show>
    }
}
