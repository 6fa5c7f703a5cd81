//! The table of a list: a sticky head over a fixed pool of rows, with keys, checks and a menu.
//!
//! No signal and no closure belongs to a row or a cell: lines are painted into rows that exist, and
//! events are heard once, by the table's body.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::{ev, html, prelude::*};
use listing::Line;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};

use crate::{
    list::{
        bars::menu::Menu,
        handle::List,
        head::{Head, widths},
        keys::{Keys, Place},
        layout::KeptLayout,
        rows::{
            checks::HeadBox,
            column::Column,
            line::LineView,
            pool::{Drawn, Look, Pool, ROW, flash},
            row_menu::{in_window, row_items},
        },
    },
    registries::registries,
    route::Route,
    ui::{MenuPlace, copy_text, use_places},
    words::words,
};

/// The sticky head's height in pixels.
pub(super) const HEAD: f64 = 30.0;
/// How long 'Copied' stays.
const SAID: std::time::Duration = std::time::Duration::from_millis(1600);

/// Where a line leads, by its own key.
pub type RouteOf = Callback<String, Option<Route>>;

/// A control of a cell that a page has its own use for, by its `data-act`.
#[derive(Clone)]
pub struct RowAct {
    pub act: String,
    pub line: Arc<Line>,
    /// Where a menu of it stands.
    pub place: MenuPlace,
}

/// How a list is drawn as a table.
#[derive(Clone)]
pub struct TableOf {
    pub list: List,
    pub columns: Arc<Vec<Column>>,
    pub layout: KeptLayout,
    pub route: Option<RouteOf>,
    /// What controls of its cells do, beyond what all tables know.
    pub acts: Option<Callback<RowAct>>,
    /// Rows can be checked.
    pub has_boxes: bool,
    /// A head above it counts its rows, reads them again and exports them.
    pub has_head: bool,
    /// What its rows' ids begin with.
    ids: &'static str,
}

impl TableOf {
    pub fn new(list: List, columns: Vec<Column>) -> Self {
        Self {
            list,
            columns: Arc::new(columns),
            layout: KeptLayout::new(list.name()),
            route: None,
            acts: None,
            has_boxes: true,
            has_head: false,
            ids: "",
        }
    }

    /// A table beside others of its page: its rows can't be checked, and its layout is its own.
    pub fn in_pane(mut self, name: &'static str) -> Self {
        self.layout = KeptLayout::new(name);
        self.has_boxes = false;
        self.ids = name;
        self
    }

    /// A table below a head that counts its rows, reads them again and exports them.
    pub fn below_head(mut self) -> Self {
        self.has_head = true;
        self
    }

    /// Opening a line leads there.
    pub fn leads_to(mut self, route: RouteOf) -> Self {
        self.route = Some(route);
        self
    }

    /// Hands over controls of its cells.
    pub fn acts(mut self, acts: Callback<RowAct>) -> Self {
        self.acts = Some(acts);
        self
    }

    /// The columns that are shown.
    pub fn visible(&self) -> Vec<Column> {
        let layout = self.layout.now.get();
        let shown = |column: &&Column| !layout.hidden.contains(column.id);
        self.columns.iter().filter(shown).cloned().collect()
    }
}

/// Tells when an element has another size, and once at first; until it is dropped.
struct ResizeWatch {
    observer: ResizeObserver,
    _told: Closure<dyn Fn()>,
}

impl ResizeWatch {
    fn new(element: &Element, told: impl Fn() + 'static) -> Option<Self> {
        let told = Closure::<dyn Fn()>::new(told);
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _told: told,
        })
    }
}

