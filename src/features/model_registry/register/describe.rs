//! The first step: tenant and project.

use harbor_api::{ProjectName, operations::ListProjects};
use leptos::prelude::*;
use model_registry_api::{NewTenant, check_project_name};
use pilothouse_protocol::ReadTenants;

use super::{Wizard, name_problem};
use crate::{
    failure::failure_reason,
    features::{
        model_registry::tenants::{TenantFields, TenantForm},
        projects::ProjectOptions,
    },
    ipc::load::{load_answer, load_list},
    ui::{Checkbox, Field, FormButtons, FormFailure, Select},
    words::words,
};

/// The choice of a tenant that is not there yet; no tenant's key is empty.
const NEW: &str = "";

/// What is typed.
#[derive(Clone, Copy)]
pub struct Form {
    /// The key of the tenant that is chosen; [`NEW`] for a new one.
    pub tenant: RwSignal<String>,
    new_tenant: TenantForm,
    name: RwSignal<String>,
    pub display_name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub public: RwSignal<bool>,
    tried: RwSignal<bool>,
}

impl Form {
    pub fn new(name: String) -> Self {
        Self {
            tenant: RwSignal::new(NEW.to_owned()),
            new_tenant: TenantForm::new(NewTenant::default()),
            display_name: RwSignal::new(name.clone()),
            name: RwSignal::new(name),
            description: RwSignal::new(String::new()),
            public: RwSignal::new(false),
            tried: RwSignal::new(false),
        }
    }

    /// The project, where all that is needed of it is there.
    pub fn project(self) -> Option<ProjectName> {
        self.tried.set(true);
        let is_named = self
            .display_name
            .with_untracked(|name| !name.trim().is_empty());
        let project = self
            .name
            .with_untracked(|name| check_project_name(name.trim()).ok());
        project.filter(|_| is_named)
    }

    /// The tenant that is to be made first, if it is a new one.
    pub fn new_tenant(self) -> Result<Option<NewTenant>, ()> {
        if self.tenant.with_untracked(|key| key != NEW) {
            return Ok(None);
        }
        self.new_tenant.tenant().map(Some).ok_or(())
    }

    /// From now on it is chosen; services name a tenant by its name too.
    pub fn tenant_was_made(self, name: String) {
        self.tenant.try_set(name);
    }
}

#[component]
pub fn Describe(wizard: Wizard, on_close: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let form = wizard.describe;
    let connection = wizard.shared.connection;
    let tenants = load_answer(connection, move || {
        Some(ReadTenants {
            connection: connection.get(),
        })
    });
    // The first one that there is, where nobody has chosen.
    let has_chosen = StoredValue::new(false);
    Effect::new(move |_| {
        if let Some(known) = tenants.data.get()
            && let Some(first) = known.tenants.first()
            && !has_chosen.get_value()
            && form.tenant.with_untracked(|key| key == NEW)
        {
            has_chosen.set_value(true);
            form.tenant.set(first.key().to_owned());
        }
    });
    let choices = Signal::derive(move || {
        let known = tenants.data.get();
        let mut choices: Vec<(String, String)> = known
            .iter()
            .flat_map(|known| &known.tenants)
            .map(|tenant| (tenant.key().to_owned(), tenant.name.clone()))
            .collect();
        // One that was made a moment ago.
        let chosen = form.tenant.get();
        if chosen != NEW && choices.iter().all(|(key, _)| *key != chosen) {
            choices.push((chosen.clone(), chosen));
        }
        choices.push((NEW.to_owned(), w.new_tenant_option.to_owned()));
        choices
    });
    let is_new = Memo::new(move |_| form.tenant.with(|key| key == NEW));
    let problem = Signal::derive(move || {
        let name = form.name.get();
        let name = name.trim();
        if name.is_empty() && !form.tried.get() {
            return None;
        }
        name_problem(name)
    });
    let display_problem = Signal::derive(move || {
        let is_empty = form.display_name.with(|name| name.trim().is_empty());
        (form.tried.get() && is_empty).then(|| w.display_missing.to_owned())
    });
    let projects = load_list(connection, || Some(ListProjects::without_details()));
    let not_read = move || {
        let failure = tenants.failure.get()?;
        Some(view! { <p class="hint bad">{failure_reason(&failure)}</p> })
    };
    view! {
        <form
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                wizard.look();
            }
        >
            <div class="dlg-b col g12">
                <Select
                    id="register-tenant"
                    label=w.tenant_column
                    value=form.tenant
                    choices=choices
                />
                {not_read}
                <Show when=move || is_new.get()>
                    <TenantFields form=form.new_tenant />
                </Show>
                <Field
                    id="register-name"
                    label=w.harbor_project
                    value=form.name
                    problem=problem
                    hint=w.project_hint
                    list="register-projects"
                />
                <ProjectOptions id="register-projects" typed=form.name projects=projects />
                <Field
                    id="register-display-name"
                    label=w.display_name
                    value=form.display_name
                    problem=display_problem
                />
                <Field id="register-description" label=w.description value=form.description />
                {move || {
                    wizard.failure.get().map(|failure| view! { <FormFailure failure=failure /> })
                }}
            </div>
            <FormButtons
                send=w.go_on
                on_cancel=on_close
                is_wrong=Signal::derive(move || problem.get().is_some())
                busy=Signal::derive(move || wizard.busy.with(Option::is_some))
                why_off=wizard.shared.register_off
            />
        </form>
    }
}

/// Whether everybody may see the project: asked where Harbor does not say it yet.
#[component]
pub fn Visibility(form: Form) -> impl IntoView {
    view! {
        <Checkbox id="register-public" value=form.public>
            {words().model_registry.project_public}
        </Checkbox>
    }
}
