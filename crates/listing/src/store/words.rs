//! A column whose values are few words: a dictionary, and a number for each row.

use super::RowId;

/// Words by their places, and a place for each row.
#[derive(Debug, Default)]
pub(crate) struct Words {
    words: Vec<String>,
    /// One more than the word's place; 0 is none.
    codes: Vec<u32>,
}

impl Words {
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The place of a row's word.
    pub fn code(&self, row: usize) -> Option<usize> {
        let code = self.codes.get(row).copied().unwrap_or_default();
        (code as usize).checked_sub(1)
    }

    pub fn get(&self, row: RowId) -> Option<&str> {
        Some(self.words.get(self.code(row as usize)?)?.as_str())
    }

    /// The place of a word, if any row had it.
    pub fn place(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|known| known == word)
    }

    pub fn bytes(&self) -> usize {
        let words: usize = self.words.iter().map(|word| word.capacity() + 24).sum();
        words + self.codes.capacity() * 4
    }

    fn coded(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word.filter(|word| !word.is_empty()) else {
            return 0;
        };
        let place = self.place(word).unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        });
        u32::try_from(place + 1).unwrap_or_default()
    }

    pub fn push(&mut self, word: Option<&str>) {
        let code = self.coded(word);
        self.codes.push(code);
    }

    /// Whether it is another word now.
    pub fn replace(&mut self, row: RowId, word: Option<&str>) -> bool {
        let code = self.coded(word);
        std::mem::replace(&mut self.codes[row as usize], code) != code
    }
}
