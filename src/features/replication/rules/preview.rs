//! What would be copied and what it would be called, by this server's own names.

use std::collections::BTreeMap;

use harbor_api::{operations::ListAllRepositories, types::Repository};
use harbor_rules::{Pattern, destination::destination};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::form::RuleForm;
use crate::{
    ipc::load::load_list,
    ui::{Failed, Icon},
    words::words,
};

/// Names that are shown.
const SHOWN: usize = 8;

/// A repository, and what it would be called.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Copied {
    from: String,
    /// None where the name has too few parts: the server would fail the run.
    to: Option<String>,
    /// Another one would be called the same.
    collides: bool,
}

/// What a rule would make of names.
fn copied<'a>(
    names: impl Iterator<Item = &'a str>,
    pattern: &str,
    namespace: &str,
    replaced: i64,
) -> Vec<Copied> {
    let pattern = (!pattern.is_empty()).then(|| Pattern::new(pattern));
    let matched = names.filter(|name| {
        pattern
            .as_ref()
            .is_none_or(|pattern| pattern.matches(name).unwrap_or(false))
    });
    let mut all: Vec<Copied> = matched
        .map(|name| Copied {
            from: name.to_owned(),
            to: destination(name, namespace, replaced).ok(),
            collides: false,
        })
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for to in all.iter().filter_map(|one| one.to.clone()) {
        *counts.entry(to).or_default() += 1;
    }
    for one in &mut all {
        let same = one.to.as_ref().and_then(|to| counts.get(to));
        one.collides = same.is_some_and(|count| *count > 1);
    }
    // What fails the run comes first, then what comes together.
    all.sort_by_key(|one| (one.to.is_some(), !one.collides, one.from.clone()));
    all
}

/// Before saving. Names at the other side are not known.
#[component]
pub fn Preview(connection: Signal<ConnectionId>, form: RuleForm) -> impl IntoView {
    let w = &words().replication;
    let repositories = load_list::<_, Repository>(connection, move || {
        (!form.is_pull()).then(|| ListAllRepositories {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        })
    });
    let found = Memo::new(move |_| {
        let rows = repositories.data.get()?;
        let names = rows.good.iter().map(|repository| repository.name.as_str());
        let (pattern, namespace) = (form.names.get(), form.namespace.get());
        Some(copied(
            names,
            pattern.trim(),
            namespace.trim(),
            form.replaced(),
        ))
    });
    let rows = move || {
        let found = found.get()?;
        let lines = found.iter().take(SHOWN).map(|one| {
            let (class, said) = match (&one.to, one.collides) {
                (None, _) => ("c-bad", Some(w.too_flat)),
                (Some(_), true) => ("c-warn", Some(w.collides)),
                (Some(_), false) => ("", None),
            };
            let to = one.to.clone().unwrap_or_else(|| "–".to_owned());
            view! {
                <tr>
                    <td class="mono wraps">{one.from.clone()}</td>
                    <td class="mono wraps">{to}</td>
                    <td class=class>
                        {said
                            .map(|said| {
                                view! {
                                    <span class="row g6">
                                        <Icon name="warning" class="i-14" />
                                        {said}
                                    </span>
                                }
                            })}
                    </td>
                </tr>
            }
        });
        let more = found.len().saturating_sub(SHOWN);
        Some(view! {
            <p class="hint" id="preview-count">
                {w.matched(found.len())}
            </p>
            <table class="rt-next" id="preview">
                <thead>
                    <tr>
                        <th>{w.source}</th>
                        <th>{w.destination}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="hint">{w.and_more(more)}</p> })}
            {move || {
                let is_narrower = form.labels.with(|labels| !labels.is_empty())
                    || form.content.with(|content| !content.is_empty());
                is_narrower.then(|| view! { <p class="hint">{w.fewer}</p> })
            }}
        })
    };
    move || {
        if form.is_pull() {
            return view! { <p class="hint">{w.not_known_there}</p> }.into_any();
        }
        match (
            repositories.data.with(Option::is_some),
            repositories.failure.get(),
        ) {
            (false, Some(failure)) => view! {
                <Failed
                    what=w.the_repositories
                    failure=failure
                    on_retry=Callback::new(move |()| repositories.reload())
                />
            }
            .into_any(),
            (false, None) => view! { <span class="spin"></span> }.into_any(),
            (true, _) => view! { <div class="col g6">{rows}</div> }.into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_come_together_are_marked_and_come_first() {
        let names = ["skaha/a/tool", "skaha/b/tool", "skaha/one", "other/x"];
        let found = copied(names.into_iter(), "skaha/**", "mirror", -1);
        let said: Vec<_> = found
            .iter()
            .map(|one| (one.from.as_str(), one.to.as_deref(), one.collides))
            .collect();
        assert_eq!(
            said,
            [
                ("skaha/a/tool", Some("mirror/tool"), true),
                ("skaha/b/tool", Some("mirror/tool"), true),
                ("skaha/one", Some("mirror/one"), false),
            ]
        );
        // One that is too flat fails the whole run.
        let found = copied(names.into_iter(), "skaha/**", "mirror", 2);
        assert_eq!(
            (found[0].from.as_str(), found[0].to.as_deref()),
            ("skaha/one", None)
        );
    }
}
