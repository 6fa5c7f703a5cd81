//! A Dockerfile, as far as an image's history still says what was in it.

use crate::{build::Build, config::HistoryEntry};

/// The instructions of a Dockerfile that leave a trace in a history.
const INSTRUCTIONS: [&str; 17] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// How the shells begin that builders run commands with.
const SHELLS: [&str; 4] = ["/bin/sh -c ", "/bin/bash -c ", "cmd /S /C ", "powershell "];

/// What a step would be in a Dockerfile; `None` where that can't be told.
///
/// The classic builder writes `/bin/sh -c #(nop) ` before everything but `RUN`, BuildKit the
/// instruction itself and `# buildkit` behind it.
pub fn instruction(step: &HistoryEntry) -> Option<String> {
    let text = step.created_by.trim();
    let text = text.strip_suffix("# buildkit").unwrap_or(text).trim();
    let is_command =
        |text: &str| text.starts_with('|') || SHELLS.iter().any(|shell| text.starts_with(shell));
    let (text, classic) = match text.split_once("#(nop)") {
        Some((_, rest)) => (rest.trim(), true),
        None if is_command(text) => return Some(format!("RUN {}", command(text))),
        None => (text, false),
    };
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    if !INSTRUCTIONS.contains(&word) {
        return None;
    }
    match word {
        "RUN" => Some(format!("RUN {}", command(rest))),
        // `file:… in /`: the name is a digest of what was added, which nobody can add again.
        "ADD" | "COPY" if classic => {
            let (what, place) = rest.rsplit_once(" in ")?;
            Some(format!("{word} {} {}", what.trim(), place.trim()))
        }
        "EXPOSE" => Some(format!("EXPOSE {}", ports(rest))),
        "VOLUME" => Some(format!("VOLUME {}", volumes(rest))),
        // As Go prints it: what it means can't be told for sure.
        "HEALTHCHECK" if rest.starts_with("&{") => None,
        _ => Some(format!("{word} {rest}")),
    }
}

/// A command without the shell that ran it, and without the values of build arguments before it
/// (`|2 A=1 B=2 /bin/sh -c make`).
fn command(text: &str) -> &str {
    let text = match text.strip_prefix('|') {
        Some(_) => SHELLS
            .iter()
            .filter_map(|shell| text.find(shell))
            .min()
            .map_or(text, |place| &text[place..]),
        None => text,
    };
    match text.strip_prefix("/bin/sh -c ") {
        Some(rest) => rest.trim(),
        None => text,
    }
}

/// `map[80/tcp:{} 443/tcp:{}]`, or as it was written.
fn ports(text: &str) -> String {
    match text
        .strip_prefix("map[")
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(ports) => ports.replace(":{}", ""),
        None => text.to_owned(),
    }
}

/// `[/data /log]`, or as it was written.
fn volumes(text: &str) -> String {
    let inside = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inside.filter(|inside| !inside.contains('"')) {
        Some(volumes) => {
            let quoted = volumes.split_whitespace().map(|path| format!("{path:?}"));
            format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
        }
        None => text.to_owned(),
    }
}

/// A Dockerfile of all steps; what can't be told stands in it as a comment. Empty without a
/// history.
pub fn dockerfile(build: &Build) -> String {
    let steps: Vec<&HistoryEntry> = build
        .rows
        .iter()
        .filter_map(|row| row.step.as_ref())
        .collect();
    if steps.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "# Rebuilt from the history of the image. What it was built from and the files that were\n\
         # copied into it are not in there.\nFROM scratch\n",
    );
    for step in steps {
        match instruction(step) {
            Some(instruction) => text.push_str(&instruction),
            None => {
                let said = [&step.created_by, &step.comment];
                let said = said.into_iter().find(|text| !text.trim().is_empty());
                let said = said.map_or("a step without a command", |text| text.trim());
                text.push_str("# ");
                text.push_str(&said.replace('\n', "\n# "));
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(created_by: &str) -> Option<String> {
        instruction(&HistoryEntry {
            created_by: created_by.to_owned(),
            ..HistoryEntry::default()
        })
    }

    #[test]
    fn the_steps_of_both_builders_become_instructions() {
        for (written, expected) in [
            ("/bin/sh -c #(nop)  CMD [\"bash\"]", "CMD [\"bash\"]"),
            ("/bin/sh -c #(nop) ADD file:1a2b in / ", "ADD file:1a2b /"),
            (
                "/bin/sh -c #(nop) COPY dir:1a in /usr/src ",
                "COPY dir:1a /usr/src",
            ),
            (
                "/bin/sh -c apt-get update && apt-get install -y gcc",
                "RUN apt-get update && apt-get install -y gcc",
            ),
            ("RUN /bin/sh -c make # buildkit", "RUN make"),
            (
                "RUN |2 A=1 B=x /bin/sh -c make $A # buildkit",
                "RUN make $A",
            ),
            ("|1 A=1 /bin/sh -c make", "RUN make"),
            (
                "COPY requirements.txt /app/ # buildkit",
                "COPY requirements.txt /app/",
            ),
            ("ENV PATH=/usr/bin:/bin", "ENV PATH=/usr/bin:/bin"),
            ("WORKDIR /app", "WORKDIR /app"),
            ("EXPOSE map[443/tcp:{} 80/tcp:{}]", "EXPOSE 443/tcp 80/tcp"),
            ("/bin/sh -c #(nop)  EXPOSE 8080", "EXPOSE 8080"),
            ("VOLUME [/data /log]", "VOLUME [\"/data\", \"/log\"]"),
            ("cmd /S /C mkdir c:\\app", "RUN cmd /S /C mkdir c:\\app"),
            (
                "/bin/sh -c #(nop)  ENTRYPOINT [\"a b\"]",
                "ENTRYPOINT [\"a b\"]",
            ),
        ] {
            assert_eq!(of(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_can_not_be_told_is_not_made_up() {
        for written in [
            "",
            "bazel build ...",
            "# debian.sh --arch 'amd64' out/ 'bookworm'",
            "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -f http://localhost\"] \"30s\" \"0s\" \"0s\" \"0s\" '\\x00'}",
            "crane append",
            "RUNNING something",
        ] {
            assert_eq!(of(written), None, "{written}");
        }
    }
}
