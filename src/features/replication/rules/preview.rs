//! What would be copied and what it would be called: by this server's own names, by those of another one that
//! Pilothouse is signed in to, or by some that are typed.

use std::collections::{BTreeMap, BTreeSet};

use harbor_api::{
    operations::ListAllRepositories,
    types::{Registry, Repository},
};
use harbor_rules::{Pattern, destination::destination};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, ConnectionState};

use super::{
    form::RuleForm,
    tags_there::{CopiedTag, Known, Place, Reading, TagFilter, There, copied_tags, read_wanted},
};
use crate::{
    ipc::load::{Loaded, Rows, load_list},
    registries::registries,
    ui::{Failed, Field, Icon},
    words::words,
};

/// Lines that are shown.
const SHOWN: usize = 8;
/// Repositories whose tags are looked at: each is a request or two.
const LOOKED_AT: usize = 6;

/// A repository, and what it would be called.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Copied {
    from: String,
    /// None where the name has too few parts: the server would fail the run.
    to: Option<String>,
    /// Another one would be called the same.
    collides: bool,
    /// The destination has one of this name.
    is_there: bool,
}

impl Copied {
    /// It would fail the run, or come together with another one.
    fn is_faulty(&self) -> bool {
        self.to.is_none() || self.collides
    }
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
            is_there: false,
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

/// A registry's place without what its addresses may differ in: scheme, path, usual port.
fn place(url: &str) -> String {
    let (scheme, rest) = url
        .trim()
        .split_once("://")
        .unwrap_or(("https", url.trim()));
    let host = rest.split('/').next().unwrap_or_default().to_lowercase();
    let port = match scheme {
        "http" => ":80",
        _ => ":443",
    };
    host.strip_suffix(port).map(str::to_owned).unwrap_or(host)
}

/// The names that were typed, with commas or blanks between.
fn typed(text: &str) -> Vec<&str> {
    let names = text.split([',', ' ', '\n']).map(str::trim);
    names.filter(|name| !name.is_empty()).collect()
}

/// The repositories whose tags are looked at, with what they would be called: those that have no fault.
fn looked_at(found: &[Copied]) -> impl Iterator<Item = (&str, &str)> {
    let good = found.iter().filter(|one| !one.collides);
    let good = good.filter_map(|one| Some((one.from.as_str(), one.to.as_deref()?)));
    good.take(LOOKED_AT)
}

/// How much what is said of a line matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bad,
    Warning,
    Plain,
}

fn said_of(mark: Mark, said: &'static str) -> AnyView {
    let class = match mark {
        Mark::Bad => "row g6 c-bad",
        Mark::Warning => "row g6 c-warn",
        Mark::Plain => "muted",
    };
    view! {
        <span class=class>
            {(mark != Mark::Plain).then(|| view! { <Icon name="warning" class="i-14" /> })}
            {said}
        </span>
    }
    .into_any()
}

fn line(from: String, to: String, there: AnyView) -> AnyView {
    view! {
        <tr>
            <td class="mono wraps">{from}</td>
            <td class="mono wraps to">{to}</td>
            <td>{there}</td>
        </tr>
    }
    .into_any()
}

/// What is said of a tag by what it would meet.
fn state_there(there: There) -> (Mark, &'static str) {
    let w = &words().replication;
    match there {
        There::Replaced => (Mark::Warning, w.there_replaced),
        There::New => (Mark::Plain, w.there_new),
        There::Stays => (Mark::Plain, w.there_stays),
        There::Same => (Mark::Plain, w.there_same),
        There::Unknown => (Mark::Plain, w.there_unknown),
        There::Coming => (Mark::Plain, w.there_coming),
    }
}

/// `29 new, 4 there, same digest`
fn said_by_state<'a>(tags: impl Iterator<Item = &'a CopiedTag>) -> String {
    let mut counts: BTreeMap<There, usize> = BTreeMap::new();
    for tag in tags {
        *counts.entry(tag.there).or_default() += 1;
    }
    let parts = counts.into_iter();
    let parts = parts.map(|(there, number)| format!("{number} {}", state_there(there).1));
    parts.collect::<Vec<_>>().join("; ")
}

fn everything() -> ListAllRepositories {
    ListAllRepositories {
        q: Default::default(),
        sort: Default::default(),
        page: Default::default(),
    }
}

/// The other registry, where Pilothouse is signed in to it, and whose account looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Other {
    connection: ConnectionId,
    name: String,
    who: Option<String>,
    /// Whoever looks sees all that is there.
    sees_all: bool,
}

/// Where the names of the source come from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Names {
    /// This registry.
    Here,
    /// The other one.
    There(Other),
    /// It can't be listed: a person types some.
    Typed,
}

