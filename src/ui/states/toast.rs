//! Toasts: what became of the person's own action, at the bottom right.

use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use pilothouse_protocol::Failure;

use crate::{
    ui::{CheckConnection, CopyIcon, Icon, ShowRequest},
    words::words,
};

/// Something to do later, also when the page that said so is gone.
pub type Act = Arc<dyn Fn() + Send + Sync>;

/// At most so many are shown.
const SHOWN: usize = 3;
/// How long a toast stays, in milliseconds; also how long a deferred change waits.
const STAYS: u32 = 8_000;
const STEP: u32 = 250;

/// How an action went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Done,
    /// It is done when the time is over.
    Deferred,
    /// Stays until it is closed.
    Failed,
}

/// What helps whoever looks into a failure.
#[derive(Clone)]
pub enum Details {
    /// Text to copy.
    Text(String),
    /// The failure itself, which leads to its request and to the connection doctor as well.
    Failure(Box<Failure>),
}

impl Details {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Failure(failure) => failure.details(),
        }
    }
}

impl From<String> for Details {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Failure> for Details {
    fn from(failure: &Failure) -> Self {
        Self::Failure(Box::new(failure.clone()))
    }
}

/// One message.
#[derive(Clone)]
struct Toast {
    id: u64,
    kind: Kind,
    text: String,
    reason: Option<String>,
    details: Option<Details>,
    /// A button's words, and what it does.
    button: Option<(String, Act)>,
    /// Done when the toast ends without its button.
    at_end: Option<Act>,
    /// Milliseconds.
    left: u32,
}

/// The messages that are shown. Pages get them from `registries().toasts`.
#[derive(Clone, Copy)]
pub struct Toasts {
    all: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
    /// The pointer or the focus is on them: they wait.
    /// The pointer, or the focus, is on them: the clock stands still.
    pointed: RwSignal<bool>,
    focused: RwSignal<bool>,
    clock: StoredValue<Option<IntervalHandle>>,
}

impl Toasts {
    pub fn new() -> Self {
        Self {
            all: RwSignal::default(),
            next: StoredValue::new(1),
            pointed: RwSignal::new(false),
            focused: RwSignal::new(false),
            clock: StoredValue::new(None),
        }
    }

    /// Says that something was done; `undo` takes it back.
    pub fn done(&self, text: impl Into<String>, undo: Option<Act>) {
        self.push(Kind::Done, text.into(), |toast| {
            toast.button = undo.map(|undo| (words().parts.undo.to_owned(), undo));
        });
    }

    /// Says that something was done, and what may come next.
    pub fn offer(&self, text: impl Into<String>, words: String, act: Act) {
        self.push(Kind::Done, text.into(), |toast| {
            toast.button = Some((words, act));
        });
    }

    /// Does something in 8 seconds, unless 'Undo' is pressed.
    pub fn defer(&self, text: impl Into<String>, act: Act, undo: Act) {
        self.push(Kind::Deferred, text.into(), |toast| {
            toast.button = Some((words().parts.undo.to_owned(), undo));
            toast.at_end = Some(act);
        });
    }

    /// Says that something failed, why, and how to try again.
    pub fn failed(
        &self,
        text: impl Into<String>,
        reason: String,
        details: impl Into<Details>,
        retry: Option<Act>,
    ) {
        self.push(Kind::Failed, text.into(), |toast| {
            toast.reason = Some(reason);
            toast.details = Some(details.into());
            toast.button = retry.map(|retry| (words().parts.retry.to_owned(), retry));
        });
    }

    /// The same with another button.
    pub fn failed_with(
        &self,
        text: impl Into<String>,
        reason: String,
        details: String,
        words: &str,
        act: Act,
    ) {
        self.push(Kind::Failed, text.into(), |toast| {
            toast.reason = Some(reason);
            toast.details = (!details.is_empty()).then_some(Details::Text(details));
            toast.button = Some((words.to_owned(), act));
        });
    }

    fn push(&self, kind: Kind, text: String, fill: impl FnOnce(&mut Toast)) {
        let Some(id) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        let mut toast = Toast {
            id,
            kind,
            text,
            reason: None,
            details: None,
            button: None,
            at_end: None,
            left: STAYS,
        };
        fill(&mut toast);
        let mut ended = Vec::new();
        self.all.update(|all| {
            all.push(toast);
            while all.len() > SHOWN {
                let kinds: Vec<Kind> = all.iter().map(|toast| toast.kind).collect();
                ended.extend(all.remove(surplus(&kinds)).at_end);
            }
        });
        for act in ended {
            act();
        }
        self.run();
    }

    /// Takes a toast away; what it deferred is done now.
    fn close(&self, id: u64) {
        let ended = self.take(id).and_then(|toast| toast.at_end);
        if let Some(act) = ended {
            act();
        }
    }

    fn press(&self, id: u64) {
        let button = self.take(id).and_then(|toast| toast.button);
        if let Some((_, act)) = button {
            act();
        }
    }

