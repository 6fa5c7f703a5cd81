//! When an account was last at work, as far as the audit log tells.

use harbor_api::{Direction, Filter, Page, Sort, Term, operations::ListEvents};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::has_events;
use crate::{
    format::{ago, whole},
    ipc::load::load_one,
    registries::registries,
    ui::pair,
    words::words,
};

/// A fact among others: what an account of this name did last. Nothing for those who may not read the
/// log of it.
#[component]
pub fn LastSeen(
    connection: Signal<ConnectionId>,
    name: String,
    /// Whether the account that is signed in may.
    may: Signal<bool>,
) -> impl IntoView {
    let w = &words().audit_log;
    let registries = registries();
    let has_events = has_events(connection);
    let newest = load_one(connection, move || {
        let own = Filter::all()
            .and("username", Term::Exactly(name.clone()))
            .ok()?;
        (has_events && may.get()).then(|| ListEvents {
            q: own,
            sort: Sort::by("op_time", Direction::Descending),
            page: Page::new(1, 1),
        })
    });
    let said = move || {
        let events = newest.data.get()?;
        let event = events.iter_good().next();
        let text = event.and_then(|event| {
            let at = event.op_time?;
            let ago = ago(at, registries.now.get());
            Some((
                w.seen_doing(&ago, &event.operation, &event.resource),
                whole(at),
            ))
        });
        Some(match text {
            Some((text, title)) => view! {
                <span class="wraps" id="last-seen" title=title>
                    {text}
                </span>
            }
            .into_any(),
            None => view! {
                <span class="muted" id="last-seen" title=w.seen_why>
                    {w.not_seen}
                </span>
            }
            .into_any(),
        })
    };
    move || said().map(|said| view! { {pair(w.seen, said)} })
}
