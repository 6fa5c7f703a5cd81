//! A rule as a sentence, and what can be done with it.

use std::sync::Arc;

use harbor_api::{
    Direction, Sort,
    operations::ListReplicationExecutions,
    types::{ReplicationExecution, ReplicationPolicy, ReplicationStatus},
};
use leptos::prelude::*;
use listing::Line;

use super::{
    RuleList,
    declaration::enabled,
    deeds::{ChosenRule, Deeds, RuleMenu, RunButton},
    filters::{kind_name, texts_of},
    sentence::{filter_text, sentence},
};
use crate::{
    features::replication::runs::state,
    format::whole,
    ipc::load::{Loaded, Rows, load_list},
    list::State,
    ui::{Failed, Icon, Inspector, NextRuns, pair, section},
    words::words,
};

#[component]
pub fn RuleInspector(rules: RuleList, line: Arc<Line>) -> impl IntoView {
    let w = &words().replication;
    let chosen = ChosenRule::of(rules, &line);
    let (id, title) = (chosen.id, chosen.name.clone());
    let deeds = Deeds::new(rules, chosen);
    let loaded = deeds.loaded;
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
    // Where the runs stand below, what is done to the rule stands above the rules.
    let is_alone = move || !rules.details.waits.get();
    let actions = ViewFn::from(move || is_alone().then(|| view! { <RuleMenu deeds=deeds /> }));
    let footer = ViewFn::from(move || {
        is_alone().then(|| {
            view! {
                <RunButton deeds=deeds is_primary=true />
                <button
                    type="button"
                    class="btn"
                    id="rule-runs"
                    on:click=move |_| deeds.look()
                >
                    <Icon name="history" />
                    {w.runs}
                </button>
            }
        })
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
    let close = Callback::new(move |()| rules.details.close(rules.list.place.selected));
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
        if let Some(failure) = runs.why_absent() {
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
