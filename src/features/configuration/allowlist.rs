//! The CVEs that don't count in projects without a list of their own.

use harbor_api::{
    operations::{GetSystemAllowlist, UpdateSystemAllowlist},
    types::{CveAllowlist, CveAllowlistChange, CveItem},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::projects::{AllowlistFields, AllowlistForm},
    ipc::{
        Ticket, harbor,
        load::load_one,
        write::{send, why_off},
    },
    registries::registries,
    ui::{Failed, FormFailure, Icon},
    words::words,
};

/// A list as somebody saw it.
type Seen = (Vec<String>, Option<i64>);

fn seen(list: &CveAllowlist) -> Seen {
    let ids = list.items.iter().map(|item| item.cve_id.clone());
    (ids.collect(), list.expires_at)
}

/// How many are in one list and not in another.
fn missing_in(these: &[String], others: &[String]) -> usize {
    these.iter().filter(|id| !others.contains(id)).count()
}

/// The part of the page.
#[component]
pub fn AllowlistPart(
    connection: Signal<ConnectionId>,
    /// Counts how often somebody wanted it read again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let w = &words().configuration;
    let registries = registries();
    let loaded = load_one(connection, move || {
        again.track();
        Some(GetSystemAllowlist {})
    });
    let form = AllowlistForm::new();
    let kept = RwSignal::new(None::<Seen>);
    let (busy, overtaken) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let off = why_off(connection);
    let locked = Signal::derive(move || busy.get() || off.get().is_some());
    Effect::new(move |_| {
        let Some(list) = loaded.data.get() else {
            return;
        };
        let fresh = seen(&list);
        let is_untouched = untrack(|| {
            kept.with(|kept| {
                let Some((ids, end)) = kept else { return true };
                form.ids.with(|now| now == ids) && form.end() == Ok(*end)
            })
        });
        if is_untouched {
            form.show(fresh.0.clone(), fresh.1);
        }
        kept.set(Some(fresh));
    });
    // How many were added and removed, and whether the end is another.
    let change = Memo::new(move |_| {
        let (ids, end) = kept.get()?;
        let now = form.ids.get();
        let (added, removed) = (missing_in(&now, &ids), missing_in(&ids, &now));
        let other_end = form.end() != Ok(end);
        (added + removed > 0 || other_end).then_some((added, removed, other_end))
    });
    let is_wrong = Memo::new(move |_| form.end().is_err());
    let discard = move |_| {
        if let Some((ids, end)) = kept.get_untracked() {
            form.show(ids, end);
        }
        failure.set(None);
        overtaken.set(false);
    };
    let save = move |_| {
        let (Some(before), Ok(end)) = (kept.get_untracked(), untrack(|| form.end())) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        overtaken.set(false);
        let at = connection.get_untracked();
        let mut ids = form.ids.get_untracked();
        // The server fails on ids that stand there twice.
        let mut met = std::collections::HashSet::new();
        ids.retain(|id| met.insert(id.clone()));
        spawn_local(async move {
            let now = harbor(at.clone(), &GetSystemAllowlist {}, Ticket::new()).await;
            let outcome = match now {
                Ok(reply) if seen(&reply.value) != before => {
                    busy.try_set(false);
                    kept.try_set(Some(seen(&reply.value)));
                    overtaken.try_set(true);
                    return;
                }
                Ok(_) => {
                    let items = ids.into_iter().map(|cve_id| CveItem { cve_id });
                    let operation = UpdateSystemAllowlist {
                        body: CveAllowlistChange {
                            items: items.collect(),
                            expires_at: end,
                        },
                    };
                    send(registries, at, &operation).await
                }
                Err(problem) => Err(problem),
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    if let Some(ids) = form.ids.try_get_untracked() {
                        kept.try_set(Some((ids, end)));
                    }
                    registries.toasts.done(w.allowlist_saved, None);
                    loaded.reload();
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let bar = move || {
        let (added, removed, other_end) = change.get()?;
        let mut parts = Vec::new();
        if added > 0 {
            parts.push(w.added(added));
        }
        if removed > 0 {
            parts.push(w.removed(removed));
        }
        if other_end {
            parts.push(w.expiry.to_owned());
        }
        Some(view! {
            <div class="savebar">
                <span class="semi">{w.allowlist_title}</span>
                <span class="what" id="allowlist-changes">
                    {parts.join(" · ")}
                </span>
                <button type="button" class="btn ghost" disabled=busy on:click=discard>
                    {w.discard}
                </button>
                <button
                    type="button"
                    class="btn primary"
                    id="save-allowlist"
                    disabled=move || locked.get() || is_wrong.get()
                    title=move || off.get()
                    on:click=save
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.save}
                </button>
            </div>
        })
    };
    let content = move || {
        if kept.with(Option::is_some) {
            return view! {
                <section>
                    <h2>{w.allowlist_title} <span class="hint">{w.allowlist_why}</span></h2>
                    <Show when=move || overtaken.get()>
                        <div class="note warn" role="alert">
                            <Icon name="warning" />
                            <span>{w.allowlist_overtaken}</span>
                        </div>
                    </Show>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                    <AllowlistFields form=form off=locked />
                </section>
            }
            .into_any();
        }
        match loaded.failure.get() {
            Some(failure) => view! {
                <Failed
                    what=w.the_allowlist
                    failure=failure
                    on_retry=Callback::new(move |()| loaded.reload())
                />
            }
            .into_any(),
            None => ().into_any(),
        }
    };
    let is_here = Memo::new(move |_| {
        (
            kept.with(Option::is_some),
            loaded.failure.with(Option::is_some),
        )
    });
    view! {
        <div class="work">
            <div class="page">
                <div class="policies" id="allowlist">
                    {move || {
                        is_here.get();
                        untrack(content)
                    }}
                </div>
                {bar}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_and_removed_is_counted_by_id() {
        let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let (before, after) = (texts(&["a", "b"]), texts(&["b", "c", "d"]));
        assert_eq!(missing_in(&after, &before), 2);
        assert_eq!(missing_in(&before, &after), 1);
    }
}
