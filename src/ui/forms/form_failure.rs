//! What a form shows when its sending failed.

use leptos::prelude::*;
use pilothouse_protocol::Failure;

use crate::{
    failure::{failure_hint, failure_message},
    ui::{CheckConnection, CopyIcon, Icon, ShowRequest},
    words::words,
};

/// A failure inside a form.
#[component]
pub fn FormFailure(failure: Failure) -> impl IntoView {
    let details = failure.details();
    view! {
        <div class="note bad" role="alert">
            <Icon name="alert" />
            <span class="grow">{failure_message(&failure)} " " {failure_hint(&failure)}</span>
            <CopyIcon text=details label=words().sign_in.copy_details />
            <ShowRequest failure=failure.clone() small=true />
            <CheckConnection failure=failure small=true />
        </div>
    }
}
