//! A rule's selectors tried on the project's own repositories and tags, as one types.

use harbor_api::types::{Decoration, RuleSelector};
use harbor_rules::{
    Pattern,
    trial::{BadSelector, Lost, Trial},
};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, TrySelectors};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::call,
    list::List,
    ui::{Field, FormFailure, Icon},
    words::words,
};

/// What is wrong with a pattern that is to be saved.
pub fn pattern_problem(pattern: &str) -> Option<String> {
    let w = &words().retention;
    if pattern.is_empty() {
        return Some(w.pattern_missing.to_owned());
    }
    let pattern = Pattern::new(pattern);
    if pattern.has_bad_place() {
        Some(w.pattern_bad.to_owned())
    } else if pattern.has_plain_comma() {
        Some(w.plain_comma.to_owned())
    } else {
        None
    }
}

/// A pattern, and whether it selects or excludes what it means.
#[component]
pub fn SelectorField(
    #[prop(into)] id: String,
    label: &'static str,
    hint: &'static str,
    pattern: RwSignal<String>,
    excludes: RwSignal<bool>,
    #[prop(optional)] autofocus: bool,
    /// What stands behind the field.
    #[prop(optional, into)]
    after: ViewFn,
) -> impl IntoView {
    let w = &words().retention;
    let problem = Signal::derive(move || pattern_problem(&pattern.get()));
    let choice = move |this: bool, text: &'static str| {
        view! {
            <button
                type="button"
                class:is-active=move || excludes.get() == this
                aria-pressed=move || (excludes.get() == this).to_string()
                on:click=move |_| excludes.set(this)
            >
                {text}
            </button>
        }
    };
    view! {
        <div class="selector">
            <span class="seg" role="group" aria-label=label>
                {choice(false, w.matching)}
                {choice(true, w.excluding)}
            </span>
            <Field
                id=id
                label=label
                hint=hint
                value=pattern
                problem=problem
                autofocus=autofocus
            />
            {after.run()}
        </div>
    }
}

/// The selector that fields say.
pub fn selector(pattern: &str, excludes: bool, is_repository: bool) -> RuleSelector {
    let decoration = match (is_repository, excludes) {
        (true, false) => Decoration::RepositoryMatches,
        (true, true) => Decoration::RepositoryExcludes,
        (false, false) => Decoration::Matches,
        (false, true) => Decoration::Excludes,
    };
    RuleSelector::new(decoration, pattern)
}

/// What selectors select. One question is on its way at most; the newest comes next.
#[component]
pub fn TrialView(
    /// The project's artifacts.
    list: List,
    #[prop(into)] repositories: Signal<Vec<RuleSelector>>,
    #[prop(into)] tags: Signal<Vec<RuleSelector>>,
    /// The rule is about single tags: nothing becomes of their artifacts, nor of untagged ones.
    #[prop(optional)]
    of_tags: bool,
) -> impl IntoView {
    let w = &words().retention;
    let trial = RwSignal::new(None::<Trial>);
    let failure = RwSignal::new(None::<Failure>);
    let asking = StoredValue::new(false);
    let again = StoredValue::new(false);
    let ask = move || {
        again.set_value(true);
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        spawn_local(async move {
            while again.try_update_value(std::mem::take) == Some(true) {
                let (Some(list), Some(repositories), Some(tags)) = (
                    list.id(),
                    repositories.try_get_untracked(),
                    tags.try_get_untracked(),
                ) else {
                    break;
                };
                let command = TrySelectors {
                    list,
                    repositories,
                    tags,
                };
                match call(command).await {
                    Ok(found) => {
                        trial.try_set(Some(found));
                        failure.try_set(None);
                    }
                    Err(error) => {
                        failure.try_set(Some(error));
                    }
                }
            }
            let _ = asking.try_set_value(false);
        });
    };
    let read = Memo::new(move |_| list.state().map(|state| (state.rows, state.whole)));
    Effect::new(move |_| {
        repositories.track();
        tags.track();
        if read.get().is_some() {
            ask();
        }
    });
    let is_partial = move || read.get().is_none_or(|(_, whole)| !whole);
    view! {
        <section class="tried" aria-label=w.trying aria-live="polite">
            <h3>
                {w.trying} <span class="sp"></span>
                {move || {
                    is_partial().then(|| view! { <span class="muted t12">{w.not_all_read}</span> })
                }}
            </h3>
            {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            {move || match trial.get() {
                Some(trial) => shown(&trial, of_tags),
                None => view! { <p class="muted t125">{w.trying_now}</p> }.into_any(),
            }}
        </section>
    }
}

fn shown(trial: &Trial, of_tags: bool) -> AnyView {
    let w = &words().retention;
    if let Some(bad) = trial.bad {
        let text = match bad {
            BadSelector::Repositories => w.stops_at_repositories,
            BadSelector::Tags => w.stops_at_tags,
        };
        return view! {
            <div class="note bad">
                <Icon name="alert" />
                <span class="grow">{text}</span>
            </div>
        }
        .into_any();
    }
    let several = trial.repositories.selected > 1;
    let tags = trial
        .tag_examples
        .iter()
        .map(|it| {
            let tip = several.then(|| format!("{}:{}", it.repository, it.tag));
            view! {
                <span class="tag" title=tip>
                    {it.tag.clone()}
                </span>
            }
        })
        .collect_view();
    let more = trial.tags.selected.saturating_sub(trial.tag_examples.len());
    view! {
        <p class="t125" id="tried">
            <b class="strong">{w.matches(trial.tags.selected, trial.tags.total)}</b>
            " "
            {w.in_repositories(trial.repositories.selected, trial.repositories.total)}
        </p>
        <p class="muted t12">
            {if of_tags {
                w.each_by_itself.to_owned()
            } else {
                w.artifacts_selected(trial.artifacts.selected, trial.artifacts.total)
            }}
        </p>
        <div class="labels" role="group" tabindex="0" aria-label=w.tags>
            {tags} {(more > 0).then(|| view! { <span class="tag more">{format!("+{more}")}</span> })}
        </div>
        {lost(&trial.lost_repositories)}
        {lost(&trial.lost_tags)}
    }
    .into_any()
}

/// What a brace list loses: a name that there is, or one that there might be.
fn lost(lost: &Lost) -> Option<AnyView> {
    let w = &words().retention;
    let (name, alternative) = match lost.names.first() {
        Some((name, alternative)) => (name.clone(), alternative.clone()),
        None => {
            let example = lost.example.clone()?;
            (example.clone(), example)
        }
    };
    let more = (lost.count > 1).then(|| w.loses_more(lost.count));
    Some(
        view! {
            <div class="note warn" role="alert">
                <Icon name="warning" />
                <span class="grow">{w.loses(&name, &alternative)} " " {more}</span>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::pattern_problem;

    #[test]
    fn patterns_that_mean_something_else_than_they_seem_are_not_saved() {
        // The empty one would freeze every tag, a bad one stops the server, a comma parts nothing.
        for pattern in ["", "{a", "[a", "v1,v2", "a\\"] {
            assert!(pattern_problem(pattern).is_some(), "{pattern}");
        }
        for pattern in ["**", "v*", "{v1,v2}", "[^a]*", "base/**"] {
            assert_eq!(pattern_problem(pattern), None, "{pattern}");
        }
    }
}
