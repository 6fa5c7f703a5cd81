//! Which columns are shown, and the export; they stand at the right of a filter bar.

use leptos::{html, prelude::*};
use listing::{Listing, lists::Findings};
use pilothouse_protocol::{ExportFormat, ExportList, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::use_action,
    failure::failure_message,
    ipc,
    list::{
        bars::menu::{Item, Menu},
        handle::List,
        table::TableOf,
    },
    registries::registries,
    ui::{Icon, Menu as MenuOfButton, MenuItem},
    words::words,
};

/// What a table's rows are written as, each with its words.
fn formats(of: &TableOf) -> Vec<(&'static str, ExportFormat)> {
    let w = &words().table;
    let mut formats = vec![
        (w.export_csv, ExportFormat::Csv),
        (w.export_json, ExportFormat::Json),
    ];
    if of.list.name() == Findings::ID {
        formats.push((w.export_sarif, ExportFormat::Sarif));
    }
    formats
}

/// The export of a table in its page's head.
#[component]
pub fn ExportButton(of: TableOf) -> impl IntoView {
    let of = StoredValue::new(of);
    let items = of.with_value(formats).into_iter().map(|(label, format)| {
        let run = Callback::new(move |()| of.with_value(|of| export(of, format, false)));
        MenuItem {
            icon: Some("download"),
            ..MenuItem::new(label, run)
        }
    });
    let items: Vec<MenuItem> = items.collect();
    let label = words().table.export;
    let opener = move || {
        view! {
            <Icon name="download" />
            {label}
        }
    };
    view! {
        <MenuOfButton
            label=label
            class="btn"
            opener=opener
            items=Signal::stored(items)
            action="page.export"
        />
    }
}

/// The tools of a table.
#[component]
pub fn Tools(of: TableOf) -> impl IntoView {
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
    let has_export = !of.has_head;
    let of = StoredValue::new(of);
    if has_export {
        use_action("page.export", move || {
            if open.with_untracked(Option::is_none) {
                open.set(Some(true));
            }
        });
    }
    let columns = move || {
        let layout = of.with_value(|of| of.layout);
        // The first column says what the row is.
        let mut items: Vec<Item> = of.with_value(|of| {
            of.columns
                .iter()
                .skip(1)
                .map(|column| {
                    let id = column.id;
                    Item {
                        icon: "",
                        label: column.words.to_owned(),
                        on: Some(Signal::derive(move || {
                            layout.now.with(|layout| !layout.hidden.contains(id))
                        })),
                        run: Callback::new(move |()| {
                            layout.arrange(|layout| {
                                if !layout.hidden.remove(id) {
                                    layout.hidden.insert(id.to_owned());
                                }
                            });
                        }),
                    }
                })
                .collect()
        });
        items.push(Item {
            icon: "refresh",
            label: w.reset.to_owned(),
            on: None,
            run: Callback::new(move |()| layout.arrange(|layout| *layout = Default::default())),
        });
        items
    };
    let exports = move || {
        let formats = of.with_value(formats).into_iter();
        formats
            .map(|(label, format)| Item {
                icon: "download",
                label: label.to_owned(),
                on: None,
                run: Callback::new(move |()| of.with_value(|of| export(of, format, false))),
            })
            .collect()
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
            {button(false, w.columns, "columns")}
            {has_export.then(|| button(true, w.export, "download"))}
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

/// Has rows written into a file that the person chooses, and says where.
pub(in crate::list) fn export(of: &TableOf, format: ExportFormat, only_checked: bool) {
    let list: List = of.list;
    let (Some(id), Some(query)) = (list.id(), list.query()) else {
        return;
    };
    let hidden = of.layout.now.with_untracked(|layout| layout.hidden.clone());
    let columns = of
        .columns
        .iter()
        .filter(|column| !hidden.contains(column.id))
        .flat_map(|column| &column.exported)
        .map(|(column, head)| ((*column).to_owned(), (*head).to_owned()))
        .collect();
    let request = ExportList {
        list: id,
        query,
        only_checked,
        format,
        columns,
    };
    let toasts = registries().toasts;
    spawn_local(async move {
        match ipc::call(request).await {
            Ok(saved) => toasts.done(words().table.saved_as(&saved.path), None),
            // The dialog was closed.
            Err(failure) if failure.code == FailureCode::Cancelled => {}
            Err(failure) => {
                let details = failure.details();
                toasts.failed(failure_message(&failure), String::new(), details, None);
            }
        }
    });
}
