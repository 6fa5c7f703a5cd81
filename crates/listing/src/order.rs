//! An order of rows by a column: made once for a revision, walked both ways.

use std::cmp::Ordering;

use fixedbitset::FixedBitSet;

use crate::{
    query::Direction,
    store::{Data, NONE, RowId, Store, Texts},
};

/// All rows of a store in an order; ties stand as they do at the server.
#[derive(Debug)]
pub(crate) struct Order {
    /// Ascending.
    known: Vec<RowId>,
    /// Rows without a value: last, both ways.
    unknown: Vec<RowId>,
}

impl Order {
    pub fn by(store: &Store, column: usize) -> Self {
        let rows = store.in_server_order();
        match store.data.get(column) {
            Some(Data::Numbers(numbers)) => by_number(rows, |row| numbers[row as usize]),
            Some(Data::Words(words)) => {
                let mut ranks: Vec<usize> = (0..words.words().len()).collect();
                let order = store.columns()[column].order;
                let rank = |word: &str| order.iter().position(|known| *known == word);
                ranks.sort_by_key(|&place| {
                    let word = words.words()[place].as_str();
                    (rank(word), word)
                });
                let mut rank_of = vec![0_i64; ranks.len()];
                for (rank, &place) in ranks.iter().enumerate() {
                    rank_of[place] = i64::try_from(rank).unwrap_or(i64::MAX);
                }
                by_number(rows, |row| {
                    words.code(row as usize).map_or(NONE, |code| rank_of[code])
                })
            }
            Some(Data::Texts(texts)) => by_text(rows, texts),
            Some(Data::Counts { width, numbers }) => {
                let counts = |row: RowId| {
                    let at = row as usize * width;
                    &numbers[at..at + width]
                };
                let (known, unknown) = with_value(rows, |row| counts(row).first() != Some(&NONE));
                let known = match widths(&known, *width, numbers) {
                    Some(widths) => {
                        let key = |row| {
                            let counts = counts(row).iter().zip(&widths);
                            counts.fold(0, |key, (count, bits)| key << bits | count.cast_unsigned())
                        };
                        let compare = |a, b| counts(a).cmp(counts(b));
                        sorted(&known, widths.iter().sum(), key, compare)
                    }
                    None => {
                        let mut known = known;
                        known.sort_by(|&a, &b| counts(a).cmp(counts(b)));
                        known
                    }
                };
                Self { known, unknown }
            }
            None => Self {
                known: rows,
                unknown: Vec::new(),
            },
        }
    }

    /// The server's order.
    pub fn by_server(store: &Store) -> Self {
        Self {
            known: store.in_server_order(),
            unknown: Vec::new(),
        }
    }

    /// The rows, of some or all, the way that is asked.
    pub fn rows(&self, direction: Direction, among: Option<&FixedBitSet>) -> Vec<RowId> {
        let Some(among) = among else {
            let mut rows = [self.known.as_slice(), &self.unknown].concat();
            if direction == Direction::Descending {
                rows[..self.known.len()].reverse();
            }
            return rows;
        };
        let mut rows = Vec::with_capacity(among.count_ones(..));
        let is_in = |row: &&RowId| among.contains(**row as usize);
        match direction {
            Direction::Ascending => rows.extend(self.known.iter().filter(is_in)),
            Direction::Descending => rows.extend(self.known.iter().rev().filter(is_in)),
        }
        rows.extend(self.unknown.iter().filter(is_in));
        rows
    }
}

fn by_number(rows: Vec<RowId>, number: impl Fn(RowId) -> i64 + Sync) -> Order {
    let (known, unknown) = with_value(rows, |row| number(row) != NONE);
    let numbers = || known.iter().map(|row| number(*row));
    let (Some(least), Some(most)) = (numbers().min(), numbers().max()) else {
        return Order { known, unknown };
    };
    let key = |row| number(row).abs_diff(least);
    Order {
        known: sorted(&known, bits(most.abs_diff(least)), key, |a, b| {
            key(a).cmp(&key(b))
        }),
        unknown,
    }
}

