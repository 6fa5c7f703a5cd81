//! The inspector: what is known of the selected row.

use leptos::prelude::*;

use crate::{ui::Icon, words::words};

/// The panel beside a list.
#[component]
pub fn Inspector(
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    /// Before the title.
    #[prop(optional, into)]
    mark: Option<ViewFn>,
    /// In the head, behind the title.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    #[prop(optional, into)] footer: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let w = &words().parts;
    view! {
        <aside class="insp" aria-label=title>
            <div class="insp-h">
                <div class="t">
                    {mark.map(|mark| move || mark.run())} <h2 class="trunc" title=title>
                        {title}
                    </h2> {actions.map(|actions| move || actions.run())}
                    <button
                        type="button"
                        class="ib"
                        aria-label=w.close_inspector
                        title=w.close_tip
                        on:click=move |_| on_close.run(())
                    >
                        <Icon name="x" />
                    </button>
                </div>
            </div>
            <div class="insp-b">{children()}</div>
            {footer.map(|footer| view! { <div class="insp-f">{move || footer.run()}</div> })}
        </aside>
    }
}

/// A part of the inspector.
pub fn section(content: impl IntoView) -> impl IntoView {
    view! { <section class="isec">{content}</section> }
}

/// A part with a title, and something at the title's right.
pub fn titled_section(
    title: &'static str,
    aside: impl IntoView,
    content: impl IntoView,
) -> impl IntoView {
    view! {
        <section class="isec">
            <h3>{title} <span class="sp"></span> {aside}</h3>
            {content}
        </section>
    }
}

/// A name and its value, in a `<dl class="kv">`.
pub fn pair(name: &'static str, value: impl IntoView) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{value}</dd>
    }
}
