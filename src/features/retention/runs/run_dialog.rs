//! Before a policy deletes: what goes, by a dry run with the same rules.

use leptos::prelude::*;

use crate::{
    features::retention::outcome::Outcome,
    ui::{Dialog, Field, Icon},
    words::words,
};

/// Asks whether to run now.
#[component]
pub fn RunDialog(outcome: Outcome, on_close: Callback<()>) -> impl IntoView {
    let w = &words().retention;
    let typed = RwSignal::new(String::new());
    let project = outcome.policy.project.get_value().to_string();
    let fits = Memo::new(move |_| outcome.current_dry_run().is_some());
    let going = Memo::new(move |_| {
        let decisions = outcome.decisions.get()?;
        Some((decisions.deleted, decisions.repositories))
    });
    let is_something = move || fits.get() && going.get().is_some_and(|(deleted, _)| deleted > 0);
    let wanted = project.clone();
    let is_confirmed = Memo::new(move |_| typed.get().trim() == wanted);
    let text = move || match going.get() {
        _ if !fits.get() => w.run_needs_dry_run.to_owned(),
        Some((deleted, repositories)) if deleted > 0 => w.run_text(deleted, repositories),
        _ => w.run_nothing.to_owned(),
    };
    let start = move |is_dry| {
        on_close.run(());
        outcome.start(is_dry);
    };
    view! {
        <Dialog title=w.run_title beside=project on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                if untrack(is_something) && is_confirmed.get_untracked() {
                    start(false);
                }
            }>
                <div class="dlg-b col g12">
                    <p class="t13 strong" id="going">
                        {text}
                    </p>
                    <Show when=is_something>
                        <div class="note bad">
                            <Icon name="warning" />
                            <span class="grow">{w.run_forever}</span>
                        </div>
                        <Field id="run-project" label=w.run_type value=typed autofocus=true />
                    </Show>
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    {move || {
                        if is_something() {
                            view! {
                                <button
                                    type="submit"
                                    class="btn danger"
                                    disabled=move || {
                                        !is_confirmed.get() || outcome.policy.off.get().is_some()
                                    }
                                >
                                    {w.run_confirm}
                                </button>
                            }
                                .into_any()
                        } else {
                            view! {
                                <button
                                    type="button"
                                    class="btn primary"
                                    on:click=move |_| start(true)
                                >
                                    {w.dry_run}
                                </button>
                            }
                                .into_any()
                        }
                    }}
                </div>
            </form>
        </Dialog>
    }
}
