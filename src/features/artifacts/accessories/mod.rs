//! What is attached to an artifact, and to what is attached: signatures with who made them and when,
//! attestations, bills of materials; verified with what a person trusts.

mod itself;
mod part;
mod tree;
mod words;

pub use itself::{Itself, speaks};
pub use words::AccessoriesWords;

use std::sync::Arc;

use harbor_api::{
    Digest,
    types::{Accessory, Artifact},
};
use leptos::prelude::*;
use listing::ContentPlace;
use pilothouse_protocol::{AttachmentRead, Failure, FailureCode, ReadAttachment};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::artifacts::{
        accessories::{
            part::part_view,
            tree::{Below, Tree},
        },
        content::RegistryContent,
        detail::attachments::Attachments,
        trust::accessory_words,
    },
    format::{size, whole},
    ipc::call,
    ui::{CopyIcon, Empty, Icon, Link},
    words::words,
};

/// The part of an artifact's page that shows what is attached.
#[component]
pub fn Accessories(
    artifact: Arc<Artifact>,
    attachments: Attachments,
    content: RegistryContent,
) -> impl IntoView {
    let w = &words().accessories;
    if artifact.accessories.is_empty() && artifact.inherited_accessories.is_empty() {
        return view! { <Empty icon="signature" title=w.none_title text=w.none_text /> }.into_any();
    }
    let trust = RwSignal::new(None::<String>);
    let reading = Reading {
        attachments,
        content,
        tree: Tree::read(attachments, &artifact),
        trust,
    };
    let group = |title: &'static str, all: &[Accessory]| {
        (!all.is_empty()).then(|| {
            let rows = reading.branch(all);
            view! {
                <section class="card accessories" aria-label=title>
                    <div class="card-h">
                        <h2>{title}</h2>
                        <span class="sub">{all.len()}</span>
                    </div>
                    {rows}
                </section>
            }
        })
    };
    view! {
        <div class="scroll">
            <div class="og">
                <div class="col g16">
                    {group(w.own, &artifact.accessories)}
                    {group(w.inherited, &artifact.inherited_accessories)}
                </div>
                <div class="col g16">
                    <TrustCard trust=trust />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// How one is being read.
type Read = RwSignal<Option<Result<AttachmentRead, Failure>>>;

/// Reads what an accessory holds; again, to verify it, when what is trusted changes.
fn read(accessory: &Accessory, content: RegistryContent, trust: RwSignal<Option<String>>) -> Read {
    let read: Read = RwSignal::new(None);
    let (Some(attachment), Ok(subject)) = (
        content.place(&accessory.digest),
        Digest::new(accessory.subject_artifact_digest.clone()),
    ) else {
        return read;
    };
    let attachment = StoredValue::new((attachment, subject));
    Effect::new(move |_| {
        let trust = trust.get();
        let (attachment, subject): (ContentPlace, Digest) = attachment.get_value();
        let request = ReadAttachment {
            connection: content.connection.get_untracked(),
            attachment,
            subject,
            trust,
        };
        spawn_local(async move {
            match call(request).await {
                Err(failure) if failure.code == FailureCode::Cancelled => {}
                outcome => {
                    read.try_set(Some(outcome));
                }
            }
        });
    });
    read
}

/// What the tree of accessories is drawn from.
#[derive(Clone, Copy)]
struct Reading {
    attachments: Attachments,
    content: RegistryContent,
    tree: Tree,
    trust: RwSignal<Option<String>>,
}

impl Reading {
    /// Accessories of one artifact, with what is attached to each below it.
    fn branch(self, all: &[Accessory]) -> AnyView {
        let leaves = all.iter().map(|accessory| {
            let read = read(accessory, self.content, self.trust);
            let digest = accessory.digest.clone();
            // What was read of another one must not draw this one anew.
            let below = Memo::new(move |_| self.tree.below(&digest));
            view! {
                <li>
                    <AccessoryView
                        accessory=accessory.clone()
                        attachments=self.attachments
                        content=self.content
                        read=read
                    />
                    {move || self.below_view(below.get())}
                </li>
            }
        });
        view! { <ul class="acc-tree">{leaves.collect_view()}</ul> }.into_any()
    }

    fn below_view(self, below: Below) -> AnyView {
        let w = &words().accessories;
        let note = |text: String| view! { <p class="acc-note t12 soft">{text}</p> }.into_any();
        match below {
            Below::Known(all) if all.is_empty() => ().into_any(),
            Below::Known(all) => self.branch(&all),
            Below::Reading => ().into_any(),
            Below::Failed(failure) => note(w.below_not_read(&failure_reason(&failure))),
            Below::TooMuch => note(w.below_too_much.to_owned()),
        }
    }
}

/// One thing that is attached, with all that it holds.
#[component]
fn AccessoryView(
    accessory: Accessory,
    attachments: Attachments,
    content: RegistryContent,
    read: Read,
) -> impl IntoView {
    let w = &words().accessories;
    let head = {
        let accessory = accessory.clone();
        move || {
            let (icon, title, particulars) = accessory_words(&attachments.kind(&accessory));
            let made = accessory.creation_time.map(whole);
            let facts: Vec<String> = particulars
                .into_iter()
                .chain([size(accessory.size)])
                .chain(made)
                .collect();
            let title = match attachments.place(&accessory.digest) {
                Some(to) => view! { <Link to=to>{title}</Link> }.into_any(),
                None => title.into_any(),
            };
            view! {
                <Icon name=icon class="muted" />
                <span class="col grow">
                    <span class="strong t125">{title}</span>
                    <span class="muted t12">{facts.join(", ")}</span>
                </span>
            }
        }
    };
    let body = move || match read.get() {
        None => view! {
            <span class="row g6 muted t12" role="status">
                <span class="spin"></span>
                {w.reading}
            </span>
        }
        .into_any(),
        Some(Err(failure)) => view! {
            <p class="t125 soft">{w.not_read} " " {failure_reason(&failure)}</p>
        }
        .into_any(),
        Some(Ok(read)) => read
            .parts
            .into_iter()
            .map(|part| part_view(part, content))
            .collect_view()
            .into_any(),
    };
    view! {
        <div class="card-b col g8 acc">
            <div class="row g8 accessory">
                {head} <CopyIcon text=accessory.digest label=w.copy_digest />
            </div>
            {body}
        </div>
    }
}

/// Where a person gives what signatures are verified with.
#[component]
fn TrustCard(trust: RwSignal<Option<String>>) -> impl IntoView {
    let w = &words().accessories;
    let text = RwSignal::new(String::new());
    let fault = Memo::new(move |_| text.with(|text| fault_of(text)));
    let verify = move || {
        let given = text.get_untracked().trim().to_owned();
        if !given.is_empty() && fault.get_untracked().is_none() {
            trust.set(Some(given));
        }
    };
    view! {
        <section class="card" id="trust">
            <div class="card-h">
                <h2>{w.trust_title}</h2>
            </div>
            <form
                class="card-b col g8"
                on:submit=move |event| {
                    event.prevent_default();
                    verify();
                }
            >
                <p class="t125 soft">{w.trust_text}</p>
                <textarea
                    class="pem"
                    rows="7"
                    spellcheck="false"
                    aria-label=w.trust_label
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                {move || {
                    fault.get().map(|fault| view! { <p class="t12 c-bad" role="alert">{fault}</p> })
                }}
                <div class="row g6">
                    <button
                        type="submit"
                        class="btn primary sm"
                        disabled=move || {
                            text.with(|text| text.trim().is_empty()) || fault.get().is_some()
                        }
                    >
                        <Icon name="shield-check" />
                        {w.verify}
                    </button>
                    {move || {
                        trust
                            .get()
                            .is_some()
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="btn sm"
                                        on:click=move |_| {
                                            trust.set(None);
                                            text.set(String::new());
                                        }
                                    >
                                        {w.forget}
                                    </button>
                                }
                            })
                    }}
                </div>
            </form>
        </section>
    }
}

/// What is wrong with a text that should be a key or certificates, as far as its form tells.
fn fault_of(text: &str) -> Option<&'static str> {
    let w = &words().accessories;
    let text = text.trim();
    if text.is_empty() {
        None
    } else if text.contains("PRIVATE KEY") {
        Some(w.private_key)
    } else if !text.starts_with("-----BEGIN ") || !text.ends_with("-----") {
        Some(w.no_pem)
    } else {
        None
    }
}
