//! Starting a collection: one that only counts, or a real one, after saying what it does.

use harbor_api::{
    operations::StartGarbageCollection,
    types::{GarbageCollectionParameters, JobSchedule, NewGarbageCollection},
};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::{Collections, Found, schedule::ParameterFields, schedule::ParameterForm};
use crate::{
    format::{count, size},
    ipc::write::send,
    registries::registries,
    ui::{Checkbox, Dialog, DialogForm, Icon},
    words::words,
};

#[component]
pub fn StartCollection(
    collections: Collections,
    is_dry: bool,
    /// What the newest dry run found.
    found: Option<Found>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let form = ParameterForm::new(collections.scheduled());
    if let Some(found) = found {
        // As in that dry run.
        form.untagged.set(found.untagged);
    }
    let is_confirmed = RwSignal::new(is_dry);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_wrong = Signal::derive(move || !is_confirmed.get() || form.workers().is_none());
    let submit = move || {
        let Some(workers) = form.workers_untracked() else {
            return;
        };
        if busy.get_untracked() || !is_confirmed.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let connection = collections.overview.connection.get_untracked();
        let operation = StartGarbageCollection {
            body: NewGarbageCollection {
                schedule: JobSchedule::manual(),
                parameters: GarbageCollectionParameters {
                    delete_untagged: form.untagged.get_untracked(),
                    dry_run: is_dry,
                    workers,
                },
            },
        };
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    let w = &words().maintenance;
                    let said = if is_dry {
                        w.dry_run_started
                    } else {
                        w.collection_started
                    };
                    registries.toasts.done(said, None);
                    collections.has_changed();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let known = found.map(|found| {
        let same = move || found.untagged == form.untagged.get();
        let said = w.last_dry_run(
            &size(found.freed),
            &count(found.blobs),
            &count(found.manifests),
        );
        view! {
            <div class="note">
                <Icon name="eye" />
                <span>
                    {said} {move || (!same()).then(|| format!(" {}", w.other_dry_run))}
                </span>
            </div>
        }
    });
    let warning = (!is_dry).then(|| {
        view! {
            <div class="note warn">
                <Icon name="warning" />
                <span>{w.collection_warning}</span>
            </div>
            {match found {
                Some(_) => known.into_any(),
                None => view! { <p class="hint">{w.no_dry_run_yet}</p> }.into_any(),
            }}
        }
    });
    let confirmation = (!is_dry).then(|| {
        view! {
            <Checkbox id="gc-confirm" value=is_confirmed>
                {w.confirm_collection}
            </Checkbox>
        }
    });
    let (title, button) = match is_dry {
        true => (w.dry_run_title, w.dry_run_start),
        false => (w.collect_title, w.collect_start),
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=button
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=collections.overview.off
            >
                    {is_dry.then(|| view! { <p>{w.dry_run_why}</p> })}
                    <ParameterFields form=form />
                    {warning}
                    {confirmation}
            </DialogForm>
        </Dialog>
    }
}
