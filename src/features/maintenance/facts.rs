//! What is known at a glance: when cleanups run next, what waits, who works.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Local, Utc};
use harbor_api::{
    WorkerPoolId,
    operations::{
        GetAuditRotationSchedule, GetGarbageCollectionSchedule, GetSchedulerStatus, ListJobQueues,
        ListSchedules, ListWorkers,
    },
    types::{JobQueue, JobType, MaintenanceRun, ScheduledTask, SchedulerStatus, Worker},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::maintenance::job_names::job_name,
    format::{count, lasting},
    ipc::{
        load::{Loaded, Rows, load_list, load_one},
        write::why_off,
    },
    ui::next_run,
    words::words,
};

/// The server's word for rotations of the audit log.
const ROTATION: &str = "PURGE_AUDIT_LOG";

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Collection,
    Service,
    Rotation,
}

/// What the parts of the page share. What only one of them shows is asked for when that is looked at.
#[derive(Clone, Copy)]
pub struct Overview {
    pub connection: Signal<ConnectionId>,
    pub collection: Loaded<Option<MaintenanceRun>>,
    /// Of the rotations' part.
    pub rotation: Loaded<Option<MaintenanceRun>>,
    pub queues: Loaded<Rows<JobQueue>>,
    pub schedules: Loaded<Rows<ScheduledTask>>,
    /// Of the job service's part.
    pub workers: Loaded<Rows<Worker>>,
    /// The same.
    pub scheduler: Loaded<SchedulerStatus>,
    /// Counts how often somebody wanted it read again.
    pub asked: RwSignal<u32>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl Overview {
    /// `shown` is the part that is looked at.
    pub fn load(connection: Signal<ConnectionId>, shown: RwSignal<Part>) -> Self {
        let was_shown = |part: Part| {
            Memo::new(move |before: Option<&bool>| {
                shown.get() == part || before.copied() == Some(true)
            })
        };
        let (is_service, is_rotation) = (was_shown(Part::Service), was_shown(Part::Rotation));
        Self {
            connection,
            collection: load_one(connection, || Some(GetGarbageCollectionSchedule {})),
            rotation: load_one(connection, move || {
                is_rotation.get().then_some(GetAuditRotationSchedule {})
            }),
            queues: load_list(connection, || Some(ListJobQueues {})),
            schedules: load_list(connection, || {
                Some(ListSchedules {
                    page: Default::default(),
                })
            }),
            workers: load_list(connection, move || {
                is_service.get().then(|| ListWorkers {
                    pool_id: WorkerPoolId::all(),
                })
            }),
            scheduler: load_one(connection, move || {
                is_service.get().then_some(GetSchedulerStatus {
                    job_type: JobType::All,
                })
            }),
            asked: RwSignal::new(0),
            off: why_off(connection),
        }
    }

    pub fn is_loading(self) -> bool {
        self.queues.loading.get() || self.collection.loading.get()
    }

    pub fn reload(self) {
        self.asked.update(|count| *count += 1);
        self.collection.reload();
        self.rotation.reload();
        self.schedules.reload();
        self.scheduler.reload();
        self.queues.reload();
        self.workers.reload();
    }

    /// Takes in the queues that a list has read: what is read again and again is asked for once, where it
    /// is shown.
    pub fn take_queues(self, queues: Vec<JobQueue>) {
        self.queues.data.set(Some(Arc::new(rows(queues))));
    }

    /// The same for workers.
    pub fn take_workers(self, workers: Vec<Worker>) {
        self.workers.data.set(Some(Arc::new(rows(workers))));
    }

    /// Jobs that run; none while that is not known.
    pub fn busy(self) -> Option<usize> {
        let workers = self.workers.data.get()?;
        let busy = workers.good.iter().filter(|worker| worker.is_busy());
        Some(busy.count())
    }

    /// Jobs that wait; none while that is not known.
    pub fn waiting(self) -> Option<i64> {
        let queues = self.queues.data.get()?;
        Some(queues.good.iter().map(|queue| queue.count).sum())
    }
}

fn rows<T>(items: Vec<T>) -> Rows<T> {
    let good: Vec<Arc<T>> = items.into_iter().map(Arc::new).collect();
    Rows {
        total: good.len(),
        good,
        malformed: Vec::new(),
    }
}

/// `Sat 02:00`, by the local time.
fn local(time: DateTime<Utc>) -> String {
    let time = time.with_timezone(&Local);
    let days = words().schedule.weekdays();
    let day = days[time.weekday().num_days_from_sunday() as usize];
    let short: String = day.chars().take(3).collect();
    format!("{short} {}", time.format("%H:%M"))
}

/// When something runs next, and what stands below it.
fn next(cron: &str) -> (String, String) {
    let w = &words().maintenance;
    match next_run(cron, Utc::now()) {
        Some(time) => {
            let left = lasting(time - Utc::now());
            let utc = time.format("%H:%M UTC").to_string();
            (local(time), w.in_time(&utc, &left))
        }
        None => (w.not_scheduled.to_owned(), String::new()),
    }
}

/// The strip above the parts. What is not known has a dash.
#[component]
pub fn Facts(overview: Overview, shown: RwSignal<Part>) -> impl IntoView {
    let w = &words().maintenance;
    let fact = |title: &'static str,
                read: Arc<dyn Fn() -> Option<(String, String)> + Send + Sync>| {
        let value = Memo::new(move |_| read());
        view! {
            <div>
                <span class="k">{title}</span>
                <span class="v">
                    {move || value.get().map_or_else(|| "–".to_owned(), |(value, _)| value)}
                </span>
                <span class="s" title=move || value.get().map(|(_, below)| below)>
                    {move || value.get().map(|(_, below)| below)}
                </span>
            </div>
        }
    };
    let collection = move || {
        let schedule = overview.collection.data.get()?;
        let schedule = schedule.as_ref().as_ref();
        let cron = schedule.map_or("", |schedule| schedule.schedule.cron.as_str());
        Some(next(cron))
    };
    let waiting = move || {
        let queues = overview.queues.data.get()?;
        let oldest = queues.good.iter().filter(|queue| queue.count > 0);
        let oldest = oldest.max_by_key(|queue| queue.latency);
        let below = oldest.map_or_else(String::new, |queue| {
            let since = lasting(chrono::TimeDelta::seconds(queue.latency));
            w.oldest(&since, &job_name(queue.job_type.as_str()))
        });
        let paused = queues.good.iter().filter(|queue| queue.paused).count();
        let below = match (paused, below.is_empty()) {
            (0, _) => below,
            (_, true) => w.paused_queues(paused),
            (_, false) => format!("{below}, {}", w.paused_queues(paused)),
        };
        Some((count(overview.waiting()?), below))
    };
    let workers = move || {
        let workers = overview.workers.data.get()?;
        let pools: std::collections::BTreeSet<&str> = workers
            .good
            .iter()
            .map(|worker| worker.pool_id.as_str())
            .collect();
        Some((
            w.busy(overview.busy()?, workers.good.len()),
            w.pools(pools.len()),
        ))
    };
    let schedules = move || {
        let known = overview.schedules.data.get()?;
        let said = overview
            .scheduler
            .data
            .get()
            .map_or("", |status| match status.paused {
                true => w.all_paused,
                false => w.none_paused,
            });
        let number = i64::try_from(known.total).unwrap_or(i64::MAX);
        Some((count(number), said.to_owned()))
    };
    let rotation = move || {
        let known = overview.schedules.data.get()?;
        let mut schedules = known.good.iter();
        let schedule = schedules.find(|schedule| schedule.vendor_type.as_str() == ROTATION);
        let (value, below) = next(schedule.map_or("", |schedule| schedule.cron.as_str()));
        let schedule = overview.rotation.data.get();
        let kept = schedule
            .as_deref()
            .and_then(Option::as_ref)
            .and_then(MaintenanceRun::audit_rotation)
            .map(|known| w.keeps(&super::rotation::kept(known.audit_retention_hour)));
        Some((value, kept.unwrap_or(below)))
    };
    let workers =
        move || (shown.get() == Part::Service).then(|| fact(w.workers, Arc::new(workers)));
    view! {
        <div class="facts">
            {fact(w.next_collection, Arc::new(collection))}
            {fact(w.waiting_jobs, Arc::new(waiting))}
            {fact(w.schedules, Arc::new(schedules))}
            {fact(w.rotation, Arc::new(rotation))}
            {workers}
        </div>
    }
}
