//! The runs of the chosen rule beside the tasks of one of them, below the rules: how far it is above both.

use harbor_api::ExecutionId;
use leptos::prelude::*;
use listing::{Line, ListScope, Sort, lists::NewestReplicationRuns};

use super::{
    goes_on,
    list::{NEWEST, pane_columns, runs},
    outcome::{Reasons, pane_columns as task_columns, read_reasons},
    tally::{Tally, TallyBar},
};
use crate::{
    features::{
        executions::{
            AGAIN, ExecutionsOf, StopButton, TaskPane, TasksOf, has_row, is_stopping, open_tasks,
        },
        replication::{page::OpenedRule, rules::RuleList},
    },
    format::ago,
    list::{List, ListPage, TableOf, Values, chosen_line},
    registries::registries,
    ui::{Act, Empty, Icon},
    words::words,
};

/// The chosen run, as far as the strip depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ChosenRun {
    id: ExecutionId,
    goes_on: bool,
    is_stopping: bool,
    /// It has failed, which need not be the end.
    has_failed: bool,
    /// The server's words where there were no tasks.
    why: String,
}

impl ChosenRun {
    fn of(list: List, line: &Line) -> Option<Self> {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let status = values.text("status");
        Some(Self {
            id: line.key.parse().ok().map(ExecutionId)?,
            goes_on: goes_on(status),
            is_stopping: is_stopping(&values),
            has_failed: status == "Failed",
            why: values.text("why").to_owned(),
        })
    }
}

/// The runs of a rule, the newest of them chosen, and its tasks.
#[component]
pub fn RunPanes(rules: RuleList, rule: OpenedRule) -> impl IntoView {
    let connection = rules.connection;
    let of = runs(connection, rule.clone());
    let scope: ListScope = NewestReplicationRuns { rule: rule.id }.into();
    let list = List::open(connection, scope, Some(Sort::descending("started")));
    let is_active = Memo::new(move |_| has_row(list, |values| goes_on(values.text("status"))));
    list.read_newest_while(is_active.into(), AGAIN);
    choose_newest(list, rules.started);
    again_with(rules, move || list.reload_newest());
    // The rule's row says what came of its last run: with the newest one's state it is another.
    let newest = Memo::new(move |_| {
        list.block.with(|block| {
            let line = block.as_ref()?.lines.first()?;
            let values = Values {
                columns: list.columns,
                cells: &line.cells,
            };
            Some((line.key.clone(), values.text("status").to_owned()))
        })
    });
    Effect::new(move |before: Option<Option<(String, String)>>| {
        let now = newest.get();
        if before
            .flatten()
            .is_some_and(|before| now.as_ref() != Some(&before))
        {
            rules.list.reload();
        }
        now
    });
    let line = chosen_line(list, list.place.selected.into());
    let run = Memo::new(move |_| ChosenRun::of(list, &*line.get()?));
    let tally = RwSignal::new(None::<Tally>);
    let table = TableOf::new(list, pane_columns()).in_pane(NEWEST);
    let of_tasks = of.tasks;
    let chosen = Memo::new(move |_| run.with(|run| run.as_ref().map(|run| run.id)));
    let may_come = Memo::new(move |_| {
        let is_over = |run: &ChosenRun| !run.goes_on;
        !run.with(|run| run.as_ref().is_some_and(is_over))
    });
    let tasks = move || {
        tally.set(None);
        let id = chosen.get()?;
        let of = of_tasks.run(id);
        Some(view! { <RunTasks rules=rules run=id of=of tally=tally may_come=may_come.into() /> })
    };
    let (empty_title, empty_text) = of.empty;
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=empty_title text=empty_text /> }
    });
    let (label, title) = (of.title.clone(), of.title.clone());
    let (fields, said) = ((of.fields)(), of.said);
    view! {
        <section class="rep" aria-label=title>
            <Strip rules=rules rule=rule list=list run=run tally=tally of=of />
            <div class="rep-runs">
                <ListPage
                    of=table
                    fields=fields
                    said=said
                    label=label
                    empty=empty
                    head=ViewFn::from(|| ())
                    is_pane=true
                />
            </div>
            <div class="rep-tasks">{tasks}</div>
        </section>
    }
}

/// Reads again what the caller shows whenever the page is asked to.
fn again_with(rules: RuleList, read: impl Fn() + 'static) {
    Effect::new(move |before: Option<u32>| {
        let times = rules.refreshed.get();
        if before.is_some_and(|before| before != times) {
            read();
        }
        times
    });
}

