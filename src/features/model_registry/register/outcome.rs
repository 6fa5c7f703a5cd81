//! The last step: what was put back, and the refresh of the project's models.

use leptos::prelude::*;
use pilothouse_protocol::{ProjectPart, ProjectRestored};

use super::Wizard;
use crate::{
    failure::failure_reason,
    ui::{FormFailure, Icon},
    words::words,
};

#[component]
pub fn Outcome(wizard: Wizard, on_close: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let refreshing = wizard.refreshing;
    let name = wizard.describe.project().map(|name| name.to_string());
    let ended = Callback::new(move |()| wizard.shared.has_changed());
    let has_begun =
        Memo::new(move |_| !refreshing.models.with(std::collections::BTreeMap::is_empty));
    let choose = move || {
        let models = wizard.models.get();
        if models.is_empty() {
            return view! { <p class="hint">{w.holds_no_models}</p> }.into_any();
        }
        let rows = models.into_iter().map(|reference| {
            let this = StoredValue::new(reference.clone());
            let is_chosen = move || {
                wizard
                    .chosen
                    .with(|chosen| chosen.contains(&this.get_value()))
            };
            let turn = move |on: bool| {
                wizard.chosen.update(|chosen| {
                    if on {
                        chosen.insert(this.get_value());
                    } else {
                        chosen.remove(&this.get_value());
                    }
                });
            };
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=is_chosen
                        on:change=move |event| turn(event_target_checked(&event))
                    />
                    <span class="mono wraps">{reference}</span>
                </label>
            }
        });
        view! {
            <fieldset class="col g6 plain">
                <legend>{w.choose_models}</legend>
                {rows.collect_view()}
            </fieldset>
        }
        .into_any()
    };
    let body = move || match has_begun.get() {
        true => refreshing.rows().into_any(),
        false => choose().into_any(),
    };
    let number = Memo::new(move |_| wizard.chosen.with(std::collections::BTreeSet::len));
    let left = Memo::new(move |_| refreshing.left().len());
    let start = move |_| {
        let chosen = wizard.chosen.get_untracked();
        refreshing.start(chosen.into_iter().collect(), ended);
    };
    let act = move || {
        let is_busy = refreshing.is_busy() || wizard.busy.with(Option::is_some);
        if has_begun.get() {
            return (left.get() > 0 && !is_busy).then(|| {
                view! {
                    <button
                        type="button"
                        class="btn primary"
                        id="register-retry"
                        on:click=move |_| refreshing.retry(ended)
                    >
                        {w.retry_failed}
                    </button>
                }
                .into_any()
            });
        }
        (number.get() > 0).then(|| {
            view! {
                <button
                    type="button"
                    class="btn primary"
                    id="register-refresh"
                    disabled=is_busy
                    on:click=start
                >
                    {w.refresh_chosen(number.get())}
                </button>
            }
            .into_any()
        })
    };
    view! {
        <div class="dlg-b col g12 scroll">
            <p class="hint ok">
                <Icon name="check" class="i-14" />
                {name.map(|name| w.registered_name(&name))}
            </p>
            {move || {
                wizard
                    .busy
                    .get()
                    .map(|busy| {
                        view! {
                            <p class="row g6" role="status">
                                <span class="spin"></span>
                                {busy}
                            </p>
                        }
                    })
            }}
            <Restored wizard=wizard /> {body}
        </div>
        <div class="dlg-f">
            {refreshing.progress()} <span class="sp"></span>
            <button
                type="button"
                class="btn"
                id="register-done"
                disabled=move || refreshing.is_busy() || wizard.busy.with(Option::is_some)
                on:click=move |_| on_close.run(())
            >
                {w.done}
            </button>
            {act}
        </div>
    }
}

/// What came of putting back what registering took, and the way to it: what was not put back, or
/// not wholly, may be.
#[component]
pub fn Restored(wizard: Wizard) -> impl IntoView {
    let w = &words().model_registry;
    let came = move || match wizard.restored.get()? {
        Ok(restored) => Some(put_back(&restored).into_any()),
        Err(failure) => Some(view! { <FormFailure failure=failure /> }.into_any()),
    };
    let act = move || {
        let label = match wizard.restored.get() {
            None => w.restore_now,
            Some(Ok(restored)) if restored.failed.is_empty() => return None,
            Some(_) => w.try_restoring,
        };
        let is_offered = wizard.settings.with(Option::is_some) && wizard.busy.with(Option::is_none);
        is_offered.then(|| {
            view! {
                <div>
                    <button
                        type="button"
                        class="btn sm"
                        id="register-restore"
                        on:click=move |_| wizard.restore()
                    >
                        {label}
                    </button>
                </div>
            }
        })
    };
    view! { {came} {act} }
}

/// What was put back, and what was not.
fn put_back(restored: &ProjectRestored) -> impl IntoView {
    let w = &words().model_registry;
    let mut parts = Vec::new();
    if restored.configuration {
        parts.push(w.configuration.to_owned());
    }
    parts.push(w.members_number(restored.members));
    parts.push(w.webhooks_number(restored.webhooks));
    let failed = restored.failed.iter().map(|(part, whose, failure)| {
        let part = match part {
            ProjectPart::Configuration => w.configuration,
            ProjectPart::Members => w.members,
            ProjectPart::Webhooks => w.webhooks,
        };
        let text = format!("{part}, {whose}: {}", failure_reason(failure));
        view! { <li class="wraps">{text}</li> }
    });
    let failed = failed.collect_view();
    let is_whole = restored.failed.is_empty();
    view! {
        <p class="hint ok" id="register-restored">
            <Icon name="check" class="i-14" />
            {w.restored_parts(&parts.join(", "))}
        </p>
        {(!is_whole)
            .then(|| {
                view! {
                    <div class="note warn">
                        <Icon name="warning" />
                        <span>{w.not_restored}</span>
                    </div>
                    <ul class="dots">{failed}</ul>
                }
            })}
    }
}
