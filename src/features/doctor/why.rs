//! 'Why can’t I…' on a project, a repository and an artifact: leads here with the command.

use leptos::prelude::*;

use crate::{
    registries::registries,
    ui::{Icon, Menu, MenuItem, use_places},
    words::words,
};

/// What is asked about what is shown now, as items of a menu.
pub fn why_items() -> Vec<MenuItem> {
    let w = &words().doctor;
    let (registries, places) = (registries(), use_places());
    let ask = move |program: &'static str| {
        Callback::new(move |()| {
            let route = places.current().get_untracked();
            let command = registries.command_for(program, &route);
            if let Some((connection, command)) = command {
                places.go(registries.diagnose(connection, command));
            }
        })
    };
    let item = |text, icon, program| {
        let mut item = MenuItem::new(text, ask(program));
        item.icon = Some(icon);
        item
    };
    vec![
        item(w.why_pull, "download", "docker pull"),
        item(w.open, "arrow-up", "docker push"),
    ]
}

/// The same as a menu of its own.
#[component]
pub fn WhyMenu() -> impl IntoView {
    let opener = || view! { <Icon name="stethoscope" /> }.into_any();
    view! {
        <Menu
            label=words().doctor.why
            class="btn ghost icon"
            opener=opener
            items=Signal::stored(why_items())
        />
    }
}
