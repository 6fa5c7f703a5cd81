//! A list on a page: filter bar, table or what stands in its place, bar of checked rows, footer.

use std::sync::Arc;

use leptos::prelude::*;
use listing::{Culprit, Line};
use pilothouse_protocol::Failure;

use crate::{
    filter::FilterField,
    list::{
        bars::{
            bulk_bar::BulkBar,
            filter_bar::FilterBar,
            quick::{QuickFilter, QuickFilters},
            tools::Tools,
        },
        footer::Footer,
        handle::List,
        page::{Refresh, ShownCount},
        table::{Table, TableOf},
    },
    ui::{Empty, Failed},
    words::words,
};

/// How a list is spoken of.
#[derive(Clone, Copy)]
pub struct ListWords {
    /// In the empty find field.
    pub find: &'static str,
    /// `the artifacts`
    pub all: &'static str,
    /// `artifact`
    pub one: &'static str,
    /// `Copy digests`
    pub copy_keys: &'static str,
    /// `12 artifacts`
    pub number: fn(usize) -> String,
}

/// What stands in a list's place; only its changes draw the page anew.
#[derive(Clone, PartialEq)]
enum Shown {
    /// Lines, or placeholders for them.
    Lines,
    Failed(Failure),
    Empty,
    NoMatch(Option<Culprit>),
}

fn shown(list: List) -> Shown {
    let Some(state) = list.state() else {
        return list.failure().map_or(Shown::Lines, Shown::Failed);
    };
    if let Some(failure) = list.unasked() {
        return Shown::Failed(failure);
    }
    if state.rows == 0 {
        return match list.failure() {
            _ if state.whole && state.malformed == 0 => Shown::Empty,
            Some(failure) => Shown::Failed(failure),
            None => Shown::Lines,
        };
    }
    list.block.with(|block| match block {
        Some(block) if block.matched == 0 && block.rows > 0 => {
            Shown::NoMatch(block.culprit.clone())
        }
        _ => Shown::Lines,
    })
}

/// A list with all that stands around it.
#[component]
pub fn ListBody(
    of: TableOf,
    fields: Vec<FilterField>,
    said: ListWords,
    /// What the table is called.
    #[prop(into)]
    label: Signal<String>,
    /// Enter, or a double click.
    on_open: Callback<Arc<Line>>,
    /// What stands there while the list has no rows.
    #[prop(into)]
    empty: ViewFn,
    /// How many there are and the button that reads again stand in the bar.
    #[prop(optional)]
    is_in_tab: bool,
    /// It is the table alone: what stands around it is another list's.
    #[prop(optional)]
    is_pane: bool,
    /// Filters that one press sets.
    #[prop(optional)]
    quick: Vec<QuickFilter>,
    /// What else stands in the bar.
    #[prop(optional_no_strip)]
    bar: Option<ViewFn>,
    /// What can be done with checked rows.
    #[prop(optional_no_strip)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let list = of.list;
    let shown = Memo::new(move |_| shown(list));
    let values = Callback::new(move |column: &'static str| list.values(column));
    let conditions = StoredValue::new(fields.clone());
    let table = of.clone();
    let tools = of.clone();
    let above = (!is_pane).then(|| {
        view! {
        <FilterBar
            id=list.name()
            find=list.place.find
            chips=list.place.conditions
            fields=fields
            values=values
            placeholder=said.find
        >
            {is_in_tab.then(|| view! { <ShownCount list=list class="muted t12" /> })}
            {(!quick.is_empty()).then(|| view! { <QuickFilters list=list filters=quick /> })}
            <Tools of=tools />
            {bar.map(|bar| bar.run())}
            {is_in_tab
                .then(|| {
                    view! {
                        <Refresh
                            loading=Signal::derive(move || list.is_reading())
                            on_refresh=move || list.reload()
                        />
                    }
                })}
        </FilterBar>
        }
    });
    let below = (!is_pane).then(|| {
        view! {
            <BulkBar of=of copy_label=said.copy_keys actions=actions />
            <Footer list=list said=said.number />
        }
    });
    view! {
        {above}
        {move || match shown.get() {
            Shown::Failed(failure) => {
                view! {
                    <Failed
                        what=said.all
                        failure=failure
                        on_retry=Callback::new(move |()| list.reload())
                    />
                }
                    .into_any()
            }
            Shown::Empty => empty.run(),
            Shown::NoMatch(culprit) => {
                view! { <NoMatch list=list what=said.one fields=conditions culprit=culprit /> }
                    .into_any()
            }
            Shown::Lines => {
                view! { <Table of=table.clone() label=label on_open=on_open /> }.into_any()
            }
        }}
        {below}
    }
}

/// A filter that lets nothing through.
#[component]
fn NoMatch(
    list: List,
    what: &'static str,
    fields: StoredValue<Vec<FilterField>>,
    /// The condition without which there is something.
    culprit: Option<Culprit>,
) -> impl IntoView {
    let w = &words().projects;
    let find = list.place.find.get_untracked();
    let wanted = find.trim();
    let blamed = culprit.and_then(|culprit| {
        let chip = list
            .place
            .conditions
            .with_untracked(|all| all.get(culprit.condition).cloned())?;
        let spoken = fields.with_value(|fields| {
            let field = fields.iter().find(|field| field.id == chip.field)?;
            Some(field.sentence(&chip))
        })?;
        Some((culprit.condition, spoken, culprit.rows))
    });
    let text = if let Some((_, chip, rows)) = &blamed {
        words().filter.without(chip, *rows)
    } else if wanted.is_empty() {
        words().filter.no_match.to_owned()
    } else {
        w.no_match_text(what, wanted)
    };
    view! {
        <Empty icon="not-found" title=w.no_match_title(what) text=text>
            {blamed
                .map(|(at, ..)| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            on:click=move |_| {
                                list.place
                                    .conditions
                                    .update(|all| {
                                        if at < all.len() {
                                            all.remove(at);
                                        }
                                    });
                            }
                        >
                            {words().filter.remove_that}
                        </button>
                    }
                })}
            <button type="button" class="btn" on:click=move |_| list.place.show_all()>
                {w.show_all}
            </button>
        </Empty>
    }
}
