//! The manifest and the configuration as the registry holds them.

use std::{collections::HashSet, sync::Arc};

use distribution_api::Manifest;
use leptos::prelude::*;
use pilothouse_protocol::Failure;

use crate::{
    features::artifacts::{
        content::{
            ConfigPlace, RegistryContent,
            json::{Line, lines},
        },
        list::short,
    },
    ui::{CopyButton, CopyIcon, Failed, Find, Icon, is_typing, save_text},
    words::words,
};

/// Lines drawn before 'Show more'.
const LINES: usize = 1500;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Manifest,
    Configuration,
}

/// A part as it is shown.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Failed(Failure),
    /// Nothing to show, and why.
    Nothing(&'static str),
    Text {
        digest: String,
        text: Arc<str>,
    },
}

/// The part of an artifact's page that shows what the registry holds.
#[component]
pub fn Raw(content: RegistryContent, #[prop(into)] digest: Signal<String>) -> impl IntoView {
    let w = &words().content;
    content.want_manifest();
    let part = RwSignal::new(Part::Manifest);
    let shown = Memo::new(move |_| match part.get() {
        Part::Manifest => {
            let bytes = content.manifest.data.get();
            let bytes = bytes.as_ref().map(|it| it.bytes.as_slice());
            shown(bytes, content.manifest.failure.get(), digest.get())
        }
        Part::Configuration => match content.config_at.get() {
            ConfigPlace::Nowhere => Shown::Nothing(w.no_configuration),
            ConfigPlace::TooLarge => Shown::Nothing(w.too_large),
            ConfigPlace::Unknown => match content.manifest.failure.get() {
                Some(failure) => Shown::Failed(failure),
                None if content.manifest.data.with(Option::is_some) => {
                    Shown::Nothing(w.no_configuration)
                }
                None => Shown::Waiting,
            },
            ConfigPlace::At(digest) => {
                let blob = content.config.data.get();
                let bytes = blob.as_ref().map(|blob| blob.0.as_slice());
                shown(bytes, content.config.failure.get(), digest.to_string())
            }
        },
    });
    let is_index = move || {
        content.manifest.data.with(|it| {
            it.as_ref()
                .is_some_and(|it| matches!(it.read, Ok(Manifest::Index(_))))
        })
    };
    let choose = move |this: Part| {
        if this == Part::Configuration {
            content.want_config();
        }
        part.set(this);
    };
    let button = move |this: Part, title: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (part.get() == this).to_string()
                class:is-active=move || part.get() == this
                on:click=move |_| choose(this)
            >
                {title}
            </button>
        }
    };
    let buttons = move || {
        (!is_index()).then(|| {
            view! {
                <div class="raw-p">
                    <span class="seg" role="group" aria-label=w.shown>
                        {button(Part::Manifest, w.manifest)}
                        {button(Part::Configuration, w.configuration)}
                    </span>
                </div>
            }
        })
    };
    let retry = move || match part.get_untracked() {
        Part::Configuration if content.manifest.data.with_untracked(Option::is_some) => {
            content.config.reload();
        }
        _ => content.manifest.reload(),
    };
    let what = move || match part.get_untracked() {
        Part::Manifest => w.the_manifest,
        Part::Configuration => w.the_configuration,
    };
    view! {
        <div class="page grow raw">
            {buttons}
            {move || match shown.get() {
                Shown::Waiting => {
                    view! {
                        <div class="scroll" aria-busy="true"></div>
                    }
                        .into_any()
                }
                Shown::Failed(failure) => {
                    view! {
                        <Failed
                            what=what()
                            failure=failure
                            on_retry=Callback::new(move |()| retry())
                        />
                    }
                        .into_any()
                }
                Shown::Nothing(why) => {
                    view! {
                        <p class="card-b muted">{why}</p>
                    }
                        .into_any()
                }
                Shown::Text { digest, text } => {
                    let name = file_name(part.get_untracked(), is_index(), &digest);
                    {
                        let acts = TextActs::saving(name, &text);
                        text_view(text, Some(digest), acts).into_any()
                    }
                }
            }}
        </div>
    }
}

fn shown(bytes: Option<&[u8]>, failure: Option<Failure>, digest: String) -> Shown {
    match (bytes, failure) {
        (Some(bytes), _) => match std::str::from_utf8(bytes) {
            Ok(text) => Shown::Text {
                digest,
                text: text.into(),
            },
            Err(_) => Shown::Nothing(words().content.no_text),
        },
        (None, Some(failure)) => Shown::Failed(failure),
        (None, None) => Shown::Waiting,
    }
}

