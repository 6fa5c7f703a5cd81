//! Registering a Harbor project: its tenant, what that takes from the project, and the refresh of its
//! models.

mod describe;
mod losses;
mod outcome;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use harbor_api::{
    ProjectName,
    operations::ListProjectArtifacts,
    types::{Artifact, ArtifactKind},
};
use leptos::prelude::*;
use model_registry_api::{ProjectDraft, check_project_name};
use pilothouse_protocol::{
    ConnectionId, Failure, FailureCode, ProjectPart, ProjectRestored, ProjectSettings,
    ReadProjectSettings, RegisterProject, RestoreProject,
};
use wasm_bindgen_futures::spawn_local;

use self::{describe::Describe, losses::Losses, outcome::Outcome};
use crate::{
    features::model_registry::{page::Shared, refreshing::Refreshing, tenants::send_tenant},
    ipc::{self, Ticket, harbor_all},
    registries::registries,
    ui::Dialog,
    words::words,
};

/// Where one is.
#[derive(Clone, PartialEq)]
enum Step {
    Describe,
    /// What is lost; nothing of a project that is not in Harbor yet.
    Confirm,
    /// It is registered.
    Registered,
}

/// What the steps share.
#[derive(Clone, Copy)]
struct Wizard {
    shared: Shared,
    step: RwSignal<Step>,
    describe: describe::Form,
    /// What Harbor has of the project; nothing where it has no such project.
    settings: RwSignal<Option<Arc<ProjectSettings>>>,
    /// What projects had before a registering that may have set them back all the same: what is read
    /// after it may be the defaults.
    before: RwSignal<BTreeMap<ProjectName, Arc<ProjectSettings>>>,
    put_back: RwSignal<bool>,
    /// The project's models, and which of them are to be refreshed.
    models: RwSignal<Vec<String>>,
    chosen: RwSignal<BTreeSet<String>>,
    restored: RwSignal<Option<Result<ProjectRestored, Failure>>>,
    /// What goes on, in words.
    busy: RwSignal<Option<&'static str>>,
    failure: RwSignal<Option<Failure>>,
    refreshing: Refreshing,
}

/// 'Register a Harbor project'
#[component]
pub fn RegisterDialog(shared: Shared, name: String, on_close: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let wizard = Wizard {
        shared,
        step: RwSignal::new(Step::Describe),
        describe: describe::Form::new(name),
        settings: RwSignal::new(None),
        before: RwSignal::default(),
        put_back: RwSignal::new(true),
        models: RwSignal::default(),
        chosen: RwSignal::default(),
        restored: RwSignal::new(None),
        busy: RwSignal::new(None),
        failure: RwSignal::new(None),
        refreshing: Refreshing::new(shared.connection),
    };
    let stays =
        Signal::derive(move || wizard.busy.with(Option::is_some) || wizard.refreshing.is_busy());
    let step = move || match wizard.step.get() {
        Step::Describe => view! { <Describe wizard=wizard on_close=on_close /> }.into_any(),
        Step::Confirm => view! { <Losses wizard=wizard on_close=on_close /> }.into_any(),
        Step::Registered => view! { <Outcome wizard=wizard on_close=on_close /> }.into_any(),
    };
    view! {
        <Dialog title=w.register_title wide=true stays=stays on_close=on_close>
            {step}
        </Dialog>
    }
}

