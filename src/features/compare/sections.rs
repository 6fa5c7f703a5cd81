//! The parts of a comparison besides the packages: findings, layers, settings, platforms.

use comparison::{Found, Layer, LayerChanges, SettingChange};
use leptos::prelude::*;

use crate::{
    features::compare::{differences::ComparedFindings, package_table::SHOWN},
    format::size,
    ui::SeverityWord,
    words::words,
};

/// How many more there are than are drawn.
fn more(number: usize) -> Option<impl IntoView> {
    let more = number.saturating_sub(SHOWN);
    (more > 0).then(|| view! { <p class="soft cmp-note">{words().compare.more(more)}</p> })
}

/// What was fixed and what is new, the worst first.
pub(super) fn findings(findings: &ComparedFindings) -> AnyView {
    let w = &words().compare;
    let changes = &findings.changes;
    let list = |title: String, list: &[Found]| {
        let rows = list.iter().take(SHOWN).map(|found| {
            view! {
                <tr>
                    <td>
                        <SeverityWord severity=found.severity />
                    </td>
                    <td class="mono">{found.id.clone()}</td>
                    <td>{found.package.clone()}</td>
                    <td class="mono wraps">{found.version.clone()}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <h4>{title}</h4>
            {(!list.is_empty())
                .then(|| {
                    view! {
                        <table class="tbl cmp-table">
                            <tbody>{rows}</tbody>
                        </table>
                    }
                })}
            {more(list.len())}
        }
    };
    let other_data = findings
        .are_by_other_data()
        .then(|| view! { <p class="soft cmp-note">{w.other_data}</p> });
    view! {
        {other_data}
        {list(w.new_findings(changes.new.len()), &changes.new)}
        {list(w.fixed(changes.fixed.len()), &changes.fixed)}
        <p class="soft cmp-note">{w.left(changes.left)}</p>
    }
    .into_any()
}

/// What both share, and what only one has.
pub(super) fn layers(changes: &LayerChanges) -> AnyView {
    let w = &words().compare;
    let list = |title: String, list: &[Layer]| {
        let rows = list.iter().take(SHOWN).map(|layer| {
            let bytes = layer.size;
            view! {
                <tr>
                    <td class="mono trunc" title=layer.digest.clone()>
                        {layer.digest.clone()}
                    </td>
                    <td class="r num">{size(bytes)}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <h4>{title}</h4>
            {(!list.is_empty())
                .then(|| {
                    view! {
                        <table class="tbl cmp-table cmp-layers">
                            <tbody>{rows}</tbody>
                        </table>
                    }
                })}
            {more(list.len())}
        }
    };
    let shared = changes.shared_bytes;
    view! {
        <p class="soft cmp-note">{w.shared(changes.shared, &size(shared))}</p>
        {list(w.new_layers(changes.new.len()), &changes.new)}
        {list(w.gone_layers(changes.gone.len()), &changes.gone)}
    }
    .into_any()
}

/// Settings that differ, in tables with their titles.
pub(super) fn settings(tables: &[(&'static str, &Vec<SettingChange>)]) -> AnyView {
    let tables = tables.iter().map(|(title, changes)| {
        view! {
            <h4>{*title}</h4>
            {table(changes)}
        }
    });
    tables.collect_view().into_any()
}

fn table(changes: &[SettingChange]) -> AnyView {
    let w = &words().compare;
    if changes.is_empty() {
        return view! { <p class="soft cmp-note">{w.same}</p> }.into_any();
    }
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let rows = changes.iter().map(|change| {
        view! {
            <tr>
                <th scope="row">{change.name.clone()}</th>
                <td class="wraps">{side(&change.before)}</td>
                <td class="wraps">{side(&change.after)}</td>
            </tr>
        }
    });
    view! {
        <table class="tbl cmp-table">
            <thead>
                <tr>
                    <th scope="col">{w.what}</th>
                    <th scope="col">{w.before}</th>
                    <th scope="col">{w.after}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// Where both run, line by line.
pub(super) fn platforms([before, after]: &[Vec<String>; 2]) -> AnyView {
    let w = &words().compare;
    let mut all: Vec<&String> = before.iter().chain(after).collect();
    all.sort();
    all.dedup();
    let has = |side: &[String], platform: &String| {
        let is_there = side.contains(platform);
        let filter = &words().filter;
        if is_there { filter.yes } else { filter.no }
    };
    let rows = all.into_iter().map(|platform| {
        view! {
            <tr>
                <th scope="row">{platform.clone()}</th>
                <td>{has(before, platform)}</td>
                <td>{has(after, platform)}</td>
            </tr>
        }
    });
    view! {
        <table class="tbl cmp-table">
            <thead>
                <tr>
                    <th scope="col">{words().artifact.platform}</th>
                    <th scope="col">{w.before}</th>
                    <th scope="col">{w.after}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
