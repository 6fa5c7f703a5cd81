//! The announcement at the top of all pages: written, with its days, and shown as it will look.

use chrono::NaiveDate;
use harbor_api::types::{Banner, BannerKind};
use leptos::prelude::*;

use super::draft::SettingsForm;
use crate::{
    ui::{Checkbox, Field, Icon, Select},
    words::words,
};

/// The day as the server keeps it, of one that is typed; the text itself where it is none.
fn kept_day(typed: &str) -> String {
    let typed = typed.trim();
    match NaiveDate::parse_from_str(typed, "%Y-%m-%d") {
        Ok(day) => day.format("%m/%d/%Y").to_string(),
        Err(_) => typed.to_owned(),
    }
}

fn typed_day(kept: &str) -> String {
    match NaiveDate::parse_from_str(kept, "%m/%d/%Y") {
        Ok(day) => day.format("%Y-%m-%d").to_string(),
        Err(_) => kept.to_owned(),
    }
}

/// The setting is a JSON text; its fields are made anew where it is filled.
#[component]
pub fn BannerRow(
    form: SettingsForm,
    problem: Signal<Option<String>>,
    off: Signal<bool>,
) -> impl IntoView {
    let typed = form.typed("banner_message");
    move || {
        form.filled.track();
        view! { <BannerFields typed=typed problem=problem off=off /> }
    }
}

#[component]
fn BannerFields(
    typed: RwSignal<String>,
    problem: Signal<Option<String>>,
    off: Signal<bool>,
) -> impl IntoView {
    let w = &words().settings;
    let before = typed.with_untracked(|text| Banner::parse(text).unwrap_or_default());
    let message = RwSignal::new(before.message.clone());
    let kind = RwSignal::new(match before.kind {
        BannerKind::Other(_) => BannerKind::Information.as_str().to_owned(),
        known => known.as_str().to_owned(),
    });
    let closable = RwSignal::new(before.closable);
    let from = RwSignal::new(typed_day(&before.from_date));
    let to = RwSignal::new(typed_day(&before.to_date));
    let written = Memo::new(move |_| Banner {
        message: message.get(),
        kind: BannerKind::from(kind.get()),
        closable: closable.get(),
        from_date: from.with(|day| kept_day(day)),
        to_date: to.with(|day| kept_day(day)),
    });
    Effect::new(move |before: Option<()>| {
        let text = written.with(Banner::to_text);
        if before.is_some() {
            typed.set(text);
        }
    });
    let kinds = [
        (BannerKind::Information, w.banner_information),
        (BannerKind::Success, w.banner_success),
        (BannerKind::Warning, w.banner_warning),
        (BannerKind::Danger, w.banner_danger),
    ]
    .map(|(kind, words)| (kind.as_str().to_owned(), words.to_owned()))
    .to_vec();
    let preview = move || {
        let banner = written.get();
        (!banner.message.trim().is_empty()).then(|| {
            let is_bad = matches!(banner.kind, BannerKind::Warning | BannerKind::Danger);
            view! {
                <div class="banner" class:warn=is_bad id="banner-preview">
                    <Icon name="info" />
                    <span class="grow">{banner.message}</span>
                </div>
            }
        })
    };
    view! {
        <div class="col g8 grow">
            <textarea
                id="banner_message"
                aria-label=w.banner_message
                placeholder=w.banner_placeholder
                rows="2"
                disabled=off
                prop:value=message
                on:input=move |event| message.set(event_target_value(&event))
            ></textarea>
            <div class="row g8">
                <Select
                    id="banner-kind"
                    label=w.banner_kind
                    bare=true
                    value=kind
                    choices=Signal::stored(kinds)
                    off=off
                />
                <Field
                    id="banner-from"
                    label=w.banner_from
                    value=from
                    placeholder=w.banner_from
                    off=off
                />
                <Field
                    id="banner-to"
                    label=w.banner_to
                    value=to
                    placeholder=w.banner_to
                    problem=problem
                    off=off
                />
                <Checkbox id="banner-closable" value=closable off=off>
                    {w.banner_closable}
                </Checkbox>
            </div>
            {preview}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_typed_as_elsewhere_and_kept_as_the_portal_writes_them() {
        assert_eq!(kept_day(" 2026-12-31 "), "12/31/2026");
        assert_eq!(typed_day("12/31/2026"), "2026-12-31");
        assert_eq!(kept_day("tomorrow"), "tomorrow");
        assert_eq!(typed_day(""), "");
    }
}
