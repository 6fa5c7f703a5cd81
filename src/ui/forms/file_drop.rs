//! A place where a small text file is dropped, or chosen.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::ui::Icon;

/// Takes a JSON file; what is in it is judged by `on_text`.
#[component]
pub fn FileDrop(
    id: &'static str,
    /// 'Drop the file here, or'.
    drop: &'static str,
    /// 'choose it'.
    choose: &'static str,
    /// The text of the file; none where it is no text.
    on_text: Callback<Option<String>>,
    /// What came of it.
    said: RwSignal<Option<Result<&'static str, &'static str>>>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let take = move |file: web_sys::File| {
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok();
            on_text.try_run(text.and_then(|text| text.as_string()));
        });
    };
    view! {
        <div
            class="drop"
            class:is-over=move || over.get()
            on:dragover=move |event: leptos::ev::DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: leptos::ev::DragEvent| {
                event.prevent_default();
                over.set(false);
                let files = event.data_transfer().and_then(|data| data.files());
                if let Some(file) = files.and_then(|files| files.get(0)) {
                    take(file);
                }
            }
        >
            <Icon name="file" class="i-14" />
            <span>
                {drop} " "
                <button
                    type="button"
                    class="lnk"
                    on:click=move |_| {
                        if let Some(input) = node.get_untracked() {
                            input.click();
                        }
                    }
                >
                    {choose}
                </button>
            </span>
            <input
                node_ref=node
                id=id
                class="sr"
                type="file"
                accept=".json,application/json"
                tabindex="-1"
                aria-hidden="true"
                on:change=move |event| {
                    let input = event
                        .target()
                        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                    if let Some(input) = input {
                        if let Some(file) = input.files().and_then(|files| files.get(0)) {
                            take(file);
                        }
                        // The same file may be chosen again once it is mended.
                        input.set_value("");
                    }
                }
            />
            <span class="drop-said" role="status">
                {move || {
                    said.get()
                        .map(|said| match said {
                            Ok(good) => {
                                view! {
                                    <span class="hint ok">
                                        <Icon name="check" class="i-14" />
                                        {good}
                                    </span>
                                }
                                    .into_any()
                            }
                            Err(fault) => {
                                view! {
                                    <span class="hint bad">
                                        <Icon name="alert" class="i-14" />
                                        {fault}
                                    </span>
                                }
                                    .into_any()
                            }
                        })
                }}
            </span>
        </div>
    }
}
