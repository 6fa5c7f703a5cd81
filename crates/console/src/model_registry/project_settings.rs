//! What registering sets back in Harbor: read before, saved as a file, put back afterwards.
//!
//! Invariant: what webhooks sign in with stays in here; neither the window nor the file has it.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use harbor_api::{
    Operation, ProjectName, ProjectReference, WebhookPolicyId,
    operations::{
        CreateMember, CreateWebhook, GetProject, ListMembers, ListWebhooks, UpdateMember,
        UpdateProject, UpdateWebhook,
    },
    types::{
        CveAllowlistChange, EntityType, Member, MemberGroup, NewMember, Project, ProjectChange,
        ProjectMetadata, Role, RoleChange, WebhookPolicy,
    },
};
use harbor_client::SendOptions;
use pilothouse_protocol::{
    ConnectionId, Failure, FailureCode, ProjectPart, ProjectRestored, ProjectSettings,
    ProjectSettingsId, ReadProjectSettings, RestoreProject, SaveFile, SaveProjectSettings,
    SavedMember,
};
use serde_json::{Value, json};

use crate::{
    changes,
    connection::runtime::Current,
    console::{Console, locked},
};

/// Settings that are held; more than one where somebody registers several projects.
#[derive(Default)]
pub(crate) struct HeldSettings {
    last: AtomicU64,
    held: Mutex<HashMap<u64, Held>>,
}

#[derive(Clone)]
struct Held {
    connection: ConnectionId,
    project: ProjectName,
    configuration: Option<Project>,
    members: Option<Vec<Member>>,
    webhooks: Option<Vec<WebhookPolicy>>,
}

impl HeldSettings {
    fn hold(&self, held: Held) -> ProjectSettingsId {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        locked(&self.held).insert(id, held);
        ProjectSettingsId(id)
    }

    fn get(&self, id: ProjectSettingsId) -> Result<Held, Failure> {
        let held = locked(&self.held);
        held.get(&id.0).cloned().ok_or_else(|| {
            Failure::new(
                FailureCode::NotFound,
                "These settings are no longer held: read them again.",
            )
        })
    }

    /// Forgets those of a connection.
    pub(crate) fn forget_of(&self, connection: &ConnectionId) {
        locked(&self.held).retain(|_, held| held.connection != *connection);
    }

    /// Forgets all: a window begins anew.
    pub(crate) fn clear(&self) {
        locked(&self.held).clear();
    }
}

/// Harbor refuses a change that names these, or they are another thing's.
const NOT_SET: &[&str] = &[ProjectMetadata::RETENTION];

impl Console {
    /// Reads a project's configuration, members and webhooks, as far as the account may.
    pub(crate) async fn read_project_settings(
        &self,
        command: ReadProjectSettings,
    ) -> Result<ProjectSettings, Failure> {
        let id = &command.connection;
        let current = self.client_for_call(id).await?;
        let reference = ProjectReference::Name(command.project.clone());
        let project = GetProject {
            project_name_or_id: reference.clone(),
        };
        let project = self.harbor_call(id, &current, &project).await;
        let members = ListMembers {
            project_name_or_id: reference.clone(),
            page: Default::default(),
            entityname: None,
        };
        let members = self.all_pages(id, &current, members).await;
        let webhooks = ListWebhooks {
            project_name_or_id: reference,
            sort: Default::default(),
            q: Default::default(),
            page: Default::default(),
        };
        let webhooks = self.all_pages(id, &current, webhooks).await;
        let mut unread = Vec::new();
        let mut note = |part, failure: &Failure| unread.push((part, failure.clone()));
        if let Err(failure) = &project {
            note(ProjectPart::Configuration, failure);
        }
        if let Err(failure) = &members {
            note(ProjectPart::Members, failure);
        }
        if let Err(failure) = &webhooks {
            note(ProjectPart::Webhooks, failure);
        }
        let held = Held {
            connection: id.clone(),
            project: command.project,
            configuration: project.ok(),
            members: members.ok(),
            webhooks: webhooks.ok(),
        };
        Ok(shown(
            self.model_registries.held.hold(held.clone()),
            &held,
            unread,
        ))
    }

    /// What was read, as a file.
    pub(crate) fn project_settings_file(
        &self,
        command: &SaveProjectSettings,
    ) -> Result<SaveFile, Failure> {
        let held = self.model_registries.held.get(command.settings)?;
        let text = serde_json::to_string_pretty(&document(&held))
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
        Ok(SaveFile {
            name: format!("{}-settings.json", held.project),
            text,
        })
    }

