//! The second step: what registering takes from a project that is in Harbor, before it does.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_protocol::{ProjectPart, ProjectSettings, SaveProjectSettings};
use wasm_bindgen_futures::spawn_local;

use super::{Step, Wizard, describe::Visibility, outcome::Restored};
use crate::{
    failure::{failure_message, failure_reason},
    features::projects::named_role,
    ipc,
    registries::registries,
    ui::{Checkbox, FormFailure, Icon, pair},
    words::words,
};

#[component]
pub fn Losses(wizard: Wizard, on_close: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let settings = wizard.settings.get_untracked();
    let is_in_harbor = settings.is_some();
    let number = wizard.models.with_untracked(Vec::len);
    let body = match settings {
        None => view! { <p>{w.is_new}</p> }.into_any(),
        Some(settings) => {
            let lost = lost(&settings);
            view! {
                <p class="hint ok">
                    <Icon name="check" class="i-14" />
                    {w.exists(number)}
                </p>
                <div class="note warn">
                    <Icon name="warning" />
                    <span>{w.resets}</span>
                </div>
                {lost}
                <SaveFile settings=settings />
                <Checkbox id="register-put-back" value=wizard.put_back>
                    {w.put_back}
                </Checkbox>
            }
            .into_any()
        }
    };
    let busy = move || wizard.busy.get();
    view! {
        <div class="dlg-b col g12 scroll">
            {body}
            // What is put back is as visible as it was.
            <Show when=move || !is_in_harbor || !wizard.put_back.get()>
                <Visibility form=wizard.describe />
            </Show>
            {move || {
                wizard.failure.get().map(|failure| view! { <FormFailure failure=failure /> })
            }}
            <Show when=move || wizard.is_uncertain()>
                <div class="note warn" id="register-uncertain">
                    <Icon name="warning" />
                    <span>{w.may_be_reset}</span>
                </div>
                <Restored wizard=wizard />
            </Show>
        </div>
        <div class="dlg-f">
            <button
                type="button"
                class="btn ghost"
                disabled=move || busy().is_some()
                on:click=move |_| wizard.step.set(Step::Describe)
            >
                {w.back}
            </button>
            <span class="sp"></span>
            <button
                type="button"
                class="btn"
                disabled=move || busy().is_some()
                on:click=move |_| on_close.run(())
            >
                {words().parts.cancel}
            </button>
            <button
                type="button"
                id="register-now"
                class=if is_in_harbor { "btn danger" } else { "btn primary" }
                disabled=move || busy().is_some() || wizard.shared.register_off.get().is_some()
                title=move || wizard.shared.register_off.get()
                on:click=move |_| wizard.register()
            >
                {move || busy().map(|_| view! { <span class="spin"></span> })}
                {w.register_now}
            </button>
        </div>
    }
}

/// What of the project goes.
fn lost(settings: &ProjectSettings) -> impl IntoView + use<> {
    let w = &words().model_registry;
    let unread = |part: ProjectPart| {
        let mut unread = settings.unread.iter();
        let (_, failure) = unread.find(|(known, _)| *known == part)?;
        let text = format!("{} ({})", w.unread, failure_message(failure));
        Some(view! { <span class="hint bad wraps">{text}</span> }.into_any())
    };
    let listed = |items: Vec<String>| match items.is_empty() {
        true => view! { <span class="muted">{w.nothing}</span> }.into_any(),
        false => {
            let items = items
                .into_iter()
                .map(|text| view! { <li class="wraps">{text}</li> });
            view! { <ul class="plain col">{items.collect_view()}</ul> }.into_any()
        }
    };
    let mut configuration: Vec<String> = settings
        .configuration
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    if settings.allowed_cves > 0 {
        configuration.push(w.cves_number(settings.allowed_cves));
    }
    let members = settings
        .members
        .iter()
        .map(|member| format!("{} ({})", member.name, named_role(&member.role)));
    let webhooks = settings
        .webhooks
        .iter()
        .map(|(name, address)| format!("{name}: {address}"));
    let part = |part, items: Vec<String>| unread(part).unwrap_or_else(|| listed(items));
    view! {
        <dl class="kv" id="register-losses">
            {pair(w.configuration, part(ProjectPart::Configuration, configuration))}
            {pair(w.members, part(ProjectPart::Members, members.collect()))}
            {pair(w.webhooks, part(ProjectPart::Webhooks, webhooks.collect()))}
        </dl>
    }
}

#[component]
fn SaveFile(settings: Arc<ProjectSettings>) -> impl IntoView {
    let w = &words().model_registry;
    let toasts = registries().toasts;
    let id = settings.id;
    let save = move |_| {
        spawn_local(async move {
            match ipc::call(SaveProjectSettings { settings: id }).await {
                Ok(saved) => toasts.done(saved.path, None),
                Err(failure) => toasts.failed(
                    failure_message(&failure),
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    view! {
        <div class="col g6">
            <div>
                <button type="button" class="btn sm" on:click=save>
                    <Icon name="download" />
                    {w.save_file}
                </button>
            </div>
            <p class="hint">{w.file_without_secrets}</p>
        </div>
    }
}
