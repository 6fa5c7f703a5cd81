//! The certificate that a registry's address shows, for the page of the server.

use diagnosis::{Diagnosis, Purpose, Question, Severity, StepKind};
use leptos::prelude::*;
use pilothouse_protocol::{Asker, ConnectionId, Diagnose, Failure};
use wasm_bindgen_futures::spawn_local;

use super::{
    steps::severity_word,
    verdict_words::{advice, seen},
};
use crate::{
    ipc,
    ui::{FormFailure, Icon},
};

/// Looks at the address as somebody who is not signed in, and says what its certificate is worth.
#[component]
pub fn AddressCertificate(
    connection: Signal<ConnectionId>,
    /// Counts how often somebody wanted it looked at again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<Result<Diagnosis, Failure>>);
    Effect::new(move |_| {
        again.track();
        let command = Diagnose {
            connection: connection.get(),
            question: Question {
                purpose: Purpose::SignIn,
                ..Question::default()
            },
            asker: Asker::Nobody,
            try_upload: false,
        };
        spawn_local(async move {
            let came = ipc::call(command).await;
            outcome.try_set(Some(came));
        });
    });
    move || match outcome.get() {
        None => view! { <span class="spin"></span> }.into_any(),
        Some(Err(failure)) => view! { <FormFailure failure=failure /> }.into_any(),
        Some(Ok(diagnosis)) => {
            let mut steps = diagnosis.steps.iter();
            // Where nothing answers the way there is what there is to say.
            let shown = steps
                .clone()
                .find(|step| step.kind == StepKind::Encryption)
                .or_else(|| steps.find(|step| step.severity() == Severity::Stops));
            let verdicts = shown.map(|step| step.verdicts.clone()).unwrap_or_default();
            let rows = verdicts.into_iter().map(|verdict| {
                let severity = verdict.severity();
                let (icon, tone) = match severity {
                    Severity::Good => ("check-circle", "state ok"),
                    Severity::Unknown => ("minus", "state"),
                    Severity::Warning => ("warning", "state warn"),
                    Severity::Stops => ("alert", "state bad"),
                };
                let lines = seen(&verdict);
                let lines = lines
                    .into_iter()
                    .map(|line| view! { <p class="wraps">{line}</p> });
                view! {
                    <div class=tone>
                        <Icon name=icon class="i-14" />
                        <span class="sr">{severity_word(severity)}</span>
                        <div>
                            {lines.collect_view()}
                            {advice(&verdict).map(|advice| view! { <p class="hint">{advice}</p> })}
                        </div>
                    </div>
                }
            });
            view! { <div id="address-certificate">{rows.collect_view()}</div> }.into_any()
        }
    }
}
