//! Having the registry make a bill of materials: started, watched and stopped.

use std::{sync::Arc, time::Duration};

use harbor_api::{
    operations::GetArtifact,
    types::{SbomState, ScanKind, ScanRequest, ScanStatus},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::artifacts::detail::{
        attachments::Attachments,
        scan::{start_scan, stop_scan, under_way},
        tags::Changing,
    },
    ipc::{Ticket, harbor_in_background, seen::ask_while_seen},
    ui::{Act, Icon},
    words::words,
};

/// How often one that is being made is looked at.
const OFTEN: Duration = Duration::from_secs(2);

const SBOM: ScanRequest = ScanRequest {
    scan_type: ScanKind::Sbom,
};

/// Where the making is.
#[derive(Clone, Copy)]
pub struct Generation {
    changing: Changing,
    /// What was seen here beside the artifact's loads.
    seen: RwSignal<Option<SbomState>>,
    asking: StoredValue<bool>,
    pub state: Memo<Option<SbomState>>,
}

impl Generation {
    /// Watches it for as long as the caller's part of the page is there.
    pub fn new(changing: Changing, attachments: Attachments) -> Self {
        let seen = RwSignal::new(None);
        let state = Memo::new(move |_| {
            let loaded = changing.artifact.data.get();
            seen.get()
                .or_else(|| loaded.map(|artifact| attachments.sbom(&artifact)))
        });
        let this = Self {
            changing,
            seen,
            asking: StoredValue::new(false),
            state,
        };
        ask_while_seen(OFTEN, move || {
            if this.is_under_way_untracked() {
                this.look();
            }
        });
        this
    }

    fn is_under_way_untracked(self) -> bool {
        let state = self.state.try_get_untracked().flatten();
        matches!(state, Some(SbomState::Queued | SbomState::Running))
    }

    /// Asks how far it is; one question at a time. When it is over the page is read again.
    fn look(self) {
        let Some((project_name, repository_name, reference)) = self.changing.place() else {
            return;
        };
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        let operation = GetArtifact {
            with_sbom_overview: Some(true),
            ..GetArtifact::new(project_name, repository_name, reference)
        };
        let connection = self.changing.connection.get_untracked();
        spawn_local(async move {
            let answer = harbor_in_background(connection, &operation, Ticket::new()).await;
            self.asking.try_set_value(false);
            let Ok(answer) = answer else { return };
            let overview = answer.value.sbom_overview;
            match overview.map(|overview| overview.scan_status) {
                Some(ScanStatus::Pending | ScanStatus::Scheduled) => {
                    self.seen.try_set(Some(SbomState::Queued));
                }
                Some(ScanStatus::Running) => {
                    self.seen.try_set(Some(SbomState::Running));
                }
                _ => {
                    self.seen.try_set(None);
                    self.changing.artifact.reload();
                }
            }
        });
    }
}

/// The button that has one made, or how far it is and 'Stop'.
#[component]
pub fn GenerateButton(changing: Changing, generation: Generation, is_again: bool) -> impl IntoView {
    let w = &words().sbom;
    let start = move |_| {
        let done: Act = Arc::new(move || {
            generation.seen.try_set(Some(SbomState::Queued));
        });
        start_scan(changing, SBOM, w.not_started, done);
    };
    let stop = move || {
        let done: Act = Arc::new(move || generation.look());
        stop_scan(changing, SBOM, w.not_stopped, done);
    };
    move || {
        let text = match generation.state.get() {
            Some(SbomState::Queued) => Some(w.queued),
            Some(SbomState::Running) => Some(w.generating),
            _ => None,
        };
        if let Some(text) = text {
            let button = ("sbom", w.stop, "btn sm");
            return under_way(changing, text.to_owned(), button, stop).into_any();
        }
        if !changing.may("sbom", "create") {
            return ().into_any();
        }
        let (label, tip) = if is_again {
            (w.generate_again, Some(w.replaces))
        } else {
            (w.generate, None)
        };
        view! {
            <button
                type="button"
                class="btn sm"
                title=move || changing.off.get().or(tip)
                disabled=move || changing.off.get().is_some()
                on:click=start
            >
                <Icon name="sbom" />
                {label}
            </button>
        }
        .into_any()
    }
}
