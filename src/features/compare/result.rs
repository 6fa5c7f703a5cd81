//! A comparison as it is shown: both artifacts, totals that lead to the parts, one part, and a digest of
//! the rest.

use std::sync::Arc;

use harbor_api::types::Artifact;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    actions::use_action,
    features::{
        artifacts::Attachments,
        compare::{
            COMPARE, Other, compare_tag_with, compare_with,
            differences::{Compared, Differences, platforms},
            digest::digest,
            markdown::markdown,
            package_table::PackageTable,
            part::Part,
            sections,
        },
    },
    format::{ago, size, whole},
    registries::registries,
    route::Route,
    ui::{CopyButton, CopyIcon, Failed, FormFailure, Icon, use_places},
    words::words,
};

#[component]
pub(super) fn Comparison(
    connection: Signal<ConnectionId>,
    this: Other,
    artifact: Arc<Artifact>,
    other: Other,
    /// What is attached to the artifact.
    attachments: Attachments,
    /// That of the parts, where parts are compared.
    #[prop(optional_no_strip)]
    platform: Option<String>,
    /// Is told the other artifact once it is read.
    #[prop(optional_no_strip)]
    read: Option<RwSignal<Option<Arc<Artifact>>>>,
) -> impl IntoView {
    let w = &words().compare;
    let compared = Compared::new(connection, &this, &artifact, &other, attachments);
    let (before, differences) = (compared.before, compared.differences);
    let part = RwSignal::new(Part::Packages);
    for one in Part::ALL {
        use_action(one.action().id, move || part.set(one));
    }
    if let Some(read) = read {
        Effect::new(move |_| {
            if let Some(found) = before.data.get() {
                read.set(Some(found));
            }
        });
    }
    let mut title = format!("{} → {}", other.text(), this.text());
    if let Some(platform) = platform {
        title = format!("{title} ({platform})");
    }
    let copied = {
        let title = title.clone();
        Signal::derive(move || {
            let differences = differences.get();
            differences
                .map(|all| markdown(&title, &all))
                .unwrap_or_default()
        })
    };
    let after = StoredValue::new(artifact);
    view! {
        <div class="row cmp-head">
            <h2 class="sr">{title}</h2>
            <SideCard mark="A" at=other.clone() artifact=Signal::derive(move || before.data.get()) />
            <Swap this=this.clone() other=other />
            <SideCard mark="B" at=this artifact=Signal::derive(move || Some(after.get_value())) />
            <span class="sp"></span>
            {move || compared.is_reading().then(|| view! { <span class="spin" role="status"></span> })}
            <CopyButton text=copied label=w.copy_markdown />
        </div>
        {move || {
            let none = before.data.with(Option::is_none);
            before.failure.get().filter(|_| none).map(|failure| {
                view! {
                    <Failed
                        what=w.the_other
                        failure=failure
                        on_retry=Callback::new(move |()| before.reload())
                    />
                }
            })
        }}
        {move || {
            let failed = compared.packages.changes.get().and_then(Result::err);
            failed.map(|failure| view! { <FormFailure failure=failure /> })
        }}
        {move || {
            differences
                .with(|all| {
                    let all = all.as_ref()?;
                    let notes = [
                        (all.are_same, w.are_same),
                        (all.is_index_and_image, w.index_and_image),
                        (all.platforms[0] != all.platforms[1], w.other_platforms),
                    ];
                    let said = notes.iter().find(|(is_so, _)| *is_so)?.1;
                    Some(
                        view! {
                            <div class="note warn cmp-warn">
                                <Icon name="warning" />
                                <span class="grow">{said}</span>
                            </div>
                        },
                    )
                })
        }}
        {move || differences.get().map(|all| strip(&all, part, compared.is_reading()))}
        {move || {
            differences
                .get()
                .map(|all| {
                    view! {
                        <div class="cmp-body">
                            <div class="cmp-main">{shown(&all, part.get(), compared.is_reading())}</div>
                            <aside class="cmp-aside">{digest(&all, part)}</aside>
                        </div>
                    }
                })
        }}
    }
}

/// One of the two: what it is called, where it runs, since when it is there.
#[component]
fn SideCard(
    mark: &'static str,
    at: Other,
    artifact: Signal<Option<Arc<Artifact>>>,
) -> impl IntoView {
    let registries = registries();
    let called = at.tag.clone().unwrap_or_else(|| at.reference.to_string());
    let name = format!("{}/{}", at.project, at.repository);
    let facts = move || {
        let artifact = artifact.get()?;
        let pushed = artifact.push_time;
        let hex = artifact.digest.split_once(':').map_or("", |(_, hex)| hex);
        let short = hex.get(..12).unwrap_or(hex).to_owned();
        Some(view! {
            <span class="mono t12" title=artifact.digest.clone()>
                {short}
                <CopyIcon text=artifact.digest.clone() label=words().artifact.copy_digest />
            </span>
            <span class="mid">"·"</span>
            <span class="trunc">{platforms(&artifact).join(", ")}</span>
            {pushed
                .map(|at| {
                    view! {
                        <span class="mid">"·"</span>
                        <span class="nowrap" title=whole(at)>
                            {move || words().artifact.pushed_ago(&ago(at, registries.now.get()))}
                        </span>
                    }
                })}
        })
    };
    view! {
        <div class="cmp-side">
            <span class="cmp-mark" aria-hidden="true">
                {mark}
            </span>
            <div class="col grow">
                <div class="row g6">
                    <b class="semi trunc">{name}</b>
                    <span class="tag trunc">{called}</span>
                </div>
                <div class="row g4 muted t12 cmp-facts">{facts}</div>
            </div>
        </div>
    }
}

