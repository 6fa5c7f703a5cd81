//! When a run of the scanner began and ended, and what it logged.

use chrono::{DateTime, Utc};
use harbor_api::{
    ReportId,
    operations::GetScanLog,
    types::{SbomOverview, ScanOverview, ScanStatus},
};
use leptos::prelude::*;

use crate::{
    features::artifacts::{detail::tags::Changing, list::short},
    format::{lasting, whole},
    ui::{Icon, LogDialog},
    words::words,
};

/// One run of the scanner, for a report or for an SBOM.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanRun {
    /// What its log is asked for by.
    pub report: Option<ReportId>,
    started: Option<DateTime<Utc>>,
    ended: Option<DateTime<Utc>>,
    is_running: bool,
}

impl ScanRun {
    fn new(
        status: &ScanStatus,
        report: Option<ReportId>,
        started: Option<DateTime<Utc>>,
        ended: Option<DateTime<Utc>>,
    ) -> Self {
        let is_running = matches!(
            status,
            ScanStatus::Pending | ScanStatus::Scheduled | ScanStatus::Running
        );
        Self {
            report,
            started,
            // While it runs, an end is that of an attempt before.
            ended: ended.filter(|_| !is_running),
            is_running,
        }
    }

    /// How long it took.
    pub fn took(&self) -> Option<String> {
        let span = self.ended? - self.started?;
        Some(words().log.took(&lasting(span)))
    }

    /// Its begin, its end and how long it took.
    pub fn times(&self) -> String {
        let w = &words().artifact;
        let began = self.started.map(|at| w.scan_began(&whole(at)));
        let ended = self.ended.map(|at| w.scan_ended(&whole(at)));
        let all = [began, ended, self.took()];
        all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

impl From<&ScanOverview> for ScanRun {
    fn from(scan: &ScanOverview) -> Self {
        Self::new(
            &scan.scan_status,
            scan.report(),
            scan.start_time,
            scan.end_time,
        )
    }
}

impl From<&SbomOverview> for ScanRun {
    fn from(sbom: &SbomOverview) -> Self {
        Self::new(
            &sbom.scan_status,
            sbom.report(),
            sbom.start_time,
            sbom.end_time,
        )
    }
}

/// The log of the run that a part of an artifact's page tells of. Its dialog stands beside what
/// changes with the scan, so that it stays open when the scan ends.
#[derive(Clone, Copy)]
pub struct ScanLog {
    changing: Changing,
    pub run: Signal<Option<ScanRun>>,
    opened: RwSignal<Option<ReportId>>,
}

impl ScanLog {
    pub fn new(changing: Changing, run: Signal<Option<ScanRun>>) -> Self {
        Self {
            changing,
            run,
            opened: RwSignal::new(None),
        }
    }

    /// The button, for whoever may read it and where the registry names one.
    pub fn button(self) -> impl IntoView {
        let report = Memo::new(move |_| self.run.with(|run| run.as_ref()?.report.clone()));
        move || {
            let report = report.get()?;
            self.changing.may("scan", "read").then(|| {
                view! {
                    <button
                        type="button"
                        class="btn sm scan-log"
                        on:click=move |_| self.opened.set(Some(report.clone()))
                    >
                        <Icon name="file" class="i-14" />
                        {words().log.log}
                    </button>
                }
            })
        }
    }

    /// When it ran, as a line.
    pub fn times(self) -> impl IntoView {
        move || {
            let times = self.run.with(|run| run.as_ref().map(ScanRun::times))?;
            (!times.is_empty()).then(|| view! { <span class="muted t12">{times}</span> })
        }
    }

    /// The dialog, while it is open.
    pub fn dialog(self, title: &'static str) -> impl IntoView {
        let Self {
            changing,
            run,
            opened,
        } = self;
        let is_running =
            Signal::derive(move || run.with(|run| run.as_ref().is_some_and(|run| run.is_running)));
        move || {
            let report_id = opened.get()?;
            let (project_name, repository_name, reference) = changing.place()?;
            let file = format!("scan-{}.log", short(&reference.to_string()));
            Some(view! {
                <LogDialog
                    connection=changing.connection
                    of=GetScanLog {
                        project_name,
                        repository_name,
                        reference,
                        report_id,
                    }
                    is_running=is_running
                    title=title.to_owned()
                    file=file
                    on_close=Callback::new(move |()| opened.set(None))
                />
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_an_end_and_a_length_only_when_it_is_over() {
        let overview = |status: &str| -> ScanOverview {
            serde_json::from_value(serde_json::json!({
                "report_id": "35e493ab", "scan_status": status, "duration": -9_223_372_036_i64,
                "start_time": "2026-11-21T00:45:39Z", "end_time": "2026-11-21T00:46:51Z",
            }))
            .expect("an overview")
        };
        let over = ScanRun::from(&overview("Error"));
        assert_eq!((over.ended.is_some(), over.is_running), (true, false));
        assert!(over.took().is_some() && over.report.is_some());
        let running = ScanRun::from(&overview("Running"));
        assert_eq!((running.ended, running.is_running), (None, true));
        assert_eq!(running.took(), None);
        assert_eq!(ScanRun::from(&ScanOverview::default()).report, None);
    }
}
