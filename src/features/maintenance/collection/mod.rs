//! Garbage collection: when it runs, what its runs found, and starting one.

mod declaration;
mod inspector;
mod schedule;
mod start;

use std::sync::Arc;

use harbor_api::{operations::GetGarbageCollectionLog, types::GarbageCollectionRecord};
use leptos::prelude::*;
use listing::{
    Line, Sort,
    lists::{GarbageCollections, system::maintenance::DRY_RUN},
};

use self::{
    declaration::{columns, fields},
    inspector::CollectionInspector,
    schedule::CollectionSchedule,
    start::StartCollection,
};
use crate::{
    features::maintenance::{
        facts::Overview,
        runs::{OpenLog, follow_runs, log_dialog},
    },
    list::{List, ListPage, ListWords, TableOf, Values},
    ui::{Empty, Icon, schedule_words},
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    Schedule,
    DryRun,
    /// With what the newest dry run found, if it is known.
    Collect(Option<Found>),
}

/// What a dry run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Bytes.
    pub freed: i64,
    pub blobs: i64,
    pub manifests: i64,
    pub untagged: bool,
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct Collections {
    pub overview: Overview,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// The log that is looked at.
    pub log: RwSignal<Option<OpenLog>>,
}

impl Collections {
    /// What the schedule says; none where there is none.
    pub fn scheduled(self) -> Option<GarbageCollectionRecord> {
        let schedule = self.overview.collection.data.get_untracked()?;
        schedule.as_ref().as_ref()?.garbage_collection()
    }

    /// Something was started or changed.
    pub fn has_changed(self) {
        self.list.reload();
        self.overview.collection.reload();
        self.overview.schedules.reload();
    }

    /// What the newest dry run of those that are seen found.
    fn newest_dry_run(self) -> Option<Found> {
        self.list.block.with_untracked(|block| {
            let lines = &block.as_ref()?.lines;
            lines.iter().find_map(|line| found(self.list, line))
        })
    }
}

/// What a line's dry run found.
pub fn found(list: List, line: &Line) -> Option<Found> {
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    (values.text("mode") == DRY_RUN).then_some(())?;
    Some(Found {
        freed: values.number("freed")?,
        blobs: values.number("blobs")?,
        manifests: values.number("manifests")?,
        untagged: values.text("untagged") == "yes",
    })
}

/// The part of the page.
#[component]
pub fn CollectionPart(overview: Overview) -> impl IntoView {
    let w = &words().maintenance;
    let newest = Sort::descending("started");
    let list = List::open(overview.connection, GarbageCollections {}, Some(newest));
    follow_runs(list);
    let collections = Collections {
        overview,
        list,
        question: RwSignal::new(None),
        log: RwSignal::new(None),
    };
    let ask = move |question: Question| collections.question.set(Some(question));
    let off = overview.off;
    let schedule = move || {
        let known = overview.collection.data.get()?;
        let cron = known
            .as_ref()
            .as_ref()
            .map_or("", |known| known.schedule.cron.as_str());
        Some(schedule_words(cron))
    };
    let said = ListWords {
        find: w.find_run,
        all: w.the_runs,
        one: w.run,
        copy_keys: w.copy_numbers,
        number: |number| words().maintenance.runs_of(number),
    };
    let bar = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class="btn"
                id="gc-schedule"
                disabled=move || off.get().is_some() || overview.collection.data.get().is_none()
                title=move || off.get()
                on:click=move |_| ask(Question::Schedule)
            >
                <Icon name="calendar" />
                {move || schedule().unwrap_or_else(|| w.schedule.to_owned())}
            </button>
            <button
                type="button"
                class="btn"
                id="gc-dry-run"
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=move |_| ask(Question::DryRun)
            >
                <Icon name="eye" />
                {w.dry_run_open}
            </button>
            <button
                type="button"
                class="btn"
                id="gc-collect"
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=move |_| ask(Question::Collect(collections.newest_dry_run()))
            >
                <Icon name="trash" />
                {w.collect_open}
            </button>
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="trash" title=w.no_collections text=w.no_collections_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <CollectionInspector collections=collections line=line /> }.into_any()
    };
    let log = log_dialog(
        overview.connection,
        list,
        collections.log,
        "garbage-collection",
        |run| GetGarbageCollectionLog { gc_id: run },
    );
    let close = Callback::new(move |()| collections.question.set(None));
    let question = move || {
        collections.question.get().map(|question| match question {
            Question::Schedule => {
                view! { <CollectionSchedule collections=collections on_close=close /> }.into_any()
            }
            Question::DryRun => view! {
                <StartCollection collections=collections is_dry=true found=None on_close=close />
            }
            .into_any(),
            Question::Collect(found) => view! {
                <StartCollection collections=collections is_dry=false found=found on_close=close />
            }
            .into_any(),
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.collection.to_owned()
            empty=empty
            bar=bar
            inspector=Callback::new(inspector)
        />
        {question}
        {log}
    }
}
