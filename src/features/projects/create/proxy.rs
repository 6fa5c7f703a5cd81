//! A new project as a cache of another registry.

use harbor_api::{
    Capabilities, Feature, ProjectName, ProxyCache, RegistryId,
    operations::ListRegistries,
    types::{ProjectMetadata, Registry},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::endpoints::{EndpointFields, EndpointForm, example_image},
    features::projects::{
        amounts::{bandwidth, connections},
        proxy_filter::filter_problem,
    },
    ipc::load::{Loaded, Rows, load_list},
    registries::registries,
    ui::{Absent, CopyIcon, Field, Icon, Select, Switch},
    words::words,
};

/// The choice of an endpoint that is still to be made.
const NEW: &str = "new";

/// What was chosen for a cache.
#[derive(Clone, Copy)]
pub struct ProxyForm {
    pub is_on: RwSignal<bool>,
    /// An endpoint's number, [`NEW`], or nothing.
    pub chosen: RwSignal<String>,
    pub endpoint: EndpointForm,
    /// The endpoints that there are.
    pub known: Loaded<Rows<Registry>>,
    bandwidth: RwSignal<String>,
    connections: RwSignal<String>,
    filter: RwSignal<String>,
}

impl ProxyForm {
    /// Off, or on with the endpoint that it is to be a cache of.
    pub fn new(connection: Signal<ConnectionId>, cache_of: Option<RegistryId>) -> Self {
        let is_on = RwSignal::new(cache_of.is_some());
        let known = load_list(connection, move || {
            is_on.get().then(|| ListRegistries {
                q: Default::default(),
                sort: Default::default(),
                page: Default::default(),
                name: None,
            })
        });
        let chosen = cache_of.map(|id| id.to_string()).unwrap_or_default();
        let chosen = RwSignal::new(chosen);
        // Where there is none yet, there is but one thing to do.
        Effect::new(move |_| {
            let is_empty = known.data.get().is_some_and(|rows| rows.good.is_empty());
            if is_empty && chosen.with_untracked(String::is_empty) {
                chosen.set(NEW.to_owned());
            }
        });
        Self {
            is_on,
            chosen,
            endpoint: EndpointForm::new(),
            known,
            bandwidth: RwSignal::new(String::new()),
            connections: RwSignal::new(String::new()),
            filter: RwSignal::new(String::new()),
        }
    }

    /// Whether an endpoint is to be made first.
    pub fn is_new(&self) -> bool {
        self.chosen.with(|chosen| chosen == NEW)
    }

    /// The endpoint that was chosen among those that there are.
    fn registry(&self) -> Option<std::sync::Arc<Registry>> {
        let id = self.chosen.get().parse().ok().map(RegistryId)?;
        let rows = self.known.data.get()?;
        rows.good.iter().find(|known| known.id == id).cloned()
    }

    /// The number that was chosen.
    pub fn registry_id(&self) -> Option<RegistryId> {
        let chosen = self.chosen.get_untracked();
        chosen.parse().ok().map(RegistryId)
    }

    /// The address of what is cached.
    fn upstream(&self) -> String {
        if self.is_new() {
            return self.endpoint.url.get();
        }
        self.registry()
            .map(|registry| registry.url.clone())
            .unwrap_or_default()
    }

    /// Whether everything is there that is needed.
    pub fn is_whole(&self) -> bool {
        if !self.is_on.get() {
            return true;
        }
        let has_endpoint = if self.is_new() {
            self.endpoint.is_whole()
        } else {
            !self.chosen.with(String::is_empty)
        };
        has_endpoint
            && self.bandwidth.with(|text| bandwidth(text)).is_ok()
            && self.connections.with(|text| connections(text)).is_ok()
            && self.filter.with(|text| filter_problem(text)).is_none()
    }

    /// Adds what was set to a project's settings.
    pub fn add_to(&self, metadata: ProjectMetadata) -> ProjectMetadata {
        let metadata = match bandwidth(&self.bandwidth.get_untracked()) {
            Ok(Some(kilobits)) => metadata.with(ProjectMetadata::PROXY_SPEED, kilobits.to_string()),
            _ => metadata,
        };
        let metadata = match connections(&self.connections.get_untracked()) {
            Ok(Some(number)) => {
                metadata.with(ProjectMetadata::MAXIMUM_CONNECTIONS, number.to_string())
            }
            _ => metadata,
        };
        let filter = self.filter.get_untracked();
        if filter.trim().is_empty() {
            return metadata;
        }
        metadata
            .with(ProjectMetadata::PROXY_FILTER, filter.trim())
            .with(ProjectMetadata::PROXY_FILTER_KIND, "doublestar")
    }
}

/// The switch, and what it brings.
#[component]
pub fn ProxyBox(
    connection: Signal<ConnectionId>,
    form: ProxyForm,
    name: Signal<Option<ProjectName>>,
) -> impl IntoView {
    let w = &words().new_project;
    view! {
        <div class="boxed" class:is-on=form.is_on>
            <div class="row">
                <Switch id="proxy" label=w.proxy value=form.is_on />
                <div>
                    <div class="semi">{w.proxy}</div>
                    <div class="hint">{w.proxy_why}</div>
                </div>
            </div>
            <Show when=move || form.is_on.get()>
                <Origin connection=connection form=form name=name />
            </Show>
        </div>
    }
}

