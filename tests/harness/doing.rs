//! What a person does in the window.

use serde_json::json;

use super::{
    Harbor,
    driver::{Driver, Refusal},
    window::{ROW, Window},
};

/// Finds what can be clicked by its words, its name for screen readers, or its title. An open
/// dialog hides the rest of the page.
const CONTROL: &str = r"
const [words, kinds] = arguments;
const root = document.querySelector('dialog[open]') ?? document;
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const first = (node) => plain([...(node.querySelector('.l') ?? node).childNodes]
    .find((n) => n.nodeType === 3)?.data);
const fits = (node) => node.checkVisibility() && !node.disabled &&
    [node.innerText, node.ariaLabel, node.title].some((text) => plain(text) === words);
const all = [...root.querySelectorAll(kinds)];
return all.find(fits) ?? all.find((n) => n.checkVisibility() && !n.disabled && first(n) === words)
    ?? null;";

impl Window {
    /// Clicks what a selector finds.
    pub fn clicks(&self, selector: &str) {
        let script = "return document.querySelector(arguments[0]);";
        self.does(&format!("to click {selector}"), |driver| {
            let found = driver.find(script, json!([selector]))?;
            found.map(|element| driver.click(&element)).transpose()
        });
    }

    /// Presses a button, a menu's item or a choice, by its words.
    pub fn presses(&self, words: &str) {
        self.clicks_control(
            words,
            "button, [role=menuitem], label, input[type=checkbox]",
        );
    }

    /// Presses a button if it is still there: what it does may have happened by itself.
    pub fn presses_if_there(&self, words: &str) {
        let found = self
            .driver
            .find(CONTROL, json!([words, "button"]))
            .ok()
            .flatten();
        if let Some(button) = found {
            // Gone meanwhile: then it is not needed.
            let _ = self.driver.click(&button);
        }
    }

    /// Chooses one of the other ways to sign in.
    pub fn chooses_way(&self, words: &str) {
        self.clicks_control(words, ".way .t");
    }

    /// Follows a link, by its words.
    pub fn follows(&self, words: &str) {
        self.clicks_control(words, "a[href]");
    }

    fn clicks_control(&self, words: &str, kinds: &str) {
        self.does(&format!("to click '{words}'"), |driver| {
            let found = driver.find(CONTROL, json!([words, kinds]))?;
            found.map(|element| driver.click(&element)).transpose()
        });
    }

    /// Selects a row: clicks where no link is.
    pub fn selects_row(&self, words: &str) {
        self.does(&format!("to select the row '{words}'"), |driver| {
            let cell = driver.find(ROW, json!([words, "td"]))?;
            cell.map(|cell| driver.click(&cell)).transpose()
        });
    }

    /// Opens a row by a double click into one of its cells.
    pub fn double_clicks_row(&self, words: &str, cell: &str) {
        self.does(&format!("to double-click the row '{words}'"), |driver| {
            let cell = driver.find(ROW, json!([words, cell]))?;
            cell.map(|cell| driver.double_click(&cell)).transpose()
        });
    }

    /// Types into a field, in place of what is there.
    pub fn types(&self, field: &str, text: &str) {
        let script = "return document.querySelector(arguments[0]);";
        self.does(&format!("to type into {field}"), |driver| {
            let found = driver.find(script, json!([field]))?;
            found
                .map(|element| driver.replace(&element, text))
                .transpose()
        });
        assert_eq!(self.value_of(field), text, "what was typed into {field}");
    }

    /// Chooses one of a list's values that opens.
    pub fn chooses(&self, list: &str, value: &str) {
        let script = "const list = document.querySelector(arguments[0]);
            if (!list || list.disabled) return false;
            if (![...list.options].some((one) => one.value === arguments[1])) return false;
            list.value = arguments[1];
            list.dispatchEvent(new Event('change', {bubbles: true}));
            return true;";
        self.waits(&format!("to choose {value} in {list}"), |window| {
            window.holds(script, json!([list, value]))
        });
    }

    /// Puts a text into a field that hands it on, as pasting does.
    pub fn types_raw(&self, field: &str, text: &str) {
        let script = "const field = document.querySelector(arguments[0]);
            if (!field) return false;
            field.value = arguments[1];
            field.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertFromPaste'}));
            return true;";
        self.waits(&format!("the field {field}"), |window| {
            window.holds(script, json!([field, text]))
        });
    }

    /// Drops a file where an input takes one.
    pub fn drops_file(&self, input: &str, name: &str, text: &str) {
        let script = "const input = document.querySelector(arguments[0]);
            if (!input) return false;
            const data = new DataTransfer();
            data.items.add(new File([arguments[2]], arguments[1], {type: 'application/json'}));
            const drop = new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: data});
            input.parentElement.dispatchEvent(drop);
            return true;";
        self.waits(&format!("{input} to take files"), |window| {
            window.holds(script, json!([input, name, text]))
        });
    }

    /// Puts the focus on a part of the page.
    pub fn focuses(&self, part: &str) {
        self.waits(&format!("to focus {part}"), |window| {
            let focus = "const part = document.querySelector(arguments[0]);
                part?.focus();
                return part !== null && document.activeElement === part;";
            window.holds(focus, json!([part]))
        });
    }

    /// Scrolls a part of the page to so many pixels from its top.
    pub fn scrolls(&self, part: &str, pixels: u32) {
        self.run(
            "document.querySelector(arguments[0]).scrollTop = arguments[1];",
            json!([part, pixels]),
        );
    }

    /// Gets into a registry on this computer with a name and a password.
    pub fn signs_in_to(&self, harbor: &Harbor, user: &str) {
        self.finds_registry(&harbor.address());
        self.types("#user", user);
        self.types("#password", demo_harbor::PASSWORD);
        self.clicks("#connect");
        self.opens("Projects");
        self.sees_row("skaha");
    }

    /// Types an address that uses plain http, and agrees to that.
    pub fn finds_registry(&self, address: &str) {
        self.types("#address", address);
        self.clicks("#plain-http");
        self.sees_in("#check", "Harbor");
    }

    /// Does something once what it needs is there.
    fn does(&self, what: &str, mut attempt: impl FnMut(&Driver) -> Result<Option<()>, Refusal>) {
        self.waits(what, |window| match attempt(&window.driver) {
            Ok(done) => done,
            Err(refusal) if refusal.may_pass() => None,
            Err(refusal) => panic!("{what}: {refusal}"),
        });
    }
}
