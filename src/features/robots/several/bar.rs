//! The actions of the bar of checked accounts.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_protocol::BulkChange;

use crate::{
    bulk::{start, why_busy},
    features::robots::{
        list::{Question, RobotList},
        several::accounts::ChosenRobot,
    },
    list::use_delete_checked,
    registries::registries,
    ui::Icon,
    words::words,
};

/// What can be done with the checked accounts, for those who may change some that the list shows.
#[derive(Clone, Copy)]
pub struct SeveralActions {
    robots: RobotList,
    /// Whether the account may do this with some that the list shows.
    may: Callback<&'static str, bool>,
    /// Why nothing can be begun now.
    off: Signal<Option<&'static str>>,
}

impl SeveralActions {
    pub fn new(robots: RobotList, may: Callback<&'static str, bool>) -> Self {
        let busy = why_busy(robots.connection);
        Self {
            robots,
            may,
            off: Signal::derive(move || robots.off.get().or_else(|| busy.get())),
        }
    }

    /// Does something with the checked accounts, as they are now, if all of them may be changed.
    fn with_checked(self, act: impl FnOnce(Vec<ChosenRobot>) + 'static) {
        let w = &words().several_robots;
        let robots = self.robots;
        let toasts = registries().toasts;
        robots
            .list
            .with_checked(ChosenRobot::from_row, move |chosen| {
                let others = chosen.iter().filter(|one| !robots.is_own(one));
                let others: Vec<&str> = others.map(|one| one.name.as_str()).collect();
                if !others.is_empty() {
                    let names = others.join(", ");
                    toasts.failed(w.of_others(others.len()), w.leave_out(&names), names, None);
                } else if !chosen.is_empty() {
                    act(chosen);
                }
            });
    }

    fn button(self, text: &'static str, icon: &'static str, act: impl Fn() + 'static) -> AnyView {
        let off = self.off;
        view! {
            <button
                type="button"
                class="btn ghost"
                title=move || off.get()
                disabled=move || off.get().is_some()
                on:click=move |_| act()
            >
                <Icon name=icon />
                {text}
            </button>
        }
        .into_any()
    }

    /// Asks about the checked accounts.
    fn ask(self, question: fn(Arc<Vec<ChosenRobot>>) -> Question) {
        let asked = self.robots.question;
        self.with_checked(move |chosen| {
            asked.try_set(Some(question(Arc::new(chosen))));
        });
    }

    fn turn(self, enabled: bool) {
        let (registries, list) = (registries(), self.robots.list);
        let change = BulkChange::SetEnabled { enabled };
        self.with_checked(move |_| start(registries, list, change));
    }

    /// The buttons, as far as the account may.
    pub fn view(self) -> AnyView {
        let (w, r) = (&words().several_robots, &words().robots);
        let view = move || {
            let update = self.may.run("update").then(|| {
                view! {
                    {self.button(w.new_secrets, "renew", move || self.ask(Question::NewSecrets))}
                    {self.button(w.expiry, "calendar", move || self.ask(Question::ExpiryOf))}
                    {self.button(r.turn_on, "check-circle", move || self.turn(true))}
                    {self.button(r.turn_off, "minus", move || self.turn(false))}
                }
            });
            let delete = self.may.run("delete").then(|| {
                let ask = move || self.ask(Question::DeleteAll);
                use_delete_checked(self.off, ask);
                self.button(r.delete, "trash", ask)
            });
            view! { {update} {delete} }
        };
        view.into_any()
    }
}
