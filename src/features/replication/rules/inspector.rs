//! A rule as a sentence, and what can be done with it.

use std::sync::Arc;

use harbor_api::{
    Direction, ReplicationPolicyId, Sort,
    operations::{
        GetReplicationPolicy, ListReplicationExecutions, StartReplication, UpdateReplicationPolicy,
    },
    types::{NewReplication, ReplicationExecution, ReplicationPolicy, ReplicationStatus},
};
use leptos::prelude::*;
use listing::Line;

use super::{
    Question, RuleList,
    declaration::enabled,
    filters::{kind_name, texts_of},
    sentence::{filter_text, sentence},
};
use crate::{
    features::replication::{page::OpenedRule, runs::state},
    format::whole,
    ipc::{
        load::{Loaded, Rows, load_list, load_one},
        write::{Change, write},
    },
    list::{RowDeed, RowMenu, State, Values},
    registries::registries,
    ui::{Act, Failed, Icon, Inspector, NextRuns, pair, section},
    words::words,
};

#[component]
pub fn RuleInspector(rules: RuleList, line: Arc<Line>) -> impl IntoView {
    let w = &words().replication;
    let registries = registries();
    let list = rules.list;
    let id = line.key.parse().ok().map(ReplicationPolicyId);
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let title = values.text("name").to_owned();
    let name = StoredValue::new(title.clone());
    let is_on = values.text("enabled") == "yes";
    let loaded = load_one(rules.connection, move || {
        rules.changed.track();
        id.map(|id| GetReplicationPolicy { id })
    });
    // All that the server keeps of a rule: fifty runs, one page.
    let runs = load_list::<_, ReplicationExecution>(rules.connection, move || {
        rules.changed.track();
        id.map(|id| ListReplicationExecutions {
            sort: Sort::by("start_time", Direction::Descending),
            page: Default::default(),
            policy_id: Some(id),
            status: None,
            trigger: None,
        })
    });
    let look = move || {
        if let Some(id) = id {
            let name = name.get_value();
            rules.opened.set(Some(OpenedRule { id, name }));
        }
    };
    let start = move |_| {
        let Some(policy_id) = id else { return };
        let done: Act = Arc::new(move || {
            registries.toasts.done(words().replication.started, None);
            look();
        });
        write(
            registries,
            Change {
                connection: rules.connection.get_untracked(),
                operation: StartReplication {
                    body: NewReplication { policy_id },
                },
                failed: w.not_started.to_owned(),
                on_done: done,
                on_failed: None,
            },
        );
    };
    // The whole rule is sent: the server takes what is absent for `false`.
    let switch = move || {
        let (Some(id), Some(rule)) = (id, loaded.data.get_untracked()) else {
            return;
        };
        let mut body = rule.change();
        body.enabled = !rule.enabled;
        let done: Act = Arc::new(move || rules.has_changed());
        write(
            registries,
            Change {
                connection: rules.connection.get_untracked(),
                operation: UpdateReplicationPolicy { id, body },
                failed: w.not_switched.to_owned(),
                on_done: done,
                on_failed: None,
            },
        );
    };
    let ask = move |make: fn(Arc<ReplicationPolicy>) -> Question| {
        if let Some(rule) = loaded.data.get_untracked() {
            rules.question.set(Some(make(rule)));
        }
    };
    let actions = ViewFn::from(move || {
        view! {
            <RowMenu
                list=list
                label=w.more
                edit=RowDeed::new(w.edit, move || ask(Question::Edit))
                switch=(is_on, RowDeed::new(if is_on { w.turn_off } else { w.turn_on }, switch))
                delete=RowDeed::new(w.delete_open, move || ask(Question::Delete))
                off=rules.off
            />
        }
    });
    let footer = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class="btn primary"
                id="run-rule"
                disabled=move || rules.off.get().is_some() || !is_on
                title=move || if is_on { rules.off.get() } else { Some(w.is_off) }
                on:click=start
            >
                <Icon name="play" />
                {w.run_now}
            </button>
            <button type="button" class="btn" id="rule-runs" on:click=move |_| look()>
                <Icon name="history" />
                {w.runs}
            </button>
        }
    });
    let body = move || match (loaded.data.get(), loaded.failure.get()) {
        (Some(rule), _) => view! { <Facts rule=rule /> <Figures runs=runs /> }.into_any(),
        (None, Some(failure)) => view! {
            <Failed
                what=w.rule
                failure=failure
                on_retry=Callback::new(move |()| loaded.reload())
            />
        }
        .into_any(),
        (None, None) => ().into_any(),
    };
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close actions=actions footer=footer>
            {body}
        </Inspector>
    }
}

