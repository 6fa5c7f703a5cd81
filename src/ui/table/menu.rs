//! Menus of a table, the tools above it, and the bar for its checked rows.

use std::sync::Arc;

use leptos::{html, prelude::*};

use crate::{
    list::{Item, MenuAt as Menu},
    ui::{
        CopyButton, Icon,
        table::{Format, TableState, column::Heading},
    },
    words::words,
};

/// Which columns are shown, and the export; they stand at the right of a filter bar.
#[component]
pub fn TableTools<T: Send + Sync + 'static>(state: TableState<T>) -> impl IntoView {
    let w = &words().table;
    let open = RwSignal::new(None::<bool>);
    let opener = [NodeRef::<html::Button>::new(), NodeRef::new()];
    let close = Callback::new(move |()| {
        let was = open.get_untracked();
        open.set(None);
        let button = opener[usize::from(was == Some(true))].get_untracked();
        if let Some(button) = button {
            let _ = button.focus();
        }
    });
    let columns = move || {
        let heads: Vec<Heading> = state
            .columns
            .with_untracked(|columns| columns.iter().map(|column| column.head).collect());
        // The first column says what the row is.
        let mut items: Vec<Item> = heads
            .into_iter()
            .skip(1)
            .map(|Heading { key, words }| Item {
                icon: "",
                label: words.to_owned(),
                on: Some(Signal::derive(move || {
                    state.layout.now.with(|layout| !layout.hidden.contains(key))
                })),
                run: Callback::new(move |()| {
                    state.layout.arrange(|layout| {
                        if !layout.hidden.remove(key) {
                            layout.hidden.insert(key.to_owned());
                        }
                    });
                }),
            })
            .collect();
        items.push(Item {
            icon: "refresh",
            label: w.reset.to_owned(),
            on: None,
            run: Callback::new(move |()| {
                state.layout.arrange(|layout| *layout = Default::default())
            }),
        });
        items
    };
    let exports = move || {
        [(w.export_csv, Format::Csv), (w.export_json, Format::Json)]
            .map(|(label, format)| Item {
                icon: "download",
                label: label.to_owned(),
                on: None,
                run: Callback::new(move |()| state.save(&state.rows.get_untracked(), format)),
            })
            .into()
    };
    let button = move |which: bool, label: &'static str, icon: &'static str| {
        view! {
            <button
                node_ref=opener[usize::from(which)]
                type="button"
                class="ib"
                class:is-open=move || open.get() == Some(which)
                aria-label=label
                title=label
                aria-haspopup="menu"
                aria-expanded=move || (open.get() == Some(which)).to_string()
                on:click=move |_| open.set(Some(which))
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <span class="menu-at table-tools">
            {button(false, w.columns, "columns")} {button(true, w.export, "download")}
            {move || {
                open.get()
                    .map(|is_export| {
                        if is_export {
                            view! { <Menu label=w.export items=exports() on_close=close /> }
                                .into_any()
                        } else {
                            view! { <Menu label=w.columns items=columns() on_close=close /> }
                                .into_any()
                        }
                    })
            }}
        </span>
    }
}

/// What can be done with the checked rows; stands above the footer while there are some.
#[component]
pub fn BulkBar<T: Send + Sync + 'static>(
    state: TableState<T>,
    /// What copying gives: 'Copy digests'.
    copy_label: &'static str,
    /// What is copied of a row.
    copy: fn(&T) -> String,
    /// Their size together, where they have one.
    #[prop(optional)]
    size: Option<fn(&T) -> i64>,
    /// What else can be done with them.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let w = &words().table;
    let text = Signal::derive(move || {
        let lines: Vec<String> = state.checked_rows().iter().map(|row| copy(row)).collect();
        lines.join("\n")
    });
    let is_any = Memo::new(move |_| state.checked.with(|checked| !checked.is_empty()));
    let selected = move || w.selected(state.checked.with(|checked| checked.len()));
    let total = move || {
        let size = size?;
        state.checked.track();
        state.rows.track();
        let sizes = state.checked_rows();
        Some(crate::format::size(sizes.iter().map(|row| size(row)).sum()))
    };
    let hidden = move || {
        state.rows.track();
        let checked = state.checked.with(|checked| checked.len());
        let missing = checked.saturating_sub(state.checked_rows().len());
        (missing > 0).then(|| w.not_shown(missing))
    };
    let export = move |_| {
        let rows: Vec<Arc<T>> = state.checked_rows();
        state.save(&rows, Format::Csv);
    };
    let actions = StoredValue::new(actions);
    move || {
        is_any.get().then(|| {
            view! {
                <div
                    class="bulk"
                    role="toolbar"
                    aria-label=w.selected_rows
                    on:keydown=move |event| {
                        if event.key() == "Escape" {
                            event.prevent_default();
                            state.clear();
                        }
                    }
                >
                    <b class="semi" aria-live="polite">
                        {selected}
                    </b>
                    <span class="num soft bulk-size">{total}</span>
                    <span class="muted">{hidden}</span>
                    <span class="vr"></span>
                    {move || actions.with_value(|actions| actions.as_ref().map(ViewFn::run))}
                    <CopyButton text=text label=copy_label class="ghost" />
                    <button type="button" class="btn ghost" on:click=export>
                        <Icon name="download" />
                        {w.export}
                    </button>
                    <span class="sp"></span>
                    <button type="button" class="btn ghost" on:click=move |_| state.clear()>
                        {w.clear} " "
                        <span class="kbds" aria-hidden="true">
                            <kbd class="kbd">{words().actions.esc}</kbd>
                        </span>
                    </button>
                </div>
            }
        })
    }
}
