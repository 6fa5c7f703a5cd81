//! A rule is written: what it freezes is tried as one types.

use std::collections::BTreeMap;

use harbor_api::{
    ProjectName, ProjectReference,
    operations::{CreateImmutableRule, UpdateImmutableRule},
    types::{ImmutableRule, REPOSITORY_SCOPE, RuleSelector},
};
use leptos::prelude::*;
use listing::lists::RetentionArtifacts;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::retention::{SelectorField, TrialView, pattern_problem, selector},
    ipc::write::{send, why_off},
    list::List,
    registries::registries,
    ui::{Dialog, FormButtons, FormFailure, Icon},
    words::words,
};

/// Adds a rule, or changes one.
#[component]
pub fn RuleDialog(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    /// None for a new one.
    rule: Option<ImmutableRule>,
    on_saved: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().immutable_tags;
    let of_retention = &words().retention;
    let registries = registries();
    let off = why_off(connection);
    let scope = RetentionArtifacts {
        project: project.clone(),
    };
    let artifacts = List::open(connection, scope, None);
    let is_new = rule.is_none();
    let old = rule.unwrap_or_default();
    let first = |selectors: &[RuleSelector], default: &str| {
        let selector = selectors.first();
        let pattern = selector.map_or(default, |selector| selector.pattern.as_str());
        let excludes = selector.is_some_and(RuleSelector::excludes);
        (RwSignal::new(pattern.to_owned()), RwSignal::new(excludes))
    };
    let repositories = first(old.repositories(), "**");
    let tags = first(&old.tag_selectors, "");
    let old = StoredValue::new(old);
    let project = StoredValue::new(project);
    let failure = RwSignal::new(None::<Failure>);
    let is_double = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let repository_selectors =
        Signal::derive(move || vec![selector(&repositories.0.get(), repositories.1.get(), true)]);
    let tag_selectors = Signal::derive(move || vec![selector(&tags.0.get(), tags.1.get(), false)]);
    let is_wrong = move || {
        pattern_problem(&repositories.0.get()).is_some() || pattern_problem(&tags.0.get()).is_some()
    };
    let freezes_all = move || {
        let pattern = tags.0.get();
        !tags.1.get() && (pattern == "*" || pattern == "**")
    };
    let submit = move || {
        if untrack(is_wrong) || busy.get_untracked() {
            return;
        }
        let mut rule = old.get_value();
        rule.tag_selectors = tag_selectors.get_untracked();
        rule.scope_selectors = BTreeMap::from([(
            REPOSITORY_SCOPE.to_owned(),
            repository_selectors.get_untracked(),
        )]);
        busy.set(true);
        failure.set(None);
        is_double.set(false);
        let connection = connection.get_untracked();
        let project_name_or_id = ProjectReference::Name(project.get_value());
        spawn_local(async move {
            let outcome = if is_new {
                let operation = CreateImmutableRule {
                    project_name_or_id,
                    body: rule,
                };
                send(registries, connection, &operation).await
            } else {
                let operation = UpdateImmutableRule {
                    project_name_or_id,
                    immutable_rule_id: rule.id,
                    body: rule,
                };
                send(registries, connection, &operation).await
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    on_saved.try_run(());
                    on_close.try_run(());
                }
                Err(error) if error.code == FailureCode::Conflict => {
                    is_double.try_set(true);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog title=if is_new { w.add_title } else { w.edit_title } wide=true on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <SelectorField
                        id="frozen-repositories"
                        label=of_retention.repository_pattern
                        hint=of_retention.repository_hint
                        pattern=repositories.0
                        excludes=repositories.1
                    />
                    <SelectorField
                        id="frozen-tags"
                        label=of_retention.tag_pattern
                        hint=of_retention.tag_hint
                        pattern=tags.0
                        excludes=tags.1
                        autofocus=true
                    />
                    {move || {
                        freezes_all()
                            .then(|| {
                                view! {
                                    <div class="note warn">
                                        <Icon name="lock" />
                                        <span class="grow">{w.freezes_all}</span>
                                    </div>
                                }
                            })
                    }}
                    <Show when=move || !is_wrong()>
                        <TrialView
                            list=artifacts
                            repositories=repository_selectors
                            tags=tag_selectors
                            of_tags=true
                        />
                    </Show>
                    {move || {
                        is_double
                            .get()
                            .then(|| {
                                view! {
                                    <p class="hint bad" role="alert">
                                        {w.same_rule}
                                    </p>
                                }
                            })
                    }}
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <FormButtons
                    send={ if is_new { w.add } else { w.save } }
                    on_cancel=on_close
                    is_wrong=Signal::derive(is_wrong)
                    busy=busy
                    why_off=Signal::derive(move || off.get())
                />
            </form>
        </Dialog>
    }
}
