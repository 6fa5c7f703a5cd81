//! A table's head: sorting, widths, the box that checks all.

use leptos::{ev, html, prelude::*};

use crate::{
    list::{Edge, width_of},
    ui::{
        Icon,
        table::{Column, Sorting, TableState, column::Order},
    },
};

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
        let layout = self.state.layout.now.get();
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
    let edge = view! { <Edge node=node layout=state.layout column=key /> };
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
        state.layout.set_width(key, width);
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
