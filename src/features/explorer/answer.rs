//! What came of a request: status, headers, body.

use leptos::prelude::*;
use pilothouse_protocol::{ExploredAnswer, Failure, SaveAnswer, Shown};
use wasm_bindgen_futures::spawn_local;

use super::table::{BodyAsTable, BodyTable};
use crate::{
    failure::failure_message,
    features::artifacts::{TextActs, text_view},
    format::{count, size},
    ipc,
    registries::registries,
    ui::{CopyIcon, Empty, Failed, Icon},
    words::words,
};

/// How a request is.
#[derive(Clone)]
pub enum Outcome {
    Nothing,
    Sending,
    Stopped,
    Failed(Failure),
    Answered {
        answer: Box<ExploredAnswer>,
        /// Of the file that its body is saved into.
        file: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Body,
    Table,
    Headers,
}

/// The answer, or what stands in its place.
#[component]
pub fn AnswerPart(outcome: RwSignal<Outcome>, on_retry: Callback<()>) -> impl IntoView {
    let w = &words().explorer;
    let content = move || match outcome.get() {
        Outcome::Nothing => {
            view! { <Empty icon="braces" title=w.no_answer text=w.no_answer_text /> }.into_any()
        }
        Outcome::Sending => view! {
            <p class="ax-none muted" role="status">
                <span class="spin"></span>
                " "
                {w.sending}
            </p>
        }
        .into_any(),
        Outcome::Stopped => {
            view! { <Empty icon="minus" title=w.stopped text=w.stopped_text /> }.into_any()
        }
        Outcome::Failed(failure) => {
            view! { <Failed what=w.the_answer failure=failure on_retry=on_retry /> }.into_any()
        }
        Outcome::Answered { answer, file } => {
            view! { <Answered answer=*answer file=file /> }.into_any()
        }
    };
    view! {
        <section class="ax-answer" aria-live="polite" aria-label=w.shown>
            {content}
        </section>
    }
}

#[component]
fn Answered(answer: ExploredAnswer, file: String) -> impl IntoView {
    let w = &words().explorer;
    let part = RwSignal::new(Part::Body);
    let tone = match answer.status {
        200..300 => "ax-code ok",
        300..400 => "ax-code",
        _ => "ax-code bad",
    };
    let elapsed = i64::try_from(answer.elapsed_ms).unwrap_or(i64::MAX);
    let bytes = size(answer.bytes);
    let button = move |this: Part, title: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (part.get() == this).to_string()
                class:is-active=move || part.get() == this
                on:click=move |_| part.set(this)
            >
                {title}
            </button>
        }
    };
    let number = answer.headers.len();
    let (status, request_id) = (answer.status, answer.request_id.clone());
    // A body that is cut is no list any more.
    let shown = answer.body.as_ref().filter(|_| answer.is_whole);
    let table = shown.and_then(|text| BodyTable::read(text.expose()));
    let has_table = table.is_some();
    let table = StoredValue::new(table);
    let answer = StoredValue::new(answer);
    let file = StoredValue::new(file);
    let content = move || match part.get() {
        Part::Body => answer
            .with_value(|answer| body(answer, file.get_value()))
            .into_any(),
        Part::Table => table
            .get_value()
            .map(|table| view! { <BodyAsTable table=table /> })
            .into_any(),
        Part::Headers => answer
            .with_value(|answer| headers(&answer.headers))
            .into_any(),
    };
    view! {
        <div class="ax-status">
            <span class=tone id="answer-status">
                {status.to_string()}
            </span>
            <span class="num">{w.took_ms(&count(elapsed))}</span>
            <span class="num">{bytes}</span>
            <span class="sp"></span>
            <span class="seg" role="group" aria-label=w.shown>
                {button(Part::Body, w.answer_body)}
                <button
                    type="button"
                    aria-pressed=move || (part.get() == Part::Headers).to_string()
                    class:is-active=move || part.get() == Part::Headers
                    on:click=move |_| part.set(Part::Headers)
                >
                    {w.answer_headers}
                    " "
                    {number}
                </button>
                {has_table.then(|| button(Part::Table, w.as_table))}
            </span>
        </div>
        <p class="ax-id t12 muted">
            <span class="trunc">{w.request_id} " " <span class="mono">{request_id.clone()}</span></span>
            <CopyIcon text=request_id label=w.request_id />
        </p>
        <div class="ax-body">{content}</div>
    }
}

fn body(answer: &ExploredAnswer, file: String) -> impl IntoView + use<> {
    let w = &words().explorer;
    let registries = registries();
    let id = answer.id;
    let name = file.clone();
    let save = Callback::new(move |()| {
        let name = name.clone();
        spawn_local(async move {
            match ipc::call(SaveAnswer { answer: id, name }).await {
                Ok(saved) => {
                    registries
                        .toasts
                        .done(words().table.saved_as(&saved.path), None);
                }
                Err(failure) => {
                    let details = failure.details();
                    let message = failure_message(&failure);
                    registries
                        .toasts
                        .failed(message, String::new(), details, None);
                }
            }
        });
    });
    if answer.bytes == 0 {
        return view! { <p class="ax-none muted">{w.no_body}</p> }.into_any();
    }
    let Some(text) = answer.body.as_ref().map(Shown::expose) else {
        return view! {
            <div class="ax-none">
                <p class="muted">{w.no_text}</p>
                <button type="button" class="btn sm" on:click=move |_| save.run(())>
                    <Icon name="download" />
                    {w.save_whole}
                </button>
            </div>
        }
        .into_any();
    };
    let cut = (!answer.is_whole).then(|| {
        let length = |bytes: usize| size(bytes);
        let text = w.cut(&length(text.len()), &length(answer.bytes));
        view! {
            <p class="note" role="note">
                {text}
            </p>
        }
    });
    let acts = TextActs {
        save,
        has_find_key: false,
    };
    view! {
        {cut}
        {text_view(text.into(), None, acts)}
    }
    .into_any()
}

fn headers(headers: &[(String, String)]) -> impl IntoView + use<> {
    let w = &words().explorer;
    let rows = headers.iter().map(|(name, value)| {
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                <td class="wraps">{value.clone()}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w.answer_headers>
            <table class="diff mono ax-heads">
                <thead class="sr">
                    <tr>
                        <th scope="col">{w.header}</th>
                        <th scope="col">{w.value}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
