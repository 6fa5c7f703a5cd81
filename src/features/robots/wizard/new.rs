//! Making an account in three steps: who it is, what it may, and its secret.

use chrono::Utc;
use harbor_api::{
    ProjectName, RobotName,
    operations::GetConfiguration,
    robots::{Selection, full_name},
    types::{NewRobot, RobotLevel},
};
use leptos::prelude::*;
use pilothouse_protocol::{CreateRobot, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::robots::{
        list::{Held, RobotList},
        secrets::secret::SecretPage,
        wizard::{
            grants::{Grant, Place, permissions_of},
            lifetime::{LifetimeDraft, LifetimeField},
            permissions::{Grants, GrantsSentence, PermissionsField},
        },
    },
    ipc::{self, Ticket, harbor_in_background},
    registries::registries,
    ui::{Dialog, Field, FormFailure, Icon, Select},
    words::words,
};

/// The longest description that a server keeps, in characters.
pub const LONGEST_DESCRIPTION: usize = 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Identity,
    Permissions,
    Secret,
}

/// What is wrong with a name, while it is typed.
fn name_problem(name: &str, project: Option<&str>) -> Option<&'static str> {
    let w = &words().robots;
    if name.is_empty() {
        return Some(w.name_missing);
    }
    match RobotName::new(name) {
        Err(_) if name.len() > 255 => Some(w.name_long),
        Err(_) => Some(w.name_wrong),
        Ok(name) => (!name.fits(project)).then_some(w.name_long),
    }
}

