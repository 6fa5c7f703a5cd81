//! The run of the stories. They drive a real window, keychain and identity provider on whatever
//! machine there is, so one that fails is told once more, alone: a fault fails twice, and what
//! passes then is named, because it is a fault of the story.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::command::{Outcome, output};

/// No story takes so long that nothing is printed meanwhile.
const SILENCE: Duration = Duration::from_secs(8 * 60);

/// With more failures than this something is broken, and a second try is a waste of time.
const FEW: usize = 8;

/// Runs all stories of a program that `command` starts, `threads` at a time.
pub fn run_stories(command: impl Fn() -> Command, threads: usize) -> Outcome {
    let list = output(command().args(["--list", "--format=terse"]))?;
    let mut whole = command();
    whole.arg(format!("--test-threads={threads}"));
    let Run { ended, missing } = watch(&mut whole, &list)?;
    if ended.is_some_and(|ended| ended.success()) {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(String::as_str).collect();
    if names.is_empty() || names.len() > FEW {
        return Err(format!("{} stories failed", names.len()));
    }
    println!("== once more: {}", names.join(", "));
    let mut again = command();
    again.args(["--exact", "--test-threads=1"]).args(&names);
    match watch(&mut again, "")?.ended {
        Some(ended) if ended.success() => {
            println!("== passed at the second try only: {}", names.join(", "));
            Ok(())
        }
        _ => Err(format!("failed twice: {}", names.join(", "))),
    }
}

struct Run {
    /// Nothing if it had to be killed.
    ended: Option<ExitStatus>,
    /// The listed stories that did not pass.
    missing: BTreeSet<String>,
}

/// Runs it with all that it prints shown.
fn watch(command: &mut Command, list: &str) -> Outcome<Run> {
    let failed = |error: std::io::Error| format!("the stories: {error}");
    let mut stories = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let printed = stories.stdout.take().ok_or("the stories print nothing")?;
    let (tell, hear) = mpsc::channel();
    thread::spawn(move || {
        // It ends with the program, or when nobody listens any more.
        for line in BufReader::new(printed).lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                return;
            }
        }
    });
    let mut missing = listed(list);
    loop {
        match hear.recv_timeout(SILENCE) {
            Ok(line) => {
                println!("{line}");
                if let Some(name) = settled(&line) {
                    missing.remove(name);
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                let ended = stories.wait().map_err(failed)?;
                return Ok(Run {
                    ended: Some(ended),
                    missing,
                });
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let waiting: Vec<&str> = missing.iter().map(String::as_str).collect();
                println!("== nothing happens any more in: {}", waiting.join(", "));
                // What they started ends with them.
                stories.kill().map_err(failed)?;
                stories.wait().map_err(failed)?;
                return Ok(Run {
                    ended: None,
                    missing,
                });
            }
        }
    }
}

/// The names in libtest's terse list.
fn listed(list: &str) -> BTreeSet<String> {
    list.lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .map(str::to_owned)
        .collect()
}

/// The story that a line says to need no other try.
fn settled(line: &str) -> Option<&str> {
    let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    (result == "ok" || result.starts_with("ignored")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh"]);
        command
    }

    #[test]
    fn what_passed_or_is_left_out_is_not_missing() {
        let list = "a::one: test\na::two: test\nfigures: test\nlate: test\n\n4 tests, 0 benchmarks";
        let run = watch(
            &mut told("echo test a::one ... ok; echo test a::two ... FAILED; echo test figures ... ignored, by hand; exit 101"),
            list,
        )
        .unwrap();
        let missing: Vec<&str> = run.missing.iter().map(String::as_str).collect();
        assert_eq!(missing, ["a::two", "late"]);
        assert!(!run.ended.unwrap().success());
    }

    #[test]
    fn one_that_fails_is_told_once_more() {
        let story = |second: &'static str| {
            move || {
                told(&format!(
                    "case $1 in --list) echo s: test;; --exact) {second};; *) exit 101;; esac"
                ))
            }
        };
        assert_eq!(run_stories(story("test $3 = s"), 3), Ok(()));
        assert_eq!(
            run_stories(story("exit 101"), 3),
            Err("failed twice: s".to_owned())
        );
    }
}
