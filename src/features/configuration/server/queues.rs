//! How many jobs wait at the server.

use chrono::TimeDelta;
use harbor_api::operations::ListJobQueues;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::maintenance::job_name,
    format::{count, lasting},
    ipc::load::load_one,
    ui::{FormFailure, Icon},
    words::words,
};

/// The queues in which jobs wait, the longest first.
#[component]
pub fn QueueLengths(
    connection: Signal<ConnectionId>,
    /// Counts how often somebody wanted it read again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let w = &words().server;
    let queues = load_one(connection, move || {
        again.track();
        Some(ListJobQueues {})
    });
    let rows = move || {
        let read = queues.data.get()?;
        let mut waiting: Vec<_> = read.iter_good().cloned().collect();
        waiting.retain(|queue| queue.count > 0 || queue.paused);
        waiting.sort_by_key(|queue| std::cmp::Reverse(queue.count));
        if waiting.is_empty() {
            return Some(view! { <p class="soft">{w.no_jobs_wait}</p> }.into_any());
        }
        let rows = waiting.into_iter().map(|queue| {
            let oldest =
                (queue.latency > 0).then(|| w.oldest(&lasting(TimeDelta::seconds(queue.latency))));
            view! {
                <tr>
                    <th scope="row">{job_name(queue.job_type.as_str())}</th>
                    <td>
                        {w.jobs_wait(&count(queue.count))} " " {oldest}
                        {queue
                            .paused
                            .then(|| {
                                view! {
                                    <span class="state warn">
                                        <Icon name="pause" class="i-14" />
                                        {w.paused}
                                    </span>
                                }
                            })}
                    </td>
                </tr>
            }
        });
        let table = view! {
            <table class="lt diff" id="queues"><tbody>{rows.collect_view()}</tbody></table>
        };
        Some(table.into_any())
    };
    view! {
        {rows}
        {move || queues.failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
    }
}
