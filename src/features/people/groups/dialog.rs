//! A group is made known, renamed, or no longer known.

use harbor_api::{
    UserGroupId,
    operations::{CreateUserGroup, DeleteUserGroup, UpdateUserGroup},
    types::{GroupKind, UserGroup},
};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use super::{GroupList, KnownGroup};
use crate::{
    features::people::{directory::FindGroup, several::change_several},
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, Field},
    words::words,
};

#[component]
pub fn SaveGroup(
    groups: GroupList,
    known: Option<KnownGroup>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let kind = match &known {
        Some(known) => Some(known.kind),
        None => groups.kind.get_untracked(),
    };
    let name = RwSignal::new(
        known
            .as_ref()
            .map(|known| known.name.clone())
            .unwrap_or_default(),
    );
    let dn = RwSignal::new(
        known
            .as_ref()
            .map(|known| known.dn.clone())
            .unwrap_or_default(),
    );
    let is_new = known.is_none();
    let is_directory = kind == Some(GroupKind::Ldap);
    let tried = RwSignal::new(false);
    let taken = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        name.track();
        taken.set(false);
    });
    let needs_name = !(is_new && is_directory);
    let name_problem = Signal::derive(move || {
        let is_missing = needs_name && name.with(|name| name.trim().is_empty());
        let missing = (is_missing && tried.get()).then(|| w.group_name_missing.to_owned());
        missing.or_else(|| taken.get().then(|| w.group_taken.to_owned()))
    });
    let dn_problem = Signal::derive(move || {
        let is_missing = is_directory && is_new && dn.with(|dn| !dn.contains('='));
        (is_missing && tried.get()).then(|| w.dn_rule.to_owned())
    });
    let is_wrong = Signal::derive(move || {
        tried.get() && (name_problem.get().is_some() || dn_problem.get().is_some())
    });
    let submit = move || {
        tried.set(true);
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        let Some(kind) = kind else { return };
        let body = UserGroup {
            id: known.as_ref().map(|known| known.id).unwrap_or_default(),
            group_name: name.get_untracked().trim().to_owned(),
            group_type: kind,
            ldap_group_dn: dn.get_untracked().trim().to_owned(),
        };
        busy.set(true);
        failure.set(None);
        let at = groups.connection.get_untracked();
        spawn_local(async move {
            let outcome = match is_new {
                true => send(registries, at, &CreateUserGroup { body }).await,
                false => {
                    let group_id = body.id;
                    send(registries, at, &UpdateUserGroup { group_id, body }).await
                }
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(words().people.group_saved, None);
                    groups.list.reload();
                    on_close.try_run(());
                }
                Err(refusal) if refusal.code == FailureCode::Conflict => {
                    taken.try_set(true);
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    let title = if is_new { w.new_group } else { w.rename_title };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=w.save
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=groups.off
            >
                    {(is_new && is_directory)
                        .then(|| {
                            let choose = move |group: std::sync::Arc<UserGroup>| {
                                dn.set(group.ldap_group_dn.clone());
                                name.set(group.group_name.clone());
                            };
                            view! {
                                <FindGroup
                                    connection=groups.connection
                                    on_choose=Callback::new(choose)
                                />
                                <Field
                                    id="group-dn"
                                    label=w.dn
                                    value=dn
                                    problem=dn_problem
                                    hint=w.dn_why
                                    placeholder="cn=astronomers,ou=groups,dc=example,dc=org"
                                />
                            }
                        })}
                    <Field
                        id="group-name"
                        label=w.group_name
                        value=name
                        problem=name_problem
                        hint=w.group_name_why
                        autofocus=true
                    />
            </DialogForm>
        </Dialog>
    }
}

/// Deletes groups, after saying what that ends.
#[component]
pub fn DeleteGroups(
    groups: GroupList,
    all: Vec<(UserGroupId, String)>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let title = match all.as_slice() {
        [(_, name)] => w.ask_group(name),
        all => w.ask_groups(all.len()),
    };
    let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
    let names = (names.len() > 1).then(|| names.join(", "));
    let delete = move |_| {
        groups.list.place.selected.set(None);
        change_several(
            registries,
            (groups.connection.get_untracked(), groups.list, groups.steps),
            all.clone(),
            |group_id| DeleteUserGroup { group_id },
            |number| words().people.groups_deleted(number),
        );
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{w.delete_group_loses}</p>
                {names.map(|names| view! { <p class="soft wraps">{names}</p> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    disabled=move || groups.off.get().is_some()
                    on:click=delete
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}
