//! What differs, as it is shown and copied.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use comparison::{
    FindingChanges, Found, Layer, LayerChanges, PackageChanges, SettingChange, compare_findings,
    compare_layers, compare_settings,
};
use distribution_api::{Content, GetManifest, Manifest, Name};
use harbor_api::{
    operations::{GetArtifact, GetVulnerabilities},
    types::{ACCEPT_VULNERABILITIES, Artifact, VulnerabilityReports},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::{
        artifacts::Attachments,
        compare::{
            Other,
            packages::{self, ComparedPackages, PackageSource},
        },
    },
    format::{size, whole},
    ipc::load::{Loaded, load_one},
    ui::{CopyButton, Failed, FormFailure, titled_section},
    words::words,
};

/// Findings, packages and layers that are shown of each kind.
pub(super) const SHOWN: usize = 200;

/// One of the two, as far as it is read.
#[derive(Clone, Copy)]
struct Side {
    manifest: Loaded<Content<Manifest>>,
    report: Loaded<VulnerabilityReports>,
}

impl Side {
    fn new(
        connection: Signal<ConnectionId>,
        at: Other,
        artifact: Signal<Option<Arc<Artifact>>>,
    ) -> Self {
        let at = StoredValue::new(at);
        let reference = move || artifact.get()?.reference();
        Self {
            manifest: load_one(connection, move || {
                let (project, repository) =
                    at.with_value(|at| (at.project.clone(), at.repository.clone()));
                Some(GetManifest {
                    name: Name::new(project, repository),
                    reference: reference()?,
                })
            }),
            report: load_one(connection, move || {
                let is_scannable = artifact.get()?.is_scannable();
                let reference = reference().filter(|_| is_scannable)?;
                Some(at.with_value(|at| GetVulnerabilities {
                    project_name: at.project.clone(),
                    repository_name: at.repository.clone(),
                    reference,
                    accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
                }))
            }),
        }
    }

    /// Its layers; none of an index, or while they are not read.
    fn layers(self) -> Option<Vec<Layer>> {
        let content = self.manifest.data.get()?;
        let Ok(Manifest::Image(image)) = &content.read else {
            return None;
        };
        let layers = image.layers.iter().map(|layer| Layer {
            digest: layer.digest.clone(),
            size: layer.size.unwrap_or_default(),
        });
        Some(layers.collect())
    }

    /// Its findings; none where no report is there, which is not the same as no findings.
    fn findings(self) -> Option<Vec<Found>> {
        let reports = self.report.data.get()?;
        let list = reports.report()?.vulnerabilities.as_ref()?;
        let found = list.iter_good().map(|finding| Found {
            id: finding.id.clone(),
            package: finding.package.clone(),
            version: finding.version.clone(),
            severity: finding.severity,
        });
        Some(found.collect())
    }
}

/// Facts of an artifact that are compared as they are written.
fn facts(artifact: &Artifact) -> BTreeMap<String, String> {
    let w = &words().artifact;
    let mut facts = BTreeMap::new();
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            facts.insert(name.to_owned(), value);
        }
    };
    put(w.size, size(artifact.size));
    put(w.pushed, artifact.push_time.map(whole).unwrap_or_default());
    let platforms = artifact.platforms();
    let platforms = platforms.iter().map(ToString::to_string);
    put(w.platform, platforms.collect::<Vec<_>>().join(", "));
    facts
}

/// How its containers run.
fn settings(artifact: &Artifact) -> BTreeMap<String, String> {
    let Some(config) = artifact.config() else {
        return BTreeMap::new();
    };
    let mut settings: BTreeMap<String, String> = config
        .env
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (format!("ENV {name}"), value.to_owned()))
        .collect();
    for (name, value) in [
        ("CMD", config.cmd.join(" ")),
        ("ENTRYPOINT", config.entrypoint.join(" ")),
        ("USER", config.user),
        ("WORKDIR", config.working_dir),
        ("EXPOSE", config.exposed_ports.join(" ")),
        ("VOLUME", config.volumes.join(" ")),
        ("STOPSIGNAL", config.stop_signal),
    ] {
        if !value.is_empty() {
            settings.insert(name.to_owned(), value);
        }
    }
    settings
}

fn labels(artifact: &Artifact) -> BTreeMap<String, String> {
    let config = artifact.config();
    config.map(|config| config.labels).unwrap_or_default()
}

/// All that differs.
#[derive(Clone, PartialEq)]
struct Differences {
    facts: Vec<SettingChange>,
    settings: Vec<SettingChange>,
    labels: Vec<SettingChange>,
    layers: Option<LayerChanges>,
    findings: Option<FindingChanges>,
    packages: Option<(PackageSource, PackageChanges)>,
}

