//! Scanning an artifact: started, watched while it runs, and stopped.

use std::{sync::Arc, time::Duration};

use harbor_api::{
    operations::{GetArtifact, ScanArtifact, StopScan},
    types::{ACCEPT_VULNERABILITIES, Artifact, ScanRequest, ScanState},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::artifact_tags::Changing;
use crate::{
    actions::use_action,
    components::Icon,
    door::{Ticket, harbor_in_background},
    words::words,
    write::{Change, write},
};

/// How often a running scan is looked at.
const OFTEN: Duration = Duration::from_secs(2);

/// 'Scan now', or the progress and 'Stop scan'.
#[component]
pub fn ScanButton(changing: Changing, artifact: Arc<Artifact>) -> impl IntoView {
    if !artifact.is_scannable() {
        return ().into_any();
    }
    let w = &words().artifact;
    let state = RwSignal::new(artifact.scan());
    let asking = RwSignal::new(false);
    let clock = set_interval_with_handle(
        move || {
            let under_way = state.try_get_untracked().is_some_and(|s| s.is_under_way());
            // Nobody looks at a hidden window, and one question at a time is enough.
            if !under_way || asking.get_untracked() || document().hidden() {
                return;
            }
            look(changing, state, asking);
        },
        OFTEN,
    )
    .ok();
    on_cleanup(move || {
        if let Some(clock) = clock {
            clock.clear();
        }
    });
    let start = move || {
        let Some((project_name, repository_name, reference)) = changing.place() else {
            return;
        };
        let change = Change {
            connection: changing.connection.get_untracked(),
            operation: ScanArtifact {
                project_name,
                repository_name,
                reference,
                body: ScanRequest::default(),
            },
            failed: w.not_started.to_owned(),
            on_done: Arc::new(move || {
                state.try_set(ScanState::Queued);
            }),
            on_failed: None,
        };
        write(changing.registries, change);
    };
    let stop = move |_| {
        let Some((project_name, repository_name, reference)) = changing.place() else {
            return;
        };
        let change = Change {
            connection: changing.connection.get_untracked(),
            operation: StopScan {
                project_name,
                repository_name,
                reference,
                body: ScanRequest::default(),
            },
            failed: w.not_stopped.to_owned(),
            on_done: Arc::new(move || changing.artifact.reload()),
            on_failed: None,
        };
        write(changing.registries, change);
    };
    let view = move || {
        let now = state.get();
        if now.is_under_way() {
            let text = match now {
                ScanState::Running { percent } if percent > 0 => w.scanning_at(percent),
                ScanState::Running { .. } => w.scanning.to_owned(),
                _ => w.scan_queued.to_owned(),
            };
            return view! {
                <span class="row g6 t125 soft" role="status">
                    <span class="spin"></span>
                    {text}
                </span>
                {changing
                    .may("scan", "stop")
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                title=move || changing.off.get()
                                disabled=move || changing.off.get().is_some()
                                on:click=stop
                            >
                                {w.stop_scan}
                            </button>
                        }
                    })}
            }
            .into_any();
        }
        if !changing.may("scan", "create") {
            return ().into_any();
        }
        use_action("artifact.scan", move || {
            if changing.off.get_untracked().is_none() {
                start();
            }
        });
        view! {
            <button
                type="button"
                class="btn"
                title=move || changing.off.get()
                disabled=move || changing.off.get().is_some()
                on:click=move |_| start()
            >
                <Icon name="scan" />
                {w.scan_now}
            </button>
        }
        .into_any()
    };
    view.into_any()
}

/// Asks how far the scan is; when it is over the page is read again.
fn look(changing: Changing, state: RwSignal<ScanState>, asking: RwSignal<bool>) {
    let Some((project_name, repository_name, reference)) = changing.place() else {
        return;
    };
    let operation = GetArtifact {
        project_name,
        repository_name,
        reference,
        with_tag: None,
        with_label: None,
        with_scan_overview: Some(true),
        with_sbom_overview: None,
        with_immutable_status: None,
        with_accessory: None,
        with_inherited_accessory: None,
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
    };
    asking.set(true);
    let connection = changing.connection.get_untracked();
    spawn_local(async move {
        let answer = harbor_in_background(connection, &operation, Ticket::new()).await;
        asking.try_set(false);
        let Ok(answer) = answer else { return };
        let now = answer.value.scan();
        if now.is_under_way() {
            state.try_set(now);
        } else if state.try_set(now).is_none() {
            changing.artifact.reload();
        }
    });
}
