//! Links from outside: a known registry's are followed; for another one the person is asked first.

use leptos::prelude::*;
use pilothouse_protocol::{Connection, DeepLink};

use crate::{
    registries::{Registries, registries},
    route::Route,
    ui::{Dialog, Icon, use_places},
    words::words,
};

/// The link that leads to a place of the window.
pub fn link_to(registries: Registries, route: &Route) -> Option<DeepLink> {
    let connection = registries.find_untracked(route.connection()?)?;
    let address = route.to_string();
    let path = address.strip_prefix(&format!("/{}", connection.id))?;
    DeepLink::parse(&format!("pilothouse://{}{path}", connection.registry()))
}

/// The place in a registry that is there.
fn place_in(connection: &Connection, link: &DeepLink) -> Option<Route> {
    let host = connection
        .origin
        .split_once("://")
        .map_or("", |(_, host)| host);
    let is_it = connection.registry().eq_ignore_ascii_case(&link.registry)
        || host.eq_ignore_ascii_case(&link.registry);
    let route = Route::parse(&format!("/{}{}", connection.id, link.path));
    is_it.then_some(match route {
        Route::Unknown => Route::home(connection.id.clone()),
        route => route,
    })
}

/// Follows links, and asks before an address that is not known is even looked at.
#[component]
pub fn OutsideLink() -> impl IntoView {
    let w = &words().frame;
    let registries = registries();
    let places = use_places();
    let asked = RwSignal::new(None::<DeepLink>);
    Effect::new(move |_| {
        let Some(link) = registries.link.get() else {
            return;
        };
        let known = registries.connections.with(|all| {
            all.iter()
                .find_map(|connection| place_in(connection, &link))
        });
        match known {
            Some(route) => {
                asked.set(None);
                registries.link.set(None);
                places.go(route);
            }
            // Once it was agreed to, the link waits for the registry to be added.
            None if registries.address.get_untracked().as_ref() == Some(&link.registry) => {}
            None => asked.set(Some(link)),
        }
    });
    let refuse = Callback::new(move |()| {
        asked.set(None);
        registries.link.set(None);
    });
    move || {
        let link = asked.get()?;
        let registry = link.registry.clone();
        Some(view! {
            <Dialog title=w.link_title on_close=refuse>
                <div class="dlg-b col g12">
                    <p>{w.link_asks(&registry)}</p>
                    <div class="code">
                        <div class="c wrap">{link.to_string()}</div>
                    </div>
                    <div class="note">
                        <Icon name="info" />
                        <span>{w.link_nothing_yet}</span>
                    </div>
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| refuse.run(())>
                        {words().parts.cancel}
                    </button>
                    <button
                        type="button"
                        class="btn primary"
                        on:click=move |_| {
                            asked.set(None);
                            registries.address.set(Some(registry.clone()));
                            places.go(Route::Welcome);
                        }
                    >
                        {words().actions.add_registry}
                    </button>
                </div>
            </Dialog>
        })
    }
}
