//! A column of texts in one arena.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

use super::RowId;

/// Texts, each followed by a line's end; several texts of a row are lines.
#[derive(Debug)]
pub(crate) struct Texts {
    plain: Arena,
    /// The same in lower case, for a searched column; absent while it is the same.
    folded: Option<Arena>,
    is_searched: bool,
    /// One text has lines of its own, which stay.
    keeps_lines: bool,
    /// Which bytes occur in what is searched: a text with another one is in no row.
    bytes: [bool; 256],
}

#[derive(Debug, Default)]
struct Arena {
    text: String,
    /// Where each row's text begins and ends, without its line's end.
    spans: Vec<(u32, u32)>,
    /// Bytes that no row has any more.
    waste: usize,
    /// A later row's text stands further behind.
    is_unordered: bool,
}

impl Arena {
    fn append(&mut self, text: &str) -> (u32, u32) {
        let begin = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        self.text.push('\n');
        // The store's cap of bytes is far below what a `u32` holds.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (place(begin), place(end))
    }

    fn push(&mut self, text: &str) {
        let span = self.append(text);
        self.spans.push(span);
    }

    fn get(&self, row: RowId) -> &str {
        let (begin, end) = self.spans.get(row as usize).copied().unwrap_or_default();
        self.text
            .get(begin as usize..end as usize)
            .unwrap_or_default()
    }

    fn replace(&mut self, row: RowId, text: &str) {
        let (begin, end) = self.spans[row as usize];
        self.waste += (end - begin) as usize + 1;
        self.spans[row as usize] = self.append(text);
        self.is_unordered = true;
        if self.waste > self.text.len() / 2 {
            self.tidy();
        }
    }

    /// Lays the texts out in the order of the rows, without gaps.
    fn tidy(&mut self) {
        let mut tidy = Self {
            text: String::with_capacity(self.text.len() - self.waste),
            spans: Vec::with_capacity(self.spans.len()),
            ..Self::default()
        };
        for row in 0..self.spans.len() {
            tidy.push(self.get(RowId::try_from(row).unwrap_or_default()));
        }
        *self = tidy;
    }

    /// Marks the rows in which something is found.
    fn find(&mut self, finder: &Finder<'_>, found: &mut FixedBitSet) {
        if self.is_unordered {
            self.tidy();
        }
        let text = self.text.as_bytes();
        let (mut at, mut row) = (0, 0);
        while let Some(place) = finder.find(&text[at..]) {
            let place = at + place;
            row = self.row_at(place, row);
            let Some((_, end)) = self.spans.get(row) else {
                break;
            };
            found.insert(row);
            at = *end as usize;
        }
    }

    /// The row whose text ends behind a place, at or behind a row: in growing steps, since it is
    /// near mostly.
    fn row_at(&self, place: usize, from: usize) -> usize {
        let ends_before = |row: usize| (self.spans[row].1 as usize) < place;
        let (mut low, mut step) = (from, 1);
        while low + step < self.spans.len() && ends_before(low + step) {
            low += step;
            step *= 2;
        }
        let high = (low + step).min(self.spans.len());
        low + self.spans[low..high].partition_point(|(_, end)| (*end as usize) < place)
    }
}

impl Texts {
    pub fn new(is_searched: bool, keeps_lines: bool) -> Self {
        Self {
            plain: Arena::default(),
            folded: None,
            is_searched,
            keeps_lines,
            bytes: [false; 256],
        }
    }

    pub fn get(&self, row: RowId) -> &str {
        self.plain.get(row)
    }

    pub fn bytes(&self) -> usize {
        let arena = |arena: &Arena| arena.text.capacity() + arena.spans.capacity() * 8;
        arena(&self.plain) + self.folded.as_ref().map_or(0, arena)
    }

    pub fn push(&mut self, lines: &[String]) {
        let text = self.joined(lines);
        if self.is_searched {
            let low = text.to_lowercase();
            self.note(&low);
            if self.folded.is_none() && low != text {
                self.fold();
            }
            if let Some(folded) = &mut self.folded {
                folded.push(&low);
            }
        }
        self.plain.push(&text);
    }

    /// Whether it is another text now.
    pub fn replace(&mut self, row: RowId, lines: &[String]) -> bool {
        let text = self.joined(lines);
        if self.plain.get(row) == text {
            return false;
        }
        if self.is_searched {
            let low = text.to_lowercase();
            self.note(&low);
            if self.folded.is_none() && low != text {
                self.fold();
            }
            if let Some(folded) = &mut self.folded {
                folded.replace(row, &low);
            }
        }
        self.plain.replace(row, &text);
        true
    }

    fn joined<'a>(&self, lines: &'a [String]) -> Cow<'a, str> {
        match lines {
            [text] if self.keeps_lines => text.as_str().into(),
            lines => joined(lines),
        }
    }

    fn note(&mut self, low: &str) {
        for byte in low.bytes() {
            self.bytes[usize::from(byte)] = true;
        }
    }

    /// Keeps lower case apart from here on.
    fn fold(&mut self) {
        let mut folded = Arena::default();
        for row in 0..self.plain.spans.len() {
            let row = RowId::try_from(row).unwrap_or_default();
            folded.push(&self.plain.get(row).to_lowercase());
        }
        self.folded = Some(folded);
    }

    /// What is searched of a row.
    pub fn low(&self, row: RowId) -> &str {
        self.folded.as_ref().unwrap_or(&self.plain).get(row)
    }

    /// Whether a lower-cased text can be in any row.
    pub fn may_hold(&self, wanted: &str) -> bool {
        wanted.bytes().all(|byte| self.bytes[usize::from(byte)])
    }

    /// Marks the rows that hold a lower-cased text.
    pub fn find(&mut self, finder: &Finder<'_>, found: &mut FixedBitSet) {
        self.folded
            .as_mut()
            .unwrap_or(&mut self.plain)
            .find(finder, found);
    }
}

/// Several texts as lines. What has line ends of its own becomes one line.
fn joined(lines: &[String]) -> Cow<'_, str> {
    let flat = |line: &String| line.replace(['\n', '\r'], " ");
    match lines {
        [] => "".into(),
        [line] if !line.contains(['\n', '\r']) => line.as_str().into(),
        lines => lines.iter().map(flat).collect::<Vec<_>>().join("\n").into(),
    }
}
