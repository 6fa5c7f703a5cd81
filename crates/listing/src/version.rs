//! The order of tags as versions.
//!
//! A tag is a version if it is one to three numbers with points between them, `v` before them or not,
//! and perhaps a pre-release (`-rc.1`) and a build (`+5`) behind: what Helm takes as well. Versions
//! stand in the order of Semantic Versioning 2.0; other tags stand apart, by their letters and by the
//! size of the numbers in them.

use std::cmp::Ordering;

/// Longer numbers are none that a version has.
const MOST_DIGITS: usize = 19;

/// Where a tag stands among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagOrder {
    key: String,
    is_version: bool,
}

impl TagOrder {
    /// A text that sorts as the tag does, byte by byte: other tags first, then versions, the lowest
    /// first. Versions that are the same have the same.
    pub fn key(&self) -> &str {
        &self.key
    }

    pub fn is_version(&self) -> bool {
        self.is_version
    }
}

/// Where a tag stands.
pub fn order_of(tag: &str) -> TagOrder {
    match version_key(tag) {
        Some(key) => TagOrder {
            key,
            is_version: true,
        },
        None => TagOrder {
            key: natural_key(tag),
            is_version: false,
        },
    }
}

/// The order of two tags, if both are versions.
pub fn compare(a: &str, b: &str) -> Option<Ordering> {
    Some(version_key(a)?.cmp(&version_key(b)?))
}

/// A number so that longer ones sort behind shorter ones.
fn number(digits: &str) -> String {
    let digits = digits.trim_start_matches('0');
    format!("{:02}{digits}", digits.len())
}

fn version_key(tag: &str) -> Option<String> {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let (tag, build) = match tag.split_once('+') {
        Some((tag, build)) => (tag, Some(build)),
        None => (tag, None),
    };
    let (numbers, pre_release) = match tag.split_once('-') {
        Some((numbers, rest)) => (numbers, Some(rest)),
        None => (tag, None),
    };
    let mut key = String::from("1");
    let parts: Vec<&str> = numbers.split('.').collect();
    if parts.len() > 3 {
        return None;
    }
    for at in 0..3 {
        let part = parts.get(at).copied().unwrap_or("0");
        let is_number = !part.is_empty()
            && part.len() <= MOST_DIGITS
            && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number {
            return None;
        }
        key.push_str(&number(part));
    }
    let is_identifier = |text: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !text.is_empty() && text.bytes().all(is_inner)
    };
    if build.is_some_and(|build| !build.split('.').all(is_identifier)) {
        return None;
    }
    match pre_release {
        // The release comes after what led to it.
        None => key.push('~'),
        Some(pre_release) => {
            for identifier in pre_release.split('.') {
                if !is_identifier(identifier) {
                    return None;
                }
                let is_number = identifier.bytes().all(|byte| byte.is_ascii_digit());
                if is_number {
                    key.push('0');
                    key.push_str(&number(identifier));
                } else {
                    key.push('1');
                    key.push_str(identifier);
                }
                // Sorts before all that may follow, so that fewer identifiers come first.
                key.push(' ');
            }
        }
    }
    Some(key)
}

/// Letters without regard to case, numbers by their size.
fn natural_key(tag: &str) -> String {
    let mut key = String::from("0");
    let mut rest = tag;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest
            .find(|next: char| next.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if is_digit {
            key.push_str(&number(part));
        } else {
            key.push_str(&part.to_ascii_lowercase());
        }
        rest = after;
    }
    // Tags that differ in case only have one order all the same.
    key.push(' ');
    key.push_str(tag);
    key
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// Pairs with the answer of the library that Helm uses: `<`, `=`, `>`, or `ERR` where one of them
    /// is no version.
    const PAIRS: &str = include_str!("../tests/version-pairs.tsv");

    #[test]
    fn versions_stand_as_helm_orders_them() {
        let mut seen = 0;
        for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
            let [a, b, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            let found = match compare(a, b) {
                Some(Ordering::Less) => "<",
                Some(Ordering::Equal) => "=",
                Some(Ordering::Greater) => ">",
                None => "ERR",
            };
            assert_eq!(found, expected, "{a} {b}");
            seen += 1;
        }
        assert_eq!(seen, 27);
    }

    #[test]
    fn what_is_no_version_stands_apart_in_its_own_order() {
        let mut tags = vec![
            "1.0.0",
            "latest",
            "1.0.0-rc.1",
            "pr-100",
            "pr-9",
            "Dev",
            "2",
        ];
        tags.sort_by_key(|tag| order_of(tag).key().to_owned());
        assert_eq!(
            tags,
            [
                "Dev",
                "latest",
                "pr-9",
                "pr-100",
                "1.0.0-rc.1",
                "1.0.0",
                "2"
            ]
        );
        assert!(order_of("1.2.3").is_version() && !order_of("1.2.3.4").is_version());
    }

    #[test]
    fn tags_that_differ_have_an_order() {
        assert_ne!(order_of("A").key(), order_of("a").key());
        assert_eq!(order_of("v1.0").key(), order_of("1.0.0").key());
    }
}