/// Has a run chosen: the newest where none is, and one that was started here as soon as it is there.
fn choose_newest(list: List, started: RwSignal<u32>) {
    let selected = list.place.selected;
    let newest = Memo::new(move |_| {
        list.block.with(|block| {
            let lines = block.as_ref()?.lines.iter();
            let lines = lines.map(|line| line.key.clone()).collect::<Vec<_>>();
            Some(lines)
        })
    });
    // The newest one before the start.
    let before = StoredValue::new(None::<Option<String>>);
    Effect::new(move |last: Option<u32>| {
        let count = started.get();
        if last.is_some_and(|last| last != count) {
            let newest = newest.with_untracked(|keys| keys.as_ref()?.first().cloned());
            before.set_value(Some(newest));
            list.reload_newest();
        }
        count
    });
    Effect::new(move |_| {
        let Some(keys) = newest.get().filter(|keys| !keys.is_empty()) else {
            return;
        };
        let first = keys.first().cloned();
        let is_there =
            selected.with_untracked(|key| key.as_ref().is_some_and(|key| keys.contains(key)));
        let has_come = before.get_value().is_some_and(|before| before != first);
        if has_come {
            before.set_value(None);
        }
        if has_come || !is_there {
            selected.set(first);
        }
    });
}

/// The tasks of the chosen run.
#[component]
fn RunTasks(
    rules: RuleList,
    run: ExecutionId,
    of: TasksOf,
    tally: RwSignal<Option<Tally>>,
    may_come: Signal<bool>,
) -> impl IntoView {
    let list = open_tasks(rules.connection, &of, move || may_come.get());
    again_with(rules, move || list.reload());
    let has_inner = rules.details.has_inner;
    Effect::new(move |_| has_inner.set(list.place.selected.with(Option::is_some)));
    on_cleanup(move || {
        has_inner.try_set(false);
    });
    let counts = list.counts(&["status"]);
    Effect::new(move |_| {
        let known = counts.with(|counts| counts.first().map(|column| Tally::of(&column.rows)));
        tally.set(known);
    });
    let reasons = Reasons::default();
    read_reasons(rules.connection, run, list, reasons);
    let table = TableOf::new(list, task_columns(reasons)).in_pane("replication_run_tasks");
    view! { <TaskPane connection=rules.connection of=of table=table /> }
}

/// What is above both: how far the chosen run is, and what can be done.
#[component]
fn Strip(
    rules: RuleList,
    rule: OpenedRule,
    list: List,
    run: Memo<Option<ChosenRun>>,
    tally: RwSignal<Option<Tally>>,
    of: ExecutionsOf,
) -> impl IntoView {
    let w = &words().replication;
    let now = registries().now;
    let name = rule.name.clone();
    let said = move || {
        let run = run.get()?;
        let tally = tally.get().filter(|tally| tally.all() > 0);
        let said = match tally {
            Some(tally) => tally.said(),
            None if run.goes_on => w.starting.to_owned(),
            None if !run.why.is_empty() => run.why.clone(),
            None if run.has_failed => words().executions.failed.to_owned(),
            None => w.nothing_copied.to_owned(),
        };
        let again = run.has_failed.then_some(w.failed_goes_on);
        Some(view! {
            {tally.map(|tally| view! { <TallyBar tally=tally /> })}
            <span class="trunc" id="run-tally" title=said.clone()>
                {said.clone()}
            </span>
            {again.map(|again| view! { <span class="muted t12 trunc" title=again>{again}</span> })}
        })
    };
    let checked = move || {
        let goes_on = run.with(|run| run.as_ref().is_some_and(|run| run.goes_on));
        let at = list
            .state()
            .and_then(|state| state.at)
            .filter(|_| goes_on)?;
        let now = now.get().max(at);
        let said = w.checked(&ago(at, now), AGAIN.as_secs());
        Some(view! { <span class="muted t12">{said}</span> })
    };
    let (stop, off) = (of.stop, of.off);
    let stops = move || {
        let run = run.get().filter(|run| run.goes_on)?;
        let stop = stop?;
        let id = run.id;
        let press = Callback::new(move |failed: Act| stop.press.run((id, list, failed)));
        Some(view! {
            <StopButton
                list=list
                key=id.to_string()
                is_stopping=run.is_stopping
                id="execution-stop"
                off=off
                press=press
            />
        })
    };
    let asked = rules.details.asked;
    let rule = StoredValue::new(rule);
    view! {
        <div class="rep-h">
            <h2 class="trunc" title=name.clone()>
                {name.clone()}
            </h2>
            {said}
            <span class="sp"></span>
            {checked}
            {stops}
            <button
                type="button"
                class="btn"
                id="rule-runs"
                title=w.all_runs_tip
                on:click=move |_| rules.opened.set(Some(rule.get_value()))
            >
                <Icon name="history" />
                {w.all_runs}
            </button>
            <button
                type="button"
                class="btn"
                id="rule-details"
                aria-expanded=move || if asked.get() { "true" } else { "false" }
                on:click=move |_| asked.update(|asked| *asked = !*asked)
            >
                <Icon name="info" />
                {w.details}
            </button>
        </div>
    }
}
