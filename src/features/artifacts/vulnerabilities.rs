//! The vulnerabilities of an artifact: totals, list, and one finding's details.

use std::{collections::HashSet, sync::Arc};

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::GetVulnerabilities,
    types::{
        ACCEPT_VULNERABILITIES, Finding, ScanState, Severity, VulnerabilityReport,
        VulnerabilityReports,
    },
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, OpenLink};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        artifacts::detail::{scan::look, tags::Changing},
        projects::{NoMatch, close_on_escape, inspected},
    },
    format::{ago, count},
    ipc::{self, load::load_one},
    registries::registries,
    ui::{
        BulkBar, Column, CopyIcon, Empty, Failed, Find, Footer, Icon, Inspector, SeverityBar,
        SeverityGlyph, SeverityWord, Table, TableState, TableTools, VulnerabilityCell, pair,
        section, titled_section,
    },
    words::words,
};

/// A finding with its place in the report: the same id may stand there for several packages.
#[derive(PartialEq)]
struct Row {
    at: usize,
    finding: Finding,
    /// Id and package in lower case, for the Find field.
    search: String,
}

/// All findings of the newest report.
struct Report {
    rows: Vec<Arc<Row>>,
    malformed: usize,
    scanner: Option<String>,
    at: Option<chrono::DateTime<chrono::Utc>>,
    /// The worst, by the scanner's word.
    severity: Severity,
}

impl Report {
    fn new(report: &VulnerabilityReport) -> Self {
        let all = report.vulnerabilities.as_ref();
        let good: Vec<Finding> = all
            .map(|all| all.iter_good().cloned().collect())
            .unwrap_or_default();
        let malformed = all.map_or(0, |all| all.malformed().count());
        let mut rows: Vec<Arc<Row>> = good
            .into_iter()
            .enumerate()
            .map(|(at, finding)| {
                let search = format!("{}\n{}", finding.id, finding.package).to_lowercase();
                Arc::new(Row {
                    at,
                    finding,
                    search,
                })
            })
            .collect();
        // Worst first; a table's own order is stable on top of it.
        rows.sort_by(|a, b| {
            let score = |row: &Row| row.finding.score().unwrap_or_default();
            let by_severity = b.finding.severity.cmp(&a.finding.severity);
            by_severity
                .then(score(b).total_cmp(&score(a)))
                .then_with(|| a.finding.id.cmp(&b.finding.id))
        });
        let scanner = report.scanner.as_ref().map(|scanner| {
            format!("{} {}", scanner.name, scanner.version)
                .trim()
                .to_owned()
        });
        Self {
            rows,
            malformed,
            scanner,
            at: report.generated_at,
            severity: report.severity,
        }
    }

    fn count(&self, severity: Severity) -> i64 {
        let same = |row: &&Arc<Row>| shown_as(row.finding.severity) == severity;
        i64::try_from(self.rows.iter().filter(same).count()).unwrap_or(i64::MAX)
    }
}

/// Negligible is shown with Low.
fn shown_as(severity: Severity) -> Severity {
    if severity == Severity::Negligible {
        Severity::Low
    } else {
        severity
    }
}

const SHOWN: [Severity; 6] = [
    Severity::Critical,
    Severity::High,
    Severity::Medium,
    Severity::Low,
    Severity::None,
    Severity::Unknown,
];

/// The second part of an artifact's page.
#[component]
pub fn Findings(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    reference: ArtifactReference,
    changing: Changing,
) -> impl IntoView {
    let w = &words().findings;
    let scan = changing.scan.state;
    let at = StoredValue::new((project, repository, reference));
    // Progress alone loads nothing again.
    let is_done = Memo::new(move |_| scan.with(|state| matches!(state, ScanState::Done(_))));
    let text = Memo::new(move |_| {
        scan.with(|state| match state {
            ScanState::NotScanned => w.not_scanned,
            ScanState::Queued => w.queued,
            ScanState::Running { .. } => w.running,
            ScanState::Stopped => w.stopped,
            ScanState::Failed => w.failed,
            ScanState::NoResult | ScanState::Done(_) => w.no_result,
        })
    });
    move || {
        if is_done.get() {
            let (project, repository, reference) = at.get_value();
            return view! {
                <FinishedReport
                    connection=connection
                    project=project
                    repository=repository
                    reference=reference
                    changing=changing
                />
            }
            .into_any();
        }
        view! {
            <Empty icon="not-scanned" title=w.nothing_title text=text.get()>
                {move || view! { <VulnerabilityCell state=scan.get() /> }}
            </Empty>
        }
        .into_any()
    }
}

