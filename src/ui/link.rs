//! Moving about: the window's history, and links within it.

use std::collections::HashMap;

use leptos::{ev, prelude::*};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen::JsValue;

use crate::{
    preferences::{preference, set_preference},
    route::Route,
};

/// Where what lists were left at is kept while the window is drawn anew.
const LEFT: &str = "pilothouse.left";

/// Where the window is, and how to go elsewhere.
#[derive(Clone, Copy)]
pub struct Places {
    current: RwSignal<Route>,
    /// The history's entry that is shown.
    entry: StoredValue<Entry>,
    /// How lists were left, by entry and list.
    left: StoredValue<HashMap<String, String>>,
    /// The project, repository or artifact of each connection that was looked at last.
    contents: StoredValue<HashMap<ConnectionId, Route>>,
}

/// Tells the entries of the history apart.
pub type Entry = u32;

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
        let entry = self.new_entry();
        self.write(&route, |history, address| {
            history.push_state_with_url(&JsValue::from(entry), "", Some(address))
        });
        self.entry.set_value(entry);
        self.current.set(route);
    }

    /// Goes to a place that takes this one's place in the history.
    pub fn replace(&self, route: Route) {
        let entry = self.new_entry();
        self.write(&route, |history, address| {
            history.replace_state_with_url(&JsValue::from(entry), "", Some(address))
        });
        self.entry.set_value(entry);
        self.current.set(route);
    }

    pub fn back(&self) {
        // A history without an entry to go back to stays where it is.
        let _ = window().history().and_then(|history| history.back());
    }

    pub fn forward(&self) {
        let _ = window().history().and_then(|history| history.forward());
    }

    /// The project, repository or artifact of a connection that was looked at last.
    pub fn last_content(&self, connection: &ConnectionId) -> Option<Route> {
        self.contents.with_value(|all| all.get(connection).cloned())
    }

    /// The history's entry that is shown now.
    pub fn entry(&self) -> Entry {
        self.entry.get_value()
    }

    /// How a list was left at an entry.
    pub fn left(&self, entry: Entry, list: &str) -> Option<String> {
        self.left
            .with_value(|left| left.get(&format!("{entry} {list}")).cloned())
    }

    pub fn leave(&self, entry: Entry, list: &str, how: String) {
        // The window may be gone.
        let _ = self
            .left
            .try_update_value(|left| left.insert(format!("{entry} {list}"), how));
    }

    /// Keeps how lists were left over a reload.
    pub fn keep(&self) {
        let text = self.left.with_value(serde_json::to_string);
        if let (Ok(Some(storage)), Ok(text)) = (window().session_storage(), text) {
            // Too much to keep is no loss.
            let _ = storage.set_item(LEFT, &text);
        }
    }

    /// The place that the last run ended at.
    pub fn last(&self) -> Option<Route> {
        Some(Route::parse(&preference(|now| now.last_place.clone())?))
            .filter(|route| *route != Route::Unknown)
    }

    /// A number that no other entry has, those of before a reload included.
    fn new_entry(&self) -> Entry {
        // The range of an entry is what is meant to be left.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let drawn = (js_sys::Math::random() * f64::from(Entry::MAX)) as Entry;
        drawn
    }

    fn write(
        &self,
        route: &Route,
        write: impl FnOnce(&web_sys::History, &str) -> Result<(), JsValue>,
    ) {
        let path = route.to_string();
        let outcome = window()
            .history()
            .and_then(|history| write(&history, &path));
        if let Err(error) = outcome {
            leptos::logging::warn!("the history was not written: {error:?}");
        }
        // The next run begins where this one ends.
        set_preference(|now| now.last_place = Some(path));
    }
}

/// The number of the entry that is shown; an entry that nobody numbered is 0.
fn entry_of_history() -> Entry {
    let state = window().history().and_then(|history| history.state());
    // Only whole numbers of this range are written.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let entry = state
        .ok()
        .and_then(|state| state.as_f64())
        .unwrap_or_default() as Entry;
    entry
}

/// Begins at the address that the window has.
pub fn provide_places() -> Places {
    let here = || Route::parse(&window().location().pathname().unwrap_or_default());
    let kept = window()
        .session_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(LEFT).ok().flatten());
    let left = kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let places = Places {
        current: RwSignal::new(here()),
        entry: StoredValue::new(entry_of_history()),
        left: StoredValue::new(left),
        contents: StoredValue::default(),
    };
    Effect::new(move |_| {
        let route = places.current.get();
        if let (Some(connection), Some(_)) = (route.connection(), route.project_name()) {
            let connection = connection.clone();
            places.contents.update_value(|all| {
                all.insert(connection, route);
            });
        }
    });
    let handle = window_event_listener(ev::popstate, move |_| {
        places.entry.set_value(entry_of_history());
        set_preference(|now| now.last_place = Some(here().to_string()));
        places.current.set(here());
    });
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
