//! Cards of names and values: labels, annotations, an environment.

use leptos::prelude::*;

use crate::{
    ui::{CopyIcon, Find, may_open, web_link},
    words::words,
};

/// Rows of a card before 'Show more'.
const FEW: usize = 12;

/// A card of names and values; long ones fold, and are searched.
#[component]
pub fn Pairs(
    title: &'static str,
    pairs: Vec<(String, String)>,
    mono_values: bool,
) -> impl IntoView {
    if pairs.is_empty() {
        return ().into_any();
    }
    let w = &words().artifact;
    let all = RwSignal::new(false);
    let sought = RwSignal::new(String::new());
    let number = pairs.len();
    let as_json: serde_json::Map<String, serde_json::Value> = pairs
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect();
    let json = serde_json::to_string_pretty(&as_json).unwrap_or_default();
    let pairs = StoredValue::new(pairs);
    let matching = Memo::new(move |_| {
        let sought = sought.get().to_lowercase();
        pairs.with_value(|pairs| {
            let found = pairs.iter().enumerate().filter(|(_, (name, value))| {
                name.to_lowercase().contains(&sought) || value.to_lowercase().contains(&sought)
            });
            found.map(|(place, _)| place).collect::<Vec<_>>()
        })
    });
    let shown = move || {
        if all.get() || sought.with(|sought| !sought.is_empty()) {
            number
        } else {
            FEW
        }
    };
    let rows = move || {
        let places = matching.get();
        if places.is_empty() {
            return view! {
                <tr>
                    <td colspan="3" class="muted">
                        {w.no_pair}
                    </td>
                </tr>
            }
            .into_any();
        }
        pairs.with_value(|pairs| {
            let rows = places.iter().take(shown());
            rows.map(|place| row(&pairs[*place], mono_values))
                .collect_view()
                .into_any()
        })
    };
    let more = move || {
        let left = matching.with(Vec::len).saturating_sub(shown());
        (left > 0).then(|| {
            view! {
                <tr>
                    <td colspan="3">
                        <button type="button" class="lnk t12" on:click=move |_| all.set(true)>
                            {w.show_more(left)}
                        </button>
                    </td>
                </tr>
            }
        })
    };
    view! {
        <section class="card pairs">
            <div class="card-h">
                <h2>{title}</h2>
                <span class="sub">{number}</span>
                <span class="sp"></span>
                {(number > FEW).then(|| view! { <Find value=sought placeholder=w.find_pair /> })}
                <CopyIcon text=json label=w.copy_json />
            </div>
            <table class="lt">
                <tbody>{rows} {more}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row((name, value): &(String, String), mono: bool) -> impl IntoView + use<> {
    let w = &words().artifact;
    let shown = if may_open(value) && !value.contains(char::is_whitespace) {
        web_link(value.clone(), vec![value.clone().into_any()])
    } else {
        value.clone().into_any()
    };
    view! {
        <tr>
            <td class="mono" title=name.clone()>
                {name.clone()}
            </td>
            <td class=if mono { "mono" } else { "" } title=value.clone()>
                {shown}
            </td>
            <td class="pair-c">
                <CopyIcon text=value.clone() label=w.copy_value />
            </td>
        </tr>
    }
}
