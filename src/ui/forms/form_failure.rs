//! What a form shows when its sending failed.

use leptos::prelude::*;
use pilothouse_protocol::Failure;

use crate::{
    failure::{failure_hint, failure_message},
    registries::registries,
    ui::{CopyIcon, Icon, use_places},
    words::words,
};

/// A failure inside a form.
#[component]
pub fn FormFailure(failure: Failure) -> impl IntoView {
    let details = failure.details();
    let (registries, places) = (registries(), use_places());
    let route = places.current().get_untracked();
    let request = route.connection().cloned().zip(failure.request_id.clone());
    let in_log = request.map(|(connection, id)| {
        let label = words().explorer.show_in_log;
        view! {
            <button
                type="button"
                class="ib xs"
                aria-label=label
                title=label
                on:click=move |_| places.go(registries.show_request(connection.clone(), id.clone()))
            >
                <Icon name="braces" class="i-12" />
            </button>
        }
    });
    view! {
        <div class="note bad" role="alert">
            <Icon name="alert" />
            <span class="grow">{failure_message(&failure)} " " {failure_hint(&failure)}</span>
            <CopyIcon text=details label=words().sign_in.copy_details />
            {in_log}
        </div>
    }
}
