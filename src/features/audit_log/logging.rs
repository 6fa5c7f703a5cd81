//! What the registry's settings say of its log: that it is off, forwarded, or lacks kinds of events.

use harbor_api::{operations::GetConfiguration, types::Configuration};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::configuration::note_settings, ipc::load::load_one, registries::registries, ui::Icon,
    words::words,
};

/// What is to be known before an entry is missed.
fn said(settings: &Configuration) -> Vec<String> {
    let w = &words().audit_log;
    let text = |name: &str| {
        let value = settings.value(name).and_then(|value| value.as_str());
        value.unwrap_or_default().trim().to_owned()
    };
    let is_skipped = settings.value("skip_audit_log_database") == Some(&true.into());
    let to = text("audit_log_forward_endpoint");
    let disabled = text("disabled_audit_log_event_types");
    let mut said = Vec::new();
    match (is_skipped, to.is_empty()) {
        (true, true) => said.push(w.log_off.to_owned()),
        (true, false) => said.push(w.only_forwarded(&to)),
        (false, false) => said.push(w.also_forwarded(&to)),
        (false, true) => {}
    }
    let disabled: Vec<&str> = disabled
        .split(',')
        .map(str::trim)
        .filter(|kind| !kind.is_empty())
        .collect();
    if !disabled.is_empty() {
        said.push(w.kinds_off(&disabled.join(", ")));
    }
    said
}

/// The lines above the log. Where the settings can't be read nothing is said: the log itself is shown
/// all the same.
#[component]
pub fn LoggingNotes(connection: Signal<ConnectionId>) -> impl IntoView {
    let registries = registries();
    let settings = load_one(connection, || Some(GetConfiguration {}));
    Effect::new(move |_| {
        if let Some(read) = settings.data.get() {
            note_settings(registries, &connection.get_untracked(), &read);
        }
    });
    move || {
        let settings = settings.data.get()?;
        let lines = said(&settings).into_iter().map(|line| {
            view! {
                <p class="hint c-warn row g6 not-logged">
                    <Icon name="warning" class="i-14" />
                    <span class="wraps">{line}</span>
                </p>
            }
        });
        Some(lines.collect_view())
    }
}
