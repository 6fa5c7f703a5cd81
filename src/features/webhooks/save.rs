//! The dialog of a new webhook, and of one that is changed.

use std::sync::Arc;

use harbor_api::{
    ProjectReference,
    operations::GetWebhookEventTypes,
    types::{WebhookEventTypes, WebhookPolicy},
};
use leptos::prelude::*;
use pilothouse_protocol::SaveWebhook as Save;

use super::{
    declaration::kind_name,
    form::{WebhookForm, formats},
    sample::sample,
    tab::WebhookList,
};
use crate::{
    features::{account::SecretField, webhooks::deliveries::event_name},
    ipc::{self, load::load_one},
    ui::{Checkbox, Dialog, DialogForm, Failed, Field, Icon, Saving, Select},
    words::words,
};

#[component]
pub fn SaveWebhook(
    webhooks: WebhookList,
    kept: Option<Arc<WebhookPolicy>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().webhooks;
    let id = kept.as_ref().map(|kept| kept.id);
    let title = match &kept {
        Some(kept) => w.edit_title(&kept.name),
        None => w.new_webhook.to_owned(),
    };
    let form = WebhookForm::new(kept.as_ref());
    let saving = Saving::new(on_close);
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let webhook = form.draft();
        let name = webhook.name.clone();
        let command = Save {
            connection: webhooks.connection.get_untracked(),
            project: webhooks.project.get_value(),
            id,
            webhook,
        };
        let said = w.saved(&name);
        let sent = async move { ipc::call(command).await.map(|_| said) };
        let taken = move || form.taken.try_set(Some(name)).is_none();
        saving.send(sent, move || webhooks.has_changed(), taken);
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=w.save
                on_cancel=on_close
                is_wrong=is_wrong
                busy=saving.busy
                why_off=webhooks.off
                scrolls=true
            >
                <Fields webhooks=webhooks form=form />
            </DialogForm>
        </Dialog>
    }
}

