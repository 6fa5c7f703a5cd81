//! How a container would run after a step of a build, as far as the history tells.

use std::collections::BTreeSet;

use crate::{config::HistoryEntry, dockerfile::instruction};

/// What the steps of a build have set; `None` is what none of them has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepSettings {
    pub entrypoint: Option<String>,
    pub user: Option<String>,
    pub directory: Option<String>,
    /// Names of variables.
    pub environment: BTreeSet<String>,
}

impl StepSettings {
    /// After the last of these steps. A setting that was made without a step is not in there.
    pub fn after<'a>(steps: impl IntoIterator<Item = &'a HistoryEntry>) -> Self {
        let mut settings = Self::default();
        for instruction in steps.into_iter().filter_map(instruction) {
            if let Some((word, rest)) = instruction.split_once(' ') {
                settings.set(word, rest);
            }
        }
        settings
    }

    fn set(&mut self, word: &str, rest: &str) {
        match word {
            "ENTRYPOINT" => {
                self.entrypoint = Some(rest.to_owned()).filter(|it| it != "[]" && it != "null")
            }
            "USER" => self.user = Some(rest.to_owned()),
            "WORKDIR" => self.directory = Some(joined(self.directory.as_deref(), rest)),
            "ENV" => self.environment.extend(variables(rest)),
            _ => {}
        }
    }
}

/// A directory as seen from another one.
fn joined(from: Option<&str>, to: &str) -> String {
    let is_whole = to.starts_with(['/', '\\', '$']) || to.get(1..2) == Some(":");
    match from {
        _ if is_whole => to.to_owned(),
        None => format!("/{to}"),
        Some(from) => format!("{}/{to}", from.trim_end_matches('/')),
    }
}

/// Names in `A=1 B=2`, or in the older form `A 1`.
fn variables(text: &str) -> Vec<String> {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
    };
    let words = || text.split_whitespace();
    match words().next() {
        Some(first) if first.contains('=') => words()
            .filter_map(|word| word.split_once('='))
            .map(|(name, _)| name)
            .filter(|name| is_name(name))
            .map(str::to_owned)
            .collect(),
        first => first.map(str::to_owned).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: &[&str]) -> StepSettings {
        let steps: Vec<HistoryEntry> = steps
            .iter()
            .map(|text| HistoryEntry {
                created_by: (*text).to_owned(),
                ..HistoryEntry::default()
            })
            .collect();
        StepSettings::after(&steps)
    }

    #[test]
    fn later_steps_set_what_earlier_ones_did() {
        let settings = after(&[
            "/bin/sh -c #(nop)  ENV PATH=/usr/bin:/bin LANG=C.UTF-8",
            "ENV NAME the value = of it",
            "ENV PATH=/opt/bin:/usr/bin # buildkit",
            "RUN /bin/sh -c make # buildkit",
            "USER root",
            "USER 1000:1000",
            "WORKDIR /srv",
            "WORKDIR app",
            "ENTRYPOINT [\"tini\"]",
        ]);
        assert_eq!(settings.user.as_deref(), Some("1000:1000"));
        assert_eq!(settings.directory.as_deref(), Some("/srv/app"));
        assert_eq!(settings.entrypoint.as_deref(), Some("[\"tini\"]"));
        let names: Vec<&str> = settings.environment.iter().map(String::as_str).collect();
        assert_eq!(names, ["LANG", "NAME", "PATH"]);
    }

    #[test]
    fn what_no_step_set_is_not_set() {
        assert_eq!(
            after(&["crane append", "bazel build"]),
            StepSettings::default()
        );
        assert_eq!(
            after(&["ENTRYPOINT [\"a\"]", "ENTRYPOINT []"]).entrypoint,
            None
        );
        let windows = after(&["WORKDIR C:\\app"]);
        assert_eq!(windows.directory.as_deref(), Some("C:\\app"));
        assert_eq!(after(&["WORKDIR app"]).directory.as_deref(), Some("/app"));
    }
}
