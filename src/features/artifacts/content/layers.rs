//! The layers of an image beside the steps of its build.

use std::{collections::BTreeMap, sync::Arc};

use distribution_api::{
    Build, BuildRow, ImageConfig, Layer, Manifest, Pairing, StepSettings, dockerfile, instruction,
};
use harbor_api::types::BuildTime;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    features::artifacts::{
        content::{
            ConfigPlace, RegistryContent,
            dockerfile::DockerfileButtons,
            files::bytes,
            layer_files::{LayerFiles, ShownLayer},
            save::SaveContentButton,
            sharers::LayerSharers,
        },
        list::short,
        trust::built_text,
    },
    format::size,
    ui::{CopyIcon, Failed, Icon, Inspector, pair, section, titled_section},
    words::words,
};

/// Rows drawn at most; images have fewer than 128 layers.
const MOST: usize = 1000;
/// Labels of the image before 'All'.
const FEW_LABELS: usize = 4;

/// What the tab shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(&'static str, Failure),
    Unreadable(&'static str, String),
    Nothing(&'static str),
    Build(Arc<Build>, Labels),
}

/// Labels of the image, by name.
type Labels = Arc<BTreeMap<String, String>>;

fn shown(content: RegistryContent) -> Shown {
    let w = &words().content;
    let Some(manifest) = content.manifest.data.get() else {
        return match content.manifest.failure.get() {
            Some(failure) => Shown::Failed(w.the_manifest, failure),
            None => Shown::Waiting,
        };
    };
    let image = match &manifest.read {
        Ok(Manifest::Image(image)) => image,
        Ok(Manifest::Index(_)) => return Shown::Nothing(w.no_layers),
        Err(error) => return Shown::Unreadable(w.not_a_manifest, error.reason.clone()),
    };
    let build = |config: ImageConfig| {
        let build = Build::new(image, &config);
        Shown::Build(Arc::new(build), Arc::new(config.run.labels))
    };
    match content.config_at.get() {
        ConfigPlace::At(_) => {}
        // The layers are known all the same.
        _ => return build(ImageConfig::default()),
    }
    match (content.config.data.get(), content.config.failure.get()) {
        (Some(blob), _) => match harbor_api::Decode::decode(&blob.0) {
            Ok(config) => build(config),
            Err(error) => Shown::Unreadable(w.not_a_configuration, error.reason),
        },
        (None, Some(failure)) => Shown::Failed(w.the_configuration, failure),
        (None, None) => Shown::Waiting,
    }
}

/// The part of an artifact's page that shows its layers.
#[component]
pub fn Layers(content: RegistryContent) -> impl IntoView {
    content.want_config();
    let shown = Memo::new(move |_| shown(content));
    let retry = Callback::new(move |()| {
        if content.manifest.data.with_untracked(Option::is_none) {
            content.manifest.reload();
        } else {
            content.config.reload();
        }
    });
    move || match shown.get() {
        Shown::Waiting => view! { <div class="scroll" aria-busy="true"></div> }.into_any(),
        Shown::Failed(what, failure) => {
            view! { <Failed what=what failure=failure on_retry=retry /> }.into_any()
        }
        Shown::Unreadable(what, reason) => {
            view! { <p class="card-b t125">{what} " " {reason}</p> }.into_any()
        }
        Shown::Nothing(why) => view! { <p class="card-b muted">{why}</p> }.into_any(),
        Shown::Build(build, labels) => {
            let files_of = RwSignal::new(None::<ShownLayer>);
            let layers = StoredValue::new(build);
            let labels = StoredValue::new(labels);
            let sharers = LayerSharers::new(content);
            let on_back = Callback::new(move |()| files_of.set(None));
            (move || match files_of.get() {
                Some(layer) => view! {
                    <LayerFiles connection=content.connection layer=layer on_back=on_back />
                }
                .into_any(),
                None => {
                    let (build, labels) = (layers.get_value(), labels.get_value());
                    build_view(build, labels, content, sharers, files_of).into_any()
                }
            })
            .into_any()
        }
    }
}

fn build_view(
    build: Arc<Build>,
    labels: Labels,
    content: RegistryContent,
    sharers: LayerSharers,
    files_of: RwSignal<Option<ShownLayer>>,
) -> impl IntoView {
    let w = &words().content;
    let largest_first = RwSignal::new(false);
    let selected = RwSignal::new(None::<usize>);
    // Another step's details show as many.
    let all_labels = RwSignal::new(false);
    let rows = StoredValue::new(Arc::clone(&build));
    let whole_size = build.size();
    let largest = build
        .layers()
        .filter_map(|layer| layer.descriptor.size)
        .max()
        .unwrap_or_default();
    let layers = build.layers().count();
    let steps = build.rows.iter().filter(|row| row.step.is_some()).count();
    let empty = build
        .rows
        .iter()
        .filter(|row| row.step.as_ref().is_some_and(|step| step.empty_layer))
        .count();
    let title = match whole_size.and_then(|bytes| i64::try_from(bytes).ok()) {
        Some(bytes) => w.in_layers(&size(bytes), layers),
        None => w.layers_of_unknown_size(layers),
    };
    let warning = match build.pairing {
        Pairing::Exact => None,
        Pairing::NoHistory if layers == 0 => None,
        Pairing::NoHistory => Some(w.no_history.to_owned()),
        Pairing::Unequal { steps, layers } => Some(w.unequal(steps, layers)),
    };
    let text = dockerfile(&build);
    let copy = (!text.is_empty()).then(|| view! { <DockerfileButtons text=text /> });
    // The rows by their places in the order of the build, in the order that is shown.
    let order = Memo::new(move |_| {
        rows.with_value(|build| {
            if !largest_first.get() {
                return (0..build.rows.len()).collect::<Vec<_>>();
            }
            let mut order: Vec<usize> = (0..build.rows.len()).collect();
            order.sort_by_key(|place| {
                let layer = build.rows[*place].layer.as_ref();
                std::cmp::Reverse(layer.map(|layer| layer.descriptor.size))
            });
            order
        })
    });
    let button = move |this: bool, title: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (largest_first.get() == this).to_string()
                class:is-active=move || largest_first.get() == this
                on:click=move |_| largest_first.set(this)
            >
                {title}
            </button>
        }
    };
    let bar: Vec<_> = build
        .rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((place, row.layer.as_ref()?.descriptor.size?)))
        .take(MOST)
        .map(|(place, bytes)| {
            view! {
                <i
                    class:on=move || selected.get() == Some(place)
                    style:flex-grow=bytes.max(1).to_string()
                ></i>
            }
        })
        .collect();
    let body = move || {
        order.with(|order| {
            rows.with_value(|build| {
                let places = order.iter().take(MOST);
                places
                    .map(|place| {
                        row_view(*place, &build.rows[*place], largest, selected).into_any()
                    })
                    .collect::<Vec<AnyView>>()
            })
        })
    };
    let inspector = move || {
        let place = selected.get()?;
        let row = rows.with_value(|build| build.rows.get(place).cloned())?;
        let pairing = rows.with_value(|build| build.pairing);
        let shown = row.layer.as_ref().and_then(|layer| {
            Some(ShownLayer {
                number: layer.number,
                place: content.place(&layer.descriptor.digest)?,
                bytes: layer.descriptor.size,
            })
        });
        let buttons = shown.map(|shown| layer_buttons(content.connection, shown, files_of));
        let after = row.step.is_some().then(|| {
            rows.with_value(|build| {
                let until = build.rows.iter().take(place + 1);
                settings_view(&StepSettings::after(
                    until.filter_map(|row| row.step.as_ref()),
                ))
            })
        });
        let layer = row.layer.as_ref();
        let shared = layer.map(|layer| sharers.of_layer(layer.descriptor.digest.clone()));
        let labels = labels_view(&labels, all_labels);
        let more = view! { {shared} {after} {labels} {buttons.map(section)} };
        Some(inspected(
            place, row, pairing, whole_size, selected, order, more,
        ))
    };
    view! {
        <div class="work" class:has-insp=move || selected.with(Option::is_some)>
            <div class="page">
                <div class="col g8 ly-h">
                    <div class="row t12">
                        <b class="semi">{title}</b>
                        {(empty > 0)
                            .then(|| view! { <span class="muted">{w.more_steps(empty)}</span> })}
                        <span class="sp"></span> {copy}
                        <span class="seg" role="group" aria-label=w.order>
                            {button(false, w.build_order)}
                            {button(true, w.largest_first)}
                        </span>
                    </div>
                    {(!bar.is_empty())
                        .then(|| {
                            view! {
                                <div class="lsum" role="img" aria-label=w.shares>
                                    {bar}
                                </div>
                            }
                        })}
                    {(layers > 0).then(|| view! { <div class="row g6">{sharers.head()}</div> })}
                    {warning
                        .map(|warning| {
                            view! {
                                <p class="row g6 t125 soft">
                                    <Icon name="info" class="i-14" />
                                    {warning}
                                </p>
                            }
                        })}
                </div>
                <div class="tw">
                    <table class="tbl ly" aria-label=w.steps_label>
                        <thead>
                            <tr>
                                <th class="ly-n">{w.number_column}</th>
                                <th class="r ly-s">{w.size}</th>
                                <th class="ly-b">{w.share}</th>
                                <th>{w.instruction}</th>
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
                <div class="foot">
                    <span>{w.steps(steps)}</span>
                    <span>{w.layer_count(layers)}</span>
                </div>
            </div>
            {inspector}
        </div>
    }
}

