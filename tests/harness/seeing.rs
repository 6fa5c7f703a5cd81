//! What a person sees in the window.

use serde_json::json;

use super::window::{ROW, Window};

impl Window {
    /// Waits for a page with this title.
    pub fn opens(&self, title: &str) {
        self.waits(&format!("the page '{title}'"), |window| {
            let is_here = "return [...document.querySelectorAll('h1')].some((h) =>
                h.checkVisibility() && h.innerText.trim() === arguments[0]);";
            window.holds(is_here, json!([title]))
        });
    }

    /// Waits until a text can be seen.
    pub fn sees(&self, words: &str) {
        self.waits(&format!("to see '{words}'"), |window| {
            window.text()?.contains(words).then_some(())
        });
    }

    /// Waits until a text can no longer be seen.
    pub fn sees_no_more(&self, words: &str) {
        self.waits(&format!("to see '{words}' no more"), |window| {
            (!window.text()?.contains(words)).then_some(())
        });
    }

    /// Waits until a part of the page says this.
    pub fn sees_in(&self, part: &str, words: &str) {
        self.waits(&format!("to see '{words}' in {part}"), |window| {
            window.text_in(part)?.contains(words).then_some(())
        });
    }

    /// Waits until a part of the page is there and visible.
    pub fn shows(&self, part: &str) {
        self.waits(&format!("to see {part}"), |window| {
            let there = "return document.querySelector(arguments[0])?.checkVisibility() ?? false;";
            window.holds(there, json!([part]))
        });
    }

    /// Whether a part of the page is not there now.
    pub fn lacks(&self, part: &str) {
        let gone = "return document.querySelector(arguments[0]) === null;";
        assert!(self.holds(gone, json!([part])).is_some(), "{part} is there");
    }

    /// Waits until a part of the page is gone.
    pub fn lacks_soon(&self, part: &str) {
        self.waits(&format!("{part} to go"), |window| {
            let gone = "return document.querySelector(arguments[0]) === null;";
            window.holds(gone, json!([part]))
        });
    }

    /// Waits until the page is so many CSS pixels wide.
    pub fn is_drawn_at(&self, width: u32) {
        self.waits(&format!("the page to be {width} wide"), |window| {
            window.holds("return innerWidth === arguments[0];", json!([width]))
        });
    }

    /// Whether a text can be seen now.
    pub fn has(&self, words: &str) -> bool {
        self.text().is_some_and(|text| text.contains(words))
    }

    /// Waits for a table's row, found by what one of its cells says.
    pub fn sees_row(&self, words: &str) {
        self.waits(&format!("the row '{words}'"), |window| {
            window.driver.find(ROW, json!([words, null])).ok()?
        });
    }

    /// Waits until the table has so many rows (few enough to be drawn all).
    pub fn sees_rows(&self, count: usize) {
        self.waits(&format!("to see {count} rows"), |window| {
            let drawn = "return document.querySelectorAll('tbody tr[id]').length === arguments[0];";
            window.holds(drawn, json!([count]))
        });
    }

    /// What the rows say that are drawn, once they are those of what is looked for.
    pub fn rows(&self) -> Vec<String> {
        let script = "if (document.querySelector('table[role=grid][aria-busy=true]')) return null;
            return [...document.querySelectorAll('tbody tr[id]')].map((r) =>
            r.innerText.replace(/\\s+/g, ' ').trim());";
        let rows = self.waits("rows", |window| {
            let rows = window.driver.run(script, json!([])).ok()?;
            (!rows.is_null()).then_some(rows)
        });
        serde_json::from_value(rows).expect("texts")
    }

    /// What stands in a field.
    pub fn value_of(&self, field: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.value ?? null;";
        self.waits(&format!("the field {field}"), |window| {
            let value = window.driver.run(script, json!([field])).ok()?;
            value.as_str().map(str::to_owned)
        })
    }

    /// Whether a box is ticked now.
    pub fn is_checked(&self, part: &str) -> bool {
        let script = "return document.querySelector(arguments[0])?.checked ?? false;";
        self.holds(script, json!([part])).is_some()
    }

    /// What a part of the page says.
    pub fn text_in(&self, part: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? null;";
        let text = self.driver.run(script, json!([part])).ok()?;
        text.as_str().map(|text| text.replace('\u{a0}', " "))
    }
}
