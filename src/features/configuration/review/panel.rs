//! The panel beside the form: what changes so far.

use std::collections::BTreeMap;

use harbor_settings::{NewValue, Session};
use leptos::prelude::*;

use super::change_lines;
use crate::{
    features::configuration::form::SettingsForm,
    ui::{CopyButton, Inspector, section},
    words::words,
};

#[component]
pub fn ChangesPanel(
    form: SettingsForm,
    session: Signal<Session>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().configuration;
    let lines = move || {
        let session = session.get();
        form.changes.with(|changes| {
            let lines = changes.iter().map(|change| change_lines(change, session));
            lines.collect_view()
        })
    };
    let footer = ViewFn::from(move || {
        let sent: BTreeMap<&str, serde_json::Value> = form
            .changes
            .get()
            .into_iter()
            .filter_map(|change| match change.after {
                NewValue::Is(after) => Some((change.key, after)),
                NewValue::Secret => None,
            })
            .collect();
        let text = serde_json::to_string_pretty(&sent).unwrap_or_default();
        view! {
            <CopyButton text=text label=w.copy_json />
            <span class="sp"></span>
            <span class="muted t12">{w.without_secrets}</span>
        }
    });
    view! {
        <Inspector title=w.what_changes.to_owned() on_close=on_close footer=footer>
            {section(lines)}
        </Inspector>
    }
}