/// What the report of a scan that went well says.
enum Verdict {
    Found(Arc<Report>),
    /// Nothing, and the report says so.
    Clean(Arc<Report>),
    /// There is no report, or none that is whole.
    Missing,
}

impl Verdict {
    fn of(reports: &VulnerabilityReports) -> Self {
        let Some(report) = reports.report() else {
            return Self::Missing;
        };
        let rows = Arc::new(Report::new(report));
        if report.is_clean() {
            Self::Clean(rows)
        } else if rows.rows.is_empty() && rows.malformed == 0 {
            Self::Missing
        } else {
            Self::Found(rows)
        }
    }
}

#[component]
fn FinishedReport(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    reference: ArtifactReference,
    changing: Changing,
) -> impl IntoView {
    let w = &words().findings;
    let registries = registries();
    let reports = load_one(connection, move || {
        Some(GetVulnerabilities {
            project_name: project.clone(),
            repository_name: repository.clone(),
            reference: reference.clone(),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        })
    });
    let verdict = Memo::new_owning(move |_: Option<Option<Arc<Verdict>>>| {
        let reports = reports.data.get();
        (reports.map(|reports| Arc::new(Verdict::of(&reports))), true)
    });
    // A report goes when another scan begins: then the page is behind.
    Effect::new(move |_| {
        if verdict
            .get()
            .is_some_and(|verdict| matches!(*verdict, Verdict::Missing))
        {
            look(changing);
        }
    });
    let is_stale = Signal::derive(move || reports.failure.with(Option::is_some));
    move || {
        if let (Some(failure), true) = (reports.failure.get(), verdict.with(Option::is_none)) {
            return view! {
                <Failed
                    what=w.the_vulnerabilities
                    failure=failure
                    on_retry=Callback::new(move |()| reports.reload())
                />
            }
            .into_any();
        }
        match verdict.get().as_deref() {
            None => view! { <div class="scroll" aria-busy="true"></div> }.into_any(),
            Some(Verdict::Missing) => view! {
                <Empty icon="not-scanned" title=w.no_report_title text=w.no_report_text>
                    <button
                        type="button"
                        class="btn"
                        on:click=move |_| {
                            look(changing);
                            reports.reload();
                        }
                    >
                        {words().parts.try_again}
                    </button>
                </Empty>
            }
            .into_any(),
            Some(Verdict::Clean(report)) => {
                let report = Arc::clone(report);
                let severity = w.severity(report.severity);
                let facts = move || {
                    let when = report
                        .at
                        .map(|at| w.scanned_ago(&ago(at, registries.now.get())));
                    let severity = Some(w.worst_severity(&severity));
                    let facts = [report.scanner.clone(), when, severity];
                    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
                };
                view! {
                    <Empty icon="check-circle" title=w.none_title text=w.none_text>
                        <span class="muted t12">{facts}</span>
                    </Empty>
                }
                .into_any()
            }
            Some(Verdict::Found(report)) => view! {
                <ReportView
                    report=Arc::clone(report)
                    loading=reports.loading.into()
                    at=reports.at
                    stale=is_stale
                />
            }
            .into_any(),
        }
    }
}

