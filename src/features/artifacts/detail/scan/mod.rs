//! Scanning an artifact: started, watched while it runs, and stopped; and where the scan is, for all
//! parts of the page.

pub mod log;
pub mod since_last;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use harbor_api::{
    ArtifactReference, Operation, ProjectName, RepositoryName,
    operations::{GetArtifact, ScanArtifact, StopScan},
    types::{ACCEPT_VULNERABILITIES, Artifact, ScanOverview, ScanRequest, ScanState},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::use_action,
    features::artifacts::detail::{scan::since_last::keep_report, tags::Changing},
    ipc::{
        Ticket, harbor_in_background,
        load::Loaded,
        seen::ask_while_seen,
        write::{Change, write},
    },
    ui::{Act, Icon},
    words::words,
};

/// How often a running scan is looked at.
const OFTEN: Duration = Duration::from_secs(2);

/// The scan of the artifact that a page shows. All its parts read this one state.
#[derive(Clone, Copy)]
pub struct CurrentScan {
    /// What was seen here beside the artifact's loads, and when.
    seen: RwSignal<Option<(ScanState, DateTime<Utc>)>>,
    /// When a scan under way was seen to be over. That is shown once the artifact is read again, so that all parts of
    /// the page change together, and once.
    over_at: RwSignal<Option<DateTime<Utc>>>,
    pub state: Memo<ScanState>,
    /// What a look at a scan under way said of it; nothing inside while it was only begun.
    seen_report: RwSignal<Option<Option<ScanOverview>>>,
    /// The scan as the registry tells it.
    pub report: Memo<Option<ScanOverview>>,
    asking: RwSignal<bool>,
}

impl CurrentScan {
    pub fn new(artifact: Loaded<Artifact>) -> Self {
        let seen = RwSignal::new(None);
        let over_at = RwSignal::new(None);
        let state = Memo::new(move |_| {
            let loaded = artifact.data.get().map(|artifact| artifact.scan());
            newest(loaded.zip(artifact.at.get()), seen.get(), over_at.get())
        });
        let seen_report = RwSignal::new(None::<Option<ScanOverview>>);
        let report = Memo::new(move |_| {
            let is_under_way = state.with(ScanState::is_under_way);
            match seen_report.get().filter(|_| is_under_way) {
                Some(seen) => seen,
                None => artifact.data.get()?.scan_report().cloned(),
            }
        });
        Self {
            seen,
            over_at,
            state,
            seen_report,
            report,
            asking: RwSignal::new(false),
        }
    }

    /// Takes what was just seen; says whether a scan that was under way is over.
    fn see(&self, now: ScanState) -> bool {
        // The page may be gone.
        let Some(before) = self.state.try_get_untracked() else {
            return false;
        };
        let is_over = before.is_under_way() && !now.is_under_way();
        self.over_at.try_set(is_over.then(Utc::now));
        if !is_over {
            self.seen.try_set(Some((now, Utc::now())));
        }
        is_over
    }
}

/// The state of a scan, of what was loaded and what was seen beside it; `over_at` is when one under way was over.
fn newest(
    loaded: Option<(ScanState, DateTime<Utc>)>,
    seen: Option<(ScanState, DateTime<Utc>)>,
    over_at: Option<DateTime<Utc>>,
) -> ScanState {
    match (loaded, seen) {
        (Some((loaded, loaded_at)), _) if over_at.is_some_and(|over| loaded_at >= over) => loaded,
        // A load may have begun before the scan did: what is seen next says more.
        (_, Some((seen, _))) if seen.is_under_way() => seen,
        (Some((_, loaded_at)), Some((seen, seen_at))) if loaded_at < seen_at => seen,
        (Some((loaded, _)), _) => loaded,
        (None, Some((seen, _))) => seen,
        (None, None) => ScanState::NotScanned,
    }
}

/// Looks at a scan that is under way, for as long as the page is shown.
pub fn watch_scan(changing: Changing) {
    let scan = changing.scan;
    ask_while_seen(OFTEN, move || {
        let under_way = scan.state.try_with_untracked(ScanState::is_under_way);
        if under_way == Some(true) {
            look(changing);
        }
    });
}

/// Asks the registry's scanner for what it makes of the artifact: a report, or an SBOM.
pub fn start_scan(changing: Changing, body: ScanRequest, failed: &str, done: Act) {
    ask_scanner(
        changing,
        failed,
        done,
        |project_name, repository_name, reference| ScanArtifact {
            project_name,
            repository_name,
            reference,
            body,
        },
    );
}

/// Has the scanner stop. Not every one stops at once.
pub fn stop_scan(changing: Changing, body: ScanRequest, failed: &str, done: Act) {
    ask_scanner(
        changing,
        failed,
        done,
        |project_name, repository_name, reference| StopScan {
            project_name,
            repository_name,
            reference,
            body,
        },
    );
}

