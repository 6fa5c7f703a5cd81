//! A change in several steps that belong to what is on the screen: at most six at once, with
//! progress, a way to stop, and an outcome for each.

use std::future::Future;

use futures::{StreamExt, stream};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

/// As many as the client sends to one host at once.
const AT_ONCE: usize = 6;

/// Steps that are under way.
#[derive(Clone, Copy)]
pub struct Steps {
    /// How many are done, of how many; nothing while nothing is under way.
    pub now: RwSignal<Option<(usize, usize)>>,
    stopped: StoredValue<bool>,
}

impl Steps {
    pub fn new() -> Self {
        Self {
            now: RwSignal::new(None),
            stopped: StoredValue::new(false),
        }
    }

    /// Nothing more is begun; what is under way is awaited.
    pub fn stop(&self) {
        self.stopped.set_value(true);
    }

    /// How far they are, with a way to stop; nothing while nothing is under way.
    pub fn progress(self, doing: &'static str, stop: &'static str) -> impl IntoView {
        move || {
            self.now.get().map(|(done, all)| {
                view! {
                    <span class="row g6" role="status">
                        <span class="spin"></span>
                        {doing}
                        " "
                        {done}
                        "/"
                        {all}
                    </span>
                    <button type="button" class="btn sm" on:click=move |_| self.stop()>
                        {stop}
                    </button>
                }
            })
        }
    }

    /// Does `one` with each of `all`, then tells what became of each.
    pub fn run<T, F>(
        &self,
        all: Vec<T>,
        one: impl Fn(T) -> F + 'static,
        ended: impl FnOnce(Outcome<T>) + 'static,
    ) where
        T: Clone + 'static,
        F: Future<Output = Result<(), Failure>> + 'static,
    {
        if self.now.with_untracked(Option::is_some) || all.is_empty() {
            return;
        }
        let this = *self;
        let total = all.len();
        this.stopped.set_value(false);
        this.now.set(Some((0, total)));
        spawn_local(async move {
            let work = stream::iter(all).map(|item| {
                let stopped = this.stopped.try_get_value().unwrap_or(true);
                let work = (!stopped).then(|| one(item.clone()));
                async move {
                    match work {
                        Some(work) => (item, Some(work.await)),
                        None => (item, None),
                    }
                }
            });
            let mut work = std::pin::pin!(work.buffer_unordered(AT_ONCE));
            let mut outcome = Outcome {
                done: 0,
                failed: Vec::new(),
                left: Vec::new(),
            };
            while let Some((item, result)) = work.next().await {
                match result {
                    Some(Ok(())) => outcome.done += 1,
                    Some(Err(failure)) => outcome.failed.push((item, failure)),
                    None => outcome.left.push(item),
                }
                let at = outcome.done + outcome.failed.len();
                this.now.try_set(Some((at, total)));
            }
            this.now.try_set(None);
            ended(outcome);
        });
    }
}

/// What became of each.
pub struct Outcome<T> {
    pub done: usize,
    pub failed: Vec<(T, Failure)>,
    /// Not begun, because it was stopped.
    pub left: Vec<T>,
}