fn file_name(part: Part, is_index: bool, digest: &str) -> String {
    let what = match (part, is_index) {
        (Part::Configuration, _) => "config",
        (Part::Manifest, true) => "index",
        (Part::Manifest, false) => "manifest",
    };
    format!("{what}-{}.json", short(digest))
}

/// What can be done with a text that is shown.
#[derive(Clone, Copy)]
pub struct TextActs {
    pub save: Callback<()>,
    /// Whether the key that finds leads to this text's own field.
    pub has_find_key: bool,
}

impl TextActs {
    /// Saves the text as it is; `name` is that of the file.
    pub fn saving(name: String, text: &Arc<str>) -> Self {
        let text = Arc::clone(text);
        Self {
            save: Callback::new(move |()| save_text(name.clone(), text.to_string())),
            has_find_key: true,
        }
    }
}

/// A text with what can be done with it. A digest is one that it was compared with.
pub fn text_view(text: Arc<str>, digest: Option<String>, acts: TextActs) -> impl IntoView {
    let w = &words().content;
    let as_json = lines(&text);
    let can_fold = as_json.is_some();
    let parsed: Arc<[Line]> = match as_json {
        Some(lines) => lines.into(),
        None => text.lines().map(plain).collect(),
    };
    let parsed = StoredValue::new(parsed);
    let folded = RwSignal::new(HashSet::<usize>::new());
    let drawn = RwSignal::new(LINES);
    let sought = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let sought = sought.get().to_lowercase();
        if sought.is_empty() {
            return Vec::new();
        }
        parsed.with_value(|lines| {
            let found = lines
                .iter()
                .enumerate()
                .filter(|(_, line)| has(line, &sought));
            found.map(|(number, _)| number).collect::<Vec<_>>()
        })
    });
    let current = RwSignal::new(0_usize);
    let container = NodeRef::<leptos::html::Div>::new();
    // Shows the line of a match: what is folded around it opens.
    let show = move |number: usize| {
        folded.update(|folded| {
            parsed.with_value(|lines| {
                folded.retain(|start| {
                    let end = lines[*start].ends.unwrap_or(*start);
                    !(*start < number && number <= end)
                });
            });
        });
        drawn.update(|drawn| *drawn = (*drawn).max(number + LINES / 2));
        request_animation_frame(move || {
            let line = container
                .get_untracked()
                .and_then(|it| it.query_selector(".is-match").ok().flatten());
            if let Some(line) = line {
                line.scroll_into_view();
            }
        });
    };
    Effect::new(move |_| {
        let first = found.with(|found| found.first().copied());
        current.set(0);
        if let Some(first) = first {
            show(first);
        }
    });
    let next = move || {
        let number = found.with_untracked(Vec::len);
        if number > 0 {
            current.update(|current| *current = (*current + 1) % number);
            show(found.with_untracked(|found| found[current.get_untracked()]));
        }
    };
    let said = move || {
        let number = found.with(Vec::len);
        match number {
            _ if sought.with(String::is_empty) => String::new(),
            0 => w.no_match.to_owned(),
            number => format!("{} / {}", current.get() + 1, w.matches(number)),
        }
    };
    let fold_all = move || {
        let all = parsed.with_value(|lines| {
            let openings = lines.iter().enumerate().skip(1);
            openings
                .filter(|(_, line)| line.ends.is_some())
                .map(|(number, _)| number)
                .collect()
        });
        folded.set(all);
    };
    let visible =
        Memo::new(move |_| folded.with(|folded| parsed.with_value(|lines| visible(lines, folded))));
    let here = Memo::new(move |_| {
        let place = current.get();
        found.with(|found| found.get(place).copied())
    });
    let rows = move || {
        let number = drawn.get();
        let rows = visible.with(|visible| {
            let shown = visible.iter().take(number);
            let rows = shown.map(|number| row(*number, parsed, folded, here));
            rows.collect::<Vec<_>>()
        });
        let rest = visible.with(Vec::len).saturating_sub(number);
        let more = (rest > 0).then(|| {
            view! {
                <button
                    type="button"
                    class="lnk t12"
                    on:click=move |_| drawn.update(|drawn| *drawn += LINES)
                >
                    {w.lines_more(rest.min(LINES))}
                </button>
            }
        });
        view! {
            {rows}
            {more}
        }
    };
    let whole = text.to_string();
    view! {
        <div class="raw-h" on:keydown=move |event| {
            if event.key() == "Enter" && is_typing(&event) {
                next();
            }
        }>
            <Find value=sought placeholder=w.find without_key=!acts.has_find_key />
            <span class="muted t12 num" role="status">{said}</span> <span class="sp"></span>
            {can_fold
                .then(|| {
                    view! {
                        <button type="button" class="btn sm" on:click=move |_| fold_all()>
                            {w.fold_all}
                        </button>
                        <button
                            type="button"
                            class="btn sm"
                            on:click=move |_| folded.set(HashSet::new())
                        >
                            {w.unfold_all}
                        </button>
                    }
                })} <CopyButton text=Signal::stored(whole) label=w.copy class="sm" />
            <button
                type="button"
                class="btn sm"
                on:click=move |_| acts.save.run(())
            >
                <Icon name="download" />
                {w.save}
            </button>
        </div>
        {digest
            .map(|digest| {
                view! {
                    <p class="raw-d t12 muted">
                        <span class="mono trunc" title=digest.clone()>
                            {digest.clone()}
                        </span>
                        <CopyIcon text=digest label=w.copy_digest />
                        <Icon name="check" class="i-12" />
                        {w.compared}
                    </p>
                }
            })}
        <div
            class="scroll raw-t mono"
            node_ref=container
            tabindex="0"
            role="region"
            aria-label=w.shown
        >
            {rows}
        </div>
    }
}

