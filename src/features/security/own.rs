//! The same for people who are no administrators: put together from the reports of the projects that
//! they are in, with what that covers.

use std::sync::Arc;

use chrono::Utc;
use harbor_api::types::Severity;
use leptos::prelude::*;
use listing::{
    Line, Listing, Sort,
    lists::{OwnFacts, OwnFindings, WorstImage},
};
use pilothouse_protocol::{ConnectionId, SecurityLook};

use super::{
    found::{score, severity_cell, severity_name, severity_text},
    look::{LastLook, LookOf},
    totals::{NewMark, place},
};
use crate::{
    actions::use_action,
    filter::FilterField,
    format::{count, whole},
    list::{Column, List, ListPage, ListWords, Refresh, TableOf, Values},
    ui::{
        CopyButton, Empty, Icon, Inspector, Link, SeverityGlyph, SeverityWord, pair, section,
        titled_section,
    },
    words::words,
};

const OF_LIST: &[listing::Column] = OwnFindings::COLUMNS;

fn look_of(facts: &OwnFacts) -> SecurityLook {
    SecurityLook {
        at: Utc::now(),
        critical: facts.critical,
        high: facts.high,
        medium: facts.medium,
        low: facts.low,
        fixable: facts.fixable,
        scanned: facts.scanned,
        cves: Default::default(),
        artifacts: facts
            .worst
            .iter()
            .map(|image| image.digest.clone())
            .collect(),
    }
}

#[component]
pub fn OwnSecurityPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().security;
    let list = List::open(connection, OwnFindings {}, Some(Sort::descending("score")));
    let facts = Memo::new(move |_| OwnFacts::of(&list.facts()));
    let look = LastLook::open(connection, LookOf::OwnProjects);
    Effect::new(move |_| {
        if let Some(facts) = facts.get() {
            look.begin(look_of(&facts));
        }
    });
    let mark = move || {
        if let Some(facts) = facts.get_untracked() {
            look.mark(look_of(&facts));
        }
    };
    use_action("security.seen", mark);
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="count" id="own-count">
                    {move || facts.get().map(|facts| w.your_projects(facts.projects))}
                </span>
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
            </div>
            {move || facts.get().map(|facts| view! { <Strip facts=facts last=look.known.get() /> })}
            <Covered list=list facts=facts />
            {move || {
                let last = look.known.get()?;
                Some(view! {
                    <div class="row g8" id="last-look">
                        <span class="hint">{w.compared_with(&whole(last.at))}</span>
                        <span class="sp"></span>
                        <button type="button" class="btn sm" id="mark-seen" on:click=move |_| mark()>
                            <Icon name="eye" />
                            {w.seen}
                            <kbd class="kbd" aria-hidden="true">"M"</kbd>
                        </button>
                    </div>
                })
            }}
        }
    });
    let empty = ViewFn::from(move || {
        move || {
            let facts = facts.get().unwrap_or_default();
            let (title, text) = match (facts.projects, facts.scanned, facts.reports) {
                (0, ..) => (w.no_projects, w.no_projects_text),
                (_, 0, _) => (w.nothing_scanned, w.nothing_scanned_text),
                (.., 0) => (w.nothing, w.nothing_own_text),
                // Something was found: it stands in reports that were not read.
                _ => (w.no_reports, w.no_reports_text),
            };
            view! { <Empty icon="shield" title=title text=text /> }
        }
    });
    let foot = ViewFn::from(move || {
        move || {
            let facts = facts.get().filter(|facts| !facts.worst.is_empty())?;
            let last = look.known.get();
            Some(view! { <WorstImages connection=connection worst=facts.worst last=last /> })
        }
    });
    let said = ListWords {
        find: w.find_own,
        all: w.the_findings,
        one: w.finding,
        copy_keys: w.copy_cves,
        number: |number| words().security.vulnerabilities_of(number),
    };
    let inspector = move |line: Arc<Line>| {
        view! { <OwnInspector connection=connection list=list line=line /> }.into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.title.to_owned()
            empty=empty
            head=head
            foot=foot
            inspector=Callback::new(inspector)
        />
    }
}

