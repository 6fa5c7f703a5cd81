//! The vulnerabilities of an artifact: totals, list, and one finding's details.

mod cells;
mod fixes;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use harbor_api::{
    ArtifactReference, CveId, ProjectName, RepositoryName,
    types::{ScanState, Severity},
};
use leptos::prelude::*;
use listing::{
    Condition, Line, Listing, Operator,
    lists::{Findings as FindingsOf, ReportFacts, VendorScore},
};
use pilothouse_protocol::{ConnectionId, Failure, MarkAllowed, OpenLink};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        artifacts::{
            detail::{
                scan::{
                    log::{ScanLog, ScanRun},
                    look,
                    since_last::SinceLast,
                },
                tags::Changing,
            },
            vulnerabilities::{
                cells::{IdCell, SeverityCell, VersionsCell, versions_text},
                fixes::PackageFixes,
            },
        },
        projects::{AddToAllowlist, PullCheck, PullRule},
    },
    filter::FilterField,
    format::{ago, count},
    ipc,
    list::{Column, List, ListPage, ListWords, ShownCount, SpanCell, TableOf, Values},
    registries::registries,
    ui::{
        CopyIcon, Empty, Failed, Icon, Inspector, SeverityBar, SeverityGlyph, VulnerabilityCell,
        pair, section, titled_section,
    },
    words::words,
};

const OF_LIST: &[listing::Column] = FindingsOf::COLUMNS;

/// Severities as the page counts them: Negligible is shown with Low.
const SHOWN: [&[Severity]; 6] = [
    &[Severity::Critical],
    &[Severity::High],
    &[Severity::Medium],
    &[Severity::Low, Severity::Negligible],
    &[Severity::None],
    &[Severity::Unknown],
];

/// The second part of an artifact's page.
#[component]
pub fn Findings(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    reference: ArtifactReference,
    changing: Changing,
    pulls: PullRule,
) -> impl IntoView {
    let w = &words().findings;
    let scan = changing.scan.state;
    let at = StoredValue::new((project, repository, reference));
    let report = changing.scan.report;
    let run = Signal::derive(move || report.with(|report| report.as_ref().map(ScanRun::from)));
    let log = ScanLog::new(changing, run);
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
    let content = move || {
        if is_done.get() {
            let (project, repository, reference) = at.get_value();
            return view! {
                <FinishedReport
                    connection=connection
                    project=project
                    repository=repository
                    reference=reference
                    changing=changing
                    log=log
                    pulls=pulls
                />
            }
            .into_any();
        }
        view! {
            <div class="vs">
                <PullCheck of=pulls artifact=changing.artifact findings=None />
            </div>
            <Empty icon="not-scanned" title=w.nothing_title text=text.get()>
                {move || view! { <VulnerabilityCell state=scan.get() /> }}
                {log.times()}
                {log.button()}
            </Empty>
        }
        .into_any()
    };
    view! {
        {content}
        {log.dialog(words().artifact.log_of_scan)}
    }
}

/// What the report of a scan that went well says.
#[derive(Clone, PartialEq)]
enum Verdict {
    /// Nothing is known yet.
    Loading,
    Failed(Failure),
    Found,
    /// Nothing was found, and the report says so.
    Clean(ReportFacts),
    /// There is no report, or none that is whole.
    Missing,
}

fn verdict(list: List) -> Verdict {
    let Some(state) = list.state() else {
        return list.failure().map_or(Verdict::Loading, Verdict::Failed);
    };
    if state.rows > 0 {
        return Verdict::Found;
    }
    if !state.whole {
        return match list.failure() {
            Some(failure) if !list.is_reading() => Verdict::Failed(failure),
            _ => Verdict::Loading,
        };
    }
    match ReportFacts::read(&state.facts) {
        Some(facts) if facts.is_clean => Verdict::Clean(facts),
        Some(_) if state.malformed > 0 => Verdict::Found,
        // What was not there before may be there now.
        _ if list.is_reading() => Verdict::Loading,
        _ => Verdict::Missing,
    }
}