#[component]
fn ReportView(
    report: Arc<Report>,
    loading: Signal<bool>,
    at: RwSignal<Option<chrono::DateTime<chrono::Utc>>>,
    stale: Signal<bool>,
) -> impl IntoView {
    let w = &words().findings;
    let registries = registries();
    let report = StoredValue::new(report);
    let find = RwSignal::new(String::new());
    let fixable_only = RwSignal::new(false);
    let severities = RwSignal::new(HashSet::<Severity>::new());
    let selected = RwSignal::new(None::<String>);
    let inspected = inspected(selected);
    close_on_escape(selected);
    let total = report.with_value(|report| report.rows.len());
    let fixable = report.with_value(|report| {
        report
            .rows
            .iter()
            .filter(|row| row.finding.is_fixable())
            .count()
    });
    let packages = report.with_value(|report| {
        report
            .rows
            .iter()
            .map(|row| row.finding.package.as_str())
            .collect::<HashSet<_>>()
            .len()
    });
    let counts: Vec<(Severity, i64)> = SHOWN
        .map(|severity| (severity, report.with_value(|r| r.count(severity))))
        .to_vec();
    let rows = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Row>>>>| {
        let wanted = find.get().trim().to_lowercase();
        let only_fixable = fixable_only.get();
        let severities = severities.get();
        let rows = report.with_value(|report| {
            let fits = |row: &&Arc<Row>| {
                let finding = &row.finding;
                (!only_fixable || finding.is_fixable())
                    && (severities.is_empty() || severities.contains(&shown_as(finding.severity)))
                    && (wanted.is_empty() || row.search.contains(&wanted))
            };
            report
                .rows
                .iter()
                .filter(fits)
                .map(Arc::clone)
                .collect::<Vec<_>>()
        });
        (Arc::new(rows), true)
    });
    let table = TableState::new("vulnerabilities", key_of);
    let nothing = Memo::new(move |_| rows.with(|rows| rows.is_empty()));
    let chosen = Memo::new_owning(move |_: Option<Option<Arc<Row>>>| {
        let key = inspected.get();
        let row = rows.with(|rows| rows.iter().find(|r| Some(key_of(r)) == key).map(Arc::clone));
        (row, true)
    });
    let switches = counts
        .iter()
        .filter(|(_, number)| *number > 0)
        .map(|(severity, number)| {
            let severity = *severity;
            view! {
                <button
                    type="button"
                    aria-pressed=move || severities.with(|s| s.contains(&severity)).to_string()
                    on:click=move |_| {
                        severities
                            .update(|chosen| {
                                if !chosen.remove(&severity) {
                                    chosen.insert(severity);
                                }
                            });
                    }
                >
                    <SeverityGlyph severity=severity />
                    <b>{count(*number)}</b>
                    <span>{w.severity(severity)}</span>
                </button>
            }
        })
        .collect_view();
    let scanned = report.with_value(|report| (report.scanner.clone(), report.at));
    let malformed = report.with_value(|report| report.malformed);
    view! {
        <div class="work" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page">
                <div class="vs">
                    <div class="row t12">
                        <b class="semi t13">{w.number(total)}</b>
                        <span class="muted trunc">
                            {w.within(packages, i64::try_from(fixable).unwrap_or_default())}
                        </span>
                        <span class="sp"></span>
                        <span class="muted nowrap">
                            {move || {
                                let (scanner, at) = scanned.clone();
                                let when = at.map(|at| {
                                    w.scanned_ago(&ago(at, registries.now.get()))
                                });
                                [scanner, when].into_iter().flatten().collect::<Vec<_>>().join(", ")
                            }}
                        </span>
                    </div>
                    <SeverityBar counts=counts class="large" />
                    <div class="vs-l" role="group" aria-label=w.filter>
                        {switches}
                    </div>
                </div>
                <div class="fbar">
                    <Find value=find placeholder=w.find />
                    <button
                        type="button"
                        class="tog"
                        class:is-on=move || fixable_only.get()
                        aria-pressed=move || fixable_only.get().to_string()
                        on:click=move |_| fixable_only.update(|only| *only = !*only)
                    >
                        {move || {
                            fixable_only.get().then(|| view! { <Icon name="check" class="i-14" /> })
                        }}
                        {w.fixable_only}
                        <span class="num">{count(i64::try_from(fixable).unwrap_or_default())}</span>
                    </button>
                    <span class="sp"></span>
                    <TableTools state=table />
                </div>
                {move || {
                    if nothing.get() {
                        if find.with_untracked(|find| find.trim().is_empty()) {
                            return view! {
                                <Empty
                                    icon="not-found"
                                    title=w.no_match_title
                                    text=w.no_match_text
                                >
                                    <button
                                        type="button"
                                        class="btn"
                                        on:click=move |_| {
                                            fixable_only.set(false);
                                            severities.set(HashSet::new());
                                        }
                                    >
                                        {w.show_all}
                                    </button>
                                </Empty>
                            }
                                .into_any();
                        }
                        return view! { <NoMatch what=w.vulnerability find=find /> }.into_any();
                    }
                    view! {
                        <Table
                            label=words().artifact.vulnerabilities
                            columns=columns()
                            rows=rows
                            key=key_of
                            state=table
                            checkable=|_: &Row| true
                            selected=selected
                            on_open=Callback::new(move |row: Arc<Row>| {
                                selected.set(Some(key_of(&row)));
                            })
                            waiting=false
                        />
                    }
                        .into_any()
                }}
                <BulkBar state=table copy_label=w.copy_ids copy=|row: &Row| row.finding.id.clone() />
                <Footer
                    text=Signal::derive(move || {
                        let shown = rows.with(|rows| rows.len());
                        table.with_range(if shown == total {
                            w.number(total)
                        } else {
                            w.shown(shown, total)
                        })
                    })
                    at=at
                    loading=loading
                    stale=stale
                    malformed=Signal::stored(malformed)
                />
            </div>
            {move || {
                chosen
                    .get()
                    .map(|row| {
                        view! {
                            <FindingInspector
                                row=row
                                on_close=Callback::new(move |()| selected.set(None))
                            />
                        }
                    })
            }}
        </div>
    }
}