    /// Puts back what was read, each thing by itself: what fails does not keep the others.
    pub(crate) async fn restore_project(
        &self,
        command: RestoreProject,
    ) -> Result<ProjectRestored, Failure> {
        let held = self.model_registries.held.get(command.settings)?;
        let id = &held.connection;
        changes::allow_writing(self.read_only(id).await?)?;
        let current = self.client_for_call(id).await?;
        let mut restored = ProjectRestored::default();
        // The configuration goes last: it may forbid what the others need. Members come first.
        if let (true, Some(members)) =
            (command.parts.contains(&ProjectPart::Members), &held.members)
        {
            self.restore_members(&held, &current, members, &mut restored)
                .await;
        }
        if let (true, Some(webhooks)) = (
            command.parts.contains(&ProjectPart::Webhooks),
            &held.webhooks,
        ) {
            self.restore_webhooks(&held, &current, webhooks, &mut restored)
                .await;
        }
        if let (true, Some(project)) = (
            command.parts.contains(&ProjectPart::Configuration),
            &held.configuration,
        ) {
            let operation = UpdateProject {
                project_name_or_id: ProjectReference::Name(held.project.clone()),
                body: change_to(project),
            };
            match self.harbor_call(id, &current, &operation).await {
                Ok(()) => restored.configuration = true,
                Err(failure) => restored.failed.push((
                    ProjectPart::Configuration,
                    held.project.to_string(),
                    failure,
                )),
            }
        }
        Ok(restored)
    }

    async fn restore_members(
        &self,
        held: &Held,
        current: &Current,
        members: &[Member],
        restored: &mut ProjectRestored,
    ) {
        let id = &held.connection;
        let reference = ProjectReference::Name(held.project.clone());
        let list = ListMembers {
            project_name_or_id: reference.clone(),
            page: Default::default(),
            entityname: None,
        };
        let now: Vec<Member> = match self.all_pages(id, current, list).await {
            Ok(now) => now,
            Err(failure) => {
                let name = held.project.to_string();
                restored.failed.push((ProjectPart::Members, name, failure));
                return;
            }
        };
        for member in members {
            let here = now.iter().find(|it| {
                it.entity_id == member.entity_id && it.entity_type == member.entity_type
            });
            let Some(role) = member.role() else {
                let failure = Failure::new(
                    FailureCode::Invalid,
                    format!("Its role ({}) is not known here.", member.role_id),
                );
                let name = member.entity_name.clone();
                restored.failed.push((ProjectPart::Members, name, failure));
                continue;
            };
            let outcome = match here {
                Some(here) if here.role_id == member.role_id => Ok(()),
                Some(here) => {
                    let operation = UpdateMember {
                        project_name_or_id: reference.clone(),
                        mid: here.id,
                        body: RoleChange { role_id: role },
                    };
                    self.harbor_call(id, current, &operation).await
                }
                None => {
                    let operation = CreateMember {
                        project_name_or_id: reference.clone(),
                        body: member_again(member, role),
                    };
                    self.harbor_call(id, current, &operation).await
                }
            };
            match outcome {
                Ok(()) => restored.members += 1,
                Err(failure) => {
                    let name = member.entity_name.clone();
                    restored.failed.push((ProjectPart::Members, name, failure));
                }
            }
        }
        // Who is a member now and was none before may be the service's own account: nobody is removed.
    }

