//! Tenants: the list of them, and what is sent of one.

use std::sync::Arc;

use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::Tenants};
use model_registry_api::{NewTenant, TenantSaved};
use pilothouse_protocol::{ConnectionId, Failure, SaveTenant};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::model_registry::{models::KeptNote, page::Shared},
    filter::FilterField,
    ipc,
    list::{Column, List, ListPage, ListWords, TableOf, Values},
    registries::registries,
    ui::{Dialog, DialogForm, Empty, Field, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = Tenants::COLUMNS;

fn columns() -> Vec<Column> {
    let w = &words().model_registry;
    vec![
        Column::new(OF_LIST, "name", w.name)
            .width(160)
            .class("p")
            .sorted()
            .exported(&[("name", w.name), ("id", "id")]),
        Column::new(OF_LIST, "company", w.company).class("p2"),
        Column::new(OF_LIST, "url", w.url).width(220),
        Column::new(OF_LIST, "projects", w.projects).width(220),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().model_registry;
    vec![
        FilterField::new(OF_LIST, "name", w.name, "people"),
        FilterField::new(OF_LIST, "company", w.company, "people"),
        FilterField::new(OF_LIST, "projects", w.projects, "projects"),
    ]
}

/// The part of the page.
#[component]
pub fn TenantsPart(shared: Shared) -> impl IntoView {
    let w = &words().model_registry;
    let list = List::open(shared.connection, Tenants {}, Some(Sort::ascending("name")));
    // A new one is a tenant with no name yet.
    let editing = RwSignal::new(None::<NewTenant>);
    reload_on_change(shared, list);
    let said = ListWords {
        find: w.find_tenant,
        all: w.the_tenants,
        one: w.tenant,
        copy_keys: w.copy_names,
        number: |number| words().model_registry.tenants_number(number),
    };
    let bar = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class="btn"
                id="new-tenant"
                disabled=move || shared.off.get().is_some()
                title=move || shared.off.get()
                on:click=move |_| editing.set(Some(NewTenant::default()))
            >
                <Icon name="plus" />
                {w.new_tenant}
            </button>
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="people" title=w.no_tenants text=w.no_tenants_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let tenant = NewTenant {
            name: values.text("name").to_owned(),
            company_name: values.text("company").to_owned(),
            url: values.text("url").to_owned(),
        };
        let projects = values.texts("projects").join(", ");
        let facts = view! {
            <dl class="kv">
                {pair(w.company, tenant.company_name.clone())}
                {pair(w.url, view! { <span class="mono wraps">{tenant.url.clone()}</span> })}
                {pair(w.projects, view! { <span class="wraps">{projects}</span> })}
            </dl>
        };
        let title = tenant.name.clone();
        let tenant = StoredValue::new(tenant);
        let footer = ViewFn::from(move || {
            view! {
                <button
                    type="button"
                    class="btn"
                    disabled=move || shared.off.get().is_some()
                    on:click=move |_| editing.set(Some(tenant.get_value()))
                >
                    <Icon name="pencil" />
                    {w.edit_tenant}
                </button>
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=title on_close=close footer=footer>
                {section(facts)}
            </Inspector>
        }
        .into_any()
    };
    let close = Callback::new(move |()| editing.set(None));
    let done = Callback::new(move |_: String| {
        shared.has_changed();
        editing.set(None);
    });
    view! {
        <KeptNote list=list text=w.tenants_kept />
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.tenants.to_owned()
            empty=empty
            bar=bar
            inspector=Callback::new(inspector)
        />
        {move || {
            editing
                .get()
                .map(|tenant| {
                    view! {
                        <TenantDialog shared=shared tenant=tenant on_done=done on_close=close />
                    }
                })
        }}
    }
}

/// Reads a list again when something was changed here.
pub fn reload_on_change(shared: Shared, list: List) {
    Effect::new(move |before: Option<()>| {
        shared.changed.track();
        if before.is_some() {
            list.reload();
        }
    });
}

/// What is typed of a tenant.
#[derive(Clone, Copy)]
pub struct TenantForm {
    pub name: RwSignal<String>,
    company: RwSignal<String>,
    url: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl TenantForm {
    pub fn new(tenant: NewTenant) -> Self {
        Self {
            name: RwSignal::new(tenant.name),
            company: RwSignal::new(tenant.company_name),
            url: RwSignal::new(tenant.url),
            tried: RwSignal::new(false),
        }
    }

    fn missing(self, value: RwSignal<String>, said: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_empty = value.with(|text| text.trim().is_empty());
            (self.tried.get() && is_empty).then(|| said.to_owned())
        })
    }

    /// What is to be sent; says what is missing where it is not whole.
    pub fn tenant(self) -> Option<NewTenant> {
        self.tried.set(true);
        let text = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
        let tenant = NewTenant {
            name: text(self.name),
            company_name: text(self.company),
            url: text(self.url),
        };
        let is_whole = [&tenant.name, &tenant.company_name, &tenant.url]
            .iter()
            .all(|text| !text.is_empty());
        is_whole.then_some(tenant)
    }
}

/// The fields of a tenant.
#[component]
pub fn TenantFields(form: TenantForm, #[prop(optional)] is_known: bool) -> impl IntoView {
    let w = &words().model_registry;
    view! {
        <Field
            id="tenant-name"
            label=w.name
            value=form.name
            problem=form.missing(form.name, w.name_missing)
            hint=w.existing_is_updated
            off=is_known
        />
        <Field
            id="tenant-company"
            label=w.company
            value=form.company
            problem=form.missing(form.company, w.company_missing)
        />
        <Field
            id="tenant-url"
            label=w.url
            value=form.url
            problem=form.missing(form.url, w.url_missing)
            placeholder="https://"
        />
    }
}

/// Sends a tenant and says what became of it.
pub async fn send_tenant(connection: ConnectionId, tenant: NewTenant) -> Result<String, Failure> {
    let w = &words().model_registry;
    let name = tenant.name.clone();
    let outcome = ipc::call(SaveTenant { connection, tenant }).await?;
    Ok(match outcome.saved {
        TenantSaved::Created => w.tenant_made(&name),
        TenantSaved::Updated => w.tenant_updated(&name),
    })
}

/// The form of one tenant; without a name it is a new one.
#[component]
pub fn TenantDialog(
    shared: Shared,
    tenant: NewTenant,
    on_done: Callback<String>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().model_registry;
    let registries = registries();
    let is_known = !tenant.name.is_empty();
    let title = match is_known {
        true => w.edit_tenant_title(&tenant.name),
        false => w.new_tenant.to_owned(),
    };
    let form = TenantForm::new(tenant);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let save = move || {
        let Some(tenant) = form.tenant().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let connection = shared.connection.get_untracked();
        let name = tenant.name.clone();
        spawn_local(async move {
            let outcome = send_tenant(connection, tenant).await;
            busy.try_set(false);
            match outcome {
                Ok(said) => {
                    registries.toasts.done(said, None);
                    on_done.try_run(name);
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=save
                failure=failure
                send=w.save_tenant
                on_cancel=on_close
                is_wrong=false
                busy=busy
                why_off=shared.off
            >
                <TenantFields form=form is_known=is_known />
            </DialogForm>
        </Dialog>
    }
}
