//! The one table: sticky head, sorting over all rows, virtual rows of a fixed height, keys.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use leptos::{ev, html, prelude::*};

use super::Icon;

/// A row's height in pixels, as in the style sheet.
const ROW: f64 = 34.0;
/// Rows drawn beyond what is visible, on each side.
const SPARE: usize = 8;

/// How a column sorts.
enum Order<T> {
    /// Not at all.
    None,
    /// The table sorts its rows.
    Here(fn(&T, &T) -> Ordering),
    /// The page sorts, by the table's `sorting`; rows that belong together stay together.
    Outside,
}

impl<T> Clone for Order<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Order<T> {}

/// A column of a table of `T`.
pub struct Column<T> {
    pub head: &'static str,
    /// In pixels; none: what is left.
    width: Option<u32>,
    class: &'static str,
    order: Order<T>,
    cell: Arc<Cell<T>>,
}

/// Draws a row's cell.
type Cell<T> = dyn Fn(&Arc<T>) -> AnyView + Send + Sync;

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self {
            cell: Arc::clone(&self.cell),
            ..*self
        }
    }
}

impl<T> Column<T> {
    pub fn new(
        head: &'static str,
        cell: impl Fn(&Arc<T>) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self {
            head,
            width: None,
            class: "",
            order: Order::None,
            cell: Arc::new(cell),
        }
    }

    /// A fixed width in pixels.
    pub fn width(mut self, pixels: u32) -> Self {
        self.width = Some(pixels);
        self
    }

    /// Classes of head and cells: `r` right-aligned, `p` the main value, `p2`, `p3` dropped first
    /// in a narrow window.
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// Makes the column sortable.
    pub fn sorted(mut self, order: fn(&T, &T) -> Ordering) -> Self {
        self.order = Order::Here(order);
        self
    }

    /// Makes the column sortable by the page, which gives the table its `sorting`.
    pub fn sorted_outside(mut self) -> Self {
        self.order = Order::Outside;
        self
    }
}