/// The other one's page, compared with this one.
#[component]
fn Swap(this: Other, other: Other) -> impl IntoView {
    let w = &words().compare;
    let places = use_places();
    let swap = move || {
        match other.tag.clone() {
            Some(tag) => compare_tag_with(tag, this.clone()),
            None => compare_with(this.clone()),
        }
        let place = Route::Artifact {
            connection: other.connection.clone(),
            project: other.project.clone(),
            repository: other.repository.clone(),
            reference: other.reference.clone(),
            tab: COMPARE,
        };
        places.go(place);
    };
    use_action("compare.swap", swap.clone());
    view! {
        <button
            type="button"
            class="ib"
            aria-label=w.swap
            title=w.swap
            on:click=move |_| swap()
        >
            <Icon name="swap" />
        </button>
    }
}

/// The totals of all parts; each leads to its part.
fn strip(all: &Differences, shown: RwSignal<Part>, is_reading: bool) -> impl IntoView + use<> {
    let facts = Part::ALL.map(|part| {
        let title = part.title(words());
        let (value, said) = total(all, part, is_reading);
        view! {
            <button
                type="button"
                class:is-active=move || shown.get() == part
                aria-pressed=move || (shown.get() == part).to_string()
                on:click=move |_| shown.set(part)
            >
                <span class="k">{title}</span>
                <span class="v">{value}</span>
                <span class="s">{said}</span>
            </button>
        }
    });
    view! { <div class="facts cmp-strip">{facts.into_iter().collect_view()}</div> }
}

/// A part's total in the second one, and how much of it differs.
fn total(all: &Differences, part: Part, is_reading: bool) -> (String, String) {
    let w = &words().compare;
    let unknown = || {
        let said = if is_reading { w.reading } else { w.not_known };
        ("–".to_owned(), said.to_owned())
    };
    match part {
        Part::Size => {
            let [before, after] = all.sizes;
            let said = match after - before {
                0 => w.same_size.to_owned(),
                more if more > 0 => w.larger(&size(more), &size(before)),
                less => w.smaller(&size(-less), &size(before)),
            };
            (size(after), said)
        }
        Part::Packages => {
            let known = all.packages.as_ref().map(|(_, changes)| {
                let (new, gone) = (changes.new.len(), changes.gone.len());
                let number = new + changes.changed.len() + changes.same;
                let said = w.packages_differ(new, gone, changes.changed.len());
                (number.to_string(), said)
            });
            known.unwrap_or_else(unknown)
        }
        Part::Findings => {
            let known = all.findings.as_ref().map(|findings| {
                let changes = &findings.changes;
                let number = changes.left + changes.new.len();
                let said = w.findings_differ(changes.fixed.len(), changes.new.len());
                (number.to_string(), said)
            });
            known.unwrap_or_else(unknown)
        }
        Part::Layers => {
            let known = all.layers.as_ref().map(|layers| {
                let changes = &layers.changes;
                let said = w.layers_differ(changes.shared, changes.new.len() + changes.gone.len());
                (layers.both[1].len().to_string(), said)
            });
            known.unwrap_or_else(unknown)
        }
        Part::Config => {
            let (settings, labels) = (all.settings.len(), all.labels.len());
            let value = w.differ(settings + labels);
            (value, w.config_differs(settings, labels))
        }
        Part::Platforms => {
            let [before, after] = &all.platforms;
            let said = if before == after {
                w.same_platforms
            } else {
                w.platforms_differ
            };
            (after.len().to_string(), said.to_owned())
        }
    }
}

/// One part as a whole.
fn shown(all: &Differences, part: Part, is_reading: bool) -> AnyView {
    let w = &words().compare;
    let nothing = |why: &'static str| {
        let why = (!is_reading).then_some(why);
        view! { <p class="soft cmp-note">{why}</p> }.into_any()
    };
    match part {
        Part::Size => sections::settings(&[(w.facts, &all.facts)]),
        Part::Packages => match all.packages.clone() {
            Some((source, changes)) => view! {
                <PackageTable source=source changes=changes findings=all.findings.clone() />
            }
            .into_any(),
            None => nothing(w.no_packages),
        },
        Part::Findings => match &all.findings {
            Some(findings) => sections::findings(findings),
            None => nothing(w.not_scanned),
        },
        Part::Layers => match &all.layers {
            Some(layers) => sections::layers(&layers.changes),
            None => nothing(w.no_layers),
        },
        Part::Config => sections::settings(&[(w.settings, &all.settings), (w.labels, &all.labels)]),
        Part::Platforms => sections::platforms(&all.platforms),
    }
}
