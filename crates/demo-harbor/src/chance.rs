//! Random values for sessions and tokens, and repeatable ones for made-up content.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Random bytes; good enough for a demo's sessions, not for secrets.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    for chunk in out.chunks_mut(8) {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(COUNTER.fetch_add(1, Ordering::Relaxed));
        chunk.copy_from_slice(&hasher.finish().to_le_bytes()[..chunk.len()]);
    }
    out
}

/// Random hexadecimal digits, two per byte, at most 32 bytes.
pub fn hex(length: usize) -> String {
    to_hex(&bytes::<32>()[..length.min(32)])
}

/// Random letters of both cases and digits, at most 32.
pub fn letters(length: usize) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let bytes = bytes::<32>();
    let letters = bytes.iter().take(length);
    letters
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect()
}

/// A random UUID.
pub fn uuid() -> String {
    as_uuid(&bytes::<16>())
}

/// Always the same UUID for the same text.
pub fn uuid_of(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    as_uuid(&first)
}

fn as_uuid(bytes: &[u8; 16]) -> String {
    let text = to_hex(bytes);
    format!(
        "{}-{}-4{}-a{}-{}",
        &text[..8],
        &text[8..12],
        &text[13..16],
        &text[17..20],
        &text[20..]
    )
}

/// Bytes as lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Thousands of digests are written when a world is made: formatting each byte took most of that.
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The digest of a text, as registries write it.
pub fn digest(text: &str) -> String {
    digest_of(text.as_bytes())
}

/// The digest of content.
pub fn digest_of(content: &[u8]) -> String {
    format!("sha256:{}", to_hex(&Sha256::digest(content)))
}

/// A repeatable sequence of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub struct Sequence(u64);

impl Sequence {
    /// A sequence that depends on the seed only.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence that depends on a text only.
    pub fn of(text: &str) -> Self {
        let hash = Sha256::digest(text.as_bytes());
        Self(
            hash.iter()
                .take(8)
                .fold(0, |seed, byte| (seed << 8) | u64::from(*byte)),
        )
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which must not be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
