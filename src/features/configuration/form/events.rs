//! Which events are written into the audit log.

use std::collections::BTreeSet;

use harbor_api::operations::ListEventTypes;
use harbor_settings::setting;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::draft::SettingsForm;
use crate::{ipc::load::load_list, words::words};

/// The setting: kinds of events that are not logged, with commas between.
const KEY: &str = "disabled_audit_log_event_types";

/// The words of the setting.
fn split_words(text: &str) -> Vec<String> {
    let all = text.split(',').map(str::trim);
    all.filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The setting with an event that is logged from now on, or no longer.
fn toggled(text: &str, event: String, is_logged: bool) -> String {
    let mut all = split_words(text);
    all.retain(|word| *word != event);
    if !is_logged {
        all.push(event);
    }
    all.join(",")
}

fn same_words(one: &str, other: &str) -> bool {
    let set = |text: &str| split_words(text).into_iter().collect::<BTreeSet<_>>();
    set(one) == set(other)
}

/// A box for each kind of event that the server knows; the setting names those that are not logged.
#[component]
pub fn EventsRow(
    connection: Signal<ConnectionId>,
    form: SettingsForm,
    off: Signal<bool>,
) -> impl IntoView {
    let w = &words().settings;
    let typed = form.typed(KEY);
    // Older servers have neither the setting nor the list.
    let kinds = load_list(connection, move || {
        let has_it = setting(KEY).is_some_and(|setting| form.is_known(setting));
        has_it.then_some(ListEventTypes {})
    });
    let toggle = move |event: String, is_logged: bool| {
        let text = typed.with_untracked(|text| toggled(text, event, is_logged));
        // As it was is no change, whatever the order.
        let kept = form.kept_text(KEY);
        match same_words(&kept, &text) {
            true => typed.set(kept),
            false => typed.set(text),
        }
    };
    let boxes = move || {
        let rows = kinds.data.get()?;
        let mut all: Vec<String> = rows
            .good
            .iter()
            .map(|kind| kind.event_type.clone())
            .collect();
        // What is off and not known here stays off.
        for word in typed.with_untracked(|text| split_words(text)) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
        let boxes = all.into_iter().map(|event| {
            let (shown, id) = (event.replace('_', " "), format!("logs-{event}"));
            let label_for = id.clone();
            let (checked, changed) = (event.clone(), event);
            view! {
                <label class="check" for=label_for>
                    <input
                        id=id
                        type="checkbox"
                        disabled=off
                        prop:checked=move || {
                            typed.with(|text| !split_words(text).contains(&checked))
                        }
                        on:change=move |event| {
                            toggle(changed.clone(), event_target_checked(&event));
                        }
                    />
                    <span>{shown}</span>
                </label>
            }
        });
        Some(boxes.collect_view())
    };
    let failed = move || {
        let is_unread = kinds.failure.with(Option::is_some) && kinds.data.with(Option::is_none);
        is_unread.then(|| view! { <span class="hint bad">{w.events_unread}</span> })
    };
    view! {
        <div class="kinds" role="group" aria-label=w.disabled_audit_log_event_types>
            {boxes}
            {failed}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_words_with_commas_between() {
        assert_eq!(
            split_words(" pull_artifact, login_user ,"),
            ["pull_artifact", "login_user"]
        );
        assert_eq!(split_words(""), Vec::<String>::new());
        assert_eq!(toggled("a,b", "a".to_owned(), true), "b");
        assert_eq!(toggled("b", "a".to_owned(), false), "b,a");
        assert!(same_words("a,b", "b, a") && !same_words("a", "a,b"));
    }
}
