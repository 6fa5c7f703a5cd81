//! The dialog of a new rule, and of one that is changed.

use std::sync::Arc;

use harbor_api::{
    operations::{CreateReplicationPolicy, UpdateReplicationPolicy},
    types::ReplicationPolicy,
};
use leptos::prelude::*;

use super::{RuleList, fields::Fields, form::RuleForm};
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, Saving},
    words::words,
};

#[component]
pub fn SaveRule(
    rules: RuleList,
    kept: Option<Arc<ReplicationPolicy>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().replication;
    let registries = registries();
    let id = kept.as_ref().map(|rule| rule.id);
    let title = match &kept {
        Some(rule) => w.edit_title(&rule.name),
        None => w.new_rule.to_owned(),
    };
    let form = RuleForm::new(kept);
    let saving = Saving::new(on_close);
    Effect::new(move |_| {
        form.name.track();
        form.refused_name.set(false);
    });
    // Only the server itself tells events.
    Effect::new(move |_| {
        if form.is_pull() && form.trigger.with_untracked(|word| word == "event_based") {
            form.trigger.set("manual".to_owned());
        }
    });
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let at = rules.connection.get_untracked();
        let body = form.change();
        let name = body.name.clone();
        let sent = async move {
            let outcome = match id {
                Some(id) => send(registries, at, &UpdateReplicationPolicy { id, body }).await,
                None => send(registries, at, &CreateReplicationPolicy { body }).await,
            };
            outcome.map(|()| w.saved(&name))
        };
        let taken = move || form.refused_name.try_set(true).is_none();
        saving.send(sent, move || rules.has_changed(), taken);
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=w.save
                on_cancel=on_close
                is_wrong=is_wrong
                busy=saving.busy
                why_off=rules.off
                scrolls=true
            >
                <Fields rules=rules form=form />
            </DialogForm>
        </Dialog>
    }
}
