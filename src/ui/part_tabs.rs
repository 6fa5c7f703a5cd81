//! The parts of a page, of which one is shown.

use leptos::prelude::*;

use crate::format::count;

/// A button for each part; `shown` is the one that is.
#[component]
pub fn PartTabs<P: Copy + PartialEq + Send + Sync + 'static>(
    /// What a screen reader calls them.
    label: &'static str,
    shown: RwSignal<P>,
    /// Each with its title.
    parts: Vec<(P, &'static str)>,
    /// A number that stands behind a part's title, if it is more than nothing.
    #[prop(optional, into)]
    number: Option<Callback<P, i64>>,
) -> impl IntoView {
    let tabs = parts.into_iter().map(|(part, title)| {
        let number = move || {
            let number = number?.run(part);
            (number > 0).then(|| view! { <span class="n">{count(number)}</span> })
        };
        view! {
            <button
                type="button"
                class="tab"
                class:is-active=move || shown.get() == part
                aria-current=move || (shown.get() == part).then_some("page")
                on:click=move |_| shown.set(part)
            >
                {title}
                {number}
            </button>
        }
    });
    view! {
        <nav class="tabs" aria-label=label>
            {tabs.collect_view()}
        </nav>
    }
}
