//! The window and the desktop it is on; `seeing` and `doing` have what a person sees and does.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use super::{desktop::Desktop, driver::Driver, processes::target_folder, wait_for};

/// Finds a table's row by what one of its cells, or a part of one, says.
pub(super) const ROW: &str = r"
const [words, part] = arguments;
if (document.querySelector('table[role=grid][aria-busy=true]')) return null;
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const says = (row) => [...row.querySelectorAll('td, td *')].some((n) => plain(n.innerText) === words);
const row = [...document.querySelectorAll('tbody tr[id]')].find(says);
// Columns that are left out for want of room are there, but nobody can click them; buttons do something else.
const parts = part && row ? [...row.querySelectorAll(part)] : [];
const shown = parts.filter((n) => n.checkVisibility());
const free = shown.filter((n) => !n.querySelector('button'));
return part ? free.at(-1) ?? shown.at(-1) ?? parts.at(-1) ?? null : row ?? null;";

/// How many lines of the program's log are shown with a story that failed.
const LAST_LINES: usize = 20;

/// A window of Pilothouse.
pub struct Window {
    pub(super) driver: Driver,
    pub desktop: Desktop,
    story: &'static str,
    size: (u32, u32),
}

impl Window {
    /// Opens it and waits until something is drawn.
    pub fn open(desktop: Desktop, story: &'static str) -> Self {
        let driver = desktop.open_session();
        Self::with(desktop, driver, story)
    }

    /// One that a session has opened.
    pub(super) fn with(desktop: Desktop, driver: Driver, story: &'static str) -> Self {
        let window = Self {
            driver,
            desktop,
            story,
            size: (1280, 800),
        };
        window.is_drawn();
        window
    }

    /// Ends the program and starts it again, on the same desktop with the same profile.
    pub fn restarts(&mut self) {
        self.restarts_after(|_| ());
    }

    /// Does something to the desktop while the program does not run.
    pub fn restarts_after(&mut self, meanwhile: impl FnOnce(&mut Desktop)) {
        self.driver.close().expect("the program is ended");
        self.desktop.program_ends();
        meanwhile(&mut self.desktop);
        self.driver = self.desktop.open_session();
        self.is_drawn();
    }

    /// Kills the program in the middle of what it does, and starts it again.
    pub fn is_killed_and_starts_again(&mut self) {
        self.desktop.kills_program();
        // The WebDriver notices by itself that the program of its session is gone.
        let _ = self.driver.close();
        self.desktop.program_ends();
        self.driver = self.desktop.open_session();
        self.is_drawn();
    }

    fn is_drawn(&self) {
        self.waits("something to be drawn", |window| {
            window
                .text()
                .is_some_and(|text| !text.trim().is_empty())
                .then_some(())
        });
    }

    /// Takes a picture of the screen: `<story>-<name>.png`.
    pub fn takes_picture(&self, name: &str) -> PathBuf {
        self.is_painted();
        let folder = target_folder().join("screenshots");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let file = folder.join(format!("{}-{name}.png", self.story));
        self.desktop.take_picture(&file, self.size);
        file
    }

    /// Waits until changes have ended and are on the screen.
    pub(super) fn is_painted(&self) {
        let rests = "const done = arguments[arguments.length - 1];
            const moving = () => document.getAnimations().some((one) =>
                one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity);
            const look = () => requestAnimationFrame(() => requestAnimationFrame(() =>
                moving() ? look() : done(null)));
            look();";
        // A page that is gone has nothing to be painted.
        let _ = self.driver.run_to_end(rests, json!([]));
        let _ = self.driver.shows_frame();
    }

    /// Makes the window so large.
    pub fn resizes(&mut self, width: u32, height: u32) {
        self.driver
            .resize(width, height)
            .expect("the window can be resized");
        self.size = (width, height);
        self.waits("the window's size", |window| {
            let fits = "return innerWidth === arguments[0] && innerHeight === arguments[1];";
            window.holds(fits, json!([width, height]))
        });
    }

    /// Runs a script in the page.
    pub fn run(&self, script: &str, values: Value) -> Value {
        self.driver
            .run(script, values)
            .unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    /// Runs a script that calls its last argument when it is done.
    pub fn run_to_end(&self, script: &str, values: Value) -> Value {
        self.driver
            .run_to_end(script, values)
            .unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    /// Whether a script says `true`.
    pub(super) fn holds(&self, script: &str, values: Value) -> Option<()> {
        let value = self.driver.run(script, values).ok()?;
        (value == true).then_some(())
    }

    /// All text that can be seen; fields' values are none.
    pub(super) fn text(&self) -> Option<String> {
        let text = self
            .driver
            .run("return document.body?.innerText ?? '';", json!([]))
            .ok()?;
        text.as_str().map(|text| text.replace('\u{a0}', " "))
    }

    /// Waits for a condition.
    pub fn waits<T>(&self, what: &str, mut condition: impl FnMut(&Self) -> Option<T>) -> T {
        wait_for(|| condition(self)).unwrap_or_else(|| panic!("Waited in vain for {what}"))
    }
}

/// A story that failed shows what was on the screen and in the log.
impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let picture = self.takes_picture("failed");
            let log = self.desktop.log();
            let lines: Vec<&str> = log.lines().collect();
            let last = lines[lines.len().saturating_sub(LAST_LINES)..].join("\n");
            let text = self.text().unwrap_or_default();
            eprintln!(
                "Picture: {}\n== The window\n{text}\n== The log\n{last}",
                picture.display()
            );
        }
    }
}
