//! The Dockerfile that an image's history still tells: shown, copied and saved.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    features::artifacts::content::{TextActs, text_view},
    ui::{CopyIcon, Dialog, Icon},
    words::words,
};

/// The buttons that show and copy the text.
#[component]
pub fn DockerfileButtons(text: String) -> impl IntoView {
    let w = &words().content;
    let is_open = RwSignal::new(false);
    let shown: StoredValue<Arc<str>> = StoredValue::new(text.as_str().into());
    view! {
        <span class="row g6 dockerfile" title=w.dockerfile_tip>
            <button
                type="button"
                class="btn sm"
                id="show-dockerfile"
                on:click=move |_| is_open.set(true)
            >
                <Icon name="file" />
                {w.dockerfile}
            </button>
            <CopyIcon text=Signal::stored(text) label=w.copy_dockerfile />
        </span>
        <Show when=move || is_open.get()>
            <Dialog
                title=w.dockerfile
                large=true
                on_close=Callback::new(move |()| is_open.set(false))
            >
                <p class="muted t12 pad">{w.dockerfile_tip}</p>
                <div class="raw textd">
                    {
                        let text = shown.get_value();
                        let acts = TextActs::saving("Dockerfile".to_owned(), &text);
                        text_view(text, None, acts)
                    }
                </div>
            </Dialog>
        </Show>
    }
}