fn plain(text: &str) -> Line {
    Line {
        depth: 0,
        name: None,
        value: text.to_owned(),
        ends: None,
        comma: false,
    }
}

fn has(line: &Line, sought: &str) -> bool {
    let name = line.name.as_deref().unwrap_or_default();
    name.to_lowercase().contains(sought) || line.value.to_lowercase().contains(sought)
}

/// The lines that nothing folded hides.
fn visible(lines: &[Line], folded: &HashSet<usize>) -> Vec<usize> {
    let mut visible = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        visible.push(number);
        number = match lines[number].ends.filter(|_| folded.contains(&number)) {
            // The closing bracket stands on the same line then.
            Some(end) => end + 1,
            None => number + 1,
        };
    }
    visible
}

fn row(
    number: usize,
    lines: StoredValue<Arc<[Line]>>,
    folded: RwSignal<HashSet<usize>>,
    here: Memo<Option<usize>>,
) -> impl IntoView {
    let w = &words().content;
    let line = lines.with_value(|lines| lines[number].clone());
    let is_folded = folded.with_untracked(|folded| folded.contains(&number));
    let toggle = line.ends.is_some().then(|| {
        let label = if is_folded { w.unfold } else { w.fold };
        view! {
            <button
                type="button"
                class="ib xs"
                aria-label=label
                title=label
                aria-expanded=(!is_folded).to_string()
                on:click=move |_| {
                    folded
                        .update(|folded| {
                            if !folded.remove(&number) {
                                folded.insert(number);
                            }
                        });
                }
            >
                <Icon name=if is_folded { "chevron-right" } else { "chevron-down" } class="i-12" />
            </button>
        }
    });
    let (value, comma) = match line.ends.filter(|_| is_folded) {
        Some(end) => {
            let closing = lines.with_value(|lines| lines[end].clone());
            (format!("{} … {}", line.value, closing.value), closing.comma)
        }
        None => (line.value, line.comma),
    };
    let is_text = value.starts_with('"');
    let value = if comma { format!("{value},") } else { value };
    view! {
        <div class="jl" class:is-match=move || here.get() == Some(number)>
            <span class="jt">{toggle}</span>
            <span class="ji">{"  ".repeat(line.depth)}</span>
            {line.name.map(|name| view! { <span class="jk">{name}": "</span> })}
            <span class:js=is_text>{value}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_hides_its_inside_and_its_end() {
        let lines = lines(r#"{"a":{"b":[1,2]},"c":3}"#).expect("JSON");
        assert_eq!(visible(&lines, &HashSet::new()).len(), lines.len());
        assert_eq!(visible(&lines, &HashSet::from([1])), [0, 1, 7, 8]);
        assert_eq!(visible(&lines, &HashSet::from([0])), [0]);
        // What is folded within something folded stays folded, and unseen.
        assert_eq!(visible(&lines, &HashSet::from([1, 2])), [0, 1, 7, 8]);
    }

    #[test]
    fn files_are_named_by_what_they_hold() {
        let digest = "sha256:0123456789abcdef0123456789abcdef";
        let names = [
            file_name(Part::Manifest, false, digest),
            file_name(Part::Manifest, true, digest),
            file_name(Part::Configuration, false, digest),
        ];
        assert_eq!(
            names,
            [
                "manifest-0123456789ab.json",
                "index-0123456789ab.json",
                "config-0123456789ab.json"
            ]
        );
    }
}
