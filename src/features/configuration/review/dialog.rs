//! The last look before settings are sent: all of them read again, with what somebody else changed
//! meanwhile.

use harbor_api::operations::GetConfiguration;
use harbor_settings::{Conflict, Session, conflicts, consequences};
use leptos::prelude::*;
use pilothouse_protocol::{ConfigurationOutcome, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use super::change_lines;
use crate::{
    features::configuration::{
        change::change_settings,
        form::{SettingsForm, setting_label, value_words},
        readings::note_settings,
    },
    ipc::{Ticket, harbor, write::why_unreachable},
    registries::registries,
    ui::{Checkbox, Dialog, FormButtons, FormFailure, Icon},
    words::words,
};

/// A refusal, and what of the change is in force in spite of it.
#[derive(Clone, PartialEq)]
struct Refused {
    failure: Failure,
    /// None where that is not known.
    in_force: Option<Vec<String>>,
}

/// The dialog.
#[component]
pub fn ReviewDialog(
    connection: Signal<ConnectionId>,
    form: SettingsForm,
    session: Signal<Session>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().review;
    let registries = registries();
    let busy = RwSignal::new(true);
    let is_read = RwSignal::new(false);
    let met = RwSignal::new(Vec::<Conflict>::new());
    let failure = RwSignal::new(None::<Failure>);
    let refused = RwSignal::new(None::<Refused>);
    let agreed = RwSignal::new(false);
    // What is there now is what changes are compared with.
    spawn_local(async move {
        let at = connection.get_untracked();
        let read = harbor(at.clone(), &GetConfiguration {}, Ticket::new()).await;
        busy.try_set(false);
        match read {
            Ok(reply) => {
                let changes = form.changes.try_get_untracked().unwrap_or_default();
                note_settings(registries, &at, &reply.value);
                met.try_set(conflicts(&changes, &reply.value));
                form.follow(reply.value);
                is_read.try_set(true);
            }
            Err(problem) => {
                failure.try_set(Some(problem));
            }
        }
    });
    let is_severe = Memo::new(move |_| {
        let session = session.get();
        form.changes.with(|changes| {
            let mut all = changes.iter().flat_map(|one| consequences(one, session));
            all.any(|one| one.is_severe())
        })
    });
    let is_wrong = Signal::derive(move || {
        !is_read.get()
            || form.changes.with(Vec::is_empty)
            || !form.faults.with(|faults| faults.is_empty())
            || (is_severe.get() && !agreed.get())
    });
    let save = move || {
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        refused.set(None);
        let at = connection.get_untracked();
        let (changes, secrets) = (form.changes.get_untracked(), form.secrets());
        spawn_local(async move {
            let answer = change_settings(registries, at, &changes, secrets).await;
            busy.try_set(false);
            let answer = match answer {
                Ok(answer) => answer,
                Err(problem) => {
                    failure.try_set(Some(problem));
                    return;
                }
            };
            let is_known = answer.now.is_some();
            if let ConfigurationOutcome::Overtaken { .. } = &answer.outcome
                && let Some(now) = &answer.now
            {
                met.try_set(conflicts(&changes, now));
            }
            if answer.outcome == ConfigurationOutcome::Done {
                form.forget_secrets();
            }
            if let Some(now) = answer.now {
                form.follow(now);
            }
            match answer.outcome {
                ConfigurationOutcome::Done => {
                    registries.toasts.done(w.saved, None);
                    on_close.try_run(());
                }
                ConfigurationOutcome::Overtaken { .. } => {
                    agreed.try_set(false);
                }
                ConfigurationOutcome::Refused { failure, in_force } => {
                    let in_force = is_known.then_some(in_force);
                    refused.try_set(Some(Refused { failure, in_force }));
                }
            }
        });
    };
    let overtaken = move || {
        let met = met.get();
        (!met.is_empty()).then(|| view! { <Overtaken form=form met=met /> })
    };
    let lines = move || {
        let session = session.get();
        form.changes.with(|changes| {
            if changes.is_empty() && is_read.get() {
                return view! { <p class="soft">{w.nothing_left}</p> }.into_any();
            }
            let lines = changes.iter().map(|change| change_lines(change, session));
            lines.collect_view().into_any()
        })
    };
    let refusal = move || {
        refused.get().map(|refused| {
            let said = match &refused.in_force {
                None => w.unread.to_owned(),
                Some(keys) if keys.is_empty() => w.refused_none.to_owned(),
                Some(keys) => w.refused_partly(&keys.join(", ")),
            };
            view! {
                <FormFailure failure=refused.failure />
                <div class="note warn" id="in-force">
                    <Icon name="info" />
                    <span class="wraps">{said}</span>
                </div>
            }
        })
    };
    view! {
        <Dialog title=w.title wide=true on_close=on_close stays=busy>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <div class="dlg-b col g12 scroll" tabindex="0" id="review">
                    {move || {
                        (busy.get() && !is_read.get())
                            .then(|| view! { <p class="soft">{w.reading}</p> })
                    }}
                    {overtaken}
                    {lines}
                    {refusal}
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                    <Show when=move || is_severe.get()>
                        <Checkbox id="agree" value=agreed>
                            {w.agree}
                        </Checkbox>
                    </Show>
                </div>
                <FormButtons
                    send=w.save
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=why_unreachable(connection)
                />
            </form>
        </Dialog>
    }
}

/// What somebody else changed meanwhile: as it was, theirs, and yours.
#[component]
fn Overtaken(form: SettingsForm, met: Vec<Conflict>) -> impl IntoView {
    let w = &words().review;
    let rows = met.into_iter().map(|conflict| {
        let key = conflict.key;
        let text = |value| value_words(key, value);
        let (before, theirs, yours) = (
            text(&conflict.before),
            text(&conflict.theirs),
            text(&conflict.yours),
        );
        let kept = conflict.theirs.clone();
        view! {
            <tr>
                <th scope="row">{setting_label(key)}</th>
                <td class="wraps">{before}</td>
                <td class="wraps">{theirs}</td>
                <td class="wraps">{yours}</td>
                <td>
                    <Show when=move || form.is_changed(key)>
                        <button
                            type="button"
                            class="btn sm"
                            on:click={
                                let kept = kept.clone();
                                move |_| form.put(key, &kept)
                            }
                        >
                            {w.keep_theirs}
                        </button>
                    </Show>
                </td>
            </tr>
        }
    });
    view! {
        <div class="note warn" role="alert">
            <Icon name="warning" />
            <span>
                <b class="strong">{w.overtaken}</b>
                " "
                {w.overtaken_why}
            </span>
        </div>
        <table class="lt diff" id="overtaken">
            <thead>
                <tr>
                    <th scope="col">{words().configuration.setting}</th>
                    <th scope="col">{w.before}</th>
                    <th scope="col">{w.theirs}</th>
                    <th scope="col">{w.yours}</th>
                    <th scope="col"></th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