impl Drop for ResizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A table of all lines of a list.
#[component]
pub fn Table(
    of: TableOf,
    #[prop(into)] label: Signal<String>,
    /// Enter, or a double click.
    on_open: Callback<Arc<Line>>,
) -> impl IntoView {
    let TableOf {
        list,
        layout,
        route,
        acts,
        has_boxes,
        ids,
        ..
    } = of;
    let place = list.place;
    let places = use_places();
    let now = registries().now;
    let wrap = NodeRef::<html::Div>::new();
    let grid = NodeRef::<html::Table>::new();
    let body = NodeRef::<html::Tbody>::new();
    let visible = {
        let of = of.clone();
        Memo::new_owning(move |before: Option<Vec<Column>>| {
            let columns = of.visible();
            let ids = |columns: &[Column]| columns.iter().map(|c| c.id).collect::<Vec<_>>();
            let is_new = before.is_none_or(|before| ids(&before) != ids(&columns));
            (columns, is_new)
        })
    };
    let pool = StoredValue::new_local(Rc::new(RefCell::new(None::<Pool>)));
    let height = StoredValue::new(600.0_f64);
    let wanted_top = StoredValue::new(place.top.get_untracked());
    let said = RwSignal::new(String::new());
    // Times that none of the lines was drawn before, and up to which the rows beyond those that are
    // seen were drawn as well.
    let jumps = StoredValue::new(0_u32);
    let rests = RwSignal::new(0_u32);

    let with_pool = move |work: &mut dyn FnMut(&mut Pool)| {
        let pool = pool.try_with_value(Rc::clone);
        if let Some(pool) = pool
            && let Ok(mut pool) = pool.try_borrow_mut()
            && let Some(pool) = pool.as_mut()
        {
            work(pool);
        }
    };
    // The lines that are seen: the first, and how many.
    let seen = move || {
        let top = place.top.get_untracked();
        // Rows on a screen: far below what a float counts exactly.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let seen = (
            (top / ROW).max(0.0) as usize,
            (height.get_value() / ROW).max(0.0) as usize + 1,
        );
        seen
    };
    let tell_range = move |count: usize| {
        let end = place.top.get_untracked() + height.get_value() - HEAD;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (first, last) = (
            (place.top.get_untracked() / ROW).max(0.0) as usize,
            (end / ROW).ceil().max(0.0) as usize,
        );
        let range = ((first + 1).min(count), last.min(count));
        if list.range.get_untracked() != range {
            list.range.set(range);
        }
    };
    let active_row = move |selected: Option<&str>| {
        let mut id = None;
        with_pool(&mut |pool| {
            id = selected.and_then(|key| pool.row_of(key)).map(Element::id);
        });
        let Some(grid) = grid.get_untracked() else {
            return;
        };
        let _ = match id {
            Some(id) => grid.set_attribute("aria-activedescendant", &id),
            None => grid.remove_attribute("aria-activedescendant"),
        };
    };
    // Draws what is seen, as far as it is here, and asks for what comes near.
    let draw = move || {
        let Some(block) = list.block.get_untracked() else {
            return;
        };
        let (first, count) = seen();
        let selected = place.selected.get_untracked();
        let mut drawn = Drawn::Nothing;
        with_pool(&mut |pool| {
            let look = Look {
                selected: selected.as_deref(),
                now: now.get_untracked(),
                route,
                version: list.look.get_untracked(),
                ids,
            };
            let is_at_rest = jumps.get_value() == rests.get_untracked();
            drawn = pool.draw(&block, (first, first + count), is_at_rest, look);
        });
        if drawn == Drawn::Others {
            jumps.update_value(|jumps| *jumps += 1);
            if jumps.get_value() == rests.get_untracked() + 1 {
                once_at_rest(jumps, move || {
                    rests.try_set(jumps.get_value());
                });
            }
        }
        if let Some(wrap) = wrap.get_untracked() {
            // Whoever drags the bar sees lines where they come to rest.
            let _ = wrap
                .class_list()
                .toggle_with_force("flying", drawn == Drawn::Nothing && block.count > 0);
        }
        active_row(selected.as_deref());
        tell_range(block.count);
        list.look(first, count);
    };
    let scrolled = move || {
        if let Some(wrap) = wrap.get_untracked() {
            place.top.set(f64::from(wrap.scroll_top()));
            draw();
        }
    };
    let measure = move || {
        if let Some(Some(wrap)) = wrap.try_get_untracked() {
            height.set_value(f64::from(wrap.client_height()));
            draw();
        }
    };
    let keys = Keys::new(list, Place { wrap, height });
    Effect::new(move |_| {
        if rests.get() > 0 {
            draw();
        }
    });

    // Other columns are another pool.
    Effect::new(move |_| {
        let Some(body) = body.get() else { return };
        let columns = visible.get();
        pool.with_value(|pool| {
            let mut pool = pool.borrow_mut();
            if let Some(mut before) = pool.take() {
                before.clear();
            }
            let body: HtmlElement = body.into();
            *pool = Some(Pool::new(body.into(), columns, list.columns, has_boxes));
        });
        draw();
    });
    Effect::new(move |_| {
        now.track();
        list.look.track();
        let Some(block) = list.block.get() else {
            return;
        };
        with_pool(&mut |pool| pool.makes_room(block.count));
        let wanted = wanted_top.get_value();
        if wanted > 0.0
            && let Some(wrap) = wrap.get_untracked()
        {
            // Rows on a screen: no list is so long.
            #[allow(clippy::cast_possible_truncation)]
            wrap.set_scroll_top(wanted as i32);
            let at = f64::from(wrap.scroll_top());
            if at >= wanted - 1.0 || list.is_whole() {
                wanted_top.set_value(0.0);
                place.top.set(at);
            }
        }
        keys.arrived(&block);
        draw();
    });
    // An answer is drawn, and only then is the table no longer busy.
    // A list whose first rows are on their way has nothing to show yet.
    let is_waiting = Memo::new(move |_| {
        let has_rows_to_come = list.is_reading() && !list.is_known();
        list.busy.get() || list.block.with(Option::is_none) || has_rows_to_come
    });
    Effect::new(move |_| {
        let is_waiting = is_waiting.get();
        if let Some(grid) = grid.get() {
            let _ = grid.set_attribute("aria-busy", if is_waiting { "true" } else { "false" });
        }
    });
    Effect::new(move |_| {
        let selected = place.selected.get();
        with_pool(&mut |pool| {
            pool.select(Look {
                selected: selected.as_deref(),
                now: now.get_untracked(),
                route,
                version: list.look.get_untracked(),
                ids,
            });
        });
        active_row(selected.as_deref());
    });
    // Its place changes with the window, with bars and chips beside it, and where a person makes room.
    let observed = StoredValue::new_local(None::<ResizeWatch>);
    Effect::new(move |_| {
        observed.set_value(wrap.get().and_then(|wrap| ResizeWatch::new(&wrap, measure)));
    });
    on_cleanup(move || {
        let _ = observed.try_set_value(None);
        list.range.try_set((0, 0));
    });

    let line_at = move |event: &ev::MouseEvent| -> Option<(Element, usize, Arc<Line>)> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let mut found = None;
        with_pool(&mut |pool| found = pool.line_of(&target));
        let (at, line) = found.filter(|(_, line)| line.day.is_none())?;
        Some((target, at, line))
    };
    // What of a cell was meant: its own control, and the cell's column.
    let act = |target: &Element| {
        let control = target.closest("[data-act]").ok().flatten()?;
        Some((control.get_attribute("data-act")?, control))
    };
    let column_of = move |target: &Element| {
        let cell = target.closest("td").ok().flatten()?;
        let at = js_sys::Reflect::get(&cell, &JsValue::from_str("cellIndex")).ok()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let at = (at.as_f64()? as usize).checked_sub(usize::from(has_boxes))?;
        visible.with_untracked(|columns| columns.get(at).cloned())
    };
    let copied = move |column: &Column, line: &Line| {
        column.copied(&LineView::new(
            list.columns,
            line,
            now.get_untracked(),
            route,
        ))
    };
    let on_click = move |event: ev::MouseEvent| {
        let Some((target, at, line)) = line_at(&event) else {
            return;
        };
        let act = act(&target);
        match act.as_ref().map(|(act, control)| (act.as_str(), control)) {
            Some(("toggle", _)) => {
                place.expand(&line.key, !line.expanded);
                return;
            }
            Some(("open", _)) => {
                event.prevent_default();
                // Its own window, and the like, is the system's.
                on_open.run(line);
                return;
            }
            Some(("follow", control)) => {
                event.prevent_default();
                if let Some(address) = control.get_attribute("href") {
                    places.go(Route::parse(&address));
                }
                return;
            }
            Some(("copy", control)) => {
                let Some(text) = column_of(&target).map(|column| copied(&column, &line)) else {
                    return;
                };
                let control = control.clone();
                copy_text(text, move |is_copied| {
                    let w = &words().parts;
                    let (icon, words) = if is_copied {
                        ("check", w.copied)
                    } else {
                        ("alert", w.not_copied_why)
                    };
                    flash(&control, icon, "copy", SAID);
                    said.try_set(words.to_owned());
                });
                return;
            }
            Some(("check", _)) => {
                keys.clicked(&event, at, &line, has_boxes, true);
                return;
            }
            Some((act, control)) => {
                if let Some(acts) = acts {
                    let place = MenuPlace::at(&control.get_bounding_client_rect());
                    let act = act.to_owned();
                    acts.run(RowAct { act, line, place });
                }
                return;
            }
            None => {}
        }
        keys.clicked(&event, at, &line, has_boxes, false);
    };
    let on_double_click = move |event: ev::MouseEvent| {
        let Some((target, _, line)) = line_at(&event) else {
            return;
        };
        if act(&target).is_none() {
            on_open.run(line);
        }
    };
    let on_mouse_down = move |event: ev::MouseEvent| {
        // No text is selected; the table gets the keys all the same.
        if event.shift_key() && has_boxes {
            event.prevent_default();
            if let Some(grid) = grid.get_untracked() {
                let _ = grid.focus();
            }
        }
    };
    let menu = RwSignal::new(None::<(Arc<Line>, Option<Column>, (i32, i32))>);
    let close_menu = Callback::new(move |()| {
        menu.set(None);
        if let Some(grid) = grid.get_untracked() {
            let _ = grid.focus();
        }
    });
    let on_menu = move |event: ev::MouseEvent| {
        let Some((target, at, line)) = line_at(&event) else {
            return;
        };
        event.prevent_default();
        keys.select(at);
        let place = (event.client_x(), event.client_y());
        menu.set(Some((line, column_of(&target), place)));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let name = event.key();
        if name == "ContextMenu" || (name == "F10" && event.shift_key()) {
            event.prevent_default();
            let Some(line) = keys.line() else { return };
            let mut at = None;
            with_pool(&mut |pool| {
                at = pool.row_of(&line.key).map(|row| {
                    let place = row.get_bounding_client_rect();
                    #[allow(clippy::cast_possible_truncation)]
                    let place = (place.left() as i32 + 40, place.bottom() as i32);
                    place
                });
            });
            let first = visible.with_untracked(|columns| columns.first().cloned());
            if let Some(at) = at {
                menu.set(Some((line, first, at)));
            }
            return;
        }
        keys.pressed(&event, has_boxes, on_open);
    };
    let columns_of_head = move || {
        visible
            .get()
            .into_iter()
            .map(|column| view! { <Head column=column sort=place.sort layout=layout /> })
            .collect_view()
    };
    let column_count = Memo::new(move |_| visible.with(Vec::len) + usize::from(has_boxes));
    let count = Memo::new(move |_| {
        list.block
            .with(|block| block.as_ref().map_or(0, |block| block.count))
    });
    let is_unknown = Memo::new(move |_| !list.is_known() || list.block.with(Option::is_none));

    view! {
        <div class="tw" node_ref=wrap on:scroll=move |_| scrolled()>
            <table
                node_ref=grid
                class="tbl"
                role="grid"
                tabindex="0"
                aria-label=label
                aria-rowcount=move || count.get() + 1
                aria-colcount=column_count
                aria-multiselectable=has_boxes.then_some("true")
                aria-busy="true"
                on:keydown=on_key
            >
                <colgroup>
                    {has_boxes.then(|| view! { <col class="boxes" /> })}
                    {move || visible.with(|columns| widths(columns, layout))}
                </colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        {has_boxes
                            .then(|| {
                                view! {
                                    <th>
                                        <HeadBox list=list />
                                    </th>
                                }
                            })} {columns_of_head}
                    </tr>
                </thead>
                <tbody
                    node_ref=body
                    on:click=on_click
                    on:dblclick=on_double_click
                    on:mousedown=on_mouse_down
                    on:contextmenu=on_menu
                ></tbody>
                {move || {
                    (count.get() == 0 && is_unknown.get())
                        .then(|| view! { <tbody>{placeholders(column_count.get())}</tbody> })
                }}
            </table>
        </div>
        <span class="sr" aria-live="polite">
            {said}
        </span>
        {move || {
            menu.get()
                .map(|(line, column, at)| {
                    let columns = visible.get_untracked();
                    let view = LineView::new(list.columns, &line, now.get_untracked(), route);
                    let items = row_items(&columns, &view, column.as_ref(), said);
                    view! {
                        <Menu
                            label=words().table.row
                            items=items
                            on_close=close_menu
                            at=in_window(at)
                        />
                    }
                })
        }}
    }
}

/// Calls back when a frame was painted in which no jump was added.
fn once_at_rest(jumps: StoredValue<u32>, call: impl FnOnce() + 'static) {
    let Some(before) = jumps.try_get_value() else {
        return;
    };
    // The second of two frames in a row begins after the first was painted.
    request_animation_frame(move || {
        request_animation_frame(move || {
            if jumps.try_get_value() == Some(before) {
                call();
            } else {
                once_at_rest(jumps, call);
            }
        });
    });
}

/// Rows in outline, while none is known.
pub fn placeholders(columns: usize) -> impl IntoView {
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