/// What came of its runs, as far as the server keeps them.
#[component]
fn Figures(runs: Loaded<Rows<ReplicationExecution>>) -> impl IntoView {
    let w = &words().replication;
    let e = &words().executions;
    move || {
        if let Some(failure) = runs
            .failure
            .get()
            .filter(|_| runs.data.with(Option::is_none))
        {
            return Some(
                view! {
                    <Failed
                        what=w.the_runs
                        failure=failure
                        on_retry=Callback::new(move |()| runs.reload())
                    />
                }
                .into_any(),
            );
        }
        let known = runs.data.get()?;
        let with = |status: ReplicationStatus| {
            let runs = known.good.iter().filter(|run| run.status == status);
            runs.count()
        };
        let said = match known.good.is_empty() {
            true => w.no_runs.to_owned(),
            false => w.runs_came(
                known.total,
                with(ReplicationStatus::Succeed),
                with(ReplicationStatus::Failed),
            ),
        };
        let last = known.good.first().map(|run| {
            let why = run.status_text.clone();
            view! {
                {pair(w.last_run, view! { <State said=state(run.status.as_str()) /> })}
                {run.start_time.map(|time| pair(e.started, whole(time)))}
                {(!why.is_empty())
                    .then(|| pair(e.why, view! { <span class="wraps">{why}</span> }))}
            }
        });
        let figures = view! {
            <dl class="kv" id="rule-figures">
                {last} {pair(w.kept_runs, said)}
            </dl>
        };
        Some(section(figures).into_any())
    }
}

#[component]
fn Facts(rule: Arc<ReplicationPolicy>) -> impl IntoView {
    let w = &words().replication;
    let f = &words().filter;
    let yes = |yes: bool| if yes { f.yes } else { f.no };
    let cron = rule.trigger.trigger_settings.cron.clone();
    let is_scheduled = rule.trigger.kind.as_str() == "scheduled";
    let speed = match rule.speed {
        speed if speed > 0 => w.kilobits(speed),
        _ => w.no_limit.to_owned(),
    };
    let labels = filter_text(&rule, "label");
    let content = texts_of(&rule, "resource");
    let content = content.first().map(|kind| kind_name(kind));
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=enabled(if rule.enabled { "yes" } else { "no" }) /> })}
            {(!rule.description.is_empty())
                .then(|| {
                    let text = rule.description.clone();
                    pair(w.description, view! { <span class="wraps">{text}</span> })
                })}
            {labels.map(|labels| pair(w.labels, labels))}
            {content.map(|content| pair(w.content, content))}
            {pair(w.replaces, yes(rule.replaces))}
            {pair(w.deletes, yes(rule.deletion))}
            {pair(w.bandwidth, speed)}
            {pair(w.one_at_a_time, yes(rule.single_active_replication))}
            {pair(w.by_chunk, yes(rule.copy_by_chunk))}
            {rule.update_time.map(|time| pair(w.updated, whole(time)))}
        </dl>
    };
    let warning = rule.deletion.then(|| {
        view! {
            <p class="hint c-warn row g6">
                <Icon name="warning" class="i-14" />
                {w.deletes_why}
            </p>
        }
    });
    view! {
        {section(view! { <p class="t13 wraps" id="rule-sentence">{sentence(&rule)}</p> {warning} })}
        {section(facts)}
        {is_scheduled.then(|| section(view! { <NextRuns cron=cron /> }))}
    }
}
