//! What the account may do of the operations, as far as the server said what it may.

use std::sync::Arc;

use harbor_api::{Need, need};
use leptos::prelude::*;
use openapi::{Method, Operation};
use pilothouse_protocol::{Account, ConnectionId, ExploredApi};

use crate::{
    permissions::{Rights, rights},
    registries::registries,
    ui::use_places,
    words::words,
};

/// Whether the server would let an account do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    Yes,
    /// It would be refused: this is what is needed.
    No(Need),
    Unknown,
}

/// What is known of the account's rights.
#[derive(Clone)]
pub struct Allowance {
    api: ExploredApi,
    account: Option<Account>,
    /// The project that was looked at last.
    project: Option<String>,
    rights: Signal<Option<Arc<Rights>>>,
}

impl Allowance {
    /// Reads the rights in the project that was looked at last.
    pub fn new(connection: &ConnectionId, api: ExploredApi) -> Self {
        let known = registries().find_untracked(connection);
        let is_limited = known.as_ref().is_some_and(|known| known.is_limited());
        let place = use_places().last_content(connection);
        let project = place.and_then(|place| place.project_name().cloned());
        let rights = match &project {
            Some(project) if api == ExploredApi::Harbor && !is_limited => {
                rights(Signal::stored(connection.clone()), project.clone())
            }
            _ => Signal::stored(None),
        };
        Self {
            api,
            account: known.map(|known| known.account),
            project: project.map(|project| project.to_string()),
            rights,
        }
    }

    pub fn is_of_harbor(&self) -> bool {
        self.api == ExploredApi::Harbor
    }

    /// Whether the account may do this; in the project that was looked at last, where it is of one.
    /// Reactive.
    pub fn of(&self, operation: &Operation) -> Allowed {
        let Some(account) = &self.account else {
            return Allowed::Unknown;
        };
        if !self.is_of_harbor() {
            return Allowed::Unknown;
        }
        let needed = need(method(operation.method), &operation.path);
        let rights = self.rights.get();
        let is_safe = operation.method.is_safe();
        allowed(needed, is_safe, account, rights.as_deref())
    }

    /// The same as words; nothing of an API whose rights nobody tells.
    pub fn words(&self, operation: &Operation) -> Option<String> {
        if !self.is_of_harbor() {
            return None;
        }
        let w = &words().explorer;
        let project = self.project.as_deref();
        Some(match self.of(operation) {
            Allowed::Yes => {
                let needed = need(method(operation.method), &operation.path);
                match (needed, project) {
                    (Some(Need::InProject(..)), Some(project)) => w.may_in(project),
                    _ => w.may.to_owned(),
                }
            }
            Allowed::No(needed) => self.needed(needed),
            Allowed::Unknown => w.may_unknown.to_owned(),
        })
    }

    /// Why it would be refused.
    pub fn needed(&self, needed: Need) -> String {
        let w = &words().explorer;
        match (needed, self.project.as_deref()) {
            (Need::Administrator, _) => w.administrators.to_owned(),
            (Need::Itself, _) => w.harbor_itself.to_owned(),
            (Need::InProject(resource, action), Some(project)) => {
                w.needs_in(&format!("{resource}:{action}"), project)
            }
            _ => words().states.sign_in_first.to_owned(),
        }
    }
}

fn method(method: Method) -> harbor_api::Method {
    match method {
        Method::Get => harbor_api::Method::Get,
        Method::Head => harbor_api::Method::Head,
        Method::Post => harbor_api::Method::Post,
        Method::Put => harbor_api::Method::Put,
        Method::Patch => harbor_api::Method::Patch,
        Method::Delete => harbor_api::Method::Delete,
    }
}

/// `rights` are those in the project that the operation would be sent for, once they are known.
fn allowed(
    needed: Option<Need>,
    is_safe: bool,
    account: &Account,
    rights: Option<&Rights>,
) -> Allowed {
    let Some(needed) = needed else {
        return Allowed::Unknown;
    };
    let in_project = |resource: &str, action: &str| match rights {
        Some(rights) if rights.may(resource, action) => Allowed::Yes,
        Some(_) => Allowed::No(needed),
        None => Allowed::Unknown,
    };
    match (needed, account) {
        (Need::Anybody, _) => Allowed::Yes,
        (Need::Itself, _) => Allowed::No(needed),
        // Whoever is nobody changes nothing, and reads what is public.
        (Need::InProject(..) | Need::Depends, Account::Anonymous) if is_safe => Allowed::Unknown,
        (_, Account::Anonymous) => Allowed::No(needed),
        // Lists are all that answers, whatever the person may.
        (_, Account::CliSecret { .. }) => Allowed::Unknown,
        (
            Need::InProject(resource, action),
            Account::User {
                administrator: true,
                ..
            },
        ) => match rights {
            // A proxy cache takes no tags from anybody.
            Some(_) => in_project(resource, action),
            None => Allowed::Yes,
        },
        (Need::InProject(resource, action), _) => in_project(resource, action),
        (Need::SignedIn, _) => Allowed::Yes,
        (
            Need::Administrator | Need::Depends,
            Account::User {
                administrator: true,
                ..
            },
        ) => Allowed::Yes,
        (Need::Administrator, Account::User { .. }) => Allowed::No(needed),
        // The server doesn't tell a robot what it may in the system.
        (Need::Administrator | Need::Depends, _) => Allowed::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(administrator: bool) -> Account {
        Account::User {
            name: "ada".to_owned(),
            administrator,
        }
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let (admin, person, nobody) = (user(true), user(false), Account::Anonymous);
        let robot = Account::Robot {
            name: "robot$ci".to_owned(),
        };
        let tag = Need::InProject("tag", "delete");
        let none = Rights::default();
        for (needed, is_safe, account, rights, expected) in [
            (Some(tag), false, &person, None, Allowed::Unknown),
            (Some(tag), false, &person, Some(&none), Allowed::No(tag)),
            (Some(tag), false, &admin, None, Allowed::Yes),
            (Some(tag), false, &nobody, None, Allowed::No(tag)),
            (Some(tag), true, &nobody, None, Allowed::Unknown),
            (
                Some(Need::Administrator),
                true,
                &person,
                None,
                Allowed::No(Need::Administrator),
            ),
            (
                Some(Need::Administrator),
                true,
                &robot,
                None,
                Allowed::Unknown,
            ),
            (Some(Need::Depends), true, &person, None, Allowed::Unknown),
            (Some(Need::Depends), true, &admin, None, Allowed::Yes),
            (
                Some(Need::Itself),
                true,
                &admin,
                None,
                Allowed::No(Need::Itself),
            ),
            (None, true, &admin, None, Allowed::Unknown),
        ] {
            let found = allowed(needed, is_safe, account, rights);
            assert_eq!(found, expected, "{needed:?} {account:?}");
        }
    }
}
