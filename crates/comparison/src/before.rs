//! Which tag came before another one.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashSet,
};

use chrono::{DateTime, Utc};
use harbor_api::types::TaggedAttachment;
use listing::version::{compare, order_of};
use serde::{Deserialize, Serialize};

/// What a version in the making is called: `1.0.0-rc.2`.
const IN_THE_MAKING: [&str; 9] = [
    "a", "alpha", "b", "beta", "dev", "nightly", "pre", "rc", "snapshot",
];

/// A tag of a repository, and what it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTag {
    /// Empty for an artifact that has none.
    pub name: String,
    pub digest: String,
    /// When the tag was put there, by the server's word.
    pub pushed: Option<DateTime<Utc>>,
}

/// The tag before another one, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagBefore {
    /// The highest version below, of the same variant.
    Lower(KnownTag),
    /// It is no version, and this is what was pushed last before it.
    Earlier(KnownTag),
    /// It is a version, and no other one of its variant is below.
    Lowest,
    /// It is no version, and nothing was pushed before it.
    First,
}

impl TagBefore {
    /// The tag, if there is one.
    pub fn tag(&self) -> Option<&KnownTag> {
        match self {
            Self::Lower(tag) | Self::Earlier(tag) => Some(tag),
            Self::Lowest | Self::First => None,
        }
    }
}

/// What follows a version's numbers.
#[derive(PartialEq, Eq)]
enum Ending<'a> {
    /// Nothing, or only more numbers: `1.2`, `1.2-3`, `2026-11-02`.
    Release,
    InTheMaking,
    /// `gpu` of `25.11-gpu`: another image beside the plain one.
    Variant(&'a str),
}

impl<'a> Ending<'a> {
    fn of(version: &'a str) -> Self {
        let version = version.split_once('+').map_or(version, |(tag, _)| tag);
        let Some((_, ending)) = version.split_once('-') else {
            return Self::Release;
        };
        let is_letter = |c: char| c.is_ascii_alphabetic();
        if !ending.contains(is_letter) {
            return Self::Release;
        }
        let word = ending.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        if IN_THE_MAKING.contains(&word.to_ascii_lowercase().as_str()) {
            Self::InTheMaking
        } else {
            Self::Variant(ending)
        }
    }

    /// Whether something with another ending may be the one before.
    fn follows(&self, other: &Self) -> bool {
        self == other || (*self == Self::InTheMaking && *other == Self::Release)
    }
}

/// A tag without its numbers: `nightly-#` of `nightly-20261102`.
fn shape(tag: &str) -> String {
    let mut shape = String::with_capacity(tag.len());
    for c in tag.chars() {
        match c {
            '0'..='9' if shape.ends_with('#') => {}
            '0'..='9' => shape.push('#'),
            c => shape.push(c),
        }
    }
    shape
}

/// What tags that move with each version may be called: `25-gpu` and `25.11-gpu` of `25.11.2-gpu`.
fn moving_names(version: &str) -> impl Iterator<Item = String> + '_ {
    let end = version.find(['-', '+']).unwrap_or(version.len());
    let (numbers, ending) = version.split_at(end);
    let points = numbers.match_indices('.');
    points.map(move |(at, _)| format!("{}{ending}", &numbers[..at]))
}

/// The tag before one, among those of its repository. Other tags of the same artifact are none, and
/// neither are those of signatures that clients attach by tags.
pub fn tag_before<'a>(own: &KnownTag, all: impl IntoIterator<Item = &'a KnownTag>) -> TagBefore {
    let (same, others): (Vec<&KnownTag>, Vec<&KnownTag>) = all
        .into_iter()
        .filter(|tag| TaggedAttachment::from_tag(&tag.name).is_none())
        .partition(|tag| tag.digest == own.digest);
    if order_of(&own.name).is_version() {
        let moves_to = same
            .iter()
            .filter(|tag| moving_names(&tag.name).any(|name| name == own.name))
            .map(|tag| tag.name.as_str())
            .max_by_key(|name| name.len());
        lower_version(moves_to.unwrap_or(&own.name), &others)
    } else {
        pushed_earlier(own, &others)
    }
}

fn lower_version(own: &str, others: &[&KnownTag]) -> TagBefore {
    let moving: HashSet<(&str, String)> = others
        .iter()
        .flat_map(|tag| moving_names(&tag.name).map(|name| (tag.digest.as_str(), name)))
        .collect();
    let ending = Ending::of(own);
    let lower = others.iter().filter(|tag| {
        compare(&tag.name, own) == Some(Ordering::Less)
            && ending.follows(&Ending::of(&tag.name))
            && !moving.contains(&(tag.digest.as_str(), tag.name.clone()))
    });
    let lower = lower.max_by_key(|tag| (order_of(&tag.name).key().to_owned(), tag.name.len()));
    lower.map_or(TagBefore::Lowest, |tag| TagBefore::Lower((*tag).clone()))
}

