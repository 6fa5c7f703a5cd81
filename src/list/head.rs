//! A table's head: sorting, widths.

use leptos::{ev, html, prelude::*};
use listing::{Direction, Sort};

use crate::{
    list::{layout::KeptLayout, rows::column::Column},
    ui::Icon,
};

/// How much a key widens or narrows a column, in pixels.
const STEP: i32 = 16;

/// The columns' widths.
pub(super) fn widths(columns: &[Column], layout: KeptLayout) -> Vec<AnyView> {
    let layout = layout.now.get();
    columns
        .iter()
        .map(|column| {
            let width = layout.widths.get(column.id).copied().or(column.width);
            let width = width.map(|pixels| format!("{pixels}px"));
            view! { <col class=column.class style:width=width /> }.into_any()
        })
        .collect()
}

/// The head of a column.
#[component]
pub(super) fn Head(
    column: Column,
    sort: RwSignal<Option<Sort>>,
    layout: KeptLayout,
) -> impl IntoView {
    let right = column.is_right();
    let (id, words) = (column.id, column.words);
    let node = NodeRef::<html::Th>::new();
    let edge = view! { <Edge node=node layout=layout column=id /> };
    let Some(by) = column.sort else {
        return view! {
            <th node_ref=node scope="col" class=column.class>
                {words}
                {edge}
            </th>
        }
        .into_any();
    };
    let sorted = Memo::new(move |_| {
        sort.with(|sort| {
            let sort = sort.as_ref().filter(|sort| sort.column == by)?;
            Some(sort.direction)
        })
    });
    let arrow = move || {
        sorted.get().map(|direction| {
            let name = match direction {
                Direction::Descending => "arrow-down",
                Direction::Ascending => "arrow-up",
            };
            view! { <Icon name=name class="i-12" /> }
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
        layout.set_width(id, width_of(node).saturating_add_signed(step));
    };
    let turn = move |_| {
        let direction = match sorted.get_untracked() {
            Some(Direction::Descending) => Direction::Ascending,
            Some(Direction::Ascending) => Direction::Descending,
            // Numbers and times begin with the largest.
            None if right => Direction::Descending,
            None => Direction::Ascending,
        };
        sort.set(Some(Sort {
            column: by.to_owned(),
            direction,
        }));
    };
    view! {
        <th
            node_ref=node
            scope="col"
            class=column.class
            aria-sort=move || match sorted.get() {
                None => "none",
                Some(Direction::Descending) => "descending",
                Some(Direction::Ascending) => "ascending",
            }
        >
            <button type="button" class="so" on:keydown=on_key on:click=turn>
                {move || right.then(arrow)}
                {words}
                {move || (!right).then(arrow)}
            </button>
            {edge}
        </th>
    }
    .into_any()
}

pub fn width_of(node: NodeRef<html::Th>) -> u32 {
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
pub fn Edge(
    node: NodeRef<html::Th>,
    layout: KeptLayout,
    /// Its id.
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
                    layout.set_width(column, width.saturating_add_signed(moved));
                }
            }
            on:pointerup=end
            on:pointercancel=end
        ></span>
    }
}
