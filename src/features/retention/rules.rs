//! The rules of a policy, one line each.

use harbor_api::types::{RetentionPolicy, RetentionRule, RetentionTemplate};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, RetentionDecisions};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::retention::{
        policy::Policy, rule_dialog::RuleDialog, selectors::can_be_written, sentence::sentence,
    },
    list::List,
    ui::{Dialog, FormFailure, Icon, Menu, MenuItem},
    words::words,
};

/// What is asked about a rule.
#[derive(Clone, PartialEq)]
pub enum Question {
    Add,
    Edit(usize),
    Delete(usize),
}

/// Whether the dialog can show all of a rule.
fn is_plain(rule: &RetentionRule) -> bool {
    let mut selectors = rule.repositories().iter().chain(&rule.tag_selectors);
    selectors.all(can_be_written) && !matches!(rule.template, RetentionTemplate::Other(_))
}

/// Writes a changed policy; a failure is said in a toast.
fn save(policy: Policy, changed: RetentionPolicy) {
    spawn_local(async move {
        if let Err(failure) = policy.save(changed).await {
            show_failure(policy, &failure);
        }
    });
}

fn show_failure(policy: Policy, failure: &Failure) {
    policy.registries.toasts.failed(
        words().retention.refused.to_owned(),
        failure_reason(failure),
        failure,
        None,
    );
}

/// The rules, with what each keeps.
#[component]
pub fn Rules(
    policy: Policy,
    /// The project's artifacts.
    list: List,
    #[prop(into)] decisions: Signal<Option<RetentionDecisions>>,
    question: RwSignal<Option<Question>>,
) -> impl IntoView {
    let w = &words().retention;
    let may_change = Memo::new(move |_| policy.may_change());
    let line = move |place: usize, rule: &RetentionRule| {
        let metadata = policy.metadata.data.get();
        let sentence = sentence(rule, metadata.as_deref());
        let is_off = rule.disabled;
        let plain = is_plain(rule);
        let kept = move || {
            let decisions = decisions.get()?;
            let number = *decisions.by_rule.get(place)?;
            (!is_off).then(|| w.kept(number))
        };
        let switch = move || {
            if let Some(mut changed) = policy.now_untracked()
                && let Some(rule) = changed.rules.get_mut(place)
            {
                rule.disabled = !rule.disabled;
                save(policy, changed);
            }
        };
        let items = move || {
            let mut items = Vec::new();
            if plain {
                let mut edit = MenuItem::new(
                    w.edit,
                    Callback::new(move |()| question.set(Some(Question::Edit(place)))),
                );
                edit.icon = Some("pencil");
                items.push(edit);
            }
            items.push(MenuItem::new(
                if is_off { w.switch_on } else { w.switch_off },
                Callback::new(move |()| switch()),
            ));
            let mut delete = MenuItem::new(
                w.delete,
                Callback::new(move |()| question.set(Some(Question::Delete(place)))),
            );
            delete.icon = Some("trash");
            delete.danger = true;
            items.push(delete);
            items
        };
        let opener = || view! { <Icon name="more" /> }.into_any();
        view! {
            <li class="rt-rule" class:is-off=is_off>
                <span class="no">{place + 1}</span>
                {sentence}
                <span class="kp">
                    {move || if is_off { Some(w.off.to_owned()) } else { kept() }}
                </span>
                {move || {
                    may_change
                        .get()
                        .then(|| {
                            view! {
                                <Menu
                                    label=format!("{} {}", w.rule, place + 1)
                                    class="ib"
                                    opener=opener
                                    items=Signal::derive(items)
                                    off=policy.off
                                />
                            }
                        })
                }}
            </li>
        }
    };
    let rules = move || {
        let policy = policy.now()?;
        let lines: Vec<_> = policy
            .rules
            .iter()
            .enumerate()
            .map(|(place, rule)| line(place, rule))
            .collect();
        (!lines.is_empty()).then(|| view! { <ol class="rt-rules">{lines}</ol> })
    };
    let asked = move || {
        let close = Callback::new(move |()| question.set(None));
        match question.get()? {
            Question::Add => Some(
                view! { <RuleDialog policy=policy list=list place=None on_close=close /> }
                    .into_any(),
            ),
            Question::Edit(place) => Some(
                view! { <RuleDialog policy=policy list=list place=Some(place) on_close=close /> }
                    .into_any(),
            ),
            Question::Delete(place) => {
                Some(view! { <DeleteRule policy=policy place=place on_close=close /> }.into_any())
            }
        }
    };
    view! {
        <div class="rt-lead">
            <span class="grow">{w.lead}</span>
            <span class="muted nowrap">
                {move || {
                    policy
                        .now()
                        .map(|policy| w.rules_of(policy.rules.len(), RetentionPolicy::MAX_RULES))
                }}
            </span>
        </div>
        {rules}
        {asked}
    }
}

/// Asks before a rule goes: what it alone keeps goes with the next run.
#[component]
fn DeleteRule(policy: Policy, place: usize, on_close: Callback<()>) -> impl IntoView {
    let w = &words().retention;
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let rules = policy
        .now_untracked()
        .map_or(0, |policy| policy.rules.len());
    let rule = policy
        .now_untracked()
        .and_then(|policy| policy.rules.get(place).cloned());
    let delete = move || {
        let Some(mut changed) = policy.now_untracked() else {
            return;
        };
        if busy.get_untracked() || place >= changed.rules.len() {
            return;
        }
        changed.rules.remove(place);
        busy.set(true);
        spawn_local(async move {
            match policy.save(changed).await {
                Ok(()) => {
                    on_close.try_run(());
                }
                Err(error) => {
                    failure.try_set(Some(error));
                    busy.try_set(false);
                }
            }
        });
    };
    let metadata = policy.metadata.data.get_untracked();
    view! {
        <Dialog title=w.delete_question(place + 1) on_close=on_close>
            <div class="dlg-b col g12">
                {rule.map(|rule| sentence(&rule, metadata.as_deref()))}
                <p class="t125">
                    {if rules == 1 { w.delete_last } else { w.delete_other }}
                </p>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {w.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    disabled=move || busy.get() || policy.off.get().is_some()
                    on:click=move |_| delete()
                >
                    {w.delete_title}
                </button>
            </div>
        </Dialog>
    }
}