fn ask_scanner<O: Operation + 'static>(
    changing: Changing,
    failed: &str,
    done: Act,
    operation: impl FnOnce(ProjectName, RepositoryName, ArtifactReference) -> O,
) {
    let Some((project, repository, reference)) = changing.place() else {
        return;
    };
    let change = Change {
        connection: changing.connection.get_untracked(),
        operation: operation(project, repository, reference),
        failed: failed.to_owned(),
        on_done: done,
        on_failed: None,
    };
    write(changing.registries, change);
}

/// What the scanner is at, with a button that stops it for whoever may.
pub fn under_way(
    changing: Changing,
    text: String,
    (resource, label, class): (&'static str, &'static str, &'static str),
    stop: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <span class="row g6 t125 soft nowrap" role="status">
            <span class="spin"></span>
            {text}
        </span>
        {changing
            .may(resource, "stop")
            .then(|| {
                view! {
                    <button
                        type="button"
                        class=class
                        title=move || changing.off.get()
                        disabled=move || changing.off.get().is_some()
                        on:click=move |_| stop()
                    >
                        {label}
                    </button>
                }
            })}
    }
}

/// 'Scan now', or the progress and 'Stop scan'.
#[component]
pub fn ScanButton(changing: Changing, artifact: Arc<Artifact>) -> impl IntoView {
    if !artifact.is_scannable() {
        return ().into_any();
    }
    let w = &words().artifact;
    let scan = changing.scan;
    let start = move || {
        let done: Act = Arc::new(move || {
            // The report of the scan before is gone.
            scan.seen_report.try_set(Some(None));
            scan.see(ScanState::Queued);
        });
        let is_done = scan
            .state
            .with_untracked(|state| matches!(state, ScanState::Done(_)));
        spawn_local(async move {
            if is_done {
                keep_report(changing).await;
            }
            start_scan(changing, ScanRequest::default(), w.not_started, done);
        });
    };
    let stop = move || {
        let done: Act = Arc::new(move || look(changing));
        stop_scan(changing, ScanRequest::default(), w.not_stopped, done);
    };
    let view = move || {
        let now = scan.state.get();
        if now.is_under_way() {
            let text = match now {
                ScanState::Running { percent } if percent > 0 => w.scanning_at(percent),
                ScanState::Running { .. } => w.scanning.to_owned(),
                _ => w.scan_queued.to_owned(),
            };
            let button = ("scan", w.stop_scan, "btn");
            return under_way(changing, text, button, stop).into_any();
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

/// Asks how the scan is now; one question at a time. When a scan is over the page is read again.
pub fn look(changing: Changing) {
    let scan = changing.scan;
    if scan.asking.try_get_untracked() != Some(false) {
        return;
    }
    let Some((project_name, repository_name, reference)) = changing.place() else {
        return;
    };
    let operation = GetArtifact {
        with_scan_overview: Some(true),
        accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        ..GetArtifact::new(project_name, repository_name, reference)
    };
    scan.asking.set(true);
    let connection = changing.connection.get_untracked();
    spawn_local(async move {
        let answer = harbor_in_background(connection, &operation, Ticket::new()).await;
        scan.asking.try_set(false);
        let Ok(answer) = answer else { return };
        let report = answer.value.scan_report().cloned();
        scan.seen_report.try_set(Some(report));
        if scan.see(answer.value.scan()) {
            changing.artifact.reload();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_that_was_just_started_is_under_way_whatever_was_loaded() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time");
        let stopped = |seconds| Some((ScanState::Stopped, at(seconds)));
        let queued = Some((ScanState::Queued, at(10)));
        assert_eq!(newest(stopped(5), None, None), ScanState::Stopped);
        assert_eq!(newest(stopped(5), queued.clone(), None), ScanState::Queued);
        // That load was on its way when the scan began.
        assert_eq!(newest(stopped(11), queued.clone(), None), ScanState::Queued);
        assert_eq!(newest(None, queued, None), ScanState::Queued);
    }

    #[test]
    fn a_scan_that_is_over_is_told_by_the_artifact_read_after_it() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time");
        let failed = |seconds| Some((ScanState::Failed, at(seconds)));
        let running = || Some((ScanState::Running { percent: 5 }, at(10)));
        let over = Some(at(20));
        assert_eq!(
            newest(failed(5), running(), over),
            ScanState::Running { percent: 5 }
        );
        assert_eq!(newest(failed(20), running(), over), ScanState::Failed);
        // Nothing was seen beside the loads.
        assert_eq!(newest(failed(21), None, over), ScanState::Failed);
        // Another scan began meanwhile, and that load says so.
        assert_eq!(
            newest(running(), failed(5), Some(at(7))),
            ScanState::Running { percent: 5 }
        );
    }

    #[test]
    fn what_ended_is_as_it_was_read_last() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time");
        let failed = Some((ScanState::Failed, at(10)));
        let running = ScanState::Running { percent: 5 };
        assert_eq!(
            newest(Some((running, at(5))), failed.clone(), None),
            ScanState::Failed
        );
        let again = Some((ScanState::Queued, at(20)));
        assert_eq!(newest(again, failed, None), ScanState::Queued);
        assert_eq!(newest(None, None, None), ScanState::NotScanned);
    }
}
