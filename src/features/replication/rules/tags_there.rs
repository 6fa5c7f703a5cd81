//! What a rule would do to each tag: which are new at the destination, there already, or would be replaced. What
//! can't be read there is not known; it is never said to be new.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use harbor_api::{
    ProjectName, RepositoryName, operations::ListArtifacts, reply::List, types::Artifact,
};
use harbor_rules::Pattern;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use crate::ipc::{Reply, Ticket, harbor};

/// Whoever types on is not looked after before so long.
const PAUSE: Duration = Duration::from_millis(500);

/// The tags of a repository, each with its digest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    pub digests: BTreeMap<String, String>,
    /// All of them: a repository of many artifacts is read in part.
    pub is_whole: bool,
}

impl Tags {
    fn of(reply: &Reply<List<Artifact>>) -> Self {
        let items = &reply.value.items;
        let good = items.iter().filter_map(|item| item.as_ref().ok());
        let digests = good.flat_map(|artifact| {
            let tags = artifact.tags.iter();
            tags.map(|tag| (tag.name.clone(), artifact.digest.clone()))
        });
        let here = items.len() as u64;
        let all_good = items.iter().all(Result::is_ok);
        Self {
            digests: digests.collect(),
            is_whole: all_good && reply.meta.total.is_some_and(|total| total <= here),
        }
    }
}

/// The tags of a repository somewhere, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// On their way.
    Coming,
    Read(Tags),
    /// The repository is not there.
    Absent,
    Unknown,
}

/// What a tag would meet at the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum There {
    /// Another one is there, and would be lost.
    Replaced,
    New,
    /// Another one is there, and stays.
    Stays,
    Same,
    Unknown,
    Coming,
}

/// A tag that would be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedTag {
    pub from: String,
    pub to: String,
    pub there: There,
}

/// Which tags a rule copies.
pub struct TagFilter {
    pattern: Option<Pattern>,
    excludes: bool,
}

impl TagFilter {
    pub fn new(pattern: &str, excludes: bool) -> Self {
        let pattern = pattern.trim();
        Self {
            pattern: (!pattern.is_empty()).then(|| Pattern::new(pattern)),
            excludes,
        }
    }

    fn lets(&self, tag: &str) -> bool {
        let Some(pattern) = &self.pattern else {
            return true;
        };
        pattern
            .matches(tag)
            .is_ok_and(|is_one| is_one != self.excludes)
    }
}

/// What becomes of a repository's tags at the destination; `replaces` is the rule's.
pub fn copied_tags(
    (from, to): (&str, &str),
    tags: &Tags,
    there: &Known,
    filter: &TagFilter,
    replaces: bool,
) -> Vec<CopiedTag> {
    let tags = tags.digests.iter().filter(|(tag, _)| filter.lets(tag));
    let state = |tag: &str, digest: &str| match there {
        Known::Coming => There::Coming,
        Known::Unknown => There::Unknown,
        Known::Absent => There::New,
        Known::Read(there) => match there.digests.get(tag) {
            Some(known) if known == digest => There::Same,
            Some(_) if replaces => There::Replaced,
            Some(_) => There::Stays,
            None if there.is_whole => There::New,
            None => There::Unknown,
        },
    };
    tags.map(|(tag, digest)| CopiedTag {
        from: format!("{from}:{tag}"),
        to: format!("{to}:{tag}"),
        there: state(tag, digest),
    })
    .collect()
}

/// A repository at a connection.
pub type Place = (ConnectionId, String);

/// What was read for one dialog.
pub type Reading = RwSignal<HashMap<Place, Known>>;

/// Reads the tags of repositories that are wanted and were not read before, once nobody types on.
pub fn read_wanted(wanted: Memo<Vec<Place>>, reading: Reading) {
    let turn = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let _ = wanted.get();
        let Some(now) = turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        let read = move || {
            // The dialog may be gone, or something else be wanted.
            if turn.try_get_value() != Some(now) {
                return;
            }
            spawn_local(async move {
                for place in wanted.try_get_untracked().unwrap_or_default() {
                    if turn.try_get_value() != Some(now) {
                        return;
                    }
                    let is_known = reading.try_with_untracked(|known| known.contains_key(&place));
                    if is_known != Some(false) {
                        continue;
                    }
                    let known = read(&place).await;
                    reading.try_update(|all| all.insert(place, known));
                }
            });
        };
        set_timeout(read, PAUSE);
    });
}

async fn read((connection, name): &Place) -> Known {
    let Some((project, repository)) = name.split_once('/') else {
        return Known::Unknown;
    };
    let (Ok(project), Ok(repository)) =
        (ProjectName::new(project), RepositoryName::new(repository))
    else {
        return Known::Unknown;
    };
    let artifacts = ListArtifacts::new(project, repository);
    match harbor(connection.clone(), &artifacts, Ticket::new()).await {
        Ok(reply) => Known::Read(Tags::of(&reply)),
        // Who may not see a repository is told that it isn't there.
        Err(_) => Known::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(all: &[(&str, &str)], is_whole: bool) -> Tags {
        let pairs = all
            .iter()
            .map(|(tag, digest)| ((*tag).to_owned(), (*digest).to_owned()));
        Tags {
            digests: pairs.collect(),
            is_whole,
        }
    }

    fn states(there: &Known, filter: &TagFilter, replaces: bool) -> Vec<(String, There)> {
        let here = tags(
            &[("1", "sha256:a"), ("2", "sha256:b"), ("3", "sha256:c")],
            true,
        );
        let copied = copied_tags(("p/r", "n/r"), &here, there, filter, replaces);
        copied.into_iter().map(|tag| (tag.to, tag.there)).collect()
    }

    #[test]
    fn a_tag_is_new_only_where_it_is_known_not_to_be_there() {
        let all = TagFilter::new("", false);
        let some = [("1", "sha256:a"), ("2", "sha256:old")];
        let of = |there: &Known, replaces| {
            let states = states(there, &all, replaces).into_iter();
            states.map(|(_, there)| there).collect::<Vec<_>>()
        };
        let whole = Known::Read(tags(&some, true));
        assert_eq!(of(&whole, true), [There::Same, There::Replaced, There::New]);
        assert_eq!(of(&whole, false), [There::Same, There::Stays, There::New]);
        // Of many artifacts only some were read.
        let part = Known::Read(tags(&some, false));
        assert_eq!(
            of(&part, true),
            [There::Same, There::Replaced, There::Unknown]
        );
        assert_eq!(of(&Known::Unknown, true), [There::Unknown; 3]);
        assert_eq!(of(&Known::Absent, true), [There::New; 3]);
    }

    #[test]
    fn only_tags_that_the_rule_copies_are_shown() {
        let of = |pattern: &str, excludes| {
            let states = states(&Known::Absent, &TagFilter::new(pattern, excludes), true);
            states.into_iter().map(|(to, _)| to).collect::<Vec<_>>()
        };
        assert_eq!(of("{1,2}", false), ["n/r:1", "n/r:2"]);
        assert_eq!(of("{1,2}", true), ["n/r:3"]);
    }
}
