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
    let part = move |which: Group| {
        let others = match which {
            Group::Everywhere => {
                let caps = vec![command_cap(is_mac), w.one_to_nine];
                vec![(w.switch_registry, caps)]
            }
            Group::Lists => table_keys(is_mac),
            Group::Artifacts | Group::Comparisons | Group::Runs => Vec::new(),
        };
        let others = others.into_iter().map(|(words, caps)| line(words, caps));
        view! {
            <h3 class="mh">{which.title()}</h3>
            <dl class="keys">{group(which)} {others.collect_view()}</dl>
        }
    };
    move || {
        open.get().then(|| {
            view! {
                <Dialog
                    title=w.keyboard_shortcuts
                    on_close=Callback::new(move |()| open.set(false))
                >
                    <div class="dlg-b" tabindex="0">
                        {Group::ALL.map(part).into_iter().collect_view()}
                    </div>
                </Dialog>
            }
        })
    }
}