fn key_of(row: &Row) -> String {
    format!("{} {}", row.at, row.finding.id)
}

fn columns() -> Vec<Column<Row>> {
    let w = &words().findings;
    vec![
        Column::new(("severity", w.severity_column), |row: &Arc<Row>| {
            view! { <SeverityWord severity=row.finding.severity /> }.into_any()
        })
        .width(104)
        .text(|row| words().findings.severity(row.finding.severity))
        .sorted(|a, b| a.finding.severity.cmp(&b.finding.severity)),
        Column::new(
            ("vulnerability", w.vulnerability_column),
            |row: &Arc<Row>| {
                view! { <span class="mono strong-tx">{row.finding.id.clone()}</span> }.into_any()
            },
        )
        .width(134)
        .text(|row| row.finding.id.clone())
        .sorted(|a, b| a.finding.id.cmp(&b.finding.id)),
        Column::new(("cvss", w.cvss), |row: &Arc<Row>| {
            row.finding
                .score()
                .map_or("–".to_owned(), |score| format!("{score:.1}"))
                .into_any()
        })
        .width(58)
        .class("r p2")
        .number(|row| {
            row.finding
                .score()
                .map_or(String::new(), |score| format!("{score:.1}"))
        })
        .sorted(|a, b| {
            let score = |row: &Row| row.finding.score().unwrap_or(-1.0);
            score(a).total_cmp(&score(b))
        }),
        Column::new(("package", w.package), |row: &Arc<Row>| {
            let package = row.finding.package.clone();
            view! {
                <span class="strong-tx" title=package.clone()>
                    {package.clone()}
                </span>
            }
            .into_any()
        })
        .width(118)
        .text(|row| row.finding.package.clone())
        .sorted(|a, b| a.finding.package.cmp(&b.finding.package)),
        Column::new(("versions", w.versions), |row: &Arc<Row>| {
            let finding = &row.finding;
            let fixed = finding.is_fixable().then(|| {
                view! {
                    <Icon name="arrow-right" class="i-12" />
                    <span class="b trunc">{finding.fix_version.clone()}</span>
                }
            });
            view! {
                <span class="vers mono">
                    <span class="a trunc" title=finding.version.clone()>
                        {finding.version.clone()}
                    </span>
                    {fixed}
                </span>
            }
            .into_any()
        })
        .text(|row| {
            let finding = &row.finding;
            if finding.is_fixable() {
                format!("{} → {}", finding.version, finding.fix_version)
            } else {
                finding.version.clone()
            }
        }),
    ]
}

