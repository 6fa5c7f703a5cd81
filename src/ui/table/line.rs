//! One row of a table, drawn.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use crate::{
    list::{check_box, row_id},
    ui::table::{TableState, checks::Checks},
};

/// What all rows of a table are drawn with.
pub(super) struct Line<T: Send + Sync + 'static> {
    pub state: TableState<T>,
    pub visible: Memo<Vec<usize>>,
    pub selected: RwSignal<Option<String>>,
    pub checks: Checks<T>,
    pub row_class: Option<fn(&T) -> &'static str>,
    pub grid: NodeRef<html::Table>,
    pub on_open: Callback<Arc<T>>,
    /// A click, and whether it was on the row's box.
    pub on_click: Callback<(ev::MouseEvent, Arc<T>, bool)>,
    pub on_menu: Callback<(ev::MouseEvent, Arc<T>)>,
}

impl<T: Send + Sync + 'static> Clone for Line<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Line<T> {}

impl<T: Send + Sync + 'static> Line<T> {
    pub fn draw(self, index: usize, row: Arc<T>) -> AnyView {
        let id = (self.checks.key)(&row);
        let is_selected = {
            let id = id.clone();
            Memo::new(move |_| self.selected.with(|s| s.as_deref() == Some(&*id)))
        };
        let is_checked = {
            let id = id.clone();
            Memo::new(move |_| self.state.checked.with(|all| all.contains(&id)))
        };
        let has_boxes = self.checks.checkable.is_some();
        let cells = {
            let row = Arc::clone(&row);
            move || {
                let visible = self.visible.get();
                self.state.columns.with_untracked(|columns| {
                    visible
                        .iter()
                        .filter_map(|&at| columns.get(at))
                        .map(|column| {
                            view! {
                                <td role="gridcell" class=column.class>
                                    {(column.cell)(&row)}
                                </td>
                            }
                        })
                        .collect::<Vec<_>>()
                })
            }
        };
        let check = has_boxes.then(|| self.check_cell(&row, is_checked));
        let (opened, clicked, pointed) = (Arc::clone(&row), Arc::clone(&row), Arc::clone(&row));
        let class = self.row_class.map_or("", |class| class(&row));
        view! {
            <tr
                id=row_id(&id)
                class=class
                class:is-sel=is_selected
                class:is-checked=is_checked
                aria-selected=move || {
                    let is_on = if has_boxes { is_checked.get() } else { is_selected.get() };
                    is_on.to_string()
                }
                aria-rowindex=index + 2
                on:mousedown=move |event| {
                    // No text is selected; the table gets the keys all the same.
                    if event.shift_key() && has_boxes {
                        event.prevent_default();
                        if let Some(grid) = self.grid.get_untracked() {
                            let _ = grid.focus();
                        }
                    }
                }
                on:click=move |event| self.on_click.run((event, Arc::clone(&clicked), false))
                on:contextmenu=move |event| self.on_menu.run((event, Arc::clone(&pointed)))
                on:dblclick=move |_| self.on_open.run(Arc::clone(&opened))
            >
                {check}
                {cells}
            </tr>
        }
        .into_any()
    }

    fn check_cell(self, row: &Arc<T>, is_checked: Memo<bool>) -> AnyView {
        let row = Arc::clone(row);
        let may = self.checks.checkable.is_some_and(|may| may(&row));
        let check = may.then(|| {
            view! {
                <span
                    role="checkbox"
                    aria-label=crate::words::words().table.check_row
                    aria-checked=move || is_checked.get().to_string()
                >
                    {move || check_box(is_checked.get(), false)}
                </span>
            }
        });
        view! {
            <td
                role="gridcell"
                on:click=move |event| {
                    event.stop_propagation();
                    self.on_click.run((event, Arc::clone(&row), true));
                }
                on:dblclick=move |event| event.stop_propagation()
            >
                {check}
            </td>
        }
        .into_any()
    }
}