#[component]
fn FinishedReport(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    reference: ArtifactReference,
    changing: Changing,
    log: ScanLog,
    pulls: PullRule,
) -> impl IntoView {
    let w = &words().findings;
    let registries = registries();
    let scope = FindingsOf {
        project,
        repository,
        reference,
    };
    let list = List::open(connection, scope, None);
    let verdict = Memo::new(move |_| verdict(list));
    // A report goes when another scan begins: then the page is behind.
    Effect::new(move |_| {
        if verdict.with(|verdict| *verdict == Verdict::Missing) {
            look(changing);
        }
    });
    move || match verdict.get() {
        Verdict::Failed(failure) => view! {
            <Failed
                what=w.the_vulnerabilities
                failure=failure
                on_retry=Callback::new(move |()| list.reload())
            />
        }
        .into_any(),
        Verdict::Loading => view! { <div class="scroll" aria-busy="true"></div> }.into_any(),
        Verdict::Missing => view! {
            <Empty icon="not-scanned" title=w.no_report_title text=w.no_report_text>
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        look(changing);
                        list.reload();
                    }
                >
                    {words().parts.try_again}
                </button>
            </Empty>
        }
        .into_any(),
        Verdict::Clean(report) => {
            let facts = move || {
                let when = report
                    .generated
                    .map(|at| w.scanned_ago(&ago(at, registries.now.get())));
                let severity = Some(w.worst_severity(&w.severity(report.severity)));
                let facts = [report.scanner.clone(), when, severity];
                facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            };
            view! {
                <Empty icon="check-circle" title=w.none_title text=w.none_text>
                    <span class="muted t12">{facts}</span>
                    {log.times()}
                    {log.button()}
                    <SinceLast changing=changing list=list />
                </Empty>
            }
            .into_any()
        }
        Verdict::Found => {
            view! { <ReportView list=list changing=changing log=log pulls=pulls /> }.into_any()
        }
    }
}

/// What was found: how much of it, and all of it.
#[component]
fn ReportView(list: List, changing: Changing, log: ScanLog, pulls: PullRule) -> impl IntoView {
    let w = &words().findings;
    let counts = list.counts(&["severity", "package", "fixable", "allowed"]);
    let fixable = Memo::new(move |_| rows_with(&counts.get(), 2, "yes"));
    let allowed = Memo::new(move |_| rows_with(&counts.get(), 3, "yes"));
    mark_allowed(list, pulls);
    let by_package = RwSignal::new(false);
    let choose = Callback::new(move |package: String| {
        list.place.conditions.update(|all| {
            all.retain(|known| known.field != "package");
            all.push(Condition {
                field: "package".to_owned(),
                operator: Operator::Is,
                value: package,
            });
        });
    });
    let head = move || {
        view! {
            <Totals
                list=list
                counts=counts
                fixable=fixable
                by_package=by_package
                log=log
            >
                <SinceLast changing=changing list=list />
                <PullCheck of=pulls artifact=changing.artifact findings=Some(list) />
                {move || {
                    by_package
                        .get()
                        .then(|| view! { <PackageFixes list=list on_choose=choose /> })
                }}
            </Totals>
        }
    };
    let only_fixable = move || {
        // A filter that is on can be turned off also when nothing is left of it.
        let is_offered = Memo::new(move |_| allowed.get() > 0 || has(list, "allowed", "yes"));
        view! {
            <ShownCount list=list class="muted t12" />
            {toggle(list, "fixable", w.fixable_only, fixable)}
            {move || {
                is_offered
                    .get()
                    .then(|| toggle(list, "allowed", words().pull_check.allowlisted, allowed))
            }}
        }
    };
    let said = ListWords {
        find: w.find,
        all: w.the_vulnerabilities,
        one: w.vulnerability,
        copy_keys: w.copy_ids,
        number: |number| words().findings.number(number),
    };
    let adding = RwSignal::new(None::<String>);
    let adding_dialog = move || {
        let id = adding.get()?;
        Some(view! {
            <AddToAllowlist
                connection=changing.connection
                project=changing.at.with_value(|(project, ..)| project.clone())
                id=id
                on_done=Callback::new(move |()| pulls.reload())
                on_close=Callback::new(move |()| adding.set(None))
            />
        })
    };
    let inspector = move |line: Arc<Line>| {
        let of = FindingOf {
            list,
            changing,
            pulls,
            adding,
        };
        view! { <FindingInspector of=of line=line /> }.into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=words().artifact.vulnerabilities
            head=head
            bar=only_fixable
            empty=|| ()
            inspector=Callback::new(inspector)
        />
        {adding_dialog}
    }
}

