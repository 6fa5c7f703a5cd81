//! The log of a job: by level, searchable, read on while the job runs.

mod lines;
mod words;

pub use lines::last_error;
pub use words::LogWords;

use std::time::Duration;

use harbor_api::{Operation, reply::Text};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, FailureCode};

use self::lines::{Level, LogLine, lasted, read_lines};
use crate::{
    format::{count, lasting},
    ipc::{load::load_one, seen::ask_while_seen},
    ui::{CopyIcon, Dialog, Failed, Find, Icon, save_text},
    words::words,
};

/// How often a job that runs is asked for its log.
const AGAIN: Duration = Duration::from_secs(3);
/// Lines that are drawn at once; of more the last ones, where something usually went wrong.
const DRAWN: usize = 2_000;

/// A job's log in a dialog of its own.
#[component]
pub fn LogDialog<O>(
    connection: Signal<ConnectionId>,
    of: O,
    /// It is written on.
    #[prop(into)]
    is_running: Signal<bool>,
    title: String,
    /// The name of its file, where it is saved.
    file: String,
    on_close: Callback<()>,
) -> impl IntoView
where
    O: Operation<Reply = Text> + Clone + Send + Sync + 'static,
{
    let w = &words().log;
    let log = load_one(connection, move || Some(of.clone()));
    let again = move || {
        if is_running.get_untracked() && !log.loading.get_untracked() {
            log.reload_in_background();
        }
    };
    ask_while_seen(AGAIN, again);
    // What was written last is read once more when the job has ended.
    Effect::new(move |before: Option<bool>| {
        let is_running = is_running.get();
        if before == Some(true) && !is_running {
            log.reload_in_background();
        }
        is_running
    });
    let text = Signal::derive(move || log.data.get().map_or(String::new(), |text| text.0.clone()));
    let lines = Memo::new(move |_| text.with(|text| read_lines(text)));
    let find = RwSignal::new(String::new());
    let bad_only = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let wanted = find.get().to_lowercase();
        let bad_only = bad_only.get();
        lines.with(|lines| {
            let fits = |line: &&LogLine| {
                (!bad_only || line.level >= Level::Warning)
                    && (wanted.is_empty() || line.text.to_lowercase().contains(&wanted))
            };
            lines.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let said = move || {
        let (all, here) = (lines.with(Vec::len), shown.with(Vec::len));
        let mut said = match here == all {
            true => w.lines(all),
            false => w.lines_of(&count(here), &count(all)),
        };
        if here > DRAWN {
            said = format!("{said} · {}", w.last_shown(&count(DRAWN)));
        }
        match lines.with(|lines| lasted(lines)) {
            Some(lasted) if !is_running.get() => format!("{said} · {}", w.took(&lasting(lasted))),
            _ => said,
        }
    };
    let body = move || match (log.data.with(Option::is_some), log.failure.get()) {
        (false, Some(failure)) if failure.code == FailureCode::NotFound => {
            let why = match is_running.get() {
                true => w.not_yet,
                false => w.no_longer_kept,
            };
            view! {
                <div class="empty">
                    <Icon name="file" />
                    <p>{why}</p>
                </div>
            }
            .into_any()
        }
        (false, Some(failure)) => view! {
            <Failed
                what=w.the_log
                failure=failure
                on_retry=Callback::new(move |()| log.reload())
            />
        }
        .into_any(),
        _ => {
            let drawn = shown.with(|lines| {
                let from = lines.len().saturating_sub(DRAWN);
                lines[from..]
                    .iter()
                    .map(|line| {
                        view! {
                            <span class=line.level.class()>{line.text.clone()} "\n"</span>
                        }
                    })
                    .collect_view()
            });
            view! {
                <pre class="log" tabindex="0" aria-label=w.log>
                    {drawn}
                </pre>
            }
            .into_any()
        }
    };
    let save = move |_| save_text(file.clone(), text.get_untracked());
    view! {
        <Dialog title=title large=true on_close=on_close>
            <div class="dlg-b col g8 logd">
                <div class="row g8">
                    <Find value=find placeholder=w.find />
                    <label class="row g6 t125 nowrap">
                        <input
                            type="checkbox"
                            class="cb"
                            prop:checked=bad_only
                            on:change=move |event| bad_only.set(event_target_checked(&event))
                        />
                        {w.bad_only}
                    </label>
                    <span class="sp"></span>
                    {move || {
                        is_running
                            .get()
                            .then(|| {
                                view! {
                                    <span class="muted t12 row g6">
                                        <span class="spin"></span>
                                        {w.goes_on}
                                    </span>
                                }
                            })
                    }}
                    <span class="muted t12" role="status" id="log-lines">
                        {said}
                    </span>
                    <CopyIcon text=text label=w.copy />
                    <button
                        type="button"
                        class="ib"
                        aria-label=w.save
                        title=w.save
                        on:click=save
                    >
                        <Icon name="download" />
                    </button>
                </div>
                {body}
            </div>
        </Dialog>
    }
}
