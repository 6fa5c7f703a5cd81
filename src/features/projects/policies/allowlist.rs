//! The CVEs that don't count: of a project or of the whole registry, many at once, with an end.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use harbor_api::CveId;
use leptos::prelude::*;

use crate::{
    ui::{Field, Icon},
    words::words,
};

/// What was typed of a list.
#[derive(Clone, Copy)]
pub struct AllowlistForm {
    pub ids: RwSignal<Vec<String>>,
    pasted: RwSignal<String>,
    /// As the day's field has it: `2027-01-31`, or nothing.
    day: RwSignal<String>,
    /// The end as it was, to the second.
    kept_end: RwSignal<Option<i64>>,
}

/// What is wrong with an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndFault {
    NoDay,
    Past,
}

/// The end of a day, in seconds since 1970.
fn end_of(day: NaiveDate) -> Option<i64> {
    let last = NaiveTime::from_hms_opt(23, 59, 59)?;
    Some(day.and_time(last).and_utc().timestamp())
}

fn day_of(end: i64) -> String {
    DateTime::from_timestamp(end, 0)
        .map(|time| time.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// Reads a day; one that was not touched keeps its end to the second, even if that is over.
pub fn read_end(day: &str, kept: Option<i64>, now: DateTime<Utc>) -> Result<Option<i64>, EndFault> {
    let day = day.trim();
    if kept.is_some_and(|end| day_of(end) == day) {
        return Ok(kept);
    }
    if day.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| EndFault::NoDay)?;
    let end = end_of(day).ok_or(EndFault::NoDay)?;
    if end <= now.timestamp() {
        return Err(EndFault::Past);
    }
    Ok(Some(end))
}

impl AllowlistForm {
    pub fn new() -> Self {
        Self {
            ids: RwSignal::new(Vec::new()),
            pasted: RwSignal::new(String::new()),
            day: RwSignal::new(String::new()),
            kept_end: RwSignal::new(None),
        }
    }

    /// Shows a list as it is kept; what was pasted and not added stays.
    pub fn show(&self, ids: Vec<String>, end: Option<i64>) {
        self.ids.set(ids);
        self.kept_end.set(end);
        self.day.set(end.map(day_of).unwrap_or_default());
    }

    /// The day of the end as it was typed, whether it is one or not.
    pub fn typed_day(&self) -> String {
        self.day.get()
    }

    /// Shows a day as it was typed.
    pub fn show_typed_day(&self, day: String) {
        self.day.set(day);
    }

    pub fn end(&self) -> Result<Option<i64>, EndFault> {
        self.day
            .with(|day| read_end(day, self.kept_end.get(), Utc::now()))
    }

    /// Takes in what was pasted; what is no id stays in the field.
    fn add(&self) {
        let (found, strange) = self.pasted.with_untracked(|pasted| CveId::read_all(pasted));
        self.ids.update(|ids| {
            for id in found {
                if !ids.iter().any(|known| known == id.as_str()) {
                    ids.push(id.to_string());
                }
            }
        });
        self.pasted.set(strange.join(" "));
    }
}

/// A list that is changed elsewhere.
#[component]
pub fn ReadAllowlist(ids: Vec<String>) -> impl IntoView {
    let rows = ids.into_iter().map(|id| view! { <li>{id}</li> });
    view! {
        <div class="set top">
            <span>{words().policies.ids}</span>
            <ul class="ids" id="registry-allowlist">
                {rows.collect_view()}
            </ul>
        </div>
    }
}

/// Begins the project's own list with another one's ids.
#[component]
pub fn CopyAllowlist(
    form: AllowlistForm,
    /// Whether the registry's is in force.
    own: RwSignal<bool>,
    ids: Vec<String>,
) -> impl IntoView {
    let copy = move |_| {
        form.ids.update(|own| {
            let missing = ids.iter().filter(|id| !own.contains(id));
            let missing: Vec<String> = missing.cloned().collect();
            own.extend(missing);
        });
        own.set(false);
    };
    view! {
        <div class="set">
            <span></span>
            <button type="button" class="btn sm" id="copy-allowlist" on:click=copy>
                <Icon name="copy" />
                {words().policies.copy_allowlist}
            </button>
        </div>
    }
}

/// The list, and what changes it.
#[component]
pub fn AllowlistFields(form: AllowlistForm, off: Signal<bool>) -> impl IntoView {
    let w = &words().policies;
    // Said of whole words only: the one that is being typed is no id yet.
    let tried = RwSignal::new(false);
    let strange = move || {
        let (_, strange) = form.pasted.with(|pasted| CveId::read_all(pasted));
        (tried.get() && !strange.is_empty()).then(|| w.strange(&strange.join(", ")))
    };
    let add = move || {
        tried.set(true);
        form.add();
    };
    let rows = move || {
        form.ids
            .get()
            .into_iter()
            .map(|id| {
                let label = w.remove(&id);
                let removed = id.clone();
                view! {
                    <li>
                        {id}
                        {(!off.get())
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="ib xs"
                                        aria-label=label.clone()
                                        title=label
                                        on:click=move |_| {
                                            let removed = removed.clone();
                                            form.ids
                                                .update(|ids| ids.retain(|known| *known != removed));
                                        }
                                    >
                                        <Icon name="x" class="i-12" />
                                    </button>
                                }
                            })}
                    </li>
                }
            })
            .collect_view()
    };
    let end_problem = Signal::derive(move || {
        form.end().err().map(|fault| {
            match fault {
                EndFault::NoDay => w.no_date,
                EndFault::Past => w.past,
            }
            .to_owned()
        })
    });
    view! {
        <div class="set top">
            <span>{w.ids}</span>
            <div class="col g6">
                {move || {
                    if form.ids.with(Vec::is_empty) {
                        view! { <span class="muted t125">{w.no_ids}</span> }.into_any()
                    } else {
                        view! { <ul class="ids">{rows}</ul> }.into_any()
                    }
                }}
                <Show when=move || !off.get()>
                    <textarea
                        id="paste-ids"
                        aria-label=w.paste
                        placeholder=w.paste
                        spellcheck="false"
                        prop:value=form.pasted
                        on:input=move |event| {
                            tried.set(false);
                            form.pasted.set(event_target_value(&event));
                        }
                    ></textarea>
                    <div class="row g8">
                        <button
                            type="button"
                            class="btn sm"
                            disabled=move || form.pasted.with(|text| text.trim().is_empty())
                            on:click=move |_| add()
                        >
                            <Icon name="plus" class="i-14" />
                            {w.add}
                        </button>
                        <span role="status">
                            {move || strange().map(|text| view! { <span class="hint bad">{text}</span> })}
                        </span>
                    </div>
                </Show>
            </div>
        </div>
        <div class="set">
            <span>{w.expires}</span>
            <div class="row g8">
                <Field
                    id="allowlist-end"
                    label=w.expires
                    value=form.day
                    placeholder="2027-01-31"
                    problem=end_problem
                    off=off
                />
                <span class="hint">{w.expires_why}</span>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_the_list_when_it_is_over() {
        let now: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().expect("a time");
        let end = |text: &str| read_end(text, None, now);
        assert_eq!(end("2027-01-31"), Ok(Some(1_801_439_999)));
        assert!(end("2026-11-28").is_ok(), "today lasts");
        assert_eq!(end("2026-11-27"), Err(EndFault::Past));
        assert_eq!(end("31.1.2027"), Err(EndFault::NoDay));
        assert_eq!(end(""), Ok(None));
        // What was not touched is not moved, and not refused for being over.
        assert_eq!(
            read_end("2020-01-01", Some(1_577_836_801), now),
            Ok(Some(1_577_836_801))
        );
        assert_eq!(read_end("", Some(1_577_836_801), now), Ok(None));
    }
}
