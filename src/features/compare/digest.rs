//! The digest of a comparison, beside the part that is shown: findings by severity, the worst new ones,
//! layers as bars, settings.

use std::collections::HashSet;

use comparison::Layer;
use leptos::prelude::*;

use crate::{
    features::compare::{
        differences::{ComparedFindings, ComparedLayers, Differences, Scan},
        part::Part,
    },
    format::{ago, size},
    registries::registries,
    ui::{Icon, SeverityGlyph, SeverityWord, titled_section},
    words::words,
};

/// New findings and settings that are named.
const FEW: usize = 5;

/// What is said of the parts besides the one that is shown.
pub(super) fn digest(all: &Differences, part: RwSignal<Part>) -> impl IntoView + use<> {
    let w = &words().compare;
    let lead = move |to: Part, words: String| {
        view! {
            <button type="button" class="lnk t12" on:click=move |_| part.set(to)>
                {words}
            </button>
        }
    };
    let findings = all.findings.as_ref().map(|findings| {
        let number = findings.changes.fixed.len() + findings.changes.new.len();
        let aside = lead(Part::Findings, w.all_findings(number));
        view! {
            {titled_section(w.findings, aside, by_severity(findings))}
            {(!findings.changes.new.is_empty())
                .then(|| titled_section(w.worst_new, (), worst_new(findings)))}
        }
    });
    let layers = all.layers.as_ref().map(|layers| {
        let shared = layers.changes.shared_bytes;
        let aside = view! { <span class="muted t12">{w.size_shared(&size(shared))}</span> };
        titled_section(w.layers, aside, bars(layers))
    });
    let changed: Vec<_> = all.settings.iter().chain(&all.labels).collect();
    let settings = (!changed.is_empty()).then(|| {
        let number = changed.len();
        let rows = changed.into_iter().take(FEW).map(|change| {
            view! {
                <dt class="mono trunc" title=change.name.clone()>
                    {change.name.clone()}
                </dt>
                <dd class="wraps">
                    {change.before.clone().map(|before| view! { <s class="muted">{before}</s> })} " "
                    {change
                        .after
                        .clone()
                        .unwrap_or_else(|| w.is_gone.to_owned())}
                </dd>
            }
        });
        let rows = rows.collect_view();
        let aside = lead(Part::Config, w.differ(number));
        titled_section(w.config, aside, view! { <dl class="kv">{rows}</dl> })
    });
    view! {
        {findings}
        {layers}
        {settings}
    }
}

fn by_severity(findings: &ComparedFindings) -> impl IntoView + use<> {
    let w = &words().compare;
    let rows = findings.counts.iter().map(|(severity, [before, after])| {
        let of = |list: &[comparison::Found]| {
            let number = list.iter().filter(|it| it.severity == *severity).count();
            (number > 0).then_some(number)
        };
        view! {
            <tr>
                <td>
                    <SeverityWord severity=*severity />
                </td>
                <td class="r num">{*before}</td>
                <td class="r num semi">{*after}</td>
                <td class="r num c-ok">{of(&findings.changes.fixed)}</td>
                <td class="r num c-bad">{of(&findings.changes.new)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let [first, second] = findings.scans.clone().map(scanned);
    let warned = findings.are_by_other_data();
    view! {
        <table class="cmp-severities">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" class="r">
                        "A"
                    </th>
                    <th scope="col" class="r">
                        "B"
                    </th>
                    <th scope="col" class="r">
                        {w.fixed_column}
                    </th>
                    <th scope="col" class="r">
                        {w.new_column}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="soft t12">
            {move || w.scans(&first(), &second())}
            {warned
                .then(|| {
                    view! {
                        " "
                        <Icon name="warning" class="i-12 c-warn" />
                        " "
                        {w.other_data}
                    }
                })}
        </p>
    }
}

/// Who scanned it and when, as long ago as it is now.
fn scanned(scan: Scan) -> impl Fn() -> String {
    let now = registries().now;
    move || {
        let when = scan.at.map(|at| ago(at, now.get()));
        let parts = [Some(scan.scanner.clone()), when];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }
}

fn worst_new(findings: &ComparedFindings) -> impl IntoView + use<> {
    let rows = findings.changes.new.iter().take(FEW).map(|found| {
        view! {
            <li class="row g6">
                <SeverityGlyph severity=found.severity />
                <span class="mono">{found.id.clone()}</span>
                <span class="soft trunc">{found.package.clone()}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! { <ul class="cmp-worst">{rows}</ul> }
}

/// The layers of both as bars, each as wide as it is large; what only one has stands out.
fn bars(layers: &ComparedLayers) -> impl IntoView + use<> {
    let of = |layers: &[Layer]| -> HashSet<String> {
        layers.iter().map(|layer| layer.digest.clone()).collect()
    };
    let own = [of(&layers.changes.gone), of(&layers.changes.new)];
    let bars = ["A", "B"].into_iter().zip(&layers.both).zip(own);
    let bars = bars.map(|((mark, layers), own)| {
        let parts = layers.iter().map(|layer| {
            let is_own = own.contains(&layer.digest);
            let bytes = layer.size;
            view! {
                <i
                    class:is-own=is_own
                    style:flex-grow=layer.size.max(1).to_string()
                    title=size(bytes)
                ></i>
            }
        });
        view! {
            <div class="row g8">
                <b class="semi">{mark}</b>
                <span class="cmp-layers-bar" aria-hidden="true">
                    {parts.collect_view()}
                </span>
            </div>
        }
    });
    let words = words().compare.layers_differ(
        layers.changes.shared,
        layers.changes.new.len() + layers.changes.gone.len(),
    );
    view! {
        <div class="col g4">{bars.collect_view()}</div>
        <p class="soft t12">{words}</p>
    }
}
