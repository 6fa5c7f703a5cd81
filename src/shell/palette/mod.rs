//! The palette: actions, registries, projects and repositories by name, artifacts by digest or tag.

mod search;
mod search_target;

use std::time::Duration;

use leptos::{html, prelude::*};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::{Actions, all_actions, is_mac, use_actions},
    deferred::deferred,
    registries::registries,
    route::Route,
    ui::{Icon, use_places},
    words::words,
};

/// How long typing must rest before the registry is asked.
const REST: Duration = Duration::from_millis(150);
/// What an entry does.
#[derive(Clone, PartialEq)]
enum EntryAction {
    Act(&'static str),
    Go(Route),
}

/// A line of the palette.
#[derive(Clone, PartialEq)]
struct Entry {
    group: &'static str,
    icon: &'static str,
    /// Before the words, muted.
    lead: String,
    words: String,
    aside: String,
    caps: Vec<&'static str>,
    deed: EntryAction,
}

/// What the registry found for the text.
#[derive(Clone, Default, PartialEq)]
struct Found {
    projects: Vec<Entry>,
    repositories: Vec<Entry>,
    artifacts: Vec<Entry>,
    /// What was not searched, and where there is more.
    notes: Vec<String>,
}

/// The palette, while `open`.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    #[prop(into)] connection: Signal<Option<ConnectionId>>,
) -> impl IntoView {
    move || {
        open.get().then(|| {
            deferred!(
                frame,
                palette,
                { open: RwSignal<bool>, connection: Signal<Option<ConnectionId>> } => {
                    view! { <Opened open=open connection=connection /> }.into_any()
                }
            )
        })
    }
}

#[component]
fn Opened(open: RwSignal<bool>, connection: Signal<Option<ConnectionId>>) -> impl IntoView {
    let (w, named) = (&words().frame, &words().actions);
    let places = use_places();
    let actions = use_actions();
    let dialog = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let text = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = RwSignal::new(Found::default());
    let asking = RwSignal::new(false);
    Effect::new(move |_| {
        if let (Some(dialog), Some(input)) = (dialog.get(), input.get()) {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
            let _ = input.focus();
        }
    });
    ask_while_typing(text, connection, found, asking);
    let entries = Memo::new(move |_| {
        let text = text.get();
        let only_commands = text.starts_with('>');
        let wanted = text.trim_start_matches('>').trim().to_lowercase();
        let mut entries = actions_for(actions, &wanted);
        if !only_commands {
            entries.extend(registries_for(&wanted));
            let found = found.get();
            entries.extend(found.artifacts);
            entries.extend(found.repositories);
            entries.extend(found.projects);
        }
        entries
    });
    Effect::new(move |_| {
        text.track();
        at.set(0);
    });
    let close = move || open.set(false);
    let run = move |deed: EntryAction| {
        close();
        match deed {
            EntryAction::Go(route) => places.go(route),
            // After the palette is gone: an action may want the focus, or the clipboard.
            EntryAction::Act(id) => set_timeout(move || actions.run(id), Duration::ZERO),
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let last = entries
            .with_untracked(|entries| entries.len())
            .saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => at.update(|at| *at = at.saturating_sub(1)),
            "Home" => at.set(0),
            "End" => at.set(last),
            "Enter" => {
                let deed = entries.with_untracked(|entries| {
                    entries
                        .get(at.get_untracked())
                        .map(|entry| entry.deed.clone())
                });
                if let Some(deed) = deed {
                    run(deed);
                }
            }
            _ => return,
        }
        event.prevent_default();
        if let Some(option) = document().get_element_by_id(&option_id(at.get_untracked())) {
            option.scroll_into_view_with_bool(false);
        }
    };
    let name = move || {
        connection
            .get()
            .and_then(|id| registries().find(&id))
            .map(|connection| connection.name)
    };
    view! {
        <dialog
            node_ref=dialog
            class="cp-d"
            aria-label=named.search_or_run
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                close();
            }
            on:click=move |event| {
                // Only the backdrop is the dialog itself; all else is inside.
                let on_backdrop = dialog
                    .get_untracked()
                    .zip(event.target())
                    .is_some_and(|(dialog, target)| {
                        AsRef::<web_sys::EventTarget>::as_ref(&*dialog) == &target
                    });
                if on_backdrop {
                    close();
                }
            }
        >
            <div class="cp-i">
                <Icon name="search" class="i-18" />
                <input
                    node_ref=input
                    id="palette"
                    class="v"
                    type="text"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || option_id(at.get())
                    placeholder=named.search_or_run
                    aria-label=named.search_or_run
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=on_key
                />
                {move || asking.get().then(|| view! { <span class="spin"></span> })}
                {move || name().map(|name| view! { <span class="bdg">{name}</span> })}
                <kbd class="kbd">{named.esc}</kbd>
            </div>
            <div class="cp-l" id="palette-list" role="listbox" aria-label=w.results>
                {move || lines(&entries.get(), at, run)}
                {move || {
                    (entries.with(Vec::is_empty) && !asking.get())
                        .then(|| view! { <div class="mh">{w.nothing_matches}</div> })
                }}
            </div>
            <div class="cp-n" role="status">
                {move || {
                    found
                        .with(|found| {
                            found
                                .notes
                                .iter()
                                .map(|note| view! { <p>{note.clone()}</p> })
                                .collect_view()
                        })
                }}
            </div>
            <div class="cp-f">
                <span>
                    <kbd class="kbd">"↑"</kbd>
                    <kbd class="kbd">"↓"</kbd>
                    {w.to_move}
                </span>
                <span>
                    <kbd class="kbd">{named.enter}</kbd>
                    {w.to_open}
                </span>
                <span class="sp"></span>
                <span>
                    <kbd class="kbd">">"</kbd>
                    {w.commands_only}
                </span>
                <span>{w.paste_digest}</span>
            </div>
        </dialog>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

fn lines(
    entries: &[Entry],
    at: RwSignal<usize>,
    run: impl Fn(EntryAction) + Copy + Send + Sync + 'static,
) -> Vec<AnyView> {
    let mut group = "";
    let mut lines = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.group != group {
            group = entry.group;
            lines.push(view! { <div class="mh">{group}</div> }.into_any());
        }
        let entry = entry.clone();
        let deed = entry.deed.clone();
        let is_at = move || at.get() == index;
        let line = view! {
            <div
                id=option_id(index)
                class="mi"
                class:is-hi=is_at
                role="option"
                aria-selected=move || is_at().to_string()
                on:click=move |_| run(deed.clone())
                on:pointermove=move |_| at.set(index)
            >
                <Icon name=entry.icon />
                <span class="l">
                    <span class="muted">{entry.lead}</span>
                    {entry.words}
                </span>
                <span class="h num">{entry.aside}</span>
                <span class="kbds">
                    {entry
                        .caps
                        .into_iter()
                        .map(|cap| view! { <kbd class="kbd">{cap}</kbd> })
                        .collect_view()}
                </span>
            </div>
        };
        lines.push(line.into_any());
    }
    lines
}

