//! The field of people and groups: those who are chosen, what is typed, and who was found.

use std::time::Duration;

use harbor_api::types::GroupKind;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::members::{
        add::{
            candidates::{Candidate, candidates},
            run::Newcomer,
        },
        member::{group_kind, group_kind_name},
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

/// The group that a typed name can mean beside those that were found. A directory's is told by its
/// distinguished name (RFC 4514), which any other text is not.
fn unknown_group(kind: GroupKind, typed: &str, found: &[Candidate]) -> Option<Newcomer> {
    let typed = typed.trim();
    let is_found = |one: &Candidate| one.newcomer.is_group() && one.newcomer.name() == typed;
    let can_be_one = match kind {
        GroupKind::Ldap => typed.contains('='),
        _ => !typed.is_empty(),
    };
    (can_be_one && !found.iter().any(is_found)).then(|| Newcomer::UnknownGroup {
        kind,
        name: typed.to_owned(),
    })
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
    let kind = group_kind(connection);
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
        let other = kind
            .get()
            .and_then(|kind| unknown_group(kind, &people.typed.get(), &found))
            .filter(|one| !is_chosen(one))
            .map(|one| view! { <UnknownGroup people=people newcomer=one /> }.into_any());
        let lines: Vec<_> = found
            .into_iter()
            .filter(|one| !is_chosen(&one.newcomer))
            .map(|one| view! { <Line people=people one=one /> }.into_any())
            .chain(other)
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
        .or_else(|| kind.map(|kind| group_kind_name(kind).to_owned()));
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

/// What is typed, as the name of a group.
#[component]
fn UnknownGroup(people: People, newcomer: Newcomer) -> impl IntoView {
    let w = &words().add_members;
    let name = newcomer.name().to_owned();
    let mark = avatar(&name, true);
    let aside = match newcomer {
        Newcomer::UnknownGroup {
            kind: GroupKind::Ldap,
            ..
        } => w.group_by_dn,
        _ => w.group_by_name,
    };
    view! {
        <button type="button" class="mi" on:click=move |_| people.choose(newcomer.clone())>
            {mark} <span class="l">{name}</span> <span class="h">{aside}</span>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_a_group_where_none_of_that_name_was_found() {
        let found = [Candidate {
            newcomer: Newcomer::Group {
                id: harbor_api::UserGroupId(4),
                name: "staff".to_owned(),
            },
            kind: Some(GroupKind::Oidc),
            role: None,
        }];
        let group = |kind, name: &str| Newcomer::UnknownGroup {
            kind,
            name: name.to_owned(),
        };
        let kind = GroupKind::Oidc;
        assert_eq!(
            unknown_group(kind, " ops ", &found),
            Some(group(kind, "ops"))
        );
        assert_eq!(unknown_group(kind, "staff", &found), None);
        assert_eq!(unknown_group(kind, "  ", &found), None);
        let kind = GroupKind::Ldap;
        let name = "cn=ops,dc=example,dc=org";
        assert_eq!(unknown_group(kind, "ops", &[]), None);
        assert_eq!(unknown_group(kind, name, &[]), Some(group(kind, name)));
    }

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