/// Which column sorts, and which way.
pub type Sorting = Option<(usize, bool)>;

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
    /// Classes of a row.
    #[prop(optional)]
    row_class: Option<fn(&T) -> &'static str>,
    /// Draws placeholders where no row has come yet.
    #[prop(into)]
    waiting: Signal<bool>,
    /// Right arrow on a row: expand.
    #[prop(optional)]
    on_expand: Option<Callback<(Arc<T>, bool)>>,
) -> impl IntoView {
    let sorting = sorting.unwrap_or_else(|| RwSignal::new(None));
    let wrap = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0.0_f64);
    let height = RwSignal::new(600.0_f64);
    let columns = StoredValue::new(columns);

    let ordered = Memo::new_owning(move |before: Option<Arc<Vec<Arc<T>>>>| {
        let rows = kept(before.as_deref(), rows.get(), key);
        let order = sorting.get().and_then(|(column, down)| {
            let order = columns.with_value(|all| all.get(column).map(|column| column.order))?;
            match order {
                Order::Here(order) => Some((order, down)),
                Order::Outside | Order::None => None,
            }
        });
        let rows = match order {
            None => rows,
            Some((order, down)) => {
                let mut sorted = Vec::clone(&rows);
                sorted.sort_by(|a, b| if down { order(b, a) } else { order(a, b) });
                Arc::new(sorted)
            }
        };
        (rows, true)
    });
    let range = Memo::new(move |_| {
        let count = ordered.with(|rows| rows.len());
        // Rows on a screen: far below what a float can count exactly.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let first = (top.get() / ROW).max(0.0) as usize;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let visible = (height.get() / ROW).max(0.0) as usize + 1;
        let start = first.saturating_sub(SPARE).min(count);
        (start, (first + visible + SPARE).min(count))
    });

    let measure = move || {
        if let Some(wrap) = wrap.get_untracked() {
            height.set(f64::from(wrap.client_height()));
        }
    };
    Effect::new(move |_| {
        wrap.track();
        rows.track();
        measure();
    });
    let handle = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || handle.remove());

    let index_of = move |wanted: &str| {
        ordered.with_untracked(|rows| rows.iter().position(|row| key(row) == wanted))
    };
    let show = move |index: usize| {
        let Some(wrap) = wrap.get_untracked() else {
            return;
        };
        #[allow(clippy::cast_precision_loss)]
        let row_top = index as f64 * ROW;
        let from = f64::from(wrap.scroll_top());
        // The sticky head covers the first 30 pixels.
        let room = f64::from(wrap.client_height()) - ROW - 30.0;
        #[allow(clippy::cast_possible_truncation)]
        if row_top < from {
            wrap.set_scroll_top(row_top as i32);
        } else if row_top > from + room {
            wrap.set_scroll_top((row_top - room) as i32);
        }
    };
    let select = move |index: usize| {
        let chosen = ordered.with_untracked(|rows| rows.get(index).map(|row| key(row)));
        if chosen.is_some() {
            selected.set(chosen);
            show(index);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let count = ordered.with_untracked(|rows| rows.len());
        let at = selected.with_untracked(|key| key.as_deref().and_then(index_of));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let page = ((height.get_untracked() / ROW) as usize)
            .saturating_sub(2)
            .max(1);
        let row = |index: usize| ordered.with_untracked(|rows| rows.get(index).map(Arc::clone));
        let last = count.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" => Some(at.map_or(0, |at| (at + 1).min(last))),
            "ArrowUp" => Some(at.map_or(0, |at| at.saturating_sub(1))),
            "PageDown" => Some(at.map_or(0, |at| (at + page).min(last))),
            "PageUp" => Some(at.map_or(0, |at| at.saturating_sub(page))),
            "Home" => Some(0),
            "End" => Some(last),
            "Enter" => {
                if let Some(row) = at.and_then(row) {
                    event.prevent_default();
                    on_open.run(row);
                }
                None
            }
            "ArrowRight" | "ArrowLeft" => {
                if let (Some(expand), Some(row)) = (on_expand, at.and_then(row)) {
                    event.prevent_default();
                    expand.run((row, event.key() == "ArrowRight"));
                }
                None
            }
            _ => None,
        };
        if let Some(next) = next {
            event.prevent_default();
            select(next);
        }
    };

    let cols = columns.with_value(|columns| {
        columns
            .iter()
            .map(|column| {
                let width = column.width;
                view! {
                    <col
                        class=column.class
                        style:width=width.map(|pixels| format!("{pixels}px"))
                    />
                }
            })
            .collect::<Vec<_>>()
    });
    let heads = columns.with_value(|columns| {
        columns
            .iter()
            .enumerate()
            .map(|(at, c)| head(at, c, sorting))
            .collect::<Vec<_>>()
    });
    let column_count = columns.with_value(Vec::len);

    view! {
        <div
            class="tw"
            node_ref=wrap
            on:scroll=move |_| {
                if let Some(wrap) = wrap.get_untracked() {
                    top.set(f64::from(wrap.scroll_top()));
                }
            }
        >
            <table
                class="tbl"
                role="grid"
                tabindex="0"
                aria-label=label
                aria-rowcount=move || ordered.with(|rows| rows.len() + 1)
                aria-colcount=column_count
                aria-busy=move || waiting.get().to_string()
                aria-activedescendant=move || {
                    selected
                        .get()
                        .filter(|key| {
                            let at = index_of(key);
                            let (start, end) = range.get();
                            at.is_some_and(|at| (start..end).contains(&at))
                        })
                        .map(|key| row_id(&key))
                }
                on:keydown=on_key
            >
                <colgroup>{cols}</colgroup>
                <thead>
                    <tr aria-rowindex="1">{heads}</tr>
                </thead>
                <tbody>
                    <Spacer rows=Signal::derive(move || range.get().0) />
                    <For
                        each=move || {
                            let (start, end) = range.get();
                            ordered
                                .with(|rows| {
                                    rows.get(start..end)
                                        .unwrap_or_default()
                                        .iter()
                                        .enumerate()
                                        .map(|(offset, row)| (start + offset, Arc::clone(row)))
                                        .collect::<Vec<_>>()
                                })
                        }
                        // The same key with new content is a new row.
                        key=move |(index, row)| (*index, Arc::as_ptr(row) as usize)
                        children=move |(index, row)| {
                            let id = key(&row);
                            let is_selected = {
                                let id = id.clone();
                                Memo::new(move |_| selected.with(|s| s.as_deref() == Some(&*id)))
                            };
                            let cells = columns
                                .with_value(|columns| {
                                    columns
                                        .iter()
                                        .map(|column| {
                                            view! {
                                                <td role="gridcell" class=column.class>
                                                    {(column.cell)(&row)}
                                                </td>
                                            }
                                        })
                                        .collect::<Vec<_>>()
                                });
                            let opened = Arc::clone(&row);
                            let class = row_class.map_or("", |class| class(&row));
                            view! {
                                <tr
                                    id=row_id(&id)
                                    class=class
                                    class:is-sel=is_selected
                                    aria-selected=move || is_selected.get().to_string()
                                    aria-rowindex=index + 2
                                    on:click=move |_| selected.set(Some(id.clone()))
                                    on:dblclick=move |_| on_open.run(Arc::clone(&opened))
                                >
                                    {cells}
                                </tr>
                            }
                        }
                    />
                    <Spacer rows=Signal::derive(move || {
                        ordered.with(|rows| rows.len()).saturating_sub(range.get().1)
                    }) />
                    {move || {
                        let nothing = ordered.with(|rows| rows.is_empty());
                        (nothing && waiting.get()).then(|| placeholders(column_count))
                    }}
                </tbody>
            </table>
        </div>
    }
}