/// A step's command as it is shown: the word of its instruction and the rest.
fn said(row: &BuildRow) -> (String, String) {
    let Some(step) = &row.step else {
        return (String::new(), words().content.step_unknown.to_owned());
    };
    match instruction(step) {
        Some(text) => match text.split_once(' ') {
            Some((word, rest)) => (word.to_owned(), rest.to_owned()),
            None => (text, String::new()),
        },
        None => {
            let said = [&step.created_by, &step.comment];
            let said = said.into_iter().find(|text| !text.trim().is_empty());
            (
                String::new(),
                said.cloned().unwrap_or_else(|| "–".to_owned()),
            )
        }
    }
}

fn row_view(
    place: usize,
    row: &BuildRow,
    largest: u64,
    selected: RwSignal<Option<usize>>,
) -> impl IntoView + use<> {
    let (word, rest) = said(row);
    let layer = row.layer.as_ref();
    let size = layer.map_or("–".to_owned(), |layer| bytes(&layer.descriptor));
    let share = layer
        .and_then(|layer| layer.descriptor.size)
        .filter(|_| largest > 0)
        .map(|bytes| {
            let percent = bytes as f64 / largest as f64 * 100.0;
            view! { <span class="lb" style:width=format!("{percent:.1}%")></span> }
        });
    let is_empty = layer.is_none();
    let title = format!("{word} {rest}");
    let open = move || selected.set(Some(place));
    view! {
        <tr
            class:z=is_empty
            class:is-sel=move || selected.get() == Some(place)
            on:click=move |_| open()
        >
            <td class="ix">{place + 1}</td>
            <td class="r">{size}</td>
            <td>{share}</td>
            <td title=title.clone()>
                <button
                    type="button"
                    class="ly-o"
                    aria-pressed=move || (selected.get() == Some(place)).to_string()
                    on:click=move |event| {
                        event.stop_propagation();
                        open();
                    }
                >
                    <span class="ins">{word}</span>
                    " "
                    <span class="arg">{rest}</span>
                </button>
            </td>
        </tr>
    }
}

