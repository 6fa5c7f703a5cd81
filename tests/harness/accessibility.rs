//! What a screen reader or somebody without a mouse would stumble over, found by axe-core.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use super::{looks::TONES, processes::target_folder, window::Window};

/// The success criteria of WCAG 2.2, A and AA, and what axe-core calls best practice.
const RUN: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then(
    (report) => done(report.violations.map((found) => ({
        rule: found.id,
        help: found.help,
        places: found.nodes.map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary),
    }))),
    (error) => done(String(error)),
);";

impl Window {
    /// What axe-core finds in what is shown now, in each theme.
    pub fn keeps_somebody_out(&self, place: &str) -> Vec<String> {
        let mut found = Vec::new();
        for tone in TONES {
            self.turns(tone);
            found.extend(self.found_by_axe(&format!("{place}, {tone}")));
        }
        found
    }

    fn found_by_axe(&self, place: &str) -> Vec<String> {
        // Changes of colour on their way would be measured half way.
        self.is_painted();
        let script =
            fs::read_to_string(axe()).expect("axe-core is installed by `cargo xtask setup`");
        self.run(
            &format!("{script}; window.axe = axe; return true;"),
            json!([]),
        );
        let found = self
            .driver
            .run_to_end(RUN, json!([]))
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        let Value::Array(found) = found else {
            panic!("{place}: {found}");
        };
        let told = found.iter().map(|found| {
            format!(
                "{place}: {} ({}) at {}",
                found["rule"], found["help"], found["places"]
            )
        });
        told.collect()
    }
}

fn axe() -> PathBuf {
    let folder = match std::env::var_os("PILOTHOUSE_PROVIDER") {
        Some(named) => PathBuf::from(named),
        None => target_folder().join("provider"),
    };
    folder.join("node_modules/axe-core/axe.min.js")
}