/// A switch of the filter that leaves the rows with a word 'yes'.
fn toggle(list: List, field: &'static str, said: &'static str, number: Memo<i64>) -> impl IntoView {
    let is_on = Memo::new(move |_| has(list, field, "yes"));
    view! {
        <button
            type="button"
            class="tog"
            class:is-on=is_on
            aria-pressed=move || is_on.get().to_string()
            on:click=move |_| turn(list, field, &["yes"], !is_on.get_untracked())
        >
            {move || is_on.get().then(|| view! { <Icon name="check" class="i-14" /> })}
            {said}
            <span class="num">{move || count(number.get())}</span>
        </button>
    }
}

/// When a list was last read to its end, while it is not being read.
pub fn last_read(list: List) -> Memo<Option<Option<DateTime<Utc>>>> {
    Memo::new(move |_| {
        let state = list.state()?;
        (state.whole && !state.reading).then_some(state.at)
    })
}

/// Has what the allowlist lets through marked, whenever the list or the report is another.
fn mark_allowed(list: List, pulls: PullRule) {
    let allowed = pulls.allowed();
    let read = last_read(list);
    Effect::new(move |_| {
        let (Some(allowed), Some(_), Some(list)) = (allowed.get(), read.get(), list.id()) else {
            return;
        };
        spawn_local(async move {
            // Without an answer the rows are shown without marks; the next reading asks again.
            let _ = ipc::call(MarkAllowed { list, allowed }).await;
        });
    });
}

type Counts = Signal<Vec<pilothouse_protocol::ColumnCounts>>;

/// How many rows have a word in one of the counted columns.
fn rows_with(counts: &[pilothouse_protocol::ColumnCounts], column: usize, word: &str) -> i64 {
    let rows = counts.get(column).map_or(&[][..], |counts| &counts.rows);
    let found = rows.iter().find(|(known, _)| known == word);
    found.map_or(0, |(_, rows)| i64::try_from(*rows).unwrap_or(i64::MAX))
}