fn inspected(
    place: usize,
    row: BuildRow,
    pairing: Pairing,
    whole_size: Option<u64>,
    selected: RwSignal<Option<usize>>,
    order: Memo<Vec<usize>>,
    more: impl IntoView + 'static,
) -> impl IntoView {
    let w = &words().content;
    let title = match (&row.step, &row.layer) {
        (None, Some(layer)) => w.layer(layer.number),
        _ => w.step(place + 1),
    };
    let beside = move |by: isize| {
        order.with_untracked(|order| {
            let here = order.iter().position(|it| *it == place)?;
            order.get(here.checked_add_signed(by)?).copied()
        })
    };
    let button = move |by: isize, icon: &'static str, label: &'static str| {
        view! {
            <button
                type="button"
                class="ib"
                aria-label=label
                title=label
                disabled=beside(by).is_none()
                on:click=move |_| {
                    if let Some(place) = beside(by) {
                        selected.set(Some(place));
                    }
                }
            >
                <Icon name=icon />
            </button>
        }
    };
    let share = share_of(row.layer.as_ref(), whole_size);
    let is_empty = row.step.as_ref().is_some_and(|step| step.empty_layer);
    let size_line = match share {
        Some(share) => share,
        None if is_empty => w.adds_no_data.to_owned(),
        None if row.layer.is_none() && matches!(pairing, Pairing::Unequal { .. }) => {
            w.layer_unknown.to_owned()
        }
        None => String::new(),
    };
    let command = row.step.as_ref().map(|step| {
        let text = instruction(step).unwrap_or_else(|| step.created_by.clone());
        titled_section(
            w.instruction,
            view! { <CopyIcon text=text.clone() label=w.copy_instruction /> },
            view! {
                <div class="code">
                    <div class="c wrap">{text.clone()}</div>
                </div>
            },
        )
    });
    let created = row.step.as_ref().and_then(|step| step.created.clone());
    let comment = row.step.as_ref().map(|step| step.comment.clone());
    let comment = comment.filter(|comment| !comment.is_empty());
    let layer = row.layer.clone();
    let facts = view! {
        <dl class="kv">
            {layer.map(layer_facts)}
            {created.map(|created| pair(w.created, date(&created)))}
            {comment.map(|comment| pair(w.comment, view! { <span class="wraps">{comment}</span> }))}
        </dl>
    };
    view! {
        <Inspector
            title=title
            on_close=Callback::new(move |()| selected.set(None))
            actions=move || {
                view! {
                    {button(-1, "chevron-up", w.previous)}
                    {button(1, "chevron-down", w.following)}
                }
                    .into_any()
            }
        >
            {(!size_line.is_empty())
                .then(|| section(view! { <p class="soft t125 num">{size_line}</p> }))} {command}
            {section(facts)} {more}
        </Inspector>
    }
}

