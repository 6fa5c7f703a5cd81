//! Which policies use a network: Harbor keeps it while there are any, and doesn't say which.

use futures::{StreamExt, stream};
use harbor_api::{
    ProjectName,
    operations::{ListPreheatPolicies, ListProjects},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    format::count,
    ipc::{Ticket, harbor_all},
    ui::Icon,
    words::words,
};

/// Projects whose policies are read, one request each, and how many at once.
const PROJECTS: usize = 200;
const AT_ONCE: usize = 6;
/// Policies that are named.
const NAMED: usize = 8;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Uses {
    /// `project/policy`
    policies: Vec<String>,
    /// Projects whose policies were read, of all.
    read: usize,
    all: usize,
}

impl Uses {
    /// What is not known of some projects may be more.
    fn is_whole(&self) -> bool {
        self.read == self.all
    }
}

async fn find_uses(connection: &ConnectionId, instance: i64) -> Result<Uses, Failure> {
    let listing = ListProjects::without_details();
    let projects = harbor_all(connection.clone(), &listing, Ticket::new(), false).await?;
    let all = projects.value.items.len();
    let names = projects.value.iter_good();
    let names = names.filter_map(|project| ProjectName::new(project.name.as_str()).ok());
    let reads = names.take(PROJECTS).map(|project| async move {
        let listing = ListPreheatPolicies {
            project_name: project.clone(),
            page: Default::default(),
            q: Default::default(),
            sort: Default::default(),
        };
        let policies = harbor_all(connection.clone(), &listing, Ticket::new(), false).await;
        // A project that can't be read is one that is not known.
        let policies = policies.ok()?.value;
        let using = policies
            .iter_good()
            .filter(|policy| policy.provider_id == instance)
            .map(|policy| format!("{project}/{}", policy.name));
        Some(using.collect::<Vec<String>>())
    });
    let mut reads = stream::iter(reads).buffer_unordered(AT_ONCE);
    let mut uses = Uses {
        all,
        ..Uses::default()
    };
    while let Some(read) = reads.next().await {
        if let Some(policies) = read {
            uses.read += 1;
            uses.policies.extend(policies);
        }
    }
    uses.policies.sort();
    Ok(uses)
}

/// Names the policies that use a network. `in_use` tells whether any was found.
#[component]
pub fn UsedBy(
    connection: Signal<ConnectionId>,
    /// [`harbor_api::types::PreheatInstance::id`]
    instance: i64,
    in_use: RwSignal<bool>,
) -> impl IntoView {
    let w = &words().preheat;
    let found = RwSignal::new(None::<Result<Uses, Failure>>);
    let at = connection.get_untracked();
    spawn_local(async move {
        let uses = find_uses(&at, instance).await;
        let is_used = uses.as_ref().is_ok_and(|uses| !uses.policies.is_empty());
        in_use.try_set(is_used);
        found.try_set(Some(uses));
    });
    let said = move || match found.get() {
        None => view! {
            <p class="hint row g6">
                <span class="spin"></span>
                {w.looking_for_uses}
            </p>
        }
        .into_any(),
        Some(Err(failure)) => {
            let said = w.uses_unknown(&failure_reason(&failure));
            view! { <p class="hint warn">{said}</p> }.into_any()
        }
        Some(Ok(uses)) => {
            let number = uses.policies.len();
            let head = match (number, uses.is_whole()) {
                (0, true) => w.not_used.to_owned(),
                (0, false) => w.no_use_seen.to_owned(),
                (_, true) => w.used_by(number),
                (_, false) => w.used_by_at_least(number),
            };
            let partly = (!uses.is_whole()).then(|| {
                let said = w.projects_read(&count(uses.read), &count(uses.all));
                view! { <p class="hint warn">{said}</p> }
            });
            let more = number.saturating_sub(NAMED);
            let more = (more > 0).then(|| view! { <li>{w.and_more(more)}</li> });
            let names = uses.policies.into_iter().take(NAMED);
            let names = names.map(|name| view! { <li class="wraps">{name}</li> });
            let tone = if number > 0 { "hint warn" } else { "hint" };
            view! {
                <p class=tone>
                    {(number > 0).then(|| view! { <Icon name="warning" class="i-14" /> })}
                    <span>{head}</span>
                </p>
                <ul class="col g6" id="policies-using">{names.collect_view()}{more}</ul>
                {partly}
            }
            .into_any()
        }
    };
    view! { <div role="status">{said}</div> }
}
