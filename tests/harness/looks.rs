//! How pages look: themes, sizes, and text that has no room.

use serde_json::json;

use super::Window;

/// The themes, as the page's root names them.
pub(super) const TONES: [&str; 2] = ["light", "dark"];

/// The usual size of the window, and the least.
const SIZES: [(u32, u32); 2] = [(1280, 800), (960, 600)];

/// Names what spills or vanishes: a page or a table wider than its place, controls outside of the
/// window, texts and columns of which nothing is left, numbers that are cut off.
const FAULTS: &str = r"
const faults = [];
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
}
const name = (node) => `${node.tagName.toLowerCase()}.${[...node.classList].join('.')} '${
    (node.innerText || node.ariaLabel || '').trim().slice(0, 40)}'`;
for (const node of document.querySelectorAll('.trunc')) {
    const { width } = node.getBoundingClientRect();
    if (node.checkVisibility() && node.innerText.trim() && width < 12) {
        faults.push(`${name(node)} has a width of ${width}`);
    }
}
for (const node of document.querySelectorAll('.tw')) {
    if (node.scrollWidth > node.clientWidth + 1) {
        faults.push(`the table is ${node.scrollWidth} wide in a place of ${node.clientWidth}`);
    }
}
for (const node of document.querySelectorAll('th')) {
    if (node.checkVisibility() && node.scrollWidth > node.clientWidth + 1) {
        faults.push(`the head of the column ${name(node)} is cut off`);
    }
}
// Numbers and times are short enough to be shown whole.
const short = [...document.querySelectorAll('tr td.r')].filter((node) =>
    node.checkVisibility() && node.scrollWidth > node.clientWidth + 1);
if (short.length) {
    faults.push(`${short.length} cells are cut off, such as ${name(short[0])}`);
}
for (const node of document.querySelectorAll('button, a[href], input')) {
    const box = node.getBoundingClientRect();
    if (node.checkVisibility() && box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) {
        faults.push(`${name(node)} reaches from ${box.left} to ${box.right}`);
    }
}
return faults;";

impl Window {
    /// Shows a theme, whatever the system's is.
    pub(super) fn turns(&self, tone: &str) {
        self.run(
            "document.documentElement.dataset.theme = arguments[0];",
            json!([tone]),
        );
    }

    /// What does not fit, in words.
    fn misfits(&self) -> Vec<String> {
        serde_json::from_value(self.run(FAULTS, json!([]))).expect("texts")
    }

    /// A picture of the page in each theme and size, and everything that does not fit.
    pub fn is_looked_at(&mut self, page: &str) -> Vec<String> {
        let mut misfits = Vec::new();
        for (width, height) in SIZES {
            self.resizes(width, height);
            for tone in TONES {
                self.turns(tone);
                self.takes_picture(&format!("{page}-{tone}-{width}"));
            }
            // A theme changes colours only.
            let faults = self.misfits();
            misfits.extend(
                faults
                    .into_iter()
                    .map(|fault| format!("{page}, {width} wide: {fault}")),
            );
        }
        self.resizes(SIZES[0].0, SIZES[0].1);
        misfits
    }
}
