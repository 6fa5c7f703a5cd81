//! Deleting policies, after saying what that loses.

use harbor_api::PreheatName;
use leptos::prelude::*;
use pilothouse_protocol::BulkRow;

use super::PolicyList;
use crate::{bulk::DeleteNamed, words::words};

#[component]
pub fn DeletePolicies(
    policies: PolicyList,
    which: Vec<PreheatName>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().preheat;
    let rows = which.iter().map(|name| BulkRow {
        key: name.to_string(),
        name: name.to_string(),
    });
    view! {
        <DeleteNamed
            list=policies.list
            rows=rows.collect()
            title=w.ask_delete_policies(which.len())
            icon="proxy"
            loses=w.delete_policies_loses
            delete=w.delete
            id="policies-delete"
            off=policies.run_off
            on_close=on_close
        />
    }
}