/// How a container would run after a step.
fn settings_view(after: &StepSettings) -> impl IntoView + use<> {
    let (w, of_artifact) = (&words().content, &words().artifact);
    let value = |set: &Option<String>| match set {
        Some(text) => view! { <span class="mono wraps">{text.clone()}</span> }.into_any(),
        None => view! { <span class="muted">{w.not_set_yet}</span> }.into_any(),
    };
    let names = &after.environment;
    let environment = match names.len() {
        0 => view! { <span class="muted">{w.not_set_yet}</span> }.into_any(),
        number => {
            let names = names.iter().map(String::as_str).collect::<Vec<_>>();
            view! { <span title=names.join(", ")>{w.variables(number)}</span> }.into_any()
        }
    };
    let said = view! { <span class="muted t12">{w.after_step_tip}</span> };
    let facts = view! {
        <dl class="kv">
            {pair(of_artifact.entrypoint, value(&after.entrypoint))}
            {pair(of_artifact.user, value(&after.user))}
            {pair(of_artifact.directory, value(&after.directory))}
            {pair(of_artifact.environment, environment)}
        </dl>
    };
    titled_section(w.after_step, said, facts)
}

/// The labels of the image, whichever step made them: the first few, or all.
fn labels_view(labels: &Labels, all: RwSignal<bool>) -> Option<impl IntoView + use<>> {
    let w = &words().content;
    let number = labels.len();
    let labels = Arc::clone(labels);
    let more = move || {
        (number > FEW_LABELS && !all.get()).then(|| {
            view! {
                <button
                    type="button"
                    class="lnk t12"
                    id="all-image-labels"
                    on:click=move |_| all.set(true)
                >
                    {w.all_labels(number)}
                </button>
            }
        })
    };
    let rows = move || {
        let shown = if all.get() { number } else { FEW_LABELS };
        let labels = labels.iter().take(shown);
        labels
            .map(|(name, value)| {
                view! {
                    <dt class="mono wraps">{name.clone()}</dt>
                    <dd>
                        <span class="wraps">{value.clone()}</span>
                    </dd>
                }
            })
            .collect_view()
    };
    let said = view! { <dl class="kv image-labels">{rows}</dl> };
    (number > 0).then(|| titled_section(w.labels_of_image, more, said))
}

