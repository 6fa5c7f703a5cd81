//! A new secret for an account that is there.

use std::sync::Arc;

use chrono::Utc;
use harbor_api::{PasswordRule, types::Robot};
use leptos::prelude::*;
use pilothouse_protocol::{Entered, Failure, FailureCode, RenewRobotSecret};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        account::{RuleTicks, SecretField},
        robots::{
            list::{Held, RobotList},
            secrets::secret::SecretPage,
        },
    },
    ipc,
    ui::{Dialog, FormFailure, Icon},
    words::words,
};

/// 'New secret', with what it ends and what keeps it from working.
#[component]
pub fn RenewRobot(robots: RobotList, robot: Arc<Robot>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().robots;
    let is_own = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let held: Held = RwSignal::new(None);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let has_spaces = move || text.with(|text| text.contains(char::is_whitespace));
    // What the server said of a secret of one's own, until it is changed.
    let refused = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        text.track();
        refused.set(None);
    });
    let problem = Signal::derive(move || {
        let spaces = has_spaces().then(|| w.own_spaces.to_owned());
        spaces.or_else(|| refused.get())
    });
    let is_good = move || {
        !is_own.get() || (text.with(|text| PasswordRule::of(text).is_met()) && !has_spaces())
    };
    let id = robot.id;
    let submit = move || {
        if busy.get_untracked() || !is_good() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let own = is_own
            .get_untracked()
            .then(|| Entered::new(text.get_untracked()));
        let is_sent_own = own.is_some();
        let command = RenewRobotSecret {
            connection: robots.connection.get_untracked(),
            robot: id,
            own,
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(renewed) => {
                    held.try_set(Some(renewed));
                }
                Err(problem) if is_sent_own && problem.code == FailureCode::Invalid => {
                    refused.try_set(Some(problem.message));
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let dead = if robot.disable {
        Some(w.dead_off)
    } else {
        robot.is_expired(Utc::now()).then_some(w.dead_expired)
    };
    let choice = move |own: bool, words: &'static str| {
        view! {
            <button
                type="button"
                class:is-active=move || is_own.get() == own
                aria-pressed=move || (is_own.get() == own).to_string()
                on:click=move |_| is_own.set(own)
            >
                {words}
            </button>
        }
    };
    let question = move || {
        view! {
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    {dead
                        .map(|dead| {
                            view! {
                                <div class="note bad" id="robot-dead">
                                    <Icon name="alert" />
                                    <span>{dead}</span>
                                </div>
                            }
                        })}
                    <p>{w.renew_old}</p>
                    <span class="seg" role="group" aria-label=w.secret>
                        {choice(false, w.generated)} {choice(true, w.own)}
                    </span>
                    <Show when=move || is_own.get()>
                        <div class="col g4">
                            <SecretField
                                id="robot-own-secret"
                                label=w.own_secret
                                value=text
                                problem=problem
                            />
                            <RuleTicks text=text />
                        </div>
                    </Show>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn danger"
                        id="robot-renew"
                        disabled=move || busy.get() || !is_good() || robots.off.get().is_some()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {move || if is_own.get() { w.renew_set } else { w.renew }}
                    </button>
                </div>
            </form>
        }
    };
    let body = move || match held.get() {
        Some(held) => view! { <SecretPage robots=robots held=held on_done=on_close /> }.into_any(),
        None => question().into_any(),
    };
    let stays = Signal::derive(move || busy.get() || held.with(Option::is_some));
    view! {
        <Dialog title=w.renew_title beside=robot.name.clone() wide=true stays=stays on_close=on_close>
            {body}
        </Dialog>
    }
}
