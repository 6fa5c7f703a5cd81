//! What the server says of itself: version, addresses, what it holds, the state of its parts, its volumes,
//! the jobs that wait, and the certificates: its own, and the one that others need to trust it.

mod page;
mod queues;
mod words;

pub use page::HealthPage;
pub use words::ServerWords;

use harbor_api::operations::{GetCertificate, GetHealth, GetStatistics, GetVolumes};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::doctor::AddressCertificate,
    format::{count, size, whole},
    ipc::{Ticket, harbor, load::load_one},
    registries::registries,
    ui::{CopyIcon, FormFailure, Icon, pair, save_text},
    words::words,
};

/// The part of the page.
#[component]
pub fn ServerPart(
    connection: Signal<ConnectionId>,
    /// Counts how often somebody wanted it read again.
    again: RwSignal<u32>,
) -> impl IntoView {
    let w = &words().server;
    let registries = registries();
    let is_somebody = Memo::new(move |_| {
        let known = registries.find(&connection.get());
        known.is_some_and(|known| known.account.name().is_some())
    });
    let is_administrator = Memo::new(move |_| registries.is_administrator(&connection.get()));
    let health = load_one(connection, move || {
        again.track();
        Some(GetHealth {})
    });
    let statistics = load_one(connection, move || {
        again.track();
        is_somebody.get().then_some(GetStatistics {})
    });
    let volumes = load_one(connection, move || {
        again.track();
        is_administrator.get().then_some(GetVolumes {})
    });
    view! {
        <div class="work"><div class="page">
            <div class="policies" id="server">
                <Facts connection=connection />
                <Show when=move || is_somebody.get()>
                <section>
                    <h2>{w.content}</h2>
                    {move || {
                        let told = statistics.data.get().map(|told| {
                            // Whoever is no administrator is told no total, but a zero in its place.
                            let split = |all, public, private| match is_administrator.get() {
                                true => w.split(&count(all), &count(public), &count(private)),
                                false => w.of_yours(&count(public), &count(private)),
                            };
                            view! {
                                <dl class="kv" id="statistics">
                                    {pair(
                                        w.projects,
                                        split(
                                            told.total_project_count,
                                            told.public_project_count,
                                            told.private_project_count,
                                        ),
                                    )}
                                    {pair(
                                        w.repositories,
                                        split(
                                            told.total_repo_count,
                                            told.public_repo_count,
                                            told.private_repo_count,
                                        ),
                                    )}
                                    {is_administrator
                                        .get()
                                        .then(|| {
                                            pair(w.used_by_projects, size(told.total_storage_consumption))
                                        })}
                                </dl>
                            }
                        });
                        let failed = statistics.failure.get();
                        view! { {told} {failed.map(|failure| view! { <FormFailure failure=failure /> })} }
                    }}
                </section>
                </Show>
                <section>
                    <h2>{w.health}</h2>
                    {move || {
                        let rows = health.data.get().map(|health| {
                            let rows = health.components.iter().map(|part| {
                                let (icon, class, said) = match part.is_healthy() {
                                    true => ("check-circle", "state ok", w.healthy.to_owned()),
                                    false => {
                                        let why = part.error.clone();
                                        ("alert", "state bad", why.unwrap_or_else(|| part.status.clone()))
                                    }
                                };
                                view! {
                                    <tr>
                                        <th scope="row">{part.name.clone()}</th>
                                        <td>
                                            <span class=class>
                                                <Icon name=icon class="i-14" />
                                                <span class="wraps">{said}</span>
                                            </span>
                                        </td>
                                    </tr>
                                }
                            });
                            view! {
                                <table class="lt diff" id="health">
                                    <tbody>{rows.collect_view()}</tbody>
                                </table>
                            }
                        });
                        let failed = health.failure.get();
                        view! { {rows} {failed.map(|failure| view! { <FormFailure failure=failure /> })} }
                    }}
                    {move || health.at.get().map(|at| {
                        view! { <p class="hint">{w.as_of(&whole(at))}</p> }
                    })}
                </section>
                // Others are not told of these.
                <Show when=move || is_administrator.get()>
                <section>
                    <h2>{w.volumes}</h2>
                    {move || {
                        let told = volumes.data.get().map(|volumes| {
                            let known = volumes.storage.iter().filter(|volume| volume.total > 0);
                            let rows = known.map(|volume| {
                                let used = volume.total.saturating_sub(volume.free);
                                let share = used.saturating_mul(100) / volume.total;
                                let share = count(i64::try_from(share).unwrap_or(100));
                                w.volume(&size(used), &size(volume.total), &share)
                            });
                            let rows: Vec<String> = rows.collect();
                            match rows.is_empty() {
                                true => view! { <p class="soft">{w.no_volumes}</p> }.into_any(),
                                false => rows
                                    .into_iter()
                                    .map(|row| view! { <p>{row}</p> })
                                    .collect_view()
                                    .into_any(),
                            }
                        });
                        let failed = volumes.failure.get();
                        view! { {told} {failed.map(|failure| view! { <FormFailure failure=failure /> })} }
                    }}
                </section>
                <section>
                    <h2>{w.queues}</h2>
                    <queues::QueueLengths connection=connection again=again />
                </section>
                </Show>
                <section>
                    <h2>{w.own_certificate}</h2>
                    <AddressCertificate connection=connection again=again />
                </section>
                <CertificateSection connection=connection />
            </div>
        </div></div>
    }
}

/// What everybody who is signed in is told.
#[component]
fn Facts(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().server;
    let registries = registries();
    let facts = move || {
        let known = registries.find(&connection.get())?;
        let system = &known.system;
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        let registry = known.registry().to_owned();
        Some(view! {
            <dl class="kv">
                {pair(w.version, text(&system.harbor_version))}
                {pair(w.external_url, text(&system.external_url))}
                {pair(
                    w.registry,
                    view! {
                        <span class="mono">{registry.clone()}</span>
                        <CopyIcon text=registry label=w.copy_registry />
                    },
                )}
                {pair(w.storage, text(&system.registry_storage_provider_name))}
                {pair(w.clock, system.current_time.map_or_else(|| "–".to_owned(), whole))}
            </dl>
        })
    };
    view! {
        <section>
            <h2>{w.title}</h2>
            {facts}
        </section>
    }
}

/// The certificate of the authority that signed the server's own, for those who are to trust it.
#[component]
fn CertificateSection(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().server;
    let registries = registries();
    let has_one = Memo::new(move |_| {
        let known = registries.find(&connection.get());
        known.and_then(|known| known.system.has_ca_root)
    });
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let save = move |_| {
        busy.set(true);
        failure.set(None);
        let at = connection.get_untracked();
        let host = registries
            .find_untracked(&at)
            .map(|known| known.registry().replace(':', "-"))
            .unwrap_or_default();
        spawn_local(async move {
            let read = harbor(at, &GetCertificate {}, Ticket::new()).await;
            busy.try_set(false);
            match read {
                Ok(reply) => save_text(format!("{host}-ca.crt"), reply.value.0),
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let content = move || match has_one.get() {
        Some(true) => view! {
            <p class="soft">{w.certificate_why}</p>
            <button type="button" class="btn" id="save-certificate" disabled=busy on:click=save>
                <Icon name="download" />
                {w.save_certificate}
            </button>
        }
        .into_any(),
        Some(false) => view! { <p class="soft">{w.no_certificate}</p> }.into_any(),
        None => view! { <p class="soft">{w.certificate_unknown}</p> }.into_any(),
    };
    view! {
        <section>
            <h2>{w.certificate}</h2>
            {content}
            {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
        </section>
    }
}