#[component]
pub(super) fn Comparison(
    connection: Signal<ConnectionId>,
    this: Other,
    artifact: Arc<Artifact>,
    other: Other,
    /// What is attached to the artifact.
    attachments: Attachments,
) -> impl IntoView {
    let w = &words().compare;
    let there = Signal::stored(other.connection.clone());
    let place = StoredValue::new(other.clone());
    let before = load_one(there, move || {
        Some(place.with_value(|at| GetArtifact {
            project_name: at.project.clone(),
            repository_name: at.repository.clone(),
            reference: at.reference.clone(),
            with_tag: Some(true),
            with_label: None,
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_immutable_status: None,
            with_accessory: Some(true),
            with_inherited_accessory: None,
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        }))
    });
    let at = StoredValue::new((
        other.project.clone(),
        other.repository.clone(),
        other.reference.clone(),
    ));
    let after = StoredValue::new(Arc::clone(&artifact));
    let title = format!("{} → {}", other.text(), this.text());
    let packages = ComparedPackages::new(
        [there, connection],
        [other.clone(), this.clone()],
        [
            Signal::derive(move || before.data.get()),
            Signal::stored(Some(Arc::clone(&artifact))),
        ],
        [Attachments::new(there, at, before), attachments],
    );
    let first = Side::new(there, other, Signal::derive(move || before.data.get()));
    let second = Side::new(connection, this, Signal::stored(Some(artifact)));
    let differences = Memo::new(move |_| {
        let before = before.data.get()?;
        let after = after.get_value();
        Some(Differences {
            facts: compare_settings(&facts(&before), &facts(&after)),
            settings: compare_settings(&settings(&before), &settings(&after)),
            labels: compare_settings(&labels(&before), &labels(&after)),
            layers: first
                .layers()
                .zip(second.layers())
                .map(|(before, after)| compare_layers(&before, &after)),
            findings: first
                .findings()
                .zip(second.findings())
                .map(|(before, after)| compare_findings(&before, &after)),
            packages: packages.changes.get().and_then(Result::ok),
        })
    });
    let is_reading = move || {
        let sides = [first, second]
            .iter()
            .any(|side| side.manifest.loading.get() || side.report.loading.get());
        let is_open = packages.changes.with(Option::is_none) && !packages.is_nothing.get();
        let reads_packages = is_open && before.data.with(Option::is_some);
        before.loading.get() || sides || reads_packages
    };
    let copied = {
        let title = title.clone();
        Signal::derive(move || {
            let differences = differences.get();
            differences
                .map(|all| markdown(&title, &all))
                .unwrap_or_default()
        })
    };
    view! {
        <div class="row g8 cmp-head">
            <h2 class="mono t125 trunc grow">{title}</h2>
            {move || is_reading().then(|| view! { <span class="spin" role="status"></span> })}
            <CopyButton text=copied label=w.copy_markdown />
        </div>
        {move || {
            let none = before.data.with(Option::is_none);
            before.failure.get().filter(|_| none).map(|failure| {
                view! {
                    <Failed
                        what=w.the_other
                        failure=failure
                        on_retry=Callback::new(move |()| before.reload())
                    />
                }
            })
        }}
        {move || {
            let failed = packages.changes.get().and_then(Result::err);
            failed.map(|failure| view! { <FormFailure failure=failure /> })
        }}
        {move || differences.get().map(|all| shown(&all, is_reading()))}
    }
}

