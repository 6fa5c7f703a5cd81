//! What another scan found else than the one before. The registry forgets a report when the next scan
//! begins; the shell keeps its findings.

use std::sync::Arc;

use comparison::{FindingChanges, Found};
use leptos::prelude::*;
use listing::lists::Findings;
use pilothouse_protocol::{CompareWithEarlier, KeepReport, SinceReport};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::artifacts::{detail::tags::Changing, vulnerabilities::last_read},
    format::ago,
    ipc,
    list::List,
    registries::registries,
    ui::{Dialog, SeverityGlyph},
    words::words,
};

/// Has the report kept that the next scan ends.
pub async fn keep_report(changing: Changing) {
    let Some(artifact) = report_of(changing) else {
        return;
    };
    let command = KeepReport {
        connection: changing.connection.get_untracked(),
        artifact,
        shown_as: changing.at.with_value(|(.., reference)| reference.clone()),
    };
    // One that can't be read is not compared: the scan begins all the same.
    let _ = ipc::call(command).await;
}

/// The report of the artifact by its digest.
fn report_of(changing: Changing) -> Option<Findings> {
    let (project, repository, reference) = changing.place()?;
    Some(Findings {
        project,
        repository,
        reference,
    })
}

/// What the report that a list shows has else than the one before; asked for whenever it was read.
fn differences(changing: Changing, list: List) -> RwSignal<Option<Arc<SinceReport>>> {
    let differs = RwSignal::new(None);
    let read = last_read(list);
    Effect::new(move |_| {
        let (Some(_), Some(list), Some(artifact)) = (read.get(), list.id(), report_of(changing))
        else {
            return;
        };
        spawn_local(async move {
            // Without an answer nothing is said of it.
            if let Ok(compared) = ipc::call(CompareWithEarlier { list, artifact }).await {
                differs.try_set(compared.since.map(Arc::new));
            }
        });
    });
    differs
}

/// 'Since the scan 3 days ago: 2 fixed, 1 new', with what they are.
#[component]
pub fn SinceLast(changing: Changing, list: List) -> impl IntoView {
    let w = &words().findings;
    let registries = registries();
    let shown = RwSignal::new(false);
    let differs = differences(changing, list);
    let line = move || {
        let since = differs.get()?;
        let when = since
            .at
            .map_or_else(String::new, |at| ago(at, registries.now.get()));
        let FindingChanges { fixed, new, left } = &since.changes;
        let text = match (fixed.len(), new.len()) {
            (0, 0) => w.same_since(&when, *left),
            (fixed, new) => w.since(&when, fixed, new),
        };
        let has_any = !fixed.is_empty() || !new.is_empty();
        Some(view! {
            <div class="row g6 t12" id="since-last-scan" role="status">
                <span class="soft">{text}</span>
                {has_any
                    .then(|| {
                        view! {
                            <button type="button" class="lnk" on:click=move |_| shown.set(true)>
                                {w.show_changes}
                            </button>
                        }
                    })}
            </div>
        })
    };
    let dialog = move || {
        let since = differs.get().filter(|_| shown.get())?;
        let part = |title: &'static str, all: &[Found]| {
            (!all.is_empty()).then(|| view! { <Part title=title all=all.to_vec() /> })
        };
        Some(view! {
            <Dialog title=w.changes_title.to_owned() on_close=Callback::new(move |()| shown.set(false))>
                <div class="dlg-b col g12">
                    {part(w.fixed_since, &since.changes.fixed)}
                    {part(w.new_since, &since.changes.new)}
                </div>
            </Dialog>
        })
    };
    view! {
        {line}
        {dialog}
    }
}

#[component]
fn Part(title: &'static str, all: Vec<Found>) -> impl IntoView {
    let rows = all.into_iter().map(|found| {
        view! {
            <li class="row g6">
                <SeverityGlyph severity=found.severity />
                <span class="mono">{found.id}</span>
                <span class="muted wraps">{format!("{} {}", found.package, found.version)}</span>
            </li>
        }
    });
    view! {
        <section>
            <h3 class="lbl">{title}</h3>
            <ul class="plain col g6">{rows.collect_view()}</ul>
        </section>
    }
}
