//! The one table: sticky head, sorting over all rows, virtual rows of a fixed height, keys,
//! checked rows, a menu per row.

use std::{mem, sync::Arc, time::Duration};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    list::{MenuAt as Menu, ROW, in_window, placeholders, row_id},
    words::words,
};

mod checks;
mod column;
pub mod export;
mod head;
mod line;
mod menu;
mod rows;
mod state;

pub use column::{Column, Sorting};
pub use menu::{BulkBar, TableTools};
pub use state::{Format, TableState};

use checks::{Checks, row_items};
use column::Order;
use head::Head;
use line::Line;
use rows::{Spacer, kept};

/// Rows drawn beyond what is visible, on each side.
const SPARE: usize = 8;
/// How long the bar must rest until rows are drawn again, once it was dragged beyond a screen.
const REST: Duration = Duration::from_millis(60);
/// The sticky head's height in pixels.
const HEAD: f64 = 30.0;

/// A table of all of `rows`.
#[component]
pub fn Table<T: PartialEq + Send + Sync + 'static>(
    #[prop(into)] label: Signal<String>,
    columns: Vec<Column<T>>,
    #[prop(into)] rows: Signal<Arc<Vec<Arc<T>>>>,
    /// What tells rows apart.
    key: fn(&T) -> String,
    /// The row whose details are shown.
    selected: RwSignal<Option<String>>,
    /// Enter, or a double click.
    on_open: Callback<Arc<T>>,
    /// Which column sorts, and whether downwards.
    #[prop(optional)]
    sorting: Option<RwSignal<Sorting>>,
    /// How far it is scrolled, in pixels; what is in it at first is scrolled to.
    #[prop(optional)]
    scrolled: Option<RwSignal<f64>>,
    /// Classes of a row.
    #[prop(optional)]
    row_class: Option<fn(&T) -> &'static str>,
    /// Draws placeholders where no row has come yet.
    #[prop(into)]
    waiting: Signal<bool>,
    /// Right arrow on a row: expand.
    #[prop(optional)]
    on_expand: Option<Callback<(Arc<T>, bool)>>,
    /// Shared with the tools and the bar of checked rows.
    #[prop(optional)]
    state: Option<TableState<T>>,
    /// Rows can be checked: those for which this holds.
    #[prop(optional)]
    checkable: Option<fn(&T) -> bool>,
) -> impl IntoView {
    let sorting = sorting.unwrap_or_else(|| RwSignal::new(None));
    let state = state.unwrap_or_else(|| TableState::new("", key));
    let wrap = NodeRef::<html::Div>::new();
    let grid = NodeRef::<html::Table>::new();
    let top = scrolled.unwrap_or_else(|| RwSignal::new(0.0));
    let wanted_top = StoredValue::new(top.get_untracked());
    let height = RwSignal::new(600.0_f64);
    let drawn = StoredValue::new((0, 0));
    // Where the chosen row was last; mostly it is there still.
    let last_at = StoredValue::new(0);
    let columns = Arc::new(columns);
    state.columns.set(Arc::clone(&columns));
    let columns = StoredValue::new(columns);
    let visible = Memo::new(move |_| state.visible());
    let spare_column = usize::from(checkable.is_some());

    let ordered = Memo::new_owning(move |before: Option<Arc<Vec<Arc<T>>>>| {
        let order = sorting.get().and_then(|(column, down)| {
            let order = columns.with_value(|all| {
                let sorted = all.iter().find(|one| one.head.key == column);
                sorted.map(|column| column.order)
            })?;
            match order {
                Order::Here(order) => Some((order, down)),
                Order::None => None,
            }
        });
        let rows = match order {
            None => rows.get(),
            Some((order, down)) => {
                let mut sorted = rows.with(|rows| Vec::clone(rows));
                sorted.sort_by(|a, b| if down { order(b, a) } else { order(a, b) });
                Arc::new(sorted)
            }
        };
        (kept(before.as_deref(), rows, drawn.get_value()), true)
    });
    Effect::new(move |_| state.rows.set(ordered.get()));
    on_cleanup(move || {
        state.rows.try_set(Arc::default());
        state.range.try_set((0, 0));
    });
    let count = Memo::new(move |_| ordered.with(|rows| rows.len()));
    let range = Memo::new(move |_| {
        let count = count.get();
        // Rows on a screen: far below what a float can count exactly.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let first = (top.get() / ROW).max(0.0) as usize;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let visible = (height.get() / ROW).max(0.0) as usize + 1;
        let start = first.saturating_sub(SPARE).min(count);
        (start, (first + visible + SPARE).min(count))
    });
    Effect::new(move |_| {
        let count = count.get();
        let end = top.get() + height.get() - HEAD;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (first, last) = (
            (top.get() / ROW).max(0.0) as usize,
            (end / ROW).ceil().max(0.0) as usize,
        );
        state.range.set(((first + 1).min(count), last.min(count)));
    });

    let measure = move || {
        if let Some(wrap) = wrap.try_get_untracked().flatten() {
            height.set(f64::from(wrap.client_height()));
        }
    };
    Effect::new(move |_| {
        wrap.track();
        rows.track();
        // The bar of checked rows takes room.
        state.checked.with(|checked| checked.is_empty());
        request_animation_frame(measure);
    });
    let handle = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || handle.remove());

    // Whoever drags the bar through thousands of rows sees none of them: they are drawn where it
    // comes to rest.
    let flying = RwSignal::new(false);
    let landing = StoredValue::new(None::<TimeoutHandle>);
    let flies = move |by: f64| {
        let (screen, is_flying) = (height.get_untracked(), flying.get_untracked());
        let is_slow = by < screen / 4.0;
        if is_flying && is_slow {
            flying.set(false);
        }
        if is_slow || (by < screen && !is_flying) {
            return;
        }
        flying.set(true);
        let landed = set_timeout_with_handle(
            move || {
                flying.try_set(false);
            },
            REST,
        );
        let before = landing.try_update_value(|landing| mem::replace(landing, landed.ok()));
        if let Some(Some(before)) = before {
            before.clear();
        }
    };

    let shown = Memo::new(move |_| {
        let (start, end) = range.get();
        (start, if flying.get() { start } else { end })
    });

    // Back to where it was, once there are rows enough.
    Effect::new(move |_| {
        let rows = count.get();
        let wanted = wanted_top.get_value();
        if wanted <= 0.0 || rows == 0 {
            return;
        }
        request_animation_frame(move || {
            let Some(wrap) = wrap.try_get_untracked().flatten() else {
                return;
            };
            // Rows on a screen: no list is so long.
            #[allow(clippy::cast_possible_truncation)]
            wrap.set_scroll_top(wanted as i32);
            if f64::from(wrap.scroll_top()) >= wanted - 1.0 {
                wanted_top.set_value(0.0);
            }
        });
    });

    let index_of = move |wanted: &str| {
        ordered.with_untracked(|rows| {
            let last = last_at.get_value();
            if rows.get(last).is_some_and(|row| key(row) == wanted) {
                return Some(last);
            }
            let at = rows.iter().position(|row| key(row) == wanted)?;
            last_at.set_value(at);
            Some(at)
        })
    };
    let row_at = move |index: usize| ordered.with_untracked(|rows| rows.get(index).map(Arc::clone));
    let show = move |index: usize| {
        let Some(wrap) = wrap.get_untracked() else {
            return;
        };
        #[allow(clippy::cast_precision_loss)]
        let row_top = index as f64 * ROW;
        let from = f64::from(wrap.scroll_top());
        let room = f64::from(wrap.client_height()) - ROW - HEAD;
        #[allow(clippy::cast_possible_truncation)]
        if row_top < from {
            wrap.set_scroll_top(row_top as i32);
        } else if row_top > from + room {
            wrap.set_scroll_top((row_top - room) as i32);
        }
    };
    let select = move |index: usize| {
        if let Some(row) = row_at(index) {
            last_at.set_value(index);
            selected.set(Some(key(&row)));
            show(index);
        }
    };
    let checks = Checks {
        state,
        checkable,
        key,
    };
    let menu = RwSignal::new(None::<(Arc<T>, usize, (i32, i32))>);
    let close_menu = Callback::new(move |()| {
        menu.set(None);
        if let Some(grid) = grid.get_untracked() {
            let _ = grid.focus();
        }
    });

    let on_key = move |event: ev::KeyboardEvent| {
        let name = event.key();
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let is_control =
            target.is_some_and(|t| matches!(t.tag_name().to_uppercase().as_str(), "BUTTON" | "A"));
        if is_control && matches!(name.as_str(), "Enter" | " ") {
            return;
        }
        let at = selected.with_untracked(|key| key.as_deref().and_then(index_of));
        let row = at.and_then(row_at);
        let control = event.ctrl_key() || event.meta_key();
        if checkable.is_some() {
            let is_done = match name.as_str() {
                "a" if control => ordered.with_untracked(|rows| checks.all(rows, true)),
                " " if control => row.as_ref().is_some_and(|row| checks.toggle(row)),
                "x" if !control => row.as_ref().is_some_and(|row| checks.toggle(row)),
                "Escape" if state.checked.with_untracked(|checked| !checked.is_empty()) => {
                    state.clear();
                    true
                }
                _ => false,
            };
            if is_done {
                event.prevent_default();
                return;
            }
        }
        if name == "ContextMenu" || (name == "F10" && event.shift_key()) {
            event.prevent_default();
            let place = row.as_ref().and_then(|row| {
                let line = document().get_element_by_id(&row_id(&key(row)))?;
                let place = line.get_bounding_client_rect();
                #[allow(clippy::cast_possible_truncation)]
                let place = (place.left() as i32 + 40, place.bottom() as i32);
                Some(place)
            });
            if let (Some(row), Some(place), true) = (row, place, state.has_texts()) {
                menu.set(Some((row, 0, place)));
            }
            return;
        }
        if control || event.alt_key() {
            return;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let page = ((height.get_untracked() / ROW) as usize)
            .saturating_sub(2)
            .max(1);
        let last = count.get_untracked().saturating_sub(1);
        let next = match name.as_str() {
            "ArrowDown" => Some(at.map_or(0, |at| (at + 1).min(last))),
            "ArrowUp" => Some(at.map_or(0, |at| at.saturating_sub(1))),
            "PageDown" => Some(at.map_or(0, |at| (at + page).min(last))),
            "PageUp" => Some(at.map_or(0, |at| at.saturating_sub(page))),
            "Home" => Some(0),
            "End" => Some(last),
            // Closes the inspector, and opens it again where it was.
            " " => {
                event.prevent_default();
                match at {
                    Some(_) => selected.set(None),
                    None => select(last_at.get_value().min(last)),
                }
                None
            }
            "Enter" => {
                if let Some(row) = row {
                    event.prevent_default();
                    on_open.run(row);
                }
                None
            }
            "ArrowRight" | "ArrowLeft" => {
                if let (Some(expand), Some(row)) = (on_expand, row) {
                    event.prevent_default();
                    expand.run((row, name == "ArrowRight"));
                }
                None
            }
            _ => None,
        };
        if let Some(next) = next {
            event.prevent_default();
            if event.shift_key() {
                ordered.with_untracked(|rows| checks.extend(rows, at, next));
            }
            select(next);
        }
    };
    let on_click = move |event: ev::MouseEvent, row: &Arc<T>, on_box: bool| {
        let id = key(row);
        if checkable.is_some() && event.shift_key() {
            let from = selected.with_untracked(|key| key.as_deref().and_then(index_of));
            if let Some(to) = index_of(&id) {
                ordered.with_untracked(|rows| checks.extend(rows, from, to));
            }
        } else if on_box || (checkable.is_some() && (event.ctrl_key() || event.meta_key())) {
            checks.toggle(row);
        } else {
            selected.set(Some(id));
        }
    };
    let on_menu = move |event: ev::MouseEvent, row: &Arc<T>| {
        event.prevent_default();
        if !state.has_texts() {
            return;
        }
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let cell = target.and_then(|t| t.closest("td").ok().flatten());
        let place = cell
            .and_then(|cell| js_sys::Reflect::get(&cell, &JsValue::from_str("cellIndex")).ok())
            .and_then(|at| at.as_f64())
            .unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = (place as usize).saturating_sub(spare_column);
        selected.set(Some(key(row)));
        menu.set(Some((
            Arc::clone(row),
            place,
            (event.client_x(), event.client_y()),
        )));
    };

    let place = Head {
        state,
        sorting,
        visible,
    };
    let line = Line {
        state,
        visible,
        selected,
        checks,
        row_class,
        grid,
        on_open,
        on_click: Callback::new(move |(event, row, on_box)| on_click(event, &row, on_box)),
        on_menu: Callback::new(move |(event, row)| on_menu(event, &row)),
    };
    let column_count = Memo::new(move |_| visible.with(Vec::len) + spare_column);

    view! {
        <div
            class="tw"
            node_ref=wrap
            class:flying=flying
            on:scroll=move |_| {
                if let Some(wrap) = wrap.get_untracked() {
                    let now = f64::from(wrap.scroll_top());
                    flies((now - top.get_untracked()).abs());
                    top.set(now);
                }
            }
        >
            <table
                node_ref=grid
                class="tbl"
                role="grid"
                tabindex="0"
                aria-label=label
                aria-rowcount=move || count.get() + 1
                aria-colcount=column_count
                aria-multiselectable=checkable.is_some().then_some("true")
                aria-busy=move || waiting.get().to_string()
                aria-activedescendant=move || {
                    ordered.track();
                    selected
                        .get()
                        .filter(|key| {
                            let (start, end) = shown.get();
                            index_of(key).is_some_and(|at| (start..end).contains(&at))
                        })
                        .map(|key| row_id(&key))
                }
                on:keydown=on_key
            >
                <colgroup>
                    {checkable.is_some().then(|| view! { <col class="boxes" /> })} {move || place.widths()}
                </colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        {checkable.is_some().then(|| view! { <th>{move || ordered.with(|rows| checks.head_box(rows))}</th> })} {move || place.heads()}
                    </tr>
                </thead>
                <tbody>
                    <Spacer rows=Signal::derive(move || shown.get().0) />
                    <For
                        each=move || {
                            let (start, end) = shown.get();
                            drawn.set_value((start, end));
                            ordered
                                .with(|rows| {
                                    rows.get(start..end.min(rows.len()))
                                        .unwrap_or_default()
                                        .iter()
                                        .enumerate()
                                        .map(|(offset, row)| (start + offset, Arc::clone(row)))
                                        .collect::<Vec<_>>()
                                })
                        }
                        // The same key with new content is a new row.
                        key=move |(index, row)| (*index, Arc::as_ptr(row) as usize)
                        children=move |(index, row)| line.draw(index, row)
                    />
                    <Spacer rows=Signal::derive(move || {
                        count.get().saturating_sub(shown.get().1)
                    }) />
                    {move || {
                        (count.get() == 0 && waiting.get()).then(|| placeholders(column_count.get()))
                    }}
                </tbody>
            </table>
        </div>
        <span class="sr" aria-live="polite">{state.said}</span>
        {move || {
            menu.get()
                .map(|(row, place, at)| {
                    let at = in_window(at);
                    let items = row_items(state, &row, visible.with_untracked(|v| v.get(place).copied()));
                    view! { <Menu label=words().table.row items=items on_close=close_menu at=at /> }
                })
        }}
    }
}