fn actions_for(actions: Actions, wanted: &str) -> Vec<Entry> {
    let is_mac = is_mac();
    all_actions()
        .iter()
        .filter(|action| !action.keys_only && actions.can(action.id))
        .filter(|action| action.title().to_lowercase().contains(wanted))
        .map(|action| Entry {
            group: words().frame.actions,
            icon: action.icon,
            lead: String::new(),
            words: action.title().to_owned(),
            aside: String::new(),
            caps: action
                .keys
                .map(|keys| keys.caps(is_mac))
                .unwrap_or_default(),
            deed: EntryAction::Act(action.id),
        })
        .collect()
}

fn registries_for(wanted: &str) -> Vec<Entry> {
    registries().connections.with(|connections| {
        connections
            .iter()
            .filter(|connection| connection.name.to_lowercase().contains(wanted))
            .map(|connection| Entry {
                group: words().frame.registries,
                icon: "server",
                lead: String::new(),
                words: connection.name.clone(),
                aside: connection.account.name().unwrap_or_default().to_owned(),
                caps: Vec::new(),
                deed: EntryAction::Go(Route::home(connection.id.clone())),
            })
            .collect()
    })
}

/// Asks the registry once typing rests; a newer text ends the older question.
fn ask_while_typing(
    text: RwSignal<String>,
    connection: Signal<Option<ConnectionId>>,
    found: RwSignal<Found>,
    asking: RwSignal<bool>,
) {
    let newest = StoredValue::new(0_u32);
    let (places, registries) = (use_places(), registries());
    Effect::new(move |_| {
        let wanted = text.get().trim().to_owned();
        newest.update_value(|newest| *newest += 1);
        let mine = newest.get_value();
        let Some(connection) = connection.get() else {
            return;
        };
        let Some(registry) = registries.find_untracked(&connection) else {
            return;
        };
        if wanted.len() < 2 || wanted.starts_with('>') {
            found.set(Found::default());
            asking.set(false);
            return;
        }
        asking.set(true);
        let here = places.current().get_untracked();
        set_timeout(
            move || {
                if newest.try_get_value() != Some(mine) {
                    return;
                }
                spawn_local(async move {
                    let result = search::search(&registry, &wanted, &here, || {
                        newest.try_get_value() == Some(mine)
                    });
                    let result = result.await;
                    if newest.try_get_value() == Some(mine) {
                        found.set(result);
                        asking.set(false);
                    }
                });
            },
            REST,
        );
    });
}