#[component]
fn Origin(
    connection: Signal<ConnectionId>,
    form: ProxyForm,
    name: Signal<Option<ProjectName>>,
) -> impl IntoView {
    let w = &words().new_project;
    let registries = registries();
    let known = move || registries.find(&connection.get());
    let capabilities = Memo::new(move |_| {
        let version = known().and_then(|known| known.system.harbor_version);
        Capabilities::from_version(version.as_deref())
    });
    let choices = Signal::derive(move || {
        let rows = form.known.data.get();
        let endpoints = rows.iter().flat_map(|rows| rows.good.iter()).map(|known| {
            (
                known.id.to_string(),
                format!("{}, {}", known.name, known.url),
            )
        });
        let mut all = vec![(String::new(), w.choose_endpoint.to_owned())];
        all.extend(endpoints);
        all.push((NEW.to_owned(), w.new_endpoint.to_owned()));
        all
    });
    let state = move || {
        let registry = form.registry()?;
        let (class, icon, text) = match registry.status.as_str() {
            "healthy" => ("hint ok", "check", w.healthy.to_owned()),
            "" => ("hint", "clock", w.not_checked.to_owned()),
            _ => ("hint bad", "warning", w.unhealthy.to_owned()),
        };
        let account = &registry.credential.access_key;
        let text = if account.is_empty() {
            text
        } else {
            format!("{text}, {}", w.signed_in_as(account))
        };
        let unusual = (!registry.provider.is_usual_for_proxy_caches())
            .then(|| view! { <span class="hint">{w.unusual}</span> });
        Some(view! {
            <span class=class>
                <Icon name=icon class="i-14" />
                {text}
            </span>
            {unusual}
        })
    };
    let problem_of =
        |text: RwSignal<String>, check: fn(&str) -> bool, words: fn(&str) -> String| {
            Signal::derive(move || text.with(|text| (!check(text)).then(|| words(text))))
        };
    let pull = Signal::derive(move || {
        let host = known()
            .map(|known| known.registry().to_owned())
            .unwrap_or_default();
        let project = name.get().or_else(|| ProjectName::new("project").ok())?;
        let cache = ProxyCache::new(&host, project, &form.upstream())?;
        let example = example_image(cache.upstream());
        Some(format!("docker pull {}/{example}", cache.prefix()))
    });
    let limits = move || {
        let capabilities = capabilities.get();
        let speed = capabilities.can(Feature::ProxySpeed).then(|| {
            let problem = problem_of(
                form.bandwidth,
                |text| bandwidth(text).is_ok(),
                |text| {
                    bandwidth(text)
                        .err()
                        .map(|fault| fault.words())
                        .unwrap_or_default()
                        .to_owned()
                },
            );
            view! {
                <Field
                    id="bandwidth"
                    label=w.bandwidth
                    value=form.bandwidth
                    problem=problem
                    placeholder=w.unlimited
                    hint=w.bandwidth_why
                />
            }
        });
        let number = capabilities.can(Feature::UpstreamConnections).then(|| {
            let problem = problem_of(
                form.connections,
                |text| connections(text).is_ok(),
                |text| {
                    connections(text)
                        .err()
                        .map(|fault| fault.words())
                        .unwrap_or_default()
                        .to_owned()
                },
            );
            view! {
                <Field
                    id="connections"
                    label=w.connections
                    value=form.connections
                    problem=problem
                    placeholder=w.unlimited
                />
            }
        });
        view! { <div class="halves">{speed} {number}</div> }
    };
    let filter = move || {
        capabilities.get().can(Feature::ProxyFilter).then(|| {
            view! {
                <Field
                    id="proxy-filter"
                    label=w.filter
                    value=form.filter
                    problem=Signal::derive(move || form.filter.with(|text| filter_problem(text)))
                    hint=w.filter_why
                    placeholder="**"
                />
            }
        })
    };
    view! {
        <div class="col g12">
            <Absent what=w.the_endpoints of=form.known />
            <div class="col g4">
                <Select id="endpoint" label=w.endpoint value=form.chosen choices=choices />
                {state}
            </div>
            <Show when=move || form.is_new()>
                <EndpointFields connection=connection form=form.endpoint />
            </Show>
            {limits}
            {filter}
            {move || {
                pull.get()
                    .map(|line| {
                        view! {
                            <div class="col g4">
                                <span class="lbl">{w.pulls}</span>
                                <div class="code">
                                    <div class="c">{line.clone()}</div>
                                    <CopyIcon text=line label=words().actions.copy_pull />
                                </div>
                            </div>
                        }
                    })
            }}
            <div class="note">
                <Icon name="clock" />
                <span>{w.retention}</span>
            </div>
        </div>
    }
}
