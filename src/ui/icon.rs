//! Icons, from the sprite in `index.html`.

use leptos::prelude::*;

/// An icon's name: mostly fixed, which costs a row of a table far less to draw.
#[derive(Clone, Copy)]
pub enum Mark {
    Fixed(&'static str),
    Changing(Signal<&'static str>),
}

impl From<&'static str> for Mark {
    fn from(fixed: &'static str) -> Self {
        Self::Fixed(fixed)
    }
}

impl From<Signal<&'static str>> for Mark {
    fn from(changing: Signal<&'static str>) -> Self {
        Self::Changing(changing)
    }
}

/// An icon that says nothing by itself; the thing it stands in has the words.
#[component]
pub fn Icon(
    /// The symbol's name without its `i-`.
    #[prop(into)]
    name: Mark,
    /// Size and colour classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let drawn = match name {
        Mark::Fixed(name) => view! { <use href=format!("#i-{name}")></use> }.into_any(),
        Mark::Changing(name) => {
            view! { <use href=move || format!("#i-{}", name.get())></use> }.into_any()
        }
    };
    view! {
        <svg class=format!("i {class}") viewBox="0 0 24 24" aria-hidden="true">
            {drawn}
        </svg>
    }
}
