//! Secrets that are too long for one entry of a keychain, in several.
//!
//! A short one is kept in its entry as it is. Of a longer one the entry holds a note: how many
//! parts there are, and of which of two sets, `a` or `b`. Parts are written to the set that is not
//! in use, and then the note: until that is written, the secret before is whole.

use harbor_client::Secret;

use crate::secrets::keychain::{Keychain, KeychainError};

/// Begins a note. A secret that begins so itself is kept in parts, however short.
const NOTE: &str = "pilothouse-parts:";
/// More parts than any token has; a note that says more is damaged.
const MOST: usize = 64;

/// A keychain that takes secrets of any length, over one that does not.
pub struct InParts<K> {
    keychain: K,
    /// What an entry takes, in UTF-16 units: that is how Windows keeps texts.
    limit: usize,
}

/// What an entry holds in the place of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Note {
    set: char,
    parts: usize,
}

impl Note {
    fn read(text: &str) -> Option<Self> {
        let (set, parts) = text.strip_prefix(NOTE)?.split_once(':')?;
        let set = ['a', 'b']
            .into_iter()
            .find(|known| set == known.to_string())?;
        let parts = parts.parse().ok().filter(|parts| *parts <= MOST)?;
        Some(Self { set, parts })
    }

    fn write(self) -> Secret {
        Secret::new(format!("{NOTE}{}:{}", self.set, self.parts))
    }

    /// The entry of one part.
    fn part(self, entry: &str, number: usize) -> String {
        format!("{entry}#{}{number}", self.set)
    }
}

impl<K: Keychain> InParts<K> {
    /// `limit` is what one entry takes, in UTF-16 units.
    pub fn new(keychain: K, limit: usize) -> Self {
        Self { keychain, limit }
    }

    fn note(&self, entry: &str) -> Result<Option<Note>, KeychainError> {
        let kept = self.keychain.get(entry)?;
        Ok(kept.and_then(|kept| Note::read(kept.expose())))
    }

    /// Removes the parts of a set, from one on to the first that is not there.
    fn clear(&self, entry: &str, note: Note) -> Result<(), KeychainError> {
        for number in 0..MOST {
            let part = note.part(entry, number);
            // Those that the note names are removed without a look.
            if number >= note.parts && self.keychain.get(&part)?.is_none() {
                break;
            }
            self.keychain.remove(&part)?;
        }
        Ok(())
    }

    fn write(&self, entry: &str, secret: &Secret, set: char) -> Result<(), KeychainError> {
        let parts = split(secret.expose(), self.limit);
        if parts.len() > MOST {
            return Err(KeychainError {
                reason: "the secret is too long for the keychain".to_owned(),
            });
        }
        let note = Note {
            set,
            parts: parts.len(),
        };
        let written = parts.iter().enumerate().try_for_each(|(number, part)| {
            let part = Secret::from(*part);
            self.keychain.set(&note.part(entry, number), &part)
        });
        let written = written.and_then(|()| self.keychain.set(entry, &note.write()));
        if written.is_err() {
            // Parts of nothing; what can't be removed is written over another time.
            let _ = self.clear(entry, note);
        }
        written
    }
}

impl<K: Keychain> Keychain for InParts<K> {
    fn check(&self) -> Result<(), KeychainError> {
        self.keychain.check()
    }

    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
        let Some(kept) = self.keychain.get(entry)? else {
            return Ok(None);
        };
        let Some(note) = Note::read(kept.expose()) else {
            return Ok(Some(kept));
        };
        let mut parts = Vec::with_capacity(note.parts);
        for number in 0..note.parts {
            let part = self.keychain.get(&note.part(entry, number))?;
            parts.push(part.ok_or_else(|| KeychainError {
                reason: "a part of it is missing in the keychain".to_owned(),
            })?);
        }
        let parts: Vec<&str> = parts.iter().map(Secret::expose).collect();
        Ok(Some(Secret::new(parts.concat())))
    }

    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
        let before = self.note(entry)?;
        let is_short = length(secret.expose()) <= self.limit;
        if is_short && !secret.expose().starts_with(NOTE) {
            self.keychain.set(entry, secret)?;
        } else {
            let set = match before {
                Some(Note { set: 'a', .. }) => 'b',
                _ => 'a',
            };
            self.write(entry, secret, set)?;
        }
        if let Some(before) = before {
            // The new one is there; parts that stay behind are of no use to anybody.
            let _ = self.clear(entry, before);
        }
        Ok(())
    }

    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        let before = self.note(entry)?;
        self.keychain.remove(entry)?;
        match before {
            Some(before) => self.clear(entry, before),
            None => Ok(()),
        }
    }
}

fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Pieces of at most so many units; at least one.
fn split(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, character) in text.char_indices() {
        if units + character.len_utf16() > limit && at > start {
            parts.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += character.len_utf16();
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;
    use crate::secrets::keychain::MemoryKeychain;

    const LIMIT: usize = 40;

    /// Takes so much in an entry, and no more than so many entries from now on.
    #[derive(Default)]
    struct Small {
        entries: MemoryKeychain,
        takes: AtomicUsize,
    }

    impl Keychain for Arc<Small> {
        fn check(&self) -> Result<(), KeychainError> {
            Ok(())
        }
        fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
            self.entries.get(entry)
        }
        fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
            let takes = self.takes.load(Ordering::Relaxed);
            if takes == 0 || secret.expose().encode_utf16().count() > LIMIT {
                let reason = "it is too long, or there is no room".to_owned();
                return Err(KeychainError { reason });
            }
            self.takes.store(takes - 1, Ordering::Relaxed);
            self.entries.set(entry, secret)
        }
        fn remove(&self, entry: &str) -> Result<(), KeychainError> {
            self.entries.remove(entry)
        }
    }

    impl Small {
        fn takes(&self, entries: usize) {
            self.takes.store(entries, Ordering::Relaxed);
        }

        fn has(&self, entry: &str) -> bool {
            self.entries.get(entry).is_ok_and(|kept| kept.is_some())
        }
    }

    fn keychain() -> (Arc<Small>, InParts<Arc<Small>>) {
        let small = Arc::new(Small::default());
        small.takes(usize::MAX);
        (small.clone(), InParts::new(small, LIMIT))
    }

    fn read(keychain: &impl Keychain, entry: &str) -> Option<String> {
        let kept = keychain.get(entry).expect("it can be read");
        kept.map(|kept| kept.expose().to_owned())
    }

    #[test]
    fn a_secret_of_any_length_is_read_as_it_was_kept() {
        let (small, keychain) = keychain();
        for secret in [
            String::new(),
            "Harbor12345".to_owned(),
            "x".repeat(LIMIT),
            "x".repeat(LIMIT + 1),
            "🔑ü".repeat(400),
            "r".repeat(12_000 / 8),
            format!("{NOTE}a:3"),
            "short again".to_owned(),
        ] {
            keychain
                .set("e", &Secret::from(secret.as_str()))
                .expect("it is kept");
            assert_eq!(read(&keychain, "e").as_ref(), Some(&secret));
        }
        // Nothing is left behind, and what fits is kept as it was before there were parts.
        assert_eq!(read(&small, "e").as_deref(), Some("short again"));
        assert!(!small.has("e#a0") && !small.has("e#b0"));
        keychain
            .set("e", &Secret::new("y".repeat(100)))
            .expect("it is kept");
        keychain.remove("e").expect("it is removed");
        assert_eq!(read(&keychain, "e"), None);
        for part in ["e", "e#a0", "e#a1", "e#a2", "e#b0"] {
            assert!(!small.has(part), "{part}");
        }
    }

    #[test]
    fn what_was_kept_survives_a_refusal_at_any_point() {
        for old in ["short".to_owned(), "o".repeat(100)] {
            // The new one has three parts and a note.
            for room in 0..4 {
                let (small, keychain) = keychain();
                keychain
                    .set("e", &Secret::from(old.as_str()))
                    .expect("it is kept");
                small.takes(room);
                let new = Secret::new("n".repeat(100));
                keychain.set("e", &new).expect_err("there is no room");
                assert_eq!(read(&keychain, "e").as_ref(), Some(&old), "{room}");
                small.takes(usize::MAX);
                keychain.set("e", &new).expect("there is room");
                assert_eq!(read(&keychain, "e").as_deref(), Some(new.expose()));
            }
        }
    }

    #[test]
    fn a_missing_part_is_not_nothing() {
        let (small, keychain) = keychain();
        keychain
            .set("e", &Secret::new("x".repeat(100)))
            .expect("it is kept");
        small.entries.remove("e#a1").expect("it is removed");
        keychain.get("e").expect_err("half a secret is none");
        keychain.remove("e").expect("it is removed");
        assert!(!small.has("e#a0") && !small.has("e#a2"));
    }

    #[test]
    fn a_secret_without_an_end_is_refused() {
        let (_, keychain) = keychain();
        let endless = Secret::new("x".repeat(LIMIT * MOST + 1));
        keychain.set("e", &endless).expect_err("it is too long");
        assert_eq!(read(&keychain, "e"), None);
    }
}
