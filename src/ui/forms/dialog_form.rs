//! A form that fills a dialog: its fields, why its sending failed, and its end.

use leptos::{ev::SubmitEvent, prelude::*};
use pilothouse_protocol::Failure;

use crate::ui::{FormButtons, FormFailure};

/// Fields with [`FormButtons`] below them; what was typed stays after a failure.
#[component]
pub fn DialogForm(
    mut on_submit: impl FnMut() + 'static,
    /// Why the last sending failed.
    failure: RwSignal<Option<Failure>>,
    /// What sending is called.
    send: &'static str,
    on_cancel: Callback<()>,
    /// What was typed can't be sent.
    #[prop(into)]
    is_wrong: Signal<bool>,
    /// It was sent, and there is no answer yet.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why nothing can be sent now.
    #[prop(optional, into)]
    why_off: MaybeProp<&'static str>,
    /// Sending takes something away.
    #[prop(optional)]
    danger: bool,
    /// Its fields may be more than fit a window.
    #[prop(optional)]
    scrolls: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class="col"
            novalidate=true
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                on_submit();
            }
        >
            <div class="dlg-b col g12" class:scroll=scrolls>
                {children()}
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <FormButtons
                send=send
                on_cancel=on_cancel
                is_wrong=is_wrong
                busy=busy
                why_off=why_off
                danger=danger
            />
        </form>
    }
}
