//! A retention rule is written: what it selects is tried as one types.

use harbor_api::types::{REPOSITORY_SCOPE, RetentionRule, RetentionTemplate};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};
use serde_json::json;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::retention::{
        policy::Policy,
        selectors::{Drafts, Selected, SelectorFields},
        trial::TrialView,
    },
    list::List,
    ui::{Dialog, Field, FormButtons, FormFailure, Icon},
    words::words,
};

/// The templates that the dialog can write, where the server's metadata can't be read.
const TEMPLATES: [RetentionTemplate; 5] = [
    RetentionTemplate::LatestPushed,
    RetentionTemplate::LatestPulled,
    RetentionTemplate::PushedWithin,
    RetentionTemplate::PulledWithin,
    RetentionTemplate::Always,
];

fn template_words(template: &RetentionTemplate) -> &'static str {
    let w = &words().retention;
    match template {
        RetentionTemplate::LatestPushed => w.template_pushed,
        RetentionTemplate::LatestPulled => w.template_pulled,
        RetentionTemplate::PushedWithin => w.template_pushed_within,
        RetentionTemplate::PulledWithin => w.template_pulled_within,
        RetentionTemplate::Always | RetentionTemplate::Other(_) => w.keep_always,
    }
}

/// What is wrong with a template's number.
fn number_problem(text: &str) -> Option<&'static str> {
    let w = &words().retention;
    match text.trim().parse::<u32>() {
        Ok(0) => Some(w.number_zero),
        Ok(_) => None,
        Err(_) => Some(w.number_missing),
    }
}

/// Adds a rule, or changes the one at a place.
#[component]
pub fn RuleDialog(
    policy: Policy,
    /// The project's artifacts.
    list: List,
    place: Option<usize>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().retention;
    let old = place.and_then(|place| policy.now_untracked()?.rules.get(place).cloned());
    let is_new = old.is_none();
    let old = old.unwrap_or_else(|| RetentionRule {
        template: RetentionTemplate::LatestPushed,
        ..RetentionRule::default()
    });
    let repositories = Drafts::new(Selected::Repositories, old.repositories());
    let tags = Drafts::new(Selected::Tags, &old.tag_selectors);
    let template = RwSignal::new(old.template.clone());
    let number = RwSignal::new(old.count().unwrap_or(10).to_string());
    let failure = RwSignal::new(None::<Failure>);
    let is_double = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let old = StoredValue::new(old);

    let repository_selectors = Signal::derive(move || repositories.selectors());
    let tag_selectors = Signal::derive(move || tags.selectors());
    // Whether its number is one of days; none where it has none.
    let in_days = Memo::new(move |_| {
        template.with(|template| template.default_count().map(|_| template.is_in_days()))
    });
    let problem = Signal::derive(move || {
        let found = in_days.get().map(|_| number_problem(&number.get()));
        found.flatten().map(str::to_owned)
    });
    let is_wrong = move || problem.get().is_some() || repositories.is_wrong() || tags.is_wrong();
    let submit = move || {
        is_double.set(false);
        let (Some(mut changed), false) = (
            policy.now_untracked(),
            untrack(is_wrong) || busy.get_untracked(),
        ) else {
            return;
        };
        let mut rule = old.get_value();
        let kind = template.get_untracked();
        rule.params.remove(rule.template.as_str());
        if kind.default_count().is_some() {
            let number: u32 = number.get_untracked().trim().parse().unwrap_or_default();
            rule.params.insert(kind.as_str().to_owned(), json!(number));
        }
        rule.template = kind;
        rule.tag_selectors = tag_selectors.get_untracked();
        rule.scope_selectors.insert(
            REPOSITORY_SCOPE.to_owned(),
            repository_selectors.get_untracked(),
        );
        let mut others = changed.rules.iter().enumerate();
        if others.any(|(at, other)| Some(at) != place && *other == rule) {
            is_double.set(true);
            return;
        }
        match place.and_then(|place| changed.rules.get_mut(place)) {
            Some(known) => *known = rule,
            None => changed.rules.push(rule),
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = policy.save(changed).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
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
    let templates = move || {
        let metadata = policy.metadata.data.get();
        let known = metadata.map(|metadata| {
            let all = metadata.templates.iter();
            all.map(|known| known.rule_template.clone())
                .collect::<Vec<_>>()
        });
        // What the server offers, as far as the dialog can write it.
        known
            .unwrap_or_else(|| TEMPLATES.to_vec())
            .into_iter()
            .filter(|template| TEMPLATES.contains(template))
            .map(|this| {
                let value = this.as_str().to_owned();
                let said = template_words(&this);
                view! {
                    <option value=value selected=move || template.get() == this>
                        {said}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog title=if is_new { w.add_title } else { w.edit_title } wide=true on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <SelectorFields drafts=repositories id="rule-repositories" />
                    <div class="selector">
                        <div class="field grow">
                            <label for="rule-template">{w.template}</label>
                            <div class="in">
                                <select
                                    id="rule-template"
                                    class="v"
                                    on:change=move |event| {
                                        template.set(event_target_value(&event).into());
                                    }
                                >
                                    {templates}
                                </select>
                                <Icon name="chevron-down" class="i-14" />
                            </div>
                        </div>
                        {move || {
                            in_days
                                .get()
                                .map(|in_days| {
                                    view! {
                                        <Field
                                            id="rule-number"
                                            label=if in_days { w.days } else { w.number }
                                            value=number
                                            problem=problem
                                        />
                                    }
                                })
                        }}
                    </div>
                    <SelectorFields drafts=tags id="rule-tags" autofocus=true />
                    <TrialView list=list repositories=repository_selectors tags=tag_selectors />
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
                    why_off=Signal::derive(move || policy.off.get())
                />
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::number_problem;

    #[test]
    fn a_count_of_zero_is_not_saved() {
        for number in ["0", "", "-1", "2.5", "ten"] {
            assert!(number_problem(number).is_some(), "{number}");
        }
        assert_eq!(number_problem(" 10 "), None);
    }
}
