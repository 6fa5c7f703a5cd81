//! The dialog of a new policy, and of one that is changed.

use std::sync::Arc;

use harbor_api::{
    PreheatName,
    operations::{CreatePreheatPolicy, ListProjectPreheatProviders, UpdatePreheatPolicy},
    types::{PreheatPolicy, ProjectPreheatProvider},
};
use leptos::prelude::*;

use super::{PolicyList, form::PolicyForm};
use crate::{
    ipc::{load::load_list, write::send},
    registries::registries,
    ui::{Absent, Checkbox, Dialog, DialogForm, Field, Icon, Saving, ScheduleFields, Select},
    words::words,
};

/// What was typed stays whatever the server says.
#[component]
pub fn SavePolicy(
    policies: PolicyList,
    /// The one that is changed; none: a new one.
    kept: Option<Arc<PreheatPolicy>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().preheat;
    let registries = registries();
    let (title, old) = match &kept {
        Some(kept) => (
            w.edit_title(&kept.name),
            PreheatName::new(kept.name.as_str()).ok(),
        ),
        None => (w.new_policy.to_owned(), None),
    };
    let form = PolicyForm::new(kept);
    let saving = Saving::new(on_close);
    let is_wrong = Signal::derive(move || {
        form.tried.get() && !form.is_whole() || policies.project_id.get().is_none()
    });
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let (Some(project_id), Some(name)) =
            (policies.project_id.get_untracked(), form.checked_name())
        else {
            return;
        };
        let body = form.policy(project_id);
        let project_name = policies.project.get_value();
        let at = policies.connection.get_untracked();
        let old = old.clone();
        let sent = async move {
            let outcome = match old {
                None => {
                    let operation = CreatePreheatPolicy { project_name, body };
                    send(registries, at, &operation).await
                }
                Some(preheat_policy_name) => {
                    let operation = UpdatePreheatPolicy {
                        project_name,
                        preheat_policy_name,
                        body,
                    };
                    send(registries, at, &operation).await
                }
            };
            outcome.map(|()| w.policy_saved(name.as_str()))
        };
        let taken = move || form.is_taken.try_set(true).is_none();
        saving.send(sent, move || policies.list.reload(), taken);
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=w.save_policy
                on_cancel=on_close
                is_wrong=is_wrong
                busy=saving.busy
                why_off=policies.off
                scrolls=true
            >
                <Fields policies=policies form=form />
            </DialogForm>
        </Dialog>
    }
}

#[component]
fn Fields(policies: PolicyList, form: PolicyForm) -> impl IntoView {
    let w = &words().preheat;
    Effect::new(move |_| {
        form.name.track();
        form.is_taken.set(false);
    });
    let known = load_list::<_, ProjectPreheatProvider>(policies.connection, move || {
        Some(ListProjectPreheatProviders {
            project_name: policies.project.get_value(),
        })
    });
    Effect::new(move |_| {
        if let Some(rows) = known.data.get() {
            form.choose_default(&rows.good);
        }
    });
    let networks = Signal::derive(move || {
        let mut all = vec![(String::new(), w.choose_network.to_owned())];
        if let Some(rows) = known.data.get() {
            all.extend(rows.good.iter().map(|known| {
                let text = match known.enabled {
                    true => known.provider.clone(),
                    false => format!("{} ({})", known.provider, w.is_off),
                };
                (known.id.to_string(), text)
            }));
        }
        all
    });
    let has_no_network = move || {
        known
            .data
            .get()
            .is_some_and(|rows| rows.good.is_empty() && rows.malformed.is_empty())
    };
    // Only Dragonfly knows where in a network an image goes.
    let is_dragonfly = Memo::new(move |_| {
        let chosen = form.provider.get();
        let rows = known.data.get();
        let mut rows = rows.iter().flat_map(|rows| rows.good.iter());
        rows.any(|known| known.id.to_string() == chosen && known.provider.starts_with("dragonfly "))
    });
    let pairs = |pairs: &[(&str, &'static str)]| {
        let pairs = pairs
            .iter()
            .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
        Signal::stored(pairs.collect::<Vec<_>>())
    };
    let severities = pairs(&[
        ("", w.below_any),
        ("2", w.below_low),
        ("3", w.below_medium),
        ("4", w.below_high),
        ("5", w.below_critical),
    ]);
    let triggers = pairs(&[
        ("manual", w.by_hand),
        ("scheduled", w.scheduled),
        ("event_based", w.by_event_long),
    ]);
    let scopes = pairs(&[
        ("", w.scope_usual),
        ("single_seed_peer", w.scope_single),
        ("all_seed_peers", w.scope_seeds),
        ("all_peers", w.scope_all),
    ]);
    let name_problem = Signal::derive(move || {
        let is_typed = form.name.with(|name| !name.trim().is_empty());
        let taken = form.is_taken.get().then_some(w.policy_taken);
        let fault = form.name_fault().filter(|_| form.tried.get() || is_typed);
        fault.or(taken).map(str::to_owned)
    });
    let provider_problem = move || form.provider_fault().filter(|_| form.tried.get());
    let pattern_problem = |text: RwSignal<String>| {
        Signal::derive(move || {
            text.with(|text| PolicyForm::pattern_fault(text))
                .map(str::to_owned)
        })
    };
    let is_kept = form.is_kept();
    view! {
        <div class="halves">
            <Field
                id="policy-name"
                label=w.name
                value=form.name
                problem=name_problem
                off=is_kept
                autofocus=!is_kept
            />
            <Field id="policy-description" label=w.description value=form.description />
        </div>
        <div class="col g4">
            <Select
                id="policy-network"
                label=w.the_network
                value=form.provider
                choices=networks
            />
            {move || {
                provider_problem()
                    .map(|problem| {
                        view! {
                            <span class="hint bad" role="alert">
                                <Icon name="alert" class="i-14" />
                                {problem}
                            </span>
                        }
                    })
            }}
            <Show when=has_no_network>
                <span class="hint">{w.no_network_text}</span>
            </Show>
        </div>
        <Absent what=w.the_networks of=known />
        <div class="halves">
            <Field
                id="policy-repositories"
                label=w.repositories
                value=form.repositories
                problem=pattern_problem(form.repositories)
                hint=w.repositories_hint
                placeholder="**"
            />
            <Field
                id="policy-tags"
                label=w.tags
                value=form.tags
                problem=pattern_problem(form.tags)
                hint=w.tags_hint
                placeholder="**"
            />
        </div>
        <Field id="policy-labels" label=w.labels value=form.labels hint=w.labels_hint />
        <Select id="policy-below" label=w.below value=form.below choices=severities />
        <Checkbox id="policy-signed" value=form.signed>
            {w.signed}
        </Checkbox>
        <Show when=move || is_dragonfly.get()>
            <div class="halves">
                <Select id="policy-scope" label=w.scope value=form.scope choices=scopes />
                <Field
                    id="policy-clusters"
                    label=w.clusters
                    value=form.clusters
                    problem=Signal::derive(move || form.clusters_fault().map(str::to_owned))
                    hint=w.clusters_hint
                />
            </div>
        </Show>
        <Select id="policy-trigger" label=w.when value=form.trigger choices=triggers />
        <Show when=move || form.is_scheduled()>
            <ScheduleFields form=form.schedule needed=words().schedule.needed />
        </Show>
    }
}
