//! The programs that cargo makes of the tests.
//!
//! All are built in one go: with a selection of packages of its own, each part would have its own
//! features of what they depend on, and build most of that anew.

use std::{path::PathBuf, process::Command};

use serde_json::Value;

use crate::{
    command::{Outcome, command, output, run},
    toolchain::Toolchain,
};

const STORIES: &str = "pilothouse_tests";

/// A program that runs the tests of one target.
#[derive(Debug, PartialEq, Eq)]
pub struct TestProgram {
    target: String,
    /// Where cargo would run it.
    package: PathBuf,
    program: PathBuf,
}

impl TestProgram {
    /// Whether it drives the window: then it needs a program and a screen.
    pub fn holds_stories(&self) -> bool {
        self.target == STORIES
    }

    pub fn command(&self) -> Command {
        let mut command = command(&self.program);
        command
            .current_dir(&self.package)
            .env("CARGO_MANIFEST_DIR", &self.package);
        command
    }

    pub fn run(&self) -> Outcome {
        println!("-- {} ({})", self.target, self.package.display());
        run(&mut self.command())
    }
}

/// Builds all tests, and the programs that they start.
pub fn test_programs(toolchain: &Toolchain) -> Outcome<Vec<TestProgram>> {
    let mut cargo = toolchain.cargo();
    cargo.args(["test", "--workspace", "--no-run"]);
    cargo.arg("--message-format=json-render-diagnostics");
    from_messages(&output(&mut cargo)?)
}

/// From what `cargo` prints: a JSON value a line
/// (<https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages>).
fn from_messages(printed: &str) -> Outcome<Vec<TestProgram>> {
    let mut programs = Vec::new();
    for line in printed.lines().filter(|line| line.starts_with('{')) {
        let message: Value =
            serde_json::from_str(line).map_err(|error| format!("cargo's messages: {error}"))?;
        if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
            continue;
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let (Some(target), Some(manifest), Some(program)) = (
            text(&message["target"]["name"]),
            text(&message["manifest_path"]),
            text(&message["executable"]),
        ) else {
            continue;
        };
        let package = PathBuf::from(manifest);
        programs.push(TestProgram {
            target,
            package: package.parent().map(PathBuf::from).unwrap_or_default(),
            program: PathBuf::from(program),
        });
    }
    Ok(programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_with_tests_are_taken() {
        let printed = r#"{"reason":"compiler-artifact","manifest_path":"/p/a/Cargo.toml","target":{"name":"a"},"profile":{"test":true},"executable":"/t/a-1"}
{"reason":"compiler-artifact","manifest_path":"/p/a/Cargo.toml","target":{"name":"a"},"profile":{"test":false},"executable":"/t/a"}
{"reason":"compiler-artifact","manifest_path":"/p/b/Cargo.toml","target":{"name":"b"},"profile":{"test":true},"executable":null}
{"reason":"build-finished","success":true}"#;
        let expected = TestProgram {
            target: "a".into(),
            package: "/p/a".into(),
            program: "/t/a-1".into(),
        };
        assert_eq!(from_messages(printed), Ok(vec![expected]));
    }
}
