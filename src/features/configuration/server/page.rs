//! How the registry is, for those who don't administer it.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::ServerPart;
use crate::{list::Refresh, words::words};

/// The page. Administrators have the same beside the settings.
#[component]
pub fn HealthPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let again = RwSignal::new(0);
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{words().server.health_page}</h1>
                <span class="sp"></span>
                <Refresh
                    loading=Signal::stored(false)
                    on_refresh=move || again.update(|again| *again += 1)
                />
            </div>
            <ServerPart connection=connection again=again />
        </div>
    }
}
