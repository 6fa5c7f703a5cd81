//! What stands above a list: its title, how many rows it has, and the button that makes one more.

use leptos::prelude::*;

use crate::{
    list::{
        handle::List,
        page::{Refresh, ShownCount},
    },
    ui::Icon,
};

/// The head of a page that is a list; `children` stand at its end.
#[component]
pub fn PageHead(
    list: List,
    title: &'static str,
    /// What is read again with the list.
    #[prop(optional)]
    on_refresh: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="ph">
            <h1>{title}</h1>
            <ShownCount list=list class="count" />
            <span class="sp"></span>
            <Refresh
                loading=Signal::derive(move || list.is_reading())
                on_refresh=move || {
                    list.reload();
                    if let Some(also) = on_refresh {
                        also.run(());
                    }
                }
            />
            {children()}
        </div>
    }
}

/// The button that makes one more.
#[component]
pub fn NewButton(
    id: &'static str,
    text: &'static str,
    /// Why none can be made now.
    #[prop(into)]
    off: Signal<Option<&'static str>>,
    on_press: impl Fn() + 'static,
    /// `btn primary` in a page's head, `btn sm` in a bar.
    #[prop(default = "btn primary")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            id=id
            disabled=move || off.get().is_some()
            title=move || off.get()
            on:click=move |_| on_press()
        >
            <Icon name="plus" />
            {text}
        </button>
    }
}