/// Sums of what finished scans say, and how much of that was read.
#[component]
fn Strip(facts: OwnFacts, last: Option<SecurityLook>) -> impl IntoView {
    let w = &words().security;
    let found =
        |severity: Severity, title: &'static str, now: i64, before: fn(&SecurityLook) -> i64| {
            let change = last.as_ref().map_or(0, |last| now - before(last));
            let below = match change {
                0 => w.of_yours.to_owned(),
                more if more > 0 => w.more_since(&count(more)),
                fewer => w.fewer_since(&count(-fewer)),
            };
            view! {
                <div>
                    <span class="k">{title}</span>
                    <span class="v row g6">
                        <SeverityGlyph severity=severity />
                        {count(now)}
                    </span>
                    <span class="s">{below}</span>
                </div>
            }
        };
    view! {
        <div class="facts" id="security-totals">
            {found(Severity::Critical, w.critical, facts.critical, |last| last.critical)}
            {found(Severity::High, w.high, facts.high, |last| last.high)}
            {found(Severity::Medium, w.medium, facts.medium, |last| last.medium)}
            {found(Severity::Low, w.low, facts.low, |last| last.low)}
            <div>
                <span class="k">{w.reports_read}</span>
                <span class="v">{count(facts.read)}</span>
                <span class="s">{w.of_reports(&count(facts.reports))}</span>
            </div>
        </div>
    }
}

/// What the page covers, what it can't tell, and the way to read more.
#[component]
fn Covered(list: List, facts: Memo<Option<OwnFacts>>) -> impl IntoView {
    let w = &words().security;
    let said = move || {
        let Some(facts) = facts.get() else {
            let projects = list.state().and_then(|state| state.projects);
            return match projects {
                Some(projects) => w.reading_projects(projects.read, projects.all),
                None => w.reading_own.to_owned(),
            };
        };
        let mut said = vec![w.covers(facts.projects, &count(facts.images), &count(facts.scanned))];
        if facts.is_cut {
            said.push(w.images_cut.to_owned());
        }
        if facts.refused > 0 {
            said.push(w.projects_refused(&count(facts.refused)));
        }
        let unknown = facts.not_scanned + facts.unknown;
        if unknown > 0 {
            said.push(w.cannot_tell(&count(unknown), &count(facts.not_scanned)));
        }
        if facts.missing > 0 {
            said.push(w.reports_missing(&count(facts.missing)));
        }
        if facts.left() > 0 {
            said.push(w.at_least.to_owned());
        }
        said.join(" ")
    };
    let button = move || {
        if list.is_reading() {
            return Some(
                view! {
                    <button type="button" class="btn sm" id="stop-reports" on:click=move |_| list.stop()>
                        <span class="spin"></span>
                        {w.stop_reading}
                    </button>
                }
                .into_any(),
            );
        }
        let left = facts
            .get()
            .map(|facts| facts.left())
            .filter(|left| *left > 0)?;
        Some(
            view! {
                <button type="button" class="btn sm" id="read-more" on:click=move |_| list.go_on()>
                    {w.read_left(&count(left))}
                </button>
            }
            .into_any(),
        )
    };
    view! {
        <div class="note wb" id="own-scope" role="status">
            <Icon name="info" />
            <span class="grow">{said}</span>
            {button}
        </div>
    }
}