impl Wizard {
    /// Makes the tenant where it is a new one, and reads what registering would take.
    fn look(self) {
        let Some(project) = self.describe.project() else {
            return;
        };
        if self.busy.get_untracked().is_some() {
            return;
        }
        let new_tenant = match self.describe.new_tenant() {
            Ok(tenant) => tenant,
            // It says itself what is missing.
            Err(()) => return,
        };
        self.failure.set(None);
        self.busy.set(Some(words().model_registry.reading));
        let connection = self.shared.connection.get_untracked();
        let toasts = registries().toasts;
        spawn_local(async move {
            let work = async {
                if let Some(tenant) = new_tenant {
                    let name = tenant.name.clone();
                    let said = send_tenant(connection.clone(), tenant).await?;
                    toasts.done(said, None);
                    self.describe.tenant_was_made(name);
                }
                let command = ReadProjectSettings {
                    connection: connection.clone(),
                    project: project.clone(),
                };
                let settings = ipc::call(command).await?;
                let is_missing = settings.unread.iter().any(|(part, failure)| {
                    *part == ProjectPart::Configuration && failure.code == FailureCode::NotFound
                });
                let models = match is_missing {
                    true => Vec::new(),
                    false => models_in(connection, &project).await?,
                };
                Ok::<_, Failure>((is_missing, settings, models))
            };
            let outcome = work.await;
            self.busy.try_set(None);
            match outcome {
                Ok((is_missing, settings, models)) => {
                    let before = self
                        .before
                        .try_with_untracked(|all| all.get(&project).cloned());
                    let settings = match before.flatten() {
                        Some(before) => Some(before),
                        None => (!is_missing).then(|| Arc::new(settings)),
                    };
                    if let Some(settings) = &settings {
                        self.describe.public.try_set(settings.is_public);
                    }
                    self.restored.try_set(None);
                    self.settings.try_set(settings);
                    self.chosen.try_set(models.iter().cloned().collect());
                    self.models.try_set(models);
                    self.step.try_set(Step::Confirm);
                }
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Registers, and puts back what that took.
    fn register(self) {
        let Some(project) = self.describe.project() else {
            return;
        };
        if self.busy.get_untracked().is_some() {
            return;
        }
        let w = &words().model_registry;
        self.failure.set(None);
        self.restored.set(None);
        self.busy.set(Some(w.registering));
        let settings = self.settings.get_untracked();
        let command = RegisterProject {
            connection: self.shared.connection.get_untracked(),
            project: ProjectDraft {
                name: project.to_string(),
                display_name: self.describe.display_name.get_untracked().trim().to_owned(),
                tenant_id: self.describe.tenant.get_untracked(),
                description: self.describe.description.get_untracked().trim().to_owned(),
                public: self.describe.public.get_untracked(),
            },
            is_in_harbor: settings.is_some(),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            self.busy.try_set(None);
            match outcome {
                Ok(_) => {
                    self.shared.has_changed();
                    self.step.try_set(Step::Registered);
                    if self.put_back.try_get_untracked() == Some(true) {
                        self.restore();
                    }
                }
                Err(failure) => {
                    if let Some(settings) = settings.filter(|_| may_have_happened(&failure)) {
                        self.before.try_update(|all| all.insert(project, settings));
                    }
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Whether what a project had is still held after a registering whose end is not known.
    fn is_uncertain(self) -> bool {
        self.settings.with(|settings| {
            settings.as_ref().is_some_and(|settings| {
                self.before
                    .with(|all| all.values().any(|before| before.id == settings.id))
            })
        })
    }

    fn restore(self) {
        let Some(settings) = self.settings.get_untracked() else {
            return;
        };
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.restored.set(None);
        self.busy.set(Some(words().model_registry.restoring));
        let command = RestoreProject {
            settings: settings.id,
            parts: vec![
                ProjectPart::Configuration,
                ProjectPart::Members,
                ProjectPart::Webhooks,
            ],
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            self.busy.try_set(None);
            self.restored.try_set(Some(outcome));
        });
    }
}

/// Whether a change may have been made although it failed: no answer came, or none of the service's
/// own that refuses it.
fn may_have_happened(failure: &Failure) -> bool {
    matches!(
        failure.code,
        FailureCode::TimedOut
            | FailureCode::Unreachable
            | FailureCode::Server
            | FailureCode::BadAnswer
            | FailureCode::NotHarbor
            | FailureCode::Cancelled
    )
}

/// The repositories of a project that hold a model, by project and name.
async fn models_in(
    connection: ConnectionId,
    project: &ProjectName,
) -> Result<Vec<String>, Failure> {
    let operation = ListProjectArtifacts {
        with_tag: Some(false),
        ..ListProjectArtifacts::new(project.clone())
    };
    let all = harbor_all(connection, &operation, Ticket::new(), false).await;
    let all = match all {
        Ok(all) => all.value,
        // Older servers don't list a project's artifacts: its models are refreshed on their own page.
        Err(failure) if failure.code == FailureCode::NotFound => return Ok(Vec::new()),
        Err(failure) => return Err(failure),
    };
    let is_model = |artifact: &&Artifact| artifact.kind() == ArtifactKind::Model;
    let models: BTreeSet<String> = all
        .iter_good()
        .filter(is_model)
        .map(|artifact| artifact.repository_name.clone())
        .filter(|name| !name.is_empty())
        .collect();
    Ok(models.into_iter().collect())
}

/// What is wrong with a project's name, by the rule that it hurts.
fn name_problem(name: &str) -> Option<String> {
    use model_registry_api::InvalidProjectName::{Beginning, Character, Harbor, Length};
    let w = &words().model_registry;
    Some(match check_project_name(name).err()? {
        Length => w.rule_length.to_owned(),
        Beginning => w.rule_beginning.to_owned(),
        Character(character) => w.rule_character(character),
        Harbor => w.rule_harbor.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_changes_nothing_and_silence_may_have() {
        for (code, expected) in [
            (FailureCode::TimedOut, true),
            (FailureCode::Server, true),
            (FailureCode::BadAnswer, true),
            (FailureCode::Invalid, false),
            (FailureCode::TokenRefused, false),
            (FailureCode::Precondition, false),
        ] {
            assert_eq!(
                may_have_happened(&Failure::new(code, "")),
                expected,
                "{code:?}"
            );
        }
    }
}
