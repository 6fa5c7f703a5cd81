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
use harbor_rules::next_run;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::maintenance::job_names::job_name,
    format::{count, lasting},
    ipc::{
        load::{Loaded, Rows, load_list, load_one},
        write::why_off,
    },
    list::{List, Values},
    ui::has_room,
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

/// A list of the job service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Queues,
    Workers,
    Schedules,
}

/// The smallest window in which all lists of the job service stand side by side.
const ROOM: (f64, f64) = (1101.0, 680.0);

/// What of the page is looked at.
#[derive(Clone, Copy)]
pub struct Looks {
    pub part: RwSignal<Part>,
    /// The list of the job service that somebody wants to see alone.
    pub wanted: RwSignal<Option<View>>,
    /// Whether there is room for all of them.
    pub has_room: Signal<bool>,
}

impl Looks {
    pub fn new() -> Self {
        Self {
            part: RwSignal::new(Part::Collection),
            wanted: RwSignal::new(None),
            has_room: has_room(ROOM.0, ROOM.1),
        }
    }

    /// The list that stands alone; none where all are shown.
    pub fn alone(self) -> Option<View> {
        let wanted = self.wanted.get();
        wanted.or_else(|| (!self.has_room.get()).then_some(View::Queues))
    }

    /// Whether a list is shown; follows nothing.
    fn shows(self, view: View) -> bool {
        let is_shown = || {
            let is_here = self.part.get() == Part::Service;
            is_here && self.alone().is_none_or(|alone| alone == view)
        };
        untrack(is_shown)
    }
}

/// What the parts of the page share. What only one of them shows is asked for when that is looked at.
#[derive(Clone, Copy)]
pub struct Overview {
    pub connection: Signal<ConnectionId>,
    pub looks: Looks,
    pub collection: Loaded<Option<MaintenanceRun>>,
    /// Of the rotations' part.
    pub rotation: Loaded<Option<MaintenanceRun>>,
    pub queues: Loaded<Rows<JobQueue>>,
    pub schedules: Loaded<Rows<ScheduledTask>>,
    /// Of the job service's part.
    pub workers: Loaded<Rows<Worker>>,
    /// The same.
    pub scheduler: Loaded<SchedulerStatus>,
    /// The lists that are shown: what they read is not asked for beside them.
    lists: StoredValue<Vec<(View, List)>>,
    /// When the queues were read, while all lists are shown.
    pub checked: RwSignal<Option<DateTime<Utc>>>,
    /// Counts how often somebody wanted it read again.
    pub asked: RwSignal<u32>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl Overview {
    pub fn load(connection: Signal<ConnectionId>, looks: Looks) -> Self {
        let was_shown = |part: Part| {
            Memo::new(move |before: Option<&bool>| {
                looks.part.get() == part || before.copied() == Some(true)
            })
        };
        let (is_service, is_rotation) = (was_shown(Part::Service), was_shown(Part::Rotation));
        Self {
            connection,
            looks,
            collection: load_one(connection, || Some(GetGarbageCollectionSchedule {})),
            rotation: load_one(connection, move || {
                is_rotation.get().then_some(GetAuditRotationSchedule {})
            }),
            queues: load_list(connection, move || {
                (!looks.shows(View::Queues)).then_some(ListJobQueues {})
            }),
            schedules: load_list(connection, move || {
                (!looks.shows(View::Schedules)).then(|| ListSchedules {
                    page: Default::default(),
                })
            }),
            workers: load_list(connection, move || {
                let is_wanted = is_service.get() && !looks.shows(View::Workers);
                is_wanted.then(|| ListWorkers {
                    pool_id: WorkerPoolId::all(),
                })
            }),
            scheduler: load_one(connection, move || {
                is_service.get().then_some(GetSchedulerStatus {
                    job_type: JobType::All,
                })
            }),
            lists: StoredValue::new(Vec::new()),
            checked: RwSignal::new(None),
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
        self.scheduler.reload();
        for view in [View::Queues, View::Workers, View::Schedules] {
            self.read(view);
        }
    }

    /// Reads again what a list has: by itself where it is shown.
    pub fn read(self, view: View) {
        match self.list(view) {
            Some(list) => list.reload(),
            None => match view {
                View::Queues => self.queues.reload(),
                View::Workers => self.workers.reload(),
                View::Schedules => self.schedules.reload(),
            },
        }
    }

    /// A list, if it is shown; follows nothing.
    pub fn list(self, view: View) -> Option<List> {
        let find = |lists: &Vec<(View, List)>| {
            let mut lists = lists.iter();
            lists.find(|(of, _)| *of == view).map(|(_, list)| *list)
        };
        self.lists.try_with_value(find).flatten()
    }

    /// Takes in what a list reads for as long as the caller's part of the page is there: what is read again and
    /// again is asked for once, where it is shown.
    pub fn follows(self, view: View, list: List) {
        self.lists.update_value(|lists| lists.push((view, list)));
        on_cleanup(move || {
            let close = |lists: &mut Vec<(View, List)>| lists.retain(|(of, _)| *of != view);
            self.lists.try_update_value(close);
        });
        list.follow_rows(move |lines| {
            let values = lines.iter().map(|line| Values {
                columns: list.columns,
                cells: &line.cells,
            });
            match view {
                View::Queues => take(self.queues, values.map(queue)),
                View::Workers => take(self.workers, values.map(worker)),
                View::Schedules => take(self.schedules, values.map(schedule)),
            }
        });
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

fn take<T: Send + Sync>(of: Loaded<Rows<T>>, items: impl Iterator<Item = T>) {
    let good: Vec<Arc<T>> = items.map(Arc::new).collect();
    // The page may be gone.
    of.data.try_set(Some(Arc::new(Rows {
        total: good.len(),
        good,
        malformed: Vec::new(),
    })));
}

fn queue(values: Values<'_>) -> JobQueue {
    JobQueue {
        job_type: JobType::from(values.text("type").to_owned()),
        count: values.number("waiting").unwrap_or(0),
        latency: values.number("oldest").unwrap_or(0),
        paused: values.text("paused") == "yes",
    }
}

fn worker(values: Values<'_>) -> Worker {
    Worker {
        pool_id: values.text("pool").to_owned(),
        job_name: values.text("type").to_owned(),
        job_id: values.text("job").to_owned(),
        ..Worker::default()
    }
}

fn schedule(values: Values<'_>) -> ScheduledTask {
    ScheduledTask {
        vendor_type: JobType::from(values.text("type").to_owned()),
        cron: values.text("cron").to_owned(),
        ..ScheduledTask::default()
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
        let number = known.total;
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
            {workers}
            {fact(w.schedules, Arc::new(schedules))}
            {fact(w.rotation, Arc::new(rotation))}
        </div>
    }
}