    async fn restore_webhooks(
        &self,
        held: &Held,
        current: &Current,
        webhooks: &[WebhookPolicy],
        restored: &mut ProjectRestored,
    ) {
        let id = &held.connection;
        let reference = ProjectReference::Name(held.project.clone());
        let list = ListWebhooks {
            project_name_or_id: reference.clone(),
            sort: Default::default(),
            q: Default::default(),
            page: Default::default(),
        };
        let now: Vec<WebhookPolicy> = match self.all_pages(id, current, list).await {
            Ok(now) => now,
            Err(failure) => {
                let name = held.project.to_string();
                restored.failed.push((ProjectPart::Webhooks, name, failure));
                return;
            }
        };
        for webhook in webhooks {
            let body = WebhookPolicy {
                id: WebhookPolicyId::default(),
                creation_time: None,
                update_time: None,
                ..webhook.clone()
            };
            let here = now.iter().find(|it| it.name == webhook.name);
            let outcome = match here {
                Some(here) => {
                    let operation = UpdateWebhook {
                        project_name_or_id: reference.clone(),
                        webhook_policy_id: here.id,
                        body: WebhookPolicy {
                            id: here.id,
                            ..body
                        },
                    };
                    self.harbor_call(id, current, &operation).await
                }
                None => {
                    let operation = CreateWebhook {
                        project_name_or_id: reference.clone(),
                        body,
                    };
                    self.harbor_call(id, current, &operation).await
                }
            };
            match outcome {
                Ok(()) => restored.webhooks += 1,
                Err(failure) => {
                    let name = webhook.name.clone();
                    restored.failed.push((ProjectPart::Webhooks, name, failure));
                }
            }
        }
    }

    /// Sends one of Harbor's operations as the connection's account.
    async fn harbor_call<O>(
        &self,
        id: &ConnectionId,
        current: &Current,
        operation: &O,
    ) -> Result<O::Reply, Failure>
    where
        O: Operation + Into<harbor_api::AnyOperation>,
    {
        let any: harbor_api::AnyOperation = operation.clone().into();
        let request = operation.request();
        let outcome = current
            .client
            .send_raw(&request, SendOptions::for_request(&request))
            .await;
        let reply = self.noted(id, current.epoch, outcome, &any).await?;
        <O::Reply as harbor_api::Decode>::decode(&reply.body).map_err(|error| {
            let request_id = Some(reply.request_id.clone());
            crate::calls::unreadable(&any, reply.status, request_id, &error.reason)
        })
    }
}

/// The change that makes a project's settings what they were.
fn change_to(project: &Project) -> ProjectChange {
    let settings = project.metadata.0.iter();
    let settings = settings.filter(|(key, _)| !NOT_SET.contains(&key.as_str()));
    let metadata = ProjectMetadata(
        settings
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    );
    ProjectChange {
        metadata: Some(metadata),
        cve_allowlist: project
            .cve_allowlist
            .as_ref()
            .map(|list| CveAllowlistChange {
                items: list.items.clone(),
                expires_at: list.expires_at,
            }),
    }
}

fn member_again(member: &Member, role: Role) -> NewMember {
    match member.entity_type {
        EntityType::Group => NewMember::group(
            MemberGroup {
                id: Some(member.entity_id),
                ..MemberGroup::default()
            },
            role,
        ),
        _ => NewMember::user(member.entity_name.clone(), role),
    }
}

fn shown(
    id: ProjectSettingsId,
    held: &Held,
    unread: Vec<(ProjectPart, Failure)>,
) -> ProjectSettings {
    let project = held.configuration.as_ref();
    let settings = project.into_iter().flat_map(|project| &project.metadata.0);
    let allowlist = project.and_then(|project| project.cve_allowlist.as_ref());
    let members = held.members.iter().flatten();
    let webhooks = held.webhooks.iter().flatten();
    ProjectSettings {
        id,
        is_public: project.is_some_and(Project::is_public),
        configuration: settings
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
        allowed_cves: allowlist.map_or(0, |list| list.items.len()),
        members: members
            .map(|member| SavedMember {
                name: member.entity_name.clone(),
                is_group: member.entity_type == EntityType::Group,
                role: member.role_name.clone(),
            })
            .collect(),
        webhooks: webhooks
            .map(|webhook| {
                let targets = webhook.targets.iter();
                let addresses: Vec<&str> = targets.map(|to| to.address.as_str()).collect();
                (webhook.name.clone(), addresses.join(", "))
            })
            .collect(),
        unread,
    }
}

/// What a person keeps of it.
fn document(held: &Held) -> Value {
    let without_secrets = |webhook: &WebhookPolicy| {
        let mut webhook = webhook.clone();
        for target in &mut webhook.targets {
            target.auth_header = None;
        }
        webhook
    };
    let project = held.configuration.as_ref();
    json!({
        "project": held.project,
        "metadata": project.map(|project| &project.metadata),
        "cve_allowlist": project.and_then(|project| project.cve_allowlist.as_ref()),
        "members": held.members,
        "webhooks": held.webhooks.as_ref().map(|webhooks| {
            webhooks.iter().map(without_secrets).collect::<Vec<_>>()
        }),
    })
}
