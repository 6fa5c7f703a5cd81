//! Copying a pull command: the last client at once, all others in a menu.

use leptos::prelude::*;

use crate::{
    actions::use_action,
    features::pull::{By, Client, Pull, WhyNot},
    preferences::{preference, set_preference},
    ui::{Brief, Icon, SAID, copy_text, use_escape},
    words::words,
};

/// The last client for such things: who pulls charts with Helm goes on pulling images with Podman.
fn last_client(pull: &Pull) -> Option<Client> {
    let usual = pull.usual_client().name();
    let last = preference(|now| now.pull_clients.get(usual).cloned())?;
    Client::from_name(&last).filter(|client| pull.suits(*client))
}

fn set_last_client(pull: &Pull, client: Client) {
    let usual = pull.usual_client().name().to_owned();
    set_preference(|now| {
        now.pull_clients.insert(usual, client.name().to_owned());
    });
}

/// Why a program can't pull something, in words.
fn refusal(why: WhyNot) -> &'static str {
    let w = &words().parts;
    match why {
        WhyNot::ImagesOnly => w.images_only,
        WhyNot::ImagesAndSifOnly => w.images_and_sif_only,
        WhyNot::LinuxOnly => w.linux_only,
        WhyNot::ChartsOnly => w.charts_only,
        WhyNot::LibraryChart => w.library_chart,
        WhyNot::NoFileNames => w.no_file_names,
    }
}

/// The button, and its menu.
#[component]
pub fn PullMenu(pull: Pull) -> impl IntoView {
    let w = &words().parts;
    let copy_pull = words().actions.copy_pull;
    let open = RwSignal::new(false);
    let by = RwSignal::new(By::Tag);
    let client = RwSignal::new(last_client(&pull).unwrap_or(pull.usual_client()));
    let said = Brief::new(SAID);
    let pull = StoredValue::new(pull);
    let copy_it = move |text: String| {
        copy_text(text, move |copied| {
            said.show(if copied { w.copied } else { w.not_copied });
        });
    };
    let command = move |client: Client| pull.with_value(|pull| pull.command(client, by.get()));
    let copy_command = move || {
        if let Some(command) =
            pull.with_value(|p| p.command(client.get_untracked(), by.get_untracked()))
        {
            copy_it(command);
        }
    };
    use_action("artifact.pull", copy_command);
    let choose = move |chosen: Client| {
        client.set(chosen);
        pull.with_value(|pull| set_last_client(pull, chosen));
        open.set(false);
        copy_command();
    };
    use_escape(move || {
        let was_open = open.get_untracked();
        open.set(false);
        was_open
    });
    let has_tag = pull.with_value(|pull| pull.tag().is_some());
    let lines = move || {
        pull.with_value(Pull::clients)
            .into_iter()
            .filter_map(|line| Some((line, command(line)?)))
            .map(|(line, command)| {
                view! {
                    <button
                        type="button"
                        class="mi"
                        class:is-hi=move || client.get() == line
                        role="menuitem"
                        title=command.clone()
                        on:click=move |_| choose(line)
                    >
                        <span class="l">{line.name()}</span>
                        <span class="cmd trunc">{command.clone()}</span>
                    </button>
                }
            })
            .collect_view()
    };
    let refusals = move || {
        pull.with_value(Pull::refusals)
            .into_iter()
            .map(|(why, clients)| {
                let names: Vec<&str> = clients.into_iter().map(Client::name).collect();
                view! {
                    <div class="mi dis why" role="menuitem" aria-disabled="true">
                        <span class="l">{names.join(", ")}</span>
                        <span class="t12">{refusal(why)}</span>
                    </div>
                }
            })
            .collect_view()
    };
    let plain = move |words: &'static str, text: String| {
        let copied = text.clone();
        view! {
            <button
                type="button"
                class="mi"
                role="menuitem"
                title=text.clone()
                on:click=move |_| {
                    open.set(false);
                    copy_it(copied.clone());
                }
            >
                <span class="l">{words}</span>
                <span class="cmd trunc">{text.clone()}</span>
            </button>
        }
    };
    let switch = move |this: By, words: &'static str| {
        view! {
            <button
                type="button"
                class:is-active=move || by.get() == this
                aria-pressed=move || (by.get() == this).to_string()
                on:click=move |_| by.set(this)
            >
                {words}
            </button>
        }
    };
    view! {
        <span class="menu-at">
            <span class="bgroup">
                <button type="button" class="btn primary" on:click=move |_| copy_command()>
                    <Icon name=Signal::derive(move || {
                        if said.get() == Some(w.copied) { "check" } else { "copy" }
                    }) />
                    {move || said.get().unwrap_or(copy_pull)}
                    <span class="sr" aria-live="polite">
                        {move || said.get()}
                    </span>
                </button>
                <button
                    type="button"
                    class="btn primary"
                    aria-label=w.other_clients
                    title=w.other_clients
                    aria-haspopup="menu"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Icon name="chevron-down" class="i-14" />
                </button>
            </span>
            <Show when=move || open.get()>
                <div class="menu-off" on:click=move |_| open.set(false)></div>
                <div class="pop menu pm" role="menu" aria-label=copy_pull>
                    <div class="pm-h">
                        <b class="semi t13">{copy_pull}</b>
                        {move || {
                            pull.with_value(|pull| pull.tag().map(str::to_owned))
                                .map(|tag| view! { <span class="tag">{tag}</span> })
                        }}
                        <span class="sp"></span>
                        {has_tag
                            .then(|| {
                                view! {
                                    <span class="seg" role="group" aria-label=w.name_by>
                                        {switch(By::Tag, w.tag)} {switch(By::Digest, w.digest)}
                                    </span>
                                }
                            })}
                    </div>
                    <div class="msep"></div>
                    {lines} {refusals}
                    <div class="msep"></div>
                    {move || {
                        plain(w.reference, pull.with_value(|pull| pull.reference(by.get())))
                    }}
                    {plain(w.digest, pull.with_value(|pull| pull.digest().to_owned()))}
                </div>
            </Show>
        </span>
    }
}
