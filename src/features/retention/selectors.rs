//! The selectors of a rule as they are written: any number, of which each must select.

use harbor_api::types::{Decoration, RuleSelector};
use leptos::prelude::*;

use crate::{
    features::retention::trial::{SelectorField, pattern_problem, selector},
    ui::{Checkbox, Icon},
    words::words,
};

/// What selectors select.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected {
    Repositories,
    Tags,
}

/// A selector that is being written. What has no field (its kind, further extras) stays.
#[derive(Clone, Copy)]
struct Draft {
    number: usize,
    /// None for one that was added.
    old: StoredValue<Option<RuleSelector>>,
    pattern: RwSignal<String>,
    excludes: RwSignal<bool>,
    /// Whether artifacts without tag count as selected.
    takes_untagged: RwSignal<bool>,
}

impl Draft {
    fn new(number: usize, old: Option<RuleSelector>) -> Self {
        let shown = old.clone().unwrap_or_default();
        let pattern = match shown.pattern.as_str() {
            // The empty pattern means the same.
            "" => "**".to_owned(),
            pattern => pattern.to_owned(),
        };
        Self {
            number,
            pattern: RwSignal::new(pattern),
            excludes: RwSignal::new(shown.excludes()),
            takes_untagged: RwSignal::new(shown.untagged() != shown.excludes()),
            old: StoredValue::new(old),
        }
    }

    fn selector(self, selected: Selected) -> RuleSelector {
        written(
            self.old.get_value(),
            &self.pattern.get(),
            self.excludes.get(),
            (selected == Selected::Tags).then(|| self.takes_untagged.get()),
        )
    }
}

/// What a selector becomes by what the fields say; for repositories `takes_untagged` is none.
fn written(
    old: Option<RuleSelector>,
    pattern: &str,
    excludes: bool,
    takes_untagged: Option<bool>,
) -> RuleSelector {
    let new = selector(pattern, excludes, takes_untagged.is_none());
    let is_new = old.is_none();
    let selector = match old {
        Some(old) => RuleSelector {
            decoration: new.decoration,
            // The empty pattern is shown as the one that says the same.
            pattern: if old.pattern.is_empty() && pattern == "**" {
                old.pattern
            } else {
                new.pattern
            },
            ..old
        },
        None => new,
    };
    match takes_untagged.map(|takes| takes != excludes) {
        Some(untagged) if is_new || untagged != selector.untagged() => {
            selector.with_untagged(untagged)
        }
        _ => selector,
    }
}

/// Whether the fields can say all that a selector says.
pub fn can_be_written(selector: &RuleSelector) -> bool {
    selector.kind == RuleSelector::KIND && !matches!(selector.decoration, Decoration::Other(_))
}

/// The selectors of a rule while they are written.
#[derive(Clone, Copy)]
pub struct Drafts {
    selected: Selected,
    all: RwSignal<Vec<Draft>>,
}

impl Drafts {
    /// Those of a rule; of one that has none, a selector of everything.
    pub fn new(selected: Selected, old: &[RuleSelector]) -> Self {
        let mut all: Vec<Draft> = old
            .iter()
            .enumerate()
            .map(|(at, selector)| Draft::new(at, Some(selector.clone())))
            .collect();
        if all.is_empty() {
            all.push(Draft::new(0, None));
        }
        Self {
            selected,
            all: RwSignal::new(all),
        }
    }

    /// What is written now.
    pub fn selectors(self) -> Vec<RuleSelector> {
        let all = self.all.get();
        all.iter()
            .map(|draft| draft.selector(self.selected))
            .collect()
    }

    /// Whether a pattern can't be saved.
    pub fn is_wrong(self) -> bool {
        let all = self.all.get();
        all.iter()
            .any(|draft| pattern_problem(&draft.pattern.get()).is_some())
    }

    fn add(self) {
        self.all.update(|all| {
            let number = all.iter().map(|draft| draft.number + 1).max();
            all.push(Draft::new(number.unwrap_or_default(), None));
        });
    }

    fn remove(self, number: usize) {
        self.all
            .update(|all| all.retain(|draft| draft.number != number));
    }
}

