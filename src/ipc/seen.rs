//! Asking again while somebody looks. Whatever follows something that goes on asks by this: so often,
//! while its page is there and the window is seen, and at once when it is seen again.

use std::{cell::Cell, rc::Rc, time::Duration};

use futures::channel::oneshot;
use leptos::prelude::*;

const CHANGED: &str = "visibilitychange";

/// Asks so often until the caller's page is gone. A hidden window asks nothing; when it is seen again
/// what was left out is asked at once, and once.
pub fn ask_while_seen(every: Duration, ask: impl Fn() + Clone + 'static) {
    let has_missed = Rc::new(Cell::new(false));
    let (tick, missed) = (ask.clone(), Rc::clone(&has_missed));
    let again = move || match document().hidden() {
        true => missed.set(true),
        false => tick(),
    };
    if let Ok(handle) = set_interval_with_handle(again, every) {
        on_cleanup(move || handle.clear());
    }
    let heard = window_event_listener_untyped(CHANGED, move |_| {
        if !document().hidden() && has_missed.take() {
            ask();
        }
    });
    on_cleanup(move || heard.remove());
}

/// Ends after so long, or later, when a window that is hidden then is seen again.
pub async fn wait_while_seen(time: Duration) {
    wait(|done| set_timeout(done, time)).await;
    while document().hidden() {
        let heard = Rc::new(Cell::new(None));
        let here = Rc::clone(&heard);
        wait(|done| {
            here.set(Some(window_event_listener_untyped(CHANGED, move |_| {
                done()
            })))
        })
        .await;
        if let Some(heard) = heard.take() {
            heard.remove();
        }
    }
}

/// Ends when `begin`'s function is called first.
async fn wait(begin: impl FnOnce(Box<dyn Fn()>)) {
    let (done, waiting) = oneshot::channel();
    let done = Cell::new(Some(done));
    begin(Box::new(move || {
        if let Some(done) = done.take() {
            // Nobody waits any more where the page is gone.
            let _ = done.send(());
        }
    }));
    let _ = waiting.await;
}
