//! What a person does with the keyboard alone.

use serde_json::json;

use super::{
    Window,
    driver::{Held, Key},
};

/// What the focus is on: its words, its name for screen readers, or its id.
const FOCUSED: &str = r"
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const node = document.activeElement;
return [node.id, node.ariaLabel, node.innerText, node.title, node.tagName].map(plain);";

/// More steps than any page has controls.
const STEPS: usize = 150;

impl Window {
    /// Presses a key wherever the focus is.
    pub fn presses_key(&self, key: Key) {
        self.holds_and_presses(&[], key);
    }

    /// Presses a key while others are held.
    pub fn holds_and_presses(&self, held: &[Held], key: Key) {
        self.driver.press(held, key).expect("a key can be pressed");
    }

    /// Types a text into the field that has the focus, once one has it and keeps it over a frame: a
    /// menu that has just opened gives it away a moment later.
    pub fn types_keys(&self, text: &str) {
        let field = "const at = document.activeElement;
            const same = at === window.focusedField;
            window.focusedField = at;
            return same && ['INPUT', 'TEXTAREA'].includes(at?.tagName);";
        self.waits("a field with the focus", |window| {
            window.driver.shows_frame().ok()?;
            window.holds(field, json!([]))
        });
        for letter in text.chars() {
            self.presses_key(Key::Letter(letter));
        }
    }

    /// Waits until a control has the focus.
    pub fn has_focus_on(&self, selector: &str) {
        let script = "return document.activeElement?.matches(arguments[0]) === true;";
        self.waits(&format!("the focus on {selector}"), |window| {
            window.holds(script, json!([selector]))
        });
    }

    /// Goes from control to control with Tab until one has this id, name or words.
    pub fn tabs_to(&self, words: &str) {
        let mut seen = Vec::new();
        for _ in 0..STEPS {
            let at: Vec<String> =
                serde_json::from_value(self.run(FOCUSED, json!([]))).expect("texts");
            if at.iter().any(|text| text == words) {
                return;
            }
            seen.push(at);
            self.presses_key(Key::Tab);
        }
        panic!("Tab does not lead to '{words}', but to {seen:#?}");
    }
}