/// Before saving. What the other registry has is read by a connection to it, where there is one.
#[component]
pub fn Preview(
    connection: Signal<ConnectionId>,
    form: RuleForm,
    known: Loaded<Rows<Registry>>,
) -> impl IntoView {
    let w = &words().replication;
    let connections = registries().connections;
    let other = Memo::new(move |_| {
        let url = form.registry.with(|chosen| {
            let rows = known.data.get()?;
            let mut rows = rows.good.iter();
            let registry = rows.find(|registry| registry.id.to_string() == *chosen)?;
            Some(place(&registry.url))
        });
        connections.with(|connections| {
            let mut usable = connections
                .iter()
                .filter(|other| other.state == ConnectionState::Connected);
            let other = usable.find(|other| Some(place(&other.origin)) == url)?;
            Some(Other {
                connection: other.id.clone(),
                name: other.name.clone(),
                who: other.account.name().map(str::to_owned),
                sees_all: other.is_administrator(),
            })
        })
    });
    let names = Memo::new(move |_| match (form.is_pull(), other.get()) {
        (false, _) => Names::Here,
        (true, Some(other)) => Names::There(other),
        (true, None) => Names::Typed,
    });
    let here = load_list::<_, Repository>(connection, || Some(everything()));
    let at_other = Signal::derive(move || match other.get() {
        Some(other) => other.connection,
        None => connection.get(),
    });
    let there = load_list::<_, Repository>(at_other, move || {
        other.with(Option::is_some).then(everything)
    });
    // What the destination has, where that can be listed.
    let destination = move || match form.is_pull() {
        true => here.data.get(),
        false => other.with(Option::is_some).then(|| there.data.get())?,
    };
    let tried = RwSignal::new(String::new());
    let source = move || match names.get() {
        Names::There(..) => there,
        Names::Here | Names::Typed => here,
    };
    let found = Memo::new(move |_| {
        let (pattern, namespace) = (form.names.get(), form.namespace.get());
        let (pattern, namespace) = (pattern.trim(), namespace.trim());
        let replaced = form.replaced();
        let mut found = match names.get() {
            Names::Typed => tried.with(|text| {
                let names = typed(text).into_iter();
                copied(names, pattern, namespace, replaced)
            }),
            Names::Here | Names::There(..) => {
                let rows = source().data.get()?;
                let names = rows.good.iter().map(|repository| repository.name.as_str());
                copied(names, pattern, namespace, replaced)
            }
        };
        if let Some(rows) = destination() {
            let known: BTreeSet<&str> = rows.good.iter().map(|known| known.name.as_str()).collect();
            for one in &mut found {
                let to = one.to.as_deref();
                one.is_there = to.is_some_and(|to| known.contains(to));
            }
        }
        Some(found)
    });
    let counted = move |count: usize| match names.get() {
        Names::Here => w.matched(count),
        Names::There(Other { name, who, .. }) => match who {
            Some(who) => w.matched_there(count, &name, &who),
            None => w.matched_publicly(count, &name),
        },
        Names::Typed => w.matched_typed(count, tried.with(|text| typed(text).len())),
    };
    let reading = Reading::default();
    // Where sources and destinations are read; none where they can't be.
    let sides = Memo::new(move |_| {
        let here = Some((connection.get(), true));
        let there = other.get().map(|other| (other.connection, other.sees_all));
        match names.get() {
            Names::Typed => (None, here),
            Names::Here => (here, there),
            Names::There(_) => (there, here),
        }
    });
    // What the destination doesn't list is not there, for whoever sees all of it.
    let is_absent = move |to: &str, sees_all: bool| {
        let Some(rows) = destination().filter(|_| sees_all) else {
            return false;
        };
        let is_whole = rows.malformed.is_empty() && rows.total == rows.good.len();
        is_whole && rows.good.iter().all(|known| known.name != to)
    };
    let wanted = Memo::new(move |_| {
        let Some(found) = found.get() else {
            return Vec::new();
        };
        let ((Some((at, _)), target), good) = (sides.get(), looked_at(&found)) else {
            return Vec::new();
        };
        let places = good.flat_map(|(from, to)| {
            let source = Some((at.clone(), from.to_owned()));
            let target = target
                .as_ref()
                .filter(|(_, sees_all)| !is_absent(to, *sees_all));
            let target = target.map(|(at, _)| (at.clone(), to.to_owned()));
            source.into_iter().chain(target)
        });
        places.collect()
    });
    read_wanted(wanted, reading);
    // The tags of the repositories that are looked at, what meets another one first.
    let tags = Memo::new(move |_| {
        let found = found.get().unwrap_or_default();
        let (source, target) = sides.get();
        let is_excluding = form.tags_mean.with(|word| word == "excludes");
        let filter = form.tags.with(|text| TagFilter::new(text, is_excluding));
        let replaces = form.replaces.get();
        let mut left = found.iter().filter(|one| !one.is_faulty()).count();
        let Some((at, _)) = source else {
            return (Vec::new(), left);
        };
        let mut all = Vec::new();
        for (from, to) in looked_at(&found) {
            let known = |place: Place| reading.with(|all| all.get(&place).cloned());
            let Some(Known::Read(tags)) = known((at.clone(), from.to_owned())) else {
                continue;
            };
            let there = match &target {
                None => Known::Unknown,
                Some((_, sees_all)) if is_absent(to, *sees_all) => Known::Absent,
                Some((at, _)) => known((at.clone(), to.to_owned())).unwrap_or(Known::Coming),
            };
            // What was read in part is not said to be all.
            left -= usize::from(tags.is_whole);
            all.extend(copied_tags((from, to), &tags, &there, &filter, replaces));
        }
        all.sort_by_key(|tag| !matches!(tag.there, There::Replaced | There::Stays));
        (all, left)
    });
    let rows = move || {
        let found = found.get()?;
        if found.is_empty() && names.get() == Names::Typed && tried.with(String::is_empty) {
            return None;
        }
        let (tags, left) = tags.get();
        let of_tags = !tags.is_empty();
        let repositories = found.iter().filter(|one| !of_tags || one.is_faulty());
        let lines = repositories.take(SHOWN).map(|one| {
            let there = match (&one.to, one.collides) {
                (None, _) => said_of(Mark::Bad, w.too_flat),
                (Some(_), true) => said_of(Mark::Warning, w.collides),
                (Some(_), false) if one.is_there && form.is_pull() => {
                    said_of(Mark::Warning, w.is_here)
                }
                (Some(_), false) if one.is_there => said_of(Mark::Warning, w.is_there),
                (Some(_), false) => ().into_any(),
            };
            let to = one.to.clone().unwrap_or_else(|| "–".to_owned());
            line(one.from.clone(), to, there)
        });
        let mut lines: Vec<AnyView> = lines.collect();
        let faulty = found.iter().filter(|one| one.is_faulty()).count();
        let more = match of_tags {
            true => faulty.saturating_sub(lines.len()),
            false => found.len().saturating_sub(lines.len()),
        };
        let room = SHOWN.saturating_sub(lines.len());
        let is_hidden = tags.len().saturating_sub(room) > 0;
        let counts = is_hidden
            .then(|| w.more_tags(&said_by_state(tags.iter().skip(room)), tags.len() - room));
        lines.extend(tags.into_iter().take(room).map(|tag| {
            let (mark, said) = state_there(tag.there);
            line(tag.from, tag.to, said_of(mark, said))
        }));
        // All of their tags are known, and the rule's pattern lets none through.
        let is_fine = found.iter().any(|one| !one.is_faulty());
        let has_pattern = form.tags.with(|text| !text.trim().is_empty());
        let is_nothing = !of_tags && left == 0 && is_fine && has_pattern;
        let is_unread = of_tags && sides.with(|(_, target)| target.is_none());
        Some(view! {
            <p class="hint" id="preview-count">
                {counted(found.len())}
            </p>
            {is_unread.then(|| view! { <p class="hint">{w.state_unknown}</p> })}
            <table class="rt-next goes" id="preview">
                <thead>
                    <tr>
                        <th>{w.source}</th>
                        <th>{w.destination}</th>
                        <th>{w.state_there}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {is_nothing.then(|| view! { <p class="hint c-warn">{w.no_tag_matches}</p> })}
            {counts.map(|said| view! { <p class="hint" id="preview-more">{said}</p> })}
            {(more > 0).then(|| view! { <p class="hint">{w.and_more(more)}</p> })}
            {(of_tags && left > 0).then(|| view! { <p class="hint">{w.not_looked_at(left)}</p> })}
            {move || {
                let is_narrower = form.labels.with(|labels| !labels.is_empty())
                    || form.content.with(|content| !content.is_empty());
                is_narrower.then(|| view! { <p class="hint">{w.fewer}</p> })
            }}
        })
    };
    let is_typed = Memo::new(move |_| names.get() == Names::Typed);
    move || {
        if form.is_pull() && form.registry.with(String::is_empty) {
            return view! { <p class="hint">{w.registry_missing}</p> }.into_any();
        }
        if is_typed.get() {
            return view! {
                <div class="col g6">
                    <p class="hint">{w.not_known_there}</p>
                    <Field
                        id="preview-names"
                        label=w.names_to_try
                        value=tried
                        hint=w.names_to_try_hint
                    />
                    {rows}
                </div>
            }
            .into_any();
        }
        let repositories = source();
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

    #[test]
    fn a_registry_is_found_by_its_host_however_it_is_written() {
        for url in [
            "https://harbor.example.org",
            "https://Harbor.example.org:443/",
            "harbor.example.org",
            "https://harbor.example.org/some/path",
        ] {
            assert_eq!(place(url), "harbor.example.org", "{url}");
        }
        assert_eq!(place("http://harbor.example.org:80"), "harbor.example.org");
        assert_eq!(place("http://127.0.0.1:8099"), "127.0.0.1:8099");
        assert_ne!(place("https://h.example:8443"), place("https://h.example"));
    }

    #[test]
    fn names_are_typed_with_commas_or_blanks() {
        assert_eq!(
            typed(" skaha/a, skaha/b  other/c,"),
            ["skaha/a", "skaha/b", "other/c"]
        );
        assert!(typed(" , ").is_empty());
    }
}