#[component]
fn FindingInspector(row: Arc<Row>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().findings;
    let finding = row.finding.clone();
    let severity = finding.severity;
    let id = finding.id.clone();
    let copied = id.clone();
    let vector = finding
        .preferred_cvss
        .as_ref()
        .map(|cvss| cvss.vector_v3.clone());
    let vector = vector.filter(|vector| !vector.is_empty());
    let (title, description) = split_description(&finding.description);
    view! {
        <Inspector
            title=id
            on_close=on_close
            mark=move || view! { <SeverityGlyph severity=severity /> }.into_any()
            actions=move || {
                view! { <CopyIcon text=copied.clone() label=w.copy_id /> }.into_any()
            }
        >
            {title
                .map(|title| {
                    view! {
                        {section(view! { <p class="soft t125">{title}</p> })}
                    }
                })}
            {finding
                .score()
                .map(|score| {
                    view! {
                        {section(view! { <div class="row g12">
                                <span class="score num">{format!("{score:.1}")}</span>
                                <span class="col">
                                    <span class="strong t125">
                                        {w.score_of(severity)}
                                    </span>
                                    <span class="muted t12 mono-wrap">{vector.clone()}</span>
                                </span>
                            </div> })}
                    }
                })}
            {section(view! { <dl class="kv">
                    {pair(w.package, finding.package.clone())}
                    {pair(w.installed, view! { <span class="mono">{finding.version.clone()}</span> })}
                    {pair(w.fixed_in, if finding.is_fixable() {
                            view! { <span class="mono c-ok">{finding.fix_version.clone()}</span> }
                                .into_any()
                        } else {
                            view! { <span class="muted">{w.no_fix}</span> }.into_any()
                        })}
                    {(!finding.cwe_ids.is_empty())
                        .then(|| {
                            view! { {pair(w.weakness, finding.cwe_ids.join(", "))} }
                        })}
                    {(!finding.status.is_empty())
                        .then(|| view! { {pair(w.status, finding.status.clone())} })}
                </dl> })}
            {(!description.is_empty())
                .then(|| {
                    view! {
                        {titled_section(w.description, (), view! { <p class="t125 soft pre">{description.clone()}</p> })}
                    }
                })}
            {(!finding.links.is_empty())
                .then(|| {
                    view! {
                        {titled_section(w.references, (), view! { <References links=finding.links.clone() /> })}
                    }
                })}
        </Inspector>
    }
}

/// Scanners put a title before the description: one short first line.
fn split_description(text: &str) -> (Option<String>, String) {
    match text.split_once('\n') {
        Some((first, rest)) if first.len() <= 160 && !rest.trim().is_empty() => {
            (Some(first.trim().to_owned()), rest.trim().to_owned())
        }
        _ => (None, text.trim().to_owned()),
    }
}

/// Addresses of the scanner's; each opens in the browser, and its whole address is shown.
#[component]
fn References(links: Vec<String>) -> impl IntoView {
    let registries = registries();
    let open = move |address: String| {
        spawn_local(async move {
            if let Err(failure) = ipc::call(OpenLink { address }).await {
                registries
                    .notices
                    .update(|notices| notices.push(failure.message));
            }
        });
    };
    links
        .into_iter()
        .take(12)
        .map(|address| {
            let shown = address.trim_start_matches("https://").to_owned();
            let title = address.clone();
            view! {
                <button
                    type="button"
                    class="lnk t125 row g6 reference"
                    title=title
                    on:click=move |_| open(address.clone())
                >
                    <Icon name="external" class="i-14" />
                    <span class="trunc">{shown}</span>
                </button>
            }
        })
        .collect_view()
}
