//! An order of rows by a column: made once for a revision, walked both ways.

use std::cmp::Ordering;

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
            Some(Data::Numbers(numbers)) => by_number(&rows, numbers),
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
                let ranks: Vec<i64> = (0..store.capacity())
                    .map(|row| words.code(row).map_or(NONE, |code| rank_of[code]))
                    .collect();
                by_number(&rows, &ranks)
            }
            Some(Data::Texts(texts)) => by_text(&rows, texts),
            Some(Data::Counts { width, numbers }) => {
                let of = |row: RowId| {
                    let at = row as usize * width;
                    &numbers[at..at + width]
                };
                let (unknown, mut known): (Vec<RowId>, Vec<RowId>) = rows
                    .into_iter()
                    .partition(|&row| of(row).first() == Some(&NONE));
                match as_numbers(&known, *width, of) {
                    Some(numbers) => known = sorted(&known, numbers),
                    None => known.sort_by(|&a, &b| of(a).cmp(of(b))),
                }
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

    /// All rows, the way that is asked.
    pub fn walk(&self, direction: Direction) -> impl Iterator<Item = RowId> + '_ {
        let (up, down) = match direction {
            Direction::Ascending => (Some(self.known.iter()), None),
            Direction::Descending => (None, Some(self.known.iter().rev())),
        };
        up.into_iter()
            .flatten()
            .chain(down.into_iter().flatten())
            .chain(&self.unknown)
            .copied()
    }
}

/// A row's place among those that are sorted, which decides where values are the same.
type Place = u32;

/// The place of the row at an index: rows are fewer than a `u32` counts.
fn place(at: usize) -> Place {
    Place::try_from(at).unwrap_or(Place::MAX)
}

fn by_number(rows: &[RowId], numbers: &[i64]) -> Order {
    let mut unknown = Vec::new();
    let mut keyed: Vec<(i64, Place)> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        match numbers[*row as usize] {
            NONE => unknown.push(*row),
            number => keyed.push((number, place(at))),
        }
    }
    Order {
        known: sorted(rows, keyed),
        unknown,
    }
}

/// How many bits a number takes.
fn bits(value: u64) -> u32 {
    u64::BITS - value.leading_zeros()
}

/// Several counts of each row as one number of the same order, where they are small enough.
fn as_numbers<'a>(
    rows: &[RowId],
    width: usize,
    of: impl Fn(RowId) -> &'a [i64],
) -> Option<Vec<(i64, Place)>> {
    let mut most = vec![0_u64; width];
    for &row in rows {
        for (most, &count) in most.iter_mut().zip(of(row)) {
            *most = (*most).max(u64::try_from(count).ok()?);
        }
    }
    let widths: Vec<u32> = most.into_iter().map(bits).collect();
    // The sign stays free.
    if widths.iter().sum::<u32>() >= i64::BITS {
        return None;
    }
    let number = |row| {
        let counts = of(row).iter().zip(&widths);
        counts.fold(0, |number: i64, (count, bits)| number << bits | count)
    };
    let rows = rows.iter().enumerate();
    Some(rows.map(|(at, &row)| (number(row), place(at))).collect())
}

/// What all numbers are multiples of, counted from the least: a thousand for times of whole
/// milliseconds.
fn unit(keyed: &[(i64, Place)], least: i64) -> u64 {
    let mut unit = 0;
    for (number, _) in keyed {
        let mut other = number.abs_diff(least);
        while other != 0 {
            (unit, other) = (other, unit % other);
        }
        if unit == 1 {
            break;
        }
    }
    unit.max(1)
}

/// The rows by number, then by place: packed into one word where both fit, which sorts thrice as
/// fast.
fn sorted(rows: &[RowId], mut keyed: Vec<(i64, Place)>) -> Vec<RowId> {
    let row_at = |place: Place| rows.get(place as usize).copied();
    let least = keyed.iter().map(|(number, _)| *number).min();
    let most = keyed.iter().map(|(number, _)| *number).max();
    let (Some(least), Some(most)) = (least, most) else {
        return Vec::new();
    };
    let unit = unit(&keyed, least);
    let row_bits = bits(
        keyed
            .iter()
            .map(|(_, place)| u64::from(*place))
            .max()
            .unwrap_or(0),
    );
    if bits(most.abs_diff(least) / unit) + row_bits > u64::BITS {
        keyed.sort_unstable();
        return keyed
            .into_iter()
            .filter_map(|(_, place)| row_at(place))
            .collect();
    }
    let mut packed: Vec<u64> = keyed
        .iter()
        .map(|(number, place)| (number.abs_diff(least) / unit) << row_bits | u64::from(*place))
        .collect();
    packed.sort_unstable();
    let mask = (1_u64 << row_bits) - 1;
    packed
        .into_iter()
        // Below the largest place.
        .filter_map(|word| row_at(Place::try_from(word & mask).ok()?))
        .collect()
}

fn by_text(rows: &[RowId], texts: &Texts) -> Order {
    let mut unknown = Vec::new();
    let mut keyed: Vec<(u64, Place)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let text = texts.get(*row);
        if text.is_empty() {
            unknown.push(*row);
        } else {
            keyed.push((beginning(text), place(at)));
        }
    }
    let text = |place: Place| texts.get(rows[place as usize]);
    keyed.sort_unstable_by(|(a, a_place), (b, b_place)| {
        a.cmp(b)
            .then_with(|| match a_place == b_place {
                true => Ordering::Equal,
                false => text(*a_place).cmp(text(*b_place)),
            })
            .then(a_place.cmp(b_place))
    });
    Order {
        known: keyed
            .into_iter()
            .map(|(_, place)| rows[place as usize])
            .collect(),
        unknown,
    }
}

/// The first eight bytes, as a number of the same order.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}
