//! The actions of the bar of checked accounts.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::robots::{
        list::{Question, RobotList},
        several::accounts::ChosenRobot,
    },
    registries::registries,
    ui::Icon,
    words::words,
};

/// What can be done with the checked accounts, for those who may change all that the list shows.
#[derive(Clone, Copy)]
pub struct SeveralActions {
    robots: RobotList,
    may_update: Signal<bool>,
}

impl SeveralActions {
    pub fn new(robots: RobotList, may_update: Signal<bool>) -> Self {
        Self { robots, may_update }
    }

    /// Asks about the checked accounts, as they are now.
    fn ask(self, question: fn(Arc<Vec<ChosenRobot>>) -> Question) {
        let robots = self.robots;
        let toasts = registries().toasts;
        spawn_local(async move {
            match robots.list.checked_rows().await {
                Ok(rows) => {
                    let chosen: Vec<_> = rows.iter().filter_map(ChosenRobot::from_row).collect();
                    if !chosen.is_empty() {
                        robots.question.try_set(Some(question(Arc::new(chosen))));
                    }
                }
                Err(failure) => toasts.failed(
                    words().several_robots.not_begun,
                    failure_reason(&failure),
                    failure.details(),
                    None,
                ),
            }
        });
    }

    fn button(
        self,
        text: &'static str,
        icon: &'static str,
        question: fn(Arc<Vec<ChosenRobot>>) -> Question,
    ) -> AnyView {
        let off = self.robots.off;
        view! {
            <button
                type="button"
                class="btn ghost"
                title=move || off.get()
                disabled=move || off.get().is_some()
                on:click=move |_| self.ask(question)
            >
                <Icon name=icon />
                {text}
            </button>
        }
        .into_any()
    }

    /// The buttons, as far as the account may.
    pub fn view(self) -> AnyView {
        let w = &words().several_robots;
        let view = move || {
            self.may_update
                .get()
                .then(|| self.button(w.new_secrets, "renew", Question::NewSecrets))
        };
        view.into_any()
    }
}
