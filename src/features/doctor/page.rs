//! The page: what is asked, the steps, and what stops it.

use std::time::Duration;

use diagnosis::{Diagnosis, Purpose, Question};
use leptos::{ev::keydown, prelude::*};
use pilothouse_protocol::{Asker, Cancel, ConnectionId, Diagnose, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use super::{
    result::Result,
    steps::{Steps, kinds},
};
use crate::{
    ipc::{self, Ticket},
    registries::registries,
    ui::{Checkbox, Empty, Failed, Field, Icon, Select},
    words::words,
};

/// What became of a walk.
#[derive(Clone)]
enum Outcome {
    Done(Diagnosis),
    Stopped,
    Failed(Failure),
}

#[component]
pub fn DoctorPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let registries = registries();
    let w = &words().doctor;
    let text = RwSignal::new(String::new());
    let account = RwSignal::new(String::new());
    let purpose = RwSignal::new(String::new());
    let try_upload = RwSignal::new(false);
    // The call under way, or the last one.
    let call = RwSignal::new(None::<u64>);
    let walks = RwSignal::new(false);
    let asked = RwSignal::new(None::<Question>);
    let outcome = RwSignal::new(None::<Outcome>);
    let registry = Memo::new(move |_| {
        let known = registries.find(&connection.get());
        known
            .map(|known| known.registry().to_owned())
            .unwrap_or_default()
    });
    let question = Memo::new(move |_| {
        let typed = text.get();
        let chosen = match purpose.get().as_str() {
            "push" => Some(Purpose::Push),
            "pull" => Some(Purpose::Pull),
            "sign_in" => Some(Purpose::SignIn),
            _ => None,
        };
        // Without a word the way to the registry itself is looked at.
        let read = match typed.trim() {
            "" => Ok(Question {
                purpose: Purpose::SignIn,
                ..Question::default()
            }),
            typed => Question::read(typed, &registry.get()),
        };
        read.map(|question| Question {
            purpose: chosen.unwrap_or(question.purpose),
            ..question
        })
    });
    let problem =
        Signal::derive(move || question.get().is_err().then(|| w.not_understood.to_owned()));
    let start = move || {
        let Ok(question) = question.get_untracked() else {
            return;
        };
        if walks.get_untracked() {
            return;
        }
        let ticket = Ticket::new();
        call.set(Some(ticket.id()));
        registries.diagnoses.update(|all| all.clear());
        outcome.set(None);
        walks.set(true);
        asked.set(Some(question.clone()));
        let command = Diagnose {
            connection: connection.get_untracked(),
            try_upload: try_upload.get_untracked() && is_push(&question),
            question,
            asker: account.with_untracked(|account| match account.as_str() {
                "program" => Asker::Program,
                "nobody" => Asker::Nobody,
                _ => Asker::Account,
            }),
        };
        spawn_local(async move {
            let came = match ipc::call_with(command, ticket).await {
                Ok(diagnosis) => Outcome::Done(diagnosis),
                Err(failure) if failure.code == FailureCode::Cancelled => Outcome::Stopped,
                Err(failure) => Outcome::Failed(failure),
            };
            outcome.try_set(Some(came));
            walks.try_set(false);
        });
    };
    let stop = move || {
        if let Some(call) = call.get_untracked().filter(|_| walks.get_untracked()) {
            spawn_local(async move {
                // Without the shell there is nothing left to end.
                let _ = ipc::call(Cancel { call }).await;
            });
        }
    };
    on_cleanup(stop);
    let keys = window_event_listener(keydown, move |event| {
        let is_check = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if is_check && !event.default_prevented() {
            event.prevent_default();
            start();
        }
    });
    on_cleanup(move || keys.remove());
    // Led here with something to look at.
    Effect::new(move |_| {
        let asked = registries.to_diagnose.get();
        let Some((at, asked)) = asked else { return };
        registries.to_diagnose.set(None);
        if connection.with_untracked(|here| *here == at) {
            text.set(asked);
            start();
        }
    });
    let steps = Signal::derive(move || {
        let events = registries.diagnoses.get();
        let steps = call.get().and_then(|call| events.get(&call));
        // The shell is of the same program: what it wrote is read.
        let steps = steps.into_iter().flatten();
        steps.filter_map(|step| step.read().ok()).collect()
    });
    let accounts = Signal::derive(move || {
        let known = registries.find(&connection.get());
        let name = known.and_then(|known| known.account.name().map(str::to_owned));
        let mut all: Vec<(String, String)> = name
            .map(|name| (String::new(), w.as_account(&name)))
            .into_iter()
            .collect();
        all.push(("program".to_owned(), w.as_program.to_owned()));
        all.push(("nobody".to_owned(), w.nobody.to_owned()));
        all
    });
    let purposes = vec![
        (String::new(), w.from_text.to_owned()),
        ("push".to_owned(), w.push.to_owned()),
        ("pull".to_owned(), w.pull.to_owned()),
        ("sign_in".to_owned(), w.sign_in.to_owned()),
    ];
    let result = move || match outcome.get()? {
        Outcome::Done(diagnosis) => {
            let registry = registry.get_untracked();
            let at = connection.get_untracked();
            Some(
                view! { <Result diagnosis=diagnosis registry=registry connection=at /> }.into_any(),
            )
        }
        Outcome::Stopped => {
            Some(view! { <Empty icon="minus" title=w.stopped text=w.stopped_text /> }.into_any())
        }
        Outcome::Failed(failure) => Some(
            view! {
                <Failed what=w.title failure=failure on_retry=Callback::new(move |()| start()) />
            }
            .into_any(),
        ),
    };
    view! {
        <div class="page grow doctor">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                <span class="muted">
                    {move || match outcome.get() {
                        Some(Outcome::Done(diagnosis)) => w.result(&seconds(&diagnosis)),
                        _ => w.nothing_pushed.to_owned(),
                    }}
                </span>
            </div>
            <form
                class="doctor-ask"
                on:submit=move |event| {
                    event.prevent_default();
                    start();
                }
            >
                <Field
                    id="doctor-text"
                    label=w.pasted
                    value=text
                    problem=problem
                    placeholder=w.placeholder
                    autofocus=true
                />
                <Select id="doctor-account" label=w.account value=account choices=accounts />
                <Select
                    id="doctor-purpose"
                    label=w.purpose
                    value=purpose
                    choices=Signal::stored(purposes)
                />
                {move || {
                    if walks.get() {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                id="doctor-stop"
                                on:click=move |_| stop()
                            >
                                {w.stop}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="submit"
                                class="btn primary"
                                id="doctor-check"
                                disabled=move || question.get().is_err()
                            >
                                <Icon name="refresh" />
                                {move || {
                                    if outcome.with(Option::is_some) {
                                        w.check_again
                                    } else {
                                        w.check
                                    }
                                }}
                            </button>
                        }
                            .into_any()
                    }
                }}
                {move || {
                    let offered = question.with(|read| read.as_ref().is_ok_and(is_push));
                    offered
                        .then(|| {
                            view! {
                                <div class="doctor-upload" title=w.try_upload_hint>
                                    <Checkbox id="doctor-upload" value=try_upload>
                                        {w.try_upload}
                                    </Checkbox>
                                </div>
                            }
                        })
                }}
            </form>
            {move || {
                if call.get().is_none() {
                    return view! {
                        <Empty icon="stethoscope" title=w.intro text=w.intro_text />
                    }
                        .into_any();
                }
                view! {
                    <div class="doctor-body">
                        <div class="doctor-steps">
                            <Steps steps=steps walks=walks question=asked connection=connection.get_untracked() />
                        </div>
                        <aside class="doctor-result" aria-live="polite">
                            {result}
                        </aside>
                    </div>
                    <div class="foot">
                        {move || {
                            let all = asked.with(|asked| asked.as_ref().map_or(0, |it| kinds(it).len()));
                            w.steps_walked(steps.with(Vec::len), all)
                        }}
                        <span class="sp"></span>
                        <span class="k" aria-hidden="true">
                            <kbd class="kbd">"Ctrl"</kbd>
                            <kbd class="kbd">"Enter"</kbd>
                            {w.key_check}
                        </span>
                        <span class="k" aria-hidden="true">
                            <kbd class="kbd">"Enter"</kbd>
                            {w.key_open}
                        </span>
                    </div>
                }
                    .into_any()
            }}
        </div>
    }
}

fn is_push(question: &Question) -> bool {
    question.purpose == Purpose::Push && question.repository.is_some()
}

/// How long a walk took, in seconds with one digit.
fn seconds(diagnosis: &Diagnosis) -> String {
    let all = diagnosis.steps.iter().map(|step| step.elapsed_ms);
    let whole = Duration::from_millis(all.sum());
    format!("{:.1}", whole.as_secs_f64())
}
