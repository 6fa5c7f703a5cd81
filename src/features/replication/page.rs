//! The page: the rules, or the runs of one of them.

use harbor_api::ReplicationPolicyId;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::features::replication::{rules::RulesPart, runs::RunsPart};

/// A rule whose runs are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedRule {
    pub id: ReplicationPolicyId,
    pub name: String,
}

/// Only administrators come here.
#[component]
pub fn ReplicationPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let opened = RwSignal::new(None::<OpenedRule>);
    move || match opened.get() {
        Some(rule) => view! {
            <RunsPart
                connection=connection
                rule=rule
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => view! { <RulesPart connection=connection opened=opened /> }.into_any(),
    }
}
