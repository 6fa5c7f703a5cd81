//! A new project's name: the server's rule while one types, and whether the name is free.

use std::time::Duration;

use harbor_api::{
    ProjectName, ProjectReference,
    operations::{GetProject, HeadProject},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{Ticket, harbor},
    words::words,
};

/// How long nobody types before the server is asked.
const REST: Duration = Duration::from_millis(250);
/// How many names beside a taken one are tried.
const TRIED: u32 = 5;

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameState {
    Empty,
    Invalid(NameFault),
    /// The server is asked.
    Checking,
    Free,
    Taken {
        /// The account may open it.
        is_visible: bool,
        /// A free name beside it.
        instead: Option<ProjectName>,
    },
    /// The server did not tell.
    NotKnown,
}

/// Which of the server's rules a name breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFault {
    TooLong,
    /// Good in lower case.
    UpperCase(ProjectName),
    Characters,
}

/// Judges a name by the server's own rule (`src/pkg/project/manager.go`).
pub fn judge(text: &str) -> Result<ProjectName, NameState> {
    if text.is_empty() {
        return Err(NameState::Empty);
    }
    if text.len() > 255 {
        return Err(NameState::Invalid(NameFault::TooLong));
    }
    ProjectName::new(text).map_err(|_| {
        NameState::Invalid(match ProjectName::new(text.to_lowercase()) {
            Ok(lower) => NameFault::UpperCase(lower),
            Err(_) => NameFault::Characters,
        })
    })
}

/// Whether Harbor takes such a name for a number, where a program does not say that it is a name.
pub fn reads_as_a_number(name: &ProjectName) -> bool {
    name.as_str().bytes().all(|b| b.is_ascii_digit())
}

/// Names beside a taken one: `skaha-2`, `skaha-3`, …
fn beside(name: &ProjectName) -> impl Iterator<Item = ProjectName> {
    let name = name.clone();
    (2..2 + TRIED).filter_map(move |number| ProjectName::new(format!("{name}-{number}")).ok())
}

/// Follows what is typed.
pub fn follow_name(
    connection: Signal<ConnectionId>,
    text: RwSignal<String>,
) -> RwSignal<NameState> {
    let state = RwSignal::new(NameState::Empty);
    Effect::new(move |_| {
        let typed = text.get().trim().to_owned();
        let name = match judge(&typed) {
            Ok(name) => name,
            Err(found) => {
                state.set(found);
                return;
            }
        };
        state.set(NameState::Checking);
        let is_wanted = move || {
            text.try_get_untracked()
                .is_some_and(|now| now.trim() == typed)
        };
        set_timeout(
            move || {
                if !is_wanted() {
                    return;
                }
                spawn_local(async move {
                    let connection = connection.get_untracked();
                    let found = match is_free(&connection, &name).await {
                        Some(true) => NameState::Free,
                        Some(false) if !is_wanted() => return,
                        Some(false) => taken(&connection, &name).await,
                        None => NameState::NotKnown,
                    };
                    if is_wanted() {
                        state.try_set(found);
                    }
                });
            },
            REST,
        );
    });
    state
}

/// What to say of a name that was found to be taken.
pub async fn taken(connection: &ConnectionId, name: &ProjectName) -> NameState {
    let project = GetProject {
        project_name_or_id: ProjectReference::Name(name.clone()),
    };
    let is_visible = harbor(connection.clone(), &project, Ticket::new())
        .await
        .is_ok();
    let mut instead = None;
    for other in beside(name) {
        if is_free(connection, &other).await == Some(true) {
            instead = Some(other);
            break;
        }
    }
    NameState::Taken {
        is_visible,
        instead,
    }
}

/// `None` if the server did not tell.
async fn is_free(connection: &ConnectionId, name: &ProjectName) -> Option<bool> {
    let asked = HeadProject {
        project_name: name.clone(),
    };
    match harbor(connection.clone(), &asked, Ticket::new()).await {
        Ok(_) => Some(false),
        Err(failure) if failure.code == FailureCode::NotFound => Some(true),
        Err(_) => None,
    }
}

/// What is wrong with a name, in words.
pub fn problem(state: &NameState, text: &str) -> Option<String> {
    let w = &words().new_project;
    match state {
        NameState::Invalid(NameFault::TooLong) => Some(w.name_long.to_owned()),
        NameState::Invalid(NameFault::UpperCase(lower)) => Some(w.lower_case(lower.as_str())),
        NameState::Invalid(NameFault::Characters) => Some(w.name_rule.to_owned()),
        NameState::Taken { .. } => Some(w.taken(text.trim())),
        NameState::Empty | NameState::Checking | NameState::Free | NameState::NotKnown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_as_the_server_does() {
        let name = |text: &str| ProjectName::new(text).expect("a name");
        let invalid = |fault| Err(NameState::Invalid(fault));
        for (text, expected) in [
            ("nvcr-cache", Ok(name("nvcr-cache"))),
            ("123456", Ok(name("123456"))),
            ("", Err(NameState::Empty)),
            ("NVCR", invalid(NameFault::UpperCase(name("nvcr")))),
            ("a__b", invalid(NameFault::Characters)),
            ("-lead", invalid(NameFault::Characters)),
            ("trail-", invalid(NameFault::Characters)),
            ("Bad Name", invalid(NameFault::Characters)),
        ] {
            assert_eq!(judge(text), expected, "{text}");
        }
        let long = "a".repeat(256);
        assert_eq!(judge(&long), invalid(NameFault::TooLong));
        assert!(reads_as_a_number(&name("123456")) && !reads_as_a_number(&name("2026-q1")));
    }

    #[test]
    fn names_beside_a_taken_one_are_names() {
        let skaha = ProjectName::new("skaha").expect("a name");
        assert_eq!(
            beside(&skaha).next().map(String::from),
            Some("skaha-2".to_owned())
        );
        let long = ProjectName::new("a".repeat(255)).expect("a name");
        assert_eq!(beside(&long).count(), 0);
    }
}
