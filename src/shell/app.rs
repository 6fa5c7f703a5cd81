//! The frame: rail, navigation, top bar, and the page for where the window is.

use std::time::Duration;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName};
use leptos::prelude::*;
use pilothouse_protocol::{
    ConnectionId, ConnectionState, Failure, LookedAt, Ready, SetTheme, Start, Theme,
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::{is_mac, provide_actions, use_action},
    bulk::BulkBanner,
    deferred::deferred,
    failure::failure_message,
    features::{
        artifacts::{ArtifactPage, RepositoryPage},
        connection::{Status, WelcomePage, keep_trying},
        feature::RegistryPage,
        pages,
        projects::ProjectPage,
        sign_in::SignInPage,
    },
    ipc, preferences,
    registries::{Registries, registries},
    route::{PageId, Route},
    shell::{
        KeyList, Palette,
        frame::{Navigation, Rail, TopBar},
        navigation::provide_navigation,
        outside_link::{OutsideLink, link_to},
        painted::once_painted,
        zoom::provide_zoom,
    },
    ui::{CopyButton, Places, ToastArea, copy_text, provide_places},
    words::{Language, keep_language, language, load_words, words},
};

/// The window.
#[component]
pub fn App() -> impl IntoView {
    let registries = Registries::new();
    provide_context(registries);
    let places = provide_places();
    provide_actions();
    let started = RwSignal::new(Started::NotYet);
    spawn_local(async move {
        // Listening first: nothing that is told while starting is missed.
        if let Err(failure) = ipc::listen(move |event| registries.apply(event)).await {
            leptos::logging::warn!("the shell's events can't be heard: {failure}");
        }
        started.set(start(registries, places).await);
        remove_first_frame();
    });
    set_interval(
        move || registries.now.set(chrono::Utc::now()),
        Duration::from_secs(30),
    );
    Effect::new(move |_| apply_theme(registries.theme.get()));
    follow_system_theme(registries);
    keep_trying(registries);

    let go_on = Callback::new(move |()| started.set(Started::Whole));
    move || match started.get() {
        // The frame of `index.html` is there.
        Started::NotYet => ().into_any(),
        Started::Failed(failure) => view! { <NoStart failure=failure /> }.into_any(),
        Started::WithoutDemo(failure) => {
            view! { <NoStart failure=failure go_on=go_on /> }.into_any()
        }
        Started::Whole => view! { <Frame /> }.into_any(),
    }
}

/// How far the start is.
#[derive(Clone)]
enum Started {
    NotYet,
    /// The shell gave no answer at all.
    Failed(Failure),
    /// All is there but the demo registry, which was asked for.
    WithoutDemo(Failure),
    Whole,
}

async fn start(registries: Registries, places: Places) -> Started {
    let started = match ipc::call(Start {}).await {
        Ok(started) => started,
        Err(failure) => {
            load_words().await;
            return Started::Failed(failure);
        }
    };
    preferences::begin(started.preferences);
    load_words().await;
    // Screen readers pronounce by it.
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language().tag());
    }
    registries.connections.set(started.connections);
    let beside = started.model_registries.into_iter();
    registries
        .model_registries
        .set(beside.map(|one| (one.connection.clone(), one)).collect());
    registries.theme.set(started.theme);
    registries.keychain.set(started.keychain);
    registries.notices.set(started.notices);
    registries.version.set(started.version);
    let filled_in = started.address.is_some();
    registries.address.set(started.address);
    registries.link.set(started.link);
    let outcome = match started.without_demo {
        Some(failure) => Started::WithoutDemo(failure),
        None => Started::Whole,
    };
    // A reload keeps its place; a start goes where one was last.
    let known = places
        .current()
        .get_untracked()
        .connection()
        .and_then(|id| registries.find(id));
    if known.is_none() && !filled_in {
        let left = places.last().filter(|route| {
            route
                .connection()
                .is_some_and(|id| registries.find_untracked(id).is_some())
        });
        if let Some(route) = left {
            places.replace(route);
            return outcome;
        }
        let last = started
            .last
            .filter(|id| registries.find_untracked(id).is_some());
        let first = registries
            .connections
            .with_untracked(|all| all.first().map(|connection| connection.id.clone()));
        if let Some(connection) = last.or(first) {
            places.replace(Route::home(connection));
        }
    }
    outcome
}

/// What was drawn before the window's own code was there.
fn remove_first_frame() {
    if let Some(frame) = document().get_element_by_id("first-frame") {
        frame.remove();
    }
}

