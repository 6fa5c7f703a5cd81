//! Deleting webhooks, after saying what that loses.

use harbor_api::WebhookPolicyId;
use leptos::prelude::*;
use pilothouse_protocol::BulkRow;

use super::tab::WebhookList;
use crate::{bulk::DeleteNamed, words::words};

#[component]
pub fn DeleteWebhooks(
    webhooks: WebhookList,
    /// Each with its name.
    which: Vec<(WebhookPolicyId, String)>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().webhooks;
    let rows = which.iter().map(|(id, name)| BulkRow {
        key: id.to_string(),
        name: name.clone(),
    });
    view! {
        <DeleteNamed
            list=webhooks.list
            rows=rows.collect()
            title=w.ask_delete(which.len())
            icon="link"
            loses=w.delete_loses
            delete=w.delete
            id="webhooks-delete"
            off=webhooks.run_off
            on_close=on_close
        />
    }
}
