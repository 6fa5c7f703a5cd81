//! The project's tab: rules with what they decide, and the runs.

use std::sync::Arc;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName, types::Project};
use leptos::prelude::*;
use listing::{Line, Sort, lists::RetentionArtifacts};
use pilothouse_protocol::{ConnectionId, DecideRetention};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::retention::{
        decisions::{columns, fields},
        outcome::{Outcome, OutcomePanel},
        policy::Policy,
        rules::{Question, Rules},
        runs::Runs,
    },
    ipc::{call, load::Loaded},
    list::{LineView, List, ListBody, ListWords, Refresh, RouteOf, TableOf},
    route::{Route, TabId},
    ui::{Empty, Failed, Icon, use_places},
    words::words,
};

/// Tag retention of a project.
#[component]
pub fn RetentionTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    details: Loaded<Project>,
) -> impl IntoView {
    let w = &words().retention;
    let policy = Policy::new(connection, project.clone(), details);
    let pushed = Sort::descending("pushed");
    let list = List::open(connection, RetentionArtifacts { project }, Some(pushed));
    let outcome = Outcome::new(policy, list);
    decide(outcome);
    outcome.resume();
    let shows_runs = RwSignal::new(false);
    let opened = RwSignal::new(None);
    // Where there is little room the panel would cover the list.
    let shows_panel = RwSignal::new(is_wide());
    let has_panel = move || shows_panel.get() && !shows_runs.get();
    let part = move |runs: bool, text: &'static str| {
        view! {
            <button
                type="button"
                class:is-active=move || shows_runs.get() == runs
                aria-pressed=move || (shows_runs.get() == runs).to_string()
                on:click=move |_| {
                    opened.set(None);
                    shows_runs.set(runs);
                }
            >
                {text}
            </button>
        }
    };
    let question = RwSignal::new(None::<Question>);
    let body = move || {
        let failure = policy
            .loaded
            .why_absent()
            .filter(|_| policy.id.get().is_some());
        if let Some(failure) = failure {
            return view! {
                <Failed
                    what=w.the_policy
                    failure=failure
                    on_retry=Callback::new(move |()| policy.loaded.reload())
                />
            }
            .into_any();
        }
        match (shows_runs.get(), policy.id.get()) {
            (true, Some(id)) => {
                view! { <Runs policy=policy id=id opened=opened ended=outcome.ended /> }.into_any()
            }
            _ => view! { <RulesPart outcome=outcome question=question /> }.into_any(),
        }
    };
    let may_add = move || policy.may_change();
    view! {
        <div class="work dense" class:has-insp=has_panel>
            <div class="page grow">
                <h2 class="sr">{w.tab}</h2>
                <div class="rt-bar">
                    <span class="seg" role="group" aria-label=w.parts>
                        {part(false, w.rules_part)}
                        {move || policy.id.get().is_some().then(|| part(true, w.runs_part))}
                    </span>
                    <span class="sp"></span>
                    {move || {
                        (!shows_runs.get())
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="btn ghost icon"
                                        class:is-open=move || shows_panel.get()
                                        aria-label=w.panel
                                        title=w.panel
                                        aria-pressed=move || shows_panel.get().to_string()
                                        on:click=move |_| shows_panel.update(|on| *on = !*on)
                                    >
                                        <Icon name="panel" />
                                    </button>
                                    <Refresh
                                        loading=Signal::derive(move || list.is_reading())
                                        on_refresh=move || {
                                            policy.details.reload();
                                            policy.loaded.reload();
                                            list.reload();
                                        }
                                    />
                                }
                            })
                    }}
                    {move || {
                        (may_add() && !shows_runs.get())
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="btn primary"
                                        disabled=move || policy.off.get().is_some()
                                        title=move || policy.off.get()
                                        on:click=move |_| question.set(Some(Question::Add))
                                    >
                                        <Icon name="plus" />
                                        {w.add}
                                    </button>
                                }
                            })
                    }}
                </div>
                {body}
            </div>
            {move || {
                let on_close = Callback::new(move |()| shows_panel.set(false));
                let on_runs = Callback::new(move |()| shows_runs.set(true));
                has_panel()
                    .then(|| {
                        view! {
                            <OutcomePanel
                                outcome=outcome
                                opened=opened
                                on_runs=on_runs
                                on_close=on_close
                            />
                        }
                    })
            }}
        </div>
    }
}

/// Whether there is room for a list and a panel beside it.
fn is_wide() -> bool {
    const WIDE: f64 = 1100.0;
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_none_or(|width| width > WIDE)
}

/// Has everything decided by the rules as they are, whenever they or the artifacts change. What a
/// dry run by the same rules said stays until the artifacts are read anew.
fn decide(outcome: Outcome) {
    let Outcome { policy, list, .. } = outcome;
    let rules = Memo::new(move |_| policy.now().map(|policy| policy.rules));
    let read = Memo::new(move |_| {
        let state = list.state()?;
        (state.whole && !state.reading).then_some(state.at)
    });
    Effect::new(move |_| {
        let (Some(rules), Some(_)) = (rules.get(), read.get()) else {
            return;
        };
        let is_told = outcome
            .dry_run
            .with_untracked(|known| known.as_ref().is_some_and(|known| known.rules == rules));
        let Some(id) = list.id().filter(|_| !is_told) else {
            return;
        };
        spawn_local(async move {
            // Without an answer the rows stay without decisions; the next reading asks again.
            if let Ok(decisions) = call(DecideRetention { list: id, rules }).await {
                outcome.decisions.try_set(Some(decisions));
            }
        });
    });
}

#[component]
fn RulesPart(outcome: Outcome, question: RwSignal<Option<Question>>) -> impl IntoView {
    let w = &words().retention;
    let Outcome { policy, list, .. } = outcome;
    let places = use_places();
    let (connection, project) = (policy.connection, policy.project);
    let route: RouteOf = Callback::new(move |key: String| {
        let (repository, digest) = key.rsplit_once('@')?;
        Some(Route::Artifact {
            connection: connection.get_untracked(),
            project: project.get_value(),
            repository: RepositoryName::new(repository).ok()?,
            reference: ArtifactReference::parse(digest).ok()?,
            tab: TabId::FIRST,
        })
    });
    let on_open = Callback::new(move |line: Arc<Line>| {
        let now = policy.registries.now.get_untracked();
        let line = LineView::new(list.columns, &line, now, Some(route));
        if let Some(route) = line.route() {
            places.go(route);
        }
    });
    let said = ListWords {
        find: w.find,
        all: w.the_artifacts,
        one: w.artifact,
        copy_keys: w.copy_keys,
        number: |number| words().retention.number_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="box" title=w.empty_title text=w.empty_text /> }
    });
    let table = TableOf::new(list, columns()).leads_to(route);
    let has_none = Memo::new(move |_| {
        let policy = policy.now();
        policy.is_some_and(|policy| policy.rules.is_empty())
    });
    view! {
        <Rules policy=policy list=list decisions=outcome.decisions question=question />
        {move || {
            if has_none.get() {
                return view! { <Empty icon="history" title=w.none_title text=w.none_text /> }
                    .into_any();
            }
            view! {
                <ListBody
                    of=table.clone()
                    fields=fields()
                    said=said
                    label=w.table.to_owned()
                    on_open=on_open
                    empty=empty.clone()
                />
            }
                .into_any()
        }}
    }
}
