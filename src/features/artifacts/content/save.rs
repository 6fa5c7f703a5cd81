//! Saving content of the registry to a disk, with its progress and a way to stop.

use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use listing::ContentPlace;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode, Request, SaveContent};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    format::size,
    ipc::{Ticket, call_with},
    registries::registries,
    ui::Icon,
    words::words,
};

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 100;

/// A call that content streams through.
#[derive(Clone, Copy)]
pub struct Transfer {
    call: RwSignal<Option<u64>>,
    stop: StoredValue<Option<AbortHandle>>,
}

impl Transfer {
    /// Nothing is under way.
    pub fn new() -> Self {
        Self {
            call: RwSignal::new(None),
            stop: StoredValue::new(None),
        }
    }

    /// Asks, and tells what was answered; nothing if it was stopped.
    pub fn run<R: Request + 'static>(
        &self,
        request: R,
        ended: impl FnOnce(Result<R::Reply, Failure>) + 'static,
    ) {
        let this = *self;
        this.stop();
        let ticket = Ticket::new();
        let id = ticket.id();
        let progress = registries().progress;
        let (handle, registration) = AbortHandle::new_pair();
        this.call.set(Some(id));
        this.stop.set_value(Some(handle));
        spawn_local(async move {
            let outcome = Abortable::new(call_with(request, ticket), registration).await;
            let _ = progress.try_update(|progress| progress.remove(&id));
            // Another may have begun meanwhile.
            if this.call.try_get_untracked().flatten() == Some(id) {
                this.call.try_set(None);
            }
            match outcome {
                Ok(Err(failure)) if failure.code == FailureCode::Cancelled => {}
                Ok(outcome) => ended(outcome),
                Err(_) => {}
            }
        });
    }

    /// Ends it at the registry too.
    pub fn stop(&self) {
        if let Some(Some(handle)) = self.stop.try_update_value(Option::take) {
            handle.abort();
        }
        self.call.try_set(None);
    }

    pub fn is_under_way(&self) -> bool {
        self.call.with(Option::is_some)
    }

    /// How far it is, in words; nothing while nobody knows of how much.
    pub fn progress_of_known(&self) -> Option<String> {
        let call = self.call.get()?;
        let progress = registries().progress;
        let (done, total) = progress.with(|all| all.get(&call).copied())?;
        total.map(|total| how_far(done, Some(total)))
    }

    /// How far it is, in words.
    pub fn progress(&self) -> String {
        let Some(call) = self.call.get() else {
            return String::new();
        };
        let progress = registries().progress;
        let (done, total) = progress.with(|all| all.get(&call).copied().unwrap_or_default());
        how_far(done, total)
    }
}

/// `34 %`, or so many bytes where nobody knows of how many.
pub fn how_far(done: u64, total: Option<u64>) -> String {
    match total.filter(|total| *total > 0) {
        Some(total) => words().layer_files.percent(done.min(total) * 100 / total),
        None => size(done),
    }
}

/// A text as the name of a file, which it may not have been made for.
pub fn as_file_name(text: &str) -> String {
    let name = text.rsplit('/').next().unwrap_or_default();
    let is_bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name: String = name
        .chars()
        .map(|c| if is_bad(c) { '_' } else { c })
        .take(LONGEST_NAME)
        .collect();
    let name = name.trim_start_matches('.').trim_end_matches(['.', ' ']);
    if name.is_empty() {
        "content".to_owned()
    } else {
        name.to_owned()
    }
}

/// A button that saves content, or one file of a layer. While it is saved there is how far it is, and
/// a way to stop. Leaving the page does not stop it.
#[component]
pub fn SaveContentButton(
    connection: Signal<ConnectionId>,
    content: ContentPlace,
    #[prop(optional_no_strip)] file: Option<u64>,
    /// The file's name to begin with.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    /// Without words, for tables.
    #[prop(optional)]
    is_small: bool,
    /// It was asked for already: saving begins at once.
    #[prop(optional)]
    begins: bool,
) -> impl IntoView {
    let w = &words().layer_files;
    let transfer = Transfer::new();
    let toasts = registries().toasts;
    let request = StoredValue::new((content, as_file_name(&name)));
    let save = move || {
        let (content, name) = request.get_value();
        let request = SaveContent {
            connection: connection.get_untracked(),
            content,
            file,
            name,
        };
        transfer.run(request, move |saved| match saved {
            Ok(saved) => toasts.done(words().table.saved_as(&saved.path), None),
            Err(failure) => {
                let details = failure.details();
                toasts.failed(failure_message(&failure), String::new(), details, None);
            }
        });
    };
    if begins {
        save();
    }
    let label = StoredValue::new(label);
    move || {
        if transfer.is_under_way() {
            return view! {
                <span class="row g6 nowrap">
                    <span class="spin"></span>
                    <span class="num t12" role="status">
                        {move || transfer.progress()}
                    </span>
                    <button
                        type="button"
                        class="ib"
                        aria-label=w.stop
                        title=w.stop
                        on:click=move |_| transfer.stop()
                    >
                        <Icon name="x" />
                    </button>
                </span>
            }
            .into_any();
        }
        let label = label.get_value();
        if is_small {
            view! {
                <button
                    type="button"
                    class="ib"
                    aria-label=label.clone()
                    title=label
                    on:click=move |_| save()
                >
                    <Icon name="download" />
                </button>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="btn sm" on:click=move |_| save()>
                    <Icon name="download" />
                    {label}
                </button>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_the_name_of_a_file() {
        for (text, name) in [
            ("etc/motd", "motd"),
            ("home/.bashrc", "bashrc"),
            ("a:b*c", "a_b_c"),
            ("..", "content"),
            ("", "content"),
            ("x/name. ", "name"),
        ] {
            assert_eq!(as_file_name(text), name, "{text}");
        }
        assert_eq!(as_file_name(&"é".repeat(300)).chars().count(), 100);
    }
}