fn shown(all: &Differences, is_reading: bool) -> impl IntoView + use<> {
    let w = &words().compare;
    let changes =
        |title: &'static str, changes: &[SettingChange]| titled_section(title, (), table(changes));
    let findings = match &all.findings {
        Some(findings) => {
            let list = |title: String, list: &[Found]| {
                titled_list(title, list, |found| {
                    view! {
                        <b class="semi">{found.id.clone()}</b>
                        " "
                        <span class="soft">
                            {format!("{} {} {}", found.severity.as_str(), found.package, found.version)}
                        </span>
                    }
                    .into_any()
                })
            };
            view! {
                {list(w.fixed(findings.fixed.len()), &findings.fixed)}
                {list(w.new_findings(findings.new.len()), &findings.new)}
                <p class="soft">{w.left(findings.left)}</p>
            }
            .into_any()
        }
        None if is_reading => ().into_any(),
        None => view! { <p class="soft">{w.not_scanned}</p> }.into_any(),
    };
    let packages = match &all.packages {
        Some((source, changes)) => packages::shown(source, changes),
        None if is_reading => ().into_any(),
        None => view! { <p class="soft">{w.no_packages}</p> }.into_any(),
    };
    let layers = match &all.layers {
        Some(layers) => {
            let list = |title: String, list: &[Layer]| {
                titled_list(title, list, |layer| {
                    let bytes = i64::try_from(layer.size).unwrap_or(i64::MAX);
                    view! { <span class="mono">{layer.digest.clone()}</span> " " {size(bytes)} }
                        .into_any()
                })
            };
            let shared = i64::try_from(layers.shared_bytes).unwrap_or(i64::MAX);
            view! {
                <p class="soft">{w.shared(layers.shared, &size(shared))}</p>
                {list(w.gone_layers(layers.gone.len()), &layers.gone)}
                {list(w.new_layers(layers.new.len()), &layers.new)}
            }
            .into_any()
        }
        None if is_reading => ().into_any(),
        None => view! { <p class="soft">{w.no_layers}</p> }.into_any(),
    };
    view! {
        {titled_section(w.findings, (), findings)}
        {titled_section(w.packages, (), packages)}
        {changes(w.facts, &all.facts)}
        {changes(w.config, &all.settings)}
        {changes(w.labels, &all.labels)}
        {titled_section(w.layers, (), layers)}
    }
}

/// A list of which only the first are shown; how many more there are is said.
pub(super) fn titled_list<T>(title: String, list: &[T], line: impl Fn(&T) -> AnyView) -> AnyView {
    let lines = list.iter().take(SHOWN);
    let lines = lines
        .map(|item| view! { <li>{line(item)}</li> })
        .collect_view();
    let more = list.len().saturating_sub(SHOWN);
    view! {
        <h4>{title}</h4>
        <ul class="dots">
            {lines} {(more > 0).then(|| view! { <li>{words().compare.more(more)}</li> })}
        </ul>
    }
    .into_any()
}

fn table(changes: &[SettingChange]) -> AnyView {
    let w = &words().compare;
    if changes.is_empty() {
        return view! { <p class="soft">{w.same}</p> }.into_any();
    }
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let rows = changes.iter().map(|change| {
        view! {
            <tr>
                <th scope="row">{change.name.clone()}</th>
                <td class="wraps">{side(&change.before)}</td>
                <td class="wraps">{side(&change.after)}</td>
            </tr>
        }
    });
    view! {
        <table class="tbl cmp-table">
            <thead>
                <tr>
                    <th scope="col">{w.what}</th>
                    <th scope="col">{w.before}</th>
                    <th scope="col">{w.after}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What differs, for an issue or release notes.
fn markdown(title: &str, all: &Differences) -> String {
    let w = &words().compare;
    let mut text = format!("## {title}\n");
    // Writing into a text does not fail.
    if let Some(findings) = &all.findings {
        let _ = write!(text, "\n### {}\n\n", w.findings);
        for (title, list) in [
            (w.fixed(findings.fixed.len()), &findings.fixed),
            (w.new_findings(findings.new.len()), &findings.new),
        ] {
            let _ = writeln!(text, "{title}\n");
            for found in list {
                let severity = found.severity.as_str();
                let _ = writeln!(
                    text,
                    "- {} ({severity}): {} {}",
                    found.id, found.package, found.version
                );
            }
            text.push('\n');
        }
        let _ = writeln!(text, "{}", w.left(findings.left));
    }
    if let Some((source, changes)) = &all.packages {
        text.push_str(&packages::markdown(source, changes));
    }
    for (title, changes) in [
        (w.facts, &all.facts),
        (w.config, &all.settings),
        (w.labels, &all.labels),
    ] {
        if changes.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n### {title}\n\n| {} | {} | {} |\n| --- | --- | --- |\n",
            w.what, w.before, w.after
        );
        let cell = |value: &Option<String>| {
            let value = value.as_deref().unwrap_or("–");
            value.replace('|', "\\|").replace('\n', " ")
        };
        for change in changes {
            let (before, after) = (cell(&change.before), cell(&change.after));
            let _ = writeln!(text, "| {} | {before} | {after} |", change.name);
        }
    }
    if let Some(layers) = &all.layers {
        let _ = write!(text, "\n### {}\n\n", w.layers);
        for (title, list) in [
            (w.gone_layers(layers.gone.len()), &layers.gone),
            (w.new_layers(layers.new.len()), &layers.new),
        ] {
            let _ = writeln!(text, "{title}\n");
            for layer in list {
                let bytes = i64::try_from(layer.size).unwrap_or(i64::MAX);
                let _ = writeln!(text, "- `{}` {}", layer.digest, size(bytes));
            }
            text.push('\n');
        }
    }
    text
}