    fn take(&self, id: u64) -> Option<Toast> {
        let mut taken = None;
        self.all.update(|all| {
            if let Some(at) = all.iter().position(|toast| toast.id == id) {
                taken = Some(all.remove(at));
            }
        });
        // What is taken away tells neither that the focus nor that the pointer left it.
        self.focused.set(false);
        self.pointed.set(false);
        taken
    }

    /// Lets the clock run while there is something to count down.
    fn run(&self) {
        if self.clock.with_value(Option::is_some) {
            return;
        }
        let this = *self;
        let handle =
            set_interval_with_handle(move || this.tick(), Duration::from_millis(u64::from(STEP)));
        self.clock.set_value(handle.ok());
    }

    fn tick(&self) {
        if self.pointed.get_untracked() || self.focused.get_untracked() {
            return;
        }
        let mut ended = Vec::new();
        self.all.update(|all| {
            for toast in all.iter_mut().filter(|toast| toast.kind != Kind::Failed) {
                toast.left = toast.left.saturating_sub(STEP);
                if toast.left == 0 {
                    ended.extend(toast.at_end.take());
                }
            }
            all.retain(|toast| toast.left > 0);
        });
        let counting = self
            .all
            .with_untracked(|all| all.iter().any(|toast| toast.kind != Kind::Failed));
        if !counting && let Some(Some(clock)) = self.clock.try_update_value(Option::take) {
            clock.clear();
        }
        for act in ended {
            act();
        }
    }

    fn seconds(&self, id: u64) -> Option<u32> {
        self.all.with(|all| {
            all.iter()
                .find(|toast| toast.id == id)
                .map(|toast| toast.left.div_ceil(1000))
        })
    }
}

/// Which of too many toasts goes: the oldest that only tells, else the oldest.
fn surplus(kinds: &[Kind]) -> usize {
    let before_last = kinds.len().saturating_sub(1);
    kinds
        .iter()
        .take(before_last)
        .position(|kind| *kind == Kind::Done)
        .unwrap_or(0)
}

/// The area where toasts appear. The focus stays where it is.
#[component]
pub fn ToastArea(toasts: Toasts) -> impl IntoView {
    on_cleanup(move || {
        let _ = toasts.pointed.try_set(false);
        let _ = toasts.focused.try_set(false);
    });
    view! {
        <div
            class="toasts"
            role="log"
            aria-live="polite"
            aria-label=words().parts.messages
            on:mousemove=move |_| toasts.pointed.set(true)
            on:mouseleave=move |_| toasts.pointed.set(false)
            on:focusin=move |_| toasts.focused.set(true)
            on:focusout=move |_| toasts.focused.set(false)
        >
            <For
                each=move || toasts.all.get()
                key=|toast| toast.id
                children=move |toast| view! { <Shown toasts=toasts toast=toast /> }
            />
        </div>
    }
}

#[component]
fn Shown(toasts: Toasts, toast: Toast) -> impl IntoView {
    let w = &words().parts;
    let id = toast.id;
    let icon = match toast.kind {
        Kind::Done => "check",
        Kind::Deferred => "clock",
        Kind::Failed => "alert",
    };
    let deferred = toast.kind == Kind::Deferred;
    view! {
        <div class="toast">
            <Icon name=icon />
            <span class="grow">
                <span class:strong=toast.reason.is_some()>{toast.text}</span>
                {deferred
                    .then(|| {
                        view! {
                            <span class="num" aria-hidden="true">
                                {move || {
                                    toasts.seconds(id).map(|seconds| format!(" {}", w.in_seconds(seconds)))
                                }}
                            </span>
                        }
                    })}
                {toast.reason.map(|reason| view! { <span class="why">{reason}</span> })}
            </span>
            {toast
                .button
                .map(|(words, _)| {
                    view! {
                        <button type="button" class="a" on:click=move |_| toasts.press(id)>
                            {words}
                        </button>
                    }
                })}
            {toast
                .details
                .as_ref()
                .map(|details| view! { <CopyIcon text=details.text() label=w.copy_details /> })}
            {match toast.details {
                Some(Details::Failure(failure)) => {
                    let failure = *failure;
                    Some(
                        view! {
                            <ShowRequest failure=failure.clone() small=true />
                            <CheckConnection failure=failure small=true />
                        },
                    )
                }
                Some(Details::Text(_)) | None => None,
            }}
            <button
                type="button"
                class="ib xs"
                aria-label=w.close
                on:click=move |_| toasts.close(id)
            >
                <Icon name="x" class="i-12" />
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tells_goes_before_what_waits_or_failed() {
        use Kind::{Deferred, Done, Failed};
        assert_eq!(surplus(&[Done, Done, Done, Done]), 0);
        assert_eq!(surplus(&[Deferred, Done, Failed, Done]), 1);
        // The newest is never the one that goes.
        assert_eq!(surplus(&[Deferred, Failed, Failed, Done]), 0);
    }
}
