//! The next runs of a schedule.

use chrono::{Datelike, Local, Utc};
use harbor_rules::Cron;
use leptos::prelude::*;

use crate::words::words;

/// Runs that are shown.
const SHOWN: usize = 3;

/// The next runs, by the local time and by UTC.
#[component]
pub fn NextRuns(#[prop(into)] cron: Signal<String>) -> impl IntoView {
    let w = &words().schedule;
    move || {
        let cron = cron.get();
        let parsed = Cron::parse(&cron).ok()?;
        let runs: Vec<_> = parsed.runs_after(Utc::now()).take(SHOWN).collect();
        let rows = runs
            .iter()
            .map(|run| {
                let local = run.with_timezone(&Local);
                view! {
                    <tr>
                        <td>
                            {words()
                                .writing
                                .date_with_year(local.day(), local.month(), local.year())}
                        </td>
                        <td class="r">{local.format("%H:%M").to_string()}</td>
                        <td class="r muted">{run.format("%H:%M").to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let table = (!runs.is_empty()).then(|| {
            view! {
                <table class="rt-next">
                    <thead>
                        <tr>
                            <th>{w.next_runs}</th>
                            <th class="r">{w.local}</th>
                            <th class="r">{w.utc}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
        });
        Some(view! {
            {table}
            <p class="hint">
                {w.harbor_runs(&cron)}
                {parsed.is_either_day().then(|| format!(" {}", w.either_day))}
                {parsed.zone().is_some().then(|| format!(" {}", w.zone_note))}
            </p>
        })
    }
}