/// 'New robot account'
#[component]
pub fn NewRobotDialog(
    robots: RobotList,
    /// Those that it may be an own account of; none for an account of the system.
    projects: Vec<ProjectName>,
    /// What the server puts before names, as far as an account shows it.
    prefix: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().robots;
    let registries = registries();
    let now = Utc::now();
    let step = RwSignal::new(Step::Identity);
    let name = RwSignal::new(String::new());
    let is_left = RwSignal::new(false);
    // A name, and the project in which it is taken.
    let taken = RwSignal::new(None::<(String, Option<String>)>);
    // A name, and what the server said of it.
    let refused = RwSignal::new(None::<(String, String)>);
    let description = RwSignal::new(String::new());
    let lifetime = LifetimeDraft::new();
    let held: Held = RwSignal::new(None);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let is_of_project = !projects.is_empty();
    let choices: Vec<(String, String)> = projects
        .iter()
        .map(|project| (project.to_string(), project.to_string()))
        .collect();
    let choices = StoredValue::new(choices);
    let chosen = RwSignal::new(
        projects
            .first()
            .map(ProjectName::to_string)
            .unwrap_or_default(),
    );
    let project = Memo::new(move |_| is_of_project.then(|| chosen.get()));
    let own = move |name: String| Grant::new(Place::Project(name), Selection::default());
    let grants = Grants::new(project.get_untracked().map(own).into_iter().collect());
    // What was chosen for one project is not given in another.
    Effect::new(move |before: Option<Option<String>>| {
        let project = project.get();
        if before.is_some_and(|before| before != project) {
            grants
                .all
                .set(project.clone().map(own).into_iter().collect());
        }
        project
    });
    let wrong = move || {
        project.with(|project| name.with(|name| name_problem(name.trim(), project.as_deref())))
    };
    let said_of_name = Signal::derive(move || {
        let typed = name.get();
        let is_taken = taken.with(|taken| {
            taken
                .as_ref()
                .is_some_and(|(name, of)| name == typed.trim() && *of == project.get())
        });
        if is_taken {
            return Some(w.name_taken.to_owned());
        }
        let refusal = refused.with(|refused| {
            let (name, said) = refused.as_ref()?;
            (name == typed.trim()).then(|| said.clone())
        });
        if refusal.is_some() {
            return refusal;
        }
        // Nobody is told that a name is missing before they could type one.
        let is_begun = !typed.is_empty() || is_left.get();
        wrong().filter(|_| is_begun).map(str::to_owned)
    });
    let said_of_description = Signal::derive(move || {
        let count = description.with(|text| text.chars().count());
        (count > LONGEST_DESCRIPTION).then(|| w.description_long.to_owned())
    });
    // Administrators can ask for it.
    let prefix = RwSignal::new(prefix);
    if robots.is_administrator.get_untracked() {
        let connection = robots.connection.get_untracked();
        spawn_local(async move {
            let configuration =
                harbor_in_background(connection, &GetConfiguration {}, Ticket::new()).await;
            // Where it can't be read, the usual one is as good a guess as any.
            if let Ok(configuration) = configuration
                && let Some(known) = configuration.value.value("robot_name_prefix")
                && let Some(known) = known.as_str()
                && !known.is_empty()
            {
                prefix.try_set(known.to_owned());
            }
        });
    }
    let full = Memo::new(move |_| {
        let typed = name.get();
        project.with(|project| {
            prefix.with(|prefix| full_name(prefix, project.as_deref(), typed.trim()))
        })
    });
    let is_identified = move || {
        wrong().is_none()
            && said_of_name.get().is_none()
            && said_of_description.get().is_none()
            && lifetime.problem(now).is_none()
    };
    let next = move || {
        is_left.set(true);
        if is_identified() {
            failure.set(None);
            step.set(Step::Permissions);
        }
    };
    let create = move || {
        let Some(life) = lifetime.chosen(now) else {
            step.set(Step::Identity);
            return;
        };
        if busy.get_untracked() || !grants.is_complete() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let sent = name.get_untracked().trim().to_owned();
        let of = project.get_untracked();
        let command = CreateRobot {
            connection: robots.connection.get_untracked(),
            robot: NewRobot {
                name: sent.clone(),
                description: description.get_untracked().trim().to_owned(),
                level: if is_of_project {
                    RobotLevel::Project
                } else {
                    RobotLevel::System
                },
                duration: life.duration(),
                permissions: grants.all.with_untracked(|all| permissions_of(all)),
            },
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(made) => {
                    registries.toasts.done(w.was_created(&made.name), None);
                    robots.has_grown();
                    held.try_set(Some(made));
                    step.try_set(Step::Secret);
                }
                Err(problem) if problem.code == FailureCode::Conflict => {
                    taken.try_set(Some((sent, of)));
                    step.try_set(Step::Identity);
                }
                // Harbor's words name the member that it does not take.
                Err(problem)
                    if problem.code == FailureCode::Invalid
                        && problem.message.contains("robot name") =>
                {
                    refused.try_set(Some((sent, problem.message)));
                    step.try_set(Step::Identity);
                }
                Err(problem) => {
                    // How long it lives is chosen there, too.
                    if problem.message.contains("duration") {
                        step.try_set(Step::Identity);
                    }
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let steps = [
        (Step::Identity, w.identity),
        (Step::Permissions, w.permissions),
        (Step::Secret, w.secret),
    ];
    let stepper = steps
        .into_iter()
        .enumerate()
        .map(|(at, (this, words))| {
            let class = move || {
                let now = step.get();
                if now == this {
                    "s is-active"
                } else if now > this {
                    "s is-done"
                } else {
                    "s"
                }
            };
            view! {
                {(at > 0).then(|| view! { <span class="ln"></span> })}
                <span
                    class=class
                    aria-current=move || (step.get() == this).then_some("step")
                >
                    <b>
                        {move || {
                            if step.get() > this {
                                view! { <Icon name="check" class="i-12" /> }.into_any()
                            } else {
                                (at + 1).to_string().into_any()
                            }
                        }}
                    </b>
                    {words}
                </span>
            }
        })
        .collect_view();
    let identity = move || {
        view! {
            <form
                novalidate=true
                class="robot-step"
                on:submit=move |event| {
                    event.prevent_default();
                    next();
                }
            >
                <div class="dlg-b col g12">
                    {(choices.with_value(Vec::len) > 1)
                        .then(|| {
                            view! {
                                <Select
                                    id="robot-project"
                                    label=w.project
                                    value=chosen
                                    choices=Signal::derive(move || choices.get_value())
                                />
                            }
                        })}
                    <Field
                        id="robot-name"
                        label=w.short_name
                        value=name
                        problem=said_of_name
                        autofocus=true
                        on_leave=Callback::new(move |()| is_left.set(true))
                    />
                    <div class="row g6 t125">
                        <span class="muted">{w.signs_in_as}</span>
                        <span class="mono wraps" id="robot-full-name">
                            {move || full.get()}
                        </span>
                    </div>
                    <Field
                        id="robot-description"
                        label=w.description
                        value=description
                        problem=said_of_description
                    />
                    <LifetimeField draft=lifetime now=now />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button type="submit" class="btn primary" id="robot-next">
                        {w.next}
                    </button>
                </div>
            </form>
        }
    };
    let permissions = move || {
        view! {
            <div class="robot-step">
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
                    <button type="button" class="btn" on:click=move |_| step.set(Step::Identity)>
                        {w.back}
                    </button>
                    <button
                        type="button"
                        class="btn primary"
                        id="robot-create"
                        disabled=move || {
                            busy.get() || !grants.is_complete() || robots.off.get().is_some()
                        }
                        title=move || robots.off.get()
                        on:click=move |_| create()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.create}
                    </button>
                </div>
            </div>
        }
    };
    let body = move || match (step.get(), held.get()) {
        (Step::Secret, Some(held)) => {
            view! { <SecretPage robots=robots held=held on_done=on_close /> }.into_any()
        }
        (Step::Permissions, _) => permissions().into_any(),
        _ => identity().into_any(),
    };
    // Whoever waits for the secret must not lose it by Escape.
    let stays = Signal::derive(move || busy.get() || step.get() == Step::Secret);
    view! {
        <Dialog title=w.new large=true stays=stays on_close=on_close>
            <div class="steps pad" id="robot-steps">
                {stepper}
            </div>
            {body}
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_while_they_are_typed() {
        let w = &words().robots;
        let long = "a".repeat(250);
        for (name, project, problem) in [
            ("ci-push", None, None),
            ("ci-push", Some("skaha"), None),
            ("", None, Some(w.name_missing)),
            ("CI", None, Some(w.name_wrong)),
            ("ci--push", None, Some(w.name_wrong)),
            ("a+b", None, Some(w.name_wrong)),
            (long.as_str(), None, None),
            (long.as_str(), Some("skaha"), Some(w.name_long)),
        ] {
            assert_eq!(name_problem(name, project), problem, "{name:.20}");
        }
    }
}