/// What can be done with a layer's content.
fn layer_buttons(
    connection: Signal<ConnectionId>,
    layer: ShownLayer,
    files_of: RwSignal<Option<ShownLayer>>,
) -> impl IntoView {
    let w = &words().layer_files;
    let (content, name) = (layer.place.clone(), layer.file_name());
    view! {
        <div class="row g6">
            <button
                type="button"
                class="btn sm"
                on:click=move |_| files_of.set(Some(layer.clone()))
            >
                <Icon name="file" />
                {w.show}
            </button>
            <SaveContentButton connection=connection content=content name=name label=w.save_layer />
        </div>
    }
}

fn share_of(layer: Option<&Layer>, whole_size: Option<u64>) -> Option<String> {
    let layer = layer?;
    let size = bytes(&layer.descriptor);
    let known = layer.descriptor.size.zip(whole_size.filter(|it| *it > 0));
    Some(match known {
        Some((bytes, whole)) => {
            let percent = format!("{:.1}", bytes as f64 / whole as f64 * 100.0);
            words().content.of_the_image(&size, &percent)
        }
        None => size,
    })
}

fn layer_facts(layer: Layer) -> impl IntoView {
    let w = &words().content;
    let digest = |digest: String| {
        view! {
            <span class="mono trunc" title=digest.clone()>
                {short(&digest)}
            </span>
            <CopyIcon text=digest label=w.copy_digest />
        }
    };
    view! {
        {pair(w.layer_digest, digest(layer.descriptor.digest.clone()))}
        {layer
            .diff_id
            .map(|id| {
                view! {
                    <dt title=w.content_digest_tip>{w.content_digest}</dt>
                    <dd>{digest(id)}</dd>
                }
            })}
        {pair(w.media_type, media_type_view(&layer.descriptor.media_type))}
        {pair(w.compressed, bytes(&layer.descriptor))}
    }
}

/// A layer's media type in words where it is one of an image's usual ones; the type itself shows as a tip.
fn media_type_view(media_type: &str) -> impl IntoView + use<> {
    let oci = media_type
        .strip_prefix("application/vnd.oci.image.layer.v1.")
        .map(|rest| ("OCI", rest.to_owned()));
    let docker = media_type
        .strip_prefix("application/vnd.docker.image.rootfs.diff.")
        .map(|rest| ("Docker", rest.replace("tar.", "tar+")));
    let said = match oci.or(docker) {
        Some((by, packed)) => words().content.layer_type(by, &packed.replace('+', " + ")),
        None => media_type.to_owned(),
    };
    view! {
        <span class="wraps" title=media_type.to_owned()>
            {said}
        </span>
    }
}

/// A time of a builder's, or its own words where they are no time.
fn date(text: &str) -> String {
    BuildTime::parse(text).map_or_else(|| text.to_owned(), |built| built_text(&built))
}
