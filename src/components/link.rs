//! Moving about: the window's history, and links within it.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use crate::route::Route;

/// Where the window is, and how to go elsewhere.
#[derive(Clone, Copy)]
pub struct Places {
    current: RwSignal<Route>,
}

impl Places {
    /// The place that is shown.
    pub fn current(&self) -> Signal<Route> {
        self.current.into()
    }

    /// Goes to a place; `back` leads here again.
    pub fn go(&self, route: Route) {
        if self.current.with_untracked(|current| *current == route) {
            return;
        }
        self.write(&route, |history, address| {
            history.push_state_with_url(&JsValue::NULL, "", Some(address))
        });
        self.current.set(route);
    }

    /// Goes to a place that takes this one's place in the history.
    pub fn replace(&self, route: Route) {
        self.write(&route, |history, address| {
            history.replace_state_with_url(&JsValue::NULL, "", Some(address))
        });
        self.current.set(route);
    }

    pub fn back(&self) {
        // A history without an entry to go back to stays where it is.
        let _ = window().history().and_then(|history| history.back());
    }

    pub fn forward(&self) {
        let _ = window().history().and_then(|history| history.forward());
    }

    fn write(
        &self,
        route: &Route,
        write: impl FnOnce(&web_sys::History, &str) -> Result<(), JsValue>,
    ) {
        let outcome = window()
            .history()
            .and_then(|history| write(&history, &route.to_string()));
        if let Err(error) = outcome {
            leptos::logging::warn!("the history was not written: {error:?}");
        }
    }
}

/// Begins at the address that the window has.
pub fn provide_places() -> Places {
    let here = || Route::parse(&window().location().pathname().unwrap_or_default());
    let places = Places {
        current: RwSignal::new(here()),
    };
    let handle = window_event_listener(ev::popstate, move |_| places.current.set(here()));
    on_cleanup(move || handle.remove());
    provide_context(places);
    places
}

pub fn use_places() -> Places {
    expect_context()
}

/// A link to a place in the window.
#[component]
pub fn Link(
    #[prop(into)] to: Signal<Route>,
    #[prop(optional, into)] class: Signal<String>,
    /// The link leads to what is shown.
    #[prop(optional, into)]
    current: Signal<bool>,
    #[prop(optional, into)] label: Option<String>,
    children: Children,
) -> impl IntoView {
    let places = use_places();
    view! {
        <a
            class=class
            href=move || to.get().to_string()
            aria-current=move || current.get().then_some("page")
            aria-label=label.clone()
            title=label.clone()
            on:click=move |event| {
                event.prevent_default();
                event.stop_propagation();
                places.go(to.get_untracked());
            }
        >
            {children()}
        </a>
    }
}
