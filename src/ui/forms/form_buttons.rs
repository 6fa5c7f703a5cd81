//! The end of a form in a dialog: leave it, or send it.

use leptos::prelude::*;

use crate::words::words;

/// 'Cancel' and the button that sends the form.
#[component]
pub fn FormButtons(
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
) -> impl IntoView {
    view! {
        <div class="dlg-f">
            <span class="sp"></span>
            <button type="button" class="btn" on:click=move |_| on_cancel.run(())>
                {words().parts.cancel}
            </button>
            <button
                type="submit"
                class=if danger { "btn danger" } else { "btn primary" }
                disabled=move || is_wrong.get() || busy.get() || why_off.get().is_some()
                title=move || why_off.get()
            >
                {move || busy.get().then(|| view! { <span class="spin"></span> })}
                {send}
            </button>
        </div>
    }
}
