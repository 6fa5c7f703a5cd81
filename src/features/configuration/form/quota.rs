//! The storage that new projects may use, as an amount with its unit.

use harbor_settings::SettingKey;
use leptos::prelude::*;

use super::draft::SettingsForm;
use crate::features::projects::{QuotaFields, QuotaForm};

/// Bytes stand in the draft; a person types an amount.
#[component]
pub fn QuotaRow(form: SettingsForm, setting_key: SettingKey, off: Signal<bool>) -> impl IntoView {
    let typed = form.typed(setting_key);
    move || {
        form.filled.track();
        let bytes = typed.with_untracked(|text| text.parse().unwrap_or(-1));
        let quota = QuotaForm::with_limit(bytes);
        let problem = Signal::derive(move || quota.limit().err().map(str::to_owned));
        Effect::new(move |before: Option<()>| {
            let text = match quota.limit() {
                Ok(limit) => limit.unwrap_or(-1).to_string(),
                // No number: it is not sent.
                Err(_) => String::new(),
            };
            if before.is_some() && typed.with_untracked(|typed| *typed != text) {
                typed.set(text);
            }
        });
        view! {
            <fieldset class="bare" disabled=off>
                <QuotaFields quota=quota problem=problem />
            </fieldset>
        }
    }
}