fn pushed_earlier(own: &KnownTag, others: &[&KnownTag]) -> TagBefore {
    let own_shape = shape(&own.name);
    let earlier = others
        .iter()
        .filter(|tag| tag.pushed.is_some() && tag.pushed < own.pushed);
    // The nightly image before a nightly one, not the release that was pushed in between.
    let earlier = earlier.max_by_key(|tag| {
        let is_alike = own_shape.contains('#') && shape(&tag.name) == own_shape;
        (is_alike, tag.pushed, Reverse(&tag.name))
    });
    earlier.map_or(TagBefore::First, |tag| TagBefore::Earlier((*tag).clone()))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    /// Tags as `NAME@DIGEST`, each pushed an hour after the one that stands before it.
    fn known(tags: &[&str]) -> Vec<KnownTag> {
        let each = tags.iter().zip(0..).map(|(tag, hour)| {
            let (name, digest) = tag.split_once('@').unwrap_or((tag, tag));
            KnownTag {
                name: name.to_owned(),
                digest: digest.to_owned(),
                pushed: Some(DateTime::UNIX_EPOCH + TimeDelta::hours(hour)),
            }
        });
        each.collect()
    }

    fn before(all: &[KnownTag], name: &str) -> TagBefore {
        let own = all.iter().find(|tag| tag.name == name);
        let own = own.expect("one of them");
        tag_before(own, all)
    }

    fn lower(all: &[KnownTag], name: &str) -> Option<String> {
        match before(all, name) {
            TagBefore::Lower(tag) => Some(tag.name),
            TagBefore::Lowest => None,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn the_one_before_is_the_version_below_of_the_same_variant() {
        let all = known(&[
            "25.10-gpu",
            "25.10.1",
            "25.10@fixed",
            "25.10.2@fixed",
            "nightly",
            "25.9",
            "25.11-gpu@gpu",
            "25-gpu@gpu",
            "25.11@now",
            "25@now",
            "latest@now",
        ]);
        assert_eq!(lower(&all, "25.11").as_deref(), Some("25.10.2"));
        assert_eq!(lower(&all, "25.10.1").as_deref(), Some("25.9"));
        assert_eq!(lower(&all, "25.11-gpu").as_deref(), Some("25.10-gpu"));
        // Nothing of another variant, however low, and none that was pushed earlier.
        assert_eq!(lower(&all, "25.10-gpu"), None);
        assert_eq!(lower(&all, "25.9"), None);
        // A tag that moves with each version stands for the newest of them.
        assert_eq!(lower(&all, "25").as_deref(), Some("25.10.2"));
        assert_eq!(lower(&all, "25-gpu").as_deref(), Some("25.10-gpu"));
    }

    #[test]
    fn what_is_in_the_making_follows_what_was_released() {
        let all = known(&["0.9.0", "1.0.0-rc.1", "1.0.0-rc.2", "1.0.0", "1.1.0-alpha"]);
        assert_eq!(lower(&all, "1.0.0-rc.2").as_deref(), Some("1.0.0-rc.1"));
        assert_eq!(lower(&all, "1.0.0-rc.1").as_deref(), Some("0.9.0"));
        assert_eq!(lower(&all, "1.1.0-alpha").as_deref(), Some("1.0.0"));
        // A release is compared with the one before, not with what led to it.
        assert_eq!(lower(&all, "1.0.0").as_deref(), Some("0.9.0"));
        let dates = known(&["2026-09-30", "2026-11-02", "2026-10-31"]);
        assert_eq!(lower(&dates, "2026-11-02").as_deref(), Some("2026-10-31"));
    }

    #[test]
    fn what_is_no_version_follows_what_was_pushed_before_it() {
        let hex = "a".repeat(64);
        let signature = format!("sha256-{hex}.sig");
        let all = known(&[
            "main@first",
            "nightly-20261101",
            "25.10",
            signature.as_str(),
            "nightly-20261102",
            "latest@newest",
            "main-2@newest",
        ]);
        let earlier = |name| match before(&all, name) {
            TagBefore::Earlier(tag) => tag.name,
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(earlier("nightly-20261102"), "nightly-20261101");
        assert_eq!(earlier("latest"), "nightly-20261102");
        // None of its own kind was pushed before the first of the nightly ones.
        assert_eq!(earlier("nightly-20261101"), "main");
        assert_eq!(before(&all, "main"), TagBefore::First);
        // An artifact without a tag has a time, too.
        let untagged = KnownTag {
            digest: "other".to_owned(),
            pushed: all[2].pushed,
            ..KnownTag::default()
        };
        let found = tag_before(&untagged, &all);
        assert_eq!(
            found.tag().map(|tag| tag.name.as_str()),
            Some("nightly-20261101")
        );
        let timeless = KnownTag {
            digest: "other".to_owned(),
            ..KnownTag::default()
        };
        assert_eq!(tag_before(&timeless, &all), TagBefore::First);
    }
}
