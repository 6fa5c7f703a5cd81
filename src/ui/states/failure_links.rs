//! Where a failure leads: to its request in the log, and to the connection doctor.

use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};

use crate::{
    registries::registries,
    route::Route,
    ui::{Icon, use_places},
    words::words,
};

/// Leads to the request that failed, in the log of requests.
#[component]
pub fn ShowRequest(
    failure: Failure,
    /// As an icon alone.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let registries = registries();
    let route = use_places().current().get_untracked();
    let request = route.connection().cloned().zip(failure.request_id);
    request.map(|(connection, id)| {
        let label = words().explorer.show_in_log;
        let to = move || registries.show_request(connection.clone(), id.clone());
        link("braces", label, small, to)
    })
}

/// Leads to the connection doctor, where the connection may be what failed. It knows nothing
/// of a Model Registry.
#[component]
pub fn CheckConnection(
    failure: Failure,
    /// As an icon alone.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let registries = registries();
    let route = use_places().current().get_untracked();
    let connection = route.connection().cloned();
    connection
        .filter(|_| is_about_the_connection(&failure))
        .map(|connection| {
            let label = words().doctor.check_connection;
            let to = move || registries.diagnose(connection.clone(), String::new());
            link("stethoscope", label, small, to)
        })
}

/// Leads to the connection doctor, where a right to what a page shows may be what is missing.
#[component]
pub fn CheckRights(failure: Failure) -> impl IntoView {
    let registries = registries();
    let is_about_rights = !failure.of_model_registry
        && matches!(
            failure.code,
            FailureCode::Forbidden | FailureCode::NotFound | FailureCode::SignInNeeded
        );
    let route = use_places().current().get_untracked();
    let asked = registries.command_for("docker pull", &route);
    asked
        .filter(|_| is_about_rights)
        .map(|(connection, command)| {
            let label = words().doctor.why_pull;
            let to = move || registries.diagnose(connection.clone(), command.clone());
            link("stethoscope", label, false, to)
        })
}

/// Whether the connection to the registry may be what failed.
fn is_about_the_connection(failure: &Failure) -> bool {
    !failure.of_model_registry
        && matches!(
            failure.code,
            FailureCode::Unreachable
                | FailureCode::TimedOut
                | FailureCode::NotHarbor
                | FailureCode::Redirected
                | FailureCode::CertificateNotTrusted
                | FailureCode::EncodedSlash
                | FailureCode::HeaderTooLarge
                | FailureCode::BadAnswer
                | FailureCode::Server
        )
}

fn link(
    icon: &'static str,
    label: &'static str,
    small: bool,
    to: impl Fn() -> Route + 'static,
) -> impl IntoView {
    let places = use_places();
    view! {
        <button
            type="button"
            class=if small { "ib xs" } else { "btn" }
            aria-label=small.then_some(label)
            title=small.then_some(label)
            on:click=move |_| places.go(to())
        >
            <Icon name=icon class=if small { "i-12" } else { "" } />
            {(!small).then_some(label)}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_doctor_is_offered_for_the_connection_to_the_registry_only() {
        let unreachable = Failure::new(FailureCode::Unreachable, "");
        assert!(is_about_the_connection(&unreachable));
        assert!(!is_about_the_connection(&Failure {
            of_model_registry: true,
            ..unreachable
        }));
        assert!(!is_about_the_connection(&Failure::new(
            FailureCode::Conflict,
            ""
        )));
    }
}
