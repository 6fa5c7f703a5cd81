//! The field of people and groups: those who are chosen, what is typed, and who was found.

use std::time::Duration;

use harbor_api::types::GroupKind;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::members::add::{
        candidates::{Candidate, candidates},
        run::Newcomer,
    },
    format::initials,
    list::List,
    ui::{Field, Icon},
    words::words,
};

/// How long somebody types before it is searched for.
const TYPING: Duration = Duration::from_millis(200);

/// Somebody who is chosen, and why the server did not take them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    pub newcomer: Newcomer,
    pub problem: Option<String>,
}

/// What the field holds.
#[derive(Clone, Copy)]
pub struct People {
    pub chosen: RwSignal<Vec<Chosen>>,
    pub typed: RwSignal<String>,
    pub problem: RwSignal<Option<String>>,
}

impl People {
    pub fn new() -> Self {
        Self {
            chosen: RwSignal::default(),
            typed: RwSignal::default(),
            problem: RwSignal::new(None),
        }
    }

    fn choose(self, newcomer: Newcomer) {
        self.chosen.update(|chosen| {
            if chosen.iter().all(|one| one.newcomer != newcomer) {
                chosen.push(Chosen {
                    newcomer,
                    problem: None,
                });
            }
        });
        self.typed.set(String::new());
    }

    fn remove(self, newcomer: &Newcomer) {
        self.chosen
            .update(|chosen| chosen.retain(|one| one.newcomer != *newcomer));
    }

    /// Those who are chosen, and the one whose name stands in the field.
    pub fn all(self) -> Vec<Newcomer> {
        let mut all: Vec<Newcomer> = self
            .chosen
            .with(|chosen| chosen.iter().map(|one| one.newcomer.clone()).collect());
        let typed = Newcomer::User(self.typed.with(|typed| typed.trim().to_owned()));
        if !typed.name().is_empty() && !all.contains(&typed) {
            all.push(typed);
        }
        all
    }
}

/// The mark of a person or a group.
pub fn avatar(name: &str, is_group: bool) -> AnyView {
    if is_group {
        view! {
            <span class="av grp">
                <Icon name="people" class="i-12" />
            </span>
        }
        .into_any()
    } else {
        view! { <span class="av">{initials(name)}</span> }.into_any()
    }
}

/// Where a group is known from.
fn kind_words(kind: GroupKind) -> &'static str {
    let w = &words().add_members;
    match kind {
        GroupKind::Ldap => w.ldap_group,
        GroupKind::Http => w.http_group,
        GroupKind::Oidc => w.oidc_group,
        GroupKind::Other(_) => words().members.group,
    }
}

/// People and groups.
#[component]
pub fn PeopleField(
    connection: Signal<ConnectionId>,
    members: List,
    people: People,
) -> impl IntoView {
    let (w, m) = (&words().add_members, &words().members);
    let found = RwSignal::new(Vec::<Candidate>::new());
    Effect::new(move |_| {
        let wanted = people.typed.get().trim().to_owned();
        people.problem.set(None);
        if wanted.is_empty() {
            found.set(Vec::new());
            return;
        }
        set_timeout(
            move || {
                // Only what is still wanted is searched for.
                let is_wanted = move |wanted: &str| {
                    let typed = people.typed.try_get_untracked();
                    typed.is_some_and(|typed| typed.trim() == wanted)
                };
                if !is_wanted(&wanted) {
                    return;
                }
                spawn_local(async move {
                    let all = candidates(connection.get_untracked(), &wanted, members).await;
                    if let (Ok(all), true) = (all, is_wanted(&wanted)) {
                        found.try_set(all);
                    }
                });
            },
            TYPING,
        );
    });
    let pills = move || {
        people
            .chosen
            .get()
            .into_iter()
            .map(|one| view! { <Pill people=people one=one /> })
            .collect_view()
    };
    let lines = move || {
        let chosen = people.chosen.get();
        let is_chosen = |newcomer: &Newcomer| chosen.iter().any(|one| one.newcomer == *newcomer);
        let found = found.get();
        let lines: Vec<_> = found
            .into_iter()
            .filter(|one| !is_chosen(&one.newcomer))
            .map(|one| view! { <Line people=people one=one /> })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="found" role="group" aria-label=m.users_found>
                    {lines}
                </div>
            }
        })
    };
    view! {
        <div>
            <Field
                id="member"
                label=w.people
                value=people.typed
                problem=people.problem
                placeholder=m.type_to_search
                autofocus=true
            />
            {lines}
            <div class="pills" id="newcomers" role="list" aria-label=w.chosen>
                {pills}
            </div>
        </div>
    }
}

#[component]
fn Pill(people: People, one: Chosen) -> impl IntoView {
    let Chosen { newcomer, problem } = one;
    let name = newcomer.name().to_owned();
    let mark = avatar(&name, newcomer.is_group());
    let label = words().add_members.leave_out(&name);
    let is_bad = problem.is_some();
    view! {
        <span class="pill" class:is-bad=is_bad role="listitem">
            {mark} <span class="wraps">{name}</span>
            {problem.map(|problem| view! { <span class="c-bad wraps">{problem}</span> })}
            <button
                type="button"
                class="ib xs"
                aria-label=label
                on:click=move |_| people.remove(&newcomer)
            >
                <Icon name="x" class="i-12" />
            </button>
        </span>
    }
}

#[component]
fn Line(people: People, one: Candidate) -> impl IntoView {
    let Candidate {
        newcomer,
        kind,
        role,
    } = one;
    let name = newcomer.name().to_owned();
    let mark = avatar(&name, newcomer.is_group());
    let has_role = role.is_some();
    let aside = role
        .map(|role| words().members.already(&role))
        .or_else(|| kind.map(|kind| kind_words(kind).to_owned()));
    view! {
        <button
            type="button"
            class="mi"
            disabled=has_role
            on:click=move |_| people.choose(newcomer.clone())
        >
            {mark} <span class="l">{name}</span>
            {aside.map(|aside| view! { <span class="h">{aside}</span> })}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_field_is_added_too_and_nobody_twice() {
        let owner = Owner::new();
        owner.set();
        let people = People::new();
        let user = |name: &str| Newcomer::User(name.to_owned());
        people.choose(user("ada"));
        people.choose(user("ada"));
        people.typed.set(" bob ".to_owned());
        assert_eq!(people.all(), [user("ada"), user("bob")]);
        people.typed.set("ada".to_owned());
        assert_eq!(people.all(), [user("ada")]);
        people.remove(&user("ada"));
        people.typed.set(String::new());
        assert!(people.all().is_empty());
    }
}
