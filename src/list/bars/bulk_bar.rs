//! What can be done with the checked rows; stands above the footer while there are some, or while
//! rows are being changed.

use leptos::prelude::*;
use pilothouse_protocol::ExportFormat;

use crate::{
    bulk::BulkProgress,
    format::size,
    list::{bars::tools::export, table::TableOf},
    ui::{CopyLater, Icon},
    words::words,
};

/// The bar of checked rows.
#[component]
pub fn BulkBar(
    of: TableOf,
    /// What copying gives: 'Copy digests'.
    copy_label: &'static str,
    /// What else can be done with them.
    #[prop(optional_no_strip)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let w = &words().table;
    let list = of.list;
    let checked = list.checked;
    let is_any = Memo::new(move |_| checked.with(|checked| checked.rows > 0));
    let run = Memo::new(move |_| list.bulk_run());
    let hidden = move || {
        let missing = checked.with(|checked| checked.rows.saturating_sub(checked.shown));
        (missing > 0).then(|| w.not_shown(missing))
    };
    let keys = move || async move {
        match list.checked_names().await {
            Ok(names) => Some(names.join("\n")),
            Err(failure) => {
                list.say_unread(&failure);
                None
            }
        }
    };
    let actions = StoredValue::new(actions);
    let of = StoredValue::new(of);
    move || {
        if let Some(run) = run.get() {
            return Some(
                view! {
                    <div class="bulk" role="toolbar" aria-label=w.selected_rows>
                        <BulkProgress run=run />
                    </div>
                }
                .into_any(),
            );
        }
        is_any.get().then(|| {
            view! {
                <div
                    class="bulk"
                    role="toolbar"
                    aria-label=w.selected_rows
                    on:keydown=move |event| {
                        if event.key() == "Escape" {
                            event.prevent_default();
                            list.uncheck();
                        }
                    }
                >
                    <b class="semi" aria-live="polite">
                        {move || w.selected(checked.with(|checked| checked.rows))}
                    </b>
                    <span class="num soft bulk-size">
                        {move || checked.with(|checked| checked.bytes).map(size)}
                    </span>
                    <span class="muted">{hidden}</span>
                    <span class="vr"></span>
                    {move || actions.with_value(|actions| actions.as_ref().map(ViewFn::run))}
                    <CopyLater text=keys label=copy_label class="ghost" />
                    <button
                        type="button"
                        class="btn ghost"
                        on:click=move |_| of.with_value(|of| export(of, ExportFormat::Csv, true))
                    >
                        <Icon name="download" />
                        {w.export}
                    </button>
                    <span class="sp"></span>
                    <button type="button" class="btn ghost" on:click=move |_| list.uncheck()>
                        {w.clear} " "
                        <span class="kbds" aria-hidden="true">
                            <kbd class="kbd">{words().actions.esc}</kbd>
                        </span>
                    </button>
                </div>
            }
            .into_any()
        })
    }
}
