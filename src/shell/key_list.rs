//! The list of keys, read from the table of actions.

use leptos::prelude::*;

use crate::{
    actions::{Group, all_actions, command_cap, is_mac, table_keys},
    ui::Dialog,
    words::words,
};

/// All keys, while `open`.
#[component]
pub fn KeyList(open: RwSignal<bool>) -> impl IntoView {
    let w = &words().actions;
    let is_mac = is_mac();
    let line = |words: &'static str, caps: Vec<&'static str>| {
        view! {
            <dt>{words}</dt>
            <dd class="kbds">
                {caps.into_iter().map(|cap| view! { <kbd class="kbd">{cap}</kbd> }).collect_view()}
            </dd>
        }
    };
    let group = move |group: Group| {
        all_actions()
            .iter()
            .filter(|action| action.group == group)
            .filter_map(|action| {
                action
                    .keys
                    .map(|keys| line(action.title(), keys.caps(is_mac)))
            })
            .collect_view()
    };
    move || {
        open.get().then(|| {
            view! {
                <Dialog
                    title=w.keyboard_shortcuts
                    on_close=Callback::new(move |()| open.set(false))
                >
                    <div class="dlg-b" tabindex="0">
                        <h3 class="mh">{Group::Everywhere.title()}</h3>
                        <dl class="keys">
                            {group(Group::Everywhere)}
                            {line(
                                w.switch_registry,
                                vec![command_cap(is_mac), w.one_to_nine],
                            )}
                        </dl>
                        <h3 class="mh">{Group::Lists.title()}</h3>
                        <dl class="keys">
                            {group(Group::Lists)}
                            {table_keys()
                                .into_iter()
                                .map(|(words, caps)| line(words, caps))
                                .collect_view()}
                        </dl>
                        <h3 class="mh">{Group::Artifacts.title()}</h3>
                        <dl class="keys">{group(Group::Artifacts)}</dl>
                    </div>
                </Dialog>
            }
        })
    }
}
