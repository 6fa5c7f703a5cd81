//! What becomes of guarded processes. Apart from the guardian, which the stories compile, too.
#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::{guardian::Guardian, waiting::wait_for};

/// Said by the task below, before the number of the process that it guards.
const GUARDED: &str = "guarded ";

#[test]
fn whatever_signal_ends_the_task_ends_what_it_started() {
    for signal in ["INT", "TERM", "HUP", "KILL"] {
        let mut task = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "guardian_tests::a_task_that_waits"])
            .args(["--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let guarded = BufReader::new(task.stdout.take().unwrap())
            .lines()
            .find_map(|line| Some(line.unwrap().split_once(GUARDED)?.1.to_owned()))
            .unwrap();
        let process = PathBuf::from("/proc").join(guarded);
        assert!(process.exists(), "{signal}");
        let sent = Command::new("kill")
            .args(["-s", signal, &task.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        assert!(!task.wait().unwrap().success());
        wait_for(Duration::from_secs(20), signal, || {
            Ok((!is_alive(&process)).then_some(()))
        })
        .unwrap();
    }
}

/// Nobody may be there to bury what was killed.
fn is_alive(process: &Path) -> bool {
    let stat = std::fs::read_to_string(process.join("stat")).unwrap_or_default();
    stat.rsplit_once(") ")
        .is_some_and(|(_, state)| !state.starts_with('Z'))
}

#[test]
#[ignore = "run by the test above, which ends it"]
fn a_task_that_waits() {
    let guardian = Guardian::start().unwrap();
    // It goes on until it is killed: it shuts out what would end it, and nobody writes to it.
    let script = "trap '' INT TERM HUP; read _";
    let mut guarded = guardian
        .guard(&mut Command::new("sh"))
        .args(["-c", script])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    println!("{GUARDED}{}", guarded.id());
    // Comes back only where the test above has failed.
    let _ = std::io::stdin().read(&mut [0]);
    drop(guardian);
    let _ = guarded.wait();
}
