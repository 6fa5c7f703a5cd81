//! What a page shows when it has nothing else to show.

use leptos::prelude::*;
use pilothouse_protocol::{Account, Failure, FailureCode};

use crate::{
    failure::failure_reason,
    ipc::load::Loaded,
    registries::registries,
    ui::{CheckConnection, CheckRights, CopyButton, Icon, ShowRequest, use_places},
    words::words,
};

/// Nothing is there, and what to do next.
#[component]
pub fn Empty(
    icon: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="ic">
                <Icon name=icon class="i-20" />
            </span>
            <h3>{title}</h3>
            <p>{text}</p>
            {children.map(|children| view! { <div class="acts">{children()}</div> })}
        </div>
    }
}

/// What could not be loaded, as long as nothing of it is here.
#[component]
pub fn Absent<T: Send + Sync + 'static>(
    /// What could not be shown: 'the projects'.
    what: &'static str,
    of: Loaded<T>,
) -> impl IntoView {
    move || {
        of.why_absent().map(|failure| {
            let on_retry = Callback::new(move |()| of.reload());
            view! { <Failed what=what failure=failure on_retry=on_retry /> }
        })
    }
}

/// A load that failed: what, why, what to do, and the details to copy.
#[component]
pub fn Failed(
    /// What could not be shown: 'the projects'.
    #[prop(into)]
    what: String,
    failure: Failure,
    on_retry: Callback<()>,
) -> impl IntoView {
    let (w, parts) = (&words().states, &words().parts);
    let (icon, title) = match failure.code {
        FailureCode::Forbidden => ("lock", w.no_right_to_see(&what)),
        FailureCode::NotFound => ("not-found", w.no_longer_here.to_owned()),
        FailureCode::SignInNeeded => ("sign-in", w.sign_in_to_see(&what)),
        FailureCode::Unreachable | FailureCode::TimedOut if failure.of_model_registry => {
            ("offline", w.service_unreachable.to_owned())
        }
        FailureCode::Unreachable | FailureCode::TimedOut => ("offline", w.unreachable.to_owned()),
        FailureCode::Busy => ("clock-alert", w.busy.to_owned()),
        _ => ("server-error", w.cannot_load(&what)),
    };
    let is_fault = icon == "server-error";
    let details = failure.details();
    let curl = failure.curl.clone();
    let may_retry = failure.code != FailureCode::Forbidden;
    let linked = failure.clone();
    let request = (!may_retry).then(|| access_request(&what)).flatten();
    view! {
        <div class="empty" role="alert">
            <span class="ic" class:bad=is_fault>
                <Icon name=icon class="i-20" />
            </span>
            <h3>{title}</h3>
            <p>{failure_reason(&failure)}</p>
            {(failure.status.is_some() || is_fault)
                .then(|| view! { <pre class="det">{details.clone()}</pre> })}
            <div class="acts">
                {request.map(|request| view! { <CopyButton text=request label=w.copy_request /> })}
                {may_retry
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn primary"
                                on:click=move |_| on_retry.run(())
                            >
                                <Icon name="refresh" />
                                {parts.try_again}
                            </button>
                        }
                    })}
                <CopyButton text=details label=parts.copy_details />
                {curl.map(|curl| view! { <CopyButton text=curl label=parts.copy_as_curl /> })}
                <ShowRequest failure=linked.clone() />
                <CheckConnection failure=linked.clone() />
                <CheckRights failure=linked />
            </div>
        </div>
    }
}

/// What to send to somebody who may give the right: who asks, for what, where.
fn access_request(what: &str) -> Option<String> {
    let route = use_places().current().get_untracked();
    let connection = registries().find_untracked(route.connection()?)?;
    // Somebody without a name can't be given a right.
    let who = match &connection.account {
        Account::User { name, .. } => name.clone(),
        _ => return None,
    };
    let place = route.project_name()?.to_string();
    let registry = connection.registry();
    Some(words().states.access_request(&who, what, &place, registry))
}