/// The start failed, as a whole or in something that one can go on without.
#[component]
fn NoStart(failure: Failure, #[prop(optional)] go_on: Option<Callback<()>>) -> impl IntoView {
    let details = failure.details();
    let (w, parts) = (&words().frame, &words().parts);
    let title = if go_on.is_some() {
        w.no_demo
    } else {
        w.no_start
    };
    view! {
        <div class="empty starting" role="alert">
            <h3>{title}</h3>
            <p>{failure_message(&failure)}</p>
            <div class="acts">
                <button
                    type="button"
                    class="btn primary"
                    on:click=move |_| {
                        let _ = window().location().reload();
                    }
                >
                    {parts.try_again}
                </button>
                {go_on
                    .map(|go_on| {
                        view! {
                            <button type="button" class="btn" on:click=move |_| go_on.run(())>
                                {w.without_demo}
                            </button>
                        }
                    })}
                <CopyButton text=details label=parts.copy_details />
            </div>
        </div>
    }
}

/// Everything but the start.
#[component]
fn Frame() -> impl IntoView {
    let registries = registries();
    let places = crate::ui::use_places();
    let route = places.current();
    // A page is made anew for another connection, not for every step within one.
    let connection = Memo::new(move |_| {
        route
            .with(|route| route.connection().cloned())
            .filter(|id| {
                registries
                    .connections
                    .with(|all| all.iter().any(|c| c.id == *id))
            })
    });
    Effect::new(move |_| {
        let connection = connection.get();
        spawn_local(async move {
            if let Err(failure) = ipc::call(LookedAt { connection }).await {
                leptos::logging::warn!("{failure}");
            }
        });
    });
    once_painted(|| {
        spawn_local(async {
            if let Err(failure) = ipc::call(Ready {}).await {
                leptos::logging::warn!("{failure}");
            }
        });
    });
    Effect::new(move |_| {
        let name = connection
            .get()
            .and_then(|id| registries.find(&id))
            .map(|c| c.name);
        document()
            .set_title(&name.map_or("Pilothouse".to_owned(), |n| format!("{n} · Pilothouse")));
    });
    let navigation = provide_navigation(route);
    let palette = RwSignal::new(false);
    let keys = RwSignal::new(false);
    provide_global_actions(registries, places, connection.into(), palette, keys);
    // Another account of the same registry sees other things: its pages are made anew.
    let shown = Memo::new(move |_| {
        let id = connection.get()?;
        let known = registries.find(&id)?;
        let account = known.accounts.iter().find(|account| account.is_active);
        let asks = known.state == ConnectionState::SignInNeeded
            && !registries.is_entered(&id)
            && route.with(needs_sign_in);
        Some((id, account.map(|account| account.id), asks))
    });
    let page = move || match shown.get() {
        None => view! {
            <div class="app no-nav">
                <Rail active=None />
                {deferred!(account, welcome_page, {} => view! { <WelcomePage /> }.into_any())}
            </div>
        }
        .into_any(),
        Some((id, _, true)) => view! {
            <div class="app no-nav">
                <Rail active=Some(id.clone()) />
                {deferred!(account, sign_in_page, { id: ConnectionId } => {
                    view! { <SignInPage connection=id /> }.into_any()
                })}
            </div>
        }
        .into_any(),
        Some((id, _, false)) => view! {
            <div class="app" class:strip=navigation.strip class:over=navigation.over>
                <Rail active=Some(id.clone()) />
                <Navigation connection=id.clone() />
                <div class="main">
                    <TopBar connection=id.clone() />
                    <Status connection=id.clone() />
                    <BulkBanner connection=id.clone() />
                    <main class="content">
                        <Page connection=id />
                    </main>
                </div>
            </div>
        }
        .into_any(),
    };
    view! {
        {page}
        <ToastArea toasts=registries.toasts />
        <OutsideLink />
        <Palette open=palette connection=connection />
        <KeyList open=keys />
    }
}

/// Whether a place shows nothing without a sign-in. Why a sign-in fails is found out before it works.
fn needs_sign_in(route: &Route) -> bool {
    let page = match route {
        Route::Registry { page, .. } => *page,
        _ => return true,
    };
    ![PageId::DOCTOR, PageId::EXPLORER].contains(&page)
}