fn by_text(rows: Vec<RowId>, texts: &Texts) -> Order {
    let (known, unknown) = with_value(rows, |row| !texts.get(row).is_empty());
    let text = |row| texts.get(row).as_bytes();
    // What all begin with says nothing of their order.
    let first = known.first().map_or(&[][..], |row| text(*row));
    let common = known.iter().fold(first, |common, row| {
        let same = common.iter().zip(text(*row)).take_while(|(a, b)| a == b);
        &common[..same.count()]
    });
    let rest = |row| text(row).get(common.len()..).unwrap_or_default();
    Order {
        known: sorted(
            &known,
            u64::BITS,
            |row| beginning(rest(row)),
            |a, b| rest(a).cmp(rest(b)),
        ),
        unknown,
    }
}

/// Rows with a value, and those without.
fn with_value(rows: Vec<RowId>, is_known: impl Fn(RowId) -> bool) -> (Vec<RowId>, Vec<RowId>) {
    if rows.iter().all(|row| is_known(*row)) {
        return (rows, Vec::new());
    }
    rows.into_iter().partition(|row| is_known(*row))
}

/// How many bits a number takes.
fn bits(value: u64) -> u32 {
    u64::BITS - value.leading_zeros()
}

/// How many bits each of several counts takes, where all together are one number of the same order.
fn widths(rows: &[RowId], width: usize, numbers: &[i64]) -> Option<Vec<u32>> {
    let mut set = vec![0; width];
    for row in rows {
        let at = *row as usize * width;
        for (set, count) in set.iter_mut().zip(&numbers[at..at + width]) {
            // A number below nothing sets the highest bit: too many, with any other.
            *set |= *count;
        }
    }
    let widths: Vec<u32> = set
        .into_iter()
        .map(|set| bits(set.cast_unsigned()))
        .collect();
    (widths.iter().sum::<u32>() < u64::BITS).then_some(widths)
}

/// The rows by a key of so many bits, then by `compare` where the key tells no difference, then by
/// place. Key and place are packed into one word, which sorts thrice as fast as a pair: where they
/// don't fit, the lowest bits of the key are left to `compare`.
fn sorted(
    rows: &[RowId],
    key_bits: u32,
    key: impl Fn(RowId) -> u64 + Sync,
    compare: impl Fn(RowId, RowId) -> Ordering,
) -> Vec<RowId> {
    // Rows that stand by their numbers need no places: a number says as much, and is at hand.
    let are_ascending = rows.is_sorted();
    let most = match are_ascending {
        true => rows.last().copied().unwrap_or_default(),
        false => u32::try_from(rows.len()).unwrap_or(u32::MAX),
    };
    let low_bits = u32::BITS - most.leading_zeros();
    let dropped = (key_bits + low_bits).saturating_sub(u64::BITS);
    let word = |place: usize, row: RowId| {
        let low = if are_ascending { row as usize } else { place };
        (key(row) >> dropped) << low_bits | low as u64
    };
    let words = sorted_words(rows, word);
    let mask = (1_u64 << low_bits) - 1;
    let row_of = |word: &u64| {
        let low = RowId::try_from(word & mask).unwrap_or_default();
        match are_ascending {
            true => low,
            false => rows.get(low as usize).copied().unwrap_or_default(),
        }
    };
    let mut ordered: Vec<RowId> = words.iter().map(row_of).collect();
    if key_bits == u64::BITS || dropped > 0 {
        let mut first = 0;
        for same in words.chunk_by(|a, b| a >> low_bits == b >> low_bits) {
            let end = first + same.len();
            if same.len() > 1
                && let Some(same) = ordered.get_mut(first..end)
            {
                // They stand by their places.
                same.sort_by(|a, b| compare(*a, *b));
            }
            first = end;
        }
    }
    ordered
}

/// The words of rows and their places, sorted; by all processors where there are threads.
#[cfg(not(target_family = "wasm"))]
fn sorted_words(rows: &[RowId], word: impl Fn(usize, RowId) -> u64 + Sync) -> Vec<u64> {
    use rayon::prelude::*;
    let rows = rows.par_iter().enumerate().with_min_len(1 << 14);
    let mut words: Vec<u64> = rows.map(|(place, row)| word(place, *row)).collect();
    words.par_sort_unstable();
    words
}

#[cfg(target_family = "wasm")]
fn sorted_words(rows: &[RowId], word: impl Fn(usize, RowId) -> u64) -> Vec<u64> {
    let rows = rows.iter().enumerate();
    let mut words: Vec<u64> = rows.map(|(place, row)| word(place, *row)).collect();
    words.sort_unstable();
    words
}

/// The first eight bytes, as a number of the same order.
fn beginning(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}
