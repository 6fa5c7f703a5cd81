//! The button that follows a log: what is new comes in by itself, one small request at a time.

use std::time::Duration;

use leptos::prelude::*;

use crate::{list::List, ui::Icon, words::words};

/// How often a log that is followed is asked for what is new.
const AGAIN: Duration = Duration::from_secs(5);

/// Follows while it is pressed, the page is here and its window is seen.
#[component]
pub fn Follow(list: List) -> impl IntoView {
    let w = &words().audit_log;
    let is_on = RwSignal::new(false);
    list.follow_while(is_on.into(), AGAIN);
    view! {
        <button
            type="button"
            class="btn"
            id="follow-log"
            aria-pressed=move || is_on.get().to_string()
            title=w.follow_why
            on:click=move |_| is_on.update(|on| *on = !*on)
        >
            {move || match is_on.get() {
                true => view! { <Icon name="pause" /> }.into_any(),
                false => view! { <Icon name="play" /> }.into_any(),
            }}
            {move || if is_on.get() { w.following } else { w.follow }}
        </button>
    }
}
