//! Rotation of the audit log: how long entries are kept, and the runs that delete older ones.

mod declaration;
mod form;
mod inspector;

use std::sync::Arc;

use chrono::TimeDelta;
use harbor_api::{operations::GetAuditRotationLog, types::AuditRotationRecord};
use leptos::prelude::*;
use listing::{Line, Sort, lists::AuditRotations};

use self::{
    declaration::{columns, fields},
    form::SaveRotation,
    inspector::RotationInspector,
};
use crate::{
    features::maintenance::{
        facts::Overview,
        runs::{OpenLog, follow_runs, log_dialog},
    },
    format::lasting,
    list::{List, ListPage, ListWords, TableOf},
    ui::{Empty, Icon, schedule_words},
    words::words,
};

/// What the dialog is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Schedule,
    DryRun,
    Rotate,
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct Rotations {
    pub overview: Overview,
    pub list: List,
    pub purpose: RwSignal<Option<Purpose>>,
    /// The log that is looked at.
    pub log: RwSignal<Option<OpenLog>>,
}

impl Rotations {
    /// What the schedule says; none where there is none.
    pub fn scheduled(self) -> Option<AuditRotationRecord> {
        let schedule = self.overview.rotation.data.get_untracked()?;
        schedule.as_ref().as_ref()?.audit_rotation()
    }

    /// Something was started or changed.
    pub fn has_changed(self) {
        self.list.reload();
        self.overview.rotation.reload();
        self.overview.schedules.reload();
    }
}

/// How long entries are kept, in words.
pub fn kept(hours: i64) -> String {
    match hours % 24 {
        0 => words().maintenance.days_of(hours / 24),
        _ => lasting(TimeDelta::hours(hours)),
    }
}

/// The part of the page.
#[component]
pub fn RotationPart(overview: Overview) -> impl IntoView {
    let w = &words().maintenance;
    let newest = Sort::descending("started");
    let list = List::open(overview.connection, AuditRotations {}, Some(newest));
    follow_runs(list);
    let rotations = Rotations {
        overview,
        list,
        purpose: RwSignal::new(None),
        log: RwSignal::new(None),
    };
    let off = overview.off;
    let schedule = move || {
        let known = overview.rotation.data.get()?;
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
    let button =
        move |id: &'static str, icon: &'static str, purpose: Purpose, text: Signal<String>| {
            view! {
                <button
                    type="button"
                    class="btn"
                    id=id
                    disabled=move || off.get().is_some() || overview.rotation.data.get().is_none()
                    title=move || off.get()
                    on:click=move |_| rotations.purpose.set(Some(purpose))
                >
                    <Icon name=icon />
                    {text}
                </button>
            }
        };
    let bar = ViewFn::from(move || {
        let named = Signal::derive(move || schedule().unwrap_or_else(|| w.schedule.to_owned()));
        let fixed = |text: &'static str| Signal::stored(text.to_owned());
        view! {
            {button("rotation-schedule", "calendar", Purpose::Schedule, named)}
            {button("rotation-dry-run", "eye", Purpose::DryRun, fixed(w.dry_run_open))}
            {button("rotation-now", "history", Purpose::Rotate, fixed(w.rotate_open))}
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.no_rotations text=w.no_rotations_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <RotationInspector rotations=rotations line=line /> }.into_any()
    };
    let log = log_dialog(
        overview.connection,
        list,
        rotations.log,
        "log-rotation",
        |run| GetAuditRotationLog { purge_id: run },
    );
    let close = Callback::new(move |()| rotations.purpose.set(None));
    let dialog = move || {
        rotations.purpose.get().map(|purpose| {
            view! { <SaveRotation rotations=rotations purpose=purpose on_close=close /> }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.rotation.to_owned()
            empty=empty
            bar=bar
            inspector=Callback::new(inspector)
        />
        {dialog}
        {log}
    }
}