/// How much was found, by severity, each the switch of a filter.
#[component]
fn Totals(
    list: List,
    counts: Counts,
    fixable: Memo<i64>,
    by_package: RwSignal<bool>,
    log: ScanLog,
    children: Children,
) -> impl IntoView {
    let w = &words().findings;
    let registries = registries();
    let by_severity = Memo::new(move |_| {
        let counts = counts.get();
        SHOWN.map(|all| {
            let rows = all.iter().map(|one| rows_with(&counts, 0, one.as_str()));
            (all[0], rows.sum::<i64>())
        })
    });
    let packages = move || counts.with(|counts| counts.get(1).map_or(0, |of| of.distinct));
    let scanned = move || {
        let facts = ReportFacts::read(&list.facts())?;
        let when = facts
            .generated
            .map(|at| w.scanned_ago(&ago(at, registries.now.get())));
        let took = log.run.with(|run| run.as_ref().and_then(ScanRun::took));
        Some(
            [facts.scanner, when, took]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        )
    };
    let switches = move || {
        SHOWN
            .iter()
            .zip(by_severity.get())
            .filter(|(_, (_, number))| *number > 0)
            .map(|(all, (severity, number))| {
                let is_on = Memo::new(move |_| has(list, "severity", severity.as_str()));
                let all = all.iter().map(|one| one.as_str()).collect::<Vec<_>>();
                view! {
                    <button
                        type="button"
                        aria-pressed=move || is_on.get().to_string()
                        on:click=move |_| turn(list, "severity", &all, !is_on.get_untracked())
                    >
                        <SeverityGlyph severity=severity />
                        <b>{count(number)}</b>
                        <span>{w.severity(severity)}</span>
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="vs">
            <div class="row t12">
                <b class="semi t13">{move || w.number(list.rows())}</b>
                <span class="muted trunc">{move || w.within(packages(), fixable.get())}</span>
                <span class="sp"></span>
                <span
                    class="muted nowrap"
                    title=move || log.run.with(|run| run.as_ref().map(ScanRun::times))
                >
                    {scanned}
                </span>
                {log.button()}
                <button
                    type="button"
                    class="tog"
                    class:is-on=by_package
                    aria-pressed=move || by_package.get().to_string()
                    on:click=move |_| by_package.update(|on| *on = !*on)
                >
                    {w.by_package}
                </button>
            </div>
            {move || view! { <SeverityBar counts=by_severity.get().to_vec() class="large" /> }}
            <div class="vs-l" role="group" aria-label=w.filter>
                {switches}
            </div>
            {children()}
        </div>
    }
}

/// Whether the list is filtered by a word.
fn has(list: List, field: &str, word: &str) -> bool {
    list.place.conditions.with(|all| {
        all.iter().any(|condition| {
            condition.field == field
                && condition.operator == Operator::Is
                && condition.value == word
        })
    })
}

/// Filters by words, or no longer.
fn turn(list: List, field: &str, words: &[&str], on: bool) {
    list.place.conditions.update(|all| {
        all.retain(|known| {
            known.field != field
                || known.operator != Operator::Is
                || !words.contains(&known.value.as_str())
        });
        if on {
            all.extend(words.iter().map(|word| Condition {
                field: field.to_owned(),
                operator: Operator::Is,
                value: (*word).to_owned(),
            }));
        }
    });
}

fn columns() -> Vec<Column> {
    let w = &words().findings;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("severity", w.severity_column)
            .width(104)
            .cell(SeverityCell::make)
            .text(|line| severity_name(line.text("severity")))
            .sorted(),
        column("vulnerability", w.vulnerability_column)
            .width(134)
            .cell(IdCell::make)
            .sorted(),
        column("score", w.cvss)
            .kept_as("cvss")
            .width(58)
            .class("r p2")
            .sorted(),
        column("package", w.package)
            .width(118)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "strong-tx")))
            .sorted(),
        column("version", w.versions)
            .kept_as("versions")
            .cell(VersionsCell::make)
            .text(versions_text)
            .exported(&[("version", w.installed), ("fixed_in", w.fixed_in)]),
    ]
}

fn severity_name(word: &str) -> String {
    words().findings.severity(Severity::from_word(word))
}

fn fields() -> Vec<FilterField> {
    let w = &words().findings;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("severity", w.severity_column, "shield").shown_as(severity_name),
        field("fixable", w.fixable, "check").shown_as(|word| {
            let w = &words().filter;
            if word == "yes" { w.yes } else { w.no }.to_owned()
        }),
        field("allowed", words().pull_check.on_allowlist, "shield-check").shown_as(|word| {
            let w = &words().filter;
            if word == "yes" { w.yes } else { w.no }.to_owned()
        }),
        field("package", w.package, "box"),
        field("vulnerability", w.vulnerability_column, "shield"),
        field("score", w.cvss, "shield"),
        field("weakness", w.weakness, "warning"),
        field("status", w.status, "scan"),
    ]
}

/// Where a finding is, and what may be done to it.
#[derive(Clone, Copy)]
struct FindingOf {
    list: List,
    changing: Changing,
    pulls: PullRule,
    /// The id that is to be put on the allowlist.
    adding: RwSignal<Option<String>>,
}

impl FindingOf {
    /// What lets a vulnerability through, for whoever may change the list that holds.
    fn allow(self, id: &str) -> impl IntoView + use<> {
        let id = StoredValue::new(CveId::read_all(id).0.first().map(ToString::to_string));
        let allowed = self.pulls.allowed();
        let Self {
            changing,
            pulls,
            adding,
            ..
        } = self;
        move || {
            let id = id.get_value()?;
            let w = &words().pull_check;
            let is_allowed = allowed.with(|all| Some(all.as_ref()?.contains(&id)))?;
            if is_allowed {
                return Some(
                    view! {
                        <span class="row g6 t125 c-ok">
                            <Icon name="shield-check" class="i-14" />
                            {w.on_allowlist}
                        </span>
                    }
                    .into_any(),
                );
            }
            let may =
                changing.may("configuration", "update") && pulls.uses_own_list() == Some(true);
            may.then(|| {
                view! {
                    <button
                        type="button"
                        class="btn sm"
                        title=move || changing.off.get()
                        disabled=move || changing.off.get().is_some()
                        on:click=move |_| adding.set(Some(id.clone()))
                    >
                        <Icon name="shield" class="i-14" />
                        {w.add}
                    </button>
                    <span class="sp"></span>
                    <span class="muted t12 trunc">
                        {changing.at.with_value(|(project, ..)| project.to_string())}
                    </span>
                }
                .into_any()
            })
        }
    }
}