/// A field for each selector, and a button for one more.
#[component]
pub fn SelectorFields(
    drafts: Drafts,
    /// Of the first field; those of further ones have a number behind it.
    id: &'static str,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let w = &words().retention;
    let (label, hint, add, each) = match drafts.selected {
        Selected::Repositories => (
            w.repository_pattern,
            w.repository_hint,
            w.add_repositories,
            w.each_of_repositories,
        ),
        Selected::Tags => (w.tag_pattern, w.tag_hint, w.add_tags, w.each_of_tags),
    };
    let has_several = Memo::new(move |_| drafts.all.with(|all| all.len() > 1));
    let line = move |draft: Draft| {
        let number = draft.number;
        let id = match number {
            0 => id.to_owned(),
            number => format!("{id}-{}", number + 1),
        };
        let remove = move || {
            has_several.get().then(|| {
                let name = move || format!("{} {}", w.remove_pattern, draft.pattern.get());
                view! {
                    <button
                        type="button"
                        class="ib"
                        aria-label=name
                        title=w.remove_pattern
                        on:click=move |_| drafts.remove(number)
                    >
                        <Icon name="x" class="i-14" />
                    </button>
                }
            })
        };
        let untagged = (drafts.selected == Selected::Tags).then(|| {
            let id = if number == 0 {
                "rule-untagged".to_owned()
            } else {
                format!("rule-untagged-{}", number + 1)
            };
            view! {
                <Checkbox id=id value=draft.takes_untagged>
                    {w.untagged}
                </Checkbox>
            }
        });
        view! {
            <SelectorField
                id=id
                label=label
                hint=hint
                pattern=draft.pattern
                excludes=draft.excludes
                autofocus=autofocus && number == 0
                after=move || remove().into_any()
            />
            {untagged}
        }
    };
    view! {
        <For each=move || drafts.all.get() key=|draft| draft.number children=line />
        <div class="row g8">
            <button type="button" class="btn ghost sm" on:click=move |_| drafts.add()>
                <Icon name="plus" class="i-14" />
                {add}
            </button>
            {move || has_several.get().then(|| view! { <span class="hint">{each}</span> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::types::{Decoration, RuleSelector};

    use super::{can_be_written, written};

    fn tags(extras: &str) -> RuleSelector {
        RuleSelector {
            extras: extras.to_owned(),
            ..RuleSelector::new(Decoration::Matches, "v*")
        }
    }

    #[test]
    fn a_selector_that_is_left_alone_stays_to_the_letter() {
        for extras in [
            "",
            r#"{"untagged":true}"#,
            r#"{ "untagged": false, "more": 1 }"#,
            "?",
        ] {
            for pattern in ["v*", "", "**"] {
                for decoration in [Decoration::Matches, Decoration::Excludes] {
                    let old = RuleSelector {
                        decoration,
                        pattern: pattern.to_owned(),
                        ..tags(extras)
                    };
                    let shown = if pattern.is_empty() { "**" } else { pattern };
                    let takes = old.untagged() != old.excludes();
                    let now = written(Some(old.clone()), shown, old.excludes(), Some(takes));
                    assert_eq!(now, old);
                }
            }
        }
        let repositories = RuleSelector::new(Decoration::RepositoryExcludes, "base/**");
        let now = written(Some(repositories.clone()), "base/**", true, None);
        assert_eq!(now, repositories);
    }

    #[test]
    fn what_has_no_field_stays_when_the_rest_changes() {
        let old = tags(r#"{"more":1,"untagged":true}"#);
        let now = written(Some(old), "w*", true, Some(true));
        assert_eq!(now.pattern, "w*");
        assert_eq!(now.decoration, Decoration::Excludes);
        assert!(!now.untagged(), "those without tag still count as selected");
        assert_eq!(now.extras, r#"{"more":1,"untagged":false}"#);
        assert_eq!(
            written(None, "w*", false, Some(true)).extras,
            r#"{"untagged":true}"#
        );
    }

    #[test]
    fn what_the_fields_can_not_say_is_not_edited() {
        assert!(can_be_written(&tags("")));
        let unknown = RuleSelector::new(Decoration::Other("likes".to_owned()), "v*");
        assert!(!can_be_written(&unknown));
        let regular = RuleSelector {
            kind: "regular".to_owned(),
            ..tags("")
        };
        assert!(!can_be_written(&regular));
    }
}
