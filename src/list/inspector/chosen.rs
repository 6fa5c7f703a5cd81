//! The line whose details are shown.

use std::sync::Arc;

use leptos::prelude::*;
use listing::Line;
use wasm_bindgen_futures::spawn_local;

use crate::list::handle::List;

/// The line of a key, while it is one of what is looked for: of the lines that are here, or asked
/// for where it was selected before and stands elsewhere.
pub fn chosen_line(list: List, key: Signal<Option<String>>) -> Signal<Option<Arc<Line>>> {
    let chosen = RwSignal::new(None::<Arc<Line>>);
    let show = move |line: Option<Arc<Line>>| {
        chosen.try_maybe_update(|known| {
            let is_new = *known != line;
            if is_new {
                *known = line;
            }
            (is_new, ())
        });
    };
    Effect::new(move |_| {
        let key = key.get();
        let block = list.block.get();
        let (Some(key), Some(block)) = (key, block) else {
            show(None);
            return;
        };
        if let Some(line) = block.find(&key).and_then(|at| block.line(at)) {
            show(Some(Arc::clone(line)));
            return;
        }
        let is_asked = |(asked, place): &(String, Option<usize>)| (*asked == key).then_some(*place);
        match block.place.as_ref().and_then(is_asked) {
            // It is gone, or filtered out.
            Some(None) => show(None),
            Some(Some(at)) => {
                let is_known =
                    chosen.with_untracked(|line| line.as_ref().is_some_and(|line| line.key == key));
                if is_known {
                    return;
                }
                spawn_local(async move {
                    let line = list.line(at).await;
                    if let Some(line) = line.filter(|line| line.key == key) {
                        show(Some(Arc::new(line)));
                    }
                });
            }
            // What it looked like stays until the place is known.
            None => {}
        }
    });
    chosen.into()
}

/// The same line with all that is known of it, long texts too.
pub fn whole_line(list: List, chosen: Signal<Option<Arc<Line>>>) -> Signal<Option<Arc<Line>>> {
    let whole = RwSignal::new(None::<Arc<Line>>);
    Effect::new(move |_| {
        let Some(line) = chosen.get() else {
            whole.set(None);
            return;
        };
        spawn_local(async move {
            let cells = list.whole_row(line.key.clone()).await;
            let is_chosen = chosen
                .try_get_untracked()
                .flatten()
                .is_some_and(|now| Arc::ptr_eq(&now, &line));
            if !is_chosen {
                return;
            }
            let line = match cells {
                Some(cells) => Arc::new(Line {
                    cells,
                    ..Line::clone(&line)
                }),
                // What the line says is shown all the same.
                None => line,
            };
            whole.try_set(Some(line));
        });
    });
    whole.into()
}
