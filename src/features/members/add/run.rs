//! Adding several members, one after the other.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference, UserGroupId,
    operations::CreateMember,
    types::{GroupKind, MemberGroup, NewMember, Role},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};

use crate::{failure::failure_reason, ipc::write::send, registries::Registries, words::words};

/// Somebody who is to become a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Newcomer {
    /// By name; the server looks in LDAP too.
    User(String),
    Group {
        id: UserGroupId,
        name: String,
    },
    /// One that the registry need not know yet: by name, or by distinguished name in a directory.
    UnknownGroup {
        kind: GroupKind,
        name: String,
    },
}

impl Newcomer {
    pub fn name(&self) -> &str {
        match self {
            Self::User(name) | Self::Group { name, .. } | Self::UnknownGroup { name, .. } => name,
        }
    }

    pub fn is_group(&self) -> bool {
        !matches!(self, Self::User(_))
    }

    fn member(&self, role: Role) -> NewMember {
        match self {
            Self::User(name) => NewMember::user(name.clone(), role),
            Self::Group { id, .. } => NewMember::group(MemberGroup::known(*id), role),
            Self::UnknownGroup { kind, name } => {
                NewMember::group(MemberGroup::named(*kind, name), role)
            }
        }
    }

    /// Why the server does not take them, at their name.
    fn problem(&self, failure: &Failure) -> String {
        let w = &words().members;
        match failure.code {
            FailureCode::Conflict => w.already_member(self.name()),
            FailureCode::NotFound if !self.is_group() => w.no_such_user(self.name()),
            FailureCode::NotFound => words().add_members.no_such_group(self.name()),
            _ => failure_reason(failure),
        }
    }
}

/// What became of those who were to be added.
#[derive(Default)]
pub struct Added {
    pub added: Vec<Newcomer>,
    /// Those who were not, each with the reason.
    pub refused: Vec<(Newcomer, String)>,
    /// Why it ended early: nobody after them would fare better.
    pub failure: Option<Failure>,
}

/// Adds each with a role. `done` is told after each one; once `stopped` holds nobody more is added.
pub async fn add_members(
    registries: Registries,
    connection: ConnectionId,
    project: ProjectName,
    newcomers: Vec<(Newcomer, Role)>,
    stopped: RwSignal<bool>,
    done: Arc<dyn Fn(usize) + Send + Sync>,
) -> Added {
    let mut outcome = Added::default();
    for (newcomer, role) in newcomers {
        if stopped.try_get_untracked().unwrap_or(true) {
            break;
        }
        let operation = CreateMember {
            project_name_or_id: ProjectReference::Name(project.clone()),
            body: newcomer.member(role),
        };
        match send(registries, connection.clone(), &operation).await {
            Ok(()) => outcome.added.push(newcomer),
            Err(failure) => match failure.code {
                FailureCode::Conflict | FailureCode::NotFound | FailureCode::Invalid => {
                    let problem = newcomer.problem(&failure);
                    outcome.refused.push((newcomer, problem));
                }
                _ => {
                    outcome.failure = Some(failure);
                    break;
                }
            },
        }
        done(outcome.added.len() + outcome.refused.len());
    }
    outcome
}