/// One finding, all that the report says of it.
#[component]
fn FindingInspector(of: FindingOf, line: Arc<Line>) -> impl IntoView {
    let w = &words().findings;
    let list = of.list;
    let row = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let severity = Severity::from_word(row.text("severity"));
    let id = row.text("vulnerability").to_owned();
    let (copied, allowed_id) = (id.clone(), id.clone());
    let vector = row.text("vector").to_owned();
    let (title, description) = split_description(row.text("description"));
    let score = row.number("score").map(|score| {
        section(view! {
            <div class="row g12">
                <span class="score num">{listing::export::tenths(score)}</span>
                <span class="col">
                    <span class="strong t125">{w.score_of(severity)}</span>
                    <span class="muted t12 mono-wrap">{vector}</span>
                </span>
            </div>
        })
    });
    let fixed = match row.text("fixed_in") {
        "" => view! { <span class="muted">{w.no_fix}</span> }.into_any(),
        fixed => view! { <span class="mono c-ok">{fixed.to_owned()}</span> }.into_any(),
    };
    let (weakness, status) = (
        row.texts("weakness").join(", "),
        row.text("status").to_owned(),
    );
    let version = row.text("version").to_owned();
    let facts = view! {
        <dl class="kv">
            {pair(w.package, row.text("package").to_owned())}
            {pair(w.installed, view! { <span class="mono">{version}</span> })}
            {pair(w.fixed_in, fixed)}
            {(!weakness.is_empty()).then(|| pair(w.weakness, weakness.clone()))}
            {(!status.is_empty()).then(|| pair(w.status, status.clone()))}
        </dl>
    }
    .into_any();
    let scores = row.texts("scores").iter();
    let scores: Vec<VendorScore> = scores.filter_map(|text| VendorScore::read(text)).collect();
    let by_vendor = (!scores.is_empty()).then(|| {
        let pairs = scores.into_iter().map(vendor_score).collect_view();
        titled_section(w.by_vendor, (), view! { <dl class="kv">{pairs}</dl> })
    });
    let links = row.texts("links").to_vec();
    view! {
        <Inspector
            title=id
            on_close=Callback::new(move |()| list.place.selected.set(None))
            mark=move || view! { <SeverityGlyph severity=severity /> }.into_any()
            actions=move || {
                view! { <CopyIcon text=copied.clone() label=w.copy_id /> }.into_any()
            }
            footer=move || of.allow(&allowed_id).into_any()
        >
            {title.map(|title| section(view! { <p class="soft t125">{title}</p> }))}
            {score}
            {section(facts)}
            {by_vendor}
            {(!description.is_empty())
                .then(|| {
                    let text = view! { <p class="t125 soft pre">{description.clone()}</p> };
                    titled_section(w.description, (), text)
                })}
            {(!links.is_empty())
                .then(|| {
                    let links = view! { <References links=links.clone() /> };
                    titled_section(w.references, (), links)
                })}
        </Inspector>
    }
}

/// What a vendor makes of it: the score, the version of CVSS that it is of, and how it came about.
fn vendor_score(score: VendorScore) -> impl IntoView {
    let version = words().findings.cvss_version(&score.version);
    let vector = score.vector;
    let said = view! {
        <span class="col">
            <span class="row g6">
                <b class="num semi">{listing::export::tenths(score.score)}</b>
                <span class="muted t12">{version}</span>
            </span>
            {(!vector.is_empty()).then(|| view! { <span class="muted t12 mono-wrap">{vector}</span> })}
        </span>
    };
    view! {
        <dt>{score.vendor}</dt>
        <dd>{said}</dd>
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
