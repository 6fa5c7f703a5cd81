//! What a rule copies beside names and tags: labels, and kinds of content. Which of these the source
//! can be filtered by, and by which values, the server says.

use harbor_api::{
    RegistryId,
    operations::GetRegistryInfo,
    types::{RegistryFilter, RegistryInfo, ReplicationPolicy},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::form::RuleForm;
use crate::{
    ipc::load::{Loaded, load_one},
    ui::{Absent, SentenceSelect},
    words::words,
};

/// A filter of this kind, as texts; several for labels.
pub fn texts_of(rule: &ReplicationPolicy, kind: &str) -> Vec<String> {
    let filter = rule.filters.iter().find(|filter| filter.kind == kind);
    let Some(filter) = filter else {
        return Vec::new();
    };
    let texts = match filter.value.as_array() {
        Some(all) => all.iter().filter_map(|value| value.as_str()).collect(),
        None => filter.value.as_str().into_iter().collect::<Vec<_>>(),
    };
    let texts = texts.into_iter().map(str::trim);
    texts
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a kind of content is called.
pub fn kind_name(word: &str) -> String {
    let w = &words().replication;
    match word {
        "image" => w.images,
        "artifact" => w.artifacts,
        "chart" => w.charts,
        other => other,
    }
    .to_owned()
}

/// What can be chosen: what the source offers, and what the rule has already.
fn choices(offered: &[RegistryFilter], kind: &str, chosen: &[String]) -> Vec<String> {
    let filter = offered.iter().find(|filter| filter.kind == kind);
    let mut all = filter.map_or_else(Vec::new, |filter| filter.values.clone());
    for one in chosen {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

/// What the source of a rule can be filtered by.
#[derive(Clone, Copy)]
pub struct SourceFilters {
    form: RuleForm,
    known: Loaded<RegistryInfo>,
    labels: Memo<Vec<String>>,
    kinds: Memo<Vec<String>>,
}

impl SourceFilters {
    pub fn load(connection: Signal<ConnectionId>, form: RuleForm) -> Self {
        let known = load_one(connection, move || {
            // This registry itself is 0.
            let id = match form.is_pull() {
                true => form.registry.with(|id| id.parse().ok())?,
                false => 0,
            };
            Some(GetRegistryInfo { id: RegistryId(id) })
        });
        let offered = move || {
            let info = known.data.get();
            info.map_or_else(Vec::new, |info| info.supported_resource_filters.clone())
        };
        let kept_labels = form.labels.get_untracked();
        let kept_kind = form.content.get_untracked();
        Self {
            form,
            known,
            labels: Memo::new(move |_| choices(&offered(), "label", &kept_labels)),
            kinds: Memo::new(move |_| {
                let kept = Some(kept_kind.clone()).filter(|kind| !kind.is_empty());
                choices(&offered(), "resource", &Vec::from_iter(kept))
            }),
        }
    }

    /// The kinds of content to choose from, each with its words; all of them first.
    pub fn kinds(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let mut all = vec![(String::new(), words().replication.everything.to_owned())];
            all.extend(self.kinds.get().into_iter().map(|kind| {
                let name = kind_name(&kind);
                (kind, name)
            }));
            all
        })
    }

    /// That it is not known, with a retry.
    pub fn failure(self) -> impl IntoView {
        view! { <Absent what=words().replication.the_filters of=self.known /> }
    }
}

/// The labels to choose from, and what those that are chosen mean.
#[component]
pub fn LabelFields(of: SourceFilters) -> impl IntoView {
    let w = &words().replication;
    let SourceFilters { form, labels, .. } = of;
    let means = Signal::stored(vec![
        ("matches".to_owned(), w.labels_with.to_owned()),
        ("excludes".to_owned(), w.labels_without.to_owned()),
    ]);
    let boxes = move || {
        let boxes = labels.get().into_iter().map(|label| {
            let (shown, for_change) = (label.clone(), label.clone());
            let is_on = move || form.labels.with(|labels| labels.contains(&label));
            let change = move |event| {
                let is_on = event_target_checked(&event);
                form.labels.update(|labels| {
                    labels.retain(|known| *known != for_change);
                    if is_on {
                        labels.push(for_change.clone());
                    }
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=is_on on:change=change />
                    <span class="wraps">{shown}</span>
                </label>
            }
        });
        boxes.collect_view()
    };
    view! {
        <Show when=move || labels.with(|labels| !labels.is_empty())>
            <div class="sent form">
                {w.only_labels}
                <SentenceSelect
                    id="rule-labels-mean"
                    label=w.labels
                    value=form.labels_mean
                    choices=means
                />
                <div class="row wraps g10" id="rule-labels" role="group" aria-label=w.labels>
                    {boxes}
                </div>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rule_has_can_be_chosen_though_the_source_no_longer_offers_it() {
        let offered = [RegistryFilter {
            kind: "label".to_owned(),
            style: "list".to_owned(),
            values: vec!["approved".to_owned()],
        }];
        let kept = ["approved".to_owned(), "gone".to_owned()];
        assert_eq!(choices(&offered, "label", &kept), ["approved", "gone"]);
        assert_eq!(
            choices(&offered, "resource", &[]),
            Vec::<String>::new(),
            "a source without kinds is not asked for any"
        );
    }
}
