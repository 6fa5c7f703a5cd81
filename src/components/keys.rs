//! The list of keys, read from the table of actions.

use leptos::prelude::*;

use super::Dialog;
use crate::actions::{ACTIONS, TABLE_KEYS, is_mac};

/// All keys, while `open`.
#[component]
pub fn KeyList(open: RwSignal<bool>) -> impl IntoView {
    let is_mac = is_mac();
    let line = |words: &'static str, caps: Vec<&'static str>| {
        view! {
            <dt>{words}</dt>
            <dd class="kbds">
                {caps.into_iter().map(|cap| view! { <kbd class="kbd">{cap}</kbd> }).collect_view()}
            </dd>
        }
    };
    let group = move |name: &'static str| {
        ACTIONS
            .iter()
            .filter(|action| action.group == name)
            .filter_map(|action| {
                action
                    .keys
                    .map(|keys| line(action.title, keys.caps(is_mac)))
            })
            .collect_view()
    };
    move || {
        open.get().then(|| {
            view! {
                <Dialog
                    title="Keyboard shortcuts"
                    on_close=Callback::new(move |()| open.set(false))
                >
                    <div class="dlg-b">
                        <h3 class="mh">"Everywhere"</h3>
                        <dl class="keys">
                            {group("Everywhere")}
                            {line(
                                "Switch registry",
                                vec![if is_mac { "Cmd" } else { "Ctrl" }, "1 to 9"],
                            )}
                        </dl>
                        <h3 class="mh">"Lists"</h3>
                        <dl class="keys">
                            {group("Lists")}
                            {TABLE_KEYS
                                .iter()
                                .map(|(words, caps)| line(words, caps.to_vec()))
                                .collect_view()}
                        </dl>
                        <h3 class="mh">"Artifacts"</h3>
                        <dl class="keys">{group("Artifacts")}</dl>
                    </div>
                </Dialog>
            }
        })
    }
}
