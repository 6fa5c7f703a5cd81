//! Changing an account: its description, how long it lives, and what it may.

use std::sync::Arc;

use chrono::Utc;
use harbor_api::types::{Robot, RobotLevel};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::robots::{
        change::change_robot,
        list::RobotList,
        wizard::{
            grants::{Grant, permissions_of},
            lifetime::{Choice, LifetimeDraft, LifetimeField},
            new::LONGEST_DESCRIPTION,
            permissions::{Grants, GrantsSentence, PermissionsField},
        },
    },
    registries::registries,
    ui::{Dialog, Field, FormFailure},
    words::words,
};

/// 'Edit robot$skaha+ci'
#[component]
pub fn EditRobot(robots: RobotList, robot: Arc<Robot>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().robots;
    let registries = registries();
    let now = Utc::now();
    let title = w.edit_title(&robot.name);
    let description = RwSignal::new(robot.description.clone());
    let lifetime = LifetimeDraft::of(robot.creation_time.unwrap_or(now), robot.duration);
    let before: Vec<Grant> = robot
        .permissions
        .iter()
        .map(Grant::from_permission)
        .collect();
    let grants = Grants::new(before.clone());
    let before = StoredValue::new(before);
    let is_of_project = robot.level == RobotLevel::Project;
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let said_of_description = Signal::derive(move || {
        let count = description.with(|text| text.chars().count());
        (count > LONGEST_DESCRIPTION).then(|| w.description_long.to_owned())
    });
    let id = robot.id;
    let name = StoredValue::new(robot.name.clone());
    let is_good = move || {
        grants.is_complete()
            && said_of_description.get().is_none()
            && lifetime.problem(now).is_none()
    };
    let save = move || {
        if busy.get_untracked() || !is_good() {
            return;
        }
        let Some(life) = lifetime.chosen(now) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let connection = robots.connection.get_untracked();
        let text = description.get_untracked().trim().to_owned();
        // What was not touched here stays as it is there.
        let is_kept = lifetime.choice.get_untracked() == Choice::Keep;
        let chosen = grants.all.get_untracked();
        let is_same = before.with_value(|before| *before == chosen);
        spawn_local(async move {
            let outcome = change_robot(registries, connection, id, move |_, change| {
                change.description = text;
                if !is_kept {
                    change.duration = life.duration();
                }
                if !is_same {
                    change.permissions = permissions_of(&chosen);
                }
            })
            .await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    robots.has_changed(id);
                    registries.toasts.done(w.saved(&name.get_value()), None);
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=title large=true on_close=on_close>
            <div class="robot-step">
                <div class="dlg-b row g20 robot-edit">
                    <div class="grow">
                        <Field
                            id="robot-description"
                            label=w.description
                            value=description
                            problem=said_of_description
                        />
                    </div>
                    <div class="grow">
                        <LifetimeField draft=lifetime now=now />
                    </div>
                </div>
                <PermissionsField
                    connection=robots.connection
                    grants=grants
                    is_fixed=is_of_project
                />
                {move || {
                    failure
                        .get()
                        .map(|failure| view! { <div class="pad"><FormFailure failure=failure /></div> })
                }}
                <div class="dlg-f">
                    <GrantsSentence grants=grants />
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="button"
                        class="btn primary"
                        id="robot-save"
                        disabled=move || busy.get() || !is_good() || robots.off.get().is_some()
                        title=move || robots.off.get()
                        on:click=move |_| save()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.save}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