#[component]
fn Fields(webhooks: WebhookList, form: WebhookForm) -> impl IntoView {
    let w = &words().webhooks;
    let known = load_one(webhooks.connection, move || {
        Some(GetWebhookEventTypes {
            project_name_or_id: ProjectReference::Name(webhooks.project.get_value()),
        })
    });
    let said =
        move |fault: Option<&'static str>| fault.filter(|_| form.tried.get()).map(str::to_owned);
    let name_problem = Signal::derive(move || {
        let is_taken = form.taken.with(Option::is_some);
        form.name_fault()
            .filter(|_| form.tried.get() || is_taken)
            .map(str::to_owned)
    });
    let address_problem = Signal::derive(move || {
        let is_typed = form
            .address
            .with(|address| address.len() > "https://".len());
        form.address_fault()
            .filter(|_| form.tried.get() || is_typed)
            .map(str::to_owned)
    });
    let choices = move |words: Vec<String>, name: fn(&str) -> String, current: String| {
        let mut words = words;
        if !current.is_empty() && !words.contains(&current) {
            // One that this server no longer names stays what it is.
            words.push(current);
        }
        let pairs = words.into_iter().map(|word| {
            let name = name(&word);
            (word, name)
        });
        pairs.collect::<Vec<_>>()
    };
    let kinds = Signal::derive(move || {
        let known = known.data.get().map(|known| known.notify_type.clone());
        choices(known.unwrap_or_default(), kind_name, form.kind.get())
    });
    let known_formats = Signal::derive(move || {
        let kind = form.kind.get();
        let known = known.data.get().map(|known| formats(&known, &kind));
        let current = if form.is_http() {
            form.format.get()
        } else {
            String::new()
        };
        choices(known.unwrap_or_default(), str::to_owned, current)
    });
    let project = webhooks.project.with_value(ToString::to_string);
    let shown = move || {
        let event = form.events.with(|events| events.first().cloned());
        let event = event.unwrap_or_else(|| "PUSH_ARTIFACT".to_owned());
        let (kind, format) = (form.kind.get(), form.format.get());
        sample(&kind, &format, &event, &project)
    };
    let events = move || {
        let types: Arc<WebhookEventTypes> = match (known.data.get(), known.failure.get()) {
            (Some(types), _) => types,
            (None, Some(failure)) => {
                return view! {
                    <Failed
                        what=w.the_events
                        failure=failure
                        on_retry=Callback::new(move |()| known.reload())
                    />
                }
                .into_any();
            }
            (None, None) => return view! { <span class="spin"></span> }.into_any(),
        };
        let mut all = types.event_type.clone();
        // Those that this server no longer names are shown, so that they can be taken off.
        let others = form.events.get_untracked();
        let others = others
            .into_iter()
            .filter(|event| !types.event_type.contains(event));
        all.extend(others);
        let boxes = all.into_iter().map(|event| {
            let (is_on, name) = (event.clone(), event_name(&event));
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        value=event.clone()
                        prop:checked=move || form.events.with(|events| events.contains(&is_on))
                        on:change=move |change| {
                            let is_on = event_target_checked(&change);
                            form.events
                                .update(|events| {
                                    events.retain(|known| *known != event);
                                    if is_on {
                                        events.push(event.clone());
                                    }
                                });
                        }
                    />
                    <span>{name}</span>
                </label>
            }
        });
        view! { <div class="halves" id="webhook-events">{boxes.collect_view()}</div> }.into_any()
    };
    view! {
        <div class="halves">
            <Field
                id="webhook-name"
                label=w.name
                value=form.name
                problem=name_problem
                autofocus=true
            />
            <Field id="webhook-description" label=w.description value=form.description />
        </div>
        <div class="halves">
            <Select id="webhook-kind" label=w.kind value=form.kind choices=kinds />
            <Show when=move || form.is_http() && !known_formats.with(Vec::is_empty)>
                <Select
                    id="webhook-format"
                    label=w.format
                    value=form.format
                    choices=known_formats
                />
            </Show>
        </div>
        <Field
            id="webhook-address"
            label=w.address
            value=form.address
            problem=address_problem
            placeholder="https://"
        />
        {(form.other_targets() > 0)
            .then(|| view! { <p class="hint">{w.others_stay(form.other_targets())}</p> })}
        <div class="col g4">
            <SecretField
                id="webhook-header"
                label=w.header
                value=form.header
                problem=Signal::derive(move || form.header_fault().map(str::to_owned))
                autocomplete="off"
            />
            <span class="hint">
                {if form.has_header() { w.header_kept_hint } else { w.header_hint }}
            </span>
            {move || {
                form.is_header_in_clear()
                    .then(|| {
                        view! {
                            <span class="hint c-warn row g6">
                                <Icon name="warning" class="i-14" />
                                {w.header_in_clear}
                            </span>
                        }
                    })
            }}
        </div>
        {form
            .has_header()
            .then(|| {
                let is_typed = Signal::derive(move || {
                    form.header.with(|header| !header.trim().is_empty())
                });
                view! {
                    <Checkbox id="webhook-drop-header" value=form.drops_header off=is_typed>
                        {w.drop_header}
                    </Checkbox>
                }
            })}
        <Checkbox id="webhook-skip-certificate" value=form.skip_certificate>
            {w.skip_certificate}
        </Checkbox>
        <fieldset class="field">
            <legend class="lbl">{w.events}</legend>
            {events}
            {move || {
                said(form.events_fault())
                    .map(|problem| {
                        view! {
                            <span class="hint bad" role="alert">
                                <Icon name="alert" class="i-14" />
                                {problem}
                            </span>
                        }
                    })
            }}
        </fieldset>
        <details class="field">
            <summary>{w.sample}</summary>
            <pre class="log" id="webhook-sample" tabindex="0" aria-label=w.sample>
                {shown}
            </pre>
        </details>
    }
}