/// The images with most critical and high findings.
#[component]
fn WorstImages(
    connection: Signal<ConnectionId>,
    worst: Vec<WorstImage>,
    last: Option<SecurityLook>,
) -> impl IntoView {
    let w = &words().security;
    let rows = worst.into_iter().map(|image| {
        let is_new = last
            .as_ref()
            .is_some_and(|last| !last.artifacts.contains(&image.digest));
        let text = image_text(&image.repository, &image.digest, &image.tag);
        let to = place(connection.get_untracked(), &image.repository, &image.digest);
        let named = match to {
            Some(to) => view! { <Link to=to class="lnk">{text}</Link> }.into_any(),
            None => text.into_any(),
        };
        view! {
            <tr>
                <td class="wraps">{named} " " {is_new.then(|| view! { <NewMark /> })}</td>
                <td class="r">{count(image.critical)}</td>
                <td class="r">{count(image.high)}</td>
                <td class="r">{count(image.medium)}</td>
            </tr>
        }
    });
    view! {
        <section class="worst">
            <table class="rt-next">
                <thead>
                    <tr>
                        <th scope="col">{w.worst}</th>
                        <th scope="col" class="r">{w.critical}</th>
                        <th scope="col" class="r">{w.high}</th>
                        <th scope="col" class="r">{w.medium}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

/// By its tag, or the first letters of its digest.
fn image_text(repository: &str, digest: &str, tag: &str) -> String {
    match tag {
        "" => {
            let short: String = digest.chars().skip(7).take(12).collect();
            format!("{repository}@{short}")
        }
        tag => format!("{repository}:{tag}"),
    }
}

/// `project/repository@digest tag`, taken apart.
fn read_place(line: &str) -> Option<(&str, &str, &str)> {
    let (image, tag) = line.split_once(' ').unwrap_or((line, ""));
    let (repository, digest) = image.rsplit_once('@')?;
    Some((repository, digest, tag))
}

#[component]
fn OwnInspector(connection: Signal<ConnectionId>, list: List, line: Arc<Line>) -> impl IntoView {
    let w = &words().security;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let fixed = match values.text("fixed") {
        "" => w.no_fix.to_owned(),
        fixed => fixed.to_owned(),
    };
    let number = |id| values.number(id).unwrap_or_default();
    let severity = Severity::from_word(values.text("severity"));
    let facts = view! {
        <dl class="kv">
            {pair(w.severity, view! { <SeverityWord severity=severity /> })}
            {pair(w.score, score(&values))}
            {pair(w.package, values.text("package").to_owned())}
            {pair(w.version, view! { <span class="wraps">{values.text("version").to_owned()}</span> })}
            {pair(w.fixed, view! { <span class="wraps">{fixed}</span> })}
            {pair(w.is_in, w.images_and_projects(number("images"), number("projects")))}
        </dl>
    };
    let places = values.texts("places");
    let here: Vec<_> = places.iter().filter_map(|line| read_place(line)).collect();
    let copied: Vec<String> = here
        .iter()
        .map(|(repository, digest, _)| format!("{repository}@{digest}"))
        .collect();
    let copied = copied.join("\n");
    let images = here.iter().map(|(repository, digest, tag)| {
        let text = image_text(repository, digest, tag);
        let to = place(connection.get_untracked(), repository, digest);
        match to {
            Some(to) => view! { <li><Link to=to class="lnk wraps">{text}</Link></li> }.into_any(),
            None => view! { <li class="wraps">{text}</li> }.into_any(),
        }
    });
    let images = images.collect_view();
    let rest = number("images") - i64::try_from(here.len()).unwrap_or_default();
    let rest = (rest > 0).then(|| view! { <p class="hint">{w.and_more(&count(rest))}</p> });
    let description = values.text("description").to_owned();
    let close = Callback::new(move |()| list.place.selected.set(None));
    let footer = ViewFn::from(move || {
        view! { <CopyButton text=copied.clone() label=w.copy_images /> }
    });
    view! {
        <Inspector title=values.text("cve").to_owned() on_close=close footer=footer>
            {section(facts)}
            {titled_section(
                w.images_pulled,
                (),
                view! {
                    <ul class="col g6" id="own-images">{images}</ul>
                    {rest}
                },
            )}
            {(!description.is_empty())
                .then(|| section(view! { <p class="t125 wraps">{description}</p> }))}
        </Inspector>
    }
}

fn columns() -> Vec<Column> {
    let w = &words().security;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("cve", w.cve).class("p").sorted(),
        column("severity", w.severity)
            .width(100)
            .cell(severity_cell)
            .text(severity_text)
            .sorted(),
        column("score", w.score).width(70).class("r").sorted(),
        column("package", w.package).width(170),
        column("version", w.version).width(150).class("p2"),
        column("fixed", w.fixed).width(150).class("p3"),
        column("images", w.images).width(80).class("r").sorted(),
        column("projects", w.projects)
            .width(80)
            .class("r p2")
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().security;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("severity", w.severity, "shield").shown_as(severity_name),
        field("score", w.score, "gauge"),
        field("package", w.package, "box"),
        field("fixed", w.fixed, "check"),
        field("images", w.images, "layers"),
        field("projects", w.projects, "projects"),
    ]
}
