//! Icons, from the sprite in `index.html`.

use leptos::prelude::*;

/// An icon that says nothing by itself; the thing it stands in has the words.
#[component]
pub fn Icon(
    /// The symbol's name without its `i-`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Size and colour classes.
    #[prop(optional, into)]
    class: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <svg
            class=move || format!("i {}", class.get())
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <use href=move || format!("#i-{}", name.get())></use>
        </svg>
    }
}
