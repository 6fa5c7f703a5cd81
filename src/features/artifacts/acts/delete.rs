//! Deleting artifacts: all that goes with them is said before.

use harbor_api::ProjectName;
use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkRows, ConnectionId, DeletePreview, PreviewDelete};

use crate::{
    bulk::{start_rows, why_no_run},
    features::immutable_tags::FreezingRules,
    format::size,
    ipc::load::load_answer,
    permissions::rights,
    registries::registries,
    ui::{Dialog, FormFailure, Icon},
    words::words,
};

/// Names of tags that are shown without a list of their own.
const FEW: usize = 12;

/// Asks before artifacts are deleted.
#[component]
pub fn DeleteArtifacts(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    rows: BulkRows,
    on_delete: Option<Callback<()>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().acts;
    let registries = registries();
    let off = why_no_run(connection);
    let asked = rows.clone();
    let preview = load_answer(connection, move || {
        Some(PreviewDelete {
            rows: asked.clone(),
        })
    });
    let has_frozen = Signal::derive(move || {
        let preview = preview.data.get();
        preview.is_some_and(|preview| preview.frozen > 0)
    });
    let rules = FreezingRules::new(
        connection,
        project.clone(),
        rights(connection, project),
        has_frozen,
    );
    let going = move || preview.data.get().map_or(0, |preview| preview.artifacts);
    let title = move || match preview.data.get() {
        Some(preview) if preview.artifacts > 0 => w.delete_title(preview.artifacts),
        _ => w.delete_open.to_owned(),
    };
    let delete = move || {
        start_rows(registries, rows.clone(), BulkChange::Delete);
        on_close.run(());
        if let Some(on_delete) = on_delete {
            on_delete.run(());
        }
    };
    view! {
        <Dialog title=w.delete_open on_close=on_close>
            <div class="dlg-b col g12">
                {move || {
                    let Some(preview) = preview.data.get() else {
                        return view! {
                            <span class="muted row g8" role="status">
                                <span class="spin"></span>
                                {w.looking}
                            </span>
                        }
                            .into_any();
                    };
                    view! {
                        <p class="semi">{title()}</p>
                        {(preview.artifacts > 0).then(|| goes(&preview))}
                        {(preview.frozen > 0).then(|| stays(&preview, rules))}
                    }
                        .into_any()
                }}
                {move || preview.failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="delete-artifacts"
                    disabled=move || going() == 0 || off.get().is_some()
                    title=move || off.get()
                    on:click=move |_| delete()
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}

/// What goes, and what it leaves behind.
fn goes(preview: &DeletePreview) -> impl IntoView + use<> {
    let w = &words().acts;
    let more = preview.tags.saturating_sub(preview.tag_names.len());
    let names = preview.tag_names.join(", ");
    let names = if more > 0 {
        format!("{names} +{more}")
    } else {
        names
    };
    let tags = match preview.tags {
        0 => view! { <li>{w.no_tags}</li> }.into_any(),
        tags if tags <= FEW => view! {
            <li>
                {w.tags_go(tags)} " " <span class="mono wraps soft">{names}</span>
            </li>
        }
        .into_any(),
        tags => view! {
            <li class="col">
                {w.tags_go(tags)}
                <div
                    class="tags-go mono wraps soft"
                    tabindex="0"
                    role="region"
                    aria-label=w.tags_go(tags)
                >
                    {names}
                </div>
            </li>
        }
        .into_any(),
    };
    let attached = match preview.attached_is_least {
        true => w.attached_at_least(preview.attached),
        false => w.attached_go(preview.attached),
    };
    view! {
        <ul class="dots">
            {tags}
            {(preview.attached > 0).then(|| view! { <li>{attached}</li> })}
            {(preview.parts > 0)
                .then(|| view! { <li>{w.parts_stay(preview.indexes, preview.parts)}</li> })}
            <li>{w.bytes(&size(preview.bytes))}</li>
        </ul>
        <p class="soft">{w.no_way_back}</p>
    }
}

/// What can't be deleted, and the rules that say so.
fn stays(preview: &DeletePreview, rules: FreezingRules) -> impl IntoView + use<> {
    let w = &words().acts;
    let tags = preview.frozen_tags.clone();
    let lines = move || {
        let lines = tags.iter().map(|held| {
            let rule = rules.holding(&held.repository, &held.tag);
            view! {
                <li>
                    <span>
                        <span class="mono">{held.tag.clone()}</span>
                        {rule.map(|rule| view! { " · " <span class="soft">{rule}</span> })}
                    </span>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <div class="note warn">
            <Icon name="lock" />
            <div>
                {w.frozen(preview.frozen)}
                <ul class="dots tags-go" tabindex="0" aria-label=w.held_tags>
                    {lines}
                </ul>
            </div>
        </div>
    }
}
