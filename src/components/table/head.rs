//! A table's head: sorting, widths, the box that checks all.

use leptos::{ev, html, prelude::*};

use super::{Column, Sorting, TableState, column::Order};
use crate::components::Icon;

/// The head of a table.
pub(super) struct Head<T: Send + Sync + 'static> {
    pub state: TableState<T>,
    pub sorting: RwSignal<Sorting>,
    pub visible: Memo<Vec<usize>>,
}

impl<T: Send + Sync + 'static> Clone for Head<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Head<T> {}

impl<T: Send + Sync + 'static> Head<T> {
    /// The columns' widths.
    pub fn widths(self) -> Vec<AnyView> {
        let layout = self.state.layout.get();
        let visible = self.visible.get();
        self.state.columns.with_untracked(|columns| {
            visible
                .iter()
                .filter_map(|&at| columns.get(at))
                .map(|column| {
                    let width = layout.widths.get(column.head.key).copied().or(column.width);
                    let width = width.map(|pixels| format!("{pixels}px"));
                    view! { <col class=column.class style:width=width /> }.into_any()
                })
                .collect()
        })
    }

    pub fn heads(self) -> Vec<AnyView> {
        let visible = self.visible.get();
        self.state.columns.with_untracked(|columns| {
            visible
                .iter()
                .filter_map(|&at| Some(head(columns.get(at)?, self.sorting, self.state)))
                .collect()
        })
    }
}

/// How much a key widens or narrows a column, in pixels.
const STEP: i32 = 16;

fn head<T: Send + Sync + 'static>(
    column: &Column<T>,
    sorting: RwSignal<Sorting>,
    state: TableState<T>,
) -> AnyView {
    let right = column.is_right();
    let super::column::Heading { key, words } = column.head;
    let node = NodeRef::<html::Th>::new();
    let edge = view! { <Edge node=node state=state column=key /> };
    if matches!(column.order, Order::None) {
        return view! {
            <th node_ref=node scope="col" class=column.class>
                {words}
                {edge}
            </th>
        }
        .into_any();
    }
    let sorted = move || {
        sorting
            .get()
            .filter(|(column, _)| column == key)
            .map(|(_, down)| down)
    };
    let arrow = move || {
        sorted().map(|down| {
            view! { <Icon name=if down { "arrow-down" } else { "arrow-up" } class="i-12" /> }
        })
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" if event.shift_key() => -STEP,
            "ArrowRight" if event.shift_key() => STEP,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let width = width_of(node).saturating_add_signed(step);
        state.set_width(key, width);
    };
    view! {
        <th
            node_ref=node
            scope="col"
            class=column.class
            aria-sort=move || match sorted() {
                None => "none",
                Some(true) => "descending",
                Some(false) => "ascending",
            }
        >
            <button
                type="button"
                class="so"
                on:keydown=on_key
                on:click=move |_| {
                    sorting.update(|sorting| {
                        let down = match sorting {
                            Some((column, down)) if column == key => !*down,
                            // Numbers and times begin with the largest.
                            _ => right,
                        };
                        *sorting = Some((key.to_owned(), down));
                    });
                }
            >
                {move || right.then(arrow)}
                {words}
                {move || (!right).then(arrow)}
            </button>
            {edge}
        </th>
    }
    .into_any()
}

fn width_of(node: NodeRef<html::Th>) -> u32 {
    let width = node
        .get_untracked()
        .map_or(0.0, |head| head.get_bounding_client_rect().width());
    // A column is some hundred pixels wide.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let width = width.max(0.0) as u32;
    width
}

/// The edge of a head; dragging it makes the column wider or narrower.
#[component]
fn Edge<T: Send + Sync + 'static>(
    node: NodeRef<html::Th>,
    state: TableState<T>,
    /// Its key.
    column: &'static str,
) -> impl IntoView {
    let edge = NodeRef::<html::Span>::new();
    let begun = StoredValue::new(None::<(i32, u32)>);
    let end = move |_: ev::PointerEvent| begun.set_value(None);
    view! {
        <span
            node_ref=edge
            class="edge"
            aria-hidden="true"
            on:pointerdown=move |event| {
                event.prevent_default();
                begun.set_value(Some((event.client_x(), width_of(node))));
                if let Some(edge) = edge.get_untracked() {
                    let _ = edge.set_pointer_capture(event.pointer_id());
                }
            }
            on:pointermove=move |event| {
                if let Some((from, width)) = begun.get_value() {
                    let moved = event.client_x().saturating_sub(from);
                    state.set_width(column, width.saturating_add_signed(moved));
                }
            }
            on:pointerup=end
            on:pointercancel=end
        ></span>
    }
}

/// A box that shows whether something is checked: all, some or none.
pub(super) fn check_box(on: bool, mixed: bool) -> AnyView {
    let class = match (on, mixed) {
        (_, true) => "cb mix",
        (true, _) => "cb on",
        _ => "cb",
    };
    let icon = match (on, mixed) {
        (_, true) => Some("minus"),
        (true, _) => Some("check"),
        _ => None,
    };
    view! { <span class=class>{icon.map(|icon| view! { <Icon name=icon /> })}</span> }.into_any()
}
