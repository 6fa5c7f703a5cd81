//! Trying out what a form holds before it is saved: one press, and what came of it.

use std::future::Future;

use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::ui::{FormFailure, Icon};

/// A trial, as far as it is.
#[derive(Clone, Copy)]
pub struct Trial {
    busy: RwSignal<bool>,
    outcome: RwSignal<Option<Result<(), Failure>>>,
}

impl Trial {
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            outcome: RwSignal::new(None),
        }
    }

    /// Something else is typed now, which was not tried.
    pub fn forget(&self) {
        self.outcome.set(None);
    }

    /// It was refused before it was tried, or elsewhere.
    pub fn refuse(&self, failure: Failure) {
        self.outcome.try_set(Some(Err(failure)));
    }

    pub fn is_under_way(&self) -> bool {
        self.busy.get_untracked()
    }

    pub fn run<T: 'static>(self, work: impl Future<Output = Result<T, Failure>> + 'static) {
        self.busy.set(true);
        self.outcome.set(None);
        spawn_local(async move {
            let outcome = work.await;
            self.busy.try_set(false);
            self.outcome.try_set(Some(outcome.map(|_| ())));
        });
    }
}

/// The button that tries it, and what came of it.
#[component]
pub fn TrialButton(
    trial: Trial,
    #[prop(optional)] id: Option<&'static str>,
    /// What trying is called.
    text: &'static str,
    /// Said when it worked.
    works: &'static str,
    /// Why it can't be tried now.
    #[prop(optional, into)]
    off: MaybeProp<&'static str>,
    on_press: impl Fn() + 'static,
    /// Said below a failure.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Said beside the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="row g8">
            <button
                type="button"
                class="btn sm"
                id=id
                disabled=move || trial.busy.get() || off.get().is_some()
                title=move || off.get()
                on:click=move |_| on_press()
            >
                {move || trial.busy.get().then(|| view! { <span class="spin"></span> })}
                {text}
            </button>
            {children.map(|children| children())}
            <span role="status">
                {move || {
                    matches!(trial.outcome.get(), Some(Ok(())))
                        .then(|| {
                            view! {
                                <span class="hint ok">
                                    <Icon name="check" class="i-14" />
                                    {works}
                                </span>
                            }
                        })
                }}
            </span>
        </div>
        {move || {
            let failure = trial.outcome.get().and_then(Result::err)?;
            Some(view! {
                <FormFailure failure=failure />
                {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
            })
        }}
    }
}
