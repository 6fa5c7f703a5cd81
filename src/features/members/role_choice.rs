//! One role of the five, each with what it is for.

use harbor_api::types::Role;
use leptos::prelude::*;

use crate::{
    features::{members::role::role_words, projects::role_name},
    words::words,
};

/// The roles to choose from, the least first.
#[component]
pub fn RoleChoice(role: RwSignal<Role>) -> impl IntoView {
    let roles = Role::ALL.into_iter().rev().map(move |this| {
        view! {
            <label>
                <input
                    type="radio"
                    class="rb"
                    name="role"
                    prop:checked=move || role.get() == this
                    on:change=move |_| role.set(this)
                />
                <span class="strong">{role_name(this)}</span>
                <span class="d">{role_words(this)}</span>
            </label>
        }
    });
    view! {
        <div class="field">
            <span class="lbl" id="role-label">
                {words().members.role}
            </span>
            <div class="rl" role="radiogroup" aria-labelledby="role-label">
                {roles.collect_view()}
            </div>
        </div>
    }
}
