//! The settings of another registry, from a file, beside those here.

use harbor_settings::{Difference, SettingsFile, Unreadable, compare, setting};
use leptos::prelude::*;

use super::form::{SettingsForm, setting_label, value_words};
use crate::{
    registries::registries,
    ui::{Dialog, FileDrop},
    words::words,
};

/// What a file says.
#[derive(Clone, PartialEq)]
struct Compared {
    registry: String,
    differences: Vec<Difference>,
}

/// Values of the other registry can be taken over into the form; nothing is sent by that.
#[component]
pub fn CompareDialog(form: SettingsForm, on_close: Callback<()>) -> impl IntoView {
    let w = &words().configuration;
    let said = RwSignal::new(None);
    let compared = RwSignal::new(None::<Compared>);
    let read = move |text: Option<String>| {
        let file = text.ok_or(Unreadable::NoObject);
        let file = file.and_then(|text| SettingsFile::read(&text));
        let outcome = match file {
            Ok(file) => {
                let kept = form.kept.get_untracked();
                let here = kept.map(|kept| SettingsFile::new("", &kept).settings);
                let mut differences = compare(&here.unwrap_or_default(), &file.settings);
                // What both have comes first.
                differences.sort_by_key(|one| one.here.is_none() || one.there.is_none());
                compared.set(Some(Compared {
                    differences,
                    registry: file.registry,
                }));
                Ok(w.file_read)
            }
            Err(Unreadable::NoObject) => Err(w.file_no_object),
            Err(Unreadable::NoSettings) => Err(w.file_no_settings),
        };
        said.set(Some(outcome));
    };
    let table = move || {
        let compared = compared.get()?;
        if compared.differences.is_empty() {
            return Some(view! { <p>{w.no_difference}</p> }.into_any());
        }
        let registry = match compared.registry.is_empty() {
            true => w.there.to_owned(),
            false => compared.registry,
        };
        let title = w.compared(compared.differences.len(), &registry);
        let rows = compared.differences.into_iter();
        let rows = rows.map(|one| view! { <DifferenceRow form=form difference=one /> });
        Some(
            view! {
                <p class="strong">{title}</p>
                <table class="lt diff" id="differences">
                    <thead>
                        <tr>
                            <th scope="col">{w.setting}</th>
                            <th scope="col">{w.here}</th>
                            <th scope="col">{w.there}</th>
                            <th scope="col"></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
            .into_any(),
        )
    };
    view! {
        <Dialog title=w.compare_title large=true on_close=on_close>
            <div class="dlg-b col g12 scroll" tabindex="0">
                <p class="soft">{w.compare_why}</p>
                <FileDrop
                    id="settings-file"
                    drop=w.file_drop
                    choose=w.file_choose
                    on_text=Callback::new(read)
                    said=said
                />
                {table}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.close}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn DifferenceRow(form: SettingsForm, difference: Difference) -> impl IntoView {
    let w = &words().configuration;
    let known = setting(&difference.key);
    let key = difference.key;
    let text = |value: &Option<serde_json::Value>| match value {
        Some(value) => value_words(&key, value),
        None => w.not_there.to_owned(),
    };
    let (here, there) = (text(&difference.here), text(&difference.there));
    let label = known.map(|setting| setting_label(setting.key));
    // What is not there, or is locked here, can't be taken over.
    let taken = known
        .zip(difference.there)
        .filter(|(setting, _)| untrack(|| form.is_known(setting) && !form.is_locked(setting)));
    let take = taken.map(|(setting, value)| {
        view! {
            <button
                type="button"
                class="btn sm"
                aria-label=format!("{} {}", w.take, setting.key)
                disabled=move || form.is_changed(setting.key)
                on:click=move |_| {
                    form.put(setting.key, &value);
                    registries().toasts.done(w.taken, None);
                }
            >
                {w.take}
            </button>
        }
    });
    view! {
        <tr>
            <th scope="row">
                {label} " " <span class="mono muted t12">{key.clone()}</span>
            </th>
            <td class="wraps">{here}</td>
            <td class="wraps">{there}</td>
            <td>{take}</td>
        </tr>
    }
}
