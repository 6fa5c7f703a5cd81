//! The programs that cargo makes of the tests.
//!
//! All are built in one go: with a selection of packages of its own, each part would have its own
//! features of what they depend on, and build most of that anew.

use std::{path::PathBuf, process::Command, sync::mpsc, thread};

use serde_json::Value;

use crate::{
    command::{Outcome, command, run, run_by_line},
    setup::Toolchain,
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
    let mut programs = Vec::new();
    build(toolchain, |program| programs.push(program))?;
    Ok(programs)
}

/// Builds all tests, and runs what the wanted programs test: each as soon as it is there, one after the
/// other, while the rest is built.
pub fn build_and_run(toolchain: &Toolchain, wanted: fn(&TestProgram) -> bool) -> Outcome {
    let (built, programs) = mpsc::channel::<TestProgram>();
    thread::scope(|scope| {
        let runs = scope.spawn(move || programs.iter().try_for_each(|program| program.run()));
        let ended = build(toolchain, |program| {
            if wanted(&program) {
                // Nobody takes it once one has failed, which is what is said then.
                let _ = built.send(program);
            }
        });
        drop(built);
        let ran = runs.join();
        ended.and(ran.unwrap_or_else(|_| Err("The tests' runner ended early.".to_owned())))
    })
}

fn build(toolchain: &Toolchain, mut built: impl FnMut(TestProgram)) -> Outcome {
    let mut cargo = toolchain.cargo();
    cargo.args(["test", "--workspace", "--no-run"]);
    cargo.arg("--message-format=json-render-diagnostics");
    run_by_line(&mut cargo, |line| {
        if let Some(program) = from_message(line)? {
            built(program);
        }
        Ok(())
    })
}

/// From a line of what `cargo` prints, a JSON value
/// (<https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages>).
fn from_message(line: &str) -> Outcome<Option<TestProgram>> {
    if !line.starts_with('{') {
        return Ok(None);
    }
    let message: Value =
        serde_json::from_str(line).map_err(|error| format!("cargo's messages: {error}"))?;
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return Ok(None);
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let (Some(target), Some(manifest), Some(program)) = (
        text(&message["target"]["name"]),
        text(&message["manifest_path"]),
        text(&message["executable"]),
    ) else {
        return Ok(None);
    };
    let package = PathBuf::from(manifest);
    Ok(Some(TestProgram {
        target,
        package: package.parent().map(PathBuf::from).unwrap_or_default(),
        program: PathBuf::from(program),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_with_tests_are_taken() {
        let printed = [
            r#"{"reason":"compiler-artifact","manifest_path":"/p/a/Cargo.toml","target":{"name":"a"},"profile":{"test":true},"executable":"/t/a-1"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/p/a/Cargo.toml","target":{"name":"a"},"profile":{"test":false},"executable":"/t/a"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/p/b/Cargo.toml","target":{"name":"b"},"profile":{"test":true},"executable":null}"#,
            r#"{"reason":"build-finished","success":true}"#,
            "",
        ];
        let expected = TestProgram {
            target: "a".into(),
            package: "/p/a".into(),
            program: "/t/a-1".into(),
        };
        let programs: Outcome<Vec<_>> = printed.into_iter().map(from_message).collect();
        let programs = programs.map(|programs| programs.into_iter().flatten().collect());
        assert_eq!(programs, Ok(vec![expected]));
    }
}
