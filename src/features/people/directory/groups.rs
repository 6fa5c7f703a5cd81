//! A group is found in the directory by its name: its distinguished name need not be typed.

use std::sync::Arc;

use harbor_api::{operations::SearchLdapGroups, types::UserGroup};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    failure::failure_message,
    ipc::load::load_list,
    ui::{Field, Icon, Problem},
    words::words,
};

/// The search, and those that were found; the one that is chosen is handed on.
#[component]
pub fn FindGroup(
    connection: Signal<ConnectionId>,
    on_choose: Callback<Arc<UserGroup>>,
) -> impl IntoView {
    let w = &words().directory;
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let found = load_list(connection, move || {
        Some(SearchLdapGroups {
            groupname: Some(asked.get()?),
            groupdn: None,
        })
    });
    let search = move |_| {
        let text = typed.get_untracked().trim().to_owned();
        // The server wants one.
        if text.is_empty() {
            return;
        }
        match asked.with_untracked(|asked| asked.as_deref() == Some(text.as_str())) {
            true => found.reload(),
            false => asked.set(Some(text)),
        }
    };
    let results = move || {
        asked.with(Option::is_some).then_some(())?;
        if let Some(failure) = found.failure.get() {
            return Some(
                view! {
                    <Problem text=failure_message(&failure) />
                }
                .into_any(),
            );
        }
        let rows = found.data.get()?;
        if rows.good.is_empty() {
            return Some(view! { <p class="soft">{w.no_group}</p> }.into_any());
        }
        let lines = rows.good.iter().map(|group| {
            let chosen = Arc::clone(group);
            view! {
                <li>
                    <button
                        type="button"
                        class="lnk"
                        on:click=move |_| on_choose.run(Arc::clone(&chosen))
                    >
                        {group.group_name.clone()}
                    </button>
                    " "
                    <span class="mono t12 muted wraps">{group.ldap_group_dn.clone()}</span>
                </li>
            }
        });
        Some(view! { <ul class="plain" id="found-groups">{lines.collect_view()}</ul> }.into_any())
    };
    view! {
        <div class="cmp-with row g8">
            <Field id="find-group" label=w.group_name value=typed hint=w.group_name_hint />
            <button
                type="button"
                class="btn"
                id="search-groups"
                disabled=move || typed.with(|text| text.trim().is_empty())
                on:click=search
            >
                {move || found.loading.get().then(|| view! { <span class="spin"></span> })}
                <Icon name="search" />
                {w.search}
            </button>
        </div>
        <div role="status">{results}</div>
    }
}
