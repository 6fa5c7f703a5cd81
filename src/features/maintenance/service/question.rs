//! What is asked before a queue, or all schedules, are paused, resumed or stopped.

use harbor_api::{
    operations::ChangeJobQueue,
    types::{JobType, QueueAction, QueueActionKind},
};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::maintenance::{
        facts::{Overview, View},
        job_names::job_name,
    },
    ipc::write::send,
    registries::registries,
    ui::{Dialog, FormFailure, Icon},
    words::words,
};

/// What is asked before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub queue: JobType,
    pub action: QueueActionKind,
    /// Jobs that are lost.
    pub waiting: i64,
}

/// Whether all schedules are paused; nothing while that is not known.
pub fn are_paused(overview: Overview) -> Option<bool> {
    Some(overview.scheduler.data.get()?.paused)
}

/// The button that pauses all schedules, or resumes them.
#[component]
pub fn PauseSchedules(overview: Overview, class: &'static str) -> impl IntoView {
    let w = &words().maintenance;
    let question = RwSignal::new(None::<Question>);
    let is_paused = move || are_paused(overview) == Some(true);
    let ask = move |_| {
        let action = match is_paused() {
            true => QueueActionKind::Resume,
            false => QueueActionKind::Pause,
        };
        question.set(Some(Question {
            queue: JobType::Scheduler,
            action,
            waiting: 0,
        }));
    };
    view! {
        <button
            type="button"
            class=class
            id="pause-schedules"
            disabled=move || overview.off.get().is_some() || are_paused(overview).is_none()
            title=move || overview.off.get()
            on:click=ask
        >
            {move || {
                let (icon, text) = match is_paused() {
                    true => ("play", w.resume_schedules),
                    false => ("pause", w.pause_schedules),
                };
                view! {
                    <Icon name=icon />
                    {text}
                }
            }}
        </button>
        <Asked overview=overview question=question />
    }
}

/// The dialog, while something is asked.
#[component]
pub fn Asked(overview: Overview, question: RwSignal<Option<Question>>) -> impl IntoView {
    let close = Callback::new(move |()| question.set(None));
    move || {
        question.get().map(|asked| {
            view! { <QueueQuestion overview=overview asked=asked on_close=close /> }
        })
    }
}

/// Says what pausing, resuming or stopping means, with the number of jobs, and does it.
#[component]
fn QueueQuestion(overview: Overview, asked: Question, on_close: Callback<()>) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let Question {
        queue,
        action,
        waiting,
    } = asked;
    let is_scheduler = queue == JobType::Scheduler;
    let name = job_name(queue.as_str());
    let (title, why, button) = match (&action, is_scheduler) {
        (QueueActionKind::Pause, true) => (
            w.pause_schedules_title.to_owned(),
            w.pause_schedules_why.to_owned(),
            w.pause_schedules,
        ),
        (_, true) => (
            w.resume_schedules_title.to_owned(),
            w.resume_schedules_why.to_owned(),
            w.resume_schedules,
        ),
        (QueueActionKind::Stop, false) if queue == JobType::All => (
            w.stop_all_title.to_owned(),
            w.stop_all_why(usize::try_from(waiting).unwrap_or(0)),
            w.stop_all,
        ),
        (QueueActionKind::Stop, false) => (
            w.stop_queue_title(&name),
            w.stop_queue_why(usize::try_from(waiting).unwrap_or(0)),
            w.stop_queue,
        ),
        (QueueActionKind::Resume, false) => (
            w.resume_title(&name),
            w.resume_why(usize::try_from(waiting).unwrap_or(0)),
            w.resume,
        ),
        (_, false) => (w.pause_title(&name), w.pause_why.to_owned(), w.pause),
    };
    let is_stop = action == QueueActionKind::Stop;
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let done = match (&action, is_scheduler) {
        (QueueActionKind::Pause, true) => w.schedules_paused,
        (_, true) => w.schedules_resumed,
        (QueueActionKind::Pause, false) => w.queue_paused,
        (QueueActionKind::Stop, false) => w.queue_stopped,
        (_, false) => w.queue_resumed,
    };
    let go = move |_| {
        busy.set(true);
        failure.set(None);
        let connection = overview.connection.get_untracked();
        let operation = ChangeJobQueue {
            job_type: queue.clone(),
            body: QueueAction {
                action: action.clone(),
            },
        };
        let rows = (queue != JobType::All).then(|| vec![queue.as_str().to_owned()]);
        let list = overview.list(View::Queues).filter(|_| is_stop);
        let mark = move |is_stopping: bool| {
            if let Some(list) = list {
                list.mark_stopping(rows.clone(), is_stopping);
            }
        };
        mark(true);
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            if outcome.is_err() {
                mark(false);
            }
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(done, None);
                    overview.read(View::Queues);
                    overview.read(View::Workers);
                    overview.scheduler.reload();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{why}</p>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class=if is_stop { "btn danger" } else { "btn primary" }
                    id="queue-go"
                    disabled=move || busy.get() || overview.off.get().is_some()
                    on:click=go
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {button}
                </button>
            </div>
        </Dialog>
    }
}