/// What can be done wherever one is.
fn provide_global_actions(
    registries: Registries,
    places: Places,
    connection: Signal<Option<ConnectionId>>,
    palette: RwSignal<bool>,
    keys: RwSignal<bool>,
) {
    use_action("palette.open", move || {
        palette.update(|open| *open = !*open)
    });
    use_action("help.keys", move || keys.set(true));
    use_action("go.back", move || places.back());
    use_action("go.forward", move || places.forward());
    use_action("registry.add", move || places.go(Route::Welcome));
    for page in pages() {
        offer_page(page, registries, places, connection);
    }
    provide_zoom(registries);
    use_action("link.copy", move || {
        let Some(link) = link_to(registries, &places.current().get_untracked()) else {
            return;
        };
        let said = words().actions.link_copied;
        copy_text(link.to_string(), move |copied| {
            if copied {
                registries.toasts.done(said, None);
            }
        });
    });
    use_action("theme.light", move || set_theme(registries, Theme::Light));
    use_action("theme.dark", move || set_theme(registries, Theme::Dark));
    use_action("theme.system", move || set_theme(registries, Theme::System));
    match language() {
        Language::English => use_action("language.french", || keep_language(Language::French)),
        Language::French => use_action("language.english", || keep_language(Language::English)),
    }
    let numbers = window_event_listener(leptos::ev::keydown, move |event| {
        let command = if is_mac() {
            event.meta_key()
        } else {
            event.ctrl_key()
        };
        let number = event
            .key()
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let Some(number) = number.filter(|_| command && !event.alt_key()) else {
            return;
        };
        let chosen = registries
            .connections
            .with_untracked(|all| all.get(number).map(|connection| connection.id.clone()));
        if let Some(connection) = chosen {
            event.prevent_default();
            places.go(Route::home(connection));
        }
    });
    on_cleanup(move || numbers.remove());
}

/// Offers the way to a page for as long as the account is offered it.
fn offer_page(
    page: &'static RegistryPage,
    registries: Registries,
    places: Places,
    connection: Signal<Option<ConnectionId>>,
) {
    let is_offered = Memo::new(move |_| {
        let known = connection.get().and_then(|id| registries.find(&id));
        known.is_some_and(|known| (page.offered)(&known))
    });
    // What an effect makes possible ends with its next run.
    Effect::new(move |_| {
        if is_offered.get() {
            use_action(page.go, move || {
                if let Some(connection) = connection.get_untracked() {
                    let page = page.id;
                    places.go(Route::Registry { connection, page });
                }
            });
        }
    });
}

/// Shows a theme at once and keeps it.
pub fn set_theme(registries: Registries, theme: Theme) {
    registries.theme.set(theme);
    spawn_local(async move {
        if let Err(failure) = ipc::call(SetTheme { theme }).await {
            registries
                .notices
                .update(|notices| notices.push(failure_message(&failure)));
        }
    });
}

/// The page of a place within a connection.
#[component]
fn Page(connection: ConnectionId) -> impl IntoView {
    let route = crate::ui::use_places().current();
    let connection = Signal::stored(connection);
    // Tabs of one page share its data, so only what is shown makes a page anew.
    let shown = Memo::new(move |_| route.get().without_tab());
    move || match shown.get() {
        Route::Registry { page, .. } => {
            let page = pages().into_iter().find(|known| known.id == page);
            page.map(|page| (page.view)(connection)).into_any()
        }
        Route::Project { project, .. } => {
            deferred!(
                project,
                project_page,
                { connection: Signal<ConnectionId>, project: ProjectName } => {
                    view! { <ProjectPage connection=connection project=project /> }.into_any()
                }
            )
        }
        Route::Repository {
            project,
            repository,
            ..
        } => deferred!(
            project,
            repository_page,
            {
                connection: Signal<ConnectionId>,
                project: ProjectName,
                repository: RepositoryName,
            } => {
                view! {
                    <RepositoryPage connection=connection project=project repository=repository />
                }
                .into_any()
            }
        ),
        Route::Artifact {
            project,
            repository,
            reference,
            ..
        } => deferred!(
            artifact,
            artifact_page,
            {
                connection: Signal<ConnectionId>,
                project: ProjectName,
                repository: RepositoryName,
                reference: ArtifactReference,
            } => {
                view! {
                    <ArtifactPage
                        connection=connection
                        project=project
                        repository=repository
                        reference=reference
                    />
                }
                .into_any()
            }
        ),
        // These are of no connection.
        Route::Welcome | Route::Unknown => ().into_any(),
    }
}

/// The system's theme may change while the window is open.
fn follow_system_theme(registries: Registries) {
    let Ok(Some(query)) = window().match_media(DARK) else {
        return;
    };
    let changed =
        Closure::<dyn FnMut()>::new(move || apply_theme(registries.theme.get_untracked()));
    // The query lives as long as the window does.
    query.set_onchange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
    std::mem::forget(query);
}

const DARK: &str = "(prefers-color-scheme: dark)";

fn apply_theme(theme: Theme) {
    let name = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "system",
    };
    // For `theme.js`, which draws the next start's first frame.
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item("theme", name);
    }
    let dark = match theme {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => window()
            .match_media(DARK)
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}
