//! The pools of workers: where they run, how many jobs each takes at once, when it was last heard.

use harbor_api::{operations::ListWorkerPools, types::WorkerPool};
use leptos::prelude::*;

use crate::{
    features::maintenance::facts::Overview,
    format::{count, whole},
    ipc::load::load_list,
    ui::Absent,
    words::words,
};

#[component]
pub fn Pools(overview: Overview) -> impl IntoView {
    let w = &words().maintenance;
    let pools = load_list::<_, WorkerPool>(overview.connection, move || {
        overview.asked.track();
        Some(ListWorkerPools {})
    });
    let rows = move || {
        let known = pools.data.get()?;
        let rows = known.good.iter().map(|pool| {
            let host = match pool.host.as_str() {
                "" => "–".to_owned(),
                host => host.to_owned(),
            };
            let heard = pool.heartbeat_at.map_or_else(|| "–".to_owned(), whole);
            view! {
                <tr>
                    <th scope="row" class="mono wraps">{pool.worker_pool_id.clone()}</th>
                    <td class="wraps">{host}</td>
                    <td class="r">{count(pool.concurrency)}</td>
                    <td>{heard}</td>
                </tr>
            }
        });
        Some(view! {
            <table class="rt-next pools" id="pools">
                <thead>
                    <tr>
                        <th scope="col">{w.pool}</th>
                        <th scope="col">{w.host}</th>
                        <th scope="col" class="r">{w.at_once}</th>
                        <th scope="col">{w.heartbeat}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        })
    };
    view! {
        {rows}
        <Absent what=w.the_pools of=pools />
    }
}