/// The new rows, but each that did not change is the one that is drawn already: a refresh leaves
/// the page as it is, with its focus and its pointer.
fn kept<T: PartialEq>(
    before: Option<&Vec<Arc<T>>>,
    rows: Arc<Vec<Arc<T>>>,
    key: fn(&T) -> String,
) -> Arc<Vec<Arc<T>>> {
    let Some(before) = before.filter(|before| !before.is_empty()) else {
        return rows;
    };
    let drawn: HashMap<String, &Arc<T>> = before.iter().map(|row| (key(row), row)).collect();
    let same = |row: &Arc<T>| drawn.get(&key(row)).copied().filter(|old| ***old == **row);
    Arc::new(
        rows.iter()
            .map(|row| Arc::clone(same(row).unwrap_or(row)))
            .collect(),
    )
}

/// An id for a row that a key may not be.
fn row_id(key: &str) -> String {
    format!(
        "row-{}",
        harbor_api::encode::segment(key).replace(['%', ':'], "-")
    )
}

fn head<T>(at: usize, column: &Column<T>, sorting: RwSignal<Sorting>) -> AnyView {
    let right = column.class.split(' ').any(|class| class == "r");
    let words = column.head;
    if matches!(column.order, Order::None) {
        return view! { <th scope="col" class=column.class>{words}</th> }.into_any();
    }
    let state = move || {
        sorting
            .get()
            .filter(|(column, _)| *column == at)
            .map(|(_, down)| down)
    };
    let arrow = move || {
        state().map(|down| {
            view! { <Icon name=if down { "arrow-down" } else { "arrow-up" } class="i-12" /> }
        })
    };
    view! {
        <th
            scope="col"
            class=column.class
            aria-sort=move || match state() {
                None => "none",
                Some(true) => "descending",
                Some(false) => "ascending",
            }
        >
            <button
                type="button"
                class="so"
                on:click=move |_| {
                    sorting.update(|sorting| {
                        *sorting = match *sorting {
                            Some((column, down)) if column == at => Some((at, !down)),
                            // Numbers and times begin with the largest.
                            _ => Some((at, right)),
                        };
                    });
                }
            >
                {move || right.then(arrow)}
                {words}
                {move || (!right).then(arrow)}
            </button>
        </th>
    }
    .into_any()
}

/// The height of rows that are not drawn.
#[component]
fn Spacer(rows: Signal<usize>) -> impl IntoView {
    move || {
        let rows = rows.get();
        (rows > 0).then(|| {
            #[allow(clippy::cast_precision_loss)]
            let height = format!("{}px", rows as f64 * ROW);
            view! { <tr class="spacer" aria-hidden="true" style:height=height></tr> }
        })
    }
}

fn placeholders(columns: usize) -> impl IntoView {
    (0..8)
        .map(|_| {
            let cells: Vec<_> = (0..columns)
                .map(|_| {
                    view! {
                        <td>
                            <span class="sk"></span>
                        </td>
                    }
                })
                .collect();
            view! {
                <tr class="waiting" aria-hidden="true">
                    {cells}
                </tr>
            }
        })
        .collect::<Vec<_>>()
}
