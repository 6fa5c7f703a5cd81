//! Sending what a dialog's form holds: once at a time, and the dialog closes when the server took it.

use std::future::Future;

use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::registries::registries;

/// How far the sending of a form is.
#[derive(Clone, Copy)]
pub struct Saving {
    /// It was sent, and there is no answer yet.
    pub busy: RwSignal<bool>,
    /// Why the last sending failed.
    pub failure: RwSignal<Option<Failure>>,
    on_close: Callback<()>,
}

impl Saving {
    pub fn new(on_close: Callback<()>) -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            on_close,
        }
    }

    /// Whether the form is to be sent. From its first sending on, `tried`, it says what it lacks.
    pub fn is_ready(&self, tried: RwSignal<bool>, is_whole: impl FnOnce() -> bool) -> bool {
        tried.set(true);
        !self.busy.get_untracked() && untrack(is_whole)
    }

    /// Whether the last sending failed inside the server, which may have its reason elsewhere.
    pub fn failed_at_server(&self) -> bool {
        let is_server = |failure: &Failure| failure.code == FailureCode::Server;
        self.failure
            .with(|failure| failure.as_ref().is_some_and(is_server))
    }

    /// Sends it. What is `sent` gives the sentence that is told when it is `saved`. Where the server has
    /// something of that name, `taken` says whether the form tells so at its field.
    pub fn send(
        self,
        sent: impl Future<Output = Result<String, Failure>> + 'static,
        saved: impl FnOnce() + 'static,
        taken: impl FnOnce() -> bool + 'static,
    ) {
        let toasts = registries().toasts;
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let outcome = sent.await;
            self.busy.try_set(false);
            match outcome {
                Ok(said) => {
                    saved();
                    toasts.done(said, None);
                    self.on_close.try_run(());
                }
                Err(refusal) => {
                    let is_told = refusal.code == FailureCode::Conflict && taken();
                    if !is_told {
                        self.failure.try_set(Some(refusal));
                    }
                }
            }
        });
    }
}
